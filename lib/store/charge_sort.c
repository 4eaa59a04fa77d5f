#include "base/base.h"

#include "store/charge_sort.h"

#include <stdlib.h>
#include <string.h>

#include "base/array.h"
#include "store/stmt.h"

enum { SORT_LIST, SORT_INSERT, CHARGE_SORT_SQL };

static const char *const sql[CHARGE_SORT_SQL] = {
    [SORT_LIST] = "SELECT id, service, component, kind, method, formula,"
		  " decimals, tariff, for_period, reason FROM charge_sort"
		  " ORDER BY id",
    [SORT_INSERT] = "INSERT INTO charge_sort (id, service, component, kind,"
		    " method, formula, decimals, tariff, for_period, reason)"
		    " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)",
};

const struct rtk_sql_table rtk_charge_sort_sql = {sql, RTK_COUNT(sql)};

enum { CACHE = 256, SORTS_MAX = 1 << 20 };

struct rtk_charge_sorts {
	struct rtk_line *list; /* by number, from 1 */
	size_t count;
	size_t room;
	size_t cache[CACHE]; /* numbers by a hash of the words, 0: none */
};

static bool
in_range(const struct rtk_line *line)
{
	return line->service < RTK_SERVICES &&
	    line->component < RTK_COMPONENTS && line->kind < RTK_KINDS &&
	    line->method < RTK_METHODS && line->formula < RTK_FORMULAS &&
	    line->reason < RTK_REASONS;
}

/* Numbers have no gaps: only damage makes some. */
static int
take_row(struct rtk_charge_sorts *sorts, sqlite3_stmt *s, struct rtk_err *err)
{
	struct rtk_line line = {
	    .service = (enum rtk_service)sqlite3_column_int(s, 1),
	    .component = (enum rtk_component)sqlite3_column_int(s, 2),
	    .kind = (enum rtk_kind)sqlite3_column_int(s, 3),
	    .method = (enum rtk_method)sqlite3_column_int(s, 4),
	    .formula = (enum rtk_formula)sqlite3_column_int(s, 5),
	    .decimals = sqlite3_column_int(s, 6),
	    .tariff = sqlite3_column_int64(s, 7),
	    .for_period = {RTK_SORT_OWN},
	    .reason = (enum rtk_reason)sqlite3_column_int(s, 9),
	};

	if (sqlite3_column_type(s, 8) != SQLITE_NULL)
		line.for_period.v = sqlite3_column_int(s, 8);
	if (sqlite3_column_int64(s, 0) != (int64_t)sorts->count + 1 ||
	    !in_range(&line))
		return rtk_failf(
		    err, RTK_E_DB_CORRUPT, "%s", "words of a charge");
	sorts->list = rtk_array_grow(sorts->list, &sorts->room, sorts->count,
	    sizeof(*sorts->list));
	sorts->list[sorts->count++] = line;
	return 0;
}

int
rtk_charge_sorts_load(struct rtk_charge_sorts **out, struct rtk_db *db,
    struct rtk_err *err)
{
	sqlite3_stmt *s = rtk_stmt(db, sql[SORT_LIST], err);
	struct rtk_charge_sorts *sorts;
	int rc;

	if (s == NULL)
		return -1;
	sorts = rtk_alloc(sizeof(*sorts));
	memset(sorts, 0, sizeof(*sorts));
	while ((rc = rtk_step(s, err)) == 1)
		if (take_row(sorts, s, err) < 0) {
			rc = -1;
			break;
		}
	(void)sqlite3_reset(s);
	if (rc < 0) {
		rtk_charge_sorts_free(sorts);
		return -1;
	}
	*out = sorts;
	return 0;
}

void
rtk_charge_sorts_free(struct rtk_charge_sorts *sorts)
{
	if (sorts == NULL)
		return;
	free(sorts->list);
	free(sorts);
}

const struct rtk_line *
rtk_charge_sort(const struct rtk_charge_sorts *sorts, int64_t number)
{
	if (number < 1 || number > (int64_t)sorts->count)
		return NULL;
	return &sorts->list[number - 1];
}

static bool
same_words(const struct rtk_line *a, const struct rtk_line *b)
{
	return a->service == b->service && a->component == b->component &&
	    a->kind == b->kind && a->method == b->method &&
	    a->formula == b->formula && a->decimals == b->decimals &&
	    a->tariff == b->tariff && a->reason == b->reason &&
	    a->for_period.v == b->for_period.v;
}

static size_t
cache_index(const struct rtk_line *line)
{
	uint64_t hash = (uint64_t)line->tariff * 64 +
	    (uint64_t)line->formula * 8 + line->method;

	hash = hash * 8 + line->kind + (uint64_t)line->component * 1031;
	hash ^= (uint64_t)line->for_period.v * 2654435761U;
	return (size_t)((hash * UINT64_C(0x9E3779B97F4A7C15)) >> 56) % CACHE;
}

static int
add_sort(struct rtk_charge_sorts *sorts, struct rtk_db *db,
    const struct rtk_line *line, struct rtk_err *err)
{
	RTK_ASSERT(in_range(line));
	RTK_ASSERT(sorts->count < SORTS_MAX);
	if (rtk_run_bound(db, sql[SORT_INSERT], err, "iiiiiiiimi",
		(int64_t)sorts->count + 1, (int64_t)line->service,
		(int64_t)line->component, (int64_t)line->kind,
		(int64_t)line->method, (int64_t)line->formula,
		(int64_t)line->decimals, line->tariff,
		line->for_period.v == RTK_SORT_OWN
		    ? RTK_BULK_NULL
		    : (int64_t)line->for_period.v,
		(int64_t)line->reason) < 0)
		return -1;
	sorts->list = rtk_array_grow(sorts->list, &sorts->room, sorts->count,
	    sizeof(*sorts->list));
	sorts->list[sorts->count++] = *line;
	return 0;
}

int64_t
rtk_charge_sort_number(struct rtk_charge_sorts *sorts, struct rtk_db *db,
    const struct rtk_line *line, struct rtk_err *err)
{
	size_t *cached = &sorts->cache[cache_index(line)];
	size_t i = 0;

	if (*cached > 0 && same_words(&sorts->list[*cached - 1], line))
		return (int64_t)*cached;
	while (i < sorts->count && !same_words(&sorts->list[i], line))
		i++;
	if (i == sorts->count && add_sort(sorts, db, line, err) < 0)
		return -1;
	*cached = i + 1;
	return (int64_t)*cached;
}
