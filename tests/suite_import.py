"""Spreadsheets into records: Excel's habits, headings and maps, every bad cell told at its place, nothing half-written."""
import json, os, re, shutil, stat

import yaml

from suite_cli import files, says, shim


def tests(kit):
    for name, function in sorted(globals().items()):
        if name.startswith("test_"):
            yield "import/" + name[5:].replace("_", "-"), lambda f=function: f(kit)


class Words(yaml.SafeLoader):
    """Scalars as texts, which is how a record's are read."""


Words.yaml_implicit_resolvers = {}


def sheet(kit, name, text, map=None):
    """A folder with sheet and map; its path."""
    top = kit.folder("import", name)
    kit.scratch_file(top, "in.csv", text)
    if map is not None:
        kit.scratch_file(top, "map.yaml", map)
    return top


def run(kit, top, *options, **kw):
    maps = ["--map", os.path.join(top, "map.yaml")] if os.path.exists(os.path.join(top, "map.yaml")) else []
    return kit.kinfolio("import", os.path.join(top, "in.csv"), "-o", os.path.join(top, "out"), *maps, *options, **kw)


def record(top, name):
    with open(os.path.join(top, "out", name), encoding="utf-8") as f:
        return yaml.load(f, Words)


def good(kit, top, *options, **kw):
    """Imports; what the sheet's ids became."""
    p = run(kit, top, *options, **kw)
    kit.equal((p.returncode, p.err), (0, ""), p.out)
    kit.equal(kit.kinfolio("check", *(os.path.join(top, "out", f) for f in files(os.path.join(top, "out"))[:40])).err, "", "check")
    return {f[:-5]: record(top, f) for f in files(os.path.join(top, "out"))}


def bad(kit, top, wanted, *options, code=1):
    """Imports what is wrong: the exact complaints, and nothing written."""
    p = run(kit, top, *options)
    path = os.path.join(top, "in.csv")
    told = [line.replace(path, "in").replace(top, "TOP") for line in p.err.splitlines() if re.search(r": (error|warning): ", line)]
    kit.equal((p.returncode, "\n".join(told)), (code, "\n".join(wanted)), p.out)
    kit.equal(files(os.path.join(top, "out")) if os.path.isdir(os.path.join(top, "out")) else [], [])


def test_rows(kit):
    """A record a row; items of numbered headings get keys that say nothing; names become references; odd values read back exactly."""
    nasty = ["no", "01001", "12:30", "~", "- x", "{{participant.name}}", "# not a comment", "a: b", 'say "hi"', "*x", "'", "\\n", "null", "<b>", "=1+1", "%"]
    top = sheet(kit, "rows", "id,participant.name,participant.dob,children.0.name,children.0.caregiver,children.1.name,people.0.name,people.0.emergency,"
                "people.1.name,participant.preferred_contact,safety.notes,goals.0.title,goals.0.steps.0.title,goals.0.steps.0.actions.0,"
                "goals.0.steps.0.actions.1\n" +
                "".join(f'f-{i},"{v.replace(chr(34), chr(34) * 2)}",1990-12-31,{"Mia" if i % 2 else ""},"Rosa  lópez",Leo,Rosa lópez,X,,"text; CALL","one\ntwo","{v.replace(chr(34), chr(34) * 2)}",s,"walk, run",\n'
                        for i, v in enumerate(nasty)))
    made = good(kit, top)
    kit.equal(sorted(made), sorted(f"f-{i}" for i in range(len(nasty))))
    for i, v in enumerate(nasty):
        r = made[f"f-{i}"]
        kit.equal(r["participant"], {"name": v, "dob": "1990-12-31", "preferred_contact": ["text", "call"]})
        kit.equal([c["name"] for c in r["children"].values() if "name" in c], ["Mia", "Leo"] if i % 2 else ["Leo"])
        (key, person), = r["people"].items()
        kit.equal((person, bool(re.fullmatch(r"[a-z]\d[a-z]{2}", key))), ({"name": "Rosa lópez", "emergency": "yes"}, True))
        kit.equal(list(r["children"].values())[0]["caregiver"], key)
        (goal,), = [r["goals"].values()]
        (step,), = [goal["steps"].values()]
        kit.equal((goal["title"], step["title"], list(step["actions"].values())), (v, "s", ["walk, run"]))
        kit.equal(r["safety"]["notes"], "one\ntwo")
        kit.equal(stat.S_IMODE(os.stat(os.path.join(top, "out", f"f-{i}.yaml")).st_mode), 0o600)
    kit.ok("build", "-d", "support-list", "-o", os.path.join(top, "pdf"), os.path.join(top, "out"))
    return len(nasty)


