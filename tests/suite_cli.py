"""The command line: exit codes, usage, what is written where, and what happens when it cannot be."""
import json, os, re, resource, signal, stat, subprocess


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
    says(kit, ["build", "--blank", "--large-print", "--theme", "plain"], 2, "--large-print is a theme of its own; leave out --theme")
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


def test_list_titles(kit):
    """Where a title has two ways, a list says the first one, not both run together."""
    titles = {d["document"]: d["title"] for d in map(json.loads, kit.ok("list", "documents", "--json").out.splitlines())}
    kit.equal((titles["support-card"], titles["fridge-sheet"]), ("My Support Card", "Our Fridge Sheet"))
    kit.equal((titles["sample-letter-of-support"], titles["letter-support-list"]),
              ("Sample Letter of Support", "Advocacy letter: Support List"))


def test_letter_goes_out(kit):
    """What goes to court or to a provider does not call itself a sample."""
    record = "content/samples/families/f-7k2m.yaml"
    for packet in ("court", "letters"):
        text = kit.run("pdftotext", kit.make("-p", packet, record, "-o", kit.folder("cli", "letter"))[0]["file"], "-").out
        assert "Letter of Support" in text and "Sample" not in text and "Advocacy" not in text, text[:600]
    text = kit.run("pdftotext", kit.make("-p", "letters", "--blank", "-o", kit.folder("cli", "letter"))[0]["file"], "-").out
    assert "Sample Letter of Support" in text


def test_files_apart(kit):
    """Every packet of a discreet record is a file of its own: none lies over another."""
    out, made = kit.folder("cli", "apart"), []
    packets = [l.split("\t")[0] for l in kit.ok("list", "packets").out.splitlines() if l.split("\t")[1] == "family"]
    for packet in packets:
        made += [f["file"] for f in kit.make("-p", packet, "content/samples/families/f-4d7j.yaml", "-o", out)]
    kit.equal(sorted(made), sorted(set(made)), "files of one name")


def test_spare_is_short(kit):
    """The card for one more stands under the last contact, and half a letter page holds two people."""
    for record, paper, together in (("f-7k2m", "letter", (5, 6)), ("f-7k2m", "half-letter", (5, 6)), ("f-3wq8", "half-letter", (1, 2)),
                                    ("f-3wq8", "half-letter", (3, 4))):
        file = kit.make("-d", "support-list", "--not-discreet", "--paper", paper, f"content/samples/families/{record}.yaml", "-o",
                        kit.folder("cli", "spare"))[0]["file"]
        pages = kit.run("pdftotext", file, "-").out.split("\f")
        assert any(all(f"Contact {n}\n" in page for n in together) for page in pages), (record, paper, together)
    file = kit.make("-d", "my-goals", "content/samples/families/f-7k2m.yaml", "-o", kit.folder("cli", "spare"))[0]["file"]
    pages = kit.run("pdftotext", file, "-").out.split("\f")
    assert any("Main goal 2" in page and "Smaller goal 2" in page for page in pages), pages


def test_divider_whole(kit):
    """A divider too small for its list has it whole on the back, not its last lines there."""
    file = kit.make("-d", "divider-my-steps", "--paper", "half-letter", "content/samples/families/f-7k2m.yaml", "-o",
                    kit.folder("cli", "divider"))[0]["file"]
    pages = kit.run("pdftotext", file, "-").out.split("\f")
    assert "My Support List" not in pages[0] and pages[1].strip().startswith("In this part."), pages


def test_list_stocks(kit):
    """What booklets can be printed on: the files of templates/print/, an overlay's too."""
    kit.equal(kit.ok("list", "stocks").out, "a4\tA4\ta4\ta5\t0.100\t15\nletter\tLetter\tletter\thalf-letter\t0.100\t15\n")
    top = kit.folder("stocks")
    kit.scratch_file(top, "templates/print/thick.yaml", "title: Thick\nsheet: letter\npage: half-letter\nthickness: 0.13\nsheets: 9\n")
    lines = kit.ok("list", "stocks", "--json", "--overlay", top).out.splitlines()
    kit.equal(json.loads(lines[2]), {"name": "thick", "title": "Thick", "sheet": "letter", "page": "half-letter", "thickness": "0.130", "sheets": "9"})


