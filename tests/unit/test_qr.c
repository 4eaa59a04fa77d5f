#include "document.h"

#include "io/pdf.h"
#include "io/pdf_text.h"
#include "io/qr.h"

static struct rtk_qr_payment
payment(void)
{
	return (struct rtk_qr_payment){
	    .code_page = RTK_QR_UTF8,
	    .name = "ООО «РТК»",
	    .bank_account = "40702810138250123017",
	    .bank_name = "ПАО Сбербанк",
	    .bic = "044525225",
	    .corr_account = "30101810400000000225",
	    .sum = {123456},
	    .purpose = "Отопление и горячая вода, л/с 100-1",
	    .inn = "7707083893",
	    .kpp = "770701001",
	    .account = "100-1",
	    .period = {26 * 12 + 9},
	    .category = "ЖКУ",
	    .tech_code = "02",
	};
}

static void
text_holds_the_fields_in_the_order_of_the_standard(void **state)
{
	struct rtk_qr_payment p = payment();
	struct rtk_buf text = {0};

	(void)state;
	assert_good(rtk_qr_payment_text(&text, &p, &err));
	assert_string_equal(text.bytes,
	    "ST00012|Name=ООО «РТК»|PersonalAcc=40702810138250123017"
	    "|BankName=ПАО Сбербанк|BIC=044525225"
	    "|CorrespAcc=30101810400000000225|Sum=123456"
	    "|Purpose=Отопление и горячая вода, л/с 100-1"
	    "|PayeeINN=7707083893|KPP=770701001|PersAcc=100-1"
	    "|PaymPeriod=102026|Category=ЖКУ|TechCode=02");
	rtk_buf_release(&text);
}

static void
absent_fields_are_left_out_but_for_the_mandatory(void **state)
{
	struct rtk_qr_payment p = {
	    .code_page = RTK_QR_UTF8,
	    .name = "А",
	    .bank_account = "40702810138250123017",
	    .bank_name = "Б",
	    .bic = "044525225",
	    .purpose = "",
	    .period = {-1},
	};
	struct rtk_buf text = {0};

	(void)state;
	assert_good(rtk_qr_payment_text(&text, &p, &err));
	assert_string_equal(text.bytes,
	    "ST00012|Name=А|PersonalAcc=40702810138250123017|BankName=Б"
	    "|BIC=044525225|CorrespAcc=0");
	rtk_buf_release(&text);
}

static void
separator_is_one_that_no_value_holds(void **state)
{
	struct rtk_qr_payment p = payment();
	struct rtk_buf text = {0};

	(void)state;
	p.purpose = "a|b#c;d";
	assert_good(rtk_qr_payment_text(&text, &p, &err));
	assert_memory_equal(text.bytes, "ST00012^Name=", 13);
	assert_null(strstr(text.bytes, "|B"));
	assert_non_null(strstr(text.bytes, "^Purpose=a|b#c;d^"));
	rtk_buf_reset(&text);
	p.purpose = "|#;^_~:!$%&*+@\\`{}";
	assert_fault(rtk_qr_payment_text(&text, &p, &err), RTK_E_QR_VALUE);
	assert_int_equal(text.size, 0);
	rtk_buf_release(&text);
}

static void
windows_1251_is_at_hand_when_the_bank_asks(void **state)
{
	struct rtk_qr_payment p = payment();
	struct rtk_buf text = {0};

	(void)state;
	p.code_page = RTK_QR_CP1251;
	assert_good(rtk_qr_payment_text(&text, &p, &err));
	assert_memory_equal(
	    text.bytes, "ST00011|Name=\xCE\xCE\xCE \xAB\xD0\xD2\xCA\xBB|", 23);
	rtk_buf_reset(&text);
	p.purpose = "5 м²";
	assert_fault(rtk_qr_payment_text(&text, &p, &err), RTK_E_QR_VALUE);
	rtk_buf_release(&text);
}

