#!/usr/bin/env python3
"""Other troubles than a broken write: trouble.py full|stdout|together|killed

full      the disk has no room: a limit on the size of files, and a small
          tmpfs where the machine lets us mount one
stdout    nobody takes the result: /dev/full, a closed stdout
together  two at once: the second is told, nothing is mixed
killed    kill -9 at random moments of a whole month, then again"""
import os
import random
import resource
import shutil
import signal
import sqlite3
import subprocess
import sys
import time

sys.path.insert(0, os.path.join(os.path.dirname(__file__), ".."))
import town  # noqa: E402
from town import Book, Town, demand  # noqa: E402


def small_town(folder):
    return Town(os.path.join(folder, "town"), 5, 3, 2, 3)


def month_of(place, book):
    """Every command of the first month, in order."""
    first, day = place.first, town.day_after(place.first)
    steps = [book.command("rtk-import", "init", "--first-period", first,
                          "--reference", town.TARIFFS, day=first + "-01")]
    steps += [book.command("rtk-import", town.kind_of(path), path, day=day)
              for path in place.files("registry") + place.files(first)]
    steps += [book.command("rtk-reconcile", "run", day=day),
              book.command("rtk-bill", "run", first, day=day),
              book.command("rtk-bill", "close", first, day=day),
              book.command("rtk-invoice", first, "--output",
                           os.path.join(book.folder, "pdf"), day=day)]
    return [step for step in steps
            if town.have(os.path.basename(step[0]))]


def result_of(book):
    return book.dump(), town.digest_of_folder(os.path.join(book.folder,
                                                           "pdf"))


def undisturbed(place, folder):
    book = Book(os.path.join(folder, "undisturbed"))
    for step in month_of(place, book):
        town.run(step, (0, 1))
    return result_of(book)


def same_result(expected, book):
    now = result_of(book)
    demand(not town.difference(expected[0], now[0]), "the database differs:",
           town.difference(expected[0], now[0]))
    demand(expected[1] == now[1], "files differ")
    stray = [name for name in os.listdir(book.folder) if ".part" in name]
    demand(not stray, "left behind:", stray)


# --- full ------------------------------------------------------------------

def limited(size):
    """In the child: files end at `size` bytes, as on a full disk."""
    def limit():
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (size, size))
    return limit


def until_it_fits(step, book, sizes):
    """The command on disks that grow, until it passes."""
    for size in sizes:
        before = book.dump()
        done = subprocess.run(step, env=town.environment(), check=False,
                              stdout=subprocess.PIPE, stderr=subprocess.PIPE,
                              preexec_fn=limited(size))
        if done.returncode in (0, 1):
            return
        demand(done.returncode in (73, 74), "full at %d bytes:" % size,
               done.returncode, done.stderr.decode())
        demand(not town.difference(before, book.dump()),
               "half stored on a full disk:", " ".join(step))
    raise town.Failure("never fits: " + " ".join(step))


def full():
    with town.Workshop() as folder:
        place = small_town(folder)
        expected = undisturbed(place, folder)
        book = Book(os.path.join(folder, "full"))
        for step in month_of(place, book):
            until_it_fits(step, book, [2 ** n for n in range(10, 26)])
        same_result(expected, book)
        small_disk(place, folder, expected)


def small_disk(place, folder, expected):
    """The same month on a tmpfs of half a megabyte, then on a larger one."""
    disk = os.path.join(folder, "disk")
    os.makedirs(disk)
    if os.geteuid() != 0 or subprocess.run(
            ["mount", "-t", "tmpfs", "-o", "size=300k", "tmpfs", disk],
            check=False, stderr=subprocess.DEVNULL).returncode != 0:
        print("no right to mount a tmpfs: only the limit was tried")
        return
    try:
        book = Book(disk)
        refusals = 0
        for step in month_of(place, book):
            for size in ("300k", "600k", "2m", "4m", "16m", "64m"):
                done = town.run(step, (0, 1, 73, 74))
                if done.returncode < 73:
                    break
                refusals += 1
                town.run(["mount", "-o", "remount,size=" + size, disk])
        demand(refusals > 0, "the disk was never full")
        same_result(expected, book)
    finally:
        subprocess.run(["umount", "-l", disk], check=False)


# --- stdout ----------------------------------------------------------------

