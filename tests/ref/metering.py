"""Meters, readings, missing readings (calculation.md section 3, п. 59, 60).

A chain is a meter and its successors: the unit that has a history. Month by
month it tells what it measured, or that it is on average or at the norm.
"""
import datetime
import glob
import os
from collections import defaultdict
from fractions import Fraction

from tables import (Refused, day, day_or_none, first_day, last_day, number,
                    number_or_none, period_of, read_table)

ONE_DAY = datetime.timedelta(days=1)

NONE, METER, AVERAGE, NORM = "none", "meter", "average", "norm"
# causes: п. 59(а), п. 59(б), п. 59(в)
EXPIRED, NO_READING, NO_ACCESS = "a", "b", "c"

# M10: how many of the unit make a Gcal (1 Gcal = 4.1868 GJ = 1.163 MWh)
PER_GCAL = {"gcal": Fraction(1), "gj": Fraction("4.1868"),
            "mwh": Fraction("1.163"), "kwh": Fraction(1163),
            "m3": Fraction(1)}


class Reading:
    __slots__ = ("date", "value", "period", "file", "inspected")

    def __init__(self, date, value, period, file="", inspected=False):
        self.date, self.value, self.period = date, value, period
        self.file, self.inspected = file, inspected


class Meter:
    def __init__(self, row):
        self.code = row["meter"]
        self.scope = row["scope"]
        self.building = row["building"]
        self.account = row["account"]
        self.service = row["service"]
        self.serial = row["serial"]
        self.capacity = Fraction(10 ** int(row["digits"]))
        self.decimals = int(row["decimals"])
        self.unit = row["unit"]
        self.installed = day(row["installed"])
        self.initial = number(row["initial"])
        self.verified_until = day_or_none(row["verified_until"])
        self.removed = day_or_none(row["removed"])
        self.final = number_or_none(row["final"])
        self.reason = row["reason"]
        self.readings = []              # in order of date
        self.closed = []                # no access: (first, last day)
        self.by_period = {}             # period: readings, in order of date

    @property
    def place(self):
        return (self.scope, self.account or self.building, self.service)

    def in_place(self, date):
        return (self.installed <= date
                and (self.removed is None or date <= self.removed))

    def installed_in(self, period):
        return period_of(self.installed) == period

    def removed_in(self, period):
        return self.removed is not None and period_of(self.removed) == period

    def removed_by(self, date):
        return self.removed is not None and self.removed <= date

    def difference(self, previous, current):
        """Units of the dial; lower than before is a roll-over if the meter
        would have counted at most half its range. None: no plausible one."""
        if current >= previous:
            return current - previous
        rolled = self.capacity - previous + current
        return rolled if rolled <= self.capacity / 2 else None

    def volume(self, previous, current):
        """Gcal or m3."""
        dial = self.difference(previous, current)
        if dial is None:
            # Only a final value comes here; readings were held at import.
            dial = current - previous
        return dial / PER_GCAL[self.unit]

    def keep_plausible(self, spans=()):
        """Readings of each day once, lower ones held; the codes of those."""
        held, kept, previous = [], [], self.initial
        for reading in self._one_a_day(held):
            if not self.in_place(reading.date):
                held.append("reading.removed_meter")
            elif self.difference(previous, reading.value) is None:
                held.append("reading.lower_than_previous")
            else:
                previous = reading.value
                kept.append(reading)
        self.readings = kept
        self.no_access(spans)
        self._index()
        return held

    def _one_a_day(self, held):
        """Two values of one day in one file are both held; another value in
        a later file is."""
        days = {}
        for reading in self.readings:
            days.setdefault(reading.date, []).append(reading)
        for date in sorted(days):
            readings = days[date]
            values = {}
            for reading in readings:
                values.setdefault(reading.file, set()).add(reading.value)
            good = [reading for reading in readings
                    if len(values[reading.file]) == 1]
            held += ["reading.conflict" for reading in readings
                     if not good or reading.value != good[0].value]
            if good:
                yield good[0]

    def no_access(self, spans):
        """From the day of an act to its end, or to the day before the first
        inspection."""
        for begin, end in spans:
            days = [reading.date - ONE_DAY for reading in self.readings
                    if reading.inspected and reading.date >= begin]
            self.closed.append((begin, min(
                days + [end or datetime.date.max])))

    def inspected_on(self, date):
        return any(reading.inspected and reading.date == date
                   for reading in self.readings)

    def closed_on(self, date):
        """The first day of the act in force, or None."""
        return min((begin for begin, end in self.closed
                    if begin <= date <= end), default=None)

    def _index(self):
        """A reading behind the verification does not count (M5), nor one
        while there is no access."""
        for reading in self.readings:
            if (not self.verified_until
                    or reading.date <= self.verified_until) \
                    and not self.closed_on(reading.date):
                self.by_period.setdefault(reading.period, []).append(reading)

    def counting(self, period, after):
        """The last reading that counts for the period: the greatest date, and
        behind the last one that counted for an earlier period (M2)."""
        readings = self.by_period.get(period)
        if readings and readings[-1].date > after:
            return readings[-1]
        return None


