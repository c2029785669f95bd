/* The one file that includes libharu. Its object layer gives numbers, the page tree, the cross-reference table, the catalog,
 * Info and the trailer, and writes them; what stands in an object is text that we formatted. None of its drawing, fonts,
 * encodings, forms or encryption is used.
 *
 * An object is one HPDF_Dict without entries whose write_fn emits our text. A stream is the same: write_fn remembers the
 * output and after_write_fn, called behind the closing >>, writes `stream ... endstream`; so there is neither a copy of the
 * bytes nor an object for the length, which libharu's own streams need.
 *
 * libharu's limits truncate silently and its object layer does not call the error handler: we count before we hand over
 * (objects and pages are all that it ever counts for us) and read the error number once. */
#include "pdf/int.h"

#include <string.h>

#include <hpdf.h>

#define MAX_OBJECTS (HPDF_LIMIT_MAX_XREF_ELEMENT - 8)
#define MAX_PAGES HPDF_LIMIT_MAX_ARRAY
#define NUMBER(dict) ((unsigned)((dict)->header.obj_id & 0x00ffffff))

struct object {
	const char *text;
	size_t len;
	const void *data;
	size_t size;
	HPDF_Stream to; /* while it is written */
};

/* What libharu knows by a number. */
struct slot {
	HPDF_Dict dict;
};

struct pdf_file {
	struct arena *arena;
	HPDF_Doc doc;
	HPDF_Doc_Rec *rec;
	struct slot *slots; /* by number */
	size_t n, cap;
	unsigned n_pages;
	struct buf *out; /* while it is saved */
	bool failed;
};

static HPDF_STATUS write_text(HPDF_Dict dict, HPDF_Stream stream)
{
	struct object *o = dict->attr;

	o->to = stream;
	return o->len ? HPDF_Stream_Write(stream, (const HPDF_BYTE *)o->text, (HPDF_UINT)o->len) : HPDF_OK;
}

static HPDF_STATUS write_data(HPDF_Dict dict)
{
	struct object *o = dict->attr;
	HPDF_STATUS status;

	if (!o->data)
		return HPDF_OK;
	status = HPDF_Stream_WriteStr(o->to, "\nstream\n");
	if (status == HPDF_OK && o->size > 0)
		status = HPDF_Stream_Write(o->to, o->data, (HPDF_UINT)o->size);
	return status == HPDF_OK ? HPDF_Stream_WriteStr(o->to, "\nendstream") : status;
}

static void on_error(HPDF_STATUS error, HPDF_STATUS detail, void *data)
{
	(void)error;
	(void)detail;
	(void)data; /* the number is kept, and read before saving */
}

/* Makes the dict one of ours. */
static unsigned adopt(struct pdf_file *file, HPDF_Dict dict)
{
	unsigned id = NUMBER(dict);

	while (file->n <= id)
		arena_push(file->arena, file->slots, file->n, file->cap);
	file->slots[id].dict = dict;
	dict->attr = arena_one(file->arena, struct object);
	dict->write_fn = write_text;
	dict->after_write_fn = write_data;
	return id;
}

static unsigned add(struct pdf_file *file)
{
	HPDF_Dict dict;

	if (file->failed || file->rec->xref->entries->count >= MAX_OBJECTS) {
		file->failed = true;
		return 0;
	}
	dict = HPDF_Dict_New(file->rec->mmgr);
	if (!dict || HPDF_Xref_Add(file->rec->xref, dict) != HPDF_OK) {
		file->failed = true;
		return 0;
	}
	return adopt(file, dict);
}

struct pdf_file *pdf_file_new(struct arena *arena)
{
	struct pdf_file *file = arena_one(arena, struct pdf_file);

	file->arena = arena;
	/* Without its memory pool, which would be faster but aligns nothing. */
	file->doc = HPDF_New(on_error, NULL);
	file->rec = (HPDF_Doc_Rec *)file->doc;
	file->rec->pdf_version = HPDF_VER_17;
	HPDF_Dict_RemoveElement(file->rec->info, "Producer");
	adopt(file, file->rec->info);
	adopt(file, (HPDF_Dict)file->rec->catalog);
	return file;
}

