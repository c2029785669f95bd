"""Sharing: what a consent does not allow is absent from the bytes; without a consent in force nothing goes out; what goes out is logged;
and only what is shared bears the law's notice.

The proof of absence is a search. Every text of a record becomes a token found nowhere else, a consent is drawn at random, and every token
that no document of the consent has a blank for, or that is a child's whom it does not cover, or outside its fields, is searched in the
file: in its raw bytes, in every object and decoded stream (those that nothing refers to as well), in text mapped through every font's
ToUnicode, and in what a reader extracts. What is allowed must be found by the same search, or it proves nothing."""
import base64, json, os, random, re
import yaml

NOTICE = "42 CFR part 2 prohibits unauthorized use or disclosure of these records."
SEEDS = 24
FAMILIES = "content/samples/families"
WHOLE = {"kind": "named", "purpose": "at my request", "given": "2026-09-01", "expires": "2027-06-30", "signed_how": "ink-on-file",
         "seen_by": "Jo Reyes", "copy_given": "yes"}


def tests(kit):
    yield "share/absent", lambda: absent(kit)
    yield "share/search-can-fail", lambda: search_can_fail(kit)
    yield "share/other-child-in-words", lambda: names_in_words(kit)
    yield "share/fields", lambda: fields_only(kit)
    yield "share/derived", lambda: derived(kit)
    yield "share/refused", lambda: refused(kit)
    yield "share/days", lambda: days(kit)
    yield "share/which-consent", lambda: which(kit)
    yield "share/kinds", lambda: kinds(kit)
    yield "share/mine", lambda: mine(kit)
    yield "share/notice", lambda: notice(kit)
    yield "share/no-notice", lambda: no_notice(kit)
    yield "share/flat", lambda: flat(kit)
    yield "share/log", lambda: log(kit)
    yield "share/discreet", lambda: discreet(kit)
    yield "share/court", lambda: court(kit)
    yield "share/office-keys", lambda: office(kit)


# ---------------------------------------------------------------- records made of tokens

class Schema:
    """The shapes of templates/records, as far as a test needs them: what type a path has."""

    def __init__(self):
        self.files = {}

    def load(self, name):
        if name not in self.files:
            with open(os.path.join("templates/records", name), encoding="utf-8") as f:
                self.files[name] = yaml.load(f, yaml.BaseLoader)
        return self.files[name]

    def of(self, node):
        return self.load(node["$ref"]) if "$ref" in node else node


def letters(rng, n):
    return "".join(rng.choice("bcdfghjklmnpqrstvwxz") for _ in range(n))


class Tokens:
    def __init__(self, seed):
        self.rng, self.by_path, self.used = random.Random(seed), {}, set()

    def fresh(self, make):
        while True:
            t = make()
            if t not in self.used:
                self.used.add(t)
                return t

    def text(self, path):
        t = self.fresh(lambda: "Q" + letters(self.rng, 8))
        self.by_path.setdefault(path, []).append(t)
        return t

    def phone(self, path):
        t = self.fresh(lambda: "(%03d) 555-%04d" % (self.rng.randrange(200, 999), self.rng.randrange(10000)))
        self.by_path.setdefault(path, []).append(t)
        return t

    def email(self, path):
        t = self.text(path)
        return t + "@example.org"


MARKED = ("multiline", "phone", "email", "plain", "text")


def fill(schema, tokens, node, value, path):
    """The value with every text in it a token of its own, and texts where the shape has one and the record none."""
    node = schema.of(node)
    words = node.get("format", "").split()
    kind = node.get("type", "object")
    if "secret" in words or "derived" in words or "view" in words or "office" in words:
        if "secret" in words and isinstance(value, dict):
            return {k: (tokens.text(path + "." + k) if k in ("notes", "times", "in_public") else v) for k, v in dict(value, notes="x").items()}
        return value
    if "answers" in words:
        return value
    if "additionalProperties" in node and isinstance(node["additionalProperties"], dict):
        inner = node["additionalProperties"]
        if not isinstance(value, dict):
            return value
        if schema.of(inner).get("type") == "string":
            return {k: tokens.text(f"{path}.{k}") for k in value}
        return {k: fill(schema, tokens, inner, v if isinstance(v, dict) else {}, f"{path}.{k}") for k, v in value.items()}
    if "properties" in node:
        out = dict(value or {})
        for key, inner in node["properties"].items():
            if (path + "." + key).lstrip(".") in ("kind", "id", "sample", "with", "mine") or key in ("photo", "consents", "returned"):
                continue
            got = fill(schema, tokens, inner, out.get(key), (path + "." + key).lstrip("."))
            if got is not None:
                out[key] = got
        return out
    if "enum" in node or any(w in words for w in ("date", "time", "datetime", "yes-no", "yes-no-na", "check", "ref", "refs", "url", "number",
                                                   "percent", "choice")):
        return value
    if kind == "array":
        if "enum" in node.get("items", {}):
            return value
        return [tokens.text(path) for _ in range(len(value) if isinstance(value, list) and value else 2)]
    if "phone" in words:
        return tokens.phone(path)
    if "email" in words:
        return tokens.email(path)
    if path.endswith(".language.speaks") or path.endswith(".language.reads"):
        return value
    return tokens.text(path)


