#!/usr/bin/env python3
"""The parts of `rtk-bill why` add up to the difference of the charges for
every account of a random town; and a month simulated under its own tables
is that month: why.py

RTK_SEED repeats one town."""
import csv
import json
import os
import random
import sys
from decimal import Decimal

sys.path.insert(0, os.path.join(os.path.dirname(__file__), ".."))
sys.path.insert(0, os.path.dirname(__file__))
import late  # noqa: E402
import town  # noqa: E402
from town import Book, Town, demand  # noqa: E402

FIRST = late.FIRST      # the season begins and the prices change in October
MONTHS = 5


def charged(book, period):
    """Account -> sum of its lines, by the report."""
    sums = {}
    for row in book.table("charges", period):
        sums[row["account"]] = sums.get(row["account"], Decimal(0)) \
            + Decimal(row["amount"])
    return sums


def parts_of(book, account, period):
    text = book.run("rtk-bill", "why", account, period, "--csv",
                    statuses=(0,)).stdout.decode()
    return list(csv.DictReader(text.splitlines(), delimiter=";"))


def check_month(book, period, before, now, dice, causes):
    accounts = sorted(set(before) | set(now))
    for account in dice.sample(accounts, min(400, len(accounts))):
        parts = parts_of(book, account, period)
        total = sum((Decimal(part["amount"]) for part in parts), Decimal(0))
        wanted = now.get(account, 0) - before.get(account, 0)
        demand(total == wanted, account, period, "parts add up to", total,
               "the difference is", wanted, parts)
        demand(not any(part["cause"] == "other" for part in parts), account,
               period, "a part without a cause:", parts)
        for part in parts:
            causes[part["cause"]] = causes.get(part["cause"], 0) + 1


def check_json(book, account, period):
    text = book.run("rtk-bill", "why", account, period, "--json",
                    statuses=(0,)).stdout.decode()
    result = json.loads(text)
    total = sum((Decimal(str(part["amount"])) for part in result["parts"]),
                Decimal(0))
    demand(total == Decimal(str(result["why"]["difference"])), text)


def check_same_tables(book, period):
    """The month under its own tables is the month."""
    text = book.run("rtk-bill", "simulate", period, "--reference",
                    town.TARIFFS, "--csv", statuses=(0,)).stdout.decode()
    rows = list(csv.DictReader(text.splitlines(), delimiter=";"))
    demand(rows[-1]["level"] == "total", rows[-1])
    for row in rows:
        demand(row["level"] != "bill" and Decimal(row["difference"]) == 0,
               period, "differs under the same tables:", row)
    total = sum((Decimal(row["amount"])
                 for row in book.table("charges", period)
                 if row["for_period"] == period), Decimal(0))
    demand(Decimal(rows[-1]["now"]) == total, rows[-1], total)


def check_nothing_blocks(book, period):
    """The town is sound: the check says so before the run and the close."""
    text = book.run("rtk-bill", "check", period, "--csv",
                    day=town.day_after(period)).stdout.decode()
    rows = list(csv.DictReader(text.splitlines(), delimiter=";"))
    demand(not any(row["severity"] == "blocking" for row in rows), period,
           [row for row in rows if row["severity"] == "blocking"])


def random_town():
    seed = int(os.environ.get("RTK_SEED") or random.randrange(10 ** 6))
    print("RTK_SEED=%d" % seed)
    dice, causes = random.Random(seed), {}
    with town.Workshop() as folder:
        source = Town(os.path.join(folder, "files"), seed, 12, MONTHS,
                      first=FIRST, more=("outages",))
        files = late.Late(source, os.path.join(folder, "late"), dice)
        book = Book(folder)
        book.init(FIRST)
        book.take(files.registry(), FIRST + "-01")
        before = None
        for period in source.periods:
            book.take(files.month(period) + files.held[period],
                      town.day_after(period))
            late.recalculated(book, period)
            check_nothing_blocks(book, period)
            book.bill(period, close=period != source.periods[-1])
            now = charged(book, period)
            check_same_tables(book, period)
            if before is not None:
                check_month(book, period, before, now, dice, causes)
                check_json(book, sorted(now)[0], period)
            before = now
    print(" ".join("%s=%d" % cause for cause in sorted(causes.items())))
    demand({"season", "price", "reading", "house_meter",
            "recalculation"} <= set(causes),
           "the town changes too little:", causes)


if __name__ == "__main__":
    town.main(random_town)
