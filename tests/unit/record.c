/* Records: shapes, paths, references, views, values worked out, conditions, items, and what is told of a bad one. Run from
 * the project's top; the samples are what it looks at. */
#include "record/record.h"

#include <stdlib.h>
#include <unistd.h>

#include "test.h"

#define FAMILIES "content/samples/families/"

static struct arena *arena;
static struct diags *diags;
static struct record_shapes *shapes;
static struct lang *lang;

static void begin(void)
{
	if (arena)
		return;
	arena = arena_new();
	diags = diags_new();
	shapes = record_shapes_load(arena, diags, &(const char *){"templates/records"}, 1);
	lang = lang_load(arena, diags, &(const char *){"templates/languages"}, 1, "en", SPAN_NONE);
	if (!shapes || !lang) {
		diags_print(diags, stderr, false);
		exit(1);
	}
}

static struct record_set *set_of(const char *path)
{
	struct record_set *set;

	begin();
	set = arena_one(arena, struct record_set);
	set->lang = lang;
	set->today = (struct lang_date){2026, 11, 22};
	if (!record_set_load(arena, diags, shapes, path, NULL, 0, true, set)) {
		diags_print(diags, stderr, false);
		exit(1);
	}
	return set;
}

static const char *told(void)
{
	return test_told(arena, diags, false);
}

/* "name=value" of a path, as the reader sees it; "name:text" where it is worked out; "?" where no shape knows it. */
static const char *look(const struct record_set *set, const struct record_scope *scope, const char *path)
{
	struct record_found found;

	if (!record_find(set, scope, path, &found))
		return "?";
	return arena_printf(arena, "%s%s%s", found.name, found.derived ? ":" : "=", record_text(set, &found));
}

static enum record_truth ask(const struct record_set *set, const struct record_scope *scope, const char *text)
{
	const struct record_cond *cond = record_cond_parse(arena, diags, SPAN_NONE, text);

	return cond ? record_cond_test(set, scope, cond) : (enum record_truth)9;
}

/* The keys of a list's items, parted by blanks. */
static const char *keys(const struct record_set *set, const struct record_scope *scope, const char *path, const char *where,
			enum record_which which)
{
	struct record_item *items;
	size_t n = record_items(set, scope, path, where, which, NULL, &items);
	const char *out = "";

	for (size_t i = 0; i < n; i++)
		out = arena_printf(arena, "%s%s%s", out, i ? " " : "", items[i].key);
	return out;
}

static struct record_scope item(const struct record_set *set, const struct record_scope *scope, const char *path,
				const char *key, const char *as)
{
	struct record_item *items;
	size_t n = record_items(set, scope, path, NULL, RECORD_ALL, as, &items);

	for (size_t i = 0; i < n; i++)
		if (str_eq(items[i].key, key))
			return items[i].scope;
	return (struct record_scope){0};
}

/* Every path that the catalogue of documents fills in from a record. */
static const char *const catalogue[] = {
	"agency.address",
	"agency.email",
	"agency.letterhead",
	"agency.logo",
	"agency.name",
	"agency.phone",
	"agency.resources[].kind",
	"agency.resources[].name",
	"agency.resources[].notes",
	"agency.resources[].phone",
	"agency.resources[].url",
	"appointments[].date",
	"appointments[].kind",
	"appointments[].time",
	"appointments[].title",
	"appointments[].where",
	"caregivers[].address",
	"caregivers[].name",
	"caregivers[].other_location",
	"caregivers[].phone",
	"caregivers[].relationship",
	"children[].age",
	"children[].allergies",
	"children[].care_notes",
	"children[].comforts",
	"children[].diagnoses",
	"children[].dob",
	"children[].medications",
	"children[].name",
	"children[].other_adult_contact",
	"children[].pediatrician.name",
	"children[].pediatrician.office",
	"children[].pediatrician.phone",
	"children[].phone",
	"children[].providers[].agency",
	"children[].providers[].email",
	"children[].providers[].name",
	"children[].providers[].notes",
	"children[].providers[].phone",
	"children[].providers[].position",
	"children[].providers[].release",
	"children[].school.address",
	"children[].school.city",
	"children[].school.grade",
	"children[].school.name",
	"children[].school.phone",
	"children[].school.schedule",
	"children[].school.teacher",
	"contacts[].agency",
	"contacts[].call_for",
	"contacts[].email",
	"contacts[].name",
	"contacts[].notes",
	"contacts[].phone",
	"contacts[].release",
	"contacts[].role",
	"contacts[].services",
	"emergency_contacts[].address",
	"emergency_contacts[].email",
	"emergency_contacts[].name",
	"emergency_contacts[].phone",
	"emergency_contacts[].relationship",
	"emergency_contacts[].release",
	"goals[].area",
	"goals[].progress",
	"goals[].steps[].actions[]",
	"goals[].steps[].by",
	"goals[].steps[].helper",
	"goals[].steps[].title",
	"goals[].title",
	"goals[].why",
	"home_visits[].date",
	"home_visits[].follow_up",
	"home_visits[].length",
	"home_visits[].people",
	"home_visits[].time",
	"home_visits[].where",
	"meetings[].agency",
	"meetings[].date",
	"meetings[].group",
	"meetings[].time",
	"meetings[].where",
	"participant.address.city",
	"participant.address.is_program",
	"participant.address.receives_mail",
	"participant.address.state",
	"participant.address.street",
	"participant.address.zip",
	"participant.dob",
	"participant.email",
	"participant.id",
	"participant.name",
	"participant.phone",
	"participant.phone_is_cell",
	"participant.preferred_contact",
	"participant.program",
	"provider_backup.after",
	"provider_backup.name",
	"provider_backup.phone",
	"provider_backup.relationship",
	"provider_backup.release",
	"services.activities[]",
	"services.areas_of_growth[]",
	"services.frequency",
	"services.since",
	"staff.credentials",
	"staff.email",
	"staff.name",
	"staff.phone",
	"staff.preferred_contact",
	"staff.role",
	"staff.start_date",
	"stay_with[].name",
	"stay_with[].phone",
	"stay_with[].relationship",
	"stay_with[].release",
	"team[].name",
	"team[].phone",
	"team[].role",
	"visits[].activity",
	"visits[].change_notified",
	"visits[].change_reason",
	"visits[].date",
	"visits[].date_occurred",
	"visits[].follow_up",
	"visits[].people",
	"visits[].time",
	"visits[].where",
};

