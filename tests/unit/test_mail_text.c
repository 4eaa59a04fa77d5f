/* What of a message its sender wrote himself. */
#include "test.h"

#include "io/mail_read.h"
#include "io/mail_text.h"

static void
assert_own(const char *text, const char *own)
{
	struct rtk_buf out = {0};

	rtk_buf_add_text(&out, "");
	rtk_mail_text_own(&out, text, strlen(text));
	rtk_buf_add_text(&out, "");
	out.bytes[out.size] = '\0';
	assert_string_equal(out.bytes, own);
	rtk_buf_release(&out);
}

static void
quotations_and_signatures_are_cut(void **state)
{
	(void)state;
	assert_own("лс 1 25\n", "лс 1 25\n");
	assert_own("> лс 2 99\nлс 1 25\n", "лс 1 25\n");
	assert_own("лс 1\n-- \n25\n", "лс 1\n");
	assert_own("лс 1\nС УВАЖЕНИЕМ, кв 25\n25", "лс 1\n");
	assert_own("лс 1\nОтправлено из Почты\n25", "лс 1\n");
	assert_own("лс 1\n\n20.10.2026, 9:00, x@example.org:\n25", "лс 1\n");
	assert_own("лс 1\n20.10.2026, 9:00, x@example.org:\n25", "лс 1\n");
	/* broken over two lines: the date in the first one is no reading */
	assert_own(
	    "лс 1\n\nOn Oct 20, 2026 X\n<x@example.org> wrote:\n25", "лс 1\n");
	assert_own("лс 1\n\nИван Иванов написал(а):\n\n25", "лс 1\n");
	assert_own("От: x\nТема: лс 1 25\n", "");
	assert_own("лс 1\n---- Original Message ----\n25", "лс 1\n");
	assert_own("", "");
}

static void
assert_html(const char *html, const char *text)
{
	struct rtk_buf out = {0};

	rtk_mail_text_of_html(&out, html, strlen(html));
	assert_string_equal(out.bytes, text);
	rtk_buf_release(&out);
}

static void
html_becomes_text(void **state)
{
	(void)state;
	assert_html("12<b>34</b>", "1234");
	assert_html("1<br>2<td>3</td>", "1\n2 3 ");
	assert_html("1<style>p {top: 2px}</style>3", "13");
	assert_html("1<!-- 2 > 3 -->4", "14");
	assert_html(
	    "1<BLOCKQUOTE>2<blockquote>3</blockquote>4</BLOCKQUOTE>5", "15");
	/* what is never closed hides all behind it */
	assert_html("1<blockquote>2", "1");
	assert_html("1<script>2", "1");
	assert_html("1<b", "1");
	assert_html(
	    "&lt;&#1083;&#x441;&nbsp;&amp;&unknown;&", "<лс &&unknown;&");
	assert_html("&#55296;", "&#55296;");
	assert_html("", "");
}

static void
an_mbox_is_parted_at_its_borders(void **state)
{
	static const char box[] = "From a\nX: 1\n\nFrom here\n\nFrom b\nX: 2\n"
				  "From inside\n\r\nFrom c\n";
	static const char *const parts[] = {
	    "X: 1\n\n", "\n", "X: 2\nFrom inside\n\r\n", ""};
	const char *at = box, *end = box + strlen(box), *message;
	size_t size;

	(void)state;
	for (size_t i = 0; i < RTK_COUNT(parts); i++) {
		assert_true(rtk_mbox_next(&message, &size, &at, end));
		assert_int_equal(size, strlen(parts[i]));
		assert_memory_equal(message, parts[i], size);
	}
	assert_false(rtk_mbox_next(&message, &size, &at, end));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(quotations_and_signatures_are_cut),
	    cmocka_unit_test(html_becomes_text),
	    cmocka_unit_test(an_mbox_is_parted_at_its_borders),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
