// Large print, plain and ink-saver, as MuPDF reads and draws them: the size of every letter, leaning letters, the colour of every letter and
// line against what lies under it. Arguments: theme=FILE ...
import { read, report, mupdf, run } from "./clients.mjs";

const m = await mupdf();
const SCALE = 2, INCH = 72;
const wrong = { small: [], body: [], heading: [], leading: [], margin: [], plain: [], italic: [], black: [], fill: [], text: [], line: [] };
const count = { small: 0, body: 0, heading: 0, leading: 0, margin: 0, plain: 0, italic: 0, black: 0, fill: 0, text: 0, line: 0 };
const least = { size: 1e9, body: 1e9, heading: 1e9, leading: 1e9, text: 1e9, line: 1e9 };

const rgb = (c) => (c.length === 1 ? [c[0], c[0], c[0]] : c.length === 3 ? [...c] : c).map((v) => Math.round(v * 255));
const luminance = (c) => {
  const [r, g, b] = c.map((v) => (v /= 255) <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4);
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
};
const contrast = (a, b) => {
  const [x, y] = [luminance(a), luminance(b)].sort((p, q) => q - p);
  return (x + 0.05) / (y + 0.05);
};
const squeeze = (s) => s.replace(/[\s\u00a0]+/g, "");

// A page as it is drawn. The ground of a place is its most frequent colour: letters and lines cover less than half of theirs.
function ground(pixmap, x0, y0, x1, y1, not) {
  const data = pixmap.getPixels(), w = pixmap.getWidth(), h = pixmap.getHeight(), n = pixmap.getNumberOfComponents(), seen = new Map();
  for (let y = Math.max(0, Math.floor(y0 * SCALE)); y < Math.min(h, Math.ceil(y1 * SCALE)); y++)
    for (let x = Math.max(0, Math.floor(x0 * SCALE)); x < Math.min(w, Math.ceil(x1 * SCALE)); x++) {
      const at = (y * w + x) * n, key = (data[at] << 16) | (data[at + 1] << 8) | data[at + 2];
      seen.set(key, (seen.get(key) || 0) + 1);
    }
  let best = 0xffffff, most = 0;
  for (const [key, k] of seen)
    if (k > most && !(not && contrast([key >> 16, (key >> 8) & 255, key & 255], not) < 1.05)) { best = key; most = k; }
  return [best >> 16, (best >> 8) & 255, best & 255];
}

function letters(page) {
  const lines = [];
  let block = 0;
  page.toStructuredText("preserve-whitespace,preserve-ligatures").walk({
    beginTextBlock() { block++; },
    beginLine(bbox, wmode, direction) { lines.push({ bbox, block, chars: [], upright: direction[0] > 0.9 || direction[0] < -0.9 }); },
    onChar(c, origin, font, size, quad, color) {
      if (c.trim()) lines.at(-1).chars.push({ c, origin, font, size: Math.round(size * 100) / 100, quad, color: rgb(color) });
    },
  });
  return lines.filter((l) => l.chars.length);
}

function vectors(page) {
  const all = [];
  page.toStructuredText("vectors").walk({ onVector(bbox, flags, color) { all.push({ bbox, flags, color: rgb(color) }); } });
  return all;
}

// The words of headings, as Poppler reads the tree.
function headings(file) {
  const out = [];
  for (const line of run("pdfinfo", "-struct-text", file).toString().split("\n")) {
    const text = line.match(/^\s*"(.*)"$/);
    if (text && out.length && out.at(-1).open) out.at(-1).text += text[1];
    else if (!text) {
      if (out.length) out.at(-1).open = false;
      if (/^\s*H\d? /.test(line)) out.push({ text: "", open: true });
    }
  }
  return new Map(out.map((h) => [squeeze(h.text), 0]).filter(([t]) => t.length > 3));
}

