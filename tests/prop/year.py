#!/usr/bin/env python3
"""A calendar year and the January behind it against the second calculation:
year.py

Houses that pay evenly are charged a twelfth of the year before, and their
year is adjusted in January (calculation.md 1.7): every line of every month
equals the independent calculation.

RTK_SEED repeats one town, RTK_TOWNS says how many (default 20, a fifth of
them)."""
import os
import sys

sys.path.insert(0, os.path.join(os.path.dirname(__file__), ".."))
sys.path.insert(0, os.path.dirname(__file__))
import town  # noqa: E402
import towns  # noqa: E402
from town import Book, Town, demand  # noqa: E402

FIRST, MONTHS = "2025-01", 13


def one(seed):
    with town.Workshop() as folder:
        place = Town(os.path.join(folder, "town"), seed, 12, MONTHS, 4, FIRST)
        book = Book(os.path.join(folder, "book"))
        book.init(FIRST)
        book.take(place.files("registry"), FIRST + "-01")
        for period in place.periods:
            book.take(place.files(period), town.day_after(period))
            book.bill(period)
            towns.law_second_calculation(book, place, folder, period)
        return sum(row["reason"] == "yearly-adjustment" for row in
                   book.table("charges", place.periods[-1]))


def main():
    seed = os.environ.get("RTK_SEED")
    adjusted = 0
    for each in [seed] if seed else range(
            1, int(os.environ.get("RTK_TOWNS", 20)) // 5 + 1):
        print("town of seed %s" % each, flush=True)
        try:
            adjusted += one(each)
        except town.Failure as failure:
            raise town.Failure("RTK_SEED=%s: %s" % (each, failure)) \
                from failure
    demand(seed or adjusted, "no year was adjusted")


if __name__ == "__main__":
    town.main(main)