def test_check_makes(kit):
    """check tells of a record what build would: a picture that is not there, a name that no typeface has. It writes nothing."""
    out = kit.folder("check-makes")
    record = kit.scratch_file(out, "r.yaml", "kind: family\nid: f-pic1\nparticipant: {photo: nobody.png}\n"
                              "children:\n  c1: {name: \"A\\U000F0000\", photo: r.yaml}\n")
    kit.scratch_file(out, "over/content/own/with-photo.md", "---\ntitle: T\nkind: worksheet\naudience: family\n---\n"
                     "~~~photo\nfield: participant.photo\nalt: Me\n~~~\n")
    for argv, words in ([], "U+F0000"), (["--overlay", os.path.join(out, "over"), "-d", "with-photo"], "nobody.png: No such file"):
        p = kit.kinfolio("check", *argv, record)
        built = kit.kinfolio("build", "-o", os.path.join(out, "out"), *argv, record)
        kit.equal((p.returncode, p.out), (built.returncode, ""), p.err)
        kit.equal(p.err, built.err)
        assert words in p.err, p.err
    kit.equal(sorted(os.listdir(out)), ["out", "over", "r.yaml"])
    # A record alone is checked as it is; one with a mistake is not made as well.
    kit.equal(kit.ok("check", *FAMILIES).err, "")


def test_mode(kit):
    out = kit.folder("mode")
    p = kit.ok("build", "--blank", "--json", "-o", out)
    for line in p.out.splitlines():
        kit.equal(stat.S_IMODE(os.stat(json.loads(line)["file"]).st_mode), 0o600, "mode")
    left = [f for d, _, fs in os.walk(out) for f in fs if not f.endswith(".pdf")]
    kit.equal(left, [], "left behind")


def test_full_output(kit):
    # /dev/full takes nothing: standard output that cannot be written is no success.
    p = kit.run("sh", "-c", f"'{kit.program}' list documents > /dev/full")
    kit.equal(p.returncode, 3, p.err)
    p = kit.run("sh", "-c", f"'{kit.program}' build --json -o '{kit.folder('full-output')}' content/samples/families/f-9x4c.yaml > /dev/full")
    kit.equal((p.returncode, p.err), (3, "kinfolio: error: standard output: No space left on device\n"), "a full disk")


def test_output_closed(kit):
    # `build --json … | head`: nobody reads any more. The records are made all the same, and no reason is made up.
    there, here = os.pipe()
    os.close(there)
    folder = kit.folder("output-closed")
    p = subprocess.run([kit.program, "build", "--json", "-o", folder, *FAMILIES], stdout=here, stderr=subprocess.PIPE, text=True)
    os.close(here)
    kit.equal((p.returncode, p.stderr), (3, "kinfolio: error: standard output: not all could be written to it\n"), "a closed pipe")
    assert all(os.listdir(os.path.join(folder, r)) for r in ("f-7k2m", "f-6h2t"))


def test_landscape_where_nothing_turns(kit):
    p = kit.kinfolio("build", "-d", "support-list", "--blank", "--paper", "phone", "--landscape", "-o", kit.folder("turned"))
    kit.equal((p.returncode, p.err), (0, "kinfolio: warning: the paper phone is not made to be turned, so --landscape changes nothing; leave it out\n"), "phone")
    p = kit.kinfolio("build", "-d", "support-list", "--blank", "--landscape", "-o", kit.folder("turned"))
    kit.equal((p.returncode, p.err), (0, ""), "letter")


FAMILIES = ["content/samples/families/f-7k2m.yaml", "content/samples/families/f-6h2t.yaml"]


def shim(kit):
    """tests/shim/fail.c, built: it lets a call of the system fail, or ends the process there."""
    so = os.path.join(kit.scratch, "fail.so")
    p = kit.run("cc", "-shared", "-fPIC", "-O1", "-D_GNU_SOURCE", "-o", so, "tests/shim/fail.c")
    kit.equal(p.returncode, 0, p.err)
    return so


