#include "base/base.h"

#include "flow/invoice_reduction.h"

#include <string.h>

#include "store/event.h"

enum { DOCUMENT_BYTES = 300 };

/* Russian words of the document; п. 69 ж) of the Rules. */
static const struct {
	enum rtk_formula formula;
	const char *ground;
	int kind; /* of the records; -1: absences */
} grounds[] = {
    {RTK_F_ABSENCE, "Временное отсутствие (раздел VIII Правил)", -1},
    {RTK_F_UNSUPPLIED, "Услуга не предоставлялась (п. 98-100 Правил)",
	RTK_INTERRUPTION},
    {RTK_F_A1_4,
	"Перерыв подачи горячей воды сверх допустимого (приложение 1 к "
	"Правилам, п. 4)",
	RTK_INTERRUPTION},
    {RTK_F_A1_5,
	"Отклонение температуры горячей воды (приложение 1 к Правилам, п. 5)",
	RTK_OFF_TEMPERATURE},
    {RTK_F_A1_5_COLD,
	"Горячая вода ниже 40 °C оплачивается как холодная (приложение 1 к "
	"Правилам, п. 5)",
	RTK_OFF_TEMPERATURE},
    {RTK_F_A1_7,
	"Отклонение давления горячей воды (приложение 1 к Правилам, п. 7)",
	RTK_OFF_PRESSURE},
    {RTK_F_A1_14,
	"Перерыв отопления сверх допустимого (приложение 1 к Правилам, п. 14)",
	RTK_INTERRUPTION},
    {RTK_F_A1_15,
	"Отклонение температуры воздуха (приложение 1 к Правилам, п. 15)",
	RTK_OFF_TEMPERATURE},
};

/* Which facts came after the close of the month; п. 69 ж). */
static const char *const reasons[RTK_REASONS] = {
    [RTK_REASON_NONE] = "Перерасчет",
    [RTK_REASON_READINGS] = "Показания, поступившие после закрытия месяца",
    [RTK_REASON_METERS] = "Изменились сведения о приборе учета",
    [RTK_REASON_RESIDENTS] = "Изменилось число проживающих",
    [RTK_REASON_ACCOUNTS] = "Изменились сведения о помещении",
    [RTK_REASON_BUILDINGS] = "Изменились сведения о доме",
    [RTK_REASON_TARIFFS] = "Изменилась цена (тариф)",
    [RTK_REASON_NORMS] = "Изменился норматив потребления",
    [RTK_REASON_HEATING_MONTHS] = "Изменились месяцы отопления",
    [RTK_REASON_POLICIES] = "Изменился порядок расчета",
    [RTK_REASON_ABSENCES] = "Временное отсутствие (раздел VIII Правил)",
    [RTK_REASON_OUTAGES] =
	"Перерывы и качество услуги (приложение 1 к Правилам)",
    [RTK_REASON_QUALITY] = "Изменились нормы качества услуги",
    [RTK_REASON_YEAR] = "Корректировка платы за отопление за год",
    [RTK_REASON_CONTRACTS] = "Изменился договор",
    [RTK_REASON_ACTS] = "Акт проверки прибора учета",
    [RTK_REASON_UNAUTHORISED] =
	"Несанкционированное потребление (п. 62, 81(11) Правил)",
    [RTK_REASON_CATCH_UP] =
	"Показания за месяцы, начисленные по среднему (п. 59 Правил)",
    [RTK_REASON_ALLOCATORS] = "Показания распределителей, поступившие позже",
    [RTK_REASON_ALLOCATED] =
	"Корректировка по распределителям (формула 6 Правил)",
    [RTK_REASON_TEMPERATURES] = "Изменились сведения о наружной температуре",
};

/* What the place on the page holds; whole letters. */
static void
shorten(char text[RTK_EVENT_DOCUMENT_BYTES])
{
	size_t end = DOCUMENT_BYTES;

	if (strlen(text) <= DOCUMENT_BYTES)
		return;
	while (end > 0 && ((unsigned char)text[end] & 0xC0) == 0x80)
		end--;
	memcpy(text + end, "...", sizeof("..."));
}

static int
begin_row(struct rtk_invoice_recalculation *row, const struct rtk_line *line,
    const struct rtk_invoice_known *known, struct rtk_err *err)
{
	char documents[RTK_EVENT_DOCUMENT_BYTES];
	struct rtk_event_question question = {.account = line->account,
	    .period = line->for_period,
	    .service = line->service,
	    .batch_max = known->batch_max};
	size_t i = 0;

	row->for_period = line->for_period;
	row->document = "";
	row->ground = reasons[line->reason];
	if (line->kind == RTK_RECALCULATION)
		return 0;
	while (i < RTK_COUNT(grounds) && grounds[i].formula != line->formula)
		i++;
	RTK_ASSERT(i < RTK_COUNT(grounds));
	question.kind = grounds[i].kind;
	if (rtk_event_documents(known->db, &question, documents, err) < 0)
		return -1;
	shorten(documents);
	row->ground = grounds[i].ground;
	row->document =
	    rtk_arena_copy(known->arena, documents, strlen(documents));
	return 0;
}

static int
ground_of(const struct rtk_line *line)
{
	return line->kind == RTK_REDUCTION ? (int)line->formula
					   : (int)line->reason;
}

/* The row of the line, or, behind the last one, a new one. */
static size_t
find_row(const struct rtk_invoice_reductions *list,
    const struct rtk_line *line, const char *service)
{
	size_t i = 0;

	while (i < list->count &&
	    (list->kinds[i] != line->kind ||
		list->grounds[i] != ground_of(line) ||
		list->rows[i].for_period.v != line->for_period.v ||
		strcmp(list->rows[i].service, service) != 0))
		i++;
	return i;
}

int
rtk_invoice_reduction_add(struct rtk_invoice_reductions *out,
    const struct rtk_line *line, const char *service,
    const struct rtk_invoice_known *known, struct rtk_err *err)
{
	size_t i = find_row(out, line, service);
	struct rtk_invoice_recalculation *row;

	if (i == RTK_INVOICE_REDUCTIONS_MAX)
		i--;
	row = &out->rows[i];
	if (i == out->count) {
		*row = (struct rtk_invoice_recalculation){.service = service};
		if (begin_row(row, line, known, err) < 0)
			return -1;
		out->kinds[i] = line->kind;
		out->grounds[i] = ground_of(line);
		out->count++;
	}
	row->sum.v += line->amount.v;
	return 0;
}
