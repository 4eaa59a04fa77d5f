#include "base/base.h"

#include "io/statement_camt.h"

#include <expat.h>
#include <stdlib.h>
#include <string.h>

#include "base/array.h"
#include "base/buf.h"
#include "io/statement_check.h"
#include "text/utf8.h"

/* What the text of an element tells. */
enum target {
	NOTHING,
	ACCOUNT,
	BEGIN,
	END,
	BALANCE_CODE,
	BALANCE_SUM,
	BALANCE_WAY,
	SUM_IN,
	SUM_OUT,
	ENTRY_SUM,
	ENTRY_WAY,
	ENTRY_DAY,
	ENTRY_STATUS,
	ENTRY_NUMBER,
	PART_SUM,
	NUMBER,
	ORDER_NUMBER,
	ORDER_DAY,
	PAYER_NAME,
	PAYER_INN,
	PAYER_ACCOUNT,
	PAYEE_NAME,
	PAYEE_INN,
	PAYEE_ACCOUNT,
	PURPOSE,
	KIND,
	TARGETS
};

#define STMT "Document/BkToCstmrStmt/Stmt"
#define PART STMT "/Ntry/NtryDtls/TxDtls"
#define DEBTOR PART "/RltdPties/Dbtr"
#define CREDITOR PART "/RltdPties/Cdtr"

/* Version 8 put a Pty between a party and its name. */
static const struct {
	const char *path;
	enum target target;
} rules[] = {
    {STMT "/Acct/Id/Othr/Id", ACCOUNT},
    {STMT "/Acct/Id/IBAN", ACCOUNT},
    {STMT "/FrToDt/FrDtTm", BEGIN},
    {STMT "/FrToDt/ToDtTm", END},
    {STMT "/Bal/Tp/CdOrPrtry/Cd", BALANCE_CODE},
    {STMT "/Bal/Amt", BALANCE_SUM},
    {STMT "/Bal/CdtDbtInd", BALANCE_WAY},
    {STMT "/TxsSummry/TtlCdtNtries/Sum", SUM_IN},
    {STMT "/TxsSummry/TtlDbtNtries/Sum", SUM_OUT},
    {STMT "/Ntry/Amt", ENTRY_SUM},
    {STMT "/Ntry/CdtDbtInd", ENTRY_WAY},
    {STMT "/Ntry/BookgDt/Dt", ENTRY_DAY},
    {STMT "/Ntry/BookgDt/DtTm", ENTRY_DAY},
    {STMT "/Ntry/Sts", ENTRY_STATUS},
    {STMT "/Ntry/Sts/Cd", ENTRY_STATUS},
    {STMT "/Ntry/NtryRef", ENTRY_NUMBER},
    {STMT "/Ntry/AcctSvcrRef", ENTRY_NUMBER},
    {PART "/Amt", PART_SUM},
    {PART "/AmtDtls/TxAmt/Amt", PART_SUM},
    {PART "/Refs/EndToEndId", NUMBER},
    {PART "/Refs/Prtry/Ref", NUMBER},
    {PART "/RmtInf/Strd/RfrdDocInf/Nb", ORDER_NUMBER},
    {PART "/RmtInf/Strd/RfrdDocInf/RltdDt", ORDER_DAY},
    {PART "/RmtInf/Strd/RfrdDocInf/RltdDt/Dt", ORDER_DAY},
    {DEBTOR "/Nm", PAYER_NAME},
    {DEBTOR "/Pty/Nm", PAYER_NAME},
    {DEBTOR "/Id/OrgId/Othr/Id", PAYER_INN},
    {DEBTOR "/Pty/Id/OrgId/Othr/Id", PAYER_INN},
    {DEBTOR "Acct/Id/Othr/Id", PAYER_ACCOUNT},
    {DEBTOR "Acct/Id/IBAN", PAYER_ACCOUNT},
    {CREDITOR "/Nm", PAYEE_NAME},
    {CREDITOR "/Pty/Nm", PAYEE_NAME},
    {CREDITOR "/Id/OrgId/Othr/Id", PAYEE_INN},
    {CREDITOR "/Pty/Id/OrgId/Othr/Id", PAYEE_INN},
    {CREDITOR "Acct/Id/Othr/Id", PAYEE_ACCOUNT},
    {CREDITOR "Acct/Id/IBAN", PAYEE_ACCOUNT},
    {PART "/RmtInf/Ustrd", PURPOSE},
    {PART "/Purp/Prtry", KIND},
    {STMT "/Ntry/BkTxCd/Prtry/Cd", KIND},
};

