"""Many records in one run: folders, lists, shards; what a bad one, a crash, a limit of time or a signal costs."""
import json, os, pty, random, re, shutil, signal, subprocess, time

from suite_cli import files, says, shim

HEAD = "kind: family\nid: {id}\nparticipant:\n  name: {name}\n  dob: 1991-03-0{day}\n"


def tests(kit):
    for name, function in sorted(globals().items()):
        if name.startswith("test_"):
            yield "batch/" + name[5:].replace("_", "-"), lambda f=function: f(kit)


def family(kit, folder, i, more="", name=None):
    return kit.scratch_file(folder, f"r{i:03}.yaml", HEAD.format(id=f"f-b{i}", name=name or f"Person {i}", day=i % 9 + 1) + more)


def read(folder):
    return {f: open(os.path.join(folder, f), "rb").read() for f in files(folder)}


def several(kit, top, n=24):
    """Families in three languages' letters, so that what one leaves behind in a worker would show in another."""
    folder = os.path.join(top, "in")
    names = ["Nguyễn Thị Hạnh", "\"مريم الخطيب\"", "Joana Fialho", "陳美玲", "Offi Ffion", "\"דנה לוי\""]
    for i in range(n):
        family(kit, folder, i, name=names[i % len(names)])
    return folder


def start(kit, *argv, env=None, **kw):
    e = dict(os.environ, SOURCE_DATE_EPOCH="1795348800", NO_COLOR="1", LC_ALL="C.UTF-8", TZ="UTC", **(env or {}))
    return subprocess.Popen([kit.program, *argv], cwd=kit.top, env=e, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, **kw)


def test_folder(kit):
    """A folder's records, of the kind that the packet is for; not the program's files, other files, or folders within."""
    top = kit.folder("batch", "folder")
    records = several(kit, top, 3)
    kit.scratch_file(records, "r000.program.yaml", "kind: program\nid: f-b0\n")
    kit.scratch_file(records, "agency.yaml", "kind: agency\nid: a-1\nagency: {name: Harbor}\n")
    kit.scratch_file(records, "staff.yaml", "kind: staff\nid: s-1\nstaff: {name: Jo, roles: [frss]}\n")
    kit.scratch_file(records, "map.yaml", "columns: {name: participant.name}\n")
    kit.scratch_file(records, "notes.txt", "kind: family\nid: f-no1\n")
    kit.scratch_file(records, "deeper/x.yaml", "kind: family\nid: f-no2\n")
    kit.scratch_file(records, "flow.yaml", '{"kind": "family", "id": "f-flow1"}\n')
    out = os.path.join(top, "out")
    kit.ok("build", "-p", "my-steps", "-o", out, records)
    kit.equal(sorted(os.listdir(out)), ["f-b0", "f-b1", "f-b2", "f-flow1"])
    kit.ok("build", "-o", os.path.join(top, "all"), records)
    kit.equal(sorted(os.listdir(os.path.join(top, "all"))), ["f-b0", "f-b1", "f-b2", "f-flow1", "s-1"])
    empty = kit.folder("batch", "folder", "none")
    says(kit, ["build", "-o", out, empty], 1, f"in {empty} there is no family record")
    says(kit, ["build", "-p", "training-plan", "-o", out, os.path.join(records, "deeper")], 1, "there is no staff record")


def test_list(kit):
    """A list on standard input, a path a line."""
    top = kit.folder("batch", "list")
    records = several(kit, top, 4)
    lines = "\n".join(os.path.join(records, f"r00{i}.yaml") for i in (0, 2)) + "\n\n" + os.path.join(records, "r003.yaml")
    p = kit.ok("build", "-d", "my-goals", "-o", os.path.join(top, "out"), "-", stdin=lines.encode())
    kit.equal(sorted(os.listdir(os.path.join(top, "out"))), ["f-b0", "f-b2", "f-b3"])
    p = kit.kinfolio("build", "-o", os.path.join(top, "long"), "-", stdin=b"x" * 5000)
    kit.equal((p.returncode, p.err), (1, "kinfolio: error: line 1 of the list is longer than 4096 bytes; write one record's path a line\n"))
    p = kit.kinfolio("build", "-o", os.path.join(top, "none"), "-", stdin=b"")
    kit.equal((p.returncode, p.out, p.err), (0, "", ""))


