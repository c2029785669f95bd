"""Values are data. Whatever a record holds comes out as it was written, on the page and in its field, and does nothing: it is no
Markdown, no place, no HTML, no PDF, no pattern, and it turns nothing around it."""
import json, os, re

SHEET = """---
title: For {{participant.name}}
kind: worksheet
more: no
audience: family
---
Hello {{participant.name}} and *{{participant.name}}* **too** goodbye.

## Of {{participant.name}} itself

<!-- when: participant.name -->
- A list has {{participant.name}} here.
<!-- end -->

~~~fields
- {id: name, field: participant.name, label: Name}
- {id: said, label: "What {{participant.name}} said", lines: 2}
- {id: many, label: Many, lines: 4}
- {text: "Text with {{participant.name}} inside."}
~~~

~~~table
list: people
spare: no
columns:
  - {id: who, field: name, head: Who}
  - {head: Printed, text: "{{name}} printed"}
~~~
"""
PRINTED = 9  # times that the value stands in running text or a blank, running heads and feet aside
FEWER = {"list": 7}  # a table's row may break over a page

VALUES = {
    "markdown": "# *not* _a_ [link](https://x.example) `code` ![p](x.png) <!-- page --> ~~~fields",
    "list": "- one\n- two\n\n1. three\n> four\n\n---\n\n***",
    "place": "{{participant.dob}} {{ \\{{x}} }} {{answers.values.said",
    "html": "<script>alert(1)</script> &amp; &lt;b&gt; <b>bold</b> <!-- end -->",
    "pdf": ") Tj ET Q /F1 12 Tf (x) ' >> << /S /JavaScript /JS (app.alert(1)) >> endstream endobj 9 0 obj trailer %%EOF",
    "backslash": "C:\\new\\052\\) (\\( \\",
    "unbalanced": "((((( >>>> ]]]] <<<< )))",
    "format": "%s%n%d%%1$s ${HOME} $(id) `id` {0} {name}",
    "pattern": "{n, plural, one {# x} other {# y}} '{' it''s '}'",
    "straight": "\"quotes\" 'single' -- dashes --- and dots... (c)",
    "controls": "a\u0007b\u0008c\u007fd\u0001e",
    "escape": "a\u001bes\u001bb\u001b[31m",
    "tab": "one\ttwo",
    "lines": "first\nsecond\r\nthird\rfourth\u2028fifth\u2029sixth\u0085seventh",
    "bidi": "left \u202eevil\u202c right",
    "bidi-open": "left \u202eevil",
    "bidi-isolate": "left \u2067evil",
    "bidi-many": "\u202b" * 70 + "deep",
    "joined": "zero\u200bwidth soft\u00adhyphen no\u00a0break \ufeffmark",
    "marks": "Z\u0351\u036b\u0343\u036aalgo e\u0301 \u0301alone",
    "emoji": "\U0001f469\u200d\U0001f469\u200d\U0001f467 and \U0001f600",
    "looks-utf16": "\u00fe\u00ff is no byte order mark",
    "looks-utf8": "\u00ef\u00bb\u00bf is none",
    "beyond": "\U0001d11e \u4e2d \U0001f9d1",
    "long": "W" * 400,
    "spaces": "  two  before, two  after  ",
    "path": "../../../etc/passwd people.new-1.name",
    "word-null": "null",
    "word-tilde": "~",
    "word-yes": "yes",
    "number": "0x1F",
}


def tests(kit):
    yield "values/benign", lambda: one(kit, "benign", "Ann Example", None)
    for name, value in VALUES.items():
        yield "values/" + name, lambda n=name, v=value: one(kit, n, v, "Ann Example")
    yield "values/plain-words", lambda: plain(kit)
    yield "values/mark-on-its-line", lambda: mark(kit)
    yield "values/uncovered", lambda: uncovered(kit)
    yield "values/turns-nothing", lambda: turns_nothing(kit)
    yield "values/file-names", lambda: file_names(kit)


def quoted(text):
    """In YAML's double quotes, with its escapes for what may not stand there bare."""
    return '"' + "".join("\\" + c if c in '"\\' else c if " " <= c <= "~" or c > "\u00a0" and c not in "\u2028\u2029\ufeff"
                         else f"\\u{ord(c):04x}" for c in text) + '"'