def listed(kit):
    """What `list` says of documents and of their blanks."""
    docs = [json.loads(line) for line in kit.ok("list", "documents", "--json").out.splitlines()]
    fields = [json.loads(line) for line in kit.ok("list", "fields", "--json").out.splitlines()]
    return docs, fields


def answer(tokens, record, fields, docs):
    """A token into every text answer of every document, the parent's own ones too."""
    for f in fields:
        keys = f["path"].split(".")
        if f["type"] not in ("text", "multiline", "signature") or "answers" not in keys or keys[0] in ("program", "staff", "agency"):
            continue
        if keys[0] == "children[]":
            for child, value in record.get("children", {}).items():
                put(tokens, value, keys[1:], f"children.{child}")
        elif keys[0] == "answers":
            put(tokens, record, keys, "")


def put(tokens, at, keys, path):
    for i, key in enumerate(keys[:-1]):
        name = key.replace("[]", "")
        path = f"{path}.{name}".lstrip(".")
        if not isinstance(at.setdefault(name, {}), dict):
            return
        at = at[name]
        if key.endswith("[]"):
            path += ".1"
            if not isinstance(at.setdefault("1", {}), dict):
                return
            at = at["1"]
    name = keys[-1].replace("[]", "")
    if name in at:
        return
    at[name] = tokens.text(f"{path}.{name}")


def marked(kit, name, seed, fields, docs):
    """A sample with tokens for texts: the record and, for each token, its path."""
    with open(os.path.join(FAMILIES, name), encoding="utf-8") as f:
        record = yaml.load(f, yaml.BaseLoader)
    tokens, schema = Tokens(seed), Schema()
    record = fill(schema, tokens, schema.load("family.yaml"), record, "")
    answer(tokens, record, fields, docs)
    record["with"] = []
    record["safety"] = {"discreet": "no", "household_knows": "yes", "notes": tokens.text("safety.notes")}
    return record, tokens.by_path


def write(kit, folder, record):
    return kit.scratch_file(folder, record["id"] + ".yaml", yaml.safe_dump(record, sort_keys=False, allow_unicode=True))


# ---------------------------------------------------------------- the search

def cmap(data):
    """Code -> text of a ToUnicode CMap (PDF 32000-1, 9.10.3)."""
    out = {}

    def text(h):
        return bytes.fromhex(h).decode("utf-16-be", "replace")

    for block in re.findall(rb"beginbfchar(.*?)endbfchar", data, re.S):
        for code, to in re.findall(rb"<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]+)>", block):
            out[int(code, 16)] = text(to.decode())
    for block in re.findall(rb"beginbfrange(.*?)endbfrange", data, re.S):
        for a, b, to in re.findall(rb"<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]+)>", block):
            for i in range(int(a, 16), int(b, 16) + 1):
                base = text(to.decode())
                out[i] = base[:-1] + chr(ord(base[-1]) + i - int(a, 16))
        for a, b, many in re.findall(rb"<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]+)>\s*\[(.*?)\]", block, re.S):
            for i, to in enumerate(re.findall(rb"<([0-9A-Fa-f]+)>", many)):
                out[int(a, 16) + i] = text(to.decode())
    return out


def haystack(kit, file):
    """All that the file says in any way we know of, as one text without white space."""
    with open(file, "rb") as f:
        raw = f.read()
    parts = [raw.decode("latin-1"), raw.decode("utf-16-be", "replace"), raw[1:].decode("utf-16-be", "replace"), kit.said(file)]
    qdf = kit.run("qpdf", "--qdf", "--object-streams=disable", file, "-")
    kit.equal(qdf.returncode, 0, qdf.err)
    parts.append(qdf.stdout.decode("latin-1"))
    objects, maps, streams = kit.objects(file), [], []
    for entry in objects.values():
        if "stream" in entry:
            data = base64.b64decode(entry["stream"]["data"])
            streams.append(data)
            if b"beginbfchar" in data or b"beginbfrange" in data:
                maps.append(cmap(data))
    for data in streams:
        strings = re.findall(rb"<([0-9A-Fa-f\s]{4,})>", data)
        for m in maps:
            for s in (b"".join(x.split()) for x in strings):
                parts.append("".join(m.get(int(s[i:i + 4], 16), "") for i in range(0, len(s) - 3, 4)))
            # kerned text is one array of strings: its letters stand in order, whatever stands between
            for array in re.findall(rb"\[((?:<[0-9A-Fa-f\s]*>|[-+.0-9\s])*)\]\s*TJ", data):
                s = b"".join(re.findall(rb"<([0-9A-Fa-f\s]*)>", array))
                parts.append("".join(m.get(int(s[i:i + 4], 16), "") for i in range(0, len(s) - 3, 4)))
    return re.sub(r"\s+", "", "\n".join(parts))