def files(folder):
    return sorted(os.path.relpath(os.path.join(d, f), folder) for d, _, fs in os.walk(folder) for f in fs)


def failing(kit, out, call, at, error, *argv):
    env = {"LD_PRELOAD": shim(kit), "FAIL_UNDER": out, "FAIL_CALL": call, "FAIL_AT": str(at), "FAIL_ERRNO": str(error),
           "ASAN_OPTIONS": "verify_asan_link_order=0"}
    return kit.kinfolio("build", "-o", out, *argv, env=env)


def test_full_disk(kit):
    """Each call that can fail on a full or broken disk: told, exit 3, and nothing of the file is left; an older one stays whole."""
    top = kit.folder("full-disk")
    out = os.path.join(top, "out")
    for call in ("mkdir", "mkstemp", "write", "fsync", "close", "rename"):
        kit.folder("full-disk", "out")
        p = failing(kit, out, call, 1, 28, "--blank")
        kit.equal((p.returncode, p.err), (3, f"kinfolio: error: cannot write {out}/blank/portfolio.pdf: No space left on device\n"), call)
        kit.equal((p.out, files(out)), ("", []), f"left where {call} fails")
    kit.ok("build", "-o", out, "--blank")
    whole = open(os.path.join(out, "blank/portfolio.pdf"), "rb").read()
    for call in ("write", "rename"):
        p = failing(kit, out, call, 1, 5, "--blank", "--paper", "a4")
        kit.equal((p.returncode, files(out)), (3, ["blank/portfolio.pdf"]), call)
        kit.equal(open(os.path.join(out, "blank/portfolio.pdf"), "rb").read() == whole, True, "the older file is whole")


def test_one_record_of_two_fails(kit):
    """A disk error in one record's file leaves the other record's alone."""
    out = kit.folder("one-fails", "out")
    p = failing(kit, os.path.join(out, "f-7k2m"), "write", 1, 28, "-j", "2", "-o", out, *FAMILIES)
    kit.equal(p.returncode, 3, p.err)
    assert f"cannot write {out}/f-7k2m/portfolio.pdf: No space left on device" in p.err, p.err
    kit.equal([f for f in files(out) if not f.startswith("f-7k2m/")], ["f-6h2t/portfolio-mine.pdf", "f-6h2t/portfolio.pdf"])
    kit.equal([f for f in files(out) if f.startswith("f-7k2m/")], [], "of the record that failed")


def test_killed(kit):
    """Killed while it writes: no file with the name of a finished one, and an older one stays whole."""
    out = kit.folder("killed", "out")
    for call in ("write", "fsync", "rename"):
        kit.folder("killed", "out")
        p = failing(kit, out, call, 1, 0, "--blank")
        kit.equal(p.returncode, -signal.SIGKILL, p.err)
        kit.equal([f for f in files(out) if f.endswith(".pdf")], [], f"killed in {call}")
        for f in files(out):
            kit.equal(stat.S_IMODE(os.stat(os.path.join(out, f)).st_mode), 0o600, "mode of what is left")
    kit.folder("killed", "out")
    kit.ok("build", "-o", out, "--blank")
    whole = open(os.path.join(out, "blank/portfolio.pdf"), "rb").read()
    failing(kit, out, "write", 1, 0, "--blank", "--paper", "a4")
    kit.equal(open(os.path.join(out, "blank/portfolio.pdf"), "rb").read() == whole, True, "the older file is whole")


