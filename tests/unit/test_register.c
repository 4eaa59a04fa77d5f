#include "bank.h"

#include "io/register_sber.h"

#define FIRST "01_1831001238_40702810468000012345_640.txt"

static int
parse(struct bank *bank, struct rtk_register *reg, const char *name,
    enum rtk_encoding encoding)
{
	struct rtk_err err = RTK_ERR_INIT;
	int rc;

	bank_open(bank, name, encoding, RTK_ENCODING_BANK);
	rc = rtk_register_sber_parse(reg, &bank->file, &err);
	assert_int_equal(rc == 0, err.fault == RTK_E_NONE);
	return rc;
}

static void
expect_first(const struct rtk_register *reg)
{
	static const int64_t gross[] = {185732, 93018, 250000, 250000, 100};
	struct rtk_register_texts texts;

	assert_int_equal(reg->format, RTK_REGISTER_SBER_13);
	assert_int_equal(reg->row_count, 5);
	assert_int_equal(reg->gross.v, 778850);
	assert_int_equal(reg->transfer.v, 769504);
	assert_int_equal(reg->commission.v, 9346);
	assert_text(reg->order_number, "686336");
	assert_day(reg->order_date, "2026-11-05");
	for (size_t i = 0; i < 5; i++)
		assert_int_equal(reg->rows[i].gross.v, gross[i]);
	assert_day(reg->rows[0].date, "2026-11-03");
	assert_int_equal(reg->rows[0].time_s, 9 * 3600 + 32 * 60 + 33);
	assert_int_equal(reg->rows[0].period.v, 26 * 12 + 9);
	assert_int_equal(reg->rows[0].channel, 5);
	assert_int_equal(reg->rows[4].line, 5);
	rtk_register_texts(&texts, reg, &reg->rows[1]);
	assert_text(texts.branch, "8618");
	assert_text(texts.cashier, "8618999V");
	assert_text(texts.operation, "270000000002");
	assert_text(texts.account, "0000001002");
	assert_text(texts.payer, "ПЕТРОВА АННА СЕРГЕЕВНА");
	assert_text(texts.address,
	    "УДМУРТСКАЯ РЕСП,Г ИЖЕВСК,УЛ 10 ЛЕТ "
	    "ОКТЯБРЯ,Д.53,КВ.12");
	rtk_register_texts(&texts, reg, &reg->rows[4]);
	assert_text(texts.payer, "");
}

static void
one_register_reads_the_same_in_every_dress(void **state)
{
	static const char *const names[] = {FIRST, "02_resent_other_name.txt",
	    "09_utf8_bom.txt", "09_cp866.txt", "09_koi8r.txt", "09_lf_only.txt",
	    "09_dot_decimals.txt", "09_eof_mark.txt"};

	(void)state;
	for (size_t i = 0; i < RTK_COUNT(names); i++) {
		struct bank bank = {0};
		struct rtk_register reg;
		char path[128];

		(void)snprintf(path, sizeof(path), "bank/%s", names[i]);
		read_data(&bank.bytes, path);
		assert_int_equal(
		    parse(&bank, &reg, names[i], RTK_ENCODING_AUTO), 0);
		assert_string_equal(bank.told.bytes, "");
		assert_true(
		    rtk_register_sber_is(bank.file.text, bank.file.size));
		expect_first(&reg);
		bank_close(&bank);
	}
}

static void
the_name_of_the_file_tells_our_account(void **state)
{
	static const struct {
		const char *name;
		const char *inn;
		const char *account;
	} cases[] = {{FIRST, "1831001238", "40702810468000012345"},
	    {"900005_9715357654_40703810338000004376_640.txt", "9715357654",
		"40703810338000004376"},
	    {"EPS000000000001_1234567890_1831001238_"
	     "40702810468000012345_001.y05",
		"1831001238", "40702810468000012345"},
	    {"x_40702810468000012345.txt", "", "40702810468000012345"},
	    {"02_resent_other_name.txt", "", ""}, {NULL, "", ""}};

	(void)state;
	for (size_t i = 0; i < RTK_COUNT(cases); i++) {
		struct bank bank = {0};
		struct rtk_register reg;

		read_data(&bank.bytes, "bank/" FIRST);
		assert_int_equal(
		    parse(&bank, &reg, cases[i].name, RTK_ENCODING_AUTO), 0);
		assert_string_equal(reg.own_inn, cases[i].inn);
		assert_string_equal(reg.own_account, cases[i].account);
		bank_close(&bank);
	}
}

