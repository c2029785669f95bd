"""tests/golden/<topic>/x.md with x.<stage> beside it, a stage of `kinfolio dump` each; x.yaml, where there is one, is the record.
A file x.args holds more options. `blanks` is the stage `fields` without the lines that say where each stands: it holds names, types,
tooltips and values, and does not change with the look."""
import os, shlex

STAGES = ("doc", "tree", "boxes", "pages", "tags", "fields", "blanks")


def tests(kit):
    for topic in sorted(os.listdir("tests/golden")):
        folder = os.path.join("tests/golden", topic)
        for name in sorted(os.listdir(folder)):
            if name.endswith(".md"):
                for stage in STAGES:
                    if os.path.exists(os.path.join(folder, name[:-3] + "." + stage)):
                        yield f"golden/{topic}/{name[:-3]}.{stage}", lambda f=folder, n=name[:-3], s=stage: run(kit, f, n, s)


def run(kit, folder, name, stage):
    overlay = kit.folder("golden", os.path.basename(folder))
    os.symlink(os.path.join(kit.top, folder), os.path.join(overlay, "content"))
    record = os.path.join(folder, name + ".yaml")
    args = os.path.join(folder, name + ".args")
    argv = ["dump", "-T", "fields" if stage == "blanks" else stage, "--overlay", overlay]
    argv += shlex.split(open(args).read()) if os.path.exists(args) else []
    argv += [name] + ([record] if os.path.exists(record) else [])
    p = kit.ok(*argv)
    kit.equal(p.err, "", "told")
    out = p.out
    if stage == "blanks":
        out = "".join(line for line in out.splitlines(True) if not line.startswith("  "))
    kit.golden(os.path.join(folder, name + "." + stage), out)
