/* Inside flow/import*: the words that stand in tables, with Russian ones. */
#ifndef RTK_FLOW_IMPORT_WORDS_H
#define RTK_FLOW_IMPORT_WORDS_H

#include "io/field.h"

extern const struct rtk_word rtk_words_service[]; /* heating, hot_water */
extern const struct rtk_word rtk_words_balance_service[]; /* and penalty */
extern const struct rtk_word rtk_words_component[];
extern const struct rtk_word rtk_words_group[];
extern const struct rtk_word rtk_words_price_unit[];
extern const struct rtk_word rtk_words_vat[];
extern const struct rtk_word rtk_words_norm[];
extern const struct rtk_word rtk_words_norm_unit[];
extern const struct rtk_word rtk_words_mode[];
extern const struct rtk_word rtk_words_day[];
extern const struct rtk_word rtk_words_penalty_class[];
extern const struct rtk_word rtk_words_system[];
extern const struct rtk_word rtk_words_kind[];
extern const struct rtk_word rtk_words_heated[];
extern const struct rtk_word rtk_words_delivery[];
extern const struct rtk_word rtk_words_contract[];
extern const struct rtk_word rtk_words_act[]; /* enum rtk_act_kind */
extern const struct rtk_word rtk_words_appeal[]; /* enum rtk_appeal_subject */
extern const struct rtk_word rtk_words_scope[];
extern const struct rtk_word rtk_words_meter_service[];
extern const struct rtk_word rtk_words_meter_unit[];
extern const struct rtk_word rtk_words_removal[];
extern const struct rtk_word rtk_words_channel[];
extern const struct rtk_word rtk_words_outage_scope[];
extern const struct rtk_word rtk_words_outage_kind[];

/** Units of prices, in the order of rtk_words_price_unit. */
enum { RTK_PRICE_GCAL, RTK_PRICE_M3 };

/** Units of norms; each is the unit of one kind of norm. */
enum { RTK_UNIT_GCAL_M2, RTK_UNIT_M3_PERSON, RTK_UNIT_GCAL_M3, RTK_UNIT_M3_M2 };

/** Scope of a meter. */
enum { RTK_SCOPE_BUILDING, RTK_SCOPE_ACCOUNT };

/** The word of a value. */
const char *rtk_word_of(const struct rtk_word *words, int value);

#endif
