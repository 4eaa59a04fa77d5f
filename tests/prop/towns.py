#!/usr/bin/env python3
"""Laws on random towns: towns.py SLICE SLICES [CASES]

With CASES (samples/generate --with) on fewer towns.

RTK_SEED repeats one town, RTK_TOWNS says how many (default 20), spread over
the slices. RTK_TOWN_BUILDINGS and RTK_TOWN_FLATS size them; every fifth town
has 60 buildings."""
import csv
import os
import random
import re
import sys
from decimal import Decimal

sys.path.insert(0, os.path.join(os.path.dirname(__file__), ".."))
import town  # noqa: E402
from town import Book, Town, demand  # noqa: E402

MONTHS = 3
REF = os.path.join(town.SOURCE, "tests", "ref")


def kop(text):
    """Kopecks of a sum with two decimals."""
    return int(Decimal(text or "0") * 100)


# --- files in another dress ------------------------------------------------

def read_rows(path):
    with open(path, "rb") as file:
        data = file.read()
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = data.decode("cp1251")
    first = text.splitlines()[0]
    delimiter = max(";,\t", key=first.count)
    return list(csv.reader(text.splitlines(), delimiter=delimiter))


def other_cell(name, cell):
    """A date or a number as another office would write it."""
    date = re.fullmatch(r"(\d{4})-(\d\d)-(\d\d)", cell)
    if date:
        return "%s.%s.%s" % (date[3], date[2], date[1])
    if name in ("value", "initial", "final", "area", "total_area", "amount",
                "common_area") and re.fullmatch(r"-?\d+\.\d+", cell):
        return cell.replace(".", ",")
    return cell


def redress(path, folder, dice):
    """The same facts: rows shuffled, columns turned, tab, cp1251, CRLF."""
    rows = read_rows(path)
    head, body = rows[0], rows[1:]
    dice.shuffle(body)
    order = list(range(len(head)))
    dice.shuffle(order)
    target = os.path.join(folder, os.path.basename(path))
    os.makedirs(folder, exist_ok=True)
    with open(target, "w", encoding="cp1251", newline="") as file:
        writer = csv.writer(file, delimiter="\t", lineterminator="\r\n",
                            quoting=csv.QUOTE_ALL)
        writer.writerow([head[i] for i in order])
        for row in body:
            writer.writerow([other_cell(head[i], row[i]) for i in order])
    return target


# --- laws ------------------------------------------------------------------

def played(folder, files_of, first, periods):
    """A database with the registry and every month taken, run and closed."""
    book = Book(folder)
    book.init(first)
    book.take(files_of("registry"), first + "-01")
    for period in periods:
        book.take(files_of(period), town.day_after(period))
        book.bill(period)
    return book


def flat_inputs(place, folder):
    """All tables of a town in one folder, as the second calculation asks."""
    flat = os.path.join(folder, "flat")
    os.makedirs(flat, exist_ok=True)
    for path, _, names in os.walk(place.folder):
        for name in names:
            link = os.path.join(flat, name)
            if name.endswith(".csv") and not os.path.exists(link):
                os.symlink(os.path.join(path, name), link)
    return flat


def law_second_calculation(book, place, folder, period):
    """Every line equals the independent calculation, to the kopeck."""
    ours = os.path.join(folder, "ours-%s.csv" % period)
    theirs = os.path.join(folder, "theirs-%s.csv" % period)
    with open(ours, "wb") as file:
        file.write(book.run("rtk-report", "charges", period,
                            "--csv").stdout)
    with open(theirs, "wb") as file:
        file.write(town.run([
            sys.executable, os.path.join(REF, "second.py"),
            "--reference", town.TARIFFS,
            "--inputs", flat_inputs(place, folder),
            "--first-period", place.first, "--period", period]).stdout)
    town.run([sys.executable, os.path.join(REF, "compare.py"), ours, theirs])