function largePrint(at, lines, w, h, heads, cards) {
  for (const line of lines) {
    const inHead = line.bbox[3] < INCH || line.bbox[1] > h - INCH || !line.upright;
    for (const { c, size } of line.chars) {
      count.small++;
      least.size = Math.min(least.size, size);
      if (size < 14) wrong.small.push(`${at}: "${c}" at ${size}`);
      if (inHead) continue;
      count.body++;
      least.body = Math.min(least.body, size);
      if (size < 18) wrong.body.push(`${at}: "${line.chars.map((k) => k.c).join("")}" at ${size}`);
    }
    if (!inHead && !cards && w === 612) {
      const xs = line.chars.flatMap((k) => [k.quad[0], k.quad[2]]), from = Math.min(...xs), to = Math.max(...xs);
      count.margin++;
      if (from < INCH - 1 || to > w - INCH + 1) wrong.margin.push(`${at}: "${line.chars.map((k) => k.c).join("")}" from ${from} to ${to}`);
    }
  }
  /* A heading's words may stand elsewhere too, as a line of a list: the largest of them is the heading. */
  const all = lines.flatMap((l) => l.chars), words = all.map((k) => k.c[0]).join("");
  for (const head of heads.keys())
    for (let i = words.indexOf(head); i >= 0; i = words.indexOf(head, i + 1)) heads.set(head, Math.max(heads.get(head), all[i].size));
  for (let i = 1; i < lines.length; i++) {
    const a = lines[i - 1], b = lines[i], pitch = b.chars[0].origin[1] - a.chars[0].origin[1], size = b.chars[0].size;
    if (a.block !== b.block || a.chars[0].size !== size || !b.upright || pitch < size * 0.5 || pitch > size * 2) continue;
    count.leading++;
    least.leading = Math.min(least.leading, pitch / size);
    if (pitch < size * 1.15) wrong.leading.push(`${at}: "${b.chars.map((k) => k.c).join("")}" ${pitch / size}`);
  }
}

