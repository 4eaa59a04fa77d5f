#!/usr/bin/env python3
"""The worked examples of reductions (G18, G19, Q01 to Q03) through the
functions of the second calculation, and what they say of rows that overlap.
"""
import os
import sys
import unittest
from fractions import Fraction as F

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from lines import Line  # noqa: E402
from reductions import (Absence, Outage, Reductions,  # noqa: E402
                        hours_in_excess, interruptions, minute,
                        month_bounds, pieces)
from reference import Part  # noqa: E402
from tables import first_day, last_day, period_from  # noqa: E402

MARCH = period_from("2026-03")
FIGURES = {
    "heating.interruption_hours_a_month": 24,
    "heating.interruption_warm_from": 12, "heating.interruption_warm_hours":
    16, "heating.interruption_cool_from": 10,
    "heating.interruption_cool_hours": 8, "heating.interruption_cold_from": 8,
    "heating.interruption_cold_hours": 4,
    "heating.interruption_percent": "0.15", "heating.day_below": 0,
    "heating.night_below": 3, "heating.above": 4,
    "heating.temperature_step": 1, "heating.temperature_percent": "0.15",
    "hot_water.interruption_hours_a_month": 8,
    "hot_water.interruption_hours": 4, "hot_water.dead_end_hours": 24,
    "hot_water.shutdown_days": 14, "hot_water.interruption_percent": "0.15",
    "hot_water.temperature_from": 60, "hot_water.temperature_to": 75,
    "hot_water.day_deviation": 3, "hot_water.night_deviation": 5,
    "hot_water.temperature_step": 3, "hot_water.temperature_percent": "0.1",
    "hot_water.cold_below": 40, "hot_water.pressure_from": "0.03",
    "hot_water.pressure_to": "0.45", "hot_water.pressure_percent_off": 25,
    "hot_water.pressure_percent": "0.1", "night.from_hour": 0, "night.to_hour": 5,
    "absence.days_over": 5}
PRICES = {"heat": F("2420.11"), "water": F("45.12"), "cold": F("45.12")}
NORMS = {"hot_water": F("3.16"), "water_heating": F("0.062")}


class Fake:
    """A month, its reference, its facts: what the reductions ask for."""

    def __init__(self, outages=(), absences=(), **more):
        self.period = more.get("period", MARCH)
        self.policies = {"quality.step": "full",
                         "quality.night_from": "allowed_limit",
                         **more.get("policies", {})}
        self.town = self.facts = self.reference = self.quality = self
        self.found, self.away = list(outages), list(absences)
        self.persons_of = more.get("persons", 3)
        self.kind, self.living, self.meter_possible = "flat", True, False
        self.number = self.building = self.zone = self.group = ""
        self.formers = {}
        self.hot_water_norm = self.water_heating_norm = ""
        self.indoor_norm, self.corner_norm = F(18), F(20)
        self.temporary = []

    def of(self, name, _):
        return F(FIGURES[name])

    def policy(self, name, _):
        return self.policies[name]

    def days_of(self, _):
        return first_day(self.period), last_day(self.period)

    def left_behind(self, *_):
        return []

    def outages_of(self, _, service, kind, *__):
        return [one for one in self.found
                if (one.service, one.kind) == (service, kind)]

    def absences_of(self, _):
        return self.away

    def outcomes(self, *_):
        return []

    def flat_of(self, account):
        return [account]

    def house_meter(self, *_):
        return False

    def persons(self, _):
        return self

    def permanent(self, _):
        return self.persons_of, 1

    def norm(self, name, *_):
        return NORMS[name]

    def tariff(self, _, component, *__):
        class Row:
            price = PRICES[component]
        return Row

    def reduce(self, lines):
        """{(component, reason): roubles}"""
        whole = Part(first_day(self.period), last_day(self.period), None)
        for line in lines:
            line.part = whole
        return {(line.component, line.reason): F(line.kopecks, 100)
                for line in Reductions(self, self, self, lines).find()}


