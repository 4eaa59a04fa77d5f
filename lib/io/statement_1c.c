#include "base/base.h"

#include "io/statement_1c.h"

#include <stdlib.h>
#include <string.h>

#include "io/statement_check.h"
#include "text/lines.h"
#include "text/utf8.h"

/* What a key of a section fills. */
enum type { TEXT, DATE, SUM, SUM_MAYBE };

struct key {
	const char *name;
	enum type type;
	size_t offset; /* of the member in the struct of the section */
};

#define ACCOUNT(name, type, member) \
	{ \
		name, type, offsetof(struct rtk_statement_account, member) \
	}

static const struct key account_keys[] = {
    ACCOUNT("ДатаНачала", DATE, begin),
    ACCOUNT("ДатаКонца", DATE, end),
    ACCOUNT("РасчСчет", TEXT, account),
    ACCOUNT("НачальныйОстаток", SUM_MAYBE, opening),
    ACCOUNT("ВсегоПоступило", SUM_MAYBE, in),
    ACCOUNT("ВсегоСписано", SUM_MAYBE, out),
    ACCOUNT("КонечныйОстаток", SUM_MAYBE, closing),
};

/* A document with all that it says, before the best of it is chosen. */
struct draft {
	struct rtk_statement_document document;
	struct rtk_bank_text payer_name_1;
	struct rtk_bank_text payer_account_1;
	struct rtk_bank_text payee_name_1;
	struct rtk_bank_text payee_account_1;
	struct rtk_bank_text purpose[RTK_STATEMENT_PURPOSE_LINES];
};

#define DOCUMENT(name, type, member) \
	{ \
		name, type, offsetof(struct draft, member) \
	}

/* The first three are due. */
enum { DUE_KEYS = 3 };

static const struct key document_keys[] = {
    DOCUMENT("Номер", TEXT, document.number),
    DOCUMENT("Дата", DATE, document.date),
    DOCUMENT("Сумма", SUM, document.amount),
    DOCUMENT("ПлательщикСчет", TEXT, document.payer.account),
    DOCUMENT("ПлательщикРасчСчет", TEXT, payer_account_1),
    DOCUMENT("Плательщик", TEXT, document.payer.name),
    DOCUMENT("Плательщик1", TEXT, payer_name_1),
    DOCUMENT("ПлательщикИНН", TEXT, document.payer.inn),
    DOCUMENT("ПлательщикБИК", TEXT, document.payer.bic),
    DOCUMENT("ДатаСписано", DATE, document.debited),
    DOCUMENT("ПолучательСчет", TEXT, document.payee.account),
    DOCUMENT("ПолучательРасчСчет", TEXT, payee_account_1),
    DOCUMENT("Получатель", TEXT, document.payee.name),
    DOCUMENT("Получатель1", TEXT, payee_name_1),
    DOCUMENT("ПолучательИНН", TEXT, document.payee.inn),
    DOCUMENT("ПолучательБИК", TEXT, document.payee.bic),
    DOCUMENT("ДатаПоступило", DATE, document.received),
    DOCUMENT("ВидОплаты", TEXT, document.payment_kind),
    DOCUMENT("Код", TEXT, document.code),
    DOCUMENT("НазначениеПлатежа", TEXT, document.purpose),
    DOCUMENT("НазначениеПлатежа1", TEXT, purpose[0]),
    DOCUMENT("НазначениеПлатежа2", TEXT, purpose[1]),
    DOCUMENT("НазначениеПлатежа3", TEXT, purpose[2]),
    DOCUMENT("НазначениеПлатежа4", TEXT, purpose[3]),
    DOCUMENT("НазначениеПлатежа5", TEXT, purpose[4]),
    DOCUMENT("НазначениеПлатежа6", TEXT, purpose[5]),
};

