/* The rows of the tables of a payment document, as plain data. */
#ifndef RTK_DOCUMENT_INVOICE_ROWS_H
#define RTK_DOCUMENT_INVOICE_ROWS_H

#include "model.h"

/** A service or a component of it. Text is UTF-8 and borrowed throughout. */
struct rtk_invoice_line {
	const char *service;   /* "Горячая вода" */
	const char *component; /* "тепловая энергия", "": none */
	const char *unit;      /* "Гкал" */
	enum rtk_method method;
	int decimals;            /* of the volumes */
	struct rtk_micro volume; /* of the premises */
	struct rtk_micro common; /* for common needs */
	bool has_common;
	struct rtk_price price;
	struct rtk_kop charge;  /* volume by price, without what follows */
	int raising_milli;      /* raising coefficient, 1500; 0: none */
	struct rtk_kop raising; /* its sum */
	struct rtk_kop recalculation;
	struct rtk_kop vat; /* part of total */
	struct rtk_kop total;
	const char *note; /* how to check it, or what is unusual; "": none */
};

struct rtk_invoice_recalculation {
	const char *service;
	struct rtk_period for_period;
	const char *ground;
	const char *document; /* "": none */
	struct rtk_kop sum;
};

struct rtk_invoice_meter {
	const char *service;
	const char *serial;
	const char *unit;
	int decimals;
	bool has_current; /* false: no reading came this month */
	struct rtk_micro previous;
	struct rtk_date previous_date; /* RTK_DATE_NONE: unknown */
	struct rtk_micro current;
	struct rtk_date current_date;
	struct rtk_date verified_until; /* RTK_DATE_NONE: no limit */
};

/** What is told of the house for one service; п. 69 е). */
struct rtk_invoice_house {
	const char *service;
	const char *unit;
	int decimals;
	bool metered;
	struct rtk_micro volume; /* by the meter of the house */
	struct rtk_micro rooms;  /* in all premises */
	struct rtk_norm norm;    /* 0: not told */
	const char *norm_unit;   /* "Гкал на кв. м" */
};

enum { RTK_INVOICE_MONTHS = 13 };

/** What was used of a service, month by month. */
struct rtk_invoice_chart {
	const char *service;
	const char *unit;
	/* the last one is the month of the document, the first a year ago */
	struct rtk_micro volumes[RTK_INVOICE_MONTHS];
	bool known[RTK_INVOICE_MONTHS];
};

#endif
