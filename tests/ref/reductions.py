"""Reductions of a month: absences, interruptions, wrong temperatures,
wrong pressures
(calculation.md section 4; annex 1 and section VIII of the Rules).

Works on the lines of one account that are charged already: a line of a cause
takes its part off, each component keeps what is left of its charge, and VAT
that stands beside the price is of what is left.
"""
import datetime
import glob
import os
from collections import defaultdict
from fractions import Fraction

from lines import Line, half_away, round2
from metering import NONE, NORM
from tables import (day, day_count, day_or_none, first_day, last_day, number,
                    number_or_none, read_table)

ONE_DAY = datetime.timedelta(days=1)
EPOCH = datetime.date(2000, 1, 1)
DAY = 24 * 60


def minute(text):
    """Minutes since an epoch of a date and a time."""
    clock = text.replace(" ", "T").partition("T")[2] or "00:00"
    hours, minutes = clock.split(":")[:2]
    return ((day(text) - EPOCH).days * 24 + int(hours)) * 60 + int(minutes)


def month_bounds(period):
    """First minute of a month and the one behind its last."""
    begin = (first_day(period) - EPOCH).days * DAY
    return begin, begin + day_count(period) * DAY


class Outage:
    def __init__(self, row, place):
        self.scope, self.code = row["scope"], row["code"]
        self.service, self.kind = row["service"], row["kind"]
        self.begin, self.end = minute(row["begin"]), minute(row["end"])
        self.degrees = number_or_none(row["temperature"])
        self.pressure = number_or_none(row["pressure"])
        self.deadend = row["deadend"] == "yes"
        self.planned = row["planned"] == "yes"
        self.corner = row["corner"] == "yes"
        self.place = place              # how many came before it

    @property
    def of_account(self):
        return self.scope == "account"


class Absence:
    def __init__(self, row):
        self.persons = int(row["persons"])
        self.begin = day(row["date_from"])
        self.end = day(row["date_to"])

    @property
    def days(self):
        return (self.end - self.begin).days + 1

    def on(self, date):
        return self.persons if self.begin <= date <= self.end else 0


class Quality:
    """quality.csv: the newest row not after the first day of the month."""

    def __init__(self, folder):
        self.rows = defaultdict(list)
        path = os.path.join(folder, "quality.csv")
        if os.path.exists(path):
            for row in read_table(path, "quality"):
                self.rows[row["parameter"]].append(
                    (day(row["valid_from"]), number(row["value"])))

    def of(self, name, period):
        known = [row for row in self.rows[name]
                 if row[0] <= first_day(period)]
        return max(known, key=lambda row: row[0])[1]


class Facts:
    """absences*.csv, outages*.csv and the figures they are measured by."""

    def __init__(self, inputs, reference):
        self.quality = Quality(reference)
        self.absences, outages = defaultdict(dict), {}
        for path in self._files(inputs, "absences"):
            for row in read_table(path, "absences"):
                absence = Absence(row)
                key = absence.begin, absence.end
                self.absences[row["account"]][key] = absence
        for path in self._files(inputs, "outages"):
            for row in read_table(path, "outages"):
                outage = Outage(row, len(outages))
                key = (outage.scope, outage.code, outage.service,
                       outage.kind, outage.begin)
                outages[key] = outage   # a later row replaces
        self.outages = defaultdict(list)
        for outage in outages.values():
            if outage.begin < outage.end:
                self.outages[outage.scope, outage.code].append(outage)

    @staticmethod
    def _files(folder, name):
        return sorted(glob.glob(os.path.join(folder, name + "*.csv")))

    def absences_of(self, account):
        return self.absences[account].values() \
            if account in self.absences else ()

    def outages_of(self, account, service, kind, *more):
        """more: numbers of other accounts whose outages are its own too."""
        places = [("account", number) for number in (account.number, *more)]
        places.append(("building", account.building))
        return [outage for place in places
                for outage in self.outages.get(place, ())
                if outage.service == service and outage.kind == kind]


# --- interruptions (annex 1, items 4 and 14) ---------------------------------

class Interruption:
    """Rows in a row with one limit at once."""

    def __init__(self, begin, end, limit, in_total):
        self.begin, self.end = begin, end
        self.limit, self.in_total = limit, in_total

    def hours(self, bounds):
        """Hours in the month, and the limit that is left for them."""
        begin, end = bounds
        inside = max(0, min(self.end, end) - max(self.begin, begin))
        before = max(0, min(self.end, begin) - self.begin)
        limit = max(Fraction(0), self.limit - Fraction(before, 60))
        return Fraction(inside, 60), limit


