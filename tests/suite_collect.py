"""Filled copies back into records: what was typed stands in the record byte for byte, at its place and nowhere else; what was not typed
stays as it was, to the byte; and nothing that two hands changed is overwritten."""
import json, os, random, re

import yaml

SHEET = """---
title: Sheet
kind: worksheet
audience: family
---
~~~fields
- {id: name, field: participant.name, label: Name}
- {id: dob, field: participant.dob, label: Born}
- {id: phone, field: participant.phone, label: Phone}
- {id: cell, field: participant.phone_is_cell, label: A cell phone?, tender: yes}
- {id: how, field: participant.preferred_contact, label: How, options: {text: Text, call: Call, email: Email}}
- {id: tasks, field: case.tasks, label: Tasks, lines: 3}
- {id: growth, field: services.areas_of_growth, label: Growth, count: 4}
- {id: plain, label: Plain}
- {id: long, label: Long, lines: 6}
- {id: day, label: A day, type: date}
- {id: clock, label: A time, type: time}
- {id: yes-no, label: "Yes or no?", type: yes_no}
- {id: one, label: One of, options: {a: An A, b: A B}}
- {id: some, label: Some of, type: multi_choice, options: {x: An X, y: A Y, z: A Z}}
- {id: box, label: A box, type: check}
- {id: lines, label: Lines, count: 3}
~~~

~~~table
list: people
where: emergency
at-least: 2
columns:
  - {id: who, field: name, head: Who}
  - {id: number, field: phone, head: Number}
  - {id: notes, field: notes, head: Notes}
~~~

~~~each
list: goals
at-least: 2
fields:
  - {id: goal, field: title, label: Goal}
  - each:
      list: steps
      at-least: 2
      fields:
        - {id: step, field: title, label: Step}
        - {id: by, field: by, label: By}
~~~

~~~each
list: children
fields:
  - {id: child, field: name, label: Child}
  - {id: doctor, field: pediatrician.name, label: Doctor}
  - {id: doctor-phone, field: pediatrician.phone, label: Doctor's phone}
  - {id: worker, field: worker, label: Worker}
~~~
"""

MINE = """---
title: Mine
kind: worksheet
audience: family
privacy: mine
---
~~~fields
- {id: secret, label: Secret}
- {id: more, label: More, lines: 3}
- {id: tick, label: Tick, type: check}
- {id: which, label: Which, options: {a: A, b: B}}
~~~
"""

PROGRAM = """---
title: Visit Note
kind: form
audience: provider
privacy: program
---
~~~fields
- {id: seen, label: Seen}
- {id: parking, field: program.home.parking, label: Parking}
~~~
"""

RECORD = """# A family, made up.
kind: family
id: f-3col
safety: {discreet: no, household_knows: yes}   # decides every build

participant:
  name: Ann Example   # as on paper
  dob: 1990-02-03
  phone: (508) 555-0100
  preferred_contact: [text, email]
people:
  k3f: {name: Luz Rivera, kind: family, phone: (508) 555-0199,
        emergency: yes}    # her mother
  p8d: {name: "Ada Okafor, MD", kind: health, phone: (508) 555-0150}
# the children
children:
  m7:
    name: Mateo
goals:
  home:
    title: A home
    steps:
      s1: {title: Apply, by: 2027-01-15}
"""


def tests(kit):
    for name, function in sorted(globals().items()):
        if name.startswith("test_"):
            yield "collect/" + name[5:].replace("_", "-"), lambda f=function: f(kit)


# ---- how a copy is made and filled ------------------------------------------------------------------------------------------

class Case:
    """A folder with an overlay of the sheets above, a record, and copies of it."""

    def __init__(self, kit, name, record=RECORD, sheets=None):
        self.kit = kit
        self.top = kit.folder("collect", name)
        for id, text in (sheets or {"sheet": SHEET, "mine-sheet": MINE, "visit-note": PROGRAM}).items():
            kit.scratch_file(self.top, f"overlay/content/own/{id}.md", text)
        self.overlay = os.path.join(self.top, "overlay")
        self.record = os.path.join(self.top, "record.yaml")
        self.write(record)
        self.copies = self.builds = 0

    def write(self, text):
        with open(self.record, "w", encoding="utf-8", newline="") as f:
            f.write(text)

    def text(self, name="record.yaml"):
        with open(os.path.join(self.top, name), encoding="utf-8", newline="") as f:
            return f.read()

    def values(self, name="record.yaml"):
        return yaml.load(self.text(name), yaml.BaseLoader)

    def build(self, *docs, more=()):
        argv = [a for d in docs or ("sheet",) for a in ("-d", d)]
        self.builds += 1 # each print stays
        made = self.kit.make(*argv, "--overlay", self.overlay, "-o", os.path.join(self.top, "out", str(self.builds)), *more, self.record)
        return made[0]["file"]

    def fill(self, file, values, **how):
        self.copies += 1
        out = os.path.join(self.top, f"copy{self.copies}.pdf")
        fill(self.kit, file, out, values, **how)
        return out

    def collect(self, *argv, into=True):
        where = ["--into", self.record] if into else []
        return self.kit.kinfolio("collect", *argv, *where, "--overlay", self.overlay)

    def put(self, copy, *argv, code=0):
        p = self.collect(copy, *argv)
        self.kit.equal(p.returncode, code, p.out + p.err)
        return p

    def fields(self, file):
        return shown(self.kit, file)


def shown(kit, file):
    """Name -> what stands in the blank, by the program's own reading."""
    found = {}
    for line in kit.ok("dump", "-T", "values", "--json", file).out.split("\n")[:-1]:
        f = json.loads(line)
        found[f["name"]] = "".join(f["values"] or [])
    return found


def fill(kit, src, dst, values, defaults=True, at="field"):
    """The PDF with these values, written as a plain saver would: at the field or at its widgets, with or without what was printed."""
    p = kit.run("qpdf", "--json=2", "--json-key=qpdf", "--json-stream-data=none", src)
    kit.equal(p.returncode, 0, p.err)
    head, objects = json.loads(p.stdout)["qpdf"]
    plain = {k[4:]: v["value"] for k, v in objects.items() if k.startswith("obj:") and "value" in v}
    left = dict(values)
    changed = {}

    def name_of(o):
        up = name_of(plain[o["/Parent"]]) if "/Parent" in o else ""
        return ".".join(p for p in (up, o.get("/T", "")[2:]) if p)

    for ref, o in plain.items():
        if not isinstance(o, dict) or "/FT" not in o:
            continue
        if not defaults:
            o.pop("/DV", None)
            changed[ref] = o
        name = name_of(o)
        if name not in left:
            continue
        value = left.pop(name)
        changed[ref] = o
        kids = [k for k in o.get("/Kids", [])] or [ref]
        if o["/FT"] == "/Tx":
            target = [o] if at == "field" or kids == [ref] else [plain[k] for k in kids]
            for t in target:
                if value is None:
                    t.pop("/V", None)
                else:
                    t["/V"] = "u:" + value
        else:
            for k in kids:  # a box has a state of its own name
                if value == "yes" and "/Kids" not in o:
                    value = next((s[1:] for s in plain[k].get("/AP", {}).get("/N", {}) if s != "/Off"), value)
            o["/V"] = "/" + (value or "Off")
            for k in kids:
                states = plain[k].get("/AP", {}).get("/N", {})
                plain[k]["/AS"] = "/" + value if value and "/" + value in states else "/Off"
                changed[k] = plain[k]
        for k in kids:
            changed[k] = plain[k]
    kit.equal(sorted(left), [], "fields that are not there")
    update = {"qpdf": [head, {"obj:" + r: {"value": o} for r, o in changed.items()}]}
    path = dst + ".json"
    with open(path, "w", encoding="utf-8") as f:
        json.dump(update, f)
    p = kit.run("qpdf", src, "--update-from-json=" + path, dst)
    kit.equal(p.returncode, 0, p.err)
    os.remove(path)


def lines_changed(was, now):
    """Lines of `was` that are gone from `now`, those of `now` that were not in `was`."""
    a, b = was.splitlines(), now.splitlines()
    import difflib
    gone, come = [], []
    for line in difflib.ndiff(a, b):
        if line.startswith("- "):
            gone.append(line[2:])
        elif line.startswith("+ "):
            come.append(line[2:])
    return gone, come


