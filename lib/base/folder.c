#include "base/base.h"

#include "base/folder.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "base/array.h"

static int
compare(const void *left, const void *right)
{
	const char *const *a = left, *const *b = right;

	return strcmp(*a, *b);
}

static bool
is_plain(int folder, const char *name)
{
	struct stat status;

	return name[0] != '.' && fstatat(folder, name, &status, 0) == 0 &&
	    S_ISREG(status.st_mode);
}

int
rtk_folder_list(struct rtk_folder *out, struct rtk_arena *arena,
    const char *path, struct rtk_err *err)
{
	DIR *entries = opendir(path);
	const struct dirent *entry;
	const char **names = NULL;
	size_t count = 0, room = 0;

	if (entries == NULL) {
		rtk_failf(err, RTK_E_FILE_OPEN, "%s", strerror(errno));
		return rtk_err_at(err, path, 0);
	}
	while ((entry = readdir(entries)) != NULL) {
		if (!is_plain(dirfd(entries), entry->d_name))
			continue;
		names = rtk_array_grow(names, &room, count, sizeof(*names));
		names[count++] =
		    rtk_arena_copy(arena, entry->d_name, strlen(entry->d_name));
	}
	(void)closedir(entries);
	if (count > 0)
		qsort(names, count, sizeof(*names), compare);
	out->names = rtk_arena_get(arena, (count + 1) * sizeof(*names));
	for (size_t i = 0; i < count; i++)
		out->names[i] = names[i];
	out->count = count;
	free(names);
	return 0;
}

bool
rtk_folder_exists(const char *path)
{
	struct stat status;

	return stat(path, &status) == 0 && S_ISDIR(status.st_mode);
}