def test_together(kit):
    """A packet's files appear together or not at all: where one cannot be put in its place, those before it are taken back, and what stood
    there before stands there again."""
    out = kit.folder("together", "out")
    family = FAMILIES[0]
    argv = ["--booklet", "--not-discreet", family]
    names = [f"f-7k2m/portfolio{n}.pdf" for n in ("", "-booklet", "-how-to-print", "-mine", "-mine-booklet")]
    for call in ("mkstemp", "fsync", "rename"):
        for at in range(1, 6):
            kit.folder("together", "out")
            p = failing(kit, out, call, at, 28, *argv)
            kit.equal((p.returncode, p.out, os.listdir(out)), (3, "", []), f"{call} {at}")
    kit.ok("build", "-o", out, *argv)
    kit.equal(files(out), sorted(names))
    whole = {f: open(os.path.join(out, f), "rb").read() for f in names}
    os.remove(os.path.join(out, names[3]))
    del whole[names[3]]
    for at in range(1, 6):
        p = failing(kit, out, "rename", at, 5, "--paper", "a4", *argv)
        kit.equal((p.returncode, p.out), (3, ""), f"rename {at}")
        kit.equal({f: open(os.path.join(out, f), "rb").read() == whole.get(f) for f in files(out)}, {f: True for f in whole}, f"rename {at}")
    # A set that is wrong in its last file writes none of the others either.
    kit.folder("together", "out")
    says(kit, ["build", "-o", out, "--booklet", "--paper", "a4", "--overlay", thick(kit), family], 1, "has a margin of")
    kit.equal(files(out), [])


def thick(kit):
    """An overlay whose booklets want wider margins than their pages have."""
    top = kit.folder("together", "thick")
    for name in ("letter", "a4"):
        text = open(f"templates/print/{name}.yaml", encoding="utf-8").read()
        kit.scratch_file(top, f"templates/print/{name}.yaml", re.sub(r"(?m)^safe:.*$", "safe: 60", text))
    return top


def test_leftovers(kit):
    """What a killed run left goes with the next one into the same folder; what another run is writing stays, and so does what only looks
    alike."""
    import fcntl
    out = kit.folder("leftovers", "out")
    failing(kit, out, "rename", 1, 0, "--blank")
    left = [f for f in files(out)]
    kit.equal([bool(re.fullmatch(r"blank/portfolio\.pdf\.kinfolio-[A-Za-z0-9]{6}", f)) for f in left], [True], f"{left}")
    theirs = ["portfolio.pdf.backup", "portfolio.pdf.kinfolio-abc", "portfolio.pdf.kinfolio-abc_ef", "kinfolio-abcdef", "notes.txt"]
    for name in theirs:
        kit.scratch_file(out, "blank/" + name, "theirs")
    busy = kit.scratch_file(out, "blank/letters.pdf.kinfolio-Ab12xY", "half")
    os.symlink(kit.scratch_file(kit.folder("leftovers", "elsewhere"), "x", "kept"), os.path.join(out, "blank/a.pdf.kinfolio-linked"))
    stay = sorted("blank/" + f for f in theirs + ["a.pdf.kinfolio-linked", "portfolio.pdf"])
    with open(busy, "rb") as f:
        fcntl.flock(f, fcntl.LOCK_EX)
        kit.ok("build", "-o", out, "--blank")
        kit.equal(files(out), sorted(stay + ["blank/letters.pdf.kinfolio-Ab12xY"]))
        kit.ok("wipe", "-o", out, "--dry-run")
        kit.equal(kit.ok("wipe", "-o", out).out.split(), [os.path.join(out, "blank/portfolio.pdf")])
    kit.ok("build", "-o", out, "--blank")
    kit.equal(files(out), stay)
    # wipe takes them too, and nothing else.
    kit.scratch_file(out, "blank/letters.pdf.kinfolio-Ab12xY", "half")
    kit.equal(sorted(kit.ok("wipe", "-o", out).out.split()), [os.path.join(out, "blank", n) for n in ("letters.pdf.kinfolio-Ab12xY", "portfolio.pdf")])
    kit.equal(files(out), [f for f in stay if f != "blank/portfolio.pdf"])
    kit.equal(open(os.path.join(kit.scratch, "leftovers/elsewhere/x")).read(), "kept")


