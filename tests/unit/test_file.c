#include "test.h"

#include <sys/stat.h>

#include "base/file.h"

static void
what_was_written_is_read(void **state)
{
	struct rtk_buf buf = {0};
	char bytes[300000];

	(void)state;
	for (size_t i = 0; i < sizeof(bytes); i++)
		bytes[i] = (char)(i * 7);
	assert_good(rtk_file_write("data", bytes, sizeof(bytes), &err));
	assert_good(rtk_file_read(&buf, "data", &err));
	assert_int_equal(buf.size, sizeof(bytes));
	assert_memory_equal(buf.bytes, bytes, sizeof(bytes));
	rtk_buf_release(&buf);
	assert_int_equal(access("data.part", F_OK), -1);
}

static void
mode_is_private_whatever_the_umask(void **state)
{
	struct stat status;

	(void)state;
	(void)umask(0);
	assert_good(rtk_file_write("private", "x", 1, &err));
	assert_good(rtk_file_make_folder("a/b/c", &err));
	assert_int_equal(stat("private", &status), 0);
	assert_int_equal(status.st_mode & 0777, 0600);
	assert_int_equal(stat("a/b", &status), 0);
	assert_int_equal(status.st_mode & 0777, 0700);
	(void)umask(022);
}

/* Same month, same bytes: nothing is touched when nothing changed. */
static void
same_content_is_left_alone(void **state)
{
	struct stat before, same, changed;

	(void)state;
	assert_good(rtk_file_write("same", "one", 3, &err));
	assert_int_equal(stat("same", &before), 0);
	assert_good(rtk_file_write("same", "one", 3, &err));
	assert_int_equal(stat("same", &same), 0);
	assert_int_equal(before.st_ino, same.st_ino);
	assert_good(rtk_file_write("same", "two", 3, &err));
	assert_int_equal(stat("same", &changed), 0);
	assert_int_not_equal(before.st_ino, changed.st_ino);
}

/* A reader that has the old file open goes on reading the old content. */
static void
old_content_stays_whole_for_its_reader(void **state)
{
	char got[8] = {0};
	FILE *reader;

	(void)state;
	assert_good(rtk_file_write("swap", "old", 3, &err));
	reader = fopen("swap", "r");
	assert_non_null(reader);
	assert_good(rtk_file_write("swap", "new and longer", 14, &err));
	assert_int_equal(fread(got, 1, sizeof(got), reader), 3);
	assert_string_equal(got, "old");
	assert_int_equal(fclose(reader), 0);
}

static void
a_part_left_by_a_cut_run_does_no_harm(void **state)
{
	struct rtk_buf buf = {0};
	FILE *part = fopen("cut.part", "w");

	(void)state;
	assert_non_null(part);
	assert_true(fputs("rubbish of a run that was cut off", part) >= 0);
	assert_int_equal(fclose(part), 0);
	assert_good(rtk_file_write("cut", "whole", 5, &err));
	assert_good(rtk_file_read(&buf, "cut", &err));
	assert_string_equal(buf.bytes, "whole");
	assert_int_equal(access("cut.part", F_OK), -1);
	rtk_buf_release(&buf);
}

static struct rtk_file_batch *
new_batch(void)
{
	struct rtk_file_batch *batch;

	assert_good(rtk_file_make_folder("batch", &err));
	assert_good(rtk_file_batch_new(&batch, "batch", &err));
	return batch;
}

static void
assert_content(const char *path, const char *wanted)
{
	struct rtk_buf buf = {0};

	assert_good(rtk_file_read(&buf, path, &err));
	assert_string_equal(buf.bytes, wanted);
	rtk_buf_release(&buf);
}

