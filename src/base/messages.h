/* The catalogue of everything Kinfolio says about its input: level, a name that never changes, and the text. Each room has
 * its part. A text says what is wrong and what to do; it ends without a full stop. */
#ifndef BASE_MESSAGES_H
#define BASE_MESSAGES_H

/* base */
#define MSG_FILE_OPEN DIAG_ERROR, "file-open", "cannot open %s: %s"
#define MSG_FILE_SIZE DIAG_ERROR, "file-size", "%s is larger than %zu bytes, the limit for this kind of file"
#define MSG_FILE_WRITE DIAG_SYSTEM, "file-write", "cannot write %s: %s"
#define MSG_UTF8 DIAG_ERROR, "utf8", "this is not UTF-8 text (byte 0x%02X); save the file as UTF-8"
#define MSG_NUL DIAG_ERROR, "nul", "a NUL byte stands here; save the file as plain UTF-8 text"

/* val */
#define MSG_VAL_SYNTAX DIAG_ERROR, "yaml", "this is not YAML: %s"
#define MSG_VAL_SYNTAX_IN DIAG_ERROR, "yaml", "this is not YAML: %s (%s)"
#define MSG_VAL_TAB DIAG_ERROR, "yaml-tab", "a tab stands where YAML wants spaces; indent with spaces"
#define MSG_VAL_CHARACTER DIAG_ERROR, "yaml-character", "a control character stands here that YAML does not allow; delete it"
#define MSG_VAL_DEPTH DIAG_ERROR, "yaml-depth", "nested deeper than %d levels, the limit"
#define MSG_VAL_NODES DIAG_ERROR, "yaml-size", "more than %d values in one file, the limit"
#define MSG_VAL_FOLLOWED DIAG_ERROR, "yaml-size", "more than %d values in one file with its aliases followed, the limit"
#define MSG_VAL_ALIASES DIAG_ERROR, "yaml-aliases", "more than %d aliases (*name) in one file, the limit"
#define MSG_VAL_ANCHOR DIAG_ERROR, "yaml-anchor", "no anchor &%s stands above this alias"
#define MSG_VAL_TAG DIAG_ERROR, "yaml-tag", "tags (%s) are not used here; write the value alone"
#define MSG_VAL_KEY DIAG_ERROR, "yaml-key", "a key must be a word"
#define MSG_VAL_MERGE DIAG_ERROR, "yaml-merge", "merge keys (<<) are not used here; write the keys out"
#define MSG_VAL_TWICE DIAG_ERROR, "yaml-twice", "the key \"%s\" stands here a second time; keep one of the two"
#define MSG_VAL_DOCUMENTS DIAG_ERROR, "yaml-documents", "a second YAML document starts here; one file holds one"
#define MSG_VAL_SPLICE DIAG_ERROR, "yaml-splice", \
	"%s cannot be changed here without touching another value; write this one out by itself (no &name or *name), " \
	"and try again"
#define MSG_VAL_SPLICE_IN DIAG_ERROR, "yaml-splice", "%s cannot be put in: what stands here holds no keys; write them under it"
#define MSG_VAL_UNKNOWN DIAG_ERROR, "unknown-key", "%s has no key \"%s\""
#define MSG_VAL_UNKNOWN_NEAR DIAG_ERROR, "unknown-key", "%s has no key \"%s\"; did you mean \"%s\"?"

/* lang */
#define MSG_LANG_TAG DIAG_ERROR, "lang-tag", "\"%s\" is no language tag; write one such as en, es or zh-Hant"
#define MSG_LANG_UNKNOWN DIAG_ERROR, "lang-unknown", "there is no language \"%s\"; there are: %s"
#define MSG_LANG_NONE DIAG_ERROR, "lang-none", "there are no languages in %s; en.yaml must be there"
#define MSG_LANG_MAP DIAG_ERROR, "lang-map", "%s must be keys with values (`key: value`)"
#define MSG_LANG_TEXT DIAG_ERROR, "lang-text", "%s: write a text here"
#define MSG_LANG_NAME DIAG_ERROR, "lang-name", "a language needs a `name`, as its readers call it"
#define MSG_LANG_CHOICE DIAG_ERROR, "lang-choice", "%s: \"%s\" does not do; write %s"
#define MSG_LANG_NAMES DIAG_ERROR, "lang-names", "%s: write a list of %zu names"
#define MSG_LANG_DATE_NAMES DIAG_ERROR, "lang-dates", \
	"`dates` needs months, months_short, weekdays and weekdays_short; write them, or leave `dates` out"
#define MSG_LANG_HALF_DAYS DIAG_ERROR, "lang-time", "`time` has {half}, so `am` and `pm` must be there"
#define MSG_LANG_PATTERN DIAG_ERROR, "lang-pattern", "%s: %s"
#define MSG_LANG_ARGUMENT DIAG_ERROR, "lang-argument", "%s: there is no {%s} here; there is: %s"

/* font */
#define MSG_FONT_SHAPE DIAG_ERROR, "font-config", "%s: write %s"
#define MSG_FONT_SCRIPT DIAG_ERROR, "font-script", "\"%s\" is no script; write a code of ISO 15924: Latn, Arab, Khmr"
#define MSG_FONT_PACKAGE DIAG_ERROR, "font-package", "the family \"%s\" needs `package`, a Debian package that stands under `packages`"
#define MSG_FONT_WEIGHT DIAG_ERROR, "font-weight", "\"%s\" is no weight; write a number from 100 to 900"
#define MSG_FONT_NO_FILES DIAG_ERROR, "font-files", "the family \"%s\" has no file; write one under `upright`, by weight"
#define MSG_FONT_FAMILY DIAG_ERROR, "font-family", "there is no family \"%s\" in fonts.yaml; add it or name another"
#define MSG_FONT_FAMILY_NEAR DIAG_ERROR, "font-family", "there is no family \"%s\" in fonts.yaml; did you mean \"%s\"?"
#define MSG_FONT_OPEN DIAG_ERROR, "font-open", "cannot use the font file %s: %s; install the Debian package %s"
#define MSG_FONT_OPEN_FALLBACK DIAG_WARNING, "font-open", "cannot use the font file %s: %s; some letters need the Debian package %s"
#define MSG_FONT_NONE DIAG_ERROR, "font-none", "no font file of fonts.yaml can be used; install the Debian packages that it names"
#define MSG_FONT_NO_FACE DIAG_ERROR, "font-no-face", \
	"no typeface has %s; write something else, or add a family that has it to fonts.yaml"
