/* For tests of bank files: parse a fixture and hear what it tells. */
#ifndef RTK_TESTS_BANK_H
#define RTK_TESTS_BANK_H

#include "fixture.h"

#include "base/arena.h"
#include "io/bankfile.h"
#include "text/encoding.h"

/* A file in UTF-8 and what was told of it: "id:line[column] " each. */
struct bank {
	struct rtk_buf bytes;
	struct rtk_buf told;
	struct rtk_arena arena;
	struct rtk_events events;
	struct rtk_bankfile file;
	struct rtk_encoding_text text;
};

static inline void
bank_hears(void *context, const struct rtk_err *fault)
{
	struct bank *bank = context;

	rtk_buf_addf(
	    &bank->told, "%s:%ld", rtk_fault_id(fault->fault), fault->line);
	if (fault->column[0] != '\0')
		rtk_buf_addf(&bank->told, "[%s]", fault->column);
	rtk_buf_add_byte(&bank->told, ' ');
}

/* Takes over the bytes that were read. */
static inline void
bank_open(struct bank *bank, const char *name, enum rtk_encoding encoding,
    enum rtk_encoding_use use)
{
	struct rtk_err err = RTK_ERR_INIT;

	rtk_buf_add_text(&bank->told, "");
	bank->events =
	    (struct rtk_events){.context = bank, .fault = bank_hears};
	assert_int_equal(rtk_encoding_convert(
			     &bank->text, &bank->bytes, encoding, use, &err),
	    0);
	bank->file = (struct rtk_bankfile){.name = name,
	    .text = bank->text.bytes,
	    .size = bank->text.size,
	    .arena = &bank->arena,
	    .events = &bank->events};
}

static inline void
bank_close(struct bank *bank)
{
	rtk_buf_release(&bank->bytes);
	rtk_buf_release(&bank->told);
	rtk_arena_release(&bank->arena);
}

static inline void
assert_text(struct rtk_bank_text text, const char *want)
{
	char copy[1024];

	(void)snprintf(copy, sizeof(copy), "%.*s", (int)text.size, text.bytes);
	assert_string_equal(copy, want);
}

static inline void
assert_day(struct rtk_date date, const char *want)
{
	char text[RTK_DATE_TEXT];

	assert_string_equal(rtk_date_text(text, date), want);
}

#endif