static const struct key head_keys[] = {
    {"ВерсияФормата", TEXT, offsetof(struct rtk_statement, version)},
    {"Отправитель", TEXT, offsetof(struct rtk_statement, sender)},
    {"ДатаНачала", DATE, offsetof(struct rtk_statement, begin)},
    {"ДатаКонца", DATE, offsetof(struct rtk_statement, end)},
};

/* A document may pay a whole register: a hundred thousand million roubles. */
#define SUM_KOP_MAX INT64_C(10000000000000)

enum section { HEAD, ACCOUNT_SECTION, DOCUMENT_SECTION, ENDED };

struct parser {
	const struct rtk_bankfile *file;
	struct rtk_bankfile_faults faults;
	struct rtk_statement statement;
	enum section section;
	long section_line;
	struct rtk_statement_account account; /* the section it is in */
	struct draft draft;
	long seen[RTK_COUNT(document_keys)]; /* line of each key, 0: none */
};

/* --- keys -------------------------------------------------------------- */

static const struct key *
find_key(const struct key *keys, size_t count, struct rtk_bank_text name)
{
	for (size_t i = 0; i < count; i++)
		if (rtk_bank_is(name, keys[i].name))
			return &keys[i];
	return NULL;
}

/* Puts a value where its key says; an empty date or sum is none. */
static int
put_value(void *into, const struct key *key, struct rtk_bank_text value,
    struct rtk_err *err)
{
	char *member = (char *)into + key->offset;
	struct rtk_statement_sum sum = {{0}, true};
	struct rtk_date date = RTK_DATE_NONE;

	if (key->type == TEXT) {
		memcpy(member, &value, sizeof(value));
		return 0;
	}
	if (key->type == DATE) {
		if (value.size > 0 &&
		    rtk_bankfile_date(&date, value, key->name, err) != 0)
			return -1;
		memcpy(member, &date, sizeof(date));
		return 0;
	}
	if (key->type == SUM_MAYBE && value.size == 0)
		return 0;
	if (rtk_bankfile_sum(&sum.sum, value, key->name, err) != 0)
		return -1;
	if (key->type == SUM)
		memcpy(member, &sum.sum, sizeof(sum.sum));
	else
		memcpy(member, &sum, sizeof(sum));
	return 0;
}

static int
put_document(struct parser *parser, const struct key *key,
    struct rtk_bank_text value, long line, struct rtk_err *err)
{
	size_t i = (size_t)(key - document_keys);

	/* two sums or two dates: nobody knows which is the right one */
	if (i < DUE_KEYS && parser->seen[i] > 0) {
		(void)rtk_failf(err, RTK_E_ROW_DOUBLED, "%ld", parser->seen[i]);
		return rtk_err_cell(err, key->name, value.bytes, value.size);
	}
	parser->seen[i] = line;
	return put_value(&parser->draft, key, value, err);
}

/* --- sections ---------------------------------------------------------- */

static void
begin_account(struct parser *parser)
{
	parser->account = (struct rtk_statement_account){
	    .line = parser->section_line,
	    .account = {"", 0},
	    .begin = RTK_DATE_NONE,
	    .end = RTK_DATE_NONE,
	};
}

static void
begin_document(struct parser *parser, struct rtk_bank_text kind)
{
	static const struct rtk_bank_text none = {"", 0};
	static const struct rtk_statement_party nobody = {
	    {"", 0}, {"", 0}, {"", 0}, {"", 0}};
	struct draft *draft = &parser->draft;

	*draft = (struct draft){.document = {.line = parser->section_line,
				    .kind = kind,
				    .number = none,
				    .date = RTK_DATE_NONE,
				    .payer = nobody,
				    .payee = nobody,
				    .received = RTK_DATE_NONE,
				    .debited = RTK_DATE_NONE,
				    .purpose = none,
				    .payment_kind = none,
				    .code = none}};
	memset(parser->seen, 0, sizeof(parser->seen));
}

