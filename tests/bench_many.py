"""The rows of `make bench` that take many records: caseloads against qpdf, growth, workers, long documents, cold start, what other programs need.

Everything is a ratio to something measured in the same run and in turn; medians of 5. KINFOLIO_ALL=1 takes the whole sizes (880 and 10,000
families, 1,000 pages), else smaller ones that finish in a minute or two.
"""
import json, os, re, shutil, statistics, subprocess, sys, tempfile, time

ALL = bool(os.environ.get("KINFOLIO_ALL"))
RUNS = 5
PROGRAM = os.path.abspath("out/kinfolio")
QPDF = shutil.which("qpdf")
CASELOAD, GROWN, LONG = (880, 10000, 1000) if ALL else (40, 300, 200)


def run(argv, out="/dev/null"):
    """CPU seconds with those of its workers, wall seconds, and the peak memory (MB) of any of its processes."""
    began = time.monotonic()
    pid = os.posix_spawn(argv[0], argv, os.environ, file_actions=[(os.POSIX_SPAWN_OPEN, n, out, os.O_WRONLY, 0) for n in (1, 2)])
    _, status, use = os.wait4(pid, 0)
    if status:
        sys.exit(f"{' '.join(argv)} ended with {status}")
    return use.ru_utime + use.ru_stime, time.monotonic() - began, use.ru_maxrss / 1024


def build(out, *what, fresh=True):
    if fresh:
        shutil.rmtree(out, ignore_errors=True)
    return run([PROGRAM, "build", "-o", out, *what])


def pdfs(folder):
    return sorted(os.path.join(d, f) for d, _, fs in os.walk(folder) for f in fs if f.endswith(".pdf"))


def median(values):
    return statistics.median(list(values))


