#!/usr/bin/env python3
"""Penalties posted by the closes of random towns: penalty.py

Payments are dropped, delayed over a close, named for other months, called
back. After every close, for every account:

- the lines of kind penalty so far add up to rtk-report penalty as of the last
  day of the month
- debts by month are the same for one account and in the list of debtors
- debts by month less advances are the balance of the turnover sheet
- they add up to a sum made here day by day from what is stored, by the text
  of the law: ЖК РФ ст. 155 ч. 14, 190-ФЗ ст. 15, ПП 354 п. 118
- every month verifies at the end, and some account was taken something back

RTK_SEED repeats one town, RTK_TOWNS says how many (default 2)."""
import csv
import datetime
import json
import os
import random
import sys

sys.path.insert(0, os.path.join(os.path.dirname(__file__), ".."))
import town  # noqa: E402
from town import Book, Town, day_after, demand  # noqa: E402

FIRST, MONTHS = "2026-02", 6
EPOCH = datetime.date(1970, 1, 1)
RATE = 950      # ПП 474: no more than 9.5 % until the end of 2026
CLASSES = {0: ((31, 300), (91, 130)), 1: ((31, 300), (91, 130)),
           2: ((1, 300), (61, 170), (91, 130)), 3: ((1, 130),)}


# --- the second calculation --------------------------------------------------

