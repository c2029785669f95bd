// Every widget of every file: a tooltip that makes sense alone (as pdf.js gives it to a screen reader), an appearance in every state,
// a fixed size, /DV, an embedded font; no NeedAppearances, script, XFA, comb or MaxLen.
import { read, report, pdfjs, mupdf } from "./clients.mjs";

const m = await mupdf();
const wrong = { tooltip: [], alone: [], appearance: [], size: [], dv: [], font: [], form: [] };
let widgets = 0;

const inherited = (object, key) => {
  for (let o = object; o && !o.isNull(); o = o.get("Parent")) {
    const v = o.get(key);
    if (!v.isNull()) return v;
  }
  return null;
};

for (const file of process.argv.slice(2)) {
  const name = file.split("/").slice(-3).join("/");
  const doc = await pdfjs(read(file));
  const raw = m.Document.openDocument(read(file), "application/pdf");
  const form = raw.getTrailer().get("Root").get("AcroForm");
  if (!form.isNull()) {
    if (!form.get("NeedAppearances").isNull()) wrong.form.push(`${name}: NeedAppearances`);
    if (!form.get("XFA").isNull()) wrong.form.push(`${name}: XFA`);
  }
  const dr = form.isNull() ? form : form.get("DR"); // a form of boxes alone has none
  const fonts = dr.isNull() ? null : dr.get("Font");
  const said = new Map(); // tooltip -> field: two blanks must not say the same
  for (let p = 1; p <= doc.numPages; p++) {
    const page = await doc.getPage(p);
    const annots = raw.loadPage(p - 1).getObject().get("Annots");
    const objects = [];
    for (let i = 0; !annots.isNull() && i < annots.length; i++)
      if (annots.get(i).get("Subtype").asName() === "Widget") objects.push(annots.get(i).resolve());
    const seen = (await page.getAnnotations()).filter((a) => a.subtype === "Widget");
    for (const a of seen) {
      widgets++;
      const words = (a.alternativeText || "").trim();
      const at = `${name} page ${p} ${a.fieldName}`;
      if (words.length < 2) wrong.tooltip.push(at);
      const key = a.fieldName + (a.buttonValue ? "=" + a.buttonValue : "") + (a.exportValue ? "=" + a.exportValue : "");
      if (said.has(words) && said.get(words) !== key) wrong.alone.push(`${at}: "${words}" also names ${said.get(words)}`);
      said.set(words, key);
    }
    if (seen.length !== objects.length) wrong.form.push(`${name} page ${p}: pdf.js sees ${seen.length} widgets of ${objects.length}`);
    for (const o of objects) {
      const at = `${name} page ${p} ${inherited(o, "T")?.asString()}`;
      const type = inherited(o, "FT")?.asName();
      const normal = o.get("AP").get("N");
      if (type === "Tx" || type === "Sig") {
        if (!normal.isStream()) wrong.appearance.push(at);
      } else {
        let states = 0, on = 0;
        normal.forEach((v, k) => { states++; if (String(k) !== "Off") on++; if (!v.isStream()) wrong.appearance.push(`${at} ${k}`); });
        if (on !== 1 || states !== 2) wrong.appearance.push(`${at}: ${states} states`);
        if (o.get("AS").isNull()) wrong.appearance.push(`${at}: no /AS`);
      }
      if (type !== "Sig" && !inherited(o, "DV")) wrong.dv.push(at);
      if (type === "Tx") {
        const da = (inherited(o, "DA") ?? form.get("DA")).asString();
        const part = da.match(/\/(\S+)\s+([\d.]+)\s+Tf/);
        if (!part || Number(part[2]) < 9) wrong.size.push(`${at}: ${da}`);
        const font = part && fonts.get(part[1]);
        const file2 = font && font.get("FontDescriptor").get("FontFile2");
        if (!file2 || file2.isNull()) wrong.font.push(`${at}: ${da}`);
        if (inherited(o, "MaxLen") || (Number(inherited(o, "Ff")?.asNumber() ?? 0) & (1 << 24))) wrong.form.push(`${at}: MaxLen or comb`);
      }
      if (inherited(o, "AA") || inherited(o, "A")) wrong.form.push(`${at}: an action`);
      if (o.get("TU").isNull()) wrong.tooltip.push(`${at}: no /TU on the widget`);
    }
  }
  await doc.destroy();
}
report("widgets: tooltip", widgets, wrong.tooltip);
report("widgets: tooltip makes sense alone", widgets, wrong.alone);
report("widgets: appearance in every state", widgets, wrong.appearance);
report("widgets: fixed size", widgets, wrong.size);
report("widgets: default value", widgets, wrong.dv);
report("widgets: embedded font", widgets, wrong.font);
report("forms: nothing forbidden", widgets, wrong.form);
