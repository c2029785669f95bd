"""Every limit that the manual states, at its edge: just inside passes, one more is told, and nothing is made."""
import os, re, struct, zlib

RECORD = "kind: family\nid: f-1\nparticipant: {name: Ann Lee}\n"
FRONT = "---\ntitle: T\nkind: worksheet\naudience: family\n---\n"


def tests(kit):
    for name, function in sorted(globals().items()):
        if name.startswith("test_"):
            yield "limits/" + name[5:].replace("_", "-"), lambda f=function: f(kit)


def record(kit, text, want):
    """`collect`'s reader and `build`'s are one: a record is read before anything is set. `want` None: it is right."""
    folder = kit.folder("limits")
    path = kit.scratch_file(folder, "f-1.yaml", text)
    p = kit.kinfolio("build", "-d", "support-list", "-o", os.path.join(folder, "out"), path)
    told(kit, p, want, folder)


def document(kit, body, want, *more, front=FRONT, files=()):
    folder = kit.folder("limits")
    kit.scratch_file(folder, "content/c/x.md", front + body)
    for name, data in files:
        kit.scratch_file(folder, "content/c/" + name, data)
    p = kit.kinfolio("build", "-d", "x", "--overlay", folder, "-o", os.path.join(folder, "out"), *(more or ("--blank",)))
    told(kit, p, want, folder)


def told(kit, p, want, folder):
    kit.equal(p.returncode, 1 if want else 0, p.err[:600])
    if want:
        assert want in p.err, f"{want!r} is not in\n{p.err[:600]}"
    kit.equal(os.path.exists(os.path.join(folder, "out")), not want, "something was made")


def test_record_bytes(kit):
    fill = RECORD + "#"
    record(kit, fill + "x" * ((2 << 20) - len(fill) - 1) + "\n", None)
    record(kit, fill + "x" * ((2 << 20) - len(fill)) + "\n", "is larger than 2097152 bytes, the limit")


def test_yaml_depth(kit):
    def deep(n):  # the record itself, `answers`, its sheet and the word are four
        return RECORD + "answers: {x: {y: " + "{a: " * (n - 4) + "b" + "}" * (n - 4) + "}}\n"
    record(kit, deep(32), None)
    record(kit, deep(33), "nested deeper than 32 levels, the limit")


def test_yaml_aliases(kit):
    def aliases(n):
        return RECORD.replace("Ann Lee}", "&n Ann Lee}") + "answers:\n  x:\n" + "".join(f"    a{i}: *n\n" for i in range(n))
    record(kit, aliases(100), None)
    record(kit, aliases(101), "more than 100 aliases")


def test_list_entries(kit):
    def people(n):
        return RECORD + "people:\n" + "".join(f"  k{i}: {{name: P}}\n" for i in range(n))
    record(kit, people(1000), None)
    record(kit, people(1001), "people has more than 1000 entries, the limit")


def test_drawn_on(kit):
    folder = kit.folder("limits-with")
    for i in range(20):
        kit.scratch_file(folder, f"s{i}.yaml", f"kind: staff\nid: s-{i}\nstaff: {{name: Jo}}\n")
    for n, want in ((15, None), (16, "records draw on each other, the limit")):
        record(kit, RECORD + "with: [" + ", ".join(f"{folder}/s{i}.yaml" for i in range(n)) + "]\n", want)


def test_condition(kit):
    for n, want in ((2000, None), (2001, "a condition is at most 2000 characters long")):
        document(kit, "<!-- when: " + ("(case" + " or case" * 240).ljust(n - 1) + ") -->\nx\n<!-- end -->\n", want)
    for n, want in ((30, None), (40, "this condition")):
        document(kit, "<!-- when: " + "(" * n + "case" + ")" * n + " -->\nx\n<!-- end -->\n", want)


def test_document_bytes(kit):
    body = "x\n\n<!-- page -->\n\n"
    for more, want in ((0, None), (1, "is larger than 4194304 bytes, the limit")):
        head = FRONT.replace("title: T\n", "title: T\n#" + "x" * ((4 << 20) - len(FRONT) - len(body) - 2 + more) + "\n")
        document(kit, body, want, front=head)