def law_twice_is_once(book, files, period):
    """The same files and the same run again change nothing."""
    before = book.dump()
    book.take(files, town.day_after(period))
    demand(not town.difference(before, book.dump()),
           "import twice is not once:", town.difference(before, book.dump()))
    book.run("rtk-bill", "run", period, day=town.day_after(period))
    demand(not town.difference(before, book.dump()),
           "run twice is not once:", town.difference(before, book.dump()))


def law_turnover(book, period, last):
    """opening + charged + recalculated + penalty - paid = closing; the
    charges add up to it; it goes on where the last month stopped."""
    rows = book.table("turnover", period)
    closing, charged, recalculated = {}, {}, {}
    for row in rows:
        sums = {name: kop(row[name]) for name in (
            "opening", "charged", "recalculated", "penalty", "paid",
            "closing")}
        key = row["account"], row["service"]
        demand(sums["opening"] + sums["charged"] + sums["recalculated"] +
               sums["penalty"] - sums["paid"] == sums["closing"],
               "turnover", period, key, sums)
        demand(key not in closing, "turnover: twice", key)
        demand(sums["opening"] == last.get(key, sums["opening"]),
               "turnover: opening is not the last closing", period, key)
        closing[key] = sums["closing"]
        charged[key] = sums["charged"]
        recalculated[key] = sums["recalculated"]
    for key, amount in last.items():
        demand(amount == 0 or key in closing, "turnover: lost", period, key)
    lines, corrections = {}, {}
    for row in book.table("charges", period):
        key = row["account"], row["service"]
        sums = corrections if row["kind"] in (
            "recalculation", "reduction") else lines
        sums[key] = sums.get(key, 0) + kop(row["amount"])
    for ours, theirs in ((lines, charged), (corrections, recalculated)):
        for key in set(ours) | set(theirs):
            demand(ours.get(key, 0) == theirs.get(key, 0),
                   "lines do not add up to the turnover", period, key,
                   ours.get(key), theirs.get(key))
    return closing


def law_reductions(book, period, more):
    """No reduction without a charge, none beyond it; each has a reason. Of
    nothing only where a party has none of the days of a price."""
    left, some = {}, False
    for row in book.table("charges", period):
        key = row["account"], row["service"], row["component"]
        if row["kind"] == "charge":
            # several in a month of several prices
            left[key] = left.get(key, 0) + kop(row["amount"])
        elif row["kind"] == "reduction":
            some = True
            demand(row["reason"] and kop(row["amount"]) <
                   ({"owners", "prices"} <= set(more)), "reduction", row)
            demand(key in left, "a reduction of nothing", row)
            left[key] += kop(row["amount"])
            demand(left[key] >= 0, "reduced below zero", row)
    return some


def law_money(book, period):
    """Money that came in: rows taken, known and waiting are all rows."""
    for row in book.table_history():
        demand(int(row["taken"]) + int(row["known"]) +
               int(row["quarantined"]) == int(row["rows"]), "history", row)
    paid = sum(kop(row["paid"]) for row in book.table("turnover", period))
    posted = book.ask("SELECT coalesce(sum(amount_kop), 0) FROM posting "
                      "WHERE period = ?", period_number(period))[0][0]
    demand(paid == posted, "paid is not posted", period, paid, posted)


def period_number(period):
    year, month = map(int, period.split("-"))
    return (year - 2000) * 12 + month - 1


def law_journal(book, folder, period, closing):
    """hledger accepts the journal; its balances are the turnover."""
    if b"journal" not in town.run([os.path.join(town.BIN, "rtk-report"),
                                   "--help"]).stdout:
        return
    path = os.path.join(folder, "%s.journal" % period)
    with open(path, "wb") as file:
        file.write(book.run("rtk-report", "journal", period, "--format",
                            "hledger").stdout)
    environment = town.environment(LC_ALL="C.UTF-8")
    town.run(["hledger", "-f", path, "check"], env=environment)
    text = town.run(["hledger", "-f", path, "balance", "--flat", "-N", "-O",
                     "csv"], env=environment).stdout.decode()
    ours = {}
    for (account, service), amount in closing.items():
        if amount:
            ours[account, service] = ours.get((account, service), 0) + amount
    theirs = {}
    for row in csv.DictReader(text.splitlines()):
        debtor = re.fullmatch(r"assets:receivable:([^:]+):([^:]+)",
                              row["account"])
        if debtor:
            number = re.search(r"-?[0-9][0-9 ,]*(\.[0-9]+)?",
                               row["balance"])[0]
            theirs[debtor[1], debtor[2]] = kop(number.replace(",", ""))
    demand({key: value for key, value in theirs.items() if value} == ours,
           "journal", period, "differs from the turnover:",
           sorted(set(ours.items()) ^ set(theirs.items()))[:6])


