/* company.csv: who the supplier is. Its numbers carry check digits. */
#include "base/base.h"

#include "flow/import_table.h"

#include <string.h>

#include "io/bankfile.h"
#include "store/registry.h"

enum { KEY, VALUE, VALUE_LETTERS = 1000, OGRN_DIGITS = 13, DAYS_MAX = 31 };

static const char *const keys[] = {"name", "short_name", "inn", "kpp", "ogrn",
    "bank", "bic", "bank_account", "corr_account", "legal_address",
    "office_address", "office_hours", "phone_individual", "phone_legal",
    "email", "email_readings", "sms_readings", "site", "readings_from_day",
    "readings_to_day", "readings_note", "vat_mode"};

/* Without these no bill can be paid. */
static const char *const needed[] = {
    "name", "inn", "bank", "bic", "bank_account"};

static bool
is_key(const char *text)
{
	for (size_t i = 0; i < RTK_COUNT(keys); i++)
		if (strcmp(keys[i], text) == 0)
			return true;
	return false;
}

/* ОГРН: twelve digits modulo 11, and the last digit of that. */
static bool
is_ogrn(const char *text)
{
	int64_t number = 0;

	if (strlen(text) != OGRN_DIGITS)
		return false;
	for (int i = 0; i < OGRN_DIGITS; i++)
		if (text[i] < '0' || text[i] > '9')
			return false;
	for (int i = 0; i < OGRN_DIGITS - 1; i++)
		number = number * 10 + (text[i] - '0');
	return number % 11 % 10 == text[OGRN_DIGITS - 1] - '0';
}

static bool
is_day(const char *text)
{
	struct rtk_cell cell = {"value", text, strlen(text)};
	struct rtk_err ignored = RTK_ERR_INIT;
	int64_t day;

	return rtk_field_int(&day, &cell, 1, DAYS_MAX, &ignored) == 0;
}

static bool
is_good_value(const char *key, const char *value)
{
	size_t size = strlen(value);

	if (strcmp(key, "inn") == 0)
		return rtk_inn_valid(value, size);
	if (strcmp(key, "kpp") == 0)
		return rtk_kpp_valid(value, size);
	if (strcmp(key, "bic") == 0)
		return rtk_bic_valid(value, size);
	if (strcmp(key, "ogrn") == 0)
		return is_ogrn(value);
	if (strcmp(key, "readings_from_day") == 0 ||
	    strcmp(key, "readings_to_day") == 0)
		return is_day(value);
	return true;
}

static int
check_company(const struct rtk_import_row *row, struct rtk_err *err)
{
	const char *key = row->values[KEY].text;
	const char *value = row->values[VALUE].text;

	if (!is_key(key)) {
		rtk_failf(err, RTK_E_ROW_CHOICE, "%s",
		    "name, short_name, inn, ... (rtk-csv(5))");
		return rtk_import_fail(err, RTK_E_ROW_CHOICE, row, KEY);
	}
	if (value[0] != '\0' && !is_good_value(key, value))
		return rtk_import_fail(err, RTK_E_REF_CHECK_DIGIT, row, VALUE);
	return 0;
}

/* The account carries a check digit that depends on the bank. */
static int
check_account(struct rtk_import *import, const char *key, struct rtk_err *err)
{
	const char *value;
	struct rtk_bank_text account, bic;
	int rc = rtk_company_value(import->db, "bic", &value, err);

	if (rc <= 0)
		return rc;
	bic.size = strlen(value);
	bic.bytes = rtk_arena_copy(&import->arena, value, bic.size);
	rc = rtk_company_value(import->db, key, &value, err);
	if (rc <= 0)
		return rc;
	account = (struct rtk_bank_text){value, strlen(value)};
	if (account.size == 0 || rtk_bank_account_valid(account, bic))
		return 0;
	rtk_fail(err, RTK_E_REF_CHECK_DIGIT);
	return rtk_err_cell(err, key, value, strlen(value));
}

static int
finish_company(struct rtk_import *import, struct rtk_err *err)
{
	for (size_t i = 0; i < RTK_COUNT(needed); i++) {
		const char *value;
		int rc = rtk_company_value(import->db, needed[i], &value, err);

		if (rc < 0)
			return -1;
		if (rc == 0 || value[0] == '\0')
			return rtk_failf(
			    err, RTK_E_REF_MISSING_KEY, "%s", needed[i]);
	}
	if (check_account(import, "bank_account", err) < 0)
		return -1;
	return check_account(import, "corr_account", err);
}

static const struct rtk_import_column company_columns[] = {
    [KEY] = {.column = {"key", "ключ", true},
	.filled = true,
	.max = VALUE_LETTERS},
    [VALUE] = {.column = {"value", "значение", true}, .max = VALUE_LETTERS},
};

const struct rtk_import_table rtk_table_company = {
    .columns = company_columns,
    .count = RTK_COUNT(company_columns),
    .fact = RTK_FACT_COMPANY,
    .keys = {KEY},
    .key_count = 1,
    .check = check_company,
    .finish = finish_company,
};