class Outcome:
    """What a chain says about a month."""

    __slots__ = ("chain", "kind", "volume", "cause", "read", "fresh", "carry",
                 "behind", "estimate", "values", "months")

    def __init__(self, chain, kind, volume=None, cause=None):
        self.chain, self.kind = chain, kind
        self.volume, self.cause = volume, cause
        self.read = False       # a reading or a final value counted
        self.fresh = None       # put into service in the month, on this day
        self.carry = True       # an estimate billed is taken off later
        self.behind = None      # by norm from this day on, and the cause
        self.estimate = Fraction(0)     # of the volume: an average by days
        self.months = {}                # by average, more than was billed
        self.values = []                # (day, volume since the value before)

    def until(self, days):
        """The volume split at each day, on which or before which the meter
        was read; None if it was not, or if this month has a part of several
        (by_month). What came off goes off the first."""
        if self.kind != METER or self.estimate or self.months \
                or not self.values:
            return None
        rest = self.volume - sum(volume for _, volume in self.values)
        read = {date for date, _ in self.values}
        if not all(day in read or day - ONE_DAY in read for day in days):
            return None
        found = [Fraction(0)] * (len(days) + 1)
        for date, volume in self.values:
            place = sum(date > day for day in days)
            found[place] += volume
        found[0] += rest
        return found


class Rules:
    """Policies of one period that the chains need."""

    def __init__(self, reference, period):
        policy = reference.policy_before
        self.months = int(policy("readings.average_months", period))
        self.months_min = int(policy("readings.average_months_min", period))
        self.periods_max = int(policy("readings.average_periods_max", period))
        self.periods_max_nonresidential = int(
            policy("readings.average_periods_max_nonresidential", period))
        self.event_month = policy(
            "readings.average_first_period", period) == "event_month"
        self.by_month = policy(
            "readings.catch_up_after_average", period) == "by_month"
        self.from_new_reading = policy(
            "readings.catch_up_after_norm", period) == "from_new_reading"


