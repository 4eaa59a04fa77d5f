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
    {RTK_F_A1_14,
	"Перерыв отопления сверх допустимого (приложение 1 к Правилам, п. 14)",
	RTK_INTERRUPTION},
    {RTK_F_A1_15,
	"Отклонение температуры воздуха (приложение 1 к Правилам, п. 15)",
	RTK_OFF_TEMPERATURE},
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

	while (i < RTK_COUNT(grounds) && grounds[i].formula != line->formula)
		i++;
	RTK_ASSERT(i < RTK_COUNT(grounds));
	question.kind = grounds[i].kind;
	if (rtk_event_documents(known->db, &question, documents, err) < 0)
		return -1;
	shorten(documents);
	row->for_period = line->for_period;
	row->ground = grounds[i].ground;
	row->document =
	    rtk_arena_copy(known->arena, documents, strlen(documents));
	return 0;
}

int
rtk_invoice_reduction_add(struct rtk_invoice_reductions *out,
    const struct rtk_line *line, const char *service,
    const struct rtk_invoice_known *known, struct rtk_err *err)
{
	struct rtk_invoice_recalculation *row;
	size_t i = 0;

	while (i < out->count &&
	    (out->formulas[i] != line->formula ||
		out->rows[i].for_period.v != line->for_period.v))
		i++;
	RTK_ASSERT(i < RTK_INVOICE_REDUCTIONS_MAX);
	row = &out->rows[i];
	if (i == out->count) {
		*row = (struct rtk_invoice_recalculation){.service = service};
		if (begin_row(row, line, known, err) < 0)
			return -1;
		out->formulas[out->count++] = line->formula;
	}
	row->sum.v += line->amount.v;
	return 0;
}