#define MSG_FONT_NO_FACE_VALUE DIAG_WARNING, "font-no-face", "%s: no typeface has %s; it is printed as its name in brackets"
#define MSG_FONT_SUBSET DIAG_ERROR, "font-subset", "the font %s cannot be cut down to what is used: %s"

/* image */
#define MSG_IMAGE_OPEN DIAG_ERROR, "image-open", "cannot open the picture %s: %s"
#define MSG_IMAGE_SIZE DIAG_ERROR, "image-size", "the picture %s is larger than %u MB; save it smaller"
#define MSG_IMAGE_SIDE DIAG_ERROR, "image-side", \
	"the picture %s is %u x %u pixels; at most %u a side and %u million in all can be used"
#define MSG_IMAGE_KIND DIAG_ERROR, "image-kind", "%s is neither a PNG nor a JPEG picture; save it as one of the two"
#define MSG_IMAGE_JPEG_KIND DIAG_ERROR, "image-jpeg-kind", \
	"the picture %s is a rare kind of JPEG that PDF readers cannot show; save it as an ordinary JPEG or PNG"
#define MSG_IMAGE_BROKEN DIAG_ERROR, "image-broken", "the picture %s is broken: %s; save it again"
#define MSG_IMAGE_QR_EMPTY DIAG_ERROR, "qr-empty", "there is nothing to put into the QR code"
#define MSG_IMAGE_QR_LONG DIAG_ERROR, "qr-long", "this is too long for a QR code; at most about 2300 letters fit"

/* style */
#define MSG_STYLE_UNKNOWN DIAG_ERROR, "style-unknown", "there is no %s \"%s\"; there are: %s"
#define MSG_STYLE_CIRCLE DIAG_ERROR, "style-circle", "the base \"%s\" comes round to itself; name another or leave it out"
#define MSG_STYLE_LENGTH DIAG_ERROR, "style-length", \
	"%s: this is no length; write points as a number, or a unit with it: 24 pt, 0.95 in, 10 mm"
#define MSG_STYLE_RANGE DIAG_ERROR, "style-range", "%s: %s is out of range; write %s pt to %s pt"
#define MSG_STYLE_VALUE DIAG_ERROR, "style-value", "%s: write %s"
#define MSG_STYLE_MISSING DIAG_ERROR, "style-missing", "%s is missing; write it here or in the base"
#define MSG_STYLE_NO_BASE DIAG_ERROR, "style-missing", \
	"%zu keys are missing, among them %s and %s; write `base:` and the theme that this one is laid over, such as " \
	"base: first-steps"
#define MSG_STYLE_PAPER_MISSING DIAG_ERROR, "style-missing", "%s is missing"
#define MSG_STYLE_FURNITURE DIAG_ERROR, "style-furniture", "%s must be less than %s, or it stands in the text"
#define MSG_STYLE_LEAST DIAG_ERROR, "style-least", "%s is %s pt; it must be %s pt or more %s"
#define MSG_STYLE_CONTRAST DIAG_ERROR, "style-contrast", "%s on %s has a contrast of %d.%02d:1; it must be %d.%02d:1 or more"
#define MSG_STYLE_PAPER_SMALL DIAG_ERROR, "style-paper-small", \
	"paper %s%s leaves %s by %s pt for text; theme %s needs %s by %s pt: use larger paper or smaller margins"

#define MSG_STYLE_PRINT DIAG_ERROR, "style-print", \
	"there is no way to fold booklets from paper \"%s\" (templates/print/); there are: %s"
#define MSG_STYLE_THICKNESS DIAG_ERROR, "style-thickness", \
	"\"%s\" is no paper's thickness; write millimetres from 0.02 to 1, such as 0.1"
#define MSG_STYLE_FOLD DIAG_ERROR, "style-fold", \
	"a page of %s, %s by %s pt, does not fit on half a sheet of %s, %s by %s pt; name a smaller page or a larger " \
	"sheet"

/* record */
#define MSG_SHAPE_MAP DIAG_ERROR, "shape-map", "a shape is keys and values (type, description, properties …)"
#define MSG_SHAPE_TYPE DIAG_ERROR, "shape-type", "\"%s\" is no type here; write string, number, boolean, array or object"
#define MSG_SHAPE_FORMAT DIAG_ERROR, "shape-format", "\"%s\" is no word of a format; templates/records/README.md has them all"
#define MSG_SHAPE_CIRCLE DIAG_ERROR, "shape-circle", "%s refers to itself through other shapes; let one of them hold it as items"
#define MSG_RECORD_MAP DIAG_ERROR, "record-map", \
	"a record is keys and values, beginning with kind and id; `kinfolio new` writes a start"
#define MSG_RECORD_NO_KIND DIAG_ERROR, "record-kind", "this record does not say what it is; write kind: family, staff or agency"
#define MSG_RECORD_KIND DIAG_ERROR, "record-kind", "\"%s\" is no kind of record; write family, program, staff or agency"
#define MSG_RECORD_KIND_NEAR DIAG_ERROR, "record-kind", "\"%s\" is no kind of record; did you mean \"%s\"?"
#define MSG_RECORD_NO_ID DIAG_ERROR, "record-id", "this record has no id; make one up that says nothing, such as id: f-7k2m"
#define MSG_RECORD_ID DIAG_ERROR, "record-id", \
	"\"%s\" will not do as an id; write lower-case letters, digits and -, beginning with a letter or digit"
#define MSG_RECORD_ID_NAME DIAG_WARNING, "record-id-name", \
	"\"%s\" looks like a name, and ids stand in file names; make one up, as `kinfolio new` does"
#define MSG_RECORD_TYPE DIAG_ERROR, "record-type", "%s: \"%s\" is not %s; write %s"
#define MSG_RECORD_OPTION DIAG_ERROR, "record-option", "%s cannot be \"%s\"; write one of %s"
#define MSG_RECORD_OPTION_NEAR DIAG_ERROR, "record-option", "%s cannot be \"%s\"; did you mean \"%s\"?"
#define MSG_RECORD_PATTERN DIAG_ERROR, "record-pattern", "%s: \"%s\" is not of the form %s"
#define MSG_RECORD_REF DIAG_ERROR, "record-reference", "%s: \"%s\" is nobody's key; write a key of %s"
#define MSG_RECORD_REF_NEAR DIAG_ERROR, "record-reference", "%s: \"%s\" is nobody's key under %s; did you mean \"%s\"?"
#define MSG_RECORD_TEXT DIAG_ERROR, "record-shape", "%s is one text, but this is %s; put a text with a colon or comma in quotes"
#define MSG_RECORD_LIST DIAG_ERROR, "record-shape", "%s is a list, but this is %s; write [a, b]"
#define MSG_RECORD_ITEMS DIAG_ERROR, "record-shape", \
	"%s holds items, each under a key that never changes, but this is %s; write k3f: and what it has below"
