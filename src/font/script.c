/* Which script each character is set in (UAX 24): its own, or, for what scripts share - spaces, figures, punctuation - that
 * of the letters before it, else of those that follow. A closing bracket keeps to the script of the opening one. */
#include "font/analyse.h"

#include <string.h>

#include <unicode/uchar.h>
#include <unicode/uscript.h>

bool font_is_common(const struct font_cp *cp)
{
	UErrorCode status = U_ZERO_ERROR;
	int script;

	if (cp->c < 0x80)
		return !((cp->c | 0x20) >= 'a' && (cp->c | 0x20) <= 'z');
	script = uscript_getScript((UChar32)cp->c, &status);
	return script == USCRIPT_COMMON || script == USCRIPT_INHERITED;
}

#define BRACKETS 16

void font_give_scripts(struct font_cps cps)
{
	struct {
		uint32_t close;
		int script;
	} open[BRACKETS];
	int n_open = 0, script = USCRIPT_COMMON;
	size_t waiting = 0; /* common characters from here on take the script that comes */

	for (size_t i = 0; i < cps.n; i++) {
		struct font_cp *cp = &cps.at[i];
		UErrorCode status = U_ZERO_ERROR;
		int own = cp->c < 0x80 ? ((cp->c | 0x20) >= 'a' && (cp->c | 0x20) <= 'z' ? USCRIPT_LATIN : USCRIPT_COMMON)
				       : uscript_getScript((UChar32)cp->c, &status);
		int bracket;

		if (own != USCRIPT_COMMON && own != USCRIPT_INHERITED) {
			if (script == USCRIPT_COMMON)
				for (; waiting < i; waiting++)
					cps.at[waiting].script = (int16_t)own;
			cp->script = (int16_t)(script = own);
			continue;
		}
		cp->script = (int16_t)script;
		bracket = u_getIntPropertyValue((UChar32)cp->c, UCHAR_BIDI_PAIRED_BRACKET_TYPE);
		if (bracket == U_BPT_OPEN) {
			if (n_open == BRACKETS) {
				memmove(open, open + 1, sizeof open[0] * (BRACKETS - 1));
				n_open--;
			}
			open[n_open].close = (uint32_t)u_getBidiPairedBracket((UChar32)cp->c);
			open[n_open++].script = script;
		} else if (bracket == U_BPT_CLOSE) {
			for (int k = n_open; k-- > 0;)
				if (open[k].close == cp->c) {
					if (open[k].script != USCRIPT_COMMON)
						cp->script = (int16_t)(script = open[k].script);
					n_open = k;
					break;
				}
		}
	}
	for (size_t i = 0; i < cps.n; i++)
		if (cps.at[i].script == USCRIPT_COMMON)
			cps.at[i].script = USCRIPT_LATIN;
}
