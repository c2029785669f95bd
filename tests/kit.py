"""What the suites share."""
import base64, difflib, fcntl, json, os, re, shutil, subprocess, sys, tempfile, traceback

# A fixed day, so that ages, due dates and "next" are the same on every run: 2026-11-22 12:00 UTC.
EPOCH = "1795348800"
# What `Kit.samples` made, for all that was forked behind this line; a lock of lockf is a process's own.
SAMPLES = tempfile.TemporaryFile()


def beside(jobs):
    """Runs functions (name -> function) in processes of their own, as many at once as there are processors. Prints what each printed when
    it ends, whole; gives its name and what it returned (which JSON can hold), None where it broke off."""
    waiting, running = list(jobs), {}
    while waiting or running:
        while waiting and len(running) < (os.cpu_count() or 1):
            name, out, back = waiting.pop(0), tempfile.TemporaryFile("w+"), tempfile.TemporaryFile("w+")
            sys.stdout.flush()
            pid = os.fork()
            if pid == 0:
                os.dup2(out.fileno(), 1)
                os.dup2(out.fileno(), 2)
                code = 0
                try:
                    json.dump(jobs[name](), back)
                    back.flush()
                except BaseException:
                    traceback.print_exc()
                    code = 1
                sys.stdout.flush()
                sys.stderr.flush()
                os._exit(code)
            running[pid] = name, out, back
        pid, status = os.wait()
        name, out, back = running.pop(pid)
        for f in (out, back):
            f.seek(0)
        sys.stdout.write(out.read())
        sys.stdout.flush()
        yield name, None if status else json.load(back)


