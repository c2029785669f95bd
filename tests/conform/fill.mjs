// Values set by each client, saved, and read back by every other: text, several lines, a box, a radio button; Latin and not.
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { read, report } from "./clients.mjs";
import { dir, readers, writers } from "./writers.mjs";
import { PDFDocument, PDFTextField, PDFCheckBox, PDFRadioGroup } from "pdf-lib";

const source = process.argv[2];

// What to fill: found in the file itself, one blank of each kind.
async function choose() {
  const doc = await PDFDocument.load(read(source));
  const fields = doc.getForm().getFields();
  const texts = fields.filter((f) => f instanceof PDFTextField);
  const one = texts.filter((f) => !f.isMultiline()), many = texts.filter((f) => f.isMultiline());
  const radio = fields.find((f) => f instanceof PDFRadioGroup && f.acroField.getWidgets().length > 1);
  const off = fields.find((f) => f instanceof PDFCheckBox && !f.isChecked());
  const state = radio.acroField.getWidgets().map((w) => w.getOnValue().decodeText()).find((s) => s !== radio.getSelected());
  return [
    { name: one[0].getName(), kind: "text", value: "Žofie ß O'Neil (x) \\ end" },
    { name: one[1].getName(), kind: "text", value: "Nguyễn Thị Hồng" },
    { name: one[2].getName(), kind: "text", value: "王小明 ليلى" },
    { name: many[0].getName(), kind: "text", value: "first line\nsecond line\n\nfourth — “quoted”" },
    { name: off.getName(), kind: "box", value: off.acroField.getWidgets()[0].getOnValue().decodeText() },
    { name: radio.getName(), kind: "radio", value: state },
  ];
}

const wants = await choose();
const same = (s) => String(s ?? "").replace(/\r\n?/g, "\n");
for (const [writer, write] of Object.entries(writers)) {
  const wrong = [];
  let count = 0;
  try {
    const bytes = new Uint8Array(await write(source, wants));
    writeFileSync(join(dir, `by-${writer}.pdf`), bytes);
    for (const [reader, readAll] of Object.entries(readers)) {
      if (reader === writer) continue;
      const got = await readAll(bytes);
      for (const w of wants) {
        count++;
        if (same(got[w.name]) !== w.value) wrong.push(`${reader} reads ${w.name} as ${JSON.stringify(got[w.name])}, not ${JSON.stringify(w.value)}`);
      }
    }
  } catch (e) {
    wrong.push(String(e.stack ?? e));
  }
  report(`filled by ${writer}, read by the others`, count, wrong);
}
process.exit(0);
