#include "base/base.h"

#include "flow/certificate.h"

#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/array.h"
#include "base/buf.h"
#include "calc/names.h"
#include "num/decimal.h"
#include "store/names.h"
#include "store/rule_rows.h"

enum { HEAD_BYTES = 96 };

/* The words of lines of one sort are the same: they are written once. */
struct head {
	struct rtk_line line;
	char text[HEAD_BYTES];
	size_t size;
};

/* The digest of one account's lines. */
struct account_digest {
	int64_t account;
	uint8_t digest[RTK_SHA256_BYTES];
};

struct digests {
	struct account_digest *list; /* by key */
	size_t count;
	size_t room;
	struct rtk_buf lines;  /* of the account in hand */
	int64_t account;
	const struct rtk_rule_rows *rows;
	struct head *heads;
	size_t head_count;
	size_t head_room;
};

static bool
same_head(const struct rtk_line *a, const struct rtk_line *b)
{
	return a->service == b->service && a->component == b->component &&
	    a->kind == b->kind && a->method == b->method &&
	    a->formula == b->formula && a->for_period.v == b->for_period.v;
}

static const struct head *
head_of(struct digests *d, const struct rtk_line *line)
{
	char period[RTK_PERIOD_TEXT];
	struct head *head;
	int size;

	for (size_t i = 0; i < d->head_count; i++)
		if (same_head(line, &d->heads[i].line))
			return &d->heads[i];
	d->heads = rtk_array_grow(
	    d->heads, &d->head_room, d->head_count, sizeof(*d->heads));
	head = &d->heads[d->head_count++];
	head->line = *line;
	size = snprintf(head->text, sizeof(head->text), "%s;%s;%s;%s;%s;%s;",
	    rtk_service_name(line->service),
	    rtk_component_name(line->component), rtk_kind_name(line->kind),
	    rtk_method_name(line->method), rtk_formula_name(line->formula),
	    rtk_period_text(period, line->for_period));
	RTK_ASSERT(size > 0);
	RTK_ASSERT((size_t)size < sizeof(head->text));
	head->size = (size_t)size;
	return head;
}

static struct rtk_price
price_of(const struct digests *d, int64_t tariff)
{
	for (size_t i = 0; i < d->rows->tariff_count; i++)
		if (d->rows->tariffs[i].id == tariff)
			return d->rows->tariffs[i].price;
	return (struct rtk_price){0};
}

static void
add_line(struct digests *d, const struct rtk_line *line)
{
	struct rtk_buf *b = &d->lines;
	const struct head *head = head_of(d, line);

	rtk_buf_add(b, head->text, head->size);
	rtk_decimal_add(b, line->volume.v, RTK_MICRO_SCALE, 0);
	rtk_buf_add_byte(b, ';');
	rtk_decimal_add(b, line->common.v, RTK_MICRO_SCALE, 0);
	rtk_buf_add_byte(b, ';');
	rtk_decimal_add(
	    b, price_of(d, line->tariff).v, RTK_PRICE_SCALE, 2);
	rtk_buf_add_byte(b, ';');
	rtk_decimal_add(b, line->amount.v, RTK_KOP_SCALE, 2);
	rtk_buf_add_byte(b, '\n');
}

static void
finish_account(struct digests *d)
{
	struct account_digest *last;

	if (d->lines.size == 0)
		return;
	d->list =
	    rtk_array_grow(d->list, &d->room, d->count, sizeof(*d->list));
	last = &d->list[d->count++];
	last->account = d->account;
	rtk_sha256(last->digest, d->lines.bytes, d->lines.size);
	rtk_buf_reset(&d->lines);
}

static const struct account_digest *
find_digest(const struct digests *d, int64_t account)
{
	size_t from = 0, to = d->count;

	while (from < to) {
		size_t middle = from + (to - from) / 2;

		if (d->list[middle].account < account)
			from = middle + 1;
		else
			to = middle;
	}
	if (from == d->count || d->list[from].account != account)
		return NULL;
	return &d->list[from];
}

/* The list of accounts in the byte order of their numbers, hashed. */
static int
hash_content(char hex[RTK_SHA256_HEX], const struct digests *d,
    struct rtk_db *db, struct rtk_err *err)
{
	struct rtk_sha256_stream *stream;
	struct rtk_account_list *list;
	uint8_t digest[RTK_SHA256_BYTES];
	const char *number;
	int64_t account;
	int rc;

	if (rtk_account_list_open(&list, db, err) < 0)
		return -1;
	stream = rtk_sha256_stream_new();
	while ((rc = rtk_account_list_next(list, &account, &number, err)) ==
	    1) {
		const struct account_digest *found = find_digest(d, account);
		char text[RTK_SHA256_HEX];

		if (found == NULL)
			continue;
		rtk_sha256_hex(text, found->digest);
		rtk_sha256_stream_add(stream, number, strlen(number));
		rtk_sha256_stream_add(stream, " ", 1);
		rtk_sha256_stream_add(stream, text, RTK_SHA256_HEX - 1);
		rtk_sha256_stream_add(stream, "\n", 1);
	}
	rtk_sha256_stream_finish(stream, digest);
	rtk_sha256_hex(hex, digest);
	rtk_account_list_close(list);
	return rc;
}

