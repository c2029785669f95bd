"""Pictures: good ones of every kind are shown with their words; broken and hostile ones are told at the place that names them, and
nothing is made. The files are made here, byte by byte."""
import os, re, struct, zlib

SHEET = """---
title: Pictures
kind: worksheet
audience: family
---
~~~photo
{%s, alt: A picture of nothing, height: 2 in}
~~~
"""
RECORD = "kind: family\nid: f-3pic\nparticipant:\n  photo: %s\nsafety: {discreet: no, household_knows: yes}\n"


def chunk(kind, data):
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def png(width=6, height=4, bits=8, color=2, more=b"", rows=None, interlace=0, end=True):
    samples = {0: 1, 2: 3, 3: 1, 4: 2, 6: 4}[color]
    if rows is None:
        rows = (b"\0" + bytes((i * 37) & (0xFF if color != 3 else 0x01) for i in range((width * bits * samples + 7) // 8))) * height
    data = zlib.compress(rows)
    return (b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, bits, color, 0, 0, interlace)) + more
            + chunk(b"IDAT", data) + (chunk(b"IEND", b"") if end else b""))


def jpeg(kit, *options, width=32, height=24):
    ppm = b"P6\n%d %d\n255\n" % (width, height) + bytes((x * y + c * 80) & 255 for y in range(height) for x in range(width) for c in range(3))
    p = kit.run("cjpeg", *options, stdin=ppm)
    kit.equal(p.returncode, 0, p.err)
    return p.stdout


def exif(data, orientation):
    """The JPEG with an EXIF part: an orientation, and a place on the map that nobody else is to learn."""
    gps = b"GPS 41.6362N 70.9342W"
    tiff = b"II*\0" + struct.pack("<IHHHIHHI", 8, 1, 0x0112, 3, 1, orientation, 0, 0) + gps
    part = b"Exif\0\0" + tiff
    return data[:2] + b"\xff\xe1" + struct.pack(">H", len(part) + 2) + part + data[2:]


def good(kit):
    photo = jpeg(kit)
    return {
        "rgb.png": png(), "gray.png": png(color=0), "palette.png": png(color=3, more=chunk(b"PLTE", b"\0\0\0\xff\xff\xff")),
        "alpha.png": png(color=6), "gray-alpha.png": png(color=4), "deep.png": png(bits=16), "one-bit.png": png(bits=1, color=0),
        "see-through.png": png(color=3, more=chunk(b"PLTE", b"\0\0\0\xff\xff\xff") + chunk(b"tRNS", b"\0\x80")),
        "photo.jpg": photo, "gray.jpg": jpeg(kit, "-grayscale"), "progressive.jpg": jpeg(kit, "-progressive"),
        "turned.jpg": exif(photo, 6), "odd-orientation.jpg": exif(photo, 77), "no-suffix": png(),
    }


def bad(kit):
    photo, whole = jpeg(kit, width=200, height=150), png(64, 64)
    flipped = bytearray(whole)
    flipped[len(whole) // 2] ^= 0xFF
    sof = photo.index(b"\xff\xc0")
    broken = {
        "empty.png": (b"", "is neither a PNG nor a JPEG picture"),
        "text.png": (b"not a picture at all\n", "is neither a PNG nor a JPEG picture"),
        "gif.png": (b"GIF89a\1\0\1\0\0\0\0;", "is neither a PNG nor a JPEG picture"),
        "head-only.png": (whole[:8], "is broken: "),
        "cut.png": (whole[:len(whole) // 2], "is broken: "),
        "cut-in-head.png": (whole[:20], "is broken: "),
        "flipped.png": (bytes(flipped), "is broken: "),
        "no-rows.png": (png(rows=b""), "is broken: "),
        "few-rows.png": (png(8, 8, rows=b"\0" + b"\1" * 24), "is broken: "),
        "zero.png": (png(0, 4, rows=b""), "is broken: |0 x 4 pixels"),
        "huge.png": (png(100000, 100000, rows=b""), "is 100000 x 100000 pixels; at most "),
        "wide.png": (png(60000, 1, rows=b"\0" + b"\1" * 180000), "is 60000 x 1 pixels; at most "),
        "negative.png": (png(0x80000001, 4, rows=b""), "is broken: |pixels; at most "),
        "no-palette.png": (png(color=3), "is broken: "),
        "bomb.png": (png(more=chunk(b"zTXt", b"Comment\0\0" + zlib.compress(b"\0" * (64 << 20), 9))), None),
        "no-image.png": (b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", struct.pack(">IIBBBBB", 4, 4, 8, 2, 0, 0, 0)) + chunk(b"IEND", b""), "is broken: "),
        "two-bytes.jpg": (b"\xff\xd8", "is broken: |is neither"),
        "cut-in-head.jpg": (photo[:sof + 6], "is broken: "),
        "cut.jpg": (photo[:len(photo) // 2], "is broken: "),
        "no-end.jpg": (photo[:-2], "is broken: "),
        "zero.jpg": (photo[:sof + 5] + b"\0\0\0\0" + photo[sof + 9:], "is broken: |pixels"),
        "huge.jpg": (photo[:sof + 5] + b"\xff\xff\xff\xff" + photo[sof + 9:], "is 65535 x 65535 pixels; at most "),
        "long-part.jpg": (photo[:2] + b"\xff\xe1\xff\xff" + photo[2:], "is broken: "),
        "short-part.jpg": (photo[:2] + b"\xff\xe1\0\0" + photo[2:], "is broken: "),
        "deep.jpg": (photo[:sof + 4] + b"\x0c" + photo[sof + 5:], "is a rare kind of JPEG|is broken: "),
        "lossless.jpg": (photo[:sof] + b"\xff\xc3" + photo[sof + 2:], "is a rare kind of JPEG"),
        "arithmetic.jpg": (photo[:sof] + b"\xff\xc9" + photo[sof + 2:], "is a rare kind of JPEG"),
    }
    return broken


def tests(kit):
    yield "pictures/good", lambda: shown(kit)
    yield "pictures/bad-beside-document", lambda: told(kit, False)
    yield "pictures/bad-in-record", lambda: told(kit, True)
    yield "pictures/missing", lambda: missing(kit)
    yield "pictures/turned", lambda: turned(kit)
    yield "pictures/private", lambda: private(kit)


def build(kit, folder, name, in_record):
    """One document with one picture, named by the document or by a record; what came of it."""
    overlay = os.path.join(folder, "overlay")
    where = SHEET % ("field: /participant.photo" if in_record else f"file: {name}")
    sheet = kit.scratch_file(overlay, "content/own/pictures.md", where)
    argv = ["build", "-o", os.path.join(folder, "out"), "-d", "pictures", "--overlay", overlay]
    if in_record:
        record = kit.scratch_file(folder, "record.yaml", RECORD % name)
        return kit.kinfolio(*argv, record), record, "4:10"
    return kit.kinfolio(*argv, "--blank"), sheet, None


def shown(kit):
    n = 0
    for name, data in good(kit).items():
        for in_record in (False, True):
            folder = kit.folder("pictures", "good")
            kit.scratch_file(folder, name if in_record else "overlay/content/own/" + name, data)
            p, _, _ = build(kit, folder, name, in_record)
            kit.equal((p.returncode, p.err), (0, ""), name)
            file = os.path.join(folder, "out", "f-3pic" if in_record else "blank", "pictures.pdf")
            kit.equal(kit.run("qpdf", "--check", file).returncode, 0, name)
            images = kit.run("pdfimages", "-list", file).out.splitlines()[2:]
            size = "32    24" if name.endswith(".jpg") else " 6     4"
            kit.equal(bool(images) and size in images[0], True, f"{name}: {images}")
            q = kit.run("pdfinfo", "-struct-text", file)
            assert "Figure" in q.out, q.out
            assert "A picture of nothing" in kit.said(file), name
            q = kit.run("mutool", "draw", "-q", "-r", "36", "-F", "ppm", "-o", os.path.join(folder, "page.ppm"), file)
            said = [l for l in q.err.splitlines() if "ICC support" not in l]
            kit.equal((q.returncode, said), (0, []), f"{name} drawn")
            n += 1
    return n


def told(kit, in_record):
    n, wrong = 0, []
    for name, (data, words) in bad(kit).items():
        folder = kit.folder("pictures", "bad")
        path = kit.scratch_file(folder, name if in_record else "overlay/content/own/" + name, data)
        p, source, place = build(kit, folder, name, in_record)
        made = [f for _, _, fs in os.walk(os.path.join(folder, "out")) for f in fs]
        lines = p.err.splitlines()
        if words is None:  # may be shown or refused, but costs no memory and ends in order
            if p.returncode not in (0, 1):
                wrong.append(f"{name}: {p.returncode} {p.err}")
        elif p.returncode != 1 or made or not lines:
            wrong.append(f"{name}: exit {p.returncode}, made {made}, told {p.err!r}")
        elif not re.match(re.escape(source) + r":\d+:\d+: error: ", lines[0]) or (place and f":{place}: " not in lines[0]):
            wrong.append(f"{name}: wrong place: {lines[0]}")
        elif not any(w in lines[0] for w in words.split("|")) or os.path.basename(path) not in lines[0]:
            wrong.append(f"{name}: {lines[0]}, wanted {words!r}")
        n += 1
    if wrong:
        kit.fail("\n".join(wrong))
    return n


def missing(kit):
    for in_record in (False, True):
        for name, words in (("nowhere.png", "No such file or directory"), ("folder.png", "it is no file")):
            folder = kit.folder("pictures", "missing")
            os.makedirs(os.path.join(folder, "" if in_record else "overlay/content/own", "folder.png"))
            p, source, place = build(kit, folder, name, in_record)
            kit.equal(p.returncode, 1, p.err)
            assert p.err.startswith(source + ":") and words in p.err and (not place or f":{place}: error:" in p.err), p.err
            kit.equal([f for _, _, fs in os.walk(os.path.join(folder, "out")) for f in fs], [])


def turned(kit):
    """EXIF's eight orientations (Exif 2.32, 4.6.4 A): where the picture's first column and first row come to stand."""
    # The matrix takes the picture's unit square (its first row on top) to the page: (a, b) is the way along a row, (c, d) the way up a column.
    signs = {1: "+00+", 2: "-00+", 3: "-00-", 4: "+00-", 5: "0--0", 6: "0-+0", 7: "0++0", 8: "0+-0"}
    for orientation, want in signs.items():
        folder = kit.folder("pictures", "turned")
        kit.scratch_file(folder, "overlay/content/own/turned.jpg", exif(jpeg(kit), orientation))
        p, _, _ = build(kit, folder, "turned.jpg", False)
        kit.equal((p.returncode, p.err), (0, ""))
        matrix = re.search(r"([-\d.]+) ([-\d.]+) ([-\d.]+) ([-\d.]+) [-\d.]+ [-\d.]+ cm", kit.said(os.path.join(folder, "out/blank/pictures.pdf")))
        numbers = [float(n) for n in matrix.groups()]
        kit.equal("".join("0" if n == 0 else "+" if n > 0 else "-" for n in numbers), want, f"orientation {orientation}: {numbers}")
        along, up = (numbers[0], numbers[3]) if orientation < 5 else (numbers[1], numbers[2])
        kit.equal(round(abs(along) / abs(up), 2), round(32 / 24, 2), "its sides")
    return len(signs)


def private(kit):
    """What a camera writes beside the picture, the place where it was taken, is not passed on."""
    folder = kit.folder("pictures", "private")
    data = exif(jpeg(kit), 1)
    assert b"GPS" in data
    kit.scratch_file(folder, "home.jpg", data)
    p, _, _ = build(kit, folder, "home.jpg", True)
    kit.equal((p.returncode, p.err), (0, ""))
    raw = kit.run("qpdf", "--qdf", "--object-streams=disable", os.path.join(folder, "out/f-3pic/pictures.pdf"), "-").stdout
    kit.equal((b"GPS" in raw, b"Exif" in raw, b"home.jpg" in raw), (False, False, False), "EXIF or the file's name in the PDF")