def offers(program, command):
    """Whether the program is built and has the command."""
    return town.have(program) and (
        command.startswith("--") or b"\n  %s " % command.encode() in
        town.run([os.path.join(town.BIN, program), "--help"]).stdout)


def stdout():
    with town.Workshop() as folder:
        place = small_town(folder)
        book = Book(os.path.join(folder, "book"))
        for step in month_of(place, book):
            town.run(step, (0, 1))
        first, before = place.first, book.dump()
        account = book.ask("SELECT min(number) FROM account")[0][0]
        listings = [
            ("rtk-import", "--help"), ("rtk-bill", "--version"),
            ("rtk-import", "history", "--csv"),
            ("rtk-import", "quarantine", "--csv"),
            ("rtk-bill", "explain", account, first),
            ("rtk-reconcile", "report"),
            ("rtk-reconcile", "unidentified", "--csv"),
            ("rtk-report", "charges", first, "--csv"),
            ("rtk-report", "turnover", first),
            ("rtk-report", "account", account),
            ("rtk-report", "journal", first, "--format", "hledger")]
        for words in listings:
            if not offers(*words[:2]):
                continue
            step = book.command(*words)
            for redirect in (">/dev/full", ">&-"):
                done = subprocess.run(
                    ["sh", "-c", '"$@" ' + redirect, "sh", *step],
                    env=town.environment(), check=False,
                    stderr=subprocess.PIPE)
                demand(done.returncode == 74, " ".join(words), redirect,
                       "=>", done.returncode)
                demand(done.stderr.strip(), "silent:", " ".join(words))
        demand(not town.difference(before, book.dump()), "reading wrote")


# --- together --------------------------------------------------------------

def together():
    with town.Workshop() as folder:
        place = small_town(folder)
        expected = undisturbed(place, folder)
        book = Book(os.path.join(folder, "book"))
        steps = month_of(place, book)
        town.run(steps[0], (0,))
        holder = sqlite3.connect(book.path, isolation_level=None)
        holder.execute("BEGIN IMMEDIATE")
        before = book.dump()
        for step in steps[1:3]:
            started = time.monotonic()
            done = town.run(step, (75,))
            demand(time.monotonic() - started < 30, "waits for ever")
            demand(done.stderr.strip(), "busy without a message")
        demand(not town.difference(before, book.dump()), "busy, yet stored")
        holder.execute("ROLLBACK")
        holder.close()
        for step in steps[1:]:
            pair = [subprocess.Popen(step, env=town.environment(),
                                     stdout=subprocess.DEVNULL,
                                     stderr=subprocess.DEVNULL)
                    for _ in range(2)]
            statuses = sorted(one.wait() for one in pair)
            # close is refused (69) to the one that comes too late
            demand(statuses[0] in (0, 1) and
                   statuses[1] in (0, 1, 69, 75), "two at once:",
                   " ".join(step), statuses)
        same_result(expected, book)


# --- killed ----------------------------------------------------------------

def killed_month(place, folder, expected, dice):
    book = Book(os.path.join(folder, "killed"))
    kills = 0
    for step in month_of(place, book):
        delay, before = 0.0005, kills
        while True:
            one = subprocess.Popen(step, env=town.environment(),
                                   stdout=subprocess.DEVNULL,
                                   stderr=subprocess.DEVNULL)
            try:
                status = one.wait(timeout=dice.uniform(0, delay))
            except subprocess.TimeoutExpired:
                one.kill()
                status = one.wait()
            if status >= 0:
                break
            kills += 1
            delay *= 1.3
        # done just before the kill: what cannot be done twice says so
        twice = {"close": 69, "init": 73}.get(step[5])
        demand(status in (0, 1) or (kills > before and status == twice),
               " ".join(step), "=>", status)
    same_result(expected, book)
    shutil.rmtree(book.folder)
    return kills


def killed():
    seed = int(os.environ.get("RTK_SEED", 1))
    dice = random.Random(seed)
    with town.Workshop() as folder:
        place = small_town(folder)
        expected = undisturbed(place, folder)
        kills = sum(killed_month(place, folder, expected, dice)
                    for _ in range(5))
    print("%d kills in five months (RTK_SEED=%d)" % (kills, seed))


if __name__ == "__main__":
    town.main({"full": full, "stdout": stdout, "together": together,
               "killed": killed}[sys.argv[1]])
