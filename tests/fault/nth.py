#!/usr/bin/env python3
"""Breaks the Nth write of one step, for every N until the step runs clean:
nth.py STEP SHIM

After each break the database is whole, the exit status is a documented one,
nothing is half stored, and the same command again ends at the undisturbed
result: equal rows in every table, equal bytes in every file.

`kill` is tried at every N. The failing modes (ENOSPC, EIO, a short write, a
kill behind the call) are tried at every N up to RTK_FAULT_FULL (default 60)
and then at every fourth, each N with the next mode in turn;
RTK_FAULT_FULL=0 tries every mode at every N."""
import os
import shutil
import subprocess
import sys
import time

sys.path.insert(0, os.path.join(os.path.dirname(__file__), ".."))
import town  # noqa: E402
from town import Book, Town, demand  # noqa: E402

FULL = int(os.environ.get("RTK_FAULT_FULL", 60))
FAILING = ["ENOSPC", "EIO", "short", "after"]
# refused by the disk: cannot be created, cannot be written
REFUSED = (73, 74)


class Step:
    """One command on a prepared database."""

    def __init__(self, book, command, output=None, again=(0, 1)):
        self.book = book        # as it is before the command
        self.command = command  # function: book -> words
        self.output = output    # folder of files that it writes, or None
        self.again = again      # statuses once the work was done


def prepare(name, folder):
    """The state before the step, and the step."""
    place = Town(os.path.join(folder, "town"), 3, 3, 2, 3)
    first = place.first
    day = town.day_after(first)
    book = Book(os.path.join(folder, "before"))
    registry = place.files("registry")
    month = place.files(first)

    def importing(kind):
        path = [file for file in registry + month
                if town.kind_of(file) == kind][0]
        return lambda twin: twin.command("rtk-import", kind, path, day=day)

    if name == "reference":
        return Step(book, lambda twin: twin.command(
            "rtk-import", "init", "--first-period", first, "--reference",
            town.TARIFFS, day=first + "-01"), again=(73,))
    book.init(first)
    if name == "registry":
        buildings = [f for f in registry if town.kind_of(f) == "buildings"]
        book.take(buildings, first + "-01")
        return Step(book, importing("accounts"))
    book.take(registry, first + "-01")
    if name == "readings":
        return Step(book, importing("readings"))
    if name in ("register", "statement"):
        book.take([f for f in month if town.kind_of(f) == "readings"], day)
        return Step(book, importing(name))
    book.take(month, day)
    if name == "reconcile":
        return Step(book, lambda twin: twin.command("rtk-reconcile", "run",
                                                    day=day))
    if name == "run":
        return Step(book, lambda twin: twin.command("rtk-bill", "run", first,
                                                    day=day))
    book.bill(first, close=False)
    if name == "close":
        return Step(book, lambda twin: twin.command("rtk-bill", "close",
                                                    first, day=day),
                    again=(69,))
    book.bill(first)
    if name == "recalculate":
        # residents that nobody knew of at the close
        late = os.path.join(folder, "residents.csv")
        numbers = book.ask("SELECT a.number FROM account a JOIN "
                           "account_version v ON v.account = a.id "
                           "WHERE v.hot_water = 1 AND v.kind = 0")
        with open(late, "w", encoding="utf-8") as file:
            file.write("account;registered;valid_from\n" + "".join(
                "%s;7;%s-01\n" % (number[0], first) for number in numbers))
        book.take([late], day)
        return Step(book, lambda twin: twin.command(
            "rtk-bill", "recalculate", day=day))
    demand(name == "invoice", "no such step:", name)
    return Step(book, lambda twin: twin.command(
        "rtk-invoice", first, "--output", os.path.join(twin.folder, "pdf"),
        day=day), "pdf")


def files_of(step, twin):
    return town.digest_of_folder(os.path.join(twin.folder, step.output)) \
        if step.output else {}


