// Sealed files in clients of their own kind: open with the password, with every field in them, and not without or with another.
import { read, report, pdfjs, mupdf, pdfium } from "./clients.mjs";

const [password, ...files] = process.argv.slice(2);

// Each gives the names of the fields, or throws where the file does not open.
const clients = {
  async "pdf.js"(bytes, key) {
    const doc = await pdfjs(bytes, key);
    return Object.keys(await doc.getFieldObjects());
  },
  async mupdf(bytes, key) {
    const m = await mupdf();
    const doc = m.Document.openDocument(bytes, "application/pdf");
    if (doc.needsPassword() && (key === undefined || !doc.authenticatePassword(key))) throw new Error("locked");
    const names = new Set();
    for (let p = 0; p < doc.countPages(); p++) for (const w of doc.loadPage(p).getWidgets()) names.add(w.getName());
    return [...names];
  },
  async pdfium(bytes, key) {
    const lib = await pdfium();
    const at = lib.pdfium.wasmExports.malloc(bytes.length);
    lib.pdfium.HEAPU8.set(bytes, at);
    const doc = lib.FPDF_LoadMemDocument(at, bytes.length, key ?? "");
    if (!doc) throw new Error("locked: error " + lib.FPDF_GetLastError());
    const form = lib.PDFiumExt_InitFormFillEnvironment(doc, lib.PDFiumExt_OpenFormFillInfo());
    const names = new Set();
    for (let p = 0; p < lib.FPDF_GetPageCount(doc); p++) {
      const page = lib.FPDF_LoadPage(doc, p);
      for (let i = 0; i < lib.FPDFPage_GetAnnotCount(page); i++) {
        const annot = lib.FPDFPage_GetAnnot(page, i);
        const size = lib.FPDFAnnot_GetFormFieldName(form, annot, 0, 0);
        if (size > 2) {
          const text = lib.pdfium.wasmExports.malloc(size);
          lib.FPDFAnnot_GetFormFieldName(form, annot, text, size);
          names.add(lib.pdfium.UTF16ToString(text));
          lib.pdfium.wasmExports.free(text);
        }
        lib.FPDFPage_CloseAnnot(annot);
      }
      lib.FPDF_ClosePage(page);
    }
    return [...names];
  },
};

for (const [name, open] of Object.entries(clients)) {
  const wrong = [];
  let count = 0;
  for (let i = 0; i < files.length; i += 2) {
    const [sealed, plain] = files.slice(i, i + 2).map(read);
    const want = (await open(plain)).sort();
    if (want.length < 20) wrong.push(`${files[i + 1]}: only ${want.length} fields`);
    const have = (await open(sealed, password).catch((e) => [String(e)])).sort();
    if (have.join() !== want.join()) wrong.push(`${files[i]}: ${have.length} fields (${have[0]}), wanted ${want.length}`);
    for (const key of [undefined, "wrong horse battery", password + " "]) {
      const opened = await open(sealed, key).then(() => true, () => false);
      if (opened) wrong.push(`${files[i]} opens with ${key === undefined ? "no" : "another"} password`);
    }
    count += 4;
  }
  report(`${name} opens sealed files with the password alone`, count, wrong);
}
