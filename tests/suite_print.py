"""On paper: booklets, files for a print shop, the printer, and wiping. What a sheet should look like is worked out here from the paper's
measures alone and held against the finished PDF as Poppler and qpdf read it."""
import base64, glob, json, os, re, stat, time

SHEETS = {"letter": (792.0, 612.0, 396.0, 612.0, 43.2, 36.0),   # sheet w, h; page w, h; inner and outer margin, points
          "a4": (841.89, 595.28, 419.528, 595.276, 42.52, 36.85)}
MM = 72 / 25.4
SAFE = 27.0


def tests(kit):
    for name, function in sorted(globals().items()):
        if name.startswith("test_"):
            yield "print/" + name[5:].replace("_", "-"), lambda f=function: f(kit)


# ---- reading ------------------------------------------------------------------------------------------------------------

def words(kit, file):
    """[(page width, height, [(word, xmin, ymin, xmax, ymax)])] of each page."""
    p = kit.run("pdftotext", "-bbox", file, "-")
    kit.equal(p.returncode, 0, p.err)
    pages = []
    for line in p.out.splitlines():
        m = re.match(r'\s*<page width="([\d.]+)" height="([\d.]+)">', line)
        if m:
            pages.append((float(m[1]), float(m[2]), []))
        m = re.match(r'\s*<word xMin="([-\d.]+)" yMin="([-\d.]+)" xMax="([-\d.]+)" yMax="([-\d.]+)">(.*)</word>', line)
        if m:
            pages[-1][2].append((m[5], *map(float, m.groups()[:4])))
    return pages


def pages_of(kit, file):
    """Page objects and their content, by page."""
    objects = kit.objects(file)
    listed = [o["value"] for o in objects.values() if isinstance(o.get("value"), dict) and o["value"].get("/Type") == "/Page"]
    return objects, listed


def crop(kit, file, page, x, y, w, h):
    p = kit.run("pdftotext", "-raw", "-r", "72", "-f", page, "-l", page, "-x", round(x), "-y", round(y), "-W", round(w), "-H", round(h), file, "-")
    return p.out.split()


def catalog(kit, file):
    objects = kit.objects(file)
    return next(o["value"] for o in objects.values() if isinstance(o.get("value"), dict) and o["value"].get("/Type") == "/Catalog")


# ---- what a sheet should look like ------------------------------------------------------------------------------------------

