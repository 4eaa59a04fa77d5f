/*
 * Gives a harness the files named in its arguments; a folder stands for the
 * files in it. So the corpus runs without libFuzzer, under any compiler.
 */
#include "fuzz.h"

#include <dirent.h>
#include <stdio.h>
#include <sys/stat.h>

#include "base/file.h"

static int
replay_file(const char *path)
{
	struct rtk_err err = RTK_ERR_INIT;
	struct rtk_buf buf = {0};
	uint8_t *copy;

	if (rtk_file_read(&buf, path, &err) != 0) {
		(void)fprintf(stderr, "%s: %s\n", path, err.detail);
		return -1;
	}
	/* exactly as large as the input, so that a sanitizer sees its end */
	copy = malloc(buf.size > 0 ? buf.size : 1);
	if (copy == NULL)
		rtk_out_of_memory();
	if (buf.size > 0)
		memcpy(copy, buf.bytes, buf.size);
	(void)LLVMFuzzerTestOneInput(copy, buf.size);
	free(copy);
	rtk_buf_release(&buf);
	return 0;
}

static int
replay_folder(const char *folder, long *count)
{
	DIR *dir = opendir(folder);
	struct dirent *entry;
	char path[4096];
	int rc = 0;

	if (dir == NULL)
		return -1;
	while (rc == 0 && (entry = readdir(dir)) != NULL) {
		if (entry->d_name[0] == '.')
			continue;
		(void)snprintf(
		    path, sizeof(path), "%s/%s", folder, entry->d_name);
		rc = replay_file(path);
		(*count)++;
	}
	(void)closedir(dir);
	return rc;
}

int
main(int argc, char **argv)
{
	struct stat status;
	long count = 0;

	for (int i = 1; i < argc; i++) {
		bool folder =
		    stat(argv[i], &status) == 0 && S_ISDIR(status.st_mode);
		int rc = folder ? replay_folder(argv[i], &count)
				: replay_file(argv[i]);

		if (rc != 0)
			return 1;
		count += !folder;
	}
	(void)printf("%ld inputs\n", count);
	return count > 0 ? 0 : 1;
}