def build(kit, name, value, *more):
    folder = kit.folder("values", name)
    kit.scratch_file(folder, "overlay/content/own/values.md", SHEET)
    v = quoted(value)
    path = kit.scratch_file(folder, "record.yaml", f"""kind: family
id: f-3val
safety: {{discreet: no, household_knows: yes}}
participant: {{name: {v}}}
people: {{a1: {{name: {v}, kind: friend}}}}
answers: {{values: {{said: {v}, many: {v}}}}}
""")
    p = kit.kinfolio("build", "-d", "values", "--overlay", os.path.join(folder, "overlay"), "-o", os.path.join(folder, "out"), *more, path)
    return p, os.path.join(folder, "out/f-3val/values.pdf")


# What no reader shows: controls, and what only says how its neighbours are set.
UNSEEN = re.compile("[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u0084\u0086-\u009f\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff]")


def bare(text):
    """The text without spaces, line ends and what is not seen."""
    return re.sub(r"[\s\u0085\u2028\u2029]", "", UNSEEN.sub("", text))


def fields(kit, file):
    """Name -> value, of every field that has one."""
    found = {}
    objects = {k[4:]: v.get("value") for k, v in kit.objects(file).items() if k.startswith("obj:")}

    def name_of(o):
        part = o.get("/T", "")[2:]
        up = name_of(objects[o["/Parent"]]) if "/Parent" in o else ""
        return ".".join(p for p in (up, part) if p)

    for o in objects.values():
        if isinstance(o, dict) and "/V" in o:
            found[name_of(o)] = o["/V"][2:] if o["/V"].startswith("u:") else o["/V"]
    return found


def shape(kit, file):
    """What a file is made of, whatever its values: tags, fields, and whatever could act."""
    tags, acting = [], []

    def walk(v):
        if isinstance(v, dict):
            tags.append(v.get("/S") if "/P" in v and "/S" in v else "")
            acting.extend(k for k in v if k in ("/A", "/AA", "/JS", "/OpenAction", "/URI", "/Launch", "/EmbeddedFiles", "/XFA"))
            for value in v.values():
                walk(value)
        elif isinstance(v, list):
            for value in v:
                walk(value)

    walk(kit.objects(file))
    return sorted(t for t in tags if t), sorted(fields(kit, file)), acting


def one(kit, name, value, benign):
    p, file = build(kit, name, value)
    kit.equal((p.returncode, p.err), (0, ""), repr(value))
    kit.equal(kit.run("qpdf", "--check", file).returncode, 0, "qpdf --check")
    want = value.replace("\r\n", "\n").replace("\r", "\n")
    # U+001B begins a language's name within a PDF text string (ISO 32000-1, 7.9.2.2): it alone cannot stand there.
    want = want.replace("\u001b", "")
    for field, have in fields(kit, file).items():
        have = have.replace("\r\n", "\n").replace("\r", "\n")
        kit.equal(have, want, f"/V of {field}")
    text = bare(kit.run("pdftotext", file, "-").out)
    if text.count(bare(value)) < FEWER.get(name, PRINTED):
        kit.fail(f"{value!r} is printed {text.count(bare(value))} times, not {PRINTED}:\n{kit.run('pdftotext', file, '-').out}")
    for word in ("goodbye.", "itself", "inside.", "printed"):
        assert word in text, f"{word!r} is lost after {value!r}"
    if benign and name != "long":  # a word that no column holds turns the table into blocks
        q, other = build(kit, name + "-benign", benign)
        kit.equal(shape(kit, file), shape(kit, other), f"tags, fields, links of a file with {value!r}")
    p, file = build(kit, name + "-flat", value, "--flat")
    kit.equal((p.returncode, p.err), (0, ""), "flat")
    kit.equal(fields(kit, file), {}, "fields of a flat copy")
    text = bare(kit.run("pdftotext", file, "-").out)
    kit.equal(text.count(bare(value)) >= FEWER.get(name, PRINTED), True, f"{value!r} {text.count(bare(value))} times in a flat copy\n{text}")