def test_shards(kit):
    """Parts of a run give the same files as the whole run, byte for byte, each record once; so do a worker's first and last."""
    top = kit.folder("batch", "shards")
    records = several(kit, top)
    whole = os.path.join(top, "whole")
    kit.ok("build", "-j", "1", "-o", whole, records)
    kit.ok("build", "-j", "3", "-o", os.path.join(top, "three"), records)
    made = 0
    for k in range(1, 6):
        p = kit.ok("build", "--json", "-j", "2", "--shard", f"{k}/5", "-o", os.path.join(top, "parts"), records)
        made += len({json.loads(line)["record"] for line in p.out.splitlines()})
    kit.equal(made, 24)
    for f in ("r003.yaml", "r022.yaml"):
        kit.ok("build", "-o", os.path.join(top, "alone"), os.path.join(records, f))
    want = read(whole)
    for other in ("three", "parts", "alone"):
        have = read(os.path.join(top, other))
        kit.equal(sorted(have) == sorted(want) or other == "alone", True, other)
        kit.equal([f for f in have if have[f] != want[f]], [], f"files that differ: {other}")
    for bad in ("0/2", "3/2", "1", "a/b", "1/0", "-1/2", "1/2x"):
        says(kit, ["build", "--shard", bad, records], 2, "--shard takes K/N")
    return len(want)


def test_reuse(kit):
    """What a run keeps for its next records (texts set, pages drawn, fonts cut, streams) shows in no file: each is, byte for byte, what it is alone, whichever
    families came before it, in whatever order. And no family's words stand in another's files: each of its values bears its mark."""
    top = kit.folder("batch", "reuse")
    names = ["Nguyễn Thị Hạnh", "مريم الخطيب", "Joana", "陳美玲", "Offi Ffion", "សុខា", "Zoë"]
    marks = [f"Mq{chr(97 + i)}w" for i in range(len(names))]
    for i, (name, m) in enumerate(zip(names, marks)):
        family(kit, os.path.join(top, "in"), i, name=f'"{name} {m}"', more=f"""  phone: "555-01{i:02}"
people:
  k1: {{name: "Aunt {name} {m}", kind: family, phone: "{m} 555-0199", notes: "{' '.join([m + ' calls first.'] * (1 + 9 * (i % 3)))}"}}
  k2: {{name: "Dr. {m}", kind: health, notes: "{m}"}}
children:
  c{i}: {{name: "{m} kid"}}
safety: {{household_knows: {'no' if i == 4 else 'yes'}}}
with: [../{'harbor' if i % 2 else 'agency'}.yaml]
""")
    # An agency's record is read once, and what is to be told of it is told for each record that draws on it.
    for name, id in (("harbor", "harbor"), ("agency", "a-1")):
        kit.scratch_file(top, f"{name}.yaml", f"kind: agency\nid: {id}\nagency: {{name: {name} House}}\n")
    records = [os.path.join(top, "in", f"r{i:03}.yaml") for i in range(len(names))]
    n = 0
    for k, options in enumerate(([], ["--flat", "--paper", "phone"], ["--lang", "ar", "-d", "support-list", "-d", "sample-letter-of-support", "-d", "all-about-my-child"])):
        alone, on, back = (os.path.join(top, f"{k}-{which}") for which in ("alone", "on", "back"))
        for record in records:
            kit.ok("build", "-o", alone, *options, record)
        told = kit.ok("build", "-j", "1", "-o", on, *options, *records).err
        kit.equal(len(re.findall(r"(?m)^\S*/harbor.yaml:2:5: warning: ", told)), 3, told)
        kit.ok("build", "-j", "1", "-o", back, *options, *records[::-1])
        want = read(alone)
        for other in (on, back):
            have = read(other)
            kit.equal((sorted(have), [f for f in want if have.get(f) != want[f]]), (sorted(want), []), other)
        for i, m in enumerate(marks):
            said = b"".join(subprocess.run(argv, stdout=subprocess.PIPE, check=True).stdout for f in want if f.startswith(f"f-b{i}/")
                            for argv in (["pdftotext", os.path.join(on, f), "-"], ["qpdf", "--qdf", os.path.join(on, f), "-"]))
            found = [o for o in marks if o.encode() in said or o.encode("utf-16-be") in said]
            kit.equal(found, [m], f"whose words stand in {names[i]}'s files")
            n += 1
    return n


