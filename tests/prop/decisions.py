#!/usr/bin/env python3
"""Every kopeck is in one place, whatever is decided: decisions.py

Payments and reversals come in; a person assigns, splits, returns, cancels
and takes back in any order, months are closed in between, and each step is
done again with a copy of the book kept in Python.

- what the program refuses, the copy refuses, and the other way round
- accounts, what hangs, what is returned and what is called back are the sums
  of the copy; together they are all money that came in
- what is told by files a second time changes nothing
- the months that were closed verify, and the journal balances

RTK_SEED repeats one book, RTK_TOWNS says how many (default 12)."""
import json
import os
import random
import sys

sys.path.insert(0, os.path.join(os.path.dirname(__file__), ".."))
import town  # noqa: E402
from town import Book, demand  # noqa: E402

CASES = os.path.join(town.SOURCE, "tests", "cli", "town")
KNOWN = ["0000001001", "0000001002", "0000001003"]
STRANGE = ["0000009997", "0000009998"]
DAYS = {0: "2026-10-31", 1: "2026-11-20", 2: "2026-12-20"}


def money(kopecks):
    sign = "-" if kopecks < 0 else ""
    return "%s%d.%02d" % (sign, abs(kopecks) // 100, abs(kopecks) % 100)


class Entry:
    """A row of money: where is it? Parts on accounts, or a word."""

    def __init__(self, account, kopecks, payment=None):
        self.number, self.kopecks, self.payment = None, kopecks, payment
        self.place, self.reversal, self.touched = "hangs", None, False
        if payment is None:
            if account in KNOWN:
                self.place = {account: kopecks}
        else:
            payment.reversal = self
            if isinstance(payment.place, dict) and len(payment.place) == 1:
                self.place = {next(iter(payment.place)): kopecks}

    def taken(self):
        """The other half of it is settled: nothing can be changed."""
        other = self.reversal or self.payment
        return other is not None and other.place != "hangs"

    def undo(self):
        if self.taken() or self.place == "hangs":
            return False
        self.place, self.touched = "hangs", True
        return True

    def cancel(self):
        if (self.payment is not None or self.taken() or
                self.place == "cancelled" or
                (self.place == "hangs" and self.reversal is not None)):
            return False
        self.place, self.touched = "cancelled", True
        return True

    def send_back(self):
        if self.place != "hangs" or self.called_back():
            return False
        self.place, self.touched = "returned", True
        return True

    def put(self, parts):
        if self.place != "hangs" or (len(parts) > 1 and self.called_back()):
            return False
        self.place, self.touched = dict(parts), True
        return True

    def called_back(self):
        other = self.reversal or self.payment
        return (self.place == "hangs" and other is not None and
                other.place == "hangs")

    def rule(self):
        """What `run` does with a reversal that hangs."""
        if self.place != "hangs" or self.payment is None or self.touched:
            return
        there = self.payment.place
        if there == "cancelled":
            self.place, self.touched = "cancelled", True
        elif isinstance(there, dict) and len(there) == 1:
            self.place = {next(iter(there)): self.kopecks}
            self.touched = True


class Case:
    """A town, the copy of its money, and the dice."""

    def __init__(self, folder, dice):
        self.dice, self.folder, self.month = dice, folder, 0
        self.book = Book(folder, "town.db")
        self.book.init("2026-10", os.path.join(CASES, "reference"))
        for kind in ("buildings", "accounts", "meters", "readings"):
            self.run("rtk-import", kind, os.path.join(CASES, kind + ".csv"))
        self.entries, self.files = [], []

    def run(self, *words, statuses=(0, 1)):
        return self.book.run(*words, day=DAYS[self.month], statuses=statuses)

    def take(self):
        """A file of payments, and of reversals of earlier ones."""
        path = os.path.join(self.folder, "%d.csv" % len(self.files))
        rows = ["account;date;amount;id;channel"]
        for _ in range(self.dice.randrange(1, 5)):
            open_ones = [e for e in self.entries if e.payment is None and
                         e.reversal is None and e.fresh is False]
            if open_ones and self.dice.random() < 0.4:
                payment = self.dice.choice(open_ones)
                entry = Entry(None, -payment.kopecks, payment)
                account, entry.id = payment.account, payment.id
            else:
                account = self.dice.choice(KNOWN + STRANGE)
                entry = Entry(account, self.dice.randrange(2, 100000))
                entry.id = "K%d" % len(self.entries)
            entry.account, entry.fresh = account, True
            rows.append(";".join([
                account, DAYS[self.month], money(entry.kopecks), entry.id,
                "desk"]))
            self.entries.append(entry)
        for entry in self.entries:
            entry.fresh = False
        with open(path, "w", encoding="utf-8") as file:
            file.write("\n".join(rows) + "\n")
        self.files.append(path)
        self.run("rtk-import", "payments", path)
        numbers = {(operation, sign): number for number, operation, sign in
                   self.book.ask("SELECT id, operation, sign FROM entry")}
        for entry in self.entries:
            entry.number = numbers[entry.id, 1 if entry.kopecks > 0 else -1]

    def again(self):
        """The rows of an old file under a new name."""
        if not self.files:
            return
        path = os.path.join(self.folder, "again.csv")
        with open(self.dice.choice(self.files), encoding="utf-8") as file:
            text = file.read()
        with open(path, "w", encoding="utf-8") as file:
            file.write(text + "\n" * self.dice.randrange(1, 9))
        self.run("rtk-import", "payments", path)

    def decide(self):
        if not self.entries:
            return
        entry = self.dice.choice(self.entries)
        what = self.dice.choice(["undo", "undo", "cancel", "return",
                                 "assign", "assign", "split"])
        words = []
        if what == "undo":
            good = entry.undo
        elif what == "cancel":
            good = entry.cancel
        elif what == "return":
            good = entry.send_back
        else:
            parts = [(self.dice.choice(KNOWN), entry.kopecks)]
            if what == "split":
                first, second = self.dice.sample(KNOWN, 2)
                half = int(entry.kopecks / 2)
                parts = [(first, half), (second, entry.kopecks - half)]

            def good():
                return entry.put(parts)
            words = [a if what == "assign" else a + "=" + money(k)
                     for a, k in parts]
        # a negative amount must not be taken for an option
        status = self.run("rtk-reconcile", what, "--reason", "dice", "--",
                          str(entry.number), *words,
                          statuses=(0, 65)).returncode
        demand((status == 0) == good(), what, entry.number, words, status)

    def rules(self):
        self.run("rtk-reconcile", "run")
        for entry in self.entries:
            entry.rule()

    def read(self):
        """The readings of November: a bit more than those of October."""
        path = os.path.join(self.folder, "november.csv")
        with open(path, "w", encoding="utf-8") as file:
            file.write("meter;date;value;channel\n")
            for meter, value in (("H1", 1009), ("W1", 106), ("W2", 205)):
                file.write("%s;2026-11-20;%d;office\n" % (meter, value))
        self.run("rtk-import", "readings", path)

    def close(self):
        if self.month == 2:
            return
        if self.month == 1:
            self.read()
        period = ["2026-10", "2026-11"][self.month]
        self.month += 1
        self.run("rtk-bill", "run", period)
        self.run("rtk-bill", "close", period)
        self.run("rtk-bill", "verify", period, statuses=(0,))

    def hold(self):
        """The places of the program are those of the copy."""
        sums = {}
        for entry in self.entries:
            place = entry.place
            if isinstance(place, str):
                place = {place: entry.kopecks}
            for name, kopecks in place.items():
                sums[name] = sums.get(name, 0) + kopecks
        posted = dict(self.book.ask(
            "SELECT a.number, sum(p.amount_kop) FROM posting p "
            "JOIN account a ON a.id = p.account GROUP BY 1"))
        demand(posted == {**{name: 0 for name in posted}, **{
            name: sums[name] for name in sums if name in KNOWN}},
            "accounts:", posted, sums)
        text = self.run("rtk-reconcile", "unidentified", "--json").stdout
        waits = {row["entry"] for row in json.loads(text)["unidentified"]}
        demand(waits == {e.number for e in self.entries if
                         e.place == "hangs" and not e.called_back()},
               "other entries hang:", waits,
               [(e.number, e.payment and e.payment.number, e.place)
                for e in self.entries])
        gone = dict(self.book.ask(
            "SELECT kind, sum(amount_kop) FROM assignment "
            "WHERE kind <> 'account' GROUP BY 1"))
        for kind, name in (("return", "returned"), ("cancel", "cancelled")):
            demand(gone.get(kind, 0) == sums.get(name, 0), kind, gone, sums)


def one(seed):
    dice = random.Random(seed)
    with town.Workshop() as folder:
        case = Case(folder, dice)
        case.take()
        for _ in range(dice.randrange(10, 40)):
            dice.choice([case.take, case.again, case.rules, case.decide,
                         case.decide, case.decide, case.decide])()
            if dice.random() < 0.08:
                case.close()
            case.hold()
        case.rules()
        case.hold()
        demand(case.entries and len(case.entries) == case.book.ask(
            "SELECT count(*) FROM entry")[0][0], "entries were doubled")
        print("book %s: %d entries" % (seed, len(case.entries)))


def main():
    seed = os.environ.get("RTK_SEED")
    for each in [seed] if seed else range(
            1, int(os.environ.get("RTK_TOWNS", 12)) + 1):
        one(each)


if __name__ == "__main__":
    town.main(main)
