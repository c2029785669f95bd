"""Two languages in one file: every run of text, every alternative text and every tooltip is told in the language its words came from.

A made-up language proves it: each of its words is English with a sign before it (ĝ), so that what a PDF says shows where it came from,
whatever sheet it stands on.
"""
import base64, os, re

import yaml

SIGN = "ĝ"


def tests(kit):
    yield "language/shipped", lambda: shipped(kit)
    yield "language/flat", lambda: shipped(kit, "--flat")
    yield "language/other", lambda: other(kit)
    yield "language/arabic", lambda: arabic(kit)
    yield "language/shared", lambda: shared(kit)


def signed(words):
    return {k: v if k == "telling_words" else SIGN + v for k, v in words.items()}


def overlay(kit, name):
    """A folder with the signed language, complete."""
    folder = kit.folder("language", name, "over")
    en = yaml.load(open("templates/languages/en.yaml", encoding="utf-8"), yaml.BaseLoader)
    en["name"] = "Signed"
    en["words"] = signed(en["words"])
    for key in ("months", "months_short", "weekdays", "weekdays_short"):
        en[key] = [SIGN + word for word in en[key]]
    for key in ("am", "pm", "list_two", "list_more", "list_last"):
        en[key] = en[key] + SIGN if "{" not in en[key] else en[key].replace("}", "}" + SIGN, 1)
    kit.scratch_file(folder, "templates/languages/eo.yaml", yaml.safe_dump(en, allow_unicode=True, sort_keys=False))
    return folder


# ---- what a screen reader is told -----------------------------------------------------------------------------------------

def text_of(value):
    return value[2:] if isinstance(value, str) and value.startswith("u:") else value if isinstance(value, str) else None


def cmap(objects, font):
    """Codes to text, of two-byte fonts."""
    data = stream(objects, objects["obj:" + font]["value"]["/ToUnicode"]).decode("latin-1")
    out = {}

    def text(h):
        return bytes.fromhex(h).decode("utf-16-be")

    for part in re.findall(r"beginbfchar(.*?)endbfchar", data, re.S):
        for code, to in re.findall(r"<(\w+)>\s*<(\w+)>", part):
            out[int(code, 16)] = text(to)
    for part in re.findall(r"beginbfrange(.*?)endbfrange", data, re.S):
        for first, last, to in re.findall(r"<(\w+)>\s*<(\w+)>\s*<(\w+)>", part):
            for i in range(int(last, 16) - int(first, 16) + 1):
                out[int(first, 16) + i] = text(to)[:-1] + chr(ord(text(to)[-1]) + i)
    return out


def stream(objects, ref):
    return base64.b64decode(objects["obj:" + ref]["stream"]["data"])


def value(objects, ref):
    return objects["obj:" + ref]["value"] if isinstance(ref, str) and ref.endswith(" R") else ref


def unescape(s):
    """A literal string's bytes (ISO 32000-1, 7.3.4.2)."""
    named = {"n": "\n", "r": "\r", "t": "\t", "b": "\b", "f": "\f"}
    return re.sub(r"\\(?:([0-7]{1,3})|(.))", lambda m: chr(int(m[1], 8)) if m[1] else named.get(m[2], m[2]), s, flags=re.S).encode("latin-1")


def marks(objects, page, cmaps):
    """MCID -> the text that is shown under it."""
    contents = page["/Contents"]
    data = b"\n".join(stream(objects, ref) for ref in (contents if isinstance(contents, list) else [contents])).decode("latin-1")
    fonts = value(objects, value(objects, page["/Resources"])["/Font"])
    out, now, font = {}, None, None
    for token in re.finditer(r"/MCID (\d+)>>BDC|/Artifact\b|/(\w+) [\d.]+ Tf|<([0-9A-Fa-f]*)>(?=[^>])|\(((?:[^\\()]|\\.)*)\)",
                             data, re.S):
        if token[1]:
            now = int(token[1])
            out[now] = ""
        elif token[0].startswith("/Artifact"):
            now = None
        elif token[2]:
            font = cmaps.setdefault(fonts["/" + token[2]], None) or cmap(objects, fonts["/" + token[2]])
            cmaps[fonts["/" + token[2]]] = font
        elif now is not None and (token[3] or token[4]):
            codes = bytes.fromhex(token[3]) if token[3] else unescape(token[4])
            out[now] += "".join(font.get(codes[i] << 8 | codes[i + 1], "�") for i in range(0, len(codes) - 1, 2))
    return out


