// Filling a file with each client as a person with it would, and reading it back: for fill.mjs and roundtrip.mjs.
// A want is {name, kind: "text" | "box" | "radio", value}; the value of a box or a radio button is its state, "" where it is off.
import { writeFileSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { read, pdfjs, mupdf, pdfium, run } from "./clients.mjs";
import { PDFDocument, PDFTextField, PDFCheckBox, PDFRadioGroup } from "pdf-lib";
import fontkit from "@pdf-lib/fontkit";

export const dir = mkdtempSync(join(tmpdir(), "kinfolio-fill-"));
process.on("exit", () => rmSync(dir, { recursive: true, force: true }));

export const writers = {
  async "pdf-lib"(source, wants) {
    const doc = await PDFDocument.load(read(source));
    doc.registerFontkit(fontkit);
    const font = await doc.embedFont(read("/usr/share/fonts/truetype/noto/NotoSans-Regular.ttf"), { subset: true });
    const form = doc.getForm();
    for (const w of wants) {
      const f = form.getField(w.name);
      if (w.kind === "text") {
        f.setText(w.value);
        // It breaks lines in time that grows with the square of a text: what is long keeps the old appearance, as with many savers.
        if (w.value.length < 1000) f.updateAppearances(font);
      }
      else if (w.kind === "box") w.value ? f.check() : f.uncheck();
      else if (w.value) f.select(w.value);
      else f.clear();
    }
    return doc.save({ updateFieldAppearances: false });
  },
  async "pdf.js"(source, wants) {
    const doc = await pdfjs(read(source));
    const objects = await doc.getFieldObjects();
    for (const w of wants)
      for (const o of objects[w.name]) {
        if (w.kind === "text") doc.annotationStorage.setValue(o.id, { value: w.value });
        else if (w.kind === "box") doc.annotationStorage.setValue(o.id, { value: w.value !== "" });
        else doc.annotationStorage.setValue(o.id, { value: o.exportValues === w.value });
      }
    return doc.saveDocument();
  },
  async mupdf(source, wants) {
    const m = await mupdf();
    const doc = m.Document.openDocument(read(source), "application/pdf");
    for (let p = 0; p < doc.countPages(); p++)
      for (const w of doc.loadPage(p).getWidgets()) {
        const want = wants.find((x) => x.name === w.getName());
        if (!want) continue;
        if (want.kind === "text") { w.setTextValue(want.value); w.update(); }
        else {
          const states = [];
          w.getObject().get("AP").get("N").forEach((v, k) => states.push(String(k)));
          const on = w.getObject().get("AS").asName() !== "Off";
          if (want.value ? states.includes(want.value) && !on : on) { w.toggle(); w.update(); }
        }
      }
    return doc.saveToBuffer("incremental").asUint8Array();
  },
  async pdfium(source, wants) {
    // Real clicks and keys, as Chrome makes them.
    const lib = await pdfium();
    const bytes = read(source);
    const at = lib.pdfium.wasmExports.malloc(bytes.length);
    lib.pdfium.HEAPU8.set(bytes, at);
    const doc = lib.FPDF_LoadMemDocument(at, bytes.length, "");
    const info = lib.PDFiumExt_OpenFormFillInfo();
    const form = lib.PDFiumExt_InitFormFillEnvironment(doc, info);
    const rect = lib.pdfium.wasmExports.malloc(16);
    const left = new Set(wants.map((w) => w.name));
    for (let p = 0; p < lib.FPDF_GetPageCount(doc) && left.size; p++) {
      const page = lib.FPDF_LoadPage(doc, p);
      lib.FORM_OnAfterLoadPage(page, form);
      for (let i = 0; i < lib.FPDFPage_GetAnnotCount(page); i++) {
        const annot = lib.FPDFPage_GetAnnot(page, i);
        const name = text16(lib, (b, n) => lib.FPDFAnnot_GetFormFieldName(form, annot, b, n));
        const want = wants.find((w) => w.name === name);
        if (want && left.has(name)) {
          lib.FPDFAnnot_GetRect(annot, rect);
          const [l, t, r, b] = lib.pdfium.HEAPF32.slice(rect / 4, rect / 4 + 4);
          const state = want.kind === "radio" && text16(lib, (x, n) => lib.FPDFAnnot_GetFormFieldExportValue(form, annot, x, n));
          if (want.kind !== "radio" || state === want.value) {
            const x = (l + r) / 2, y = want.kind === "text" ? Math.max(t, b) - 8 : (t + b) / 2;
            lib.FORM_OnLButtonDown(form, page, 0, x, y);
            lib.FORM_OnLButtonUp(form, page, 0, x, y);
            if (want.kind === "text") {
              lib.FORM_SelectAllText(form, page);
              const s = utf16(lib, want.value);
              lib.FORM_ReplaceSelection(form, page, s);
              lib.pdfium.wasmExports.free(s);
            }
            lib.FORM_ForceToKillFocus(form);
            left.delete(name);
          }
        }
        lib.FPDFPage_CloseAnnot(annot);
      }
      lib.FORM_OnBeforeClosePage(page, form);
      lib.FPDF_ClosePage(page);
    }
    const writer = lib.PDFiumExt_OpenFileWriter();
    lib.PDFiumExt_SaveAsCopy(doc, writer);
    const size = lib.PDFiumExt_GetFileWriterSize(writer);
    const out = lib.pdfium.wasmExports.malloc(size);
    lib.PDFiumExt_GetFileWriterData(writer, out, size);
    return lib.pdfium.HEAPU8.slice(out, out + size);
  },
  async pdftk(source, wants) {
    const esc = (s) => s.replace(/&/g, "&amp;").replace(/</g, "&lt;").replace(/>/g, "&gt;");
    const nest = (path, value) => path.length ? `<field name="${esc(path[0])}">${nest(path.slice(1), value)}</field>` : `<value>${esc(value)}</value>`;
    const xfdf = join(dir, "v.xfdf"), out = join(dir, "pdftk.pdf");
    writeFileSync(xfdf, `<?xml version="1.0" encoding="UTF-8"?><xfdf xmlns="http://ns.adobe.com/xfdf/" xml:space="preserve"><fields>${
      wants.map((w) => nest(w.name.split("."), w.kind === "text" ? w.value : w.value || "Off")).join("")}</fields></xfdf>`);
    run("pdftk", source, "fill_form", xfdf, "output", out);
    return new Uint8Array(readFileSync(out));
  },
};

const utf16 = (lib, s) => {
  const at = lib.pdfium.wasmExports.malloc(2 * s.length + 2);
  for (let i = 0; i <= s.length; i++) lib.pdfium.HEAPU8.set(i < s.length ? [s.charCodeAt(i) & 255, s.charCodeAt(i) >> 8] : [0, 0], at + 2 * i);
  return at;
};
const text16 = (lib, call) => {
  const n = call(0, 0);
  if (n <= 2) return "";
  const at = lib.pdfium.wasmExports.malloc(n);
  call(at, n);
  const b = lib.pdfium.HEAPU8.slice(at, at + n - 2);
  lib.pdfium.wasmExports.free(at);
  return new TextDecoder("utf-16le").decode(b);
};

export const readers = {
  async "pdf-lib"(bytes) {
    const form = (await PDFDocument.load(bytes)).getForm(), got = {};
    for (const f of form.getFields())
      got[f.getName()] = f instanceof PDFTextField ? f.getText() ?? "" : f instanceof PDFCheckBox
        ? (f.isChecked() ? f.acroField.getWidgets()[0].getOnValue().decodeText() : "Off") : f instanceof PDFRadioGroup ? f.getSelected() ?? "Off" : "";
    return got;
  },
  async "pdf.js"(bytes) {
    const got = {};
    for (const [name, list] of Object.entries(await (await pdfjs(bytes)).getFieldObjects()))
      for (const o of list) if (o.value !== undefined && o.type !== undefined) got[name] = o.value;
    return got;
  },
  async mupdf(bytes) {
    const m = await mupdf(), doc = m.Document.openDocument(bytes, "application/pdf"), got = {};
    for (let p = 0; p < doc.countPages(); p++)
      for (const w of doc.loadPage(p).getWidgets()) got[w.getName()] = w.getValue();
    return got;
  },
  async pdfium(bytes) {
    const lib = await pdfium(), got = {};
    const at = lib.pdfium.wasmExports.malloc(bytes.length);
    lib.pdfium.HEAPU8.set(bytes, at);
    const doc = lib.FPDF_LoadMemDocument(at, bytes.length, "");
    const form = lib.PDFiumExt_InitFormFillEnvironment(doc, lib.PDFiumExt_OpenFormFillInfo());
    for (let p = 0; p < lib.FPDF_GetPageCount(doc); p++) {
      const page = lib.FPDF_LoadPage(doc, p);
      for (let i = 0; i < lib.FPDFPage_GetAnnotCount(page); i++) {
        const a = lib.FPDFPage_GetAnnot(page, i);
        const name = text16(lib, (b, n) => lib.FPDFAnnot_GetFormFieldName(form, a, b, n));
        if (name) got[name] = text16(lib, (b, n) => lib.FPDFAnnot_GetFormFieldValue(form, a, b, n));
      }
    }
    return got;
  },
  async pdftk(bytes) {
    const file = join(dir, "read.pdf"), got = {};
    writeFileSync(file, bytes);
    const out = run("pdftk", file, "dump_data_fields_utf8").toString();
    for (const block of out.split("---\n")) {
      const name = block.match(/^FieldName: (.*)$/m)?.[1];
      const value = block.match(/(?:^|\n)FieldValue: ([\s\S]*?)(?=\nField[A-Z]\w+: |\n?$(?![\s\S]))/)?.[1];
      if (name) got[name] = value ?? "";
    }
    return got;
  },
};
