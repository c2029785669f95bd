"""The words of a page come out of its PDF in reading order, in every script: in the text, in blanks, in labels, in heads and feet."""
import os, re, unicodedata

# language, a title, sentences, a label, a value
SCRIPTS = {
    "en": ("Office hours", "The first office is difficult. Waffles fit.", "Who fixes it?", "Effie Fjord, 2 flats"),
    "vi": ("Những người ủng hộ tôi", "Gọi cho người này trước. Họ ở ngay bên cạnh bạn mỗi ngày.", "Tên của người ấy", "Nguyễn Thị Bích Phượng"),
    "vi-nfd": ("Những người", "Gọi cho người này trước.", "Tên", unicodedata.normalize("NFD", "Nguyễn Thị Bích Phượng")),
    "el": ("Οι άνθρωποί μου", "Τηλεφώνησε πρώτα σε αυτόν.", "Όνομα", "Ελένη Παπαδοπούλου"),
    "ru": ("Мои люди", "Сначала позвоните этому человеку.", "Имя", "Юлия Щербакова"),
    "ar": ("قائمة الداعمين لي", "اتصلي بهذا الشخص أولاً. رقمه في القائمة ومن يثق به يعرفه.", "الاسم الكامل", "سعاد الخطيب"),
    "he": ("רשימת התמיכה שלי", "התקשרו קודם לאדם הזה, בטלפון 555-0142 בבוקר.", "שם מלא", "נועה לוי"),
    "hi": ("मेरे सहायक", "पहले इस व्यक्ति को फ़ोन करें। क्षत्रिय और श्री।", "पूरा नाम", "प्रिया शर्मा"),
    "km": ("អ្នកគាំទ្ររបស់ខ្ញុំ", "សូមទូរស័ព្ទទៅអ្នកនេះជាមុនសិន។", "ឈ្មោះពេញ", "សុខ ស្រីមុំ"),
    "th": ("ผู้สนับสนุนของฉัน", "โทรหาคนนี้ก่อนเสมอ เพราะเขาอยู่ใกล้ที่สุด", "ชื่อเต็ม", "สมหญิง น้ำใจ"),
    "am": ("ደጋፊዎቼ", "መጀመሪያ ለዚህ ሰው ይደውሉ።", "ሙሉ ስም", "አልማዝ ተስፋዬ"),
    "zh": ("支持我的人", "先打电话给这个人。他每天都在你身边，离你最近。", "全名", "陈伟明"),
    "ja": ("わたしの支え", "まずこの人に電話してください。いつも近くにいます。", "なまえ", "山田 さくら"),
    "ko": ("나를 돕는 사람들", "먼저 이 사람에게 전화하세요.", "이름", "김영희"),
}

SHEET = """---
title: {title}
kind: worksheet
audience: family
language: {language}
---
{text}

{{{{participant.name}}}} — {text}

- {text}

~~~fields
- {{id: name, field: participant.name, label: {label}}}
- {{id: said, label: {label} 2, lines: 2}}
~~~

~~~table
list: people
spare: no
columns:
  - {{id: who, field: name, head: {label}}}
  - {{head: "2", text: "{{{{name}}}}"}}
~~~
"""


def tests(kit):
    for name, words in SCRIPTS.items():
        for more in ((), ("--flat",), ("--paper", "phone")):
            yield f"reading/{name}{'-' + more[-1].strip('-') if more else ''}", lambda n=name, w=words, m=more: one(kit, n, w, m)
    yield "reading/paragraphs", lambda: paragraphs(kit)
    yield "reading/samples", lambda: samples(kit)
    yield "reading/search", lambda: search(kit)


def build(kit, name, words, more):
    title, text, label, value = words
    folder = kit.folder("reading", name)
    kit.scratch_file(folder, "overlay/content/own/reading.md", SHEET.format(language=name[:2], title=title, text=text, label=label))
    record = kit.scratch_file(folder, "record.yaml", f'''kind: family
id: f-3rea
safety: {{discreet: no, household_knows: yes}}
participant: {{name: "{value}"}}
people: {{a1: {{name: "{value}", kind: friend}}}}
answers: {{reading: {{said: "{text}"}}}}
''')
    p = kit.kinfolio("build", "-d", "reading", "--overlay", os.path.join(folder, "overlay"), "-o", os.path.join(folder, "out"), *more, record)
    kit.equal((p.returncode, p.err), (0, ""), name)
    return os.path.join(folder, "out/f-3rea/reading.pdf")


