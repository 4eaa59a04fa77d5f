/*
 * Inside flow/import*: the names of all meters in memory, loaded by a thread
 * of its own while the file is being read.
 */
#ifndef RTK_FLOW_IMPORT_METER_INDEX_H
#define RTK_FLOW_IMPORT_METER_INDEX_H

#include <pthread.h>

#include "base/buf.h"
#include "store/meter_names.h"
#include "store/readings.h"

enum { RTK_NAME_INLINE = 16 };

/** A name: the bytes themselves, or where they stand among the long ones. */
struct rtk_meter_name_at {
	union {
		char bytes[RTK_NAME_INLINE];
		size_t at;
	} is;
	uint8_t size;
};

/** A meter and its names, in one line of the cache. */
struct rtk_meter_entry {
	int64_t id;
	struct rtk_meter_name_at code;
	struct rtk_meter_name_at serial;
	uint8_t service;
	bool shared; /* another meter has the same serial number */
};

/** A hash of names: upper half of the hash, number of the entry from 1. */
struct rtk_meter_slots {
	uint64_t *slots;
	size_t size; /* a power of two */
};

struct rtk_meter_index {
	struct rtk_db *db;
	struct rtk_meter_entry *entries;
	size_t count, room;
	struct rtk_buf text; /* the long names */
	struct rtk_meter_slots codes;
	struct rtk_meter_slots serials;
	pthread_t thread;
	bool started;
	int rc;
	struct rtk_err err;
};

/**
 * Begins to load. Until rtk_meter_index_wait() the connection belongs to the
 * thread: the caller must not use it.
 */
void rtk_meter_index_start(struct rtk_meter_index *index, struct rtk_db *db);

/** Waits until all is loaded. Fails as the loading did. */
int rtk_meter_index_wait(
    struct rtk_meter_index *index, struct rtk_err *err) RTK_MUST_CHECK;

/** Makes serial numbers known too; all have been loaded. */
void rtk_meter_index_add_serials(struct rtk_meter_index *index);

/** A name to be found, and its hash. */
struct rtk_name_key {
	const char *bytes;
	size_t size;
	uint64_t hash;
};

/** The key of a name, which is borrowed. */
struct rtk_name_key rtk_name_key(const char *name, size_t size);

/**
 * Fetches into the cache what finding the name will need: first its slot,
 * some rows later its entry.
 */
void rtk_meter_index_touch_slot(
    const struct rtk_meter_slots *slots, const struct rtk_name_key *key);
void rtk_meter_index_touch_entry(const struct rtk_meter_index *index,
    const struct rtk_meter_slots *slots, const struct rtk_name_key *key);

/**
 * A meter of the name, which is a code or a serial number as the slots are;
 * NULL if there is none. Of a serial number there may be more, see `shared`.
 */
const struct rtk_meter_entry *rtk_meter_index_find(
    const struct rtk_meter_index *index, const struct rtk_meter_slots *slots,
    const struct rtk_name_key *key);

/**
 * The only meter of the account and service (-1: any), NULL if there is none
 * or more than one. Accounts come in the order of keys; *at keeps the place.
 */
const struct rtk_meter_entry *rtk_meter_index_account(
    const struct rtk_meter_index *index, size_t *at, int64_t account,
    int service);

/** The hash that all of this rests on. */
uint64_t rtk_name_hash(const char *name, size_t size);

/** Waits and frees; a zeroed index is fine. */
void rtk_meter_index_release(struct rtk_meter_index *index);

#endif
