#include "base/base.h"

#include "io/register_format.h"

#include <string.h>

#include "io/register_layout.h"
#include "io/register_pack.h"
#include "io/register_row.h"
#include "text/lines.h"
#include "text/utf8.h"

/* Places from the right end of a row in the formats of Sberbank. */
enum {
	SUMS_12 = 3,
	SUMS_13 = 4,
	PERIOD_12 = 4,
	PERIOD_17 = 9,
	COLUMNS_17 = 17
};

static void
add(struct rtk_register_formats *out, const char *name)
{
	RTK_ASSERT(out->count < RTK_REGISTER_FORMATS_MAX);
	out->name[out->count++] = name;
}

static struct rtk_bank_text
first_row(const char *text, size_t size)
{
	struct rtk_bank_text row = {"", 0};
	struct rtk_lines lines;
	struct rtk_line line;

	rtk_lines_init(&lines, text, size);
	while (row.size == 0 && rtk_lines_next(&lines, &line)) {
		row = (struct rtk_bank_text){line.bytes, line.size};
		rtk_utf8_trim(&row.bytes, &row.size);
	}
	return row;
}

/* Whether three sums that agree stand so many fields before the end. */
static bool
has_sums(const struct rtk_register_fields *fields, size_t from_end)
{
	struct rtk_register_sums sums;
	struct rtk_err err = RTK_ERR_INIT;

	return fields->count >= RTK_REGISTER_SBER_12 &&
	    fields->count <= RTK_REGISTER_FIELDS_MAX &&
	    rtk_register_row_sums(
		&sums, fields->at + fields->count - from_end, &err) == 0 &&
	    rtk_register_row_sums_check(&sums, &err) == 0;
}

/* Nothing, or MMYY. */
static bool
has_period(const struct rtk_register_fields *fields, size_t from_end)
{
	struct rtk_bank_text text = fields->at[fields->count - from_end];

	return text.size == 0 ||
	    (text.size == 4 && rtk_register_row_number(text, 4) >= 0);
}

/*
 * Rows of 17 columns end with the sums as those of 12 do; a name with many
 * `;` may make one look like the other.
 */
static void
find_sber(struct rtk_register_formats *out, const char *text, size_t size,
    const struct rtk_register_fields *fields)
{
	bool wide = fields->count >= COLUMNS_17 && has_sums(fields, SUMS_12) &&
	    has_period(fields, PERIOD_17);
	bool narrow = !wide || has_sums(fields, SUMS_13) ||
	    (has_sums(fields, SUMS_12) && has_period(fields, PERIOD_12));

	if (!rtk_register_sber_is(text, size))
		return;
	if (narrow)
		add(out, "sber");
	if (wide)
		add(out, "sber-17");
}

/* Instrument 1-5 and a document of digits, where Sberbank has a branch. */
static bool
is_like_vtb(const struct rtk_register_fields *fields)
{
	struct rtk_bank_text instrument = fields->at[RTK_REGISTER_BRANCH];
	struct rtk_bank_text document = fields->at[RTK_REGISTER_CASHIER];
	size_t digits = 0;

	if (fields->count < RTK_REGISTER_SBER_12)
		return false;
	while (digits < document.size && document.bytes[digits] >= '0' &&
	    document.bytes[digits] <= '9')
		digits++;
	return instrument.size == 1 && instrument.bytes[0] >= '1' &&
	    instrument.bytes[0] <= '5' && digits == document.size;
}

static void
find_layouts(struct rtk_register_formats *out, const char *text, size_t size)
{
	struct rtk_err err = RTK_ERR_INIT;
	struct rtk_arena arena = {0};
	struct rtk_bankfile file = {.arena = &arena};
	struct rtk_layout layout;
	const char *name;

	for (size_t i = 0;
	     (name = rtk_layout_shipped(i, &file.text, &file.size)) != NULL;
	     i++) {
		/* those that come with rtk are read by a test */
		RTK_ASSERT(rtk_layout_read(&layout, &file, &err) == 0);
		if (rtk_register_layout_is(&layout, text, size))
			add(out, name);
		rtk_layout_release(&layout);
	}
	rtk_arena_release(&arena);
}

void
rtk_register_formats_find(
    struct rtk_register_formats *out, const char *text, size_t size)
{
	struct rtk_bank_text row = first_row(text, size);
	struct rtk_register_fields fields;
	size_t before;

	rtk_register_row_split(&fields, row.bytes, row.size);
	if (rtk_register_pack_is(text, size))
		add(out, "pack");
	before = out->count;
	find_layouts(out, text, size);
	if (is_like_vtb(&fields)) {
		/* the point tells the two apart: a comma leaves a doubt */
		if (out->count == before) {
			find_sber(out, text, size, &fields);
			if (out->count > before)
				add(out, "vtb");
		}
		return;
	}
	find_sber(out, text, size, &fields);
}
