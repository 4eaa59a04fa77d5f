#!/usr/bin/env python3
"""Legal entities and managing companies on a random town: contracts.py

A town is played twice, as it is and with contracts. What the direct consumers
pay does not change; what they and the buyer are charged together is what the
house gave; what is below zero is carried and never lost; a building by
contract load is what its formula says, worked out here from the law alone.
Every amount can be worked out from the text of explain, a run twice is once,
and the months verify.

RTK_SEED repeats one town."""
import csv
import os
import random
import sys
from datetime import date, timedelta
from fractions import Fraction

sys.path.insert(0, os.path.join(os.path.dirname(__file__), ".."))
sys.path.insert(0, os.path.dirname(__file__))
import paper  # noqa: E402
import town  # noqa: E402
from town import Book, Town, demand  # noqa: E402

MICRO = Fraction(1, 10 ** 6)    # of a printed volume
LIVING = ("flat", "room", "house")


def read(path):
    with open(path, encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file, delimiter=";"))


def add_rows(path, head, rows):
    """Rows behind those of a table, or a new one; cells by name."""
    there = os.path.exists(path)
    if there:
        with open(path, encoding="utf-8-sig") as file:
            head = file.readline().rstrip("\n").split(";")
    with open(path, "a", encoding="utf-8") as file:
        if not there:
            file.write(";".join(head) + "\n")
        for row in rows:
            file.write(";".join(row.get(name, "") for name in head) + "\n")


# --- the contracts of a town -------------------------------------------------

class Case:
    """What the contracts of a town are, and what they make of it."""

    def __init__(self, place, dice):
        self.place, self.dice = place, dice
        registry = os.path.join(place.folder, "registry")
        self.buildings = {row["building"]: row for row in
                          read(os.path.join(registry, "buildings.csv"))}
        self.accounts = {row["account"]: row for row in
                         read(os.path.join(registry, "accounts.csv"))}
        season = {row["municipality"] for row in
                  read(os.path.join(town.TARIFFS, "heating-months.csv"))
                  if row["mode"] == "season"}
        self.season = {code for code, row in self.buildings.items()
                       if row["municipality"] in season}
        self.city = next(self.buildings[code]["municipality"]
                         for code in sorted(self.season))
        self.contracts, self.buyers, self.loads = [], {}, {}
        self.direct, self.house_water = set(), {}
        self.new = {name: [] for name in ("buildings", "accounts", "meters")}
        self.readings = {period: [] for period in place.periods}

    def of(self, building):
        return [row for row in self.accounts.values()
                if row["building"] == building]

    def contract(self, account, kind, **more):
        self.contracts.append(dict(account=account, kind=kind, document="D",
                                   valid_from=self.place.first + "-01",
                                   **more))

    def meter(self, code, building, service, **more):
        self.new["meters"].append(dict(
            meter=code, scope="building", building=building, service=service,
            serial=code, digits="7", decimals="3", initial="0",
            unit="m3" if service == "hot_water" else "gcal",
            installed="2024-01-01", **more))

    def read_meter(self, code, period, day, value):
        self.readings[period].append(dict(
            meter=code, date="%s-%02d" % (period, day), channel="collector",
            value="%.3f" % (value / 1000)))

    def buyer(self, building, kind):
        number = "UK" + building
        self.buyers[building] = number, kind
        self.new["accounts"].append(dict(
            account=number, building=building, kind="nonresidential",
            name="УК", area="0", heated="no_appliances", hot_water="no",
            hot_water_meter_possible="no", registered="0", owners="0",
            tariff_group="population", penalty_class="uk", delivery="edo",
            valid_from="2020-01-01"))
        self.contract(number, kind)
        for row in self.of(building):
            if kind == "buyer" and row["kind"] in LIVING and \
                    self.dice.random() < 0.2:
                self.direct.add(row["account"])
                self.contract(row["account"], "direct")
        if self.buildings[building]["hot_water_system"] not in (
                "closed", "open") or self.dice.random() < 0.3 and \
                kind == "buyer":
            return
        # about what so many persons take, more or less
        self.meter("HW" + building, building, "hot_water")
        value, self.house_water[building] = 0, {}
        for period in self.place.periods:
            took = self.dice.randrange(0, len(self.of(building)) *
                                       self.dice.choice((500, 4000, 12000)))
            value += took
            self.house_water[building][period] = Fraction(took, 1000)
            self.read_meter("HW" + building, period, 24, value)

    def load(self, code, case):
        """A building of its own without a meter, with one, or with one
        whose verification ends in the second month."""
        terms = dict(load=self.dice.randrange(1, 200000), indoor=2000,
                     design=-self.dice.randrange(2500, 3500),
                     hours=self.dice.choice((24, 24, 12)), case=case,
                     coldest=self.dice.choice((-10 ** 6, -1000)),
                     warmest=self.dice.choice((10 ** 6, 300)))
        self.loads[code] = terms
        self.new["buildings"].append(dict(
            next(iter(self.buildings.values())), building=code,
            municipality=self.city, hot_water_system="none",
            total_area="300.00", common_area="0", zone=""))
        self.new["accounts"].append(dict(
            account=code, building=code, kind="nonresidential", name="ООО",
            area="300", heated="yes", hot_water="no",
            hot_water_meter_possible="no", registered="0", owners="0",
            tariff_group="other", penalty_class="other", delivery="edo",
            valid_from="2020-01-01"))
        self.contract(
            code, "load", load="%.6f" % (terms["load"] / 10 ** 6),
            indoor="20", design="%.2f" % (terms["design"] / 100),
            hours=str(terms["hours"]),
            coldest="-10" if terms["coldest"] == -1000 else "",
            warmest="3" if terms["warmest"] == 300 else "")
        terms["measured"], value = {}, 0
        if case == "none":
            return
        end, second = "", self.place.periods[1]
        if case == "expired":
            terms["day"] = self.dice.randrange(3, 28)
            end = "%s-%02d" % (second, terms["day"])
        self.meter("HM" + code, code, "heating", verified_until=end)
        for period in self.place.periods:
            last = month_days(period)[-1].day
            day = last if case == "meter" or period < second else terms["day"]
            took = self.dice.randrange(1, 40000)
            value += took
            terms["measured"][period] = Fraction(took, 1000)
            if case == "meter" or period <= second:
                self.read_meter("HM" + code, period, day, value)

    def weather(self):
        self.degrees = {}
        for period in self.place.periods:
            for day in month_days(period):
                self.degrees[day] = self.dice.randrange(-2500, 1500)

    def write(self):
        registry = os.path.join(self.place.folder, "registry")
        for name, rows in self.new.items():
            add_rows(os.path.join(registry, name + ".csv"), (), rows)
        head = ("account", "kind", "valid_from", "load", "indoor", "design",
                "hours", "coldest", "warmest", "document")
        self.path = os.path.join(self.place.folder, "contracts.csv")
        add_rows(self.path, head, self.contracts)
        for period, rows in self.readings.items():
            add_rows(os.path.join(self.place.folder, period,
                                  "readings-%s.csv" % period), (), rows)
        self.warm = os.path.join(self.place.folder, "temperatures.csv")
        add_rows(self.warm, ("municipality", "date", "temperature",
                             "document"),
                 [dict(municipality=self.city, date=str(day), document="D",
                       temperature="%.2f" % (value / 100))
                  for day, value in self.degrees.items()])


