#include "base/base.h"

#include "base/file.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/array.h"

static int
fail_errno(struct rtk_err *err, enum rtk_fault fault, const char *path)
{
	rtk_failf(err, fault, "%s", strerror(errno));
	return rtk_err_at(err, path, 0);
}

static int
read_to_end(struct rtk_buf *buf, int fd, const char *path, struct rtk_err *err)
{
	enum { CHUNK_BYTES = 128 * 1024 };
	char *chunk = rtk_alloc(CHUNK_BYTES);
	ssize_t got;
	int rc = 0;

	while (rc == 0 && (got = read(fd, chunk, CHUNK_BYTES)) != 0) {
		if (got < 0 && errno == EINTR)
			continue;
		if (got < 0) {
			rc = fail_errno(err, RTK_E_FILE_READ, path);
		} else if (buf->size + (size_t)got >
		    (size_t)RTK_FILE_BYTES_MAX) {
			rtk_failf(err, RTK_E_FILE_SIZE, "%s", "4 GiB");
			rc = rtk_err_at(err, path, 0);
		} else {
			rtk_buf_add(buf, chunk, (size_t)got);
		}
	}
	free(chunk);
	return rc;
}

int
rtk_file_read(struct rtk_buf *buf, const char *path, struct rtk_err *err)
{
	struct stat status;
	int fd, rc;

	if (strcmp(path, "-") == 0)
		return read_to_end(buf, STDIN_FILENO, path, err);
	fd = open(path, O_RDONLY | O_CLOEXEC);
	if (fd < 0)
		return fail_errno(err, RTK_E_FILE_OPEN, path);
	if (fstat(fd, &status) == 0 && S_ISDIR(status.st_mode)) {
		(void)close(fd);
		errno = EISDIR;
		return fail_errno(err, RTK_E_FILE_OPEN, path);
	}
	rc = read_to_end(buf, fd, path, err);
	(void)close(fd);
	return rc;
}

static bool
same_content(const char *path, const void *bytes, size_t size)
{
	struct rtk_err ignored = RTK_ERR_INIT;
	struct rtk_buf old = {0};
	struct stat status;
	bool same = false;

	if (stat(path, &status) == 0 && S_ISREG(status.st_mode) &&
	    (size_t)status.st_size == size &&
	    rtk_file_read(&old, path, &ignored) == 0)
		same = old.size == size &&
		    (size == 0 || memcmp(old.bytes, bytes, size) == 0);
	rtk_buf_release(&old);
	return same;
}

static int
write_all(int fd, const char *bytes, size_t size)
{
	while (size > 0) {
		ssize_t done = write(fd, bytes, size);

		if (done < 0 && errno == EINTR)
			continue;
		if (done < 0)
			return -1;
		bytes += done;
		size -= (size_t)done;
	}
	return 0;
}

