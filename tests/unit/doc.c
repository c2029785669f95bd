/* doc: Markdown with front matter and fenced YAML -> a tree, and what is told on the way. The mistakes one by one are in
 * tests/bad/docs. */
#include "doc/doc.h"

#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "doc/int.h"
#include "test.h"

#define HEAD "---\ntitle: T\nkind: guide\naudience: family\n---\n"
#define DUMP_HEAD "doc x kind=guide audience=family privacy=ours\n  title \"T\"\n"

static char dumped[65536], told[65536];

/* Parses a whole document; its dump and what was told are then in `dumped` and `told`. */
static const char *parse_whole(const char *text)
{
	struct arena *arena = arena_new();
	struct diags *diags = diags_new();
	const struct source *source = source_new(arena, diags, "x.md", text, strlen(text));
	struct doc *doc = doc_parse(arena, diags, source, "x");
	struct buf out = {0};

	if (doc)
		doc_dump(doc, &out);
	snprintf(dumped, sizeof dumped, "%s", out.data ? out.data : "");
	buf_free(&out);
	snprintf(told, sizeof told, "%s", test_told(arena, diags, false));
	diags_free(diags);
	arena_free(arena);
	return dumped;
}

static const char *parse(const char *body)
{
	static char text[65536];

	snprintf(text, sizeof text, HEAD "%s", body);
	return parse_whole(text);
}

TEST(front_matter)
{
	CHECK_STR(parse_whole("---\n"
			      "title: \"My *{{child.name}}*'s Sheet\"\n"
			      "kind: worksheet\n"
			      "audience: provider\n"
			      "section: my-steps\n"
			      "for-each: children where lives_with is kin as child which next\n"
			      "applies-when: case and not separated\n"
			      "orientation: landscape\n"
			      "begins: right\n"
			      "lead: no\n"
			      "sources:\n  - {fact: It is so, url: \"https://x.org\", checked: 2026-11-02}\n"
			      "---\n"),
		  "doc x kind=worksheet audience=provider privacy=program section=my-steps applies-when=\"case and not "
		  "separated\" "
		  "for-each=children as=child where=\"lives_with is kin\" which=next landscape begins-right no-lead\n"
		  "  title\n    | \"My \"\n    | {{child.name}} emph\n    | \"’s Sheet\"\n"
		  "  source fact=\"It is so\" url=\"https://x.org\" checked=2026-11-02\n");
	CHECK_STR(told, "");
}

TEST(commonmark)
{
	CHECK_STR(parse("# A &amp; *b*\n\n> q\n\n3. one\n4. two\n\n- a\n\n  b\n\n***\n\n```c x\ncode\n```\nline\\\nbreak  "
			"\nx `y` [l **k**](http://a \"t\") "
			"![p *q*](i.png)\n"),
		  DUMP_HEAD
		  "  heading 1\n    | \"A & \"\n    | \"b\" emph\n"
		  "  quote\n    para \"q\"\n"
		  "  list ordered start=3 tight\n    item\n      para \"one\"\n    item\n      para \"two\"\n"
		  "  list\n    item\n      para \"a\"\n      para \"b\"\n"
		  "  thematic\n  code info=\"c x\" code=\"code\\n\"\n"
		  "  para\n    | \"line\"\n    | break\n    | \"break\"\n    | break\n    | \"x \"\n    | \"y\" code\n    | "
		  "\" \"\n"
		  "    | \"l \" url=\"http://a\" title=\"t\"\n    | \"k\" strong url=\"http://a\" title=\"t\"\n    | \" \"\n"
		  "    | image \"p q\" src=\"i.png\"\n");
	CHECK_STR(told, "");
}

TEST(places)
{
	CHECK_STR(parse("**{{a.b}}**s *and* {{ /c_d_e }}, \\{{x}} `{{y}}` \"{{z}}\"\n"),
		  DUMP_HEAD "  para\n    | {{a.b}} strong\n    | \"s \"\n    | \"and\" emph\n    | \" \"\n    | {{/c_d_e}}\n"
			    "    | \", {{x}} \"\n    | \"{{y}}\" code\n    | \" “\"\n    | {{z}}\n    | \"”\"\n");
	CHECK_STR(told, "");
}

