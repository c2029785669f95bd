"""One mistake a file, with the exact message and place in the .lint beside it.

tests/bad/records/x.yaml are records and tests/bad/docs/x.md documents; the other folders hold a template each, put into an overlay
at its place (PLACES). `kinfolio check` reads them; where x.args stands beside a file, what it says is run instead (`{}` is the file)
and nothing may be written."""
import os, shlex, shutil

# Where an overlay holds a file of that kind; {} is its own name.
PLACES = {"docs": "content/bad/{}", "collections": "content/bad/collection.yaml", "packets": "templates/packets/{}",
          "themes": "templates/themes/{}", "papers": "templates/paper/{}", "languages": "templates/languages/{}",
          "fonts": "fonts/fonts.yaml", "resources": "templates/resources/{}", "prints": "templates/print/{}"}


def tests(kit):
    for kind in sorted(os.listdir("tests/bad")):
        folder = os.path.join("tests/bad", kind)
        for name in sorted(os.listdir(folder)):
            stem, ext = os.path.splitext(name)
            # A file that another one needs (a record's program file, one that it draws on) has no .lint and stands in its test.
            helper = not os.path.exists(os.path.join(folder, stem + ".lint"))
            if ext in (".yaml", ".md") and not (helper and (not kit.accept or "." in stem or stem.endswith(("-back", "-other")))):
                yield f"bad/{kind}/{stem}", lambda k=kind, f=folder, n=name, s=stem: run(kit, k, f, n, s)
            elif ext == ".lint" and not any(os.path.exists(os.path.join(folder, stem + e)) for e in (".yaml", ".md")):
                yield f"bad/{kind}/{stem}", lambda n=name: kit.fail(f"{n} has no file")


def run(kit, kind, folder, name, stem):
    lint = os.path.join(folder, stem + ".lint")
    top = kit.folder("bad", kind, stem)
    out = os.path.join(top, "out")
    args = os.path.join(folder, stem + ".args")
    words = shlex.split(open(args, encoding="utf-8").read()) if os.path.exists(args) else None
    if kind == "records":
        path, cwd, argv = name, os.path.join(kit.top, folder), []
        place = ""
    else:
        path = os.path.join(top, "overlay", PLACES[kind].format(name))
        cwd, argv = kit.top, ["--overlay", os.path.join(top, "overlay")]
        place = os.path.dirname(path) + "/"
        os.makedirs(os.path.dirname(path))
        shutil.copy(os.path.join(folder, name), path)
    if words:
        argv = [w.replace("{}", path) for w in words] + ["-o", out] + argv
    else:
        argv = ["check"] + argv + ([path] if kind == "records" else [])
    p = kit.kinfolio(*argv, "--data", kit.top, cwd=cwd)
    text = p.err.replace(place, "") if place else p.err
    text = text.replace(kit.top + "/", "")
    kit.golden(lint, text)
    want = 1 if "error:" in open(lint, encoding="utf-8").read() else 0
    kit.equal(p.returncode, want, "exit code")
    kit.equal(text.strip() != "", True, "nothing is told")
    if want:
        kit.equal([f for _, _, fs in os.walk(out) for f in fs], [], "made all the same")