def found(hay, token):
    t = re.sub(r"\s+", "", token)
    return t in hay or t.encode("utf-16-be").hex() in hay.lower() or t.encode().hex() in hay.lower()


# ---------------------------------------------------------------- what may be shown: the test's own account of it

def covers(pattern, path):
    a, b = pattern.replace("[]", ".*").split("."), path.split(".")
    return len(a) <= len(b) and all(x in ("*", y) for x, y in zip(a, b))


def omitted(field, path):
    """Is a field of a consent, with items' keys left out, the path or above it?"""
    keys, rest = path.split("."), field.split(".")
    i = 0
    for key in keys:
        if i < len(rest) and rest[i] == key:
            i += 1
        elif i == 0:
            return False
    return i == len(rest)


def must_be_absent(path, consent, record, patterns):
    keys = path.split(".")
    children = consent.get("children") or list(record.get("children", {}))
    if keys[0] in ("safety", "contact_safety"):
        return True
    if keys[0] == "people" and keys[1] == consent["to"]:
        return False
    if keys[0] == "children" and keys[1] not in children:
        return True
    if keys[0] in ("appointments", "family_time", "meetings"):
        if any(c not in children for c in record[keys[0]][keys[1]].get("children", [])):
            return True
    if not any(covers(p, path) for p in patterns):
        return True
    if consent.get("fields"):
        return not any(omitted(f, path) for f in consent["fields"])
    return False


def patterns_of(fields, documents):
    """The paths that these documents have blanks for, with those behind a reference as the person's own."""
    out = set()
    for f in fields:
        if f["document"] not in documents:
            continue
        out.add(f["path"])
        for ref in ("pediatrician", "caregiver", "co_parent", "helper", "worker", "supervisor", "lawyer", "child_lawyer", "guardian_ad_litem",
                    "through"):
            m = re.search(r"(?:^|\.)" + ref + r"(?:\.(.+))?$", f["path"])
            if m:
                out.add("people[]." + (m.group(1) or "name"))
        m = re.search(r"\.(?:providers|emergency|people)\[\]\.(.+)$", f["path"])
        if m:
            out.add("people[]." + m.group(1))
        if f["path"].endswith((".people", ".emergency")):
            out.add("people[].name")
        if f["path"] == "participant.name_to_use":
            out.add("participant.name")
        if f["path"].endswith(".children"):
            out.add("children[].name")
        if f["document"] == "planner":  # its calendar says what there is on each day
            out |= {"appointments[]." + key for key in ("title", "where", "time")}
    return out


def share(kit, folder, path, *more):
    return kit.kinfolio("share", path, "-o", os.path.join(folder, "out"), *more)