#define MSG_RECORD_OBJECT DIAG_ERROR, "record-shape", "%s holds keys and values, but this is %s; it has: %s"
#define MSG_RECORD_KEY DIAG_ERROR, "record-key", \
	"%s: \"%s\" will not do as a key; write lower-case letters, digits%s, a letter or digit first"
#define MSG_RECORD_KEY_NEW DIAG_ERROR, "record-key", "%s: \"%s\" stands for a blank block on paper; give the item another key"
#define MSG_RECORD_VIEW DIAG_ERROR, "record-view", "%s: \"%s\" is only another name; write it under %s"
#define MSG_RECORD_MANY DIAG_ERROR, "record-many", \
	"%s has more than %d entries, the limit; keep what is long past in a file of its own"
#define MSG_RECORD_WITH_MISSING DIAG_ERROR, "with-missing", "there is no record %s; give its path from this file's folder"
#define MSG_RECORD_WITH_CIRCLE DIAG_ERROR, "with-circle", "%s draws on this record already; take one of the two `with` away"
#define MSG_RECORD_WITH_MANY DIAG_ERROR, "with-many", "more than %d records draw on each other, the limit"
#define MSG_RECORD_WITH_FAMILY DIAG_ERROR, "with-kind", "%s is a %s record; only staff and agency records can be drawn on"
#define MSG_RECORD_WITH_SECOND DIAG_WARNING, "with-second", "a second %s record, %s, is not used; %s comes first"
#define MSG_RECORD_PROGRAM_KIND DIAG_ERROR, "program-kind", "a program file says kind: program, not %s"
#define MSG_RECORD_PROGRAM_ID DIAG_ERROR, "program-id", "this program file is of %s, but it lies beside %s; give it that record's id"
#define MSG_COND_WORD DIAG_ERROR, "condition", "this condition wants %s where \"%s\" stands"
#define MSG_COND_END DIAG_ERROR, "condition", "this condition ends where it wants %s"
#define MSG_COND_LONG DIAG_ERROR, "condition", "a condition is at most %d characters long"

/* doc */
#define MSG_DOC_NO_FRONT DIAG_ERROR, "front-missing", \
	"a document begins with its front matter: a line of ---, then title, kind and audience, then another line of " \
	"---"
#define MSG_DOC_FRONT_OPEN DIAG_ERROR, "front-open", "the front matter is not closed; put a second line of --- after its last key"
#define MSG_DOC_FRONT_NEEDS DIAG_ERROR, "front-needs", "%s needs the key \"%s\""
#define MSG_DOC_FILE_ID DIAG_ERROR, "file-id", "id: \"%s\" is not the file's name, \"%s\"; leave the key out"
#define MSG_DOC_FILE_NAME DIAG_ERROR, "file-name", "%s: a document's file name is its id: small letters, digits and -, a letter first"
#define MSG_DOC_FILE_TWICE DIAG_ERROR, "file-twice", "two documents have the id \"%s\": %s and %s; rename one"
#define MSG_DOC_DEPTH DIAG_ERROR, "doc-depth", "nested deeper than %d levels, the limit"
#define MSG_DOC_SIZE DIAG_ERROR, "doc-size", "more than %u blanks, rows and entries in one document, the limit"
#define MSG_DOC_CONTROL DIAG_ERROR, "doc-control", "a control character (U+0080 to U+0082) stands here; delete it"
#define MSG_DOC_HTML DIAG_WARNING, "raw-html", "raw HTML is not printed"
#define MSG_DOC_IMAGE_ALT DIAG_WARNING, "image-alt", "this picture has no alternative text; write ![what it shows](file)"
#define MSG_DOC_WANTED DIAG_ERROR, "doc-value", "%s: write %s"
#define MSG_DOC_ENUM DIAG_ERROR, "doc-word", "%s: \"%s\" is none of: %s"
#define MSG_DOC_ENUM_NEAR DIAG_ERROR, "doc-word", "%s: there is no \"%s\"; did you mean \"%s\"?"
#define MSG_DOC_NUMBER DIAG_ERROR, "doc-number", "%s: write a whole number from %d to %d"
#define MSG_DOC_WIDTH DIAG_ERROR, "doc-width", "%s: write a part of the row (1/2, 2/3, 1/4, full) or twelfths (1 to 12)"
#define MSG_DOC_LENGTH DIAG_ERROR, "doc-length", "%s: write a length with its unit (144 pt, 2 in, 5 cm, 50 mm), from 12 pt to 2000 pt"
#define MSG_DOC_DATE DIAG_ERROR, "doc-date", "%s: \"%s\" is not a date; write YYYY-MM-DD"
#define MSG_DOC_LANGUAGE DIAG_ERROR, "doc-language", "\"%s\" is not a language tag; write one like es or ar"
#define MSG_DOC_SOURCE DIAG_ERROR, "doc-source", "a source needs a name or a url"
#define MSG_DOC_MAP DIAG_ERROR, "doc-map", "%s is written as keys and values ({id: …, label: …})"
#define MSG_DOC_LIST DIAG_ERROR, "doc-list", "a list of %s is wanted here; begin each with \"- \""
#define MSG_DOC_EMPTY DIAG_ERROR, "doc-empty", "no %s stand here"
#define MSG_DOC_COMMA DIAG_ERROR, "yaml-comma", \
	"%s: the comma behind these words ends them, as they stand in braces; put the words in quotes"
#define MSG_DOC_TEXT_WANTED DIAG_ERROR, "doc-text", "words are wanted here; put them in quotes if they begin with { or ["
#define MSG_DOC_TEXT_BLOCK DIAG_ERROR, "doc-text-block", \
	"a text is one paragraph, but Markdown reads %s here; put a \\ before the sign that makes it one"
#define MSG_DOC_PATH DIAG_ERROR, "path-syntax", "\"%s\" is not a path; write keys of small letters, digits, _ and - with dots between"
#define MSG_DOC_PATH_NEAR DIAG_ERROR, "path-syntax", "\"%s\" is not a path; did you mean \"%s\"?"
#define MSG_DOC_PLACE_OPEN DIAG_ERROR, "place-open", "{{ is not closed by }} in the same text; write \\{{ to print the braces"
#define MSG_DOC_PLACE_LINK DIAG_ERROR, "place-link", "a value cannot stand in a link's address; write it beside the link"
#define MSG_DOC_PLACE_ALT DIAG_ERROR, "place-alt", "a value cannot stand in a picture's alternative text here; use a photo block"
#define MSG_DOC_ID DIAG_ERROR, "doc-id", "\"%s\" is not an id; write small letters, digits, _ and -, a letter first"
#define MSG_DOC_ID_NEAR DIAG_ERROR, "doc-id", "\"%s\" is not an id; did you mean \"%s\"?"
#define MSG_DOC_ID_TWICE DIAG_ERROR, "id-twice", \
	"the id \"%s\" stands in line %u already, and both would be one answer; give this one another id, or a field"
