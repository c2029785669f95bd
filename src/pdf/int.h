/* pdf/int.h: what the files of this room share. One pdf_writer holds everything that a pdf_write needs and ends with it; the
 * files are called in the order in which pdf_write (write.c) names them. An object is a number and text that we formatted.
 */
#ifndef PDF_INT_H
#define PDF_INT_H

#include "pdf/pdf.h"

/* ---- haru.c: object numbers, page tree, cross-reference table and file, by libharu -------------------------------- */

struct pdf_file;

/* The file lives until pdf_file_free; what is handed to it must live as long. */
struct pdf_file *pdf_file_new(struct arena *arena);
void pdf_file_free(struct pdf_file *file);
/* A new object, empty so far: its number. 0 where libharu can take no more; pdf_file_save then fails. */
unsigned pdf_file_object(struct pdf_file *file);
/* The same, and the next page. */
unsigned pdf_file_page(struct pdf_file *file);
/* Numbers of the two objects that are there from the start. */
unsigned pdf_file_catalog(const struct pdf_file *file);
unsigned pdf_file_info(const struct pdf_file *file);
/* The inside of the object's dictionary: what stands between << and >>. For the catalog and pages: what we add to it. */
void pdf_file_set(struct pdf_file *file, unsigned id, const char *text, size_t len);
/* The bytes of a stream; the text names /Length. */
void pdf_file_set_stream(struct pdf_file *file, unsigned id, const char *text, size_t len, const void *data, size_t size);
/* The whole file, with an /ID made from its content. 0, or libharu's error number. */
unsigned long pdf_file_save(struct pdf_file *file, struct buf *out);

/* ---- syntax.c: the small pieces of PDF's syntax -------------------------------------------------------------------- */

void pdf_put_int(struct buf *out, long v);
void pdf_put_hex(struct buf *out, uint32_t v, int digits); /* the last so many hexadecimal digits, capitals */
void pdf_put_ref(struct buf *out, unsigned id); /* "12 0 R" */
void pdf_put_name(struct buf *out, const char *name);
/* A text string (ISO 32000-1, 7.9.2.2), in PDFDocEncoding where that has all its letters, else UTF-16BE; `lang` (or NULL) as
 * an escape in it. */
void pdf_put_text(struct buf *out, const char *text, const char *lang);
/* The same for the value of a field: ASCII or UTF-16BE, which every client reads alike. */
void pdf_put_value(struct buf *out, const char *text);
/* Bytes as a string; hexadecimal where `hex`, else the shorter literal form. */
void pdf_put_bytes(struct buf *out, const void *data, size_t n, bool hex);
void pdf_put_date(struct buf *out, int64_t time); /* "(D:20261121090000Z)" */
/* "[x0 y0 x1 y1]" of a rectangle given from the top of a page `height` high. */
void pdf_put_rect(struct buf *out, mpt height, mpt x, mpt y, mpt w, mpt h);

/* ---- the writer ---------------------------------------------------------------------------------------------------- */

/* A face as this file uses it. */
struct pdf_face {
	const struct font_face *face;
	unsigned id;	    /* its font object; 0: not used so far */
	uint8_t *used;	    /* a byte a glyph */
	uint8_t *noted;	    /* likewise: drawn.c has its text, for its stream of this number */
	uint32_t noted_in;
	int16_t *widths;    /* 1 + 1/1000 em; 0: not asked for yet */
	const char **texts; /* what ToUnicode will say of a glyph; NULL: nothing so far */
};

struct pdf_image {
	const struct image *image;
	unsigned id;
};

/* A widget's appearance streams; `off` of buttons only. */
struct pdf_looks {
	unsigned on, off;
};

/* A widget or a link on its page, in reading order. */
struct pdf_annot {
	unsigned id;
	uint32_t page;
	page_tag_id tag;
	uint32_t next; /* the next one of this tag; UINT32_MAX at the end */
	bool link;
	uint32_t index; /* into page_set.widgets or .links */
};

struct pdf_writer {
	struct arena *arena; /* ends with pdf_write */
	struct diags *diags;
	struct font_set *fonts;
	const struct page_set *set;
	const struct pdf_meta *meta;
	struct pdf_file *file;
	struct pdf_shared *shared;
	struct buf tmp; /* for one object's text at a time */