static void
chain(struct rtk_closed_month *month, const char *previous)
{
	struct rtk_buf text = {0};
	char period[RTK_PERIOD_TEXT];
	uint8_t digest[RTK_SHA256_BYTES];

	rtk_buf_addf(&text, "rtk-certificate 1\n%s\n%s\n%s\n",
	    rtk_period_text(period, month->period), previous, month->content);
	rtk_sha256(digest, text.bytes, text.size);
	rtk_sha256_hex(month->certificate, digest);
	rtk_buf_release(&text);
}

/* --- in a thread of its own -------------------------------------------- */

enum { PIPE_ROOM = 16 };

struct rtk_certifier {
	struct rtk_db *db;
	struct rtk_pipe *pipe;
	struct rtk_pipe *onward;
	struct rtk_parcel *parcel; /* being filled */
	pthread_t thread;
	struct rtk_closed_month month;
	struct rtk_month_totals totals;
	char previous[RTK_SHA256_HEX];
	struct rtk_err err;
	int rc;
};

static void
digest_lines(struct rtk_certifier *c, struct digests *d)
{
	struct rtk_parcel *parcel;

	while ((parcel = rtk_pipe_take(c->pipe)) != NULL) {
		for (size_t i = 0; i < parcel->count; i++) {
			const struct rtk_line *line = &parcel->lines[i];

			if (line->account != d->account)
				finish_account(d);
			d->account = line->account;
			add_line(d, line);
			rtk_totals_add(&c->totals, line);
		}
		/* refused when the other side gave up */
		if (c->onward == NULL || !rtk_pipe_put(c->onward, parcel))
			free(parcel);
	}
	if (c->onward != NULL)
		rtk_pipe_close(c->onward);
	finish_account(d);
	c->totals.accounts = (int64_t)d->count;
}

static void *
certify(void *context)
{
	struct rtk_certifier *c = context;
	struct rtk_arena arena = {0};
	struct rtk_rule_rows rows = {0};
	struct digests d = {.account = -1, .rows = &rows};

	c->rc = rtk_rule_rows_load(
	    &rows, c->db, c->month.batch_max, &arena, &c->err);
	/* to the end in any case: the other side waits for room */
	digest_lines(c, &d);
	if (c->rc == 0)
		c->rc = hash_content(c->month.content, &d, c->db, &c->err);
	if (c->rc == 0) {
		c->month.accounts = c->totals.accounts;
		c->month.lines = c->totals.lines;
		c->month.amount = c->totals.amount;
		chain(&c->month, c->previous);
	}
	rtk_buf_release(&d.lines);
	free(d.heads);
	free(d.list);
	rtk_arena_release(&arena);
	return NULL;
}

/* The certificate of the month before, "-" before the first one. */
static int
set_previous(struct rtk_certifier *c, struct rtk_err *err)
{
	struct rtk_closed_month before;
	int rc = rtk_closed_month(c->db,
	    (struct rtk_period){c->month.period.v - 1}, &before, err);

	if (rc < 0)
		return -1;
	memcpy(c->previous, rc == 1 ? before.certificate : "-",
	    rc == 1 ? sizeof(before.certificate) : 2);
	return 0;
}

int
rtk_certifier_start(struct rtk_certifier **out, struct rtk_db *db,
    const struct rtk_closed_month *month, struct rtk_pipe *onward,
    struct rtk_err *err)
{
	struct rtk_certifier *c = rtk_alloc(sizeof(*c));
	int rc;

	memset(c, 0, sizeof(*c));
	c->month = *month;
	c->onward = onward;
	c->err = (struct rtk_err)RTK_ERR_INIT;
	if (rtk_db_open_reader(&c->db, db, err) < 0 ||
	    set_previous(c, err) < 0) {
		rtk_db_close(c->db);
		free(c);
		return -1;
	}
	rtk_db_limit_cache(c->db);
	c->pipe = rtk_pipe_new(PIPE_ROOM);
	rc = pthread_create(&c->thread, NULL, certify, c);
	RTK_ASSERT(rc == 0);
	*out = c;
	return 0;
}

static void
send_parcel(struct rtk_certifier *c)
{
	if (c->parcel != NULL)
		RTK_ASSERT(rtk_pipe_put(c->pipe, c->parcel));
	c->parcel = NULL;
}

void
rtk_certifier_line(void *certifier, const struct rtk_line *line)
{
	struct rtk_certifier *c = certifier;

	if (c->parcel == NULL) {
		c->parcel = rtk_alloc(sizeof(*c->parcel));
		c->parcel->count = 0;
	}
	c->parcel->lines[c->parcel->count++] = *line;
	if (c->parcel->count == RTK_PARCEL_LINES)
		send_parcel(c);
}

int
rtk_certifier_finish(struct rtk_certifier *c, struct rtk_closed_month *out,
    struct rtk_month_totals *totals, struct rtk_err *err)
{
	int rc;

	send_parcel(c);
	rtk_pipe_close(c->pipe);
	RTK_ASSERT(pthread_join(c->thread, NULL) == 0);
	rc = c->rc;
	if (rc < 0)
		*err = c->err;
	*out = c->month;
	*totals = c->totals;
	rtk_pipe_free(c->pipe);
	rtk_db_close(c->db);
	free(c);
	return rc;
}
