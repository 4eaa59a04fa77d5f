"""The owner changes inside a month (section 5; ЖК 153; rtk-csv(5)).

Two accounts of one premises that meet on a day: the lines of heating, with
what was taken off them, are those of the premises; each party has its days.
"""
import datetime
from fractions import Fraction

from lines import half_away, vat_line

ONE_DAY = datetime.timedelta(days=1)
MICRO = 10 ** 6


def six(volume):
    """A volume as it is printed."""
    return Fraction(half_away(volume * MICRO), MICRO)


def halves(line, former):
    """The line of the former by his days, and what is left of it."""
    part, end = line.part, former.closed - ONE_DAY
    share = Fraction(part.days(part.begin, end),
                     part.days(part.begin, part.end))
    kopecks, volume, rest = half_away(line.kopecks * share), None, None
    if line.volume is not None:
        volume = six(six(line.volume) * share)
        rest = six(line.volume) - volume
    return (line.copy(former, kopecks, volume),
            line.copy(line.account, line.kopecks - kopecks, rest))


def split(lines, former):
    """Of both parties: lines, then the VAT of each on its own net."""
    both = [], []
    for line in lines:
        if line.kind == "vat":
            continue
        for found, half in zip(both, halves(line, former)):
            found.append(half)
    both = ([line for line in both[0] if line.volume or line.kopecks],
            [line for line in both[1]
             if line.kind == "charge" or line.kopecks])
    return [line for found in both for line in found + taxed(found)]


def taxed(lines):
    """VAT of the lines of each price, where it stands beside it."""
    found = []
    for part in {line.part: None for line in lines}:
        vat = vat_line([line for line in lines if line.part is part],
                       part.tariff)
        if vat:
            found.append(vat)
    return found


def split_all(lines, formers):
    """Lines of heating of a building, those of two parties apart."""
    found, whole = [], {}
    for line in lines:
        if line.service == "heating" and line.account.number in formers:
            whole.setdefault(line.account.number, []).append(line)
        else:
            found.append(line)
    for number, own in whole.items():
        found += split(own, formers[number])
    return found
