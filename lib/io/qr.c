#include "base/base.h"

#include "io/qr.h"

#include <errno.h>
#include <qrencode.h>
#include <string.h>

#include "io/bankfile.h"
#include "io/pdf_font.h"
#include "text/utf8.h"

/* Limits of the standard, letters. */
enum {
	NAME_MAX_LETTERS = 160,
	BANK_MAX_LETTERS = 45,
	PURPOSE_MAX_LETTERS = 210,
	TEXT_MAX_LETTERS = 100, /* of fields without a limit of their own */
	ADDRESS_MAX_LETTERS = 250,
	MANDATORY_BYTES_MAX = 300
};

/* In the order of preference: none is a digit, a letter or `=`. */
static const char separators[] = "|#;^_~:!$%&*+@\\`{}";

/* A field as it is written. */
struct field {
	const char *key;
	const char *value; /* NULL or "": left out */
	size_t letters_max;
};

/* --- checks ------------------------------------------------------------ */

static bool
all_digits(const char *text, size_t size)
{
	for (size_t i = 0; i < size; i++)
		if (text[i] < '0' || text[i] > '9')
			return false;
	return text[size] == '\0';
}

static struct rtk_bank_text
text_of(const char *text)
{
	return (struct rtk_bank_text){text, strlen(text)};
}

static bool
account_valid(const char *account, const char *bic)
{
	return rtk_bank_account_valid(text_of(account), text_of(bic));
}

/* --- the text ---------------------------------------------------------- */

static bool
present(const char *value)
{
	return value != NULL && value[0] != '\0';
}

static int
fail_value(struct rtk_err *err, const char *key, const char *value)
{
	rtk_failf(err, RTK_E_QR_VALUE, "%s", key);
	return rtk_err_cell(err, key, value, strlen(value));
}

static int
check_text(const struct field *field, enum rtk_qr_code_page code_page,
    struct rtk_err *err)
{
	const char *at = field->value, *end = at + strlen(at);

	if (rtk_utf8_valid(at, (size_t)(end - at)) != (size_t)(end - at) ||
	    rtk_utf8_length(at, (size_t)(end - at)) > field->letters_max)
		return fail_value(err, field->key, field->value);
	while (at < end) {
		uint32_t letter = rtk_utf8_next(&at, end);

		if (letter < 0x20 || letter == 0x7F ||
		    (code_page == RTK_QR_CP1251 &&
			rtk_pdf_letter_byte(letter) < 0))
			return fail_value(err, field->key, field->value);
	}
	return 0;
}

/* What must be there, and whatever has a form or check digits of its own. */
static int
check_forms(const struct rtk_qr_payment *p, struct rtk_err *err)
{
	if (!present(p->name))
		return fail_value(err, "Name", "");
	if (!present(p->bank_name))
		return fail_value(err, "BankName", "");
	if (!present(p->bic) || !rtk_bic_valid(p->bic, strlen(p->bic)))
		return fail_value(err, "BIC", present(p->bic) ? p->bic : "");
	if (!present(p->bank_account) ||
	    !account_valid(p->bank_account, p->bic))
		return fail_value(err, "PersonalAcc",
		    present(p->bank_account) ? p->bank_account : "");
	if (present(p->corr_account) && !account_valid(p->corr_account, p->bic))
		return fail_value(err, "CorrespAcc", p->corr_account);
	if (present(p->inn) && !rtk_inn_valid(p->inn, strlen(p->inn)))
		return fail_value(err, "PayeeINN", p->inn);
	if (present(p->kpp) && !rtk_kpp_valid(p->kpp, strlen(p->kpp)))
		return fail_value(err, "KPP", p->kpp);
	if (p->sum.v < 0)
		return fail_value(err, "Sum", "-");
	if (present(p->tech_code) &&
	    (strlen(p->tech_code) != 2 || !all_digits(p->tech_code, 2)))
		return fail_value(err, "TechCode", p->tech_code);
	return 0;
}

/* A byte that stands in no value; 0 if every one does. */
static char
separator_for(const struct field *fields, size_t count)
{
	for (const char *try = separators; *try != '\0'; try++) {
		size_t i = 0;

		while (i < count &&
		    (!present(fields[i].value) ||
			strchr(fields[i].value, *try) == NULL))
			i++;
		if (i == count)
			return *try;
	}
	return '\0';
}

static void
add_field(struct rtk_buf *out, const struct field *field, char separator,
    enum rtk_qr_code_page code_page)
{
	if (!present(field->value))
		return;
	rtk_buf_add_byte(out, separator);
	rtk_buf_add_text(out, field->key);
	rtk_buf_add_byte(out, '=');
	if (code_page == RTK_QR_UTF8)
		rtk_buf_add_text(out, field->value);
	else
		(void)rtk_pdf_encode(out, field->value);
}

/* Adds the checked fields; the first `mandatory` of them have a limit. */
static int
add_fields(struct rtk_buf *out, const struct field *fields, size_t count,
    enum rtk_qr_code_page code_page, struct rtk_err *err)
{
	enum { MANDATORY = 5 };
	char separator = separator_for(fields, count);
	size_t begin = out->size;

