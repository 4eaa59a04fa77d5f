#include "base/base.h"

#include "io/bankfile.h"

#include <string.h>

#include "num/decimal.h"
#include "text/utf8.h"

/* --- text ---------------------------------------------------------------- */

struct rtk_bank_text
rtk_bank_trim(const char *bytes, size_t size)
{
	rtk_utf8_trim(&bytes, &size);
	return (struct rtk_bank_text){bytes, size};
}

bool
rtk_bank_is(struct rtk_bank_text text, const char *word)
{
	return text.size == strlen(word) &&
	    memcmp(text.bytes, word, text.size) == 0;
}

/* --- faults ------------------------------------------------------------ */

static void
tell(const struct rtk_bankfile_faults *faults, long line, struct rtk_err *told)
{
	const char *name = faults->file->name;

	(void)rtk_err_at(told, name != NULL ? name : "", line);
	rtk_events_fault(faults->file->events, told);
}

void
rtk_bankfile_fault(
    struct rtk_bankfile_faults *faults, long line, const struct rtk_err *fault)
{
	struct rtk_err told = *fault, enough = RTK_ERR_INIT;

	faults->count++;
	if (faults->count <= RTK_BANKFILE_FAULTS_MAX)
		tell(faults, line, &told);
	if (faults->count == 1)
		faults->first = told;
	if (faults->count != RTK_BANKFILE_FAULTS_MAX + 1)
		return;
	(void)rtk_failf(
	    &enough, RTK_E_TOO_MANY_FAULTS, "%d", RTK_BANKFILE_FAULTS_MAX);
	tell(faults, line, &enough);
}

void
rtk_bankfile_note(const struct rtk_bankfile_faults *faults, long line,
    const struct rtk_err *note)
{
	struct rtk_err told = *note;

	tell(faults, line, &told);
}

int
rtk_bankfile_verdict(
    const struct rtk_bankfile_faults *faults, struct rtk_err *err)
{
	if (faults->count == 0)
		return 0;
	*err = faults->first;
	return -1;
}

/* --- dates, times, sums ------------------------------------------------ */

int
rtk_bankfile_date(struct rtk_date *out, struct rtk_bank_text text,
    const char *column, struct rtk_err *err)
{
	char date[10];
	size_t size = text.size;

	if (size == 0)
		(void)rtk_fail(err, RTK_E_ROW_EMPTY);
	if (size == sizeof(date)) {
		memcpy(date, text.bytes, size);
		/* dd-mm-yyyy and dd/mm/yyyy: as if with points */
		if (date[2] == date[5] && strchr("-/", date[2]) != NULL)
			date[2] = date[5] = '.';
		if (rtk_date_parse(out, date, size, err) == 0)
			return 0;
	}
	(void)rtk_fail(err, RTK_E_DATE_FORM);
	return rtk_err_cell(err, column, text.bytes, size);
}

/* Two digits below limit, -1 if they are not. */
static int32_t
two_digits(const char *text, int limit)
{
	int tens = text[0] - '0', ones = text[1] - '0';

	if (tens < 0 || tens > 9 || ones < 0 || ones > 9 ||
	    tens * 10 + ones >= limit)
		return -1;
	return tens * 10 + ones;
}

int
rtk_bankfile_time(int32_t *out_s, struct rtk_bank_text text, const char *column,
    struct rtk_err *err)
{
	int32_t hour = -1, minute = -1, second = -1;

	if (text.size == 0) {
		*out_s = -1;
		return 0;
	}
	if (text.size == 8 && text.bytes[2] == text.bytes[5] &&
	    (text.bytes[2] == ':' || text.bytes[2] == '-')) {
		hour = two_digits(text.bytes, 24);
		minute = two_digits(text.bytes + 3, 60);
		second = two_digits(text.bytes + 6, 60);
	}
	if (hour < 0 || minute < 0 || second < 0) {
		(void)rtk_fail(err, RTK_E_TIME_FORM);
		return rtk_err_cell(err, column, text.bytes, text.size);
	}
	*out_s = (hour * 60 + minute) * 60 + second;
	return 0;
}

static bool
has_blank(struct rtk_bank_text text)
{
	for (size_t i = 0; i < text.size; i++)
		if (text.bytes[i] == ' ' || (unsigned char)text.bytes[i] > 127)
			return true;
	return false;
}

int
rtk_bankfile_sum(struct rtk_kop *out, struct rtk_bank_text text,
    const char *column, struct rtk_err *err)
{
	int64_t kop = 0;

	/* groups of three with a blank are for people, not for banks */
	if (has_blank(text))
		(void)rtk_fail(err, RTK_E_NUM_CHAR);
	else if (rtk_decimal_parse(
		     &kop, text.bytes, text.size, RTK_KOP_SCALE, err) == 0) {
		*out = (struct rtk_kop){kop};
		return 0;
	}
	return rtk_err_cell(err, column, text.bytes, text.size);
}

