/* One record's packet, read like a recipe: bind -> set -> PDF, each file in memory; then all are written. Refuses to write any where one of
 * them, or anything they draw on, is wrong: a letter that no face covers or a broken photo must not become a file all the same. */
#include "cli/make.h"

#include <signal.h>
#include <string.h>
#include <sys/stat.h>

#include "packet/set.h"
#include "layout/layout.h"
#include "seal/seal.h"
#include "cli/paper.h"
#include "cli/stamp.h"

struct set_text *cli_text(struct arena *arena, const char *text)
{
	struct set_text *t = arena_one(arena, struct set_text);

	t->pieces = arena_one(arena, struct set_piece);
	t->pieces->text = text;
	t->n = 1;
	return t;
}

struct packet *cli_packet_choose(struct cli_house *house, const char *kind)
{
	const struct cli_options *o = house->options;
	const char *own = !kind ? NULL : str_eq(kind, "staff") ? "training-plan" : "portfolio", *name = o->packet ? o->packet : own;

	if (o->documents.n > 0)
		return packet_of(house->arena, o->documents.items, o->documents.n);
	return name ? packet_load(house->arena, house->diags, house->templates, house->n_dirs, name) : NULL;
}

struct packet *cli_packet_of_copy(struct cli_house *house, const char *name)
{
	const char **names;
	size_t n = packet_list(house->arena, house->templates, house->n_dirs, &names);

	if (name && str_ends(name, "-mine"))
		name = arena_strndup(house->arena, name, strlen(name) - strlen("-mine"));
	for (size_t i = 0; name && i < n; i++)
		if (str_eq(names[i], name))
			return packet_load(house->arena, house->diags, house->templates, house->n_dirs, name);
	return name && str_map_lookup(house->library->files, name) ? packet_of(house->arena, &name, 1) : NULL;
}

bool cli_make_bind(struct cli_make *make, bool flat, struct set_packet *files[CLI_MOST_RESULTS])
{
	struct cli_house *house = make->house;
	struct record_set set = *make->set;
	const struct packet_job job = {
		.arena = make->arena, .diags = house->diags, .library = house->library, .set = &set, .lang = house->lang,
		.template_dirs = house->templates, .n_dirs = house->n_dirs, .records_dir = make->records_dir, .to = make->to,
		.blank = set.blank, .flat = flat, .discreet = set.discreet,
		.scope = make->scope, .notice = make->notice, .copy = make->copy,
	};

	files[0] = files[1] = NULL;
	set.flat = flat;
	if (!packet_bind(&job, make->packet, files))
		return false;
	for (int i = 0; i < CLI_MOST_RESULTS; i++) {
		if (!files[i])
			continue;
		if (!files[i]->anonymous)
			files[i]->record_digest = digest_hex(make->arena, make->id, strlen(make->id));
		if (make->change && !make->change(make, files[i]))
			return false;
	}
	return true;
}

/* What the options ask of every file, whichever command made it. */
static bool pack(struct cli_house *house, struct buf *pdf)
{
	const struct seal_how how = {.password = house->password, .compact = house->options->compact};
	struct buf sealed = {0};

	if (!how.password && !how.compact)
		return true;
	if (!seal(house->diags, pdf, &how, &sealed)) {
		buf_free(&sealed);
		return false;
	}
	buf_free(pdf);
	*pdf = sealed;
	return true;
}

static void find_stretches(struct arena *arena, struct cli_file *file, const struct page_set *pages)
{
	for (size_t i = 0; i < pages->n_pages; i++) {
		mpt a = pages->pages[i].w, b = pages->pages[i].h, w = a < b ? a : b, h = a < b ? b : a;
		struct cli_stretch *last = file->n_stretches ? &file->stretches[file->n_stretches - 1] : NULL;

		if (!last || last->w != w || last->h != h) {
			last = arena_push(arena, file->stretches, file->n_stretches, file->cap_stretches);
			*last = (struct cli_stretch){w, h, i + 1, i + 1};
		}
		last->to = i + 1;
	}
}

bool cli_make_add(struct cli_make *make, enum cli_use use, const struct set_packet *packet, const char *name, const struct page_set *pages)
{
	struct cli_house *house = make->house;
	struct pdf_meta meta = {.shared = house->pdf, .producer = "Kinfolio " CLI_VERSION, .time = house->time,
				.packet = packet->record_digest ? packet->name : NULL, .record_digest = packet->record_digest,
				.fresh = pages->n_fields ? packet->fresh : NULL, .n_fresh = pages->n_fields ? packet->n_fresh : 0, .compress = true};
	struct cli_file *file = arena_push(make->arena, make->files, make->n, make->cap);

	*file = (struct cli_file){
		.use = use, .packet = packet->name, .path = arena_printf(make->arena, "%s/%s/%s.pdf", house->options->out, make->id, name),
		.duplex = pages->duplex, .duplex_short = pages->duplex_short,
		.pages = pages->n_pages, .fields = pages->n_fields,
	};
	find_stretches(make->arena, file, pages);
	return cli_house_password(house) && pdf_write(house->diags, house->fonts, pages, &meta, &file->pdf) &&
	       (!make->seal || make->seal(make, &file->pdf)) && pack(house, &file->pdf);
}

