/* Files read whole and written so that they are there whole or not at all. */
#ifndef RTK_BASE_FILE_H
#define RTK_BASE_FILE_H

#include "base/buf.h"
#include "base/err.h"

/** Largest input file, in bytes. */
#define RTK_FILE_BYTES_MAX (INT64_C(4) << 30)

/**
 * Reads a file ("-": stdin) to the end into buf. Fails with file.open,
 * file.read or file.size; the file is named in err.
 */
int rtk_file_read(struct rtk_buf *buf, const char *path, struct rtk_err *err)
    RTK_MUST_CHECK;

/**
 * Writes path (mode 0600) as: temporary name in the same folder, write,
 * fsync, rename, fsync of the folder. A reader sees the old content or the
 * new one. Nothing is touched when the file holds these very bytes already.
 * Two runs that write the same file take turns.
 */
int rtk_file_write(const char *path, const void *bytes, size_t size,
    struct rtk_err *err) RTK_MUST_CHECK;

/** Files of one folder on their way to the disk together. */
struct rtk_file_batch;

/**
 * Begins: the folder is there and taken by rtk_file_lock_folder(), or nobody
 * else writes it. The caller frees it. Fails with file.create.
 */
int rtk_file_batch_new(struct rtk_file_batch **out, const char *folder,
    struct rtk_err *err) RTK_MUST_CHECK;

/**
 * As rtk_file_write(), but the file gets its name only when some MiB are
 * together, or at rtk_file_batch_end(): one sync is then for all of them, and
 * none has its name before its bytes are on disk. After a fault nothing that
 * waited gets its name.
 */
int rtk_file_batch_write(struct rtk_file_batch *batch, const char *name,
    const void *bytes, size_t size, struct rtk_err *err) RTK_MUST_CHECK;

/** Names what waits, synced. */
int rtk_file_batch_end(
    struct rtk_file_batch *batch, struct rtk_err *err) RTK_MUST_CHECK;

/** Removes what still waits. NULL is accepted. */
void rtk_file_batch_free(struct rtk_file_batch *batch);

/** Whether there is something of that name. */
bool rtk_file_exists(const char *path);

/**
 * Opens a file that only grows (made with mode 0600); the caller closes *out
 * by rtk_file_append_close(). Fails with file.create.
 */
int rtk_file_append_open(
    int *out, const char *path, struct rtk_err *err) RTK_MUST_CHECK;

/** Adds bytes at its end, synced. Fails with file.write. */
int rtk_file_append(int descriptor, const void *bytes, size_t size,
    struct rtk_err *err) RTK_MUST_CHECK;
void rtk_file_append_close(int descriptor);

/** Makes a folder (mode 0700) and its parents; an existing one is fine. */
int rtk_file_make_folder(const char *path, struct rtk_err *err) RTK_MUST_CHECK;

/**
 * Takes a folder for one writer: no other run can take it until the
 * descriptor in *out is closed or the process ends. Fails with
 * file.folder_busy, file.create.
 */
int rtk_file_lock_folder(
    int *out, const char *path, struct rtk_err *err) RTK_MUST_CHECK;

/** Gives the folder free. */
void rtk_file_unlock_folder(int descriptor);

/**
 * Removes the files of a folder for whose name `remove` answers yes; what
 * cannot be removed stays.
 */
void rtk_file_sweep(
    const char *folder, bool (*remove)(void *, const char *), void *context);

/** The part behind the last slash; borrowed from path. */
const char *rtk_file_name(const char *path);

#endif
