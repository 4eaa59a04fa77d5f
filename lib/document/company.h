/* The supplier as its documents name it: the keys of company.csv. */
#ifndef RTK_DOCUMENT_COMPANY_H
#define RTK_DOCUMENT_COMPANY_H

#include "base/base.h"

/** Text in UTF-8, borrowed; NULL or "" is not printed. */
struct rtk_company {
	const char *name;
	const char *short_name;
	const char *inn;
	const char *kpp;
	const char *ogrn;
	const char *bank;
	const char *bic;
	const char *bank_account;
	const char *corr_account;
	const char *legal_address;
	const char *office_address;
	const char *office_hours;
	const char *phone_individual;
	const char *phone_legal;
	const char *email;
	const char *email_readings;
	const char *sms_readings;
	const char *site;
	const char *readings_from_day;
	const char *readings_to_day;
	const char *readings_note;
};

#endif
