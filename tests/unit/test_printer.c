#include "test.h"

#include "base/buf.h"
#include "io/printer.h"

static const struct rtk_printer_column columns[] = {
    {"account", "Счет", RTK_PRINTER_STRING, 0, 0},
    {"volume", "Объем", RTK_PRINTER_NUMBER, 6, 1},
    {"amount", "Сумма", RTK_PRINTER_MONEY, 0, 0},
    {"closed", NULL, RTK_PRINTER_FLAG, 0, 0}};

static const struct rtk_printer_block rows = {
    "rows", false, columns, RTK_COUNT(columns)};
static const struct rtk_printer_block summary = {
    "total", true, columns, RTK_COUNT(columns)};

static int
collect(void *context, const char *bytes, size_t size, struct rtk_err *err)
{
	(void)err;
	rtk_buf_add(context, bytes, size);
	return 0;
}

static int
refuse(void *context, const char *bytes, size_t size, struct rtk_err *err)
{
	int *calls = context;

	(void)bytes;
	(void)size;
	(*calls)++;
	return rtk_failf(err, RTK_E_FILE_WRITE, "full");
}

static struct rtk_printer *
printer_to(struct rtk_buf *out, enum rtk_printer_form form)
{
	struct rtk_printer_options options = {.form = form,
	    .name = "test",
	    .schema = 3,
	    .context = out,
	    .write = collect};

	return rtk_printer_new(&options);
}

static void
add_row(struct rtk_printer *printer, const char *account, int64_t volume,
    int64_t amount)
{
	rtk_printer_text(printer, account);
	rtk_printer_number(printer, volume);
	rtk_printer_money(printer, (struct rtk_kop){amount});
	rtk_printer_flag(printer, amount < 0);
}

static void
print_both(struct rtk_printer *printer)
{
	rtk_printer_begin(printer, &rows);
	add_row(printer, "1001", 1234500, 123456);
	add_row(printer, "Ёлка", 10000000, -5);
	rtk_printer_none(printer);
	rtk_printer_none(printer);
	rtk_printer_none(printer);
	rtk_printer_none(printer);
	rtk_printer_end(printer);
	rtk_printer_begin(printer, &summary);
	add_row(printer, "2", 0, 123451);
	rtk_printer_end(printer);
}

static void
expect(enum rtk_printer_form form, const char *want)
{
	struct rtk_buf out = {0};
	struct rtk_printer *printer = printer_to(&out, form);

	print_both(printer);
	assert_good(rtk_printer_close(printer, &err));
	assert_string_equal(out.bytes, want);
	rtk_buf_release(&out);
}

static void
text_is_aligned(void **state)
{
	(void)state;
	expect(RTK_PRINTER_TEXT,
	    "Счет   Объем    Сумма  closed\n"
	    "----  ------  -------  ------\n"
	    "1001  1.2345  1234.56  no\n"
	    "Ёлка    10.0    -0.05  yes\n"
	    "\n"
	    "\n"
	    "Счет:   2\n"
	    "Объем:      0.0\n"
	    "Сумма:  1234.51\n"
	    "closed: no\n");
}

static void
csv_is_one_table(void **state)
{
	(void)state;
	expect(RTK_PRINTER_CSV,
	    "account;volume;amount;closed\n"
	    "1001;1.2345;1234.56;no\n"
	    "Ёлка;10.0;-0.05;yes\n"
	    ";;;\n");
}

static void
json_is_one_document(void **state)
{
	(void)state;
	expect(RTK_PRINTER_JSON,
	    "{\"schema\":3,\"name\":\"test\",\n\"rows\":[\n"
	    "{\"account\":\"1001\",\"volume\":1.2345,\"amount\":1234.56,"
	    "\"closed\":false},\n"
	    "{\"account\":\"Ёлка\",\"volume\":10.0,\"amount\":-0.05,"
	    "\"closed\":true},\n"
	    "{\"account\":null,\"volume\":null,\"amount\":null,"
	    "\"closed\":null}\n],\n"
	    "\"total\":{\"account\":\"2\",\"volume\":0.0,\"amount\":1234.51,"
	    "\"closed\":false}}\n");
}

static void
a_summary_alone_is_csv_too(void **state)
{
	struct rtk_buf out = {0};
	struct rtk_printer *printer = printer_to(&out, RTK_PRINTER_CSV);

	(void)state;
	rtk_printer_begin(printer, &summary);
	add_row(printer, "a;b", 1, 2);
	rtk_printer_end(printer);
	assert_good(rtk_printer_close(printer, &err));
	assert_string_equal(out.bytes,
	    "key;value\naccount;\"a;b\"\nvolume;0.000001\namount;0.02\n"
	    "closed;no\n");
	rtk_buf_release(&out);
}

