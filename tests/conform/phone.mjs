// Phone paper at 360 px wide: the smallest text is 16 px, the smallest tap 44 x 44 px, nothing beside the page, at most 7 blanks a page.
import { read, report, mupdf } from "./clients.mjs";

const m = await mupdf();
const small = [], taps = [], sideways = [];
let texts = 0, widgets = 0, pages = 0;

for (const file of process.argv.slice(2)) {
  const name = file.split("/").slice(-3).join("/");
  const doc = m.Document.openDocument(read(file), "application/pdf");
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
    for (const w of page.getWidgets()) {
      const [a, b, c, d] = w.getBounds();
      widgets++;
      if ((c - a) * px < 43.99 || (d - b) * px < 43.99) taps.push(`${at}: ${w.getName()} ${((c - a) * px).toFixed(1)} x ${((d - b) * px).toFixed(1)} px`);
      if (a < x0 - 0.01 || c > x1 + 0.01) sideways.push(`${at}: ${w.getName()}`);
    }
  }
}
report("phone: smallest text 16 px", texts, small);
report("phone: smallest tap 44 x 44 px", widgets, taps);
report("phone: no sideways scroll", pages, sideways);