class Chain:
    LONG = datetime.date.min

    def __init__(self, meters, running, rules):
        """running(period): does the service run (heating: the season)?
        rules(period): Rules."""
        self.meters = meters
        self.running, self.rules = running, rules
        self.current = None             # meter that the value belongs to
        self.value = self.date = None   # last real reading
        self.billed = Fraction(0)       # estimates since then, billed by us
        self.run = {}                   # of them averages, by whole month
        self.missed = 0                 # running periods in a row without one
        self.cause = None               # of them, or of days behind a reading
        self.periods = 0                # in a row of this cause
        self.average = None             # fixed at the first missing period
        self.norm_cause = None          # at the norm in the month before
        self.entries = []               # volumes by running period, or None
        self.measured = {}              # period: real volume (even payment)
        self.next = None                # the period step() has to do

    # -- before the first known reading (S3)

    def begin(self, limit):
        """Skip to the first event, or to the limit: counting only."""
        head = self.meters[0]
        start = period_of(head.installed)
        if head.installed.day > 1:
            start += 1
        self.next = min(self._first_event(), limit)
        if self.next < start:
            self.next = min(self.next, period_of(head.installed))
            return
        self._take(head)
        self.missed = sum(map(self.running, range(start, self.next)))
        self.entries = [None] * self.missed
        if self.missed:
            self.norm_cause = self._cause(head, self.next - 1)
            self.cause, self.periods = NO_READING, self.missed

    def _first_event(self):
        events = [period_of(meter.installed) for meter in self.meters[1:]]
        for meter in self.meters:
            events += list(meter.by_period)
            if meter.removed:
                events.append(period_of(meter.removed))
        return min(events, default=1 << 30)

    # -- a month

    def step(self, period, nonresidential):
        """The next month of the chain; months are taken in order."""
        assert period == self.next
        self.next += 1
        parts = self._parts(period)
        if not parts:
            return self._away(period, nonresidential)
        values, self.back = self._values(parts, period), {}
        seen, volume, real, whole = self._collect(parts, period)
        if seen:
            outcome = self._measured(parts, period, (volume, real, whole),
                                     nonresidential)
            outcome.values = values
            if outcome.kind == METER and self.back:
                outcome.months = self.back
                outcome.volume -= sum(self.back.values())
            return outcome
        if self._began(parts, period):
            return self._unread_beginning(parts, period)
        return self._missing(parts[-1], period, nonresidential)

    def collect(self, period):
        """A house meter: what it measured, no average ever (S7).
        (a reading counted, real volume, nothing is unknown)"""
        assert period == self.next
        self.next += 1
        parts = self._parts(period)
        seen, _, real, whole = self._collect(parts, period)
        return seen, real, whole

    def _parts(self, period):
        """Meters in place on some day of the month."""
        first, last = first_day(period), last_day(period)
        return [meter for meter in self.meters
                if meter.installed <= last
                and (meter.removed is None or meter.removed >= first)]

    def _take(self, meter):
        """A successor starts with its initial value, estimates 0 (S9)."""
        if self.current is not meter:
            self.current = meter
            self.value, self.date = meter.initial, self.LONG
            self.billed, self.run = Fraction(0), {}

    def _collect(self, parts, period):
        """(a reading counted, volume to bill, real volume, each part known)

        M3, M4: last reading - last real one before - estimates billed since;
        a meter removed: final - last value, and the same for its successor."""
        seen, whole = False, True
        volume = real = Fraction(0)
        for meter in parts:
            self._take(meter)
            end = self._end_value(meter, period)
            if end is None:
                whole = whole and not meter.removed_in(period)
                continue
            part = meter.volume(self.value, end[0])
            self.value, self.date = end
            real += part
            volume += part - self.billed
            self.back = self._back(meter, period, part)
            self.billed, self.run = Fraction(0), {}
            seen = True
        if seen:
            self.measured[period] = real
        return seen, volume, real, whole

    def _values(self, parts, period):
        """(day, volume) of each value of the month that counts."""
        found = []
        for meter in parts:
            value, after = (self.value, self.date) \
                if self.current is meter else (meter.initial, self.LONG)
            given = [(reading.date, reading.value)
                     for reading in meter.by_period.get(period, ())
                     if reading.date > after]
            if meter.removed_in(period) and meter.final is not None:
                given = [one for one in given if one[0] < meter.removed]
                given.append((meter.removed, meter.final))
            for date, reading in given:
                found.append((date, meter.volume(value, reading)))
                value = reading
        return found

    def _back(self, meter, period, part):
        """{month by average: what was used more than billed}: equal parts of
        all months since the last reading. None of heat, or if one of them
        was billed by norm, by days or by somebody else; none of what an
        inspection found (п. 61)."""
        if meter.service != "hot_water" or not self.run or not \
                self.rules(period).by_month or \
                len(self.run) != self.missed or \
                meter.inspected_on(self.date) or \
                sum(self.run.values()) != self.billed:
            return {}
        one = part / (len(self.run) + 1)
        return {month: one - billed for month, billed in self.run.items()}

    def _end_value(self, meter, period):
        if meter.removed_in(period) and meter.final is not None:
            return meter.final, meter.removed
        reading = meter.counting(period, self.date)
        return (reading.value, reading.date) if reading else None

    def _began(self, parts, period):
        """The last meter came in this month: a first partial month, or a
        replacement. Without a reading it is 0, not missing (S1)."""
        meter = parts[-1]
        return meter.installed_in(period) and (
            meter.installed.day > 1 or meter is not self.meters[0])

    def _fresh(self, parts, period):
        """Put into service behind the first day with no meter before it in
        the month (M11)."""
        meter = parts[0]
        return meter.installed_in(period) and meter.installed.day > 1

    def _measured(self, parts, period, found, nonresidential):
        volume, real, whole = found
        outcome = Outcome(self, METER, volume)
        outcome.read = True
        # M8: from_new_reading: still norm, the reading is only a new start
        if self.norm_cause and self.rules(period).from_new_reading \
                and not self._fresh(parts, period):
            outcome = Outcome(self, NORM, cause=self.norm_cause)
            outcome.carry = False
        self._mark_fresh(outcome, parts, period)
        run = self.missed, self.cause, self.periods
        mean = self.average if self.missed or self.cause else \
            self._mean(self.rules(period))
        if self.running(period):
            self._push(None if outcome.fresh or not whole else real)
        elif whole and self.missed:
            self._spread(real / self.missed)
        self.missed, self.norm_cause = 0, None
        self.cause, self.periods = None, 0
        if self.running(period) and outcome.kind == METER \
                and len(parts) == 1:
            self._days_behind(outcome, period, run, mean, nonresidential)
        return outcome

    def _out_from(self, meter):
        """The first day on which a meter is out, п. 59(а); None: never."""
        days = []
        if meter.verified_until:
            days.append(meter.verified_until + ONE_DAY)
        if meter.removed and meter.reason in ("failed", "lost"):
            days.append(meter.removed + ONE_DAY)
        return min(days, default=None)

    def _days_behind(self, outcome, period, run, mean, nonresidential):
        """Days behind the last reading on which the meter is out: the average
        by days, else the norm. One taken away: no meter any more."""
        meter, last = self.current, last_day(period)
        if meter.removed_in(period) and meter.reason == "replaced":
            if meter is self.meters[-1] and meter.removed < last:
                outcome.behind = meter.removed + ONE_DAY, None
            return
        out, cause = self._out_from(meter), EXPIRED
        if out is None or out > last:
            out, cause = meter.closed_on(last), NO_ACCESS
        if out is None:
            return
        begin = max(out, self.date + ONE_DAY, first_day(period))
        if begin > last:
            return
        self.cause = cause
        self.periods = run[2] if run[1] == cause else 0
        self.periods += self.rules(period).event_month
        self.average = mean
        if not self._stands(period, nonresidential):
            self.norm_cause = cause
            outcome.behind = begin, cause
            if meter.service == "heating":  # no norm of heat by days
                outcome.kind, outcome.cause = NORM, cause
                outcome.carry = False
            return
        part = mean * Fraction((last - begin).days + 1, last.day)
        outcome.volume += part
        outcome.cause = cause
        outcome.estimate = part

    def _stands(self, period, nonresidential):
        """Three periods of each cause (two of a bad meter that is not of a
        living premises)."""
        rules = self.rules(period)
        longest = rules.periods_max
        if self.cause == EXPIRED and nonresidential:
            longest = rules.periods_max_nonresidential
        return self.average is not None and self.periods <= longest

    def _mark_fresh(self, outcome, parts, period):
        if self._fresh(parts, period):
            outcome.fresh = parts[0].installed

    def _push(self, real):
        """S2: a volume that spans n missing periods enters as equal parts."""
        if real is not None and self.missed:
            real = real / (self.missed + 1)
            self._spread(real)
        self.entries.append(real)

    def _spread(self, part):
        """A reading outside the season measures the months before it too."""
        count = min(self.missed, len(self.entries))
        self.entries[len(self.entries) - count:] = [part] * count

    def _unread_beginning(self, parts, period):
        outcome = Outcome(self, METER, Fraction(0))
        self._mark_fresh(outcome, parts, period)
        if self.running(period):
            self.entries.append(None)
        self.missed, self.norm_cause = 0, None
        self.cause, self.periods = None, 0
        return outcome

    def _away(self, period, nonresidential):
        """Not installed yet, or removed before and no successor in place."""
        first = first_day(period)
        gone = [meter for meter in self.meters
                if meter.removed is not None and meter.removed < first]
        if not gone:
            return Outcome(self, NONE)
        self._take(gone[-1])
        if gone[-1].reason in ("failed", "lost"):       # M5
            return self._missing(gone[-1], period, nonresidential)
        if self.running(period):
            self.entries.append(None)
        return Outcome(self, NONE)

    def _cause(self, meter, period):
        """S4."""
        last = last_day(period)
        if meter.verified_until and meter.verified_until < last:
            return EXPIRED
        if meter.reason in ("failed", "lost") and meter.removed_by(last):
            return EXPIRED
        return NO_ACCESS if meter.closed_on(last) else NO_READING

    def _missing(self, meter, period, nonresidential):
        """п. 59, then п. 60 (M6)."""
        if not self.running(period):    # outside the season: 0, not missing
            return Outcome(self, METER, Fraction(0))
        cause, rules = self._cause(meter, period), self.rules(period)
        if self.missed == 0 and self.cause is None:
            self.average = self._mean(rules)
        if cause != self.cause:
            self.cause, self.periods = cause, 0
        self.periods += 1
        self.missed += 1
        self.entries.append(None)
        if self._stands(period, nonresidential):
            self.norm_cause = None
            return Outcome(self, AVERAGE, self.average, cause)
        self.norm_cause = cause
        return Outcome(self, NORM, cause=cause)

    def _mean(self, rules):
        """Of the measured among the periods before; too few: norm at once."""
        known = [volume for volume in self.entries[-rules.months:]
                 if volume is not None]
        if len(known) < max(rules.months_min, 1):
            return None
        return sum(known) / len(known)

    # -- even payment

    def year_volume(self, year):
        """Real volume of a calendar year; None without a reading that counts
        for December of the year before and for December of the year (H3)."""
        january, december = year * 12, year * 12 + 11
        if january - 1 not in self.measured or december not in self.measured:
            return None
        return sum(self.measured.get(period, Fraction(0))
                   for period in range(january, december + 1))