def test_excel(kit):
    """Byte order marks, UTF-16, Windows-1252, semicolons, tabs, CRLF, CR, `sep=`, empty rows and columns: one and the same record."""
    rows = [["id", "participant.name", "participant.dob", "safety.notes"], ["f-1", "José Núñez", "1990-12-31", "a;b,c\tand\nmore"], ["", "", "", ""]]

    def text(mark, end):
        quoted = lambda c: '"' + c + '"' if any(x in c for x in ";,\t\n") else c
        return end.join(mark.join([quoted(c) for c in r] + ["", ""]) for r in rows + [["", "", "", ""]] * 3)

    want = {"f-1": {"kind": "family", "id": "f-1", "participant": {"name": "José Núñez", "dob": "1990-12-31"}, "safety": {"notes": "a;b,c\tand\nmore"}}}
    count = 0
    for mark in ",;\t":
        for end in ("\n", "\r\n", "\r"):
            for how in ("utf-8", "utf-8-sig", "utf-16", "utf-16-be", "sep"):
                data = text(mark, end)
                data = (f"sep={mark}{end}" + data).encode() if how == "sep" else ("\ufeff" + data).encode(how) if how == "utf-16-be" else data.encode(how)
                top = sheet(kit, "excel", data)
                p = run(kit, top)
                kit.equal((p.returncode, p.err, {"f-1": record(top, "f-1.yaml")}), (0, "", want), f"{mark!r} {end!r} {how}")
                count += 1
        top = sheet(kit, "excel", text(mark, "\r\n").encode("cp1252"))
        p = run(kit, top)
        kit.equal((p.returncode, p.err), (0, f"kinfolio: warning: {top}/in.csv is no UTF-8, so it was read as Windows-1252; look at names with accents, "
                                          "or save it as \"CSV UTF-8\"\n"))
        kit.equal(record(top, "f-1.yaml"), want["f-1"])
    for data in (b"\xff\xfea", b"id\0x", b"id,\x81\n", "id\n\ud800".encode("utf-16", "surrogatepass")):
        top = sheet(kit, "excel", data)
        bad(kit, top, ["kinfolio: error: in is no text that can be read here; save it as \"CSV UTF-8\""])
    return count


def test_bad_cells(kit):
    """Every bad cell of every row is told, by row and column as the spreadsheet has them and by line of the file; nothing is written."""
    top = sheet(kit, "bad-cells", "id,participant.name,Birth,participant.phone_is_cell,children.0.lives_with,people.0.phone,children.0.caregiver,participant.email\n"
                "f-1,ok,12/31/1990,yes,kin,555-0101,,a@example.org\n"
                "f-2,\"two\nlines\",13/13/1990,maybe,moon,none,Nobody,not-one\n"
                "\n"
                "F 3,#REF!,4/12/96,,,5.55E+09,,\n"
                "f-1,x,12/30/1990,,,###,,,,late\n", "columns:\n  birth: participant.dob\n")
    bad(kit, top, [
        'in:4:8: error: row 3, column C (Birth): "13/13/1990" is not a date',
        'in:4:19: error: row 3, column D (participant.phone_is_cell): "maybe" is not yes or no; say in the map what other words mean',
        'in:4:25: error: row 3, column E (children.0.lives_with): "moon" is not one of: me, co-parent, kin, foster, hospital, on-their-own',
        'in:4:30: error: row 3, column F (people.0.phone): "none" is not a phone number',
        'in:4:35: error: row 3, column G (children.0.caregiver): nobody under people, or more than one, is called "Nobody"',
        'in:4:42: error: row 3, column H (participant.email): "not-one" is not an email address',
        'in:6:1: error: row 5, column A (id): "F 3" will not do as an id; write small letters, digits and -',
        'in:6:5: error: row 5, column B (participant.name): "#REF!" is an error of the spreadsheet\'s; mend the formula there',
        'in:6:11: error: row 5, column C (Birth): "4/12/96" is not a date with a year of four digits (or say in the map how dates are written, with YY)',
        'in:6:21: error: row 5, column F (people.0.phone): "5.55E+09" is a number that the spreadsheet cut short; format the column as text and enter it again',
        'in:7:1: error: row 6: "f-1" is the id of row 2 already; two rows cannot be one record',
        'in:7:20: error: row 6, column F (people.0.phone): "###" is what a narrow column shows; widen it and save again',
        'in:7:27: error: row 6, column J has a value, but no heading; name the column, or empty it'])


