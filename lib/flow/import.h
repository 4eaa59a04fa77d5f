/* rtk-import: a file into the database, in the transaction of the caller. */
#ifndef RTK_FLOW_IMPORT_H
#define RTK_FLOW_IMPORT_H

#include "base/buf.h"
#include "base/events.h"
#include "model.h"
#include "store/db.h"

struct rtk_inbox;

/** A row that a person decided on, in place of a file. */
struct rtk_import_by_hand {
	struct rtk_buf bytes; /* a table of that row, in UTF-8 */
	const char *value;    /* of a reading, instead of its own; NULL */
	bool workbook;        /* the row is one of it: a day may be a number */
	bool sure;            /* he vouches for a reading that is too high */
	int64_t decision;     /* number: tells equal rows apart */
};

/** A file to import. Texts are borrowed. */
struct rtk_import_job {
	struct rtk_db *db;
	const char *kind;
	const char *path;     /* "-": stdin */
	const char *encoding; /* NULL: find out */
	const char *format;   /* NULL: the usual one of the kind */
	const char *map;      /* of a foreign table of readings; or NULL */
	struct rtk_date as_of;
	const struct rtk_events *events;
	struct rtk_inbox *inbox; /* messages that are the file; or NULL */
	const void *content;     /* bytes that are the file; or NULL */
	size_t content_size;
	const char *stranger; /* who may not send it: its rows wait; or NULL */
	const struct rtk_import_by_hand *by_hand; /* likewise; or NULL */
};

/** Readings that came along with payments; they are a batch of their own. */
struct rtk_import_readings {
	int64_t batch; /* 0: none came along */
	int64_t rows;
	int64_t taken;
	int64_t known;
	int64_t quarantined;
};

/** What came of it. rows = taken + known + quarantined. */
struct rtk_import_result {
	const char *kind;
	char file[256]; /* base name */
	int64_t batch;
	int64_t rows; /* data rows in the file */
	int64_t taken;
	int64_t known;
	int64_t quarantined;
	int64_t unidentified;  /* of the taken: money that hangs */
	int64_t warnings;      /* of a statement: look at it */
	struct rtk_kop amount; /* of the rows taken */
	struct rtk_import_readings readings;
	bool same_file;        /* these bytes came before; nothing stored */
};

/**
 * Imports one file; needs an open transaction, which the caller rolls back
 * on failure. Bad rows of readings and money go to the quarantine; each is
 * told to the events. Other tables are refused whole: each fault is told to
 * the events and import.refused is returned. The same bytes again: nothing
 * is stored, the note import.known_file is told.
 */
int rtk_import_file(struct rtk_import_result *out,
    const struct rtk_import_job *job, struct rtk_err *err) RTK_MUST_CHECK;

/** Is given the result of a file; valid during the call. */
typedef void rtk_import_taker(
    void *context, const struct rtk_import_result *result);

/**
 * As rtk_import_file() for what the path names: a file, or with a format of
 * messages a folder of them, each of which is taken once.
 */
int rtk_import_path(const struct rtk_import_job *job, rtk_import_taker *take,
    void *context, struct rtk_err *err) RTK_MUST_CHECK;

/** Whether there is such a KIND. */
bool rtk_import_is_kind(const char *kind);

/** The KIND of a reference table by its file name, NULL if it is none. */
const char *rtk_import_kind_of(const char *path);

/** The KIND number index, NULL behind the last one. */
const char *rtk_import_kind_name(size_t index);

#endif