# ---- values --------------------------------------------------------------------------------------------------------------------

TEXTS = {
    "quotes": "\"double\" 'single' \\back", "hash": "one # two", "colon": "note: this", "leading": "   three before", "trailing": "three after   ",
    "no": "no", "zip": "01001", "null": "null", "tilde": "~", "dash": "- item", "star": "*x &y !z", "brace": "{a: [b]}", "percent": "%TAG @at `tick`",
    "emoji": "\U0001f469\u200d\U0001f469\u200d\U0001f467 \U0001f600", "long": "word " * 2000, "solid": "W" * 10000, "place": "{{participant.name}} <!-- end -->",
    "tab": "one\ttwo", "colon-end": "so:", "blank": "   ", "date-like": "2026-01-01", "sexagesimal": "12:30", "nel": "a\u0085b\u2028c",
    "es": "Mañana, ¿está bien?", "pt": "Não há coração", "vi": "Tiếng Việt có dấu", "ht": "Mwen renmen pitit mwen", "ar": "اسمي مريم، ورقمي ٠٥٠", "fa": "سلام دنیا",
    "he": "שלום עולם", "ru": "Привет, мир", "uk": "Їжак і ґанок", "pl": "Zażółć gęślą jaźń", "el": "Καλημέρα κόσμε", "tr": "Çağrı ığdır", "zh": "你好，世界",
    "ja": "こんにちは世界", "ko": "안녕하세요", "hi": "नमस्ते दुनिया", "ne": "तपाईंलाई कस्तो छ", "km": "សួស្តី​ពិភពលោក", "so": "Maalin wanaagsan", "am": "ሰላም ዓለም", "th": "สวัสดีชาวโลก",
}
LINES = {"two": "one\ntwo", "gap": "one\n\n\ntwo", "end": "one\ntwo\n", "ends": "one\n\n", "indent": "  one\ntwo\n   three  ", "start": "\none", "list": "- a\n- b: c\n# d"}


def test_texts(kit):
    """Every text in a one-line blank and in one of several lines: the same bytes in the record and in the next print."""
    sheet = "---\ntitle: T\nkind: worksheet\naudience: family\n---\n~~~fields\n"
    for n in TEXTS:
        sheet += f"- {{id: t-{n}, label: T {n}}}\n"
    for n in {**TEXTS, **LINES}:
        sheet += f"- {{id: l-{n}, label: L {n}, lines: 2}}\n"
    case = Case(kit, "texts", sheets={"texts": sheet + "~~~\n"})
    want = {f"t-{n}": v for n, v in TEXTS.items()} | {f"l-{n}": v for n, v in {**TEXTS, **LINES}.items()}
    copy = case.fill(case.build("texts"), {"answers.texts." + k: v for k, v in want.items()})
    before = case.text()
    case.put(copy)
    have = case.values()["answers"]["texts"]
    for k, v in want.items():
        kit.equal(have[k], v, k)
    kit.equal(case.text()[:len(before)], before, "the record's own lines")
    # A second time nothing is new, and the next print carries every word.
    text = case.text()
    case.put(copy)
    kit.equal(case.text(), text, "collected twice")
    again = case.fields(case.build("texts"))
    for k, v in want.items():
        kit.equal(again["answers.texts." + k], v, "printed again: " + k)


def test_types(kit):
    case = Case(kit, "types")
    copy = case.fill(case.build(), {
        "participant.dob": "April 12, 1996", "participant.phone": "٠٥٠ ١٢٣ ٤٥٦٧", "participant.phone_is_cell": "skip",
        "participant.preferred_contact.text": "", "participant.preferred_contact.call": "yes", "case.tasks": "one\ntwo",
        "answers.sheet.plain": "here", "answers.sheet.day": "1/31/2027", "answers.sheet.clock": "3:30 pm", "answers.sheet.yes-no": "no",
        "answers.sheet.one": "b", "answers.sheet.some.z": "yes", "answers.sheet.some.x": "yes", "answers.sheet.box": "yes",
        "answers.sheet.lines.3": "third", "services.areas_of_growth.2": "calmer", "services.areas_of_growth.3": "patience",
    })
    before = case.text()
    case.put(copy)
    gone, come = lines_changed(before, case.text())
    kit.equal(gone, ["  dob: 1990-02-03", "  phone: (508) 555-0100", "  preferred_contact: [text, email]"])
    kit.equal(come, [
        "  dob: 1996-04-12", "  phone: ٠٥٠ ١٢٣ ٤٥٦٧", "  preferred_contact: [email, call]", "  phone_is_cell: unsaid",
        "case:", "  tasks: |-", "    one", "    two", "answers:", "  sheet:",
        "    plain: here", "    day: 2027-01-31", "    clock: \"15:30\"", "    yes-no: no", "    one: b", "    box: yes", "    lines:", "      3: third",
        "    some: [x, z]", "services:", "  areas_of_growth: [calmer, patience]"])
    again = case.fields(case.build())
    for name, value in {"participant.dob": "April 12, 1996", "participant.phone_is_cell": "skip", "participant.preferred_contact.text": "Off",
                        "participant.preferred_contact.call": "call", "answers.sheet.day": "January 31, 2027", "answers.sheet.clock": "3:30 PM",
                        "answers.sheet.some.z": "z", "answers.sheet.some.y": "Off", "answers.sheet.lines.3": "third", "answers.sheet.lines.1": ""}.items():
        kit.equal(again[name], value, name)
    kit.ok("check", "--overlay", case.overlay, case.record)


def test_list_for_a_text(kit):
    """Where a record has a list of texts for one text, lines go into it as its items, and come out as the same bytes."""
    sheet = SHEET.replace("  - {id: worker, field: worker, label: Worker}\n", "  - {id: allergies, field: allergies, label: Allergies, lines: 3}\n")
    record = RECORD.replace("    name: Mateo\n", "    name: Mateo\n    allergies: [peanuts, milk]   # by the doctor\n")
    case = Case(kit, "list-for-text", record, sheets={"sheet": sheet})
    for typed, want in (("peanuts\nmilk\nsoy: all", "[peanuts, milk, \"soy: all\"]"), ("none", "[none]"), ("", "[]"), ("\none\n\ntwo\n", '["", one, "", two, ""]')):
        case.write(record)
        file = case.build()
        kit.equal(case.fields(file)["children.m7.allergies"], "peanuts\nmilk")
        case.put(case.fill(file, {"children.m7.allergies": typed}))
        kit.equal(lines_changed(record, case.text()), (["    allergies: [peanuts, milk]   # by the doctor"], [f"    allergies: {want}   # by the doctor"]))
        kit.equal(case.fields(case.build())["children.m7.allergies"], typed, "printed again")


def test_samples(kit):
    """Every blank of the sample families' own packets, each with a word of its own: not one is lost, and none stands twice."""
    n = 0
    for id in ("f-7k2m", "f-8n5g", "f-6h2t"):
        for packet in ("portfolio", "intake", "visit", "consent"):
            folder = kit.folder("collect", "samples", f"{id}-{packet}")
            with open(f"content/samples/families/{id}.yaml", encoding="utf-8") as f:
                record = kit.scratch_file(folder, id + ".yaml", re.sub(r"^with:.*\n", "", f.read(), flags=re.M))
            with open(record, encoding="utf-8") as f:
                before = f.read()
            for made in kit.make("-p", packet, "--not-discreet", "-o", os.path.join(folder, "out"), record):
                values = {}
                for line in kit.ok("dump", "-T", "values", "--json", made["file"]).out.splitlines():
                    f = json.loads(line)
                    if f["kind"] == "text" and not f["name"].startswith(("mine.", "staff.", "agency.")):
                        values[f["name"]] = f"Wq{len(values)}zQ"
                if not values:
                    continue
                copy = os.path.join(folder, "copy.pdf")
                fill(kit, made["file"], copy, values)
                kit.scratch_file(folder, id + ".yaml", before)
                p = kit.kinfolio("collect", copy, "--into", record, "--prefer", "returned")
                kit.equal(p.returncode, 0, f"{id} {packet}: {p.err}")
                text = ""
                for name in (id + ".yaml", id + ".program.yaml"):
                    if os.path.exists(os.path.join(folder, name)):
                        with open(os.path.join(folder, name), encoding="utf-8") as f:
                            text += f.read()
                have = re.findall(r"Wq\d+zQ", text)
                lost = {k: v for k, v in values.items() if v not in have}
                kit.equal(lost, {}, f"{id} {packet}: lost")
                kit.equal(len(have), len(set(have)), f"{id} {packet}: words that stand twice")
                n += len(values)
    return n


