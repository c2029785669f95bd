/* What the files of cos share: libqpdf's C interface as a table, and the open file. */
#ifndef COS_INT_H
#define COS_INT_H

#include <qpdf/qpdf-c.h>

#include "cos/cos.h"

/* Every call of libqpdf that is made. */
#define COS_CALLS(X) \
	X(init) X(cleanup) X(silence_errors) X(set_suppress_warnings) X(read_memory) X(has_error) X(get_error) \
	X(get_error_code) X(more_warnings) X(next_warning) X(get_pdf_version) X(is_encrypted) X(get_num_pages) \
	X(get_page_n) X(get_root) X(get_trailer) X(init_write_memory) X(set_object_stream_mode) \
	X(set_deterministic_ID) X(set_preserve_encryption) X(set_r6_encryption_parameters2) X(write) X(get_buffer) \
	X(get_buffer_length) X(oh_release) X(oh_get_type_code) X(oh_get_object_id) X(oh_get_generation) X(oh_get_key) \
	X(oh_get_dict) X(oh_begin_dict_key_iter) X(oh_dict_more_keys) X(oh_dict_next_key) X(oh_get_array_n_items) \
	X(oh_get_array_item) X(oh_get_binary_string_value) X(oh_get_name) X(oh_get_int_value) X(oh_get_real_value) \
	X(oh_get_numeric_value) X(oh_get_stream_data) X(oh_new_dictionary) X(oh_new_name) \
	X(oh_new_stream) X(oh_new_null) X(oh_replace_stream_data) X(oh_unparse) X(make_indirect_object) \
	X(oh_replace_key) X(oh_remove_key) X(oh_erase_item) X(get_last_string_length)

struct cos_calls {
#define X(name) __typeof__(qpdf_##name) *name;
	COS_CALLS(X)
#undef X
};

#define COS_FACTS 256 /* a power of two; handles are counted up and never used again */

struct cos {
	struct cos_calls q;
	qpdf_data data;
	struct diags *diags;
	struct arena *arena; /* its own */
	const char *name;
	qpdf_oh *handles; /* all that are held, in the order in which they were taken */
	size_t n, cap;
	struct cos_fact { /* what was asked for lately: each answer of the library goes through a map and a guard */
		qpdf_oh object;
		bool has_type, has_id, has_length;
		enum cos_type type;
		uint64_t id;
		size_t length;
	} facts[COS_FACTS];
};

/* UTF-8 as PDFDocEncoding, or NULL where it has no such letter. */
char *cos_encode(struct arena *arena, const char *text);
/* Fills the table, loading the library if this is the first time. False (told) where it is not there. */
bool cos_library(struct diags *diags, struct cos_calls *q);

#endif