for (const argument of process.argv.slice(2)) {
  const cut = argument.indexOf("="), theme = argument.slice(0, cut), file = argument.slice(cut + 1);
  const name = `${theme} ${file.split("/").slice(-2).join("/")}`;
  const doc = m.Document.openDocument(read(file), "application/pdf"), heads = theme === "large-print" ? headings(file) : new Map();
  const sizes = new Map();
  for (let p = 0; p < doc.countPages(); p++) {
    const page = doc.loadPage(p), at = `${name} page ${p + 1}`, [x0, y0, w, h] = page.getBounds();
    const lines = letters(page), pixmap = page.toPixmap(m.Matrix.scale(SCALE, SCALE), m.ColorSpace.DeviceRGB, false, true);
    /* Labels stand in a folder's file too: a page of them says what to do first. */
    const cards = /card|labels|numbers\.pdf/.test(name) || (lines[0]?.chars.map((k) => k.c).join("") || "").startsWith("Cutalong");
    if (theme === "large-print") largePrint(at, lines, w, h, heads, cards);
    for (const line of lines) {
      const colors = new Map(line.chars.map((k) => [k.color.join(), k]));
      for (const k of line.chars) {
        sizes.set(k.size, (sizes.get(k.size) || 0) + 1);
        if (theme === "plain" || theme === "large-print") {
          count.italic++;
          if (k.font.isItalic()) wrong.italic.push(`${at}: "${k.c}" leans`);
        }
        if (theme === "plain") {
          count.plain++;
          if (k.font.isSerif() && !/Andika|Lato|Sans/.test(k.font.getName())) wrong.plain.push(`${at}: ${k.font.getName()}`);
        }
        if (theme === "ink-saver") {
          count.black++;
          if (Math.max(...k.color) > 0) wrong.black.push(`${at}: "${k.c}" is ${k.color}`);
        }
      }
      for (const { color, quad } of colors.values()) {
        const xs = [quad[0], quad[2], quad[4], quad[6]], ys = [quad[1], quad[3], quad[5], quad[7]];
        const under = ground(pixmap, Math.min(...xs) - 1, Math.min(...ys) - 1, Math.max(...xs) + 1, Math.max(...ys) + 1, color);
        const ratio = contrast(color, under);
        count.text++;
        least.text = Math.min(least.text, ratio);
        if (ratio < 4.5) wrong.text.push(`${at}: ${color} on ${under} is ${ratio.toFixed(2)}, at ${quad[0].toFixed(0)}, ${quad[1].toFixed(0)}`);
      }
    }
    for (const { bbox, color } of vectors(page)) {
      const vw = bbox[2] - bbox[0], vh = bbox[3] - bbox[1], thin = Math.min(vw, vh) <= 2;
      if (theme === "ink-saver") {
        count.black++;
        if (Math.max(...color) > 0 && Math.min(...color) < 255) wrong.black.push(`${at}: a shape of ${color}`);
      }
      if (!thin || Math.max(vw, vh) < 20 || Math.min(...color) === 255) continue; // modules of a QR code are no lines
      /* What lies on either side of it: at an edge of a filled area one of them shows it. */
      const [a, b] = vw > vh ? [[bbox[0], bbox[1] - 3, bbox[2], bbox[1]], [bbox[0], bbox[3], bbox[2], bbox[3] + 3]]
        : [[bbox[0] - 3, bbox[1], bbox[0], bbox[3]], [bbox[2], bbox[1], bbox[2] + 3, bbox[3]]];
      const sides = [a, b].map((r) => ground(pixmap, ...r, color)), ratios = sides.map((c) => contrast(color, c));
      const ratio = Math.max(...ratios), under = sides[ratios.indexOf(ratio)];
      count.line++;
      least.line = Math.min(least.line, ratio);
      if (ratio < 3) wrong.line.push(`${at}: a line ${color} on ${under} is ${ratio.toFixed(2)}, at ${bbox.map((v) => v.toFixed(0))}`);
    }
    if (theme === "ink-saver") {
      /* No fills: next to nothing of the page is dark, and no square of 10 points is all dark. */
      const data = pixmap.getPixels(), pw = pixmap.getWidth(), n = pixmap.getNumberOfComponents(), side = 10 * SCALE;
      for (let y = 0; y + side < pixmap.getHeight(); y += side)
        for (let x = 0; x + side < pw; x += side) {
          let dark = 0;
          for (let j = 0; j < side; j++)
            for (let i = 0; i < side; i++) dark += data[((y + j) * pw + x + i) * n] < 250;
          count.fill++;
          if (dark === side * side) wrong.fill.push(`${at}: filled at ${x / SCALE}, ${y / SCALE}`);
        }
    }
    pixmap.destroy();
    page.destroy();
  }
  for (const [words, size] of heads) {
    if (size === 0) continue; /* in capitals, or shaped otherwise */
    count.heading++;
    least.heading = Math.min(least.heading, size);
    if (size < 22) wrong.heading.push(`${name}: the heading "${words}" at ${size}`);
  }
  const most = [...sizes].sort((a, b) => b[1] - a[1])[0];
  if (theme === "plain" && /portfolio/.test(file) && (!most || most[0] !== 13)) wrong.plain.push(`${name}: most letters are ${most} pt`);
  doc.destroy();
}

const f = (v) => (v === 1e9 ? "none" : v.toFixed(2));
report(`large print: no letter under 14 pt (smallest ${f(least.size)})`, count.small, wrong.small);
report(`large print: text of 18 pt and more (smallest ${f(least.body)})`, count.body, wrong.body);
report(`large print: headings of 22 pt and more (smallest ${f(least.heading)})`, count.heading, wrong.heading);
report(`large print: lines 1.15 sizes apart (least ${f(least.leading)})`, count.leading, wrong.leading);
report("large print: margins of an inch", count.margin, wrong.margin);
report("plain: 13 pt, without serifs", count.plain, wrong.plain);
report("plain and large print: nothing leans", count.italic, wrong.italic);
report("ink-saver: black only", count.black, wrong.black);
report("ink-saver: nothing filled", count.fill, wrong.fill);
report(`text against what is under it, 4.5:1 (least ${f(least.text)})`, count.text, wrong.text);
report(`lines against what is under them, 3:1 (least ${f(least.line)})`, count.line, wrong.line);
