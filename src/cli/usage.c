/* What --help prints. The manual, kinfolio.1, says it at length. */
#include "cli/cli.h"

static const char general[] =
	"usage: kinfolio build [options] RECORD...       a packet for each record, into out/\n"
	"       kinfolio check [RECORD...]               sources, templates and these records: every problem, with its place\n"
	"       kinfolio share [options] RECORD --to PERSON  what that person's consent allows, and nothing else\n"
	"       kinfolio list packets|documents|fields|themes|papers|languages|stocks [--json]\n"
	"       kinfolio new family|staff|agency [ID]    a commented record to start from\n"
	"       kinfolio collect FILLED.pdf... [--into RECORD | -o FILE]   values of filled copies, back into a record\n"
	"       kinfolio finish FILLED.pdf [RECORD]      a returned copy set anew for print\n"
	"       kinfolio import FILE.csv -o DIR          records from a spreadsheet\n"
	"       kinfolio wipe [RECORD...]                take away what build made\n"
	"       kinfolio dump -T STAGE DOCUMENT [RECORD] what a stage made: tree boxes pages tags fields\n"
	"       kinfolio dump -T values FILE.pdf         what stands in the blanks of any PDF\n"
	"\n"
	"       kinfolio COMMAND --help                  the options of a command\n"
	"       kinfolio --version\n";

static const char build[] =
	"usage: kinfolio build [options] RECORD|DIR|-...\n"
	"       kinfolio build --blank [options]\n"
	"\n"
	"  -p, --packet NAME     which packet (default: the record kind's own)\n"
	"  -d, --document ID     only this document (may be repeated)\n"
	"      --to PERSON       a letter's recipient: a key under people\n"
	"  -w, --with RECORD     values from another record too: an agency's, a staff member's (may be repeated)\n"
	"  -o, --out DIR         where the files go (default: out)\n"
	"  -l, --lang TAG        the language of the fixed words (default: en)\n"
	"      --paper NAME      letter, a4, half-letter, a5 or phone (default: letter)\n"
	"      --landscape       turn the paper for every document\n"
	"      --theme NAME      colors, type and spacing (default: first-steps)\n"
	"      --large-print     18 pt text for readers who need it\n"
	"      --overlay DIR     own content/, templates/ and fonts/ over the shipped ones (may be repeated; the last wins)\n"
	"      --blank           no values: a clean copy\n"
	"      --flat            no live fields: for print\n"
	"      --booklet         also a booklet to fold: two pages a side of the sheet, values printed, and how to print it\n"
	"      --signature N     sheets that are stitched together: a number, or all (default: all, one fold)\n"
	"      --marks           show where to fold and staple, outside of what is read\n"
	"      --shop            also files for a print shop: cover and inside, with bleed and crop marks\n"
	"      --print PRINTER   send the booklet, or else the packet, to this printer (CUPS)\n"
	"      --copies N        so many of each        --dry-run   show the command, print nothing\n"
	"      --discreet        a copy that does not tell what it is for, whatever the record says\n"
	"      --compact         smaller files\n"
	"      --encrypt-with FILE   seal the files with the password on the first line of FILE (- for standard input)\n"
	"      --not-discreet    lift a record's discretion for this run\n"
	"      --timeout SECONDS a record that takes longer is stopped; the others are made\n"
	"      --changed         make only what is older than what it is made from: record, content, templates, fonts, program, options, day\n"
	"      --fail-fast       begin no more records once one failed (default: --keep-going)\n"
	"      --shard K/N       only each N-th record, from the K-th: for N machines\n"
	"  -j, --jobs N          records in parallel (default: as many as there are cores)\n"
	"      --json            one JSON line for each file made, on standard output; problems as JSON too\n"
	"      --data DIR        where content/, templates/ and fonts/ are\n";

static const char share[] =
	"usage: kinfolio share [options] RECORD --to PERSON\n"
	"\n"
	"      --to PERSON       who it goes to: a key under people\n"
	"      --consent KEY     under which consent, where several are in force\n"
	"  -p, --packet NAME     only the documents of this packet, in its order (court)\n"
	"      --log FILE        add a line to this file: date, recipient, documents, digest\n"
	"  -o, --out DIR         where the file goes (default: out)\n"
	"  -w, --with RECORD     values from another record too: an agency's, a staff member's (may be repeated)\n"
	"  -l, --lang TAG        --paper NAME   --theme NAME   --large-print   --overlay DIR   --json   --data DIR\n";

