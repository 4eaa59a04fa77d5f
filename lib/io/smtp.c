#include "base/base.h"

#include "io/smtp.h"

#include <curl/curl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { LAST = 2 }; /* bytes: the end of the last line */

/* How far a message has come: the last command that was sent for it. */
enum stage { BEFORE, MAIL, RCPT, DATA };

struct rtk_smtp {
	CURL *curl;
	char problem[CURL_ERROR_SIZE];
	/* the message in hand */
	const struct rtk_smtp_message *message;
	size_t taken; /* bytes that the library has */
	bool ended;   /* it has the last of them */
	enum stage stage;
	bool leaving; /* QUIT was said */
	int code;     /* of the last answer before the goodbye */
	char *answer; /* its line */
	struct rtk_err *err;
	int rc;
};

/* --- what the library asks ---------------------------------------------- */

static size_t
read_message(char *out, size_t size, size_t count, void *context)
{
	struct rtk_smtp *s = context;
	const struct rtk_smtp_message *m = s->message;
	size_t left = m->size - s->taken;
	size_t wanted = size * count < left ? size * count : left;

	/* the last bytes by themselves: until then nothing is in doubt */
	if (wanted == left && left > LAST)
		wanted = left - LAST;
	/* the library knows the size: it will not ask behind the last byte */
	if (wanted == left && !s->ended) {
		s->rc = m->ending(m->context, s->err);
		if (s->rc < 0)
			return CURL_READFUNC_ABORT;
		s->ended = true;
	}
	memcpy(out, m->bytes + s->taken, wanted);
	s->taken += wanted;
	return wanted;
}

static void
note_command(struct rtk_smtp *s, const char *line, size_t size)
{
	static const char *const words[] = {
	    [MAIL] = "MAIL FROM", [RCPT] = "RCPT TO", [DATA] = "DATA"};

	s->leaving = s->leaving || (size >= 4 && memcmp(line, "QUIT", 4) == 0);
	for (int i = MAIL; i <= DATA; i++)
		if (size >= strlen(words[i]) &&
		    memcmp(line, words[i], strlen(words[i])) == 0)
			s->stage = (enum stage)i;
}

/* One line for people and tables: no control bytes, no separators. */
static void
keep_answer(char *out, const char *line, size_t size)
{
	size_t at = 0;

	for (size_t i = 0; i < size && at < RTK_SMTP_ANSWER - 1; i++) {
		unsigned char c = (unsigned char)line[i];

		if (c == '\0' || c == '\r' || c == '\n')
			break;
		out[at++] = c < ' ' || c > '~' || c == ';' || c == '"'
		    ? ' '
		    : (char)c;
	}
	out[at] = '\0';
}

/* "550 5.1.1 no such user": the code, and the line for people. */
static void
note_answer(struct rtk_smtp *s, const char *line, size_t size)
{
	int code = 0;

	if (s->leaving)
		return;
	for (size_t i = 0; i < 3 && i < size; i++)
		code = line[i] >= '0' && line[i] <= '9'
		    ? code * 10 + (line[i] - '0')
		    : 0;
	s->code = code;
	keep_answer(s->answer, line, size);
}

static int
watch(CURL *curl, curl_infotype type, char *line, size_t size, void *context)
{
	struct rtk_smtp *s = context;

	(void)curl;
	if (s->answer == NULL)
		return 0;
	if (type == CURLINFO_HEADER_OUT)
		note_command(s, line, size);
	else if (type == CURLINFO_HEADER_IN)
		note_answer(s, line, size);
	return 0;
}

/* --- opening -------------------------------------------------------------- */

static void
set_options(CURL *c, struct rtk_smtp *s, const struct rtk_smtp_server *server)
{
	long tls = server->plain ? CURLUSESSL_NONE : CURLUSESSL_ALL;
	long seconds = server->timeout;

	(void)curl_easy_setopt(c, CURLOPT_USE_SSL, tls);
	(void)curl_easy_setopt(c, CURLOPT_CONNECTTIMEOUT, seconds);
	(void)curl_easy_setopt(c, CURLOPT_SERVER_RESPONSE_TIMEOUT, seconds);
	(void)curl_easy_setopt(c, CURLOPT_NOSIGNAL, 1L);
	(void)curl_easy_setopt(c, CURLOPT_NOPROXY, "*");
	(void)curl_easy_setopt(c, CURLOPT_UPLOAD, 1L);
	(void)curl_easy_setopt(c, CURLOPT_READFUNCTION, read_message);
	(void)curl_easy_setopt(c, CURLOPT_READDATA, s);
	(void)curl_easy_setopt(c, CURLOPT_ERRORBUFFER, s->problem);
	(void)curl_easy_setopt(c, CURLOPT_VERBOSE, 1L);
	(void)curl_easy_setopt(c, CURLOPT_DEBUGFUNCTION, watch);
	(void)curl_easy_setopt(c, CURLOPT_DEBUGDATA, s);
	if (server->ca != NULL) {
		(void)curl_easy_setopt(c, CURLOPT_CAINFO, server->ca);
		(void)curl_easy_setopt(c, CURLOPT_CAPATH, NULL);
	}
	if (server->netrc == NULL)
		return;
	(void)curl_easy_setopt(c, CURLOPT_NETRC, CURL_NETRC_REQUIRED);
	(void)curl_easy_setopt(c, CURLOPT_NETRC_FILE, server->netrc);
}