enum { DEPTH_MAX = 64, DAY_BYTES = 10 };

/* A balance under way, an entry, and the payments it consists of. */
struct parser {
	const struct rtk_bankfile *file;
	struct rtk_bankfile_faults faults;
	struct rtk_statement statement;
	size_t account_room, document_room;
	XML_Parser xml;
	struct rtk_buf path, text;
	size_t ends[DEPTH_MAX]; /* of the path at each depth */
	size_t depth;
	struct rtk_statement_account account;
	struct rtk_bank_text told[TARGETS]; /* of balance, entry, part */
	size_t first;                       /* document of the entry */
	bool done;
};

/* --- faults -------------------------------------------------------------- */

static long
line_of(const struct parser *parser)
{
	return (long)XML_GetCurrentLineNumber(parser->xml);
}

static void
tell(struct parser *parser, const struct rtk_err *fault)
{
	rtk_bankfile_fault(&parser->faults, line_of(parser), fault);
}

static void
tell_field(struct parser *parser, const char *field)
{
	struct rtk_err fault = RTK_ERR_INIT;

	rtk_failf(&fault, RTK_E_STATEMENT_FIELD, "%s", field);
	tell(parser, &fault);
}

/* --- values -------------------------------------------------------------- */

/* A day, or a moment of it: what follows the day is dropped. */
static void
read_day(struct parser *parser, struct rtk_date *out,
    struct rtk_bank_text text, const char *column)
{
	struct rtk_err fault = RTK_ERR_INIT;

	if (text.size > DAY_BYTES && text.bytes[DAY_BYTES] == 'T')
		text.size = DAY_BYTES;
	if (rtk_bankfile_date(out, text, column, &fault) != 0)
		tell(parser, &fault);
}

static void
read_sum(struct parser *parser, struct rtk_kop *out,
    struct rtk_bank_text text, const char *column)
{
	struct rtk_err fault = RTK_ERR_INIT;

	if (rtk_bankfile_sum(out, text, column, &fault) != 0)
		tell(parser, &fault);
}

static bool
is(struct rtk_bank_text text, const char *word)
{
	return text.size == strlen(word) &&
	    memcmp(text.bytes, word, text.size) == 0;
}

static void
forget(struct parser *parser, enum target from, enum target to)
{
	for (int i = (int)from; i <= (int)to; i++)
		parser->told[i] = (struct rtk_bank_text){"", 0};
}

/* --- statements ---------------------------------------------------------- */

static void
end_balance(struct parser *parser)
{
	struct rtk_bank_text code = parser->told[BALANCE_CODE];
	struct rtk_statement_sum *sum = NULL;

	if (is(code, "OPBD") || is(code, "PRCD"))
		sum = &parser->account.opening;
	else if (is(code, "CLBD"))
		sum = &parser->account.closing;
	if (sum != NULL && !(sum->given && is(code, "PRCD"))) {
		read_sum(
		    parser, &sum->sum, parser->told[BALANCE_SUM], "Amt");
		if (is(parser->told[BALANCE_WAY], "DBIT"))
			sum->sum.v = -sum->sum.v;
		sum->given = true;
	}
	forget(parser, BALANCE_CODE, BALANCE_WAY);
}

static void
end_statement(struct parser *parser)
{
	struct rtk_statement *s = &parser->statement;
	struct rtk_statement_account *a = &parser->account;
	struct rtk_err fault = RTK_ERR_INIT;

	a->account = parser->told[ACCOUNT];
	if (parser->told[BEGIN].size > 0)
		read_day(parser, &a->begin, parser->told[BEGIN], "FrDtTm");
	if (parser->told[END].size > 0)
		read_day(parser, &a->end, parser->told[END], "ToDtTm");
	a->in.given = parser->told[SUM_IN].size > 0;
	if (a->in.given)
		read_sum(parser, &a->in.sum, parser->told[SUM_IN], "Sum");
	a->out.given = parser->told[SUM_OUT].size > 0;
	if (a->out.given)
		read_sum(parser, &a->out.sum, parser->told[SUM_OUT], "Sum");
	if (a->account.size == 0)
		tell_field(parser, "Acct/Id");
	if (rtk_statement_check_balance(a, &fault) != 0)
		tell(parser, &fault);
	if (s->account_count < RTK_STATEMENT_ACCOUNTS_MAX) {
		s->accounts = rtk_array_grow(s->accounts,
		    &parser->account_room, s->account_count,
		    sizeof(*s->accounts));
		s->accounts[s->account_count++] = *a;
	}
	forget(parser, NOTHING, KIND);
}