def test_same_id(kit):
    """One id twice in a list, a folder or another shard: the second is told and left out, everywhere alike."""
    top = kit.folder("batch", "same-id")
    records = several(kit, top, 4)
    family(kit, records, 9)
    shutil.move(os.path.join(records, "r009.yaml"), os.path.join(records, "r0001.yaml"))
    text = open(os.path.join(records, "r0001.yaml")).read()
    kit.scratch_file(records, "r0001.yaml", text.replace("f-b9", "f-b3"))
    told = 0
    for k in (1, 2):
        p = kit.kinfolio("build", "-d", "my-goals", "--shard", f"{k}/2", "-o", os.path.join(top, "out"), records)
        told += p.returncode
        assert p.returncode == 0 or f"{records}/r003.yaml:2:5: error: {records}/r0001.yaml has the id \"f-b3\" too" in p.err, p.err
    kit.equal((told, sorted(os.listdir(os.path.join(top, "out")))), (1, ["f-b0", "f-b1", "f-b2", "f-b3"]))


def test_bad_ones(kit):
    """Forty bad records of every kind among others: each told at its place, all others made and the same as ever."""
    top = kit.folder("batch", "bad")
    records, out = several(kit, top, 30), os.path.join(top, "out")
    kit.ok("build", "-d", "my-goals", "-o", os.path.join(top, "good"), records)
    places = []
    for i in range(40):
        text = HEAD.format(id=f"f-bad{i}", name="x", day=1)
        bad = (text + "people: [\n", text.replace("1991-03-01", "soon"), text + "safty: {}\n", b"\xff" + text.encode(), text + "mine: maybe\n",
               text.replace(f"f-bad{i}", f"Mary Smith {i}"), "", text + "with: [none.yaml]\n")[i % 8]
        places.append(os.path.basename(kit.scratch_file(records, f"bad{i:02}.yaml", bad)))
    p = kit.kinfolio("build", "-d", "my-goals", "-j", "3", "-o", out, records)
    kit.equal(p.returncode, 1, p.err[-500:])
    # What is no record at all (an empty file) is left out of a folder.
    told = {os.path.basename(m) for m in re.findall(r"^(\S+\.yaml):\d+:\d+: error:", p.err, re.M)}
    kit.equal(sorted(told), sorted(f for i, f in enumerate(places) if i % 8 != 6))
    assert "kinfolio: 30 of 65 records made, 35 failed, 0 not begun\n" in p.err, p.err[-300:]
    kit.equal(read(out) == read(os.path.join(top, "good")), True, "the others' files")
    return 40


def test_mistake_in_content(kit):
    """A mistake in what all records draw on is told once, and nothing is made."""
    top = kit.folder("batch", "content")
    records = several(kit, top, 6)
    kit.scratch_file(top, "over/content/own/broken.md", "---\ntitle: T\nkind: worksheet\naudience: family\n---\n{{nobody.here}}\n")
    p = kit.kinfolio("build", "-j", "2", "-d", "broken", "--overlay", os.path.join(top, "over"), "-o", os.path.join(top, "out"), records)
    kit.equal((p.returncode, p.err.count("error:"), os.path.exists(os.path.join(top, "out"))), (1, 1, False), p.err)


def test_crash(kit):
    """A worker that crashes costs its record; another takes its place, and nothing half-written is left."""
    top = kit.folder("batch", "crash")
    records, out = several(kit, top, 8), os.path.join(top, "out")
    env = {"LD_PRELOAD": shim(kit), "FAIL_UNDER": os.path.join(out, "f-b2"), "FAIL_CALL": "rename", "FAIL_AT": "1", "FAIL_ERRNO": "0",
           "ASAN_OPTIONS": "verify_asan_link_order=0"}
    p = kit.kinfolio("build", "-j", "1", "-d", "my-goals", "-o", out, records, env=env)
    kit.equal((p.returncode, p.err), (1, f"kinfolio: error: making {records}/r002.yaml ended by signal 9; please report it\n"))
    kit.equal(files(out), sorted(f"f-b{i}/pages.pdf" for i in range(8) if i != 2))


