/* A language's file of any bytes, laid over English; its dates, times, lists and patterns are then used. */
#include "lang/lang.h"

#include "fuzz.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static const char *const keys[] = {"yes", "no", "continued", "age_years", "page_of"};
	struct arena *arena = arena_new();
	struct diags *diags = diags_new();
	const char *dirs[] = {"templates/languages", fuzz_folder()};
	struct lang *lang;

	FUZZ_CHECK(file_write(diags, arena_printf(arena, "%s/es.yaml", dirs[1]), data, size), "no file");
	lang = lang_load(arena, diags, dirs, 2, "es", SPAN_NONE);
	if (lang) {
		static const char *const items[] = {"a", "b", "c"};
		struct lang_date date = {2026, 11, 22}, read;
		char time[6];
		int first;

		for (int form = LANG_DATE_LONG; form <= LANG_DATE_NO_YEAR; form++)
			lang_date_read(lang, arena, lang_date_text(lang, arena, date, (enum lang_date_form)form), &read);
		for (size_t i = 0; i < sizeof keys / sizeof *keys; i++)
			lang_find(lang, keys[i]);
		lang_join(lang, arena, items, 3);
		lang_weekdays(lang, arena, &first);
		FUZZ_CHECK(first >= 0 && first < 7, "no day");
		if (lang_time_text(lang, arena, "15:30"))
			lang_time_read(lang, arena, lang_time_text(lang, arena, "15:30"), time);
		lang_number(lang, arena, -120);
		lang_free(lang);
	}
	fuzz_tell(diags);
	diags_free(diags);
	arena_free(arena);
	return 0;
}
