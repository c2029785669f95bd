"""Many records in one run: folders, lists, shards; what a bad one, a crash, a limit of time or a signal costs."""
import json, os, pty, re, shutil, signal, subprocess, time

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
