"""build -> fill -> save -> collect -> build, once for each program that families and offices fill forms with. Every kind of blank, in texts
of every script: what was typed is in the record byte for byte, only changed values' lines differ, and the next print shows it."""
import collections, json, os, re, shutil, sys

import yaml

import suite_collect as suite
import suite_intake

KINDS = """---
title: Kinds
kind: worksheet
audience: family
---
You can call me {{participant.name_to_use}}, and I like {{participant.pronouns_other}} best.

<!-- option: steady -->
We meet each week.
<!-- end -->

<!-- option: tone is warm -->
Warm words.
<!-- end -->

<!-- option: tone is plain -->
Plain words.
<!-- end -->

~~~fields
- {id: mail, field: participant.email, label: Email}
- {id: web, label: A page, type: url}
- {id: ring, label: A number to ring, type: phone}
- {id: much, label: How many, type: number}
- {id: part, label: How much, type: percent}
- {id: when, label: When, type: datetime}
- {id: fits, label: Does it fit?, type: yes_no_na}
- {id: ours, label: Ours?, type: yes_no, tender: yes}
- {id: off, label: A box that was ticked, type: check}
~~~

~~~choice
id: level
label: Which is true today?
options:
  - {calm: It is calm.}
  - {more: More help would be good.}
~~~

~~~checklist
label: This week
items:
  - {id: done-rest, label: I rested}
  - {id: done-call, label: I called}
~~~

~~~space
{id: thoughts, label: Thoughts, style: dotted, height: 1 in}
~~~

~~~calendar
of: appointments
lines: 2
~~~

~~~signatures
- {id: sign, label: Me}
~~~
"""

CHILD = """---
title: Child Sheet
kind: worksheet
audience: family
for-each: children as child
---
## About {{child.name}}

~~~fields
- {id: likes, label: "{{child.name}} likes"}
- {id: sleeps, label: Sleeps, lines: 3}
- {id: naps, label: Naps?, type: yes_no}
- {id: foods, label: Foods, type: multi_choice, options: {rice: Rice, beans: Beans}}
~~~
"""

LOG = """---
title: Log
kind: log
audience: family
occasion: new
---
~~~fields
- {id: date, label: Day, type: date}
- {id: mood, label: How it was}
- {id: walked, label: I walked, type: check}
~~~
"""

RECORD = suite.RECORD.replace("    name: Mateo\n", "    name: Mateo\n  n4:\n    name: Ana   # the little one\n").replace(
    "goals:\n", "answers:\n  kinds: {off: yes}   # ticked in spring\ngoals:\n")