	unsigned *pages;	  /* object numbers; a page's StructParents is its index */
	struct page_kids *kids;	  /* by tag */
	unsigned *tags;		  /* object numbers; 0: not in the tree */
	uint32_t *tag_annots;	  /* the tag's first annotation; UINT32_MAX: none */
	uint32_t **marks;	  /* by page and body item: 1 + the number of the mark that starts there */
	uint32_t *n_marks;	  /* by page */
	page_tag_id **mark_tags;  /* by page and mark */
	struct pdf_annot *annots; /* their StructParent is n_pages + index */
	size_t n_annots;
	uint32_t *widget_annots; /* by widget; UINT32_MAX: not on a page */
	struct pdf_looks *looks; /* by widget */
	unsigned (*contents)[2]; /* by page: body and furniture; 0: none */
	unsigned *forms;	 /* by single page, where the set is of sides */

	struct pdf_face *faces;
	size_t n_faces; /* by font_face.index */
	struct pdf_image *images;
	size_t n_images, cap_images;
	unsigned resources;	 /* all fonts and images, shared by all pages */
	unsigned typing;	 /* the typing font; 0: no live text */
	struct str_map *streams; /* appearance streams by their text */
	struct str_map *anchors; /* name -> struct page_anchor */
	bool failed;		 /* told */
};

/* The object with the text of `w->tmp`, which is emptied. */
void pdf_set(struct pdf_writer *w, unsigned id);
/* The same as a stream: the dictionary's other entries in `w->tmp`; compressed where that makes it shorter and `plain` is
 * not asked. */
void pdf_set_stream(struct pdf_writer *w, unsigned id, const void *data, size_t n, bool plain);

/* The same, with the bytes as they are, which the caller may have compressed already. */
void pdf_set_bytes(struct pdf_writer *w, unsigned id, const void *data, size_t len, bool packed);

/* ---- deflate.c: streams made shorter ------------------------------------------------------------------------------- */

struct pdf_deflate *pdf_deflate_new(struct arena *arena);
/* From here on streams are kept. */
void pdf_deflate_keep(struct pdf_deflate *state);
void pdf_deflate_free(struct pdf_deflate *state);
/* The compressed bytes (zlib's format) in the arena; NULL where they are no shorter. The same for the same bytes, whatever
 * came before. */
const void *pdf_deflate(struct pdf_deflate *state, struct arena *arena, const void *data, size_t n, size_t *len);
/* The same; it is not kept. */
const void *pdf_pack(struct pdf_deflate *state, struct arena *arena, const void *data, size_t n, size_t *len);

/* ---- drawn.c: pages' content streams, kept over a run -------------------------------------------------------------- */

struct pdf_drawn *pdf_drawn_new(struct arena *arena);
void pdf_drawn_free(struct pdf_drawn *drawn);
/* Sets the stream of a page's body (`marks`: by item) or furniture (`marks` NULL) as it was drawn before. False: it is to be
 * drawn, and then set by pdf_drawn_set. */
bool pdf_drawn_find(struct pdf_writer *w, unsigned id, const struct page *page, const uint32_t *marks);
void pdf_drawn_set(struct pdf_writer *w, unsigned id, const struct buf *content);
/* The file was asked what a glyph says: pdf_glyph_text. */
void pdf_drawn_note(struct pdf_writer *w, struct pdf_face *f, uint32_t glyph, const char *alone, size_t len, const char *said);

/* ---- shared.c: what the files of one run have in common ------------------------------------------------------------ */

/* The typing font as it was made last. */
struct pdf_typing {
	const struct font_face *face;
	uint32_t codes[256];
	const void *data, *packed; /* as a stream has it; packed NULL: no shorter */
	size_t len, packed_len;
	int widths[256];	/* 1/1000 em */
	const char *names[256]; /* of glyphs, by code */
};

struct pdf_shared {
	struct arena *arena;
	struct pdf_deflate *deflate;
	struct keep *programs; /* of faces, by the glyphs they hold: font.c; NULL: none is kept */
	struct pdf_drawn *drawn; /* NULL likewise */
	struct pdf_typing typing;
};

