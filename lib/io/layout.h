/*
 * A layout: how a bank writes its registers, said in a text that staff can
 * write. rtk-bankfiles(5) explains each key.
 */
#ifndef RTK_IO_LAYOUT_H
#define RTK_IO_LAYOUT_H

#include "io/bankfile.h"

struct rtk_pattern;

/** What a row may tell. */
enum rtk_layout_field {
	RTK_LAYOUT_DATE,
	RTK_LAYOUT_TIME,
	RTK_LAYOUT_OPERATION,
	RTK_LAYOUT_ACCOUNT,
	RTK_LAYOUT_PERIOD,
	RTK_LAYOUT_SUM,
	RTK_LAYOUT_TRANSFER,
	RTK_LAYOUT_COMMISSION,
	RTK_LAYOUT_CHANNEL,
	RTK_LAYOUT_POINT,
	RTK_LAYOUT_PAYMENT, /* operation that a refund takes back */
	RTK_LAYOUT_REFUND,  /* its sums are meant negative */
	RTK_LAYOUT_PENALTY, /* it pays the penalty */
	RTK_LAYOUT_PASS,    /* the row is none */
	RTK_LAYOUT_KIND,    /* a row of another kind refuses the file */
	RTK_LAYOUT_READING, /* serial, service, value of each reading */
	RTK_LAYOUT_FIELDS = RTK_LAYOUT_READING + 3 * 4
};

/** What the whole file tells, in its last row, its head or its name. */
enum rtk_layout_figure {
	RTK_FIGURE_COUNT,
	RTK_FIGURE_SUM,
	RTK_FIGURE_TRANSFER,
	RTK_FIGURE_COMMISSION,
	RTK_FIGURE_ORDER,  /* number of the payment order */
	RTK_FIGURE_DAY,    /* and its day */
	RTK_FIGURE_DATE,   /* of rows that have none */
	RTK_FIGURE_NUMBER, /* of the register */
	RTK_LAYOUT_FIGURES,
	RTK_FIGURE_CONTROLS = RTK_FIGURE_ORDER /* those before it must hold */
};

/** Where figures stand. */
enum rtk_layout_place {
	RTK_PLACE_TRAILER,
	RTK_PLACE_META,
	RTK_PLACE_NAME,
	RTK_LAYOUT_PLACES
};

enum { RTK_LAYOUT_WORDS_MAX = 16 };

/** Where a value stands and which part of it counts. */
struct rtk_layout_value {
	int column;                  /* from 1; 0: none, or by its title */
	const char *title;           /* in the header; NULL: by its number */
	struct rtk_pattern *pattern; /* NULL: all of it */
	bool minus;                  /* a sum is written with the other sign */
};

/** A word of the bank for a service. */
struct rtk_layout_word {
	struct rtk_bank_text theirs;
	const char *ours;
};

/** A layout; texts are its arena's. Free it by rtk_layout_release(). */
struct rtk_layout {
	struct rtk_arena arena;
	const char *name;
	const char *source; /* whose operation ids they are */
	char delimiter;
	char decimal; /* ',' or '.'; 0: both */
	bool csv;     /* quotation marks as in RFC 4180 */
	bool spaces;  /* between groups of three digits */
	bool header;  /* the first row has titles */
	int64_t skip; /* lines before */
	int64_t columns_min, columns_max;
	int64_t free;        /* column that may hold the delimiter; 0: none */
	const char *comment; /* such lines are no rows; NULL: none */
	const char *trailer; /* so begins the last row; NULL: none */
	struct rtk_layout_value fields[RTK_LAYOUT_FIELDS];
	struct rtk_layout_value figures[RTK_LAYOUT_PLACES][RTK_LAYOUT_FIGURES];
	struct rtk_pattern *detect; /* of the first line; NULL: never found */
	uint32_t identity; /* bits of fields; bit RTK_LAYOUT_FIELDS: number */
	struct rtk_layout_word words[RTK_LAYOUT_WORDS_MAX];
	size_t word_count;
};

/**
 * Reads a layout. Each fault is told to the events of the file, and it fails
 * with the first: layout.line, layout.value, row.doubled. Release it in any
 * case.
 */
int rtk_layout_read(struct rtk_layout *out, const struct rtk_bankfile *file,
    struct rtk_err *err) RTK_MUST_CHECK;

/** Frees what a layout owns; a zeroed one is fine. */
void rtk_layout_release(struct rtk_layout *layout);

/** Name and text of the layout number index that comes with rtk; NULL. */
const char *rtk_layout_shipped(size_t index, const char **text, size_t *size);

#endif
