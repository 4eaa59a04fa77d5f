#include "fixture.h"

#include "flow/import_kind.h"
#include "flow/import_table.h"

static struct rtk_buf page;

static int
read_page(void **state)
{
	const char *root = getenv("RTK_SOURCE");
	struct rtk_err err = RTK_ERR_INIT;
	char path[512];

	(void)state;
	(void)snprintf(
	    path, sizeof(path), "%s/man/rtk-csv.5", root != NULL ? root : ".");
	if (access(path, R_OK) != 0)
		return 0;
	return rtk_file_read(&page, path, &err);
}

static int
release_page(void **state)
{
	(void)state;
	rtk_buf_release(&page);
	return 0;
}

/* The page has the item: `.It Cm name`, and `No \&?` if it may be absent. */
static void
assert_column(const char *from, const struct rtk_column *column)
{
	char item[128];

	(void)snprintf(item, sizeof(item),
	    "\n.It Cm %s%s\nRussian:", column->name,
	    column->required ? "" : " No \\&?");
	item[strcspn(item + 1, "\n") + 2] = '\0';
	if (strstr(from, item) == NULL)
		fail_msg("rtk-csv(5) lacks:%s", item);
}

/* The aliases stand behind `Russian:`, parted by commas. */
static void
assert_aliases(const char *aliases)
{
	struct rtk_buf list = {0};

	for (; *aliases != '\0'; aliases++) {
		if (*aliases == '|')
			rtk_buf_add_text(&list, ", ");
		else
			rtk_buf_add_byte(&list, *aliases);
	}
	rtk_buf_add_text(&list, ".\n");
	if (strstr(page.bytes, list.bytes) == NULL)
		fail_msg("rtk-csv(5) lacks: %s", list.bytes);
	rtk_buf_release(&list);
}

static void
assert_words(const struct rtk_word *words)
{
	char item[128];

	for (; words->word != NULL; words++) {
		(void)snprintf(item, sizeof(item), "\n.Cm %s ", words->word);
		if (strstr(page.bytes, item) == NULL)
			fail_msg("rtk-csv(5) lacks:%s", item);
	}
}

static void
assert_table(const char *kind, const struct rtk_import_table *table)
{
	char head[64];
	const char *from;

	(void)snprintf(head, sizeof(head), "KIND\n.Cm %s .\n", kind);
	from = strstr(page.bytes, head);
	if (from == NULL)
		fail_msg("rtk-csv(5) lacks: %s", head);
	for (size_t i = 0; i < table->count; i++) {
		assert_column(from, &table->columns[i].column);
		assert_aliases(table->columns[i].column.alias);
		if (table->columns[i].words != NULL)
			assert_words(table->columns[i].words);
	}
}

static void
the_page_has_every_column_and_word(void **state)
{
	(void)state;
	if (page.size == 0)
		skip();
	for (size_t i = 0; rtk_import_kinds[i].name != NULL; i++)
		for (size_t k = 0; k < 2; k++)
			if (rtk_import_kinds[i].tables[k] != NULL)
				assert_table(rtk_import_kinds[i].name,
				    rtk_import_kinds[i].tables[k]);
}

static void
the_page_has_every_reason(void **state)
{
	static const char *const beginnings[] = {"reading.", "row.",
	    "registry.", "reference.", "balance.", "event.", "num.", "date."};

	(void)state;
	if (page.size == 0)
		skip();
	for (int i = 1; i < RTK_E_LAST; i++) {
		const char *id = rtk_fault_id((enum rtk_fault)i);

		for (size_t k = 0; k < RTK_COUNT(beginnings); k++)
			if (strncmp(id, beginnings[k], strlen(beginnings[k])) ==
				0 &&
			    rtk_fault_class((enum rtk_fault)i) == RTK_DATA &&
			    strstr(page.bytes, id) == NULL)
				fail_msg("rtk-csv(5) lacks: %s", id);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(the_page_has_every_column_and_word),
	    cmocka_unit_test(the_page_has_every_reason),
	};

	return cmocka_run_group_tests(tests, read_page, release_page);
}