def plan(n, signature, rtl=False):
    """For n pages (from 1): by side [(left page, right page, leaf)], leaf counted from outside within its signature."""
    total = (n + 3) // 4 * 4
    sheets = total // 4
    size = signature or sheets
    sides, first = [], 1
    while first <= total:
        count = min(size, (total - first + 1) // 4)
        last = first + 4 * count - 1
        for leaf in range(count):
            a, b = first + 2 * leaf, last - 2 * leaf
            for left, right in ((b, a), (a + 1, b - 1)):
                sides.append((right, left, leaf) if rtl else (left, right, leaf))
        first = last + 1
    return sides


def counted(kit, folder, numbers):
    """An overlay with a document of n pages for each number; each page names itself."""
    for n in numbers:
        parts = "\n<!-- page -->\n\n".join(f"leafno{i} of these pages.\n" for i in range(1, n + 1))
        kit.scratch_file(folder, f"content/counted/pages-{n}.md",
                         f"---\ntitle: Counted\nkind: handout\naudience: family\nprivacy: ours\nsummary: Pages that are counted.\n---\n\n{parts}")
    return folder


def check_booklet(kit, file, n, signature, paper="letter", um=100, rtl=False):
    sheet_w, sheet_h, page_w, page_h, inner, outer = SHEETS[paper]
    sides = plan(n, signature, rtl)
    have = words(kit, file)
    kit.equal(len(have), len(sides), f"{n} pages, signature {signature}: sides")
    tops = {}
    for s, ((w, h, found), (left, right, leaf)) in enumerate(zip(have, sides)):
        what = f"{n} pages, signature {signature}, side {s + 1}"
        if abs(w - sheet_w) > 0.02 or abs(h - sheet_h) > 0.02:
            kit.fail(f"{what}: {w} x {h}")
        creep = leaf * um / 1000 * MM
        for number, is_right in ((left, False), (right, True)):
            mine = [f for f in found if (f[1] + f[3] > sheet_w) == is_right]
            marks = [f for f in mine if f[0].startswith("leafno")]
            if number > n:
                kit.equal(marks, [], f"{what}: page {number} is for notes")
                assert any(f[0] == "Notes" for f in mine), f"{what}: no notes on page {number}"
                continue
            kit.equal([f[0] for f in marks], [f"leafno{number}"], what)
            _, x0, y0, x1, y1 = marks[0]
            # Upright, and where the margins and the creep put it: towards the spine, on whichever side that is.
            assert x1 - x0 > y1 - y0, f"{what}: page {number} lies on its side"
            want = sheet_w / 2 + inner - creep if is_right else sheet_w / 2 - page_w + outer + creep
            if abs(x0 - want) > 0.05:
                kit.fail(f"{what}: page {number} begins at {x0}, wanted {want:.3f} (creep {creep:.3f})")
            if number > 1:
                tops.setdefault(round(y0, 1), []).append(number)
            for f in mine:
                a = sheet_w / 2 if is_right else sheet_w / 2 - page_w
                if f[1] < a + SAFE - 0.01 or f[3] > a + page_w - SAFE + 0.01 or f[2] < SAFE or f[4] > sheet_h - SAFE:
                    kit.fail(f"{what}: {f} stands outside the safe zone")
    assert len(tops) <= 1, f"pages begin at different heights: {tops}"
    return len(sides)


def test_pages(kit):
    """Order, side, orientation, place and creep of every page, for 4 to 200 pages, in one fold and in signatures of 4. All numbers where
    KINFOLIO_ALL is set, else those around what could go wrong."""
    numbers = range(4, 201) if os.environ.get("KINFOLIO_ALL") else [*range(4, 22), 31, 32, 33, 48, 63, 64, 65, 100, 128, 199, 200]
    top = kit.folder("print", "pages")
    counted(kit, top, numbers)
    done = 0
    for n in numbers:
        for signature in (0, 4):
            made = kit.make("--blank", "--overlay", top, "-d", f"pages-{n}", "--booklet", "--signature", signature or "all", "-o", os.path.join(top, "out"))
            file = next(m["file"] for m in made if m["file"].endswith("-booklet.pdf"))
            done += check_booklet(kit, file, n, signature)
    return done


def test_thickness(kit):
    """Creep follows the paper's thickness, and A4 folds as Letter does."""
    top = kit.folder("print", "thick")
    counted(kit, top, [60])
    for paper, mm, page in (("letter", "0.13", "half-letter"), ("a4", "0.2 mm", "a5"), ("a4", "0.05", "a5")):
        kit.scratch_file(top, f"templates/print/{paper}.yaml", f"sheet: {paper}\npage: {page}\nthickness: {mm}\nsheets: 50\n")
        made = kit.make("--blank", "--overlay", top, "-d", "pages-60", "--booklet", "--paper", paper, "-o", os.path.join(top, "out"))
        check_booklet(kit, next(m["file"] for m in made if "-booklet" in m["file"]), 60, 0, paper, int(float(mm.split()[0]) * 1000))


def test_right_to_left(kit):
    """Bound on the right: the first page stands at the left of its sheet."""
    top = kit.folder("print", "rtl")
    counted(kit, top, [10])
    made = kit.make("--blank", "--lang", "ar", "--overlay", top, "-d", "pages-10", "--booklet", "-o", os.path.join(top, "out"))
    file = next(m["file"] for m in made if "-booklet" in m["file"])
    for (w, _, found), (left, right, _) in zip(words(kit, file), plan(10, 0, True)):
        for number, is_right in ((left, False), (right, True)):
            marks = [f[0] for f in found if (f[1] + f[3] > w) == is_right and f[0].startswith("leafno")]
            kit.equal(marks, [f"leafno{number}"] if number <= 10 else [], "right to left")
    kit.equal(catalog(kit, file)["/ViewerPreferences"]["/Direction"], "/R2L")


def test_folded_back(kit):
    """The words of a booklet's pages, taken from the sheets in reading order, are those of the same pages set singly."""
    top = kit.folder("print", "folded")
    docs = ["support-list", "my-goals", "child-safety-plan", "group-meeting-attendance", "planner"]
    named = [a for d in docs for a in ("-d", d)]
    record = "content/samples/families/f-7k2m.yaml"
    single = kit.make("--not-discreet", "--flat", "--paper", "half-letter", *named, "-o", os.path.join(top, "single"), record)[0]
    for signature in ("all", "4"):
        made = kit.make("--not-discreet", "--booklet", "--signature", signature, *named, "-o", os.path.join(top, "out"), record)
        file = next(m["file"] for m in made if m["file"].endswith("-booklet.pdf"))
        sides, pages = plan(single["pages"], 0 if signature == "all" else 4), {}
        for s, (left, right, leaf) in enumerate(sides):
            pages[left], pages[right] = (s + 1, 0), (s + 1, 396)
        sizes = [w for w, _, _ in words(kit, single["file"])]
        text = kit.run("pdftotext", "-raw", single["file"], "-").out.split("\f")
        turned = 0
        for n in range(1, single["pages"] + 1):
            have, want = crop(kit, file, pages[n][0], pages[n][1], 0, 396, 612), text[n - 1].split()
            turned += sizes[n - 1] > 400  # on its side
            kit.equal(have, want, f"signature {signature}, page {n}")
        assert turned > 0 and single["pages"] > 12, (turned, single["pages"])
        for n in range(single["pages"] + 1, 2 * len(sides) + 1):
            kit.equal(crop(kit, file, pages[n][0], pages[n][1], 0, 396, 612)[0], "Notes", f"page {n}")


def test_for_paper_alone(kit):
    """No fields, no tags and no claim to be accessible in what is printed; the edge to flip is said; nothing is scaled."""
    out = kit.folder("print", "alone")
    made = kit.make("--booklet", "--marks", "--shop", "--not-discreet", "-o", out, "content/samples/families/f-7k2m.yaml")
    kit.equal(sorted(os.path.basename(m["file"]) for m in made),
              ["portfolio-booklet.pdf", "portfolio-cover.pdf", "portfolio-how-to-print.pdf", "portfolio-inside.pdf", "portfolio-mine-booklet.pdf",
               "portfolio-mine-inside.pdf", "portfolio-mine.pdf", "portfolio.pdf"])
    for m in made:
        name = os.path.basename(m["file"])
        kit.equal(kit.run("qpdf", "--check", m["file"]).returncode, 0, name)
        kit.equal(stat.S_IMODE(os.stat(m["file"]).st_mode), 0o600, name)
        if not re.search("booklet|cover|inside", name):
            continue
        c = catalog(kit, m["file"])
        for key in ("/AcroForm", "/StructTreeRoot", "/MarkInfo"):
            assert key not in c, (name, key)
        assert "pdfuaid:part" not in kit.said(m["file"]), name
        kit.equal(c["/ViewerPreferences"]["/PrintScaling"], "/None")
        if "booklet" in name:
            kit.equal(c["/ViewerPreferences"]["/Duplex"], "/DuplexFlipShortEdge")
        fonts = kit.run("pdffonts", m["file"]).out.splitlines()[2:]
        assert fonts and all(re.search(r"\byes\s+yes\s+yes\b", f) for f in fonts), fonts


def rules(stream):
    """Straight lines of a content stream: (x0, y0, x1, y1)."""
    return [tuple(map(float, m)) for m in re.findall(r"([-\d.]+) ([-\d.]+) m ([-\d.]+) ([-\d.]+) l S", stream)]


def content(objects, page):
    refs = page["/Contents"] if isinstance(page["/Contents"], list) else [page["/Contents"]]
    return "".join(base64.b64decode(objects["obj:" + r]["stream"]["data"]).decode("latin-1") for r in refs)


def test_marks(kit):
    """Fold and staple marks are artifacts and stand where nothing is read: within the safe margin of an edge or of the fold."""
    out = kit.folder("print", "marks")
    made = kit.make("--booklet", "--marks", "--blank", "-d", "my-goals", "-o", out)
    objects, pages = pages_of(kit, next(m["file"] for m in made if "-booklet" in m["file"]))
    marked = 0
    for page in pages:
        stream = content(objects, page)
        for x0, y0, x1, y1 in rules(stream):
            marked += 1
            assert abs(x0 - 396) <= 4 and abs(x1 - 396) <= 4, (x0, x1)
            assert stream.index("/Artifact BMC") < stream.index(" m "), "a mark is no artifact"
    kit.equal(marked, 2 * len(pages) // 2 + 6, "two fold marks a sheet, and two staples of three strokes")
    made = kit.make("--booklet", "--blank", "-d", "my-goals", "-o", out)
    objects, pages = pages_of(kit, next(m["file"] for m in made if "-booklet" in m["file"]))
    kit.equal([rules(content(objects, p)) for p in pages], [[] for p in pages], "no marks unless asked")


def test_shop(kit):
    """Trim is the page, bleed an eighth of an inch around it, crop marks outside that; nothing to read within three eighths of the trim."""
    out = kit.folder("print", "shop")
    made = kit.make("--shop", "--not-discreet", "-o", out, "content/samples/families/f-7k2m.yaml")
    for m in made:
        if not re.search("-(cover|inside).pdf", m["file"]):
            continue
        objects, pages = pages_of(kit, m["file"])
        read = words(kit, m["file"])
        kit.equal(len(pages), m["pages"])
        for page, (_, _, found) in zip(pages, read):
            media, trim, bleed = page["/MediaBox"], page["/TrimBox"], page["/BleedBox"]
            kit.equal([round(trim[0] - bleed[0], 2), round(bleed[3] - trim[3], 2)], [9, 9], "bleed")
            kit.equal(sorted([round(trim[2] - trim[0], 1), round(trim[3] - trim[1], 1)]), [612, 792], "trim")
            marks = rules(content(objects, page))
            kit.equal(len(marks), 8, "crop marks")
            for x0, y0, x1, y1 in marks:
                inside = max(x0, x1) > bleed[0] and min(x0, x1) < bleed[2] and max(y0, y1) > bleed[1] and min(y0, y1) < bleed[3]
                assert not inside, f"a crop mark in the bleed: {(x0, y0, x1, y1)}"
                assert any(abs(v - t) < 0.01 for v, t in ((x0, trim[0]), (x0, trim[2]), (y0, trim[1]), (y0, trim[3]))), "a mark off the trim"
            for w in found:
                # The tab of a divider, and the head of a page that lies on its side on a back, are artifacts in the margin.
                if (w[3] - w[1] < w[4] - w[2] and len(w[0]) > 1) or (media[2] > media[3] and w[4] < media[3] - trim[3] + 40):
                    continue
                if w[1] < trim[0] + SAFE or w[3] > trim[2] - SAFE or w[2] < media[3] - trim[3] + SAFE or w[4] > media[3] - trim[1] - SAFE:
                    kit.fail(f"{m['file']}: {w} is in the way of the knife")
    cover = next(m for m in made if m["file"].endswith("-cover.pdf"))
    kit.equal(cover["pages"], 4)
    kit.equal(next(m for m in made if m["file"].endswith("portfolio-inside.pdf"))["pages"] % 2, 0, "whole leaves inside")


def test_mine(kit):
    """The parent's own pages share no leaf with anybody else's, neither in duplex nor in a booklet."""
    top = kit.folder("print", "mine")
    for name, privacy in (("one", "ours"), ("own", "mine"), ("two", "ours"), ("own-b", "mine")):
        kit.scratch_file(top, f"content/leaves/{name}.md", f"---\ntitle: {name.title()}\nkind: worksheet\naudience: family\nprivacy: {privacy}\n"
                         f"summary: A page.\n---\n\nwordof{name} here.\n")
    kit.scratch_file(top, "templates/packets/leaves.yaml", "title: Leaves\nfor: family\nduplex: yes\nmine: together\ndocuments: [one, own, two, own-b]\n")
    made = kit.make("--blank", "--overlay", top, "-p", "leaves", "--booklet", "-o", os.path.join(top, "out"))
    live = [m for m in made if m["file"].endswith("leaves.pdf")][0]
    text = kit.run("pdftotext", live["file"], "-").out.split("\f")[:-1]
    kit.equal([re.findall(r"wordof(\S+)", t) for t in text], [["one"], [], ["own"], [], ["two"], [], ["own-b"]], "duplex")
    file = next(m["file"] for m in made if "-booklet" in m["file"])
    at = {}
    for s, (left, right, _) in enumerate(plan(8, 0)):
        at[left], at[right] = (s + 1, 0), (s + 1, 396)
    have = [re.findall(r"wordof(\S+)", " ".join(crop(kit, file, at[n][0], at[n][1], 0, 396, 612))) for n in range(1, 9)]
    kit.equal(have, [["one"], [], ["own"], [], ["two"], [], ["own-b"], []], "booklet")


def test_begins_right(kit):
    top = kit.folder("print", "right")
    for name in ("one", "two"):
        kit.scratch_file(top, f"content/leaves/{name}.md", f"---\ntitle: {name.title()}\nkind: worksheet\naudience: family\nprivacy: ours\n"
                         f"summary: A page.\n---\n\nwordof{name} here.\n")
    kit.scratch_file(top, "templates/packets/leaves.yaml", "title: Leaves\nfor: family\nduplex: yes\nbegins-right: yes\ndocuments: [one, two]\n")
    made = kit.make("--blank", "--overlay", top, "-p", "leaves", "-o", os.path.join(top, "out"))[0]
    kit.equal([re.findall(r"wordof(\S+)", t) for t in kit.run("pdftotext", made["file"], "-").out.split("\f")[:-1]], [["one"], [], ["two"]])


def test_cover_is_last(kit):
    """A booklet with a front has a back, and notes stand before it."""
    out = kit.folder("print", "cover")
    made = kit.make("--booklet", "--not-discreet", "-o", out, "content/samples/families/f-6h2t.yaml")
    file = next(m["file"] for m in made if m["file"].endswith("portfolio-booklet.pdf"))
    pages = words(kit, file)
    kit.equal([w for w in pages[0][2] if w[3] < 396], [], "the back cover is blank")
    assert any(w[0] == "Portfolio" for w in pages[0][2]), pages[0][2]


def test_howto(kit):
    """One page, in tags, that says how many sheets; figures have words."""
    out = kit.folder("print", "howto")
    for argv in (["--paper", "letter"], ["--paper", "a4", "--signature", "4"], ["--lang", "ar"], ["--large-print"], ["--landscape"]):
        p = kit.kinfolio("build", "--json", "--blank", "--booklet", "-d", "my-goals", "-d", "support-list", "-d", "planner", "-o", out, *argv)
        if p.returncode and "large-print" in argv[0]:
            assert "paper" in p.err, p.err
            continue
        kit.equal(p.returncode, 0, p.err)
        made = [json.loads(l) for l in p.out.splitlines()]
        howto = next(m for m in made if m["file"].endswith("how-to-print.pdf"))
        booklet = next(m for m in made if "-booklet" in m["file"])
        kit.equal(howto["pages"], 1, f"{argv}")
        text = kit.run("pdftotext", howto["file"], "-").out
        assert str(booklet["pages"] // 2) in text, (argv, text)
        said = kit.said(howto["file"])
        assert said.count("/Figure") >= 6 and "/Alt" in said, argv


def says(kit, argv, code, text, **kw):
    p = kit.kinfolio(*argv, **kw)
    kit.equal(p.returncode, code, "exit code; " + p.err)
    if text not in p.err:
        kit.fail(f"{text!r} is not in {p.err!r}")


def test_bad(kit):
    top = kit.folder("print", "bad")
    counted(kit, top, [8, 240])
    blank = ["build", "--blank", "-o", os.path.join(top, "out"), "--overlay", top]
    for n in ("0", "-4", "four", "4.5", "", "101"):
        says(kit, [*blank, "--booklet", "--signature", n], 2, "--signature takes `all`, or a number of sheets from 1 to 100")
    says(kit, [*blank, "--signature", "4"], 2, "for --booklet")
    says(kit, [*blank, "--marks"], 2, "for --booklet")
    says(kit, [*blank, "--copies", "0", "--print", "x"], 2, "--copies takes a number from 1 to 999")
    says(kit, [*blank, "--copies", "2"], 2, "for --print")
    says(kit, [*blank, "--print", "-oops", "--dry-run"], 2, "--print takes a printer's name")
    says(kit, [*blank, "--print", "x", "--shop"], 2, "give one of them")
    says(kit, [*blank, "--booklet", "--paper", "phone"], 1, 'no way to fold booklets from paper "phone" (templates/print/); there are: a4, letter')
    for key, text in (("thickness: 0", '"0" is no paper\'s thickness'), ("thickness: -0.1", "is no paper's thickness"),
                      ("thickness: thin", "is no paper's thickness"), ("thickness: 5", "is no paper's thickness"), ("page: letter", "does not fit on half a sheet"),
                      ("page: a5", "does not fit on half a sheet"), ("sheets: 0", "sheets: write a number from 1 to 100"),
                      ("page: none-such", 'no paper "none-such"'), ("safe: 0", "safe: 0 is out of range"), ("thick: 1", "thick")):
        lines = {"sheet": "letter", "page": "half-letter"}
        lines[key.split(":")[0]] = key.split(": ")[1]
        kit.scratch_file(top, "templates/print/letter.yaml", "".join(f"{k}: {v}\n" for k, v in lines.items()))
        says(kit, [*blank, "--booklet", "-d", "pages-8"], 1, text)
    os.unlink(os.path.join(top, "templates/print/letter.yaml"))
    # So many sheets in one fold that the innermost pages would slip into the spine.
    says(kit, [*blank, "--booklet", "-d", "pages-240"], 1, "thinner paper or smaller signatures")
    says(kit, [*blank, "--booklet", "--signature", "8", "-d", "pages-240"], 0, "")
    kit.scratch_file(top, "templates/paper/tiny.yaml", "width: 2.2 in\nheight: 3 in\nkind: small\npunched: no\n"
                     "margins: {start: 0.4 in, end: 0.4 in, top: 0.8 in, bottom: 0.6 in, head: 40, foot: 30}\n")
    kit.scratch_file(top, "templates/print/letter.yaml", "sheet: letter\npage: tiny\n")
    says(kit, [*blank, "--booklet", "-d", "pages-8"], 1, "use larger paper or smaller margins")
    kit.scratch_file(top, "templates/paper/narrow.yaml", "width: 5.5 in\nheight: 8.5 in\nkind: small\npunched: no\n"
                     "margins: {start: 0.3 in, end: 0.3 in, top: 0.9 in, bottom: 0.7 in, head: 42, foot: 30}\n")
    kit.scratch_file(top, "templates/print/letter.yaml", "sheet: letter\npage: narrow\n")
    says(kit, [*blank, "--booklet", "-d", "pages-8"], 1, "has a margin of 21.32 pt")
    says(kit, [*blank, "--shop", "--paper", "phone"], 1, "has a margin of")


# ---- the printer ---------------------------------------------------------------------------------------------------------------

def queue(kit, folder, digits=0, fails=False):
    """A folder with an `lp` that notes what it was given, and an `ipptool` that notes that and what it read, of a queue that takes a number
    of so many digits (0: none)."""
    note = f'for a; do printf "%s\\n" "$a"; done >> {folder}/jobs\n'
    kit.scratch_file(folder, "bin/lp", f'#!/bin/sh\n{note}echo "request id is x-1"\nexit {1 if fails else 0}\n')
    kit.scratch_file(folder, "bin/lpstat", "#!/bin/sh\necho /run/cups/cups.sock\n")
    answer = f'echo "        job-password-supported (integer) = {digits}"' if digits else "exit 0"
    kit.scratch_file(folder, "bin/ipptool", f'#!/bin/sh\nread=$(cat)\ncase $read in *Get-Printer-Attributes*) {answer};;\n*) {note}'
                     f'printf "%s\\n" "$read" >> {folder}/read; exit {1 if fails else 0};; esac\n')
    for name in ("lp", "lpstat", "ipptool"):
        os.chmod(os.path.join(folder, "bin", name), 0o755)
    return {"PATH": os.path.join(folder, "bin") + ":" + os.environ["PATH"]}


RECORD = "content/samples/families/f-7k2m.yaml"


def test_lp(kit):
    top = kit.folder("print", "lp")
    out = os.path.join(top, "out")
    env = queue(kit, top)
    p = kit.ok("build", "--not-discreet", "-o", out, "--booklet", "--print", "office", "--copies", "3", RECORD, env=env)
    jobs = open(os.path.join(top, "jobs")).read().splitlines()
    one = ["-d", "office", "-n", "3", "-t", "f-7k2m", "-o", "media=Letter", "-o", "sides=two-sided-short-edge", "-o", "print-scaling=none", "-o",
           "collate=true", "--"]
    kit.equal(jobs, [*one, f"{out}/f-7k2m/portfolio-booklet.pdf", *one, f"{out}/f-7k2m/portfolio-mine-booklet.pdf"])
    assert "request id" not in p.out and "job-password" not in p.err, p.out
    # The packet itself where no booklet is asked for.
    os.unlink(os.path.join(top, "jobs"))
    kit.ok("build", "--not-discreet", "-o", out, "--paper", "a4", "-d", "my-goals", "--print", "office", RECORD, env=env)
    jobs = open(os.path.join(top, "jobs")).read().splitlines()
    kit.equal([j for j in jobs if j.startswith(("media", "sides"))], ["media=A4", "sides=one-sided"])
    # Shown, not done.
    os.unlink(os.path.join(top, "jobs"))
    p = kit.ok("build", "--not-discreet", "-o", out, "-d", "my-goals", "--print", "office", "--dry-run", RECORD, env=queue(kit, top))
    kit.equal(p.out.splitlines()[-1], f"lp -d office -n 1 -t f-7k2m -o media=Letter -o sides=one-sided -o print-scaling=none -o collate=true -- {out}/f-7k2m/my-goals.pdf")
    kit.equal(os.path.exists(os.path.join(top, "jobs")), False)
    for word in ("Rivera", "Marisol"):
        assert word not in p.out + p.err


def test_held(kit):
    """A queue that can keep a job for a number gets it through a pipe: it stands in no argument."""
    top = kit.folder("print", "held")
    out = os.path.join(top, "out $x")
    argv = ["build", "--not-discreet", "-o", out, "-d", "my-goals", "--print", "office", "--copies", "2", RECORD]
    for digits, pattern in ((8, r"\d{4}"), (4, r"\d{4}"), (2, r"\d{2}")):
        env = queue(kit, top, digits)
        p = kit.ok(*argv, env=env)
        read, jobs = open(os.path.join(top, "read")).read(), open(os.path.join(top, "jobs")).read()
        pin = re.search(r"^ATTR octetString job-password (\d+)$", read, re.M)[1]
        assert re.fullmatch(pattern, pin) and p.err == f"kinfolio: f-7k2m waits at office; type {pin} there\n", p.err
        kit.equal(jobs.splitlines(), ["-t", "-f", os.path.realpath(f"{out}/f-7k2m/my-goals.pdf"), "ipp://localhost/printers/office", "/dev/stdin"])
        for line in ("OPERATION Print-Job", "ATTR name job-name f-7k2m", "ATTR integer copies 2", "ATTR keyword media Letter", "ATTR keyword sides one-sided",
                     "ATTR keyword print-scaling none", "FILE $filename"):
            assert line in read.splitlines(), (line, read)
        for name in ("read", "jobs"):
            os.unlink(os.path.join(top, name))
    p = kit.ok(*argv, "--dry-run", env=env)
    kit.equal(p.out.splitlines()[-1], f"ipptool -t -f '{out}/f-7k2m/my-goals.pdf' ipp://localhost/printers/office /dev/stdin")
    kit.equal(p.err, "kinfolio: office can hold a job; it will wait there for a PIN\n")
    kit.equal(os.path.exists(os.path.join(top, "jobs")), False)
    says(kit, argv, 3, "the printer office did not take", env=queue(kit, top, 4, True))


def test_two_papers(kit):
    """A folder's dividers go on tab stock, the rest on Letter, each as a job of its own; how to print it goes nowhere."""
    top = kit.folder("print", "two-papers")
    out = os.path.join(top, "out")
    kit.ok("build", "--not-discreet", "-o", out, "-p", "binder", "--paper", "tab-letter", "--print", "office", RECORD, env=queue(kit, top))
    jobs = open(os.path.join(top, "jobs")).read().splitlines()
    kit.equal([j for j in jobs if j.startswith("media") or re.fullmatch(r"\d+-\d+", j) or j.endswith(".pdf")],
              ["media=Custom.648x792", "1-4", f"{out}/f-7k2m/binder.pdf", "media=Letter", "5-11", f"{out}/f-7k2m/binder.pdf"])
    sizes = [(w, h) for w, h, _ in words(kit, f"{out}/f-7k2m/binder.pdf")]
    kit.equal(sizes, [(648, 792)] * 4 + [(612, 792)] * 7)


def test_howto_folder(kit):
    """One page that says which pages of the file go on which paper; trimming is told where there is something to trim."""
    for argv, head, steps in (([], "2 sheets of heavy Letter paper. They are pages 1 to 4", 7), (["--paper", "a4"], "2 sheets of heavy A4 paper", 7),
                              (["--paper", "tab-letter"], "2 sheets of tab stock (Letter with tabs). They are pages 1 to 4", 6),
                              (["--paper", "half-letter"], "2 sheets of heavy Half letter paper", 7), (["--theme", "ink-saver"], "2 sheets", 7),
                              (["--landscape"], "2 sheets", 7), (["--lang", "ar"], "كيف تطبع هذا الملف", 7)):
        out = kit.folder("print", "howto-folder", "".join(argv).strip("-") or "plain")
        made = kit.make("--not-discreet", "-p", "binder", *argv, "-o", out, RECORD)
        kit.equal([os.path.basename(m["file"]) for m in made], ["binder.pdf", "binder-how-to-print.pdf"])
        text = " ".join(kit.run("pdftotext", made[1]["file"], "-").out.split())
        kit.equal(made[1]["pages"], 1, f"{argv}")
        assert head in text, (argv, text)
        kit.equal(kit.run("pdfinfo", "-struct", made[1]["file"]).out.count("Figure"), steps, f"{argv}: pictures")
        if "ar" not in argv:
            kit.equal("Trim the dividers" in text, steps == 7)
            assert "3 sheets of plain" in text and "pages 5 to 10" in text and "page 11" in text, text
    # Folded into a booklet nothing stands out, and it is the booklet that is told of.
    out = kit.folder("print", "howto-folder", "booklet")
    made = kit.make("--not-discreet", "-p", "binder", "--booklet", "-o", out, RECORD)
    kit.equal([os.path.basename(m["file"]) for m in made], ["binder.pdf", "binder-booklet.pdf", "binder-how-to-print.pdf"])
    assert "booklet" in kit.run("pdftotext", made[2]["file"], "-").out
    objects, pages = pages_of(kit, made[1]["file"])
    assert not any(re.search(r"\[[^\]]+\] \S+ d", content(objects, p)) for p in pages), "a line to trim along"
    # Nothing to tell of a packet without tabs.
    made = kit.make("--not-discreet", "-p", "binder-labels", "-o", kit.folder("print", "howto-folder", "labels"), RECORD)
    kit.equal(len(made), 1)


def test_lp_fails(kit):
    top = kit.folder("print", "lp-fails")
    argv = ["build", "--not-discreet", "-o", os.path.join(top, "out"), "-d", "my-goals", "--print", "office", RECORD]
    says(kit, argv, 3, "the printer office did not take", env=queue(kit, top, fails=True))
    says(kit, argv, 3, "there is no `lp` on this machine", env={"PATH": "/nowhere"})


# ---- wiping ------------------------------------------------------------------------------------------------------------------

def left(folder):
    return sorted(os.path.relpath(os.path.join(d, f), folder) for d, _, fs in os.walk(folder) for f in fs)


def test_wipe(kit):
    top = kit.folder("print", "wipe")
    out = os.path.join(top, "out")
    kit.ok("build", "-o", out, "-d", "my-goals", RECORD, "content/samples/families/f-6h2t.yaml")
    made = left(out)
    kit.equal(len(made), 2, f"{made}")
    # What is not ours stays: another's PDF, notes, what a link leads to, what lies deeper.
    theirs = kit.scratch_file(top, "theirs.pdf", "%PDF-1.7\nsomebody's own\n")
    kit.scratch_file(out, "f-7k2m/scan.pdf", "%PDF-1.7\nsomebody's own\n")
    kit.scratch_file(out, "f-7k2m/notes.txt", "Kinfolio /Kinfolio<<\n")
    kit.scratch_file(out, "f-7k2m/deep/x.pdf", "/Kinfolio<<")
    elsewhere = kit.folder("print", "wipe", "elsewhere")
    ours = kit.scratch_file(elsewhere, "kept.pdf", open(os.path.join(out, made[0]), "rb").read())
    os.symlink(ours, os.path.join(out, "f-7k2m", "link.pdf"))
    os.symlink(elsewhere, os.path.join(out, "linked"))
    kit.scratch_file(out, "f-7k2m/my-goals.pdf.kinfolio-Ab12xY", "half")
    p = kit.ok("wipe", "-o", out, "--dry-run", RECORD)
    kit.equal(sorted(p.out.split()), [f"{out}/f-7k2m/{name}" for name in sorted(os.path.basename(m) for m in made if m.startswith("f-7k2m")) + ["my-goals.pdf.kinfolio-Ab12xY"]])
    assert os.path.exists(os.path.join(out, "f-7k2m/my-goals.pdf.kinfolio-Ab12xY"))
    kit.ok("wipe", "-o", out, RECORD)
    kit.equal([f for f in left(out) if f.startswith("f-7k2m")], ["f-7k2m/deep/x.pdf", "f-7k2m/link.pdf", "f-7k2m/notes.txt", "f-7k2m/scan.pdf"])
    kit.equal([f for f in left(out) if f.startswith("f-6h2t")], [m for m in made if m.startswith("f-6h2t")], "another record's")
    kit.ok("wipe", "-o", out, "f-6h2t")
    kit.equal(os.path.exists(os.path.join(out, "f-6h2t")), False, "its folder goes when it is empty")
    assert "nothing of ours" in kit.ok("wipe", "-o", out).err
    kit.equal([os.path.exists(f) for f in (ours, theirs)], [True, True], "what links lead to")
    kit.ok("wipe", "-o", os.path.join(top, "none-such"))
    os.symlink(out, os.path.join(top, "out-link"))
    says(kit, ["wipe", "-o", os.path.join(top, "out-link")], 1, "is no folder, or a link to one")
    for word in ("../x", "a/b", ".."):
        says(kit, ["wipe", "-o", out, word], 1, "is no record and no record's id")


def test_old(kit):
    out = kit.folder("print", "old")
    argv = ["-o", out, "-d", "my-goals", RECORD]
    p = kit.ok("build", *argv)
    assert "7 days" not in p.err
    for f in glob.glob(os.path.join(out, "*/*.pdf")):
        os.utime(f, (time.time() - 8 * 86400,) * 2)
    p = kit.ok("build", *argv)
    assert f"1 file of 1 record (f-7k2m) has lain in {out} for more than 7 days; `kinfolio wipe`" in p.err, p.err
    assert "7 days" not in kit.ok("build", *argv).err