def test_emptied(kit):
    case = Case(kit, "emptied")
    copy = case.fill(case.build(), {"participant.phone": None, "people.k3f.phone": "", "participant.preferred_contact.text": "",
                                    "participant.preferred_contact.email": ""})
    before = case.text()
    case.put(copy)
    gone, come = lines_changed(before, case.text())
    kit.equal(come, ['  phone: ""', "  preferred_contact: []", '  k3f: {name: Luz Rivera, kind: family, phone: "",'])


def test_dates(kit):
    """As readers of each language write them, in their digits, back to the day; what is no date is kept as written."""
    case = Case(kit, "dates")
    for lang, typed, want in (
            ("en", "April 12, 1996", "1996-04-12"), ("en", "4/12/1996", "1996-04-12"), ("en", "12 Apr 1996", "1996-04-12"), ("en", "1996-04-12", "1996-04-12"),
            ("en", "Friday, April 12th, 1996", "1996-04-12"), ("es", "12 de abril de 1996", "1996-04-12"), ("es", "12/4/1996", "1996-04-12"),
            ("pt", "12 de abril de 1996", "1996-04-12"), ("vi", "12 tháng 4, 1996", "1996-04-12"), ("vi", "ngày 12 tháng 4 năm 1996", None),
            ("ar", "12 أبريل 1996", "1996-04-12"), ("ar", "١٢ أبريل ١٩٩٦", "1996-04-12"), ("ar", "١٢/٤/١٩٩٦", "1996-04-12"), ("en", "12.4.1996", "1996-12-04"),
            ("en", "13/4/1996", "1996-04-13"), ("en", "4/12/96", None), ("en", "soon", None), ("en", "about April 12, 1996", None), ("en", "February 30, 1996", None),
            ("en", "April 1996", None)):
        case.write(RECORD)
        case.put(case.fill(case.build(more=["--lang", lang]), {"participant.dob": typed}))
        v = case.values()
        if want:
            kit.equal(v["participant"]["dob"], want, f"{lang}: {typed}")
            kit.equal("returned" in v, False, typed)
        elif lang != "vi":
            kit.equal(v["participant"]["dob"], "1990-02-03", typed)
            kit.equal([(r["path"], r["value"], r["date"]) for r in v["returned"].values()], [("participant.dob", typed, "2026-11-22")], typed)


def test_returned(kit):
    """What the shape refuses is kept, printed as it was written, and settled by the next copy or by hand."""
    case = Case(kit, "returned")
    p = case.put(case.fill(case.build(), {"participant.dob": "when I was born"}))
    kit.equal("participant.dob: what stands on the copy" in p.err and "when I was born" not in p.err, True, p.err)
    file = case.build()
    kit.equal(case.fields(file)["participant.dob"], "when I was born", "printed as written")
    case.put(case.fill(file, {"participant.dob": "still not"}))
    kit.equal([r["value"] for r in case.values()["returned"].values()], ["still not"], "another one takes its place")
    case.put(case.fill(case.build(), {"participant.dob": "May 5, 1991"}))
    kit.equal((case.values()["participant"]["dob"], case.values()["returned"]), ("1991-05-05", ""), "settled")


# ---- two hands --------------------------------------------------------------------------------------------------------------------

def test_conflict(kit):
    case = Case(kit, "conflict")
    copy = case.fill(case.build(), {"participant.phone": "111 1111", "participant.name": "Ann E.", "people.k3f.notes": "kind"})
    case.write(RECORD.replace("(508) 555-0100", "222 2222"))
    before = case.text()
    p = case.put(copy, code=1)
    for part in ("participant.phone was changed", 'printed "(508) 555-0100", record "222 2222", returned "111 1111"', "record.yaml:9:10: error"):
        kit.equal(part in p.err, True, part + "\n" + p.err)
    v = case.values()
    kit.equal((v["participant"]["phone"], v["participant"]["name"], v["people"]["k3f"]["notes"]), ("222 2222", "Ann E.", "kind"), "the rest is in")
    case.put(copy, "--prefer", "record")
    kit.equal(case.values()["participant"]["phone"], "222 2222", "the record's")
    case.put(copy, "--prefer", "returned")
    kit.equal(case.values()["participant"]["phone"], "111 1111", "the copy's")
    case.write(before.replace("222 2222", "111 1111"))
    case.put(copy)  # both changed it to the same


def test_two_copies(kit):
    """Two copies of one print that disagree: the first is put in, and what the second says otherwise is asked about, of each kind of blank."""
    case = Case(kit, "two-copies")
    file = case.build()
    both = {"participant.phone": ("111 1111", "222 2222"), "participant.dob": ("1991-05-05", "May 6, 1991"), "answers.sheet.one": ("a", "b"),
            "answers.sheet.long": ("one\ntwo", "one\nthree"), "participant.preferred_contact.text": ("", "text"), "services.areas_of_growth.1": ("calm", "joy"),
            "participant.name": ("", "Ann E."), "people.k3f.name": ("Luz R.", "")}
    alike = {"answers.sheet.plain": "the same", "participant.phone_is_cell": "yes"}
    copies = [case.fill(file, {n: v[i] for n, v in both.items()} | alike) for i in (0, 1)]
    for order in ((0, 1), (1, 0)):
        for together in (True, False):
            case.write(RECORD)
            if together:
                p = case.collect(*[copies[i] for i in order])
            else:
                case.put(copies[order[0]])
                p = case.collect(copies[order[1]])
            a, b = order
            kit.equal(p.returncode, 1, p.err)
            # A box that only one of them touched says nothing against the other.
            asked = sorted(re.findall(r"error: (\S+) was changed here and on the copy", p.err))
            kit.equal(asked, sorted(n for n in both if not n.startswith(("participant.preferred_contact", "services."))), p.err)
            kit.equal(f'record "{both["participant.phone"][a]}", returned "{both["participant.phone"][b]}"' in p.err and "so keep the copy" in p.err, True, p.err)
            v = case.values()
            kit.equal((v["participant"]["phone"], v["participant"]["name"], v["people"]["k3f"]["name"], v["answers"]["sheet"]["one"], v["answers"]["sheet"]["plain"]),
                      tuple(both[n][a] for n in ("participant.phone", "participant.name", "people.k3f.name", "answers.sheet.one")) + ("the same", ))
            kit.equal(v["services"]["areas_of_growth"], [both["services.areas_of_growth.1"][a], both["services.areas_of_growth.1"][b]], "lines of a list add up")
            text = case.text()
            case.put(copies[b], "--prefer", "record")
            kit.equal(case.text(), text)
            case.put(copies[b], "--prefer", "returned")
            v = case.values()
            kit.equal((v["participant"]["phone"], v["people"]["k3f"]["name"], v["answers"]["sheet"]["long"]),
                      tuple(both[n][b] for n in ("participant.phone", "people.k3f.name", "answers.sheet.long")))


def test_no_default(kit):
    """A saver dropped what was printed: what the record lacks is taken, what differs is asked about."""
    case = Case(kit, "no-default")
    copy = case.fill(case.build(), {"participant.phone": "111 1111", "people.k3f.notes": "kind", "answers.sheet.one": "a"}, defaults=False)
    p = case.put(copy, code=1)
    kit.equal(p.err.count("error:"), 1, p.err)
    kit.equal("no longer says what was printed" in p.err, True, p.err)
    v = case.values()
    kit.equal((v["participant"]["phone"], v["people"]["k3f"]["notes"], v["answers"]["sheet"]["one"]), ("(508) 555-0100", "kind", "a"))


