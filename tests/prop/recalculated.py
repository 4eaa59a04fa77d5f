#!/usr/bin/env python3
"""Recalculated months against the second calculation: recalculated.py

Of a town, readings, residents, absences and outages come late, some after the
close of their month. What was billed in all for a month of consumption,
charges and recalculations together, is by account, service and component what
the second calculation finds with every fact known from the first day.

RTK_SEED repeats one town, RTK_TOWNS says how many (default 20, a fifth of
them)."""
import csv
import os
import random
import sys
from decimal import Decimal

sys.path.insert(0, os.path.join(os.path.dirname(__file__), ".."))
sys.path.insert(0, os.path.dirname(__file__))
import late  # noqa: E402
import town  # noqa: E402
import towns  # noqa: E402
from town import Town, demand  # noqa: E402

FIRST, MONTHS = "2026-07", 6


class Late(late.Late):
    """Absences and outages come late too."""

    def month(self, period):
        files = []
        for path in super().month(period):
            if os.path.basename(path).startswith(("absences", "outages")):
                path = self.put_off(path, period, 0.3, lambda *_: True)
            files.append(path)
        return files


def billed(book, periods):
    """Kopecks by month of consumption, account, service and component."""
    found = {}
    for period in periods:
        for row in book.table("charges", period):
            add(found, row)
    return found


def add(found, row):
    key = (row["for_period"], row["account"], row["service"],
           row["component"])
    found[key] = found.get(key, 0) + int(Decimal(row["amount"]) * 100)


def second(source, folder, periods):
    found = {}
    for period in periods:
        path = os.path.join(folder, "theirs-%s.csv" % period)
        town.run([sys.executable, os.path.join(towns.REF, "second.py"),
                  "--reference", town.TARIFFS,
                  "--inputs", towns.flat_inputs(source, folder),
                  "--first-period", FIRST, "--period", period,
                  "--out", path], (0, 1))
        with open(path, encoding="utf-8", newline="") as file:
            for row in csv.DictReader(file, delimiter=";"):
                add(found, row)
    return found


def one(seed):
    with town.Workshop() as folder:
        source = Town(os.path.join(folder, "town"), seed, 8, MONTHS, flats=6,
                      first=FIRST, more=("outages",))
        late.Late = Late
        book, count, posted = late.bill_late(source, folder,
                                             random.Random(seed))
        ours, theirs = billed(book, source.periods), second(
            source, folder, source.periods)
        wrong = ["%s: %s, second calculation %s" % (
            " ".join(key), ours.get(key, 0), theirs.get(key, 0))
            for key in sorted(set(ours) | set(theirs))
            if ours.get(key, 0) != theirs.get(key, 0)]
        demand(not wrong, "%d sums of %d differ, kopecks:\n" % (
            len(wrong), len(ours)) + "\n".join(wrong[:20]))
        late.verified(book)
        print("town %s: %d facts late, %d differences posted, %d sums" % (
            seed, count, posted, len(ours)), flush=True)


def main():
    seed = os.environ.get("RTK_SEED")
    for each in [seed] if seed else range(
            1, int(os.environ.get("RTK_TOWNS", 20)) // 5 + 1):
        try:
            one(each)
        except town.Failure as failure:
            raise town.Failure("RTK_SEED=%s: %s" % (each, failure)) \
                from failure


if __name__ == "__main__":
    town.main(main)
