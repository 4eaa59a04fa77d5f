/* Inside flow/import_messages: whose telephone or address a message is of. */
#ifndef RTK_FLOW_MESSAGE_SENDERS_H
#define RTK_FLOW_MESSAGE_SENDERS_H

#include "store/party.h"

/** Telephones and addresses of e-mail of all accounts; begins as zeros. */
struct rtk_senders {
	struct rtk_arena arena;
	struct rtk_sender *list;
	size_t count, room;
};

/** An account that can be reached there. */
struct rtk_sender {
	const char *contact; /* 79120000001, name@example.org */
	const char *number;  /* of the account */
};

/** Adds what the account has; several telephones stand between commas. */
void rtk_senders_add(
    struct rtk_senders *senders, const struct rtk_party *party);

/** All are in: needed before the first search. */
void rtk_senders_ready(struct rtk_senders *senders);

/** The accounts of a sender: the first, and how many stand from there on. */
const struct rtk_sender *rtk_senders_find(
    const struct rtk_senders *senders, const char *from, size_t *count);

/** Frees what it holds. */
void rtk_senders_release(struct rtk_senders *senders);

#endif
