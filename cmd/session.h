/*
 * The database of a run, its transactions, and what the library tells on the
 * way to the screen.
 */
#ifndef RTK_CMD_SESSION_H
#define RTK_CMD_SESSION_H

#include "base/events.h"
#include "cli.h"
#include "progress.h"
#include "store/db.h"

/** Most faults that are listed; the rest is only counted. */
enum { RTK_FAULTS_SHOWN_MAX = 100 };

/** A run; filled by rtk_session_open, ended by rtk_session_close. */
struct rtk_session {
	struct rtk_cli *cli;
	struct rtk_db *db;
	struct rtk_events events; /* hand this to the library */
	struct rtk_progress progress;
	long faults; /* told since the last rtk_session_begin */
};

/** Opens the database that cli names. Fails as rtk_db_open(). */
int rtk_session_open(struct rtk_session *session, struct rtk_cli *cli,
    struct rtk_err *err) RTK_MUST_CHECK;

/** Makes the events without a database. */
void rtk_session_init(struct rtk_session *session, struct rtk_cli *cli);

/** Takes the write lock. Fails with db.busy. */
int rtk_session_begin(
    struct rtk_session *session, struct rtk_err *err) RTK_MUST_CHECK;

/** A consistent view for commands that only read. */
int rtk_session_begin_read(
    struct rtk_session *session, struct rtk_err *err) RTK_MUST_CHECK;

/**
 * Ends the transaction: first stdout is flushed, so that a full disk or a
 * closed pipe stores nothing, then it is committed, or rolled back with
 * --dry-run. Fails with file.write and as rtk_db_commit().
 */
int rtk_session_commit(
    struct rtk_session *session, struct rtk_err *err) RTK_MUST_CHECK;

/** Gives up what is open. */
void rtk_session_rollback(struct rtk_session *session);

/** Rolls back and closes; a zeroed session is fine. */
void rtk_session_close(struct rtk_session *session);

#endif