def first_day(period):
    """Day number of the first of a month; months are counted from 2000-01."""
    return (datetime.date(2000 + period // 12, period % 12 + 1, 1)
            - EPOCH).days


def due_day(period, holidays, contract=None):
    """10th of the next month, from 2026-02 on the 15th; then a working day.
    A contract (first month, day of the next month) has its own day."""
    day = first_day(period + 1) + (9 if period < 12 * 26 + 1 else 14)
    if contract and contract[0] <= period:
        day = first_day(period + 1) + contract[1] - 1
    while True:
        date = EPOCH + datetime.timedelta(day)
        if holidays.get(day, date.weekday() < 5):
            return day
        day += 1


def shares(weights, total):
    """Largest remainder, equal ones by position."""
    parts = [total * w // sum(weights) for w in weights]
    order = sorted(range(len(weights)), key=lambda i: (
        -(total * weights[i] % sum(weights)), i))
    for i in order[:total - sum(parts)]:
        parts[i] += 1
    return parts


def half_up(top, bottom):
    return (2 * top + bottom) // (2 * bottom)


class Debtor:
    """Debts {(due, month, service): sum} and payments [(day, n, sum, for)]."""

    def __init__(self, contract=None):
        self.debts, self.payments, self.reversed = {}, [], []
        self.contract = contract

    def owe(self, service, period, billed, amount, holidays):
        key = (due_day(period if amount < 0 else billed, holidays,
                       self.contract), period, service)
        self.debts[key] = self.debts.get(key, 0) + amount

    def settled(self):
        """Debt -> [(day of payment, sum)]; advances are left out."""
        payments = list(self.payments)
        for key, amount in self.debts.items():
            if amount < 0:
                payments.append((first_day(key[1] + 1) - 1, 1 << 62, -amount,
                                 None))
        left = {k: v for k, v in sorted(self.debts.items()) if v > 0}
        paid = {key: [] for key in left}
        for day, _, rest, wanted in sorted(payments, key=lambda p: p[:2]):
            months = sorted({key[:2] for key in left})
            for month in ([m for m in months if m[1] == wanted] +
                          [m for m in months if m[1] != wanted]):
                keys = [k for k in left if k[:2] == month]
                owed = [left[k] for k in keys]
                if rest == 0 or sum(owed) == 0:
                    continue
                for key, part in zip(keys, shares(
                        owed, min(rest, sum(owed)))):
                    left[key] -= part
                    paid[key].append((day, part))
                rest -= min(rest, sum(owed))
        return left, paid

    def penalty(self, fractions, as_of):
        left, paid = self.settled()
        total = 0
        for key, rest in left.items():
            segment = None
            for day in range(key[0] + 1, as_of + 2):
                fraction = None
                for start, denominator in fractions:
                    if day - key[0] >= start:
                        fraction = denominator
                base = rest + sum(s for d, s in paid[key] if d >= day)
                now = (base, fraction) if fraction and day <= as_of else None
                if segment and segment[0] == now:
                    segment[1] += 1
                    continue
                if segment and segment[0]:
                    total += half_up(segment[0][0] * segment[1] * RATE,
                                     10000 * segment[0][1])
                segment = [now, 1]
        return total


def debtors(book, period):
    """All accounts from the tables, as they stand after the close."""
    found = {}
    holidays = dict(book.ask("SELECT day, working FROM calendar"))
    rows = [(a, s, p, p, k) for a, s, p, k in book.ask(
        "SELECT account, service, for_period, amount_kop FROM opening")]
    rows += book.ask("SELECT account, service, for_period, period, amount_kop"
                     " FROM charge_line WHERE service < 2 AND period <= ?",
                     period)
    for account, service, origin, billed, amount in rows:
        found.setdefault(account, Debtor(book.contracts.get(account))).owe(
            service, origin, billed, amount, holidays)
    for account, day, entry, amount, origin in book.ask(
            "SELECT p.account, p.paid_day, p.entry,"
            " sum(p.amount_kop) OVER (PARTITION BY e.source, e.operation),"
            " e.for_period FROM posting p JOIN entry e ON e.id = p.entry"
            " WHERE p.period <= ? AND p.penalty = 0"
            " ORDER BY p.paid_day, p.entry", period):
        sign = book.signs.setdefault(entry, book.ask(
            "SELECT sign FROM entry WHERE id = ?", entry)[0][0])
        if sign > 0 and amount > 0:
            found.setdefault(
                account, Debtor(book.contracts.get(account))
            ).payments.append((day, entry, amount, origin))
    return found


# --- the town ----------------------------------------------------------------

class Money:
    """Payments of the desk, made worse."""

    def __init__(self, folder, dice):
        self.folder, self.dice = folder, dice
        self.head = ["account", "date", "amount", "id", "channel", "period",
                     "purpose"]
        self.late, self.taken = [], []

    def file(self, path, period):
        """The file of a month with what came late and what is called back."""
        with open(path, encoding="utf-8-sig") as file:
            rows = list(csv.DictReader(file, delimiter=";"))
        kept, self.late, late = self.late, [], []
        for row in rows:
            luck = self.dice.random()
            if luck < 0.35:
                continue
            if luck < 0.45:
                # the earlier part comes after the later one
                half = round(float(row["amount"]) / 2, 2)
                late.append(dict(row, amount="%.2f" % half, id=row["id"] + "L",
                                 date=period + "-02", period=""))
                row["amount"] = "%.2f" % (float(row["amount"]) - half)
                row["date"] = period + "-27"
                row["period"] = ""
            if luck < 0.6:
                row["period"] = ""
            elif luck < 0.7:
                row["period"] = period
            kept.append(row)
        self.late = late
        for row in self.dice.sample(self.taken, len(self.taken) // 10):
            self.taken.remove(row)
            kept.append(dict(row, amount="-" + row["amount"],
                             date=period + "-28"))
        self.taken += [r for r in kept if not r["amount"].startswith("-")]
        out = os.path.join(self.folder, "payments-%s.csv" % period)
        with open(out, "w", encoding="utf-8") as file:
            writer = csv.DictWriter(file, self.head, delimiter=";",
                                    extrasaction="ignore",
                                    lineterminator="\n")
            writer.writeheader()
            writer.writerows(kept)
        return out


def sign_contracts(book, folder, period, count):
    """Contracts with a last day of their own, in force from the first month:
    those of a later period move the due days of months that are closed."""
    names = dict(book.ask("SELECT id, number FROM account"))
    path = os.path.join(folder, "contracts-%s.csv" % period)
    with open(path, "w", encoding="utf-8") as file:
        file.write("account;kind;valid_from;plan;schedule;document\n")
        for account in book.dice.sample(sorted(
                set(names) - set(book.contracts)), count):
            day = book.dice.choice((5, 10, 20, 28))
            file.write("%s;direct;%s-01;2;35/18/plan 100/+%d/actual;C\n" % (
                names[account], FIRST, day))
            book.contracts[account] = (12 * 26 + 1, day)
    book.run("rtk-import", "contracts", path, day=period + "-01")


def months(row):
    return [row[key] for key in ("service", "for_period", "due", "left",
                                 "limitation_end")]


def cancel(book, money, day):
    """A person calls payments back, those of closed months too."""
    entries = book.ask(
        "SELECT e.id, e.operation FROM posting p JOIN entry e ON e.id ="
        " p.entry GROUP BY e.source, e.operation"
        " HAVING sum(p.amount_kop) > 0 AND count(*) = 1")
    for entry, operation in book.dice.sample(entries, len(entries) // 25):
        book.run("rtk-reconcile", "cancel", str(entry), "--reason",
                 "letter of the bank", day=day)
        money.taken = [r for r in money.taken if r["id"] != operation]


def kopecks(roubles):
    return round(float(roubles) * 100)


def report(book, day, *words):
    return json.loads(book.run("rtk-report", *words, "--json", day=day)
                      .stdout.decode())


def check_list(book, day):
    """An account from its history; all of them from what the close kept."""
    listed = {}
    for row in report(book, day, "debtors", "--by", "month")["debtors"]:
        listed.setdefault(row["account"], []).append(months(row))
    names = [name for name, in book.ask("SELECT number FROM account"
                                        " ORDER BY number")]
    for name in book.dice.sample(names, min(15, len(names))):
        owed = [months(row) for row in
                report(book, day, "penalty", name)["debts"]
                if kopecks(row["left"]) > 0]
        late = any(due < day for _, _, due, _, _ in owed)
        demand(listed.get(name, []) == (owed if late else []), day, name,
               "listed", listed.get(name), "owes", owed)


def check_month(book, period, number):
    last = first_day(number + 1) - 1
    as_of = (EPOCH + datetime.timedelta(last)).isoformat()
    posted = dict(book.ask("SELECT account, sum(amount_kop) FROM charge_line"
                           " WHERE service = 2 GROUP BY account"))
    classes = dict(book.ask("SELECT account, penalty_class FROM"
                            " account_version ORDER BY valid_from_day DESC"))
    names = dict(book.ask("SELECT id, number FROM account"))
    for account, debtor in debtors(book, number).items():
        again = debtor.penalty(CLASSES[classes[account]], last)
        demand(posted.get(account, 0) == again, period, names[account],
               "posted", posted.get(account, 0), "by days", again)
    closing = {}
    for row in report(book, as_of, "turnover", period)["turnover"]:
        if row["service"] != "penalty":
            closing[row["account"]] = closing.get(
                row["account"], 0) + kopecks(row["closing"])
    check_list(book, as_of)
    for account in book.dice.sample(sorted(names), min(25, len(names))):
        name = names[account]
        told = report(book, as_of, "penalty", name)
        penalty = sum(kopecks(row["amount"]) for row in told["segments"])
        demand(posted.get(account, 0) == penalty, period, name,
               "posted", posted.get(account, 0), "report", penalty)
        parts = report(book, as_of, "allocation", name)["parts"]
        owed = sum(kopecks(row["left"]) for row in told["debts"]) - sum(
            kopecks(row["part"]) for row in parts if row["rule"] == "advance")
        demand(closing.get(name, 0) == owed, period, name,
               "balance", closing.get(name, 0), "debts by month", owed)


def play(folder, seed):
    dice = random.Random(seed)
    source = Town(os.path.join(folder, "town"), seed, 12, MONTHS, flats=8,
                  first=FIRST)
    money = Money(folder, dice)
    book = Book(folder)
    book.dice, book.signs, book.contracts = dice, {}, {}
    book.init(FIRST, posting=True)
    book.take(source.files("registry"), FIRST + "-01")
    sign_contracts(book, folder, FIRST, 10)
    for place, period in enumerate(source.periods):
        if place == 3:
            sign_contracts(book, folder, period, 5)
        files = [money.file(path, period)
                 if os.path.basename(path).startswith("payments") else path
                 for path in source.files(period)
                 if town.rank(path) <= town.KINDS.index("payments")]
        book.take(files, day_after(period))
        cancel(book, money, day_after(period))
        if place > 0:
            check_list(book, period + "-20")
        book.bill(period)
        check_month(book, period, 12 * 26 + 1 + place)
    sealed = book.ask("SELECT (SELECT sum(rows) FROM seal "
                      "WHERE part = 'charge_sort'), "
                      "(SELECT count(*) FROM charge_sort)")[0]
    demand(sealed[0] == sealed[1], "words of lines without a seal:", sealed)
    done = book.run("rtk-bill", "verify", day="2026-09-03")
    demand(done.returncode == 0, done.stdout.decode(), done.stderr.decode())
    return book.ask("SELECT count(*), sum(amount_kop < 0) FROM charge_line"
                    " WHERE service = 2")[0]


def main():
    seed = os.environ.get("RTK_SEED")
    seeds = [seed] if seed else range(int(os.environ.get("RTK_TOWNS", "2")))
    total = 0
    for each in seeds:
        with town.Workshop() as folder:
            lines, back = play(folder, each)
            total += back
            demand(lines > 100, "too little happened:", lines)
            print("town %s: %d penalties posted, %d taken back" % (
                each, lines, back))
    demand(total > 0 or seed, "nothing was taken back")


if __name__ == "__main__":
    town.main(main)
