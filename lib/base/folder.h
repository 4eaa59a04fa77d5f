/* The files of a folder, in an order that does not depend on the disk. */
#ifndef RTK_BASE_FOLDER_H
#define RTK_BASE_FOLDER_H

#include "base/arena.h"
#include "base/err.h"

/** Names of plain files, sorted byte by byte; they live in the arena. */
struct rtk_folder {
	const char **names;
	size_t count;
};

/**
 * Lists the plain files of a folder; hidden ones (a point first) are left
 * out. Fails with file.open.
 */
int rtk_folder_list(struct rtk_folder *out, struct rtk_arena *arena,
    const char *path, struct rtk_err *err) RTK_MUST_CHECK;

/** Whether there is a folder of that name. */
bool rtk_folder_exists(const char *path);

#endif