static int
end_account(struct parser *parser, struct rtk_err *err)
{
	struct rtk_statement *statement = &parser->statement;

	if (parser->account.account.size == 0)
		return rtk_failf(err, RTK_E_STATEMENT_FIELD, "%s", "РасчСчет");
	if (rtk_statement_check_balance(&parser->account, err) != 0)
		return -1;
	if (statement->account_count == RTK_STATEMENT_ACCOUNTS_MAX)
		return rtk_failf(err, RTK_E_CSV_TOO_MANY_ROWS, "%d",
		    RTK_STATEMENT_ACCOUNTS_MAX);
	statement->accounts[statement->account_count++] = parser->account;
	return 0;
}

/* The purpose as a whole, else its lines 1 to 6 joined by a space. */
static struct rtk_bank_text
join_purpose(struct parser *parser)
{
	const struct draft *draft = &parser->draft;
	struct rtk_buf joined = {0};
	struct rtk_bank_text out = {"", 0};

	if (draft->document.purpose.size > 0)
		return draft->document.purpose;
	for (size_t i = 0; i < RTK_STATEMENT_PURPOSE_LINES; i++) {
		if (draft->purpose[i].size == 0)
			continue;
		if (joined.size > 0)
			rtk_buf_add_byte(&joined, ' ');
		rtk_buf_add(
		    &joined, draft->purpose[i].bytes, draft->purpose[i].size);
	}
	if (joined.size > 0)
		out = (struct rtk_bank_text){rtk_arena_copy(parser->file->arena,
						 joined.bytes, joined.size),
		    joined.size};
	rtk_buf_release(&joined);
	return out;
}

static void
prefer(struct rtk_bank_text *to, struct rtk_bank_text other, bool always)
{
	if (other.size > 0 && (always || to->size == 0))
		*to = other;
}

static int
end_document(struct parser *parser, struct rtk_err *err)
{
	struct rtk_statement *statement = &parser->statement;
	struct draft *draft = &parser->draft;
	struct rtk_statement_document *document = &draft->document;

	for (size_t i = 0; i < DUE_KEYS; i++)
		if (parser->seen[i] == 0)
			return rtk_failf(err, RTK_E_STATEMENT_FIELD, "%s",
			    document_keys[i].name);
	if (rtk_date_is_none(document->date))
		return rtk_failf(err, RTK_E_STATEMENT_FIELD, "%s", "Дата");
	if (document->amount.v < 0 || document->amount.v > SUM_KOP_MAX)
		return rtk_fail(err, RTK_E_NUM_RANGE);
	/* "Плательщик" often has the INN in front, "Плательщик1" never */
	prefer(&document->payer.name, draft->payer_name_1, true);
	prefer(&document->payee.name, draft->payee_name_1, true);
	prefer(&document->payer.account, draft->payer_account_1, false);
	prefer(&document->payee.account, draft->payee_account_1, false);
	document->purpose = join_purpose(parser);
	statement->documents[statement->document_count++] = *document;
	return 0;
}

/* A section begins; the one before must be closed. */
static int
begin_section(struct parser *parser, enum section section,
    struct rtk_bank_text kind, long line, struct rtk_err *err)
{
	int rc = 0;

	if (parser->section != HEAD)
		rc = rtk_fail(err, RTK_E_STATEMENT_SECTION);
	parser->section = section;
	parser->section_line = line;
	if (section == ACCOUNT_SECTION)
		begin_account(parser);
	else
		begin_document(parser, kind);
	return rc;
}

static int
end_section(struct parser *parser, enum section section, struct rtk_err *err)
{
	enum section was = parser->section;

	parser->section = HEAD;
	if (was != section)
		return rtk_fail(err, RTK_E_STATEMENT_SECTION);
	return section == ACCOUNT_SECTION ? end_account(parser, err)
					  : end_document(parser, err);
}

static int
end_file(struct parser *parser, struct rtk_err *err)
{
	enum section was = parser->section;

	parser->section = ENDED;
	return was == HEAD ? 0 : rtk_fail(err, RTK_E_STATEMENT_SECTION);
}