void pdf_file_free(struct pdf_file *file)
{
	HPDF_Free(file->doc);
}

unsigned pdf_file_object(struct pdf_file *file)
{
	return add(file);
}

unsigned pdf_file_page(struct pdf_file *file)
{
	unsigned id;

	if (file->n_pages >= MAX_PAGES) {
		file->failed = true;
		return 0;
	}
	id = add(file);
	if (id == 0)
		return 0;
	file->n_pages++;
	if (HPDF_Pages_AddKids(file->rec->root_pages, file->slots[id].dict) != HPDF_OK)
		file->failed = true;
	/* Only now: a page made by libharu has attributes that ours has not, and AddKids would write into them. The class is
	 * what /Count goes by. */
	file->slots[id].dict->header.obj_class = HPDF_OCLASS_DICT | HPDF_OSUBCLASS_PAGE;
	return id;
}

unsigned pdf_file_catalog(const struct pdf_file *file)
{
	return NUMBER((HPDF_Dict)file->rec->catalog);
}

unsigned pdf_file_info(const struct pdf_file *file)
{
	return NUMBER(file->rec->info);
}

void pdf_file_set(struct pdf_file *file, unsigned id, const char *text, size_t len)
{
	pdf_file_set_stream(file, id, text, len, NULL, 0);
}

void pdf_file_set_stream(struct pdf_file *file, unsigned id, const char *text, size_t len, const void *data, size_t size)
{
	struct object *o;

	if (id == 0 || id >= file->n)
		return; /* past the limit: saving will say so */
	o = file->slots[id].dict->attr;
	*o = (struct object){.text = text, .len = len, .data = data, .size = size};
}

static HPDF_STATUS save_bytes(HPDF_Stream stream, const HPDF_BYTE *data, HPDF_UINT n)
{
	struct pdf_file *file = stream->attr;

	buf_add(file->out, data, n);
	return file->out->failed ? HPDF_FILE_IO_ERROR : HPDF_OK;
}

/* The trailer's /ID (14.4): from all that was written before it, so that the same content has the same ID. */
static HPDF_STATUS write_id(HPDF_Dict trailer, HPDF_Stream stream)
{
	struct pdf_file *file = stream->attr;
	const char *data = file->out->data;
	size_t n = file->out->len, i;
	uint64_t a = 0x9e3779b97f4a7c15u, b = 0xc2b2ae3d27d4eb4fu ^ n, word;
	char text[96];

	(void)trailer;
	for (i = 0; i < n; i += sizeof word) {
		word = 0;
		if (n - i >= sizeof word)
			memcpy(&word, data + i, sizeof word);
		else
			memcpy(&word, data + i, n - i);
		a = (a ^ word) * 0xbf58476d1ce4e5b9u;
		a ^= a >> 29;
		b = (b + word) * 0x94d049bb133111ebu;
		b ^= b >> 31;
	}
	snprintf(text, sizeof text, "/ID [<%016llx%016llx> <%016llx%016llx>]\n", (unsigned long long)a,
		 (unsigned long long)b, (unsigned long long)a, (unsigned long long)b);
	return HPDF_Stream_WriteStr(stream, text);
}

unsigned long pdf_file_save(struct pdf_file *file, struct buf *out)
{
	unsigned long error = HPDF_GetError(file->doc);

	if (error != HPDF_OK)
		return error;
	if (file->failed)
		return HPDF_XREF_COUNT_ERR;
	file->out = out;
	/* libharu saves into `rec->stream`, its own memory unless there is one already. */
	file->rec->stream = HPDF_CallbackWriter_New(file->rec->mmgr, save_bytes, file);
	file->rec->trailer->write_fn = write_id;
	error = HPDF_SaveToStream(file->doc);
	if (error == HPDF_OK)
		error = HPDF_GetError(file->doc);
	return error == HPDF_OK && out->failed ? HPDF_FILE_IO_ERROR : error;
}
