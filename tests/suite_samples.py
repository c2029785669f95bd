"""The samples' files, held against tools that nobody here wrote: qpdf, MuPDF, Ghostscript, Poppler, pdftk."""
import os, re
from concurrent.futures import ThreadPoolExecutor


def tests(kit):
    yield "samples/check", lambda: kit.equal(check(kit), (0, ""), "kinfolio check of all samples")
    yield "samples/qpdf", lambda: each(kit, qpdf)
    yield "samples/mupdf", lambda: each(kit, mupdf)
    yield "samples/ghostscript", lambda: each(kit, ghostscript)
    yield "samples/poppler", lambda: each(kit, poppler)
    yield "samples/fonts", lambda: each(kit, fonts)
    yield "samples/pdftk", lambda: each(kit, pdftk)
    yield "samples/order", lambda: each(kit, order)
    yield "samples/same-bytes", lambda: same(kit)
    yield "samples/discreet", lambda: discreet(kit)


def check(kit):
    records = [os.path.join(d, f) for d, _, fs in os.walk("content/samples") for f in sorted(fs) if f.endswith(".yaml")]
    p = kit.kinfolio("check", *[r for r in records if not r.endswith(".program.yaml")])
    return p.returncode, p.err


def each(kit, function):
    files = kit.samples()

    def one(made):
        try:
            function(kit, made)
        except AssertionError as e:
            return f"{made['file']}: {e}"

    with ThreadPoolExecutor(os.cpu_count()) as pool:
        wrong = [w for w in pool.map(one, files) if w]
    if wrong:
        kit.fail("\n".join(wrong[:10]) + (f"\nand {len(wrong) - 10} more" if len(wrong) > 10 else ""))
    return len(files)


def qpdf(kit, made):
    p = kit.run("qpdf", "--check", made["file"])
    kit.equal(p.returncode, 0, p.out + p.err)
    kit.equal(p.err, "", "qpdf's warnings")


def mupdf(kit, made):
    p = kit.run("mutool", "draw", "-q", "-r", "20", "-F", "pgm", "-o", "/dev/null", made["file"])
    # The renderer's own build has no colour management; it says so of every file, an empty one too.
    said = [l for l in p.err.splitlines() if l != "warning: ICC support is not available"]
    kit.equal((p.returncode, said), (0, []), "mutool")


def ghostscript(kit, made):
    p = kit.run("gs", "-q", "-dNOPAUSE", "-dBATCH", "-dPDFSTOPONWARNING", "-dPDFSTOPONERROR", "-sDEVICE=nullpage", made["file"])
    kit.equal((p.returncode, (p.out + p.err).strip()), (0, ""), "gs")


def poppler(kit, made):
    p = kit.run("pdfinfo", made["file"])
    kit.equal((p.returncode, p.err), (0, ""), "pdfinfo")
    kit.equal(re.search(r"Pages:\s+(\d+)", p.out)[1], str(made["pages"]), "pages")
    kit.equal(re.search(r"Tagged:\s+(\w+)", p.out)[1], "yes", "tagged")
    p = kit.run("pdftotext", made["file"], "-")
    kit.equal((p.returncode, p.err), (0, ""), "pdftotext")
    if "\ufffd" in p.out:
        kit.fail("pdftotext meets glyphs without text")


def fonts(kit, made):
    lines = kit.run("pdffonts", made["file"]).out.splitlines()[2:]
    for line in lines:
        if not re.search(r"yes\s+yes\s+yes\s+\d+\s+0\s*$", line):
            kit.fail("not embedded, subset and with ToUnicode: " + line)


def pdftk(kit, made):
    if made["flat"]:
        return
    p = kit.run("pdftk", made["file"], "dump_data_fields_utf8")
    kit.equal((p.returncode, p.err), (0, ""), "pdftk")
    # pdftk also lists a step of a path that has one child (`participant`), with no type.
    fields = [b for b in p.out.split("---\n") if re.search(r"^FieldType: \S", b, re.M)]
    kit.equal(len(fields), made["fields"], "fields that pdftk finds")
    names = [re.search(r"^FieldName: (.*)$", b, re.M)[1] for b in fields]
    kit.equal(len(set(names)), len(names), "fields of different names")
    for block, name in zip(fields, names):
        if not re.search(r"^FieldNameAlt: .*\S", block, re.M):
            kit.fail(f"{name} has no tooltip")