static void
begin_statement(struct parser *parser)
{
	forget(parser, NOTHING, KIND);
	parser->account = (struct rtk_statement_account){
	    .line = line_of(parser),
	    .begin = RTK_DATE_NONE,
	    .end = RTK_DATE_NONE};
}

/* --- entries ------------------------------------------------------------- */

/* The other side is told; ours is the account of the statement. */
static void
set_parties(
    struct rtk_statement_document *d, const struct parser *parser, bool in)
{
	const struct rtk_bank_text *told = parser->told;

	d->payer = (struct rtk_statement_party){.name = told[PAYER_NAME],
	    .inn = told[PAYER_INN],
	    .account = in ? told[PAYER_ACCOUNT] : told[ACCOUNT],
	    .bic = {"", 0}};
	d->payee = (struct rtk_statement_party){.name = told[PAYEE_NAME],
	    .inn = told[PAYEE_INN],
	    .account = in ? told[ACCOUNT] : told[PAYEE_ACCOUNT],
	    .bic = {"", 0}};
}

static struct rtk_bank_text
number_of(const struct parser *parser)
{
	static const enum target places[] = {
	    ORDER_NUMBER, NUMBER, ENTRY_NUMBER};

	for (size_t i = 0; i < RTK_COUNT(places); i++) {
		struct rtk_bank_text text = parser->told[places[i]];

		if (text.size > 0 && !is(text, "NOTPROVIDED"))
			return text;
	}
	return (struct rtk_bank_text){"", 0};
}

/* A payment of the entry; way, day and status come when the entry ends. */
static void
end_part(struct parser *parser)
{
	struct rtk_statement *s = &parser->statement;
	struct rtk_statement_document d = {.line = line_of(parser),
	    .kind = {"", 0},
	    .number = number_of(parser),
	    .date = RTK_DATE_NONE,
	    .received = RTK_DATE_NONE,
	    .debited = RTK_DATE_NONE,
	    .purpose = parser->told[PURPOSE],
	    .payment_kind = parser->told[KIND],
	    .code = {"", 0}};

	if (parser->told[ORDER_DAY].size > 0)
		read_day(parser, &d.date, parser->told[ORDER_DAY], "RltdDt");
	/* -1: as much as the entry */
	d.amount.v = -1;
	if (parser->told[PART_SUM].size > 0)
		read_sum(parser, &d.amount, parser->told[PART_SUM], "Amt");
	set_parties(&d, parser, is(parser->told[ENTRY_WAY], "CRDT"));
	s->documents = rtk_array_grow(s->documents, &parser->document_room,
	    s->document_count, sizeof(*s->documents));
	s->documents[s->document_count++] = d;
	forget(parser, PART_SUM, KIND);
}

/* The payments of an entry make its sum. */
static void
check_parts(struct parser *parser, struct rtk_kop sum)
{
	struct rtk_statement *s = &parser->statement;
	struct rtk_err fault = RTK_ERR_INIT;
	size_t count = s->document_count - parser->first;
	int64_t parts = 0;

	if (count == 1)
		s->documents[parser->first].amount = sum;
	for (size_t i = parser->first; count > 1 && i < s->document_count; i++)
		if (s->documents[i].amount.v < 0 ||
		    __builtin_add_overflow(
			parts, s->documents[i].amount.v, &parts))
			parts = -1;
	if (count <= 1 || parts == sum.v)
		return;
	rtk_failf(&fault, RTK_E_STATEMENT_BALANCE, "%s", "Ntry/Amt");
	tell(parser, &fault);
}

