"""Hot water of an account and a month (calculation.md section 2)."""
import datetime
from fractions import Fraction

from lines import Line, vat_line
from metering import AVERAGE, METER, NO_READING, NONE, NORM
from tables import day_count, first_day, last_day

ONE_DAY = datetime.timedelta(days=1)


class Used:
    """Volume of a month: what is in it by norm, and how it was found."""

    def __init__(self, volume, method, by_norm=Fraction(0), raised=False,
                 decimals=None):
        self.volume, self.method = volume, method
        self.by_norm = by_norm      # the part that K increases
        self.raised = raised        # K is due on it
        self.decimals = decimals


def rates(one_rate, system):
    """W1: components that are billed."""
    if system == "building":        # heated in the house: heat only
        return ("heat",)
    return ("single",) if one_rate else ("water", "heat")


def component_volume(component, volume, q):
    """Heat is m3 x the norm q, whatever a heat meter says (2.1)."""
    return volume * q if component == "heat" else volume


def formula(used, one_rate):
    """Labels (1), (4), (4(1)), (23), (23(1))."""
    if one_rate:
        if used.method != NORM:
            return "1"
        return "4(1)" if used.raised else "4"
    return "23(1)" if used.method == NORM and used.raised else "23"


class HotWater:
    """Hot-water lines of one account in one month."""

    def __init__(self, month, building, account, rooms=()):
        """rooms: the accounts of a communal flat, a meter of any of them is
        of all (1.11)."""
        self.month, self.building, self.account = month, building, account
        self.rooms = rooms or [account]
        self.begin, self.end = month.days_of(account)
        self.period = month.period
        self.volume = 0
        self.reference = month.reference
        self.outcomes = [
            outcome for room in self.rooms
            for outcome in month.outcomes(room, "hot_water")
            if outcome.kind != NONE]
        self.of_both = Fraction(1)      # its share of a meter of both
        left = month.left_behind(account, "hot_water")
        if left:
            self.outcomes = self.outcomes or left
            self.of_both = Fraction(self.days(), day_count(month.period))

    def days(self):
        """Days of the month that are its own."""
        return (self.end - self.begin).days + 1

    def person_days(self, begin, end):
        begin, end = max(begin, self.begin), min(end, self.end)
        if begin > end:
            return 0
        return self.month.persons(self.account).day_sum(
            begin, end, self.policy("residents.change"))

    def policy(self, name):
        return self.reference.policy(name, self.period)

    def lines(self):
        if not self.account.hot_water \
                or self.building.hot_water_system == "none":
            return []
        self.go_back()
        used = self.used()
        if used is None:
            self.month.finding(self.account, "hot_water.no_contract_volume")
            return []
        self.volume = used.volume
        self.post(used)
        return self.priced(used) + self.back(used)

    def go_back(self):
        """What meters of one flat found that fell silent in different months
        stays in this one, and so does what is of rooms or of two parties."""
        months = {tuple(outcome.months) for outcome in self.outcomes}
        if len(months) > 1 or len(self.rooms) > 1 or self.of_both != 1:
            for outcome in self.outcomes:
                if outcome.months:
                    outcome.volume += sum(outcome.months.values())
                    outcome.months = {}

    def back(self, used):
        """by_month: what goes back to months by average, at their prices."""
        found = {}
        for outcome in self.outcomes:
            for month, volume in outcome.months.items():
                found[month] = found.get(month, 0) + volume
        lines = []
        for month, volume in found.items():
            if volume:
                lines += self.of_month(month, volume, used)
        return lines

    def of_month(self, month, volume, used):
        group, zone = self.account.group, self.building.zone
        system = self.building.hot_water_system
        one_rate = system != "building" and self.reference.one_rate(
            group, zone, month)
        lines = []
        for component in rates(one_rate, system):
            q = self.reference.norm("water_heating",
                                    self.building.water_heating_norm, month)
            for part in self.reference.prices("hot_water", component, group,
                                              zone, month):
                share = Fraction(part.days(part.begin, part.end),
                                 day_count(month))
                line = Line(self.account, "hot_water", component,
                            "recalculation", METER, formula(used, one_rate))
                line.charge(component_volume(component, volume * share, q),
                            part.tariff.price, None,
                            self.policy("rounding.line"))
                line.part, line.for_period = part, month
                line.reason = "catch-up"
                lines += [line] + self.vat_of_month(line, part.tariff)
        return lines

    def vat_of_month(self, line, tariff):
        """VAT of what goes back: a recalculation of its own, no volume."""
        vat = vat_line([line], tariff)
        if not vat or not vat.kopecks:
            return []
        return [line.copy(self.account, vat.kopecks, Fraction(0))]

    # volume (2.2)

    def used(self):
        if self.outcomes and not self.at_norm():
            return self.by_meter()
        if not self.account.living:     # W3: no contract volume in the data
            return None
        volume = self.norm() * Fraction(
            self.person_days(self.begin, self.end), day_count(self.period))
        return Used(volume, NORM, volume, self.raised())

    def norm(self):
        return self.reference.norm("hot_water", self.building.hot_water_norm,
                                   self.period)

    def at_norm(self):
        return [o for o in self.outcomes if o.kind == NORM]

    def raised(self):
        """S10: no meter though possible: K. At the norm by cause (a): K
        always; by (b): none; (a) wins over (b) (S8)."""
        if not self.outcomes:
            return self.account.meter_possible
        return any(o.cause != NO_READING for o in self.at_norm())

    def by_meter(self):
        volume = sum(outcome.volume for outcome in self.outcomes)
        if len(self.rooms) > 1:
            volume *= self.share()
        volume *= self.of_both
        by_norm = self.before_first_meter() + self.behind()
        average = any(o.kind == AVERAGE for o in self.outcomes)
        meters = [outcome.chain.current for outcome in self.outcomes]
        return Used(volume + by_norm, AVERAGE if average else METER, by_norm,
                    bool(by_norm) and self.behind_raised(),
                    None if average or len(self.rooms) > 1
                    else max(m.decimals for m in meters))

    def share(self):
        """By the days of the persons of the rooms; nobody: by area."""
        days = [self.month.persons(room).day_sum(
            first_day(self.period), last_day(self.period),
            self.policy("residents.change")) for room in self.rooms]
        if not any(days):
            days = [room.living_area for room in self.rooms]
        return Fraction(days[self.rooms.index(self.account)]) / sum(days)

    def before_first_meter(self):
        """M11, S11: the days before the first meter was put into service,
        by norm; n of those days only."""
        fresh = [outcome.fresh for outcome in self.outcomes]
        if None in fresh or not self.account.living:
            return Fraction(0)
        days = self.person_days(first_day(self.period), min(fresh) - ONE_DAY)
        return self.norm() * Fraction(days, day_count(self.period))

    def behind_of(self):
        """Days behind a meter that is out without an average, or was taken
        away and none is left."""
        left = any(meter.in_place(last_day(self.period)) and
                   meter.removed != last_day(self.period)
                   for outcome in self.outcomes
                   for meter in outcome.chain.meters)
        return [outcome.behind for outcome in self.outcomes
                if outcome.behind and (outcome.behind[1] or not left)]

    def behind(self):
        found = self.behind_of()
        if not found or not self.account.living:
            return Fraction(0)
        days = self.person_days(min(found)[0], last_day(self.period))
        return self.norm() * Fraction(days, day_count(self.period))

    def behind_raised(self):
        return self.account.meter_possible or any(
            cause for _, cause in self.behind_of())

    def post(self, used):
        """Estimates, to be taken off when a reading comes (M8, M9). The norm
        volume is carried without the coefficient, by one meter."""
        at_norm = self.at_norm()
        if at_norm:
            for outcome in [o for o in at_norm if o.carry][:1]:
                outcome.chain.billed += used.volume
            return
        for outcome in self.outcomes:
            if self.account is not self.rooms[0]:
                break           # the volume of the flat, once
            if outcome.kind == AVERAGE:
                outcome.chain.billed += outcome.volume
                outcome.chain.run[self.period] = outcome.volume
            outcome.chain.billed += outcome.estimate
        for outcome in self.outcomes:
            if outcome.behind and outcome.behind[1]:
                outcome.chain.billed += self.behind()
                break

    # price (2.1)

    def priced(self, used):
        group, zone = self.account.group, self.building.zone
        system = self.building.hot_water_system
        one_rate = system != "building" and self.reference.one_rate(
            group, zone, self.period)
        label = formula(used, one_rate)
        lines = []
        for component in rates(one_rate, system):
            parts = self.reference.prices("hot_water", component, group, zone,
                                          self.period)
            for part, (volume, by_norm) in zip(parts, self.split(used,
                                                                 parts)):
                of_part = Used(volume, used.method, by_norm, used.raised,
                               used.decimals)
                lines += self.of_price(component, of_part, label, part)
        return lines

    def of_price(self, component, used, label, part):
        lines = [self.line(component, "charge", used.volume, used, label,
                           part.tariff)]
        if used.raised and self.raising_on(component):
            lines.append(self.raising(component, used, label, part.tariff))
        for line in lines:
            line.part = part
        return self.month.with_vat(lines, part.tariff)

    def split(self, used, parts):
        """(volume, of it by norm) of each price: by readings of the day, else
        by days."""
        if len(parts) == 1:
            return [(used.volume, used.by_norm)]
        read = self.by_readings(used, parts)
        if read:
            return [(volume, Fraction(0)) for volume in read]
        shares = [Fraction(part.days(self.begin, self.end), self.days())
                  for part in parts]
        return [(used.volume * share, used.by_norm * share)
                for share in shares]

    def by_readings(self, used, parts):
        """None unless each meter was read at each new price."""
        if used.method != METER or used.by_norm or self.of_both != 1 \
                or len(self.rooms) > 1:
            return None
        found = [Fraction(0)] * len(parts)
        for outcome in self.outcomes:
            volumes = outcome.until([part.begin for part in parts[1:]])
            if volumes is None:
                return None
            for place, volume in enumerate(volumes):
                found[place] += volume
        return found

    def raising_on(self, component):
        """K on the water component only, or on both (policy)."""
        both = self.policy("hot_water.raising_coefficient_on") == "both"
        return component != "heat" or both

    def raising(self, component, used, label, tariff):
        """W2: V (K - 1) x price, a line of its own."""
        k = self.reference.policy_number("hot_water.raising_coefficient",
                                         self.period)
        part = Used(used.by_norm * (k - 1), NORM)
        return self.line(component, "raising", part.volume, part, label,
                         tariff)

    def line(self, component, kind, volume, used, label, tariff):
        q = None
        if component == "heat":
            q = self.reference.norm(
                "water_heating", self.building.water_heating_norm,
                self.period)
        line = Line(self.account, "hot_water", component, kind, used.method,
                    label)
        return line.charge(component_volume(component, volume, q),
                           tariff.price, used.decimals,
                           self.policy("rounding.line"))
