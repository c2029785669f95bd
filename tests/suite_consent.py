"""Intake and releases: what the law asks for is on each form, what is safe to ask is never printed, and nothing is promised."""
import json, os, re
import yaml
from suite_collect import fill

FAMILIES = "content/samples/families/"
FORMS = ("release-of-information", "release-for-court", "release-for-counseling-notes")

# What 42 CFR 2.31 asks of every written consent, as the forms' front matter understands it (it says what was not read word for word);
# and what these three kinds hold besides. A blank bound to the
# record stands here with its path, so that a form cannot keep a blank's name and ask something else.
EVERY = {
    "2.31(a)(1)": {"participant-name": "participant.name"},
    "2.31(a)(2)": {"disclosing-party": "consents[].from"},
    "2.31(a)(3)": {"information-to-share": "consents[].what"},
    "2.31(a)(4)(i)": {"": "consents[].to_name"},
    "2.31(a)(5)": {"purpose-of-sharing": "consents[].purpose"},
    "2.31(a)(6)": {"withdrawn-on": "consents[].revoke_asked"},
    "2.31(a)(7)": {"expires": "consents[].expires", "expires-when": "consents[].expires_when"},
    "2.31(a)(8)": {"participant-signature": "", "representative-signature": "", "representative-authority": ""},
    "2.31(a)(9)": {"participant-date": "consents[].signed"},
}
BESIDES = {
    "release-of-information": {"2.31(a)(4)(ii)": {"network-members": ""}, "2.31(a)(4)(iii)": {}, "2.31(a)(5)(iii)": {}, "2.31(a)(10)(i)": {},
                               "2.31(a)(10)(ii)": {"if-not-signed": ""}, "2.31(b)": {}},
    "release-for-court": {"2.31(d)": {"proceeding": "consents[].proceeding", "kind": "consents[].kind"}},
    "release-for-counseling-notes": {"2.31(b)(2)": {"kind": "consents[].kind"}, "2.31(b)(3)": {}},
}
KINDS = {"release-of-information": {"care", "named"}, "release-for-court": {"proceeding"}, "release-for-counseling-notes": {"counseling-notes"}}
# What a record's own words stand in for: the agency's name for who may tell, its rule for what refusing means.
INSTEAD = {"disclosing-party": "Who may tell: Harbor Family Support", "if-not-signed": "If I do not sign: We cannot talk with the person"}


def tests(kit):
    for form in FORMS:
        yield "consent/elements/" + form, lambda form=form: elements(kit, form)
    yield "consent/dropped", lambda: dropped(kit)
    yield "consent/alone", lambda: alone(kit)
    yield "consent/promises", lambda: promises(kit)
    yield "consent/addressed", lambda: addressed(kit)
    yield "consent/take-back", lambda: take_back(kit)
    yield "intake/pages", lambda: intake_pages(kit)
    yield "intake/write-once", lambda: write_once(kit)
    yield "intake/asked-not-told", lambda: asked(kit)
    yield "privacy/neutral", lambda: neutral(kit)
    yield "consent/court-pages", lambda: court_pages(kit)
    yield "consent/discreet-packets", lambda: discreet_packets(kit)
    yield "consent/discreet-values", lambda: discreet_values(kit)
    yield "consent/discreet-round", lambda: discreet_round(kit)


def flat(text):
    return " ".join(text.replace("’", "'").split())


def text_of(kit, file):
    p = kit.run("pdftotext", file, "-")
    kit.equal(p.returncode, 0, p.err)
    return flat(re.sub(r"[“”]", '"', p.out))


def table(form, path):
    """What the form's front matter says of each element: {paragraph: (blanks, sentences)}."""
    front = yaml.safe_load(open(path, encoding="utf-8").read().split("---\n")[1])
    out = {}
    for source in front["sources"]:
        hit = re.match(r"(2\.31\([\w()]+\))", source["fact"])
        if hit:
            blanks, says = out.setdefault(hit[1], (set(), set()))
            blanks.update(re.findall(r"\bblank ([\w-]+)", source["fact"]))
            says.update(re.findall(r'\bsays "([^"]+)"', source["fact"]))
    return out


