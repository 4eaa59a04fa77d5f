#include "test.h"

#include "base/sha256.h"

static void
known_digests(void **state)
{
	static const struct {
		const char *text;
		const char *hex;
	} cases[] = {
	    {"", "e3b0c44298fc1c149afbf4c8996fb924"
		 "27ae41e4649b934ca495991b7852b855"},
	    {"abc", "ba7816bf8f01cfea414140de5dae2223"
		    "b00361a396177a9cb410ff61f20015ad"},
	    {"abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq",
		"248d6a61d20638b8e5c026930c3e6039"
		"a33ce45964ff2167f6ecedd419db06c1"},
	};
	uint8_t digest[RTK_SHA256_BYTES];
	char hex[RTK_SHA256_HEX];

	(void)state;
	for (size_t i = 0; i < RTK_COUNT(cases); i++) {
		rtk_sha256(digest, cases[i].text, strlen(cases[i].text));
		rtk_sha256_hex(hex, digest);
		assert_string_equal(hex, cases[i].hex);
	}
}

static void
a_million_letters(void **state)
{
	enum { SIZE = 1000000 };
	char *bytes = rtk_alloc(SIZE);
	uint8_t digest[RTK_SHA256_BYTES];
	char hex[RTK_SHA256_HEX];

	(void)state;
	memset(bytes, 'a', SIZE);
	rtk_sha256(digest, bytes, SIZE);
	rtk_sha256_hex(hex, digest);
	assert_string_equal(hex, "cdc76e5c9914fb9281a1c7e284d73e67"
				 "f1809a48a497200e046d39ccc7112cd0");
	free(bytes);
}

static void
pieces_give_the_digest_of_the_whole(void **state)
{
	struct rtk_sha256_stream *stream = rtk_sha256_stream_new();
	uint8_t whole[RTK_SHA256_BYTES], pieces[RTK_SHA256_BYTES];
	char bytes[1000];

	(void)state;
	for (size_t i = 0; i < sizeof(bytes); i++)
		bytes[i] = (char)i;
	for (size_t at = 0, size = 0; at < sizeof(bytes); at += size++) {
		if (size > sizeof(bytes) - at)
			size = sizeof(bytes) - at;
		rtk_sha256_stream_add(stream, bytes + at, size);
	}
	rtk_sha256_stream_finish(stream, pieces);
	rtk_sha256(whole, bytes, sizeof(bytes));
	assert_memory_equal(pieces, whole, sizeof(whole));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(known_digests),
	    cmocka_unit_test(a_million_letters),
	    cmocka_unit_test(pieces_give_the_digest_of_the_whole),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
