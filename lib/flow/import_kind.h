/*
 * Inside flow/import*: an import under way, and what a KIND is. A new KIND is
 * one entry in the list at the head of import.c.
 */
#ifndef RTK_FLOW_IMPORT_KIND_H
#define RTK_FLOW_IMPORT_KIND_H

#include "base/arena.h"
#include "base/buf.h"
#include "flow/import.h"
#include "io/csvin.h"

/** One file on its way in; handed to the KIND. */
struct rtk_import {
	const struct rtk_import_job *job;
	struct rtk_db *db;
	const struct rtk_events *events;
	const char *file;     /* base name, for messages and the batch */
	struct rtk_buf bytes; /* the file as read; the KIND may change it */
	const char *header;   /* of a table: its first line; "": none */
	struct rtk_import_again *again; /* rows that waited before */
	int64_t batch;        /* number reserved for it */
	struct rtk_date as_of;
	struct rtk_arena arena;          /* alive until the file is done */
	struct rtk_import_result result; /* the KIND counts here */
	long faults;                     /* that refuse the file */
	void *state;                     /* of the KIND: what prepare began */
	const struct rtk_payment_reading *readings; /* that came along */
	size_t reading_count;
};

struct rtk_import_table;
struct rtk_payment_reading;

/** A kind of input. */
struct rtk_import_kind {
	const char *name;
	/**
	 * Takes import->bytes into the database and counts rows in
	 * import->result. Row faults that refuse the file go through
	 * rtk_import_fault(); the dispatcher refuses it then.
	 */
	int (*take)(struct rtk_import *import, struct rtk_err *err);
	const char *file; /* of the reference folder, NULL: none */
	/** Its tables, NULL: none; with take NULL the first is taken. */
	const struct rtk_import_table *tables[2];
	/** Begins in import->state, while the digest is made; or NULL. */
	int (*prepare)(struct rtk_import *import, struct rtk_err *err);
	/** Ends what prepare began, in any case. */
	void (*dispose)(struct rtk_import *import);
};

/** The KINDs; the last one has no name. */
extern const struct rtk_import_kind rtk_import_kinds[];

/** Tells a fault of a row; the file will be refused. */
void rtk_import_fault(struct rtk_import *import, const struct rtk_err *fault);

/**
 * What a parser failed with: 0 when the faults were told one by one, since
 * the dispatcher refuses the file then; else -1.
 */
int rtk_import_told(const struct rtk_import *import, struct rtk_err *err);

/** Tells a note or a quarantined row; the file goes on. */
void rtk_import_note(struct rtk_import *import, const struct rtk_err *note);

/** A row as it was read. */
struct rtk_import_raw {
	const char *text;
	size_t size;
	const char *proposed; /* NULL: none */
};

/**
 * Puts a row into the quarantine with its fault (place filled), tells of it
 * and counts it; `proposed` is the value that alone would explain it.
 * A row that came in an earlier file and waits or was decided is known.
 */
int rtk_import_quarantine(struct rtk_import *import,
    const struct rtk_err *fault, const struct rtk_import_raw *raw,
    struct rtk_err *err) RTK_MUST_CHECK;

/**
 * Turns import->bytes into UTF-8 and opens them as a table with these
 * columns. The caller closes *out.
 */
int rtk_import_open_table(struct rtk_csvin **out, struct rtk_import *import,
    const struct rtk_column *columns, size_t count,
    struct rtk_err *err) RTK_MUST_CHECK;

#endif
