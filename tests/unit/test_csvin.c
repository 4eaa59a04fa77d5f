#include "fixture.h"

#include "io/csvin.h"
#include "text/encoding.h"

static const struct rtk_column letters[] = {
    {"a", "а", true}, {"b", "бэ|ёж", false}, {"c", NULL, false}};

static struct rtk_csvin_source
source_of(const char *text)
{
	return (struct rtk_csvin_source){.file = "t.csv",
	    .text = text,
	    .size = strlen(text),
	    .columns = letters,
	    .column_count = RTK_COUNT(letters)};
}

/*
 * All that a reading gives as one text: "line:number[raw]cell|cell!fault\n",
 * at the end the fault that stopped it. So two readings can be compared.
 */
static void
transcript(struct rtk_buf *out, const struct rtk_csvin_source *source)
{
	struct rtk_err err = RTK_ERR_INIT;
	const struct rtk_csvin_row *row;
	struct rtk_csvin *in = NULL;
	int rc = rtk_csvin_open(&in, source, &err);

	rtk_buf_reset(out);
	while (rc == 0) {
		rc = rtk_csvin_next(in, &row, &err);
		if (rc != 0 || row == NULL)
			break;
		rtk_buf_addf(out, "%ld:%ld[", row->line, row->number);
		rtk_buf_add(out, row->raw, row->raw_size);
		rtk_buf_addf(out, "]%zu ", row->cell_count);
		for (size_t i = 0; i < source->column_count; i++) {
			rtk_buf_add(
			    out, row->cells[i].bytes, row->cells[i].size);
			rtk_buf_add_byte(out, '|');
		}
		if (rtk_csvin_check(in, row, &err) != 0)
			rtk_buf_addf(
			    out, "!%s %s", rtk_fault_id(err.fault), err.detail);
		rtk_err_clear(&err);
		rtk_buf_add_byte(out, '\n');
	}
	if (rc != 0)
		rtk_buf_addf(out, "%s:%ld %s %s\n", err.file, err.line,
		    rtk_fault_id(err.fault), err.detail);
	rtk_csvin_close(in);
}

static void
expect(const char *text, const char *want)
{
	struct rtk_csvin_source source = source_of(text);
	struct rtk_buf out = {0};

	rtk_buf_add_text(&out, "");
	for (int careful = 0; careful <= 1; careful++) {
		source.careful = careful != 0;
		transcript(&out, &source);
		assert_string_equal(out.bytes != NULL ? out.bytes : "", want);
	}
	rtk_buf_release(&out);
}

static void
columns_are_found_in_any_order(void **state)
{
	(void)state;
	expect("c;a\n1;2\n", "2:1[1;2]2 2||1|\n");
	expect("b,a,c\n1,2,3", "2:1[1,2,3]3 2|1|3|\n");
	expect(" A \tЁЖ\r\n1\t2\r\n", "2:1[1\t2]2 1|2||\n");
	expect("\"БЭ\";\"а\"\n1;2\n", "2:1[1;2]2 2|1||\n");
	expect("a\n1\n", "2:1[1]1 1|||\n");
	expect("\"a\"\n1\n", "2:1[1]1 1|||\n");
}

static void
a_wrong_header_is_refused(void **state)
{
	(void)state;
	expect("", "t.csv:0 csv.empty \n");
	expect("\n\r\n \n", "t.csv:0 csv.empty \n");
	expect("\n\na;x\n", "t.csv:3 csv.unknown_column x\n");
	expect("a;b;a\n", "t.csv:1 csv.doubled_column a\n");
	expect("a;b;А\n", "t.csv:1 csv.doubled_column А\n");
	expect("b;c\n", "t.csv:1 csv.missing_column a\n");
	expect("a;b;\n", "t.csv:1 csv.unknown_column \n");
	expect("hello\n", "t.csv:1 csv.delimiter \n");
	expect("a;\"b\n", "t.csv:1 csv.quote \n");
	expect(
	    "a;a;a;a;a;a;a;a;a;a;a;a;a;a;a;a;a;a;a;a;a;a;a;a;a;a;a;a;a;a;a;a;"
	    "a;a;a;a;a;a;a;a;a;a;a;a;a;a;a;a;a;a;a;a;a;a;a;a;a;a;a;a;a;a;a;a;"
	    "a\n",
	    "t.csv:1 csv.too_many_columns 64\n");
}