def absent(kit):
    docs, fields = listed(kit)
    offered = [d["document"] for d in docs if d["audience"] == "family" and d["privacy"] in ("ours", "travels") and d["kind"] != "cover" and
               not d["document"].startswith(("share-", "binder-", "divider-"))]
    names = sorted(n for n in os.listdir(FAMILIES) if n.endswith(".yaml") and not n.endswith(".program.yaml"))
    searched = shown = 0
    for seed in range(SEEDS):
        rng = random.Random(seed)
        record, tokens = marked(kit, names[seed % len(names)], seed, fields, docs)
        people = list(record.get("people", {}))
        if not people:
            continue
        children = list(record.get("children", {}))
        person = rng.choice([p for p in people if record["people"][p].get("kind") != "court"])
        consent = dict(WHOLE, to=person, documents=rng.sample(offered, rng.randrange(1, 6)))
        if children and rng.random() < .7:
            consent["children"] = rng.sample(children, rng.randrange(1, len(children) + 1))
        patterns = patterns_of(fields, consent["documents"])
        if rng.random() < .4:
            plain = sorted({re.sub(r"\[\]", "", p) for p in patterns if not p.startswith("answers") and "answers" not in p and
                            not p.startswith(("staff", "agency", "program"))})
            if plain:
                consent["fields"] = rng.sample(plain, min(len(plain), rng.randrange(1, 5)))
        record["consents"] = {"c1": consent, "c2": dict(WHOLE, to=person, purpose="Qanotherpurpose", documents=["my-goals"], given="2030-01-01")}
        folder = kit.folder("share", str(seed))
        p = share(kit, folder, write(kit, folder, record), "--to", person, "--log", os.path.join(folder, "log"))
        if p.returncode:
            kit.equal("nothing to share" in p.err, True, f"seed {seed}: {consent}\n{p.err}")
            continue
        hay = haystack(kit, p.out.strip())
        kit.equal(found(hay, "Qanotherpurpose"), False, f"seed {seed}: another consent's purpose")
        for path, values in tokens.items():
            for value in values:
                here = found(hay, value)
                if must_be_absent(path, consent, record, patterns):
                    searched += 1
                    if here:
                        kit.fail(f"seed {seed}: {path} = {value} is in the file; the consent: {consent}")
                else:
                    shown += here
        with open(os.path.join(folder, "log"), encoding="utf-8") as f:
            line = f.read()
        kit.equal([v for vs in tokens.values() for v in vs if v in line], [], "values in the log")
    # A search that finds nothing anywhere, or that nothing was withheld from, would prove nothing.
    kit.equal(searched > 3000 and shown > 100, True, f"{searched} withheld values searched, {shown} allowed ones found")
    return SEEDS


def search_can_fail(kit):
    """The same search finds every token of a copy that holds them: in text, in fields, in tooltips."""
    docs, fields = listed(kit)
    record, tokens = marked(kit, "f-7k2m.yaml", 1, fields, docs)
    folder = kit.folder("share", "can-fail")
    made = kit.make("-d", "support-list", "-o", os.path.join(folder, "out"), write(kit, folder, record))
    flat_made = kit.make("-d", "support-list", "--flat", "-o", os.path.join(folder, "flat"), write(kit, folder, record))
    patterns = patterns_of(fields, ["support-list"])
    for file in (made[0]["file"], flat_made[0]["file"]):
        hay = haystack(kit, file)
        for path, values in tokens.items():
            if path.startswith("participant.") and any(covers(p, path) for p in patterns):
                kit.equal([v for v in values if not found(hay, v)], [], path)
        kit.equal(found(hay, tokens["safety.notes"][0]), False)


# ---------------------------------------------------------------- a small record, and what is refused

def small(**consent):
    entry = dict(WHOLE, to="a1", documents=["support-list"])
    entry.update(consent)
    return {
        "kind": "family", "id": "f-9zz", "safety": {"discreet": "no", "household_knows": "yes"},
        "participant": {"name": "Ann Example", "dob": "1990-01-01", "phone": "(508) 555-0100"},
        "people": {"a1": {"name": "Dr. Able", "kind": "health", "agency": "Able Clinic"},
                   "b2": {"name": "Bea", "kind": "friend", "phone": "(508) 555-0111"},
                   "l3": {"name": "Lee Law", "kind": "legal"}, "j4": {"name": "The Court", "kind": "court"},
                   "w5": {"name": "Wes", "kind": "child-welfare"}},
        "children": {"m7": {"name": "Mo Example", "dob": "2020-02-02", "lives_with": "me"},
                     "n8": {"name": "Nia Example", "dob": "1883-03-03", "lives_with": "kin", "allergies": ["peanuts"]}},
        "goals": {"g1": {"title": "A home", "progress": "halfway"}},
        "consents": {"c1": {k: v for k, v in entry.items() if v is not None}},
    }


def run(kit, name, record, *more, person="a1"):
    folder = kit.folder("share", name)
    return share(kit, folder, write(kit, folder, record), "--to", person, *more), folder


def refuse(kit, name, record, words, *more, person="a1"):
    p, folder = run(kit, name, record, *more, person=person)
    kit.equal(p.returncode, 1, p.err)
    kit.equal(words in p.err, True, p.err)
    kit.equal(os.path.exists(os.path.join(folder, "out")), False, "a file was made")
    return p


