"""tests/golden/<topic>/x.md with x.<stage> beside it, a stage of `kinfolio dump` each; x.yaml, where there is one, is the record.
A file x.args holds more options."""
import os, shlex

STAGES = ("doc", "tree", "boxes", "pages", "tags", "fields")


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
    argv = ["dump", "-T", stage, "--overlay", overlay]
    argv += shlex.split(open(args).read()) if os.path.exists(args) else []
    argv += [name] + ([record] if os.path.exists(record) else [])
    kit.golden(os.path.join(folder, name + "." + stage), kit.ok(*argv).out)