def limit_at_once(outage, figure):
    """(hours at once, does it count for the total of the month)"""
    if outage.service == "hot_water":
        if outage.planned:
            return 24 * figure("hot_water.shutdown_days"), False
        if outage.deadend:
            return figure("hot_water.dead_end_hours"), False
        return figure("hot_water.interruption_hours"), True
    for name in ("warm", "cool", "cold"):
        if outage.degrees is None or outage.degrees >= figure(
                "heating.interruption_%s_from" % name):
            return figure("heating.interruption_%s_hours" % name), True
    return Fraction(0), True


def interruptions(outages, figure):
    """In order of begin; what is left of each behind those before it."""
    found, behind = [], None
    for outage in sorted(outages, key=lambda o: (
            o.begin, not o.of_account, o.place)):
        begin = outage.begin if behind is None else max(outage.begin, behind)
        if begin >= outage.end:
            continue
        limit, in_total = limit_at_once(outage, figure)
        if found and begin == behind and found[-1].limit == limit \
                and found[-1].in_total == in_total:
            found[-1].end = outage.end
        else:
            found.append(Interruption(begin, outage.end, limit, in_total))
        behind = outage.end
    return found


def hours_in_excess(found, total, bounds):
    """E = sum max(0, d - lim) + max(0, sum min(d, lim) - total)"""
    excess = within = Fraction(0)
    for each in found:
        hours, limit = each.hours(bounds)
        excess += max(Fraction(0), hours - limit)
        if each.in_total:
            within += min(hours, limit)
    return excess + max(Fraction(0), within - total)


# --- temperatures (annex 1, items 5 and 15) ----------------------------------

def pieces(outages, taken, bounds):
    """(outage, minutes by night, minutes by day of it) in the month; a
    minute counts in the first row alone, outside interruptions."""
    begin, end = bounds
    free = bytearray(b"\1" * (end - begin))
    for each in taken:
        for at in range(max(each.begin, begin), min(each.end, end)):
            free[at - begin] = 0
    for outage in sorted(outages, key=lambda o: (
            not o.of_account, o.begin, o.place)):
        minutes = [at for at in range(max(outage.begin, begin),
                                      min(outage.end, end))
                   if free[at - begin]]
        for at in minutes:
            free[at - begin] = 0
        yield outage, minutes