TEST(catalogue_paths)
{
	begin();
	for (size_t i = 0; i < sizeof catalogue / sizeof *catalogue; i++) {
		const char *unknown = NULL, *nearest;
		const struct record_shape *shape = record_shape_find(shapes, catalogue[i], &unknown, &nearest);

		TEST_REPORT(shape && shape->type != RECORD_OBJECT && shape->type != RECORD_ITEMS, "%s: no blank (%s)",
			    catalogue[i], unknown ? unknown : "a group");
	}
	CHECK_STR(told(), "");
}

TEST(shapes)
{
	const char *unknown, *nearest;
	const struct record_shape *shape;

	begin();
	CHECK(!record_shape_find(shapes, "participant.dbo", &unknown, &nearest));
	CHECK_STR(unknown, "dbo");
	CHECK_STR(nearest, "dob");
	CHECK(!record_shape_find(shapes, "peple[].name", &unknown, &nearest));
	CHECK_STR(nearest, "people");
	CHECK(!record_shape_find(shapes, "participant.name.first", &unknown, &nearest));
	CHECK(!record_shape_find(shapes, "", &unknown, &nearest));
	CHECK(!record_shape_find(shapes, "people..name", &unknown, &nearest));
	shape = record_shape_find(shapes, "emergency_contacts", NULL, NULL);
	CHECK_STR(shape->view, "people");
	CHECK_STR(shape->where, "emergency");
	CHECK_INT(shape->type, RECORD_ITEMS);
	CHECK(shape->item && shape->item->n > 10);
	CHECK_STR(record_where_flags(arena, shape->where)[0], "emergency");
	CHECK_STR(record_where_flags(arena, "kind is friend")[0], "kind=friend");
	CHECK_INT(record_shape_find(shapes, "children[].allergies", NULL, NULL)->type, RECORD_MULTILINE);
	CHECK_INT(record_shape_find(shapes, "participant.preferred_contact", NULL, NULL)->type, RECORD_MULTI_CHOICE);
	CHECK_STR(record_shape_find(shapes, "participant.preferred_contact", NULL, NULL)->options[2], "email");
	CHECK_INT(record_shape_find(shapes, "goals[].steps[].actions", NULL, NULL)->type, RECORD_TEXTS);
	CHECK(record_shape_find(shapes, "safety.discreet", NULL, NULL)->secret);
	CHECK(record_shape_find(shapes, "safety.discreet", NULL, NULL)->asked);
	CHECK(record_shape_find(shapes, "contact_safety.times", NULL, NULL)->secret);
	CHECK(!record_shape_find(shapes, "safety.notes", NULL, NULL)->asked);
	CHECK(record_shape_find(shapes, "answers.any.thing", NULL, NULL)->free);
	CHECK_STR(record_shape_name(shapes, arena, "contacts[].relationship"), "people[].role");
	CHECK_STR(record_shape_name(shapes, arena, "home_visits[].date"), "program.home_visits[].date");
	CHECK_STR(record_shape_name(shapes, arena, "children[].pediatrician.office"), "children[].pediatrician.agency");
	CHECK_INT(record_type_find("yes_no_na"), RECORD_YES_NO_NA);
	CHECK_INT(record_type_find("nonsense"), RECORD_OBJECT);
}

/* Everything in the shapes has a description, and each part of them can be reached. */
static void described(const struct record_shape *shape, const char *path, int depth)
{
	if (shape->free || depth > 8)
		return;
	for (size_t i = 0; i < shape->n; i++) {
		const char *inner = arena_printf(arena, "%s%s%s", path, *path ? "." : "", shape->fields[i]->key);
		const struct record_shape *found = record_shape_find(shapes, inner, NULL, NULL);

		TEST_REPORT(shape->fields[i]->description && *shape->fields[i]->description, "%s has no description", inner);
		TEST_REPORT(found != NULL, "%s is not found", inner);
		if (found && !found->view)
			described(found->item ? found->item : found,
				  found->item ? arena_printf(arena, "%s[]", inner) : inner, depth + 1);
	}
}

TEST(descriptions)
{
	begin();
	described(record_shape_root(shapes, "family"), "", 0);
	described(record_shape_root(shapes, "staff")->fields[4], "staff", 0);
	CHECK_STR(record_shape_root(shapes, "staff")->fields[4]->key, "staff");
	described(record_shape_find(shapes, "agency", NULL, NULL), "agency", 0);
	described(record_shape_find(shapes, "program", NULL, NULL), "program", 0);
	CHECK_STR(told(), "");
}

