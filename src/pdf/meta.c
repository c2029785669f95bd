/* What the file says about itself: Info and XMP (which must agree), the catalog with its viewer preferences, page labels and
 * the private data that `collect` finds again (/PieceInfo, which every client keeps). No value of a record is among them. */
#include "pdf/int.h"

#include <stdlib.h>
#include <string.h>
#include <time.h>

void pdf_write_info(struct pdf_writer *w)
{
	struct buf *out = &w->tmp;

	buf_adds(out, "/Title");
	pdf_put_text(out, w->set->title, NULL);
	if (w->meta->author) {
		buf_adds(out, "/Author");
		pdf_put_text(out, w->meta->author, NULL);
	}
	buf_adds(out, "/Producer");
	pdf_put_text(out, w->meta->producer, NULL);
	buf_adds(out, "/CreationDate");
	pdf_put_date(out, w->meta->time);
	buf_adds(out, "/ModDate");
	pdf_put_date(out, w->meta->time);
	pdf_set(w, pdf_file_info(w->file));
}

/* Text as XML; characters that XML 1.0 does not have are left out. */
static void put_xml(struct buf *out, const char *text)
{
	const char *end = text + strlen(text);
	uint32_t c;

	while ((c = utf8_next(&text, end)) != 0) {
		if (c == '&')
			buf_adds(out, "&amp;");
		else if (c == '<')
			buf_adds(out, "&lt;");
		else if (c == '>')
			buf_adds(out, "&gt;");
		else if ((c >= 0x20 && c != 0xfffe && c != 0xffff) || c == '\t' || c == '\n')
			buf_add_utf8(out, c);
	}
}

static unsigned write_xmp(struct pdf_writer *w)
{
	unsigned id = pdf_file_object(w->file);
	time_t when = (time_t)w->meta->time;
	struct buf xmp = {0};
	struct tm tm = {0};
	char date[64];

	gmtime_r(&when, &tm);
	strftime(date, sizeof date, "%Y-%m-%dT%H:%M:%SZ", &tm);
	buf_adds(
		&xmp,
		"<?xpacket begin=\"\xef\xbb\xbf\" id=\"W5M0MpCehiHzreSzNTczkc9d\"?>\n"
		"<x:xmpmeta xmlns:x=\"adobe:ns:meta/\"><rdf:RDF xmlns:rdf=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\">\n"
		"<rdf:Description rdf:about=\"\" xmlns:dc=\"http://purl.org/dc/elements/1.1/\" "
		"xmlns:xmp=\"http://ns.adobe.com/xap/1.0/\" "
		"xmlns:pdf=\"http://ns.adobe.com/pdf/1.3/\" xmlns:pdfuaid=\"http://www.aiim.org/pdfua/ns/id/\">\n");
	if (!w->set->singles)
		buf_adds(&xmp, "<pdfuaid:part>1</pdfuaid:part>\n");
	buf_adds(
		&xmp,
		"<dc:format>application/pdf</dc:format>\n"
		"<dc:title><rdf:Alt><rdf:li xml:lang=\"x-default\">");
	put_xml(&xmp, w->set->title);
	buf_adds(&xmp, "</rdf:li></rdf:Alt></dc:title>\n");
	if (w->meta->author) {
		buf_adds(&xmp, "<dc:creator><rdf:Seq><rdf:li>");
		put_xml(&xmp, w->meta->author);
		buf_adds(&xmp, "</rdf:li></rdf:Seq></dc:creator>\n");
	}
	buf_adds(&xmp, "<dc:language><rdf:Bag><rdf:li>");
	put_xml(&xmp, w->set->lang);
	buf_addf(&xmp,
		 "</rdf:li></rdf:Bag></dc:language>\n<xmp:CreateDate>%s</xmp:CreateDate>\n<xmp:ModifyDate>%s</"
		 "xmp:ModifyDate>\n<pdf:Producer>",
		 date, date);
	put_xml(&xmp, w->meta->producer);
	buf_adds(&xmp, "</pdf:Producer>\n</rdf:Description></rdf:RDF></x:xmpmeta>\n<?xpacket end=\"r\"?>");
	buf_adds(&w->tmp, "/Type/Metadata/Subtype/XML");
	pdf_set_stream(w, id, xmp.data, xmp.len, true);
	buf_free(&xmp);
	return id;
}