static void
nothing_is_still_a_document(void **state)
{
	static const char *const want[] = {
	    [RTK_PRINTER_TEXT] =
		"Счет  Объем  Сумма  closed\n----  -----  -----  ------\n",
	    [RTK_PRINTER_CSV] = "account;volume;amount;closed\n",
	    [RTK_PRINTER_JSON] =
		"{\"schema\":3,\"name\":\"test\",\n\"rows\":[]}\n"};

	(void)state;
	for (int form = 0; form < 3; form++) {
		struct rtk_buf out = {0};
		struct rtk_printer *printer =
		    printer_to(&out, (enum rtk_printer_form)form);

		rtk_printer_begin(printer, &rows);
		rtk_printer_end(printer);
		assert_good(rtk_printer_close(printer, &err));
		assert_string_equal(out.bytes, want[form]);
		rtk_buf_release(&out);
	}
}

/* One column of strings, one row. */
static void
expect_cell(enum rtk_printer_form form, const char *text, const char *want)
{
	static const struct rtk_printer_column column = {
	    "a", NULL, RTK_PRINTER_STRING, 0, 0};
	static const struct rtk_printer_block block = {
	    "rows", false, &column, 1};
	struct rtk_buf out = {0};
	struct rtk_printer *printer = printer_to(&out, form);

	rtk_printer_begin(printer, &block);
	rtk_printer_text(printer, text);
	rtk_printer_end(printer);
	assert_good(rtk_printer_close(printer, &err));
	assert_non_null(strstr(out.bytes, want));
	rtk_buf_release(&out);
}

static void
csv_is_quoted_and_safe_for_spreadsheets(void **state)
{
	static const struct {
		const char *text;
		const char *want;
	} cases[] = {{"plain", "a\nplain\n"}, {"a\"b", "a\n\"a\"\"b\"\n"},
	    {"a\nb", "a\n\"a\nb\"\n"}, {" a", "a\n\" a\"\n"},
	    {"=1+1", "a\n'=1+1\n"}, {"@x", "a\n'@x\n"},
	    {"+cmd|x", "a\n'+cmd|x\n"}, {"-2-3", "a\n'-2-3\n"},
	    {"-2.5", "a\n-2.5\n"}, {"+79121234567", "a\n+79121234567\n"},
	    {"-2,5", "a\n-2,5\n"}, {"-", "a\n'-\n"}, {"-2.", "a\n'-2.\n"},
	    {"=a;b", "a\n\"'=a;b\"\n"}, {"\t=1", "a\n\"'\t=1\"\n"},
	    {"", "a\n\n"}};

	(void)state;
	for (size_t i = 0; i < RTK_COUNT(cases); i++)
		expect_cell(RTK_PRINTER_CSV, cases[i].text, cases[i].want);
}

static void
json_is_escaped(void **state)
{
	(void)state;
	expect_cell(RTK_PRINTER_JSON, "\"\\/\b\f\n\r\t\x01\x1F",
	    "{\"a\":\"\\\"\\\\/\\u0008\\u000c\\n\\r\\t\\u0001\\u001f\"}");
	expect_cell(RTK_PRINTER_JSON, "ж\xF0\x9F\x98\x80",
	    "{\"a\":\"ж\xF0\x9F\x98\x80\"}");
	expect_cell(RTK_PRINTER_JSON,
	    "a\xFF"
	    "b",
	    "{\"a\":\"a\xEF\xBF\xBD"
	    "b\"}");
}

static void
text_obeys_no_terminal(void **state)
{
	(void)state;
	expect_cell(RTK_PRINTER_TEXT, "a\x1B[2J\nb", "\na [2J b\n");
}

static void
long_strings_wrap_to_80_columns(void **state)
{
	static const struct rtk_printer_column wide[] = {
	    {"id", NULL, RTK_PRINTER_NUMBER, 0, 0},
	    {"reason", NULL, RTK_PRINTER_STRING, 0, 0},
	    {"amount", NULL, RTK_PRINTER_MONEY, 0, 0}};
	static const struct rtk_printer_block block = {
	    "rows", false, wide, RTK_COUNT(wide)};
	struct rtk_buf out = {0};
	struct rtk_printer *printer = printer_to(&out, RTK_PRINTER_TEXT);
	size_t width = 0;

	(void)state;
	rtk_printer_begin(printer, &block);
	rtk_printer_number(printer, 7);
	rtk_printer_text(printer,
	    "слово слово слово слово слово слово слово слово слово слово "
	    "слово слово слово слово");
	rtk_printer_money(printer, (struct rtk_kop){100});
	rtk_printer_number(printer, 8);
	rtk_printer_text(printer,
	    "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx"
	    "yyyyyyyyyyyyyyyyyyyy");
	rtk_printer_money(printer, (struct rtk_kop){-100});
	rtk_printer_end(printer);
	assert_good(rtk_printer_close(printer, &err));
	for (const char *at = out.bytes; *at != '\0'; at++) {
		width = *at == '\n' ? 0 : width + ((*at & 0xC0) != 0x80);
		assert_true(width <= 80);
	}
	assert_non_null(strstr(out.bytes,
	    "\n 7  слово слово слово слово слово слово слово слово слово "
	    "слово слово       1.00\n    слово слово слово\n"));
	rtk_buf_release(&out);
}