static void
sound_registers_keep_their_money(void **state)
{
	static const struct {
		const char *name;
		size_t rows;
		int64_t gross;
	} cases[] = {{"bank/03_corrected_overlap.txt", 6, 1191195},
	    {"bank/04_bad_accounts.txt", 5, 250000},
	    {"bank/06_reversal.txt", 3, 10000},
	    {"bank/10_semicolon_and_quotes_in_name.txt", 5, 778850},
	    {"bank/21_gross_register.txt", 2, 300000}};

	(void)state;
	for (size_t i = 0; i < RTK_COUNT(cases); i++) {
		struct bank bank = {0};
		struct rtk_register reg;
		int64_t sum = 0;

		read_data(&bank.bytes, cases[i].name);
		assert_int_equal(
		    parse(&bank, &reg, NULL, RTK_ENCODING_AUTO), 0);
		assert_int_equal(reg.row_count, cases[i].rows);
		assert_int_equal(reg.gross.v, cases[i].gross);
		for (size_t k = 0; k < reg.row_count; k++)
			sum += reg.rows[k].gross.v;
		assert_int_equal(sum, reg.gross.v);
		bank_close(&bank);
	}
}

static void
semicolons_and_quotes_belong_to_the_name(void **state)
{
	struct bank bank = {0};
	struct rtk_register reg;
	struct rtk_register_texts texts;

	(void)state;
	read_data(&bank.bytes, "bank/10_semicolon_and_quotes_in_name.txt");
	assert_int_equal(parse(&bank, &reg, NULL, RTK_ENCODING_AUTO), 0);
	rtk_register_texts(&texts, &reg, &reg.rows[0]);
	assert_text(texts.payer, "ООО \"РОГА;КОПЫТА");
	assert_text(texts.account, "0000001001");
	assert_text(texts.address,
	    "УДМУРТСКАЯ РЕСП,Г ИЖЕВСК,УЛ ПУШКИНСКАЯ,Д.130,КВ.12");
	rtk_register_texts(&texts, &reg, &reg.rows[2]);
	assert_text(texts.payer, "О'НИЛ \"ПЁТР");
	bank_close(&bank);
}

static void
broken_registers_are_refused_with_every_fault(void **state)
{
	static const struct {
		const char *name;
		const char *told;
	} cases[] = {{"bank/08_no_trailer.txt", "bank.no_trailer:0 "},
	    {"bank/08_wrong_count.txt", "bank.count:6 "},
	    {"bank/08_wrong_sum.txt", "bank.row_sum:6 bank.total:6[sum] "},
	    {"bank/08_truncated_in_row.txt",
		"bank.columns:3 bank.no_trailer:0 "}};

	(void)state;
	for (size_t i = 0; i < RTK_COUNT(cases); i++) {
		struct bank bank = {0};
		struct rtk_register reg = {0};

		read_data(&bank.bytes, cases[i].name);
		assert_int_equal(
		    parse(&bank, &reg, NULL, RTK_ENCODING_AUTO), -1);
		assert_string_equal(bank.told.bytes, cases[i].told);
		assert_null(reg.rows);
		bank_close(&bank);
	}
}

static void
public_registers_behave(void **state)
{
	static const struct {
		const char *name;
		const char *told;
	} cases[] = {
	    {"registers/900005_9715357654_40703810338000004376_640.txt", ""},
	    {"registers/utf8.txt", ""},
	    {"registers/neg_no_summary.txt", "bank.no_trailer:0 "},
	    {"registers/neg_wrong_count.txt", "bank.count:3 "},
	    {"registers/neg_wrong_total.txt",
		"bank.row_sum:3 bank.total:3[sum] "},
	    {"registers/neg_empty.txt", "bank.empty:1 "},
	    {"registers/neg_data_after_trailer.txt", "bank.after_trailer:4 "},
	    {"registers/neg_row_errors.txt", "num.scale:2[sum] "}};

	(void)state;
	for (size_t i = 0; i < RTK_COUNT(cases); i++) {
		struct bank bank = {0};
		struct rtk_register reg;
		int rc;

		read_shared(&bank.bytes, cases[i].name);
		rc = parse(&bank, &reg, NULL, RTK_ENCODING_AUTO);
		assert_string_equal(bank.told.bytes, cases[i].told);
		assert_int_equal(rc, cases[i].told[0] == '\0' ? 0 : -1);
		if (rc == 0) {
			assert_int_equal(reg.row_count, 2);
			assert_int_equal(reg.gross.v, 1080653);
			assert_text(reg.order_number, "686336");
			assert_day(reg.order_date, "2026-01-06");
		}
		bank_close(&bank);
	}
}