TEST(finding)
{
	const struct record_set *set = set_of(FAMILIES "f-7k2m.yaml");

	CHECK_STR(look(set, NULL, "participant.name"), "participant.name=Marisol Rivera");
	CHECK_STR(look(set, NULL, "/participant.dob"), "participant.dob=April 12, 1996");
	CHECK_STR(look(set, NULL, "participant.phone_is_cell"), "participant.phone_is_cell=Yes");
	CHECK_STR(look(set, NULL, "children.m7.pediatrician.phone"), "people.p8d.phone=(508) 555-0150");
	CHECK_STR(look(set, NULL, "children.m7.pediatrician.office"), "people.p8d.agency=Harbor Pediatrics");
	CHECK_STR(look(set, NULL, "children.m7.providers.p8d.name"), "people.p8d.name=Ada Okafor, MD");
	CHECK_STR(look(set, NULL, "children.m7.providers.p8d.position"), "children.m7.providers.p8d.position=Pediatrician");
	CHECK_STR(look(set, NULL, "children.m7.co_parent.phone"), "children.m7.co_parent.phone=");
	CHECK_STR(look(set, NULL, "contacts.k3f.relationship"), "people.k3f.role=My mother");
	CHECK_STR(look(set, NULL, "goals.home.steps.s1.helper"), "goals.home.steps.s1.helper=Luz Rivera");
	CHECK_STR(look(set, NULL, "goals.home.steps.s2.helper"), "goals.home.steps.s2.helper=Jo, at the office");
	CHECK_STR(look(set, NULL, "goals.home.steps.s1.actions.2"), "goals.home.steps.s1.actions.a2=Gather pay stubs");
	CHECK_STR(look(set, NULL, "goals.home.steps.s1.actions.4"), "goals.home.steps.s1.actions.new-1=");
	CHECK_STR(look(set, NULL, "children.m7.answers.all-about-my-child.favorite_toys"),
		  "children.m7.answers.all-about-my-child.favorite_toys=the wooden boat, anything with wheels");
	CHECK_STR(look(set, NULL, "home_visits.h1.date"), "program.home_visits.h1.date=November 12, 2026");
	CHECK_STR(look(set, NULL, "staff.preferred_contact"), "staff.preferred_contact=text message and phone call");
	CHECK_STR(look(set, NULL, "appointments.a1.time"), "appointments.a1.time=10:00 AM");
	CHECK_STR(look(set, NULL, "people.new-3.phone"), "people.new-3.phone=");
	CHECK_STR(look(set, NULL, "participant.nme"), "?");
	CHECK_STR(look(set, NULL, "people.k3f.name.x"), "?");
	set = set_of(FAMILIES "f-5t3z.yaml");
	CHECK_STR(strrchr(look(set, NULL, "children.b5.comforts"), '\n'), "\nwarm milk");
}

TEST(scopes)
{
	const struct record_set *set = set_of(FAMILIES "f-7k2m.yaml");
	struct record_scope goal = item(set, NULL, "goals", "home", "goal"), step = item(set, &goal, "steps", "s1", NULL);
	struct record_scope child = item(set, NULL, "children", "m7", "child"),
			    provider = item(set, &child, "providers", "p8d", NULL);

	CHECK_STR(step.name, "goals.home.steps.s1");
	CHECK_STR(look(set, &step, "title"), "goals.home.steps.s1.title=Apply for housing");
	CHECK_STR(look(set, &step, "goal.title"), "goals.home.title=A home for the three of us");
	CHECK_STR(look(set, &step, "/participant.name"), "participant.name=Marisol Rivera");
	CHECK_STR(look(set, &step, "participant.name"), "?");
	CHECK_STR(look(set, &step, "helper.phone"), "people.k3f.phone=(508) 555-0199");
	CHECK_STR(look(set, &provider, "phone"), "people.p8d.phone=(508) 555-0150");
	CHECK_STR(look(set, &provider, "notes"), "children.m7.providers.p8d.notes=");
	CHECK_STR(look(set, &provider, "child.school.teacher"), "children.m7.school.teacher=Ms. Ana");
	CHECK_STR(look(set, &child, "pediatrician.release"), "people.p8d.release:Yes, until June 30, 2027");
}

