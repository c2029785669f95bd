"""A family's first pages: printed blank, filled as a parent would, collected into a record that was not there, checked, and printed. And
releases: what a returned form can say, and what only staff may."""
import os, re

import yaml

import suite_collect as suite

# Blank -> what is typed. Luz stands in three places, as people do; Dr. Okafor in two.
INTAKE = {
    "participant.name_to_use": "Mari", "participant.name": "Marisol Rivera", "participant.pronouns": "she", "participant.language.speaks": "es",
    "participant.language.reads": "en", "participant.language.other": "K'iche'", "participant.language.interpreter": "yes",
    "participant.format.large_print": "no", "participant.phone": "(508) 555-0142", "participant.email": "mari@example.org",
    "contact_safety.times": "weekdays, 9 to 2", "contact_safety.call": "yes", "contact_safety.voicemail": "no", "contact_safety.text": "yes",
    "contact_safety.say_who_we_are": "first-name-only", "safety.household_knows": "services", "safety.discreet": "no",
    "contact_safety.in_public": "greet only if I do", "contact_safety.notes": "two lines:\nnot on Sundays",
    "children.new-1.name": "Mateo Rivera", "children.new-1.dob": "8/30/2022", "children.new-1.lives_with": "kin",
    "children.new-1.caregiver.name": "Luz Rivera", "children.new-1.caregiver.phone": "508 555 0199", "children.new-1.since": "May 2, 2026",
    "children.new-1.school.name": "Little Harbor", "children.new-1.pediatrician.name": "Ada Okafor, MD",
    "children.new-1.pediatrician.phone": "(508) 555-0150", "children.new-1.allergies": "peanuts", "children.new-1.comforts": "the blue one # his",
    "children.new-3.name": "Ana Rivera", "children.new-3.lives_with": "me", "children.new-3.pediatrician.name": "Ada Okafor, MD",
    "people.new-1.name": "Luz Rivera", "people.new-1.role": "My mother", "people.new-1.phone": "(508) 555-0199",
    "people.new-2.name": "José Rivera", "people.new-2.role": "Brother",
    "people.new-3.name": "Luz Rivera", "people.new-3.phone": "508-555-0199",
    "people.new-4.name": "Rosa Díaz", "people.new-4.role": "Neighbor", "people.new-4.phone": "(508) 555-0111",
    "people.new-5.name": "Jo Bloom", "people.new-5.role": "Housing worker", "people.new-5.agency": "Housing First",
    "participant.due_date": "2/3/2027", "participant.dob": "April 12, 1996", "participant.phone_is_cell": "yes",
    "participant.address.street": "18 Harbor Street, Apt 3", "participant.address.city": "New Bedford", "participant.address.state": "MA",
    "participant.address.zip": "02740", "participant.address.receives_mail": "yes", "participant.preferred_contact.text": "yes",
    "case.worker.name": "Sam Pine", "case.worker.phone": "508 555 0160", "case.agency": "Child Welfare: South", "case.plan_date": "10/2/2026",
    "case.tasks": "one: visits\n\n- two", "court.next_date": "December 3, 2026", "court.where": "Juvenile Court",
    "court.lawyer.name": "Kim Lee", "court.lawyer.phone": "508 555 0177", "court.child_lawyer.name": "Pat Green", "court.next_time": "9:30",
    "answers.start-here.pressing": "rent\nfood # now", "answers.start-here.needs-now.food": "yes", "answers.start-here.needs-now.papers": "yes",
    "appointments.new-1.title": "Review", "appointments.new-1.date": "12/3/2026", "appointments.new-1.time": "10 am",
    "answers.tell-us-more.going-well": "“I read” to him: every night", "answers.tell-us-more.please-avoid": "- don't call at work",
    "goals.new-1.title": "A home", "goals.new-1.why": "So Mateo\nhas a bed", "goals.new-2.title": "Work I like",
}