#define ROW(account, sums) \
	"03-11-2026;09-32-33;1;2;" account ";1001;N;A;1026;" sums

/* Text -> what is told, "" for a good file. */
static void
expect(const char *text, const char *told)
{
	struct bank bank = {0};
	struct rtk_register reg;
	int rc;

	rtk_buf_add_text(&bank.bytes, text);
	rc = parse(&bank, &reg, NULL, RTK_ENCODING_UTF8);
	assert_string_equal(bank.told.bytes, told);
	assert_int_equal(rc, told[0] == '\0' ? 0 : -1);
	bank_close(&bank);
}

static void
twelve_columns_have_no_channel(void **state)
{
	struct bank bank = {0};
	struct rtk_register reg;
	struct rtk_register_texts texts;

	(void)state;
	rtk_buf_add_text(&bank.bytes,
	    "03.11.2026;09:32:33;1;2;A;1001;N;M;A;1026;2,00;1.5;0,5\n"
	    "2026-11-03;;1;2;B;1001;N;A;;3;2;1\n"
	    "03/11/2026;09:32:33;1;2;C;1001;N;A;0026;3,0;2.00;1\n"
	    "=3;8;5,5;2,5;PO/1;05.11.2026");
	assert_int_equal(parse(&bank, &reg, NULL, RTK_ENCODING_UTF8), 0);
	assert_int_equal(reg.format, RTK_REGISTER_SBER_12);
	rtk_register_texts(&texts, &reg, &reg.rows[0]);
	assert_text(texts.payer, "N;M");
	assert_text(texts.address, "A");
	assert_int_equal(reg.rows[0].channel, 0);
	assert_int_equal(reg.rows[1].time_s, -1);
	assert_int_equal(reg.rows[1].period.v, -1);
	assert_int_equal(reg.rows[2].period.v, -1);
	for (size_t i = 0; i < 3; i++)
		assert_day(reg.rows[i].date, "2026-11-03");
	bank_close(&bank);
}

static void
each_control_figure_bites(void **state)
{
	(void)state;
	expect(ROW("A", "3;2;1;5\n") "=1;3;2;1;7;05-11-2026\n", "");
	expect(
	    ROW("A", "3;2;2;5\n") "=1;3;2;1;7;05-11-2026\n", "bank.row_sum:1 ");
	expect(ROW("A", "3;2;1;5\n") "=1;3;3;0;7;05-11-2026\n",
	    "bank.total:2[transfer] bank.total:2[commission] ");
	expect(ROW("A", "3;2;1;5\n") "=1;3;2;1;7\n", "bank.trailer:2 ");
	expect(ROW("A", "3;2;1;5\n") "=x;3;2;1;7;05-11-2026\n",
	    "bank.trailer:2[count] ");
	expect(ROW("A", "3;2;1;5\n") "=1;3;2;1;7;32-11-2026\n",
	    "date.form:2[order date] ");
	expect(ROW("A", "3;2;1;5\n") "=1;3;2;1;7;05-11-2026\n=0;0;0;0;;\n",
	    "bank.after_trailer:3 ");
	expect(ROW("A", "1 000;1 000;0;5\n") "=1;3;2;1;7;05-11-2026\n",
	    "num.char:1[sum] ");
	expect(ROW("A", "3;2;1;x\n") "=1;3;2;1;7;05-11-2026\n",
	    "row.form:1[channel] ");
	expect("", "bank.no_trailer:0 ");
	expect("hello\n", "bank.columns:1 bank.no_trailer:0 ");
	expect(ROW("A", "1000000000,00;1000000000,00;0;1\n")
		   ROW("B", "1000000000,00;1000000000,00;0;1\n")
		       "=2;2000000000;2000000000;0;7;05-11-2026\n",
	    "");
	expect(ROW("A", "1000000000,01;1000000000,01;0;1\n")
		   ROW("B", "-1000000000,01;-1000000000,01;0;1\n")
		       "=2;0;0;0;7;05-11-2026\n",
	    "num.range:1[sum] num.range:2[sum] ");
}