#define MSG_DOC_COMMENT_NEAR DIAG_ERROR, "comment-near", "there is no comment \"%s\"; did you mean \"%s\"?"
#define MSG_DOC_COMMENT_COLON DIAG_ERROR, "comment-colon", "write a colon after the comment's word: <!-- %s: … -->"
#define MSG_DOC_COMMENT_ALONE DIAG_ERROR, "comment-alone", \
	"`%s` stands alone in its comment: <!-- %s -->; a remark of yours may begin with a capital"
#define MSG_DOC_COMMENT_EMPTY DIAG_ERROR, "comment-empty", "`%s:` says nothing; write what it asks for after the colon"
#define MSG_DOC_COMMENT_OPEN DIAG_ERROR, "comment-open", "this comment is not closed by -->, so all that follows is lost"
#define MSG_DOC_UNCLOSED DIAG_ERROR, "comment-unclosed", \
	"`%s` is not closed; put <!-- end --> after what it governs, in the same list item or quotation"
#define MSG_DOC_STRAY_END DIAG_ERROR, "comment-end", \
	"this `end` closes nothing here; its opening stands in another list item or quotation, or there is none"
#define MSG_DOC_OPTION DIAG_ERROR, "comment-option", \
	"\"%s\" is no option; write an id (option: steady), or an id and which of its answers (option: tone is warm)"
#define MSG_DOC_COLUMNS DIAG_ERROR, "comment-columns", "columns: write 2, 3 or 4"
#define MSG_DOC_INLINE_NEST DIAG_ERROR, "inline-nest", \
	"within one paragraph a `%s` cannot stand in another; close the first, or join the conditions with `and`"
#define MSG_DOC_INLINE_UNCLOSED DIAG_ERROR, "comment-unclosed", \
	"`%s` is not closed in its paragraph; put <!-- end --> after the words that it governs"
#define MSG_DOC_INLINE_WORD DIAG_ERROR, "inline-word", "`%s` cannot stand within a paragraph; put it on a line of its own"
#define MSG_DOC_ITEM_WORD DIAG_ERROR, "item-word", "`%s` cannot govern a list item"
#define MSG_DOC_LIST_WORDS DIAG_ERROR, "list-words", "\"%s\" is not understood here; write LIST where CONDITION as NAME which next"
#define MSG_DOC_AS DIAG_ERROR, "list-as", "as: \"%s\" is not a name; write small letters, digits, _ and -, a letter first"
#define MSG_DOC_FENCE_NEAR DIAG_ERROR, "fence-near", "there is no block \"%s\"; did you mean \"%s\"?"
#define MSG_DOC_FENCE_OPEN DIAG_ERROR, "fence-open", "the block `%s` is not closed; put a line of ~~~ after it"
#define MSG_DOC_BLANK_ID DIAG_ERROR, "blank-id", "every blank needs an id"
#define MSG_DOC_BLANK_LABEL DIAG_ERROR, "blank-label", "the blank \"%s\" needs a label"
#define MSG_DOC_OPTION_ID DIAG_ERROR, "option-id", "\"%s\" is not an option's id; write small letters, digits, _ and -"
#define MSG_DOC_OPTION_TWICE DIAG_ERROR, "option-twice", "the option \"%s\" stands here a second time"
#define MSG_DOC_OPTION_WORDS DIAG_ERROR, "option-words", "the option \"%s\" has no words; write what is printed after the colon"
#define MSG_DOC_OPTION_SHAPE DIAG_ERROR, "option-shape", "an option is an id and its words: {daily: Once a day}"
#define MSG_DOC_OPTIONS_TYPE DIAG_ERROR, "options-type", "a blank of type %s has no options; write type: choice or multi_choice"
#define MSG_DOC_CHOICE_OPTIONS DIAG_ERROR, "choice-options", "the choice \"%s\" needs options"
#define MSG_DOC_DIGITAL DIAG_ERROR, "blank-digital", "digital is for signatures only"
#define MSG_DOC_COUNT_TYPE DIAG_ERROR, "count-type", "count makes numbered lines, not a blank of type %s; write type: texts"
#define MSG_DOC_SOURCES DIAG_ERROR, "one-of-two", "`%s` and `%s` cannot stand together; keep one of the two"
#define MSG_DOC_NO_SOURCE DIAG_ERROR, "records-source", "%s needs a list, a repeat with an id, or rows"
#define MSG_DOC_NO_BODY DIAG_ERROR, "records-body", "%s needs %s"
#define MSG_DOC_ONLY_LIST DIAG_ERROR, "records-list", "`%s` goes with a list only"
#define MSG_DOC_ONLY_REPEAT DIAG_ERROR, "records-repeat", "`%s` goes with a repeat only"
#define MSG_DOC_REPEAT_ID DIAG_ERROR, "repeat-id", "a repeat needs an id, which its answers are kept under"
#define MSG_DOC_ROWS_COLUMNS DIAG_ERROR, "rows-columns", "rows need columns"
#define MSG_DOC_ROW_ID DIAG_ERROR, "row-id", "every row needs an id"
#define MSG_DOC_ROW_TWICE DIAG_ERROR, "row-twice", "a row with the id \"%s\" stands above"
#define MSG_DOC_CELLS DIAG_ERROR, "row-cells", "more cells stand here (%zu) than there are columns (%zu)"
#define MSG_DOC_COLUMN_ID DIAG_ERROR, "column-id", "a column over fixed rows needs an id"
#define MSG_DOC_COLUMN_NAME DIAG_ERROR, "column-name", "a column over fixed rows cannot be called \"%s\", which is a row's own key"
#define MSG_DOC_CHECK_WORDS DIAG_ERROR, "check-words", "the line \"%s\" needs a label or a document"
#define MSG_DOC_RESOURCES DIAG_ERROR, "resources-which", "say which resources: of (a list in the record), kind, or names"
#define MSG_DOC_PHOTO_ALT DIAG_ERROR, "photo-alt", "a photo needs alt: words for those who cannot see it"
#define MSG_DOC_PHOTO_FILE DIAG_ERROR, "photo-file", "a photo needs a file or a field"
#define MSG_DOC_ORDER DIAG_ERROR, "order-unknown", "there is no document \"%s\""
#define MSG_DOC_ORDER_NEAR DIAG_ERROR, "order-unknown", "there is no document \"%s\"; did you mean \"%s\"?"
#define MSG_DOC_ORDER_TWICE DIAG_ERROR, "order-twice", "\"%s\" stands above already"
#define MSG_DOC_SECTION DIAG_ERROR, "section-unknown", "no collection.yaml has a section \"%s\""
#define MSG_DOC_SECTION_NEAR DIAG_ERROR, "section-unknown", "no collection.yaml has a section \"%s\"; did you mean \"%s\"?"
#define MSG_DOC_UNLISTED DIAG_WARNING, "doc-unlisted", \
	"\"%s\" does not stand in the order of %s/collection.yaml, so no packet will take it from there"
