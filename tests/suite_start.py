"""Where people begin: a fresh record that an editor finds nothing wrong with, shapes of one's own, and what is told of a mistake."""
import os, re

import yaml

SHEET = """---
title: Own
kind: worksheet
audience: family
---
{words}
"""
RECORD = """kind: family
id: f-3stt
safety: {{discreet: {discreet}, household_knows: yes}}
with: [agency.yaml]
participant: {{name: Ana, phone: "{phone}"}}
people: {{p8d: {{name: Bo, kind: friend}}}}
"""
AGENCY = "kind: agency\nid: a-3stt\nagency: {name: Harbor House, program: Harbor}\n"


def tests(kit):
    for kind in ("family", "staff", "agency"):
        yield f"start/editor/{kind}", lambda k=kind: editor(kit, k)
    yield "start/shapes", lambda: shapes(kit)
    yield "start/told-once", lambda: told_once(kit)
    yield "start/themes", lambda: themes(kit)
    yield "start/to", lambda: to(kit)
    yield "start/front", lambda: front(kit)
    yield "start/phones", lambda: phones(kit)
    yield "start/secret", lambda: secret(kit)
    yield "start/comma", lambda: comma(kit)
    yield "start/blank", lambda: blank(kit)
    yield "start/dump", lambda: dump(kit)


def place(kit, name, words=None, discreet="no", phone="(508) 555-0142"):
    """A folder with a sheet of one's own (`own`), a family's record and its agency's."""
    folder = kit.folder("start", name)
    if words is not None:
        kit.scratch_file(folder, "over/content/own/own.md", SHEET.format(words=words))
    kit.scratch_file(folder, "agency.yaml", AGENCY)
    return folder, kit.scratch_file(folder, "record.yaml", RECORD.format(discreet=discreet, phone=phone))


def build(kit, folder, *argv):
    return kit.kinfolio("build", "-d", "own", "--overlay", os.path.join(folder, "over"), "-o", os.path.join(folder, "out"), *argv)


# ---- a fresh record, as an editor holds it against its shape: JSON Schema, YAML 1.2 ----------------------------------------

FORMATS = {"date": r"\d{4}-\d\d-\d\d", "time": r"\d\d:\d\d:\d\d.*", "email": r"[^@\s]+@[^@\s]+", "uri": r"\w+:.+", "date-time": r"\d{4}-.*T.*"}


def hold(node, shape, where, folder):
    """What is wrong with a node, a line each; only what Kinfolio's shapes use."""
    if "$ref" in shape:
        return hold(node, yaml.safe_load(open(os.path.join(folder, shape["$ref"]), encoding="utf-8")), where, folder)
    is_map, is_list = isinstance(node, yaml.MappingNode), isinstance(node, yaml.SequenceNode)
    null = not is_map and not is_list and node.value in ("", "~", "null") and node.style is None
    types = shape.get("type", [])
    types = types if isinstance(types, list) else [types]
    have = "null" if null else "object" if is_map else "array" if is_list else "string"
    wrong = [] if not types or have in types or (have == "string" and {"number", "boolean"} & set(types)) else [f"{where}: {have}, not {types}"]
    if have == "string":
        if "enum" in shape and node.value not in [{True: "yes", False: "no"}.get(e, str(e)) for e in shape["enum"]]:
            wrong.append(f"{where}: {node.value!r} is none of {shape['enum']}")
        if "pattern" in shape and not re.search(shape["pattern"], node.value):
            wrong.append(f"{where}: {node.value!r} is not {shape['pattern']}")
        known = FORMATS.get(shape.get("format"))
        if known and not re.fullmatch(known, node.value):
            wrong.append(f"{where}: {node.value!r} is no {shape['format']}")
    if is_map:
        more = shape.get("additionalProperties", True)
        for key, value in node.value:
            inner = shape.get("properties", {}).get(key.value, more)
            if inner is False:
                wrong.append(f"{where}.{key.value}: unknown")
            elif isinstance(inner, dict):
                wrong += hold(value, inner, f"{where}.{key.value}", folder)
    if is_list and isinstance(shape.get("items"), dict):
        for i, value in enumerate(node.value):
            wrong += hold(value, shape["items"], f"{where}[{i}]", folder)
    return wrong


