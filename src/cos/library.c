/* libqpdf is loaded when the first file is opened, not when the program starts. Linked, it would bring gnutls, libjpeg and
 * six more libraries to every run: `kinfolio --version` then takes 6.9 ms instead of 3.6, and a small `build`, which needs
 * none of them, pays the same. So its C functions are looked up by name here, in a table that has their own types; nothing
 * else in the house calls them. */
#include "cos/cos.h"

#include <dlfcn.h>

#include "cos/int.h"

/* The version whose headers this was compiled with says which file holds the functions that they describe. */
_Static_assert(QPDF_MAJOR_VERSION == 11 || QPDF_MAJOR_VERSION == 12, "say here which libqpdf.so goes with this version of qpdf");
#define SONAME (QPDF_MAJOR_VERSION == 11 ? "libqpdf.so.29" : "libqpdf.so.30")

/* ISO C has no way from a data pointer to a function's; POSIX says that the bytes are the same (dlsym). */
static bool look_up(void *library, const char *name, void *function, size_t size)
{
	void *symbol = dlsym(library, name);

	memcpy(function, &symbol, size);
	return symbol != NULL;
}

bool cos_library(struct diags *diags, struct cos_calls *q)
{
	/* It stays loaded: a second file finds it there. */
	void *library = dlopen(SONAME, RTLD_LAZY | RTLD_LOCAL | RTLD_NODELETE);
	bool ok = library != NULL;

#define X(name) ok = ok && look_up(library, "qpdf_" #name, &q->name, sizeof q->name);
	COS_CALLS(X)
#undef X
	if (!ok)
		diag(diags, SPAN_NONE, MSG_COS_LIBRARY, SONAME);
	if (library)
		dlclose(library);
	return ok;
}
