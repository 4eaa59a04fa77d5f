#!/usr/bin/env python3
"""Heat-cost allocators on a random town: allocators.py

All houses say that they have allocators; in December the units of October and
November come. The corrections are worked out here from the text of the law
(formula 6 of annex 2) and from what the reports of the two months say, and
must be the same, to the kopeck and for no other account; each can be worked
out from the text of explain alone. A price of November that comes late and is
recalculated gives in sum what it gives in time.

RTK_SEED repeats one town."""
import csv
import os
import random
import sys
from collections import defaultdict
from fractions import Fraction

sys.path.insert(0, os.path.join(os.path.dirname(__file__), ".."))
sys.path.insert(0, os.path.dirname(__file__))
import paper  # noqa: E402
import town  # noqa: E402
from town import Book, Town, demand  # noqa: E402

FIRST, LAST = "2026-10", "2026-11"


def read(path):
    with open(path, encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file, delimiter=";"))


def write(path, rows):
    with open(path, "w", encoding="utf-8", newline="") as file:
        out = csv.DictWriter(file, list(rows[0]), delimiter=";")
        out.writeheader()
        out.writerows(rows)


def kopecks(text):
    return int(Fraction(text) * 100)


class Case:
    """The houses of a town, and what their allocators counted."""

    def __init__(self, place, dice):
        registry = os.path.join(place.folder, "registry")
        buildings = os.path.join(registry, "buildings.csv")
        rows = read(buildings)
        for row in rows:
            row["allocators"] = "yes"
        write(buildings, rows)
        self.buildings = {row["building"]: row for row in rows}
        mode = {row["municipality"]: row["mode"] for row in
                sorted(read(os.path.join(town.TARIFFS, "heating-months.csv")),
                       key=lambda row: row["valid_from"])}
        self.even = {city for city in mode if mode[city] == "even"}
        self.accounts = {}
        for row in sorted(read(os.path.join(registry, "accounts.csv")),
                          key=lambda row: row["valid_from"]):
            if row["valid_from"] <= LAST + "-30":
                self.accounts[row["account"]] = row
        self.units = self.count(dice)
        self.path = os.path.join(place.folder, "units.csv")
        write(self.path, [dict(
            account=account, period_from=FIRST, period_to=LAST, document="D",
            units="" if units is None else "%.6f" % (units / 1e6))
            for account, units in self.units.items()])

    def count(self, dice):
        """Units in 1e-6; None: not equipped."""
        many = {code: dice.choice((0.3, 0.8, 0.9, 1)) for code in
                sorted(self.buildings)}
        shops = {code: dice.random() < 0.2 for code in many}
        units = {}
        for account, row in sorted(self.accounts.items()):
            code = row["building"]
            equipped = dice.random() < many[code] and (
                row["tariff_group"] == "population" or shops[code])
            there = row["heated"] == "yes" and (
                not row["closed"] or row["closed"] > FIRST + "-01")
            units[account] = dice.randrange(0, 3 * 10 ** 9) \
                if equipped and there else None
        return units

    def area(self, accounts):
        """Of those that are there at the end of the last month."""
        return sum(Fraction(self.accounts[a]["area"]) for a in accounts
                   if not self.accounts[a]["closed"]
                   or self.accounts[a]["closed"] > LAST + "-30")


