#!/usr/bin/env python3
"""The second calculation: every charge line of a month from the CSV inputs.

    second.py --inputs DIR [--reference DIR] --first-period YYYY-MM
              --period YYYY-MM [--out FILE]

Written from the specification alone; it shares nothing with the programs it
is compared to. Exit status: 0; 1 if a building or an account has a fault (on
stderr); 65 if the input is refused; 70 if volumes do not add up to V_D.
"""
import argparse
import csv
import datetime
import io
import sys
import traceback
from collections import defaultdict
from fractions import Fraction
from functools import lru_cache

from acts import Acts, Unauthorised
from common import CommonWater
from heating import BuildingFault, Heating
from hotwater import HotWater
from house import House, Temperatures
from lines import COLUMNS, vat_line
from metering import NONE, Readings, Rules
from parties import split_all
from reductions import Facts, reduced
from reference import Reference
from registry import Registry, flats
from tables import (Refused, first_day, last_day, month_of, period_from,
                    period_of, period_text)
from year import Years

ONE_DAY = datetime.timedelta(days=1)


class Month:
    """One month of a town: what the chains say, then the lines."""

    def __init__(self, town, period):
        self.town, self.period = town, period
        self.reference, self.registry = town.reference, town.registry
        self.by_place = {}
        self.house_results = {}
        self.formers = {}       # the party before, by the account after
        self.rooms = {}         # the accounts of the flat, by account
        self.water = {}         # m3 of hot water of all premises, by house
        self.lines, self.faults, self.findings = [], [], []
        for place, chains in town.chains.items():
            self._step(place, chains)

    def _step(self, place, chains):
        scope, name, service = place
        if scope == "building":
            for chain in chains:
                self.house_results[chain] = \
                    self.town.houses[chain].month(self.period)
            return
        account = self.registry.accounts[name].on(last_day(self.period))
        nonresidential = account is not None and not account.living
        self.by_place[name, service] = [
            chain.step(self.period, nonresidential) for chain in chains]

    # what heating and hot water ask for

    def outcomes(self, account, service):
        return self.by_place.get((account.number, service), [])

    # two parties of one premises

    def days_of(self, account):
        """First and last day of the month that are its own."""
        former = self.formers.get(account.number)
        if former:
            return former.closed, last_day(self.period)
        if account in self.formers.values():
            return first_day(self.period), account.closed - ONE_DAY
        return first_day(self.period), last_day(self.period)

    def of_both(self, account, service):
        """Outcomes of the premises; the meter of the new party goes on where
        that of the former ends."""
        own = self.outcomes(account, service)
        former = self.formers.get(account.number)
        before = [outcome for outcome in self.outcomes(former, service)
                  if outcome.kind != NONE] if former else []
        if before:
            for outcome in own:
                outcome.fresh = None
        return before + own

    def left_behind(self, account, service):
        """The outcomes of a meter that stayed with the former: of both."""
        former = self.formers.get(account.number)
        if former is None and account in self.formers.values():
            former = account
        if former is None:
            return []
        return [outcome for outcome in self.outcomes(former, service)
                if outcome.kind != NONE and any(
                    meter.in_place(former.closed)
                    and meter.removed != former.closed
                    for meter in outcome.chain.meters)]

    def flat_of(self, account):
        return self.rooms[account.number]

    def chains_of(self, account, service):
        """Chains that have a meter in place this month."""
        return [outcome.chain for outcome in self.outcomes(account, service)
                if outcome.kind != NONE]

    def house_chains(self, building, service="heating"):
        return self.town.chains.get(("building", building, service), [])

    def water_of_house(self, building):
        """m3 of hot water of a house since its combined meter was read last:
        by its own meter, or of all premises, without raising."""
        results = [self.house_results[chain] for chain in
                   self.house_chains(building, "hot_water")]
        month = sum(result.volume for result in results) if results \
            else self.water[building]
        return self.town.water_kept[building] + month

    def keep_water(self, building):
        """Water of a month in which the combined meter was not read comes
        off its next reading."""
        chains = self.house_chains(building, "combined")
        read = all(self.house_results[chain].seen for chain in chains)
        self.town.water_kept[building] = Fraction(0) if read else \
            self.water_of_house(building)

    def house_meter(self, building, service):
        """Is a meter of the house in place on some day of the month?"""
        chains = self.town.chains.get(("building", building, service), [])
        return any(self.in_place(meter) for chain in chains
                   for meter in chain.meters)

    def in_place(self, meter):
        return meter.installed <= last_day(self.period) and (
            meter.removed is None
            or period_of(meter.removed) >= self.period)

    def combined_meter(self, building):
        chains = self.town.chains.get(("building", building, "combined"), [])
        return any(meter.installed <= last_day(self.period)
                   and (meter.removed is None
                        or period_of(meter.removed) >= self.period)
                   for chain in chains for meter in chain.meters)

    def persons(self, account):
        return self.registry.persons[account.number]

    @staticmethod
    def with_vat(lines, tariff):
        vat = vat_line(lines, tariff)
        return lines + [vat] if vat else lines

    def finding(self, account, code):
        self.findings.append((account.number, code))

    # lines

    def bill(self):
        for code in sorted(self.registry.accounts_of):
            self._bill_building(code)
        self.lines.sort(key=lambda line: line.sort_key())

    def _bill_building(self, code):
        accounts = self.registry.taking_part(code, self.period)
        if not accounts:
            return
        building = self.registry.building(code, self.period)
        if building is None:
            self.faults.append((code, "building.not_in_force"))
            return
        lines = []
        self.water[code] = 0
        for account in accounts:
            former = self.registry.former(account, self.period)
            if former:
                self.formers[account.number] = former
        for group in flats(accounts):
            former = self.formers.get(group[0].number)
            for account in group + ([former] if former else []):
                rooms = [account] if former else group
                self.rooms[account.number] = rooms
                water = HotWater(self, building, account, rooms)
                lines += water.lines()
                self.water[code] += water.volume
        heating = Heating(self, building, accounts)
        try:
            heat = heating.lines()
            lines += heat
            if heating.even:
                self.town.years.month(heating,
                                      split_all(heat, self.formers))
        except BuildingFault as fault:
            self.faults.append((code, str(fault)))
        self.lines += CommonWater(self, building, accounts).lines()
        self.keep_water(code)
        self.lines += split_all(reduced(self, building, lines), self.formers)
        self.lines += self.acts(building, accounts)
        self.lines += self.town.years.adjustment(self, building, accounts)


    def acts(self, building, accounts):
        return [line for account in accounts
                for act in self.town.acts.of_month(account.number,
                                                   self.period)
                for line in Unauthorised(self, building, account,
                                         act).lines()]

    def remember(self):
        """What was charged for hot water, by month of consumption."""
        for line in self.lines:
            if line.service == "hot_water" and line.kind != "vat":
                self.town.posted[line.account.number, line.component,
                                 line.for_period or self.period] += \
                    line.kopecks