def test_timeout(kit):
    """A record that takes longer than it may is stopped and told; the others are made."""
    top = kit.folder("batch", "timeout")
    records, out = several(kit, top, 5), os.path.join(top, "out")
    os.mkfifo(os.path.join(top, "never"))
    holder = os.open(os.path.join(top, "never"), os.O_RDWR)  # somebody who never says anything
    lines = "".join(f"{r}\n" for r in [os.path.join(records, "r000.yaml"), os.path.join(top, "never"), os.path.join(records, "r004.yaml")])
    p = kit.kinfolio("build", "-j", "2", "--timeout", "1", "-d", "my-goals", "-o", out, "-", stdin=lines.encode())
    os.close(holder)
    kit.equal((p.returncode, p.err), (1, f"kinfolio: error: making {top}/never took longer than 1 s and was stopped; give it more time with --timeout\n"))
    kit.equal(files(out), ["f-b0/pages.pdf", "f-b4/pages.pdf"])
    for bad in ("0", "x", "1.5", "-1"):
        says(kit, ["build", "--timeout", bad, records], 2, "--timeout takes seconds from 1 to 86400")


def test_fail_fast(kit):
    """--fail-fast begins no more records once one failed, and says how many are left; --keep-going is the default."""
    top = kit.folder("batch", "fail-fast")
    records, out = several(kit, top, 6), os.path.join(top, "out")
    kit.scratch_file(records, "r001.yaml", "kind: family\nid: f-b1\nparticipant: {dob: never}\n")
    p = kit.kinfolio("build", "-j", "1", "--fail-fast", "-d", "my-goals", "-o", out, records)
    kit.equal((p.returncode, files(out)), (1, ["f-b0/pages.pdf"]))
    assert p.err.endswith("kinfolio: 1 of 6 records made, 1 failed, 4 not begun\n"), p.err
    kit.equal(kit.kinfolio("build", "-j", "1", "--keep-going", "-d", "my-goals", "-o", out, records).returncode, 1)
    kit.equal(len(files(out)), 5)


def stalled(kit, top, jobs):
    """A run with a record that never ends in hand; the process, once the others are made."""
    records = several(kit, top, 6)
    os.mkfifo(os.path.join(top, "never"))
    holder = os.open(os.path.join(top, "never"), os.O_RDWR)
    p = start(kit, "build", "-j", jobs, "-d", "my-goals", "-o", os.path.join(top, "out"), *(os.path.join(records, f"r00{i}.yaml") for i in range(3)),
              os.path.join(top, "never"))
    until = time.time() + 60
    while time.time() < until and len([f for f in files(os.path.join(top, "out")) if f.endswith(".pdf")]) < 3:
        time.sleep(0.02)
    return p, holder


def test_interrupt(kit):
    """A signal lets the record in hand be finished and begins no more; a second one stops it. Either way the run says what is done, and no
    part of a file is left."""
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        top = kit.folder("batch", "interrupt")
        records, out = several(kit, top, 40), os.path.join(top, "out")
        p = start(kit, "build", "-j", "2", "-o", out, records)
        p.stdout.readline()  # the first file stands
        p.send_signal(number)
        rest, err = p.communicate(timeout=60)
        kit.equal(p.returncode, 128 + number, err)
        told = re.fullmatch(r"kinfolio: (\d+) of 40 records made, 0 failed, (\d+) not begun\n", err)
        assert told, err
        kit.equal(int(told[1]) + int(told[2]), 40)
        kit.equal(sorted(os.listdir(out)), sorted({f.split("/")[0] for f in files(out)}))
        kit.equal(len(os.listdir(out)), int(told[1]))
        kit.equal([f for f in files(out) if not f.endswith(".pdf")], [])
    top = kit.folder("batch", "interrupt")
    p, holder = stalled(kit, top, "2")
    p.send_signal(signal.SIGINT)
    time.sleep(0.3)
    kit.equal(p.poll(), None, "the first signal waits for the record in hand")
    p.send_signal(signal.SIGINT)
    rest, err = p.communicate(timeout=60)
    os.close(holder)
    kit.equal((p.returncode, err), (130, "kinfolio: 3 of 4 records made, 1 failed, 0 not begun\n"))


def test_killed(kit):
    """kill -9 of the whole run: no part of a file under a final name; the next run clears what is left and completes the set."""
    top = kit.folder("batch", "killed")
    records, out = several(kit, top, 12), os.path.join(top, "out")
    kit.ok("build", "-o", os.path.join(top, "want"), records)
    want = read(os.path.join(top, "want"))
    for i in range(8):
        p = start(kit, "build", "-j", "2", "-o", out, records, start_new_session=True)
        time.sleep(0.05 + 0.05 * i)
        os.killpg(p.pid, signal.SIGKILL)
        p.communicate()
        have = read(out)
        kit.equal([f for f in have if f.endswith(".pdf") and have[f] != want[f]], [], "half a file under a final name")
    kit.ok("build", "-o", out, records)
    kit.equal(read(out) == want, True, "the set is complete, and nothing else is left")