static void
an_operation_stands_once_with_each_sign(void **state)
{
	(void)state;
	expect(ROW("A", "3;2;1;5\n")
		   ROW("A", "-3;-2;-1;5\n") "=2;0;0;0;7;05-11-2026\n",
	    "");
	expect(ROW("", "3;3;0;5\n")
		   ROW("", "3;3;0;5\n") "=2;6;6;0;7;05-11-2026\n",
	    "");
	expect(ROW("A", "3;3;0;5\n") ROW("B", "3;3;0;5\n") ROW("A", "3;3;0;5\n")
		   ROW("A", "1;1;0;5\n") "=4;10;10;0;7;05-11-2026\n",
	    "bank.operation:3[operation] bank.operation:4[operation] ");
}

static void
a_hundred_faults_are_enough(void **state)
{
	struct bank bank = {0};
	struct rtk_register reg;
	size_t n = 0;

	(void)state;
	for (int i = 0; i < 150; i++)
		rtk_buf_add_text(&bank.bytes, "x\n");
	assert_int_equal(parse(&bank, &reg, NULL, RTK_ENCODING_UTF8), -1);
	for (const char *at = bank.told.bytes;
	     (at = strstr(at, "bank.columns:")) != NULL; at++)
		n++;
	assert_int_equal(n, 100);
	assert_non_null(strstr(bank.told.bytes, "file.too_many_faults:101 "));
	bank_close(&bank);
}

static void
check_digits_are_those_of_the_bank(void **state)
{
	static const char *const inns[] = {
	    "7707083893", "1831083343", "500100732259", "1831001238"};
	static const struct {
		struct rtk_bank_text account;
		struct rtk_bank_text bic;
	} accounts[] = {{{"40702810138250123017", 20}, {"044525225", 9}},
	    {{"40821810462000000144", 20}, {"049205603", 9}},
	    {{"30101810400000000601", 20}, {"049401601", 9}},
	    {{"40702810468000012345", 20}, {"049401601", 9}},
	    {{"40102810545370000046", 20}, {"015402901", 9}},
	    {{"03100643000000015400", 20}, {"015402901", 9}}};

	(void)state;
	for (size_t i = 0; i < RTK_COUNT(inns); i++) {
		char wrong[13];
		size_t size = strlen(inns[i]);

		assert_true(rtk_inn_valid(inns[i], size));
		(void)snprintf(wrong, sizeof(wrong), "%s", inns[i]);
		wrong[2] = wrong[2] == '9' ? '0' : (char)(wrong[2] + 1);
		assert_false(rtk_inn_valid(wrong, size));
	}
	assert_false(rtk_inn_valid("770708389", 9));
	assert_false(rtk_inn_valid("77070838X3", 10));
	for (size_t i = 0; i < RTK_COUNT(accounts); i++) {
		char wrong[21];
		struct rtk_bank_text text = {wrong, 20};

		assert_true(rtk_bank_account_valid(
		    accounts[i].account, accounts[i].bic));
		(void)snprintf(
		    wrong, sizeof(wrong), "%s", accounts[i].account.bytes);
		wrong[15] = wrong[15] == '9' ? '0' : (char)(wrong[15] + 1);
		assert_int_equal(rtk_bank_account_valid(text, accounts[i].bic),
		    i == RTK_COUNT(accounts) - 1);
	}
	assert_true(rtk_bic_valid("049401601", 9));
	assert_false(rtk_bic_valid("049401003", 9));
	assert_false(rtk_bic_valid("059401601", 9));
	assert_false(rtk_bic_valid("04940160", 8));
	assert_true(rtk_kpp_valid("183101001", 9));
	assert_true(rtk_kpp_valid("1831AB001", 9));
	assert_false(rtk_kpp_valid("1831ab001", 9));
	assert_false(rtk_kpp_valid("18310100", 8));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(one_register_reads_the_same_in_every_dress),
	    cmocka_unit_test(the_name_of_the_file_tells_our_account),
	    cmocka_unit_test(sound_registers_keep_their_money),
	    cmocka_unit_test(semicolons_and_quotes_belong_to_the_name),
	    cmocka_unit_test(broken_registers_are_refused_with_every_fault),
	    cmocka_unit_test(public_registers_behave),
	    cmocka_unit_test(twelve_columns_have_no_channel),
	    cmocka_unit_test(each_control_figure_bites),
	    cmocka_unit_test(an_operation_stands_once_with_each_sign),
	    cmocka_unit_test(a_hundred_faults_are_enough),
	    cmocka_unit_test(check_digits_are_those_of_the_bank),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
