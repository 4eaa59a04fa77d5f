#!/usr/bin/env python3
"""Compares two tables of charges: compare.py A.csv B.csv

Lines are matched by account, service, component, kind, for_period and
reason; volume, price, amount and method have to agree. Prints the first 20
differences and the number of lines compared; exit status 1 if there is any
difference."""
import csv
import sys
from decimal import Decimal, InvalidOperation

KEY = ("account", "service", "component", "kind", "for_period", "reason")
VALUES = ("volume", "price", "amount", "method")
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


def read(path):
    """({key: row}, differences: keys that stand twice)"""
    rows, doubled = {}, []
    with open(path, encoding="utf-8-sig", newline="") as file:
        for row in csv.DictReader(file, delimiter=";"):
            key = tuple(row[name] for name in KEY)
            if key in rows and row["reason"] == "yearly-adjustment":
                key += ("VAT",)
            if key in rows:
                doubled.append("%s: twice in %s" % (" ".join(key), path))
            rows[key] = row
    return rows, doubled


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
    ours, found = read(sys.argv[1])
    theirs, doubled = read(sys.argv[2])
    found += doubled
    found += differences(ours, theirs, sys.argv[1:])
    for text in found[:SHOWN]:
        print(text)
    if len(found) > SHOWN:
        print("... and %d more" % (len(found) - SHOWN))
    print("%d lines compared, %d differences" % (
        len(set(ours) | set(theirs)), len(found)))
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