def test_progress(kit):
    """On a terminal: done, failed, rate and time left, on a line that is written over. Elsewhere nothing."""
    top = kit.folder("batch", "progress")
    records = several(kit, top, 24)
    ours, theirs = pty.openpty()
    p = subprocess.Popen([kit.program, "build", "-d", "my-goals", "-o", os.path.join(top, "out"), records], cwd=kit.top, stdout=subprocess.DEVNULL,
                         stderr=theirs, env=dict(os.environ, SOURCE_DATE_EPOCH="1795348800"))
    os.close(theirs)
    said = b""
    while True:
        try:
            block = os.read(ours, 65536)
        except OSError:
            break
        if not block:
            break
        said += block
    kit.equal(p.wait(), 0)
    text = said.decode()
    assert re.search(r"\r\x1b\[K24 of 24, 0 failed, \d+\.\d a second\r?\n$", text), repr(text[-200:])
    kit.equal(kit.ok("build", "-d", "my-goals", "-o", os.path.join(top, "out"), records).err, "")


def caseload(kit, folder, n, first=0):
    kit.equal(kit.run("python3", "tests/caseload", "--first", str(first), folder, str(n)).returncode, 0)
    return folder


def pdfs(folder):
    """The files that stand under final names, and what else lies there but stamps."""
    have = read(folder)
    return {f: b for f, b in have.items() if f.endswith(".pdf")}, [f for f in have if not f.endswith(".pdf") and os.path.basename(f) != ".stamp"]


