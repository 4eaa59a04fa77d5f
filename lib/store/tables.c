#include "base/base.h"

#include "store/stmt.h"

/* The statements of every module of store; a test prepares them all. */
extern const struct rtk_sql_table rtk_balance_sql;
extern const struct rtk_sql_table rtk_appeal_sql;
extern const struct rtk_sql_table rtk_batch_sql;
extern const struct rtk_sql_table rtk_quarantine_sql;
extern const struct rtk_sql_table rtk_book_sql;
extern const struct rtk_sql_table rtk_building_month_sql;
extern const struct rtk_sql_table rtk_building_scan_sql;
extern const struct rtk_sql_table rtk_card_sql;
extern const struct rtk_sql_table rtk_charge_sql;
extern const struct rtk_sql_table rtk_charge_sort_sql;
extern const struct rtk_sql_table rtk_check_rows_sql;
extern const struct rtk_sql_table rtk_claim_sql;
extern const struct rtk_sql_table rtk_debt_rows_sql;
extern const struct rtk_sql_table rtk_contract_sql;
extern const struct rtk_sql_table rtk_act_sql;
extern const struct rtk_sql_table rtk_decision_sql;
extern const struct rtk_sql_table rtk_direct_sql;
extern const struct rtk_sql_table rtk_event_sql;
extern const struct rtk_sql_table rtk_fact_sql;
extern const struct rtk_sql_table rtk_guard_sql;
extern const struct rtk_sql_table rtk_hanging_sql;
extern const struct rtk_sql_table rtk_late_sql;
extern const struct rtk_sql_table rtk_meter_list_sql;
extern const struct rtk_sql_table rtk_meter_names_sql;
extern const struct rtk_sql_table rtk_message_sql;
extern const struct rtk_sql_table rtk_month_sql;
extern const struct rtk_sql_table rtk_allocator_sql;
extern const struct rtk_sql_table rtk_names_sql;
extern const struct rtk_sql_table rtk_origin_sql;
extern const struct rtk_sql_table rtk_due_rows_sql;
extern const struct rtk_sql_table rtk_paid_rows_sql;
extern const struct rtk_sql_table rtk_party_sql;
extern const struct rtk_sql_table rtk_route_sql;
extern const struct rtk_sql_table rtk_penalty_rows_sql;
extern const struct rtk_sql_table rtk_readings_sql;
extern const struct rtk_sql_table rtk_recalculation_sql;
extern const struct rtk_sql_table rtk_registry_sql;
extern const struct rtk_sql_table rtk_entry_sql;
extern const struct rtk_sql_table rtk_entry_bulk_sql;
extern const struct rtk_sql_table rtk_entry_scan_sql;
extern const struct rtk_sql_table rtk_bank_sql;
extern const struct rtk_sql_table rtk_rule_rows_sql;
extern const struct rtk_sql_table rtk_seal_sql;
extern const struct rtk_sql_table rtk_source_sql;

static const struct rtk_sql_table end = {NULL, 0};

const struct rtk_sql_table *const rtk_sql_tables[] = {
    &rtk_balance_sql,
    &rtk_appeal_sql,
    &rtk_batch_sql,
    &rtk_quarantine_sql,
    &rtk_book_sql,
    &rtk_building_month_sql,
    &rtk_building_scan_sql,
    &rtk_card_sql,
    &rtk_charge_sql,
    &rtk_charge_sort_sql,
    &rtk_check_rows_sql,
    &rtk_claim_sql,
    &rtk_debt_rows_sql,
    &rtk_contract_sql,
    &rtk_act_sql,
    &rtk_allocator_sql,
    &rtk_decision_sql,
    &rtk_direct_sql,
    &rtk_event_sql,
    &rtk_fact_sql,
    &rtk_guard_sql,
    &rtk_hanging_sql,
    &rtk_late_sql,
    &rtk_meter_list_sql,
    &rtk_meter_names_sql,
    &rtk_message_sql,
    &rtk_month_sql,
    &rtk_names_sql,
    &rtk_origin_sql,
    &rtk_due_rows_sql,
    &rtk_paid_rows_sql,
    &rtk_party_sql,
    &rtk_route_sql,
    &rtk_penalty_rows_sql,
    &rtk_readings_sql,
    &rtk_recalculation_sql,
    &rtk_registry_sql,
    &rtk_entry_sql,
    &rtk_entry_bulk_sql,
    &rtk_entry_scan_sql,
    &rtk_bank_sql,
    &rtk_rule_rows_sql,
    &rtk_seal_sql,
    &rtk_source_sql,
    &end,
};