# --- files -------------------------------------------------------------------

def chained(meters):
    """Meters of one place in chains: a removed meter is followed by the next
    one installed on or after that day, in order of installed, then code."""
    meters = sorted(meters, key=lambda m: (m.installed, m.code.encode()))
    follower, taken = {}, set()
    for meter in meters:
        if meter.removed is None:
            continue
        for other in meters:
            if (other is not meter and other.code not in taken
                    and other.installed >= meter.removed):
                follower[meter.code] = other
                taken.add(other.code)
                break
    chains = []
    for meter in meters:
        if meter.code in taken:
            continue
        chain = [meter]
        while chain[-1].code in follower:
            chain.append(follower[chain[-1].code])
        chains.append(chain)
    return chains


class Readings:
    """Reads meters.csv and readings*.csv and puts readings to their meters."""

    def __init__(self, folder, reference, acts):
        self.reference = reference
        self.held = []                  # (meter or place, code)
        self.meters = {}
        for path in sorted(glob.glob(os.path.join(folder, "meters*.csv"))):
            for row in read_table(path, "meters"):
                self.meters[row["meter"]] = Meter(row)
        self._index()
        for path in sorted(glob.glob(os.path.join(folder, "readings*.csv"))):
            for row in read_table(path, "readings"):
                self._take(row, path)
        for code, meter in self.meters.items():
            spans = acts.no_access(meter.account, meter.service)
            self.held += [(code, held)
                          for held in meter.keep_plausible(spans)]

    def _index(self):
        self.by_serial = defaultdict(list)
        self.by_place = defaultdict(list)
        for meter in self.meters.values():
            self.by_serial[meter.serial].append(meter)
            self.by_place[meter.place].append(meter)

    def _take(self, row, path):
        date = day(row["date"])
        meter = self._named(row, date)
        if meter is None:
            self.held.append((row["meter"] or row["serial"] or row["account"],
                              "reading.unknown_meter"))
            return
        meter.readings.append(Reading(
            date, number(row["value"]), self._period(meter, row, date), path,
            row["channel"] == "controller"))

    def _named(self, row, date):
        """By meter, or serial, or account and service if there is one."""
        if row["meter"]:
            return self.meters.get(row["meter"])
        if row["serial"]:
            found = self.by_serial.get(row["serial"], [])
            if row["account"]:
                found = [m for m in found if m.account == row["account"]]
            if row["service"]:
                found = [m for m in found if m.service == row["service"]]
        else:
            place = ("account", row["account"], row["service"])
            found = self.by_place.get(place, [])
        if len(found) > 1:
            found = [meter for meter in found if meter.in_place(date)]
        return found[0] if len(found) == 1 else None

    def _period(self, meter, row, date):
        """M1: received up to readings.last_day, or the month of the date."""
        if meter.scope == "building" or row["channel"] in ("collector",
                                                           "controller"):
            return period_of(date)
        received = day(row["received"]) if row["received"] else date
        period = period_of(received)
        limit = int(self.reference.policy_before("readings.last_day", period))
        return period if received.day <= limit else period + 1

    def chains(self, running_of, rules):
        """{(scope, account or building, service): chains}"""
        result = {}
        for place, meters in self.by_place.items():
            running = running_of(place)
            if running is None:
                raise Refused("meter %s: unknown place" % meters[0].code)
            result[place] = [Chain(chain, running, rules)
                             for chain in chained(meters)]
        return result
