/* Dates, times and months: what is accepted is printed and read back. */
#include "fuzz.h"

#include "io/bankfile.h"
#include "io/field.h"

static void
read_back(struct rtk_date date)
{
	struct rtk_err err = RTK_ERR_INIT;
	struct rtk_date again;
	char text[RTK_DATE_TEXT];
	int rc;

	(void)rtk_date_text(text, date);
	rc = rtk_date_parse(&again, text, strlen(text), &err);
	RTK_ASSERT(rc == 0);
	RTK_ASSERT(again.v == date.v);
	(void)rtk_date_text_ru(text, date);
	rc = rtk_date_parse(&again, text, strlen(text), &err);
	RTK_ASSERT(rc == 0);
	RTK_ASSERT(again.v == date.v);
}

int
LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
	const char *text = (const char *)bytes;
	struct rtk_cell cell = {"date", text, size};
	struct rtk_bank_text bank = {text, size};
	struct rtk_err err[5] = {{0}};
	struct rtk_period period;
	struct rtk_date date;
	int32_t time_s;
	int rc = rtk_field_date(&date, &cell, &err[0]);

	fuzz_check(rc, &err[0]);
	if (rc == 0)
		read_back(date);
	rc = rtk_field_date_time(&date, &cell, &err[1]);
	fuzz_check(rc, &err[1]);
	if (rc == 0)
		read_back(date);
	rc = rtk_bankfile_date(&date, bank, "date", &err[2]);
	fuzz_check(rc, &err[2]);
	if (rc == 0)
		read_back(date);
	rc = rtk_bankfile_time(&time_s, bank, "time", &err[3]);
	fuzz_check(rc, &err[3]);
	RTK_ASSERT(rc != 0 || (time_s >= -1 && time_s < 24 * 60 * 60));
	rc = rtk_field_period(&period, &cell, &err[4]);
	fuzz_check(rc, &err[4]);
	if (rc == 0)
		read_back(rtk_period_last(period));
	return 0;
}