def test_widgets(kit):
    """Two widgets of one field: the one that differs from the print counts, and two that differ are asked about."""
    sheet = SHEET.replace("~~~table", "{{participant.phone}}\n\n~~~fields\n- {id: phone2, field: participant.phone, label: Phone again}\n~~~\n\n~~~table", 1)
    case = Case(kit, "widgets", sheets={"sheet": sheet})
    file = case.build()

    def two(first, second):
        out = os.path.join(case.top, "two.pdf")
        p = kit.run("qpdf", "--json=2", "--json-key=qpdf", "--json-stream-data=none", file)
        head, objects = json.loads(p.stdout)["qpdf"]
        field = next(v["value"] for v in objects.values() if isinstance(v.get("value"), dict) and v["value"].get("/T") == "u:phone" and "/Kids" in v["value"])
        field.pop("/V")
        changed = {k: v for k, v in objects.items() if v.get("value") is field}
        for ref, value in zip(field["/Kids"], (first, second)):
            objects["obj:" + ref]["value"]["/V"] = "u:" + value
            changed["obj:" + ref] = objects["obj:" + ref]
        kit.scratch_file(case.top, "two.json", json.dumps({"qpdf": [head, changed]}))
        p = kit.run("qpdf", file, "--update-from-json=" + os.path.join(case.top, "two.json"), out)
        kit.equal(p.returncode, 0, p.err)
        return out

    case.put(two("(508) 555-0100", "333 3333"))
    kit.equal(case.values()["participant"]["phone"], "333 3333")
    case.write(RECORD)
    p = case.put(two("444 4444", "333 3333"), code=1)
    kit.equal(case.values()["participant"]["phone"], "(508) 555-0100")
    kit.equal("has two answers" in p.err, True, p.err)


def test_gone(kit):
    case = Case(kit, "gone")
    copy = case.fill(case.build(), {"people.k3f.phone": "111 1111", "goals.home.steps.s1.title": "Apply soon"})
    without = re.sub(r"  k3f:.*?mother\n", "", RECORD, flags=re.S).replace("      s1: {title: Apply, by: 2027-01-15}\n", "      s2: {title: Other}\n")
    case.write(without)
    p = case.put(copy, code=1)
    kit.equal(case.text(), without)
    kit.equal(p.err.count("the record no longer has"), 2, p.err)
    case.put(copy, "--prefer", "record")
    kit.equal(case.text(), without)
    case.put(copy, "--prefer", "returned")
    v = case.values()
    kit.equal(v["people"]["k3f"], {"name": "Luz Rivera", "phone": "111 1111"})
    kit.equal(v["goals"]["home"]["steps"], {"s2": {"title": "Other"}, "s1": {"title": "Apply soon", "by": "2027-01-15"}})


def test_new_items(kit):
    case = Case(kit, "new-items")
    file = case.build()
    names = [n for n in case.fields(file) if ".new-" in n]
    kit.equal("people.new-1.name" in names and "goals.home.steps.new-1.title" in names, True, names)
    copy = case.fill(file, {"people.new-1.name": "Rosa Díaz", "people.new-1.phone": "508 555 0111", "goals.home.steps.new-1.title": "Second",
                            "goals.new-1.title": "Work", "goals.new-1.steps.new-1.title": "Ask", "goals.new-1.steps.new-1.by": "3/1/2027"})
    case.put(copy)
    v = case.values()
    people = [p for k, p in v["people"].items() if k not in ("k3f", "p8d")]
    kit.equal(people, [{"name": "Rosa Díaz", "phone": "508 555 0111", "emergency": "yes"}])
    kit.equal([s for k, s in v["goals"]["home"]["steps"].items() if k != "s1"], [{"title": "Second"}])
    kit.equal([(g["title"], list(g["steps"].values())) for k, g in v["goals"].items() if k != "home"], [("Work", [{"title": "Ask", "by": "2027-03-01"}])])
    text = case.text()
    case.put(copy)
    kit.equal(case.text(), text, "the same copy again")
    again = case.fields(case.build())
    kit.equal([again[n] for n in again if re.fullmatch(r"people\.[a-z0-9]{3}\.name", n)], ["Luz Rivera", "Rosa Díaz"], "the view shows them")


ANSWERS = """---
title: Sheet
kind: worksheet
audience: family
---
~~~table
list: people
where: emergency
at-least: 3
columns:
  - {id: who, field: name, head: Who}
  - {id: when, head: When}
~~~

~~~each
list: goals
at-least: 2
fields:
  - {id: goal, field: title, label: Goal}
  - {id: how, label: How}
  - each:
      list: steps
      at-least: 2
      fields:
        - {id: step, field: title, label: Step}
        - {id: helper, label: Who helps}
~~~

~~~each
list: children
at-least: 2
fields:
  - {id: child, field: name, label: Child}
  - {id: likes, label: Likes}
~~~
"""


def test_answers_only(kit):
    """A blank item of which only a document's own blanks were filled is an item like any: the next print shows it, and no copy adds it twice."""
    case = Case(kit, "answers-only", sheets={"sheet": ANSWERS})
    file = case.build()
    blanks = sorted(n for n in case.fields(file) if "answers." in n and ".new-" in n)
    kit.equal([n.replace("answers.sheet.", "") for n in blanks],
              ["goals.home.steps.new-1.helper", "goals.new-1.how", "goals.new-1.steps.new-1.helper", "goals.new-1.steps.new-2.helper",
               "people.new-1.when", "people.new-2.when", "children.new-1.likes"])
    typed = {n: f"word{i}" for i, n in enumerate(blanks)}
    step = "goals.new-1.steps.new-1.title"  # of a goal that has no title
    for some in [{n: typed[n]} for n in blanks] + [{step: "word9"}, {step: "word9", blanks[0]: "word8", blanks[2]: "word7"}, typed]:
        case.write(RECORD)
        copy = case.fill(file, some)
        case.put(copy)
        once = case.text()
        kit.equal(sorted(re.findall(r"word\d+", once)), sorted(some.values()), some)
        case.put(copy)
        kit.equal(case.text(), once, f"{some}: the same copy again")
        case.put(case.fill(file, {}))
        kit.equal(case.text(), once, f"{some}: another copy in which nothing was typed")
        again = case.fields(case.build())
        kit.equal(sorted(v for n, v in again.items() if v.startswith("word") and ".new-" not in n), sorted(some.values()), f"{some}: printed again")
        # Somebody else's, of the same blank, is another item.
        case.put(case.fill(file, {n: v + "b" for n, v in some.items()}))
        kit.equal(sorted(re.findall(r"word\d+b?", case.text())), sorted([*some.values(), *(v + "b" for v in some.values())]), f"{some}: and another's")
    v = yaml.load(once, yaml.BaseLoader)
    keys = [list(v[name])[-1] for name in ("goals", "people", "children")]
    kit.equal((list(v["answers"]["sheet"]["goals"])[-1], list(v["answers"]["sheet"]["people"])[-1], v["children"][keys[2]]),
              (keys[0], keys[1], {"answers": {"sheet": {"likes": typed[blanks[-1]]}}}))
    kit.ok("check", "--overlay", case.overlay, case.record)


def test_known(kit):
    """A new person with a known name or number is asked about; neither merged nor doubled."""
    for name, phone, what in (("luz  rivera", "", "name"), ("Mamá", "508.555.0199", "number")):
        case = Case(kit, "known-" + what)
        copy = case.fill(case.build(), {"people.new-1.name": name, "people.new-1.phone": phone, "people.new-1.notes": "calls on Sunday"})
        p = case.put(copy, code=1)
        kit.equal(case.text(), RECORD)
        kit.equal(f"bears the {what} of people.k3f" in p.err, True, p.err)
        case.put(copy, "--prefer", "returned")
        kit.equal(len(case.values()["people"]), 3)
        case.write(RECORD)
        case.put(copy, "--prefer", "record")
        v = case.values()["people"]
        kit.equal((len(v), v["k3f"]["name"], v["k3f"]["notes"]), (2, "Luz Rivera", "calls on Sunday"))