static const char check[] = "usage: kinfolio check [--overlay DIR] [--json] [RECORD...]\n";
static const char list[] = "usage: kinfolio list packets|documents|fields|themes|papers|languages|stocks [--json] [-d DOCUMENT]\n";
static const char new_[] = "usage: kinfolio new family|staff|agency [ID]\n\nPrints a commented record to start from. Without ID it makes one up.\n";
static const char wipe[] = "usage: kinfolio wipe [-o DIR] [--dry-run] [--json] [RECORD...]\n\nTakes away the PDF files that Kinfolio made in out/<record id>/; of these records, or of all. Never follows links.\n";
static const char collect[] =
	"usage: kinfolio collect [options] FILLED.pdf... --into RECORD\n"
	"       kinfolio collect [options] FILLED.pdf... [-o FILE]\n"
	"\n"
	"      --into RECORD     the record that the copies were printed for; only changed values change in its file\n"
	"  -o, --out FILE        without a record: a new one, its id made up (default: standard output)\n"
	"      --prefer WHICH    where a value changed on both sides: returned or record (default: neither; it is told)\n"
	"      --include ID      a document of the parent's own whose answers are taken too (may be repeated)\n"
	"      --scrub           also a copy of each file without the parent's own answers: <name>-scrubbed.pdf\n"
	"      --dry-run         show what would change, as a diff; write nothing\n"
	"      --password-from FILE   the copies' password, on the first line of FILE (- for standard input)\n"
	"  -w, --with RECORD     an agency's or staff member's record that the copy drew on (may be repeated)\n"
	"      --json            what came of it as a JSON line; problems as JSON too\n"
	"      --overlay DIR     --data DIR\n";
static const char finish[] =
	"usage: kinfolio finish [options] FILLED.pdf [RECORD]\n"
	"\n"
	"Sets a returned copy anew for print: flat, every blank grown to what was typed, as <out>/<id>/<packet>-finished.pdf.\n"
	"RECORD is the record that it was printed for, which stays as it is; without it only what the copy says is known,\n"
	"and a sheet that asks nothing may be missing. All that was typed is on the pages.\n"
	"\n"
	"  -p, --packet NAME     -d, --document ID   what is set (default: the packet that the copy is of)\n"
	"  -o, --out DIR         where the file goes (default: out)\n"
	"      --password-from FILE   the copy's password, on the first line of FILE (- for standard input)\n"
	"  -l, --lang TAG        (default: the copy's)   --paper NAME  --theme NAME  --large-print  --overlay DIR  --with RECORD\n"
	"      --encrypt-with FILE  --compact  --discreet  --not-discreet  --json  --data DIR: as for build\n";
static const char import[] =
	"usage: kinfolio import [options] FILE.csv -o DIR\n"
	"\n"
	"  -o, --out DIR         the folder of records, a file for each row: DIR/<id>.yaml\n"
	"      --map FILE        what the headings mean, where they are no paths (the manual shows one)\n"
	"      --kind KIND       family, staff or agency (default: what the map says, or family)\n"
	"      --update          put what a row has into the record of its id; without it no record that is there is touched\n"
	"      --keep-going      write the rows that are right, whatever is wrong with others (default: all or none)\n"
	"      --dry-run         check all of it; write nothing\n"
	"      --json            a JSON line for each row; problems as JSON too\n"
	"  -l, --lang TAG        whose names of months and words for yes and no the sheet has (default: en)\n"
	"      --overlay DIR     --data DIR\n";
static const char dump[] =
	"usage: kinfolio dump -T tree|boxes|pages|tags|fields DOCUMENT [RECORD]\n"
	"       kinfolio dump -T values [--json] [--password-from FILE] FILE.pdf\n"
	"\n"
	"values prints the blanks of any PDF, a line each: name, kind and what stands there, with tabs between\n"
	"(\\n, \\t and \\\\ for those letters). A locked file needs its password, on the first line of FILE (- for standard input).\n";

void cli_usage(FILE *to, const char *command)
{
	fputs(str_eq(command, "build")   ? build
	      : str_eq(command, "share") ? share
	      : str_eq(command, "check") ? check
	      : str_eq(command, "list")  ? list
	      : str_eq(command, "new")   ? new_
	      : str_eq(command, "wipe")  ? wipe
	      : str_eq(command, "dump")  ? dump
	      : str_eq(command, "collect") ? collect
	      : str_eq(command, "finish") ? finish
	      : str_eq(command, "import") ? import
					 : general,
	      to);
}