/* --- lines ------------------------------------------------------------- */

static int
take_head(struct parser *parser, struct rtk_bank_text name,
    struct rtk_bank_text value, struct rtk_err *err)
{
	struct rtk_statement *statement = &parser->statement;
	const struct key *key = find_key(head_keys, RTK_COUNT(head_keys), name);

	if (key != NULL)
		return put_value(statement, key, value, err);
	if (rtk_bank_is(name, "РасчСчет") && value.size > 0)
		statement->head_accounts[statement->head_account_count++] =
		    value;
	return 0;
}

static int
take_value(struct parser *parser, struct rtk_bank_text name,
    struct rtk_bank_text value, long line, struct rtk_err *err)
{
	const struct key *key;

	if (parser->section == HEAD)
		return take_head(parser, name, value, err);
	if (parser->section == ACCOUNT_SECTION) {
		key = find_key(account_keys, RTK_COUNT(account_keys), name);
		return key == NULL
		    ? 0
		    : put_value(&parser->account, key, value, err);
	}
	key = find_key(document_keys, RTK_COUNT(document_keys), name);
	return key == NULL ? 0 : put_document(parser, key, value, line, err);
}

/* Marks that begin and end sections; 1 if the line is none of them. */
static int
take_mark(struct parser *parser, struct rtk_bank_text name,
    struct rtk_bank_text value, long line, struct rtk_err *err)
{
	if (rtk_bank_is(name, "СекцияРасчСчет"))
		return begin_section(parser, ACCOUNT_SECTION, value, line, err);
	if (rtk_bank_is(name, "СекцияДокумент"))
		return begin_section(
		    parser, DOCUMENT_SECTION, value, line, err);
	if (rtk_bank_is(name, "КонецРасчСчет"))
		return end_section(parser, ACCOUNT_SECTION, err);
	if (rtk_bank_is(name, "КонецДокумента"))
		return end_section(parser, DOCUMENT_SECTION, err);
	if (rtk_bank_is(name, "КонецФайла"))
		return end_file(parser, err);
	return 1;
}

/* One Russian word: a key whose value was left out with its sign. */
static bool
is_word(struct rtk_bank_text text)
{
	const char *at = text.bytes, *end = at + text.size;
	size_t digits = 0;

	while (at < end) {
		uint32_t letter = rtk_utf8_fold(rtk_utf8_next(&at, end));

		if (letter >= '0' && letter <= '9')
			digits++;
		else if (letter < 0x430 || letter > 0x44F)
			return false;
	}
	return digits <= 1;
}

static int
take_line(
    struct parser *parser, const struct rtk_line *line, struct rtk_err *err)
{
	const char *equals = memchr(line->bytes, '=', line->size);
	const char *end = line->bytes + line->size;
	struct rtk_bank_text name = rtk_bank_trim(line->bytes, line->size);
	struct rtk_bank_text value = {"", 0};
	int rc;

	if (name.size == 0)
		return 0;
	if (parser->section == ENDED)
		return rtk_fail(err, RTK_E_STATEMENT_SECTION);
	if (line->size > RTK_BANKFILE_LINE_BYTES_MAX)
		return rtk_failf(
		    err, RTK_E_ROW_LONG, "%d", RTK_BANKFILE_LINE_BYTES_MAX);
	if (equals != NULL) {
		name =
		    rtk_bank_trim(line->bytes, (size_t)(equals - line->bytes));
		value = rtk_bank_trim(equals + 1, (size_t)(end - equals - 1));
	}
	rc = take_mark(parser, name, value, line->number, err);
	if (rc <= 0)
		return rc;
	if (equals != NULL)
		return take_value(parser, name, value, line->number, err);
	/* between sections no money can hide: what stands there is noise */
	if (parser->section == HEAD || is_word(name))
		return 0;
	return rtk_fail(err, RTK_E_STATEMENT_LINE);
}