bool
rtk_bank_text_same(struct rtk_bank_text a, struct rtk_bank_text b)
{
	return a.size == b.size &&
	    (a.size == 0 || memcmp(a.bytes, b.bytes, a.size) == 0);
}

/* --- names of files ---------------------------------------------------- */

void
rtk_bankfile_own(char inn[13], char account[21], const char *name)
{
	struct rtk_bank_text part, last = {"", 0};

	while (name != NULL && *name != '\0') {
		part = (struct rtk_bank_text){name, strcspn(name, "_.")};
		name += part.size + (name[part.size] != '\0');
		if (part.size == 20 &&
		    strspn(part.bytes, "0123456789") >= part.size) {
			memcpy(account, part.bytes, part.size);
			if (last.size == 10 || last.size == 12)
				memcpy(inn, last.bytes, last.size);
			return;
		}
		if (strspn(part.bytes, "0123456789") < part.size)
			part.size = 0;
		last = part;
	}
}

/* --- check digits ------------------------------------------------------ */

static bool
all_digits(const char *text, size_t size)
{
	for (size_t i = 0; i < size; i++)
		if (text[i] < '0' || text[i] > '9')
			return false;
	return true;
}

/* The check digit behind `size` digits: weighted sum mod 11 mod 10. */
static bool
inn_digit_valid(const char *text, size_t size)
{
	static const int weights[] = {3, 7, 2, 4, 10, 3, 5, 9, 4, 6, 8};
	const int *weight = weights + RTK_COUNT(weights) - size;
	int sum = 0;

	for (size_t i = 0; i < size; i++)
		sum += (text[i] - '0') * weight[i];
	return sum % 11 % 10 == text[size] - '0';
}

bool
rtk_inn_valid(const char *text, size_t size)
{
	if ((size != 10 && size != 12) || !all_digits(text, size))
		return false;
	if (size == 10)
		return inn_digit_valid(text, 9);
	return inn_digit_valid(text, 10) && inn_digit_valid(text, 11);
}

bool
rtk_kpp_valid(const char *text, size_t size)
{
	if (size != 9 || !all_digits(text, 4) || !all_digits(text + 6, 3))
		return false;
	for (size_t i = 4; i < 6; i++)
		if (!all_digits(text + i, 1) &&
		    (text[i] < 'A' || text[i] > 'Z'))
			return false;
	return true;
}

bool
rtk_bic_valid(const char *text, size_t size)
{
	int bank;

	if (size != 9 || !all_digits(text, size))
		return false;
	bank = (text[6] - '0') * 100 + (text[7] - '0') * 10 + text[8] - '0';
	return text[0] == '0' && (text[1] == '4' || text[1] == '1') &&
	    (bank <= 2 || bank >= 50);
}

/* A digit; in position 6 a letter of the list of currencies counts 0..9. */
static int
account_digit(struct rtk_bank_text account, size_t i)
{
	static const char letters[] = "ABCEHKMPTX";
	char c = account.bytes[i];
	const char *hit;

	if (c >= '0' && c <= '9')
		return c - '0';
	hit = i == 5 && c != '\0' ? strchr(letters, c) : NULL;
	return hit != NULL ? (int)(hit - letters) : -1;
}

static bool
begins(struct rtk_bank_text text, const char *with)
{
	size_t size = strlen(with);

	return text.size >= size && memcmp(text.bytes, with, size) == 0;
}

/*
 * Payment document 3.7: weights 7, 1, 3 over three digits of the bank and
 * the account. Accounts at the Bank of Russia take 0 and digits 5-6 of BIC.
 */
static int
account_sum(struct rtk_bank_text account, struct rtk_bank_text bic)
{
	static const int weight[] = {7, 1, 3};
	bool central = begins(account, "301") || begins(account, "40102") ||
	    (memcmp(bic.bytes + 6, "00", 2) == 0 && bic.bytes[8] <= '2');
	const char *bank = bic.bytes + (central ? 3 : 6);
	int sum = central ? 0 : (bank[0] - '0') * weight[0];

	sum += (bank[1] - '0') * weight[1] + (bank[2] - '0') * weight[2];
	for (size_t i = 0; i < account.size; i++)
		sum += account_digit(account, i) * weight[i % 3];
	return sum % 10;
}

bool
rtk_bank_account_valid(struct rtk_bank_text account, struct rtk_bank_text bic)
{
	if (account.size != 20 || !rtk_bic_valid(bic.bytes, bic.size))
		return false;
	for (size_t i = 0; i < account.size; i++)
		if (account_digit(account, i) < 0)
			return false;
	if (begins(account, "03") && begins(bic, "01"))
		return true;
	return account_sum(account, bic) == 0;
}