def test_references(kit):
    case = Case(kit, "references")
    file = case.build()
    case.put(case.fill(file, {"children.m7.pediatrician.name": "Ada Okafor, MD", "children.m7.worker": "Sam Pine"}))
    v = case.values()
    key = v["children"]["m7"]["worker"]
    kit.equal((v["children"]["m7"]["pediatrician"], v["people"][key]["name"]), ("p8d", "Sam Pine"))
    kit.equal(case.fields(case.build())["people.p8d.phone"], "(508) 555-0150", "the next print follows it")
    case.write(RECORD)
    case.put(case.fill(file, {"children.m7.pediatrician.name": "Dr. New", "children.m7.pediatrician.phone": "555 0000 111"}))
    v = case.values()
    kit.equal(v["people"][v["children"]["m7"]["pediatrician"]], {"name": "Dr. New", "phone": "555 0000 111", "kind": "health"})
    case.write(RECORD)
    p = case.put(case.fill(file, {"children.m7.pediatrician.name": "Ada Okafor, MD", "children.m7.pediatrician.phone": "555 0000 111"}), code=1)
    kit.equal(case.text(), RECORD, p.err)


def test_words_for_a_reference(kit):
    """Where the office wrote words and no person, they print as the name. A name that is written over them is a person of that kind;
    emptied, nobody is meant; a number that is added is that person's. Words that the copy did not print are asked about."""
    sheet = SHEET.replace("~~~table", "~~~fields\n- {id: lawyer, field: court.lawyer.name, label: Lawyer}\n~~~\n\n~~~table", 1)
    record = RECORD + "court: {lawyer: somebody from the list}\n"
    sheet = sheet.replace("label: Lawyer}", "label: Lawyer}\n- {id: lawyer-phone, field: court.lawyer.phone, label: Phone}", 1)
    case = Case(kit, "words-for-ref", record, sheets={"sheet": sheet})
    file = case.build()
    kit.equal([case.fields(file)["court.lawyer." + k] for k in ("name", "phone")], ["somebody from the list", ""], "printed")
    for values, court, person in (
            ({}, {"lawyer": "somebody from the list"}, None),
            ({"court.lawyer.name": ""}, {"lawyer": ""}, None),
            ({"court.lawyer.name": "Kim Lee"}, "key", {"name": "Kim Lee", "kind": "legal"}),
            ({"court.lawyer.phone": "555 0111"}, "key", {"name": "somebody from the list", "phone": "555 0111", "kind": "legal"}),
            ({"court.lawyer.name": "Kim Lee", "court.lawyer.phone": "555 0111"}, "key", {"name": "Kim Lee", "phone": "555 0111", "kind": "legal"})):
        case.write(record)
        case.put(case.fill(file, values))
        v = case.values()
        fresh = [k for k in v["people"] if k not in ("k3f", "p8d")]
        kit.equal([v["people"][k] for k in fresh], [person] if person else [], str(values))
        kit.equal(v["court"], {"lawyer": fresh[0]} if court == "key" else court, str(values))
    case.write(RECORD)
    copy = case.fill(case.build(), {"court.lawyer.name": "Kim Lee"})
    case.write(record)
    p = case.put(copy, code=1)
    kit.equal((case.text(), 'record "somebody from the list", returned "Kim Lee"' in p.err), (record, True), p.err)
    case.put(copy, "--prefer", "record")
    kit.equal(case.text(), record)
    case.put(copy, "--prefer", "returned")
    v = case.values()
    kit.equal(v["people"][v["court"]["lawyer"]], {"name": "Kim Lee", "kind": "legal"})


def test_two_refused(kit):
    """Many that the shape refuses in one copy: each is kept under a key of its own."""
    sheet = ("---\ntitle: Days\nkind: worksheet\naudience: family\n---\n~~~table\nlist: children\ncolumns:\n  - {id: child, field: name, head: Child}\n"
             "  - {id: born, field: dob, head: Born}\n~~~\n")
    record = RECORD.replace("    name: Mateo\n", "    name: Mateo\n" + "".join(f"  c{i}x: {{name: Child {i}}}\n" for i in range(80)))
    case = Case(kit, "two-refused", record, sheets={"days": sheet})
    case.put(case.fill(case.build("days"), {f"children.c{i}x.dob": f"some day {i}" for i in range(80)}))
    kit.equal({r["path"]: r["value"] for r in case.values()["returned"].values()}, {f"children.c{i}x.dob": f"some day {i}" for i in range(80)})


def test_program_and_mine(kit):
    case = Case(kit, "program-mine")
    program = case.fill(case.build("visit-note"), {"program.answers.visit-note.seen": "at home", "program.home.parking": "behind"})
    case.put(program)
    kit.equal(case.text(), RECORD, "the family's file")
    kit.equal(case.values("record.program.yaml"), {"kind": "program", "id": "f-3col", "program": {"answers": {"visit-note": {"seen": "at home"}},
                                                                                              "home": {"parking": "behind"}}})
    mine = {f"mine.answers.mine-sheet.{k}": v for k, v in {"secret": "Zq1secret", "more": "Zq2more", "tick": "yes", "which": "b"}.items()}
    copy = case.fill(case.build("mine-sheet"), mine)
    p = case.put(copy, "--scrub")
    kit.equal(case.text(), RECORD)
    kit.equal("mine-sheet: 4 of the parent's own answers" in p.err, True, p.err)
    said = p.out + p.err + case.text() + case.text("record.program.yaml") + kit.said(copy.replace(".pdf", "-scrubbed.pdf"))
    for root, _, files in os.walk(os.path.join(case.top, "out")):
        for f in files:
            said += kit.said(os.path.join(root, f))
    kit.equal([w for w in ("Zq1secret", "Zq2more") if w in said], [], "what is the parent's own")
    kit.equal({v for k, v in shown(kit, copy.replace(".pdf", "-scrubbed.pdf")).items()} - {"", "Off"}, set(), "scrubbed")
    case.put(copy, "--include", "mine-sheet")
    kit.equal(case.values()["answers"]["mine-sheet"], {"secret": "Zq1secret", "more": "Zq2more", "tick": "yes", "which": "b"})


def mine(kit, folder, fill):
    """The parent's own pages with every blank filled, by `fill(source, values, target)`: nothing of it gets into the record, the log or
    what is printed, until a document is named; and a scrubbed copy has none of it."""
    with open("content/samples/families/f-7k2m.yaml", encoding="utf-8") as f:
        record = kit.scratch_file(folder, "f-7k2m.yaml", re.sub(r"^with:.*\n", "", f.read(), flags=re.M))
    out, copy = os.path.join(folder, "out"), os.path.join(folder, "copy.pdf")
    file = os.path.abspath(next(d["file"] for d in kit.make("-p", "portfolio", "--not-discreet", "-o", out, record) if d["packet"] == "portfolio-mine"))
    values = {}
    for line in kit.ok("dump", "-T", "values", "--json", file).out.splitlines():
        f = json.loads(line)
        states = [w["on"] for w in f["widgets"] if w.get("on")]
        values[f["name"]] = f"Zq{len(values)}zQ" if f["kind"] == "text" else "yes" if f["kind"] == "check" else states[-1]
    kit.equal([n for n in values if not n.startswith("mine.")], [], "blanks of these pages that somebody else asks for")
    texts = sum(v.startswith("Zq") for v in values.values())
    kit.equal(texts > 30, True, texts)
    fill(file, values, copy)
    kit.equal(len(set(re.findall(r"Zq\d+zQ", kit.said(copy)))), texts, "typed")

    def seen(*skip):
        said = ""
        for d, _, names in os.walk(folder):
            for name in names:
                path = os.path.join(d, name)
                if path not in (copy, *skip):
                    with open(path, "rb") as f:
                        said += kit.said(path) if name.endswith(".pdf") else f.read().decode("utf-8", "replace")
        return set(re.findall(r"Zq\d+zQ", said))

    for left in [f for f in os.listdir(folder) if f.endswith(".json")]:
        os.remove(os.path.join(folder, left))
    with open(record, encoding="utf-8") as f:
        before = f.read()
    p = kit.kinfolio("collect", copy, "--into", record, "--scrub")
    kit.equal(p.returncode, 0, p.err)
    with open(record, encoding="utf-8") as f:
        kit.equal(f.read(), before, "the record")
    kit.make("-p", "portfolio", "--not-discreet", "-o", out, record)
    kit.equal((seen(), re.findall(r"Zq\d+zQ", p.out + p.err)), (set(), []), "of the parent's own answers")
    scrubbed = shown(kit, copy.replace(".pdf", "-scrubbed.pdf"))
    kit.equal((len(scrubbed), set(scrubbed.values()) - {"", "Off"}), (len(values), set()), "the scrubbed copy's blanks")
    # Each document is named with the number of its answers; one that is asked for is taken, and it alone.
    told = dict(re.findall(r"warning: ([a-z0-9_-]+): (\d+) of the parent's own answers", p.err))
    kit.equal(sum(map(int, told.values())), len(values), p.err)
    for one, prefix in (("wellness-vision", "mine.answers.wellness-vision."), ("people", "mine.people.")):
        with open(record, "w", encoding="utf-8") as f:
            f.write(before)
        kit.kinfolio("collect", copy, "--into", record, "--include", one, "--prefer", "returned")
        with open(record, encoding="utf-8") as f:
            have = set(re.findall(r"Zq\d+zQ", f.read()))
        kit.equal(have, {v for n, v in values.items() if n.startswith(prefix) and v.startswith("Zq")}, one)
    return len(values)