static void
end_entry(struct parser *parser)
{
	struct rtk_statement *s = &parser->statement;
	struct rtk_bank_text status = parser->told[ENTRY_STATUS];
	bool in = is(parser->told[ENTRY_WAY], "CRDT");
	struct rtk_date day = RTK_DATE_NONE;
	struct rtk_kop sum = {0};

	if (status.size > 0 && !is(status, "BOOK")) {
		s->document_count = parser->first;
		forget(parser, ENTRY_SUM, KIND);
		return;
	}
	if (s->document_count == parser->first)
		end_part(parser);
	if (!in && !is(parser->told[ENTRY_WAY], "DBIT"))
		tell_field(parser, "CdtDbtInd");
	read_sum(parser, &sum, parser->told[ENTRY_SUM], "Amt");
	read_day(parser, &day, parser->told[ENTRY_DAY], "BookgDt");
	check_parts(parser, sum);
	for (size_t i = parser->first; i < s->document_count; i++) {
		struct rtk_statement_document *d = &s->documents[i];

		if (d->number.size == 0)
			d->number = number_of(parser);
		if (d->number.size == 0)
			tell_field(parser, "EndToEndId");
		if (rtk_date_is_none(d->date))
			d->date = day;
		d->received = in ? day : RTK_DATE_NONE;
		d->debited = in ? RTK_DATE_NONE : day;
	}
	forget(parser, ENTRY_SUM, KIND);
}

/* --- XML ----------------------------------------------------------------- */

/* Without the prefix of its name space. */
static const char *
local_name(const char *name)
{
	const char *colon = strrchr(name, ':');

	return colon != NULL ? colon + 1 : name;
}

static bool
at(const struct parser *parser, const char *path)
{
	return strcmp(parser->path.bytes, path) == 0;
}

static void XMLCALL
begin_element(void *context, const char *name, const char **attributes)
{
	struct parser *parser = context;
	struct rtk_err fault = RTK_ERR_INIT;

	if (parser->depth == DEPTH_MAX) {
		rtk_fail(&fault, RTK_E_STATEMENT_SECTION);
		tell(parser, &fault);
		(void)XML_StopParser(parser->xml, XML_FALSE);
		return;
	}
	parser->ends[parser->depth++] =
	    parser->path.size > 0 ? parser->path.size - 1 : 0;
	if (parser->path.size > 0)
		parser->path.size--;
	rtk_buf_addf(&parser->path, "%s%s", parser->depth > 1 ? "/" : "",
	    local_name(name));
	rtk_buf_add_byte(&parser->path, '\0');
	rtk_buf_reset(&parser->text);
	if (at(parser, STMT))
		begin_statement(parser);
	else if (at(parser, STMT "/Ntry"))
		parser->first = parser->statement.document_count;
	for (; *attributes != NULL; attributes += 2)
		if (strcmp(local_name(attributes[0]), "Ccy") == 0 &&
		    strcmp(attributes[1], "RUB") != 0 &&
		    strcmp(attributes[1], "RUR") != 0 &&
		    (at(parser, STMT "/Ntry/Amt") ||
			at(parser, STMT "/Bal/Amt")))
			tell_field(parser, "Ccy=\"RUB\"");
}

static void XMLCALL
take_text(void *context, const char *text, int size)
{
	struct parser *parser = context;

	rtk_buf_add(&parser->text, text, (size_t)size);
}

/* The first of several; lines of a purpose follow each other. */
static void
keep(struct parser *parser, enum target target)
{
	struct rtk_bank_text text = {parser->text.bytes, parser->text.size};
	struct rtk_bank_text *old = &parser->told[target];
	struct rtk_buf whole = {0};

	rtk_utf8_trim(&text.bytes, &text.size);
	if (text.size == 0 || (old->size > 0 && target != PURPOSE))
		return;
	if (old->size > 0) {
		rtk_buf_add(&whole, old->bytes, old->size);
		rtk_buf_add_byte(&whole, ' ');
	}
	rtk_buf_add(&whole, text.bytes, text.size);
	old->bytes =
	    rtk_arena_copy(parser->file->arena, whole.bytes, whole.size);
	old->size = whole.size;
	rtk_buf_release(&whole);
}