/* Room for as many sections as begin, and for the accounts of the head. */
static void
prepare(struct parser *parser)
{
	const struct rtk_bankfile *file = parser->file;
	struct rtk_statement *statement = &parser->statement;
	size_t heads = 0, accounts = 0, documents = 0;
	struct rtk_lines lines;
	struct rtk_line line;

	rtk_lines_init(&lines, file->text, file->size);
	while (rtk_lines_next(&lines, &line)) {
		const char *equals = memchr(line.bytes, '=', line.size);
		struct rtk_bank_text name = rtk_bank_trim(line.bytes,
		    equals != NULL ? (size_t)(equals - line.bytes) : line.size);

		heads += rtk_bank_is(name, "РасчСчет");
		accounts += rtk_bank_is(name, "СекцияРасчСчет");
		documents += rtk_bank_is(name, "СекцияДокумент");
	}
	if (accounts > RTK_STATEMENT_ACCOUNTS_MAX)
		accounts = RTK_STATEMENT_ACCOUNTS_MAX;
	statement->version = statement->sender = (struct rtk_bank_text){"", 0};
	statement->begin = statement->end = RTK_DATE_NONE;
	statement->head_accounts = rtk_arena_get(
	    file->arena, heads * sizeof(*statement->head_accounts));
	statement->accounts =
	    rtk_arena_get(file->arena, accounts * sizeof(*statement->accounts));
	statement->documents = rtk_arena_get(
	    file->arena, documents * sizeof(*statement->documents));
}

static void
take_lines(struct parser *parser)
{
	struct rtk_lines lines;
	struct rtk_line line;
	bool first = true;

	rtk_lines_init(&lines, parser->file->text, parser->file->size);
	while (rtk_lines_next(&lines, &line)) {
		struct rtk_err fault = RTK_ERR_INIT;

		/* the first line was seen to be the name of the format */
		if (first) {
			first = rtk_bank_trim(line.bytes, line.size).size == 0;
			continue;
		}
		if (take_line(parser, &line, &fault) != 0)
			rtk_bankfile_fault(
			    &parser->faults, line.number, &fault);
	}
}

/* A section that is open at the end lost a part: that is a fault. */
static void
check_end(struct parser *parser)
{
	struct rtk_err told = RTK_ERR_INIT;

	if (parser->section == ENDED)
		return;
	parser->statement.cut = true;
	if (parser->section == HEAD) {
		(void)rtk_fail(&told, RTK_E_STATEMENT_CUT);
		rtk_bankfile_note(&parser->faults, 0, &told);
		return;
	}
	(void)rtk_fail(&told, RTK_E_STATEMENT_SECTION);
	rtk_bankfile_fault(&parser->faults, parser->section_line, &told);
}

bool
rtk_statement_1c_is(const char *text, size_t size)
{
	struct rtk_lines lines;
	struct rtk_line line;
	struct rtk_bank_text first = {"", 0};

	rtk_lines_init(&lines, text, size);
	while (first.size == 0 && rtk_lines_next(&lines, &line))
		first = rtk_bank_trim(line.bytes, line.size);
	return rtk_bank_is(first, "1CClientBankExchange");
}

int
rtk_statement_1c_parse(struct rtk_statement *out,
    const struct rtk_bankfile *file, struct rtk_err *err)
{
	struct parser parser = {.file = file, .faults = {.file = file}};
	struct rtk_err fault = RTK_ERR_INIT;

	if (!rtk_statement_1c_is(file->text, file->size)) {
		(void)rtk_fail(&fault, RTK_E_STATEMENT_HEADER);
		rtk_bankfile_fault(&parser.faults, 1, &fault);
		return rtk_bankfile_verdict(&parser.faults, err);
	}
	prepare(&parser);
	take_lines(&parser);
	check_end(&parser);
	if (rtk_bankfile_verdict(&parser.faults, err) != 0)
		return -1;
	rtk_statement_check_documents(&parser.statement, &parser.faults);
	*out = parser.statement;
	return 0;
}