TEST(smart_off)
{
	CHECK_STR(parse_whole("---\ntitle: \"'T'\"\nsmart: no\nkind: guide\naudience: family\n---\n\"a\" -- b...\n"),
		  "doc x kind=guide audience=family privacy=ours\n  title \"'T'\"\n  para \"\\\"a\\\" -- b...\"\n");
}

TEST(comments_nest)
{
	CHECK_STR(parse("<!-- when: case -->\n<!-- columns: 2 -->\nA\n\n<!-- keep --> <!-- page -->\nB\n<!-- end "
			"-->\n\n<!-- end -->\n<!-- end -->\n"
			"<!-- A remark -->\n<!-- each: children as child at-least 2 -->\nC\n<!-- end -->\n"
			"<!-- option: tone is warm -->\nD\n<!-- end -->\n"),
		  DUMP_HEAD
		  "  when \"case\"\n    columns 2\n      para \"A\"\n      keep\n        page\n        para \"B\"\n"
		  "  each list=children as=child at-least=2\n    para \"C\"\n  option tone is=warm\n    para \"D\"\n");
	CHECK_STR(told, "");
}

TEST(comments_of_items)
{
	CHECK_STR(parse("- <!-- when: x --> One\n- <!-- each: people as p --> <!-- when: y -->{{p.name}}\n- <!-- when: z "
			"-->Two<!-- end --> three\n"
			"- <!-- keep -->\n  Four\n- <!-- keep -->\n  Five\n\n  <!-- end -->\n"),
		  DUMP_HEAD "  list\n    when \"x\"\n      item\n        para \"One\"\n"
			    "    each list=people as=p\n      when \"y\"\n        item\n          para {{p.name}}\n"
			    "    item\n      para\n        | \"Two\" when=\"z\"\n        | \" three\"\n"
			    "    keep\n      item\n        para \"Four\"\n    item\n      keep\n        para \"Five\"\n");
	CHECK_STR(told, "");
}

TEST(comments_inline)
{
	CHECK_STR(parse("We meet {{a}}<!-- when: b --> since *{{b}}*<!-- end -->. Now <!-- option: tone is warm --> warm "
			"<!-- end --> ends.\n"
			"<!-- when: c --> Opens a line.<!-- end -->\n"),
		  DUMP_HEAD "  para\n    | \"We meet \"\n    | {{a}}\n    | \" since \" when=\"b\"\n    | {{b}} emph "
			    "when=\"b\"\n    | \". Now \"\n"
			    "    | \"warm \" option=tone is=warm\n    | \"ends. \"\n    | \"Opens a line.\" when=\"c\"\n");
	CHECK_STR(told, "");
}

TEST(fields)
{
	CHECK_STR(parse("~~~fields\n- {id: a, field: p.a, label: A, width: 2/3, lines: 3}\n- {heading: H}\n- {id: b, label: "
			"B, options: {x: X, 2: Two}}\n"
			"- {id: c, label: C, count: 3}\n- when: case\n  fields: [{id: d, label: D, tender: yes}]\n- {text: "
			"\"Say {{p.a}}\"}\n~~~\n"),
		  DUMP_HEAD "  fields\n    blank a field=p.a width=8 lines=3 \"A\"\n  heading 2 \"H\"\n"
			    "  fields\n    blank b type=choice \"B\"\n      option x \"X\"\n      option 2 \"Two\"\n    "
			    "blank c type=texts count=3 \"C\"\n"
			    "  when \"case\"\n    fields\n      blank d type=text tender \"D\"\n  para\n    | \"Say \"\n    "
			    "| {{p.a}}\n");
	CHECK_STR(told, "");
}

TEST(records_nested)
{
	CHECK_STR(parse("~~~each\nlist: goals\nas: goal\nat-least: 1\nitem: \"{{title}}\"\nfields:\n  - {id: a, field: "
			"title, label: A}\n"
			"  - each: {list: steps, columns: 2, spare: no, fields: [{id: b, label: B}]}\n~~~\n"),
		  DUMP_HEAD "  records list=goals as=goal at-least=1 spare\n    item {{title}}\n    column\n      fields\n  "
			    "      blank a field=title \"A\"\n"
			    "      records list=steps per-row=2\n        column\n          fields\n            blank b "
			    "type=text \"B\"\n");
	CHECK_STR(told, "");
}

