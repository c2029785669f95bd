/* cli: the command line: one file a command. Commands give the exit code: 0 all made, 1 something in the inputs was wrong,
 * 2 usage, 3 the system failed. */
#ifndef CLI_CLI_H
#define CLI_CLI_H

#include "base/base.h"
#include "doc/doc.h"
#include "font/font.h"
#include "lang/lang.h"
#include "packet/packet.h"
#include "record/record.h"
#include "style/style.h"

#define CLI_VERSION "0.1"

enum { CLI_OK = 0, CLI_WRONG = 1, CLI_USAGE = 2, CLI_SYSTEM = 3 };

/* A growing list of texts. */
struct cli_words {
	const char **items;
	size_t n, cap;
};

/* Everything that options can say. */
struct cli_options {
	const char *command;
	const char *packet, *to, *out, *lang, *paper, *theme, *data, *stage, *destination;
	const char *into, *prefer; /* collect */
	const char *consent, *log; /* share */
	const char *map, *kind; /* import */
	const char *encrypt_with, *password_from; /* files that a password is read from; "-" is standard input */
	struct cli_words documents, with, overlays, include, rest;
	bool blank, flat, json, large_print, discreet, not_discreet, help, version, fail_fast, landscape, booklet, shop, marks;
	bool dry_run, compact, scrub, out_given, update, keep_going, changed;
	long jobs, copies;
	long timeout;        /* seconds a record may take; 0: any */
	long shard_k, shard_n; /* --shard K/N; n 0: all */
	long signature;      /* sheets that are stitched together; 0: all */
	const char *printer; /* NULL: nothing is printed */
};

/* The folders and what is read from them once for all records of a run. Parts are loaded when a command asks. */
struct cli_house {
	struct arena *arena;
	struct diags *diags;
	const struct cli_options *options;
	const char **content, **templates; size_t n_dirs; /* shipped first, then each overlay */
	const char **languages;                           /* templates/languages of each folder */
	const char **fonts_files;                         /* fonts.yaml of each folder; the last that is there wins */
	struct doc_library *library;
	struct record_shapes *shapes;
	struct font_set *fonts;
	struct pdf_shared *pdf;                           /* with the fonts */
	struct layout_memo *memo;                         /* texts set before; NULL likewise */
	struct keep *codes;                               /* QR codes; NULL: a run for one record keeps none */
	struct lang *lang;
	const char **lang_tags; size_t n_langs;           /* every language that there is, the run's first: cli_house_languages */
	struct lang **langs;                              /* those of them that were asked for, else NULL: cli_house_language */
	const struct style *upright, *landscape;
	const struct style_print *press;                  /* how booklets are printed, where they are asked for: */
	const struct style *leaf, *leaf_landscape, *sheet; /* their pages; and the paper that tells how to print them */
	int64_t time;             /* SOURCE_DATE_EPOCH, or now */
	struct lang_date today;
	const char *stamp;        /* digest of all that records draw on (--changed), or NULL: cli_stamp_open */
	char *password;           /* of what is sealed (options->encrypt_with), or NULL: cli_house_password */
	bool color;               /* standard error is a terminal and NO_COLOR is not set */
};

/* Finds the folders. False where there are none (told on standard error); then there is nothing to close. */
bool cli_house_open(struct cli_house *house, const struct cli_options *options);
void cli_house_close(struct cli_house *house);
/* Each loads its part if it is not loaded yet; false where it cannot (told in house->diags). */
bool cli_house_sources(struct cli_house *house); /* library, shapes */
bool cli_house_style(struct cli_house *house);
bool cli_house_fonts(struct cli_house *house);
/* Behind cli_house_fonts: the run makes many records' files, so what they have in common is kept. No file's bytes depend on it. */
void cli_house_many(struct cli_house *house);
bool cli_house_lang(struct cli_house *house);
bool cli_house_all(struct cli_house *house); /* these four, each even where another is wrong */
bool cli_house_languages(struct cli_house *house);
/* The i-th of them, loaded when it is first asked for; NULL (told) where that fails. `house` is a struct cli_house. */
const struct lang *cli_house_language(void *house, size_t i);
/* Reads the password that --encrypt-with names. */
bool cli_house_password(struct cli_house *house);
/* Prints what was told, as text or JSON, to standard error; the exit code. */
int cli_house_tell(struct cli_house *house);
/* The end of a run: prints what was told, then `lines`, which it frees, to standard output; the exit code, no success where not `ok`. */
int cli_house_end(struct cli_house *house, struct buf *lines, bool ok);

int cli_build(const struct cli_options *options);
int cli_check(const struct cli_options *options);
int cli_share(const struct cli_options *options);
int cli_list(const struct cli_options *options);
int cli_new(const struct cli_options *options);
int cli_collect(const struct cli_options *options);
int cli_finish(const struct cli_options *options);
int cli_import(const struct cli_options *options);
int cli_wipe(const struct cli_options *options);
int cli_dump(const struct cli_options *options);
int cli_values(const struct cli_options *options); /* dump -T values */
void cli_usage(FILE *to, const char *command);

#endif
