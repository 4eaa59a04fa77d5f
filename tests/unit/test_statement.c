#include "bank.h"

#include "io/purpose.h"
#include "io/statement_1c.h"

static int
parse(struct bank *bank, struct rtk_statement *out, enum rtk_encoding encoding)
{
	struct rtk_err err = RTK_ERR_INIT;
	int rc;

	bank_open(bank, "s.txt", encoding, RTK_ENCODING_STATEMENT);
	rc = rtk_statement_1c_parse(out, &bank->file, &err);
	assert_int_equal(rc == 0, err.fault == RTK_E_NONE);
	return rc;
}

static void
one_day_reads_the_same_in_every_dress(void **state)
{
	static const struct {
		const char *name;
		const char *told;
	} cases[] = {{"bank/20_kl_to_1c_cp1251.txt", ""},
	    {"bank/20_kl_to_1c_cp866.txt", ""},
	    {"bank/20_kl_to_1c_utf8_bom_lying_DOS.txt", ""},
	    {"bank/20_kl_to_1c_no_end.txt", "statement.cut:0 "}};
	static const struct rtk_bank_text own = {"40702810468000012345", 20};

	(void)state;
	for (size_t i = 0; i < RTK_COUNT(cases); i++) {
		const struct rtk_statement_document *d;
		struct rtk_statement st;
		struct bank bank = {0};
		char account[RTK_PURPOSE_ACCOUNT_BYTES];

		read_data(&bank.bytes, cases[i].name);
		assert_int_equal(parse(&bank, &st, RTK_ENCODING_AUTO), 0);
		assert_string_equal(bank.told.bytes, cases[i].told);
		assert_int_equal(st.cut, cases[i].told[0] != '\0');
		assert_text(st.version, "1.03");
		assert_text(st.sender, "СберБизнес. Тест");
		assert_day(st.begin, "2026-11-05");
		assert_int_equal(st.head_account_count, 1);
		assert_int_equal(st.account_count, 1);
		assert_true(rtk_bank_text_same(st.accounts[0].account, own));
		assert_int_equal(st.accounts[0].opening.sum.v, 10000000);
		assert_int_equal(st.accounts[0].in.sum.v, 862522);
		assert_int_equal(st.accounts[0].out.sum.v, 15000);
		assert_int_equal(st.accounts[0].closing.sum.v, 10847522);

		assert_int_equal(st.document_count, 3);
		d = &st.documents[0];
		assert_text(d->kind, "Платежное поручение");
		assert_text(d->number, "686336");
		assert_int_equal(d->amount.v, 769504);
		assert_text(d->payer.inn, "7707083893");
		assert_text(d->payer.bic, "049401601");
		assert_text(d->payee.name, "ООО \"ТЕСТОВЫЕ ТЕПЛОСЕТИ\"");
		assert_text(d->payment_kind, "01");
		assert_int_equal(rtk_statement_way(d, own), RTK_STATEMENT_IN);
		assert_day(
		    rtk_statement_posted(d, RTK_STATEMENT_IN), "2026-11-05");
		assert_int_equal(rtk_purpose_account(account, d->purpose), 0);
		d = &st.documents[1];
		assert_int_equal(d->amount.v, 93018);
		assert_int_equal(rtk_purpose_account(account, d->purpose), 1);
		assert_string_equal(account, "0000001002");
		d = &st.documents[2];
		assert_int_equal(rtk_statement_way(d, own), RTK_STATEMENT_OUT);
		assert_text(d->payer.name, "ООО \"ТЕСТОВЫЕ ТЕПЛОСЕТИ\"");
		assert_text(d->payment_kind, "17");
		bank_close(&bank);
	}
}