static void XMLCALL
end_element(void *context, const char *name)
{
	struct parser *parser = context;

	(void)name;
	for (size_t i = 0; i < RTK_COUNT(rules); i++)
		if (at(parser, rules[i].path)) {
			keep(parser, rules[i].target);
			break;
		}
	rtk_buf_reset(&parser->text);
	if (at(parser, STMT "/Bal"))
		end_balance(parser);
	else if (at(parser, PART))
		end_part(parser);
	else if (at(parser, STMT "/Ntry"))
		end_entry(parser);
	else if (at(parser, STMT))
		end_statement(parser);
	parser->path.size = parser->ends[--parser->depth];
	rtk_buf_add_byte(&parser->path, '\0');
}

/* Declarations may hold what grows without an end: no bank writes them. */
static void XMLCALL
refuse_doctype(void *context, const char *name, const char *system,
    const char *public, int has_internal)
{
	struct parser *parser = context;
	struct rtk_err fault = RTK_ERR_INIT;

	(void)name;
	(void)system;
	(void)public;
	(void)has_internal;
	rtk_fail(&fault, RTK_E_STATEMENT_SECTION);
	tell(parser, &fault);
	(void)XML_StopParser(parser->xml, XML_FALSE);
}

static void
read_xml(struct parser *parser)
{
	const char *text = parser->file->text;
	size_t left = parser->file->size;
	struct rtk_err fault = RTK_ERR_INIT;
	bool good = true;

	/* in pieces: the size of one is an int */
	while (good && left > 0) {
		size_t piece = left < (1U << 20) ? left : 1U << 20;

		good = XML_Parse(parser->xml, text, (int)piece, 0) ==
		    XML_STATUS_OK;
		text += piece;
		left -= piece;
	}
	if (good)
		good = XML_Parse(parser->xml, "", 0, 1) == XML_STATUS_OK;
	if (!good && parser->faults.count == 0) {
		rtk_failf(&fault, RTK_E_STATEMENT_XML, "%s",
		    XML_ErrorString(XML_GetErrorCode(parser->xml)));
		tell(parser, &fault);
	}
}

static bool
holds(const char *text, size_t size, const char *mark)
{
	size_t length = strlen(mark);

	for (size_t i = 0; i + length <= size; i++)
		if (memcmp(text + i, mark, length) == 0)
			return true;
	return false;
}

bool
rtk_statement_camt_is(const char *text, size_t size)
{
	size_t head = size < 4096 ? size : 4096;
	static const char *const marks[] = {"<BkToCstmrStmt", "camt.053"};

	while (head > 0 && (*text == ' ' || *text == '\n' || *text == '\r' ||
			       *text == '\t')) {
		text++;
		head--;
	}
	if (head == 0 || *text != '<')
		return false;
	for (size_t i = 0; i < RTK_COUNT(marks); i++)
		if (holds(text, head, marks[i]))
			return true;
	return false;
}

/* From memory of its own into the arena. */
static void *
hand_over(void *list, size_t bytes, struct rtk_arena *arena)
{
	void *out = rtk_arena_get(arena, bytes + 1);

	if (bytes > 0)
		memcpy(out, list, bytes);
	free(list);
	return out;
}

int
rtk_statement_camt_parse(struct rtk_statement *out,
    const struct rtk_bankfile *file, struct rtk_err *err)
{
	struct parser parser = {.file = file, .faults = {.file = file}};
	struct rtk_statement *s = &parser.statement;

	s->version = s->sender = (struct rtk_bank_text){"", 0};
	s->begin = s->end = RTK_DATE_NONE;
	forget(&parser, NOTHING, KIND);
	rtk_buf_add_byte(&parser.path, '\0');
	parser.xml = XML_ParserCreate("UTF-8");
	RTK_ASSERT(parser.xml != NULL);
	XML_SetUserData(parser.xml, &parser);
	XML_SetElementHandler(parser.xml, begin_element, end_element);
	XML_SetCharacterDataHandler(parser.xml, take_text);
	XML_SetStartDoctypeDeclHandler(parser.xml, refuse_doctype);
	read_xml(&parser);
	XML_ParserFree(parser.xml);
	rtk_buf_release(&parser.path);
	rtk_buf_release(&parser.text);
	s->accounts = hand_over(s->accounts,
	    s->account_count * sizeof(*s->accounts), file->arena);
	s->documents = hand_over(s->documents,
	    s->document_count * sizeof(*s->documents), file->arena);
	if (rtk_bankfile_verdict(&parser.faults, err) != 0)
		return -1;
	rtk_statement_check_documents(s, &parser.faults);
	*out = *s;
	return 0;
}