def test_mine_every_blank(kit):
    return mine(kit, kit.folder("collect", "mine-all"), lambda source, values, target: fill(kit, source, target, values))


def test_refused(kit):
    case = Case(kit, "refused")
    file = case.build()
    other = case.fill(file, {"participant.name": "X"})
    case.write(RECORD.replace("f-3col", "f-9col"))
    p = case.put(other, code=1)
    kit.equal("printed for another record" in p.err, True, p.err)
    case.write(RECORD)
    flat = case.build(more=["--flat"])
    p = case.put(flat, code=1)
    kit.equal("has no blanks left" in p.err, True, p.err)
    foreign = os.path.join(case.top, "foreign.pdf")
    p = kit.run("qpdf", "--json=2", "--json-key=qpdf", "--json-stream-data=none", other)
    head, objects = json.loads(p.stdout)["qpdf"]
    root = objects["trailer"]["value"]["/Root"]
    objects["obj:" + root]["value"].pop("/PieceInfo")
    kit.scratch_file(case.top, "foreign.json", json.dumps({"qpdf": [head, {"obj:" + root: objects["obj:" + root]}]}))
    kit.run("qpdf", other, "--update-from-json=" + os.path.join(case.top, "foreign.json"), foreign)
    p = case.put(foreign, code=1)
    kit.equal("is no copy that Kinfolio printed" in p.err, True, p.err)
    kit.equal(case.text(), RECORD)
    # one that cannot be taken, and nothing of the other is
    p = case.collect(other, foreign)
    kit.equal((p.returncode, case.text()), (1, RECORD), p.err)


def test_told(kit):
    """Every way in which a copy or a record cannot be taken: one message that says what to do, the exit code, and nothing written."""
    case = Case(kit, "told")
    copy = case.fill(case.build(), {"participant.phone": "111 1111"})

    def file(name, data):
        return kit.scratch_file(case.top, name, data)

    with open(copy, "rb") as f:
        data = f.read()
    kit.run("qpdf", "--encrypt", "sesame12", "sesame12", "256", "--", copy, os.path.join(case.top, "locked.pdf"))
    kit.run("gs", "-q", "-o", os.path.join(case.top, "scan.pdf"), "-sDEVICE=pdfimage24", "-r30", copy)
    locked, scan = os.path.join(case.top, "locked.pdf"), os.path.join(case.top, "scan.pdf")
    right, wrong = file("right", "sesame12\n"), file("wrong", "sesame13\n")
    broken, staff = file("broken.yaml", "kind: family\nid: f-3col\n  x: [\n"), file("staff.yaml", "kind: staff\nid: f-3col\nstaff:\n  name: Jo\n")
    before = {f: open(os.path.join(case.top, f), "rb").read() for f in os.listdir(case.top) if os.path.isfile(os.path.join(case.top, f))}
    for argv, code, says in (
            ((file("cut.pdf", data[:9000]), ), 1, "is too damaged to read; ask for it to be saved or sent again"),
            ((file("words.pdf", "not a PDF"), ), 1, "is no PDF file"),
            ((file("empty.pdf", ""), ), 1, "is no PDF file"),
            ((os.path.join(case.top, "none.pdf"), ), 1, "No such file or directory"),
            ((case.top, ), 1, "Is a directory"),
            ((scan, ), 1, "it is a scan, or was saved flat"),
            ((locked, ), 1, "is locked; put its password in a file and name it with --password-from"),
            ((locked, "--password-from", wrong), 1, "the password does not open"),
            ((locked, "--password-from", os.path.join(case.top, "none")), 1, "No such file or directory"),
            ((copy, "--into", broken), 1, "broken.yaml:3:4: error: this is not YAML"),
            ((copy, "--into", staff), 1, "was printed for another record than"),
            ((copy, "--into", os.path.join(case.top, "none.yaml")), 2, "--into names no file that is there"),
            ((copy, "--prefer", "both"), 2, "--prefer takes returned or record"),
            ((), 2, "collect needs a filled copy"),
            ((copy, "-o", os.path.join(case.top, "new.yaml")), 2, "--into and --out do not go together")):
        p = case.collect(*argv, into="--into" not in argv)
        kit.equal((p.returncode, says in p.err, p.out), (code, True, ""), f"{argv}: {p.err}")
        kit.equal(len(re.findall("error: ", p.err)), 1, p.err)
        for name, was in before.items():
            with open(os.path.join(case.top, name), "rb") as f:
                kit.equal(f.read() == was, True, f"{argv}: {name} is as it was")
    # The good one beside a bad one is not taken alone.
    p = case.collect(copy, scan)
    kit.equal((p.returncode, case.text()), (1, RECORD), p.err)
    case.put(locked, "--password-from", right)
    kit.equal(case.values()["participant"]["phone"], "111 1111")


def test_older_print(kit):
    """A copy of sheets that have changed since: a blank that is gone, one that is a date now, a document that is no more."""
    case = Case(kit, "older", sheets={"sheet": SHEET, "old-sheet": MINE.replace("privacy: mine\n", "")})
    copy = case.fill(case.build("sheet", "old-sheet"), {"answers.sheet.plain": "next week", "answers.sheet.long": "kept", "answers.old-sheet.secret": "a word",
                                                        "answers.old-sheet.tick": "yes", "participant.phone": "111 1111"})
    os.remove(os.path.join(case.overlay, "content/own/old-sheet.md"))
    sheet = SHEET.replace("{id: plain, label: Plain}", "{id: plain, label: Plain, type: date}").replace("- {id: long, label: Long, lines: 6}\n", "")
    kit.scratch_file(case.overlay, "content/own/sheet.md", sheet)
    case.put(copy)
    v = case.values()
    have = str(v)
    kit.equal([w for w in ("next week", "kept", "a word", "111 1111") if w not in have], [], "lost")
    kit.equal((v["participant"]["phone"], v["answers"]["sheet"]["long"]), ("111 1111", "kept"))


def test_full_disk(kit):
    """Each call that can fail: told, exit 3, and record, program file and folder are as they were."""
    import suite_cli
    case = Case(kit, "full-disk")
    shim = suite_cli.shim(kit)
    copy = case.fill(case.build("sheet", "visit-note"), {"participant.phone": "111 1111", "program.answers.visit-note.seen": "here"})
    before = sorted(os.listdir(case.top))
    for call in ("mkstemp", "write", "fsync", "close", "rename"):
        first = 3 if call == "close" else 1  # those before close what was read, which cannot lose anything
        for at in range(first, first + 2):
            env = {"LD_PRELOAD": shim, "FAIL_UNDER": case.top, "FAIL_CALL": call, "FAIL_AT": str(at), "FAIL_ERRNO": "28", "ASAN_OPTIONS": "verify_asan_link_order=0"}
            p = kit.kinfolio("collect", copy, "--into", case.record, "--overlay", case.overlay, env=env)
            kit.equal((p.returncode, "No space left on device" in p.err), (3, True), f"{call} {at}: {p.err}")
            kit.equal((case.text() == RECORD, sorted(os.listdir(case.top))), (True, before), f"{call} {at}")
    case.put(copy)
    kit.equal([os.stat(os.path.join(case.top, f)).st_mode & 0o777 for f in ("record.program.yaml", )], [0o600])