def spoken(kit, file):
    """(what, language, text) of all that a screen reader reads: text, alternative and replacement text, tooltips, links."""
    objects = kit.objects(file)
    trailer = objects["trailer"]["value"]
    root = value(objects, trailer["/Root"])
    cmaps, pages, out = {}, {}, []

    def element(ref, lang, page):
        e = value(objects, ref)
        lang = text_of(e.get("/Lang")) or lang
        page = e.get("/Pg", page)
        for key in ("/Alt", "/ActualText"):
            if key in e:
                out.append((key, lang, text_of(e[key])))
        kids = e.get("/K", [])
        for kid in kids if isinstance(kids, list) else [kids]:
            if isinstance(kid, int):
                if page not in pages:
                    pages[page] = marks(objects, value(objects, page), cmaps)
                if "/ActualText" not in e:
                    out.append(("text", lang, pages[page][kid]))
                continue
            it = value(objects, kid)
            if it.get("/Type") == "/OBJR":
                annot = value(objects, it["/Obj"])
                for key in ("/TU", "/Contents"):
                    if key in annot:
                        out.append((key, lang, text_of(annot[key])))
            elif it.get("/Type") == "/MCR":
                if it["/Pg"] not in pages:
                    pages[it["/Pg"]] = marks(objects, value(objects, it["/Pg"]), cmaps)
                out.append(("text", lang, pages[it["/Pg"]][it["/MCID"]]))
            else:
                element(kid, lang, page)

    tree = value(objects, root["/StructTreeRoot"])
    kids = tree["/K"]
    for kid in kids if isinstance(kids, list) else [kids]:
        element(kid, text_of(root["/Lang"]), None)
    return out


def hold(kit, file, sign_lang, plain_lang):
    """Signed words in the one language, all else that has letters in the other; how many of each."""
    n = [0, 0]
    for what, lang, text in spoken(kit, file):
        if not re.search(r"[^\W\d_]", text or ""):
            continue
        is_signed = SIGN in text.lower()
        kit.equal(lang, sign_lang if is_signed else plain_lang, f"{os.path.basename(file)}: {what} {text!r}")
        n[not is_signed] += 1
    return n


# ---- tests ------------------------------------------------------------------------------------------------------------------

def shipped(kit, *more):
    """Every shipped sheet is English; under another language what the program says for itself is told as that language's."""
    over = overlay(kit, "shipped" + "".join(more))
    out = os.path.join(os.path.dirname(over), "out")
    families = [f"content/samples/families/{f}.yaml" for f in ("f-7k2m", "f-8n5g", "f-9x4c")]
    made = []
    for packet, records in (("portfolio", families), ("letters", families[:1]), ("visit", families[:1]), ("support-card", families[:1]),
                            ("training-plan", ["content/samples/staff/" + f for f in sorted(os.listdir("content/samples/staff"))])):
        made += kit.make("-l", "eo", "--overlay", over, "-p", packet, "-o", out, *more, *records)
    made += kit.make("-l", "eo", "--overlay", over, "-p", "portfolio", "--blank", "-o", out, *more)
    total = [0, 0]
    for d in made:
        n = hold(kit, d["file"], "eo", "en")
        total = [total[0] + n[0], total[1] + n[1]]
    assert total[0] > 400 and total[1] > 2500, total


SHEET = """---
title: Mine
kind: worksheet
audience: family
language: {language}
summary: Words.
---
Born {{{{participant.dob}}}}, on {{{{today}}}}: {{{{pronoun.subject}}}} {{{{pronoun.has}}}}.

~~~fields
- {{id: well, label: Well, type: yes_no, tender: yes}}
- {{id: born, field: participant.dob, label: Born}}
- {{id: three, label: Three, type: texts, count: 3}}
~~~

~~~table
list: people
at-least: 3
columns:
  - {{id: who, field: name, head: Who}}
~~~

~~~each
list: people
at-least: 2
fields:
  - {{id: who, field: name, label: Who}}
  - {{id: roi, field: release, label: Release}}
~~~

~~~checklist
items:
  - {{id: one, words: One}}
~~~

~~~calendar
lines: 1
~~~

~~~signatures
- {{id: me, label: Me}}
~~~

~~~photo
label: Me
alt: Me
field: participant.photo
~~~
"""