def editor(kit, kind):
    text = kit.ok("new", kind).out
    schema = re.match(r"# yaml-language-server: \$schema=(.*)\n", text)
    assert schema, text[:200]
    kit.equal(os.path.realpath(schema[1]), os.path.realpath(f"templates/records/{kind}.yaml"))
    shape = yaml.safe_load(open(schema[1], encoding="utf-8"))
    folder = os.path.dirname(schema[1])
    kit.equal(hold(yaml.compose(text), shape, kind, folder), [])
    # The check can fail.
    assert hold(yaml.compose(text + "\nextra:\n"), shape, kind, folder) and hold(yaml.compose(re.sub(': ""', ":", text)), shape, kind, folder)
    # A comment sign taken away leaves a record all the same.
    for line in [line for line in text.splitlines() if re.match(r" *# \w+:($| )", line)][:5]:
        path = kit.scratch_file(kit.folder("start", "uncommented"), "r.yaml", text.replace(line, re.sub("# ", "", line, count=1), 1))
        kit.equal((kit.kinfolio("check", path).err, line), ("", line))


# ---- shapes of one's own --------------------------------------------------------------------------------------------------------

def shapes(kit):
    """A site may ask for more: its templates/records/ are laid over the shipped ones, file by file."""
    folder, record = place(kit, "shapes", "~~~fields\n- {id: shoe, field: participant.shoe_size, label: Shoe size}\n~~~")
    shape = open("templates/records/family.yaml", encoding="utf-8").read()
    over = os.path.join(folder, "over")
    assert 'no shape has "shoe_size"' in build(kit, folder, record).err
    at = shape.index("\n  participant:")
    at = shape.index("properties:\n", at) + len("properties:\n")
    kit.scratch_file(over, "templates/records/family.yaml", shape[:at] + '      shoe_size: {type: string, description: "Size of shoes."}\n' + shape[at:])
    p = build(kit, folder, record)
    kit.equal((p.returncode, p.err), (0, ""))
    assert "  shoe_size: \"\"" in kit.ok("new", "family", "--overlay", over).out
    assert f"$schema={os.path.realpath(over)}/templates/records/family.yaml" in kit.ok("new", "family", "--overlay", over).out
    assert "shoe_size" not in kit.ok("new", "family").out


# ---- what is told -------------------------------------------------------------------------------------------------------------------

def told_once(kit):
    """A letter that no typeface has: once, with how many more places there are."""
    egypt = "\U00013080"
    folder, record = place(kit, "letters", f"One {egypt}.\n\nTwo {egypt} {egypt}.\n\nThree {egypt}.")
    p = build(kit, folder, record)
    kit.equal(p.returncode, 1)
    kit.equal(len(re.findall("no typeface has", p.err)), 1, p.err)
    assert "own.md:6:1: error: no typeface has EGYPTIAN HIEROGLYPH D010 (U+13080)" in p.err and "(and at 2 more places)" in p.err, p.err


def themes(kit):
    folder = kit.folder("start", "themes")
    for name, words in (("pale", 'title: Pale\nbase: first-steps\ncolors: {ink: "#cccccc"}\n'), ("bare", "title: Bare\n"),
                        ("face", "title: Face\nbase: first-steps\ntext: {body: {family: Andikka}}\n")):
        kit.scratch_file(folder, f"templates/themes/{name}.yaml", words)
    err = kit.kinfolio("check", "--overlay", folder).err
    lines = [line.split("/themes/")[-1] for line in err.splitlines() if ": error: " in line]
    kit.equal(len(lines), 3, err)
    for want in ("pale.yaml:3:15: error: ink on a section's light colour has a contrast of",
                 "bare.yaml:1:1: error: 190 keys are missing, among them colors.ink and colors.soft; write `base:`",
                 "face.yaml:3:23: error: there is no family \"Andikka\""):
        assert any(line.startswith(want) for line in lines), err


def to(kit):
    folder, record = place(kit, "to", "Dear {{to.name}}.")
    for name, want in (("people.p8d", "; did you mean p8d?"), ("p8e", "; did you mean p8d?"), ("somebody", "under people\n")):
        p = build(kit, folder, "--to", name, record)
        kit.equal(p.returncode, 1)
        assert f"--to {name}: the record has no such person under people" in p.err and want in p.err, p.err


