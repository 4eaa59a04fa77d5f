#!/usr/bin/env python3
"""Readings with faults, on random towns: faults.py

Into the readings of a month of a random town are put mistakes as people make
them, each into other meters. A fault is found when one of its readings waits
in the quarantine or rtk-bill check names its meter.

- at least 95 % of each kind of fault are found
- under 1 % of the sound readings are stopped
- a proposed value, where there is exactly one, is the true one in nine cases
  of ten at least

The table of found and missed is printed. RTK_SEED repeats one town,
RTK_TOWNS says how many (default 4)."""
import csv
import os
import random
import sys
from decimal import Decimal

sys.path.insert(0, os.path.join(os.path.dirname(__file__), ".."))
import town  # noqa: E402
from town import Book, Town, demand  # noqa: E402

PERIOD = "2026-10"
DAY = "2026-10-31"
LAST = "2026-10-25"  # readings of the day after count for the next month
EACH = 30  # faults of a kind in a town
CHECKED = {"check.high_volume", "check.zero", "check.stopped",
           "check.house_balance"}


def read(path):
    with open(path, encoding="utf-8-sig") as file:
        return list(csv.DictReader(file, delimiter=";"))


class Month:
    """The readings of the month and what came before, by meter."""

    def __init__(self, source):
        registry = {os.path.basename(path): path
                    for path in source.files("registry")}
        self.meters = {row["meter"]: row
                       for row in read(registry["meters.csv"])}
        self.history_path = registry["readings-history.csv"]
        self.history = {}
        for row in read(self.history_path):
            self.history.setdefault(row["meter"], []).append(row)
        self.rows = {}
        for path in source.files(PERIOD):
            if os.path.basename(path).startswith("readings"):
                for row in read(path):
                    self.rows.setdefault(row["meter"], []).append(row)
        self.building = {row["account"]: row["building"]
                         for row in read(registry["accounts.csv"])}

    def place(self, code):
        """The building of the meter of a flat, None of another."""
        return self.building.get(self.meters[code]["account"]) \
            if code in self.meters else None

    def previous(self, code):
        return Decimal(self.history[code][-1]["value"])

    def usable(self, taken):
        """Meters of flats with one sound reading that counts for the month,
        and a long history."""
        return [code for code, rows in sorted(self.rows.items())
                if code in taken and len(rows) == 1 and self.place(code)
                and (rows[0]["received"] or rows[0]["date"]) <= LAST
                and (self.meters[code]["verified_until"] or DAY) >= DAY
                and len(self.history.get(code, [])) >= 5]


def show(month, code, value):
    """The value as the meter shows it."""
    return str(Decimal(value).quantize(
        Decimal(1).scaleb(-int(month.meters[code]["decimals"]))))


def near(month, code, left, right):
    """Equal but for the last place, which a slip of the mark cuts off."""
    place = Decimal(10).scaleb(-int(month.meters[code]["decimals"]))
    return abs(left - right) < place


class Faults:
    """What is put wrong: kind -> list of (meters, true values)."""

    def __init__(self, month, usable, dice):
        self.month, self.dice = month, dice
        self.usable = usable
        dice.shuffle(self.usable)
        self.made = {}
        self.wrong = {}

    def change(self, kind, codes, values):
        true = {code: Decimal(self.month.rows[code][0]["value"])
                for code in codes}
        for code, value in zip(codes, values):
            self.wrong[code] = show(self.month, code, value)
        self.made.setdefault(kind, []).append((codes, true))

    def one(self, kind, make):
        """`make` of value and previous value; None: not this meter."""
        done = 0
        for code in list(self.usable):
            if done == EACH:
                break
            value = Decimal(self.month.rows[code][0]["value"])
            wrong = make(code, value, self.month.previous(code))
            if wrong is None or show(self.month, code, wrong) == show(
                    self.month, code, value):
                continue
            self.usable.remove(code)
            self.change(kind, [code], [wrong])
            done += 1

    def swap_flats(self):
        """Readings of two flats of a building, one for the other."""
        by_building = {}
        for code in self.usable:
            meter = self.month.meters[code]
            key = (self.month.place(code), meter["service"], meter["unit"])
            by_building.setdefault(key, []).append(code)
        for codes in list(by_building.values()):
            while len(codes) > 1 and \
                    len(self.made.get("two flats swapped", [])) < EACH:
                pair = [codes.pop(), codes.pop()]
                values = [self.month.rows[code][0]["value"]
                          for code in reversed(pair)]
                for code in pair:
                    self.usable.remove(code)
                self.change("two flats swapped", pair, values)