def test_headings(kit):
    """A heading is a path, exactly; each mistake is told with the nearest one. All columns are looked at."""
    top = sheet(kit, "headings", "id,participant.nme,Name,participant,contacts.0.phone,children.0.caregiver.phone,people.x y.name,participant.age,kind,children.0,"
                "program.notes,participant.preferred_contact.0,id\nf-1\n")
    said = run(kit, top).err
    for words in ('"participant.nme" is no path into a family record; did you mean "name"?', '"Name" is no path into a family record; write one',
                  "participant holds other values", 'contacts.0.phone: "contacts" is another name; write people', "children.0.caregiver.phone leads on through a reference",
                  "people.x y.name: behind people write a number from 0", "participant.age is not kept in a record", "all rows are of one kind",
                  "children.0 holds other values", '"program.notes" is no path into a family record', "participant.preferred_contact.0: all of preferred_contact stands in one cell",
                  'the columns "id" and "id" are both id'):
        assert words in said, f"{words!r} is not in\n{said}"
    kit.equal(said.count("error:"), 12, said)
    bad(kit, sheet(kit, "headings", ""), ["in:1:1: error: in has no rows under its headings"])
    bad(kit, sheet(kit, "headings", "id,participant.name\n,\n"), ["in:1:1: error: in has no rows under its headings"])


def test_dates(kit):
    """How a column writes its dates is worked out where any of its cells says; what may be read both ways is never guessed."""
    for cells, want in ((["12/31/1990", "4/5/1991"], "1991-04-05"), (["31.12.1990", "4.5.1991"], "1991-05-04"), (["1990-12-31", "1991-05-04"], "1991-05-04"),
                        (["31/12/1990 0:00", "04/05/1991 00:00:00"], "1991-05-04"), (["Dec 31, 1990", "4-May-1991"], "1991-05-04"),
                        (["5/5/1990", "6/6/1991"], "1991-06-06"), (["1990/12/31", "1991/5/4"], "1991-05-04")):
        top = sheet(kit, "dates", "id,participant.dob\n" + "".join(f"f-{i},\"{c}\"\n" for i, c in enumerate(cells)))
        kit.equal(good(kit, top)["f-1"]["participant"]["dob"], want, cells)
    bad(kit, sheet(kit, "dates", "id,participant.dob\nf-1,4/5/1990\nf-2,5/6/1990\n"),
        ["in:2:5: error: column B (participant.dob): days and months cannot be told apart (row 2 is the first such); say in the map how dates are written: "
         "`dates: M/D/YYYY` or `dates: D/M/YYYY`"])
    bad(kit, sheet(kit, "dates", "id,participant.dob\nf-1,31/5/1990\nf-2,5/31/1990\n"),
        ["in:1:4: error: column B (participant.dob): some dates begin with the day, others with the month; write them all one way in the sheet"], "--keep-going")
    for dates, want in (("M/D/YYYY", "1990-04-05"), ("d/m/yyyy", "1990-05-04")):
        kit.equal(good(kit, sheet(kit, "dates", "id,participant.dob\nf-1,4/5/1990\n", f"dates: {dates}\n"))["f-1"]["participant"]["dob"], want)
    for cell, want in (("4/5/90", "1990-04-05"), ("4/5/29", "2029-04-05"), ("4/5/30", "1930-04-05"), ("4/5/1990", "1990-04-05")):
        kit.equal(good(kit, sheet(kit, "dates", f"id,Day\nf-1,{cell}\n", "columns: {Day: {path: participant.dob, dates: M/D/YY}}\n"))["f-1"]["participant"]["dob"], want)
    for cell in ("2/30/1990", "35167", "12/31/90", "31/31/1990", "0/1/1990", "1/2/3/1990", "soon", "12/31-1990"):
        top = sheet(kit, "dates", f"id,participant.dob\nf-0,12/31/1990\nf-1,{cell}\n")
        p = run(kit, top)
        kit.equal((p.returncode, p.err.count(f'"{cell}" is not a date'), os.path.exists(os.path.join(top, "out", "f-0.yaml"))), (1, 1, False), p.err)
    for cell, want in (("3:30 PM", "15:30"), ("15:30", "15:30"), ("09:05", "09:05"), ("15:30:00", "15:30")):
        kit.equal(good(kit, sheet(kit, "dates", f"id,court.next_time\nf-1,{cell}\n"))["f-1"]["court"]["next_time"], want)