int
rtk_smtp_open(struct rtk_smtp **out, const struct rtk_smtp_server *server,
    struct rtk_err *err)
{
	struct rtk_smtp *s = rtk_alloc(sizeof(*s));

	/* counted: each open has its close */
	(void)curl_global_init(CURL_GLOBAL_DEFAULT);
	*s = (struct rtk_smtp){.curl = curl_easy_init()};
	if (s->curl == NULL)
		rtk_out_of_memory();
	set_options(s->curl, s, server);
	if (curl_easy_setopt(s->curl, CURLOPT_PROTOCOLS_STR, "smtp,smtps") !=
		CURLE_OK ||
	    curl_easy_setopt(s->curl, CURLOPT_URL, server->url) != CURLE_OK ||
	    (strncmp(server->url, "smtp://", 7) != 0 &&
		strncmp(server->url, "smtps://", 8) != 0)) {
		rtk_smtp_close(s);
		return rtk_failf(err, RTK_E_SMTP_URL, "%s", server->url);
	}
	*out = s;
	return 0;
}

void
rtk_smtp_close(struct rtk_smtp *s)
{
	if (s == NULL)
		return;
	curl_easy_cleanup(s->curl);
	curl_global_cleanup();
	free(s);
}

/* --- sending -------------------------------------------------------------- */

/* By what the server said, and by what it had been told. */
static enum rtk_smtp_outcome
judge(const struct rtk_smtp *s, CURLcode result)
{
	int code = s->code;

	if (result == CURLE_OK)
		return RTK_SMTP_SENT;
	if (s->stage == BEFORE || result == CURLE_LOGIN_DENIED)
		return RTK_SMTP_NO_SERVER;
	if (code >= 500 && code < 600)
		return s->stage == MAIL ? RTK_SMTP_NO_SERVER
					: RTK_SMTP_REFUSED;
	if (code >= 400 && code < 500)
		return RTK_SMTP_LATER;
	return s->ended ? RTK_SMTP_DOUBT : RTK_SMTP_LATER;
}

static CURLcode
perform(struct rtk_smtp *s)
{
	const struct rtk_smtp_message *m = s->message;
	char from[300], to[300];
	struct curl_slist *list;
	CURLcode result;

	(void)snprintf(from, sizeof(from), "<%.254s>", m->from);
	(void)snprintf(to, sizeof(to), "<%.254s>", m->to);
	list = curl_slist_append(NULL, to);
	if (list == NULL)
		rtk_out_of_memory();
	(void)curl_easy_setopt(s->curl, CURLOPT_MAIL_FROM, from);
	(void)curl_easy_setopt(s->curl, CURLOPT_MAIL_RCPT, list);
	(void)curl_easy_setopt(
	    s->curl, CURLOPT_INFILESIZE_LARGE, (curl_off_t)m->size);
	result = curl_easy_perform(s->curl);
	(void)curl_easy_setopt(s->curl, CURLOPT_MAIL_RCPT, NULL);
	curl_slist_free_all(list);
	return result;
}

int
rtk_smtp_send(enum rtk_smtp_outcome *out, char answer[RTK_SMTP_ANSWER],
    struct rtk_smtp *s, const struct rtk_smtp_message *message,
    struct rtk_err *err)
{
	CURLcode result;

	answer[0] = '\0';
	s->problem[0] = '\0';
	s->message = message;
	s->taken = 0;
	s->ended = false;
	s->stage = BEFORE;
	s->leaving = false;
	s->code = 0;
	s->answer = answer;
	s->err = err;
	s->rc = 0;
	result = perform(s);
	s->answer = NULL;
	if (s->rc < 0)
		return -1;
	*out = judge(s, result);
	/* no answer to what was asked last: the reason stands elsewhere */
	if (*out == RTK_SMTP_DOUBT || *out == RTK_SMTP_NO_SERVER ||
	    answer[0] == '\0')
		keep_answer(answer,
		    s->problem[0] != '\0' ? s->problem
					  : curl_easy_strerror(result),
		    CURL_ERROR_SIZE);
	return 0;
}