# Every kind of blank: what is typed, and where it is then in the record and how.
TYPED = {
    "participant.name": ("Ann “Annie” O'Neil-Ñandú", ),
    "participant.dob": ("April 12, 1996", "1996-04-12"),
    "participant.phone": ("(508) 555-0142 x3", ),
    "participant.phone_is_cell": ("skip", "unsaid"),
    "participant.preferred_contact.text": ("", None),
    "participant.preferred_contact.call": ("on", None),
    "participant.email": ("mari+1@example.org", ),
    "participant.name_to_use": ("Annie # two", ),
    "case.tasks": ("  one: two\n\n- three # four\n", ),
    "services.areas_of_growth.1": ("calmer", None),
    "services.areas_of_growth.2": ("", None),
    "services.areas_of_growth.3": ("patience: a lot", None),
    "participant.pronouns_other": ("red & \"blue\"", ),
    "answers.kinds.steady": ("on", "yes"),
    "answers.kinds.tone": ("warm", ),
    "answers.kinds.web": ("https://example.org/a?b=c#d", ),
    "answers.kinds.ring": ("٠٥٠ ١٢٣ ٤٥٦٧", ),
    "answers.kinds.much": ("12", ),
    "answers.kinds.part": ("75", ),
    "answers.kinds.when": ("December 3, 2026 3:30 pm", "2026-12-03 15:30"),
    "answers.kinds.fits": ("na", ),
    "answers.kinds.ours": ("skip", "unsaid"),
    "answers.kinds.off": ("", "no"),
    "answers.kinds.level": ("more", ),
    "answers.kinds.done-call": ("on", "yes"),
    "answers.kinds.thoughts": ("soft: \"rain\"\n  # and 'sun'  ", ),
    "answers.kinds.2026-11-24": ("3 pm: dentist # bring the card", ),
    "answers.kinds.sign-name": ("Ann O'Neil-Ñandú", ),
    "answers.kinds.sign-date": ("11/20/2026", "2026-11-20"),
    "answers.kinds.more-room": ("more: {all} [of] it\n\n- and \\ this", ),
    "answers.sheet.day": ("1/31/2027", "2027-01-31"),
    "answers.sheet.clock": ("3:30 pm", "15:30"),
    "answers.sheet.yes-no": ("no", ),
    "answers.sheet.one": ("b", ),
    "answers.sheet.some.x": ("on", None),
    "answers.sheet.some.z": ("on", None),
    "answers.sheet.box": ("on", "yes"),
    "answers.sheet.lines.3": ("third", ),
    "children.m7.answers.child-sheet.likes": ("the moon: “la luna”", ),
    "children.n4.answers.child-sheet.likes": ("trains", ),
    "children.n4.answers.child-sheet.sleeps": ("late\n  and long", ),
    "children.m7.answers.child-sheet.naps": ("yes", ),
    "children.m7.answers.child-sheet.foods.beans": ("on", None),
    "children.m7.pediatrician.name": ("Ada Okafor, MD", None),
    "children.m7.worker": ("Sam Pine", None),
    "people.k3f.phone": ("111 1111", ),
    "people.new-1.name": ("Rosa Díaz", None),
    "people.new-1.notes": ("sundays: no", None),
    "goals.home.title": ("A home for 3", ),
    "goals.home.steps.new-1.title": ("Second # step", None),
    "goals.new-1.title": ("Work", None),
    "goals.new-1.steps.new-1.title": ("Ask", None),
    "goals.new-1.steps.new-1.by": ("3/1/2027", None),
    "answers.log.new.date": ("11/21/2026", None),
    "answers.log.new.mood": ("calm, then: not", None),
    "answers.log.new.walked": ("on", None),
}

# What stands in running text is no blank any more where it has a value: the words that are then on the page, and those that are not.
INLINE = {"participant.name_to_use": (["Annie # two"], []), "participant.pronouns_other": (["red & \"blue\""], []),
          "answers.kinds.steady": (["We meet each week."], []), "answers.kinds.tone": (["Warm words."], ["Plain words."])}

# Lines of the record above that a change of these values takes away; all others stay as they are, to the byte.
GONE = ["  name: Ann Example   # as on paper", "  dob: 1990-02-03", "  phone: (508) 555-0100", "  preferred_contact: [text, email]",
        "  k3f: {name: Luz Rivera, kind: family, phone: (508) 555-0199,", "  kinds: {off: yes}   # ticked in spring", "    title: A home"]

# What a program cannot type: a pattern of texts' ids, what it makes of them before a file is saved, and why. That must then come back.
CANNOT = {"pdfium": {
    "[tl]-emoji": (lambda s: "".join(chr(ord(c) & 0xFFFF) for c in s), "its editor keeps 16 bits of a character: U+1F600 becomes U+F600"),
    "[tl]-tab": (lambda s: s.replace("\t", " "), "its editor types a blank for a tab"),
}}


def texts():
    """A sheet with a blank for each text, of one line and of several, and what is typed there."""
    sheet, typed = "---\ntitle: Texts\nkind: worksheet\naudience: family\n---\n~~~fields\n", {}
    for n, text in suite.TEXTS.items():
        sheet += f"- {{id: t-{n}, label: T {n}}}\n"
        typed[f"answers.texts.t-{n}"] = (text, )
    for n, text in {**suite.TEXTS, **suite.LINES}.items():
        sheet += f"- {{id: l-{n}, label: L {n}, lines: 2}}\n"
        typed[f"answers.texts.l-{n}"] = (text, )
    return sheet + "~~~\n", typed


