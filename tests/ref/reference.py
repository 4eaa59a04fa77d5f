"""Reference tables: the dated rows of tariffs, norms, months and policies.

The row of a month is the one in force on its first day; a change of a row in
the middle of a month is refused, but for a price.
"""
import datetime
import glob
import os
from collections import defaultdict
from fractions import Fraction

from tables import (Refused, day, day_or_none, first_day, last_day, number,
                    period_text, read_table)

ONE_DAY = datetime.timedelta(days=1)

# calculation.md, "Defaults that decide"
DEFAULTS = {
    "heating.negative_common_part": "signed",
    "heating.no_house_meter_own_source": "norm_as_volume",
    "heating.after_average": "unmetered_3_7",
    "heating.house_average": "by_temperature",
    "heating.yearly_adjustment_month": "1",
    "heating.house_average_periods_max": "6",
    "hot_water.raising_coefficient_on": "water",
    "hot_water.raising_coefficient": "1.5",
    "hot_water.common_cap": "norm",
    "unauthorised.norm_times": "10",
    "unauthorised.months_max": "3",
    "unauthorised.already_charged": "netted",
    "quality.night_from": "allowed_limit",
    "quality.step": "full",
    "readings.last_day": "25",
    "readings.catch_up_after_average": "current_month_difference",
    "readings.catch_up_after_norm": "recalculate",
    "readings.average_months": "6",
    "readings.average_months_min": "3",
    "readings.average_periods_max": "3",
    "readings.average_first_period": "unread_month",
    "readings.average_periods_max_nonresidential": "2",
    "residents.change": "by_days",
    "rounding.line": "half_away_from_zero",
}
CHOICES = {
    "heating.negative_common_part": ("signed", "clamp_zero"),
    "heating.no_house_meter_own_source": ("norm_as_volume",
                                          "norm_plus_common"),
    "heating.after_average": ("unmetered_3_7", "norm"),
    "heating.house_average": ("plain_month", "by_temperature"),
    "hot_water.raising_coefficient_on": ("water", "both"),
    "hot_water.common_cap": ("norm", "none"),
    "readings.catch_up_after_average": ("current_month_difference",
                                        "by_month"),
    "readings.catch_up_after_norm": ("recalculate", "from_new_reading"),
    "quality.night_from": ("allowed_limit", "norm"),
    "quality.step": ("full", "proportional"),
    "residents.change": ("by_days", "next_month"),
    "rounding.line": ("half_away_from_zero", "from_printed_volume"),
}


class Dated:
    """Rows of one key in time."""

    def __init__(self):
        self.rows = []

    def add(self, begin, end, value):
        """A row given again with its first day replaces the one before."""
        self.rows = [row for row in self.rows if row[0] != begin]
        self.rows.append((begin, end, value))
        self.rows.sort(key=lambda row: row[0])

    def on(self, date):
        """The row in force on the day; of several the one begun last."""
        found = None
        for begin, end, value in self.rows:
            if begin <= date and (end is None or date <= end):
                found = (end, value)
        return found

    def changes_within(self, period):
        """A row begins behind the first day, or the row of the first day
        ends before the last."""
        first, last = first_day(period), last_day(period)
        if any(first < begin <= last for begin, _, _ in self.rows):
            return True
        found = self.on(first)
        return bool(found and found[0] and found[0] < last)

    def of_month(self, period, name):
        if self.changes_within(period):
            raise Refused("%s changes inside %s" % (name,
                                                    period_text(period)))
        found = self.on(first_day(period))
        return found[1] if found else None


class Part:
    """Days of a month that have one price."""

    def __init__(self, begin, end, tariff):
        self.begin, self.end, self.tariff = begin, end, tariff

    def days(self, begin, end):
        """How many of the days begin..end are its own."""
        first, last = max(begin, self.begin), min(end, self.end)
        return max((last - first).days + 1, 0)


class Tariff:
    def __init__(self, row):
        self.price = number(row["price"])
        self.vat = row["vat"]
        self.vat_percent = number(row["vat_percent"] or "0")


