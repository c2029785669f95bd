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
#define MSG_VAL_ALIASES DIAG_ERROR, "yaml-aliases", "more than %d aliases (*name) in one file, the limit"
#define MSG_VAL_ANCHOR DIAG_ERROR, "yaml-anchor", "no anchor &%s stands above this alias"
#define MSG_VAL_TAG DIAG_ERROR, "yaml-tag", "tags (%s) are not used here; write the value alone"
#define MSG_VAL_KEY DIAG_ERROR, "yaml-key", "a key must be a word"
#define MSG_VAL_MERGE DIAG_ERROR, "yaml-merge", "merge keys (<<) are not used here; write the keys out"
#define MSG_VAL_TWICE DIAG_ERROR, "yaml-twice", "the key \"%s\" stands here a second time; keep one of the two"
#define MSG_VAL_DOCUMENTS DIAG_ERROR, "yaml-documents", "a second YAML document starts here; one file holds one"
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
#define MSG_LANG_DATE_NAMES DIAG_ERROR, "lang-dates", "`dates` needs months, months_short, weekdays and weekdays_short; write them, or leave `dates` out"
#define MSG_LANG_HALF_DAYS DIAG_ERROR, "lang-time", "`time` has {half}, so `am` and `pm` must be there"
#define MSG_LANG_PATTERN DIAG_ERROR, "lang-pattern", "%s: %s"
#define MSG_LANG_ARGUMENT DIAG_ERROR, "lang-argument", "%s: there is no {%s} here; there is: %s"

/* font */
#define MSG_FONT_SHAPE DIAG_ERROR, "font-config", "%s: write %s"
#define MSG_FONT_SCRIPT DIAG_ERROR, "font-script", "\"%s\" is no script; write a code of ISO 15924: Latn, Arab, Khmr"
#define MSG_FONT_WEIGHT DIAG_ERROR, "font-weight", "\"%s\" is no weight; write a number from 100 to 900"
#define MSG_FONT_NO_FILES DIAG_ERROR, "font-files", "the family \"%s\" has no file; write one under `upright`, by weight"
#define MSG_FONT_FAMILY DIAG_ERROR, "font-family", "there is no family \"%s\" in fonts.yaml; add it or name another"
#define MSG_FONT_FAMILY_NEAR DIAG_ERROR, "font-family", "there is no family \"%s\" in fonts.yaml; did you mean \"%s\"?"
#define MSG_FONT_OPEN DIAG_ERROR, "font-open", "cannot use the font file %s: %s; install the Debian package %s"
#define MSG_FONT_OPEN_FALLBACK DIAG_WARNING, "font-open", "cannot use the font file %s: %s; some letters need the Debian package %s"
#define MSG_FONT_NONE DIAG_ERROR, "font-none", "no font file of fonts.yaml can be used; install the Debian packages that it names"
#define MSG_FONT_NO_FACE DIAG_ERROR, "font-no-face", "no typeface has %s; write something else, or add a family that has it to fonts.yaml"
#define MSG_FONT_NO_FACE_VALUE DIAG_WARNING, "font-no-face", "%s: no typeface has %s; it is printed as its name in brackets"
#define MSG_FONT_SUBSET DIAG_ERROR, "font-subset", "the font %s cannot be cut down to what is used: %s"

/* image */
#define MSG_IMAGE_OPEN DIAG_ERROR, "image-open", "cannot open the picture %s: %s"
#define MSG_IMAGE_SIZE DIAG_ERROR, "image-size", "the picture %s is larger than %u MB; save it smaller"
#define MSG_IMAGE_SIDE DIAG_ERROR, "image-side", "the picture %s is %u x %u pixels; at most %u a side and %u million in all can be used"
#define MSG_IMAGE_KIND DIAG_ERROR, "image-kind", "%s is neither a PNG nor a JPEG picture; save it as one of the two"
#define MSG_IMAGE_JPEG_KIND DIAG_ERROR, "image-jpeg-kind", "the picture %s is a rare kind of JPEG that PDF readers cannot show; save it as an ordinary JPEG or PNG"
#define MSG_IMAGE_BROKEN DIAG_ERROR, "image-broken", "the picture %s is broken: %s; save it again"
#define MSG_IMAGE_QR_EMPTY DIAG_ERROR, "qr-empty", "there is nothing to put into the QR code"
#define MSG_IMAGE_QR_LONG DIAG_ERROR, "qr-long", "this is too long for a QR code; at most about 2300 letters fit"

