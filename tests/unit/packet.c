/* packet: small documents and records, written into a folder of their own, bound and compared with what must come of them. */
#include "packet/packet.h"

#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

#include "test.h"

static struct arena *arena;
static struct diags *diags;
static struct lang *lang;
static struct record_shapes *shapes;
static const char *top; /* holds content/, templates/ and records */

static void put(const char *name, const char *text)
{
	file_write(diags, file_join(arena, top, name), text, strlen(text));
}

#define FRONT "---\ntitle: T\nkind: form\naudience: family\nsection: one\n---\n"

static void begin(void)
{
	char dir[] = "/tmp/kinfolio-packet-XXXXXX";

	arena = arena_new();
	diags = diags_new();
	top = arena_strdup(arena, mkdtemp(dir));
	lang = lang_load(arena, diags, &(const char *){"templates/languages"}, 1, "en", SPAN_NONE);
	shapes = record_shapes_load(arena, diags, &(const char *){"templates/records"}, 1);
	put("content/c/collection.yaml", "id: c\ntitle: C\nsections:\n  - {id: one, title: First Part, color: orange}\n"
					 "order: [face, part, page, mine, kids, last]\n");
	put("records/f-1.yaml", "kind: family\nid: f-1\nparticipant: {name: Ann Lee, dob: 1996-04-12, pronouns: she, phone: (508) 555-0100}\n"
				"people:\n  a1: {name: Bo, phone: (508) 555-0101, emergency: yes}\n  b2: {name: \"{{Cy}} *x*\", agency: North}\n"
				"children:\n  k1: {name: Kit, print: yes}\n  k2: {name: Lou, print: rest}\n  k3: {name: Moe, print: no}\n"
				"goals:\n  g1: {title: Home, steps: {s1: {title: Form, actions: {x: Ask}}}}\n"
				"answers:\n  page: {kept: yes, dropped: no, tone: warm, often: weekly, which: [a, c]}\n");
}

static void end(void)
{
	lang_free(lang);
	diags_free(diags);
	if (!getenv("KEEP") && str_starts(top, "/tmp/kinfolio-packet-")) {
		char *const argv[] = {"rm", "-rf", (char *)(uintptr_t)top, NULL};
		pid_t pid = fork();

		if (pid == 0)
			execvp(argv[0], argv);
		waitpid(pid, NULL, 0);
	}
	arena_free(arena);
}

static const char *told(void)
{
	return test_told(arena, diags, true);
}

struct made {
	bool ok;
	struct set_packet *files[2];
	const char *dump; /* of both */
};

enum { PLAIN = 0, BLANK = 1, DISCREET = 2, FLAT = 4 };

static struct made bind(struct packet *packet, int how, const char *record, const char *to)
{
	const char *content = file_join(arena, top, "content"), *templates = file_join(arena, top, "templates");
	struct record_set set = {.arena = arena, .shapes = shapes};
	struct packet_job job = {.arena = arena, .diags = diags, .set = &set, .lang = lang, .template_dirs = &templates, .n_dirs = 1,
				 .records_dir = top, .to = to, .blank = how & BLANK, .flat = how & FLAT, .discreet = how & DISCREET};
	struct buf out = {0};
	struct made made = {0};

	job.library = doc_library_open(arena, diags, &content, 1);
	if (record)
		record_set_load(arena, diags, shapes, file_join(arena, top, record), NULL, 0, true, &set);
	set.lang = lang;
	set.blank = job.blank;
	set.today = (struct lang_date){2026, 11, 22};
	made.ok = packet_bind(&job, packet, made.files);
	for (int i = 0; i < 2; i++)
		if (made.files[i])
			set_dump(made.files[i], &out);
	made.dump = out.data ? buf_text(&out, arena) : "";
	buf_free(&out);
	return made;
}

