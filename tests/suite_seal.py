"""Sealed and compact files: independent programs open them with the password and not without, and they say and show what plain ones do."""
import hashlib, os, re, subprocess

PASSWORD = "correct horse battery"
RECORD = "content/samples/families/f-7k2m.yaml"


class Files:
    """The sample packet plain, compact and sealed, made once."""

    def __init__(self, kit):
        self.kit, self.made = kit, None

    def __call__(self):
        if not self.made:
            kit = self.kit
            out = kit.folder("seal")
            self.key = kit.scratch_file(out, "password", PASSWORD + "\nnot this line\n")
            make = lambda name, *more: {os.path.basename(d["file"]): d["file"] for d in kit.make("-o", os.path.join(out, name), *more, RECORD)}  # noqa: E731
            self.made = {"plain": make("plain"), "compact": make("compact", "--compact"), "again": make("again", "--compact"),
                         "sealed": make("sealed", "--encrypt-with", self.key, "--booklet", "--shop")}
        return self.made


def opens(kit, file, words):
    """How each program opens a sealed file, with the password and without. (pdftk 3.3 knows no AES-256 of revision 6.)"""
    ways = {
        "qpdf": (["qpdf", "--check", f"--password={PASSWORD}", file], ["qpdf", "--check", file]),
        "Poppler": (["pdftotext", "-upw", PASSWORD, file, "-"], ["pdftotext", file, "-"]),
        "MuPDF": (["mutool", "draw", "-p", PASSWORD, "-F", "text", "-o", "-", file, "1"], ["mutool", "draw", "-F", "text", "-o", "-", file, "1"]),
        "Ghostscript": (["gs", "-q", "-dNOPAUSE", "-dBATCH", f"-sPDFPassword={PASSWORD}", "-sDEVICE=txtwrite", "-o", "-", file],
                        ["gs", "-q", "-dNOPAUSE", "-dBATCH", "-sDEVICE=txtwrite", "-o", "-", file]),
    }
    for name, (right, without) in ways.items():
        p = kit.run(*right)
        kit.equal(p.returncode, 0, f"{name} with the password: {p.err}")
        if name in ("Poppler", "MuPDF", "Ghostscript") and words not in " ".join(p.out.split()):
            kit.fail(f"{name} does not read {words!r} in {file}")
        for argv in (without, [a.replace(PASSWORD, "wrong horse") for a in right]):
            p = kit.run(*argv)
            if p.returncode == 0 and (words in " ".join(p.out.split()) or name == "qpdf"):
                kit.fail(f"{name} opens {file} without the password")
    return len(ways) * 3


def sealed(kit, files):
    made = files()["sealed"]
    kit.equal(sorted(made), ["portfolio-booklet.pdf", "portfolio-cover.pdf", "portfolio-how-to-print.pdf", "portfolio-inside.pdf",
                             "portfolio-mine-booklet.pdf", "portfolio-mine-inside.pdf", "portfolio-mine.pdf", "portfolio.pdf"])
    n = 0
    for name, file in made.items():
        p = kit.run("qpdf", f"--password={PASSWORD}", "--show-encryption", file)
        kit.equal(p.returncode, 0, p.err)
        for line in ("R = 6", "extract for accessibility: allowed", "extract for any purpose: allowed", "print high resolution: allowed",
                     "modify forms: allowed", "modify annotations: allowed", "modify other: not allowed",
                     "modify document assembly: not allowed", "stream encryption method: AESv3", "string encryption method: AESv3"):
            if line not in p.out:
                kit.fail(f"{name}: not {line!r} in\n{p.out}")
        kit.equal(kit.run("qpdf", "--requires-password", file).returncode, 0, f"{name} asks for a password")
        n += 2
    return n + opens(kit, made["portfolio.pdf"], "toward the life we want") + opens(kit, made["portfolio-mine.pdf"], "Wellness")


def opened(kit, path, key=None):
    """What stands in a file's blanks, in its tags and in its pages' text; and its pages as pictures."""
    upw = ["-upw", PASSWORD] if key else []
    values = kit.ok("dump", "-T", "values", "--json", *(["--password-from", key] if key else []), path).out
    show = kit.run("mutool", "draw", "-q", *(["-p", PASSWORD] if key else []), "-r", "40", "-F", "ppm", "-o", "-", path).stdout
    return {"values": values, "tags": re.sub(r"Object \d+ 0", "Object", kit.run("pdfinfo", *upw, "-struct-text", path).out), "text": kit.run("pdftotext", *upw, "-layout", path, "-").out,
            "info": re.sub(r"(File size|Encrypted|Optimized):.*\n", "", kit.run("pdfinfo", *upw, path).out),
            "meta": kit.run("pdfinfo", *upw, "-meta", path).out, "pages": hashlib.sha256(show).hexdigest(), "ppm": len(show) > 100000}


def same(kit, files):
    made = files()
    for name in ("portfolio.pdf", "portfolio-mine.pdf"):
        plain = opened(kit, made["plain"][name])
        kit.equal(plain["ppm"] and len(plain["values"]) > 10000 and "<rdf" in plain["meta"], True, name)
        for how in ("compact", "sealed"):
            other = opened(kit, made[how][name], files.key if how == "sealed" else None)
            for part in plain:
                kit.equal(other[part], plain[part], f"{how} {name}: {part}")
    return 24