def test_worker_killed(kit):
    """A worker that ends without a word is told with its record; the others' files are made."""
    out = kit.folder("worker-killed", "out")
    p = failing(kit, os.path.join(out, "f-7k2m"), "write", 1, 0, "-j", "2", "-o", out, *FAMILIES)
    kit.equal(p.returncode, 1, p.err)
    assert f"making {FAMILIES[0]} ended by signal 9" in p.err, p.err
    kit.equal([f for f in files(out) if f.endswith(".pdf")], ["f-6h2t/portfolio-mine.pdf", "f-6h2t/portfolio.pdf"])


def test_quota(kit):
    """A limit on the size of files is an error like any other, though the kernel's way of saying so is a signal."""
    out = kit.folder("quota", "out")

    def limit():
        signal.signal(signal.SIGXFSZ, signal.SIG_DFL)
        resource.setrlimit(resource.RLIMIT_FSIZE, (20000, 20000))

    p = kit.kinfolio("build", "--blank", "-o", out, preexec_fn=limit)
    kit.equal((p.returncode, p.err), (3, f"kinfolio: error: cannot write {out}/blank/portfolio.pdf: File too large\n"))
    kit.equal(files(out), [], "left behind")


def test_memory(kit):
    """Where memory ends the program says so and exits 3, wherever it was; nothing is left."""
    if kit.build != "release" and kit.build != "snap":
        return
    out = kit.folder("memory", "out")
    said = 0
    for megabytes in range(40, 110, 5):
        p = kit.kinfolio("build", "-o", out, FAMILIES[0],
                         preexec_fn=lambda m=megabytes: resource.setrlimit(resource.RLIMIT_AS, (m << 20, m << 20)))
        if p.returncode == 0:
            break
        if p.returncode == 127:  # not even the libraries could be loaded
            continue
        kit.equal((p.returncode, p.err), (3, "kinfolio: error: out of memory\n"), f"with {megabytes} MB of addresses")
        kit.equal([f for f in files(out) if not f.endswith(".pdf")], [], "left behind")
        said += 1
    assert said > 0, "memory never ended; the limits of this test are wrong"
    return said


def test_unwritable(kit):
    """A place that cannot be written: a file where the folder should be, a folder where the file should be."""
    out = kit.folder("unwritable")
    kit.scratch_file(out, "file", "x")
    p = kit.kinfolio("build", "--blank", "-o", os.path.join(out, "file"))
    kit.equal((p.returncode, p.err), (3, f"kinfolio: error: cannot write {out}/file/blank/portfolio.pdf: Not a directory\n"))
    os.makedirs(os.path.join(out, "blank/portfolio.pdf"))
    p = kit.kinfolio("build", "--blank", "-o", out)
    kit.equal((p.returncode, p.err), (3, f"kinfolio: error: cannot write {out}/blank/portfolio.pdf: Is a directory\n"))
    kit.equal(files(out), ["file"], "left behind")
    p = kit.kinfolio("build", "--blank", "-o", "/proc/no-such")
    kit.equal(p.returncode, 3, p.err)
    assert "cannot write /proc/no-such/blank/portfolio.pdf: " in p.err, p.err
    if os.geteuid() != 0:
        kit.folder("unwritable", "shut")
        os.chmod(os.path.join(out, "shut"), 0o500)
        p = kit.kinfolio("build", "--blank", "-o", os.path.join(out, "shut"))
        kit.equal((p.returncode, p.err), (3, f"kinfolio: error: cannot write {out}/shut/blank/portfolio.pdf: Permission denied\n"))