def extra_digit(dice):
    def make(_, value, previous):
        text = str(value)
        whole = text.split(".")[0]
        at = dice.randrange(len(whole) + 1)
        digit = str(dice.randrange(1 if at == 0 else 0, 10))
        return Decimal(text[:at] + digit + text[at:])
    return make


def stopped(month, dice, faults):
    """The value of three months ago, told ever since."""
    rewritten = {}

    def make(code, value, previous):
        rows = month.history[code]
        if value == previous or month.meters[code]["removed"]:
            return None
        still = rows[-3]["value"]
        rewritten[code] = still
        return Decimal(still)
    faults.one("stopped for months", make)
    for code, still in rewritten.items():
        for row in month.history[code][-2:]:
            row["value"] = still


def make_faults(month, usable, dice):
    faults = Faults(month, usable, dice)
    stopped(month, dice, faults)
    faults.one("lower than before", lambda code, value, previous:
               previous - Decimal(dice.randrange(1, 30))
               if previous > 30 else None)
    faults.one("one digit too many", extra_digit(dice))
    faults.one("two digits exchanged", exchanged)
    faults.one("decimal slip up", lambda code, value, previous: value * 10)
    faults.one("decimal slip down", lambda code, value, previous: value / 10)
    faults.one("cold water told for hot", lambda code, value, previous:
               Decimal(dice.randrange(0, 2000000)).scaleb(-3))
    faults.one("jump", lambda code, value, previous:
               previous + (value - previous) * dice.randrange(12, 60)
               if value - previous > Decimal("0.5") else None)
    faults.swap_flats()
    return faults


def exchanged(_, value, previous):
    """The first two neighbours that differ, as fingers slip."""
    text = str(value).split(".")[0]
    for i in range(len(text) - 1):
        if text[i] != text[i + 1]:
            slip = text[:i] + text[i + 1] + text[i] + text[i + 2:]
            return Decimal(slip) + value % 1
    return None


def write(path, rows):
    names = ["meter", "date", "value", "channel", "received"]
    with open(path, "w", encoding="utf-8") as file:
        out = csv.DictWriter(file, names, delimiter=";", restval="",
                             extrasaction="ignore", lineterminator="\n")
        out.writeheader()
        out.writerows(rows)
    return path


def quarantine(book):
    text = book.run("rtk-import", "quarantine", "--kind", "readings",
                    "--csv").stdout.decode()
    return list(csv.DictReader(text.splitlines(), delimiter=";"))


def codes_of(book, month, rows):
    """Meters of rows as they wait, by code."""
    lines = [row["row"].split(";") for row in rows]
    return {cells[0] for cells in lines}


def known(source, folder, name, history):
    """A town before the month, with this history."""
    book = Book(os.path.join(folder, name))
    book.init(PERIOD)
    for path in source.files("registry"):
        if os.path.basename(path) != "readings-history.csv":
            book.take([path], "2026-10-01")
    rows = [row for part in history.values() for row in part]
    book.take([write(os.path.join(folder, name, "readings-history.csv"),
                     rows)], "2026-10-01")
    return book