class Reference:
    def __init__(self, folder, inputs=None):
        """inputs: its tariffs*.csv, norms*.csv and policies*.csv came
        later."""
        self._tariffs = defaultdict(Dated)
        self._norms = defaultdict(Dated)
        self._months = defaultdict(Dated)
        self._policies = defaultdict(Dated)
        self._cache = {}
        self._read(folder)
        for path in sorted(glob.glob(os.path.join(inputs or folder,
                                                  "tariffs*.csv"))):
            self._take_tariffs(read_table(path, "tariffs"))
        for path in sorted(glob.glob(os.path.join(inputs or folder,
                                                  "norms*.csv"))):
            self._take_norms(read_table(path, "norms"))
        for path in sorted(glob.glob(os.path.join(inputs or folder,
                                                  "policies*.csv"))):
            self._take_policies(read_table(path, "policies"))

    def _take_tariffs(self, rows):
        for row in rows:
            key = (row["service"], row["component"], row["group"],
                   row["zone"])
            self._add(self._tariffs[key], row, Tariff(row))

    def _take_norms(self, rows):
        for row in rows:
            self._add(self._norms[row["norm"], row["category"]], row,
                      number(row["value"]))

    def _read(self, folder):
        self._take_tariffs(self._table(folder, "tariffs"))
        self._take_norms(self._table(folder, "norms"))
        for row in self._table(folder, "heating-months"):
            months = frozenset(int(part) for part in row["months"].split(","))
            self._add(self._months[row["municipality"]], row,
                      (row["mode"], months))
        self._take_policies(self._table(folder, "policies"))

    def _take_policies(self, rows):
        for row in rows:
            choices = CHOICES.get(row["policy"])
            if choices and row["value"] not in choices:
                raise Refused("policy %s: %s" % (row["policy"], row["value"]))
            self._add(self._policies[row["policy"]], row, row["value"])

    @staticmethod
    def _table(folder, table):
        path = os.path.join(folder, table + ".csv")
        if table == "policies" and not os.path.exists(path):
            return []
        return read_table(path, table)

    @staticmethod
    def _add(dated, row, value):
        dated.add(day(row["valid_from"]), day_or_none(row.get("valid_to")),
                  value)

    def _cached(self, key, compute):
        if key not in self._cache:
            self._cache[key] = compute()
        return self._cache[key]

    # policies

    def policy(self, name, period):
        return self._cached((name, period), lambda: (
            self._policies[name].of_month(period, name) or DEFAULTS[name]))

    def policy_number(self, name, period):
        return Fraction(number(self.policy(name, period)))

    def policy_before(self, name, period):
        """Of a month that is history: changes inside it do not matter."""
        found = self._policies[name].on(first_day(period))
        return found[1] if found else DEFAULTS[name]

    # norms

    def norm(self, norm, category, period):
        return self._cached((norm, category, period),
                            lambda: self._norm(norm, category, period))

    def _norm(self, norm, category, period):
        name = "norm %s %s" % (norm, category)
        value = self._norms[norm, category].of_month(period, name)
        if value is None:
            raise Refused("%s: none for %s" % (name, period_text(period)))
        return value

    # heating season

    def season(self, municipality, period):
        """(mode, months) of a month that is billed."""
        return self._cached(("season", municipality, period),
                            lambda: self._season(municipality, period))

    def _season(self, municipality, period):
        name = "heating-months %s" % municipality
        value = self._months[municipality].of_month(period, name)
        if value is None:
            raise Refused("%s: none for %s" % (name, period_text(period)))
        return value

    def season_months(self, municipality, period):
        """Months of the season, history too: before the first row, its."""
        return self._cached(("months", municipality, period),
                            lambda: self._season_months(municipality, period))

    def _season_months(self, municipality, period):
        dated = self._months[municipality]
        found = dated.on(first_day(period))
        if found:
            return found[1][1]
        return dated.rows[0][2][1] if dated.rows else frozenset()

    # tariffs

    def tariff(self, service, component, group, zone, period):
        """The zone's own row wins over the row of the empty zone."""
        key = (service, component, group, zone, period)
        return self._cached(key, lambda: self._tariff(*key))

    def _tariff(self, service, component, group, zone, period):
        for place in self._levels(zone):
            found = self._row(service, component, group, place, period)
            if found:
                return found
        raise Refused("tariff %s %s %s, zone \"%s\": none for %s" % (
            service, component, group, zone, period_text(period)))

    def prices(self, service, component, group, zone, period):
        """Parts of the month in their order, each with one price (section
        5); the zone's own row wins on each day."""
        key = ("prices", service, component, group, zone, period)
        return self._cached(key, lambda: self._prices(*key[1:]))

    def _prices(self, service, component, group, zone, period):
        parts, date = [], first_day(period)
        while date <= last_day(period):
            found = None
            for place in self._levels(zone):
                dated = self._tariffs.get((service, component, group, place))
                found = found or (dated and dated.on(date))
            if not found:
                raise Refused("tariff %s %s %s, zone \"%s\": none on %s" % (
                    service, component, group, zone, date))
            if parts and parts[-1].tariff is found[1]:
                parts[-1].end = date
            else:
                parts.append(Part(date, date, found[1]))
            date += ONE_DAY
        return parts

    def one_rate(self, group, zone, period):
        """Hot water has one rate if a `single` row is found before
        `water` or `heat`: own zone first, then the empty zone."""
        key = ("one_rate", group, zone, period)
        return self._cached(key, lambda: self._one_rate(group, zone, period))

    def _one_rate(self, group, zone, period):
        for place in self._levels(zone):
            kinds = [bool(self._row("hot_water", component, group, place,
                                    period))
                     for component in ("single", "water", "heat")]
            if kinds[0] and any(kinds[1:]):
                raise Refused("hot water of zone \"%s\" has one rate and two "
                              "components" % place)
            if any(kinds):
                return kinds[0]
        raise Refused("tariff hot_water %s, zone \"%s\": none for %s" % (
            group, zone, period_text(period)))

    @staticmethod
    def _levels(zone):
        return (zone, "") if zone else ("",)

    def _row(self, service, component, group, zone, period):
        key = (service, component, group, zone)
        if key not in self._tariffs:
            return None
        found = self._tariffs[key].on(first_day(period))
        return found and found[1]