# The record that this is, with people's names for their keys.
WANT = {
    "kind": "family",
    "participant": {
        "name_to_use": "Mari", "name": "Marisol Rivera", "pronouns": "she", "language": {"speaks": "es", "reads": "en", "other": "K'iche'", "interpreter": "yes"},
        "format": {"large_print": "no"}, "phone": "(508) 555-0142", "email": "mari@example.org", "due_date": "2027-02-03", "dob": "1996-04-12",
        "phone_is_cell": "yes", "preferred_contact": ["text"],
        "address": {"street": "18 Harbor Street, Apt 3", "city": "New Bedford", "state": "MA", "zip": "02740", "receives_mail": "yes"}},
    "contact_safety": {"times": "weekdays, 9 to 2", "call": "yes", "voicemail": "no", "text": "yes", "say_who_we_are": "first-name-only",
                       "in_public": "greet only if I do", "notes": "two lines:\nnot on Sundays"},
    "safety": {"household_knows": "services", "discreet": "no"},
    "people": {
        "Luz Rivera": {"name": "Luz Rivera", "role": "My mother", "phone": "508 555 0199", "kind": "family", "emergency": "yes"},
        "José Rivera": {"name": "José Rivera", "role": "Brother", "kind": "family"},
        "Rosa Díaz": {"name": "Rosa Díaz", "role": "Neighbor", "phone": "(508) 555-0111", "emergency": "yes"},
        "Jo Bloom": {"name": "Jo Bloom", "role": "Housing worker", "agency": "Housing First", "team": "yes"},
        "Ada Okafor, MD": {"name": "Ada Okafor, MD", "phone": "(508) 555-0150", "kind": "health"},
        "Sam Pine": {"name": "Sam Pine", "phone": "508 555 0160", "kind": "child-welfare"},
        "Kim Lee": {"name": "Kim Lee", "phone": "508 555 0177", "kind": "legal"}, "Pat Green": {"name": "Pat Green", "kind": "legal"}},
    "children": [
        {"name": "Mateo Rivera", "dob": "2022-08-30", "lives_with": "kin", "caregiver": "Luz Rivera", "since": "2026-05-02",
         "school": {"name": "Little Harbor"}, "pediatrician": "Ada Okafor, MD", "allergies": "peanuts", "comforts": "the blue one # his"},
        {"name": "Ana Rivera", "lives_with": "me", "pediatrician": "Ada Okafor, MD"}],
    "goals": [{"title": "A home", "why": "So Mateo\nhas a bed"}, {"title": "Work I like"}],
    "appointments": [{"title": "Review", "date": "2026-12-03", "time": "10:00"}],
    "case": {"worker": "Sam Pine", "agency": "Child Welfare: South", "plan_date": "2026-10-02", "tasks": "one: visits\n\n- two"},
    "court": {"next_date": "2026-12-03", "where": "Juvenile Court", "lawyer": "Kim Lee", "child_lawyer": "Pat Green", "next_time": "09:30"},
    "answers": {"start-here": {"pressing": "rent\nfood # now", "needs-now": ["food", "papers"]},
                "tell-us-more": {"going-well": "“I read” to him: every night", "please-avoid": "- don't call at work"}},
}


def tests(kit):
    for name, function in sorted(globals().items()):
        if name.startswith("test_"):
            yield "intake/" + name[5:].replace("_", "-"), lambda f=function: f(kit)


def named(record):
    """The record without its made-up id and keys: people by name, other items in their order."""
    v = yaml.load(record, yaml.BaseLoader)
    id = v.pop("id")
    names = {k: p["name"] for k, p in v["people"].items()}
    v["people"] = {names[k]: p for k, p in v["people"].items()}
    for where, key in [(v["case"], "worker"), (v["court"], "lawyer"), (v["court"], "child_lawyer")] + \
            [(c, key) for c in v["children"].values() for key in ("caregiver", "pediatrician") if key in c]:
        where[key] = names[where[key]]
    for items in ("children", "goals", "appointments"):
        v[items] = list(v[items].values())
    return id, v