/* ---- content.c: items as operators --------------------------------------------------------------------------------- */

struct pdf_content {
	struct pdf_writer *w;
	struct buf out;
	mpt height;	    /* of the page or the widget */
	bool plain;	    /* a mark or furniture: no replacement texts */
	uint32_t n_faces;   /* how many faces it names, */
	uint32_t faces[64]; /* and which: their indexes */
	/* The graphics state as the reader has it. */
	uint32_t fill, stroke;
	mpt line, dash;
	bool round; /* caps and joins: of drawn paths, not of rules */
	bool text;  /* between BT and ET */
	const struct font_face *face;
	mpt size, rise;
	int64_t line_x, line_y; /* the line's start, hundredths of a point */
	int64_t pen_x;		/* where the next glyph would stand, thousandths */
};

/* Draws items [from, to) of a list. Marked content is the caller's. */
void pdf_draw(struct pdf_content *c, const struct page_item *items, size_t from, size_t to);
/* Ends a text object, if one is open. */
void pdf_draw_end(struct pdf_content *c);
/* text.c: one run of glyphs. */
void pdf_draw_run(struct pdf_content *c, const struct page_item *item);
void pdf_draw_color(struct pdf_content *c, struct page_color color, bool stroke);

/* ---- the rest, in order -------------------------------------------------------------------------------------------- */

const char *pdf_role(enum page_role role);
bool pdf_fields_check(struct pdf_writer *w);	  /* field.c: names and states that can be written; false: told */
void pdf_plan(struct pdf_writer *w);		  /* plan.c: numbers for pages, tags, marks and annotations */
void pdf_write_contents(struct pdf_writer *w);	  /* stream.c: two content streams a page */
void pdf_write_sides(struct pdf_writer *w);	  /* sheet.c: the same for sides of sheets */
void pdf_put_side(struct pdf_writer *w, struct buf *out, const struct page *side); /* sheet.c */
unsigned pdf_write_fields(struct pdf_writer *w);  /* field.c: the AcroForm, or 0 */
void pdf_write_links(struct pdf_writer *w);	  /* link.c */
unsigned pdf_write_outline(struct pdf_writer *w); /* link.c; 0: none */
unsigned pdf_write_tags(struct pdf_writer *w);	  /* tags.c: the StructTreeRoot */
void pdf_write_fonts(struct pdf_writer *w);	  /* font.c */
void pdf_write_typing(struct pdf_writer *w);	  /* typing.c */
void pdf_write_images(struct pdf_writer *w);	  /* image.c */
void pdf_write_info(struct pdf_writer *w);	  /* meta.c */
void pdf_write_catalog(struct pdf_writer *w, unsigned form, unsigned outline, unsigned tree); /* meta.c */

/* The appearance stream (12.5.5) that shows the items (may be NULL); one object however often. `variable`: it is a text's,
 * which a reader finds between /Tx BMC and EMC and replaces (12.7.3.3). */
unsigned pdf_appearance(struct pdf_writer *w, const struct page_items *items, mpt width, mpt height, bool variable);
struct pdf_face *pdf_face(struct pdf_writer *w, const struct font_face *face);
int pdf_width(struct pdf_face *f, uint32_t glyph);
/* What the glyph says wherever it is shown. The first to ask may settle it: `alone` is the text of a cluster that it makes
 * alone, or NULL. */
const char *pdf_glyph_text(struct pdf_writer *w, struct pdf_face *f, uint32_t glyph, const char *alone, size_t len);
/* Flags: 4 symbolic, 32 not. */
void pdf_put_descriptor(struct pdf_writer *w, const struct font_face *face, const char *name, int symbolic,
			const char *file_key, unsigned file);
unsigned pdf_image(struct pdf_writer *w, const struct image *image, size_t *index);
/* A ToUnicode map (9.10.3) of codes of `bytes` bytes; texts[i] NULL: not used. Its object number. */
struct pdf_map {
	uint32_t code;
	const char *text;
};
unsigned pdf_write_unicode(struct pdf_writer *w, const struct pdf_map *map, size_t n, int bytes);

#endif