def test_changed(kit):
    """--changed makes what is older than its record, the records and pictures it draws on, content, templates, fonts.yaml, options or day, and
    nothing else; a stamp holds digests and file names only."""
    top = kit.folder("batch", "changed")
    records, out = os.path.join(top, "in"), os.path.join(top, "out")
    over = os.path.join(top, "over")
    for i in range(4):
        family(kit, records, i, "with: [../agency.yaml]\n" if i < 2 else "")
    kit.scratch_file(top, "agency.yaml", "kind: agency\nid: a-1\nagency: {name: Harbor House}\n")
    kit.scratch_file(over, "templates/resources/own.yaml", "title: Own\n")
    kit.scratch_file(over, "fonts/notes.txt", "x")
    png = b"\x89PNG no picture"

    def run(*options, code=0, **env):
        p = kit.kinfolio("build", "--changed", "--json", "-d", "support-list", "-o", out, "--overlay", over, *options, records, env=env)
        kit.equal(p.returncode, code, p.err)
        return sorted({json.loads(line)["record"] for line in p.out.splitlines()})

    every = [f"f-b{i}" for i in range(4)]
    kit.equal((run(), run()), (every, []))
    want = read(out)
    stamp = want["f-b0/.stamp"].decode()
    kit.equal(bool(re.fullmatch(r"kinfolio-stamp 1\n[0-9a-f]{64} \S+\.pdf\n", stamp)), True, stamp)
    kit.equal(stat_mode(os.path.join(out, "f-b0", ".stamp")), 0o600)
    changes = [
        (lambda: family(kit, records, 2, "goals: {}\n"), ["f-b2"]),
        (lambda: os.utime(os.path.join(records, "r001.yaml")), []),
        (lambda: kit.scratch_file(top, "agency.yaml", "kind: agency\nid: a-1\nagency: {name: Harbor}\n"), ["f-b0", "f-b1"]),
        (lambda: os.remove(os.path.join(out, "f-b3", [f for f in os.listdir(os.path.join(out, "f-b3")) if f.endswith(".pdf")][0])), ["f-b3"]),
        (lambda: kit.scratch_file(over, "content/own/extra.md", "---\ntitle: T\nkind: worksheet\naudience: family\n---\nHello.\n"), every),
        (lambda: kit.scratch_file(over, "templates/resources/own.yaml", "title: Own one\n"), every),
        (lambda: kit.scratch_file(over, "fonts/notes.txt", "y"), every),
        (lambda: kit.scratch_file(over, "content/samples/families/x.yaml", "x"), []),
        (lambda: kit.scratch_file(records, "r002.yaml", HEAD.format(id="f-b2", name="x", day=1) + "mine: together\n"), ["f-b2"]),
        (lambda: kit.scratch_file(records, "r003.yaml", (HEAD.format(id="f-b3", name="x", day=1)).replace("  dob", "  photo: p.png\n  dob")), ["f-b3"]),
        (lambda: kit.scratch_file(records, "p.png", png), ["f-b3"]),
        (lambda: kit.scratch_file(records, "p.png", png + b"x"), ["f-b3"]),
        (lambda: kit.scratch_file(out, "f-b1/.stamp", "kinfolio-stamp 1\n" + "0" * 64), ["f-b1"]),
        (lambda: kit.scratch_file(out, "f-b1/.stamp", b"\xff" * 70000), ["f-b1"]),
    ]
    for i, (change, wanted) in enumerate(changes):
        change()
        kit.equal((run(), run()), (wanted, []), f"change {i}")
    kit.equal((run("--paper", "a4"), run("--paper", "a4"), run()), (every, [], every))
    kit.equal((run(SOURCE_DATE_EPOCH="1795435200"), run()), (every, every))
    # Another packet of the same record has a line of its own; a run that keeps no stamp leaves none that speaks of its files.
    kit.ok("build", "--changed", "-p", "support-card", "-o", out, "--overlay", over, records)
    kit.equal(run(), [])
    kit.ok("build", "-d", "support-list", "-o", out, os.path.join(records, "r000.yaml"))
    kit.equal(run(), ["f-b0"])
    # Saved over by hand: it is not older than anything, so it stays.
    mine = [f for f in files(out) if f.startswith("f-b1/") and f.endswith(".pdf")][0]
    kit.scratch_file(out, mine, b"%PDF-filled")
    kit.equal((run(), open(os.path.join(out, mine), "rb").read()), ([], b"%PDF-filled"))
    # A record that went bad is told each time, and its files stay as they were.
    kit.scratch_file(records, "r002.yaml", "kind: family\nid: f-b2\nparticipant: {dob: soon}\n")
    kit.equal((run(code=1), run(code=1)), ([], []))
    # A stamp that leads elsewhere is neither read nor written through.
    kit.scratch_file(top, "elsewhere", "untouched")
    os.remove(os.path.join(out, "f-b3", ".stamp"))
    os.symlink("../../elsewhere", os.path.join(out, "f-b3", ".stamp"))
    os.symlink("../../elsewhere", os.path.join(out, "f-b3", ".stamp.new"))
    kit.scratch_file(records, "r002.yaml", HEAD.format(id="f-b2", name="x", day=1))
    assert "f-b3" in run()
    kit.equal(open(os.path.join(top, "elsewhere")).read(), "untouched")
    kit.ok("wipe", "-o", out)
    kit.equal([f for f in files(out) if f not in (mine, "f-b3/.stamp.new")], [])
    return len(changes)


def stat_mode(path):
    return os.stat(path).st_mode & 0o777


def test_killed_anywhere(kit):
    """kill -9 at random moments: never a part of a file, and the next --changed run completes the set, identical. 200 with KINFOLIO_ALL."""
    top = kit.folder("batch", "killed-anywhere")
    records, out = caseload(kit, os.path.join(top, "in"), 8), os.path.join(top, "out")
    began = time.time()
    kit.ok("build", "-j", "2", "-o", os.path.join(top, "want"), records)
    took = time.time() - began
    want, n, dice, hit = read(os.path.join(top, "want")), 200 if os.environ.get("KINFOLIO_ALL") else 12, random.Random(5), 0
    for i in range(n):
        if i % 3 == 0:
            shutil.rmtree(out, ignore_errors=True)
        else:  # all of it is there: one record is older than its file, and so is made anew over it
            with open(os.path.join(records, f"f-0000{dice.randrange(8)}.yaml"), "a") as f:
                f.write("# changed\n")
        p = start(kit, "build", "--changed", "-j", "2", "-o", out, records, start_new_session=True)
        time.sleep(dice.uniform(0, took * 1.1))
        hit += p.poll() is None
        os.killpg(p.pid, signal.SIGKILL) if p.poll() is None else None
        p.communicate()
        have, _ = pdfs(out) if os.path.isdir(out) else ({}, [])
        kit.equal([f for f in have if have[f] != want[f]], [], f"part of a file, kill {i}")
        kit.ok("build", "--changed", "-j", "2", "-o", out, records)
        have, rest = pdfs(out)
        kit.equal((have == want, rest), (True, []), f"the set after kill {i}")
    assert hit >= n // 4, f"only {hit} of {n} runs were caught at work"
    return n


