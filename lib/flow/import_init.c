#include "base/base.h"

#include "flow/import_init.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/file.h"
#include "store/book.h"

/* Beside the database, with the number of the process: two at once. */
static char *
partial_name(const char *path)
{
	struct rtk_buf name = {0};

	rtk_buf_addf(&name, "%s.%ld.part", path, (long)getpid());
	return name.bytes;
}

static int
fail_create(struct rtk_err *err, const char *path)
{
	if (errno == EEXIST)
		return rtk_failf(err, RTK_E_DB_EXISTS, "%s", path);
	return rtk_failf(err, RTK_E_DB_CREATE, "%s: %s", path, strerror(errno));
}

/* A file beside the partial one, such as its journal: is it there, away. */
static bool
beside(const char *partial, const char *ending, bool remove)
{
	struct rtk_buf name = {0};
	struct stat status;
	bool there;

	rtk_buf_add_text(&name, partial);
	rtk_buf_add_text(&name, ending);
	there = stat(name.bytes, &status) == 0 && status.st_size > 0;
	if (remove)
		(void)unlink(name.bytes);
	rtk_buf_release(&name);
	return there;
}

void
rtk_init_abandon(struct rtk_init *init)
{
	rtk_db_close(init->db);
	init->db = NULL;
	if (init->partial == NULL)
		return;
	(void)unlink(init->partial);
	(void)beside(init->partial, "-wal", true);
	(void)beside(init->partial, "-shm", true);
	free(init->partial);
	init->partial = NULL;
}

/* People know the database by its own name. */
static int
rename_fault(struct rtk_init *init, struct rtk_err *err)
{
	const char *detail = strstr(err->detail, init->partial);
	char rest[sizeof(err->detail)];

	if (detail != NULL) {
		(void)snprintf(
		    rest, sizeof(rest), "%s", detail + strlen(init->partial));
		(void)snprintf(
		    err->detail, sizeof(err->detail), "%s%s", init->path, rest);
	}
	rtk_init_abandon(init);
	return -1;
}

/* The N of "NAME.N.part" or of a file of SQLite beside it; 0: another file. */
static pid_t
writer_of(const char *name, const char *database)
{
	size_t at = strlen(database);
	int64_t pid = 0;

	if (strncmp(name, database, at) != 0 || name[at++] != '.')
		return 0;
	for (; name[at] >= '0' && name[at] <= '9' && pid < INT32_MAX; at++)
		pid = pid * 10 + (name[at] - '0');
	if (strncmp(name + at, ".part", 5) != 0 ||
	    (name[at + 5] != '\0' && name[at + 5] != '-') || pid > INT32_MAX)
		return 0;
	return (pid_t)pid;
}

/* Of a process that is no more. */
static bool
is_left_behind(void *context, const char *name)
{
	pid_t pid = writer_of(name, rtk_file_name(context));

	return pid > 1 && kill(pid, 0) < 0 && errno == ESRCH;
}

/* What a killed run left beside the database is nobody's. */
static void
clean_beside(const char *path)
{
	struct rtk_buf folder = {0};
	char *database = rtk_strdup(path);

	rtk_buf_add(&folder, path, (size_t)(rtk_file_name(path) - path));
	rtk_buf_add_text(&folder, ".");
	rtk_file_sweep(folder.bytes, is_left_behind, database);
	rtk_buf_release(&folder);
	free(database);
}

int
rtk_init_begin(struct rtk_init *init, const char *path, struct rtk_period first,
    struct rtk_err *err)
{
	struct stat status;

	*init = (struct rtk_init){.path = path};
	if (path == NULL || path[0] == '\0')
		return rtk_fail(err, RTK_E_DB_NONE);
	clean_beside(path);
	if (lstat(path, &status) == 0)
		return rtk_failf(err, RTK_E_DB_EXISTS, "%s", path);
	init->partial = partial_name(path);
	/* one of a process of this number that was killed long ago */
	rtk_init_abandon(init);
	init->partial = partial_name(path);
	if (rtk_db_create(&init->db, init->partial, err) < 0 ||
	    rtk_db_begin(init->db, err) < 0 ||
	    rtk_book_begin(init->db, first, err) < 0)
		return rename_fault(init, err);
	return 0;
}

static int
sync_folder_of(const char *path, struct rtk_err *err)
{
	struct rtk_buf folder = {0};
	size_t front = (size_t)(rtk_file_name(path) - path);
	int fd, rc = -1;

	rtk_buf_add(&folder, path, front);
	rtk_buf_add_text(&folder, ".");
	fd = open(folder.bytes, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	rtk_buf_release(&folder);
	if (fd >= 0) {
		rc = fsync(fd);
		(void)close(fd);
	}
	if (rc < 0)
		return rtk_failf(err, RTK_E_DB_FULL, "%s", strerror(errno));
	return 0;
}

int
rtk_init_finish(struct rtk_init *init, struct rtk_err *err)
{
	int rc = 0;

	rtk_db_close(init->db);
	init->db = NULL;
	/* what is not in the file itself would be lost with the name */
	if (beside(init->partial, "-wal", false))
		rc = rtk_failf(err, RTK_E_DB_FULL, "%s", strerror(ENOSPC));
	/* a link, unlike a rename, replaces nothing */
	if (rc == 0 && link(init->partial, init->path) < 0)
		rc = fail_create(err, init->path);
	if (rc == 0 && sync_folder_of(init->path, err) < 0) {
		/* told as not stored: the name, made just now, goes again */
		(void)unlink(init->path);
		rc = -1;
	}
	rtk_init_abandon(init);
	return rc;
}
