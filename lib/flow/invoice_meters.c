#include "base/base.h"

#include "flow/invoice_meters.h"

#include <string.h>

#include "document/russian.h"

static const char no_reading_ru[] =
    "Показания прибора учета за месяц не получены: начислено по среднему "
    "или по нормативу (п. 59, 60 Правил).";

/* Meters of which `is` holds, and what is said before and behind them. */
struct reminder {
	bool (*is)(
	    const struct rtk_invoice *, const struct rtk_invoice_meter *);
	const char *before;
	const char *after;
};

static bool
ended(const struct rtk_invoice *invoice, const struct rtk_invoice_meter *meter)
{
	return !rtk_date_is_none(meter->verified_until) &&
	    meter->verified_until.v < invoice->date.v;
}

static bool
ends(const struct rtk_invoice *invoice, const struct rtk_invoice_meter *meter)
{
	return !rtk_date_is_none(meter->verified_until) &&
	    !ended(invoice, meter) &&
	    meter->verified_until.v <= invoice->verify_soon.v;
}

/* No reading, and so the service of the meter was estimated. */
static bool
missing(
    const struct rtk_invoice *invoice, const struct rtk_invoice_meter *meter)
{
	if (meter->has_current || ended(invoice, meter))
		return false;
	for (size_t i = 0; i < invoice->line_count; i++) {
		const struct rtk_invoice_line *line = &invoice->lines[i];

		if (strcmp(line->service, meter->service) == 0 &&
		    (line->method == RTK_BY_AVERAGE ||
			line->method == RTK_BY_NORM))
			return true;
	}
	return false;
}

/* «Горячая вода» № 12-3456789 до 14.12.2026; the next one */
static void
name_meter(struct rtk_buf *text, const struct rtk_invoice_meter *meter)
{
	char day[RTK_DATE_TEXT];

	rtk_buf_addf(text, "%s«%s» № %s до %s", text->size > 0 ? "; " : "",
	    meter->service, meter->serial,
	    rtk_date_text_ru(day, meter->verified_until));
}

/* NULL: there are no such meters. */
static const char *
sentence(const struct reminder *reminder, const struct rtk_invoice *invoice,
    struct rtk_arena *arena)
{
	struct rtk_buf meters = {0}, text = {0};
	const char *kept = NULL;

	for (size_t i = 0; i < invoice->meter_count; i++)
		if (reminder->is(invoice, &invoice->meters[i]))
			name_meter(&meters, &invoice->meters[i]);
	if (meters.size > 0) {
		rtk_buf_addf(&text, "%s: %s. %s", reminder->before,
		    meters.bytes, reminder->after);
		kept = rtk_arena_copy(arena, text.bytes, text.size);
	}
	rtk_buf_release(&meters);
	rtk_buf_release(&text);
	return kept;
}

static const struct reminder over = {ended,
    "Поверка прибора учета закончилась",
    "Показания не учитываются: плата считается по среднему, затем по "
    "нормативу, пока прибор не поверен или не заменен (п. 59, 60 Правил)."};
static const struct reminder near = {ends,
    "Заканчивается поверка прибора учета",
    "Поверьте или замените прибор до этого дня: после него плата считается "
    "по среднему, затем по нормативу (п. 59, 60 Правил)."};

void
rtk_invoice_meter_notices(const char **notices, size_t *count,
    const struct rtk_invoice *invoice, struct rtk_arena *arena)
{
	const char *texts[] = {sentence(&over, invoice, arena),
	    sentence(&near, invoice, arena)};
	bool none = false;

	for (size_t i = 0; i < invoice->meter_count; i++)
		none = none || missing(invoice, &invoice->meters[i]);
	if (none)
		notices[(*count)++] = no_reading_ru;
	for (size_t i = 0; i < RTK_COUNT(texts); i++)
		if (texts[i] != NULL)
			notices[(*count)++] = texts[i];
}