/* One document alone: what stands under its title. */
static const char *body(const char *text, int how)
{
	const char *id = "page", *s;
	struct made made;

	put("content/c/page.md", text);
	made = bind(packet_of(arena, &id, 1), how, how & BLANK ? NULL : "records/f-1.yaml", NULL);
	s = strstr(made.dump, "  title");
	s = s ? strchr(s, '\n') : NULL;
	return s ? s + 1 : made.dump;
}

TEST(values_are_pieces_of_their_own)
{
	begin();
	CHECK_STR(body(FRONT "I am {{participant.name}}, born {{participant.dob}}. {{people.b2.name}} {{participant.email}}\n", PLAIN),
		  "  para \"I am \" \"Ann Lee\"=participant.name \", born \" \"April 12, 1996\"=participant.dob \". \" "
		  "\"{{Cy}} *x*\"=people.b2.name \" \" "
		  "[text participant.email \"T: Email\"]\n");
	CHECK_STR(body(FRONT "I am {{participant.name}}\n", BLANK), "  para \"I am \" [text participant.name \"T: Name\"]\n");
	CHECK_STR(told(), "");
	end();
}

TEST(pronouns_and_today)
{
	begin();
	CHECK_STR(body("---\ntitle: T\nkind: letter\naudience: family\n---\n{{today}}: {{pronoun.subject}} asks. {{pronoun.possessive}} "
		       "{{participant.first}}\n", PLAIN),
		  "  para \"November 22, 2026\"=today \": \" \"she\"=pronoun.subject \" asks. \" \"Her\"=pronoun.possessive \" \" "
		  "\"Ann\"=participant.first\n");
	CHECK(strstr(body("---\ntitle: T\nkind: letter\naudience: provider\n---\nDear {{to.name}}\n", PLAIN),
		     "[text program.answers.page.to-name \"T: Name\"]"));
	end();
}

TEST(kinds_of_blanks)
{
	begin();
	CHECK_STR(body(FRONT "~~~fields\n"
			     "- {id: name, field: participant.name, label: \"Your name:\", width: 1/2}\n"
			     "- {id: dob, field: participant.dob, label: Born}\n"
			     "- {id: often, label: How often?, options: {daily: Each day, weekly: Each week}}\n"
			     "- {id: which, label: Which, type: multi_choice, options: {a: Ay, b: Be, c: Ce}}\n"
			     "- {id: hard, label: Are you safe?, type: yes_no, tender: yes}\n"
			     "- {id: long, label: Long, lines: 3}\n"
			     "- {id: three, label: Three, count: 2}\n"
			     "- {id: done, label: Done, type: check}\n"
			     "~~~\n", PLAIN),
		  "  fields\n"
		  "    text participant.name w6 name nospell label \"Your name:\" tip \"Your name\" = \"Ann Lee\"\n"
		  "    text participant.dob date nospell label \"Born\" tip \"Born\" = \"April 12, 1996\"\n"
		  "    one answers.page.often label \"How often?\" tip \"How often?\" = \"weekly\"\n"
		  "      ( ) daily \"Each day\" tip \"How often? Each day\"\n"
		  "      (*) weekly \"Each week\" tip \"How often? Each week\"\n"
		  "    several answers.page.which label \"Which\" tip \"Which\"\n"
		  "      (*) a answers.page.which.a \"Ay\" tip \"Which: Ay\"\n"
		  "      ( ) b answers.page.which.b \"Be\" tip \"Which: Be\"\n"
		  "      (*) c answers.page.which.c \"Ce\" tip \"Which: Ce\"\n"
		  "    one answers.page.hard tender label \"Are you safe?\" help \"You can skip this.\" tip \"Are you safe?\"\n"
		  "      ( ) yes \"Yes\" tip \"Are you safe? Yes\"\n"
		  "      ( ) no \"No\" tip \"Are you safe? No\"\n"
		  "      ( ) skip \"I'd rather not say\" tip \"Are you safe? I'd rather not say\"\n"
		  "    lines answers.page.long l3 multiline label \"Long\" tip \"Long\"\n"
		  "    texts answers.page.three label \"Three\" tip \"Three\"\n"
		  "      text answers.page.three.1 tip \"Three, line 1\"\n"
		  "      text answers.page.three.2 tip \"Three, line 2\"\n"
		  "    check answers.page.done label \"Done\" tip \"Done\"\n");
	end();
}