def wanted(kit, file, typed):
    """What each blank is and which state says yes, as the program itself reads the file."""
    wants, left = [], dict(typed)
    for line in kit.ok("dump", "-T", "values", "--json", file).out.splitlines():
        f = json.loads(line)
        if f["name"] not in left:
            continue
        value = left.pop(f["name"])[0]
        kind = {"text": "text", "check": "box", "radio": "radio"}[f["kind"]]
        wants.append({"name": f["name"], "kind": kind, "value": f["widgets"][0]["on"] if kind == "box" and value else value})
    kit.equal(sorted(left), [], "blanks that are not there")
    return wants


# ---- savers whose programs do not run here -------------------------------------------------------------------------------------

def pdf_text(v):
    """A value of qpdf's JSON as PDF syntax."""
    if isinstance(v, dict):
        return "<<" + " ".join(k + " " + pdf_text(x) for k, x in v.items()) + ">>"
    if isinstance(v, list):
        return "[" + " ".join(map(pdf_text, v)) + "]"
    if isinstance(v, bool):
        return "true" if v else "false"
    if not isinstance(v, str):
        return "null" if v is None else str(v)
    if v.startswith("u:"):
        # Acrobat: PDFDocEncoding where ASCII will do, else UTF-16; ends of line are CR.
        text = v[2:].replace("\n", "\r")
        return f"<{text.encode().hex()}>" if text.isascii() else f"<feff{text.encode('utf-16-be').hex()}>"
    return f"<{v[2:]}>" if v.startswith("b:") else v


def acrobat(kit, source, wants, target):
    """As Acrobat appends: the fields' dictionaries anew behind the file, values in /V alone, appearances as they were."""
    p = kit.run("qpdf", "--json=2", "--json-key=qpdf", "--json-stream-data=none", source)
    head, objects = json.loads(p.stdout)["qpdf"]
    with open(source, "rb") as f:
        data = f.read()
    plain = {k[4:]: v["value"] for k, v in objects.items() if k.startswith("obj:") and "value" in v}
    left, changed = {w["name"]: w for w in wants}, {}

    def name_of(o):
        up = name_of(plain[o["/Parent"]]) if "/Parent" in o else ""
        return ".".join(p for p in (up, o.get("/T", "")[2:]) if p)

    for ref, o in plain.items():
        w = left.pop(name_of(o), None) if isinstance(o, dict) and "/FT" in o else None
        if not w:
            continue
        o["/V"] = "u:" + w["value"] if w["kind"] == "text" else "/" + (w["value"] or "Off")
        changed[ref] = o
        for k in o.get("/Kids", [ref]) if w["kind"] != "text" else []:
            has = w["value"] and "/" + w["value"] in plain[k].get("/AP", {}).get("/N", {})
            plain[k]["/AS"] = "/" + w["value"] if has else "/Off"
            changed[k] = plain[k]
    kit.equal(sorted(left), [], "blanks that are not there")
    before = int(re.findall(rb"startxref\s+(\d+)", data)[-1])
    xref = b"xref\n0 0\n"
    for ref, o in changed.items():
        n, g, _ = ref.split()
        data += b"\n"
        xref += f"{n} 1\n{len(data):010d} {int(g):05d} n \n".encode()
        data += f"{n} {g} obj\n{pdf_text(o)}\nendobj\n".encode()
    trailer = dict(objects["trailer"]["value"])
    trailer["/Prev"] = before
    at = len(data)
    data += xref + f"trailer\n{pdf_text(trailer)}\nstartxref\n{at}\n%%EOF\n".encode()
    with open(target, "wb") as f:
        f.write(data)


def preview(kit, source, wants, target):
    """As Preview writes it anew: what was printed (/DV) is gone; catalog keys stay."""
    suite.fill(kit, source, target, {w["name"]: w["value"] for w in wants}, defaults=False)


def client(place, name):
    def fill(kit, source, wants, target):
        with open(target + ".json", "w", encoding="utf-8") as f:
            json.dump(wants, f)
        p = kit.run("node", os.path.join(place, "roundtrip.mjs"), name, source, target + ".json", target, cwd=place)
        kit.equal(p.returncode, 0, p.out[-500:] + p.err[-2000:])
    return fill


