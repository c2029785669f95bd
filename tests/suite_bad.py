"""One mistake a file, with the exact message and place in the .lint beside it.
tests/bad/records/x.yaml are records, tests/bad/docs/x.md documents, tests/bad/packets|themes|papers|languages|fonts|shapes/x.yaml templates."""
import os, shutil

PLACES = {"packets": "templates/packets", "themes": "templates/themes", "papers": "templates/paper", "languages": "templates/languages",
          "fonts": "fonts", "resources": "templates/resources"}


def tests(kit):
    for kind in sorted(os.listdir("tests/bad")):
        folder = os.path.join("tests/bad", kind)
        for name in sorted(os.listdir(folder)):
            stem = os.path.splitext(name)[0]
            if name.endswith((".yaml", ".md")) and os.path.exists(os.path.join(folder, stem + ".lint")):
                yield f"bad/{kind}/{stem}", lambda k=kind, f=folder, n=name, s=stem: run(kit, k, f, n, s)


def run(kit, kind, folder, name, stem):
    lint = os.path.join(folder, stem + ".lint")
    if kind == "records":
        p = kit.kinfolio("check", "--data", kit.top, name, cwd=os.path.join(kit.top, folder))
        text = p.err
    else:
        overlay = kit.folder("bad", kind, stem)
        place = os.path.join(overlay, "content/bad" if kind == "docs" else PLACES[kind])
        os.makedirs(place)
        shutil.copy(os.path.join(folder, name), os.path.join(place, "fonts.yaml" if kind == "fonts" else name))
        p = kit.kinfolio("check", "--data", kit.top, "--overlay", overlay)
        text = p.err.replace(place + "/", "")
    kit.golden(lint, text)
    want = 1 if "error:" in open(lint, encoding="utf-8").read() else 0
    kit.equal(p.returncode, want, "exit code")