TEST(repeats_have_blank_ones_and_a_spare)
{
	static const char one_and_a_spare[] =
		"  records cards\n"
		"    row \"Contact 1\"\n      fields\n"
		"        text people.a1.name name nospell label \"Name\" tip \"Contact 1: Name\" = \"Bo\"\n"
		"    row \"Contact 2\"\n      fields\n"
		"        text people.new-1.name name nospell label \"Name\" tip \"Contact 2: Name\"\n";

	begin();
	CHECK_STR(body(FRONT "~~~each\nlist: people\nwhere: emergency\nat-least: 2\nitem: Contact\nfields:\n"
			     "  - {id: name, field: name, label: Name}\n~~~\n", PLAIN), one_and_a_spare);
	/* As many as the sheet asks for, and still a place to write the next one. */
	CHECK_STR(body(FRONT "~~~each\nlist: people\nwhere: emergency\nat-least: 1\nitem: Contact\nfields:\n"
			     "  - {id: name, field: name, label: Name}\n~~~\n", PLAIN), one_and_a_spare);
	CHECK_STR(body(FRONT "~~~each\nlist: goals\nas: goal\nspare: no\nitem: Goal\nfields:\n"
			     "  - each:\n      list: steps\n      item: Step\n      fields:\n"
			     "        - {id: what, field: title, label: What}\n"
			     "        - {id: how, field: actions, label: How, count: 2}\n"
			     "        - {id: own, label: Own}\n~~~\n", PLAIN),
		  "  records cards\n    row \"Goal 1\"\n      records cards\n"
		  "        row \"Step 1\"\n          fields\n"
		  "            text goals.g1.steps.s1.title label \"What\" tip \"Goal 1, Step 1: What\" = \"Form\"\n"
		  "            texts goals.g1.steps.s1.actions label \"How\" tip \"Goal 1, Step 1: How\"\n"
		  "              text goals.g1.steps.s1.actions.x tip \"Goal 1, Step 1: How, line 1\" = \"Ask\"\n"
		  "              text goals.g1.steps.s1.actions.new-1 tip \"Goal 1, Step 1: How, line 2\"\n"
		  "            text answers.page.goals.g1.steps.s1.own label \"Own\" tip \"Goal 1, Step 1: Own\"\n"
		  "        row \"Step 2\"\n          fields\n"
		  "            text goals.g1.steps.new-1.title label \"What\" tip \"Goal 1, Step 2: What\"\n"
		  "            texts goals.g1.steps.new-1.actions label \"How\" tip \"Goal 1, Step 2: How\"\n"
		  "              text goals.g1.steps.new-1.actions.new-1 tip \"Goal 1, Step 2: How, line 1\"\n"
		  "              text goals.g1.steps.new-1.actions.new-2 tip \"Goal 1, Step 2: How, line 2\"\n"
		  "            text answers.page.goals.g1.steps.new-1.own label \"Own\" tip \"Goal 1, Step 2: Own\"\n");
	end();
}