static void
public_statements_behave(void **state)
{
	static const struct {
		const char *name;
		const char *told;
		size_t documents;
		int64_t sum;
		size_t accounts;
	} cases[] = {{"statements/kl_to_1c.txt",
			 "statement.documents:11[ВсегоПоступило] "
			 "statement.documents:11[ВсегоСписано] ",
			 3, 16999200, 1},
	    {"statements/to_bank.txt", "statement.cut:0 ", 2, 17537525, 0},
	    {"statements/odoo/kl_to_1c.txt", "", 1, 10815912, 1},
	    {"statements/odoo/1c_to_kl-win-min-example.txt", "", 0, 0, 0},
	    {"statements/alfa/demo-1c.txt", "", 2, 3500000, 1},
	    {"statements/alfa/vypiska-1c.txt", "", 3, 6000000, 1},
	    {"statements/xini/sample1.txt",
		"statement.documents:13[ВсегоПоступило] "
		"statement.documents:13[ВсегоСписано] "
		"statement.documents:22[ВсегоПоступило] "
		"statement.documents:22[ВсегоСписано] ",
		2, 2020, 2},
	    {"statements/xini/sample2.txt", "", 1, 1, 0},
	    {"statements/xini/sample3.txt", "", 1, 1, 0}};

	(void)state;
	for (size_t i = 0; i < RTK_COUNT(cases); i++) {
		struct rtk_statement st;
		struct bank bank = {0};
		int64_t sum = 0;

		read_shared(&bank.bytes, cases[i].name);
		assert_int_equal(parse(&bank, &st, RTK_ENCODING_AUTO), 0);
		assert_string_equal(bank.told.bytes, cases[i].told);
		assert_int_equal(st.document_count, cases[i].documents);
		assert_int_equal(st.account_count, cases[i].accounts);
		for (size_t k = 0; k < st.document_count; k++)
			sum += st.documents[k].amount.v;
		assert_int_equal(sum, cases[i].sum);
		bank_close(&bank);
	}
}

#define HEAD "1CClientBankExchange\n"
#define DOC "СекцияДокумент\nНомер=1\nДата=05.11.2026\nСумма=10,5\n"
#define ACCOUNT "СекцияРасчСчет\nРасчСчет=A\n"
#define END "КонецФайла\n"

static void
expect(const char *text, const char *told, int want)
{
	struct rtk_statement st = {0};
	struct bank bank = {0};

	rtk_buf_add_text(&bank.bytes, text);
	assert_int_equal(parse(&bank, &st, RTK_ENCODING_UTF8), want);
	assert_string_equal(bank.told.bytes, told);
	bank_close(&bank);
}

static void
structure_is_checked(void **state)
{
	(void)state;
	expect("", "statement.header:1 ", -1);
	expect("a;b\n", "statement.header:1 ", -1);
	expect(HEAD END, "", 0);
	expect(HEAD, "statement.cut:0 ", 0);
	expect(HEAD DOC "КонецДокумента\n" END, "", 0);
	expect(HEAD DOC, "statement.section:2 ", -1);
	expect(HEAD DOC END, "statement.section:6 ", -1);
	expect(HEAD DOC DOC "КонецДокумента\n" END, "statement.section:6 ", -1);
	expect(HEAD "КонецДокумента\n" END, "statement.section:2 ", -1);
	expect(HEAD ACCOUNT "КонецДокумента\n" END, "statement.section:4 ", -1);
	expect(HEAD END "Номер=1\n", "statement.section:3 ", -1);
	expect(HEAD "noise\n" END, "", 0);
	expect(
	    HEAD DOC "не ключ\nКонецДокумента\n" END, "statement.line:6 ", -1);
	expect(HEAD DOC "КвитанцияСодержание\nКонецДокумента\n" END, "", 0);
	expect(HEAD DOC "Сумма=11\nКонецДокумента\n" END,
	    "row.doubled:6[Сумма] ", -1);
	expect(HEAD "СекцияДокумент\nКонецДокумента\n" END,
	    "statement.field:3 ", -1);
	expect(HEAD "СекцияДокумент\nНомер=\nДата=\nСумма=1\n"
		    "КонецДокумента\n" END,
	    "statement.field:6 ", -1);
	expect(HEAD "СекцияДокумент\nНомер=\nДата=01.13.2026\nСумма=1 000\n"
		    "КонецДокумента\n" END,
	    "date.form:4[Дата] num.char:5[Сумма] statement.field:6 ", -1);
	expect(HEAD "СекцияРасчСчет\nКонецРасчСчет\n" END, "statement.field:3 ",
	    -1);
}