def copy_of(step, folder):
    shutil.rmtree(folder, ignore_errors=True)
    return step.book.copy(folder)


def broken_run(step, folder, mode, number, shim):
    """Runs with call `number` broken: (twin, status, name of the call)."""
    twin = copy_of(step, os.path.join(folder, "twin"))
    log = os.path.join(folder, "log")
    if os.path.exists(log):
        os.unlink(log)
    done = subprocess.run(
        step.command(twin), stdout=subprocess.PIPE, stderr=subprocess.PIPE,
        check=False, env=town.environment(
            LD_PRELOAD=shim, RTK_FAULT=mode, RTK_FAULT_AT=str(number),
            RTK_FAULT_LOG=log))
    call = ""
    if os.path.exists(log):
        with open(log, encoding="ascii") as file:
            call = file.read().split()[1]
    return twin, done, call


def check_wreck(mode, twin, done, before, after):
    """What may be seen between the break and the next command."""
    status = done.returncode
    if mode in ("kill", "after"):
        demand(status == -9, "expected a kill, got", status)
        allowed = (before, after)
    elif status in (0, 1):
        # the broken call was one that is not needed: all is stored
        allowed = (after,)
    else:
        demand(status in REFUSED, "status %d, expected one of %s: %s" % (
            status, REFUSED, done.stderr.decode(errors="replace")))
        demand(done.stderr.strip(), "refused without a message")
        allowed = (before,)
    now = twin.dump()
    demand(any(not town.difference(state, now) for state in allowed),
           "half stored, status %d: %s" % (
               status, town.difference(allowed[-1], now)))


def check_files(wreck, after):
    """A file is whole or not there; a part is named as one."""
    for name, digest in wreck.items():
        demand(name.endswith(".part") or digest == after.get(name),
               "a file is cut:", name)


def one_break(step, folder, mode, number, shim, target):
    """One N, one mode. False when the command has fewer calls than N."""
    before, after, files = target
    twin, done, call = broken_run(step, folder, mode, number, shim)
    if not call:
        demand(done.returncode in (0, 1), "clean run:", done.returncode)
        return False
    try:
        check_wreck(mode, twin, done, before, after)
        check_files(files_of(step, twin), files)
        done_before = not town.difference(after, twin.dump())
        town.run(step.command(twin), step.again if done_before else (0, 1))
        demand(not town.difference(after, twin.dump()), "the second run:",
               town.difference(after, twin.dump()))
        demand(files_of(step, twin) == files, "files of the second run:",
               sorted(set(files_of(step, twin).items()) ^
                      set(files.items()))[:4])
    except town.Failure as failure:
        raise town.Failure("%s at call %d (%s): %s\n%s" % (
            mode, number, call, failure,
            done.stderr.decode(errors="replace"))) from failure
    return True


def modes_of(number):
    """Which ways of breaking are tried at this N."""
    if FULL == 0:
        return ["kill"] + FAILING
    if number <= FULL:
        return ["kill", FAILING[number % len(FAILING)],
                FAILING[(number + 1) % len(FAILING)]]
    if number % 4 == 0:
        return ["kill", FAILING[number // 4 % len(FAILING)]]
    return ["kill"]


def main(name, shim):
    started = time.monotonic()
    with town.Workshop() as folder:
        step = prepare(name, folder)
        clean = copy_of(step, os.path.join(folder, "clean"))
        before = clean.dump()
        town.run(step.command(clean), (0, 1))
        target = before, clean.dump(), files_of(step, clean)
        number = tried = 0
        going = True
        while going:
            number += 1
            for mode in modes_of(number):
                going = one_break(step, folder, mode, number, shim, target)
                if not going:
                    break
                tried += 1
        demand(number > 3, "only", number, "calls: is the shim loaded?")
    print("%s: %d calls that write, %d breaks, %.0f s" % (
        name, number - 1, tried, time.monotonic() - started))


if __name__ == "__main__":
    town.main(main, sys.argv[1], sys.argv[2])
