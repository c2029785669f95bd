// Prefilled values are shown alike by Poppler, MuPDF, PDFium and pdf.js: the rectangle of each widget that has a value, rendered by each,
// compared on a coarse grid of ink.
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { read, report, pdfjs, mupdf, pdfium, run } from "./clients.mjs";
import { createCanvas } from "@napi-rs/canvas";

const SCALE = 2, CELL = 8; // pixels a point; pixels a cell

const renderers = {
  poppler(file, p, w, h) {
    const dir = mkdtempSync(join(tmpdir(), "kinfolio-shown-")), base = join(dir, "p");
    run("pdftoppm", "-gray", "-r", String(72 * SCALE), "-f", String(p + 1), "-l", String(p + 1), "-singlefile", file, base);
    const b = readFileSync(base + ".pgm");
    rmSync(dir, { recursive: true });
    const head = b.subarray(0, 40).toString("latin1").match(/^P5\s+(\d+)\s+(\d+)\s+255\s/);
    return { w: +head[1], h: +head[2], at: (i) => b[head[0].length + i] };
  },
  async mupdf(file, p) {
    const m = await mupdf();
    const pix = m.Document.openDocument(read(file), "application/pdf").loadPage(p)
      .toPixmap(m.Matrix.scale(SCALE, SCALE), m.ColorSpace.DeviceGray, false, true);
    const b = pix.getPixels(), stride = pix.getStride(), w = pix.getWidth();
    return { w, h: pix.getHeight(), at: (i) => b[Math.floor(i / w) * stride + (i % w)] };
  },
  async "pdf.js"(file, p) {
    const page = await (await pdfjs(read(file))).getPage(p + 1);
    const view = page.getViewport({ scale: SCALE });
    const canvas = createCanvas(Math.round(view.width), Math.round(view.height));
    await page.render({ canvasContext: canvas.getContext("2d"), viewport: view, annotationMode: 1 }).promise;
    const b = canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height).data;
    return { w: canvas.width, h: canvas.height, at: (i) => (b[4 * i] + b[4 * i + 1] + b[4 * i + 2]) / 3 };
  },
  async pdfium(file, p) {
    const lib = await pdfium(), bytes = read(file);
    const at = lib.pdfium.wasmExports.malloc(bytes.length);
    lib.pdfium.HEAPU8.set(bytes, at);
    const doc = lib.FPDF_LoadMemDocument(at, bytes.length, ""), page = lib.FPDF_LoadPage(doc, p);
    const w = Math.round(lib.FPDF_GetPageWidthF(page) * SCALE), h = Math.round(lib.FPDF_GetPageHeightF(page) * SCALE);
    const bitmap = lib.FPDFBitmap_Create(w, h, 0);
    lib.FPDFBitmap_FillRect(bitmap, 0, 0, w, h, 0xffffffff);
    lib.FPDF_RenderPageBitmap(bitmap, page, 0, 0, w, h, 0, 0);
    const form = lib.PDFiumExt_InitFormFillEnvironment(doc, lib.PDFiumExt_OpenFormFillInfo());
    lib.FORM_OnAfterLoadPage(page, form);
    lib.FPDF_FFLDraw(form, bitmap, page, 0, 0, w, h, 0, 0); // widgets are drawn by the form module
    const b = lib.pdfium.HEAPU8.slice(lib.FPDFBitmap_GetBuffer(bitmap), lib.FPDFBitmap_GetBuffer(bitmap) + w * h * 4);
    lib.FPDFBitmap_Destroy(bitmap);
    lib.FORM_OnBeforeClosePage(page, form);
    lib.FPDF_ClosePage(page);
    lib.PDFiumExt_ExitFormFillEnvironment(form);
    lib.FPDF_CloseDocument(doc);
    lib.pdfium.wasmExports.free(at);
    return { w, h, at: (i) => (b[4 * i] + b[4 * i + 1] + b[4 * i + 2]) / 3 };
  },
};

// Ink by cell: 0 for the paler of the blank's own ground, up to 1.
function ink(image, [x0, y0, x1, y1]) {
  const cells = [];
  for (let y = y0 * SCALE; y + CELL <= y1 * SCALE; y += CELL)
    for (let x = x0 * SCALE; x + CELL <= x1 * SCALE; x += CELL) {
      let sum = 0;
      for (let j = 0; j < CELL; j++)
        for (let i = 0; i < CELL; i++) {
          const v = image.at(Math.min(image.h - 1, Math.round(y) + j) * image.w + Math.min(image.w - 1, Math.round(x) + i));
          sum += v < 200 ? 1 : 0;
        }
      cells.push(sum / (CELL * CELL));
    }
  return cells;
}

const m = await mupdf();
const wrong = [];
let count = 0;
for (const file of process.argv.slice(2)) {
  const doc = m.Document.openDocument(read(file), "application/pdf");
  for (let p = 0; p < doc.countPages(); p++) {
    const page = doc.loadPage(p); // a widget is bound to it as long as it lives
    const filled = page.getWidgets().filter((w) => w.getValue() && w.getValue() !== "Off"
      && (w.isText() || w.getObject().get("AS").asName() === w.getValue()));
    if (!filled.length) continue;
    const images = {};
    for (const [name, render] of Object.entries(renderers)) images[name] = await render(file, p);
    for (const w of filled) {
      count++;
      const grids = Object.entries(images).map(([name, image]) => [name, ink(image, w.getBounds())]);
      const at = `${file.split("/").slice(-2).join("/")} page ${p + 1} ${w.getName()}`;
      for (const [name, grid] of grids) {
        const total = grid.reduce((a, b) => a + b, 0);
        const apart = grid.reduce((a, v, i) => a + Math.abs(v - grids[0][1][i]), 0);
        const all = grids[0][1].reduce((a, b) => a + b, 0);
        if (total === 0) wrong.push(`${at}: ${name} shows nothing`);
        else if (apart > 0.55 * Math.max(total, all)) wrong.push(`${at}: ${name} differs from poppler (${(apart / Math.max(total, all)).toFixed(2)})`);
      }
    }
  }
}
report("prefilled values shown alike by four renderers", count, wrong);
process.exit(0);