def refused(kit):
    cases = [
        ("none", small(to="b2"), "f-9zz.yaml:", "no consent names a1"),
        ("draft", small(seen_by=None), "f-9zz.yaml:", "the consent c1 is a draft: `seen_by` is missing; a staff member records how it was signed"),
        ("draft-purpose", small(purpose=None), "f-9zz.yaml:", "the consent c1 is a draft: `purpose` is missing"),
        ("ended", small(expires="2026-11-21"), "f-9zz.yaml:", "the consent c1 has ended (2026-11-21)"),
        ("event", small(expires=None, expires_when="the case closes", event_came="2026-11-22"), "f-9zz.yaml:", "the consent c1 has ended (2026-11-22)"),
        ("revoked", small(revoked="2026-11-22"), "f-9zz.yaml:", "the parent took the consent c1 back (2026-11-22)"),
        ("asked-back", small(revoke_asked="2026-11-22"), "f-9zz.yaml:", "the parent took the consent c1 back (2026-11-22)"),
        ("not-yet", small(given="2026-11-23"), "f-9zz.yaml:", "the consent c1 begins on 2026-11-23"),
        ("document", small(documents=["suport-list"]), "f-9zz.yaml:", "did you mean \"support-list\"?"),
        ("field", small(fields=["participant.nam"]), "f-9zz.yaml:", "did you mean \"name\"?"),
    ]
    for name, record, place, words in cases:
        p = refuse(kit, name, record, words)
        kit.equal(place in p.err, True, p.err)
    refuse(kit, "nobody", small(), "the record has no such person under people", person="zz")
    p, _ = run(kit, "usage", small(), "--blank")
    kit.equal(p.returncode, 2)
    kit.equal(kit.kinfolio("share", "x.yaml").returncode, 2)
    return len(cases) + 2


def days(kit):
    """Every pair of a consent and a day around the days that change it; the program's day is SOURCE_DATE_EPOCH."""
    import datetime
    pairs = 0
    for name, more, good in (
            ("expires", {"expires": "2026-11-22"}, lambda d: d <= 0),
            ("given", {"given": "2026-11-22"}, lambda d: d >= 0),
            ("revoked", {"revoked": "2026-11-22"}, lambda d: d < 0),
            ("asked", {"revoke_asked": "2026-11-22"}, lambda d: d < 0),
            ("event", {"expires": None, "expires_when": "it ends", "event_came": "2026-11-22"}, lambda d: d < 0),
            ("draft", {"copy_given": "no"}, lambda d: False)):
        folder = kit.folder("share", "days-" + name)
        path = write(kit, folder, small(**more))
        for day in (-366, -2, -1, 0, 1, 2, 366):
            when = datetime.datetime(2026, 11, 22, 12, tzinfo=datetime.timezone.utc) + datetime.timedelta(days=day)
            entry = small(**more)["consents"]["c1"]
            want = good(day) and entry["given"] <= when.date().isoformat() <= entry.get("expires", "9999")
            p = kit.kinfolio("share", path, "--to", "a1", "-o", os.path.join(folder, str(day)), env={"SOURCE_DATE_EPOCH": str(int(when.timestamp()))})
            kit.equal(p.returncode == 0, want, f"{name}, {day} days after: {p.err}")
            pairs += 1
    return pairs


def which(kit):
    record = small()
    record["consents"]["c2"] = dict(record["consents"]["c1"], documents=["my-goals"])
    record["consents"]["c3"] = dict(record["consents"]["c1"], to="b2")
    record["consents"]["c4"] = dict(record["consents"]["c1"], revoked="2026-01-01")
    refuse(kit, "several", record, "several consents for a1 are in force: c1, c2; say under which one with --consent KEY")
    refuse(kit, "key", record, "--consent c9: there is no such key under consents; there are: c1, c2, c3, c4", "--consent", "c9")
    refuse(kit, "whose", record, "the consent c3 is for another person than a1", "--consent", "c3")
    refuse(kit, "named-revoked", record, "took the consent c4 back", "--consent", "c4")
    p, folder = run(kit, "chosen", record, "--consent", "c2")
    kit.equal(p.returncode, 0, p.err)
    text = kit.run("pdftotext", p.out.strip(), "-").out
    kit.equal("A home" in text and "(508) 555-0100" not in text, True, text)


