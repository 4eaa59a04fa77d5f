/* rtk-reconcile: what a person decides, and the record of it. */
#ifndef RTK_CMD_DECIDE_H
#define RTK_CMD_DECIDE_H

#include "cli.h"
#include "flow/reconcile_person.h"

/** Posts a hanging entry whole; the command of the table. */
int rtk_decide_assign(struct rtk_cli *cli, struct rtk_err *err);
/** Posts its parts; the command of the table. */
int rtk_decide_split(struct rtk_cli *cli, struct rtk_err *err);
/** Marks it as money to send back; the command of the table. */
int rtk_decide_return(struct rtk_cli *cli, struct rtk_err *err);
/** Tells that the bank called it back; the command of the table. */
int rtk_decide_cancel(struct rtk_cli *cli, struct rtk_err *err);
/** Takes back where it is; the command of the table. */
int rtk_decide_undo(struct rtk_cli *cli, struct rtk_err *err);
/** Ties orders to a register; the command of the table. */
int rtk_decide_tie(struct rtk_cli *cli, struct rtk_err *err);
/** Lists all decisions; the command of the table. */
int rtk_decide_list(struct rtk_cli *cli, struct rtk_err *err);

/** A number from 1 on, as given; fails with usage and `what`. */
int rtk_decide_number(int64_t *out, const char *text, const char *what,
    struct rtk_err *err) RTK_MUST_CHECK;

#endif