class Town:
    def __init__(self, inputs, reference, first):
        self.reference = Reference(reference, inputs)
        self.registry = Registry(inputs)
        self.facts = Facts(inputs, reference)
        self.acts = Acts(inputs)
        self.posted = defaultdict(int)      # kopecks of hot water
        self.readings = Readings(inputs, self.reference, self.acts)
        self.rules = lru_cache(maxsize=None)(
            lambda period: Rules(self.reference, period))
        self.chains = self.readings.chains(self._running, self.rules)
        self.first = first
        self.water_kept = defaultdict(Fraction)
        self.carried = defaultdict(Fraction)    # below zero, by house
        self.years = Years()
        self.temperatures = Temperatures(inputs)
        self.houses = {chain: House(chain, self)
                       for place, chains in self.chains.items()
                       for chain in chains if place[0] == "building"}
        for place, chains in self.chains.items():
            for chain in chains:
                self._history(place, chain)

    def _running(self, place):
        """Hot water runs always, heating of an account in the season."""
        scope, name, service = place
        if scope == "building":
            return (lambda period: True) \
                if name in self.registry.buildings else None
        if name not in self.registry.accounts:
            return None
        if service != "heating":
            return lambda period: True
        code = self.registry.accounts[name].rows()[0].building
        town = self.registry.buildings[code].rows()[-1].municipality
        return lambda period: month_of(period) in \
            self.reference.season_months(town, period)

    def _history(self, place, chain):
        """Months before the first one that is billed."""
        chain.begin(self.first)
        while chain.next < self.first:
            if place[0] == "building":
                self.houses[chain].month(chain.next)
                continue
            account = self.registry.account(place[1], chain.next)
            chain.step(chain.next, account is not None
                       and not account.living)

    def month(self, period):
        """Replays the months up to the one asked for."""
        for each in range(self.first, period + 1):
            month = Month(self, each)
            month.bill()
            month.remember()
        return month


def table(month):
    out = io.StringIO()
    writer = csv.writer(out, delimiter=";", lineterminator="\n")
    writer.writerow(COLUMNS)
    for line in month.lines:
        writer.writerow(line.row(month.period))
    return out.getvalue()


def report(town, month):
    for meter, code in town.readings.held:
        print("held;%s;%s" % (meter, code), file=sys.stderr)
    for building, code in month.faults:
        print("fault;%s;%s" % (building, code), file=sys.stderr)
    for account, code in month.findings:
        print("finding;%s;%s" % (account, code), file=sys.stderr)


def arguments():
    parser = argparse.ArgumentParser(
        description="Recompute every charge line of a month.")
    parser.add_argument("--inputs", "--town", required=True, metavar="DIR")
    parser.add_argument("--reference", metavar="DIR")
    parser.add_argument("--first-period", required=True, metavar="YYYY-MM")
    parser.add_argument("--period", required=True, metavar="YYYY-MM")
    parser.add_argument("--out", metavar="FILE")
    return parser.parse_args()


def main():
    options = arguments()
    try:
        first = period_from(options.first_period)
        period = period_from(options.period)
        if period < first:
            raise Refused("%s is before the first period"
                          % period_text(period))
        town = Town(options.inputs, options.reference or options.inputs,
                    first)
        month = town.month(period)
    except Refused as error:
        print("second: %s" % error, file=sys.stderr)
        return 65
    except AssertionError:          # sum of volumes is not V_D
        traceback.print_exc()
        return 70
    text = table(month)
    if options.out:
        with open(options.out, "w", encoding="utf-8", newline="") as file:
            file.write(text)
    else:
        sys.stdout.buffer.write(text.encode())
    report(town, month)
    return 1 if month.faults or month.findings else 0


if __name__ == "__main__":
    sys.exit(main())