TEST(fixed_rows)
{
	CHECK_STR(
		parse("~~~table\ncorner: Topic\ncolumns:\n  - {id: for, head: For}\n  - {id: due, head: Due, type: date}\n"
		      "  - {id: notes, head: Notes, fields: [{id: n, lines: 2}]}\n"
		      "rows:\n  - {id: one, head: One, for: All}\n  - {id: two, head: Two, when: x, cells: [no, {field: "
		      "a.b}, ~]}\n~~~\n"),
		DUMP_HEAD
		"  records grid\n    corner \"Topic\"\n    column id=for \"For\"\n    column id=due \"Due\"\n    column "
		"id=notes \"Notes\"\n"
		"    row one \"One\"\n      cell\n        para \"All\"\n      cell\n        fields\n          blank one-due "
		"type=date\n"
		"      cell\n        fields\n          blank one-n type=multiline lines=2\n"
		"    row two when=\"x\" \"Two\"\n      cell\n      cell\n        fields\n          blank two-due field=a.b\n"
		"      cell\n        fields\n          blank two-n type=multiline lines=2\n");
	CHECK_STR(told, "");
}

TEST(small_blocks)
{
	CHECK_STR(parse("~~~checklist\n- {id: done, label: Done, document: planner, when: not x}\n~~~\n"
			"~~~signatures\n- {id: sign, label: Me, name: {id: who, field: staff.name}}\n~~~\n"
			"~~~space\n{style: dotted, height: 2.5 in}\n~~~\n~~~contents\nof: section\n~~~\n"
			"~~~resources\n{names: [crisis-988], qr: no}\n~~~\n~~~photo\n{file: a.png, alt: A cat}\n~~~\n"
			"~~~choice\n{id: c, label: Q?, options: [{a: A}, {b: B}]}\n~~~\n"),
		  DUMP_HEAD "  checklist\n    check done document=planner when=\"not x\" \"Done\"\n"
			    "  signatures\n    blank sign type=signature \"Me\"\n    blank who field=staff.name\n    blank "
			    "sign-date type=date\n"
			    "  space style=dotted height=180\n  contents style=section\n  resources name=crisis-988\n"
			    "  photo style=a.png file \"A cat\"\n"
			    "  choice\n    blank c type=choice below \"Q?\"\n      option a \"A\"\n      option b \"B\"\n");
	CHECK_STR(told, "");
}

TEST(ids)
{
	parse("~~~fields\n- {id: a, label: A}\n~~~\n~~~each\nlist: people\nfields: [{id: a, label: A}]\n~~~\n"
	      "~~~fields\n- {id: a, field: x.y, label: A}\n- {id: b, label: B, when: c}\n- {id: b, label: B, when: not "
	      "c}\n~~~\n");
	CHECK_STR(told, "");
	parse("~~~each\nlist: people\nfields: [{id: a, label: A}]\n~~~\n~~~each\nlist: people\nwhere: x\nfields: [{id: a, "
	      "label: A}]\n~~~\n");
	CHECK_STR(told, "x.md:13:15: error: the id \"a\" stands in line 8 already, and both would be one answer; give this "
			"one another id, or a field\n"
			"   13 | fields: [{id: a, label: A}]\n      |               ^\n");
}

TEST(places_compose)
{
	parse("1. One\n\n   > ~~~fields\n   > - {id: a, label: A}\n   > - {id: b, label: \"Ä {{Ö}}\"}\n   > ~~~\n");
	CHECK_STR(told,
		  "x.md:10:28: error: \"Ö\" is not a path; write keys of small letters, digits, _ and - with dots between\n"
		  "   10 |    > - {id: b, label: \"Ä {{Ö}}\"}\n      |                            ^\n");
}

TEST(fences)
{
	CHECK_STR(parse("~~~bash\nls\n~~~\n~~~\nfields\n~~~\n"),
		  DUMP_HEAD "  code info=\"bash\" code=\"ls\\n\"\n  code code=\"fields\\n\"\n");
	CHECK_STR(told, "");
	parse("~~~signature\n~~~\n");
	CHECK_STR(told, "x.md:6:4: error: there is no block \"signature\"; did you mean \"signatures\"?\n    6 | "
			"~~~signature\n      |    ^~~~~~~~~\n");
}