def test_links(kit):
    """A record's folder that is a link is refused: its pages would lie where nobody looks for them. A link in a file's place goes, and what
    it leads to stays as it was. The out folder itself may be a link: whoever names it means it."""
    top = kit.folder("links")
    out, elsewhere = os.path.join(top, "out"), kit.folder("links", "elsewhere")
    os.makedirs(out)
    os.symlink(elsewhere, os.path.join(out, "f-7k2m"))
    p = kit.kinfolio("build", "-j", "2", "-o", out, *FAMILIES)
    kit.equal((p.returncode, p.err), (3, f"kinfolio: error: {out}/f-7k2m is a link, so its files would come to lie elsewhere; "
                                         "remove the link, or name another folder with --out\n"))
    kit.equal((files(elsewhere), files(out)), ([], ["f-6h2t/portfolio-mine.pdf", "f-6h2t/portfolio.pdf"]))
    os.remove(os.path.join(out, "f-7k2m"))
    os.symlink("/nowhere/at/all", os.path.join(out, "f-7k2m"))
    kit.equal(kit.kinfolio("build", "-o", out, FAMILIES[0]).returncode, 3, "a link that leads nowhere")
    os.remove(os.path.join(out, "f-7k2m"))
    theirs = kit.scratch_file(elsewhere, "theirs.pdf", "theirs")
    os.makedirs(os.path.join(out, "f-7k2m"))
    os.symlink(theirs, os.path.join(out, "f-7k2m/portfolio.pdf"))
    kit.ok("build", "-o", out, FAMILIES[0])
    kit.equal((os.path.islink(os.path.join(out, "f-7k2m/portfolio.pdf")), open(theirs).read()), (False, "theirs"))
    os.symlink(elsewhere, os.path.join(top, "link"))
    kit.ok("build", "-o", os.path.join(top, "link"), "--blank")
    kit.equal(files(elsewhere), ["blank/portfolio.pdf", "theirs.pdf"])


def test_ids_outside(kit):
    """No name that a record or the command line gives leads out of the out folder."""
    top = kit.folder("outside")
    out = os.path.join(top, "in/out")
    for name in ("../../x", "/tmp/x", "..", ".", "a/b", "a\\0b", "-", ".x1", "A1", "x" * 200):
        record = kit.scratch_file(top, "r.yaml", f'kind: family\nid: "{name}"\n')
        p = kit.kinfolio("build", "-o", out, record)
        kit.equal(p.returncode, 1, f"{name}: {p.err}")
        assert f"{record}:2:5: error:" in p.err, p.err
    for argv in (["-p", "../packets/portfolio"], ["-d", "../my-goals"], ["--paper", "../paper/letter"], ["--theme", "../themes/plain"],
                 ["--lang", "../en"]):
        kit.equal(kit.kinfolio("build", "--blank", "-o", out, *argv).returncode, 1, f"{argv}")
    kit.equal(files(top), ["r.yaml"])


def test_unreadable(kit):
    """A record, a folder of content or a template that cannot be read is told; nothing is made of half a library."""
    top = kit.folder("unreadable")
    out = os.path.join(top, "out")
    record = kit.scratch_file(top, "r.yaml", open(FAMILIES[0], encoding="utf-8").read().replace("with:", "# with:"))
    p = kit.kinfolio("build", "-o", out, os.path.join(record, "x.yaml"))
    kit.equal((p.returncode, p.err), (1, f"kinfolio: error: cannot open {record}/x.yaml: Not a directory\n"))
    for special in ("/dev/null", "/dev/zero"):
        kit.equal(kit.kinfolio("build", "-o", out, special).returncode, 1, special)
    if os.geteuid() != 0:
        os.chmod(record, 0)
        says(kit, ["build", "-o", out, record], 1, f"cannot open {record}: Permission denied")
    kit.equal(os.path.exists(out), False)
    # What another program writes into a pipe is a record like any other, so one that is kept encrypted need not be laid on the disk.
    p = kit.run("bash", "-c", f"'{kit.program}' build -o '{out}' <(cat '{FAMILIES[1]}' | grep -v ^with:)")
    kit.equal((p.returncode, p.err), (0, ""))