static void
lines_are_counted_as_the_editor_counts(void **state)
{
	(void)state;
	expect("a;b\n\n1;2\n \t \n3;4\n", "3:1[1;2]2 1|2||\n5:2[3;4]2 3|4||\n");
	expect("a;b\r1;2\r\r3;4", "2:1[1;2]2 1|2||\n4:2[3;4]2 3|4||\n");
	expect("a;b\r\n\"x\r\ny\";2\r\n3;4\r\n",
	    "2:1[\"x\r\ny\";2]2 x\r\ny|2||\n4:2[3;4]2 3|4||\n");
}

static void
quotes_follow_rfc_4180(void **state)
{
	(void)state;
	expect("a;b\n\"x;y\";\"\"\"q\"\"\"\n",
	    "2:1[\"x;y\";\"\"\"q\"\"\"]2 x;y|\"q\"||\n");
	expect("a;b\n\" x \";\"\"\n", "2:1[\" x \";\"\"]2  x |||\n");
	expect(
	    "a;b\nООО \"Заря\";2\n", "2:1[ООО \"Заря\";2]2 ООО \"Заря\"|2||\n");
	expect("a;b\n1;2\n\"x\"y;2\n3;4\n",
	    "2:1[1;2]2 1|2||\nt.csv:3 csv.quote \n");
	expect("a;b\n1;\"2\n3;4\n5;6\n", "t.csv:2 csv.quote \n");
	expect("a;b\n1;\"2\n3;\"4\n", "t.csv:2 csv.quote \n");
}

static void
a_row_of_the_wrong_width_stops_nobody(void **state)
{
	(void)state;
	expect("a;b\n1\n1;2;3\n\"1\"\n4;5\n",
	    "2:1[1]1 1|||!row.columns 1 <> 2\n"
	    "3:2[1;2;3]3 1|2||!row.columns 3 <> 2\n"
	    "4:3[\"1\"]1 1|||!row.columns 1 <> 2\n"
	    "5:4[4;5]2 4|5||\n");
}

static void
bytes_that_are_no_text_cost_their_row(void **state)
{
	struct rtk_buf file = buf_of("a;b\n1;\x98\n2;\xE0\n", 12), out = {0};
	struct rtk_csvin_source source = source_of("");
	struct rtk_err err = RTK_ERR_INIT;
	struct rtk_encoding_text text;

	(void)state;
	assert_int_equal(rtk_encoding_convert(&text, &file, RTK_ENCODING_AUTO,
			     RTK_ENCODING_CSV, &err),
	    0);
	source.text = text.bytes;
	source.size = text.size;
	source.replaced = text.replaced > 0;
	transcript(&out, &source);
	assert_string_equal(out.bytes,
	    "2:1[1;\xEF\xBF\xBD]2 1|\xEF\xBF\xBD||!row.encoding \n"
	    "3:2[2;а]2 2|а||\n");
	rtk_buf_release(&out);
	rtk_buf_release(&file);
	/* but who wrote the letter U+FFFD itself keeps it */
	expect(
	    "a;b\n1;\xEF\xBF\xBD\n", "2:1[1;\xEF\xBF\xBD]2 1|\xEF\xBF\xBD||\n");
}

static void
cells_have_a_limit(void **state)
{
	static const char *const frame[] = {
	    "a;b\n%.*s;2\n", "a;b\n\"%.*s\";2\n"};
	struct rtk_buf text = {0}, out = {0};
	char *cell = malloc(RTK_CSVIN_CELL_BYTES_MAX + 1);

	(void)state;
	memset(cell, 'x', RTK_CSVIN_CELL_BYTES_MAX + 1);
	for (int i = 0; i < 4; i++) {
		struct rtk_csvin_source source;
		int over = i % 2;

		rtk_buf_reset(&text);
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-nonliteral"
		rtk_buf_addf(
		    &text, frame[i / 2], RTK_CSVIN_CELL_BYTES_MAX + over, cell);
#pragma GCC diagnostic pop
		source = source_of(text.bytes);
		transcript(&out, &source);
		assert_int_equal(
		    strcmp(out.bytes, "t.csv:2 csv.cell_size 65536\n") == 0,
		    over);
	}
	free(cell);
	rtk_buf_release(&text);
	rtk_buf_release(&out);
}