/* Numbers do not give way: 20 + 2 + 20 + 2 + 20 + 2 + 20 are over 80. */
static void
a_row_too_wide_goes_on_below(void **state)
{
	static const struct rtk_printer_column wide[] = {
	    {"a234567890b234567890", NULL, RTK_PRINTER_NUMBER, 0, 0},
	    {"text", NULL, RTK_PRINTER_STRING, 0, 0},
	    {"c234567890d234567890", NULL, RTK_PRINTER_NUMBER, 0, 0},
	    {"e234567890f234567890", NULL, RTK_PRINTER_NUMBER, 0, 0},
	    {"g234567890h234567890", NULL, RTK_PRINTER_NUMBER, 0, 0}};
	static const struct rtk_printer_block block = {
	    "rows", false, wide, RTK_COUNT(wide)};
	struct rtk_buf out = {0};
	struct rtk_printer *printer = printer_to(&out, RTK_PRINTER_TEXT);

	(void)state;
	rtk_printer_begin(printer, &block);
	rtk_printer_number(printer, 1);
	rtk_printer_text(printer, "a name");
	rtk_printer_number(printer, 2);
	rtk_printer_number(printer, 3);
	rtk_printer_number(printer, 4);
	rtk_printer_end(printer);
	assert_good(rtk_printer_close(printer, &err));
	assert_string_equal(out.bytes,
	    "a234567890b234567890  text    c234567890d234567890"
	    "  e234567890f234567890\n"
	    "    g234567890h234567890\n"
	    "--------------------  ------  --------------------"
	    "  --------------------\n"
	    "    --------------------\n"
	    "                   1  a name                     2"
	    "                     3\n"
	    "                       4\n");
	rtk_buf_release(&out);
}

static void
a_full_disk_is_told_once_at_the_end(void **state)
{
	int calls = 0;
	struct rtk_printer_options options = {.form = RTK_PRINTER_CSV,
	    .name = "x",
	    .schema = 1,
	    .context = &calls,
	    .write = refuse};
	struct rtk_printer *printer = rtk_printer_new(&options);

	(void)state;
	rtk_printer_begin(printer, &rows);
	for (int i = 0; i < 20000; i++)
		add_row(printer, "1001", i, i);
	rtk_printer_end(printer);
	assert_fault(rtk_printer_close(printer, &err), RTK_E_FILE_WRITE);
	assert_int_equal(calls, 1);
}

static void
days_and_months_are_strings(void **state)
{
	static const struct rtk_printer_column two[] = {
	    {"day", NULL, RTK_PRINTER_STRING, 0, 0},
	    {"month", NULL, RTK_PRINTER_STRING, 0, 0}};
	static const struct rtk_printer_block block = {"rows", false, two, 2};
	struct rtk_buf out = {0};
	struct rtk_printer *printer = printer_to(&out, RTK_PRINTER_CSV);
	struct rtk_date day = rtk_date_of((struct rtk_civil){2026, 11, 5});

	(void)state;
	rtk_printer_begin(printer, &block);
	rtk_printer_date(printer, day);
	rtk_printer_period(printer, rtk_period_of(day));
	rtk_printer_date(printer, RTK_DATE_NONE);
	rtk_printer_text(printer, NULL);
	rtk_printer_end(printer);
	assert_good(rtk_printer_close(printer, &err));
	assert_string_equal(out.bytes, "day;month\n2026-11-05;2026-11\n;\n");
	rtk_buf_release(&out);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(text_is_aligned),
	    cmocka_unit_test(csv_is_one_table),
	    cmocka_unit_test(json_is_one_document),
	    cmocka_unit_test(a_summary_alone_is_csv_too),
	    cmocka_unit_test(nothing_is_still_a_document),
	    cmocka_unit_test(csv_is_quoted_and_safe_for_spreadsheets),
	    cmocka_unit_test(json_is_escaped),
	    cmocka_unit_test(text_obeys_no_terminal),
	    cmocka_unit_test(long_strings_wrap_to_80_columns),
	    cmocka_unit_test(a_row_too_wide_goes_on_below),
	    cmocka_unit_test(a_full_disk_is_told_once_at_the_end),
	    cmocka_unit_test(days_and_months_are_strings),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