def taken_of(source, folder, month):
    """The undisturbed month: meters whose reading stands; the share stopped.
    """
    book = known(source, folder, "sound", month.history)
    before = len(quarantine(book))
    rows = [row for part in month.rows.values() for row in part]
    book.take([write(os.path.join(folder, "readings-sound.csv"), rows)], DAY)
    stopped_rows = quarantine(book)[before:]
    gone = codes_of(book, month, stopped_rows)
    return {code for code in month.rows if code not in gone}, rows


def judge(book, month, before):
    """Meters of which something was told, and what was proposed."""
    waiting = quarantine(book)[before:]
    told = codes_of(book, month, waiting)
    proposed = {}
    for row in waiting:
        if "-> " in row["text"] and "|" not in row["text"]:
            text = row["text"].split("-> ")[1]
            proposed[row["row"].split(";")[0]] = Decimal(text.rstrip(")"))
    text = book.run("rtk-bill", "check", PERIOD, "--csv",
                    day="2026-11-03").stdout.decode()
    for row in csv.DictReader(text.splitlines(), delimiter=";"):
        if row["code"] in CHECKED and row.get("meter"):
            told.add(row["meter"])
    return {row["row"].split(";")[0] for row in waiting}, told, proposed


def one_town(seed, folder, table):
    dice = random.Random(seed)
    source = Town(os.path.join(folder, "files"), seed, 30, 1, flats=40)
    month = Month(source)
    taken, sound_rows = taken_of(source, folder, month)
    faults = make_faults(month, month.usable(taken), dice)
    book = known(source, folder, "faulty", month.history)
    before = len(quarantine(book))
    rows = [dict(row, value=faults.wrong.get(row["meter"], row["value"]))
            for part in month.rows.values() for row in part]
    book.take([write(os.path.join(folder, "readings-faulty.csv"), rows)], DAY)
    waiting, told, proposed = judge(book, month, before)
    for kind, made in faults.made.items():
        line = table.setdefault(kind, [0, 0, 0, 0])
        for codes, true in made:
            line[0] += 1
            line[1] += any(code in told for code in codes)
            if os.environ.get("RTK_MISSED") and \
                    not any(code in told for code in codes):
                print(seed, kind, codes, true, month.history[codes[0]][-4:],
                      faults.wrong[codes[0]])
            for code in codes:
                line[2] += code in proposed
                line[3] += code in proposed and \
                    near(month, code, proposed[code], true[code])
    line = table.setdefault("sound", [0, 0, 0, 0])
    line[0] += len(sound_rows) - len(faults.wrong)
    line[1] += len(waiting - set(faults.wrong))


def print_table(table):
    print("%-24s %6s %6s %7s %9s %6s" % ("fault", "made", "found", "missed",
                                         "proposed", "right"))
    for kind, (made, found, proposed, right) in table.items():
        if kind != "sound":
            print("%-24s %6d %6d %7d %9d %6d" % (
                kind, made, found, made - found, proposed, right))
    made, stopped_rows = table["sound"][:2]
    print("sound readings: %d, stopped: %d (%.2f %%)" % (
        made, stopped_rows, 100 * stopped_rows / made))


def check_table(table):
    for kind, (made, found, _, _) in table.items():
        if kind == "sound":
            demand(100 * found < made, "sound readings stopped:", found)
        else:
            demand(made >= EACH, "too few faults:", kind, made)
            demand(100 * found >= 95 * made, kind, "found:", found, "of",
                   made)
    proposed = sum(line[2] for line in table.values())
    right = sum(line[3] for line in table.values())
    demand(10 * right >= 9 * proposed, "proposed", proposed, "right", right)


def main():
    seed = os.environ.get("RTK_SEED")
    towns = [seed] if seed else range(
        1, int(os.environ.get("RTK_TOWNS", 20)) // 5 + 1)
    table = {}
    for each in towns:
        with town.Workshop() as folder:
            one_town(each, folder, table)
    print_table(table)
    check_table(table)


if __name__ == "__main__":
    town.main(main)
