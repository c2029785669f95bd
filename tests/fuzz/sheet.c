/* A document of any bytes, with the values of a family that has some, to a PDF. The first byte chooses how it is made. */
#include "press.h"

static const char family[] = "kind: family\nid: f-0\nparticipant: {name: Ann Lee, dob: 1996-04-12, pronouns: she, phone: (508) 555-0100}\n"
	"people:\n  a1: {name: Bo, phone: (508) 555-0101, emergency: yes}\n  b2: {name: '{{Cy}} *x* \xD8\xB3\xD9\x84\xD8\xA7\xD9\x85', agency: North}\n"
	"children:\n  k1: {name: Kit, print: yes}\n  k2: {name: Lou, print: yes, pediatrician: b2}\n"
	"goals:\n  g1: {title: Home, steps: {s1: {title: Form, actions: {x: Ask}}}}\n";

int LLVMFuzzerInitialize(int *argc, char ***argv)
{
	(void)argc;
	(void)argv;
	press_open();
	return 0;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena *arena = arena_new();
	struct diags *diags = diags_new();
	const char *content[] = {arena_printf(arena, "%s/content", fuzz_folder())};
	struct record_set set = {.arena = arena, .shapes = press.shapes, .today = {2026, 11, 22}};
	struct fuzz_file file = fuzz_file(family, sizeof family - 1);
	struct doc_library *library;

	FUZZ_CHECK(file_write(diags, file_join(arena, content[0], "c/fuzz.md"), data + (size > 0), size - (size > 0)) &&
		   file_write(diags, file_join(arena, content[0], "c/collection.yaml"), "id: c\ntitle: C\norder: [fuzz]\n", 30), "no file");
	library = doc_library_open(arena, diags, content, 1);
	set.lang = size && (data[0] & 2) ? press.arabic : press.english;
	font_set_begin(press.fonts);
	if (library && record_set_load(arena, diags, press.shapes, file.path, NULL, 0, false, &set)) {
		const struct doc *doc = doc_library_find(arena, diags, library, "fuzz");
		struct packet_field *fields;

		if (doc && diags_count(diags, DIAG_ERROR) == 0)
			packet_fields(arena, diags, press.shapes, doc, &fields);
		if (doc && diags_count(diags, DIAG_ERROR) == 0)
			press_run(arena, diags, library, &set, "fuzz", size ? data[0] : 0);
	}
	fuzz_file_end(&file);
	fuzz_tell(diags);
	diags_free(diags);
	arena_free(arena);
	return 0;
}
