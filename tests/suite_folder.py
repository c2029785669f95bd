"""What goes around a folder's pages: dividers whose tabs step down the edge, labels, pockets; and cards to cut out and fold."""
import html, re

FAMILY = "content/samples/families/f-7k2m.yaml"
DISCREET = "content/samples/families/f-4d7j.yaml"
INCH = 72


def tests(kit):
    yield "folder/tabs-letter", lambda: tabs(kit, "letter", 612, 0)
    yield "folder/tabs-small", lambda: [tabs_small(kit, "half-letter", 396, 612), tabs_small(kit, "a5", 419.528, 595.276)]
    yield "folder/tabs-stock", lambda: tabs(kit, "tab-letter", 648, 0.5)
    yield "folder/four-tabs", lambda: four(kit)
    yield "folder/sections-as-a-list", lambda: sections_list(kit)
    yield "folder/punched", lambda: punched(kit)
    yield "folder/labels", lambda: labels(kit)
    yield "cards/copies", lambda: copies(kit)
    yield "cards/many", lambda: many(kit)
    yield "cards/sizes", lambda: sizes(kit)
    yield "cards/discreet", lambda: discreet(kit)


def words(kit, file):
    """A list of pages; of each its size and its words as (text, x0, y0, x1, y1)."""
    out = []
    for page in re.findall(r'<page width="([\d.]+)" height="([\d.]+)">(.*?)</page>', kit.run("pdftotext", "-bbox", file, "-").out, re.S):
        found = re.findall(r'<word xMin="([-\d.]+)" yMin="([-\d.]+)" xMax="([-\d.]+)" yMax="([-\d.]+)">(.*?)</word>', page[2])
        out.append((float(page[0]), float(page[1]), [(html.unescape(w[4]), *map(float, w[:4])) for w in found]))
    return out


def split(page):
    """Words that are read across, and those that run down the outer edge."""
    w, _, found = page
    down = [f for f in found if f[4] - f[2] > f[3] - f[1] and (f[1] > w - 50 or f[3] < 50)]
    return [f for f in found if f not in down], down


def tab_of(page):
    turned = split(page)[1]
    return min((f[2] for f in turned), default=None), max((f[4] for f in turned), default=None), turned


def tabs(kit, paper, width, out):
    file = kit.make("-p", "binder", "--paper", paper, "-o", kit.folder("folder", paper), FAMILY)[0]["file"]
    pages = words(kit, file)
    centres = []
    for i, page in enumerate(pages[:4]):
        kit.equal(page[0], width, "the paper's width")
        top, bottom, turned = tab_of(page)
        if not turned:
            kit.fail(f"page {i + 1} has no tab")
        right = turned[0][1] > page[0] / 2
        kit.equal(right, i % 2 == 0, f"page {i + 1}: the tab is at the outer edge")
        for _, x0, _, x1, _ in turned:
            inner, outer = (x0, page[0] - x1) if right else (page[0] - x1, x0)
            kit.equal(outer >= 17, True, f"page {i + 1}: {outer} from the edge, where no printer reaches")
            if out:
                kit.equal(inner >= page[0] - out * INCH, True, f"page {i + 1}: the words stand on what stands out")
        centres.append((top + bottom) / 2)
    # The front and the back of one divider have one tab, and each part has its own.
    kit.equal(abs(centres[0] - centres[1]) < 1 and abs(centres[2] - centres[3]) < 1, True, str(centres))
    kit.equal(abs(centres[0] - 216) < 1 and abs(centres[2] - 576) < 1, True, f"two parts, a half of the edge each: {centres}")
    return 4