def test_map(kit):
    """A map names columns, leaves some out, says how dates, yes and no and choices are written, and what all rows have."""
    top = sheet(kit, "map", "Case No,Client,Born,Mother's phone,Cell?,Placement,Kid,Remarks,Helper\n"
                "c-77,Ana,05.04.1990,555-0103,nein,With Relative,Mia,secret,Tia\n"
                "c-78,Bo,,,ja,,,,\n",
                "kind: family\ndates: D.M.YYYY\nyes: ja\nno: [nein, nie]\n"
                "columns:\n  case no: id\n  client: participant.name\n  Born: participant.dob\n  \"Mother's phone\": {path: people.0.phone}\n"
                "  Cell?: participant.phone_is_cell\n  Placement: {path: children.0.lives_with, words: {with relative: kin, home: me}}\n"
                "  Kid: children.0.name\n  Remarks:\n  Helper: people.1.name\n"
                "constants:\n  sample: yes\n  participant: {language: {reads: es}}\n  people.0.name: Mother\n  people.0.kind: family\n"
                "  people.1.call_for: rides\n  children.0.caregiver: people.0\n")
    made = good(kit, top)
    r = made["c-77"]
    kit.equal(r["participant"], {"name": "Ana", "dob": "1990-04-05", "phone_is_cell": "no", "language": {"reads": "es"}})
    kit.equal([list(p.values()) for p in r["people"].values()], [["555-0103", "Mother", "family"], ["Tia", "rides"]])
    (child,) = r["children"].values()
    kit.equal(child, {"lives_with": "kin", "name": "Mia", "caregiver": list(r["people"])[0]})
    kit.equal((r["sample"], "secret" in open(os.path.join(top, "out", "c-77.yaml")).read()), ("yes", False))
    kit.equal(made["c-78"], {"kind": "family", "id": "c-78", "participant": {"name": "Bo", "phone_is_cell": "yes", "language": {"reads": "es"}}, "sample": "yes"})
    staff = sheet(kit, "map-staff", "id,staff.name,staff.roles,staff.start_date\ns-1,Jo,FRSS; mentor,2026-11-02\n", "kind: staff\n")
    kit.equal(good(kit, staff)["s-1"], {"kind": "staff", "id": "s-1", "staff": {"name": "Jo", "roles": ["frss", "mentor"], "start_date": "2026-11-02"}})
    broken = {
        "kind: cat": "kind is family, staff or agency", "- x": "the map must be keys and values", "colums: {}": 'did you mean "columns"',
        "dates: D/M": "dates: write how the sheet", "dates: [x]": "dates: write how the sheet", "columns: [a]": "columns must be keys",
        "columns: {Born: {dates: D/M/YYYY}}": "write a path", "columns: {Born: {path: children.0.lives_with, words: {x: moon}}}": "cannot be this; write one of",
        "constants: {participant.nme: x}": "did you mean", "constants: {participant.dob: soon}": "cannot be this; write a date",
        "constants: {id: f-1}": "cannot be the same in all rows", "columns: {Born: {path: participant.dob, date: x}}": 'did you mean "dates"',
        "constants: {participant.preferred_contact: [fax]}": "ids of its options", "yes: {a: b}": "words are texts", "columns: {None: participant.dob}": "the sheet has no column",
        "a: [": "not YAML"}
    for text, words in broken.items():
        top = sheet(kit, "map-broken", "id,Born\nf-1,x\n", text + "\n")
        p = run(kit, top)
        assert p.returncode == 1 and words in p.err, f"{text}: {p.err}"
        assert not os.path.exists(os.path.join(top, "out")), text
    says(kit, ["import", os.path.join(staff, "in.csv"), "-o", "x", "--map", os.path.join(staff, "map.yaml"), "--kind", "family"], 1, "the map is for records of kind staff")
    return len(broken)