/* The text is refused for the sake of this field. */
static void
refused(const struct rtk_qr_payment *p, const char *field)
{
	struct rtk_err err = RTK_ERR_INIT;
	struct rtk_buf text = {0};

	assert_int_equal(rtk_qr_payment_text(&text, p, &err), -1);
	assert_int_equal(err.fault, RTK_E_QR_VALUE);
	assert_string_equal(err.column, field);
	assert_string_equal(err.detail, field);
	assert_int_equal(text.size, 0);
	rtk_buf_release(&text);
}

#define REFUSED(member, text, field) \
	do { \
		struct rtk_qr_payment p = payment(); \
		p.member = (text); \
		refused(&p, field); \
	} while (0)

static void
wrong_values_are_refused_by_name(void **state)
{
	(void)state;
	REFUSED(name, "", "Name");
	REFUSED(name, NULL, "Name");
	REFUSED(bank_name, NULL, "BankName");
	REFUSED(bic, "04452522", "BIC");
	REFUSED(bic, "144525225", "BIC");
	REFUSED(bic, "044525003", "BIC");
	REFUSED(bank_account, "4070281013825012301", "PersonalAcc");
	REFUSED(bank_account, "40702810138250123018", "PersonalAcc");
	REFUSED(bank_account, "4070281013825012301x", "PersonalAcc");
	REFUSED(corr_account, "30101810400000000226", "CorrespAcc");
	REFUSED(inn, "7707083894", "PayeeINN");
	REFUSED(inn, "770708389", "PayeeINN");
	REFUSED(kpp, "77070100", "KPP");
	REFUSED(kpp, "77a701001", "KPP");
	REFUSED(tech_code, "2", "TechCode");
	REFUSED(purpose, "line\nfeed", "Purpose");
	REFUSED(purpose, "\xFF", "Purpose");
	REFUSED(sum, ((struct rtk_kop){-1}), "Sum");
}

static void
true_values_of_every_kind_pass(void **state)
{
	static const struct {
		const char *account;
		const char *bic;
	} pairs[] = {
	    {"40702810138250123017", "044525225"},
	    {"40821810462000000144", "049205603"},
	    {"30101810400000000601", "049401601"},
	    {"03100643000000018500", "014501901"},
	};
	static const char *const inns[] = {
	    "7707083893", "1831083343", "500100732259"};
	struct rtk_qr_payment p = payment();
	struct rtk_buf text = {0};

	(void)state;
	p.corr_account = NULL;
	for (size_t i = 0; i < RTK_COUNT(pairs); i++) {
		p.bank_account = pairs[i].account;
		p.bic = pairs[i].bic;
		assert_good(rtk_qr_payment_text(&text, &p, &err));
	}
	for (size_t i = 0; i < RTK_COUNT(inns); i++) {
		p.inn = inns[i];
		assert_good(rtk_qr_payment_text(&text, &p, &err));
	}
	p.kpp = "7707AB001";
	assert_good(rtk_qr_payment_text(&text, &p, &err));
	rtk_buf_release(&text);
}

/* n letters ж; the caller releases. */
static struct rtk_buf
letters(size_t n)
{
	struct rtk_buf text = {0};

	while (n-- > 0)
		rtk_buf_add_text(&text, "ж");
	return text;
}

static void
lengths_are_counted_in_letters_and_the_block_in_bytes(void **state)
{
	struct rtk_qr_payment p = payment();
	struct rtk_buf text = {0};
	struct rtk_buf longest = letters(210), over = letters(211);
	struct rtk_buf bank = letters(46), name = letters(160);

	(void)state;
	p.purpose = longest.bytes;
	assert_good(rtk_qr_payment_text(&text, &p, &err));
	p.purpose = over.bytes;
	refused(&p, "Purpose");
	p = payment();
	p.bank_name = bank.bytes;
	refused(&p, "BankName");
	p = payment();
	p.name = name.bytes;
	rtk_buf_reset(&text);
	assert_fault(rtk_qr_payment_text(&text, &p, &err), RTK_E_QR_SIZE);
	/* half the bytes in windows-1251 */
	p.code_page = RTK_QR_CP1251;
	assert_good(rtk_qr_payment_text(&text, &p, &err));
	rtk_buf_release(&text);
	rtk_buf_release(&longest);
	rtk_buf_release(&over);
	rtk_buf_release(&bank);
	rtk_buf_release(&name);
}

