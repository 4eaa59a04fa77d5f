"""What the tests of whole towns share: making a town, playing its months
through the programs, and looking at what was stored."""
import csv
import hashlib
import os
import re
import shutil
import sqlite3
import subprocess
import sys
import tempfile

SOURCE = os.environ.get("RTK_SOURCE", os.getcwd())
BIN = os.environ.get("RTK_BIN", os.path.join(SOURCE, "build"))
TARIFFS = os.path.join(SOURCE, "tariffs")
SKIPPED = 77

# Kinds in the order in which they rest on each other.
KINDS = ["company", "tariffs", "norms", "heating-months", "policies",
         "calendar", "due-days", "temperatures", "buildings", "accounts",
         "residents", "temporary", "meters", "balances", "acts", "absences",
         "outages", "readings", "payments", "register", "statement"]
# What a file is, by the beginning of its name.
NAMES = {"temporary": "residents", "due-days": "due-days"}


class Failure(Exception):
    """A law does not hold."""


def demand(fact, *words):
    """Raises Failure with these words unless the fact holds."""
    if not fact:
        raise Failure(" ".join(str(word) for word in words))


def have(program):
    """Whether the program was built."""
    return os.access(os.path.join(BIN, program), os.X_OK)


def environment(**more):
    """The same for every program: no locale, no zone, no database."""
    kept = {name: os.environ[name] for name in
            ("ASAN_OPTIONS", "UBSAN_OPTIONS") if name in os.environ}
    kept.update(PATH=BIN + ":/usr/local/bin:/usr/bin:/bin", LC_ALL="C",
                TZ="UTC", HOME="/tmp")
    kept.update(more)
    return kept


def run(command, statuses=(0,), **options):
    """Runs a program to its end; Failure if it ends in another way."""
    options.setdefault("env", environment())
    done = subprocess.run(command, stdout=subprocess.PIPE,
                          stderr=subprocess.PIPE, check=False, **options)
    demand(statuses is None or done.returncode in statuses,
           "$", " ".join(command), "\n=> %d, expected %s\n%s%s" % (
               done.returncode, statuses,
               done.stdout.decode(errors="replace")[-2000:],
               done.stderr.decode(errors="replace")[-2000:]))
    return done


def next_period(period):
    year, month = map(int, period.split("-"))
    return "%04d-%02d" % ((year, month + 1) if month < 12 else (year + 1, 1))


def kind_of(path):
    """KIND of rtk-import for a file of the office, by its name."""
    name = os.path.basename(path).lower()
    if name.endswith(".txt"):
        return "statement" if re.match("kl_to|statement", name) \
            else "register"
    for kind in KINDS:
        if re.match(kind + r"([-_.0-9]|$)", name):
            return NAMES.get(kind, kind)
    raise Failure("a file of an unknown kind: " + path)


def rank(path):
    """Place of a file in the order of import."""
    name = os.path.basename(path).lower()
    for place, kind in enumerate(KINDS):
        if re.match(kind + r"([-_.0-9]|$)", name):
            return place
    return len(KINDS)


class Town:
    """Files of a town: what is known before, and what each month brings."""

    def __init__(self, folder, seed, buildings, months, flats=None,
                 first="2026-10", more=()):
        self.folder = folder
        self.first = first
        self.periods = [first]
        while len(self.periods) < months:
            self.periods.append(next_period(self.periods[-1]))
        command = [os.path.join(SOURCE, "samples", "generate"),
                   "--seed", str(seed), "--buildings", str(buildings),
                   "--first-period", first, "--months", str(months),
                   "--output", folder, "--folders"]
        if flats:
            command += ["--flats", str(flats)]
        for cases in more:
            command += ["--with", cases]
        run(command, env=environment(PATH=os.environ["PATH"]))

    def files(self, part):
        """Files of a part ("registry" or a period) in the order of import."""
        folder = os.path.join(self.folder, part)
        if not os.path.isdir(folder):
            return []
        found = [os.path.join(folder, name) for name in os.listdir(folder)
                 if name.endswith((".csv", ".txt"))]
        return sorted(found, key=lambda path: (rank(path), path))


def day_after(period):
    """The day on which the office bills a month: the third of the next."""
    return next_period(period) + "-03"