/* style */

/* record */

/* doc */

/* packet */
#define MSG_PACKET_UNKNOWN DIAG_ERROR, "packet-unknown", "there is no packet \"%s\"; there are: %s"
#define MSG_PACKET_VALUE DIAG_ERROR, "packet-value", "%s: \"%s\" does not do; write %s"
#define MSG_PACKET_ENTRY DIAG_ERROR, "packet-entry", "an entry of `documents` is a document's id, {section: ID} or {id: ID, when: CONDITION}"
#define MSG_PACKET_DOCUMENT DIAG_ERROR, "document-unknown", "there is no document \"%s\"; write the file %s.md or name another"
#define MSG_PACKET_DOCUMENT_NEAR DIAG_ERROR, "document-unknown", "there is no document \"%s\"; did you mean \"%s\"?"
#define MSG_PACKET_SECTION DIAG_ERROR, "section-unknown", "no collection has a section \"%s\"; name one of a collection.yaml"
#define MSG_PACKET_PATH DIAG_ERROR, "path-unknown", "%s: no shape has \"%s\""
#define MSG_PACKET_PATH_NEAR DIAG_ERROR, "path-unknown", "%s: no shape has \"%s\"; did you mean \"%s\"?"
#define MSG_PACKET_TYPE DIAG_ERROR, "path-type", "%s is %s here and %s at %s:%u; a path has one type"
#define MSG_PACKET_TYPE_SHAPE DIAG_ERROR, "path-type", "%s is %s here, but its shape says %s; leave out `type:`"
#define MSG_PACKET_LINES DIAG_ERROR, "path-lines", "%s has one line everywhere (its shape says %s); take `lines:` away or make it multiline in the shape"
#define MSG_PACKET_PREFIX DIAG_ERROR, "path-within", "%s is a blank here, and %s, which begins with it, is one at %s:%u; no path may begin another"
#define MSG_PACKET_TWICE DIAG_ERROR, "id-twice", "the id \"%s\" stands a second time in this document (first at line %u); give each blank its own"
#define MSG_PACKET_SECRET DIAG_ERROR, "path-secret", "%s is never printed or asked; write a condition on copy.discreet instead"
#define MSG_PACKET_NO_LIST DIAG_ERROR, "path-list", "%s is no list; `list` and `for-each` need one"
#define MSG_PACKET_NO_BLANK DIAG_ERROR, "path-group", "%s holds other values (it is %s); name one of them"
#define MSG_PACKET_OPTIONS DIAG_ERROR, "options-missing", "%s is a choice; write its words under `options`"
#define MSG_PACKET_OPTION DIAG_ERROR, "option-unknown", "%s cannot be \"%s\"; its shape has: %s"
#define MSG_PACKET_COND DIAG_ERROR, "path-unknown", "condition: no shape has \"%s\" (in %s)"
#define MSG_PACKET_COND_NEAR DIAG_ERROR, "path-unknown", "condition: no shape has \"%s\" (in %s); did you mean \"%s\"?"
#define MSG_PACKET_TO DIAG_ERROR, "letter-to", "--to %s: the record has no such person under people"
#define MSG_PACKET_RESOURCE DIAG_ERROR, "resource-unknown", "there is no templates/resources/%s.yaml"
#define MSG_PACKET_EMPTY DIAG_ERROR, "packet-empty", "nothing of the packet \"%s\" applies to this record; name a document with -d to print it all the same"
#define MSG_PACKET_KIND DIAG_ERROR, "packet-for", "the packet \"%s\" is for a %s record; this one is a %s record"
#define MSG_PACKET_DEPTH DIAG_ERROR, "packet-depth", "blocks nested deeper than %d"

/* layout */

/* pdf */

/* cli */

#endif
