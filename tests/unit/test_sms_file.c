/* Files of smstools and gammu-smsd; telephones; UTF-16. */
#include "fixture.h"

#include "io/sms_file.h"
#include "text/phone.h"
#include "text/utf16.h"

static void
a_telephone_has_one_form(void **state)
{
	static const char *const same[] = {"89120000001", "+79120000001",
	    "8 (912) 000-00-01", "9120000001", " 7 912 000 00 01"};
	static const char *const none[] = {
	    "", "900", "MEGAFON", "3412000001", "891200000012", "+19120000001"};
	char out[RTK_PHONE_ROOM];

	(void)state;
	for (size_t i = 0; i < RTK_COUNT(same); i++) {
		assert_true(rtk_phone_normal(out, same[i], strlen(same[i])));
		assert_string_equal(out, "79120000001");
	}
	for (size_t i = 0; i < RTK_COUNT(none); i++)
		assert_false(rtk_phone_normal(out, none[i], strlen(none[i])));
}

/* "дом 1" in both orders; a letter beyond 16 bits; half of one. */
static void
utf16_becomes_utf8(void **state)
{
	static const char big[] = "\x04\x34\x04\x3E\x04\x3C\0 \0001";
	static const char little[] = "\x34\x04\x3E\x04\x3C\x04 \0001\0";
	struct rtk_buf out = {0};

	(void)state;
	assert_int_equal(rtk_utf16_find(big, 10), RTK_UTF16_BIG);
	assert_int_equal(rtk_utf16_find(little, 10), RTK_UTF16_LITTLE);
	assert_int_equal(rtk_utf16_find("345 678 ", 8), RTK_UTF16_NONE);
	assert_int_equal(rtk_utf16_find("\xD0\xB4", 2), RTK_UTF16_NONE);
	rtk_utf16_add(&out, big, 10, RTK_UTF16_BIG);
	rtk_utf16_add(&out, little, 10, RTK_UTF16_LITTLE);
	rtk_utf16_add(&out, "\xD8\x3D\xDE\x00\xD8\x3D", 6, RTK_UTF16_BIG);
	assert_string_equal(
	    out.bytes, "дом 1дом 1\xF0\x9F\x98\x80\xEF\xBF\xBD");
	rtk_buf_release(&out);
}

static int
read_file(struct rtk_sms_file *out, struct rtk_buf *text, const char *name,
    const char *bytes, struct rtk_err *fault)
{
	struct rtk_buf file = {0};
	const struct rtk_sms_source source = {name, &file, NULL};
	int rc;

	rtk_buf_reset(text);
	rtk_buf_add(&file, bytes, strlen(bytes));
	rc = rtk_sms_file_read(out, text, &source, fault);
	rtk_buf_release(&file);
	return rc;
}

static void
the_day_is_the_one_it_was_sent(void **state)
{
	struct rtk_sms_file file;
	struct rtk_buf text = {0};

	(void)state;
	assert_good(read_file(&file, &text, "GSM1.x",
	    "From: 79120000001\nSent: 26-10-24 23:59:59\n"
	    "Received: 26-10-25 00:00:05\n\nSent: 1\n",
	    &err));
	assert_string_equal(file.from, "79120000001");
	assert_string_equal(text.bytes, "Sent: 1\n");
	assert_int_equal(
	    file.day.v, rtk_date_of((struct rtk_civil){2026, 10, 24}).v);
	assert_string_equal(file.key, "");
	rtk_buf_release(&text);
}

static void
a_part_says_of_which_message_it_is(void **state)
{
	struct rtk_sms_file file;
	struct rtk_buf text = {0};

	(void)state;
	assert_good(read_file(&file, &text, "GSM1.x",
	    "From: 7912\nSent: 26-10-24 10:00:00\n"
	    "UDH-DATA: 06 08 04 01 02 03 02\n\nb",
	    &err));
	/* the mark has two bytes: 0x0102 = 258 */
	assert_string_equal(file.key, "7912/258/003");
	assert_int_equal(file.part, 2);
	assert_int_equal(file.parts, 3);
	assert_good(read_file(&file, &text,
	    "IN20261024_101533_00_+79120000001_01.txt", "b", &err));
	assert_string_equal(file.key, "IN20261024_101533_00_+79120000001");
	assert_string_equal(file.from, "+79120000001");
	assert_string_equal(file.sent, "2026-10-24 10:15:33");
	assert_int_equal(file.part, 2);
	assert_int_equal(file.parts, 0);
	rtk_buf_release(&text);
}

static void
what_is_no_message_is_said(void **state)
{
	static const struct {
		const char *name, *bytes;
		enum rtk_fault fault;
	} bad[] = {
	    {"notes.txt", "buy bread", RTK_E_SMS_FILE},
	    {"empty", "", RTK_E_SMS_FILE},
	    {"IN20261024_101533_00_+7912_0x.txt", "1", RTK_E_SMS_FILE},
	    {"IN20261324_101533_00_+7912_00.txt", "1", RTK_E_DATE_FORM},
	    {"GSM1.x", "From: 7912\nSent: 26-10-24 1:0:0\n", RTK_E_SMS_FILE},
	    {"GSM1.x", "From: 7912\n\n1", RTK_E_DATE_FORM},
	};
	struct rtk_sms_file file;
	struct rtk_buf text = {0};

	(void)state;
	for (size_t i = 0; i < RTK_COUNT(bad); i++) {
		struct rtk_err fault = RTK_ERR_INIT;

		assert_int_equal(
		    read_file(&file, &text, bad[i].name, bad[i].bytes, &fault),
		    -1);
		assert_int_equal(fault.fault, bad[i].fault);
	}
	rtk_buf_release(&text);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(a_telephone_has_one_form),
	    cmocka_unit_test(utf16_becomes_utf8),
	    cmocka_unit_test(the_day_is_the_one_it_was_sent),
	    cmocka_unit_test(a_part_says_of_which_message_it_is),
	    cmocka_unit_test(what_is_no_message_is_said),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
