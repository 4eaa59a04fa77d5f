#include "test.h"

#include "base/arena.h"

static void
memory_is_zeroed_aligned_and_apart(void **state)
{
	struct rtk_arena arena = {0};
	unsigned char *last = NULL;

	(void)state;
	for (size_t size = 1; size < 5000; size += 7) {
		unsigned char *now = rtk_arena_get(&arena, size);

		assert_int_equal((uintptr_t)now % 16, 0);
		for (size_t i = 0; i < size; i++)
			assert_int_equal(now[i], 0);
		memset(now, 0xA5, size);
		if (last != NULL)
			assert_int_equal(last[0], 0xA5);
		last = now;
	}
	rtk_arena_release(&arena);
}

static void
reset_gives_the_same_memory_again(void **state)
{
	struct rtk_arena arena = {0};
	char *first = rtk_arena_get(&arena, 100);
	char *big = rtk_arena_get(&arena, 1000000);

	(void)state;
	memset(first, 1, 100);
	memset(big, 1, 1000000);
	rtk_arena_reset(&arena);
	assert_ptr_equal(rtk_arena_get(&arena, 100), first);
	assert_int_equal(first[0], 0);
	assert_ptr_equal(rtk_arena_get(&arena, 1000000), big);
	assert_int_equal(big[999999], 0);
	rtk_arena_release(&arena);
}

static void
memory_stays_flat_over_many_rounds(void **state)
{
	struct rtk_arena arena = {0};
	char *seen = NULL;

	(void)state;
	for (int round = 0; round < 1000; round++) {
		char *got = rtk_arena_copy(&arena, "text and more", 4);

		assert_string_equal(got, "text");
		for (int i = 0; i < 100; i++)
			memset(rtk_arena_get(&arena, 3000), i, 3000);
		assert_true(seen == NULL || seen == got);
		seen = got;
		rtk_arena_reset(&arena);
	}
	rtk_arena_release(&arena);
	rtk_arena_release(&arena);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(memory_is_zeroed_aligned_and_apart),
	    cmocka_unit_test(reset_gives_the_same_memory_again),
	    cmocka_unit_test(memory_stays_flat_over_many_rounds),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