def dealt_out(total, weights):
    """Whole kopecks: down, then one each to the largest remainders."""
    parts = [Fraction(total * weight, sum(weights)) for weight in weights]
    whole = [part.numerator // part.denominator for part in parts]
    order = sorted(range(len(parts)),
                   key=lambda i: (whole[i] - parts[i], i))
    for i in order[:total - sum(whole)]:
        whole[i] += 1
    return whole


def wanted_of(case, code, lines):
    """What each account is corrected by; {}: the house is not."""
    building = case.buildings[code]
    equipped = sorted(a for a, row in case.accounts.items()
                      if row["building"] == code and
                      case.units[a] is not None)
    charges = [line for line in lines if line["building"] == code]
    groups = {case.accounts[a]["tariff_group"] for a in equipped}
    if building["municipality"] in case.even or len(groups) != 1 or \
            any(line["formula"] not in ("3", "3(1)", "3(3)")
                for line in charges) or \
            case.area(equipped) * 2 <= Fraction(building["total_area"]) or \
            not set(equipped) <= {line["account"] for line in charges} or \
            sum(case.units[a] for a in equipped) == 0:
        return {}
    charged = {a: sum(kopecks(line["amount"]) for line in charges
                      if line["account"] == a) for a in equipped}
    due = dealt_out(sum(charged.values()), [case.units[a] for a in equipped])
    return {a: d - charged[a] for a, d in zip(equipped, due)
            if d != charged[a]}


def charges_of(book, periods):
    return [line for period in periods
            for line in book.table("charges", period)
            if line["service"] == "heating" and line["kind"] == "charge"]


def law_formula(case, book, month):
    """The corrections of all houses; how many were and were not."""
    lines = charges_of(book, (FIRST, LAST))
    found = {line["account"]: kopecks(line["amount"])
             for line in book.table("charges", month)
             if line["reason"] == "allocated" and line["formula"] == "6" and
             case.accounts[line["account"]]["tariff_group"] == "population"}
    wanted, done = {}, 0
    for code in case.buildings:
        ours = wanted_of(case, code, lines)
        demand(sum(ours.values()) == 0, "corrections of", code)
        wanted.update(ours)
        done += bool(ours)
    demand(found == wanted, "corrections", {
        a: (found.get(a), wanted.get(a)) for a in set(found) | set(wanted)
        if found.get(a) != wanted.get(a)})
    paper.check_book(book, month, sorted(found), {})
    return done, len(case.buildings) - done


def new_price(folder):
    """Heating costs more from November on."""
    rows = []
    for row in read(os.path.join(town.TARIFFS, "tariffs.csv")):
        if row["service"] == "heating" and row["valid_from"] == FIRST + "-01":
            rows.append(dict(row, valid_to=FIRST + "-31"))
            rows.append(dict(row, valid_from=LAST + "-01",
                             price="%.2f" % (float(row["price"]) * 1.07)))
    demand(rows, "no price of heating from", FIRST)
    path = os.path.join(folder, "tariffs-new.csv")
    write(path, rows)
    return path


def play(book, place, case, price=None):
    book.init(place.first)
    book.take(place.files("registry"), place.first + "-01")
    if price:
        book.run("rtk-import", "tariffs", price)
    for period in place.periods:
        book.take(place.files(period), town.day_after(period))
        if period > LAST:
            book.run("rtk-import", "allocators", case.path,
                     day=town.day_after(period), statuses=(0,))
        book.bill(period)


def sums_of(book, periods):
    """By account: the lines of the months, and what goes into the next."""
    sums = defaultdict(int)
    for period in periods:
        for line in book.table("charges", period):
            sums[line["account"]] += kopecks(line["amount"])
    for account, amount in book.ask(
            "SELECT a.number, r.amount_kop FROM recalculation r"
            " JOIN account a ON a.id = r.account"):
        sums[account] += amount
    return sums


def one_town(seed):
    dice = random.Random(seed)
    with town.Workshop() as folder:
        place = Town(os.path.join(folder, "town"), seed, 16, 3, 6)
        case = Case(place, dice)
        price = new_price(folder)
        late = Book(os.path.join(folder, "late"))
        play(late, place, case)
        done, refused = law_formula(case, late, place.periods[-1])
        late.run("rtk-import", "tariffs", price, day="2027-01-10")
        late.run("rtk-bill", "recalculate", day="2027-01-10", statuses=(0,))
        known = Book(os.path.join(folder, "known"))
        play(known, place, case, price)
        law_formula(case, known, place.periods[-1])
        one, two = (sums_of(book, place.periods) for book in (late, known))
        demand(one == two, "late is not as known in time", {
            a: (one[a], two[a]) for a in one if one[a] != two[a]})
        for book in (late, known):
            book.run("rtk-bill", "verify", statuses=(0,))
        print("%d houses corrected, %d not" % (done, refused))
        return done, refused


def main():
    seeds = [int(os.environ["RTK_SEED"])] if "RTK_SEED" in os.environ \
        else [1, 2, 3]
    done = refused = 0
    for seed in seeds:
        print("town of seed %d" % seed, flush=True)
        try:
            some, others = one_town(seed)
        except town.Failure as failure:
            raise town.Failure("RTK_SEED=%d: %s" % (seed, failure)) \
                from failure
        done, refused = done + some, refused + others
    demand(done > 0 and refused > 0, "the towns show too little")


if __name__ == "__main__":
    town.main(main)