#define MSG_DOC_OVER DIAG_WARNING, "over-changed", \
	"what lies under this document, %s, has changed; compare the two, then write over: \"%s\""
#define MSG_DOC_OVER_NOTHING DIAG_WARNING, "over-nothing", "no document of this id lies under this one; leave `over` out"

/* packet */
#define MSG_PACKET_UNKNOWN_NEAR DIAG_ERROR, "packet-unknown", "there is no packet \"%s\"; did you mean \"%s\"?"
#define MSG_PACKET_UNKNOWN DIAG_ERROR, "packet-unknown", "there is no packet \"%s\"; there are: %s"
#define MSG_PACKET_VALUE DIAG_ERROR, "packet-value", "%s: \"%s\" does not do; write %s"
#define MSG_PACKET_MAP DIAG_ERROR, "packet-map", "a packet is keys and values: title, for and documents"
#define MSG_PACKET_NEEDS DIAG_ERROR, "packet-needs", "a packet needs `%s`: %s"
#define MSG_PACKET_ENTRY DIAG_ERROR, "packet-entry", \
	"an entry of `documents` is a document's id, {section: ID} or {id: ID, when: CONDITION}"
#define MSG_PACKET_DOCUMENT DIAG_ERROR, "document-unknown", "there is no document \"%s\"; write the file %s.md or name another"
#define MSG_PACKET_DOCUMENT_NEAR DIAG_ERROR, "document-unknown", "there is no document \"%s\"; did you mean \"%s\"?"
#define MSG_PACKET_SECTION DIAG_ERROR, "section-unknown", "no collection has a section \"%s\"; name one of a collection.yaml"
#define MSG_PACKET_PATH DIAG_ERROR, "path-unknown", "%s: no shape has \"%s\""
#define MSG_PACKET_PATH_NEAR DIAG_ERROR, "path-unknown", "%s: no shape has \"%s\"; did you mean \"%s\"?"
#define MSG_PACKET_TYPE DIAG_ERROR, "path-type", "%s is %s here and %s at %s:%u; a path has one type"
#define MSG_PACKET_TYPE_SHAPE DIAG_ERROR, "path-type", "%s is %s here, but its shape says %s; leave out `type:`"
#define MSG_PACKET_LINES DIAG_ERROR, "path-lines", \
	"%s has one line everywhere (its shape says %s); take `lines:` away or make it multiline in the shape"
#define MSG_PACKET_PREFIX DIAG_ERROR, "path-within", \
	"%s is a blank here, and %s, which begins with it, is one at %s:%u; no path may begin another"
#define MSG_PACKET_TELLING DIAG_WARNING, "telling-value", \
	"%s holds a word that tells what this copy is about, and the copy shows it; choose other words in the record, or leave it out"
#define MSG_PACKET_SECRET DIAG_ERROR, "path-secret", "%s is never printed or asked; write a condition on copy.discreet instead"
#define MSG_PACKET_OFFICE DIAG_ERROR, "path-office", "%s is recorded by staff in the file alone; no sheet may ask for it"
#define MSG_PACKET_NO_LIST DIAG_ERROR, "path-list", "%s is no list; `list` and `for-each` need one"
#define MSG_PACKET_NO_BLANK DIAG_ERROR, "path-group", "%s holds other values (%s); name one of them"
#define MSG_PACKET_OPTIONS DIAG_ERROR, "options-missing", "%s is a choice; write its words under `options`"
#define MSG_PACKET_OPTION DIAG_ERROR, "option-unknown", "%s cannot be \"%s\"; its shape has: %s"
#define MSG_PACKET_COND DIAG_ERROR, "path-unknown", "condition: no shape has \"%s\" (in %s)"
#define MSG_PACKET_COND_NEAR DIAG_ERROR, "path-unknown", "condition: no shape has \"%s\" (in %s); did you mean \"%s\"?"
#define MSG_PACKET_COND_SECRET DIAG_ERROR, "path-secret", \
	"condition: %s is nothing that a sheet may tell by what it prints; ask copy.discreet"
#define MSG_PACKET_TO DIAG_ERROR, "letter-to", "--to %s: the record has no such person under people"
#define MSG_PACKET_TO_NEAR DIAG_ERROR, "letter-to", "--to %s: the record has no such person under people; did you mean %s?"
#define MSG_PACKET_RESOURCE DIAG_ERROR, "resource-unknown", "there is no templates/resources/%s.yaml"
#define MSG_PACKET_EMPTY DIAG_ERROR, "packet-empty", \
	"nothing of the packet \"%s\" applies to this record; name a document with -d to print it all the same"
#define MSG_PACKET_KIND DIAG_ERROR, "packet-for", "the packet \"%s\" is for records of kind %s; this one's kind is %s"
#define MSG_PACKET_OF DIAG_ERROR, "packet-of", "of: there is no packet \"%s\"; name the one that goes into this folder"
#define MSG_PACKET_FILE_TWICE DIAG_ERROR, "packet-file", \
	"file: the packet \"%s\" makes a file \"%s\" too, and one would lie over the other; name this one otherwise"
#define MSG_PACKET_SIZE DIAG_ERROR, "packet-size", \
	"more than %d blanks and pieces of text in one packet, the limit; make its documents apart (--document)"
#define MSG_PACKET_DEPTH DIAG_ERROR, "packet-depth", "blocks nested deeper than %d"

/* share: consent */
#define MSG_SHARE_NONE DIAG_ERROR, "share-none", "no consent names %s; when the parent has signed one, write it under consents"
#define MSG_SHARE_KEY DIAG_ERROR, "share-key", "--consent %s: there is no such key under consents%s"
#define MSG_SHARE_WHOSE DIAG_ERROR, "share-whose", \
	"the consent %s is for another person than %s; name its own person, or another consent"