def intake(kit, folder, fill, fits=True):
    """From the blank sheets to a portfolio. `fill(source, values, target)` is the parent."""
    file = os.path.abspath(kit.make("--blank", "-p", "intake", "-o", os.path.join(folder, "out"))[0]["file"])
    copy, record = os.path.join(folder, "copy.pdf"), os.path.join(folder, "new.yaml")
    fill(file, INTAKE, copy)
    p = kit.kinfolio("collect", copy, "-o", record)
    kit.equal(p.returncode, 0, p.err)
    kit.equal(os.stat(record).st_mode & 0o777, 0o600, "mode of the record")
    with open(record, encoding="utf-8") as f:
        id, have = named(f.read())
    kit.equal(bool(re.fullmatch(r"f-[a-z0-9]{4}", id)), True, id)
    for key in sorted(WANT.keys() | have.keys()):
        kit.equal(have.get(key), WANT.get(key), key)
    kit.equal(kit.ok("check", record).err, "", "check of the new record")
    made = kit.make("-p", "portfolio", "-o", os.path.join(folder, "print"), record)
    shown = suite.shown(kit, made[0]["file"])
    page = " ".join(kit.run("pdftotext", made[0]["file"], "-").out.split())
    for path, want in (("participant.name", "Marisol Rivera"), ("participant.dob", "April 12, 1996"), ("participant.phone", "(508) 555-0142")):
        kit.equal(shown[path], want, path)
    kit.equal([w for w in ("Mateo Rivera", "Ana Rivera", "Luz Rivera", "Rosa Díaz", "Jo Bloom", "Sam Pine", "Kim Lee") if w not in page], [], "in the portfolio")
    # The same pages a second time are the same record.
    with open(record, encoding="utf-8") as f:
        text = f.read()
    p = kit.kinfolio("collect", copy, "--into", record)
    with open(record, encoding="utf-8") as f:
        kit.equal((p.returncode, f.read()), (0, text), p.err)
    return len(INTAKE)


def test_first_pages(kit):
    return intake(kit, kit.folder("intake", "first"), lambda s, v, t: suite.fill(kit, s, t, v))


def test_first_pages_as_others_save(kit):
    """Values at the widgets, and what was printed left out."""
    n = 0
    for name, how in (("widgets", {"at": "widgets"}), ("no-dv", {"defaults": False})):
        n += intake(kit, kit.folder("intake", name), lambda s, v, t: suite.fill(kit, s, t, v, **how))
    return n


def test_one_person_twice(kit):
    """One name with one number is one person; one name alone is asked about; what is said of one person in two ways is told."""
    folder = kit.folder("intake", "twice")
    file = kit.make("--blank", "-p", "intake", "-o", folder)[0]["file"]

    def collect(values, *argv):
        record = os.path.join(folder, "new.yaml")
        if os.path.exists(record):
            os.remove(record)
        suite.fill(kit, file, os.path.join(folder, "copy.pdf"), values)
        p = kit.kinfolio("collect", os.path.join(folder, "copy.pdf"), "-o", record, *argv)
        with open(record, encoding="utf-8") as f:
            return p, list(yaml.load(f, yaml.BaseLoader)["people"].values())

    luz = {"people.new-1.name": "Luz Rivera", "people.new-1.phone": "(508) 555-0199", "people.new-3.name": "luz rivera"}
    p, people = collect(luz)
    kit.equal((p.returncode, "bears the name of people." in p.err, len(people)), (1, True, 1), p.err)
    p, people = collect(luz, "--prefer", "record")
    kit.equal((p.returncode, people), (0, [{"name": "Luz Rivera", "phone": "(508) 555-0199", "kind": "family", "emergency": "yes"}]), p.err)
    p, people = collect(luz, "--prefer", "returned")
    kit.equal((p.returncode, len(people)), (0, 2), p.err)
    p, people = collect({**luz, "people.new-3.phone": "508.555.0199", "people.new-1.role": "Mother", "people.new-3.role": "Mom"})
    kit.equal((p.returncode, people), (1, [{"name": "Luz Rivera", "role": "Mother", "phone": "(508) 555-0199", "kind": "family", "emergency": "yes"}]), p.err)
    kit.equal('"Mother" in one place, "Mom" in another' in p.err, True, p.err)