static void
symbol_is_read_back_from_the_page_byte_by_byte(void **state)
{
	struct rtk_qr_payment p = payment();
	struct rtk_buf text = {0}, file = {0}, read;
	struct rtk_pdf *pdf = rtk_pdf_new();
	struct rtk_pdf_box box = {20, 20, 37, 37};
	struct rtk_pdf_bitmap bitmap;
	static struct rtk_qr qr;

	(void)state;
	test_need_tool("zbarimg");
	test_need_tool("pdftoppm");
	assert_good(rtk_qr_payment_text(&text, &p, &err));
	assert_good(rtk_qr_encode(&qr, text.bytes, text.size, &err));
	bitmap = (struct rtk_pdf_bitmap){qr.bits, qr.side, qr.side};
	rtk_pdf_begin(pdf, &(struct rtk_pdf_info){.title = "QR"});
	rtk_pdf_page(pdf);
	rtk_pdf_picture(pdf, &box, &bitmap);
	assert_good(rtk_pdf_save(pdf, &file, &err));
	test_put_file("qr.pdf", &file);
	read = test_output_of("pdftoppm -r 150 -singlefile -png qr.pdf qr "
			      "&& zbarimg -q --raw -Sbinary qr.png");
	assert_int_equal(read.size, text.size);
	assert_memory_equal(read.bytes, text.bytes, text.size);
	rtk_buf_release(&read);
	rtk_buf_release(&file);
	rtk_buf_release(&text);
	rtk_pdf_free(pdf);
}

static void
symbol_grows_with_the_data_up_to_a_limit(void **state)
{
	static char bytes[5000];
	static struct rtk_qr qr;

	(void)state;
	memset(bytes, 'x', sizeof(bytes));
	assert_good(rtk_qr_encode(&qr, bytes, 1, &err));
	assert_int_equal(qr.side, 21);
	assert_good(rtk_qr_encode(&qr, bytes, 560, &err));
	assert_int_equal(qr.side, 89);
	assert_good(rtk_qr_encode(&qr, bytes, 561, &err));
	assert_int_equal(qr.side, 93);
	assert_good(rtk_qr_encode(&qr, bytes, 666, &err));
	assert_int_equal(qr.side, RTK_QR_SIDE_MAX);
	assert_fault(rtk_qr_encode(&qr, bytes, 667, &err), RTK_E_QR_SIZE);
	assert_fault(rtk_qr_encode(&qr, bytes, 5000, &err), RTK_E_QR_SIZE);
	assert_fault(rtk_qr_encode(&qr, bytes, 0, &err), RTK_E_QR_SIZE);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(
		text_holds_the_fields_in_the_order_of_the_standard),
	    cmocka_unit_test(absent_fields_are_left_out_but_for_the_mandatory),
	    cmocka_unit_test(separator_is_one_that_no_value_holds),
	    cmocka_unit_test(windows_1251_is_at_hand_when_the_bank_asks),
	    cmocka_unit_test(wrong_values_are_refused_by_name),
	    cmocka_unit_test(true_values_of_every_kind_pass),
	    cmocka_unit_test(
		lengths_are_counted_in_letters_and_the_block_in_bytes),
	    cmocka_unit_test(symbol_is_read_back_from_the_page_byte_by_byte),
	    cmocka_unit_test(symbol_grows_with_the_data_up_to_a_limit),
	};

	return cmocka_run_group_tests(
	    tests, test_enter_folder, test_leave_folder);
}