def of_one(out):
    """The files of the family whose files are of middling size."""
    folders = sorted((sum(os.path.getsize(f) for f in pdfs(d.path)), d.path) for d in os.scandir(out) if d.is_dir())
    return pdfs(folders[len(folders) // 2][1])


def objects_and_pages(file, *password):
    xref = subprocess.run([QPDF, *password, "--show-xref", file], capture_output=True, text=True).stdout
    pages = subprocess.run([QPDF, *password, "--show-npages", file], capture_output=True, text=True).stdout
    return xref.count("\n"), int(pages)


def caseload(tmp, records):
    """Each family's portfolio against qpdf copying one of them."""
    secret = os.path.join(tmp, "secret")
    with open(secret, "w") as f:
        f.write("correct horse battery staple\n")
    for name, options, password, copy in (("plain", [], [], []), ("compact", ["--compact"], [], ["--object-streams=generate"]),
                                          ("sealed", ["--encrypt-with", secret], ["--password=correct horse battery staple"], [])):
        ours, theirs, out = [], [], os.path.join(tmp, "out-" + name)
        for _ in range(RUNS):
            ours.append(build(out, "-j", "2", *options, records)[0] / CASELOAD)
            theirs.append(sum(run([QPDF, *password, *copy, f, os.path.join(tmp, "copy.pdf")])[0] for f in of_one(out)))
        files = pdfs(out)
        sample = files[::max(1, len(files) // 40)]
        n_objects, n_pages = (sum(x) for x in zip(*(objects_and_pages(f, *password) for f in sample)))
        size = sum(os.path.getsize(f) for f in sample)
        ratio = median(a / b for a, b in zip(ours, theirs))
        print(f"{CASELOAD} families, {name}: {median(ours) * 1000:.1f} ms CPU a family; qpdf copying one {median(theirs) * 1000:.1f} ms; "
              f"ratio {ratio:.2f} (to reach: 0.2); {n_objects / n_pages:.0f} objects and {size / n_pages:.0f} bytes a page")
        if name != "plain":
            shutil.rmtree(out)
    return os.path.join(tmp, "out-plain")


def again(tmp, records):
    """--changed where nothing has."""
    out = os.path.join(tmp, "changed")
    build(out, "--changed", records)
    rows = [(build(out, "--changed", records, fresh=False)[0], build(os.path.join(tmp, "x"), records)[0]) for _ in range(RUNS)]
    print(f"--changed where nothing has: {median(a for a, _ in rows) / CASELOAD * 1000:.2f} ms a family, {median(a / b for a, b in rows):.3f} of making them")


def workers(tmp, records):
    """Two workers against one; and what waiting for the disk costs, against a file system in memory."""
    rows = [(build(os.path.join(tmp, "one"), "-j", "1", records)[1], build(os.path.join(tmp, "two"), "-j", "2", records)[1]) for _ in range(RUNS)]
    print(f"-j 2 is {median(a / b for a, b in rows):.2f} times as fast as -j 1 (to reach: 1.8); load of the machine {os.getloadavg()[0]:.1f}")
    if os.path.isdir("/dev/shm"):
        with tempfile.TemporaryDirectory(dir="/dev/shm") as memory:
            rows = [(build(os.path.join(tmp, "two"), "-j", "2", records)[1], build(os.path.join(memory, "two"), "-j", "2", records)[1]) for _ in range(RUNS)]
        print(f"on disk, each file synced: {median(a / b for a, b in rows):.2f} of the time that the same takes in memory")


def growth(tmp):
    """A family's time and any process's memory as the caseload grows."""
    few, many = os.path.join(tmp, "few"), os.path.join(tmp, "many")
    subprocess.run(["tests/caseload", few, "100"], check=True)
    subprocess.run(["tests/caseload", many, str(GROWN)], check=True)
    out, rows, memory = os.path.join(tmp, "grown"), [], 0
    for _ in range(1 if ALL else 3):
        # The first hundred again and again, so that both sides make the same families on average.
        a = median(build(out, "-j", "2", few)[0] / 100 for _ in range(3))
        b, _, m = build(out, "-j", "2", many)
        rows.append(b / GROWN / a)
        memory = max(memory, m)
    # Families differ: what those of the larger caseload have more is seen in bytes.
    print(f"100 -> {GROWN} families: a family takes {median(rows):.2f} of the time (to reach: 0.9 to 1.1); peak memory of a process {memory:.0f} MB (to reach: 96)")
    shutil.rmtree(out)


def long_documents(tmp):
    """What one page costs in a document of few and of many."""
    over = os.path.join(tmp, "over")
    os.makedirs(os.path.join(over, "content", "own"))
    text = ("Some days are long, and a plan on paper helps. You choose what goes on it. " * 5 + "\n\n") * 4 + \
        "~~~fields\n- {id: a%d, label: What helps, lines: 3}\n- {id: b%d, label: Who helps}\n~~~\n\n"
    sizes, cost = {}, {}
    for name, n in (("start", 1), ("few", 14), ("many", LONG * 14 // 10)):
        with open(os.path.join(over, "content", "own", f"long-{name}.md"), "w") as f:
            f.write("---\ntitle: Long\nkind: worksheet\naudience: family\n---\n" + "".join(f"## Part {i}\n\n" + text % (i, i) for i in range(n)))
    for name in ("start", "few", "many"):
        out = os.path.join(tmp, "long-" + name)
        cost[name] = [build(out, "--blank", "--overlay", over, "-d", "long-" + name)[0] for _ in range(RUNS)]
        sizes[name] = sum(objects_and_pages(f)[1] for f in pdfs(out))
    page = {name: (median(cost[name]) - median(cost["start"])) / (sizes[name] - sizes["start"]) for name in ("few", "many")}
    print(f"a page of {sizes['few']}: {page['few'] * 1000:.2f} ms; of {sizes['many']}: {page['many'] * 1000:.2f} ms; ratio {page['many'] / page['few']:.2f} (to reach: 0.85 to 1.15)")


def cold_start(tmp):
    rows = [(build(os.path.join(tmp, "cold"), "-d", "support-list", "--not-discreet", "content/samples/families/f-7k2m.yaml")[0],
             run([PROGRAM, "--version"])[0]) for _ in range(3 * RUNS)]
    print(f"support-list alone, whole process: {median(a for a, _ in rows) * 1000:.1f} ms CPU (to reach: 25), of which the program's own start {median(b for _, b in rows) * 1000:.1f} ms")


def spreadsheet(tmp):
    n = 10000 if ALL else 2000
    path = os.path.join(tmp, "sheet.csv")
    with open(path, "w") as f:
        f.write("id,participant.name,participant.dob,children.0.name,people.0.name,people.0.phone\n")
        f.writelines(f"f-{i},Person {i},1990-12-{i % 28 + 1:02},Kid {i},Aunt {i},555-01{i % 100:02}\n" for i in range(n))
    rows = []
    for _ in range(RUNS):
        shutil.rmtree(os.path.join(tmp, "sheet"), ignore_errors=True)
        rows.append(run([PROGRAM, "import", path, "-o", os.path.join(tmp, "sheet")]))
    print(f"import of {n} rows: {median(r[0] for r in rows) / n * 1e6:.0f} us CPU a row; peak memory {max(r[2] for r in rows):.0f} MB")


TYPST = """
#set page("us-letter", margin: 0.9in)
#set document(title: "Portfolio")
#let pages = json("pages.json")
#for (i, p) in pages.enumerate() {
  if i > 0 { pagebreak() }
  heading(p.at(0))
  for line in p.slice(1) { par(line) }
}
"""
OTHER = """
import html, json, os, resource, sys
which, folder = sys.argv[1:3]
books = json.load(open(os.path.join(folder, "books.json")))
def cpu():
    u = resource.getrusage(resource.RUSAGE_SELF)
    return u.ru_utime + u.ru_stime
costs = []
if which == "typst":
    import typst
    source = os.path.join(folder, "book.typ")
    def make(book):
        json.dump(book["pages"], open(os.path.join(folder, "pages.json"), "w"))
        typst.compile(source, output=os.path.join(folder, "typst.pdf"))
else:
    import logging, weasyprint
    logging.disable(logging.CRITICAL)
    def make(book):
        inputs = max(1, round(book["fields"] / len(book["pages"])))
        body = "".join('<section style="break-after: page"><h1>%s</h1>%s%s</section>' % (html.escape(p[0]), "".join("<p>%s</p>" % html.escape(x) for x in p[1:]),
                       "".join('<label>Blank <input name="a%d-%d" value="x"></label> ' % (i, k) for k in range(inputs))) for i, p in enumerate(book["pages"]))
        weasyprint.HTML(string="<html><body style='font-size: 8pt'>" + body).write_pdf(os.path.join(folder, "weasy.pdf"), pdf_forms=True)
make(books[0])
for book in books[1:] if which == "typst" else books[1:3]:
    before = cpu()
    make(book)
    costs.append(cpu() - before)
print(json.dumps(costs))
"""


def others(tmp, records, out):
    """Typst and WeasyPrint, each family's words on as many pages, in one process; they come from PyPI by name, into a folder of their own."""
    venv = os.path.abspath("out/bench-venv")
    python = os.path.join(venv, "bin", "python")
    if not os.path.exists(python) and subprocess.run([sys.executable, "-m", "venv", venv], capture_output=True).returncode != 0:
        print("typst, weasyprint: skipped, this machine makes no venv (Debian: python3-venv)")
        return
    made = [json.loads(line) for line in subprocess.run([PROGRAM, "build", "--json", "-j", "1", "-o", out, *[os.path.join(records, f) for f in
            sorted(os.listdir(records))[:7]]], capture_output=True, text=True).stdout.splitlines()]
    books = []
    for record in sorted({m["record"] for m in made}):
        mine = [m for m in made if m["record"] == record]
        text = "".join(subprocess.run(["pdftotext", "-layout", m["file"], "-"], capture_output=True, text=True).stdout for m in mine)
        pages = [[re.sub(r"\s+", " ", x).strip() for x in p.splitlines() if x.strip()] or ["-"] for p in text.split("\f")[:-1]]
        books.append({"pages": pages, "fields": sum(m["fields"] for m in mine)})
    json.dump(books, open(os.path.join(tmp, "books.json"), "w"))
    with open(os.path.join(tmp, "book.typ"), "w") as f:
        f.write(TYPST)
    with open(os.path.join(tmp, "other.py"), "w") as f:
        f.write(OTHER)
    for name, reach, files in (("typst", 0.2, "typst.pdf"), ("weasyprint", 0.01, "weasy.pdf")):
        got = subprocess.run([python, "-m", "pip", "install", "-q", "--disable-pip-version-check", name], capture_output=True, text=True)
        p = subprocess.run([python, os.path.join(tmp, "other.py"), name, tmp], capture_output=True, text=True) if got.returncode == 0 else got
        if p.returncode != 0:
            print(f"{name}: skipped: {(p.stderr.strip().splitlines() or ['it did not run'])[-1][:200]}")
            continue
        theirs = median(json.loads(p.stdout.splitlines()[-1]))
        ours = median(build(os.path.join(tmp, "ours"), "-j", "1", records)[0] / CASELOAD for _ in range(RUNS))
        pages = objects_and_pages(os.path.join(tmp, files))[1]
        print(f"{name}, one process, {pages} pages (ours {len(books[-1]['pages'])}): {theirs * 1000:.0f} ms a family; ours {ours * 1000:.1f} ms; ratio {ours / theirs:.3f} (to reach: {reach})")


def main():
    model = re.search(r"model name\s*:\s*(.*)", open("/proc/cpuinfo").read())
    print(f"machine: {os.cpu_count()} cores, {model[1] if model else os.uname().machine}, load {os.getloadavg()[0]:.1f}; medians of {RUNS}")
    with tempfile.TemporaryDirectory() as tmp:
        records = os.path.join(tmp, "in")
        subprocess.run(["tests/caseload", records, str(CASELOAD)], check=True)
        out = caseload(tmp, records)
        for row in (again, workers):
            row(tmp, records)
        for row in (growth, long_documents, cold_start, spreadsheet):
            row(tmp)
        others(tmp, records, out)


if __name__ == "__main__":
    main()
