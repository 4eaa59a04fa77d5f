/*
 * Preloaded before a program: counts its calls that change a disk and breaks
 * the one with the number RTK_FAULT_AT, in the way RTK_FAULT says:
 *   ENOSPC, EIO  the call fails and nothing is done
 *   short        a write stores half and the next one fails with ENOSPC
 *   kill         the process is gone before the call
 *   after        the process is gone behind the call
 * With RTK_FAULT_LOG the file named there receives the number of the call and
 * its name once it was broken. Calls on terminals, pipes and /dev are free.
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

static long calls;
static bool fail_next_write;

/* Straight to the kernel: this must not count itself. */
static void
note(const char *name)
{
	const char *path = getenv("RTK_FAULT_LOG");
	char text[64];
	long fd;
	int size;

	if (path == NULL)
		return;
	fd = syscall(SYS_openat, AT_FDCWD, path, O_WRONLY | O_CREAT | O_APPEND,
	    0600);
	size = snprintf(text, sizeof(text), "%ld %s\n", calls, name);
	(void)!syscall(SYS_write, fd, text, (size_t)size);
	(void)syscall(SYS_close, fd);
}

static void
die(void)
{
	(void)raise(SIGKILL);
}

enum deed { PASS, FAIL, SHORT, DIE_AFTER };

/* What becomes of this call; sets errno for FAIL. */
static enum deed
fate(const char *name)
{
	const char *at = getenv("RTK_FAULT_AT");
	const char *how = getenv("RTK_FAULT");

	if (at == NULL || how == NULL || ++calls != strtol(at, NULL, 10))
		return PASS;
	note(name);
	if (strcmp(how, "kill") == 0)
		die();
	if (strcmp(how, "after") == 0)
		return DIE_AFTER;
	if (strcmp(how, "short") == 0)
		return SHORT;
	errno = strcmp(how, "EIO") == 0 ? EIO : ENOSPC;
	return FAIL;
}

static bool
on_disk(int fd)
{
	struct stat status;

	return fstat(fd, &status) == 0 &&
	    (S_ISREG(status.st_mode) || S_ISDIR(status.st_mode));
}

static long
finish(enum deed deed, long result)
{
	if (deed == DIE_AFTER)
		die();
	return result;
}

#define REAL(name, type) ((type)dlsym(RTLD_NEXT, name))

typedef ssize_t write_function(int, const void *, size_t);
typedef ssize_t pwrite_function(int, const void *, size_t, off_t);
typedef int fd_function(int);
typedef int truncate_function(int, off_t);
typedef int path_function(const char *);
typedef int rename_function(const char *, const char *);
typedef int open_function(const char *, int, ...);

/* The fate of a write: half of it, or none, or all. */
static bool
write_fails(enum deed deed, size_t *size)
{
	if (deed == SHORT) {
		fail_next_write = true;
		*size = *size > 1 ? *size / 2 : *size;
		return false;
	}
	return deed == FAIL;
}

static bool
second_half(void)
{
	if (!fail_next_write)
		return false;
	fail_next_write = false;
	errno = ENOSPC;
	return true;
}

ssize_t
write(int fd, const void *bytes, size_t size)
{
	enum deed deed = on_disk(fd) ? fate("write") : PASS;

	if ((on_disk(fd) && deed == PASS && second_half()) ||
	    write_fails(deed, &size))
		return -1;
	return finish(deed, REAL("write", write_function *)(fd, bytes, size));
}

static ssize_t
pwrite_any(int fd, const void *bytes, size_t size, off_t at)
{
	enum deed deed = on_disk(fd) ? fate("pwrite") : PASS;

	if ((on_disk(fd) && deed == PASS && second_half()) ||
	    write_fails(deed, &size))
		return -1;
	return finish(deed,
	    REAL("pwrite64", pwrite_function *)(fd, bytes, size, at));
}

ssize_t
pwrite(int fd, const void *bytes, size_t size, off_t at)
{
	return pwrite_any(fd, bytes, size, at);
}

ssize_t
pwrite64(int fd, const void *bytes, size_t size, off_t at)
{
	return pwrite_any(fd, bytes, size, at);
}

int
fsync(int fd)
{
	enum deed deed = on_disk(fd) ? fate("fsync") : PASS;

	if (deed == FAIL || deed == SHORT)
		return -1;
	return (int)finish(deed, REAL("fsync", fd_function *)(fd));
}

int
fdatasync(int fd)
{
	enum deed deed = on_disk(fd) ? fate("fdatasync") : PASS;

	if (deed == FAIL || deed == SHORT)
		return -1;
	return (int)finish(deed, REAL("fdatasync", fd_function *)(fd));
}

int
syncfs(int fd)
{
	enum deed deed = fate("syncfs");

	if (deed == FAIL || deed == SHORT)
		return -1;
	return (int)finish(deed, REAL("syncfs", fd_function *)(fd));
}

static int
truncate_any(int fd, off_t size)
{
	enum deed deed = fate("ftruncate");

	if (deed == FAIL || deed == SHORT)
		return -1;
	return (int)finish(
	    deed, REAL("ftruncate64", truncate_function *)(fd, size));
}

int
ftruncate(int fd, off_t size)
{
	return truncate_any(fd, size);
}

int
ftruncate64(int fd, off_t size)
{
	return truncate_any(fd, size);
}

int
unlink(const char *path)
{
	enum deed deed = fate("unlink");

	if (deed == FAIL || deed == SHORT)
		return -1;
	return (int)finish(deed, REAL("unlink", path_function *)(path));
}

int
rename(const char *from, const char *to)
{
	enum deed deed = fate("rename");

	if (deed == FAIL || deed == SHORT)
		return -1;
	return (int)finish(deed, REAL("rename", rename_function *)(from, to));
}

static int
open_any(const char *path, int flags, mode_t mode)
{
	bool writes = (flags & O_ACCMODE) != O_RDONLY &&
	    strncmp(path, "/dev/", 5) != 0;
	enum deed deed = writes ? fate("open") : PASS;

	if (deed == FAIL || deed == SHORT)
		return -1;
	return (int)finish(
	    deed, REAL("open64", open_function *)(path, flags, mode));
}

int
open(const char *path, int flags, ...)
{
	va_list args;
	mode_t mode = 0;

	va_start(args, flags);
	if (flags & O_CREAT)
		mode = va_arg(args, mode_t);
	va_end(args);
	return open_any(path, flags, mode);
}

int
open64(const char *path, int flags, ...)
{
	va_list args;
	mode_t mode = 0;

	va_start(args, flags);
	if (flags & O_CREAT)
		mode = va_arg(args, mode_t);
	va_end(args);
	return open_any(path, flags, mode);
}