/* Syncs the folder of path, so that the rename itself is on disk. */
static int
sync_folder(const char *path)
{
	struct rtk_buf folder = {0};
	const char *name = rtk_file_name(path);
	int fd, rc;

	if (name == path)
		rtk_buf_add_text(&folder, ".");
	else
		rtk_buf_add(&folder, path, (size_t)(name - path));
	fd = open(folder.bytes, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	rtk_buf_release(&folder);
	if (fd < 0)
		return -1;
	rc = fsync(fd);
	(void)close(fd);
	return rc;
}

/*
 * The part, open and locked: a second run that writes the same file waits
 * here. Behind the wait the name may stand for another file, or for none.
 */
static int
open_part(const char *part)
{
	struct stat mine, named;
	int fd;

	for (;;) {
		fd = open(part, O_WRONLY | O_CREAT | O_CLOEXEC, 0600);
		if (fd < 0)
			return -1;
		if (flock(fd, LOCK_EX) < 0 || fstat(fd, &mine) < 0) {
			(void)close(fd);
			return -1;
		}
		if (stat(part, &named) == 0 && mine.st_ino == named.st_ino &&
		    mine.st_dev == named.st_dev)
			return fd;
		(void)close(fd);
	}
}

/* Under the lock from the first byte to the new name. */
static int
write_part(int fd, const char *part, const char *path,
    const struct rtk_buf *content, struct rtk_err *err)
{
	if (ftruncate(fd, 0) < 0 ||
	    write_all(fd, content->bytes, content->size) < 0 || fsync(fd) < 0)
		return fail_errno(err, RTK_E_FILE_WRITE, path);
	if (rename(part, path) < 0)
		return fail_errno(err, RTK_E_FILE_CREATE, path);
	return 0;
}

int
rtk_file_write(
    const char *path, const void *bytes, size_t size, struct rtk_err *err)
{
	/* borrowed for the call, only read */
	const struct rtk_buf content = {(char *)(uintptr_t)bytes, size, 0};
	struct rtk_buf part = {0};
	int fd, rc;

	if (same_content(path, bytes, size))
		return 0;
	rtk_buf_addf(&part, "%s.part", path);
	fd = open_part(part.bytes);
	if (fd < 0) {
		rc = fail_errno(err, RTK_E_FILE_CREATE, path);
	} else {
		rc = write_part(fd, part.bytes, path, &content, err);
		if (rc < 0)
			(void)unlink(part.bytes);
		if (close(fd) < 0 && rc == 0)
			rc = fail_errno(err, RTK_E_FILE_WRITE, path);
	}
	if (rc == 0 && sync_folder(path) < 0)
		rc = fail_errno(err, RTK_E_FILE_WRITE, path);
	rtk_buf_release(&part);
	return rc;
}

/* --- many files, synced together ----------------------------------------- */

enum { BATCH_BYTES = 16 << 20 };

struct rtk_file_batch {
	char *folder;
	int descriptor; /* of the folder */
	struct rtk_arena arena;
	const char **paths; /* of what waits, under PATH.part */
	size_t count, room;
	size_t bytes; /* of what waits */
	struct rtk_buf path, part;
};

int
rtk_file_batch_new(
    struct rtk_file_batch **out, const char *folder, struct rtk_err *err)
{
	struct rtk_file_batch *b;
	int fd = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);

	if (fd < 0)
		return fail_errno(err, RTK_E_FILE_CREATE, folder);
	b = rtk_alloc(sizeof(*b));
	*b = (struct rtk_file_batch){
	    .folder = rtk_strdup(folder), .descriptor = fd};
	*out = b;
	return 0;
}

static const char *
part_of(struct rtk_file_batch *b, const char *path)
{
	rtk_buf_reset(&b->part);
	rtk_buf_addf(&b->part, "%s.part", path);
	return b->part.bytes;
}

/* Nothing of what waits gets its name. */
static void
give_up(struct rtk_file_batch *b)
{
	for (size_t i = 0; i < b->count; i++)
		(void)unlink(part_of(b, b->paths[i]));
	b->count = b->bytes = 0;
	rtk_arena_reset(&b->arena);
}

void
rtk_file_batch_free(struct rtk_file_batch *b)
{
	if (b == NULL)
		return;
	give_up(b);
	(void)close(b->descriptor);
	rtk_arena_release(&b->arena);
	rtk_buf_release(&b->path);
	rtk_buf_release(&b->part);
	free(b->paths);
	free(b->folder);
	free(b);
}

