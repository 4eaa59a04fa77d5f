#include "base/base.h"

#include "document/receipt_mail.h"

#include <stdio.h>

#include "base/sha256.h"
#include "document/russian.h"
#include "io/mail.h"

static const char subject_ru[] =
    "Платежный документ за %s, лицевой счет %s";
static const char greeting_ru[] =
    "Здравствуйте!\n\n"
    "Платежный документ за отопление и горячую воду за %s по лицевому счету "
    "%s приложен к этому письму.\n\n";
static const char to_pay_ru[] =
    "К оплате: %s руб. Оплатите до %s включительно.\n";
static const char advance_ru[] = "Платить не нужно.\n";
static const char code_ru[] =
    "Оплатить можно по QR-коду из документа в приложении любого банка.\n";
static const char questions_ru[] = "\nВопросы по счету:";
static const char readings_ru[] = "\nПоказания приборов учета:";
static const char farewell_ru[] = "\n\n%s\n%s\n";

static bool
given(const char *text)
{
	return text != NULL && text[0] != '\0';
}

static void
add_ways(struct rtk_buf *text, const char *title, const char *const ways[])
{
	const char *mark = " ";

	rtk_buf_add_text(text, title);
	for (; *ways != NULL; ways++) {
		if (**ways == '\0')
			continue;
		rtk_buf_addf(text, "%s%s", mark, *ways);
		mark = ", ";
	}
}

static void
add_text(struct rtk_buf *text, const struct rtk_invoice *invoice)
{
	const struct rtk_company *c = invoice->company;
	const char *phone =
	    invoice->legal_entity ? c->phone_legal : c->phone_individual;
	const char *const questions[] = {given(phone) ? phone : "",
	    given(c->email) ? c->email : "", NULL};
	const char *const readings[] = {given(phone) ? phone : "",
	    given(c->email_readings) ? c->email_readings : "",
	    given(c->site) ? c->site : "", NULL};
	char month[RTK_RUSSIAN_TEXT], sum[RTK_RUSSIAN_TEXT];
	char day[RTK_DATE_TEXT];

	rtk_buf_addf(text, greeting_ru,
	    rtk_russian_month(month, invoice->period), invoice->account);
	if (invoice->closing.v > 0) {
		rtk_buf_addf(text, to_pay_ru,
		    rtk_russian_money(sum, invoice->closing),
		    rtk_date_text_ru(day, invoice->due));
		rtk_buf_add_text(text, code_ru);
	} else {
		rtk_buf_add_text(text, advance_ru);
	}
	add_ways(text, questions_ru, questions);
	add_ways(text, readings_ru, readings);
	rtk_buf_addf(text, farewell_ru, c->short_name,
	    given(c->office_address) ? c->office_address : "");
}

/* Account, month and document in one: never the same for two messages. */
static void
name_message(char out[128], const struct rtk_invoice *invoice,
    const struct rtk_buf *pdf)
{
	char period[RTK_PERIOD_TEXT], hex[RTK_SHA256_HEX];
	uint8_t digest[RTK_SHA256_BYTES];

	rtk_sha256(digest, pdf->bytes, pdf->size);
	rtk_sha256_hex(hex, digest);
	(void)snprintf(out, 128, "%s.%s.%.20s", invoice->account,
	    rtk_period_text(period, invoice->period), hex);
}

static int
check_address(const char *address, const char *whose, struct rtk_err *err)
{
	return given(address) && rtk_mail_address_valid(address)
	    ? 0
	    : rtk_failf(err, RTK_E_EMAIL, "%s", whose);
}

int
rtk_receipt_mail(struct rtk_buf *out, const struct rtk_invoice *invoice,
    const char *address, const struct rtk_buf *pdf, struct rtk_err *err)
{
	char month[RTK_RUSSIAN_TEXT], period[RTK_PERIOD_TEXT];
	struct rtk_buf subject = {0}, text = {0}, name = {0};
	char id[128];

	if (check_address(invoice->company->email, "company.csv", err) < 0 ||
	    check_address(address, invoice->account, err) < 0)
		return -1;
	name_message(id, invoice, pdf);
	rtk_buf_addf(&subject, subject_ru,
	    rtk_russian_month(month, invoice->period), invoice->account);
	rtk_buf_addf(&name, "%s-%s.pdf", invoice->account,
	    rtk_period_text(period, invoice->period));
	add_text(&text, invoice);
	rtk_mail_build(out,
	    &(struct rtk_mail){.from_name = invoice->company->short_name,
		.from = invoice->company->email,
		.to = address,
		.subject = subject.bytes,
		.text = text.bytes,
		.id = id,
		.date = invoice->date,
		.file_name = name.bytes,
		.bytes = pdf->bytes,
		.size = pdf->size});
	rtk_buf_release(&subject);
	rtk_buf_release(&text);
	rtk_buf_release(&name);
	return 0;
}