def test_jobs(kit):
    """The same files, and the same words, however many work at once."""
    families = [os.path.join("content/samples/families", f) for f in sorted(os.listdir("content/samples/families"))
                if not f.endswith(".program.yaml")]
    outs, said = [], []
    for jobs in ("1", "2", "5"):
        out = kit.folder("jobs", jobs)
        p = kit.ok("build", "-j", jobs, "-o", out, "--json", *families)
        outs.append({f: open(os.path.join(out, f), "rb").read() for f in files(out)})
        said.append(sorted(p.out.replace(out, "").splitlines()))
        kit.equal(p.err, "")
    # One file a record and two where it keeps pages of its own; a record alone makes what it makes among others.
    kit.equal(len(outs[0]) >= len(families), True, "files")
    alone = kit.folder("jobs", "alone")
    for f in families:
        kit.ok("build", "-o", alone, f)
    outs.append({f: open(os.path.join(alone, f), "rb").read() for f in files(alone)})
    for other in outs[1:]:
        kit.equal(sorted(other), sorted(outs[0]))
        kit.equal([f for f in other if other[f] != outs[0][f]], [], "files that differ")
    for other in said[1:]:
        kit.equal(other, said[0])
    return len(outs[0])


def test_date(kit):
    """SOURCE_DATE_EPOCH decides the day and the bytes; another day gives another file."""
    out = kit.folder("date")
    record = FAMILIES[0]
    kit.ok("build", "-o", os.path.join(out, "a"), record, env={"TZ": "Asia/Tokyo", "LC_ALL": "C"})
    kit.ok("build", "-o", os.path.join(out, "b"), record, env={"TZ": "America/New_York", "LANG": "tr_TR.UTF-8"})
    kit.ok("build", "-o", os.path.join(out, "c"), record, env={"SOURCE_DATE_EPOCH": "1811203200"})
    a, b, c = (open(os.path.join(out, d, "f-7k2m/portfolio.pdf"), "rb").read() for d in "abc")
    kit.equal(a == b, True, "the clock's place or the locale changes the file")
    kit.equal(a == c, False, "half a year later the file is the same")
    p = kit.kinfolio("list", "packets", env={"SOURCE_DATE_EPOCH": "soon"})
    kit.equal((p.returncode, p.err), (0, "kinfolio: warning: SOURCE_DATE_EPOCH is not a number of seconds; the clock is used\n"))


def test_problems_as_json(kit):
    """With --json problems are lines of JSON, each with its place."""
    out = kit.folder("problems")
    bad = kit.scratch_file(out, "bad.yaml", 'kind: family\nid: f-bad1\nparticipant: {dob: "1996\\"-02-30"}\nsafty: {}\n')
    p = kit.kinfolio("check", "--json", bad)
    have = [json.loads(line) for line in p.err.splitlines()]
    kit.equal(p.returncode, 1)
    kit.equal([(d["line"], d["column"], d["level"], d["id"]) for d in have], [(3, 20, "error", "record-type"), (4, 1, "error", "unknown-key")])
    kit.equal({d["file"] for d in have}, {bad})
    kit.equal([sorted(d) for d in have], [["column", "file", "id", "level", "line", "message"]] * 2)


def test_terminal(kit):
    """What a record holds cannot speak to the terminal that shows a problem with it: no control character is passed on."""
    out = kit.folder("terminal")
    bad = kit.scratch_file(out, "bad.yaml", 'kind: family\nid: f-bad1 # \u0085\nparticipant:\n  dob: "\\e]0;owned\\a\\u009b31m"\n')
    p = kit.kinfolio("check", bad)
    kit.equal(p.returncode, 1)
    bad = kit.scratch_file(out, "raw.yaml", b"kind: family\nid: f-bad1\nparticipant: {dob: \x1b]0;owned\x07}\n")
    q = kit.kinfolio("check", bad)
    kit.equal(q.returncode, 1)
    for text in (p.err, q.err):
        kit.equal(re.findall("[\x00-\x09\x0b-\x1f\x7f-\x9f]", text), [], repr(text))
    assert "is not a date" in p.err, p.err


