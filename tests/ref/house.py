"""House meters of heating: what they measured, and the average of the days
on which one is out (calculation.md 1.10; rtk-csv(5), temperatures).

A meter is out when it failed, was lost, or from the day after its
verification ran out. The base of the average are its measured months of the
heating season.
"""
import datetime
import glob
import os
from fractions import Fraction

from tables import (Refused, day, day_count, first_day, last_day, month_of,
                    number, period_of, read_table)

ONE_DAY = datetime.timedelta(days=1)


class Temperatures:
    """temperatures*.csv: mean outdoor degrees of a day, and was it heated."""

    def __init__(self, folder):
        self.days = {}
        for path in sorted(glob.glob(os.path.join(folder,
                                                  "temperatures*.csv"))):
            for row in read_table(path, "temperatures"):
                self.days[row["municipality"], day(row["date"])] = (
                    number(row["temperature"]), row["heating"] != "no")

    def degree_days(self, municipality, inside, begin, end):
        """Sum over the heated days of inside less outside."""
        total, date = Fraction(0), begin
        while date <= end:
            known = self.days.get((municipality, date))
            if known is None:
                raise Refused("no temperature of %s, %s" % (municipality,
                                                            date))
            if known[1]:
                total += inside - known[0]
            date += ONE_DAY
        return total


class Result:
    """What a chain of house meters says about a month."""

    def __init__(self, seen, volume, whole, norm=False, averaged=False):
        self.seen, self.volume, self.whole = seen, volume, whole
        self.norm = norm            # out for too long, or no base
        self.averaged = averaged


class House:
    """A chain of house meters, a month after the other."""

    def __init__(self, chain, town):
        self.chain, self.town = chain, town
        self.building = chain.meters[0].building
        self.measured = {}          # month of the season: what was measured
        self.periods = 0            # whole months of the season without it
        self.base = None            # fixed when the meter goes
        installed = chain.meters[0].installed
        self.unread = period_of(installed) + (installed.day > 1)

    def policy(self, name, period):
        return self.town.reference.policy_before(name, period)

    def version(self, period):
        return self.town.registry.building(self.building, period) or \
            self.town.registry.buildings[self.building].rows()[0]

    def months(self, period):
        return self.town.reference.season_months(
            self.version(period).municipality, period)

    def month(self, period):
        seen, real, whole = self.chain.collect(period)
        missing = self.days_missing(period, seen)
        in_season = month_of(period) in self.months(period)
        if seen and whole:
            self.spread(period, real, missing is None)
        if missing is None:
            self.periods, self.base = 0, None
            return Result(seen, real, whole)
        self.unread = period + 1        # estimated, not to be measured later
        if not in_season:
            return Result(seen, real, seen)
        whole_month = missing == (first_day(period), last_day(period))
        if self.base is None:
            self.base = self.take_base(period)
        self.periods += whole_month
        if not self.base or self.periods > int(self.policy(
                "heating.house_average_periods_max", period)):
            return Result(seen, real, False, norm=True)
        part = self.average(period, *missing)
        return Result(seen, real + part, True, averaged=True)

    def spread(self, period, real, complete):
        """A volume that spans several months of heating enters as equal
        parts; a month that was estimated in part has none."""
        months = [p for p in range(self.unread, period + 1)
                  if month_of(p) in self.months(p)]
        self.unread = period + 1
        for each in months:
            if complete or each < period:
                self.measured[each] = real / len(months)

    def days_missing(self, period, seen):
        """First and last day of the month without a meter, or None."""
        first, last = first_day(period), last_day(period)
        for meter, successor in zip(self.chain.meters,
                                    self.chain.meters[1:] + [None]):
            out = self.out_from(meter)
            if out is None or out > last:
                continue
            if successor and successor.installed < first:
                continue
            read = self.last_read(meter, period)
            begin = max(first, read + ONE_DAY) if read else first
            end = last
            if successor and successor.installed <= last:
                end = successor.installed - ONE_DAY
            return (begin, end) if begin <= end else None
        return None

    @staticmethod
    def out_from(meter):
        days = []
        if meter.verified_until:
            days.append(meter.verified_until + ONE_DAY)
        if meter.removed and meter.reason in ("failed", "lost"):
            days.append(meter.removed + ONE_DAY)
        return min(days, default=None)

    @staticmethod
    def last_read(meter, period):
        """The day of its last value that counts for the month."""
        days = [reading.date for reading in meter.by_period.get(period, ())]
        if meter.removed_in(period) and meter.final is not None:
            days.append(meter.removed)
        return max(days, default=None)

    def take_base(self, period):
        """Its last measured months of heating, a season of them at most."""
        count = len(self.months(period))
        months = sorted(p for p in self.measured if p < period)[-count:]
        if len(months) < int(self.policy("readings.average_months_min",
                                         period)):
            return {}
        return {p: self.measured[p] for p in months}

    def average(self, period, begin, end):
        total = sum(self.base.values())
        if self.policy("heating.house_average", period) == "plain_month":
            part = Fraction((end - begin).days + 1, day_count(period))
            return total / len(self.base) * part
        inside = self.inside(period)
        town = self.version(period).municipality
        degrees = self.town.temperatures.degree_days
        of_base = sum(degrees(town, inside, first_day(p), last_day(p))
                      for p in self.base)
        return total * degrees(town, inside, begin, end) / of_base

    def inside(self, period):
        own = self.version(period).indoor_norm
        return own if own is not None else self.town.facts.quality.of(
            "heating.indoor_norm", period)