def test_releases(kit):
    """A returned release is a draft with its recipient by name; what only staff record is never set from a form; taking back counts."""
    top = kit.folder("intake", "releases")
    record = kit.scratch_file(top, "record.yaml", suite.RECORD)

    def text():
        with open(record, encoding="utf-8") as f:
            return f.read()

    def put(file, values, code=0):
        suite.fill(kit, file, os.path.join(top, "copy.pdf"), values)
        p = kit.kinfolio("collect", os.path.join(top, "copy.pdf"), "--into", record)
        kit.equal(p.returncode, code, p.err)
        return yaml.load(text(), yaml.BaseLoader).get("consents", {})

    file = kit.make("-d", "release-of-information", "-o", top, record)[0]["file"]
    names = suite.shown(kit, file)
    kit.equal([n for n in names if re.search(r"\.(given|signed_how|seen_by|copy_given|revoked|event_came|fields|to)$", n)], [], "blanks on what staff record")
    typed = {"to_name": "Ada Okafor, MD", "kind": "care", "purpose": "at my request", "what": "how I am: \ndoing", "documents.support-list": "yes",
             "expires": "6/30/2027", "signature": "Ann Example", "signed": "9/20/2026"}
    consents = put(file, {"consents.new-1." + k: v for k, v in typed.items()})
    (key, c), = consents.items()
    kit.equal(c, {"to_name": "Ada Okafor, MD", "kind": "care", "purpose": "at my request", "what": "how I am: \ndoing", "documents": ["support-list"],
                  "expires": "2027-06-30", "signature": "Ann Example", "signed": "2026-09-20"})
    # The name typed beside the line is that paper's: set anew it stands there as typed, and the next release asks for its own.
    p = kit.ok("finish", os.path.join(top, "copy.pdf"), record, "-o", os.path.join(top, "finished"))
    page = " ".join(kit.run("pdftotext", p.out.split()[0], "-").out.split())
    kit.equal(("Date Ann Example September 20, 2026" in page, "Ada Okafor, MD" in page), (True, True), page)
    fresh = suite.shown(kit, kit.make("-d", "release-of-information", "-o", os.path.join(top, "fresh"), record)[0]["file"])
    kit.equal([fresh["consents.new-1." + k] for k in ("signature", "signed", "to_name")], ["", "", ""], "a fresh release")
    p = kit.kinfolio("share", record, "--to", "p8d", "-o", top)
    kit.equal((p.returncode, [f for f in os.listdir(top) if "share" in f]), (1, []), "a draft is never in force\n" + p.err)
    kit.ok("check", record)
    # Staff record what they saw: now it counts. A form that comes back afterwards changes none of that.
    with open(record, encoding="utf-8") as f:
        staff = f.read().replace(f"  {key}:\n", f"  {key}:\n    to: p8d\n    given: 2026-09-20\n    signed_how: ink-on-file\n    seen_by: Jo Reyes\n    copy_given: yes\n")
    kit.scratch_file(top, "record.yaml", staff)
    kit.ok("share", record, "--to", "p8d", "-o", os.path.join(top, "shared"))
    # A form that was tampered with cannot say it was seen.
    names = suite.shown(kit, file)
    forged = os.path.join(top, "forged.pdf")
    with open(file, "rb") as f:
        data = f.read()
    kit.equal(data.count(b"(to_name)"), 1, "the blank's own name, as the file has it")
    with open(forged, "wb") as f:
        f.write(data.replace(b"(to_name)", b"(seen_by)"))
    suite.fill(kit, forged, os.path.join(top, "copy.pdf"), {"consents.new-1.seen_by": "Nobody", "consents.new-1.purpose": "a second one"})
    p = kit.kinfolio("collect", os.path.join(top, "copy.pdf"), "--into", record)
    v = yaml.load(text(), yaml.BaseLoader)
    kit.equal((p.returncode, v["consents"][key]["seen_by"]), (0, "Jo Reyes"), p.err)
    kit.equal([c for k, c in v["consents"].items() if k != key], [{"purpose": "a second one"}], "the forged one")
    kit.equal([r["value"] for r in v["returned"].values()], ["Nobody"], "kept for staff to look at")
    # Taking it back is one line, and it counts from that day.
    kit.scratch_file(top, "record.yaml", staff)
    file = kit.make("-d", "take-back-my-release", "-o", top, record)[0]["file"]
    consents = put(file, {f"consents.{key}.revoke_asked": "11/20/2026"})
    kit.equal(consents[key]["revoke_asked"], "2026-11-20")
    p = kit.kinfolio("share", record, "--to", "p8d", "-o", os.path.join(top, "after"))
    kit.equal((p.returncode, os.path.exists(os.path.join(top, "after"))), (1, False), p.err)
