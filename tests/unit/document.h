/*
 * What tests of documents share: they judge a file by outside tools, and
 * leave a question out where its tool is absent.
 */
#ifndef RTK_TESTS_UNIT_DOCUMENT_H
#define RTK_TESTS_UNIT_DOCUMENT_H

#include "test.h"

#include "base/buf.h"
#include "base/file.h"

static inline bool
test_has_tool(const char *tool)
{
	char command[128];

	(void)snprintf(
	    command, sizeof(command), "command -v %s >/dev/null 2>&1", tool);
	return system(command) == 0;
}

/** Skips the test if the tool is absent. */
static inline void
test_need_tool(const char *tool)
{
	if (!test_has_tool(tool)) {
		print_message("%s is absent\n", tool);
		skip();
	}
}

static inline void
test_put_file(const char *path, const struct rtk_buf *bytes)
{
	assert_good(rtk_file_write(path, bytes->bytes, bytes->size, &err));
}

/** What a command prints; it must succeed. */
static inline struct rtk_buf
test_output_of(const char *command)
{
	struct rtk_buf out = {0};
	char line[512];

	(void)snprintf(line, sizeof(line), "%s >output 2>errors", command);
	if (system(line) != 0)
		fail_msg("failed: %s", command);
	assert_good(rtk_file_read(&out, "output", &err));
	return out;
}

#endif
