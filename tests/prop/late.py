#!/usr/bin/env python3
"""Facts that come late, on random towns: late.py

A town is billed twice: with every fact in time, and with some of them held
back until after the close of their month and then recalculated.

- both end in the same sums, account by account and service by service
- a second recalculation finds nothing; every closed month verifies
- a fact taken back again leaves nothing: the differences add up to zero
- prices, meters and accounts that are put right after months were closed end
  in the same sums as if they had been right from the first day

RTK_SEED repeats one town, RTK_TOWNS says how many (default 4)."""
import csv
import os
import random
import sys
from decimal import Decimal

sys.path.insert(0, os.path.join(os.path.dirname(__file__), ".."))
import town  # noqa: E402
from town import Book, Town, demand  # noqa: E402

FIRST, MONTHS = "2026-07", 6


def read(path):
    with open(path, encoding="utf-8-sig") as file:
        rows = list(csv.reader(file, delimiter=";"))
    return rows[0], rows[1:]


def write(path, head, rows):
    os.makedirs(os.path.dirname(path), exist_ok=True)
    with open(path, "w", encoding="utf-8") as file:
        writer = csv.writer(file, delimiter=";", lineterminator="\n")
        writer.writerow(head)
        writer.writerows(rows)
    return path


def may_wait(head, row):
    """Readings of flats; without its house meter no month can be closed."""
    return dict(zip(head, row))["channel"] != "collector"


class Late:
    """The files of a town with some rows put off: to which month."""

    def __init__(self, source, folder, dice):
        self.source, self.folder, self.dice = source, folder, dice
        self.held = {period: [] for period in source.periods}
        self.count = 0

    def put_off(self, path, period, chance, wanted):
        """The path of the rows that come in time."""
        head, rows = read(path)
        later = [p for p in self.source.periods if p > period]
        if not later:
            return path
        chosen = [row for row in rows
                  if wanted(head, row) and self.dice.random() < chance]
        kept = [row for row in rows if row not in chosen]
        name = os.path.basename(path)
        for month in later:
            rows = [row for row in chosen if self.dice.choice(later) == month]
            chosen = [row for row in chosen if row not in rows]
            if month == later[-1]:
                rows, chosen = rows + chosen, []
            if rows:
                self.count += len(rows)
                self.held[month].append(write(
                    os.path.join(self.folder, month, name), head, rows))
        return write(os.path.join(self.folder, "in time", period, name), head,
                     kept)

    def registry(self):
        files = []
        for path in self.source.files("registry"):
            if os.path.basename(path) in ("residents.csv", "temporary.csv"):
                path = self.put_off(path, FIRST, 0.5, lambda *_: True)
            files.append(path)
        return files

    def month(self, period):
        files = []
        for path in self.source.files(period):
            if os.path.basename(path).startswith("readings"):
                path = self.put_off(path, period, 0.15, may_wait)
            files.append(path)
        return files


def bill_in_time(source, folder):
    book = Book(folder, "in-time.db")
    book.init(FIRST)
    book.take(source.files("registry"), FIRST + "-01")
    for period in source.periods:
        book.take(source.files(period), town.day_after(period))
        book.bill(period)
    return book


def recalculated(book, period):
    text = book.run("rtk-bill", "recalculate", "--csv",
                    day=town.day_after(period)).stdout.decode()
    return list(csv.DictReader(text.splitlines(), delimiter=";"))


def bill_late(source, folder, dice):
    late = Late(source, os.path.join(folder, "late"), dice)
    book = Book(folder, "late.db")
    book.init(FIRST)
    book.take(late.registry(), FIRST + "-01")
    posted = 0
    for period in source.periods:
        book.take(late.month(period) + late.held[period],
                  town.day_after(period))
        if period == source.periods[-1] or dice.random() < 0.7:
            posted += len(recalculated(book, period))
            demand(not recalculated(book, period), "found twice", period)
        book.bill(period)
    demand(late.count > 0, "nothing came late")
    demand(posted > 0, "nothing was recalculated,", late.count, "rows late")
    return book, late.count, posted


def sums(book, periods):
    found = {}
    for period in periods:
        for row in book.table("charges", period):
            key = row["account"], row["service"]
            found[key] = found.get(key, 0) + Decimal(row["amount"])
    return found


def readings(book):
    return book.ask("SELECT (id >> 4) & 274877906943, day, value "
                    "FROM reading ORDER BY 1, 2")


def same_as_in_time(in_time, late, periods):
    demand(readings(in_time) == readings(late),
           "not the same readings were taken")
    left, right = sums(in_time, periods), sums(late, periods)
    wrong = ["%s %s: %s in time, %s late" % (*key, left.get(key),
                                             right.get(key))
             for key in sorted(set(left) | set(right))
             if left.get(key, 0) != right.get(key, 0)]
    demand(not wrong, "sums differ:\n" + "\n".join(wrong[:20]))