def test_update(kit):
    """Existing records are never touched without --update; with it comments, order and keys stay, and an empty cell changes nothing."""
    head = "id,participant.name,participant.dob,children.0.name,children.0.dob,children.1.name,people.0.name,participant.phone\n"
    top = sheet(kit, "update", head + "f-1,Ana,1990-12-31,Mia,2020-01-30,Leo,Rosa,555-0101\n")
    first = good(kit, top)["f-1"]
    path = os.path.join(top, "out", "f-1.yaml")
    text = open(path).read().replace("participant:", "# written by hand\nparticipant:").replace("  name: Ana\n", "  name: Ana  # likes Annie\n")
    kit.scratch_file(top, "out/f-1.yaml", text)
    p = run(kit, top)
    kit.equal((p.returncode, open(path).read()), (1, text))
    assert "row 2: " + path + " is there already; --update puts what the row has into it" in p.err, p.err
    p = run(kit, top, "--update")
    kit.equal((p.returncode, open(path).read(), p.out.splitlines()[0]), (0, text, f"row 2: {path} (as it was)"), p.err)
    # Sorted otherwise, one new in front, an empty cell: everybody keeps their key.
    kit.scratch_file(top, "in.csv", head + "f-1,Ana Maria,,Zoe,2024-02-02,MIA,,555-0102\nf-2,Bo,1991-01-01,,,,,\n")
    p = run(kit, top, "--update", "--json")
    kit.equal((p.returncode, [json.loads(line)["what"] for line in p.out.splitlines()]), (0, ["changed", "new"]), p.err)
    r = record(top, "f-1.yaml")
    old = {c["name"]: k for k, c in first["children"].items()}
    kit.equal({k: c["name"] for k, c in r["children"].items()} | {"zoe": None}, {old["Mia"]: "MIA", old["Leo"]: "Leo", [k for k in r["children"] if k not in old.values()][0]: "Zoe", "zoe": None})
    kit.equal((r["participant"], r["people"]), ({"name": "Ana Maria", "dob": "1990-12-31", "phone": "555-0102"}, first["people"]))
    now = open(path).read()
    assert "# written by hand\n" in now and "# likes Annie\n" in now, now
    # A spelling that changes: the same birthday, so it is the same child; without one somebody else may be meant.
    kit.scratch_file(top, "in.csv", "id,children.0.name,children.0.dob\nf-1,Mía,2020-01-30\n")
    kit.equal(run(kit, top, "--update").returncode, 0)
    kit.equal(record(top, "f-1.yaml")["children"][old["Mia"]]["name"], "Mía")
    kit.scratch_file(top, "in.csv", "id,people.0.name\nf-1,Rosalind\n")
    p = run(kit, top, "--update")
    key = list(first["people"])[0]
    assert p.returncode == 1 and f"people.{key} in the record has another name, so somebody else may be meant; write people.{key} in the heading" in p.err, p.err
    kit.scratch_file(top, "in.csv", f"id,people.{key}.name\nf-1,Rosalind\n")
    kit.equal(run(kit, top, "--update").returncode, 0)
    kit.equal(record(top, "f-1.yaml")["people"], {key: {"name": "Rosalind"}})
    # A record under another file's name is found by its id.
    shutil.move(path, os.path.join(top, "out", "other.yaml"))
    kit.scratch_file(top, "in.csv", "id,participant.phone\nf-1,555-0109\n")
    kit.equal((run(kit, top).returncode, run(kit, top, "--update").returncode), (1, 0))
    kit.equal((record(top, "other.yaml")["participant"]["phone"], os.path.exists(path)), ("555-0109", False))
    kit.scratch_file(top, "in.csv", "participant.phone\n555-0109\n")
    assert "--update needs a column of ids" in run(kit, top, "--update").err