# ---- the trip -----------------------------------------------------------------------------------------------------------------

def at(values, path):
    for key in path.split("."):
        values = values.get(key) if isinstance(values, dict) else None
    return values


def texts_in(value):
    """Each text that stands in a value, as often as it stands there."""
    if isinstance(value, dict):
        value = list(value.values())
    return [t for v in value for t in texts_in(v)] if isinstance(value, list) else [value]


# What comes of an answer besides itself: an option's key, a person by key, a flag that the view sets.
COMES = ("call", "calmer", "patience: a lot", "x", "z", "beans", "p8d", "Sam Pine", "Rosa Díaz", "sundays: no", "yes", "Second # step", "Work", "Ask",
         "2027-03-01", "2026-11-21", "calm, then: not", "yes")


def check_nothing_else(values, typed, wrong):
    """All that the record has more than before was typed, and stands there once."""
    more = collections.Counter(texts_in(values))
    more.subtract(texts_in(yaml.load(RECORD, yaml.BaseLoader)))
    more.subtract([how[-1] for how in typed.values() if how[-1] is not None])
    more.subtract(COMES)
    more.subtract([values["children"]["m7"].get("worker")])
    over = {t[:80]: n for t, n in more.items() if n > 0}
    if over:
        wrong.append(f"in the record, and nobody typed it: {over}")


def check_values(kit, values, typed, wrong):
    """Byte for byte; the number of values."""
    for path, how in typed.items():
        want = how[-1]
        if want is not None and at(values, path) != want:
            wrong.append(f"{path}: {str(at(values, path))[:200]!r} in the record, {want[:200]!r} was typed")
    people, goals = values["people"], values["goals"]
    m7, log = values["children"]["m7"], at(values, "answers.log") or {}
    steps = [s for k, s in goals["home"]["steps"].items() if k != "s1"]
    for what, have, want in (
            ("ways to be reached", values["participant"]["preferred_contact"], ["email", "call"]),
            ("lines", at(values, "services.areas_of_growth"), ["calmer", "patience: a lot"]),
            ("several of", at(values, "answers.sheet.some"), ["x", "z"]),
            ("several of, a child's", at(m7, "answers.child-sheet.foods"), ["beans"]),
            ("a doctor by name", m7.get("pediatrician"), "p8d"),
            ("a worker by name", at(people, f"{m7.get('worker')}.name"), "Sam Pine"),
            ("a new row of a view", [p for k, p in people.items() if k not in ("k3f", "p8d", m7.get("worker"))],
             [{"name": "Rosa Díaz", "notes": "sundays: no", "emergency": "yes"}]),
            ("a new step", steps, [{"title": "Second # step"}]),
            ("a new goal", [(g["title"], list(g["steps"].values())) for k, g in goals.items() if k != "home"],
             [("Work", [{"title": "Ask", "by": "2027-03-01"}])]),
            ("an occasion", log, {"2026-11-21": {"date": "2026-11-21", "mood": "calm, then: not", "walked": "yes"}})):
        if have != want:
            wrong.append(f"{what}: {have!r}, wanted {want!r}")
    return len(typed)