static void
files_of_a_batch_get_their_names_together(void **state)
{
	struct rtk_file_batch *batch = new_batch();
	struct stat status;

	(void)state;
	(void)umask(0);
	assert_good(rtk_file_write("batch/b", "old", 3, &err));
	assert_good(rtk_file_batch_write(batch, "a", "one", 3, &err));
	assert_good(rtk_file_batch_write(batch, "b", "two", 3, &err));
	assert_false(rtk_file_exists("batch/a"));
	assert_true(rtk_file_exists("batch/a.part"));
	assert_content("batch/b", "old");
	assert_good(rtk_file_batch_end(batch, &err));
	assert_content("batch/a", "one");
	assert_content("batch/b", "two");
	assert_false(rtk_file_exists("batch/a.part"));
	assert_int_equal(stat("batch/a", &status), 0);
	assert_int_equal(status.st_mode & 0777, 0600);
	/* what is there already is left alone, and nothing waits */
	assert_good(rtk_file_batch_write(batch, "a", "one", 3, &err));
	assert_false(rtk_file_exists("batch/a.part"));
	rtk_file_batch_free(batch);
	(void)umask(022);
}

/* A run of any length leaves few files without their names. */
static void
a_full_batch_is_named_on_the_way(void **state)
{
	enum { MIB = 1 << 20 };
	struct rtk_file_batch *batch = new_batch();
	char *bytes = calloc(1, MIB), name[16];

	(void)state;
	assert_non_null(bytes);
	for (int i = 0; i < 16; i++) {
		(void)snprintf(name, sizeof(name), "%d", i);
		assert_false(rtk_file_exists("batch/0"));
		assert_good(
		    rtk_file_batch_write(batch, name, bytes, MIB, &err));
	}
	assert_true(rtk_file_exists("batch/0"));
	assert_true(rtk_file_exists("batch/15"));
	rtk_file_batch_free(batch);
	free(bytes);
}

static void
a_batch_that_is_given_up_leaves_nothing(void **state)
{
	struct rtk_file_batch *batch = new_batch();

	(void)state;
	assert_good(rtk_file_batch_write(batch, "first", "one", 3, &err));
	assert_good(rtk_file_make_folder("batch/second.part", &err));
	assert_fault(rtk_file_batch_write(batch, "second", "two", 3, &err),
	    RTK_E_FILE_WRITE);
	assert_false(rtk_file_exists("batch/first.part"));
	assert_good(rtk_file_batch_end(batch, &err));
	assert_false(rtk_file_exists("batch/first"));
	assert_good(rtk_file_batch_write(batch, "third", "one", 3, &err));
	rtk_file_batch_free(batch);
	assert_false(rtk_file_exists("batch/third.part"));
	assert_false(rtk_file_exists("batch/third"));
	assert_fault(
	    rtk_file_batch_new(&batch, "none", &err), RTK_E_FILE_CREATE);
}

static void
absence_names_the_file(void **state)
{
	struct rtk_err named = RTK_ERR_INIT;
	struct rtk_buf buf = {0};

	(void)state;
	assert_int_equal(rtk_file_read(&buf, "none", &named), -1);
	assert_int_equal(named.fault, RTK_E_FILE_OPEN);
	assert_string_equal(named.file, "none");
	assert_fault(rtk_file_read(&buf, ".", &err), RTK_E_FILE_OPEN);
	assert_fault(
	    rtk_file_write("none/x", "x", 1, &err), RTK_E_FILE_CREATE);
	assert_fault(rtk_file_make_folder("same/x", &err), RTK_E_FILE_CREATE);
	rtk_buf_release(&buf);
}

static void
name_is_behind_the_last_slash(void **state)
{
	(void)state;
	assert_string_equal(rtk_file_name("a/b/c.csv"), "c.csv");
	assert_string_equal(rtk_file_name("c.csv"), "c.csv");
	assert_string_equal(rtk_file_name("a/"), "");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(what_was_written_is_read),
	    cmocka_unit_test(mode_is_private_whatever_the_umask),
	    cmocka_unit_test(same_content_is_left_alone),
	    cmocka_unit_test(old_content_stays_whole_for_its_reader),
	    cmocka_unit_test(a_part_left_by_a_cut_run_does_no_harm),
	    cmocka_unit_test(files_of_a_batch_get_their_names_together),
	    cmocka_unit_test(a_full_batch_is_named_on_the_way),
	    cmocka_unit_test(a_batch_that_is_given_up_leaves_nothing),
	    cmocka_unit_test(absence_names_the_file),
	    cmocka_unit_test(name_is_behind_the_last_slash),
	};

	return cmocka_run_group_tests(
	    tests, test_enter_folder, test_leave_folder);
}