TEST(worked_out)
{
	struct record_set *set = set_of(FAMILIES "f-7k2m.yaml");

	CHECK_STR(look(set, NULL, "participant.age"), "participant.age:30 years");
	CHECK_STR(look(set, NULL, "children.m7.age"), "children.m7.age:4 years");
	CHECK_STR(look(set, NULL, "people.p8d.release"), "people.p8d.release:Yes, until June 30, 2027");
	CHECK_STR(look(set, NULL, "people.w2c.release"), "people.w2c.release:Ended May 2: sign again?");
	CHECK_STR(look(set, NULL, "people.k3f.release"), "people.k3f.release=");
	CHECK_STR(look(set, NULL, "services.activities"), "services.activities:Parents in Recovery and Harbor playgroup");
	CHECK_STR(look(set, NULL, "family_time.v0.people"), "family_time.v0.people:Sam Pine and Luz Rivera");
	CHECK_STR(look(set, NULL, "next.visit"), "next.visit:Tuesday, December 1, 2026, 3:30 PM");
	CHECK_STR(look(set, NULL, "next.home_visit"), "next.home_visit:Thursday, November 26, 2026, 11:00 AM");
	CHECK_STR(look(set, NULL, "staff.due.orientation"), "staff.due.orientation:September 14, 2026");
	CHECK_STR(look(set, NULL, "staff.due.first_year"), "staff.due.first_year:August 17, 2027");
	CHECK_STR(look(set, NULL, "participant.id"), "participant.id:f-7k2m");
	CHECK_STR(look(set, NULL, "agency.letterhead"),
		  "agency.letterhead:Harbor Family Support\n40 Water Street\nNew Bedford, MA 02740\n"
		  "(508) 555-0120\noffice@harbor.example.org");
	set->today = (struct lang_date){2027, 7, 1};
	CHECK_STR(look(set, NULL, "people.p8d.release"), "people.p8d.release:Ended June 30: sign again?");
	CHECK_STR(look(set, NULL, "people.w2c.release"), "people.w2c.release:Ended May 2, 2026: sign again?");
	CHECK_STR(look(set, NULL, "next.visit"), "next.visit=");
	set = set_of(FAMILIES "f-6h2t.yaml");
	CHECK_STR(look(set, NULL, "people.c3w.release"), "people.c3w.release:Taken back November 3");
	CHECK_STR(look(set, NULL, "children.n6.pediatrician.release"), "people.k8r.release:Yes");
	CHECK_STR(look(set, NULL, "children.r2.pediatrician.release"), "people.k8r.release=");
	set = set_of(FAMILIES "f-8n5g.yaml");
	CHECK_STR(look(set, NULL, "children.c6.age"), "children.c6.age:10 months");
	set->today = (struct lang_date){2026, 1, 20};
	CHECK_STR(look(set, NULL, "children.c6.age"), "children.c6.age:1 week");
	set->today = (struct lang_date){2025, 1, 20};
	CHECK_STR(look(set, NULL, "children.c6.age"), "children.c6.age=");
}

TEST(items)
{
	const struct record_set *set = set_of(FAMILIES "f-7k2m.yaml");
	struct record_scope child = item(set, NULL, "children", "m7", NULL);
	struct record_item *found;

	CHECK_STR(keys(set, NULL, "people", NULL, RECORD_ALL), "k3f t5n p8d w2c q6r");
	CHECK_STR(keys(set, NULL, "people", "kind is health or kind is legal", RECORD_ALL), "p8d q6r");
	CHECK_STR(keys(set, NULL, "emergency_contacts", NULL, RECORD_ALL), "k3f t5n");
	CHECK_STR(keys(set, NULL, "emergency_contacts", "not positive is daily", RECORD_ALL), "k3f");
	CHECK_STR(keys(set, NULL, "team", NULL, RECORD_ALL), "t5n p8d w2c q6r");
	CHECK_STR(keys(set, &child, "emergency", NULL, RECORD_ALL), "k3f");
	CHECK_STR(keys(set, &child, "emergency_contacts", NULL, RECORD_ALL), "k3f");
	CHECK_INT(record_items(set, &child, "emergency", NULL, RECORD_ALL, NULL, &found), 1);
	CHECK_STR(found[0].scope.name, "people.k3f");
	CHECK_STR(keys(set, NULL, "visits", NULL, RECORD_ALL), "v0 v1");
	CHECK_STR(keys(set, NULL, "visits", NULL, RECORD_NEXT), "v1");
	CHECK_STR(keys(set, NULL, "visits", NULL, RECORD_LAST), "v0");
	CHECK_STR(keys(set, NULL, "visits", NULL, RECORD_NEW), "new-1");
	CHECK_STR(keys(set, NULL, "goals.home.steps.s1.actions", NULL, RECORD_ALL), "a1 a2 a3");
	CHECK_STR(keys(set, NULL, "agency.resources", "kind is recovery", RECORD_ALL), "r3");
	CHECK_STR(keys(set, NULL, "participant", NULL, RECORD_ALL), "");
	CHECK_STR(keys(set, NULL, "nothing", NULL, RECORD_ALL), "");
	CHECK_STR(keys(set, NULL, "people", "kind is (", RECORD_ALL), "");
	set = set_of(FAMILIES "f-5t3z.yaml");
	CHECK_STR(keys(set, NULL, "children", NULL, RECORD_ALL), "b1 b2 b3 b4 b5 b6 b7 b9");
	CHECK_STR(keys(set, NULL, "children", "not print is rest", RECORD_ALL), "b1 b2 b3 b4 b5 b7 b9");
}

TEST(new_items)
{
	const struct record_set *set = set_of(FAMILIES "f-7k2m.yaml");
	struct record_scope goal = item(set, NULL, "goals", "home", NULL), child = item(set, NULL, "children", "m7", NULL);
	struct record_item one = record_new_item(set, NULL, "emergency_contacts", NULL);
	struct record_item two = record_new_item(set, NULL, "people", NULL),
			   step = record_new_item(set, &goal, "steps", NULL);
	struct record_item next = record_new_item(set, NULL, "goals", "goal"),
			   within = record_new_item(set, &next.scope, "steps", NULL);
	struct record_item contact = record_new_item(set, &child, "emergency", NULL);

	CHECK_STR(one.scope.name, "people.new-1");
	CHECK_STR(two.scope.name, "people.new-2");
	CHECK_STR(step.scope.name, "goals.home.steps.new-1");
	CHECK_STR(within.scope.name, "goals.new-1.steps.new-1");
	CHECK_STR(look(set, &one.scope, "phone"), "people.new-1.phone=");
	CHECK_STR(look(set, &one.scope, "release"), "people.new-1.release=");
	CHECK_STR(look(set, &within.scope, "goal.title"), "goals.new-1.title=");
	CHECK_STR(look(set, &within.scope, "actions.1"), "goals.new-1.steps.new-1.actions.new-1=");
	CHECK_STR(look(set, &contact.scope, "name"), "children.m7.emergency.new-1.name=");
	CHECK_INT(ask(set, &one.scope, "kind is legal"), RECORD_NO);
	CHECK(!record_new_item(set, NULL, "participant", NULL).scope.name);
}