COPIES = {"blank": ["--blank"], "record": [FAMILIES + "f-7k2m.yaml"], "flat": ["--flat", FAMILIES + "f-7k2m.yaml"], "discreet": [FAMILIES + "f-4d7j.yaml"]}


def problems(kit, form, out, overlay=None, copies=tuple(COPIES)):
    """Every element that the form, or one of its copies, leaves out, as words; none where it is whole."""
    over = ["--overlay", overlay] if overlay else []
    path = os.path.join(overlay or ".", "content/consent", form + ".md")
    wanted, told, wrong = {**EVERY, **BESIDES[form]}, table(form, path), []
    wrong += [f"{p}: not told of" for p in wanted if p not in told] + [f"{p}: what is it?" for p in told if p not in wanted]
    fields = {}
    for line in kit.ok("list", "fields", "--json", *over).out.splitlines():
        d = json.loads(line)
        if d["document"] == form:
            fields.setdefault(d["id"], set()).add(d["path"])
    for paragraph, blanks in wanted.items():
        have, says = told.get(paragraph, (set(), set()))
        if not have and not says:
            wrong.append(f"{paragraph}: stands nowhere")
        for id, bound in blanks.items():
            ids = have if not id else {id} & have
            if not any(bound in fields.get(i, ()) if bound else i in fields for i in ids):
                wrong.append(f"{paragraph}: no blank {id or 'for the recipient'}")
        wrong += [f"{paragraph}: no blank {id}" for id in have if id not in fields]
    shown = {copy: kit.make("-d", form, "-o", os.path.join(out, copy), *over, *COPIES[copy]) for copy in copies}
    for copy, made in shown.items():
        text = text_of(kit, made[0]["file"])
        for paragraph, (blanks, says) in told.items():
            wrong += [f"{paragraph}: the {copy} copy does not say {s!r}" for s in says if flat(s).lower() not in text.lower()]
    names = {copy: field_names(kit, shown[copy][0]["file"]) for copy in copies if copy != "flat"}
    for copy, has in names.items():
        text = text_of(kit, shown[copy][0]["file"])
        for paragraph, (blanks, _) in told.items():
            for id in blanks:
                ends = {p.split(".")[-1] for p in fields.get(id, ())} | {id, id + "-name"}
                if id == "participant-signature":
                    ends = {"signature"}  # the name typed beside the line
                there = any(ends & set(n.split(".")) for n in has)
                if not there and not (copy != "blank" and id in INSTEAD and INSTEAD[id] in text):
                    wrong.append(f"{paragraph}: the {copy} copy has no blank {id}")
    return wrong


def field_names(kit, file):
    return re.findall(r"^FieldName: (.*)$", kit.run("pdftk", file, "dump_data_fields_utf8").out, re.M)


def elements(kit, form):
    wrong = problems(kit, form, kit.folder("consent", form))
    if wrong:
        kit.fail("\n".join(wrong))


def overlay_of(kit, form, name, change):
    over = kit.folder("consent", "over", name)
    os.makedirs(os.path.join(over, "content/consent"), exist_ok=True)
    with open(os.path.join("content/consent", form + ".md"), encoding="utf-8") as f:
        front, body = f.read().split("\n---\n", 1)
    after = change(body)
    kit.equal(after == body, False, f"{name} changes nothing")
    with open(os.path.join(over, "content/consent", form + ".md"), "w", encoding="utf-8") as f:
        f.write(front + "\n---\n" + after)
    return over


def dropped(kit):
    """A form that lacks one blank or one sentence is found wanting: each of them in turn."""
    n = 0
    for form in FORMS:
        for paragraph, (blanks, says) in table(form, os.path.join("content/consent", form + ".md")).items():
            for id in sorted(blanks):
                if id == "participant-date":
                    change = lambda b: b.replace(", date: {id: participant-date, field: consent.signed}", "")
                else:
                    change = lambda b, id=id: re.sub(rf"- \{{id: {id},.*\n|- id: {id}\n(?:  .*\n)+", "", b)
                n += 1
                found(kit, form, f"{form}-{id}", change, paragraph, ())
            for words in sorted(says):
                n += 1
                found(kit, form, f"{form}-{n}", lambda b, words=words: re.sub(re.escape(words), "…", b, flags=re.I), paragraph, ("blank",))
    return n


