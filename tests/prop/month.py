#!/usr/bin/env python3
"""The sample month: month.py by-hand|bad

by-hand  every sum that samples/month/README.md works out stands among the
         lines of the account it names
bad      each file of samples/bad: the status and the reason of INDEX.csv, a
         message that names file and place, nothing half stored"""
import csv
import os
import re
import sys

sys.path.insert(0, os.path.join(os.path.dirname(__file__), ".."))
import town  # noqa: E402
from town import Book, demand  # noqa: E402

MONTH = os.path.join(town.SOURCE, "samples", "month")
BAD = os.path.join(town.SOURCE, "samples", "bad")
PERIOD = "2026-10"


def month_files():
    found = [os.path.join(MONTH, name) for name in os.listdir(MONTH)
             if name.endswith((".csv", ".txt"))]
    return sorted(found, key=lambda path: (
        town.rank(path), "history" not in path, path))


def imported(folder):
    """Everything of the month is in, nothing is billed."""
    book = Book(folder)
    book.init(PERIOD, posting=True)
    book.take(month_files(), town.day_after(PERIOD))
    return book


# --- by hand ---------------------------------------------------------------

def sums_by_hand():
    """(account, sum) from the tables of the README."""
    account, found = None, []
    with open(os.path.join(MONTH, "README.md"), encoding="utf-8") as file:
        for line in file:
            row = re.match(r"\| (?:`(\d{10})`)? *\|(.*)\|(.*)\|$", line)
            amount = row and re.findall(r"\*\*(-?[\d ]+\.\d\d)\*\*", row[3])
            if not row or not amount:
                continue
            account = row[1] or account
            found += [(account, text.replace(" ", "")) for text in amount]
    return found


def by_hand():
    with town.Workshop() as folder:
        book = imported(folder)
        book.bill(PERIOD)
        amounts = {}
        for row in book.table("charges", PERIOD):
            amounts.setdefault(row["account"], []).append(row["amount"])
        sums = sums_by_hand()
        wrong = []
        for account, amount in sums:
            if amount in amounts.get(account, []):
                amounts[account].remove(amount)
            else:
                wrong.append("%s: %s is not among %s" % (
                    account, amount, amounts.get(account)))
        demand(not wrong, "sums by hand:\n" + "\n".join(wrong))
        demand(len(sums) > 50, "only", len(sums), "sums were found")
        print("%d sums worked out by hand stand in the month" % len(sums))


# --- bad files -------------------------------------------------------------

def texts_of_errors():
    """Stable id -> pattern of its English text."""
    with open(os.path.join(town.SOURCE, "lib", "base", "errors.def"),
              encoding="utf-8") as file:
        rows = re.findall(r'RTK_ERROR\(\w+, \w+, "([^"]+)", "(.*)"\)',
                          file.read())
    return {name: re.escape(text.replace('\\"', '"')).replace("%s", ".*")
            for name, text in rows}


def reasons_of(book, batch):
    """Why rows of a batch wait."""
    return {row[0] for row in book.ask(
        "SELECT reason FROM quarantine WHERE batch = ?1 UNION "
        "SELECT reason FROM entry WHERE batch = ?1 AND reason <> ''", batch)}


def check_refused(row, words, before, after):
    demand(not town.difference(before, after), row["file"],
           "was refused, yet stored:", town.difference(before, after))
    demand(row["file"] in words, row["file"], "is not named:", words)


def check_waiting(row, book, words):
    batch = book.ask("SELECT max(id) FROM batch")[0][0]
    demand(row["code"] in reasons_of(book, batch), row["file"], "waits for",
           reasons_of(book, batch), "expected", row["code"])
    demand(re.search(re.escape(row["file"]) + r":\d+: ", words), row["file"],
           "the line is not named:", words)


def check_file(row, base, folder, texts):
    book = base.copy(folder)
    before = book.dump()
    command = book.command("rtk-import", row["kind"], os.path.join(
        BAD, row["file"]), day=town.day_after(PERIOD))
    done = town.run(command, None)
    words = done.stderr.decode("utf-8")
    demand(str(done.returncode) == row["status"], row["file"], "=>",
           done.returncode, "expected", row["status"], "\n" + words)
    demand(re.search(texts[row["code"]], words), row["file"],
           "does not say", row["code"] + ":", words)
    if row["status"] == "1" and row["kind"] == "statement":
        # a warning: stored whole, said in words, and nothing to resolve
        demand(row["file"] in words, row["file"], "is not named:", words)
    elif row["status"] == "1":
        check_waiting(row, book, words)
    else:
        check_refused(row, words, before, book.dump())


def bad():
    if not os.path.exists(os.path.join(BAD, "INDEX.csv")):
        sys.exit(town.SKIPPED)
    texts, wrong = texts_of_errors(), []
    with open(os.path.join(BAD, "INDEX.csv"), encoding="utf-8") as file:
        rows = list(csv.DictReader(file, delimiter=";"))
    with town.Workshop() as folder:
        base = imported(os.path.join(folder, "base"))
        for row in rows:
            try:
                check_file(row, base, os.path.join(folder, "twin"), texts)
            except town.Failure as failure:
                wrong.append(str(failure).strip())
    listed = {row["file"] for row in rows}
    wrong += [name + ": not in INDEX.csv" for name in os.listdir(BAD)
              if name not in listed and not name.startswith(("INDEX",
                                                             "README"))]
    demand(not wrong, "%d of %d bad files:\n" % (len(wrong), len(rows))
           + "\n".join(wrong))
    print("%d bad files, each with its status and reason" % len(rows))


if __name__ == "__main__":
    town.main({"by-hand": by_hand, "bad": bad}[sys.argv[1]])
