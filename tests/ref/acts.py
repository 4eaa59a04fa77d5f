"""What inspections found (3.2 to 3.5; п. 59 (в), 62, 81(11), 85).

No access: from its day readings do not count until the inspection took place.
Unauthorised use of hot water: ten norms, or what the pipe lets through, of
its days, in the month of the act, less what was charged for them.
"""
import datetime
import glob
import os
from collections import defaultdict
from fractions import Fraction

from hotwater import component_volume, rates
from lines import Line, round2, vat_line
from tables import (day, day_count, day_or_none, first_day, last_day,
                    number_or_none, period_of, read_table)

ONE_DAY = datetime.timedelta(days=1)
FORMULAS = {"unauthorised": "62", "interference": "81(11)"}


class Act:
    def __init__(self, row):
        self.account, self.service = row["account"], row["service"]
        self.kind, self.date = row["kind"], day(row["date"])
        self.begin = day_or_none(row["date_from"])
        self.end = day_or_none(row["date_to"])
        self.throughput = number_or_none(row["throughput"])
        self.annulled = row["annulled"] in ("yes", "да", "1")

    @property
    def key(self):
        return self.account, self.service, self.kind, self.date


class Acts:
    """acts*.csv; a later row of the same act replaces it."""

    def __init__(self, folder):
        found = {}
        for path in sorted(glob.glob(os.path.join(folder, "acts*.csv"))):
            for row in read_table(path, "acts"):
                act = Act(row)
                found[act.key] = act
        self.of_account = defaultdict(list)
        for key in sorted(found):
            if not found[key].annulled:
                self.of_account[key[0]].append(found[key])

    def no_access(self, account, service):
        """(first day, last day or None) of each."""
        return [(act.date, act.end) for act in self.of_account[account]
                if (act.service, act.kind) == (service, "no_access")]

    def of_month(self, account, period):
        return [act for act in self.of_account[account]
                if act.kind in FORMULAS and period_of(act.date) == period]


def days_of(act, months_max):
    """First and last day to be charged."""
    month = period_of(act.date)
    first = first_day(month - months_max)
    begin = max(act.begin, first) if act.begin else first
    return begin, act.end or last_day(month - 1)


def months_of(begin, end):
    """(period, first day, last day) of each month between two days."""
    for period in range(period_of(begin), period_of(end) + 1):
        yield (period, max(begin, first_day(period)),
               min(end, last_day(period)))


class Unauthorised:
    """Lines of one act."""

    def __init__(self, month, building, account, act):
        self.month, self.building, self.account = month, building, account
        self.act, self.reference = act, month.reference
        self.period = month.period
        begin, end = days_of(act, int(self.policy(
            "unauthorised.months_max")))
        self.months = list(months_of(begin, end)) if begin <= end else []

    def policy(self, name):
        return self.reference.policy(name, self.period)

    def norm(self, name, category):
        return self.reference.norm(name, category, self.period)

    def volume(self):
        if self.act.throughput is not None:
            return self.act.throughput * 24 * sum(
                (end - begin).days + 1 for _, begin, end in self.months)
        change = self.policy("residents.change")
        persons = sum(Fraction(self.month.persons(self.account).day_sum(
            begin, end, change), day_count(period))
            for period, begin, end in self.months)
        return persons * int(self.policy("unauthorised.norm_times")) * \
            self.norm("hot_water", self.building.hot_water_norm)

    def charged(self, component):
        """Kopecks; of a part of a month by its days."""
        if self.policy("unauthorised.already_charged") != "netted":
            return 0
        return sum((self.month.town.posted[
            self.account.number, component, period] +
            self.charged_now(component, period)) *
            Fraction((end - begin).days + 1, day_count(period))
            for period, begin, end in self.months)

    def charged_now(self, component, period):
        """In this month already, of it or of that month."""
        return sum(line.kopecks for line in self.month.lines
                   if line.account is self.account
                   and line.service == "hot_water"
                   and line.component == component and line.kind != "vat"
                   and (line.for_period or self.period) == period)

    def lines(self):
        if not self.months or not self.account.living and \
                self.act.throughput is None:
            return []
        group, zone = self.account.group, self.building.zone
        system, lines = self.building.hot_water_system, []
        one_rate = system != "building" and self.reference.one_rate(
            group, zone, self.period)
        q = self.norm("water_heating", self.building.water_heating_norm)
        for component in rates(one_rate, system):
            volume = component_volume(component, self.volume(), q)
            tariff = self.reference.tariff("hot_water", component, group,
                                           zone, self.period)
            kopecks = max(0, round2(volume * tariff.price - Fraction(
                self.charged(component)) / 100))
            line = Line(self.account, "hot_water", component,
                        "recalculation", "calculated",
                        FORMULAS[self.act.kind])
            line.volume, line.price = volume, tariff.price
            line.kopecks, line.reason = kopecks, "unauthorised"
            lines.append(line)
            vat = vat_line([line], tariff)
            if vat and vat.kopecks:
                lines.append(line.copy(self.account, vat.kopecks,
                                       Fraction(0)))
        return lines