def test_caseload(kit):
    """A caseload with bad ones of every kind among it (broken YAML, a broken picture, a crash, a limit of time): each is told at its place and
    all others are made. 880 with 40 bad ones with KINFOLIO_ALL."""
    n, bad = (840, 40) if os.environ.get("KINFOLIO_ALL") else (42, 8)
    top = kit.folder("batch", "caseload")
    records, out = caseload(kit, os.path.join(top, "in"), n), os.path.join(top, "out")
    kit.scratch_file(top, "over/content/own/picture.md", "---\ntitle: Us\nkind: worksheet\naudience: family\n---\nHello.\n\n~~~photo\nfield: participant.photo\nalt: A photo\n~~~\n")
    kit.scratch_file(top, "broken.png", b"\x89PNG\r\n\x1a\n" + b"no picture" * 9)
    paths, told, holders = [], [], []
    for i in range(bad):
        kind, path = i % 4, os.path.join(top, f"bad{i:02}.yaml")
        head = HEAD.format(id=f"f-{'crash' if kind == 2 else 'bad'}{i}", name="x", day=1)
        if kind == 3:
            os.mkfifo(path)
            holders.append(os.open(path, os.O_RDWR))
            told.append(f"kinfolio: error: making {path} took longer than 3 s")
        else:
            kit.scratch_file(top, f"bad{i:02}.yaml", head + ("people: [\n" if kind == 0 else "") if kind != 1 else head.replace("  dob", "  photo: broken.png\n  dob"))
            told.append(f"{path}:7:1: error: this is not YAML" if kind == 0 else f"kinfolio: error: making {path} ended by signal 9" if kind == 2 else "broken.png is broken")
        paths.append(path)
    lines = sorted([os.path.join(records, f) for f in os.listdir(records)]) + paths
    random.Random(2).shuffle(lines)
    env = {"LD_PRELOAD": shim(kit), "FAIL_UNDER": os.path.join(out, "f-crash"), "FAIL_CALL": "rename", "FAIL_AT": "1", "FAIL_ERRNO": "0",
           "ASAN_OPTIONS": "verify_asan_link_order=0"}
    p = start(kit, "build", "-j", "2", "--timeout", "3", "--overlay", os.path.join(top, "over"), "-d", "picture", "-d", "support-list", "-o", out, "-", env=env,
              stdin=subprocess.PIPE)
    _, err = p.communicate("\n".join(lines), timeout=3000)
    for h in holders:
        os.close(h)
    kit.equal(p.returncode, 1, err[-1000:])
    kit.equal([t for t in told if t not in err], [], err[-2000:])
    kit.equal(err.count("broken.png is broken"), sum(i % 4 == 1 for i in range(bad)), err[-2000:])
    assert err.endswith(f"kinfolio: {n} of {n + bad} records made, {bad} failed, 0 not begun\n"), err[-400:]
    kit.equal(sorted({f.split("/")[0] for f in files(out)}), sorted(f"f-{i:05}" for i in range(n)))
    kit.equal([f for f in files(out) if not f.endswith(".pdf")], [])
    return n + bad


def test_parallel(kit):
    """The manual's line for GNU parallel, as it stands there: the same files as one run. Skipped where there is no GNU parallel."""
    if not shutil.which("parallel"):
        return 0
    top = kit.folder("batch", "parallel")
    records = caseload(kit, os.path.join(top, "records"), 6)
    kit.ok("build", "-d", "my-goals", "-o", os.path.join(top, "one"), records)
    line = next(x for x in kit.run("man", "-l", "src/cli/kinfolio.1", env={"MANWIDTH": "200"}).out.splitlines() if x.strip().startswith("parallel -j"))
    kit.equal(line.split(), "parallel -j 4 kinfolio build --shard {}/4 records ::: 1 2 3 4".split())
    p = kit.run("sh", "-c", line.replace("kinfolio build", f"{kit.program} build -d my-goals"), cwd=top, env={"KINFOLIO_DATA": kit.top})
    kit.equal((p.returncode, read(os.path.join(top, "out")) == read(os.path.join(top, "one"))), (0, True), p.err)
