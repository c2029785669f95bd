/* A CSV file as spreadsheets save it: bytes to UTF-8, text to rows of cells. What a program may do in silence is worked out
 * (byte order mark, UTF-16, commas, semicolons or tabs, ends of lines); Windows-1252 is worked out and said, because another
 * old code page would look the same. Refuses text whose quotes do not match: every cell behind them would stand in the wrong
 * column. RFC 4180; cells are parted by libcsv. */
#include "import/int.h"

#include <stdlib.h>
#include <string.h>

#include <csv.h>

/* ---- bytes to UTF-8 --------------------------------------------------------------------------------------------------- */

/* 0x80 to 0x9f; 0 where Windows-1252 has nothing. */
static const uint16_t windows[32] = {
	0x20ac, 0, 0x201a, 0x0192, 0x201e, 0x2026, 0x2020, 0x2021, 0x02c6, 0x2030, 0x0160, 0x2039, 0x0152, 0, 0x017d, 0,
	0, 0x2018, 0x2019, 0x201c, 0x201d, 0x2022, 0x2013, 0x2014, 0x02dc, 0x2122, 0x0161, 0x203a, 0x0153, 0, 0x017e, 0x0178,
};

static bool from_windows(const struct buf *bytes, struct buf *text)
{
	for (size_t i = 0; i < bytes->len; i++) {
		unsigned char c = (unsigned char)bytes->data[i];
		uint32_t u = c >= 0x80 && c <= 0x9f ? windows[c - 0x80] : c;

		if (u == 0)
			return false;
		buf_add_utf8(text, u);
	}
	return true;
}

static bool from_utf16(const struct buf *bytes, bool big, struct buf *text)
{
	size_t i = 2;

	if (bytes->len % 2)
		return false;
	while (i < bytes->len) {
		uint32_t u[2] = {0, 0};

		for (int k = 0; k < 2 && i + 2 * (size_t)k + 1 < bytes->len; k++) {
			uint32_t a = (unsigned char)bytes->data[i + 2 * (size_t)k],
				 b = (unsigned char)bytes->data[i + 2 * (size_t)k + 1];

			u[k] = big ? a << 8 | b : b << 8 | a;
		}
		i += 2;
		if (u[0] >= 0xd800 && u[0] <= 0xdfff) {
			if (u[0] > 0xdbff || u[1] < 0xdc00 || u[1] > 0xdfff)
				return false;
			u[0] = 0x10000 + ((u[0] - 0xd800) << 10) + (u[1] - 0xdc00);
			i += 2;
		}
		if (u[0] == 0)
			return false;
		buf_add_utf8(text, u[0]);
	}
	return true;
}

/* False (told) where the bytes are no text in any of these ways. */
static bool decode(struct diags *diags, const char *path, const struct buf *bytes, struct buf *text)
{
	const unsigned char *b = (const unsigned char *)bytes->data;
	bool ok;

	if (bytes->len >= 2 && ((b[0] == 0xff && b[1] == 0xfe) || (b[0] == 0xfe && b[1] == 0xff))) {
		ok = from_utf16(bytes, b[0] == 0xfe, text);
	} else if (utf8_invalid(bytes->data, bytes->len) == bytes->len) {
		ok = !memchr(bytes->data, '\0', bytes->len);
		buf_add(text, bytes->data, bytes->len);
	} else {
		ok = from_windows(bytes, text);
		if (ok)
			diag(diags, SPAN_NONE, MSG_IMPORT_WINDOWS, path);
	}
	if (!ok)
		diag(diags, SPAN_NONE, MSG_IMPORT_ENCODING, path);
	return ok;
}

/* CRLF and CR become LF, in place. */
static void one_line_end(struct buf *text)
{
	size_t n = 0;

	for (size_t i = 0; i < text->len; i++) {
		char c = text->data[i];

		if (c == '\r' && text->data[i + 1] == '\n')
			continue;
		text->data[n++] = c == '\r' ? '\n' : c;
	}
	text->len = n;
	text->data[n] = '\0';
}

/* ---- what parts the cells --------------------------------------------------------------------------------------------- */

/* Excel's own first line, `sep=;`. */
static void find_sep(struct sheet *sheet)
{
	const char *text = sheet->source->text;

	if (strncmp(text, "sep=", 4) != 0 || !text[4] || text[5] != '\n')
		return;
	sheet->delimiter = text[4];
	sheet->from = 6;
	sheet->first_row = 2;
}

/* The one that the headings have most of, outside of quotes. */
static void find_delimiter(struct sheet *sheet)
{
	static const char marks[] = ",;\t";
	size_t n[3] = {0, 0, 0};
	bool quoted = false;
	int best = 0;

	for (const char *s = sheet->source->text; *s && (quoted || *s != '\n'); s++) {
		const char *mark = strchr(marks, *s);

		if (*s == '"')
			quoted = !quoted;
		else if (mark && !quoted)
			n[mark - marks]++;
	}
	for (int i = 1; i < 3; i++)
		if (n[i] > n[best])
			best = i;
	sheet->delimiter = marks[best];
}

const struct sheet *sheet_load(struct arena *arena, struct diags *diags, const char *path)
{
	struct buf bytes = {0}, text = {0};
	const struct source *read = NULL;
	struct sheet *sheet = NULL;
	struct source *source;

	if (file_read(diags, path, IMPORT_MAX_BYTES, &bytes) && decode(diags, path, &bytes, &text)) {
		buf_add(&text, "", 0);
		one_line_end(&text);
		read = source_new(arena, diags, path, text.data, text.len);
	}
	buf_free(&bytes);
	buf_free(&text);
	if (!read)
		return NULL;
	source = arena_one(arena, struct source);
	*source = *read;
	source->unshown = true; /* a row is all that is known of a family */
	sheet = arena_one(arena, struct sheet);
	sheet->source = source;
	sheet->first_row = 1;
	find_sep(sheet);
	if (!sheet->delimiter)
		find_delimiter(sheet);
	return sheet;
}

