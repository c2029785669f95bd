/* Objects by their handles. libqpdf warns whenever an object is asked for what its type does not have, and those warnings
 * would pass for damage of the file: so the type is looked at first, always. */
#include "cos/cos.h"

#include <stdlib.h>

#include "cos/int.h"

#define MAX_DECODED_FROM 65536 /* bytes: what deflate can make of them is 64 MiB */

size_t cos_mark(const struct cos *cos)
{
	return cos->n;
}

void cos_drop(struct cos *cos, size_t mark)
{
	while (cos->n > mark)
		cos->q.oh_release(cos->data, cos->handles[--cos->n]);
}

static unsigned hold(struct cos *cos, qpdf_oh object)
{
	*arena_push(cos->arena, cos->handles, cos->n, cos->cap) = object;
	return object;
}

unsigned cos_root(struct cos *cos)
{
	return hold(cos, cos->q.get_root(cos->data));
}

unsigned cos_trailer(struct cos *cos)
{
	return hold(cos, cos->q.get_trailer(cos->data));
}

size_t cos_pages(struct cos *cos)
{
	int n = cos->q.get_num_pages(cos->data);

	return n > 0 ? (size_t)n : 0;
}

unsigned cos_page(struct cos *cos, size_t n)
{
	return hold(cos, cos->q.get_page_n(cos->data, n));
}

static enum cos_type type_of(struct cos *cos, qpdf_oh object)
{
	switch (cos->q.oh_get_type_code(cos->data, object)) {
	case ot_boolean: return COS_BOOL;
	case ot_integer: return COS_INT;
	case ot_real: return COS_REAL;
	case ot_string: return COS_STRING;
	case ot_name: return COS_NAME;
	case ot_array: return COS_ARRAY;
	case ot_dictionary: return COS_DICT;
	case ot_stream: return COS_STREAM;
	default: return COS_NULL;
	}
}

/* What is known of the object; its place is another's as soon as another is asked about. */
static struct cos_fact *fact_of(struct cos *cos, unsigned object)
{
	struct cos_fact *fact = &cos->facts[object % COS_FACTS];

	if (fact->object != object)
		*fact = (struct cos_fact){.object = object};
	return fact;
}

/* An alteration is seen by every handle on the object. */
static void forget(struct cos *cos)
{
	memset(cos->facts, 0, sizeof cos->facts);
}

enum cos_type cos_type(struct cos *cos, unsigned object)
{
	struct cos_fact *fact = fact_of(cos, object);

	if (!fact->has_type) {
		fact->type = object ? type_of(cos, object) : COS_NULL;
		fact->has_type = true;
	}
	return fact->type;
}

uint64_t cos_id(struct cos *cos, unsigned object)
{
	struct cos_fact *fact = fact_of(cos, object);

	if (!fact->has_id) {
		int id = object ? cos->q.oh_get_object_id(cos->data, object) : 0;

		fact->id = id > 0 ? (uint64_t)id << 32 | (unsigned)cos->q.oh_get_generation(cos->data, object) : 0;
		fact->has_id = true;
	}
	return fact->id;
}

/* The dictionary, also of a stream. */
static unsigned as_dict(struct cos *cos, unsigned object)
{
	enum cos_type type = cos_type(cos, object);

	return type == COS_DICT ? object : type == COS_STREAM ? hold(cos, cos->q.oh_get_dict(cos->data, object)) : 0;
}

unsigned cos_key(struct cos *cos, unsigned object, const char *key)
{
	unsigned dict = as_dict(cos, object);

	return dict ? hold(cos, cos->q.oh_get_key(cos->data, dict, key)) : 0;
}

size_t cos_keys(struct cos *cos, struct arena *arena, unsigned object, const char ***keys)
{
	unsigned dict = as_dict(cos, object);
	const char **list = NULL;
	size_t n = 0, cap = 0;

	*keys = NULL;
	if (!dict)
		return 0;
	cos->q.oh_begin_dict_key_iter(cos->data, dict);
	while (cos->q.oh_dict_more_keys(cos->data))
		*arena_push(arena, list, n, cap) = arena_strdup(arena, cos->q.oh_dict_next_key(cos->data));
	*keys = list;
	return n;
}