def month_days(period):
    year, month = map(int, period.split("-"))
    day, days = date(year, month, 1), []
    while day.month == month:
        days.append(day)
        day += timedelta(days=1)
    return days


def contracts_of(place, dice):
    case = Case(place, dice)
    blocks = [code for code in sorted(case.season)
              if len(case.of(code)) > 1]
    for number, code in enumerate(blocks):
        if number % 4 != 3:
            case.buyer(code, "common" if number % 4 == 2 and
                       case.buildings[code]["hot_water_system"] in (
                           "closed", "open") else "buyer")
    for number, kind in enumerate(("none", "meter", "expired", "expired")):
        case.load("L%d" % number, kind)
    case.weather()
    return case


# --- laws ----------------------------------------------------------------------

def by_account(book, period):
    found = {}
    for row in book.table("charges", period):
        found.setdefault(row["account"], []).append(row)
    return found


def volume(lines, service, component):
    return sum((Fraction(row["volume"]) for row in lines
                if row["service"] == service and row["kind"] == "charge" and
                row["component"] == component), Fraction(0))


def close_to(ours, theirs, count):
    """Each of so many printed volumes is rounded to six decimals."""
    return abs(ours - theirs) <= (count + 1) * MICRO


def law_consumers(case, plain, ours, period):
    """Direct consumers pay what they paid; the buyer's own pay nothing."""
    for account, row in case.accounts.items():
        _, kind = case.buyers.get(row["building"], ("", ""))
        own = kind == "buyer" and row["kind"] in LIVING and \
            account not in case.direct
        demand(ours.get(account, []) == ([] if own else
                                         plain.get(account, [])),
               "lines changed", account, period)