def test_limits(kit):
    """Each stated limit: an ordinary error, quickly."""
    out = kit.folder("limits")
    head = "kind: family\nid: f-big1\nanswers:\n  x:\n"
    for name, text, words in (
            ("bytes", head + "    a: " + "x" * (2 << 20) + "\n", "is larger than 2097152 bytes, the limit for this kind of file"),
            ("values", head + "".join(f"    k{i}: [a,b,c,d,e,f,g,h]\n" for i in range(25000)), "more than 200000 values in one file, the limit"),
            ("depth", head + "    a: " + "[" * 100000 + "\n", "nested deeper than 32 levels, the limit"),
            ("flow", head + "    a: " + "{a: " * 50000 + "\n", "nested deeper than 32 levels, the limit")):
        path = kit.scratch_file(out, name + ".yaml", text)
        p = kit.kinfolio("check", path)
        kit.equal(p.returncode, 1, f"{name}: {p.err[:300]}")
        assert words in p.err, f"{name}: {p.err[:300]}"
    # Records that draw on one another in a long chain.
    for i in range(40):
        kit.scratch_file(out, f"r{i}.yaml", f"kind: staff\nid: s-{i}\nwith: [r{i + 1}.yaml]\n")
    kit.scratch_file(out, "r40.yaml", "kind: staff\nid: s-40\n")
    p = kit.kinfolio("check", os.path.join(out, "r0.yaml"))
    kit.equal(p.returncode, 1, p.err[:300])
    assert "records draw on each other, the limit" in p.err, p.err[:600]
    # A document of many megabytes, and one made of nothing but openings.
    for name, text, words in (("big", "x" * (9 << 20), "is larger than "), ("quotes", "> " * 20000 + "x", "nested deeper than "),
                              ("links", "[" * 50000, None), ("stars", "*a " * 50000, None), ("places", "{{" * 50000, "{{ is not closed"),
                              ("lists", "\n".join("  " * i + "- a" for i in range(200)), "nested deeper than ")):
        overlay = os.path.join(out, name)
        kit.scratch_file(overlay, f"content/own/{name}.md", f"---\ntitle: Big\nkind: handout\naudience: family\n---\n{text}\n")
        p = kit.kinfolio("build", "--blank", "-d", name, "--overlay", overlay, "-o", os.path.join(out, "out"))
        kit.equal(p.returncode, 1 if words else 0, f"{name}: {p.err[:300]}")
        assert not words or words in p.err, f"{name}: {p.err[:300]}"


def test_same_id_twice(kit):
    """Two records with one id would be one file, and one family's pages would go out under the other's name."""
    out = kit.folder("same-id")
    copy = kit.scratch_file(out, "copy.yaml", re.sub(r"(?m)^with:.*\n", "", open(FAMILIES[0], encoding="utf-8").read()))
    p = kit.kinfolio("build", "-j", "2", "-o", os.path.join(out, "out"), FAMILIES[0], copy)
    kit.equal(p.returncode, 1, p.err)
    assert "f-7k2m" in p.err, p.err


def test_one_bad_record(kit):
    """What is wrong with a record is told at its place; of it nothing is made, the other records are."""
    out = kit.folder("one-bad")
    bad = kit.scratch_file(out, "bad.yaml", "kind: family\nid: f-bad1\nparticipant: {dob: 1996-02-30}\n")
    for argv in (["-j", "2", FAMILIES[0], bad], ["-j", "1", bad, FAMILIES[0]]):
        made = kit.folder("one-bad", "out")
        p = kit.kinfolio("build", "-o", made, *argv)
        kit.equal((p.returncode, p.err), (1, f'{bad}:3:20: error: participant.dob: "1996-02-30" is not a date; write YYYY-MM-DD\n'
                                             "    3 | participant: {dob: 1996-02-30}\n      |                    ^~~~~~~~~~\n"))
        kit.equal(files(made), ["f-7k2m/portfolio-mine.pdf", "f-7k2m/portfolio.pdf"])
    p = kit.kinfolio("build", "-o", kit.folder("one-bad", "alone"), bad)
    kit.equal((p.returncode, files(os.path.join(out, "alone"))), (1, []))


def test_no_values_said(kit):
    """No value of a record on standard output or error unless a problem is about it, nor in a file's name."""
    p = kit.ok("build", "--json", "-o", kit.folder("no-values"), *FAMILIES)
    for value in ("Marisol", "Rivera", "508", "Devon", "Blake", "1996"):
        kit.equal(value in p.out + p.err + " ".join(files(os.path.join(kit.scratch, "no-values"))), False, value)