TEST(fixed_rows_and_numbered_ones)
{
	begin();
	CHECK_STR(body(FRONT "~~~table\ncorner: Topic\ncolumns:\n  - {id: due, head: Due}\n  - {id: note, head: Note, lines: 2}\nrows:\n"
			     "  - {id: care, head: Care, due: {text: Soon}}\n  - {id: gone, head: Gone, when: expecting}\n~~~\n\n"
			     "~~~table\nrepeat: 2\nid: log\nitem: Visit\ncolumns:\n  - {id: day, head: Day, type: date}\n~~~\n", PLAIN),
		  "  records grid row-heads corner \"Topic\"\n"
		  "    column 1 \"Due\"\n    column 1 entry \"Note\"\n"
		  "    row \"Care\"\n"
		  "      cell\n        para \"Soon\"\n"
		  "      cell\n        fields\n          lines answers.page.care-note l2 multiline tip \"Care: Note\"\n"
		  "  records grid\n    column 1 entry \"Day\"\n"
		  "    row\n      fields\n        text answers.page.log.1.day date nospell tip \"Visit 1: Day\"\n"
		  "    row\n      fields\n        text answers.page.log.2.day date nospell tip \"Visit 2: Day\"\n");
	end();
}

TEST(passages_and_conditions)
{
	static const char text[] = FRONT "<!-- when: expecting -->\nNot here.\n<!-- end -->\n\n"
					 "<!-- option: kept -->\nKept.\n<!-- end -->\n\n<!-- option: dropped -->\nDropped.\n<!-- end -->\n\n"
					 "<!-- option: asked -->\nAsked.\n<!-- end -->\n\n"
					 "<!-- option: tone is warm -->\nWarm.\n<!-- end -->\n\n<!-- option: tone is cool -->\nCool.\n<!-- end -->\n";

	begin();
	CHECK_STR(body(text, PLAIN), "  para \"Kept.\"\n  option\n    check answers.page.asked tip \"Keep this part: Asked.\"\n    para \"Asked.\"\n"
				     "  para \"Warm.\"\n");
	CHECK_STR(body(FRONT "<!-- when: expecting -->\nHere.\n<!-- end -->\n\n<!-- option: tone is warm -->\nWarm.\n<!-- end -->\n\n"
			     "<!-- option: tone is cool -->\nCool.\n<!-- end -->\n", BLANK),
		  "  para \"Here.\"\n"
		  "  option =warm\n    one answers.page.tone tip \"T: Choose one\"\n"
		  "      ( ) warm \"Warm.\" tip \"Keep this part: Warm.\"\n      ( ) cool \"Cool.\" tip \"Keep this part: Cool.\"\n"
		  "    para \"Warm.\"\n"
		  "  option =cool\n    one answers.page.tone tip \"T: Choose one\"\n"
		  "      ( ) warm \"Warm.\" tip \"Keep this part: Warm.\"\n      ( ) cool \"Cool.\" tip \"Keep this part: Cool.\"\n"
		  "    para \"Cool.\"\n");
	end();
}

static struct packet *family_packet(void)
{
	const char *templates = file_join(arena, top, "templates");

	put("templates/packets/p.yaml", "title: The Folder\nfor: family\ncover: face\ndocuments:\n  - section: one\n  - {id: last, when: expecting}\n"
					"discreet-title: Notes\nfile: notes\nduplex: yes\n");
	put("content/c/face.md", "---\ntitle: The Folder\nkind: cover\naudience: family\n---\nOf {{participant.name}}\n");
	put("content/c/part.md", "---\ntitle: First\nkind: divider\naudience: family\nsection: one\n---\n~~~checklist\nitems:\n"
				 "  - {id: done_page, label: The Page, document: page}\n  - {id: done_mine, label: Mine, document: mine}\n"
				 "  - {id: done_last, label: Last, document: last}\n~~~\n");
	put("content/c/page.md", FRONT "See [mine](#mine), [kids](#kids), [last](#last).\n");
	put("content/c/mine.md", "---\ntitle: Mine\nkind: journal\naudience: family\nprivacy: mine\nsection: one\n---\n"
				 "~~~fields\n- {id: a, field: participant.phone, label: A}\n~~~\n");
	put("content/c/kids.md", "---\ntitle: Kid\nkind: form\naudience: family\nprivacy: travels\nsection: one\nfor-each: children as child\n---\n"
				 "{{child.name}}\n\n~~~fields\n- {id: b, label: B}\n~~~\n");
	put("content/c/last.md", FRONT "Last.\n");
	return packet_load(arena, diags, &templates, 1, "p");
}

