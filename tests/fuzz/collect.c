/* A returned copy of any fields and values into a record: lines of `name<TAB>what stands there<TAB>what was printed`, `\n` for an end of
 * line within a value. Whatever comes, the record can be read afterwards, and taking the same copy again changes nothing. */
#include "collect/collect.h"

#include "house.h"

#define RECORD "kind: family\nid: f-7k2m\nparticipant: {name: Ann Lee, dob: 1996-04-12, phone: (508) 555-0100}\n" \
	"people:\n  a1: {name: Bo, phone: (508) 555-0101, emergency: yes}\n  b2: {name: Cy, agency: North} # kept\n" \
	"children:\n  k1: {name: Kit, pediatrician: b2}\n  k2: {name: Lou}\n" \
	"goals:\n  g1: {title: Home, steps: {s1: {title: Form, actions: {x: Ask}}}}\n" \
	"answers:\n  journal:\n    why: |\n      one\n      two\n"

static const struct fuzz_house *house;
static struct doc_library *library;

int LLVMFuzzerInitialize(int *argc, char ***argv)
{
	static const char *content[] = {"content"};

	(void)argc;
	(void)argv;
	house = fuzz_house();
	library = doc_library_open(house->arena, house->diags, content, 1);
	FUZZ_CHECK(library, "no library; run in the project's folder");
	return 0;
}

/* Up to the next tab, with \n read. */
static const char *cell(struct arena *arena, char **line)
{
	char *text = strsep(line, "\t"), *to;

	if (!text)
		return NULL;
	to = text = arena_strdup(arena, text);
	for (const char *s = text; *s; s++)
		*to++ = s[0] == '\\' && s[1] == 'n' ? (s++, '\n') : *s;
	*to = '\0';
	return text;
}

static struct readback *copy_of(struct arena *arena, const char *text)
{
	struct readback *copy = arena_one(arena, struct readback);
	char *all = arena_strdup(arena, text), *line;
	struct str_map *names = str_map_new(arena);
	size_t cap = 0;

	*copy = (struct readback){.path = "fuzz.pdf", .version = "1.7", .record_digest = digest_hex(arena, "f-7k2m", 6), .packet = "portfolio",
				  .made = "D:20261122", .lang = "en", .n_pages = 1};
	while ((line = strsep(&all, "\n")) && copy->n < 200) {
		const char *name = cell(arena, &line), *value = cell(arena, &line), *printed = cell(arena, &line);
		struct readback_field *f;
		size_t n = strlen(name);

		/* Dictionaries with one full name are one field. */
		if (!n || *str_map_slot(names, name + (*name == '*')))
			continue;
		*str_map_slot(names, name + (*name == '*')) = names;
		f = arena_push(arena, copy->fields, copy->n, cap);
		*f = (struct readback_field){.name = name, .kind = READBACK_TEXT, .printed = printed, .has_default = printed != NULL, .n_widgets = 1};
		f->widgets = arena_one(arena, struct readback_widget);
		*f->widgets = (struct readback_widget){.rect = {0, 0, 200, 20}, .size = 11.5};
		if (name[0] == '*') { /* a box */
			f->kind = READBACK_CHECK;
			f->name = name[1] ? name + 1 : "x";
			f->widgets->state = value && *value ? value : "Off";
			f->widgets->on = value && *value && !str_eq(value, "Off") ? value : "yes";
		}
		if (value) {
			f->values = arena_one(arena, const char *);
			f->values[0] = value;
			f->n_values = 1;
			f->has_value = true;
		}
	}
	copy->fresh = arena_one(arena, const char *);
	copy->fresh[copy->n_fresh++] = "people.new-1 emergency";
	return copy;
}

static bool take(struct arena *arena, struct diags *diags, struct collect *c, struct collect_job *job, const char *text, const struct readback *copy)
{
	const struct source *source = source_new(arena, diags, "f-7k2m.yaml", text, strlen(text));

	*c = (struct collect){.set = {.arena = arena, .shapes = house->shapes, .lang = house->lang, .today = {2026, 11, 22}}};
	c->set.family = record_read(arena, diags, house->shapes, source);
	FUZZ_CHECK(c->set.family, "the record is no record:\n%s", text);
	collect_begin(c, job);
	return collect_copy(c, copy);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena *arena = arena_new();
	struct diags *diags = diags_new();
	const struct source *src = source_new(arena, diags, "fuzz", (const char *)data, size);
	const struct lang *langs[] = {house->lang};
	const char *const tags[] = {"en"};
	struct collect_job job = {.arena = arena, .diags = diags, .traced = true, .shapes = house->shapes, .library = library, .lang_tags = tags,
				  .n_langs = 1, .language = fuzz_language, .of = langs, .today = {2026, 11, 22}, .prefer = size ? (enum collect_prefer)(data[0] % 3) : COLLECT_ASK};
	struct collect c, again;

	if (src && src->len) {
		const struct readback *copy = copy_of(arena, src->text);

		if (copy->n && take(arena, diags, &c, &job, RECORD, copy)) {
			FUZZ_CHECK(strstr(c.main->source->text, "# kept"), "a comment is lost");
			if (take(arena, diags, &again, &job, c.main->source->text, copy) && !strstr(src->text, "new"))
				FUZZ_CHECK(str_eq(c.main->source->text, again.main->source->text), "not the same again:\n%s\n---\n%s", c.main->source->text,
					   again.main->source->text);
		}
	}
	fuzz_tell(diags);
	diags_free(diags);
	arena_free(arena);
	return 0;
}