def trip(kit, name, fill):
    sheet, typed = texts()
    cannot = CANNOT.get(name, {})
    for pattern, (made, _) in cannot.items():
        for path, (text, ) in [(p, v) for p, v in typed.items() if re.fullmatch(pattern, p[len("answers.texts."):])]:
            typed[path] = (text, made(text))
    typed |= TYPED
    sheets = ("texts", "sheet", "kinds", "child-sheet", "log")
    case = suite.Case(kit, "trip-" + name, RECORD, {"texts": sheet, "sheet": suite.SHEET, "kinds": KINDS, "child-sheet": CHILD, "log": LOG})
    file = case.build(*sheets)
    copy, wrong = os.path.join(case.top, "copy.pdf"), []
    fill(kit, os.path.abspath(file), wanted(kit, file, typed), copy)
    p = case.collect(copy)
    if name == "preview":
        # It no longer says what was printed, so what the record has is asked about, and nothing of it is touched until somebody says so.
        kit.equal((p.returncode, p.err.count("no longer says what was printed")), (1, len(GONE)), p.err)
        p = case.collect(copy, "--prefer", "returned")
    kit.equal(p.returncode, 0, p.err)
    count = check_values(kit, case.values(), typed, wrong)
    check_nothing_else(case.values(), typed, wrong)
    gone, come = suite.lines_changed(RECORD, case.text())
    if sorted(gone) != sorted(GONE):
        wrong.append(f"lines that are gone from the record: {gone}")
    text = case.text()
    case.put(copy, *(["--prefer", "record"] if name == "preview" else []))
    if case.text() != text:
        wrong.append("collected twice, it changes again: " + str(suite.lines_changed(text, case.text()))[:600])
    again = case.build(*sheets)
    shown = case.fields(again)
    for path in typed:
        # One that was typed as the record has it comes again as it was; a box that was ticked is ticked; a new item has a key of its own now.
        kept, ticked = len(typed[path]) == 1 or path.startswith("answers.texts."), typed[path][0] == "on"
        if ".new-" in path or ".new." in path or path in INLINE:
            continue
        if shown.get(path) != typed[path][-1] if kept else ticked and shown.get(path) in (None, "", "Off"):
            wrong.append(f"{path}: the next print has {shown.get(path)!r:.200}")
    page = re.sub(r"\s+", "", kit.run("pdftotext", again, "-").out)
    for path in typed:
        words = re.sub(r"\s+", "", typed[path][0])
        # Letters that are shaped or joined come out of pdftotext as glyphs do; these are compared as fields above.
        if path.startswith("answers.texts.") and re.fullmatch(r"[\w “”?!,.'¿#:-]+", words) and words.isascii() and len(words) < 1000 and words not in page:
            wrong.append(f"{path}: not on the page")
    for path, (there, not_there) in INLINE.items():
        if [w for w in there if re.sub(r"\s+", "", w) not in page] or [w for w in not_there if re.sub(r"\s+", "", w) in page]:
            wrong.append(f"{path}: in the running text of the next print")
    if (page.count("W"), page.count("word")) < (20000, 4000):
        wrong.append(f"of the longest texts {page.count('W')} letters and {page.count('word')} words are on the pages")
    for path, want in {"participant.dob": "April 12, 1996", "answers.sheet.day": "January 31, 2027", "answers.sheet.clock": "3:30 PM",
                       "participant.phone_is_cell": "skip", "answers.kinds.off": "Off", "participant.preferred_contact.text": "Off",
                       "people.p8d.name": None}.items():
        if want is not None and shown.get(path) != want:
            wrong.append(f"{path}: the next print has {shown.get(path)!r}, wanted {want!r}")
    return count, wrong


def trips(kit, tally, here, place):
    fills = {"pdf-lib": None, "pdf.js": None, "mupdf": None, "pdfium": None, "pdftk": None, "acrobat": acrobat, "preview": preview}
    for name, fill in fills.items():
        try:
            count, wrong = trip(kit, name, fill or client(place, name))
        except AssertionError as e:
            count, wrong = 0, [str(e)]
        for pattern, (_, why) in CANNOT.get(name, {}).items():
            print(f"    {name} types {pattern} in its own way: {why}")
        try:
            count += suite_intake.intake(kit, kit.folder("intake", name), lambda source, values, target: (fill or client(place, name))(
                kit, source, wanted(kit, source, {path: (value, ) for path, value in values.items()}), target))
        except AssertionError as e:
            wrong.append("intake: " + str(e))
        try:
            count += suite.mine(kit, kit.folder("trip-mine", name), lambda source, values, target: (fill or client(place, name))(
                kit, source, wanted(kit, source, {path: (value, ) for path, value in values.items()}), target))
        except AssertionError as e:
            wrong.append("the parent's own: " + str(e))
        tally.add(f"filled in {name}, collected and printed again", not wrong, count, "\n".join(wrong[:20]) + f"\n{len(wrong)} wrong")