static void
balances_are_checked(void **state)
{
	(void)state;
	expect(HEAD ACCOUNT
	    "НачальныйОстаток=1\nВсегоПоступило=0\n"
	    "ВсегоСписано=0\nКонечныйОстаток=2\nКонецРасчСчет\n" END,
	    "statement.balance:8 ", -1);
	expect(HEAD ACCOUNT "НачальныйОстаток=1\nВсегоПоступило=0\n"
			    "ВсегоСписано=0\nКонецРасчСчет\n" END,
	    "", 0);
	/* two days of one account are taken together */
	expect(HEAD ACCOUNT "ВсегоПоступило=10.00\nКонецРасчСчет\n" ACCOUNT
			    "ВсегоПоступило=0.50\nКонецРасчСчет\n" DOC
			    "ПолучательСчет=A\nКонецДокумента\n" END,
	    "", 0);
	expect(HEAD ACCOUNT "ВсегоПоступило=10.00\nКонецРасчСчет\n" DOC
			    "ПолучательСчет=A\nКонецДокумента\n" END,
	    "statement.documents:2[ВсегоПоступило] ", 0);
}

static void
purpose_lines_are_joined(void **state)
{
	struct rtk_statement st;
	struct bank bank = {0};

	(void)state;
	rtk_buf_add_text(&bank.bytes,
	    HEAD DOC "НазначениеПлатежа=\n"
		     "НазначениеПлатежа1=ЛСИ1;x=1\nНазначениеПлатежа3= три \n"
		     "КонецДокумента\n" END);
	assert_int_equal(parse(&bank, &st, RTK_ENCODING_UTF8), 0);
	assert_text(st.documents[0].purpose, "ЛСИ1;x=1 три");
	bank_close(&bank);
}

static void
only_an_exact_mark_names_an_account(void **state)
{
	static const struct {
		const char *purpose;
		const char *account;
	} cases[] = {{"ЛСИ0000001104", "0000001104"},
	    {"ЛСИ0000001002;ПРД10.2026 оплата", "0000001002"},
	    {"за октябрь ЛСИ18-7А кв. 5", "18-7А"}, {"ЛСИ1\xC2\xA0", "1"},
	    {"ЛСИ1; ЛСИ1", "1"}, {"ЛСИ105,10.2023", NULL}, {"ЛСИ 105", NULL},
	    {"ЛСИ", NULL}, {"ЛСИ1 ЛСИ2", NULL}, {"МЛСИ105", NULL},
	    {"лси105", NULL}, {"ЛСИБИРСК", NULL}, {"ЛСИ105.", NULL}, {"", NULL},
	    {"ЛСИ123456789012345678901", NULL},
	    {"Оплата за тепло л/с 0000001104, за октябрь", "0000001104"},
	    {"ЛС:0000001104;ФИО", "0000001104"},
	    {"Лицевой счёт № 0000001104. Без НДС", "0000001104"},
	    {"по лицевому счету 18071104", "18071104"},
	    {"лс 0 0 0 0 5 0 0 1 0 7 за тепло", "0000500107"},
	    {"л/с 0000001104 (лс 0000001104)", "0000001104"},
	    {"л/с 0000001104, л/с 0000001105", NULL},
	    {"л/с 105,10.2023", NULL}, {"л/с 10512,10", NULL},
	    {"л/с 105", NULL}, {"л/с за октябрь 2023", NULL},
	    {"ЛСИБИРСК 12345", NULL}, {"плс 12345", NULL},
	    {"л/с 40702810468000012345", NULL}, {"лс 12345-7", NULL},
	    {"лс 1234 5678", NULL},
	    {"лс 0000001104 10.2026", "0000001104"},
	    {"лс", NULL}, {"л/с №", NULL}};

	(void)state;
	for (size_t i = 0; i < RTK_COUNT(cases); i++) {
		const struct rtk_bank_text in = {
		    cases[i].purpose, strlen(cases[i].purpose)};
		char out[RTK_PURPOSE_ACCOUNT_BYTES];

		assert_int_equal(
		    rtk_purpose_account(out, in), cases[i].account != NULL);
		if (cases[i].account != NULL)
			assert_string_equal(out, cases[i].account);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(one_day_reads_the_same_in_every_dress),
	    cmocka_unit_test(public_statements_behave),
	    cmocka_unit_test(structure_is_checked),
	    cmocka_unit_test(balances_are_checked),
	    cmocka_unit_test(purpose_lines_are_joined),
	    cmocka_unit_test(only_an_exact_mark_names_an_account),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
