#!/usr/bin/env python3
"""Every byte of a closed month: each column of each table is changed past the
triggers, each table loses a row; rtk-bill verify must see it and name it.

The town is the small one of tests/cli/town with a register and a statement;
tables that it leaves empty get a made row before the close."""
import os
import shutil
import sqlite3
import subprocess
import sys

sys.path.insert(0, os.path.join(os.path.dirname(__file__), ".."))
import town  # noqa: E402
from town import demand  # noqa: E402

TOWN = os.path.join(town.SOURCE, "tests", "cli", "town")
# Not part of what was closed, and why.
FREE = {"draft": "the open month as last calculated"}
# The word by which verify names what it finds, where it is not the table.
NAMED = {"charge": "lines differ", "balance": "balance",
         "building_month": "metering state", "month_sum": "sums by service",
         "account": "account_version", "building": "building_version",
         "debt_state": "kept of debts", "meter": "meter_version", "book": "2026-10", "seal": "2026-10"}


def call(program, *words, day="2026-11-03", good=(0, 1)):
    done = subprocess.run([os.path.join(town.BIN, program), "--as-of", day,
                           *words], stdout=subprocess.PIPE,
                          stderr=subprocess.STDOUT, check=False)
    text = done.stdout.decode()
    demand(done.returncode in good, program, *words, done.returncode, text)
    return done.returncode, text


def tables(db):
    """Names and columns of all tables."""
    names = [row[0] for row in db.execute(
        "SELECT name FROM sqlite_schema WHERE type = 'table' "
        "AND name NOT LIKE 'sqlite%' ORDER BY name")]
    return {name: [row[1:3] for row in db.execute(
        "SELECT * FROM pragma_table_info(?)", (name,))] for name in names}


def fill_empty(path, period):
    """A row of ones in each table that the town leaves empty."""
    db = sqlite3.connect(path)
    db.execute("PRAGMA ignore_check_constraints = ON")
    for name, columns in tables(db).items():
        if name in FREE or name in ("month", "seal", "month_sum", "balance",
                                    "debt_state"):
            continue
        if db.execute("SELECT count(*) FROM " + name).fetchone()[0] > 0:
            continue
        values = [period if column == "period" else
                  0 if column == "blocking" else
                  {"INTEGER": 1, "BLOB": b"1"}.get(kind, "1")
                  for column, kind in columns]
        db.execute("INSERT INTO %s VALUES (%s)" % (
            name, ", ".join("?" * len(values))), values)
    db.commit()
    db.close()


def closed_town(folder):
    path = os.path.join(folder, "town.db")
    os.environ["RTK_DB"] = path

    def take(kind, name, day):
        call("rtk-import", kind, os.path.join(TOWN, name), day=day)
    call("rtk-import", "init", "--first-period", "2026-10", "--reference",
         os.path.join(TOWN, "reference"), day="2026-10-01")
    for kind in ("key-rates", "penalty-rules"):
        call("rtk-import", kind, os.path.join(
            town.SOURCE, "tariffs", kind + ".csv"), day="2026-10-01")
    policy = os.path.join(folder, "posting.csv")
    with open(policy, "w", encoding="utf-8") as out:
        out.write("policy;value;valid_from;document\n"
                  "penalty.posting;on;2012-01-01;test\n")
    call("rtk-import", "policies", policy, day="2026-10-01")
    for kind in ("buildings", "accounts", "meters", "balances"):
        take(kind, kind + ".csv", "2026-10-01")
    take("readings", "history.csv", "2026-10-01")
    take("readings", "readings.csv", "2026-10-31")
    take("payments", "payments.csv", "2026-10-31")
    for name in sorted(os.listdir(TOWN)):
        if name.endswith("_640.txt"):
            take("register", name, "2026-11-05")
    call("rtk-bill", "run", "2026-10", day="2026-11-06")
    fill_empty(path, 12 * 26 + 9)
    call("rtk-bill", "close", "2026-10", day="2026-11-06")
    return path


def other(value):
    """Another value of the same type."""
    if value is None:
        return 1
    if isinstance(value, int):
        return value + 1000003
    if isinstance(value, bytes):
        return value + b"\1"
    return value + "x"


class Forgery:
    """A copy of the database whose triggers are gone."""

    def __init__(self, whole):
        self.whole = whole
        self.path = whole + "-forged"
        os.environ["RTK_DB"] = self.path

    def verify(self, words):
        """A fresh copy, changed by the statement, and what is said of it."""
        shutil.copyfile(self.whole, self.path)
        db = sqlite3.connect(self.path)
        db.execute("PRAGMA ignore_check_constraints = ON")
        db.execute("PRAGMA synchronous = OFF")
        for (trigger,) in db.execute("SELECT name FROM sqlite_schema WHERE "
                                     "type = 'trigger'").fetchall():
            db.execute("DROP TRIGGER " + trigger)
        cursor = db.execute(*words)
        demand(cursor.rowcount == 1, "nothing changed:", words)
        db.commit()
        db.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        db.close()
        # damage may also be such that the calculation refuses to run
        try:
            return call("rtk-bill", "verify", good=(0, 1, 65, 69, 70))
        except town.Failure as failure:
            raise town.Failure("%s %s" % (words, failure)) from failure


def key_of(db, name):
    """Words that name one row of a table."""
    keys = [row[0] for row in db.execute(
        "SELECT name FROM pragma_table_info(?) WHERE pk > 0", (name,))]
    # the last row, but of the month that is closed, not of the open one
    row = db.execute("SELECT %s FROM %s %s ORDER BY %s LIMIT 1" % (
        ", ".join(keys), name, "WHERE period = 321" if name == "posting"
        else "", ", ".join(k + " DESC" for k in keys))).fetchone()
    return " AND ".join(k + " = ?" for k in keys), row


def main():
    missed, tried = [], 0
    with town.Workshop() as folder:
        whole = closed_town(folder)
        db = sqlite3.connect(whole)
        status, text = call("rtk-bill", "verify")
        demand(status == 0, "the town itself does not verify:", text)
        forgery = Forgery(whole)
        for name, columns in tables(db).items():
            if name in FREE:
                continue
            where, key = key_of(db, name)
            demand(key is not None, "empty:", name)
            deeds = [("DELETE FROM %s WHERE %s" % (name, where), key)]
            for column, _ in columns:
                value = db.execute("SELECT %s FROM %s WHERE %s" % (
                    column, name, where), key).fetchone()[0]
                deeds.append(("UPDATE %s SET %s = ? WHERE %s" % (
                    name, column, where), (other(value),) + tuple(key)))
            for words in deeds:
                status, text = forgery.verify(words)
                tried += 1
                # 65 and more: what cannot even be read
                if status == 0 or (status == 1 and
                                   NAMED.get(name, name) not in text):
                    missed.append(words[0] + "\n" + text)
        db.close()
    demand(not missed, "not seen:\n" + "\n".join(missed))
    print("%d forgeries, all seen" % tried)


if __name__ == "__main__":
    town.main(main)
