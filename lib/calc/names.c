#include "base/base.h"

#include "calc/names.h"

static const char *const services[] = {"heating", "hot_water", "penalty"};
static const char *const components[] = {"heat", "water", "single", "cold"};
static const char *const kinds[] = {"charge", "raising", "vat",
    "recalculation", "reduction", "penalty"};
static const char *const methods[] = {
    "norm", "meter", "average", "house_meter", "none",
    "calculated"};
static const char *const formulas[] = {"1", "2", "2(1)", "2(3)", "2(4)", "3",
    "3(1)", "3(3)", "4", "4(1)", "23", "23(1)", "VIII", "98-100", "A1.4",
    "A1.5", "A1.5-cold", "A1.7", "A1.14", "A1.15", "42(1)", "1034", "99pr-8.2",
    "1034-121", "1034-122", "124-21", "124-21(1)", "12", "15", "62", "81(11)",
    "6"};
static const char *const channels[] = {"office", "phone", "email", "sms",
    "site", "gis", "collector", "controller", "register", "withdrawn"};

_Static_assert(RTK_COUNT(services) == RTK_SERVICES, "a name each");
_Static_assert(RTK_COUNT(components) == RTK_COMPONENTS, "a name each");
_Static_assert(RTK_COUNT(kinds) == RTK_KINDS, "a name each");
_Static_assert(RTK_COUNT(methods) == RTK_METHODS, "a name each");
_Static_assert(RTK_COUNT(formulas) == RTK_FORMULAS, "a name each");
_Static_assert(RTK_COUNT(channels) == RTK_CHANNELS, "a name each");

const char *
rtk_service_name(enum rtk_service service)
{
	RTK_ASSERT(service < RTK_SERVICES);
	return services[service];
}

const char *
rtk_component_name(enum rtk_component component)
{
	RTK_ASSERT(component < RTK_COMPONENTS);
	return components[component];
}

const char *
rtk_kind_name(enum rtk_kind kind)
{
	RTK_ASSERT(kind < RTK_KINDS);
	return kinds[kind];
}

const char *
rtk_method_name(enum rtk_method method)
{
	RTK_ASSERT(method < RTK_METHODS);
	return methods[method];
}

const char *
rtk_formula_name(enum rtk_formula formula)
{
	RTK_ASSERT(formula < RTK_FORMULAS);
	return formulas[formula];
}

const char *
rtk_reduction_reason(const struct rtk_line *line)
{
	if (line->kind != RTK_REDUCTION)
		return "";
	switch (line->formula) {
	case RTK_F_ABSENCE:
		return "absence";
	case RTK_F_UNSUPPLIED:
		return "not_supplied";
	case RTK_F_A1_4:
	case RTK_F_A1_14:
		return "interruption";
	case RTK_F_A1_5:
	case RTK_F_A1_15:
		return "temperature";
	case RTK_F_A1_5_COLD:
		return "cold_water";
	case RTK_F_A1_7:
		return "pressure";
	default:
		return "";
	}
}

bool
rtk_line_is_common(const struct rtk_line *line)
{
	return line->service == RTK_HOT_WATER &&
	    line->kind != RTK_RECALCULATION &&
	    (line->formula == RTK_F_12 || line->formula == RTK_F_15);
}

const char *
rtk_component_unit(enum rtk_component component)
{
	return component == RTK_HEAT ? "Gcal" : "m3";
}

const char *
rtk_channel_name(enum rtk_channel channel)
{
	RTK_ASSERT(channel < RTK_CHANNELS);
	return channels[channel];
}

const char *
rtk_reason_name(enum rtk_reason reason)
{
	static const char *const names[RTK_REASONS] = {
	    [RTK_REASON_NONE] = "",
	    [RTK_REASON_READINGS] = "readings",
	    [RTK_REASON_METERS] = "meters",
	    [RTK_REASON_RESIDENTS] = "residents",
	    [RTK_REASON_ACCOUNTS] = "accounts",
	    [RTK_REASON_BUILDINGS] = "buildings",
	    [RTK_REASON_TARIFFS] = "tariffs",
	    [RTK_REASON_NORMS] = "norms",
	    [RTK_REASON_HEATING_MONTHS] = "heating-months",
	    [RTK_REASON_POLICIES] = "policies",
	    [RTK_REASON_ABSENCES] = "absences",
	    [RTK_REASON_OUTAGES] = "outages",
	    [RTK_REASON_QUALITY] = "quality",
	    [RTK_REASON_TEMPERATURES] = "temperatures",
	    [RTK_REASON_YEAR] = "yearly-adjustment",
	    [RTK_REASON_CONTRACTS] = "contracts",
	    [RTK_REASON_ACTS] = "acts",
	    [RTK_REASON_UNAUTHORISED] = "unauthorised",
	    [RTK_REASON_CATCH_UP] = "catch-up",
	    [RTK_REASON_ALLOCATORS] = "allocators",
	    [RTK_REASON_ALLOCATED] = "allocated",
	};

	RTK_ASSERT(reason < RTK_REASONS);
	return names[reason];
}
