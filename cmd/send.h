/* rtk-invoice send: hands an outbox to the mail server. */
#ifndef RTK_CMD_SEND_H
#define RTK_CMD_SEND_H

#include "cli.h"

/** The command; RTK_WAITS when a message is not sent. */
int rtk_command_send(struct rtk_cli *cli, struct rtk_err *err);

#endif