def in_sight(kit, files):
    """Names are not encrypted: nothing that one says may stand outside an encrypted stream."""
    made = files()
    names = set()
    for name in ("portfolio.pdf", "portfolio-mine.pdf"):
        names |= set(re.findall(rb"/(?:AS|V) ?/([a-z][a-z0-9_-]{3,})", open(made["plain"][name], "rb").read()))
    if len(names) < 3:
        kit.fail(f"too few states to look for: {names}")
    # Six bytes at least: fewer stand by chance among so many random ones.
    words = [b"/Annot", b"/FT /Tx", b"/StructParent "] + [b"/" + n + b" " for n in names]
    said = b""
    for file in made["sealed"].values():
        with open(file, "rb") as f:
            data = f.read()
        for word in words + [PASSWORD.encode()]:
            if word in data:
                kit.fail(f"{word!r} stands in plain sight in {file}")
        said += subprocess.run(["qpdf", f"--password={PASSWORD}", "--decrypt", "--object-streams=disable", file, "-"], capture_output=True).stdout
    kit.equal([w for w in words if w not in said], [], "words that no file has, sealed or not")
    return len(names)


def again(kit, files):
    made = files()
    for name, file in made["compact"].items():
        kit.equal(open(file, "rb").read() == open(made["again"][name], "rb").read(), True, f"{name} has the same bytes every time")
        kit.equal(kit.run("qpdf", "--check", file).returncode, 0, file)
    return len(made["compact"])


def size(kit):
    """At most 5,000 bytes a page of a portfolio, whoever's it is."""
    out = kit.folder("compact")
    records = sorted(os.path.join("content/samples/families", f) for f in os.listdir("content/samples/families") if re.fullmatch(r"f-\w+\.yaml", f))
    made = [d for d in kit.make("--compact", "-o", out, *records) + kit.make("--compact", "--blank", "-o", out)
            if os.path.basename(d["file"]) == "portfolio.pdf"]
    kit.equal(len(made) >= 6, True, f"{len(made)} portfolios")
    for d in made:
        if d["bytes"] > 5000 * d["pages"]:
            kit.fail(f"{d['file']}: {d['bytes'] / d['pages']:.0f} bytes a page")
    return len(made)


def refused(kit, files):
    out = kit.folder("seal-refused")
    short = kit.scratch_file(out, "short", "seven77\n")
    build = lambda *more, **kw: kit.kinfolio("build", "-o", out, "-d", "support-list", *more, RECORD, **kw)  # noqa: E731
    p = build("--encrypt-with", short)
    kit.equal((p.returncode, p.err), (1, f"kinfolio: error: the first line of {short} has 7 characters; a password needs 8 or more\n"))
    kit.equal(os.path.exists(os.path.join(out, "f-7k2m")), False, "nothing is made")
    p = build("--encrypt-with", os.path.join(out, "none"))
    kit.equal((p.returncode, p.err), (1, f"kinfolio: error: cannot open {out}/none: No such file or directory\n"))
    p = build("--encrypt-with", short, "--print", "office")
    kit.equal((p.returncode, p.err), (2, "kinfolio: error: --encrypt-with makes files that no printer can open; print without it\n"))
    return 3


def from_input(kit, files):
    """Standard input serves every worker; the password is in no output."""
    out = kit.folder("seal-input")
    records = ["content/samples/families/f-7k2m.yaml", "content/samples/families/f-2j9r.yaml"]
    p = kit.kinfolio("build", "-o", out, "-j", "2", "-d", "support-list", "--encrypt-with", "-", *records, stdin=(PASSWORD + "\n").encode())
    kit.equal(p.returncode, 0, p.err)
    kit.equal(PASSWORD in p.out + p.err, False, "the password is told")
    for path in p.out.split():
        kit.equal(kit.run("qpdf", "--check", f"--password={PASSWORD}", path).returncode, 0, path)
    sealed = p.out.split()[0]
    kit.equal(kit.kinfolio("dump", "-T", "values", sealed).err,
              f"kinfolio: error: {sealed} is locked; put its password in a file and name it with --password-from\n")
    p = kit.ok("dump", "-T", "values", "--password-from", "-", sealed, stdin=PASSWORD.encode())
    kit.equal("participant.name\ttext\t" in p.out, True, p.out)
    p = kit.ok("wipe", "-o", out)
    kit.equal(len(p.out.splitlines()), 2, "wipe knows sealed files")
    return 5


def tests(kit):
    files = Files(kit)
    yield "seal/opens", lambda: sealed(kit, files)
    yield "seal/says-the-same", lambda: same(kit, files)
    yield "seal/in-sight", lambda: in_sight(kit, files)
    yield "seal/same-bytes", lambda: again(kit, files)
    yield "seal/size", lambda: size(kit)
    yield "seal/refused", lambda: refused(kit, files)
    yield "seal/from-input", lambda: from_input(kit, files)