def verified(book):
    book.run("rtk-bill", "verify", statuses=(0,))


def undone_leaves_zero(source, folder, dice):
    """Residents corrected after the close, and corrected back."""
    book = Book(folder, "undone.db")
    book.init(FIRST)
    book.take(source.files("registry"), FIRST + "-01")
    for period in source.periods[:2]:
        book.take(source.files(period), town.day_after(period))
        book.bill(period)
    period = source.periods[2]
    accounts = [row for row in book.ask(
        "SELECT a.number, max(v.registered) FROM account a "
        "JOIN account_version v ON v.account = a.id "
        "WHERE v.hot_water = 1 AND v.kind = 0 AND a.id NOT IN "
        "(SELECT account FROM residents) "
        "GROUP BY a.id HAVING count(*) = 1 ORDER BY a.number")]
    chosen = dice.sample(accounts, min(20, len(accounts)))
    total = Decimal(0)
    rows = 0
    for step, more in enumerate((1, 0)):
        path = write(os.path.join(folder, "step%d" % step, "residents.csv"),
                     ["account", "registered", "valid_from"],
                     [[number, str(count + more), "2026-07-01"]
                      for number, count in chosen])
        book.take([path], town.day_after(source.periods[1]))
        found = recalculated(book, source.periods[1])
        rows += len(found)
        total += sum(Decimal(row["amount"]) for row in found)
    demand(rows > 0, "residents changed nothing")
    demand(total == 0, "undone leaves", total)
    book.take(source.files(period), town.day_after(period))
    book.bill(period)
    verified(book)


def changed(path, folder, change):
    """A copy of a table with some rows as they were wrongly known."""
    head, rows = read(path)
    rows = [dict(zip(head, row)) for row in rows]
    for row in rows:
        change(row)
    return write(os.path.join(folder, "wrong", os.path.basename(path)), head,
                 [[row[name] for name in head] for row in rows])


def wrong_at_first(dice):
    """What was known wrongly, by the name of the table."""
    def price(row):
        if row["price"]:
            row["price"] = str(Decimal(row["price"]) + Decimal("1.37"))

    def meter(row):
        if row["scope"] == "account" and not row["removed"] and \
                dice.random() < 0.2:
            row["verified_until"] = max(row["installed"], FIRST + "-20")

    def account(row):
        if row["kind"] == "flat" and not row["closed"] and \
                dice.random() < 0.1:
            row["tariff_group"] = "other"
    return {"tariffs.csv": price, "meters.csv": meter,
            "accounts.csv": account}


def put_right_late(source, folder, dice):
    """Tables with faults until the last month; the sums in the end."""
    wrong = wrong_at_first(dice)
    head, rows = read(os.path.join(town.TARIFFS, "tariffs.csv"))
    # other bytes than the file that came first, which would be known
    right = [write(os.path.join(folder, "right", "tariffs.csv"), head,
                   rows[::-1])] + [
        path for path in source.files("registry")
        if os.path.basename(path) in wrong]
    book = Book(folder, "put-right.db")
    book.init(FIRST)
    book.take([changed(right[0], folder, wrong["tariffs.csv"])],
              FIRST + "-01")
    book.take([changed(path, folder, wrong[os.path.basename(path)])
               if path in right else path
               for path in source.files("registry")], FIRST + "-01")
    for period in source.periods:
        day = town.day_after(period)
        book.take(source.files(period), day)
        if period == source.periods[-1]:
            book.take(right, day)
            demand(recalculated(book, period), "nothing was wrong")
        book.bill(period)
    return book


def one(seed):
    dice = random.Random(seed)
    with town.Workshop() as folder:
        source = Town(os.path.join(folder, "town"), seed, 8, MONTHS, flats=8,
                      first=FIRST)
        in_time = bill_in_time(source, folder)
        late, count, posted = bill_late(source, folder, dice)
        same_as_in_time(in_time, late, source.periods)
        verified(late)
        put_right = put_right_late(source, folder, dice)
        same_as_in_time(in_time, put_right, source.periods)
        verified(put_right)
        undone_leaves_zero(source, folder, dice)
        print("town %s: %d facts late, %d differences posted" % (
            seed, count, posted))


def main():
    seed = os.environ.get("RTK_SEED")
    towns = [seed] if seed else range(
        1, int(os.environ.get("RTK_TOWNS", 20)) // 5 + 1)
    for each in towns:
        one(each)


if __name__ == "__main__":
    town.main(main)
