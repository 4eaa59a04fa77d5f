#include "base/base.h"

#include "document/invoice_change.h"

#include <string.h>

#include "document/invoice_words.h"
#include "document/russian.h"
#include "num/arith.h"

#define WORD_CHANGE_MORE \
	"Начислено на %s руб. больше, чем за %s Главная причина: «"
#define WORD_CHANGE_LESS \
	"Начислено на %s руб. меньше, чем за %s Главная причина: «"
#define WORD_CHANGE_NEW "», в том месяце не начислялось"
#define WORD_CHANGE_GONE "», в этом месяце не начислено"
#define WORD_CHANGE_VOLUME "», объем "
#define WORD_CHANGE_PRICE "», цена "
#define WORD_CHANGE_INSTEAD " вместо "
#define WORD_CHANGE_RAISING "», повышающий коэффициент"
#define WORD_CHANGE_RECALCULATION "», перерасчет"
#define WORD_CHANGE_NORM " по нормативу"
#define WORD_CHANGE_METER " по счетчику"
#define WORD_CHANGE_AVERAGE " по среднему"
#define WORD_CHANGE_HOUSE " по счетчику дома"

/* What may make the difference of a line. */
enum cause { SERVICE, VOLUME, PRICE, RAISING, RECALCULATION };

/* The largest part so far; a line that one month does not have is NULL. */
struct part {
	enum cause cause;
	int64_t size; /* kopecks, without its sign */
	const struct rtk_invoice_line *before, *now;
};

static const struct rtk_invoice_line *
find(const struct rtk_invoice_month *month,
    const struct rtk_invoice_line *like)
{
	for (size_t i = 0; i < month->count; i++)
		if (strcmp(month->lines[i].service, like->service) == 0 &&
		    strcmp(month->lines[i].component, like->component) == 0)
			return &month->lines[i];
	return NULL;
}

static int64_t
whole_volume(const struct rtk_invoice_line *line)
{
	return line->volume.v + line->common.v;
}

static void
weigh(struct part *largest, const struct part *like, enum cause cause,
    int64_t amount)
{
	int64_t size = amount < 0 ? -amount : amount;

	if (size <= largest->size)
		return;
	*largest = *like;
	largest->cause = cause;
	largest->size = size;
}

/* What more volume would have cost at the price of before. */
static int64_t
volume_part(const struct part *pair)
{
	const int64_t per_kop = RTK_MICRO * RTK_PRICE_PER_KOP;
	rtk_i128 more = whole_volume(pair->now) - whole_volume(pair->before);

	return (int64_t)(more * pair->before->price.v / per_kop);
}

static void
weigh_line(struct part *largest, const struct part *pair)
{
	const struct rtk_invoice_line *b = pair->before, *n = pair->now;
	int64_t volume;

	if (b == NULL || n == NULL) {
		weigh(largest, pair, SERVICE, (n != NULL ? n : b)->total.v);
		return;
	}
	volume = volume_part(pair);
	weigh(largest, pair, VOLUME, volume);
	weigh(largest, pair, PRICE, n->charge.v - b->charge.v - volume);
	weigh(largest, pair, RAISING, n->raising.v - b->raising.v);
	weigh(largest, pair, RECALCULATION,
	    n->recalculation.v - b->recalculation.v);
}

static struct part
main_part(const struct rtk_invoice_month *before,
    const struct rtk_invoice_month *now)
{
	struct part largest = {0}, pair;

	for (size_t i = 0; i < now->count; i++) {
		pair = (struct part){.now = &now->lines[i],
		    .before = find(before, &now->lines[i])};
		weigh_line(&largest, &pair);
	}
	for (size_t i = 0; i < before->count; i++) {
		pair = (struct part){.before = &before->lines[i]};
		if (find(now, pair.before) == NULL)
			weigh_line(&largest, &pair);
	}
	return largest;
}

/*
 * The heat of hot water follows its cubic metres, and those a consumer sees
 * on the meter: where they changed too, they are told.
 */