def tabs_small(kit, paper, width, height):
    """Half a sheet has room for tabs as well, and its divider is one leaf; nothing to read comes near the tab."""
    file = kit.make("-p", "binder", "--paper", paper, "-o", kit.folder("folder", paper), FAMILY)[0]["file"]
    pages = words(kit, file)[:5]
    for i, page in enumerate(pages[:4]):
        kit.equal(round(page[0]), round(width))
        top, bottom, turned = tab_of(page)
        assert turned, f"{paper}: page {i + 1} has no tab"
        right = turned[0][1] > page[0] / 2
        kit.equal(right, i % 2 == 0, f"page {i + 1}: the tab is at the outer edge")
        for _, x0, _, x1, _ in turned:
            assert (page[0] - x1 if right else x0) >= 17, f"{paper}: page {i + 1}: where no printer reaches"
        inner = min(f[1] for f in turned) if right else max(f[3] for f in turned)
        for f in split(page)[0]:
            assert f[3] < inner - 4 if right else f[1] > inner + 4, f"{paper}: page {i + 1}: {f} is at the tab"
        want = 36 + (height - 72) / 2 * (i // 2 + 0.5)
        assert abs((top + bottom) / 2 - want) < 1, (paper, i, top, bottom, want)
    assert any(w[0] == "Pocket:" for w in pages[4][2]), "each divider is one leaf"
    return 4


def four(kit):
    """As many positions as there are parts: with a sheet in each of four, the tabs stand a quarter of the edge apart."""
    overlay = kit.folder("folder", "four")
    order = "".join(f"  - {{id: {i}}}\n" for i in ("support-list", "all-about-my-child", "third", "fourth"))
    for name, section in (("third", "steps-towards-each-other"), ("fourth", "supporting-steps")):
        kit.scratch_file(overlay, f"content/portfolio/{name}.md",
                         f"---\ntitle: {name}\nkind: handout\naudience: family\nsection: {section}\n---\nWords.\n")
    kit.scratch_file(overlay, "templates/packets/four.yaml", "title: Four\nfor: family\ndocuments:\n" + order)
    kit.scratch_file(overlay, "templates/packets/around.yaml", "title: Around\nfor: family\nof: four\nduplex: yes\ndocuments: [binder-divider]\n")
    file = kit.make("-p", "around", "--overlay", overlay, "-o", overlay, FAMILY)[0]["file"]
    pages = words(kit, file)
    kit.equal(len(pages), 8, "a leaf for each part")
    for i, page in enumerate(pages):
        top, bottom, turned = tab_of(page)
        want = 36 + 720 / 4 * (i // 2 + 0.5)
        kit.equal(bool(turned) and abs((top + bottom) / 2 - want) < 1, True, f"page {i + 1}: the tab is at {want}")
    return 8


def sections_list(kit):
    """`list: sections` in a table and in cards: one line for each part that holds anything, and the blanks are the document's own."""
    overlay = kit.folder("folder", "sections")
    kit.scratch_file(overlay, "content/portfolio/parts.md", """---
title: Parts
kind: handout
audience: family
privacy: ours
summary: One line for each part.
---
~~~table
list: sections
columns:
  - {head: Part, text: "{{section.number}}. {{section.title}}"}
  - {id: where, head: Where I keep it}
~~~

~~~each
list: sections
fields:
  - {id: seen, label: Last looked at}
~~~
""")
    kit.scratch_file(overlay, "templates/packets/parts.yaml", "title: Parts\nfor: family\nof: portfolio\ndocuments: [parts]\n")
    kit.ok("check", "--overlay", overlay)
    file = kit.make("-p", "parts", "--overlay", overlay, "-o", overlay, FAMILY)[0]["file"]
    fields = [o["value"]["/TU"] for o in kit.objects(file).values() if isinstance(o.get("value"), dict) and o["value"].get("/FT") == "/Tx"]
    text = kit.run("pdftotext", "-layout", file, "-").out
    for want in ("1. My Steps", "2. Our Steps"):
        kit.equal(text.count(want), 1, want)
    kit.equal(re.findall(r"^ *(\w+ Steps)$", text, re.M), ["My Steps", "Our Steps"], "what stands over each card")
    kit.equal(sorted(t.removeprefix("u:") for t in fields), ["My Steps: Last looked at", "My Steps: Where I keep it", "Our Steps: Last looked at", "Our Steps: Where I keep it"])
    return 4


def punched(kit):
    """0.9 in at the binding edge of fronts and backs, and nothing to read nearer than 3/8 in to any edge."""
    n = 0
    for paper in ("letter", "tab-letter"):
        for packet in ("binder", "portfolio"):
            for made in kit.make("-p", packet, "--paper", paper, "-o", kit.folder("folder", "punched", paper + packet), FAMILY):
                for i, (w, h, found) in enumerate(words(kit, made["file"])):
                    landscape = w > h
                    if [f[0] for f in found[:2]] == ["Cut", "along"]:
                        continue  # labels: cut apart, not punched
                    for text, x0, y0, x1, y1 in split((w, h, found))[0]:
                        binding = (y0 if i % 2 == 0 else h - y1) if landscape else x0 if i % 2 == 0 else w - x1
                        if binding < 0.9 * INCH - 3.5 * landscape:
                            kit.fail(f"{made['file']} page {i + 1}: \"{text}\" is {binding / INCH:.2f} in from the holes")
                        if min(x0, y0, w - x1, h - y1) < 0.375 * INCH - 3.5:
                            kit.fail(f"{made['file']} page {i + 1}: \"{text}\" is {min(x0, y0, w - x1, h - y1) / INCH:.2f} in from an edge")
                        n += 1
    return n


def labels(kit):
    file = kit.make("-p", "binder-labels", "-o", kit.folder("folder", "labels"), FAMILY)[0]["file"]
    text = kit.run("pdftotext", file, "-").out
    for label in ("My Family Portfolio", "Marisol Rivera", "1. My Steps", "2. Our Steps", "Letters of support"):
        if label not in text:
            kit.fail(f"no label says {label}")
    kit.equal("Supporting Steps" in text, False, "a label of a part that has no pages")


def copies(kit):
    """One column and its copy: the same words beside each other, told once."""
    made = kit.make("-p", "support-card", "-o", kit.folder("folder", "copies"), FAMILY)[0]
    kit.equal((made["pages"], made["fields"]), (1, 0))
    [(w, _, found)] = words(kit, made["file"])
    left = [(t, round(x0 - 63, 1), round(y0, 1)) for t, x0, y0, x1, _ in found if x1 < w / 2 and y0 > 92]
    right = [(t, round(x0 - 306, 1), round(y0, 1)) for t, x0, y0, x1, _ in found if x0 > w / 2 and y0 > 92]
    kit.equal(left, right)
    told = kit.run("pdfinfo", "-struct-text", made["file"]).out
    kit.equal(told.count("(508) 555-0150"), 1, "what a screen reader hears")
    return len(left)


def many(kit):
    """What needs more than a column is folded in half: no copies, and nothing is lost."""
    people = "".join(f"  p{i}: {{name: Person Number{i}, phone: (508) 555-01{i:02}, emergency: yes, call_for: a ride}}\n" for i in range(10, 40))
    record = kit.scratch_file(kit.folder("folder", "many"), "f-3many.yaml", "kind: family\nid: f-3many\nsafety: {discreet: no, household_knows: yes}\npeople:\n" + people)
    made = kit.make("-p", "support-card", "-o", kit.folder("folder", "many", "out"), record)[0]
    text = kit.run("pdftotext", made["file"], "-").out
    for i in range(10, 40):
        kit.equal(len(re.findall(rf"Number{i}\b", text)), 2, f"Number{i}: to call, and for what")
    return 30


def sizes(kit):
    """9.5 pt and more, 18 in large print, and no word nearer than 9 pt to a line where one cuts or folds."""
    n = 0
    for more, least in (([], 9.5), (["--theme", "plain"], 9.5), (["--theme", "ink-saver"], 9.5), (["--large-print"], 18)):
        for packet in ("support-card", "binder-labels"):
            file = kit.make("-p", packet, *more, "-o", kit.folder("folder", "sizes"), FAMILY)[0]["file"]
            drawn = kit.run("mutool", "draw", "-q", "-F", "stext", file).out
            for size in re.findall(r'<font name="[^"]*" size="([\d.]+)"', drawn):
                kit.equal(float(size) >= least, True, f"{packet} {more}: {size} pt")
                n += 1
    return n


def discreet(kit):
    """Neither program nor reason, and no file name that tells."""
    giveaways = ("Harbor Family Support", "First Light", "recovery", "treatment", "substance", "addiction", "child welfare", "DCF", "sponsor",
                 "Support Card", "Fridge", "Suicide", "Portfolio")
    for packet, name, pages in (("support-card", "numbers", 1), ("fridge-sheet", "numbers-page", 1), ("binder", "notebook-folder", None),
                                ("binder-labels", "notebook-labels", 1)):
        # By the record, or because it was asked for.
        for record, more in ((DISCREET, []), (FAMILY, ["--discreet"])):
            discreet_one(kit, packet, name, pages, record, more, giveaways)
    # A clean copy can be discreet too, and asking is what makes it so.
    blank = kit.make("--blank", "--discreet", "-p", "support-card", "-o", kit.folder("folder", "discreet"))[0]
    assert "Phone Numbers" in kit.said(blank["file"]) and "Support Card" not in kit.said(blank["file"])
    blank = kit.make("--blank", "-p", "support-card", "-o", kit.folder("folder", "discreet"))[0]
    assert "Support Card" in kit.said(blank["file"])
    p = kit.kinfolio("build", "--discreet", "--not-discreet", FAMILY)
    kit.equal((p.returncode, "--discreet and --not-discreet do not go together" in p.err), (2, True))


def discreet_one(kit, packet, name, pages, record, more, giveaways):
    for made in kit.make("-p", packet, *more, "-o", kit.folder("folder", "discreet"), record)[:1]:
        kit.equal(made["file"].rsplit("/", 1)[1], name + ".pdf")
        # What is carried or put up has no page in front of it; all else opens with one that names nobody.
        if pages:
            kit.equal(made["pages"], pages, f"{packet}: no page in front")
        else:
            kit.equal([w[0] for w in words(kit, made["file"])[0][2]], ["Notebook"], "the first page")
        said = kit.said(made["file"]).lower()
        for word in giveaways:
            if word.lower() in said:
                kit.fail(f"{packet}: a discreet copy says {word}")