class Kit:
    """`name` is the folder under out/test where this kit may write."""

    def __init__(self, top, name, accept=False):
        self.top = top
        self.accept = accept
        self.build = os.environ.get("BUILD", "release")
        self.program = os.path.join(top, "out/kinfolio" if self.build == "release" else f"out/obj/{self.build}/kinfolio")
        self.scratch = os.path.join(top, "out", "test", name)
        os.makedirs(self.scratch, exist_ok=True)
        self._samples = None

    def scratch_file(self, folder, name, text):
        """Writes a small file (text or bytes) into a folder, making what folders it needs; its path."""
        path = os.path.join(folder, name)
        os.makedirs(os.path.dirname(path), exist_ok=True)
        with open(path, "wb") as f:
            f.write(text if isinstance(text, bytes) else text.encode())
        return path

    def folder(self, *parts):
        """A fresh, empty folder in the kit's own."""
        path = os.path.join(self.scratch, *parts)
        shutil.rmtree(path, ignore_errors=True)
        os.makedirs(path)
        return path

    def run(self, *argv, env=None, cwd=None, stdin=None, **more):
        e = dict(os.environ, SOURCE_DATE_EPOCH=EPOCH, NO_COLOR="1", LC_ALL="C.UTF-8", TZ="UTC")
        e.update(env or {})
        p = subprocess.run([str(a) for a in argv], capture_output=True, env=e, cwd=cwd or self.top, input=stdin, timeout=300,
                           **more)
        p.out = p.stdout.decode("utf-8", "replace")
        p.err = p.stderr.decode("utf-8", "replace")
        return p

    def make(self, *argv, **kw):
        """Builds; the files made, as `build --json` prints them."""
        return [json.loads(line) for line in self.ok("build", "--json", *argv, **kw).out.splitlines()]

    def objects(self, file):
        """The objects of a PDF as qpdf writes them in JSON, streams decoded and beside their dictionaries."""
        p = self.run("qpdf", "--json=2", "--json-stream-data=inline", "--decode-level=generalized", file)
        self.equal(p.returncode, 0, p.err)
        return json.loads(p.stdout)["qpdf"][1]

    def said(self, file):
        """All that a PDF says to whoever looks into it: each string, name and key, each decoded stream, the text of its pages."""
        parts = [self.run("pdftotext", file, "-").out]

        def walk(v):
            if isinstance(v, dict):
                for key, value in v.items():
                    parts.append(key)
                    walk(value)
            elif isinstance(v, list):
                for value in v:
                    walk(value)
            elif isinstance(v, str):
                parts.append(bytes.fromhex(v[2:]).decode("latin-1") if v.startswith("b:") else v)

        for entry in self.objects(file).values():
            if "stream" in entry:
                data = base64.b64decode(entry["stream"]["data"])
                walk(entry["stream"]["dict"])
                parts.append(data.decode("utf-8", "replace"))
                for h in re.findall(rb"<([0-9A-Fa-f\s]+)>", data):
                    h = bytes.fromhex(b"".join(h.split()).decode() + "0" * (len(b"".join(h.split())) % 2))
                    parts.append(h.decode("utf-16", "replace") if h.startswith(b"\xfe\xff") else h.decode("latin-1"))
            else:
                walk(entry.get("value"))
        return "\n".join(parts)

    def kinfolio(self, *argv, **kw):
        return self.run(self.program, *argv, **kw)

    def ok(self, *argv, **kw):
        p = self.kinfolio(*argv, **kw)
        self.equal(p.returncode, 0, "exit code of kinfolio " + " ".join(map(str, argv)) + "\n" + p.err)
        return p

    @staticmethod
    def fail(message):
        raise AssertionError(message)

    def equal(self, have, want, what=""):
        if have != want:
            if isinstance(have, str) and isinstance(want, str) and "\n" in have + want:
                diff = "".join(difflib.unified_diff(want.splitlines(True), have.splitlines(True), "wanted", "got", n=1))
                self.fail(f"{what}\n{diff[:6000]}")
            self.fail(f"{what}: {have!r}, wanted {want!r}")

    def golden(self, path, have):
        """The text must be what the file holds; with --accept the file is renewed."""
        want = open(path, encoding="utf-8").read() if os.path.exists(path) else None
        if self.accept and have != want:
            diff = difflib.unified_diff((want or "").splitlines(True), have.splitlines(True), path, path + " (new)", n=1)
            sys.stdout.writelines(diff)
            with open(path, "w", encoding="utf-8") as f:
                f.write(have)
            return
        if want is None:
            self.fail(f"{path} is not there; `make accept` makes it")
        self.equal(have, want, path)

    def samples(self):
        """Every sample record, on letter and on phone; a list of dicts as `build --json` prints them, with `paper`. Made once for all who
        run beside each other: the first makes them, the others wait."""
        if self._samples is None:
            shared = os.path.join(self.top, "out", "test", "samples")
            fcntl.lockf(SAMPLES, fcntl.LOCK_EX)
            text = os.pread(SAMPLES.fileno(), 1 << 24, 0)
            if not text:
                shutil.rmtree(shared, ignore_errors=True)
                text = json.dumps(self._make_samples(shared)).encode()
                os.pwrite(SAMPLES.fileno(), text, 0)
            fcntl.lockf(SAMPLES, fcntl.LOCK_UN)
            self._samples = json.loads(text)
        return self._samples

    def _make_samples(self, out):
        made = []
        families = sorted(os.path.join("content/samples/families", f) for f in os.listdir("content/samples/families")
                          if f.endswith(".yaml") and not f.endswith(".program.yaml"))
        staff = sorted(os.path.join("content/samples/staff", f) for f in os.listdir("content/samples/staff") if f.endswith(".yaml"))
        for paper in ("letter", "phone", "a4", "half-letter", "a5"):
            runs = [("portfolio", families, [])]
            if paper in ("letter", "phone"):
                runs += [("training-plan", staff, []), ("portfolio", [], ["--blank"])]
                runs += [(packet, families[:3], []) for packet in ("intake", "consent")]
                runs += [(packet, [], ["--blank"]) for packet in ("intake", "consent", "consent-notes", "phone-tips", "leaving-a-copy")]
            if paper == "letter":
                runs += [("letters", families[:3], []), ("visit", families[:3], []), ("portfolio", families[:2], ["--flat"])]
                runs += [(packet, families, []) for packet in ("support-card", "fridge-sheet", "binder", "binder-labels")]
            for packet, records, more in runs:
                p = self.ok("build", "--json", "--paper", paper, "-p", packet, "-o", os.path.join(out, paper + "".join(more)), *more, *records)
                for line in p.out.splitlines():
                    d = json.loads(line)
                    d["paper"] = paper
                    d["flat"] = "--flat" in more
                    made.append(d)
        return made