def found(kit, form, name, change, paragraph, copies):
    over = overlay_of(kit, form, name, change)
    wrong = problems(kit, form, os.path.join(over, "out"), over, copies)
    if not any(w.startswith(paragraph + ":") for w in wrong):
        kit.fail(f"{name}: {paragraph} is not missed; told were {wrong}")


def alone(kit):
    """A paper for one court case, or for counseling notes, can be for nothing else; and the packets keep the papers apart."""
    for form, kinds in KINDS.items():
        file = kit.make("--blank", "-d", form, "-o", kit.folder("consent", "alone"))[0]["file"]
        said = kit.run("pdftk", file, "dump_data_fields_utf8").out
        block = [b for b in said.split("---\n") if re.search(r"^FieldName: consents\.new-1\.kind$", b, re.M)]
        kit.equal(len(block), 1, form)
        kit.equal(set(re.findall(r"^FieldStateOption: (.*)$", block[0], re.M)) - {"Off"}, kinds, form)
    for file, documents in (("consent", {"consents.new-1", "consents.new-2"}), ("consent-notes", {"consents.new-1"})):
        made = kit.make("--blank", "-p", file, "-o", kit.folder("consent", "alone"))[0]["file"]
        kinds = {n[:n.rindex(".")] for n in field_names(kit, made) if n.endswith(".kind")}
        kit.equal(kinds, documents, "each form is a consent of its own")
        # The line that takes a release back is none of those that are given.
        back = {n[:n.rindex(".")] for n in field_names(kit, made) if n.endswith(".revoke_asked")} - documents
        kit.equal(back, {f"consents.new-{len(documents) + 1}"}, "taking back is a line of its own")


def promises(kit):
    """Services stay the same for who does not sign only where the agency's record says so."""
    out = kit.folder("consent", "promises")
    said = "My services here stay the same"
    have = {}
    for form in ("release-of-information", "release-for-court"):
        have[form] = [said in text_of(kit, kit.make("-d", form, "-o", out, *more)[0]["file"])
                      for more in ([FAMILIES + "f-7k2m.yaml"], [FAMILIES + "f-5t3z.yaml"], ["--blank"])]
    kit.equal(have, {form: [True, False, False] for form in have}, "agency that says so, agency that does not, clean copy")


def addressed(kit):
    out = kit.folder("consent", "addressed")
    text = text_of(kit, kit.make("-d", "release-of-information", "--to", "p8d", "-o", out, FAMILIES + "f-7k2m.yaml")[0]["file"])
    kit.equal("Who may be told: Ada Okafor, MD, Harbor Pediatrics" in text, True, text[:400])


