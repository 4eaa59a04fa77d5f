/* The rows of a register, to find the one that does not tie. */
#ifndef RTK_STORE_PAID_ROWS_H
#define RTK_STORE_PAID_ROWS_H

#include "base/arena.h"
#include "model.h"
#include "store/db.h"

/** A row of a register that no earlier file brought. */
struct rtk_paid_row {
	int64_t entry;
	long line;
	const char *account;     /* as the payer gave it */
	struct rtk_kop transfer; /* what the bank owes for it */
	bool called_back;        /* by a row of another file */
};

/** Rows in an arena, as they stand in the file. */
struct rtk_paid_rows {
	struct rtk_paid_row *rows;
	size_t count;
};

/** The rows of a register; texts in the arena. */
int rtk_paid_rows(struct rtk_paid_rows *out, struct rtk_db *db,
    int64_t batch, struct rtk_arena *arena, struct rtk_err *err) RTK_MUST_CHECK;

#endif