def front(kit):
    """Front matter that cannot be read brings no errors about the paths that it would have explained."""
    words = "On {{visit.date}}.\n\n~~~fields\n- {id: d, field: visit.place, label: Where}\n- {id: e, field: place, label: Where}\n~~~"
    for line in ("for-each: {list: family_time, as: visit\n", "for-eech: {list: family_time, as: visit}\n", "for-each: {lisst: family_time, as: visit}\n"):
        folder, record = place(kit, "front", words)
        text = SHEET.format(words=words).replace("---\nOn", line + "---\nOn")
        kit.scratch_file(folder, "over/content/own/own.md", text)
        for p in (build(kit, folder, record), kit.kinfolio("check", "--overlay", os.path.join(folder, "over"))):
            assert p.returncode == 1 and "no shape has" not in p.err and "own.md:" in p.err, p.err


def phones(kit):
    """A number in any script's digits is one, and is dialled in ASCII."""
    for phone in ("٥٠٨ ٥٥٥ ٠١٤٢", "५०८-५५५-०१४२", "(508) 555-0142", "５０８ ５５５ ０１４２"):
        folder, record = place(kit, "phones", phone=phone)
        p = kit.kinfolio("check", record)
        assert p.returncode == 0 and "phone number" not in p.err, p.err
    folder, record = place(kit, "phones", phone="none")
    assert "is not a phone number" in kit.kinfolio("check", record).err
    folder, record = place(kit, "phones", "~~~resources\nof: agency.resources\n~~~")
    kit.scratch_file(folder, "agency.yaml", AGENCY.replace("program: Harbor}", "program: Harbor, resources: {r1: {name: Line, phone: ٥٠٨ ٥٥٥ ٠١٤٢}}}"))
    p = build(kit, folder, record)
    kit.equal((p.returncode, p.err), (0, ""))
    assert "tel:5085550142" in kit.said(os.path.join(folder, "out/f-3stt/own.pdf"))


def secret(kit):
    """What is never printed is not to be guessed from what is."""
    for words in ("<!-- when: safety.discreet -->\nx\n<!-- end -->", "A <!-- when: not safety.household_knows -->b<!-- end -->.",
                  "~~~fields\n- {id: a, label: A, when: contact_safety.call}\n~~~"):
        folder, record = place(kit, "secret", words)
        for p in (build(kit, folder, record), kit.kinfolio("check", "--overlay", os.path.join(folder, "over"))):
            kit.equal(p.returncode, 1, words)
            assert "is nothing that a sheet may tell by what it prints; ask copy.discreet" in p.err, p.err
    folder, record = place(kit, "secret", "<!-- when: copy.discreet -->\nx\n<!-- end -->\n\ny")
    kit.equal(build(kit, folder, record).err, "")


def comma(kit):
    """A name that a discreet copy leaves out takes its comma along."""
    folder, record = place(kit, "comma", "Ana Ruiz  \nClinician, {{agency.name}}  \nHere.\n\nAna, {{agency.name}}\n\n{{agency.name}}, and more.", "yes")
    p = build(kit, folder, record)
    kit.equal((p.returncode, p.err), (0, ""))
    have = kit.run("pdftotext", "-layout", os.path.join(folder, "out/f-3stt/pages.pdf"), "-").out
    lines = [" ".join(line.split()) for line in have.splitlines() if line.strip()]
    for want in ("Clinician", "Here.", "Ana", "and more."):
        assert want in lines, lines


def blank(kit):
    """A clean copy that is made out for a record has its agency's name and nothing of the family."""
    folder, record = place(kit, "blank", "{{agency.name}} and {{participant.name}}.")
    p = build(kit, folder, "--blank", record)
    kit.equal((p.returncode, p.err), (0, ""))
    said = kit.said(os.path.join(folder, "out/blank/own.pdf"))
    assert "Harbor House" in said and "Ana" not in said.split("Harbor House")[1][:200], said[:500]
    p = build(kit, folder, "--blank", record, record)
    kit.equal(p.returncode, 2)
    assert "a clean copy is nobody's; name one record at most" in p.err, p.err


def dump(kit):
    """dump shows what build makes: discreet where the record asks for it, flat where the caller does."""
    folder, record = place(kit, "dump", "<!-- when: copy.discreet -->\nquiet\n<!-- end -->\n\n<!-- when: not copy.live -->\non paper\n<!-- end -->", "yes")
    argv = ["dump", "-T", "tree", "--overlay", os.path.join(folder, "over"), "own", record]
    out = kit.ok(*argv).out
    assert '"quiet"' in out and "on paper" not in out and "discreet" in out.splitlines()[0], out
    out = kit.ok(*argv, "--not-discreet", "--flat").out
    assert "quiet" not in out and '"on paper"' in out, out