TEST(a_packet_has_its_order_numbers_and_files)
{
	struct made made;

	begin();
	put("records/f-2.yaml", "kind: family\nid: f-2\nchildren:\n  k1: {name: Kit}\n");
	made = bind(family_packet(), PLAIN, "records/f-1.yaml", NULL);
	CHECK(made.ok);
	CHECK_STR(made.dump,
		  "packet p \"The Folder\" en duplex outline\n"
		  "document face cover color 0\n"
		  "  title \"The Folder\" head \"The Folder\"\n"
		  "  para \"Of \" \"Ann Lee\"=participant.name\n"
		  "document part divider color 1 foot section 1 First Part\n"
		  "  title \"First\" head \"First\"\n"
		  "  checklist\n"
		  "    line \"The Page\" 1.1 -> page\n"
		  "      check answers.part.done_page tip \"The Page: done\"\n"
		  "    line \"Mine\" <i>\" (in your own file)\"\n"
		  "      check answers.part.done_mine tip \"Mine: done\"\n"
		  "    line \"Last\" 1.2 -> last\n"
		  "      check answers.part.done_last tip \"Last: done\"\n"
		  "document page 1.1 form color 1 head foot section 1 First Part\n"
		  "  title \"T\" head \"T\"\n"
		  "  para \"See \" \"mine\" \", \" <#kids>\"kids\" \", \" <#last>\"last\" \".\"\n"
		  "document kids form color 1 head foot\n"
		  "  title \"Kid\" head \"Kid\"\n"
		  "  para \"Kit\"=children.k1.name\n"
		  "  fields\n"
		  "    text children.k1.answers.kids.b label \"B\" tip \"B\"\n"
		  "document last 1.2 form color 1 head foot section 1 First Part\n"
		  "  title \"T\" head \"T\"\n"
		  "  para \"Last.\"\n"
		  "packet p-mine \"Mine\" en duplex outline\n"
		  "document mine journal color 1 head foot section 1 First Part\n"
		  "  title \"Mine\" head \"Mine\"\n"
		  "  fields\n"
		  "    text mine.participant.phone phone nospell label \"A\" tip \"A\" = \"(508) 555-0100\"\n");
	CHECK_STR(told(), "");
	end();
}

TEST(a_clean_copy_is_one_file_and_knows_nothing)
{
	struct made made;

	begin();
	made = bind(family_packet(), BLANK, NULL, NULL);
	CHECK(made.ok && made.files[0] && !made.files[1]);
	CHECK(made.files[0]->anonymous);
	CHECK(strstr(made.dump, "document mine 1.2 journal"));
	CHECK(strstr(made.dump, "text mine.participant.phone phone nospell label \"A\" tip \"A\"\n"));
	CHECK(strstr(made.dump, "text children.new-1.answers.kids.b"));
	end();
}

TEST(a_discreet_copy_tells_nothing)
{
	struct made made;

	begin();
	put("records/a.yaml", "kind: agency\nid: a\nagency: {name: North, giveaway_words: [folder, kid]}\n");
	put("records/f-3.yaml", "kind: family\nid: f-3\nwith: [a.yaml]\nparticipant: {name: Ann Lee}\nchildren:\n  k1: {name: Kit}\n");
	made = bind(family_packet(), DISCREET, "records/f-3.yaml", NULL);
	CHECK(made.ok);
	CHECK_STR(made.files[0]->name, "notes");
	CHECK_STR(made.files[0]->title, "Notes");
	CHECK_STR(made.files[1]->name, "notes-mine");
	CHECK_STR(made.files[1]->docs[0]->kind, "cover");
	CHECK(!strstr(made.dump, "Ann Lee"));
	CHECK(!strstr(made.dump, "older") && !strstr(made.dump, "First Part"));
	CHECK(!strstr(made.dump, ".kids."));
	end();
}

