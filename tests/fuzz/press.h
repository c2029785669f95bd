/* The whole way from a bound packet to a PDF in memory, which libqpdf must find nothing wrong with; and back: a copy that nobody filled in
 * changes nothing in the record that it was made of. */
#ifndef FUZZ_PRESS_H
#define FUZZ_PRESS_H

#include <qpdf/qpdf-c.h>

#include "collect/collect.h"
#include "layout/layout.h"
#include "packet/packet.h"
#include "packet/set.h"
#include "pdf/pdf.h"

#include "house.h"

struct press {
	struct arena *arena;
	struct diags *diags;
	const struct record_shapes *shapes;
	const struct lang *english, *arabic;
	struct font_set *fonts;
	const struct style *letter, *turned, *phone;
};

static struct press press;

static inline void press_open(void)
{
	static const char *const dirs[] = {"templates"};
	static const struct style_dirs where = {dirs, 1};
	const struct fuzz_house *house = fuzz_house();

	press.arena = house->arena;
	press.diags = house->diags;
	press.shapes = house->shapes;
	press.english = house->lang;
	press.arabic = lang_load(press.arena, press.diags, &(const char *){"templates/languages"}, 1, "ar", SPAN_NONE);
	press.fonts = font_set_load(press.arena, press.diags, val_load(press.arena, press.diags, "fonts/fonts.yaml", 1u << 20));
	press.letter = style_load(press.arena, press.diags, &where, "first-steps", "letter", false);
	press.phone = style_load(press.arena, press.diags, &where, "first-steps", "phone", false);
	FUZZ_CHECK(press.arabic && press.fonts && press.letter && press.phone, "no house; run in the project's folder");
	press.turned = style_turned(press.arena, press.diags, press.letter);
}

static inline void press_check(const struct buf *pdf)
{
	qpdf_data qpdf = qpdf_init();

	qpdf_silence_errors(qpdf);
	qpdf_set_suppress_warnings(qpdf, QPDF_TRUE);
	FUZZ_CHECK(!(qpdf_read_memory(qpdf, "fuzz.pdf", pdf->data, pdf->len, NULL) & QPDF_ERRORS), "%s", qpdf_get_error_full_text(qpdf, qpdf_get_error(qpdf)));
	qpdf_check_pdf(qpdf);
	FUZZ_CHECK(!qpdf_has_error(qpdf), "%s", qpdf_get_error_full_text(qpdf, qpdf_get_error(qpdf)));
	if (qpdf_more_warnings(qpdf))
		FUZZ_CHECK(false, "%s", qpdf_get_error_full_text(qpdf, qpdf_next_warning(qpdf)));
	qpdf_cleanup(&qpdf);
}

static inline void press_back(struct arena *arena, struct doc_library *library, const struct record_set *set, const struct buf *pdf)
{
	struct diags *diags = diags_new();
	struct fuzz_file file = fuzz_file(pdf->data, pdf->len);
	const struct lang *langs[] = {press.english, press.arabic};
	const char *const tags[] = {"en", "ar"};
	const struct collect_job job = {.arena = arena, .diags = diags, .shapes = press.shapes, .library = library, .lang_tags = tags,
					.n_langs = 2, .language = fuzz_language, .of = langs, .today = set->today};
	const struct readback *copy = readback_load(arena, diags, file.path, NULL);
	struct collect c = {.set = *set};

	FUZZ_CHECK(copy, "it cannot be read back");
	collect_begin(&c, &job);
	if (copy->n && collect_copy(&c, copy))
		FUZZ_CHECK(str_eq(c.main->source->text, set->family->source->text), "nobody wrote anything, and it changed to\n%s", c.main->source->text);
	fuzz_file_end(&file);
	diags_free(diags);
}

/* How: bit 0 phone, bit 1 Arabic, bit 2 flat, bit 3 blank. */
static inline void press_run(struct arena *arena, struct diags *diags, struct doc_library *library, struct record_set *set, const char *id, unsigned how)
{
	const char *const templates[] = {"templates"};
	const struct lang *lang = how & 2 ? press.arabic : press.english;
	struct packet *packet = packet_of(arena, &id, 1);
	struct set_packet *files[2] = {NULL, NULL};
	struct packet_job job = {.arena = arena, .diags = diags, .library = library, .set = set, .lang = lang, .template_dirs = templates, .n_dirs = 1,
				 .records_dir = "/nowhere", .blank = how & 8, .flat = how & 4, .discreet = set->discreet};

	set->blank = job.blank;
	set->flat = job.flat;
	if (!packet_bind(&job, packet, files))
		return;
	for (int i = 0; i < 2; i++) {
		const struct layout_job layout = {.arena = arena, .diags = diags, .fonts = press.fonts, .lang = lang,
						  .upright = how & 1 ? press.phone : press.letter,
						  .landscape = how & 1 ? press.phone : press.turned};
		const struct pdf_meta meta = {.producer = "Kinfolio", .time = 1795305600, .packet = "fuzz", .record_digest = set->family && !job.blank ?
					      digest_hex(arena, set->family->id, strlen(set->family->id)) : NULL, .compress = how & 16};
		struct page_set *pages = files[i] ? layout_packet(&layout, files[i]) : NULL;
		struct buf pdf = {0};

		if (pages && diags_count(diags, DIAG_ERROR) == 0) {
			bool made = pdf_write(diags, press.fonts, pages, &meta, &pdf);

			FUZZ_CHECK(made || diags_count(diags, DIAG_ERROR) > 0, "not made, and nobody was told");
			if (made)
				press_check(&pdf);
			if (made && !job.blank && !job.flat && set->family && !set->program)
				press_back(arena, library, set, &pdf);
		}
		buf_free(&pdf);
	}
}

#endif
