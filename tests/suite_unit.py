"""The unit tests' own programs, tests/unit/*.c, built by make; each closes with `N passed, N failed`."""
import os, re


def tests(kit):
    for name in sorted(os.listdir("tests/unit")):
        if name.endswith(".c"):
            yield "unit/" + name[:-2], lambda name=name: run(kit, name[:-2])


def run(kit, name):
    p = kit.run(os.path.join(kit.top, "out/obj", kit.build, "unit", name))
    m = re.search(r"(\d+) passed, (\d+) failed\s*$", p.out)
    if p.returncode or not m or m[2] != "0" or m[1] == "0":
        kit.fail((p.out[-2000:] + p.err[-4000:]).strip() or f"ended with {p.returncode}")
    return int(m[1])