size_t cos_length(struct cos *cos, unsigned array)
{
	struct cos_fact *fact = fact_of(cos, array);

	if (!fact->has_length) {
		int n = cos_type(cos, array) == COS_ARRAY ? cos->q.oh_get_array_n_items(cos->data, array) : 0;

		fact->length = n > 0 ? (size_t)n : 0;
		fact->has_length = true;
	}
	return fact->length;
}

unsigned cos_item(struct cos *cos, unsigned array, size_t n)
{
	return n < cos_length(cos, array) ? hold(cos, cos->q.oh_get_array_item(cos->data, array, (int)n)) : 0;
}

const char *cos_bytes(struct cos *cos, unsigned object, size_t *len)
{
	enum cos_type type = cos_type(cos, object);
	const char *bytes;

	*len = 0;
	if (type == COS_STRING)
		return cos->q.oh_get_binary_string_value(cos->data, object, len);
	if (type != COS_NAME)
		return NULL;
	bytes = cos->q.oh_get_name(cos->data, object);
	*len = cos->q.get_last_string_length(cos->data);
	if (*len > 0 && bytes[0] == '/') {
		bytes++;
		--*len;
	}
	return bytes;
}

bool cos_is(struct cos *cos, unsigned object, const char *name)
{
	return cos_type(cos, object) == COS_NAME && str_eq(cos->q.oh_get_name(cos->data, object), name);
}

long long cos_int(struct cos *cos, unsigned object, long long otherwise)
{
	return cos_type(cos, object) == COS_INT ? cos->q.oh_get_int_value(cos->data, object) : otherwise;
}

double cos_number(struct cos *cos, unsigned object, double otherwise)
{
	enum cos_type type = cos_type(cos, object);

	return type == COS_INT || type == COS_REAL ? cos->q.oh_get_numeric_value(cos->data, object) : otherwise;
}

bool cos_stream(struct cos *cos, unsigned stream, bool decoded, struct buf *out)
{
	unsigned char *bytes = NULL;
	size_t len = 0, mark = cos_mark(cos);
	QPDF_BOOL filtered = QPDF_FALSE;
	bool ok;

	if (cos_type(cos, stream) != COS_STREAM)
		return false;
	ok = !(cos->q.oh_get_stream_data(cos->data, stream, qpdf_dl_none, NULL, &bytes, &len) & QPDF_ERRORS);
	if (ok && decoded) {
		ok = len <= MAX_DECODED_FROM && cos_length(cos, cos_key(cos, stream, "/Filter")) <= 1;
		free(bytes);
		bytes = NULL;
		ok = ok && !(cos->q.oh_get_stream_data(cos->data, stream, qpdf_dl_generalized, &filtered, &bytes, &len) & QPDF_ERRORS);
		ok = ok && filtered;
	}
	if (ok)
		buf_add(out, bytes, len);
	free(bytes);
	cos_drop(cos, mark);
	return ok && !out->failed;
}

unsigned cos_new_dict(struct cos *cos)
{
	return hold(cos, cos->q.oh_new_dictionary(cos->data));
}

unsigned cos_new_name(struct cos *cos, const char *name)
{
	return hold(cos, cos->q.oh_new_name(cos->data, name));
}

unsigned cos_new_stream(struct cos *cos, const void *data, size_t len)
{
	qpdf_oh null = hold(cos, cos->q.oh_new_null(cos->data)), stream = hold(cos, cos->q.oh_new_stream(cos->data));

	cos->q.oh_replace_stream_data(cos->data, stream, data, len, null, null);
	return stream;
}

unsigned cos_share(struct cos *cos, unsigned object)
{
	forget(cos);
	return hold(cos, cos->q.make_indirect_object(cos->data, object));
}

const char *cos_syntax(struct cos *cos, unsigned object)
{
	return object ? cos->q.oh_unparse(cos->data, object) : "null";
}

void cos_set(struct cos *cos, unsigned object, const char *key, unsigned value)
{
	unsigned dict = as_dict(cos, object);

	if (dict && value)
		cos->q.oh_replace_key(cos->data, dict, key, value);
	else if (dict)
		cos->q.oh_remove_key(cos->data, dict, key);
}

void cos_take_out(struct cos *cos, unsigned array, size_t n)
{
	if (n < cos_length(cos, array)) {
		cos->q.oh_erase_item(cos->data, array, (int)n);
		forget(cos);
	}
}