/* An open quotation mark is noticed long before the end of a large file. */
static void
an_endless_cell_is_stopped(void **state)
{
	struct rtk_buf text = {0}, out = {0};
	struct rtk_csvin_source source;

	(void)state;
	rtk_buf_add_text(&text, "a;b\n1;2\n\"open;2\n");
	for (int i = 0; i < 100000; i++)
		rtk_buf_add_text(&text, "3;4\n");
	source = source_of(text.bytes);
	transcript(&out, &source);
	assert_string_equal(
	    out.bytes, "2:1[1;2]2 1|2||\nt.csv:3 csv.cell_size 65536\n");
	rtk_buf_release(&text);
	rtk_buf_release(&out);
}

/* The proof of the fast way: both ways give the same on random input. */
static void
both_ways_read_the_same(void **state)
{
	static const char *const bits[] = {"1", "ж", " ", "\t", ";", ";", "\n",
	    "\r", "\r\n", "\"", "\"\"", "x\"", ",", ";\"", "\";"};
	struct rtk_buf text = {0}, fast = {0}, careful = {0};
	const char *env = getenv("RTK_SEED");
	uint64_t seed = env != NULL ? strtoull(env, NULL, 10) : 1;

	(void)state;
	for (int round = 0; round < 100000; round++) {
		struct rtk_csvin_source source;
		size_t quotes = round % 2 != 0 ? 0 : 6;

		rtk_buf_reset(&text);
		rtk_buf_add_text(&text, round % 3 != 0 ? "a;b\n" : "a\tb\n");
		for (int i = 0; i < 24; i++) {
			seed =
			    seed * 6364136223846793005u + 1442695040888963407u;
			rtk_buf_add_text(
			    &text, bits[(seed >> 33) % (9 + quotes)]);
		}
		source = source_of(text.bytes);
		transcript(&fast, &source);
		source.careful = true;
		transcript(&careful, &source);
		if (fast.size > 0)
			assert_string_equal(fast.bytes, careful.bytes);
		assert_int_equal(fast.size, careful.size);
	}
	rtk_buf_release(&text);
	rtk_buf_release(&fast);
	rtk_buf_release(&careful);
}

/* --- csv-spectrum ------------------------------------------------------ */

static void
add_json(struct rtk_buf *out, const char *bytes, size_t size)
{
	for (size_t i = 0; i < size; i++) {
		if (bytes[i] == '\n' || bytes[i] == '\r') {
			rtk_buf_addf(out, "\\%c", bytes[i] == '\n' ? 'n' : 'r');
			continue;
		}
		if (bytes[i] == '"')
			rtk_buf_add_byte(out, '\\');
		rtk_buf_add_byte(out, bytes[i]);
	}
}

/* The records as the JSON of the collection, without its blanks. */
static void
as_json(struct rtk_buf *out, const struct rtk_csvin_source *source)
{
	struct rtk_err err = RTK_ERR_INIT;
	const struct rtk_csvin_row *row;
	struct rtk_csvin *in;

	rtk_buf_reset(out);
	assert_int_equal(rtk_csvin_open(&in, source, &err), 0);
	for (;;) {
		assert_int_equal(rtk_csvin_next(in, &row, &err), 0);
		if (row == NULL)
			break;
		rtk_buf_add_text(out, row->number > 1 ? ",{" : "{");
		for (size_t i = 0; i < source->column_count; i++) {
			if (i > 0)
				rtk_buf_add_byte(out, ',');
			rtk_buf_addf(out, "\"%s\":\"", source->columns[i].name);
			add_json(out, row->cells[i].bytes, row->cells[i].size);
			rtk_buf_add_byte(out, '"');
		}
		rtk_buf_add_byte(out, '}');
	}
	rtk_csvin_close(in);
}