TEST(letters_know_whom_they_are_for)
{
	const char *id = "page";
	struct made made;

	begin();
	put("content/c/page.md", "---\ntitle: T\nkind: letter\naudience: provider\n---\nDear {{to.name}} of {{to.agency}}\n");
	made = bind(packet_of(arena, &id, 1), PLAIN, "records/f-1.yaml", "b2");
	CHECK(made.ok && strstr(made.dump, "para \"Dear \" \"{{Cy}} *x*\"=to.name \" of \" \"North\"=to.agency"));
	made = bind(packet_of(arena, &id, 1), PLAIN, "records/f-1.yaml", "zz");
	CHECK(!made.ok);
	CHECK(strstr(told(), "--to zz: the record has no such person under people"));
	end();
}

static const char *fields_of(const char *text, size_t *n)
{
	struct source const *src;
	struct packet_field *fields;
	struct doc *doc;
	struct buf out = {0};
	const char *dump;

	src = source_new(arena, diags, "page.md", text, strlen(text));
	doc = doc_parse(arena, diags, src, "page");
	*n = doc ? packet_fields(arena, diags, shapes, doc, &fields) : 0;
	for (size_t i = 0; i < *n; i++)
		buf_addf(&out, "%s %s %s \"%s\" %d\n", fields[i].id, fields[i].path, fields[i].type, fields[i].label, fields[i].at_least);
	dump = out.data ? buf_text(&out, arena) : "";
	buf_free(&out);
	return dump;
}

TEST(fields_as_the_source_defines_them)
{
	size_t n;

	begin();
	CHECK_STR(fields_of("---\ntitle: T\nkind: form\naudience: family\nfor-each: children as child\n---\n"
			    "{{child.name}} {{/participant.name}}\n\n~~~fields\n- {id: own, label: Own, count: 3}\n~~~\n\n"
			    "~~~each\nlist: /goals\nat-least: 2\nfields:\n  - {id: g, field: title, label: G}\n"
			    "  - each:\n      list: steps\n      at-least: 4\n      fields:\n        - {id: act, field: actions, label: A, count: 3}\n~~~\n\n"
			    "~~~calendar\n{month: month}\n~~~\n", &n),
		  "name children[].name text \"\" 1\n"
		  "name participant.name text \"\" 1\n"
		  "own children[].answers.page.own list \"Own\" 3\n"
		  "g goals[].title multiline \"G\" 2\n"
		  "act goals[].steps[].actions list \"A\" 24\n"
		  "month children[].answers.page.month text \"month\" 1\n"
		  "sunday children[].answers.page.sunday multiline \"sunday\" 6\n"
		  "monday children[].answers.page.monday multiline \"monday\" 6\n"
		  "tuesday children[].answers.page.tuesday multiline \"tuesday\" 6\n"
		  "wednesday children[].answers.page.wednesday multiline \"wednesday\" 6\n"
		  "thursday children[].answers.page.thursday multiline \"thursday\" 6\n"
		  "friday children[].answers.page.friday multiline \"friday\" 6\n"
		  "saturday children[].answers.page.saturday multiline \"saturday\" 6\n");
	CHECK_STR(fields_of(FRONT "~~~each\nlist: contacts\nat-least: 2\nfields:\n  - {id: tel, field: phone, label: T}\n~~~\n\n"
				  "~~~table\ncolumns:\n  - {id: due, head: Due}\nrows:\n  - {id: care, head: Care}\n~~~\n", &n),
		  "tel people[].phone phone \"T\" 2\ndue answers.page.care-due text \"Due\" 1\n");
	CHECK_STR(told(), "");
	end();
}