TEST(conditions)
{
	struct record_set *set = set_of(FAMILIES "f-7k2m.yaml"), *empty = set_of(FAMILIES "f-3wq8.yaml"), *apart, blank;
	struct record_scope child = item(set, NULL, "children", "m7", NULL);
	const char *const *paths;
	const struct record_cond *cond;

	CHECK_INT(ask(set, NULL, "separated and expecting and case"), RECORD_YES);
	CHECK_INT(ask(empty, NULL, "separated or expecting or case"), RECORD_NO);
	CHECK_INT(ask(set, NULL, "not (separated or copy.blank)"), RECORD_NO);
	CHECK_INT(ask(set, NULL, "participant.email and not participant.program"), RECORD_YES);
	CHECK_INT(ask(set, NULL, "participant.address.is_program"), RECORD_NO);
	CHECK_INT(ask(set, NULL, "participant.address.is_program is no"), RECORD_YES);
	CHECK_INT(ask(set, NULL, "staff.roles is frss"), RECORD_YES);
	CHECK_INT(ask(set, NULL, "staff.roles is supervisor"), RECORD_NO);
	CHECK_INT(ask(set, NULL, "people.p8d.release and not people.w2c.release"), RECORD_YES);
	CHECK_INT(ask(set, NULL, "positive_people"), RECORD_YES);
	CHECK_INT(ask(empty, NULL, "positive_people or people or goals"), RECORD_NO);
	CHECK_INT(ask(set, &child, "lives_with is kin or lives_with is foster"), RECORD_YES);
	CHECK_INT(ask(set, &child, "lives_with is not kin"), RECORD_NO);
	CHECK_INT(ask(set, &child, "place_confidential"), RECORD_NO);
	CHECK_INT(ask(set, &child, "case"), RECORD_YES);
	apart = set_of(FAMILIES "f-6h2t.yaml");
	CHECK_INT(ask(apart, NULL, "separated and case and not expecting"), RECORD_YES);
	CHECK_INT(ask(set_of(FAMILIES "f-9x4c.yaml"), NULL, "expecting and not separated and not case"), RECORD_YES);
	CHECK_INT(ask(set_of(FAMILIES "f-8n5g.yaml"), NULL, "expecting"), RECORD_YES);
	CHECK(set_of(FAMILIES "f-4d7j.yaml")->discreet);
	CHECK(!set->discreet);
	CHECK(empty->discreet);

	blank = (struct record_set){
		.arena = arena, .shapes = shapes, .lang = lang, .today = set->today, .blank = true, .agency = set->agency};
	CHECK_INT(ask(&blank, NULL, "case"), RECORD_UNKNOWN);
	CHECK_INT(ask(&blank, NULL, "case and not copy.blank"), RECORD_NO);
	CHECK_INT(ask(&blank, NULL, "case or copy.blank"), RECORD_YES);
	CHECK_INT(ask(&blank, NULL, "not people"), RECORD_UNKNOWN);
	CHECK_INT(ask(&blank, NULL, "participant.address.is_program is yes"), RECORD_UNKNOWN);
	CHECK_INT(ask(&blank, NULL, "agency.help_lines"), RECORD_YES);
	CHECK_INT(ask(&blank, NULL, "staff.name"), RECORD_UNKNOWN);
	CHECK_STR(look(&blank, NULL, "participant.id"), "participant.id=");
	CHECK_STR(record_new_item(&blank, NULL, "people", NULL).scope.name, "people.new-1");

	cond = record_cond_parse(arena, diags, SPAN_NONE, "case and (kind is friend or not /goals) and copy.live");
	CHECK_INT(record_cond_paths(cond, arena, &paths), 2);
	CHECK_STR(paths[1], "/goals");
	CHECK_STR(told(), "");
}

TEST(bad_conditions)
{
	static const char text[] = "when: case and (separated or\nwhen: not\nwhen: kind is\nwhen: a b\nwhen: a & b\n";
	const struct source *src;
	uint32_t from = 0;

	begin();
	src = source_new(arena, diags, "doc.md", text, strlen(text));
	for (uint32_t line = 1; line <= 5; line++) {
		const char *end = strchr(text + from, '\n');
		struct span at = {src, from + 6, (uint32_t)(end - text)};

		CHECK(!record_cond_parse(arena, diags, at, arena_strndup(arena, text + at.from, at.to - at.from)));
		from = at.to + 1;
	}
	CHECK_STR(told(), "doc.md:1:29: error: this condition ends where it wants a path\n"
			  "    1 | when: case and (separated or\n      |                             ^\n"
			  "doc.md:2:10: error: this condition ends where it wants a path\n"
			  "    2 | when: not\n      |          ^\n"
			  "doc.md:3:14: error: this condition ends where it wants a word after `is`\n"
			  "    3 | when: kind is\n      |              ^\n"
			  "doc.md:4:9: error: this condition wants `and`, `or` or the end where \"b\" stands\n"
			  "    4 | when: a b\n      |         ^\n"
			  "doc.md:5:9: error: this condition wants `and`, `or` or the end where \"&\" stands\n"
			  "    5 | when: a & b\n      |         ^\n");
}