/* Blanks outside strings go, and the brackets around the list. */
static void
squeeze(struct rtk_buf *json)
{
	size_t to = 0;
	bool quoted = false;

	for (size_t i = 0; i < json->size; i++) {
		char c = json->bytes[i];

		if (c == '"' && (i == 0 || json->bytes[i - 1] != '\\'))
			quoted = !quoted;
		if (quoted || (c != ' ' && c != '\n' && c != '[' && c != ']'))
			json->bytes[to++] = c;
	}
	json->bytes[to] = '\0';
	json->size = to;
}

static void
csv_spectrum_gives_its_json(void **state)
{
	static const struct {
		const char *name;
		const char *columns[5];
	} cases[] = {
	    {"comma_in_quotes", {"first", "last", "address", "city", "zip"}},
	    {"empty", {"a", "b", "c"}}, {"empty_crlf", {"a", "b", "c"}},
	    {"escaped_quotes", {"a", "b"}}, {"json", {"key", "val"}},
	    {"newlines", {"a", "b", "c"}}, {"newlines_crlf", {"a", "b", "c"}},
	    {"quotes_and_newlines", {"a", "b"}}, {"simple", {"a", "b", "c"}},
	    {"simple_crlf", {"a", "b", "c"}}, {"utf8", {"a", "b", "c"}}};
	struct rtk_buf csv = {0}, json = {0}, out = {0};
	char path[128];

	(void)state;
	for (size_t i = 0; i < RTK_COUNT(cases); i++) {
		struct rtk_column columns[5] = {{0}};
		struct rtk_csvin_source source = {.columns = columns};

		(void)snprintf(path, sizeof(path),
		    "csv/csv-spectrum/csvs/%s.csv", cases[i].name);
		read_shared(&csv, path);
		(void)snprintf(path, sizeof(path),
		    "csv/csv-spectrum/json/%s.json", cases[i].name);
		read_shared(&json, path);
		squeeze(&json);
		for (size_t k = 0; k < 5 && cases[i].columns[k] != NULL; k++)
			columns[source.column_count++].name =
			    cases[i].columns[k];
		source.text = csv.bytes;
		source.size = csv.size;
		for (int careful = 0; careful <= 1; careful++) {
			source.careful = careful != 0;
			as_json(&out, &source);
			assert_string_equal(out.bytes, json.bytes);
		}
	}
	rtk_buf_release(&csv);
	rtk_buf_release(&json);
	rtk_buf_release(&out);
}

/* Quotation marks inside a cell without quotes: plain characters. */
static void
minutes_and_seconds_are_plain(void **state)
{
	static const struct rtk_column columns[] = {
	    {"contact phone number", NULL, true},
	    {"location coordinates", NULL, true}, {"cities", NULL, true},
	    {"counties", NULL, true}};
	struct rtk_csvin_source source = {
	    .columns = columns, .column_count = RTK_COUNT(columns)};
	struct rtk_buf csv = {0}, out = {0};

	(void)state;
	read_shared(&csv, "csv/csv-spectrum/csvs/location_coordinates.csv");
	source.text = csv.bytes;
	source.size = csv.size;
	as_json(&out, &source);
	assert_string_equal(out.bytes,
	    "{\"contact phone number\":\"2095257564\","
	    "\"location coordinates\":\"37\xEF\xBF\xBD"
	    "36'37.8\\\"N "
	    "121\xEF\xBF\xBD"
	    "2'17.9\\\"W\","
	    "\"cities\":\"Modesto\",\"counties\":\"Stanislaus\"}");
	rtk_buf_release(&csv);
	rtk_buf_release(&out);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(columns_are_found_in_any_order),
	    cmocka_unit_test(a_wrong_header_is_refused),
	    cmocka_unit_test(lines_are_counted_as_the_editor_counts),
	    cmocka_unit_test(quotes_follow_rfc_4180),
	    cmocka_unit_test(a_row_of_the_wrong_width_stops_nobody),
	    cmocka_unit_test(bytes_that_are_no_text_cost_their_row),
	    cmocka_unit_test(cells_have_a_limit),
	    cmocka_unit_test(an_endless_cell_is_stopped),
	    cmocka_unit_test(both_ways_read_the_same),
	    cmocka_unit_test(csv_spectrum_gives_its_json),
	    cmocka_unit_test(minutes_and_seconds_are_plain),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