def order(kit, made):
    """The tag tree, each page's annotations and the form's fields are in one order (14.8.2.3; the tab order is the tag tree's)."""
    objects = {k[4:]: v.get("value", v.get("stream", {}).get("dict")) for k, v in kit.objects(made["file"]).items() if k.startswith("obj:")}

    def at(v):
        return objects[v] if isinstance(v, str) and v.endswith(" R") else v

    catalog = next(o for o in objects.values() if isinstance(o, dict) and o.get("/Type") == "/Catalog")
    pages, tagged, fields = [], [], []

    def walk_pages(node):
        for kid in at(node["/Kids"]):
            page = at(kid)
            if page["/Type"] == "/Pages":
                walk_pages(page)
            else:
                pages.extend(at(page.get("/Annots", [])))

    def walk_tags(v):
        node = at(v)
        if isinstance(node, list):
            for kid in node:
                walk_tags(kid)
        elif isinstance(node, dict) and node.get("/Type") == "/OBJR":
            tagged.append(node["/Obj"])
        elif isinstance(node, dict) and "/K" in node:
            walk_tags(node["/K"])

    def walk_fields(v):
        node = at(v)
        kids = at(node.get("/Kids", []))
        if "/T" in node and not (kids and "/T" in at(kids[0])):
            fields.append(kids if kids else [v])  # a field's widgets
        elif kids:
            for kid in kids:
                walk_fields(kid)

    walk_pages(at(catalog["/Pages"]))
    walk_tags(at(catalog["/StructTreeRoot"])["/K"])
    kit.equal(len(set(tagged)), len(tagged), "an annotation is tagged twice")
    kit.equal(sorted(tagged), sorted(pages), "annotations and what is tagged")
    # Cards side by side may go on together over a page; so it is each page's order that counts.
    page_of = {ref: at(ref).get("/P") for ref in pages}
    numbers = list(dict.fromkeys(page_of.values()))
    for page in numbers:
        one, other = [r for r in tagged if page_of[r] == page], [r for r in pages if page_of[r] == page]
        if one != other:
            kit.fail(f"page {numbers.index(page) + 1} of those with annotations: tagged {one}, in /Annots {other}")
    if made["flat"] or made["fields"] == 0:
        kit.equal("/AcroForm" in catalog, False, "a form without fields")
        return
    for field in at(at(catalog["/AcroForm"])["/Fields"]):
        walk_fields(field)
    place = {ref: i for i, ref in enumerate(pages)}
    kit.equal(len(fields), made["fields"], "fields")
    for widgets in fields:
        kit.equal([place[w] for w in widgets], sorted(place[w] for w in widgets), "a field's widgets")
        for w in widgets:
            kit.equal(at(w).get("/Subtype"), "/Widget")


def same(kit):
    record = "content/samples/families/f-7k2m.yaml"
    a, b = kit.folder("same", "a"), kit.folder("same", "b")
    kit.ok("build", "-o", a, record)
    kit.ok("build", "-o", b, record)
    p = kit.run("diff", "-r", a, b)
    kit.equal((p.returncode, p.out), (0, ""), "two runs differ")


def discreet(kit):
    """No giveaway word of the agency, nor its name, anywhere in the files of a discreet portfolio or in a travelling sheet."""
    import yaml
    out = kit.folder("discreet")
    agency = yaml.safe_load(open("content/samples/agencies/harbor.yaml", encoding="utf-8"))["agency"]
    words = list(agency["giveaway_words"]) + [agency["name"]]
    families = "content/samples/families/"
    empty = open(families + "f-3wq8.yaml", encoding="utf-8").read()
    kit.equal("safety" in empty, False, "safety is answered in the empty record")
    # An agency is named on the command line: its words and name must not show, though the record says nothing of safety.
    made = kit.make("-o", out, families + "f-4d7j.yaml") + kit.make("-o", out, "-w", "content/samples/agencies/harbor.yaml",
                                                                     families + "f-3wq8.yaml")
    for packet in ("letters", "visit"):
        made += kit.make("-o", out, "-p", packet, families + "f-4d7j.yaml")
    for paper in ("letter", "phone"):
        made += kit.make("-o", os.path.join(out, "travels", paper), "--paper", paper, "-d", "all-about-my-child",
                          families + "f-6h2t.yaml")
    made += kit.make("-o", os.path.join(out, "lifted"), "--not-discreet", "-d", "all-about-my-child", families + "f-4d7j.yaml")
    for file in (m["file"] for m in made):
        said = (file[len(out):] + "\n" + kit.said(file)).lower()
        for word in words:
            if re.search(r"\b" + re.escape(word.lower()) + r"\b", said):
                kit.fail(f"{file} gives away {word!r}")
    # What is looked for is found where nobody asked to be discreet: else this test could not fail.
    plain = kit.make("-o", os.path.join(out, "plain"), "--not-discreet", families + "f-4d7j.yaml")
    said = "".join(kit.said(m["file"]) for m in plain).lower()
    for word in ("recovery", agency["name"].lower()):
        if word not in said:
            kit.fail(f"{word!r} is not found in a copy that is not discreet")
    return len(made) * len(words)
