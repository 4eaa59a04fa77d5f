#!/usr/bin/env python3
"""Payment documents after a year: charts, the sentence on the month before
and the notice of п. 72, counted again here from the lines of the report and
compared with the text that pdftotext finds on the pages."""
import csv
import os
import re
import shutil
import subprocess
import sys
from decimal import ROUND_HALF_UP, Decimal

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)),
                                ".."))
import town  # noqa: E402
from town import Book, Town, demand  # noqa: E402

MONTHS = 14
SHORT = ["янв", "фев", "мар", "апр", "май", "июн", "июл", "авг", "сен", "окт",
         "ноя", "дек"]
TITLES = {"heating": "Отопление: расход по месяцам, Гкал",
          "hot_water": "Горячая вода: расход по месяцам, куб. м"}
SERVICES = {"heating": "Отопление", "hot_water": "Горячая вода"}


def prices_without_end(folder):
    """The price list of the example, as if it went on."""
    shutil.copytree(town.TARIFFS, folder)
    path = os.path.join(folder, "tariffs.csv")
    with open(path, encoding="utf-8") as file:
        text = file.read()
    with open(path, "w", encoding="utf-8") as file:
        file.write(text.replace(";2026-12-31;", ";;"))
    return folder


def year_of(folder, seed):
    """A town of some months, all closed: (book, periods)."""
    place = Town(os.path.join(folder, "town"), seed, 8, MONTHS, 5)
    book = Book(os.path.join(folder, "book"))
    book.init(place.first, prices_without_end(os.path.join(folder, "law")))
    book.take(place.files("registry"), place.first + "-01")
    for period in place.periods:
        book.take(place.files(period), town.day_after(period))
        if period == place.periods[-1]:
            learn_late(book, place.periods[-3], town.day_after(period))
        book.bill(period)
    return book, place.periods


def learn_late(book, since, day):
    """More persons than was known, from a closed month on."""
    late = os.path.join(book.folder, "residents.csv")
    numbers = book.ask("SELECT a.number FROM account a JOIN account_version v "
                       "ON v.account = a.id WHERE v.hot_water = 1 AND "
                       "v.kind = 0 ORDER BY a.number")
    with open(late, "w", encoding="utf-8") as file:
        file.write("account;registered;valid_from\n" + "".join(
            "%s;7;%s-01\n" % (number[0], since) for number in numbers[::3]))
    book.take([late], day)
    book.run("rtk-bill", "recalculate", day=day)


def lines_of(book, period):
    done = book.run("rtk-report", "charges", period, "--csv",
                    day=town.day_after(period))
    return list(csv.DictReader(done.stdout.decode().splitlines(),
                               delimiter=";"))


def used(lines, account, service, period):
    """The volume of a month, None if nothing was charged for it."""
    found = [Decimal(line["volume"]) for line in lines
             if line["account"] == account and line["service"] == service and
             line["for_period"] == period and
             (line["service"] == "heating" or line["component"] != "heat") and
             line["kind"] in ("charge", "recalculation") and
             line["volume"] and line["reason"] != "yearly-adjustment"]
    return sum(found) if found else None


def charged(lines, account, period, service=None):
    return sum(Decimal(line["amount"]) for line in lines
               if line["account"] == account and line["period"] == period and
               line["kind"] != "penalty" and
               (service is None or (
                   line["service"] == service and
                   line["kind"] in ("charge", "raising", "vat"))))


def russian(number):
    whole, _, rest = ("%s" % number).partition(".")
    whole = re.sub(r"(?<=\d)(?=(\d{3})+$)", " ", whole)
    return whole + ("," + rest if rest else "")


def chart_of(volumes, periods):
    """What a chart prints, in the order of drawing."""
    highest = max([v for v in volumes if v is not None] + [0])
    step = Decimal("0.01") if highest < 100 else \
        Decimal("0.1") if highest < 1000 else Decimal(1)
    words = []
    for number, (volume, period) in enumerate(zip(volumes, periods)):
        if volume is not None:
            words.append(russian(volume.quantize(step, ROUND_HALF_UP)))
        month = int(period[5:])
        words.append(SHORT[month - 1])
        if number in (0, len(periods) - 1) or month == 1:
            words.append(period[:4])
    return words


def text_of(path):
    done = subprocess.run(["pdftotext", "-raw", "-enc", "UTF-8", path, "-"],
                          stdout=subprocess.PIPE, check=True)
    return re.sub(r"\s+", " ", done.stdout.decode().replace("\xa0", " "))


def check_page(text, account, lines, periods):
    """Returns what stood on the page: charts, sentences, notices."""
    seen = [0, 0, 0]
    year = periods[-13:]
    for service, title in TITLES.items():
        volumes = [used(lines, account, service, p) for p in year]
        if all(volume is None for volume in volumes[:-1]):
            demand(title not in text, account, "has a chart of nothing")
            continue
        words = " ".join([title] + chart_of(volumes, year))
        demand(words in text, account, "expected", words, "in", text)
        seen[0] += 1
    more = charged(lines, account, year[-1]) - charged(lines, account,
                                                       year[-2])
    for sign, word in ((more > 0, "больше"), (more < 0, "меньше")):
        words = "Начислено на %s руб. %s, чем за " % (
            russian(abs(more)), word)
        demand((words in text) == sign or not charged(
            lines, account, year[-2]), account, sign, words, "in", text)
        seen[1] += words in text
    for service, name in SERVICES.items():
        was = charged(lines, account, year[0], service)
        now = charged(lines, account, year[-1], service)
        grown = was > 0 and now > was * Decimal("1.25")
        words = "%s: начислено больше, чем за " % name
        legal = "НДС" in text
        demand((words in text) == (grown and not legal), account, was, now,
               words, "in", text)
        seen[2] += words in text
    return seen


def main():
    if not shutil.which("pdftotext"):
        print("no pdftotext")
        sys.exit(town.SKIPPED)
    total = [0, 0, 0]
    with town.Workshop() as folder:
        book, periods = year_of(folder, 5)
        lines = [line for p in periods for line in lines_of(book, p)]
        pages = os.path.join(folder, "pages")
        book.run("rtk-invoice", periods[-1], "--output", pages,
                 day=town.day_after(periods[-1]))
        for name in sorted(os.listdir(pages)):
            if name.endswith(".pdf"):
                seen = check_page(text_of(os.path.join(pages, name)),
                                  name[:-len("-2026-10.pdf")], lines, periods)
                total = [a + b for a, b in zip(total, seen)]
    demand(min(total) > 0, "not all was seen:", total)
    demand(any(line["kind"] == "recalculation" for line in lines),
           "nothing was recalculated")
    print("%d charts, %d sentences, %d notices" % tuple(total))


if __name__ == "__main__":
    town.main(main)