/* Sets one bound packet for its readers. */
static bool make_live(struct cli_make *make, const struct set_packet *packet)
{
	struct cli_house *house = make->house;
	struct arena *arena = arena_new(); /* pages take the most memory by far: what one file took serves the next */
	struct layout_job job = {arena, house->diags, house->fonts, house->upright, house->landscape, house->lang, NULL, house->codes, house->memo};
	size_t errors = diags_count(house->diags, DIAG_ERROR);
	struct page_set *pages = layout_packet(&job, packet);
	bool ok = pages && diags_count(house->diags, DIAG_ERROR) == errors && cli_make_add(make, CLI_FOR_READERS, packet, packet->name, pages) &&
		  (!make->paper || make->house->options->booklet || cli_howto_folder(make, packet, pages));

	arena_free(arena);
	return ok;
}

bool cli_make(struct cli_make *make)
{
	const struct cli_options *o = make->house->options;
	const struct diags *diags = make->house->diags;
	struct set_packet *files[CLI_MOST_RESULTS];

	if (!cli_make_bind(make, make->flat, files) || diags_count(diags, DIAG_ERROR) > make->told)
		return false;
	for (int i = 0; i < CLI_MOST_RESULTS; i++)
		if (files[i] && !make_live(make, files[i]))
			return false;
	if (make->paper && o->booklet && !cli_booklets(make))
		return false;
	if (make->paper && o->shop && !cli_shop(make))
		return false;
	return diags_count(diags, DIAG_ERROR) <= make->told;
}

/* The record's folder must be one: through a link its pages would come to lie where nobody looks for them. */
static bool folder_ok(struct cli_make *make, const char *folder)
{
	struct stat st;

	if (lstat(folder, &st) != 0 || !S_ISLNK(st.st_mode))
		return true;
	diag(make->house->diags, SPAN_NONE, MSG_CLI_FOLDER_LINK, folder);
	return false;
}

/* What the files now in the folder were made from. */
static void write_stamp(struct cli_make *make, const char *folder, const char *others)
{
	const char **files = arena_many(make->arena, const char *, make->n + 1);

	for (size_t i = 0; i < make->n; i++)
		files[i] = make->files[i].path;
	cli_stamp_write(make->arena, folder, others, make->stamp, files, make->n);
}

bool cli_make_write(struct cli_make *make)
{
	struct diags *diags = make->house->diags;
	const char *others;
	const char *folder = arena_printf(make->arena, "%s/%s", make->house->options->out, make->id);
	struct file_batch *batch;
	sigset_t ends, before;
	bool ok = true;

	if (!folder_ok(make, folder))
		return false;
	sigemptyset(&ends);
	sigaddset(&ends, SIGINT);
	sigaddset(&ends, SIGTERM);
	sigaddset(&ends, SIGHUP);
	sigprocmask(SIG_BLOCK, &ends, &before);
	file_clear_leftovers(folder);
	batch = file_batch_new();
	for (size_t i = 0; ok && i < make->n; i++)
		ok = file_batch_add(batch, diags, make->files[i].path, make->files[i].pdf.data, make->files[i].pdf.len);
	others = cli_stamp_forget(make->arena, folder);
	ok = ok && (!make->ready || make->ready(make)) && file_batch_commit(batch, diags);
	file_batch_free(batch);
	if (ok && make->stamp)
		write_stamp(make, folder, others);
	sigprocmask(SIG_SETMASK, &before, NULL);
	return ok;
}

void cli_make_tell(const struct cli_make *make, struct buf *lines)
{
	for (size_t i = 0; i < make->n; i++) {
		const struct cli_file *file = &make->files[i];

		if (!make->house->options->json) {
			buf_addf(lines, "%s\n", file->path);
			continue;
		}
		buf_adds(lines, "{\"record\":");
		buf_add_json(lines, make->id);
		buf_adds(lines, ",\"packet\":");
		buf_add_json(lines, file->packet);
		buf_adds(lines, ",\"file\":");
		buf_add_json(lines, file->path);
		buf_addf(lines, ",\"pages\":%zu,\"fields\":%zu,\"bytes\":%zu}\n", file->pages, file->fields, file->pdf.len);
	}
}

void cli_make_free(struct cli_make *make)
{
	for (size_t i = 0; i < make->n; i++)
		buf_free(&make->files[i].pdf);
	make->n = 0;
}
