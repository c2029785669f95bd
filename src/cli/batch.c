/* The records of a run: named one by one, in folders, or in a list on standard input. Only their first lines' ids and kinds
 * are looked at here; a record is read and checked by whoever makes it. Refuses to make two records of one id, and never
 * looks into folders of folders. */
#include "cli/batch.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "val/val.h"

#define MOST_BYTES (2u << 20) /* of a record's file, as in record */
#define MOST_NAME 4096        /* of a path in a list */
#define PROGRAM_FILE ".program.yaml"

struct reader {
	struct cli_house *house;
	const char *kind;
	struct cli_batch *batch;
	struct str_map *seen; /* id -> path of the first that has it */
	size_t place;         /* among all: which shard it belongs to */
	long k, n;
};

bool cli_shard_parse(const char *text, long *k, long *n)
{
	char *end;

	if (*text < '0' || *text > '9')
		return false;
	*k = strtol(text, &end, 10);
	if (*end != '/' || end[1] < '0' || end[1] > '9')
		return false;
	*n = strtol(end + 1, &end, 10);
	return !*end && *k >= 1 && *k <= *n && *n <= 1000000;
}

/* The plain word behind `key:` at a line's start; NULL where it is not as plain as that. */
static const char *word_at(struct arena *arena, const struct source *source, const char *key)
{
	size_t n = strlen(key);

	for (uint32_t i = 0; i < source->n_lines; i++) {
		const char *s = source->text + source->lines[i], *end;

		if (strncmp(s, key, n) != 0 || s[n] != ':' || s[n + 1] != ' ')
			continue;
		s += n + 1;
		s += strspn(s, " ");
		end = s + strspn(s, "abcdefghijklmnopqrstuvwxyz0123456789-");
		if (end > s && (*end == '\n' || *end == '\0' || strncmp(end, " #", 2) == 0))
			return arena_strndup(arena, s, (size_t)(end - s));
		return NULL;
	}
	return NULL;
}

/* What the file says of itself. False: it is YAML, but no record. */
static bool glance(struct arena *arena, const char *path, struct cli_task *task)
{
	struct arena *own = arena_new();
	struct diags *unsaid = diags_new();
	const struct source *source = source_load(own, unsaid, path, MOST_BYTES);
	bool record = true;

	if (source) {
		task->id = word_at(arena, source, "id");
		task->kind = word_at(arena, source, "kind");
	}
	if (source && (!task->id || !task->kind)) {
		const struct val *v = val_parse(own, unsaid, source, NULL);
		const char *id = val_text_at(v, "id", NULL), *kind = val_text_at(v, "kind", NULL);

		task->id = id ? arena_strdup(arena, id) : NULL;
		task->kind = kind ? arena_strdup(arena, kind) : NULL;
		record = !v || id || kind;
	}
	diags_free(unsaid);
	arena_free(own);
	return record;
}

static void tell_twice(struct cli_house *house, const struct cli_task *task, const char *other)
{
	const struct val *id = val_lookup(val_load(house->arena, house->diags, task->path, MOST_BYTES), "id");

	diag(house->diags, id ? id->at : SPAN_NONE, MSG_CLI_ID_TWICE, other, task->id);
}

static void take(struct reader *r, const struct cli_task *task)
{
	bool ours = r->n == 0 || (long)(r->place % (size_t)r->n) == r->k - 1;
	const char *other = task->id ? str_map_lookup(r->seen, task->id) : NULL;

	r->place++;
	if (ours && other)
		tell_twice(r->house, task, other);
	if (other)
		return;
	if (task->id)
		*str_map_slot(r->seen, task->id) = (void *)(uintptr_t)task->path;
	if (ours)
		*arena_push(r->house->arena, r->batch->tasks, r->batch->n, r->batch->cap) = *task;
}

static void take_file(struct reader *r, const char *path)
{
	struct cli_task task = {.path = arena_strdup(r->house->arena, path)};

	/* A pipe would have nothing more to say to whoever makes it. */
	if (file_is_plain(path))
		glance(r->house->arena, path, &task);
	take(r, &task);
}

/* Of a folder: what calls itself a record of the wanted kind, and what cannot be read, so that it is told. */
static void take_folder(struct reader *r, const char *dir)
{
	char **names;
	size_t n = file_list(r->house->arena, dir, &names), before = r->place;

	for (size_t i = 0; i < n; i++) {
		struct cli_task task = {.path = file_join(r->house->arena, dir, names[i])};

		if (!str_ends(names[i], ".yaml") || str_ends(names[i], PROGRAM_FILE) || !file_is_plain(task.path) ||
		    !glance(r->house->arena, task.path, &task))
			continue;
		if (task.kind && (r->kind ? !str_eq(task.kind, r->kind) : str_eq(task.kind, "agency") || str_eq(task.kind, "program")))
			continue;
		take(r, &task);
	}
	if (r->place == before)
		diag(r->house->diags, SPAN_NONE, MSG_CLI_FOLDER_EMPTY, dir, r->kind ? r->kind : "family");
}

/* A path a line. */
static bool take_list(struct reader *r, FILE *from)
{
	char line[MOST_NAME + 2];
	size_t number = 0;

	while (fgets(line, sizeof line, from)) {
		size_t n = strcspn(line, "\r\n");

		number++;
		if (line[n] == '\0' && !feof(from)) {
			diag(r->house->diags, SPAN_NONE, MSG_CLI_LIST_LINE, number, MOST_NAME);
			return false;
		}
		line[n] = '\0';
		if (n > 0)
			take_file(r, line);
	}
	if (ferror(from))
		diag(r->house->diags, SPAN_NONE, MSG_FILE_OPEN, "standard input", strerror(errno));
	return !ferror(from);
}

bool cli_batch_wanted(const struct cli_options *o)
{
	bool many = o->rest.n > 1 || o->timeout > 0 || o->shard_n > 0;

	for (size_t i = 0; i < o->rest.n && !many; i++)
		many = str_eq(o->rest.items[i], "-") || file_is_dir(o->rest.items[i]);
	return many && o->rest.n > 0;
}

bool cli_batch_read(struct cli_house *house, const char *kind, struct cli_batch *batch)
{
	const struct cli_options *o = house->options;
	struct reader r = {.house = house,
			   .kind = kind,
			   .batch = batch,
			   .seen = str_map_new(house->arena),
			   .k = o->shard_k,
			   .n = o->shard_n};
	bool ok = true;

	for (size_t i = 0; i < o->rest.n; i++) {
		const char *word = o->rest.items[i];

		if (str_eq(word, "-"))
			ok = take_list(&r, stdin) && ok;
		else if (file_is_dir(word))
			take_folder(&r, word);
		else
			take_file(&r, word);
	}
	return ok;
}
