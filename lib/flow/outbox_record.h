/*
 * Inside flow/outbox*: the list of messages and what is known of each, from
 * index.csv and sent.csv of an outbox.
 */
#ifndef RTK_FLOW_OUTBOX_RECORD_H
#define RTK_FLOW_OUTBOX_RECORD_H

#include "base/buf.h"
#include "base/err.h"
#include "base/sha256.h"
#include "num/date.h"

/** What sent.csv says last of a message. */
enum rtk_outbox_state {
	RTK_OUTBOX_NEW,
	RTK_OUTBOX_ENDING, /* its last bytes were about to go */
	RTK_OUTBOX_SENT,
	RTK_OUTBOX_REFUSED,
	RTK_OUTBOX_DOUBT,
	RTK_OUTBOX_LATER,
	RTK_OUTBOX_STATES
};

/** A message; texts are those of the record. */
struct rtk_outbox_message {
	const char *file;
	char sha256[RTK_SHA256_HEX]; /* by the index */
	enum rtk_outbox_state state;
	bool changed; /* the state is that of other bytes */
};

/** The record; zero it to begin. */
struct rtk_outbox_record {
	struct rtk_buf index; /* cut into texts */
	struct rtk_outbox_message *messages; /* in the order of the index */
	size_t count, room;
	int journal;     /* descriptor of sent.csv */
	struct rtk_date day;
};

/** Words of the states in sent.csv. */
const char *rtk_outbox_state_name(enum rtk_outbox_state state);

/**
 * Reads what stands in a folder and opens the journal, unless `read_only`.
 * Release *out in any case. Fails with file.open, file.create, file.write.
 */
int rtk_outbox_record_open(struct rtk_outbox_record *out, const char *folder,
    bool read_only, struct rtk_err *err) RTK_MUST_CHECK;

/** Writes the state down, synced, with what the server answered. */
int rtk_outbox_record_put(struct rtk_outbox_record *record,
    struct rtk_outbox_message *message, enum rtk_outbox_state state,
    const char *answer, struct rtk_err *err) RTK_MUST_CHECK;

/** A zeroed one is fine. */
void rtk_outbox_record_close(struct rtk_outbox_record *record);

#endif
