#!/usr/bin/env python3
"""The average of a house meter that is out (1.10), worked out by hand."""
import datetime
import os
import sys
import unittest
from fractions import Fraction as F

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from house import House  # noqa: E402
from metering import Chain, Meter, Reading  # noqa: E402
from tables import day, period_from  # noqa: E402

SEASON = frozenset((10, 11, 12, 1, 2, 3, 4, 5))
ONE_DAY = datetime.timedelta(days=1)


class Degrees:
    """Every day is heated, at the degrees of its month."""

    def __init__(self, degrees):
        self.of = degrees

    def degree_days(self, _, inside, begin, end):
        total, date = F(0), begin
        while date <= end:
            total += inside - F(self.of.get(date.isoformat()[:7], 0))
            date += ONE_DAY
        return total


class Fake:
    """The town: its reference, its registry and its buildings are itself."""

    def __init__(self, degrees=None, **policies):
        self.policies = {"heating.house_average": "by_temperature",
                         "heating.house_average_periods_max": "6",
                         "readings.average_months_min": "3", **policies}
        self.reference = self.registry = self
        self.temperatures = Degrees(degrees or {})
        self.municipality, self.indoor_norm = "", F(20)

    def policy_before(self, name, _):
        return self.policies[name]

    def building(self, *_):
        return self

    def season_months(self, *_):
        return SEASON


def meter(code="H", installed="2025-09-01", **more):
    cells = dict(meter=code, scope="building", building="D", account="",
                 service="heating", serial="", digits="6", decimals="3",
                 unit="gcal", installed=installed, initial="0",
                 verified_until="", removed="", final="", reason="")
    cells.update(more)
    return Meter(cells)


def house(meters, values, town):
    """values: {meter: {month: value on the 24th}}"""
    for each in meters:
        each.readings = [
            Reading(day(month + "-24"), F(value), period_from(month))
            for month, value in sorted(values[each.code].items())]
        each.keep_plausible()
    chain = Chain(meters, lambda period: True, None)
    chain.begin(period_from("2025-10"))
    return House(chain, town)


def months(house_, *names):
    return {name: house_.month(period_from(name)) for name in names}


AUTUMN = {"2025-10": 30, "2025-11": 90, "2025-12": 182}


class Average(unittest.TestCase):
    def test_h17_by_temperature(self):
        """182 Gcal in 92 days at 0 C; 31 days at -10 C, 20 inside:
        182 / 92 x 31 x 30 / 20 = 91.989..."""
        gone = meter(removed="2026-01-10", reason="failed")
        found = months(house([gone], {"H": AUTUMN}, Fake(
            {"2026-01": -10})), *AUTUMN, "2026-01")
        self.assertEqual(found["2025-12"].volume, 92)
        self.assertEqual(found["2026-01"].volume,
                         F(182, 92) * 31 * F(30, 20))

    def test_plain_month(self):
        """The mean of three months, whatever the days of the fourth."""
        gone = meter(verified_until="2026-01-10")
        found = months(house([gone], {"H": AUTUMN}, Fake(
            **{"heating.house_average": "plain_month"})), *AUTUMN, "2026-01")
        self.assertEqual(found["2026-01"].volume, F(182, 3))

    def test_two_months_are_too_few(self):
        gone = meter(removed="2025-12-10", reason="lost")
        found = months(house([gone], {"H": {"2025-10": 30, "2025-11": 90}},
                             Fake()), *AUTUMN)
        self.assertTrue(found["2025-12"].norm)

    def test_then_the_norm(self):
        gone = meter(removed="2026-01-10", reason="failed")
        found = months(house([gone], {"H": AUTUMN}, Fake(
            **{"heating.house_average_periods_max": "2"})), *AUTUMN,
            "2026-01", "2026-02", "2026-03")
        self.assertEqual([found[name].norm for name in (
            "2026-01", "2026-02", "2026-03")], [False, False, True])

    def test_days_behind_the_last_reading(self):
        """Read on the 24th, out from the 26th: 7 days, 25 to 31. By the
        month, at the degrees of the base: 182 / 92 x 7."""
        gone = meter(verified_until="2026-01-25")
        found = months(house([gone], {"H": dict(AUTUMN, **{
            "2026-01": 252})}, Fake()), *AUTUMN, "2026-01")
        self.assertEqual(found["2026-01"].volume, 70 + F(182, 92) * 7)

    def test_days_before_a_successor(self):
        """Nothing of the days before it comes off its readings."""
        gone = meter(removed="2026-01-10", reason="failed")
        new = meter("N", "2026-02-11", initial="5")
        found = months(house([gone, new], {"H": AUTUMN, "N": {
            "2026-02": 15, "2026-03": 45}}, Fake()), *AUTUMN, "2026-01",
            "2026-02", "2026-03")
        self.assertEqual(found["2026-02"].volume, 10 + F(182, 92) * 10)
        self.assertEqual(found["2026-03"].volume, 30)


if __name__ == "__main__":
    unittest.main()