def supply_by_day(broken, bounds):
    """Minutes of each day in which nothing was interrupted."""
    supply = {}
    for day in range(bounds[0] // DAY, bounds[1] // DAY):
        begin, end = day * DAY, (day + 1) * DAY
        supply[day] = DAY - sum(
            max(0, min(each.end, end) - max(each.begin, begin))
            for each in broken)
    return supply


def steps_of(beyond, step, proportional):
    if beyond <= 0:
        return Fraction(0)
    return beyond / step if proportional else Fraction(beyond // step)


class Band:
    """What is allowed at a time of the day, and where steps begin."""

    def __init__(self, low, high, low_from=None, high_from=None):
        self.low, self.high = low, high
        self.low_from = low if low_from is None else low_from
        self.high_from = high if high_from is None else high_from

    def beyond(self, degrees):
        if degrees < self.low:
            return self.low_from - degrees
        if degrees > self.high:
            return degrees - self.high_from
        return Fraction(0)


class Scale:
    """The bands of a service by day and by night."""

    def __init__(self, service, figure, building, from_norm):
        self.service, self.figure = service, figure
        self.building, self.from_norm = building, from_norm

    def bands(self, outage):
        """(by day, by night)"""
        if self.service == "hot_water":
            low = self.figure("hot_water.temperature_from")
            high = self.figure("hot_water.temperature_to")
            by_day = self.figure("hot_water.day_deviation")
            by_night = self.figure("hot_water.night_deviation")
            ends = (low, high) if self.from_norm else (None, None)
            return (Band(low - by_day, high + by_day),
                    Band(low - by_night, high + by_night, *ends))
        norm = self.norm(outage.corner)
        high = norm + self.figure("heating.above")
        return (Band(norm - self.figure("heating.day_below"), high),
                Band(norm - self.figure("heating.night_below"), high,
                     norm if self.from_norm else None))

    def norm(self, corner):
        own = self.building.corner_norm if corner \
            else self.building.indoor_norm
        if own is not None:
            return own
        return self.figure("heating.corner_norm" if corner
                           else "heating.indoor_norm")


# --- an account --------------------------------------------------------------

class Reductions:
    """The reductions of one account and service in a month."""

    def __init__(self, month, building, account, lines):
        self.month, self.building, self.account = month, building, account
        self.period, self.facts = month.period, month.town.facts
        self.charges = [line for line in lines if line.kind == "charge"]
        self.charges.sort(key=lambda line: (line.component,
                                            line.part.begin))
        self.others = [line for line in lines if line.kind == "raising"]
        self.vats = [line for line in lines if line.kind == "vat"]
        self.service = self.charges[0].service
        self.method = self.charges[0].method
        self.left = {line: line.kopecks for line in self.charges}
        self.away = {line: Fraction(0) for line in self.charges}
        self.own_days()
        self.missing = Fraction(0)      # part of the month not supplied
        self.lines = []

    def own_days(self):
        """Heating is of the premises, and so is what is recorded for one of
        two parties; hot water is of each party's days."""
        self.begin, self.end = first_day(self.period), last_day(self.period)
        self.both = ()
        if self.service == "hot_water":
            self.begin, self.end = self.month.days_of(self.account)
        elif self.account.number in self.month.formers:
            self.both = (self.month.formers[self.account.number].number,)
        self.bounds = ((self.begin - EPOCH).days * DAY,
                       (self.end - EPOCH).days * DAY + DAY)
        self.days = (self.end - self.begin).days + 1

    def outages(self, kind):
        return self.facts.outages_of(self.account, self.service, kind,
                                     *self.both)

    def figure(self, name):
        return self.facts.quality.of(name, self.period)

    def policy(self, name):
        return self.month.reference.policy(name, self.period)

    def find(self):
        self.absences()
        broken = interruptions(self.outages("interruption"), self.figure)
        self.not_supplied(broken)
        if broken:
            total = self.figure(self.service +
                                ".interruption_hours_a_month")
            self.percent(hours_in_excess(broken, total, self.bounds) *
                         self.figure(self.service + ".interruption_percent"),
                         "interruption")
        self.temperatures(broken)
        self.pressures(broken)
        self.with_vat()
        return self.lines

    def add(self, charge, kopecks, reason, volume=None):
        """One line; a component gives no more than is left of it."""
        kopecks = min(kopecks, max(self.left[charge], 0))
        if kopecks <= 0:
            return
        self.left[charge] -= kopecks
        line = Line(self.account, self.service, charge.component, "reduction",
                    self.method, reason)
        line.reason, line.part = reason, charge.part
        line.kopecks = -kopecks
        if volume is not None:
            line.volume, line.price = -volume, charge.price
        self.lines.append(line)

    # section VIII

    def absences(self):
        absences = [absence for absence in
                    self.facts.absences_of(self.account.number)
                    if absence.days > self.figure("absence.days_over")]
        if self.service != "hot_water" or not absences \
                or not self.account.living or self.account.meter_possible \
                or self.has_meter():
            return
        norm = self.month.reference.norm(
            "hot_water", self.building.hot_water_norm, self.period)
        for charge in self.charges:
            volume = norm * Fraction(self.absent_days(absences, charge.part),
                                     day_count(self.period))
            part = self.in_component(volume, charge)
            self.away[charge] = part
            self.add(charge, round2(part * charge.price), "absence", part)

    def absent_days(self, absences, part):
        """Days of persons, of those that have this price."""
        persons, total = self.month.persons(self.account), 0
        date = max(self.begin, part.begin)
        while date <= min(self.end, part.end):
            living = persons.permanent(date)[0] + sum(
                many for begin, end, many in persons.temporary
                if begin <= date and (end is None or date <= end))
            total += min(living, sum(a.on(date) for a in absences))
            date += ONE_DAY
        return total

    def in_component(self, volume, charge):
        if charge.component != "heat":
            return volume
        return volume * self.month.reference.norm(
            "water_heating", self.building.water_heating_norm, self.period)

    def has_meter(self):
        """Its own, or one of the flat of which it is a room."""
        if self.month.left_behind(self.account, self.service):
            return True
        return any(outcome.kind != NONE
                   for room in self.month.flat_of(self.account)
                   for outcome in self.month.outcomes(room, self.service))

    # items 98 to 100

    def not_supplied(self, broken):
        """By norm without any meter: only what was supplied is paid."""
        hours = sum(each.hours(self.bounds)[0] for each in broken)
        if not hours or self.method != NORM or self.meter_matters() \
                or self.month.house_meter(self.account.building,
                                          self.service):
            return
        part = self.missing = hours / (24 * self.days)
        for charge in self.charges:
            volume = charge.volume - self.away[charge]
            supplied = round2(volume * (1 - part) * charge.price)
            self.add(charge, self.left[charge] - supplied,
                     "not_supplied", volume * part)

    def meter_matters(self):
        """1.0: in a block without a house meter no other one matters."""
        formula = self.charges[0].formula
        if formula in ("2(3)", "2(4)"):
            return False
        return self.has_meter()

    # percents of the charge of the service

    def percent(self, percent, reason):
        """Rounded once, split by the amounts, the largest remainder."""
        charged = sum(line.kopecks for line in self.charges)
        amount = half_away(charged * percent / 100)
        if charged <= 0 or not amount:
            return
        exact = [Fraction(amount * charge.kopecks, charged)
                 for charge in self.charges]
        parts = [each.numerator // each.denominator for each in exact]
        for place in sorted(range(len(parts)), key=lambda place: (
                parts[place] - exact[place], place))[:amount - sum(parts)]:
            parts[place] += 1
        for charge, part in zip(self.charges, parts):
            self.add(charge, part, reason)

    def temperatures(self, broken):
        outages = self.outages("temperature")
        if not outages:
            return
        scale = Scale(self.service, self.figure, self.building,
                      self.policy("quality.night_from") == "norm")
        percent, cold = Fraction(0), 0
        for outage, minutes in pieces(outages, broken, self.bounds):
            if self.is_cold(outage):
                cold += len(minutes)
            else:
                percent += self.percent_of(outage, minutes, scale)
        self.percent(percent, "temperature")
        if cold:
            self.cold_water(Fraction(cold, DAY * self.days))

    def percent_of(self, outage, minutes, scale):
        begin = self.figure("night.from_hour") * 60
        end = self.figure("night.to_hour") * 60
        by_night = sum(begin <= at % DAY < end for at in minutes)
        proportional = self.policy("quality.step") == "proportional"
        step = self.figure(self.service + ".temperature_step")
        found = Fraction(0)
        for band, count in zip(scale.bands(outage),
                               (len(minutes) - by_night, by_night)):
            found += Fraction(count, 60) * steps_of(
                band.beyond(outage.degrees), step, proportional)
        return found * self.figure(self.service + ".temperature_percent")

    def is_cold(self, outage):
        return self.service == "hot_water" and \
            outage.degrees < self.figure("hot_water.cold_below")

    def cold_water(self, part):
        """V h / H costs the price of cold water, its heat nothing."""
        for charge in self.charges:
            price = charge.price
            if charge.component != "heat":
                price -= self.month.reference.tariff(
                    "hot_water", "cold", self.account.group,
                    self.building.zone, self.period).price
            volume = (charge.volume - self.away[charge]) * part
            self.add(charge, round2(volume * price), "cold_water",
                     volume if price == charge.price else None)

    # pressure (annex 1, item 7; item 101)

    def pressures(self, broken):
        """Minute by minute: days that are free, hours outside them."""
        outages = self.outages("pressure")
        if self.service != "hot_water" or not outages:
            return
        low, high, near = (self.figure("hot_water.pressure_" + name)
                           for name in ("from", "to", "percent_off"))
        far, off = set(), []
        for outage, minutes in pieces(outages, broken, self.bounds):
            if outage.pressure < low * (100 - near) / 100 or \
                    outage.pressure > high * (100 + near) / 100:
                far |= {at // DAY for at in minutes}
            elif not low <= outage.pressure <= high:
                off += minutes
        supply = supply_by_day(broken, self.bounds)
        hours = Fraction(sum(at // DAY not in far for at in off), 60)
        percent = hours * self.figure("hot_water.pressure_percent")
        if far:
            percent += Fraction(100 * sum(supply[day] for day in far),
                                sum(supply.values()))
        self.percent(min(percent, Fraction(100)), "pressure")

    # VAT

    def with_vat(self):
        for vat in self.vats:
            parts = [line for line in self.charges + self.others + self.lines
                     if line.component == vat.component
                     and line.part is vat.part]
            net = sum(line.kopecks for line in parts)
            vat.kopecks = half_away(net * vat.percent / 100)


def reduced(month, building, lines):
    """The lines of a building with their reductions."""
    groups = defaultdict(list)
    for line in lines:
        groups[line.account.number, line.service].append(line)
    found = []
    for group in groups.values():
        found += group
        found += Reductions(month, building, group[0].account, group).find()
    return found