def kinds(kit):
    """A court is told for one proceeding alone; care does not reach lawyers or child welfare."""
    for person, kind, ok in (("j4", "care", False), ("j4", "named", False), ("j4", "proceeding", True), ("l3", "care", False), ("l3", "named", True),
                             ("l3", "proceeding", True), ("w5", "care", False), ("w5", "named", True), ("a1", "care", True)):
        record = small(to=person, kind=kind, proceeding="Docket 12" if kind == "proceeding" else None)
        p, _ = run(kit, f"kind-{person}-{kind}", record, person=person)
        kit.equal(p.returncode == 0, ok, f"{person} {kind}: {p.err}")
        if not ok:
            kit.equal(f"the consent c1 is of kind {kind}" in p.err, True, p.err)
    refuse(kit, "proceeding-draft", small(to="j4", kind="proceeding"), "`proceeding` is missing", person="j4")
    refuse(kit, "packet-kind", small(), "the packet \"court\" needs a consent of kind proceeding; c1 is of kind named", "-p", "court")
    refuse(kit, "notes", small(kind="counseling-notes"), "a consent of kind counseling-notes is for those alone")
    record, data = small(documents=["talks"]), kit.folder("share", "talks-data")
    kit.scratch_file(data, "content/talks.md", "---\ntitle: Talks\nkind: log\naudience: family\ncounseling: yes\n---\nHello {{participant.name}}.\n")
    refuse(kit, "talks", record, "talks holds counseling notes; they need a consent of kind counseling-notes", "--overlay", data)
    record["consents"]["c1"]["kind"] = "counseling-notes"
    p, _ = run(kit, "talks-ok", record, "--overlay", data)
    kit.equal(p.returncode, 0, p.err)
    return 14


def mine(kit):
    refuse(kit, "mine", small(documents=["support-list", "wellness-vision"]), "wellness-vision is the parent's own and is never shared")


def names_in_words(kit):
    record = small(children=["m7"], documents=["my-goals"])
    record["goals"]["g1"]["title"] = "A bed for Nia"
    p, _ = run(kit, "in-words", record)
    kit.equal(p.returncode, 0, p.err)
    kit.equal("warning: goals.g1.title names a child whom this consent does not cover" in p.err, True, p.err)
    record["goals"]["g1"]["title"] = "A bed for niagara"
    kit.equal("names a child" in run(kit, "in-words-not", record)[0].err, False)


def fields_only(kit):
    p, _ = run(kit, "fields", small(documents=["support-list"], fields=["participant.name", "people.name"]))
    kit.equal(p.returncode, 0, p.err)
    text = kit.run("pdftotext", p.out.strip(), "-").out
    kit.equal("Ann Example" in text and "Bea" in text, True, text)
    for hidden in ("555-0100", "555-0111", "January 1, 1990"):
        kit.equal(hidden in text, False, hidden)
    kit.equal("participant: name\npeople: name" in text, True, text)


def derived(kit):
    """Nothing is worked out from what is withheld: no age, no joined list, no `separated`."""
    data = kit.folder("share", "derived-data")
    kit.scratch_file(data, "content/worked.md", """---
title: Worked out
kind: handout
audience: family
---
All: {{children}}.

<!-- when: separated -->
Apart we are.
<!-- end -->

<!-- when: people -->
There are people.
<!-- end -->

~~~table
list: children
spare: no
columns:
  - {id: age, field: age, head: Age}
  - {id: name, field: name, head: Name}
  - {id: sick, field: allergies, head: Allergies}
~~~

~~~fields
- {id: visit, field: next.visit, label: Next visit}
~~~
""")
    record = small(children=["m7"], documents=["worked"])
    record["family_time"] = {"v1": {"date": "2026-12-24", "children": ["n8"], "where": "the mill"}}
    p, _ = run(kit, "derived", record, "--overlay", data)
    kit.equal(p.returncode, 0, p.err)
    text = kit.run("pdftotext", p.out.strip(), "-").out
    kit.equal("Mo Example" in text and "6 years" in text, True, text)
    for hidden in ("Nia", "143 years", "peanuts", "Apart we are", "December 24", "the mill"):
        kit.equal(hidden in text, False, f"{hidden}\n{text}")
    kit.equal("family_time.v1 is also about a child whom this consent does not cover; it is left out" in p.err, True, p.err)
    del record["consents"]["c1"]["children"]
    p, _ = run(kit, "derived-all", record, "--overlay", data)
    text = kit.run("pdftotext", p.out.strip(), "-").out
    for shown in ("Nia", "143 years", "peanuts", "Apart we are", "December 24"):
        kit.equal(shown in text, True, f"{shown}\n{text}")


# ---------------------------------------------------------------- the notice, the file, the log

def pages(kit, file):
    return kit.run("pdftotext", "-layout", file, "-").out.split("\f")[:-1]


def notice(kit):
    n = 0
    record = small(documents=["support-list", "my-goals", "group-meeting-attendance", "support-card", "divider-my-steps", "all-about-my-child"])
    record["meetings"] = {"t1": {"date": "2026-11-01", "group": "Parents"}}
    for more in ([], ["--paper", "phone"], ["--paper", "a5"], ["--paper", "half-letter"], ["--large-print"], ["--lang", "ar"], ["--landscape"]):
        p, folder = run(kit, "notice" + "".join(more), record, *more)
        kit.equal(p.returncode, 0, p.err)
        for i, page in enumerate(pages(kit, p.out.strip())):
            kit.equal(NOTICE in re.sub(r"\s+", " ", page), True, f"{more}, page {i + 1}:\n{page}")
            n += 1
        first = re.sub(r"\s+", " ", "".join(pages(kit, p.out.strip())[:2]))
        kit.equal("What These Pages May Be Used For" in first, True, f"{more}: {first}")
    return n


