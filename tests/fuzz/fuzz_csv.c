/* A table: both ways through a line give the same, and cells lie inside. */
#include "fuzz.h"

#include "io/csvin.h"
#include "text/encoding.h"

static const struct rtk_column columns[] = {{"a", "а|дом", true},
    {"b", NULL, false}, {"c", NULL, false}, {"d", NULL, false}};

/* All that a reading gives, so that two can be compared. */
static void
transcript(struct rtk_buf *out, const struct rtk_csvin_source *source)
{
	struct rtk_err err = RTK_ERR_INIT, row_err = RTK_ERR_INIT;
	const struct rtk_csvin_row *row = NULL;
	struct rtk_csvin *in = NULL;
	int rc = rtk_csvin_open(&in, source, &err);

	while (rc == 0) {
		rc = rtk_csvin_next(in, &row, &err);
		if (rc != 0 || row == NULL)
			break;
		RTK_ASSERT(row->raw >= source->text);
		RTK_ASSERT(
		    row->raw + row->raw_size <= source->text + source->size);
		rtk_buf_addf(out, "%ld %ld %zu %zu ", row->line, row->number,
		    row->cell_count, row->raw_size);
		for (size_t i = 0; i < RTK_COUNT(columns); i++) {
			rtk_buf_addf(out, "%zu:", row->cells[i].size);
			rtk_buf_add(
			    out, row->cells[i].bytes, row->cells[i].size);
		}
		rtk_err_clear(&row_err);
		fuzz_check(rtk_csvin_check(in, row, &row_err), &row_err);
		rtk_buf_addf(out, "%d\n", (int)row_err.fault);
	}
	fuzz_check(rc, &err);
	rtk_buf_addf(out, "%d %ld", (int)err.fault, err.line);
	rtk_csvin_close(in);
}

int
LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
	struct rtk_buf file = fuzz_buf(bytes, size), fast = {0}, slow = {0};
	struct rtk_err err = RTK_ERR_INIT;
	struct rtk_encoding_text text;
	struct rtk_csvin_source source = {.file = "fuzz.csv",
	    .columns = columns,
	    .column_count = RTK_COUNT(columns)};
	int rc = rtk_encoding_convert(
	    &text, &file, RTK_ENCODING_AUTO, RTK_ENCODING_CSV, &err);

	fuzz_check(rc, &err);
	if (rc == 0) {
		source.text = text.bytes;
		source.size = text.size;
		source.replaced = text.replaced > 0;
		transcript(&fast, &source);
		source.careful = true;
		transcript(&slow, &source);
		RTK_ASSERT(fast.size == slow.size);
		RTK_ASSERT(memcmp(fast.bytes, slow.bytes, fast.size) == 0);
	}
	rtk_buf_release(&file);
	rtk_buf_release(&fast);
	rtk_buf_release(&slow);
	return 0;
}