def flat(text):
    """Line ends, spaces between and marks of direction aside, which pdftotext writes as the page has them."""
    return re.sub("\\s", "", re.sub("[\u200e\u200f\u202a-\u202e\u2066-\u2069\u200b\u00ad]", "", text))


def one(kit, name, words, more):
    file = build(kit, name, words, more)
    title, text, label, value = words
    raw = kit.run("pdftotext", "-enc", "UTF-8", file, "-").out
    have = flat(raw)
    kit.equal("\ufffd" in have, False, "glyphs without text")
    if unicodedata.normalize("NFC", value) != value:
        have, value = unicodedata.normalize("NFC", have), unicodedata.normalize("NFC", value)
    # In the order of the sheet; each is looked for behind the one before.
    at = 0
    for what, words in (("title", title), ("text", text), ("value in text", value), ("text behind it", text), ("list", text), ("label", label),
                        ("value in a blank", value), ("label", label + "2"), ("text in a blank", text), ("head", label), ("cell", value)):
        found = have.find(flat(words), at)
        if found < 0:
            kit.fail(f"{what}: {words!r} is not found in order in\n{raw}")
        at = found + len(flat(words))


def search(kit):
    """A second reader, which goes by the order in which the page is drawn, reads the same words."""
    n = 0
    for name in ("en", "vi", "el", "ru", "zh", "ja", "ko", "am"):
        p = kit.run("mutool", "draw", "-q", "-F", "txt", build(kit, name, SCRIPTS[name], ("--flat",)))
        have = flat(p.out)
        for words in SCRIPTS[name]:
            kit.equal(flat(words) in have, True, f"{name}: {words!r} is found by MuPDF in\n{p.out}")
            n += 1
    return n


def paragraphs(kit):
    """Long text over several lines and pages stays in order, whatever its direction."""
    folder = kit.folder("reading", "paragraphs")
    n = 0
    for language, word in (("en", "word"), ("ar", "كلمة"), ("he", "מילה"), ("zh", "词语"), ("th", "คำพูด"), ("km", "ពាក្យ")):
        gap = "" if language in ("zh", "th", "km") else " "
        text = gap.join(f"{word}{i}" for i in range(100, 900))
        kit.scratch_file(folder, "overlay/content/own/long.md", f"---\ntitle: {word}\nkind: handout\naudience: family\nlanguage: {language}\n---\n{text}\n")
        kit.ok("build", "--blank", "-d", "long", "--overlay", os.path.join(folder, "overlay"), "-o", os.path.join(folder, "out"))
        file = os.path.join(folder, "out/blank/long.pdf")
        pages = kit.run("pdftotext", file, "-").out.split("\f")
        numbers = [int(x) for page in pages for x in re.findall(r"\d{3}", flat(page))]
        kit.equal([x for x in numbers if 100 <= x < 900], list(range(100, 900)), f"{language}: order")
        kit.equal(len(pages) > 2, True, "pages")
        n += 1
    return n


def samples(kit):
    """The sample families' own words, on their portfolios and their phones."""
    n = 0
    wanted = {"f-2j9r": ("ليلى حسن الخطيب", "سعاد الخطيب", "陈伟明", "王丽华 (Dr. Lihua Wang)", "سامي", "陈小莲", "حتى ينام الأطفال بأمان"),
              "f-8n5g": ("Nguyễn Thị Bích Phượng", "Trần Văn Đức", "João Conceição", "Pai das crianças", "Học tiếng Anh để nói chuyện"),
              "f-7k2m": ("Marisol Rivera", "18 Harbor Street, Apt 3")}
    for record, words in wanted.items():
        for paper in ("letter", "phone"):
            out = kit.folder("reading", "samples")
            made = kit.make("-o", out, "--paper", paper, f"content/samples/families/{record}.yaml")
            text = flat("".join(kit.run("pdftotext", m["file"], "-").out for m in made))
            for w in words:
                kit.equal(flat(w) in text, True, f"{w!r} of {record} on {paper}")
                n += 1
    return n
