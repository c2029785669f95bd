// Phone paper at 360 px wide: the smallest text is 16 px, the smallest tap 44 x 44 px, nothing beside the page, at most 7 blanks
// a page, and the answers to one question on one page.
import { read, report, mupdf } from "./clients.mjs";

const m = await mupdf();
const small = [], taps = [], sideways = [], many = [], parted = [];
let texts = 0, widgets = 0, pages = 0, questions = 0;

// What a widget asks: a text itself; a radio button its group; of several boxes to tick, the words that all their tooltips begin with
// ("How do I like people to reach me? Email"), on one path; a line of a checklist itself.
function question(w) {
  const name = w.getName();
  if (w.getFieldType() === "radiobutton") return name;
  if (/(^|\.)answers\.[^.]+\.[^.]+$/.test(name)) return name; // a sheet's own: a line to tick, a passage to keep
  const words = w.getLabel(), cut = Math.max(words.lastIndexOf("? "), words.lastIndexOf(": "));
  return w.getFieldType() === "checkbox" && cut > 0 ? name.slice(0, name.lastIndexOf(".")) + "|" + words.slice(0, cut) : name;
}

for (const file of process.argv.slice(2)) {
  const name = file.split("/").slice(-3).join("/");
  const doc = m.Document.openDocument(read(file), "application/pdf");
  const choices = new Set();
  let before = new Set();
  for (let p = 0; p < doc.countPages(); p++) {
    const page = doc.loadPage(p);
    const [x0, , x1] = page.getBounds();
    const px = 360 / (x1 - x0);
    const at = `${name} page ${p + 1}`;
    pages++;
    const stext = JSON.parse(page.toStructuredText("preserve-spans").asJSON());
    for (const block of stext.blocks)
      for (const line of block.lines ?? []) {
        texts++;
        if (line.font.size * px < 15.99) small.push(`${at}: ${(line.font.size * px).toFixed(1)} px "${line.text}"`);
        if (line.text.trim() && (line.bbox.x < x0 - 0.5 || line.bbox.x + line.bbox.w > x1 + 0.5)) sideways.push(`${at}: "${line.text}"`);
      }
    const asked = new Set();
    for (const w of page.getWidgets()) {
      asked.add(question(w));
      if (w.getFieldType() !== "text") choices.add(question(w));
      const [a, b, c, d] = w.getBounds();
      widgets++;
      if ((c - a) * px < 43.99 || (d - b) * px < 43.99) taps.push(`${at}: ${w.getName()} ${((c - a) * px).toFixed(1)} x ${((d - b) * px).toFixed(1)} px`);
      if (a < x0 - 0.01 || c > x1 + 0.01) sideways.push(`${at}: ${w.getName()}`);
    }
    questions += asked.size;
    if (asked.size > 7) many.push(`${at}: ${asked.size} blanks`);
    for (const q of asked) if (before.has(q) && choices.has(q)) parted.push(`${at}: ${q} began on the page before`);
    before = asked;
  }
}
report("phone: smallest text 16 px", texts, small);
report("phone: smallest tap 44 x 44 px", widgets, taps);
report("phone: no sideways scroll", pages, sideways);
report("phone: at most 7 blanks a page", questions, many);
report("phone: the answers to a question on one page", questions, parted);