def test_made_up_ids(kit):
    """Rows without an id get one that says nothing, and the output says which."""
    top = sheet(kit, "ids", "participant.name,id\nAna,\nBo,f-9\n,\nCy,\n")
    p = run(kit, top, "--json")
    lines = [json.loads(line) for line in p.out.splitlines()]
    kit.equal([(line["row"], line["what"], line["written"]) for line in lines], [(2, "new", True), (3, "new", True), (5, "new", True)])
    assert re.fullmatch(r"f-[a-z0-9]{4}", lines[0]["record"]) and lines[1]["record"] == "f-9", lines
    kit.equal([record(top, line["record"] + ".yaml")["participant"]["name"] for line in lines], ["Ana", "Bo", "Cy"])
    p = run(kit, sheet(kit, "ids", "id,participant.name\nmary,x\n"))
    kit.equal(p.returncode, 0)
    assert '"mary" looks like a name' in p.err, p.err


def test_keep_going(kit):
    """All or none; with --keep-going the rows that are right. --dry-run writes nothing, and both exit with 1 where a row is wrong."""
    text = "id,participant.dob\nf-1,1990-12-31\nf-2,never\nf-3,1991-01-01\n"
    top = sheet(kit, "keep-going", text)
    p = run(kit, top)
    kit.equal((p.returncode, p.out, os.path.exists(os.path.join(top, "out"))), (1, "", False))
    assert p.err.endswith("kinfolio: 1 of 3 rows are wrong, and nothing was written\n"), p.err
    p = run(kit, top, "--keep-going", "--dry-run")
    kit.equal((p.returncode, os.path.exists(os.path.join(top, "out"))), (1, False))
    p = run(kit, top, "--keep-going")
    kit.equal((p.returncode, files(os.path.join(top, "out"))), (1, ["f-1.yaml", "f-3.yaml"]))
    assert p.out.endswith("3 rows: 2 new, 0 changed, 0 as they were, 1 wrong\n"), p.out
    p = run(kit, sheet(kit, "keep-going", text.replace("never", "1990-02-03")), "--dry-run")
    kit.equal((p.returncode, p.out.splitlines()[-1]), (0, "3 rows: 3 new, 0 changed, 0 as they were, 0 wrong (nothing was written)"))


def test_values_are_data(kit):
    """No cell acts as YAML, and none of its words stands in the output, unless it is wrong."""
    bombs = ["x\nkind: staff", "a: &b [*b]", "!!python/object:os.system x", "--- \nid: f-2", "{{safety.notes}}", "\u202eabc", "a\u0085b", "\u2028", "'\"`", "x" * 30000]
    top = sheet(kit, "data", "id,participant.name,safety.notes\n" + "".join('f-{},"{}","{}"\n'.format(i, *[b.replace('"', '""')] * 2) for i, b in enumerate(bombs)))
    p = run(kit, top)
    kit.equal((p.returncode, p.err), (0, ""))
    for i, b in enumerate(bombs):
        r = record(top, f"f-{i}.yaml")
        kit.equal((r["participant"]["name"], r["safety"]["notes"], len(r)), (b.replace("\n", " ").strip(" "), b, 4))
    assert "python" not in p.out
    p = run(kit, sheet(kit, "data", 'id,participant.name,participant.dob\nf-1,Private Person,12/31/1990\nf-2,x,never\n'))
    assert "never" in p.err and "Private" not in p.err + p.out, p.err


def test_quotes(kit):
    """Quotes that do not match are told where they begin to go wrong, and nothing is guessed."""
    for text in ('id,participant.name\nf-1,"open\n', 'id,participant.name\nf-1,5" tall\n', 'id,participant.name\nf-1,"a"b\n'):
        top = sheet(kit, "quotes", text)
        p = run(kit, top)
        assert p.returncode == 1 and "in.csv:2:5: error: row 2, column B: the quotation marks do not match" in p.err, p.err
        kit.equal(files(os.path.join(top, "out")) if os.path.isdir(os.path.join(top, "out")) else [], [])