def law_block(case, building, plain, ours, period, carried):
    """Consumers and buyer together are what the house gave."""
    number, kind = case.buyers[building]
    rows = [row["account"] for row in case.of(building)]
    own = [account for account in rows if kind == "buyer" and
           account not in case.direct and
           case.accounts[account]["kind"] in LIVING]
    lines = ours.get(number, [])
    if kind == "buyer":
        all_heat = sum(volume(plain.get(a, []), "heating", "heat")
                       for a in rows)
        together = volume(lines, "heating", "heat") + sum(
            volume(ours.get(a, []), "heating", "heat") for a in rows)
        demand(close_to(all_heat, together, len(rows)), "heat of", building,
               period, float(all_heat), float(together))
    if building not in case.house_water:
        for component in ("heat", "water", "single"):
            # a reading behind an average may take more off than there is
            key = building, component
            left = sum(volume(plain.get(a, []), "hot_water", component)
                       for a in own) - carried.get(key, 0)
            carried[key] = max(-left, 0)
            bought = volume(lines, "hot_water", component)
            demand(close_to(bought, max(left, 0), 3 * len(rows)), "water of",
                   building, period, float(bought), float(left))
        return
    taken = sum(volume(ours.get(a, []), "hot_water", "water") +
                volume(ours.get(a, []), "hot_water", "single") for a in rows)
    left = case.house_water[building][period] - taken - \
        carried.get(building, 0)
    carried[building] = max(-left, 0)
    bought = volume(lines, "hot_water", "water") + \
        volume(lines, "hot_water", "single")
    demand(close_to(bought, max(left, 0), 3 * len(rows)), "bought", building,
           period, float(bought), float(left))


def degree_sum(case, terms, days):
    return sum(2000 - min(max(case.degrees[day], terms["coldest"]),
                          terms["warmest"]) for day in days)


def heat_of(case, code, period):
    """The heat of a building by contract, in Gcal, from the law alone."""
    terms, days = case.loads[code], month_days(period)

    def by_load(which):
        return max(0, Fraction(terms["load"] * terms["hours"] *
                               degree_sum(case, terms, which), 10 ** 6)
                   / (2000 - terms["design"]))
    if terms["case"] == "meter" or (terms["case"] == "expired" and
                                    period < case.place.periods[1]):
        return terms["measured"][period]
    if terms["case"] == "none" or period > case.place.periods[1]:
        return by_load(days)
    work, down = days[:terms["day"]], days[terms["day"]:]
    if len(down) > 15:
        return by_load(days)
    # read on the last day of the month before: its days are those of work
    return terms["measured"][period] * (1 + Fraction(
        max(degree_sum(case, terms, down), 0),
        degree_sum(case, terms, work)))


def law_load(case, code, ours, period):
    wanted = heat_of(case, code, period)
    lines = {row["kind"]: row for row in ours.get(code, [])}
    charge = lines.get("charge")
    demand(charge, "no line", code, period)
    demand(abs(Fraction(charge["volume"]) - wanted) <= MICRO / 2, code,
           period, case.loads[code], charge["volume"], float(wanted))
    net = paper.half_away(wanted * Fraction(charge["price"]))
    demand(net == Fraction(charge["amount"]) * 100, "amount", code, period)
    vat = paper.half_away(Fraction(net * 22, 10000))
    demand(vat == Fraction(lines["vat"]["amount"]) * 100, "VAT", code, period)


def play(book, place, case=None):
    book.init(place.first)
    book.take(place.files("registry"), place.first + "-01")
    if case:
        book.run("rtk-import", "contracts", case.path)
        book.run("rtk-import", "temperatures", case.warm)
    for period in place.periods:
        book.take(place.files(period), town.day_after(period))
        book.bill(period)


def one_town(seed):
    dice = random.Random(seed)
    with town.Workshop() as folder:
        make = (os.path.join(folder, "town"), seed, 16, 3, 4)
        place = Town(*make)
        plain = Book(os.path.join(folder, "plain"))
        play(plain, place)
        case = contracts_of(place, dice)
        case.write()
        book = Book(os.path.join(folder, "book"))
        play(book, place, case)
        carried, some = {}, 0
        for period in place.periods:
            before, now = by_account(plain, period), by_account(book, period)
            law_consumers(case, before, now, period)
            for building in case.buyers:
                law_block(case, building, before, now, period, carried)
            for code in case.loads:
                law_load(case, code, now, period)
            some += sum(1 for value in carried.values() if value > 0)
            ours = [number for number, _ in case.buyers.values()]
            count = paper.check_book(book, period, ours + list(case.loads),
                                     {})
            demand(count > 0, "nothing is explained")
        book.run("rtk-bill", "verify", statuses=(0,))
        demand(some > 0, "nothing was carried: the town shows too little")
        print("%d buyers, %d by load, %d times carried" % (
            len(case.buyers), len(case.loads), some))


def main():
    seeds = [int(os.environ["RTK_SEED"])] if "RTK_SEED" in os.environ \
        else [1, 2, 3]
    for seed in seeds:
        print("town of seed %d" % seed, flush=True)
        try:
            one_town(seed)
        except town.Failure as failure:
            raise town.Failure("RTK_SEED=%d: %s" % (seed, failure)) \
                from failure


if __name__ == "__main__":
    town.main(main)