#define MSG_SHARE_DRAFT DIAG_ERROR, "share-draft", \
	"the consent %s is a draft: `%s` is missing; a staff member records %s, and until then nothing may be shared " \
	"under it"
#define MSG_SHARE_ENDED DIAG_ERROR, "share-ended", "the consent %s has ended (%s); ask the parent whether they want to sign again"
#define MSG_SHARE_REVOKED DIAG_ERROR, "share-revoked", \
	"the parent took the consent %s back (%s); nothing may be shared under it any more"
#define MSG_SHARE_NOT_YET DIAG_ERROR, "share-not-yet", "the consent %s begins on %s; nothing may be shared before"
#define MSG_SHARE_KIND DIAG_ERROR, "share-kind", "the consent %s is of kind %s, and %s needs one %s"
#define MSG_SHARE_PACKET_KIND DIAG_ERROR, "share-kind", "the packet \"%s\" needs a consent of kind %s; %s is of kind %s"
#define MSG_SHARE_SEVERAL DIAG_ERROR, "share-several", \
	"several consents for %s are in force: %s; say under which one with --consent KEY"
#define MSG_SHARE_MINE DIAG_ERROR, "share-mine", "%s is the parent's own and is never shared; take it off this consent"
#define MSG_SHARE_NOTES DIAG_ERROR, "share-notes", \
	"%s holds counseling notes; they need a consent of kind counseling-notes, for those alone"
#define MSG_SHARE_NOTES_ONLY DIAG_ERROR, "share-notes", "a consent of kind counseling-notes is for those alone; %s holds none"
#define MSG_SHARE_EMPTY DIAG_WARNING, "share-empty", "nothing in %s may be shown or is written yet; it is not in the file"
#define MSG_SHARE_NO_ITEM DIAG_ERROR, "share-empty", "nothing that this consent allows is written yet; there is nothing to share"
#define MSG_SHARE_OTHER_CHILD DIAG_WARNING, "share-child", "%s is also about a child whom this consent does not cover; it is left out"
#define MSG_SHARE_NAMES_CHILD DIAG_WARNING, "share-child", \
	"%s names a child whom this consent does not cover; read it before you hand this over"
#define MSG_SHARE_DISCREET DIAG_WARNING, "share-discreet", \
	"this record asks for papers that give nothing away, and the law's notice on these does; hand them to the " \
	"recipient alone"
#define MSG_SHARE_FIELD DIAG_ERROR, "share-field", "fields: no shape has \"%s\" (in %s)"
#define MSG_SHARE_FIELD_NEAR DIAG_ERROR, "share-field", "fields: no shape has \"%s\" (in %s); did you mean \"%s\"?"
#define MSG_SHARE_RECORD DIAG_ERROR, "share-record", "only a family's record is shared under consents; this is a %s record"
#define MSG_SHARE_LOG DIAG_SYSTEM, "share-log", "cannot write the log %s: %s; nothing was shared"
#define MSG_CONSENT_PROCEEDING DIAG_ERROR, "consent-proceeding", \
	"a consent for a proceeding stands alone: make an entry of kind proceeding of it"

/* layout */
#define MSG_LAYOUT_PAGES DIAG_ERROR, "layout-pages", \
	"more than %d pages in %s.pdf, the limit for one file; %s goes past it: make its documents apart (--document)"

/* pdf */
#define MSG_PDF_FIELD_NAME DIAG_ERROR, "field-name", "\"%s\" is no path that can name a blank; write steps parted by single full stops"
#define MSG_PDF_FIELD_TWICE DIAG_ERROR, "field-twice", "two blanks of different kinds share the path %s; give one of them another"
#define MSG_PDF_FIELD_PREFIX DIAG_ERROR, "field-prefix", \
	"the path %s is itself a blank and also begins %s; give one of them another path"
#define MSG_PDF_STATE DIAG_ERROR, "field-state", \
	"the blank %s has a choice whose id \"%s\" cannot be kept in a PDF; use 1 to 127 letters, and not Off"
#define MSG_PDF_ANCHOR DIAG_ERROR, "link-place", "a link leads to \"%s\", and no place has that name"
#define MSG_PDF_PAGES DIAG_ERROR, "pdf-pages", "%zu pages cannot be made into one PDF; it takes 1 to %d"
#define MSG_PDF_PAPER DIAG_ERROR, "pdf-paper", "page %zu is %d x %d pt; a PDF page has sides of 3 to 14400 pt"
#define MSG_PDF_LIMIT DIAG_ERROR, "pdf-limit", "this is more than one PDF file can hold (0x%04lX); make it in parts"

/* cos, readback, seal */
#define MSG_COS_LIBRARY DIAG_SYSTEM, "qpdf-library", "%s is not on this machine or is too old; install it (Debian: libqpdf29)"
#define MSG_COS_NO_PDF DIAG_ERROR, "pdf-none", "%s is no PDF file; a photo or scan of a page cannot be read, only the PDF itself"
#define MSG_COS_BROKEN DIAG_ERROR, "pdf-broken", "%s is too damaged to read; ask for it to be saved or sent again"
#define MSG_COS_UNSUPPORTED DIAG_ERROR, "pdf-locked", \
	"%s is locked in a way that cannot be opened here; ask for a copy locked with a password only"
#define MSG_COS_LOCKED DIAG_ERROR, "pdf-locked", "%s is locked; put its password in a file and name it with --password-from"
#define MSG_COS_PASSWORD DIAG_ERROR, "pdf-password", \
	"the password does not open %s; check it, and that it stands alone on the first line"
#define MSG_COS_DAMAGED DIAG_WARNING, "pdf-damaged", \
	"%s is damaged and was read as far as it goes; compare what was read with the pages"
#define MSG_COS_RANDOM DIAG_SYSTEM, "random", "this machine gives no random numbers, so nothing was locked"
#define MSG_COS_WRITE DIAG_ERROR, "pdf-write", "%s cannot be written anew; it is too damaged"
#define MSG_READBACK_SIZE DIAG_ERROR, "pdf-size", "%s is larger than %u MB, the limit for a PDF that is read"
#define MSG_READBACK_LIMIT DIAG_ERROR, "pdf-limit", "%s has more than %s, the limit for a form that is read"
#define MSG_SEAL_UTF8 DIAG_ERROR, "password-utf8", "the password in %s is not UTF-8 text; save the file as plain UTF-8"
#define MSG_SEAL_SHORT DIAG_ERROR, "password-short", "the first line of %s has %zu characters; a password needs %zu or more"
#define MSG_SEAL_LONG DIAG_ERROR, "password-long", \
	"the password in %s is longer than %d bytes, all that a PDF looks at; make it shorter"