TEST(mistakes_have_a_message_each)
{
	size_t n;
	const char *all;

	begin();
	fields_of(FRONT "~~~fields\n- {id: a, field: participant.nme, label: A}\n- {id: b, field: safety.notes, label: B}\n"
			"- {id: c, field: participant.phone, label: C, lines: 3}\n- {id: d, field: people, label: D}\n"
			"- {id: e, field: goals.g1.area, label: E, options: {parenting: P, sailing: S}}\n"
			"- {id: f, field: goals.g1.area, label: F}\n"
			"- {id: g, field: answers.other.x, label: G, type: date}\n- {id: h, field: answers.other.x, label: H, type: text}\n"
			"- {id: i, field: answers.other.x.y, label: I, type: text}\n~~~\n\n"
			"<!-- when: seperated -->\nx\n<!-- end -->\n\n~~~each\nlist: participant\nfields: [{id: z, field: name, label: Z}]\n~~~\n\n{{safety.discreet}}\n", &n);
	all = told();
	CHECK(strstr(all, "\"line\":8,\"column\":18,\"level\":\"error\",\"id\":\"path-unknown\""));
	CHECK(strstr(all, "participant.nme: no shape has \\\"nme\\\"; did you mean \\\"name\\\"?"));
	CHECK(strstr(all, "safety.notes is never printed or asked; write a condition on copy.discreet instead"));
	CHECK(strstr(all, "participant.phone has one line everywhere (its shape says phone)"));
	CHECK(strstr(all, "people holds other values (name, kind, role, agency …); name one of them"));
	CHECK(strstr(all, "goals.g1.area cannot be \\\"sailing\\\"; its shape has: parenting, recovery, work"));
	CHECK(strstr(all, "goals.g1.area is a choice; write its words under `options`"));
	CHECK(strstr(all, "answers.other.x is text here and date at page.md:14; a path has one type"));
	CHECK(strstr(all, "answers.other.x is a blank here, and answers.other.x.y, which begins with it, is one at page.md:16"));
	CHECK(strstr(all, "condition: no shape has \\\"seperated\\\""));
	CHECK(strstr(all, "participant is no list; `list` and `for-each` need one"));
	end();
}

TEST(packets_are_checked)
{
	const char *templates, *content;
	struct doc_library *library;
	const char *all;

	begin();
	templates = file_join(arena, top, "templates");
	content = file_join(arena, top, "content");
	put("content/c/page.md", FRONT "~~~checklist\nitems:\n  - {id: done, label: L, document: pag}\n~~~\n\n~~~resources\nnames: [no-such-line]\n~~~\n");
	put("templates/packets/bad.yaml", "titel: X\nfor: nobody\nmine: away\ndocuments:\n  - pagee\n  - {section: three}\n  - {when: case}\n"
					  "  - {id: page, when: cse}\n");
	put("templates/packets/worse.yaml", "title: X\ndocuments:\n  - pagee\n  - {section: three}\n  - {id: page, when: cse}\n");
	library = doc_library_open(arena, diags, &content, 1);
	packet_check(arena, diags, shapes, library, &templates, 1);
	all = told();
	CHECK(strstr(all, "there is no document \\\"pag\\\"; did you mean \\\"page\\\"?"));
	CHECK(strstr(all, "there is no templates/resources/no-such-line.yaml"));
	CHECK(strstr(all, "a packet has no key \\\"titel\\\"; did you mean \\\"title\\\"?"));
	CHECK(strstr(all, "for: \\\"nobody\\\" does not do; write family, staff or agency"));
	CHECK(strstr(all, "mine: \\\"away\\\" does not do; write apart, together or only"));
	CHECK(strstr(all, "an entry of `documents` is a document's id"));
	CHECK(strstr(all, "there is no document \\\"pagee\\\"; did you mean \\\"page\\\"?"));
	CHECK(strstr(all, "no collection has a section \\\"three\\\""));
	CHECK(strstr(all, "condition: no shape has \\\"cse\\\""));
	CHECK(!packet_load(arena, diags, &templates, 1, "none"));
	CHECK(strstr(told(), "there is no packet \\\"none\\\"; there are: bad, worse"));
	end();
}

TEST_MAIN
