#!/usr/bin/env python3
"""Acts (3.2 to 3.5): their days, what was charged for them, readings without
access. Figures by hand."""
import datetime
import os
import sys
import unittest
from collections import defaultdict
from fractions import Fraction as F

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from acts import Act, Unauthorised, days_of  # noqa: E402
from metering import Meter, Reading  # noqa: E402
from tables import day, period_from  # noqa: E402

NOVEMBER = period_from("2026-11")


def act(**more):
    cells = dict(account="A", service="hot_water", kind="unauthorised",
                 date="2026-11-20", date_from="", date_to="", throughput="",
                 annulled="")
    cells.update(more)
    return Act(cells)


class Tariff:
    vat, vat_percent = "included", F(22)

    def __init__(self, price):
        self.price = F(price)


class Fake:
    """Month, town, reference, registry, account and building at once."""

    def __init__(self, posted=()):
        self.period, self.lines, self.town = NOVEMBER, [], self
        self.reference = self
        self.posted = defaultdict(int, posted)
        self.number, self.living = "A", True
        self.group = self.zone = self.building = ""
        self.hot_water_norm = self.water_heating_norm = ""
        self.hot_water_system = "closed"

    def policy(self, name, _):
        return {"unauthorised.norm_times": "10",
                "unauthorised.months_max": "3",
                "unauthorised.already_charged": "netted",
                "residents.change": "by_days"}[name]

    def norm(self, name, *_):
        return {"hot_water": F("3.16"), "water_heating": F("0.0575")}[name]

    def one_rate(self, *_):
        return False

    def tariff(self, _, component, *__):
        return Tariff({"heat": "2500.12", "water": "45.67"}[component])

    def persons(self, _):
        return self

    @staticmethod
    def day_sum(begin, end, _):
        return 3 * ((end - begin).days + 1)

    def charge(self, which):
        return {line.component: (line.volume, line.kopecks)
                for line in Unauthorised(self, self, self, which).lines()}


class Days(unittest.TestCase):
    def test_not_told(self):
        """Three whole months before that of the act."""
        self.assertEqual(days_of(act(), 3), (datetime.date(2026, 8, 1),
                                             datetime.date(2026, 10, 31)))

    def test_not_before_the_third_month(self):
        told = act(date_from="2026-05-04", date_to="2026-11-10")
        self.assertEqual(days_of(told, 3), (datetime.date(2026, 8, 1),
                                            datetime.date(2026, 11, 10)))


class Amounts(unittest.TestCase):
    told = dict(date_from="2026-10-17", date_to="2026-10-31")

    def test_ten_norms_less_what_was_charged(self):
        """3 persons, 15 of 31 days: 10 x 3.16 x 45 / 31 = 45.870968 m3;
        x 45.67 = 2094.93, less 15/31 of 432.95 = 209.49."""
        found = Fake({("A", "water", NOVEMBER - 1): 43295}).charge(
            act(**self.told))
        self.assertEqual(found["water"], (F(1422, 31), 188544))

    def test_throughput(self):
        """0.036 x 24 x 15 = 12.96 m3, x 45.67 = 591.88."""
        found = Fake().charge(act(throughput="0.036", **self.told))
        self.assertEqual(found["water"], (F("12.96"), 59188))
        # 0.7452 Gcal x 2500.12 = 1863.09
        self.assertEqual(found["heat"], (F("0.7452"), 186309))

    def test_never_below_nothing(self):
        found = Fake({("A", "water", NOVEMBER - 1): 10 ** 7}).charge(
            act(throughput="0.036", **self.told))
        self.assertEqual(found["water"][1], 0)


class NoAccess(unittest.TestCase):
    def counting(self, spans, *readings):
        meter = Meter(dict(
            meter="W", scope="account", building="", account="A",
            service="hot_water", serial="1", digits="5", decimals="3",
            unit="m3", installed="2024-01-01", initial="0",
            verified_until="", removed="", final="", reason=""))
        for date, value, inspected in readings:
            meter.readings.append(Reading(
                day(date), F(value), NOVEMBER, "", inspected))
        meter.keep_plausible(spans)
        return [reading.value for reading in
                meter.by_period.get(NOVEMBER, ())]

    def test_until_a_day(self):
        spans = [(day("2026-11-05"), day("2026-11-09"))]
        self.assertEqual(self.counting(
            spans, ("2026-11-04", 1, False), ("2026-11-05", 2, False),
            ("2026-11-09", 3, False), ("2026-11-10", 4, False)), [1, 4])

    def test_until_an_inspection(self):
        spans = [(day("2026-11-05"), None)]
        self.assertEqual(self.counting(
            spans, ("2026-11-06", 2, False), ("2026-11-12", 3, True),
            ("2026-11-20", 4, False)), [3, 4])


if __name__ == "__main__":
    unittest.main()