def row(kind, begin, hours, service="heating", place=0, **more):
    start = minute(begin)
    day, clock = divmod(start + int(hours * 60), 1440)
    end = "2000-01-01T00:00"
    cells = dict(scope="building", code="D", service=service, kind=kind,
                 begin=begin, end=end, temperature="", deadend="", planned="",
                 corner="", pressure="")
    cells.update(more)
    outage = Outage(cells, place)
    outage.end = day * 1440 + clock
    return outage


def charge(service, component, kopecks, method="house_meter", volume=None):
    line = Line(None, service, component, "charge", method, "")
    line.kopecks, line.volume = kopecks, volume
    line.price = PRICES[component]
    return line


def water(volume, method="norm"):
    return [charge("hot_water", name, 0, method, part).charge(
        part, PRICES[name], None, "half_away_from_zero")
        for name, part in (("heat", volume * NORMS["water_heating"]),
                           ("water", volume))]


class Examples(unittest.TestCase):
    def test_g18_absence(self):
        absence = Absence(dict(persons="2", date_from="2026-03-06",
                               date_to="2026-03-19"))
        self.assertEqual(absence.days, 14)
        found = Fake(absences=[absence]).reduce(water(3 * F("3.16")))
        self.assertEqual(found, {("water", "absence"): F("-128.78"),
                                 ("heat", "absence"): F("-428.26")})

    def test_five_days_are_not_more_than_five(self):
        absence = Absence(dict(persons="2", date_from="2026-03-06",
                               date_to="2026-03-10"))
        self.assertEqual(Fake(absences=[absence]).reduce(water(F(9))), {})

    def test_g19_shutdown(self):
        """16 of 30 days: 228.13 + 758.64 are left of 427.74 + 1422.44."""
        june = period_from("2026-06")
        stop = row("interruption", "2026-06-03T00:00", 14 * 24, "hot_water",
                   planned="yes")
        found = Fake([stop], period=june).reduce(water(3 * F("3.16")))
        self.assertEqual(found, {
            ("water", "not_supplied"): F("228.13") - F("427.74"),
            ("heat", "not_supplied"): F("758.64") - F("1422.44")})

    def test_q01_interruptions_of_heating(self):
        rows = [row("interruption", "2026-03-01T00:00", 20, temperature="15"),
                row("interruption", "2026-03-05T00:00", 10, temperature="11"),
                row("interruption", "2026-03-09T00:00", 3, temperature="14")]
        found = Fake(rows).reduce([charge("heating", "heat", 312050)])
        self.assertEqual(found, {("heat", "interruption"): F("-42.13")})

    def temperature(self, rows, norm=20, **policies):
        fake = Fake(rows, policies=policies)
        fake.indoor_norm = F(norm)
        found = fake.reduce([charge("heating", "heat", 312050)])
        return found.get(("heat", "temperature"), F(0))

    def days(self, by_day, by_night, **more):
        """Hours by day and by night at a temperature, 19 and 5 a day."""
        rows = []
        for at, (hours, degrees), most, clock in (
                (1, by_day, 19, "05:00"), (10, by_night, 5, "00:00")):
            while hours:
                part = min(hours, most)
                rows.append(row("temperature", "2026-03-%02dT%s" % (at, clock),
                                part, temperature=degrees, **more))
                hours, at = hours - part, at + 1
        return rows

    def test_q02_temperature_of_the_air(self):
        rows = self.days((40, "18"), (10, "16"))
        self.assertEqual(self.temperature(rows), F("-421.27"))
        self.assertEqual(self.temperature(
            rows, **{"quality.night_from": "norm"}), F("-561.69"))
        self.assertEqual(self.temperature(rows, norm=18), 0)     # Q02b
        corner = self.days((24, "17"), (5, "15"), corner="yes")
        self.assertEqual(self.temperature(corner), F("-383.82"))

    def test_steps(self):
        """17.5 is half a degree below 18: no full step."""
        rows = self.days((10, "17.5"), (0, "18"))
        self.assertEqual(self.temperature(rows, norm=18), 0)
        # 10 h x 0.5 x 0.15 % = 0.75 % of 3120.50
        self.assertEqual(self.temperature(
            rows, norm=18, **{"quality.step": "proportional"}), F("-23.40"))

    def test_q03_interruptions_of_hot_water(self):
        rows = [row("interruption", "2026-03-%02dT00:00" % at, hours,
                    "hot_water") for at, hours in ((1, 6), (5, 5), (9, 3))]
        lines = [charge("hot_water", "heat", 90027, "meter"),
                 charge("hot_water", "water", 27073, "meter")]
        found = Fake(rows).reduce(lines)
        self.assertEqual(sum(found.values()), F("-10.54"))

    def pressure(self, *rows):
        lines = [charge("hot_water", "heat", 90027, "meter"),
                 charge("hot_water", "water", 27073, "meter")]
        return sum(kopecks for (_, reason), kopecks in
                   Fake(rows).reduce(lines).items() if reason == "pressure")

    def test_pressure(self):
        """An hour over midnight: 48 of 744 h of 1171.00; ten hours at 25 %
        off: 1 %; what is fine; and no hour on a day that is free."""
        far = row("pressure", "2026-03-05T23:30", 1, "hot_water",
                  pressure="0.022")
        off = row("pressure", "2026-03-07T00:00", 10, "hot_water",
                  pressure="0.0225")
        fine = row("pressure", "2026-03-09T00:00", 24, "hot_water",
                   pressure="0.45")
        same = row("pressure", "2026-03-06T04:00", 10, "hot_water",
                   pressure="0.5")
        self.assertEqual(self.pressure(far), F("-75.55"))
        self.assertEqual(self.pressure(off, fine), F("-11.71"))
        self.assertEqual(self.pressure(far, same), F("-75.55"))

    def test_pressure_beside_an_interruption(self):
        """14 of 734 hours of supply: 22.3351 of 1171.00."""
        self.assertEqual(self.pressure(
            row("interruption", "2026-03-05T10:00", 10, "hot_water"),
            row("pressure", "2026-03-05T09:00", 2, "hot_water",
                pressure="0.6")), F("-22.34"))

    def test_cold_water(self):
        """72 of 744 hours below 40: their heat is not paid."""
        rows = [row("temperature", "2026-03-02T00:00", 72, "hot_water",
                    temperature="39.9")]
        found = Fake(rows).reduce(water(F(31), "meter"))
        # 31 x 0.062 x 72 / 744 = 0.186 Gcal of 2420.11
        self.assertEqual(found, {("heat", "cold_water"): F("-450.14")})