def test_document_depth(kit):
    document(kit, ">" * 60 + " deep\n", None)
    document(kit, ">" * 70 + " deep\n", "nested deeper than 64 levels, the limit")


def test_numbers_of_a_blank(kit):
    for key, most in (("lines", 60), ("count", 60)):
        for n in (most, most + 1):
            document(kit, f"~~~fields\n- {{id: a, label: A, type: text, {key}: {n}}}\n~~~\n", None if n == most else f"{key}: write a whole number from 1 to 60")
    for n in (400, 401):
        document(kit, f"~~~each\nlist: people\nat-least: {n}\nfields: [{{id: a, field: name, label: A}}]\n~~~\n",
                 None if n == 400 else "at-least: write a whole number from 0 to 400")


def png(width, height, after=0):
    def chunk(word, data):
        return struct.pack(">I", len(data)) + word + data + struct.pack(">I", zlib.crc32(word + data))
    rows = (b"\0" + bytes((width + 7) // 8)) * height
    data = b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 1, 0, 0, 0, 0)) + chunk(b"IDAT", zlib.compress(rows, 1)) + \
        chunk(b"IEND", b"")
    return data + bytes(max(0, after - len(data)))


def test_picture(kit):
    for data, want in ((png(12000, 1), None), (png(12001, 1), "at most 12000 a side"), (png(1, 12001), "at most 12000 a side"),
                       (png(8000, 7500), None), (png(8000, 7501), "60 million in all"),
                       (png(8, 8, 32 << 20), None), (png(8, 8, (32 << 20) + 1), "is larger than 32 MB")):
        document(kit, "![A](a.png)\n", want, files=[("a.png", data)])


def families(kit, n):
    text = RECORD + "people:\n" + "".join(f"  p{i}: {{name: P}}\n" for i in range(n)) + \
        "children:\n" + "".join(f"  k{i}: {{name: K, print: yes}}\n" for i in range(n))
    return kit.scratch_file(kit.folder("limits-families"), "f-1.yaml", text)


def test_pages(kit):
    """A sheet of ten pages for each of 999 children; and another that makes it 10,000, or one page more."""
    def sheet(n):
        return "\n\n<!-- page -->\n\n".join(["x"] * n) + "\n"
    many = FRONT.replace("---\n", "---\nfor-each: children as child\n", 1)
    path = families(kit, 999)
    for n, want in ((9, None), (10, "more than 10000 pages in pages.pdf, the limit for one file; y goes past it")):
        document(kit, sheet(10), want, "-d", "y", path, front=many, files=[("y.md", (FRONT + sheet(n)).encode())])


def test_parts(kit):
    """A list in a list: a thousand people for each of a thousand children would be a million blocks."""
    body = "~~~each\nlist: /people\nfields: [{id: a, field: name, label: A}]\n~~~\n"
    many = FRONT.replace("---\n", "---\nfor-each: children as child\n", 1)
    document(kit, body, None, families(kit, 50), front=many)
    document(kit, body, "more than 400000 blanks and pieces of text in one packet, the limit", families(kit, 1000), front=many)


def test_stated(kit):
    """The manual says them all."""
    page = re.sub(r"\s+", " ", open("src/cli/kinfolio.1", encoding="utf-8").read().split(".Sh LIMITS")[1].split(".Sh")[0])
    for words in ("32 levels", "200,000 values", "100 aliases", "2 MiB", "1,000 entries", "16 records", "4 MiB", "64 levels", "20,000 blanks",
                  "2,000 characters", "60 lines", "400,000 blanks", "10,000 pages", "512 MiB", "1,000,000 rows",
                  "16,384 columns", "32,767 characters", "32 MiB", "12,000 pixels", "60 million", "64 MiB", "100,000 blanks"):
        assert words in page, f"the manual does not state {words}"
