#!/usr/bin/env python3
"""Compares two tables of charges: compare.py A.csv B.csv

Lines are matched by account, service, component, kind, for_period and
reason, several of them (prices of a month) in their order; volume, price, amount and method have to agree. Prints the first 20
differences and the number of lines compared; exit status 1 if there is any
difference."""
import csv
import sys
from decimal import Decimal, InvalidOperation

KEY = ("account", "service", "component", "kind", "for_period", "reason")
VALUES = ("volume", "price", "amount", "method")
COMMON = ("12", "15")
SHOWN = 20


def value(name, text):
    """Numbers as numbers: 4.10 is 4.1. An empty cell is not a zero."""
    if name == "method" or text == "":
        return text
    try:
        return Decimal(text)
    except InvalidOperation:
        return text


def same(name, a, b, of_year):
    """The volume of a year is a sum of 24: the last digits are not its."""
    a, b = value(name, a), value(name, b)
    if name == "volume" and of_year and isinstance(a, Decimal) \
            and isinstance(b, Decimal):
        return abs(a - b) <= Decimal("0.000024")
    return a == b


def nothing(row):
    """Neither an amount nor a volume."""
    return not any(Decimal(row[name] or "0") for name in ("amount", "volume"))


def read(path):
    """{key: rows in their order}: several in a month of several prices."""
    rows = {}
    with open(path, encoding="utf-8-sig", newline="") as file:
        for row in csv.DictReader(file, delimiter=";"):
            key = tuple(row[name] for name in KEY)
            if row["formula"] in COMMON:
                key += ("common property",)
            rows.setdefault(key, []).append(row)
    return rows


def numbered(ours, theirs):
    """{key and place: row} of both. Where there are several, lines of
    nothing do not count: a price of no day may stand there or not."""
    found = {}, {}
    for key in set(ours) | set(theirs):
        both = ours.get(key, []), theirs.get(key, [])
        several = max(map(len, both)) > 1
        for rows, target in zip(both, found):
            kept = [row for row in rows if not several or not nothing(row)]
            for place, row in enumerate(kept):
                target[key + ((str(place + 1),) if place else ())] = row
    return found


def differences(ours, theirs, names):
    for key in sorted(set(ours) | set(theirs)):
        place = " ".join(key)
        if key not in ours or key not in theirs:
            name = names[1] if key in ours else names[0]
            row = ours.get(key) or theirs[key]
            yield "%s: not in %s (%s, amount %s)" % (
                place, name, row["method"], row["amount"])
            continue
        for name in VALUES:
            a, b = ours[key][name], theirs[key][name]
            if not same(name, a, b, "yearly-adjustment" in key):
                yield "%s: %s %s | %s" % (place, name, a or "-", b or "-")


def main():
    if len(sys.argv) != 3:
        print("usage: compare.py A.csv B.csv", file=sys.stderr)
        return 64
    ours, theirs = numbered(read(sys.argv[1]), read(sys.argv[2]))
    found = list(differences(ours, theirs, sys.argv[1:]))
    for text in found[:SHOWN]:
        print(text)
    if len(found) > SHOWN:
        print("... and %d more" % (len(found) - SHOWN))
    print("%d lines compared, %d differences" % (
        len(set(ours) | set(theirs)), len(found)))
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