	if (separator == '\0')
		return fail_value(err, "Purpose", "");
	rtk_buf_addf(out, "ST0001%d", (int)code_page);
	for (size_t i = 0; i < count; i++) {
		add_field(out, &fields[i], separator, code_page);
		if (i + 1 == MANDATORY &&
		    out->size - begin > MANDATORY_BYTES_MAX)
			return rtk_fail(err, RTK_E_QR_SIZE);
	}
	return 0;
}

/* Kopecks; "" for none. */
static const char *
sum_text(char text[24], struct rtk_kop sum)
{
	char reversed[24];
	size_t count = 0, at = 0;

	for (int64_t rest = sum.v; rest > 0; rest /= 10)
		reversed[count++] = (char)('0' + rest % 10);
	while (count > 0)
		text[at++] = reversed[--count];
	text[at] = '\0';
	return text;
}

/* MMYYYY; "" for none. */
static const char *
month_text(char text[8], struct rtk_period period)
{
	int stamp;

	memset(text, 0, 8);
	if (period.v < 0)
		return text;
	stamp = rtk_period_month(period) * 10000 + rtk_period_year(period);
	for (int i = 5; i >= 0; i--, stamp /= 10)
		text[i] = (char)('0' + stamp % 10);
	return text;
}

int
rtk_qr_payment_text(
    struct rtk_buf *out, const struct rtk_qr_payment *p, struct rtk_err *err)
{
	char sum[24], month[8];
	struct rtk_buf text = {0};
	const struct field fields[] = {
	    {"Name", p->name, NAME_MAX_LETTERS},
	    {"PersonalAcc", p->bank_account, 20},
	    {"BankName", p->bank_name, BANK_MAX_LETTERS},
	    {"BIC", p->bic, 9},
	    {"CorrespAcc", present(p->corr_account) ? p->corr_account : "0",
		20},
	    {"Sum", sum_text(sum, p->sum), 18},
	    {"Purpose", p->purpose, PURPOSE_MAX_LETTERS},
	    {"PayeeINN", p->inn, 12},
	    {"KPP", p->kpp, 9},
	    {"PersAcc", p->account, TEXT_MAX_LETTERS},
	    {"PaymPeriod", month_text(month, p->period), 6},
	    {"Category", p->category, TEXT_MAX_LETTERS},
	    {"LastName", p->last_name, TEXT_MAX_LETTERS},
	    {"FirstName", p->first_name, TEXT_MAX_LETTERS},
	    {"MiddleName", p->middle_name, TEXT_MAX_LETTERS},
	    {"PayerAddress", p->payer_address, ADDRESS_MAX_LETTERS},
	    {"TechCode", p->tech_code, 2},
	};
	int rc = check_forms(p, err);

	for (size_t i = 0; rc == 0 && i < RTK_COUNT(fields); i++)
		if (present(fields[i].value))
			rc = check_text(&fields[i], p->code_page, err);
	if (rc == 0)
		rc = add_fields(
		    &text, fields, RTK_COUNT(fields), p->code_page, err);
	if (rc == 0)
		rtk_buf_add(out, text.bytes, text.size);
	rtk_buf_release(&text);
	return rc;
}

/* --- the symbol -------------------------------------------------------- */

/*
 * libqrencode spends nine tenths of its time on the choice of a mask. Any mask
 * is lawful and any reader takes it; the call for one exists in the library
 * but not in its header.
 */
QRcode *QRcode_encodeMask(QRinput *input, int mask);

enum { MASK = 2 };

static QRcode *
encode(const char *bytes, size_t size)
{
	QRinput *input = QRinput_new2(0, QR_ECLEVEL_M);
	QRcode *code = NULL;

	if (input != NULL &&
	    QRinput_append(input, QR_MODE_8, (int)size,
		(const unsigned char *)bytes) == 0)
		code = QRcode_encodeMask(input, MASK);
	if (code == NULL && errno == ENOMEM)
		rtk_out_of_memory();
	QRinput_free(input);
	return code;
}

/* Eight modules a byte, the first one its highest bit; 0 behind the row. */
static void
pack_row(uint8_t *to, const unsigned char *modules, size_t side)
{
	enum { DARK = 1 };

	for (size_t x = 0; x < side; x += 8) {
		unsigned byte = 0;

		for (size_t i = x; i < x + 8; i++)
			byte = byte << 1 |
			    (i < side ? modules[i] & DARK : 0u);
		*to++ = (uint8_t)byte;
	}
}

int
rtk_qr_encode(
    struct rtk_qr *out, const char *bytes, size_t size, struct rtk_err *err)
{
	enum { BYTES_MAX = 4096 };
	QRcode *code;
	size_t row_bytes;

	if (size == 0 || size > BYTES_MAX)
		return rtk_fail(err, RTK_E_QR_SIZE);
	errno = 0;
	code = encode(bytes, size);
	if (code == NULL || code->version > RTK_QR_VERSION_MAX) {
		QRcode_free(code);
		return rtk_fail(err, RTK_E_QR_SIZE);
	}
	*out = (struct rtk_qr){.side = (unsigned)code->width};
	row_bytes = (out->side + 7) / 8;
	for (size_t y = 0; y < out->side; y++)
		pack_row(out->bits + y * row_bytes,
		    code->data + y * out->side, out->side);
	QRcode_free(code);
	return 0;
}