/* One consent, written as YAML under `consents`, judged on a day: "in force 2027-06-30", "draft: seen_by". */
static const char *judged(const char *entry, const char *day)
{
	static const char *const words[] = {[RECORD_CONSENT_REVOKED] = "revoked",
					    [RECORD_CONSENT_DRAFT] = "draft",
					    [RECORD_CONSENT_ENDED] = "ended",
					    [RECORD_CONSENT_NOT_YET] = "not yet",
					    [RECORD_CONSENT_IN_FORCE] = "in force"};
	const char *text = arena_printf(arena, "c1: {%s}\n", entry);
	const struct val *v = val_parse(arena, diags, source_new(arena, diags, "c.yaml", text, strlen(text)), NULL);
	struct lang_date today;
	struct record_consent c;

	lang_date_parse(day, &today);
	c = record_consent_judge(v, "c1", today);
	if (c.lacks)
		return arena_printf(arena, "%s: %s", words[c.state], c.lacks);
	return c.day.year ? arena_printf(arena, "%s %s", words[c.state], lang_date_iso(arena, c.day)) : words[c.state];
}

#define WHOLE                                                                                                                \
	"to: a1, kind: named, purpose: p, documents: [d], signed_how: ink-on-file, seen_by: Jo, copy_given: yes, "               \
	"given: 2026-03-01"

/* Every state before, on and after each day that can change it. */
TEST(consent_days)
{
	static const struct {
		const char *entry, *day, *want;
	} pairs[] = {
		/* its first and last day count whole */
		{WHOLE ", expires: 2026-06-30", "2026-02-28", "not yet 2026-03-01"},
		{WHOLE ", expires: 2026-06-30", "2026-03-01", "in force 2026-06-30"},
		{WHOLE ", expires: 2026-06-30", "2026-06-29", "in force 2026-06-30"},
		{WHOLE ", expires: 2026-06-30", "2026-06-30", "in force 2026-06-30"},
		{WHOLE ", expires: 2026-06-30", "2026-07-01", "ended 2026-06-30"},
		{WHOLE ", expires: 2024-02-29", "2026-03-01", "ended 2024-02-29"},
		/* an event */
		{WHOLE ", expires_when: the case closes", "2026-02-28", "not yet 2026-03-01"},
		{WHOLE ", expires_when: the case closes", "2199-01-01", "in force"},
		{WHOLE ", expires_when: the case closes, event_came: 2026-05-10", "2026-05-09", "in force"},
		{WHOLE ", expires_when: the case closes, event_came: 2026-05-10", "2026-05-10", "ended 2026-05-10"},
		{WHOLE ", expires_when: the case closes, event_came: 2026-05-10", "2026-05-11", "ended 2026-05-10"},
		/* the event before the last day, and after it */
		{WHOLE ", expires: 2026-06-30, event_came: 2026-05-10", "2026-05-10", "ended 2026-05-10"},
		{WHOLE ", expires: 2026-06-30, event_came: 2026-08-01", "2026-06-30", "in force 2026-06-30"},
		{WHOLE ", expires: 2026-06-30, event_came: 2026-08-01", "2026-07-01", "ended 2026-06-30"},
		/* taken back: from that day on, by staff's word or the parent's own form, whichever is earlier */
		{WHOLE ", expires: 2026-06-30, revoked: 2026-05-10", "2026-05-09", "in force 2026-06-30"},
		{WHOLE ", expires: 2026-06-30, revoked: 2026-05-10", "2026-05-10", "revoked 2026-05-10"},
		{WHOLE ", expires: 2026-06-30, revoked: 2026-05-10", "2026-05-11", "revoked 2026-05-10"},
		{WHOLE ", expires: 2026-06-30, revoke_asked: 2026-05-10", "2026-05-09", "in force 2026-06-30"},
		{WHOLE ", expires: 2026-06-30, revoke_asked: 2026-05-10", "2026-05-10", "revoked 2026-05-10"},
		{WHOLE ", expires: 2026-06-30, revoke_asked: 2026-05-10, revoked: 2026-05-12", "2026-05-11", "revoked 2026-05-10"},
		{WHOLE ", expires: 2026-06-30, revoke_asked: 2026-05-13, revoked: 2026-05-12", "2026-05-12", "revoked 2026-05-12"},
		{WHOLE ", expires: 2026-06-30, revoke_asked: 2026-05-13, revoked: 2026-05-12", "2026-05-20", "revoked 2026-05-12"},
		/* taken back after it had ended, and before it began */
		{WHOLE ", expires: 2026-06-30, revoked: 2026-09-01", "2026-08-31", "ended 2026-06-30"},
		{WHOLE ", expires: 2026-06-30, revoked: 2026-09-01", "2026-09-01", "revoked 2026-09-01"},
		{WHOLE ", expires: 2026-06-30, revoked: 2026-02-01", "2026-02-10", "revoked 2026-02-01"},
		/* a draft has no days that count, but a no counts */
		{"to: a1, kind: named", "2026-04-01", "draft: purpose"},
		{"to: a1, kind: named, revoked: 2026-03-01", "2026-04-01", "revoked 2026-03-01"},
		{WHOLE ", expires: 2026-06-30, revoked: soon", "2026-04-01", "revoked"},
	};

	begin();
	for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++)
		CHECK_STR(judged(pairs[i].entry, pairs[i].day), pairs[i].want);
}