RECORD = """kind: family
id: f-3lan
safety: {discreet: no, household_knows: yes}
participant: {name: Ana, dob: 1996-04-12}
people: {a1: {name: Bo, kind: friend}}
"""


def other(kit):
    """A sheet in the made-up language within an English copy: its tooltips and pronouns are its own, dates and answers the copy's."""
    over = overlay(kit, "other")
    top = os.path.dirname(over)
    kit.scratch_file(over, "content/own/mine.md", SHEET.format(language="eo"))
    record = kit.scratch_file(top, "record.yaml", RECORD)
    for more in ([], ["--flat"]):
        made = kit.make("-d", "mine", "--overlay", over, "-o", os.path.join(top, "out"), *more, record)
        said = spoken(kit, made[0]["file"])
        words = {text.strip(): lang for what, lang, text in said if what == "text"}
        for text, lang in (("Yes", "en"), ("No", "en"), ("Well", "eo"), ("December 2026" if "November 2026" not in words else "November 2026", "en"),
                           ("Sunday", "en"), ("You can skip this.", "en"), ("April 12, 1996", "en"), ("Three", "eo")):
            kit.equal((text, words.get(text)), (text, lang))
        assert any(SIGN + "they" in t.lower() and lang == "eo" for t, lang in words.items()), words
        for what, lang, text in said:
            if what == "/TU":
                kit.equal(lang, "eo", text)
        tips = {text for what, _, text in said if what == "/TU"}
        if not more:
            for tip in (f"{SIGN}Well: {SIGN}Yes", f"{SIGN}Three, line 2", f"{SIGN}One: done", f"{SIGN}Me: name in type"):
                assert tip in tips, f"{tip!r} is not among {sorted(tips)}"


def arabic(kit):
    """The Arabic sheet in an English copy, and English sheets in an Arabic one: letters tell the language here."""
    over = kit.folder("language", "arabic", "over")
    top = os.path.dirname(over)
    sheet = open("tests/golden/rtl/my-list-ar.md", encoding="utf-8").read()
    kit.scratch_file(over, "content/own/my-list-ar.md", sheet)
    made = kit.make("--blank", "-d", "my-list-ar", "--overlay", over, "-o", os.path.join(top, "out"))
    made += kit.make("--blank", "-d", "my-list-ar", "-l", "ar", "--overlay", over, "-o", os.path.join(top, "out"))
    made += kit.make("-l", "ar", "-d", "support-list", "-d", "my-goals", "-o", os.path.join(top, "out"), "content/samples/families/f-7k2m.yaml")
    arabic_letters = "[\u0620-\u064a\u0660-\u0669\ufe70-\ufefc]"
    n = 0
    for d in made:
        for what, lang, text in spoken(kit, d["file"]):
            if re.search(arabic_letters, text):
                kit.equal(lang, "ar", f"{what} {text!r}")
                n += 1
            elif re.search("[A-Za-z]", text) and not re.search("988|Email|911", text):
                kit.equal(lang, "en", f"{what} {text!r}")
                n += 1
    assert n > 300, n


def shared(kit):
    """One blank on two sheets in two languages is one field: each of its places is spoken of in its sheet's words."""
    over = overlay(kit, "shared")
    top = os.path.dirname(over)
    for language, label in (("eo", "Nomo"), ("en", "Name")):
        kit.scratch_file(over, f"content/own/in-{language}.md", f"""---
title: {label}
kind: worksheet
audience: family
language: {language}
more: no
---
~~~fields
- {{id: name, field: participant.name, label: {label}}}
~~~
""")
    made = kit.make("--blank", "-d", "in-en", "-d", "in-eo", "--overlay", over, "-o", os.path.join(top, "out"))
    kit.equal([(lang, text) for what, lang, text in spoken(kit, made[0]["file"]) if what == "/TU"], [("en", "Name"), ("eo", "Nomo")])
