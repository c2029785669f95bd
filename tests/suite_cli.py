"""The command line: exit codes, usage, what is written where, and what happens when it cannot be."""
import json, os, stat


def tests(kit):
    for name, function in sorted(globals().items()):
        if name.startswith("test_"):
            yield "cli/" + name[5:].replace("_", "-"), lambda f=function: f(kit)


def says(kit, argv, code, words, **kw):
    p = kit.kinfolio(*argv, **kw)
    kit.equal(p.returncode, code, "exit code; " + p.err)
    if words not in p.err:
        kit.fail(f"{words!r} is not in {p.err!r}")


def test_usage(kit):
    says(kit, [], 2, "usage: kinfolio build")
    says(kit, ["bulid"], 2, 'there is no command "bulid"; did you mean "build"?')
    says(kit, ["build"], 2, "build needs a record, or --blank")
    says(kit, ["build", "--nonsense"], 2, "--nonsense")
    says(kit, ["build", "-j", "0", "x"], 2, "--jobs takes a number from 1 to 256")
    says(kit, ["build", "-p", "a", "-d", "b", "x"], 2, "do not go together")
    says(kit, ["list"], 2, "list what?")
    says(kit, ["list", "nothing"], 2, "list what?")
    says(kit, ["new", "cat"], 2, "usage: kinfolio new")
    says(kit, ["new", "family", "../x"], 2, "an id is small letters")
    says(kit, ["dump", "x"], 2, "usage: kinfolio dump")


def test_help(kit):
    for command in ("build", "check", "list", "new", "dump"):
        p = kit.ok(command, "--help")
        assert p.out.startswith(f"usage: kinfolio {command}"), p.out
    kit.equal(kit.ok("--version").out, "kinfolio 0.1\n")


def test_missing(kit):
    says(kit, ["build", "no-such.yaml"], 1, "cannot open no-such.yaml: No such file or directory")
    says(kit, ["build", "-p", "no-such", "--blank"], 1, "no-such")
    says(kit, ["build", "--blank", "--paper", "leter"], 1, 'letter')
    says(kit, ["build", "--blank", "--theme", "plane"], 1, 'plain')
    says(kit, ["build", "--blank", "--data", "/nowhere"], 1, "/nowhere holds no content/ and templates/")
    says(kit, ["build", "--blank", "--overlay", "/nowhere"], 1, "there is no such folder")


def test_new(kit):
    for kind in ("family", "staff", "agency"):
        p = kit.ok("new", kind)
        path = os.path.join(kit.folder("new"), kind + ".yaml")
        with open(path, "w", encoding="utf-8") as f:
            f.write(p.out)
        q = kit.kinfolio("check", path)
        kit.equal((q.returncode, q.err), (0, ""), f"check of a new {kind} record")
    assert kit.ok("new", "family").out != kit.ok("new", "family").out, "two ids are the same"


def test_list_fields(kit):
    p = kit.ok("list", "fields", "--json")
    lines = [json.loads(l) for l in p.out.splitlines()]
    assert len(lines) > 150, len(lines)
    for d in lines:
        kit.equal(sorted(d), ["at_least", "document", "id", "label", "path", "type"])
    phone = [d for d in lines if d["document"] == "support-list" and d["id"] == "phone" and d["at_least"] == 5]
    kit.equal([(d["path"], d["type"], d["label"]) for d in phone], [("people[].phone", "phone", "Phone")])


def test_mode(kit):
    out = kit.folder("mode")
    p = kit.ok("build", "--blank", "--json", "-o", out)
    for line in p.out.splitlines():
        kit.equal(stat.S_IMODE(os.stat(json.loads(line)["file"]).st_mode), 0o600, "mode")
    left = [f for d, _, fs in os.walk(out) for f in fs if not f.endswith(".pdf")]
    kit.equal(left, [], "left behind")


def test_full_disk(kit):
    # /dev/full takes nothing: standard output that cannot be written is no success.
    p = kit.run("sh", "-c", f"'{kit.program}' list documents > /dev/full")
    kit.equal(p.returncode, 3, p.err)


def test_unwritable(kit):
    out = kit.folder("unwritable")
    with open(os.path.join(out, "file"), "w") as f:
        f.write("x")
    p = kit.kinfolio("build", "--blank", "-o", os.path.join(out, "file"))
    kit.equal(p.returncode, 3, p.err)
    assert "cannot write" in p.err, p.err


def test_one_bad_record(kit):
    out = kit.folder("one-bad")
    bad = os.path.join(out, "bad.yaml")
    with open(bad, "w") as f:
        f.write("kind: family\nid: f-bad1\nparticipant: {dob: 1996-02-30}\n")
    p = kit.kinfolio("build", "-j", "2", "-o", out, "content/samples/families/f-7k2m.yaml", bad)
    kit.equal(p.returncode, 1, p.err)
    assert f'{bad}:3:20: error: participant.dob: "1996-02-30" is not a date; write YYYY-MM-DD' in p.err, p.err
    assert os.path.isdir(os.path.join(out, "f-7k2m")) and not os.path.exists(os.path.join(out, "f-bad1"))
