/*
 * Money and quantities: structs of one int64_t, so that the compiler refuses
 * to add litres to kopecks. The unit stands in the name of the type.
 */
#ifndef RTK_NUM_UNITS_H
#define RTK_NUM_UNITS_H

#include "base/base.h"

/** Money, kopecks. */
struct rtk_kop {
	int64_t v;
};

/** Price, 1e-4 kopeck per Gcal or m3 (1e-6 rouble). */
struct rtk_price {
	int64_t v;
};

/** Quantity of heat or water, 1e-6 Gcal or 1e-6 m3; also a meter reading. */
struct rtk_micro {
	int64_t v;
};

/** Area, 1e-2 m2. */
struct rtk_area {
	int64_t v;
};

/** Norm of consumption, 1e-6 per unit (Gcal/m2, m3/person, Gcal/m3). */
struct rtk_norm {
	int64_t v;
};

/** Decimal digits behind the point of each unit. */
enum {
	RTK_KOP_SCALE = 2,   /* of a rouble */
	RTK_PRICE_SCALE = 6, /* of a rouble */
	RTK_PRICE_SCALE_READ = 4,
	RTK_MICRO_SCALE = 6,
	RTK_AREA_SCALE = 2,
	RTK_NORM_SCALE = 6
};

/** Units in one whole. */
#define RTK_MICRO INT64_C(1000000)
#define RTK_AREA_PER_M2 INT64_C(100)
#define RTK_NORM_ONE INT64_C(1000000)
#define RTK_PRICE_PER_KOP INT64_C(10000)

#endif