class Book:
    """A database of rtk and the commands that it went through."""

    def __init__(self, folder, name="town.db"):
        os.makedirs(folder, exist_ok=True)
        self.folder = folder
        self.path = os.path.join(folder, name)

    def command(self, program, *words, day="2026-10-01"):
        return [os.path.join(BIN, program), "--db", self.path, "--as-of",
                day, *words]

    def run(self, program, *words, day="2026-10-01", statuses=(0, 1)):
        return run(self.command(program, *words, day=day), statuses)

    def init(self, first, reference=TARIFFS, posting=False):
        """Without penalties: most laws are of charges, in months whose key
        rates nobody knows yet."""
        done = self.run("rtk-import", "init", "--first-period", first,
                        "--reference", reference, day=first + "-01",
                        statuses=(0,))
        if not posting:
            path = os.path.join(self.folder, "no-penalties.csv")
            with open(path, "w", encoding="utf-8") as out:
                out.write("policy;value;valid_from;document\n"
                          "penalty.posting;off;2012-01-01;a test\n")
            self.run("rtk-import", "policies", path, day=first + "-01")
            os.unlink(path)
        return done

    def take(self, files, day):
        """Imports each file."""
        for path in files:
            self.run("rtk-import", kind_of(path), path, day=day)

    def bill(self, period, close=True):
        self.run("rtk-bill", "run", period, day=day_after(period))
        if close:
            self.run("rtk-bill", "close", period, day=day_after(period))

    def table(self, *words):
        """A report as a list of dictionaries."""
        text = self.run("rtk-report", *words, "--csv").stdout.decode()
        return list(csv.DictReader(text.splitlines(), delimiter=";"))

    def table_history(self):
        text = self.run("rtk-import", "history", "--csv").stdout.decode()
        return list(csv.DictReader(text.splitlines(), delimiter=";"))

    def ask(self, sql, *values):
        """Reads past rtk, with the sqlite3 of Python."""
        connection = sqlite3.connect(self.path)
        try:
            return connection.execute(sql, values).fetchall()
        finally:
            connection.close()

    def dump(self):
        """Every row of every table; None where there is no database."""
        if not os.path.exists(self.path):
            return None
        connection = sqlite3.connect(self.path)
        try:
            demand(connection.execute("PRAGMA integrity_check").fetchall()
                   == [("ok",)], "integrity_check", self.path)
            names = [row[0] for row in connection.execute(
                "SELECT name FROM sqlite_schema WHERE type = 'table' "
                "AND name NOT LIKE 'sqlite%' ORDER BY name")]
            return {name: sorted(connection.execute(
                'SELECT * FROM "%s"' % name).fetchall(), key=repr)
                for name in names}
        finally:
            connection.close()

    def certificates(self):
        return self.ask("SELECT period, accounts, lines, amount_kop, "
                        "certificate FROM month ORDER BY period")

    def copy(self, folder):
        """A twin of a database that nobody has open."""
        twin = Book(folder, os.path.basename(self.path))
        for end in ("", "-wal", "-shm"):
            if os.path.exists(twin.path + end):
                os.unlink(twin.path + end)
            if os.path.exists(self.path + end):
                shutil.copyfile(self.path + end, twin.path + end)
        return twin


def difference(left, right):
    """Where two dumps differ, in a few words; "" if they are equal."""
    if left is None or right is None:
        return "" if left is right else "one database is absent"
    words = []
    for name in sorted(set(left) | set(right)):
        a, b = left.get(name, []), right.get(name, [])
        if a == b:
            continue
        only = [row for row in a if row not in b][:2]
        other = [row for row in b if row not in a][:2]
        words.append("%s: %d rows and %d, only here %s, only there %s" % (
            name, len(a), len(b), only, other))
    return "\n".join(words)


def digest_of_folder(folder):
    """Name and SHA-256 of every file below."""
    found = {}
    for top, _, names in os.walk(folder):
        for name in names:
            path = os.path.join(top, name)
            with open(path, "rb") as file:
                found[os.path.relpath(path, folder)] = hashlib.sha256(
                    file.read()).hexdigest()
    return found


class Workshop:
    """A folder in /tmp that is gone at the end."""

    def __enter__(self):
        self.folder = tempfile.mkdtemp(prefix="rtk-town-")
        return self.folder

    def __exit__(self, kind, value, trace):
        if kind is None or not os.environ.get("RTK_KEEP"):
            shutil.rmtree(self.folder, ignore_errors=True)
        else:
            print("kept: " + self.folder)


def main(function, *arguments):
    """Runs a test: 1 with the words of the law that does not hold."""
    try:
        function(*arguments)
    except Failure as failure:
        print("FAILED:", failure)
        sys.exit(1)