def test_dry_run_and_fresh(kit):
    case = Case(kit, "fresh")
    copy = case.fill(case.build(), {"participant.phone": "111 1111"})
    p = case.put(copy, "--dry-run")
    kit.equal(case.text(), RECORD)
    diff = p.out[p.out.index("@@"):]
    kit.equal(diff[:diff.index("\n people")], "@@ -6,7 +6,7 @@\n participant:\n   name: Ann Example   # as on paper\n   dob: 1990-02-03\n"
              "-  phone: (508) 555-0100\n+  phone: 111 1111\n   preferred_contact: [text, email]")
    p = case.collect(copy, into=False)
    kit.equal(p.returncode, 0, p.err)
    v = yaml.load(p.out, yaml.BaseLoader)
    kit.equal((v["kind"], v["participant"]["phone"], v["people"]["k3f"]["name"], v["id"] != "f-3col"), ("family", "111 1111", "Luz Rivera", True))
    fresh = os.path.join(case.top, "fresh.yaml")
    p = case.collect(copy, "-o", fresh, into=False)
    kit.equal((p.returncode, os.stat(fresh).st_mode & 0o777), (0, 0o600), p.err)
    kit.ok("check", "--overlay", case.overlay, fresh)
    p = case.collect(copy, "-o", fresh, into=False)
    kit.equal(p.returncode, 2, p.err)


def mask(key):
    """What stands for a key that tells: the digest that base.h describes (FNV-1a, 64 bits), its lower half."""
    h = 0xcbf29ce484222325
    for b in key.encode():
        h = (h ^ b) * 0x100000001b3 % 2 ** 64
    return "k%08x" % (h & 0xffffffff)


def test_discreet(kit):
    """Masked names are found again."""
    record = RECORD.replace("discreet: no", "discreet: yes")
    sheet = (SHEET.replace("{id: plain, label: Plain}", "{id: recovery-days, label: Plain}").replace("{a: An A,", "{child-welfare: An A,")
             .replace("{x: An X,", "{treatment: An X,") + "\n<!-- option: tone is sober -->\nOne.\n<!-- end -->\n\n<!-- option: tone is warm -->\nTwo.\n<!-- end -->\n")
    case = Case(kit, "discreet", record, {"recovery-sheet": sheet})
    file = case.build("recovery-sheet")
    said = kit.said(file)
    kit.equal([w for w in ("recovery", "child-welfare", "treatment", "sober") if w in said], [])
    states = {s[1:] for o in kit.objects(file).values() for s in (o.get("value") or {}).get("/AP", {}).get("/N", {}) if isinstance(o.get("value"), dict)}
    names = list(case.fields(file))
    masked = [n for n in names if re.search(r"\bk[0-9a-f]{8}\b", n)]
    kit.equal(any("recovery" in n or "days" in n for n in names), False, names)
    kit.equal(bool(masked), True, names)
    values = {n: "t%d" % i for i, n in enumerate(masked) if n.endswith((".long",)) or n.count(".k") == 2}
    root = next(n for n in masked if n.endswith(".long"))[:-5]
    for id, path in (("child-welfare", ".one"), ("sober", ".tone")):
        values[root + path] = mask(id)
        kit.equal(mask(id) in states, True, states)
    values[root + ".some." + mask("treatment")] = "yes"
    case.put(case.fill(file, values))
    have = case.values()["answers"]["recovery-sheet"]
    kit.equal(sorted(have), ["long", "one", "recovery-days", "some", "tone"], case.text())
    kit.equal((have["one"], have["some"], have["tone"]), ("child-welfare", ["treatment"], "sober"), case.text())


def test_tight(kit):
    case = Case(kit, "tight")
    p = case.put(case.fill(case.build(), {"answers.sheet.long": "many words here " * 400, "answers.sheet.plain": "short"}))
    kit.equal(("answers.sheet.long: the copy" in p.err, "answers.sheet.plain: the copy" in p.err), (True, False), p.err)


# ---- at random ------------------------------------------------------------------------------------------------------------------------

def put_yaml(record):
    return yaml.dump(record, Dumper=yaml.SafeDumper, allow_unicode=True, sort_keys=False, width=1000)


def test_random(kit):
    """Between print and return the office adds, drops, sorts and edits at random, and two copies come back, each typed in at random. Every
    typed word is then at the item it was typed for or told of, and nowhere else."""
    first = int(os.environ.get("KINFOLIO_SEED", 0))
    for seed in range(first, first + (500 if os.environ.get("KINFOLIO_ALL") else 12)):
        rng = random.Random(seed)
        words = (f"w{seed}x{i}" for i in range(100000))
        record = {"kind": "family", "id": "f-3ran", "safety": {"discreet": "no", "household_knows": "yes"}, "participant": {"name": next(words)},
                  "people": {f"p{i}a": {"name": next(words), "emergency": "yes", "notes": next(words)} for i in range(rng.randint(1, 5))},
                  "goals": {f"g{i}b": {"title": next(words), "steps": {f"s{k}c": {"title": next(words)} for k in range(rng.randint(1, 3))}}
                            for i in range(rng.randint(1, 3))}}
        case = Case(kit, f"random{seed}", put_yaml(record))
        file = case.build()
        fields = [n for n in case.fields(file) if re.fullmatch(r"people\.[^.]*\.(name|notes)|goals\.[^.]*\.title|goals\.[^.]*\.steps\.[^.]*\.title|participant\.name", n)]
        copies = []
        for _ in range(2):
            typed = {n: next(words) for n in fields if rng.random() < (0.5 if ".new-" not in n else 0.4)}
            copies.append((case.fill(file, typed), typed))
        # the office
        for name in ("people", "goals"):
            items = list(record[name].items())
            items = [(k, v) for k, v in items if rng.random() < 0.8]
            for _, v in items:
                if rng.random() < 0.3:
                    v["notes" if name == "people" else "title"] = next(words)
            if rng.random() < 0.7:
                items.insert(rng.randint(0, len(items)), (f"z{seed % 10}q", {"name" if name == "people" else "title": next(words)}))
            rng.shuffle(items)
            record[name] = dict(items)
        for g in record["goals"].values():
            steps = [(k, v) for k, v in g.get("steps", {}).items() if rng.random() < 0.7]
            rng.shuffle(steps)
            g["steps"] = dict(steps)
        case.write(put_yaml(record))
        told = case.collect(*[c for c, _ in copies])
        now = case.values()
        where = {}

        def walk(v, path):
            for k, x in (v.items() if isinstance(v, dict) else ()):
                walk(x, path + (k,))
            if isinstance(v, str):
                where.setdefault(v, []).append(".".join(path))

        walk(now, ())
        keys = [{}, {}]  # of new items, a copy each: the blank's prefix -> where it went
        for i, (_, typed) in enumerate(copies):
            for name, word in typed.items():
                at = where.get(word, [])
                if not at:
                    kit.equal(f'"{word}"' in told.err, True, f"seed {seed}: {name} = {word} is lost\n{told.err}")
                    continue
                kit.equal(len(at), 1, f"seed {seed}: {name} = {word}")
                parts, went = name.split("."), at[0].split(".")
                kit.equal(len(parts), len(went), f"seed {seed}: {name} went to {at[0]}")
                for n, (a, b) in enumerate(zip(parts, went)):
                    prefix = ".".join(parts[:n + 1])
                    if a.startswith("new-"):
                        kit.equal(keys[i].setdefault(prefix, b), b, f"seed {seed}: {prefix} is two items")
                        old = record
                        for step in went[:n]:
                            old = old.get(step, {})
                        kit.equal(b in old, False, f"seed {seed}: {prefix} went into an old item {b}")
                    else:
                        kit.equal(a, b, f"seed {seed}: {name} went to {at[0]}")
        top = [(p.split(".")[0], v) for k in keys for p, v in k.items() if p.count(".") == 1]  # people and goals may bear one key
        kit.equal(len(top), len(set(top)), f"seed {seed}: two blank items became one")
        # What the office has and nobody typed over is as the office left it.
        def held(v, path):
            for k, x in (v.items() if isinstance(v, dict) else ()):
                held(x, path + (k,))
            if isinstance(v, str) and path[0] in ("people", "goals", "participant"):
                name = ".".join(path)
                if not any(name in t for _, t in copies):
                    kit.equal(where.get(v) is not None and name in where[v], True, f"seed {seed}: {name} was {v}")

        held(record, ())


# ---- a returned copy set anew -----------------------------------------------------------------------------------------------------------