#define MSG_SEAL_DUMPS DIAG_SYSTEM, "password-dumps", "core dumps cannot be switched off (%s), so no password was read"

/* collect */
#define MSG_COLLECT_NO_FORM DIAG_ERROR, "collect-form", \
	"%s has no blanks left: it is a scan, or was saved flat (\"print to PDF\"); ask for the file as it was saved " \
	"after typing, or type the answers in"
#define MSG_COLLECT_FOREIGN DIAG_ERROR, "collect-foreign", \
	"%s is no copy that Kinfolio printed; `kinfolio dump -T values` shows what stands in it"
#define MSG_COLLECT_OTHER DIAG_ERROR, "collect-other", "%s was printed for another record than %s; give the record that it belongs to"
#define MSG_COLLECT_CONFLICT DIAG_ERROR, "collect-conflict", \
	"%s was changed here and on the copy (%s): printed \"%s\", record \"%s\", returned \"%s\"; it stays as it " \
	"is, so keep the copy until --prefer returned or --prefer record decides"
#define MSG_COLLECT_UNPRINTED DIAG_ERROR, "collect-conflict", \
	"%s differs on the copy (%s), which no longer says what was printed: record \"%s\", returned \"%s\"; it " \
	"stays as it is, so keep the copy until --prefer returned or --prefer record decides"
#define MSG_COLLECT_TWO DIAG_ERROR, "collect-two", \
	"%s has two answers on the copy (%s): printed \"%s\", \"%s\" in one place, \"%s\" in another; ask which is " \
	"meant, and write it in"
#define MSG_COLLECT_GONE DIAG_ERROR, "collect-gone", \
	"%s came back on the copy (%s) with \"%s\", and the record no longer has %s; keep the copy; --prefer " \
	"returned puts it back, --prefer record leaves it out"
#define MSG_COLLECT_KNOWN DIAG_ERROR, "collect-known", \
	"%s on the copy (%s), \"%s\", bears the %s of %s; nothing of it was put in, so keep the copy: --prefer " \
	"record takes them for one, --prefer returned for somebody new"
#define MSG_COLLECT_ELSEWHERE DIAG_WARNING, "collect-elsewhere", \
	"%s was changed on the copy (%s), and belongs to the %s record; --into that record takes it"
#define MSG_COLLECT_MINE DIAG_WARNING, "collect-mine", \
	"%s: %zu of the parent's own answers on the copy (%s) were left alone; --include %s takes them"
#define MSG_COLLECT_KEPT DIAG_WARNING, "collect-kept", \
	"%s: what stands on the copy (%s) is not %s; it is kept as written under `returned` until somebody settles it"
#define MSG_COLLECT_NO_PLACE DIAG_WARNING, "collect-kept", \
	"%s on the copy (%s) has no place in the record; it is kept as written under `returned` until somebody " \
	"settles it"
#define MSG_COLLECT_TIGHT DIAG_WARNING, "collect-tight", \
	"%s: the copy (%s) has more than its box shows; all of it is in the record, and `kinfolio finish` prints it " \
	"whole"

/* import */
#define MSG_IMPORT_WINDOWS DIAG_WARNING, "import-encoding", \
	"%s is no UTF-8, so it was read as Windows-1252; look at names with accents, or save it as \"CSV UTF-8\""
#define MSG_IMPORT_ENCODING DIAG_ERROR, "import-encoding", "%s is no text that can be read here; save it as \"CSV UTF-8\""
#define MSG_IMPORT_QUOTES DIAG_ERROR, "import-quotes", \
	"row %zu, column %s: the quotation marks do not match, so what follows cannot be parted into cells; write a " \
	"mark within a cell twice (\"\")"
#define MSG_IMPORT_ROWS DIAG_ERROR, "import-limit", "more than %d rows, the limit; import them in parts"
#define MSG_IMPORT_COLUMNS DIAG_ERROR, "import-limit", "row %zu has more than %d columns, the limit"
#define MSG_IMPORT_CELL_SIZE DIAG_ERROR, "import-limit", "row %zu, column %s has more than %d characters, the limit for a cell"
#define MSG_IMPORT_EMPTY DIAG_ERROR, "import-empty", "%s has no rows under its headings"
#define MSG_IMPORT_HEADING DIAG_ERROR, "import-heading", "row %zu, column %s has a value, but no heading; name the column, or empty it"
#define MSG_IMPORT_PATH DIAG_ERROR, "import-path", \
	"\"%s\" is no path into a %s record; write one (`kinfolio list fields`), or say in a map (--map) what this " \
	"column is"
#define MSG_IMPORT_PATH_NEAR DIAG_ERROR, "import-path", "\"%s\" is no path into a %s record; did you mean \"%s\"?"
#define MSG_IMPORT_VIEW DIAG_ERROR, "import-path", "%s: \"%s\" is another name; write %s"
#define MSG_IMPORT_THROUGH DIAG_ERROR, "import-path", "%s leads on through a reference; write it under %s, and in %s who is meant"
#define MSG_IMPORT_LIST DIAG_ERROR, "import-path", "%s: all of %s stands in one cell; part them with ;"
#define MSG_IMPORT_ITEM DIAG_ERROR, "import-path", \
	"%s: behind %s write a number from 0 (the first, the second \xE2\x80\xA6) or an item's key"
#define MSG_IMPORT_GROUP DIAG_ERROR, "import-path", "%s holds other values; name one of them"
#define MSG_IMPORT_DERIVED DIAG_ERROR, "import-path", \
	"%s is not kept in a record: it is worked out, or made by hand; leave the column out (in the map, write " \
	"nothing behind it)"
#define MSG_IMPORT_KIND_COLUMN DIAG_ERROR, "import-path", "all rows are of one kind; say it with --kind"
#define MSG_IMPORT_KIND DIAG_ERROR, "import-kind", "kind is family, staff or agency"
#define MSG_IMPORT_KIND_OTHER DIAG_ERROR, "import-kind", "the map is for records of kind %s, and --kind says %s"
#define MSG_IMPORT_MAP DIAG_ERROR, "import-map", "%s must be keys and values; the manual shows a map"
#define MSG_IMPORT_COLUMN DIAG_ERROR, "import-map", \
	"\"%s\": write a path, or {path: \xE2\x80\xA6, dates: \xE2\x80\xA6, words: {\xE2\x80\xA6}}, or nothing to " \
	"leave the column out"