/* ---- page labels (12.4.2) -------------------------------------------------------------------------------------------- */

/* A label as a prefix and a number: "A-6" is "A-" and 6. 0 where it ends in no number that counting would write so. */
static long split_label(const char *label, size_t *prefix)
{
	size_t n = strlen(label), at = n;

	while (at > 0 && n - at < 6 && label[at - 1] >= '0' && label[at - 1] <= '9')
		at--;
	while (at < n && label[at] == '0')
		at++;
	*prefix = at < n ? at : n;
	return at < n ? strtol(label + at, NULL, 10) : 0;
}

static void put_labels(struct pdf_writer *w, struct buf *out)
{
	const char *last = NULL;
	size_t last_prefix = 0;
	long last_number = 0;

	buf_adds(out, "/PageLabels<</Nums[");
	for (size_t p = 0; p < w->set->n_pages; p++) {
		const char *label = w->set->pages[p].label ? w->set->pages[p].label : "";
		size_t prefix;
		long number = split_label(label, &prefix);

		if (!last || number == 0 || number != last_number + 1 || prefix != last_prefix ||
		    strncmp(label, last, prefix) != 0) {
			pdf_put_int(out, (long)p);
			buf_adds(out, "<<");
			if (prefix > 0) {
				buf_adds(out, "/P");
				pdf_put_text(out, arena_strndup(w->arena, label, prefix), NULL);
			}
			if (number > 0)
				buf_addf(out, "/S/D/St %ld", number);
			buf_adds(out, ">>");
		}
		last = label;
		last_prefix = prefix;
		last_number = number > 0 ? number : -2;
	}
	buf_adds(out, "]>>");
}

static bool has_labels(const struct page_set *set)
{
	for (size_t p = 0; p < set->n_pages; p++)
		if (set->pages[p].label || !set->singles)
			return true;
	return false;
}

/* ---- catalog (7.7.2) ---------------------------------------------------------------------------------------------------
 */

static void put_private(struct pdf_writer *w, struct buf *out)
{
	buf_adds(out, "/PieceInfo<</Kinfolio<</LastModified");
	pdf_put_date(out, w->meta->time);
	buf_adds(out, "/Private<</Printed");
	pdf_put_date(out, w->meta->time);
	if (w->meta->record_digest) {
		buf_adds(out, "/Record");
		pdf_put_text(out, w->meta->record_digest, NULL);
	}
	if (w->meta->packet) {
		buf_adds(out, "/Packet");
		pdf_put_text(out, w->meta->packet, NULL);
	}
	if (w->meta->n_fresh) {
		buf_adds(out, "/New[");
		for (size_t i = 0; i < w->meta->n_fresh; i++)
			pdf_put_text(out, w->meta->fresh[i], NULL);
		buf_addc(out, ']');
	}
	buf_adds(out, ">>>>>>");
}

void pdf_write_catalog(struct pdf_writer *w, unsigned form, unsigned outline, unsigned tree)
{
	unsigned xmp = write_xmp(w);
	struct buf *out = &w->tmp;

	buf_adds(out, "/Lang");
	pdf_put_text(out, w->set->lang, NULL);
	if (tree)
		buf_adds(out, "/MarkInfo<</Marked true>>");
	buf_adds(out, "/ViewerPreferences<</DisplayDocTitle true/PrintScaling/None");
	if (w->set->duplex)
		buf_adds(out, w->set->duplex_short ? "/Duplex/DuplexFlipShortEdge" : "/Duplex/DuplexFlipLongEdge");
	if (w->set->rtl)
		buf_adds(out, "/Direction/R2L");
	buf_adds(out, ">>/Metadata ");
	pdf_put_ref(out, xmp);
	if (tree) {
		buf_adds(out, "/StructTreeRoot ");
		pdf_put_ref(out, tree);
	}
	if (form) {
		buf_adds(out, "/AcroForm ");
		pdf_put_ref(out, form);
	}
	if (outline) {
		buf_adds(out, "/Outlines ");
		pdf_put_ref(out, outline);
	}
	if (has_labels(w->set))
		put_labels(w, out);
	put_private(w, out);
	buf_addc(out, '\n');
	pdf_set(w, pdf_file_catalog(w->file));
}