TEST(values_of_yaml)
{
	struct arena *arena = arena_new();
	struct diags *diags = diags_new();
	const char *yaml = "a: Plain words\nb: \"It's *{{x.y}}*\"\n";
	const struct source *source = source_new(arena, diags, "y", yaml, strlen(yaml));
	const struct val *v = val_parse(arena, diags, source, NULL);
	struct doc_ctx ctx = {.arena = arena, .diags = diags, .src = source, .smart = true, .repeat = ""};
	struct doc_text *text = doc_text_at(&ctx, v, "b");

	CHECK_STR(doc_text_plain(arena, doc_text_at(&ctx, v, "a")), "Plain words");
	CHECK_STR(doc_text_plain(arena, text), "It’s {{x.y}}");
	CHECK_INT(text->n, 2);
	CHECK_INT(text->pieces[1].marks, DOC_EMPH);
	CHECK_INT(text->pieces[1].at.from, 27);
	CHECK_INT(text->pieces[1].at.to, 30);
	CHECK(doc_text_at(&ctx, v, "c") == NULL);
	CHECK_INT(diags_count(diags, DIAG_WARNING), 0);
	buf_free(&ctx.run);
	diags_free(diags);
	arena_free(arena);
}

/* What the authors' manual shows works. */
TEST(manual)
{
	FILE *f = fopen("src/doc/BLOCKS.md", "r");
	static char text[65536], example[8192];
	size_t n;
	int examples = 0;
	char *at = text, *end;

	CHECK(f != NULL);
	if (!f)
		return;
	n = fread(text, 1, sizeof text - 1, f);
	text[n] = '\0';
	fclose(f);
	while ((at = strstr(at, "\n```")) != NULL && (end = strstr(at + 4, "\n```\n")) != NULL) {
		at = strchr(at + 4, '\n') + 1;
		if (str_starts(at, "~~~") || str_starts(at, "- <!--")) {
			snprintf(example, sizeof example, "%.*s\n", (int)(end - at), at);
			parse(example);
			CHECK_STR(told, "");
			examples++;
		}
		at = end + 4;
	}
	CHECK_INT(examples, 14);
}

static void put(const char *dir, const char *name, const char *text)
{
	char path[256];
	FILE *f;

	snprintf(path, sizeof path, "%s/%s", dir, name);
	f = fopen(path, "w");
	fputs(text, f);
	fclose(f);
}

TEST(library_overlay)
{
	char base[] = "/tmp/kinfolio-doc-XXXXXX", over[] = "/tmp/kinfolio-doc-XXXXXX", name[256];
	struct arena *arena = arena_new();
	struct diags *diags = diags_new();
	const char *dirs[] = {mkdtemp(base), mkdtemp(over)};
	struct doc_library *library;

	put(base, "collection.yaml", "id: c\ntitle: C\nsections:\n  - {id: s, title: S, color: plum}\norder: [a, b]\n");
	put(base, "a.md", HEAD "Below\n");
	put(base, "README.md", "No document\n");
	put(base, "b.md", HEAD);
	put(over, "a.md", "---\ntitle: Above\nkind: guide\naudience: family\nover: \"0\"\nsection: s\n---\n");
	library = doc_library_open(arena, diags, dirs, 2);
	CHECK_INT(library->n, 2);
	CHECK_STR(library->ids[0], "a");
	CHECK_INT(library->collections[0].sections[0].color, 2);
	CHECK_STR(doc_text_plain(arena, doc_library_find(arena, diags, library, "a")->title), "Above");
	CHECK(doc_library_find(arena, diags, library, "none") == NULL);
	CHECK_INT(diags_count(diags, DIAG_WARNING), 0);
	doc_library_check(arena, diags, library, dirs, 2);
	snprintf(name, sizeof name, "%s/a.md, has changed; compare the two, then write over: \"%016llx\"", base,
		 (unsigned long long)str_hash(HEAD "Below\n", strlen(HEAD "Below\n")));
	CHECK(strstr(test_told(arena, diags, false), name) != NULL);
	CHECK_INT(diags_exit(diags), 0);
	for (int i = 0; i < 2; i++) {
		static const char *const files[] = {"collection.yaml", "a.md", "README.md", "b.md"};

		for (size_t k = 0; k < 4; k++) {
			snprintf(name, sizeof name, "%s/%s", dirs[i], files[k]);
			unlink(name);
		}
		rmdir(dirs[i]);
	}
	diags_free(diags);
	arena_free(arena);
}

TEST_MAIN