/* ---- rows ------------------------------------------------------------------------------------------------------------- */

struct reader {
	const struct sheet *sheet;
	struct diags *diags;
	sheet_take *take;
	void *data;
	struct arena *arena;    /* of the array of cells */
	struct cell *cells; size_t n, cap;
	size_t *offsets; size_t n_offsets, cap_offsets; /* of their texts */
	struct buf texts;       /* of a row */
	size_t number;
	uint32_t at, row_at;    /* where the cell and the row begin */
	uint32_t now;           /* behind what was read */
	bool ok, stop;
};

static bool is_blank(const char *s, const char *end, size_t *width)
{
	*width = 1;
	if (strchr(" \t\n\v\f", *s))
		return *s != '\0';
	*width = 2;
	return end - s >= 2 && (unsigned char)s[0] == 0xc2 && (unsigned char)s[1] == 0xa0; /* no-break space */
}

/* Without blanks at both ends; \v, which Word has for a new line, as one. */
static void put_trimmed(struct buf *out, const char *s, size_t n)
{
	const char *end = s + n;
	size_t width;

	while (s < end && is_blank(s, end, &width))
		s += width;
	while (end > s) {
		if (is_blank(end - 1, end, &width) && width == 1)
			end--;
		else if (end - s >= 2 && is_blank(end - 2, end, &width) && width == 2)
			end -= 2;
		else
			break;
	}
	for (; s < end; s++)
		buf_addc(out, *s == '\v' ? '\n' : *s);
	buf_add(out, "", 1);
}

static void take_cell(void *text, size_t n, void *data)
{
	struct reader *r = data;
	struct cell *cell;

	if (r->n >= IMPORT_MAX_COLUMNS) {
		if (r->ok)
			diag(r->diags, ((struct span){r->sheet->source, r->row_at, r->row_at}), MSG_IMPORT_COLUMNS,
			     r->number, IMPORT_MAX_COLUMNS);
		r->ok = false;
		return;
	}
	cell = arena_push(r->arena, r->cells, r->n, r->cap);
	cell->at = r->at;
	*arena_push(r->arena, r->offsets, r->n_offsets, r->cap_offsets) = r->texts.len;
	put_trimmed(&r->texts, text ? text : "", text ? n : 0);
	if (n > IMPORT_MAX_CELL && utf8_count(text, n) > IMPORT_MAX_CELL) {
		diag(r->diags, ((struct span){r->sheet->source, r->at, r->at}), MSG_IMPORT_CELL_SIZE, r->number,
		     column_letters(r->arena, r->n - 1), IMPORT_MAX_CELL);
		r->ok = false;
	}
	r->at = r->now;
}

static void take_row(int c, void *data)
{
	struct reader *r = data;
	struct row row;
	size_t n = r->n;

	(void)c;
	for (size_t i = 0; i < r->n; i++)
		r->cells[i].text = r->texts.data + r->offsets[i];
	while (n > 0 && !*r->cells[n - 1].text)
		n--;
	row = (struct row){r->number, r->row_at, r->cells, n};
	if (r->number > IMPORT_MAX_ROWS && n > 0) {
		diag(r->diags, ((struct span){r->sheet->source, r->row_at, r->row_at}), MSG_IMPORT_ROWS, IMPORT_MAX_ROWS);
		r->ok = false;
		r->stop = true;
	}
	if (!r->stop && !r->take(r->data, &row))
		r->stop = true;
	r->n = r->n_offsets = 0;
	buf_reset(&r->texts);
	r->number++;
	r->at = r->row_at = r->now;
}

static void tell_quotes(struct reader *r)
{
	diag(r->diags, ((struct span){r->sheet->source, r->at, r->at}), MSG_IMPORT_QUOTES, r->number, column_letters(r->arena, r->n));
	r->ok = false;
}

bool sheet_each(const struct sheet *sheet, struct diags *diags, sheet_take *take, void *data)
{
	struct reader r = {.sheet = sheet,
			   .diags = diags,
			   .take = take,
			   .data = data,
			   .arena = arena_new(),
			   .number = sheet->first_row,
			   .at = sheet->from,
			   .row_at = sheet->from,
			   .now = sheet->from,
			   .ok = true};
	const char ends[] = {sheet->delimiter, '\n', '\0'};
	struct csv_parser parser;
	const char *text = sheet->source->text;
	size_t len = sheet->source->len;

	/* Every end of a line is told, so that rows are counted as the spreadsheet counts them. */
	if (csv_init(&parser, CSV_STRICT | CSV_STRICT_FINI | CSV_REPALL_NL) != 0)
		abort(); /* of options that it does not know */
	csv_set_delim(&parser, (unsigned char)sheet->delimiter);
	/* A piece ends where a cell may, so that each cell's place is known. */
	while (r.now < len && !r.stop) {
		size_t n = strcspn(text + r.now, ends);
		const char *piece = text + r.now;

		n += r.now + n < len;
		r.now += (uint32_t)n;
		if (csv_parse(&parser, piece, n, take_cell, take_row, &r) != n) {
			tell_quotes(&r);
			r.stop = true;
		}
	}
	if (!r.stop && csv_fini(&parser, take_cell, take_row, &r) != 0)
		tell_quotes(&r);
	csv_free(&parser);
	buf_free(&r.texts);
	arena_free(r.arena);
	return r.ok;
}
