#!/usr/bin/env python3
"""`rtk-bill explain` can be checked on paper: paper.py

For every account of the sample month, and of a random town, each amount is
worked out again from the text alone: the formulas that are printed, and the
symbols printed before them. What is printed as rounded must be its rounding,
and the amounts must be those of the lines.

RTK_SEED repeats one town."""
import ast
import operator
import os
import random
import re
import sys
from fractions import Fraction

sys.path.insert(0, os.path.join(os.path.dirname(__file__), ".."))
sys.path.insert(0, os.path.dirname(__file__))
import month  # noqa: E402
import town  # noqa: E402
from town import Book, Town, demand  # noqa: E402

STEP = re.compile(r"  (\S+) = (-?[\d.]+?)(\.\.\.)? (\S*)  (.*)")
FORMULA = re.compile(r"      (\S+) = (.+)")
LINE = re.compile(r" *\d+  (\w+;\w+;\w+)  (\w+)  formula (\S+)")
AMOUNTS = ("P", "ΔP", "VAT")
CASES = ("owners", "prices", "broken", "combined", "rooms")
PARTIES = ("P_1", "P_2")    # of one premises: the last one printed is ours
TIE = Fraction(1, 10000)    # of a kopeck: printed symbols have nine decimals
ACTS = {ast.Add: operator.add, ast.Sub: operator.sub, ast.Mult: operator.mul,
        ast.Div: operator.truediv}


class Paper:
    """What stands on the sheet so far: symbol -> value, and all of them."""

    def __init__(self):
        self.now, self.all = {}, {}

    def put(self, symbol, value):
        self.now[symbol] = value
        self.all.setdefault(symbol, []).append(value)

    def get(self, symbol):
        if symbol in self.now:
            return self.now[symbol]
        # a sum over the meters: each has its own step
        demand(symbol[0] == "Σ" and symbol[1:] in self.all,
               "the symbol stands nowhere:", symbol)
        return sum(self.all[symbol[1:]])

    def work_out(self, formula):
        names = []

        def name(found):
            names.append(found[0])
            return "x%d" % (len(names) - 1)
        text = re.sub(r"(?!max\b)[^\W\d]\w*(?:[.,][^\W\d]\w*)*", name,
                      formula)
        return self.node(ast.parse(text, mode="eval").body, names)

    def node(self, tree, names):
        if isinstance(tree, ast.BinOp):
            return ACTS[type(tree.op)](self.node(tree.left, names),
                                       self.node(tree.right, names))
        if isinstance(tree, ast.Call):
            return max(self.node(part, names) for part in tree.args)
        if isinstance(tree, ast.Name):
            return self.get(names[int(tree.id[1:])])
        return Fraction(str(tree.value))


def half_away(value):
    """Kopecks of an amount in roubles."""
    kopecks = abs(value) * 100
    rounded = int(kopecks + Fraction(1, 2))
    return rounded if value >= 0 else -rounded


def check_amount(symbol, value, printed):
    kopecks = value * 100
    far = abs(abs(kopecks) % 1 - Fraction(1, 2)) > TIE
    wanted = half_away(value)
    demand(wanted == printed * 100 or
           (not far and abs(wanted - printed * 100) == 1),
           symbol, "is", float(value), "printed", float(printed))


def check_sheet(text, methods):
    """The amounts of an explanation, worked out."""
    paper, amounts, lines, step = Paper(), [], [], None
    ours = None
    for row in text.split("\nlines\n")[0].split("\n"):
        found = STEP.match(row)
        if found:
            step = found[1], Fraction(found[2]), bool(found[3])
            paper.put(step[0], step[1])
            if found[5].startswith("amount of the month"):
                amounts.remove(step[1])
                amounts += [] if ours is None else [ours]
                ours = None
            continue
        found = FORMULA.match(row)
        if not found or found[1] not in (step[0], "V_room", "W_room"):
            continue
        value = paper.work_out(found[2])
        symbol, printed, cut = step
        if found[1] != symbol:
            paper.put(found[1], value)
            continue
        paper.now[symbol] = paper.all[symbol][-1] = value
        if symbol in AMOUNTS + PARTIES:
            check_amount(symbol, value, printed)
            paper.now[symbol] = printed
            if symbol in PARTIES:
                ours = printed
            else:
                amounts.append(printed)
            continue
        demand(abs(value - printed) <= Fraction(2, 10 ** 6 if cut else
                                                10 ** 9),
               found[1], "=", found[2], "is", float(value), "printed",
               float(printed))
    for row in text.split("\nlines\n")[1].split("\n"):
        found = LINE.match(row)
        if found:
            kind = found[1].split(";")[2], found[2], found[3]
        elif re.match(r"     .* = -?\d", row) and kind[0] in (
                "charge", "raising", "vat"):
            lines.append(Fraction(row.split(" = ")[1]))
            methods[kind[1:]] = methods.get(kind[1:], 0) + 1
        elif re.match(r"     difference .* \(allocated\)", row):
            # formula 6 of annex 2 has its steps
            lines.append(Fraction(row.split(", ")[1]))
    amounts += [] if ours is None else [ours]
    amounts = [amount for amount in amounts if amount or amount in lines]
    demand(sorted(amounts) == sorted(lines), "amounts worked out",
           sorted(map(float, amounts)), "lines", sorted(map(float, lines)))
    return len(amounts)


def check_book(book, period, accounts, methods):
    count = 0
    for account in accounts:
        done = book.run("rtk-bill", "explain", account, period,
                        statuses=(0, 65))
        if done.returncode == 65:
            continue    # nothing was charged
        text = done.stdout.decode("utf-8")
        try:
            count += check_sheet(text, methods)
        except town.Failure as failure:
            raise town.Failure("%s %s: %s\n%s" % (account, period, failure,
                                                  text)) from failure
    return count


def numbers(book):
    return [row[0] for row in book.ask("SELECT number FROM account")]


def sample_month():
    methods = {}
    with town.Workshop() as folder:
        book = month.imported(folder)
        book.bill(month.PERIOD)
        count = check_book(book, month.PERIOD, numbers(book), methods)
    demand({"norm", "meter", "average", "house_meter", "none"} <=
           {method for method, _ in methods}, "only", sorted(methods))
    print("sample month: %d amounts, %s" % (count, " ".join(
        "%s/%s" % key for key in sorted(methods))))


def random_town():
    seed = int(os.environ.get("RTK_SEED") or random.randrange(10 ** 6))
    print("RTK_SEED=%d" % seed)
    dice, methods = random.Random(seed), {}
    with town.Workshop() as folder:
        files = Town(os.path.join(folder, "files"), seed, 30, 2,
                     more=CASES)
        book = Book(folder)
        book.init(files.first)
        book.take(files.files("registry"), files.first + "-01")
        for period in files.periods:
            book.take(files.files(period), town.day_after(period))
            book.bill(period)
        names = numbers(book)
        count = check_book(book, files.periods[-1],
                           dice.sample(names, min(400, len(names))), methods)
    print("random town: %d amounts, %s" % (count, " ".join(
        "%s/%s" % key for key in sorted(methods))))


def main():
    sample_month()
    random_town()


if __name__ == "__main__":
    town.main(main)