/* Each element that 42 CFR 2.31(a) or the program asks for, left out in turn, on every day around the others' dates. */
TEST(consent_draft)
{
	static const char *const parts[][2] = {
		{"kind", "proceeding"},	    {"to", "a1"},	       {"purpose", "p"},   {"documents", "[d]"}, {"signed_how", "spoken"},
		{"seen_by", "Jo"},	    {"proceeding", "Case 12"}, {"expires", "2026-06-30"}, {"given", "2026-03-01"}, {"copy_given", "yes"},
	};
	static const char *const days[] = {"2026-02-28", "2026-03-01", "2026-06-30", "2026-07-01"};
	static const char *const worthless[] = {NULL, "\"\"", "~", "\" \"", "[]"};
	enum { N = sizeof parts / sizeof *parts };

	begin();
	for (size_t out = 0; out < N; out++)
		for (size_t how = 0; how < sizeof worthless / sizeof *worthless; how++) {
			const char *entry = "";

			for (size_t i = 0; i < N; i++)
				if (i != out || worthless[how])
					entry = arena_printf(arena, "%s%s%s: %s", entry, *entry ? ", " : "", parts[i][0],
							     i == out ? worthless[how] : parts[i][1]);
			for (size_t day = 0; day < sizeof days / sizeof *days; day++)
				CHECK_STR(judged(entry, days[day]), arena_printf(arena, "draft: %s", parts[out][0]));
		}
	CHECK_STR(judged("to: a1, kind: care, purpose: p, documents: [d], signed_how: spoken, seen_by: Jo, given: 2026-03-01, "
			 "expires: 2026-06-30, copy_given: no", "2026-04-01"), "draft: copy_given");
	/* a last day that cannot be read is no last day, whatever else ends it */
	CHECK_STR(judged(WHOLE ", expires: 06/30/2026, expires_when: the end", "2026-04-01"), "draft: expires");
}

TEST(consent_reach)
{
	const char *text = "c1: {children: [m7]}\nc2: {children: []}\nc3: {}\nc4: {children: m7}\n";
	const struct val *v;
	struct record_consent c[4];
	static const char *const keys_of[] = {"c1", "c2", "c3", "c4"};

	begin();
	v = val_parse(arena, diags, source_new(arena, diags, "c.yaml", text, strlen(text)), NULL);
	for (int i = 0; i < 4; i++)
		c[i] = record_consent_judge(v, keys_of[i], (struct lang_date){2026, 4, 1});
	CHECK(record_consent_child(&c[0], "m7") && !record_consent_child(&c[0], "n6") && record_consent_child(&c[0], NULL));
	CHECK(record_consent_child(&c[1], "n6") && record_consent_child(&c[2], "n6"));
	CHECK(record_consent_child(&c[3], "m7") && !record_consent_child(&c[3], "n6"));

	CHECK(record_consent_fits(RECORD_CONSENT_PROCEEDING, "court") && !record_consent_fits(RECORD_CONSENT_NAMED, "court"));
	CHECK(!record_consent_fits(RECORD_CONSENT_CARE, "court") && !record_consent_fits(RECORD_CONSENT_NOTES, "court"));
	CHECK(!record_consent_fits(RECORD_CONSENT_CARE, "legal") && record_consent_fits(RECORD_CONSENT_NAMED, "legal"));
	CHECK(!record_consent_fits(RECORD_CONSENT_CARE, "child-welfare") && record_consent_fits(RECORD_CONSENT_CARE, "health"));
	CHECK(!record_consent_fits(RECORD_CONSENT_NO_KIND, "health") && record_consent_fits(RECORD_CONSENT_CARE, NULL));
}

/* A record written to a file, loaded, and what was told of it. */
static const char *load_text(const char *name, const char *text, bool *usable)
{
	char dir[] = "/tmp/kinfolio-record-XXXXXX", top[4096];
	struct record *record;

	begin();
	if (!mkdtemp(dir) || !getcwd(top, sizeof top))
		return "no folder";
	record_shape_find(shapes, "people[].name", NULL,
			  NULL); /* shapes are read by relative names: before the folder changes */
	record_shape_find(shapes, "children[].name", NULL, NULL);
	record_shape_find(shapes, "goals[].title", NULL, NULL);
	record_shape_find(shapes, "consents[].to", NULL, NULL);
	record_shape_find(shapes, "staff.goals[].title", NULL, NULL);
	record_shape_find(shapes, "agency.resources[].name", NULL, NULL);
	if (chdir(dir) != 0)
		return "no folder";
	file_write(diags, name, text, strlen(text));
	record = record_load(arena, diags, shapes, name);
	if (usable)
		*usable = record != NULL;
	unlink(name);
	if (chdir(top) != 0)
		exit(1);
	rmdir(dir);
	return told();
}