def no_notice(kit):
    """Own copies and travelling sheets never bear it: it says itself that somebody is in treatment."""
    n = 0
    for made in kit.samples():
        kit.equal("unauthorizeduseordisclosure" in re.sub(r"\s+", "", kit.said(made["file"])), False, made["file"])
        n += 1
        if n == 12:
            break
    folder = kit.folder("share", "own")
    for args in (["-p", "court"], ["-d", "all-about-my-child"], ["-d", "all-about-my-child", "--flat"], ["--blank", "-d", "all-about-my-child"]):
        record = [] if "--blank" in args else [os.path.join(FAMILIES, "f-7k2m.yaml")]
        for made in kit.make(*args, "-o", os.path.join(folder, str(n)), *record):
            said = re.sub(r"\s+", "", kit.said(made["file"]))
            kit.equal("unauthorizeduseordisclosure" in said or "part2prohibits" in said, False, made["file"])
            n += 1
    return n


def flat(kit):
    p, folder = run(kit, "flat", small())
    objects = kit.objects(p.out.strip())
    kit.equal(os.listdir(os.path.join(folder, "out")), ["f-9zz"])
    kit.equal(os.listdir(os.path.join(folder, "out/f-9zz")), ["share-a1.pdf"])
    kit.equal(os.stat(p.out.strip()).st_mode & 0o777, 0o600)
    for entry in objects.values():
        value = entry.get("value", entry.get("stream", {}).get("dict"))
        if isinstance(value, dict):
            for key in ("/AcroForm", "/FT", "/JS", "/JavaScript"):
                kit.equal(key in value, False, f"{key} in {value}")
            if "/PieceInfo" in value:
                kit.equal(list(value["/PieceInfo"]["/Kinfolio"]["/Private"]), ["/Printed"])
    kit.equal("f-9zz" in kit.said(p.out.strip()), False, "the record's id")
    # The same inputs give the same bytes.
    with open(p.out.strip(), "rb") as f:
        first = f.read()
    p, _ = run(kit, "flat", small())
    with open(p.out.strip(), "rb") as f:
        kit.equal(f.read() == first, True, "another file from the same record")


def log(kit):
    import hashlib, stat
    folder = kit.folder("share", "log")
    path, where = write(kit, folder, small()), os.path.join(folder, "disclosures")
    for _ in range(2):
        p = share(kit, folder, path, "--to", "a1", "--log", where)
        kit.equal(p.returncode, 0, p.err)
    with open(p.out.strip(), "rb") as f:
        digest = hashlib.sha256(f.read()).hexdigest()
    with open(where, encoding="utf-8") as f:
        lines = [json.loads(line) for line in f]
    want = {"date": "2026-11-22", "record": "f-9zz", "recipient": "a1", "consent": "c1", "documents": ["support-list"], "sha256": digest}
    kit.equal(lines, [want, want])
    kit.equal(stat.S_IMODE(os.stat(where).st_mode), 0o600)
    # Refused: no line. No log: no file.
    kit.equal(share(kit, folder, path, "--to", "b2", "--log", where).returncode, 1)
    with open(where, encoding="utf-8") as f:
        kit.equal(len(f.readlines()), 2)
    other = kit.folder("share", "no-log")
    p = share(kit, other, path, "--to", "a1", "--log", os.path.join(other, "none/log"))
    kit.equal(p.returncode, 3, p.err)
    kit.equal("cannot write the log" in p.err, True, p.err)
    kit.equal(os.path.exists(os.path.join(other, "out/f-9zz/share-a1.pdf")), False, "a file without its line in the log")
    p = share(kit, other, path, "--to", "a1", "--log", "/dev/full")
    kit.equal(p.returncode, 3, p.err)
    kit.equal(os.path.exists(os.path.join(other, "out/f-9zz/share-a1.pdf")), False, "a file without its line in the log")
    log_fails_late(kit, folder, path, where)