def plain(kit):
    """Scalars without quotes stay what was written, whatever YAML would make of them."""
    folder = kit.folder("values", "plain")
    kit.scratch_file(folder, "overlay/content/own/values.md", SHEET)
    for word in ("no", "Off", "0123", "01001", "12:30", "1e3", ".inf", "2026-01-02", "0o17", "1_000", "-5", "=", "true"):
        path = kit.scratch_file(folder, "record.yaml", f"kind: family\nid: f-3val\nparticipant: {{name: {word}}}\nsafety: {{discreet: no, household_knows: yes}}\n")
        kit.ok("build", "-d", "values", "--overlay", os.path.join(folder, "overlay"), "-o", os.path.join(folder, "out"), path)
        kit.equal(fields(kit, os.path.join(folder, "out/f-3val/values.pdf"))["participant.name"], word)


def uncovered(kit):
    """A letter that no typeface has: told with its path, printed as its name in brackets, kept in the field."""
    p, file = build(kit, "uncovered", "A \U00012345 z")
    kit.equal(p.returncode, 0, p.err)
    for place in (r":2:14: warning: participant\.name", r":17:3: warning: answers\.values\.said", r":27:30: warning: people\.a1\.name"):
        assert re.search(place + ": no typeface has ", p.err), f"{place} in {p.err}"
    assert re.search(r"warning: participant\.name: no typeface has .*; it is printed as its name in brackets", p.err), p.err
    kit.equal(fields(kit, file)["participant.name"], "A \U00012345 z")
    text = " ".join(kit.run("pdftotext", file, "-").out.split())
    assert "[CUNEIFORM SIGN URU TIMES KI]" in text.upper(), text


def mark(kit):
    """A tanwin in mid-word is read with its word: Poppler began a new line for a mark that stands a hair off."""
    p, file = build(kit, "mark", "\u0646\u0633\u0643\u0646 \u0645\u0639\u064b\u0627 \u0647\u0646\u0627")
    kit.equal((p.returncode, p.err), (0, ""), "built")
    lines = [re.sub(r"[\s\u200e\u200f\u202a-\u202e]", "", line) for line in kit.run("pdftotext", file, "-").out.splitlines()]
    kit.equal(any("\u064b" in line for line in lines), True, "the mark is read")
    kit.equal([line for line in lines if "\u064b" in line and "\u0645\u0639\u064b\u0627" not in line], [], "marks apart from their words")


def words_at(kit, file):
    """The words of the first page's sentence `Hello … goodbye.` from left to right, as they stand."""
    out = kit.run("pdftotext", "-bbox", file, "-").out
    words = [(float(y), float(x), w) for x, y, w in re.findall(r'<word xMin="([\d.]+)" yMin="([\d.]+)"[^>]*>([^<]*)</word>', out)]
    hello = next(w for w in words if w[2] == "Hello")
    line = sorted((x, w) for y, x, w in words if abs(y - hello[0]) < 4)
    return [w for _, w in line]


def turns_nothing(kit):
    """An override that a value leaves open ends with the value: what stands around it keeps its place."""
    for value in ("\u202eevil", "\u2067x", "\u202dx\u202e", "\u0634", "\u2069\u202cx\u202ey"):
        _, file = build(kit, "turns-nothing", value)
        line = words_at(kit, file)
        kit.equal((line[0], line[-2:]), ("Hello", ["too", "goodbye."]), f"{value!r} turns its neighbours: {line}")
        kit.equal(line.index("and") in (2, 3), True, f"{value!r}: {line}")


def file_names(kit):
    """No value decides where a file goes."""
    for value in ("../../x", "/etc/x", "a/b", "..", "con", "x\u0000y"):
        folder = kit.folder("values", "file-names")
        path = kit.scratch_file(folder, "in/record.yaml", "kind: family\nid: %s\nparticipant: {name: Ann}\n" % quoted(value))
        p = kit.kinfolio("build", "-d", "support-list", "-o", os.path.join(folder, "out"), path)
        made = sorted(os.path.relpath(os.path.join(d, f), folder) for d, _, fs in os.walk(folder) for f in fs)
        if value == "con":
            kit.equal((p.returncode, [m for m in made if m.startswith("out/con/")] != []), (0, True), p.err)
        else:
            kit.equal((p.returncode, made), (1, ["in/record.yaml"]), f"id {value!r}: {p.err}")
