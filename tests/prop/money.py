#!/usr/bin/env python3
"""Money in any order ends in the same balances: money.py

The same payments and reversals come in one clean file, and in a random
stream: of three formats, shuffled, in many files that overlap, with files sent again and rows
repeated, with runs of rtk-reconcile in between. Reversals may stand before
their payments, name another account, be smaller than their payment or larger,
or have none; accounts may be unknown or learnt only later.

- accounts, services and the penalty end in the same sums
- the same money hangs
- each operation is one entry: nothing is taken twice, nothing is lost

RTK_SEED repeats one stream, RTK_TOWNS says how many (default 20)."""
import os
import random
import sys

sys.path.insert(0, os.path.join(os.path.dirname(__file__), ".."))
import town  # noqa: E402
from town import Book, demand  # noqa: E402

CASES = os.path.join(town.SOURCE, "tests", "cli", "town")
HEAD = "account;date;amount;id;channel;purpose"
KNOWN = ["0000001001", "0000001002", "0000001003", "0000001004"]
LATER = "0000009001"
UNKNOWN = ["0000009999", "17"]
DAY = "2026-10-31"


def amount(kopecks):
    sign = "-" if kopecks < 0 else ""
    return "%s%d.%02d" % (sign, abs(kopecks) // 100, abs(kopecks) % 100)


def operation(dice, number):
    """The rows of one operation of the bank: a payment, a reversal, both."""
    account = dice.choice(KNOWN * 3 + [LATER] * 2 + UNKNOWN)
    paid = dice.randrange(1, 1000000)
    form = dice.choice(["desk", "desk", "vtb", "map"])
    purpose = dice.choice(["", "", "penalty"]) if form == "desk" else ""
    kinds = dice.choice(["payment"] * 5 + ["both"] * 4 + ["reversal"])
    rows = []
    if kinds != "reversal":
        rows.append((account, "2026-10-%02d" % dice.randrange(1, 29), paid,
                     "N%d" % number, form, purpose))
    if kinds != "payment":
        back = dice.choice([paid] * 6 + [dice.randrange(1, paid + 1),
                                         paid + 1])
        other = account if dice.random() < 0.6 else dice.choice(KNOWN)
        rows.append((other, "2026-10-%02d" % dice.randrange(1, 31), -back,
                     "N%d" % number, form, dice.choice(["", purpose])))
    return rows


def once(rows):
    """A register has an operation once with each sign."""
    seen = {}
    for row in rows:
        seen.setdefault((row[3], row[2] < 0), row)
    return list(seen.values())


def vtb(rows):
    """Rows of the register of VTB, and its total row."""
    for account, day, kopecks, number, *_ in rows:
        date = ".".join(reversed(day.split("-")))
        yield "%s;10:00:00;3;1;%s;%s;А;Б;1026;%s;%s;0.00" % (
            date, number, account, amount(kopecks), amount(kopecks))
    total = amount(sum(row[2] for row in rows))
    yield "=%d;%s;%s;0.00;7;31.10.2026" % (len(rows), total, total)


def terminals(rows):
    """The table of samples/maps/terminals.map."""
    yield "Session;Date;Account;Amount;Fee;Terminal;State"
    for account, day, kopecks, number, *_ in rows:
        yield "%s;%s 10:00:00;%s;%s;0.00;T;%s" % (
            number, ".".join(reversed(day.split("-"))), account,
            amount(abs(kopecks)), "cancelled" if kopecks < 0 else "paid")


def take(book, path, rows):
    """Imports rows of one form as a file of it."""
    form = rows[0][4]
    options = []
    if form == "desk":
        lines = [HEAD] + [";".join([row[0], row[1], amount(row[2]), *row[3:]])
                          for row in rows]
    elif form == "vtb":
        lines, options = list(vtb(once(rows))), ["--format", "vtb"]
    else:
        lines = list(terminals(once(rows)))
        options = ["--format", "map:" + os.path.join(
            town.SOURCE, "samples", "maps", "terminals.map")]
    with open(path, "w", encoding="utf-8") as file:
        file.write("\n".join(lines) + "\n")
    book.run("rtk-import", "payments" if form == "desk" else "register",
             *options, path, day=DAY)


def forms(rows):
    """The rows of each form."""
    return [part for part in ([row for row in rows if row[4] == form]
                              for form in ("desk", "vtb", "map")) if part]


def learn(book, folder):
    """The account that was not known before."""
    with open(os.path.join(CASES, "accounts.csv"), encoding="utf-8") as file:
        lines = file.read().splitlines()
    row = next(line for line in lines if line.startswith(KNOWN[0] + ";"))
    path = os.path.join(folder, "accounts-later.csv")
    with open(path, "w", encoding="utf-8") as file:
        file.write(lines[0] + "\n" + row.replace(KNOWN[0], LATER) + "\n")
    book.run("rtk-import", "accounts", path, day=DAY)


def reconcile(book):
    book.run("rtk-reconcile", "run", day=DAY)


def begin(folder, name):
    book = Book(folder, name)
    book.init("2026-10", os.path.join(CASES, "reference"))
    for kind in ("buildings", "accounts"):
        book.run("rtk-import", kind, os.path.join(CASES, kind + ".csv"),
                 statuses=(0,))
    return book


def clean(folder, rows):
    book = begin(folder, "clean.db")
    learn(book, folder)
    for number, part in enumerate(forms(rows)):
        take(book, os.path.join(folder, "clean%d.csv" % number), part)
    reconcile(book)
    return book


def cut(dice, rows):
    """Files that hold all rows, in any order, some of them several times."""
    rows = rows[:]
    dice.shuffle(rows)
    files = []
    while rows:
        size = dice.randrange(1, 12)
        files.append(rows[:size])
        rows = rows[size:]
    for file in list(files):
        if dice.random() < 0.5:
            others = [row for other in files for row in other]
            file += dice.sample(others, min(len(others), 5))
        if dice.random() < 0.3:
            file.append(dice.choice(file))
        dice.shuffle(file)
        if dice.random() < 0.2:
            files.append(file[:])
    return files


def stream(folder, rows, dice):
    book = begin(folder, "stream.db")
    files = [file for part in forms(rows) for file in cut(dice, part)]
    dice.shuffle(files)
    when = dice.randrange(len(files) + 1)
    for number, file in enumerate(files + [None]):
        if number == when:
            learn(book, folder)
        if file is None:
            break
        take(book, os.path.join(folder, "part%d.csv" % number), file)
        if dice.random() < 0.3:
            reconcile(book)
    reconcile(book)
    return book, len(files)


def hangs(book):
    """Money that waits, with an entry and its reversal left out."""
    text = book.run("rtk-reconcile", "unidentified", "--csv", day=DAY)
    rows = [line.split(";") for line in
            text.stdout.decode().splitlines()[1:]]
    return sorted((row[1], row[3], row[4]) for row in rows)


def balances(book):
    return book.ask(
        "SELECT a.number, p.penalty, sum(p.amount_kop) FROM posting p "
        "JOIN account a ON a.id = p.account GROUP BY 1, 2 "
        "HAVING sum(p.amount_kop) <> 0 ORDER BY 1, 2")


def entries(book):
    return book.ask("SELECT source, operation, sign, amount_kop, "
                    "account_text FROM entry ORDER BY 1, 2, 3")


def by_hand(rows):
    """The same sums from the rows alone."""
    payments = {row[3]: row for row in rows if row[2] > 0}
    good = set(KNOWN + [LATER])
    sums = {}
    for account, _, kopecks, number, _, purpose in rows:
        if kopecks < 0:
            payment = payments.get(number)
            if payment is None or -kopecks > payment[2]:
                continue
            account, purpose = payment[0], payment[5]
        if account in good:
            key = account, int(purpose == "penalty")
            sums[key] = sums.get(key, 0) + kopecks
    return [(*key, sums[key]) for key in sorted(sums) if sums[key]]


def one(seed):
    dice = random.Random(seed)
    rows = [row for number in range(dice.randrange(5, 60))
            for row in operation(dice, number)]
    with town.Workshop() as folder:
        left = clean(folder, rows)
        right, files = stream(folder, rows, dice)
        demand(balances(left) == by_hand(rows), "clean:", balances(left),
               "by hand:", by_hand(rows))
        demand(balances(left) == balances(right), "balances differ:",
               balances(left), balances(right))
        demand(entries(left) == entries(right), "entries differ")
        demand(len(entries(left)) == len(rows), "rows were lost or doubled")
        demand(hangs(left) == hangs(right), "other money hangs:",
               hangs(left), hangs(right))
        print("stream %s: %d rows in %d files" % (seed, len(rows), files))


def main():
    seed = os.environ.get("RTK_SEED")
    for each in [seed] if seed else range(
            1, int(os.environ.get("RTK_TOWNS", 20)) + 1):
        one(each)


if __name__ == "__main__":
    town.main(main)