def take_back(kit):
    """One line for each release that is in force (c2 ended in May), and one more for any other."""
    file = kit.make("-d", "take-back-my-release", "-o", kit.folder("consent", "back"), FAMILIES + "f-7k2m.yaml")[0]["file"]
    kit.equal([n for n in field_names(kit, file) if n.startswith("consents.") and n.count(".") == 2],
              ["consents.c1.revoke_asked", "consents.c3.revoke_asked", "consents.new-1.to_name", "consents.new-1.revoke_asked"])
    text = text_of(kit, file)
    kit.equal([n in text for n in ("Ada Okafor, MD", "Sam Pine")], [True, False], text)
    # Over, taken back by the office or by the parent's own paper, a draft, not yet begun: none of them is there to be taken back.
    with open(FAMILIES + "f-7k2m.yaml", encoding="utf-8") as f:
        record = f.read().replace("../", os.path.abspath("content/samples") + "/")
    folder = kit.folder("consent", "back-some")
    for change, left in (("expires: 2026-11-22", ["c1", "c3"]), ("expires: 2026-11-21", ["c3"]), ("revoked: 2026-11-22", ["c3"]),
                         ("revoke_asked: 2026-11-22", ["c3"]), ("given: 2026-11-23", ["c3"]), ("seen_by:", ["c3"])):
        key = change.split(":")[0]
        text = re.sub(rf"(?m)^    {key}: .*$", "    " + change, record, count=1) if key in ("expires", "given", "seen_by") else \
            record.replace("    copy_given: yes\n", f"    copy_given: yes\n    {change}\n", 1)
        kit.equal(text == record, False, change)
        made = kit.make("-d", "take-back-my-release", "-o", folder, kit.scratch_file(folder, "r.yaml", text))[0]["file"]
        kit.equal([n.split(".")[1] for n in field_names(kit, made) if n.endswith(".revoke_asked")], left + ["new-1"], change)
    # A line that came back says who and when, and nothing that is worked out.
    copy, into = os.path.join(folder, "back.pdf"), kit.scratch_file(folder, "into.yaml", record)
    fill(kit, file, copy, {"consents.new-1.to_name": "Bay Clinic", "consents.new-1.revoke_asked": "November 20, 2026"})
    kit.ok("collect", copy, "--into", into)
    with open(into, encoding="utf-8") as f:
        new = [v for k, v in yaml.load(f, yaml.BaseLoader)["consents"].items() if k not in ("c1", "c2", "c3")]
    kit.equal(new, [{"to_name": "Bay Clinic", "revoke_asked": "2026-11-20"}])


def intake_pages(kit):
    """The first sheet is two pages, and on a phone no page asks too much; a parent whom nobody has a record of can fill it."""
    out = kit.folder("intake", "pages")
    for more in (["--blank"], ["--blank", "--flat"], [FAMILIES + "f-7k2m.yaml"], ["--not-discreet", FAMILIES + "f-3wq8.yaml"]):
        kit.equal([m["pages"] for m in kit.make("-d", "start-here", "-o", out, *more)], [2], " ".join(more))


def write_once(kit):
    """A child's name that is written on the first sheet stands on the later one: one field, two places."""
    names = field_names(kit, kit.make("--blank", "-p", "intake", "-o", kit.folder("intake", "once"))[0]["file"])
    kit.equal(sorted(n for n in names if re.fullmatch(r"children\.[\w-]+\.name", n)), [f"children.new-{i}.name" for i in range(1, 5)])
    kit.equal([n for n in ("participant.name_to_use", "participant.due_date", "case.worker.name", "court.lawyer.phone", "court.next_date")
               if n not in names], [])


def asked(kit):
    """Blanks ask what is safe; what the record answers is in no byte of any packet."""
    out = kit.folder("intake", "asked")
    record = open(FAMILIES + "f-7k2m.yaml", encoding="utf-8").read()
    times = re.search(r"^  times: (.*)$", record, re.M)[1]
    public = re.search(r"^  in_public: (.*)$", record, re.M)[1]
    file = kit.make("-p", "intake", "-o", out, FAMILIES + "f-7k2m.yaml")[0]["file"]
    blocks = kit.run("pdftk", file, "dump_data_fields_utf8").out.split("---\n")
    asks = {re.search(r"^FieldName: (.*)$", b, re.M)[1]: re.search(r"^FieldValue: (.*)$", b, re.M) for b in blocks if "FieldName: " in b}
    safe = {n: v for n, v in asks.items() if n.split(".")[0] in ("contact_safety", "safety") and n.count(".") == 1}
    kit.equal(len(safe), 11, "questions about what is safe")
    kit.equal([n for n, v in safe.items() if v and v[1] not in ("", "Off")], [], "answers that are printed")
    said = kit.said(file)
    kit.equal([w for w in (times, public) if w in said], [])
    kit.equal("Marisol Rivera" in said, True, "other answers are printed, or else this finds nothing")