#define MSG_IMPORT_NO_COLUMN DIAG_WARNING, "import-map", "the sheet has no column \"%s\""
#define MSG_IMPORT_DATES DIAG_ERROR, "import-map", \
	"dates: write how the sheet writes them with M, D and YYYY (or YY): M/D/YYYY, D.M.YYYY, YYYY-MM-DD"
#define MSG_IMPORT_WORDS DIAG_ERROR, "import-map", "words are texts, and what they mean: {Relative: kin}"
#define MSG_IMPORT_WORD DIAG_ERROR, "import-map", "%s cannot be this; write %s"
#define MSG_IMPORT_TWICE DIAG_ERROR, "import-map", "the columns \"%s\" and \"%s\" are both %s; leave one of them out"
#define MSG_IMPORT_CONSTANT_TWICE DIAG_ERROR, "import-map", "%s cannot be the same in all rows: it is an id, or a column has it"
#define MSG_IMPORT_UPDATE_ID DIAG_ERROR, "import-id", \
	"--update needs a column of ids, to know whose record a row is; name it id, or say in the map which it is"
#define MSG_IMPORT_NO_ID DIAG_ERROR, "import-id", "row %zu, column %s (%s): with --update every row needs an id"
#define MSG_IMPORT_ID DIAG_ERROR, "import-id", \
	"row %zu, column %s (%s): \"%s\" will not do as an id; write small letters, digits and -"
#define MSG_IMPORT_ID_TWICE DIAG_ERROR, "import-id", "row %zu: \"%s\" is the id of row %zu already; two rows cannot be one record"
#define MSG_IMPORT_EXISTS DIAG_ERROR, "import-exists", "row %zu: %s is there already; --update puts what the row has into it"
#define MSG_IMPORT_IN_THE_WAY DIAG_ERROR, "import-exists", "row %zu: %s is there already and is no record of that id; move it away"
#define MSG_IMPORT_CELL DIAG_ERROR, "import-cell", "%s: \"%s\" is not %s"
#define MSG_IMPORT_BROKEN DIAG_ERROR, "import-cell", "%s: \"%s\" is %s"
#define MSG_IMPORT_DATES_OPEN DIAG_ERROR, "import-dates", \
	"column %s (%s): days and months cannot be told apart (row %zu is the first such); say in the map how dates " \
	"are written: `dates: M/D/YYYY` or `dates: D/M/YYYY`"
#define MSG_IMPORT_DATES_MIXED DIAG_ERROR, "import-dates", \
	"column %s (%s): some dates begin with the day, others with the month; write them all one way in the sheet"
#define MSG_IMPORT_NOBODY DIAG_ERROR, "import-person", "%s: nobody under %s, or more than one, is called \"%s\""
#define MSG_IMPORT_OTHER_ITEM DIAG_ERROR, "import-item", \
	"%s: %s.%s in the record has another %s, so somebody else may be meant; write %s.%s in the heading to change " \
	"it there"
#define MSG_IMPORT_ROW DIAG_ERROR, "import-row", "row %zu would make a record that will not do (see %s)"

/* cli */
#define MSG_FINISH_PACKET DIAG_ERROR, "finish-packet", \
	"%s does not say which packet it is of; name it with --packet, or its documents with --document"
#define MSG_FINISH_REST DIAG_WARNING, "finish-rest", \
	"%zu of the answers on %s have no sheet here, and stand on the last page; give the record too, or name their " \
	"sheets with --document"
#define MSG_COLLECT_PROGRAM DIAG_ERROR, "program-file", \
	"%s is what the program answers about a family; name the family's own record with --into, and this one is " \
	"found beside it"
#define MSG_COLLECT_OUT DIAG_ERROR, "collect-out", \
	"some of what came back belongs to the program's file, beside the record; name the record's file with --out"
#define MSG_CLI_SAFE DIAG_ERROR, "print-safe", \
	"paper %s has a margin of %s pt, and what is printed or folded needs %s pt; use wider margins%s"
#define MSG_CLI_NO_LP DIAG_SYSTEM, "print-none", \
	"there is no `lp` on this machine, so nothing was printed; install CUPS (Debian: cups-client), or print %s " \
	"from a PDF viewer at actual size"
#define MSG_CLI_LP_RUN DIAG_SYSTEM, "print-failed", "`%s` cannot be run: %s; %s is made, but not printed"
#define MSG_CLI_LP DIAG_SYSTEM, "print-failed", "the printer %s did not take %s (`lpstat -e` shows the printers there are)"
#define MSG_CLI_UPRIGHT DIAG_WARNING, "paper-upright", \
	"the paper %s is not made to be turned, so --landscape changes nothing; leave it out"
#define MSG_CLI_SHEETS DIAG_WARNING, "booklet-thick", "%s: %zu sheets in one fold; paper like this holds %d well: try --signature 4"
#define MSG_CLI_PROGRAM DIAG_ERROR, "program-file", \
	"this is what the program answers about a family; name the family's own record, %s, and it is found beside it"
#define MSG_CLI_FOLDER_LINK DIAG_SYSTEM, "folder-link", \
	"%s is a link, so its files would come to lie elsewhere; remove the link, or name another folder with --out"
#define MSG_CLI_RESOURCE_NEEDS DIAG_ERROR, "resource-needs", "a help line needs `%s`: %s"
#define MSG_CLI_NO_FORM DIAG_WARNING, "form-none", \
	"%s has no blanks to read: it is a scan, or was flattened when it was saved or printed"
#define MSG_CLI_XFA DIAG_WARNING, "form-xfa", "%s is an XFA form; what stands in its XML is not read, only its PDF blanks"
#define MSG_CLI_FOLDER_EMPTY DIAG_ERROR, "folder-empty", "in %s there is no %s record (*.yaml that says kind and id)"
#define MSG_CLI_LIST_LINE DIAG_ERROR, "list-line", "line %zu of the list is longer than %d bytes; write one record's path a line"
#define MSG_CLI_CRASH DIAG_ERROR, "record-crash", "making %s ended by signal %d; please report it"
#define MSG_CLI_ENDED DIAG_ERROR, "record-ended", "making %s ended early"
#define MSG_CLI_TIMEOUT DIAG_ERROR, "record-timeout", \
	"making %s took longer than %ld s and was stopped; give it more time with --timeout"
#define MSG_CLI_ID_TWICE DIAG_ERROR, "record-id-twice", \
	"%s has the id \"%s\" too, so both would be one file; give one of them another, or build them apart"

#endif
