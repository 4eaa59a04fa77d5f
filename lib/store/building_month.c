#include "base/base.h"

#include "store/building_month.h"

#include "store/stmt.h"

enum { FIGURES_PUT, FIGURES_GET, FIGURES_COUNT, FIGURES_DELETE,
	FIGURES_SQL };

static const char *const sql[FIGURES_SQL] = {
    [FIGURES_PUT] = "INSERT INTO building_month (id, house_volume,"
		    " total_area, common_area, zero_area, metered_area,"
		    " metered_volume, state)"
		    " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
    [FIGURES_GET] = "SELECT house_volume, total_area, common_area, zero_area,"
		    " metered_area, metered_volume, state"
		    " FROM building_month WHERE id = ?1",
    [FIGURES_COUNT] = "SELECT count(*) FROM building_month WHERE id BETWEEN"
		      " ?1 AND ?2",
    [FIGURES_DELETE] = "DELETE FROM building_month WHERE id BETWEEN ?1 AND"
		       " ?2",
};

const struct rtk_sql_table rtk_building_month_sql = {sql, RTK_COUNT(sql)};

int
rtk_building_month_put(struct rtk_db *db,
    const struct rtk_building_month *row, struct rtk_err *err)
{
	return rtk_run_bound(db, sql[FIGURES_PUT], err, "imiiiiib",
	    RTK_BUILDING_MONTH_ID(row->period, row->building),
	    row->has_volume ? row->volume.v : RTK_BULK_NULL,
	    row->total_area.v, row->common_area.v, row->zero_area.v,
	    row->metered_area.v, row->metered_volume.v, row->state,
	    row->state_bytes);
}

int
rtk_building_month_get(struct rtk_db *db, struct rtk_period period,
    int64_t building, struct rtk_building_month *out, struct rtk_err *err)
{
	sqlite3_stmt *s = rtk_stmt(db, sql[FIGURES_GET], err);
	int rc;

	if (s == NULL)
		return -1;
	rtk_bind(s, "i", RTK_BUILDING_MONTH_ID(period, building));
	rc = rtk_step(s, err);
	if (rc != 1)
		return rc;
	*out = (struct rtk_building_month){
	    .period = period,
	    .building = building,
	    .has_volume = sqlite3_column_type(s, 0) != SQLITE_NULL,
	    .volume = {sqlite3_column_int64(s, 0)},
	    .total_area = {sqlite3_column_int64(s, 1)},
	    .common_area = {sqlite3_column_int64(s, 2)},
	    .zero_area = {sqlite3_column_int64(s, 3)},
	    .metered_area = {sqlite3_column_int64(s, 4)},
	    .metered_volume = {sqlite3_column_int64(s, 5)},
	    .state = sqlite3_column_blob(s, 6),
	    .state_bytes = (size_t)sqlite3_column_bytes(s, 6),
	};
	return 1;
}

int
rtk_building_months_count(struct rtk_db *db, struct rtk_period period,
    int64_t *out, struct rtk_err *err)
{
	struct rtk_period next = {period.v + 1};
	sqlite3_stmt *s = rtk_stmt(db, sql[FIGURES_COUNT], err);
	int rc;

	if (s == NULL)
		return -1;
	rtk_bind(s, "ii", RTK_BUILDING_MONTH_ID(period, 0),
	    RTK_BUILDING_MONTH_ID(next, 0) - 1);
	rc = rtk_step(s, err);
	if (rc == 1)
		*out = sqlite3_column_int64(s, 0);
	(void)sqlite3_reset(s);
	return rc < 0 ? -1 : 0;
}

int
rtk_building_months_delete(
    struct rtk_db *db, struct rtk_period period, struct rtk_err *err)
{
	struct rtk_period next = {period.v + 1};

	return rtk_run_bound(db, sql[FIGURES_DELETE], err, "ii",
	    RTK_BUILDING_MONTH_ID(period, 0),
	    RTK_BUILDING_MONTH_ID(next, 0) - 1);
}