def law_verify(book, periods):
    """Every closed month replays to its certificate."""
    book.run("rtk-bill", "verify", statuses=(0,))
    demand(len(book.certificates()) == len(periods), "certificates are few")


def law_other_dress(place, folder, book, dice):
    """Rows shuffled, files in another order, another encoding and
    delimiter: the same certificates, in a database of its own."""
    def other_files(part):
        files = [path if path.endswith(".txt") else
                 redress(path, os.path.join(folder, "dressed", part), dice)
                 for path in place.files(part)]
        return sorted(files, key=lambda path: (town.rank(path),
                                               dice.random()))
    twin = played(os.path.join(folder, "twin"), other_files, place.first,
                  place.periods)
    demand(twin.certificates() == book.certificates(),
           "certificates differ:", book.certificates(), twin.certificates())


def law_two_machines(place, folder, book):
    """The same files, a second database: equal certificates."""
    second = played(os.path.join(folder, "second"), place.files, place.first,
                    place.periods)
    demand(second.certificates() == book.certificates(),
           "two databases differ", book.certificates(),
           second.certificates())


def one_town(seed, size, more=()):
    buildings, flats, months = size
    dice = random.Random(seed)
    with town.Workshop() as folder:
        # the price list of tariffs/ ends with 2026
        place = Town(os.path.join(folder, "town"), seed, buildings, months,
                     flats, "2026-07" if months > 3 else "2026-10", more)
        book = Book(os.path.join(folder, "book"))
        book.init(place.first)
        book.take(place.files("registry"), place.first + "-01")
        closing = {}
        for period in place.periods:
            files = place.files(period)
            book.take(files, town.day_after(period))
            book.bill(period, close=False)
            law_twice_is_once(book, files, period)
            book.bill(period)
            law_second_calculation(book, place, folder, period)
            reduced = law_reductions(book, period, more)
            demand(reduced == ("outages" in more), "reductions", period,
                   reduced)
            closing = law_turnover(book, period, closing)
            law_money(book, period)
            law_journal(book, folder, period, closing)
        law_verify(book, place.periods)
        law_other_dress(place, folder, book, dice)
        law_two_machines(place, folder, book)


def size_of(seed):
    """Every fifth town is large; the others are quick. Every seventh one
    lives for six months."""
    buildings = 60 if seed % 5 == 0 else 12
    return (int(os.environ.get("RTK_TOWN_BUILDINGS", buildings)),
            int(os.environ.get("RTK_TOWN_FLATS", 4)),
            6 if seed % 7 == 0 else MONTHS)


def main(slice_number, slices, *more):
    count = int(os.environ.get("RTK_TOWNS", 20))
    seeds = range(1, (max(count // 5, 1) if more else count) + 1)
    if "RTK_SEED" in os.environ:
        seeds = [int(os.environ["RTK_SEED"])] if slice_number == 1 else []
    for seed in seeds:
        if "RTK_SEED" not in os.environ and seed % slices + 1 != slice_number:
            continue
        print("town of seed %d" % seed, flush=True)
        try:
            one_town(seed, size_of(seed), more)
        except town.Failure as failure:
            raise town.Failure("RTK_SEED=%d: %s" % (seed, failure)) \
                from failure


if __name__ == "__main__":
    town.main(main, int(sys.argv[1]), int(sys.argv[2]), *sys.argv[3:])