/* Makes a part; the folder is ours, so whatever has this name is rubbish. */
static int
make_part(const char *part, const void *bytes, size_t size)
{
	int fd = open(part, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
	int rc;

	if (fd < 0)
		return -1;
	rc = write_all(fd, bytes, size);
	return close(fd) < 0 ? -1 : rc;
}

int
rtk_file_batch_end(struct rtk_file_batch *b, struct rtk_err *err)
{
	int rc = 0;

	if (b->count == 0)
		return 0;
	if (syncfs(b->descriptor) < 0)
		rc = fail_errno(err, RTK_E_FILE_WRITE, b->folder);
	for (size_t i = 0; rc == 0 && i < b->count; i++)
		if (rename(part_of(b, b->paths[i]), b->paths[i]) < 0)
			rc = fail_errno(err, RTK_E_FILE_CREATE, b->paths[i]);
	if (rc == 0 && fsync(b->descriptor) < 0)
		rc = fail_errno(err, RTK_E_FILE_WRITE, b->folder);
	if (rc < 0)
		give_up(b);
	b->count = b->bytes = 0;
	rtk_arena_reset(&b->arena);
	return rc;
}

int
rtk_file_batch_write(struct rtk_file_batch *b, const char *name,
    const void *bytes, size_t size, struct rtk_err *err)
{
	const char *path;

	rtk_buf_reset(&b->path);
	rtk_buf_addf(&b->path, "%s/%s", b->folder, name);
	if (same_content(b->path.bytes, bytes, size))
		return 0;
	path = rtk_arena_copy(&b->arena, b->path.bytes, b->path.size);
	b->paths = rtk_array_grow(
	    b->paths, &b->room, b->count, sizeof(*b->paths));
	b->paths[b->count++] = path;
	b->bytes += size;
	if (make_part(part_of(b, path), bytes, size) < 0) {
		(void)fail_errno(err, RTK_E_FILE_WRITE, path);
		give_up(b);
		return -1;
	}
	return b->bytes < BATCH_BYTES ? 0 : rtk_file_batch_end(b, err);
}

bool
rtk_file_exists(const char *path)
{
	return access(path, F_OK) == 0;
}

int
rtk_file_append_open(int *out, const char *path, struct rtk_err *err)
{
	*out = open(path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
	if (*out < 0)
		return fail_errno(err, RTK_E_FILE_CREATE, path);
	if (sync_folder(path) == 0)
		return 0;
	(void)close(*out);
	*out = -1;
	return fail_errno(err, RTK_E_FILE_WRITE, path);
}

int
rtk_file_append(
    int descriptor, const void *bytes, size_t size, struct rtk_err *err)
{
	if (write_all(descriptor, bytes, size) < 0 ||
	    fdatasync(descriptor) < 0)
		return rtk_failf(
		    err, RTK_E_FILE_WRITE, "%s", strerror(errno));
	return 0;
}

void
rtk_file_append_close(int descriptor)
{
	(void)close(descriptor);
}

int
rtk_file_make_folder(const char *path, struct rtk_err *err)
{
	char *copy = rtk_strdup(path);
	int rc = 0;

	for (char *p = copy + 1; rc == 0 && copy[0] != '\0'; p++) {
		char was = *p;

		if (was != '/' && was != '\0')
			continue;
		*p = '\0';
		if (mkdir(copy, 0700) < 0 && errno != EEXIST)
			rc = fail_errno(err, RTK_E_FILE_CREATE, path);
		*p = was;
		if (was == '\0')
			break;
	}
	free(copy);
	return rc;
}

int
rtk_file_lock_folder(int *out, const char *path, struct rtk_err *err)
{
	int fd = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);

	if (fd < 0)
		return fail_errno(err, RTK_E_FILE_CREATE, path);
	if (flock(fd, LOCK_EX | LOCK_NB) < 0) {
		(void)close(fd);
		return rtk_failf(err, RTK_E_FOLDER_BUSY, "%s", path);
	}
	*out = fd;
	return 0;
}

void
rtk_file_unlock_folder(int descriptor)
{
	(void)close(descriptor);
}

void
rtk_file_sweep(
    const char *folder, bool (*remove)(void *, const char *), void *context)
{
	DIR *names = opendir(folder);
	const struct dirent *entry;

	if (names == NULL)
		return;
	while ((entry = readdir(names)) != NULL)
		if (remove(context, entry->d_name))
			(void)unlinkat(dirfd(names), entry->d_name, 0);
	(void)closedir(names);
}

const char *
rtk_file_name(const char *path)
{
	const char *slash = strrchr(path, '/');

	return slash != NULL ? slash + 1 : path;
}