def test_limits(kit):
    """Columns, letters of a cell and rows at their limits and one past them."""
    wide = lambda n: "id," + ",".join(f"answers.s.a{i}" for i in range(n - 1)) + "\nf-1," + ",".join("x" * (n - 1)) + "\n"
    kit.equal(run(kit, sheet(kit, "limits", wide(2000))).returncode, 0)
    top = sheet(kit, "limits", "id," * 16385 + "\nf-1\n")
    assert "in.csv:1:1: error: row 1 has more than 16384 columns, the limit" in run(kit, top).err
    for n, code in ((32767, 0), (32768, 1)):
        p = run(kit, sheet(kit, "limits", f"id,safety.notes\nf-1,{'é' * n}\n"))
        assert p.returncode == code and ("row 2, column B has more than 32767 characters" in p.err) == (code == 1), p.err[:300]
    p = run(kit, sheet(kit, "limits", "id\n" + "\n" * 999999 + "f-1\n"))
    assert p.returncode == 1 and "error: more than 1000000 rows, the limit" in p.err, p.err
    kit.equal(run(kit, sheet(kit, "limits", "id\n" + "\n" * 999998 + "f-1\n")).returncode, 0)
    says(kit, ["import", "/nowhere.csv", "-o", "x"], 1, "cannot open /nowhere.csv")
    says(kit, ["import", "x.csv"], 2, "import needs a folder")
    says(kit, ["import", "-o", "x"], 2, "import needs one CSV file")
    says(kit, ["import", "-o", "x", "--kind", "cat", "x.csv"], 2, "--kind takes")


def test_whole_or_none(kit):
    """A move that fails takes back those before it; a killed import leaves records whole, and the next one clears what it left."""
    top = sheet(kit, "whole", "id,participant.name\n" + "".join(f"f-{i},Person {i}\n" for i in range(50)))
    out = os.path.join(top, "out")
    env = {"LD_PRELOAD": shim(kit), "FAIL_UNDER": out, "FAIL_CALL": "rename", "FAIL_AT": "20", "FAIL_ERRNO": "28", "ASAN_OPTIONS": "verify_asan_link_order=0"}
    p = run(kit, top, env=env)
    kit.equal((p.returncode, files(out) if os.path.isdir(out) else []), (3, []), p.err)
    p = run(kit, top, env=dict(env, FAIL_ERRNO="0"))
    kit.equal(p.returncode, -9)
    for f in os.listdir(out):
        assert f.startswith("import.kinfolio-") or record(top, f)["kind"] == "family", f
    p = run(kit, top, "--update")
    kit.equal((p.returncode, sorted(os.listdir(out))), (0, sorted(f"f-{i}.yaml" for i in range(50))), p.err)
    # A folder where a record should go.
    top = sheet(kit, "whole", "id,participant.name\nf-1,a\nf-2,b\n")
    os.makedirs(os.path.join(top, "out", "f-2.yaml"))
    p = run(kit, top)
    kit.equal((p.returncode, os.listdir(os.path.join(top, "out"))), (1, ["f-2.yaml"]))
    assert "is no record of that id; move it away" in p.err, p.err


def test_many(kit):
    """A caseload: every record valid, memory flat, and far faster than typing."""
    n = 20000 if os.environ.get("KINFOLIO_ALL") else 1500
    top = sheet(kit, "many", "id,participant.name,participant.dob,children.0.name,children.1.name,people.0.name,people.0.phone\n" +
                "".join(f"f-{i},Person {i},1990-12-{i % 28 + 1:02},Kid {i},,Aunt {i},555-01{i % 100:02}\n" for i in range(n)))
    p = run(kit, top)
    kit.equal((p.returncode, p.out.splitlines()[-1]), (0, f"{n} rows: {n} new, 0 changed, 0 as they were, 0 wrong"), p.err)
    kit.equal(len(os.listdir(os.path.join(top, "out"))), n)
    p = run(kit, top, "--update")
    kit.equal(p.out.splitlines()[-1], f"{n} rows: 0 new, 0 changed, {n} as they were, 0 wrong")
    return n