def neutral(kit):
    """The page on phones and files tells nobody why it is there: in no copy, in no file name, whatever the record says."""
    out = kit.folder("privacy")
    words = ("recovery", "treatment", "substance", "program", "agency", "provider", "worker", "abuse", "violence", "hotline", "988", "crisis",
             "private", "safety", "secret", "hide", "harbor", "first light", "release")
    for more in (["--blank"], [FAMILIES + "f-7k2m.yaml"], [FAMILIES + "f-4d7j.yaml"], ["--paper", "phone", FAMILIES + "f-4d7j.yaml"]):
        made = kit.make("-p", "phone-tips", "-o", out, *more)
        kit.equal(len(made), 1)
        said = (os.path.basename(made[0]["file"]) + "\n" + kit.run("pdftotext", made[0]["file"], "-").out + "\n" +
                kit.run("pdfinfo", made[0]["file"]).out).lower()
        kit.equal([w for w in words if re.search(r"\b" + w + r"\b", said)], [], " ".join(more))
    kit.equal([m["pages"] for m in kit.make("--blank", "-d", "keep-it-private", "-o", out)], [1])


def court_pages(kit):
    """The pages that the court's paper offers are those that the court's packet has: what comes back checked can be shared."""
    with open("content/consent/release-for-court.md", encoding="utf-8") as f:
        blocks = re.findall(r"(?ms)^~~~fields\n(.*?)^~~~", f.read())
    offered = [list(o)[0] for b in blocks for blank in yaml.load(b, yaml.BaseLoader) if blank.get("id") == "pages" for o in blank["options"]]
    with open("templates/packets/court.yaml", encoding="utf-8") as f:
        kit.equal(offered, yaml.load(f, yaml.BaseLoader)["documents"])


# ---- discreet --------------------------------------------------------------------------------------------------------------

def telling_words():
    """What tells: the agency's words, the language's, and lines for troubles that nobody should read about."""
    with open("content/samples/agencies/harbor.yaml", encoding="utf-8") as f:
        words = yaml.load(f, yaml.BaseLoader)["agency"]["giveaway_words"]
    with open("templates/languages/en.yaml", encoding="utf-8") as f:
        words += re.search(r"(?ms)^  telling_words: (.*?)\n\n", f.read())[1].replace("\n", " ").split(",")
    return sorted({w.strip().lower() for w in words} | {"hotline", "domestic violence", "samhsa", "prairie parents together", "wide sky"})


def pattern(word):
    return re.compile(r"(?<![a-z])" + r"[\s_-]+".join(re.escape(w) for w in word.split()), re.I)


def plain_record(kit, name, words):
    """A sample family whose own words tell nothing: those are theirs, and printed as they wrote them (and told of). Keys and ids stay."""
    with open(FAMILIES + name + ".yaml", encoding="utf-8") as f:
        record = yaml.load(f, yaml.BaseLoader)

    def walk(v):
        if isinstance(v, dict):
            return {k: walk(inner) for k, inner in v.items()}
        if isinstance(v, list):
            return [walk(inner) for inner in v]
        for word in words if re.search(r"[A-Z ]", v) else ():
            v = pattern(word).sub("lantern", v)
        return v
    record = walk(record)
    record["with"] = [os.path.abspath(os.path.join(FAMILIES, w)) for w in record.get("with", [])]
    folder = kit.folder("consent", "plain", name)
    return kit.scratch_file(folder, name + ".yaml", yaml.dump(record, Dumper=yaml.SafeDumper, allow_unicode=True, sort_keys=False, width=1000))


def packets_of(kit):
    return [p for p in sorted(n[:-5] for n in os.listdir("templates/packets")) if p != "training-plan"] # a staff member's


def discreet_packets(kit):
    """Every packet of a home that is not safe, in all that its bytes hold: names, states, strings, streams, outline, metadata. Nothing
    names the agency, what it does, or a line for a telling trouble."""
    words, found, n = telling_words(), {}, 0
    for name, packets in (("f-4d7j", packets_of(kit)), ("f-7k2m", packets_of(kit)), ("f-9x4c", packets_of(kit)),
                          ("f-6h2t", ("portfolio", "consent", "letters")), ("f-5t3z", ("portfolio", "consent", "visit"))):
        record = plain_record(kit, name, words)
        for packet in packets:
            out = kit.folder("consent", "quiet", name, packet)
            for made in kit.make("--discreet", "-p", packet, "-o", out, record):
                said, n = os.path.basename(made["file"]) + "\n" + kit.said(made["file"]), n + 1
                hits = [w for w in words if pattern(w).search(said)]
                if hits:
                    found[f"{name} {packet}"] = hits
    kit.equal(found, {}, "telling words in a discreet packet")
    said = "".join(kit.said(made["file"]) for packet in ("portfolio", "consent", "visit")
                   for made in kit.make("--not-discreet", "-p", packet, "-o", kit.folder("consent", "loud", packet), FAMILIES + "f-7k2m.yaml"))
    kit.equal([w for w in ("recovery", "treatment", "hotline", "safe care") if not pattern(w).search(said)], [],
              "the same search finds them where a record asks for no discretion")
    return n * len(words)


