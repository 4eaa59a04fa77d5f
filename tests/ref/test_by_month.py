#!/usr/bin/env python3
"""What a reading found goes back to the months by average (3.3, by_month).
Figures by hand."""
import datetime
import os
import sys
import unittest
from fractions import Fraction as F

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from metering import AVERAGE, METER, NORM, Chain, Meter, Reading  # noqa: E402
from tables import day, period_from  # noqa: E402

OCTOBER = period_from("2026-10")


class Rules:
    months, months_min, periods_max = 6, 3, 3
    periods_max_nonresidential = 2
    event_month = from_new_reading = False

    def __init__(self, by_month):
        self.by_month = by_month


def row(**more):
    cells = dict(meter="W", scope="account", building="", account="A",
                 service="hot_water", serial="1", digits="5", decimals="3",
                 unit="m3", installed="2024-01-01", initial="0",
                 verified_until="", removed="", final="", reason="")
    cells.update(more)
    return Meter(cells)


def chain(readings, by_month=True):
    """4 m3 a month from April to September, then these readings."""
    meter = row()
    readings = [("2026-03-24", 76), ("2026-04-24", 80),
                ("2026-05-24", 84), ("2026-06-24", 88),
                ("2026-07-24", 92), ("2026-08-24", 96),
                ("2026-09-24", 100)] + readings
    for date, value in readings:
        date = day(date)
        meter.readings.append(Reading(date, F(value), date.year * 12 +
                                      date.month - 1))
    meter.keep_plausible()
    found = Chain([meter], lambda _: True, lambda _: Rules(by_month))
    found.begin(OCTOBER)
    while found.next < OCTOBER:
        found.step(found.next, False)
    return found


def months(found, count):
    """Steps, and what HotWater.post() remembers."""
    outcomes = []
    for period in range(OCTOBER, OCTOBER + count):
        outcome = found.step(period, False)
        outcomes.append(outcome)
        if outcome.kind == AVERAGE:
            found.billed += outcome.volume
            found.run[period] = outcome.volume
        elif outcome.kind == NORM:
            found.billed += F(5)
    return outcomes


class ByMonth(unittest.TestCase):
    def test_two_months(self):
        """4 and 4 were billed, 18 were used: 6 a month, 2 more of each."""
        found = months(chain([("2026-12-24", 118)]), 3)
        self.assertEqual([one.kind for one in found],
                         [AVERAGE, AVERAGE, METER])
        self.assertEqual((found[2].volume, found[2].months),
                         (6, {OCTOBER: 2, OCTOBER + 1: 2}))

    def test_current_month(self):
        found = months(chain([("2026-12-24", 118)], False), 3)
        self.assertEqual((found[2].volume, found[2].months), (10, {}))

    def test_less_than_billed(self):
        found = months(chain([("2026-11-24", 105)]), 2)
        self.assertEqual((found[1].volume, found[1].months),
                         (F("2.5"), {OCTOBER: F("-1.5")}))

    def test_norm_in_between_stays(self):
        """Three months by average, one by norm of 5: 25 - 17 = 8."""
        found = months(chain([("2027-02-24", 125)]), 5)
        self.assertEqual([one.kind for one in found],
                         [AVERAGE] * 3 + [NORM, METER])
        self.assertEqual((found[4].volume, found[4].months), (8, {}))

    def test_by_days_no_part_of_a_month_is_read(self):
        found = months(chain([("2026-11-14", 103), ("2026-11-24", 105)]), 2)
        self.assertIsNone(found[1].until([datetime.date(2026, 11, 15)]))


if __name__ == "__main__":
    unittest.main()