class Rows(unittest.TestCase):
    def figure(self, name):
        return F(FIGURES[name])

    def test_what_overlaps_counts_once(self):
        """20 h, then what is left of a row that began inside it: one
        interruption of 24 h."""
        found = interruptions([
            row("interruption", "2026-03-01T00:00", 20),
            row("interruption", "2026-03-01T10:00", 14)], self.figure)
        self.assertEqual([one.hours(month_bounds(MARCH)) for one in found],
                         [(F(24), F(16))])

    def test_hours_before_the_month_use_up_the_limit(self):
        found = interruptions([
            row("interruption", "2026-02-28T14:00", 20)], self.figure)
        self.assertEqual(found[0].hours(month_bounds(MARCH)), (F(10), F(6)))
        self.assertEqual(hours_in_excess(found, F(24), month_bounds(MARCH)), 4)

    def test_dead_end_is_outside_the_total(self):
        found = interruptions([
            row("interruption", "2026-03-01T00:00", 30, "hot_water",
                deadend="yes")], self.figure)
        self.assertEqual(hours_in_excess(found, F(8), month_bounds(MARCH)), 6)

    def test_a_minute_counts_in_one_row(self):
        """The row of the account goes first, nothing inside a stop."""
        house = row("temperature", "2026-03-01T00:00", 10, place=0)
        own = row("temperature", "2026-03-01T05:00", 10, place=1,
                  scope="account")
        stop = interruptions([row("interruption", "2026-03-01T12:00", 9)],
                             self.figure)
        found = {one.scope: len(minutes)
                 for one, minutes in pieces([house, own], stop, month_bounds(MARCH))}
        self.assertEqual(found, {"account": 7 * 60, "building": 5 * 60})


if __name__ == "__main__":
    unittest.main()