def test_finish(kit):
    """Flat, every word that was typed is on the page, with the record and without; the record stays as it is."""
    case = Case(kit, "finish")
    long = " ".join(f"word{i}" for i in range(700))
    copy = case.fill(case.build(), {"answers.sheet.long": long, "answers.sheet.plain": "quor " * 60, "participant.dob": "long ago", "people.new-1.name": "Rosa"})
    before = open(copy, "rb").read()
    for with_record, folder in ((True, "f-3col"), (False, "finished")):
        argv = [case.record] if with_record else []
        p = kit.kinfolio("finish", "--overlay", case.overlay, "-o", os.path.join(case.top, "fin"), copy, *argv)
        kit.equal(p.returncode, 0, p.err)
        file = os.path.join(case.top, "fin", folder, "sheet-finished.pdf")
        kit.equal(p.out, file + "\n")
        text = kit.run("pdftotext", file, "-").out.split()
        kit.equal([w for w in long.split() if w not in text], [], "words that are not on the page")
        kit.equal(" ".join(text).count("quor"), 60)
        for words in ("Rosa", "long ago", "Luz Rivera", "(508) 555-0100"):
            kit.equal(words in " ".join(text), True, words)
        kit.equal("/FT" in json.dumps(kit.objects(file)), False, "no live field")
    kit.equal((case.text(), open(copy, "rb").read()), (RECORD, before))
    mine = case.fill(case.build("mine-sheet"), {"mine.answers.mine-sheet.secret": "only mine"})
    p = kit.kinfolio("finish", "--overlay", case.overlay, "-o", os.path.join(case.top, "fin"), mine, case.record)
    kit.equal((p.returncode, p.out), (0, os.path.join(case.top, "fin/f-3col/mine-sheet-mine-finished.pdf") + "\n"), p.err)
    kit.equal("only mine" in kit.run("pdftotext", p.out.strip(), "-").out, True)


def test_finish_alike(kit):
    """With its record and without, a copy gives the same pages, marks and all."""
    case = Case(kit, "finish-alike")
    copy = case.fill(case.build(), {
        "participant.phone_is_cell": "skip", "participant.preferred_contact.call": "yes", "case.tasks": "one\ntwo", "answers.sheet.plain": "here",
        "answers.sheet.day": "1/31/2027", "answers.sheet.clock": "3:30 pm", "answers.sheet.yes-no": "no", "answers.sheet.one": "b",
        "answers.sheet.some.z": "yes", "answers.sheet.box": "yes", "answers.sheet.lines.3": "third", "services.areas_of_growth.2": "calmer",
        "children.m7.pediatrician.name": "Dr. New", "goals.new-1.steps.new-1.title": "Ask"})
    pages = []
    for argv in ([case.record], []):
        p = kit.ok("finish", "--overlay", case.overlay, "-o", os.path.join(case.top, "fin"), copy, *argv)
        kit.equal(p.err, "")
        pages.append(kit.run("pdftoppm", "-r", "40", "-gray", p.out.strip()).stdout)
    kit.equal(pages[0] == pages[1] and len(pages[0]) > 10000, True, "pages that differ")


def test_finish_samples(kit):
    """Every blank of the sample families' own copies, filled: without the record each word is on the new pages, and on the sheet that it was
    written on, but for those few whose sheet nothing in the copy tells of; they stand on a last page, and the run says how many."""
    n = 0
    for id, rest in (("f-7k2m", {"letters": 4, "consent": 4}), ("f-6h2t", {"letters": 4, "consent": 3, "intake": 2}), ("f-8n5g", {"letters": 4, "consent": 2})):
        folder = kit.folder("collect", "finish-samples", id)
        for packet in ("portfolio", "intake", "visit", "consent", "letters"):
            for made in kit.make("-p", packet, "--not-discreet", "-o", os.path.join(folder, "out"), f"content/samples/families/{id}.yaml"):
                values = {}
                for line in kit.ok("dump", "-T", "values", "--json", made["file"]).out.splitlines():
                    f = json.loads(line)
                    word = "1/2/2027" if re.search(r"(dob|date|since|by|day|expires|next|first)$", f["name"]) else f"Wq{len(values)}zQ"
                    values[f["name"]] = word if f["kind"] == "text" else "yes" if f["kind"] == "check" else f["widgets"][-1]["on"]
                if not values:
                    continue
                copy = os.path.join(folder, "copy.pdf")
                fill(kit, made["file"], copy, values)
                p = kit.ok("finish", "-o", os.path.join(folder, "fin"), copy)
                text = "".join(kit.run("pdftotext", p.out.strip(), "-").out.split())
                kit.equal([k for k, v in values.items() if v.startswith("Wq") and v not in text], [], f"{id} {made['packet']}: words on no page")
                told = re.findall(r"warning: (\d+) of the answers", p.err)
                kit.equal((told, p.err.count("\n")), ([str(rest[made["packet"]])], 1) if made["packet"] in rest else ([], 0), f"{id} {made['packet']}: {p.err}")
                sheets = [re.findall(r'H1 \(block\)\n +"(.*)"', kit.run("pdfinfo", "-struct-text", file).out) for file in (made["file"], p.out.strip())]
                gone = [t for t in sheets[0] if t not in sheets[1]]  # those ask nothing of their own
                kit.equal((gone, [t for t in sheets[1] if t not in sheets[0]]),
                          (["My Birth Planning Kit", "My Family Care Plan (Plan of Safe Care)"] if made["packet"] == "portfolio" and id != "f-6h2t" else [],
                           ["Also on your copy"] if told else []), f"{id} {made['packet']}: sheets")
                n += len(values)
    return n


def test_more_room(kit):
    """Each worksheet ends in a blank for more; it never makes a page that holds three lines and nothing else, and comes back like any."""
    case = Case(kit, "more-room", sheets={
        "a-sheet": "---\ntitle: A\nkind: worksheet\naudience: family\n---\n~~~fields\n- {id: one, label: One}\n~~~\n",
        "no-more": "---\ntitle: N\nkind: worksheet\naudience: family\nmore: no\n---\n~~~fields\n- {id: one, label: One}\n~~~\n",
        "a-letter": "---\ntitle: L\nkind: letter\naudience: family\n---\nDear {{participant.name}},\n\n~~~fields\n- {id: one, label: One}\n~~~\n",
        "full": "---\ntitle: F\nkind: plan\naudience: family\n---\n~~~fields\n" + "".join(f"- {{id: l{i}, label: L{i}, lines: 3}}\n" for i in range(6)) + "~~~\n",
    })
    for id, there in (("a-sheet", True), ("no-more", False), ("a-letter", False), ("full", True)):
        kit.equal(f"answers.{id}.more-room" in case.fields(case.build(id)), there, id)
    kit.equal("answers.a-sheet.more-room\tmultiline" in kit.ok("list", "fields", "-d", "a-sheet", "--overlay", case.overlay).out, True)
    case.put(case.fill(case.build("a-sheet"), {"answers.a-sheet.more-room": "one more\nthing"}))
    kit.equal(case.values()["answers"]["a-sheet"]["more-room"], "one more\nthing")
    text = kit.run("pdftotext", case.build("a-sheet", more=["--flat"]), "-").out
    kit.equal("one more" in text, True, "on paper too, where something was written")
    kit.equal("More room" in kit.run("pdftotext", case.build("full", more=["--flat"]), "-").out, False, "on paper the back of the sheet is that")
    # A sheet of any length: the last page is never left with a stub of it.
    for n in range(3, 9):
        kit.scratch_file(case.top, "overlay/content/own/full.md", "---\ntitle: F\nkind: plan\naudience: family\n---\n~~~fields\n" +
                         "".join(f"- {{id: l{i}, label: L{i}, lines: 3}}\n" for i in range(n)) + "~~~\n")
        last = kit.run("pdftotext", "-layout", case.build("full"), "-").out.split("\f")[-2]
        boxes = [f for line in kit.ok("dump", "-T", "values", "--json", case.build("full")).out.split("\n")[:-1] for f in [json.loads(line)]
                 if f["name"].endswith("more-room")]
        rect = boxes[0]["widgets"][0]["rect"]
        kit.equal("L" in last.replace("More room", "") or rect[3] - rect[1] > 400, True, f"{n}: a page with a stub")
