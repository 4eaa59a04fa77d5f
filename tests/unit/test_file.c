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
	    cmocka_unit_test(absence_names_the_file),
	    cmocka_unit_test(name_is_behind_the_last_slash),
	};

	return cmocka_run_group_tests(
	    tests, test_enter_folder, test_leave_folder);
}