static void
prefer_water(struct part *p, const struct rtk_invoice_month *before,
    const struct rtk_invoice_month *now)
{
	for (size_t i = 0; i < now->count && p->cause == VOLUME; i++) {
		const struct rtk_invoice_line *n = &now->lines[i], *b;

		if (strcmp(n->service, p->now->service) != 0 ||
		    strcmp(n->unit, p->now->unit) == 0)
			continue;
		b = find(before, n);
		if (b != NULL && whole_volume(b) != whole_volume(n)) {
			p->now = n;
			p->before = b;
			return;
		}
	}
}

static void
add_volume(struct rtk_buf *out, const struct rtk_invoice_line *line)
{
	char number[RTK_RUSSIAN_TEXT];

	rtk_buf_addf(out, "%s %s",
	    rtk_russian_number(number, whole_volume(line), RTK_MICRO_SCALE,
		line->decimals),
	    line->unit);
}

static void
add_volumes(struct rtk_buf *out, const struct part *p)
{
	static const char *const methods[RTK_METHODS] = {
	    [RTK_BY_NORM] = WORD_CHANGE_NORM,
	    [RTK_BY_METER] = WORD_CHANGE_METER,
	    [RTK_BY_AVERAGE] = WORD_CHANGE_AVERAGE,
	    [RTK_BY_HOUSE_METER] = WORD_CHANGE_HOUSE,
	    [RTK_BY_NOTHING] = ""};
	bool other = p->before->method != p->now->method;

	rtk_buf_add_text(out, WORD_CHANGE_VOLUME);
	add_volume(out, p->now);
	if (other)
		rtk_buf_add_text(out, methods[p->now->method]);
	rtk_buf_add_text(out, WORD_CHANGE_INSTEAD);
	add_volume(out, p->before);
	if (other)
		rtk_buf_add_text(out, methods[p->before->method]);
}

static void
add_prices(struct rtk_buf *out, const struct part *p)
{
	char number[RTK_RUSSIAN_TEXT];

	rtk_buf_addf(out, "%s%s", WORD_CHANGE_PRICE,
	    rtk_russian_number(
		number, p->now->price.v, RTK_PRICE_SCALE, 2));
	rtk_buf_addf(out, "%s%s руб", WORD_CHANGE_INSTEAD,
	    rtk_russian_number(
		number, p->before->price.v, RTK_PRICE_SCALE, 2));
}

static void
add_cause(struct rtk_buf *out, const struct part *p)
{
	const struct rtk_invoice_line *line =
	    p->now != NULL ? p->now : p->before;

	rtk_buf_add_text(out, line->service);
	if (line->component[0] != '\0' && p->cause != VOLUME)
		rtk_buf_addf(out, " (%s)", line->component);
	switch (p->cause) {
	case SERVICE:
		rtk_buf_add_text(
		    out, p->now != NULL ? WORD_CHANGE_NEW : WORD_CHANGE_GONE);
		break;
	case VOLUME:
		add_volumes(out, p);
		break;
	case PRICE:
		add_prices(out, p);
		break;
	case RAISING:
		rtk_buf_add_text(out, WORD_CHANGE_RAISING);
		break;
	case RECALCULATION:
		rtk_buf_add_text(out, WORD_CHANGE_RECALCULATION);
		break;
	}
}

static int64_t
total_of(const struct rtk_invoice_month *month)
{
	int64_t sum = 0;

	for (size_t i = 0; i < month->count; i++)
		sum += month->lines[i].total.v;
	return sum;
}

void
rtk_invoice_change(struct rtk_buf *out,
    const struct rtk_invoice_month *before,
    const struct rtk_invoice_month *now)
{
	struct rtk_kop more = {total_of(now) - total_of(before)};
	char sum[RTK_RUSSIAN_TEXT], month[RTK_RUSSIAN_TEXT];
	struct part largest;

	if (before->count == 0 || now->count == 0 || more.v == 0)
		return;
	largest = main_part(before, now);
	prefer_water(&largest, before, now);
	rtk_buf_addf(out, more.v > 0 ? WORD_CHANGE_MORE : WORD_CHANGE_LESS,
	    rtk_russian_money(
		sum, (struct rtk_kop){more.v > 0 ? more.v : -more.v}),
	    rtk_russian_month(month, before->period));
	add_cause(out, &largest);
	rtk_buf_add_byte(out, '.');
}