TEST(bad_values)
{
	bool usable;

	CHECK_STR(load_text("f.yaml", "kind: family\nid: f-7k2m\nparticipant:\n  name: A\n  dob: 04/31/1996\n", &usable),
		  "f.yaml:5:8: error: participant.dob: \"04/31/1996\" is not a date; write YYYY-MM-DD\n"
		  "    5 |   dob: 04/31/1996\n      |        ^~~~~~~~~~\n");
	CHECK(usable);
	CHECK_STR(load_text("f.yaml", "kind: family\nid: marisol\n", &usable),
		  "f.yaml:2:5: warning: \"marisol\" looks like a name, and ids stand in file names; make one up, as "
		  "`kinfolio new` does\n"
		  "    2 | id: marisol\n      |     ^~~~~~~\n");
	CHECK(usable);
	CHECK_STR(load_text("f.yaml", "kind: famly\nid: f-7k2m\n", &usable),
		  "f.yaml:1:7: error: \"famly\" is no kind of record; did you mean \"family\"?\n"
		  "    1 | kind: famly\n      |       ^~~~~\n");
	CHECK(!usable);
	CHECK_STR(
		load_text("f.yaml",
			  "kind: family\nid: f-7k2m\npeople:\n  k3f: {name: L, frend: yes}\nchildren:\n  m7: {pediatrician: "
			  "k3g}\n",
			  NULL),
		"f.yaml:4:18: error: people.k3f has no key \"frend\"\n"
		"    4 |   k3f: {name: L, frend: yes}\n      |                  ^~~~~\n"
		"f.yaml:6:22: error: children.m7.pediatrician: \"k3g\" is nobody's key under people; did you mean \"k3f\"?\n"
		"    6 |   m7: {pediatrician: k3g}\n      |                      ^~~\n");
	CHECK_STR(
		load_text("f.yaml", "[a, b]\n", &usable),
		"f.yaml:1:1: error: a record is keys and values, beginning with kind and id; `kinfolio new` writes a start\n"
		"    1 | [a, b]\n      | ^~~~~~\n");
	CHECK(!usable);
}

TEST(aliases_do_not_multiply)
{
	struct buf text = {0};
	const char *out;

	buf_adds(&text, "kind: family\nid: f-7k2m\nanswers:\n  a0: &a0 {x: y}\n");
	for (int i = 1; i <= 9; i++) {
		buf_addf(&text, "  a%d: &a%d {", i, i);
		for (int j = 0; j < 9; j++)
			buf_addf(&text, "%sk%d: *a%d", j ? ", " : "", j, i - 1);
		buf_adds(&text, "}\n");
	}
	out = load_text("f.yaml", text.data, NULL);
	CHECK(strstr(out, "more than 200000 values in one file with its aliases followed, the limit") != NULL);
	buf_free(&text);
}

TEST(new_records)
{
	static const char *const kinds[] = {"family", "staff", "agency", "program"};

	begin();
	for (int k = 0; k < 4; k++) {
		struct buf text = {0};
		const char *id = record_new_id(arena, kinds[k]);
		bool usable;

		CHECK_INT(strlen(id), 6);
		CHECK(id[0] == kinds[k][0] && id[1] == '-' && strpbrk(id + 2, "0123456789"));
		record_new_text(shapes, kinds[k], id, &text);
		CHECK_STR(load_text("new.yaml", text.data, &usable), "");
		CHECK(usable);
		buf_free(&text);
	}
	CHECK(!str_eq(record_new_id(arena, "family"), record_new_id(arena, "family")));
}

/* ---- sets of records --------------------------------------------------------------------------------------------- */

TEST(sets)
{
	static const char *const files[] = {
		"f.yaml",	  "kind: family\nid: f-7k2m\nwith: [s.yaml, gone.yaml]\npeople: {k3f: {name: L}}\n",
		"s.yaml",	  "kind: staff\nid: s-2b4c\nwith: [a.yaml]\nstaff: {name: S}\n",
		"a.yaml",	  "kind: agency\nid: a-2b4c\nwith: [s.yaml]\nagency: {name: A}\n",
		"f.program.yaml", "kind: program\nid: f-7k2m\nprogram: {home_visits: {h1: {people: [k3f, k9z]}}}\n",
		"b.yaml",	  "kind: agency\nid: a-3b4c\nagency: {name: B}\n"};
	static const char *const extra[] = {"b.yaml"};
	char dir[] = "/tmp/kinfolio-record-XXXXXX", top[4096];
	struct record_set set = {0};

	set_of(FAMILIES "f-7k2m.yaml"); /* all shapes are read */
	if (!mkdtemp(dir) || !getcwd(top, sizeof top) || chdir(dir) != 0)
		exit(1);
	for (int i = 0; i < 10; i += 2)
		file_write(diags, files[i], files[i + 1], strlen(files[i + 1]));
	CHECK(!record_set_load(arena, diags, shapes, "f.yaml", extra, 1, true, &set));
	CHECK_STR(
		told(),
		"a.yaml:3:8: error: s.yaml draws on this record already; take one of the two `with` away\n"
		"    3 | with: [s.yaml]\n      |        ^~~~~~\n"
		"f.yaml:3:16: error: there is no record gone.yaml; give its path from this file's folder\n"
		"    3 | with: [s.yaml, gone.yaml]\n      |                ^~~~~~~~~\n"
		"f.program.yaml:3:44: error: program.home_visits.h1.people: \"k9z\" is nobody's key; write a key of people\n"
		"    3 | program: {home_visits: {h1: {people: [k3f, k9z]}}}\n"
		"      |                                            ^~~\n");
	CHECK_STR(set.agency->id, "a-3b4c");
	CHECK_STR(set.staff->id, "s-2b4c");
	CHECK_STR(set.program->id, "f-7k2m");
	for (int i = 0; i < 10; i += 2)
		unlink(files[i]);
	if (chdir(top) != 0)
		exit(1);
	rmdir(dir);
}

TEST_MAIN
