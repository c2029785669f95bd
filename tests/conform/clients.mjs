// Opening a file with each client, and what the scripts share.
import { readFileSync } from "node:fs";
import { execFileSync } from "node:child_process";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";

const require = createRequire(import.meta.url);

export const read = (file) => new Uint8Array(readFileSync(file));

// One JSON line a check; `wrong` lists what failed.
export function report(name, count, wrong) {
  console.log(JSON.stringify({ name, ok: wrong.length === 0 && count > 0, count,
    message: (wrong.slice(0, 15).join("\n") + (wrong.length > 15 ? `\nand ${wrong.length - 15} more` : "")) || (count ? "" : "nothing was checked") }));
}

export async function pdfjs(bytes, password) {
  const lib = await import("pdfjs-dist/legacy/build/pdf.mjs");
  const root = dirname(require.resolve("pdfjs-dist/package.json"));
  return lib.getDocument({ data: bytes.slice(), password, verbosity: 0, standardFontDataUrl: join(root, "standard_fonts/"),
    cMapUrl: join(root, "cmaps/"), cMapPacked: true }).promise;
}

export const mupdf = () => import("mupdf");

let pdfiumModule;
export async function pdfium() {
  if (!pdfiumModule) {
    const { init } = await import("@embedpdf/pdfium");
    const wasm = readFileSync(join(dirname(require.resolve("@embedpdf/pdfium")), "pdfium.wasm"));
    pdfiumModule = await init({ wasmBinary: wasm.buffer.slice(wasm.byteOffset, wasm.byteOffset + wasm.byteLength) });
    pdfiumModule.PDFiumExt_Init();
  }
  return pdfiumModule;
}

export const run = (command, ...argv) => execFileSync(command, argv, { maxBuffer: 1 << 28 });
