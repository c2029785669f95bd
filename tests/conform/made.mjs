// Forms that Kinfolio never saw, made and filled by pdf-lib and saved again by the other clients; for tests/conform/forms. usage: made.mjs FOLDER
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { PDFDocument, PDFName, PDFString, PDFHexString } from "pdf-lib";
import fontkit from "@pdf-lib/fontkit";
import { read, pdfjs, mupdf } from "./clients.mjs";

const folder = process.argv[2];
const save = (name, bytes) => writeFileSync(join(folder, name + ".pdf"), bytes);

async function make() {
  const doc = await PDFDocument.create();
  doc.registerFontkit(fontkit);
  const font = await doc.embedFont(read("/usr/share/fonts/truetype/noto/NotoSans-Regular.ttf"), { subset: true });
  const form = doc.getForm(), pages = [doc.addPage([400, 600]), doc.addPage([400, 600])];
  const at = (i) => ({ x: 20, y: 560 - 26 * i, width: 200, height: 20, font });
  const texts = { "family.name": "Žofie ß", "family.k1.phone": "555-0100 (call)", "family.k2.note": "one\ntwo\n\n“three” — ñ", plain: "" };
  Object.entries(texts).forEach(([name, value], i) => {
    const f = form.createTextField(name);
    if (value.includes("\n")) f.enableMultiline();
    f.setText(value);
    f.addToPage(pages[0], at(i));
    if (i === 0) f.addToPage(pages[1], at(0)); // two widgets, one field
  });
  form.createTextField("empty").addToPage(pages[0], at(5));
  const box = form.createCheckBox("box.ticked");
  box.addToPage(pages[0], at(6));
  box.check();
  form.createCheckBox("box.open").addToPage(pages[0], at(7));
  const group = form.createRadioGroup("how.often");
  ["daily", "once a week", "nie & nimmer"].forEach((o, i) => group.addOptionToPage(o, pages[1], at(2 + i)));
  group.select("once a week");
  const drop = form.createDropdown("drop");
  drop.addOptions(["red", "grün", "blue"]);
  drop.select("grün");
  drop.addToPage(pages[1], at(6));
  const list = form.createOptionList("list");
  list.addOptions(["a", "b", "c"]);
  list.enableMultiselect();
  list.select(["c", "a"]);
  list.addToPage(pages[1], { ...at(9), height: 60 });
  form.createButton("push").addToPage("Push", pages[1], at(11));
  form.updateFieldAppearances(font);
  // What other savers write: PDFDocEncoding, pairs of what is exported and what is shown, a value at a kid.
  form.getTextField("plain").acroField.dict.set(PDFName.of("V"), PDFString.of("caf\\351 \\200 \\(x\\)"));
  drop.acroField.dict.set(PDFName.of("Opt"), doc.context.obj([[PDFString.of("r"), PDFString.of("red")], [PDFString.of("g"), PDFHexString.fromText("grün")]]));
  drop.acroField.dict.set(PDFName.of("V"), PDFString.of("g"));
  return doc;
}

const doc = await make();
const plain = await doc.save({ useObjectStreams: false });
save("pdf-lib", plain);
save("pdf-lib-packed", await doc.save({ useObjectStreams: true }));

const js = await pdfjs(plain);
const objects = await js.getFieldObjects();
for (const [name, value] of [["family.name", "中文 😀 لیلی"], ["family.k2.note", "new\nlines"], ["empty", "no more"]])
  for (const o of objects[name]) js.annotationStorage.setValue(o.id, { value });
for (const o of objects["box.open"]) js.annotationStorage.setValue(o.id, { value: true });
save("pdfjs", await js.saveDocument());

const m = await mupdf();
for (const how of ["incremental", "garbage,compress", "encrypt=aes-256,user-password=,owner-password=o"]) {
  const other = m.Document.openDocument(plain, "application/pdf");
  for (let p = 0; p < other.countPages(); p++)
    for (const w of other.loadPage(p).getWidgets()) {
      if (w.isText() && w.getName() !== "plain") w.setTextValue("von mupdf\n2 — ж");
      else if (w.getName() === "box.ticked") w.toggle();
      else if (w.getName() === "drop") w.setChoiceValue("r");
      w.update();
    }
  save("mupdf-" + how.split(/[,=]/)[0], other.saveToBuffer(how).asUint8Array());
}