def log_fails_late(kit, folder, path, where):
    """A log that takes half a line takes none, and what was shared before stays; a file that finds no place takes its line along."""
    import resource, shutil, signal
    made = os.path.join(folder, "out/f-9zz/share-a1.pdf")
    with open(made, "rb") as f:
        before = f.read()
    # The size that a file may have ends within the next line; the made file is smaller than the log.
    long = os.path.join(folder, "long")
    with open(long, "w", encoding="utf-8") as f:
        f.write("x" * 199999 + "\n")

    def small_disk():
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (200030, 200030))
    p = kit.kinfolio("share", path, "--to", "a1", "--log", long, "-o", os.path.join(folder, "out"), preexec_fn=small_disk)
    kit.equal(p.returncode, 3, p.err)
    kit.equal(os.path.getsize(long), 200000, "half a line in the log")
    with open(made, "rb") as f:
        kit.equal(f.read() == before, True, "what was shared before is gone")
    shutil.rmtree(os.path.join(folder, "out/f-9zz"))
    os.makedirs(made)
    with open(where, encoding="utf-8") as f:
        lines = f.read()
    p = share(kit, folder, path, "--to", "a1", "--log", where)
    kit.equal(p.returncode, 3, p.err)
    with open(where, encoding="utf-8") as f:
        kit.equal(f.read(), lines, "a line in the log of a file that was never made")


def discreet(kit):
    """A disclosure bears the notice whatever the record asks for; the run says whose hands it is for."""
    record = small()
    record["safety"] = {"discreet": "yes"}
    p, _ = run(kit, "discreet", record)
    kit.equal(p.returncode, 0, p.err)
    kit.equal("hand them to the recipient alone" in p.err, True, p.err)
    kit.equal(all(NOTICE in re.sub(r"\s+", " ", page) for page in pages(kit, p.out.strip())), True)


def court(kit):
    """Only what is filled in, numbered through, on one side, black on white; nothing of the parent's own."""
    record = small(to="l3", kind="proceeding", proceeding="Docket 12", documents=["court-goals", "court-family-time", "court-services"])
    record["family_time"] = {"v2": {"date": "2026-11-10", "where": "the library"}, "v1": {"date": "2026-11-03", "where": "the park"},
                             "v3": {"date": "2026-10-30", "children": ["m7"], "where": "home", "notes": "We baked bread."}}
    folder = kit.folder("share", "court")
    path = write(kit, folder, record)
    made = kit.make("-p", "court", "-o", os.path.join(folder, "own"), path)
    kit.equal([m["file"].split("/")[-1] for m in made], ["court.pdf"])
    kit.equal(made[0]["fields"], 0)
    text = pages(kit, made[0]["file"])
    kit.equal("Contents" in text[0] and "Goals and Progress, November 22, 2026" in text[0], True, text[0])
    # What lists days stands with them, whatever order the record has.
    kit.equal("Family Time, October 30, 2026 to November 10, 2026" in text[0], True, text[0])
    kit.equal("Groups and Meetings" in text[0], False, text[0])
    whole = "\n".join(text)
    kit.equal(whole.index("home") < whole.index("the park") < whole.index("the library"), True, whole)
    for empty in ("By when", "Reached", "Why it was changed", "Groups and Meetings", "Services and Classes"):
        kit.equal(empty in whole, False, f"{empty}\n{whole}")
    for i, page in enumerate(text):
        kit.equal(page.rstrip().split()[-1], str(i + 1), page)
    colors = set()
    for entry in kit.objects(made[0]["file"]).values():
        if "stream" in entry:
            data = base64.b64decode(entry["stream"]["data"])
            colors |= {c for c in re.findall(rb"(?m)([\d.]+ [\d.]+ [\d.]+) (?:rg|RG)\b", data)}
    kit.equal([c for c in colors if len(set(c.split())) > 1], [], "colours")
    p = share(kit, folder, path, "--to", "l3", "-p", "court")
    kit.equal(p.returncode, 0, p.err)
    kit.equal("court-services" in p.err, True, p.err)
    shared = "\n".join(pages(kit, p.out.strip()))
    kit.equal(re.search(r" Goals and Progress\n +Family Time\n +Services and Classes\n", shared) is not None, True, "one below another\n" + shared)
    kit.equal("Docket 12" in shared and "We baked bread." in shared and "Letter of Support" not in shared, True, shared)


def office(kit):
    """What only staff record is asked on no sheet."""
    data = kit.folder("share", "office")
    kit.scratch_file(data, "content/asks.md", """---
title: Asks
kind: form
audience: family
---
~~~each
list: consents
spare: no
fields:
  - {id: seen, field: seen_by, label: Who saw it}
~~~
""")
    p = kit.kinfolio("check", "--overlay", data)
    kit.equal(p.returncode, 1)
    kit.equal("asks.md:10:23: error: seen_by is recorded by staff in the file alone" in p.err, True, p.err)