def discreet_values(kit):
    """Where the family's own words tell, that is said with its place; a worker's telling title stays out."""
    p = kit.kinfolio("build", "--discreet", "-p", "letters", "-o", kit.folder("consent", "told"), FAMILIES + "f-7k2m.yaml")
    kit.equal((p.returncode, len(re.findall(r"warning: services.activities holds a word that tells", p.err)), "staff.role" in p.err), (0, 1, False), p.err)
    text = text_of(kit, p.out.splitlines()[0])
    kit.equal(("Parents in Recovery" in text, "Support Specialist" in text, "Jo Reyes" in text), (True, False, True), text)
    p = kit.kinfolio("build", "--not-discreet", "-p", "letters", "-o", kit.folder("consent", "told"), FAMILIES + "f-7k2m.yaml")
    kit.equal(("holds a word" in p.err, "Support Specialist" in text_of(kit, p.out.splitlines()[0])), (False, True), p.err)


def discreet_round(kit):
    """A release comes back the same from a discreet copy and from an open one, telling ids of pages and all."""
    top, records = kit.folder("consent", "round"), {}
    typed = {"Who may be told (a person, or a place)": "Ada", "Last day": "June 30, 2027", "In my own words: this may be told": "that I come"}
    chosen = {"Pages from my folder that may go along: My service plans", "Pages from my folder that may go along: My goals",
              "This release is for: Only the reason below", "Which way may it go? They may tell each other"}
    for how in ("--discreet", "--not-discreet"):
        file = kit.make("-d", "release-of-information", how, "-o", os.path.join(top, how[2:]), FAMILIES + "f-7k2m.yaml")[0]["file"]
        values, left = {}, set(typed) | chosen
        objects = {k[4:]: e["value"] for k, e in kit.objects(file).items() if k.startswith("obj:") and "value" in e}

        def name_of(o):
            up = name_of(objects[o["/Parent"]]) if "/Parent" in o else ""
            return ".".join(p for p in (up, o.get("/T", "")[2:]) if p)
        for o in objects.values():
            if isinstance(o, dict) and o.get("/Subtype") == "/Widget":
                says = o.get("/TU", "")[2:]
                if says in typed:
                    values[name_of(o)] = typed[says]
                elif says in chosen:
                    state = [s[1:] for s in o["/AP"]["/N"] if s != "/Off"]
                    values[name_of(o)] = state[0]
                left.discard(says)
        kit.equal(left, set(), how)
        copy, record = os.path.join(top, how[2:] + ".pdf"), os.path.join(top, how[2:] + ".yaml")
        fill(kit, file, copy, values)
        with open(FAMILIES + "f-7k2m.yaml", encoding="utf-8") as f:
            kit.scratch_file(top, how[2:] + ".yaml", f.read().replace("../", os.path.abspath("content/samples") + "/"))
        kit.ok("collect", copy, "--into", record)
        with open(record, encoding="utf-8") as f:
            records[how] = f.read()
        kit.equal(bool(re.search(r"\.k[0-9a-f]{8}\b", "\n".join(values))), how == "--discreet", values)
    kit.equal(records["--discreet"], records["--not-discreet"], "the record, from either copy")
    new = yaml.load(records["--discreet"], yaml.BaseLoader)["consents"]
    kit.equal([(sorted(c["documents"]), c["kind"]) for c in new.values() if c.get("to_name") == "Ada"],
              [(["my-goals", "service-treatment-plans"], "named")])
