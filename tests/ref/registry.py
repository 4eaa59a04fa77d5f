"""Buildings, accounts and the persons that live there."""
import datetime
import os
from collections import defaultdict
from fractions import Fraction

from tables import (Refused, day, day_or_none, first_day, last_day, number,
                    number_or_none, read_table)

LIVING = ("flat", "room", "house")
ONE_DAY = datetime.timedelta(days=1)


class Versions:
    """Rows of one object; a later valid_from is a new version."""

    def __init__(self):
        self._by_day = {}

    def add(self, version):
        self._by_day[version.valid_from] = version

    def rows(self):
        return [self._by_day[date] for date in sorted(self._by_day)]

    def on(self, date):
        begun = [begin for begin in self._by_day if begin <= date]
        return self._by_day[max(begun)] if begun else None


class Building:
    def __init__(self, row):
        self.code = row["building"]
        self.municipality = row["municipality"]
        self.zone = row["zone"]
        self.total_area = number(row["total_area"])
        self.common_area = number(row["common_area"])
        self.heating_norm = row["heating_norm"]
        self.hot_water_norm = row["hot_water_norm"]
        self.water_heating_norm = row["water_heating_norm"]
        self.hot_water_system = row["hot_water_system"]
        self.indoor_norm = number_or_none(row["indoor_norm"])
        self.corner_norm = number_or_none(row["corner_norm"])
        self.common_to_owners = row["common_to_owners"] == "yes"
        self.valid_from = day(row["valid_from"])


class Account:
    def __init__(self, row):
        self.number = row["account"]
        self.building = row["building"]
        self.kind = row["kind"]
        self.area = number(row["area"])
        self.heated = row["heated"] == "yes"
        self.hot_water = row["hot_water"] == "yes"
        self.meter_possible = row["hot_water_meter_possible"] == "yes"
        self.registered = int(row["registered"])
        self.owners = int(row["owners"])
        self.group = row["tariff_group"]
        self.valid_from = day(row["valid_from"])
        self.closed = day_or_none(row["closed"])
        self.flat = row["flat"]
        self.living_area = number(row["living_area"]) \
            if row["living_area"] else self.area

    @property
    def living(self):
        return self.kind in LIVING


def flats(accounts):
    """The accounts of a house by flats: rooms of one flat together (1.11)."""
    found = {}
    for account in accounts:
        shared = account.kind == "room" and account.flat
        found.setdefault(("flat", account.flat) if shared
                         else account.number, []).append(account)
    return list(found.values())


class Persons:
    """п. 56, 57: who is counted on a day."""

    def __init__(self):
        self.changes = []       # (day, order, registered, owners or None)
        self.temporary = []     # (first day, last day or None, persons)

    def begin(self, versions):
        """The first version of the account covers the days before it."""
        for version in versions:
            self.changes.append((version.valid_from, 0, version.registered,
                                 version.owners))
        first = versions[0]
        self.changes.append((datetime.date.min, 0, first.registered,
                             first.owners))

    def settle(self):
        """On the same day residents.csv (1) wins over the account (0)."""
        self.changes.sort(key=lambda change: change[:2])

    def permanent(self, date):
        """(registered, owners); empty owners leave them unchanged."""
        registered = owners = 0
        for begin, _, persons, owned in self.changes:
            if begin > date:
                break
            registered = persons
            owners = owners if owned is None else owned
        return registered, owners

    def on(self, date, permanent_on=None):
        """Registered and temporary; nobody: the owners (п. 56(2))."""
        registered, owners = self.permanent(permanent_on or date)
        living = registered + sum(
            persons for begin, end, persons in self.temporary
            if begin <= date and (end is None or date <= end))
        return living or owners

    def day_sum(self, begin, end, change):
        """Persons summed over the days begin..end of one month.

        residents.change = next_month: registered persons and owners as on
        the first day of the month; temporary persons are by days always."""
        fixed = begin.replace(day=1) if change == "next_month" else None
        total, date = 0, begin
        if not self._moves(begin, end):
            return self.on(begin, fixed) * ((end - begin).days + 1)
        while date <= end:
            total += self.on(date, fixed)
            date += ONE_DAY
        return total

    def _moves(self, begin, end):
        first = begin.replace(day=1)
        if any(first < change[0] <= end for change in self.changes):
            return True
        return any(begin <= date <= end for start, stop, _ in self.temporary
                   for date in (start, stop) if date)

    def mean(self, period, change):
        """Day-weighted n of the month."""
        begin, end = first_day(period), last_day(period)
        return Fraction(self.day_sum(begin, end, change), end.day)


class Registry:
    def __init__(self, folder):
        self.buildings = defaultdict(Versions)
        self.accounts = defaultdict(Versions)
        self.persons = defaultdict(Persons)
        self.accounts_of = defaultdict(list)
        self._read_places(folder)
        self._read_persons(folder)

    def _read_places(self, folder):
        for row in read_table(os.path.join(folder, "buildings.csv"),
                              "buildings"):
            self.buildings[row["building"]].add(Building(row))
        for row in read_table(os.path.join(folder, "accounts.csv"),
                              "accounts"):
            if row["building"] not in self.buildings:
                raise Refused("unknown building: %s" % row["building"])
            self.accounts[row["account"]].add(Account(row))
        for name, versions in self.accounts.items():
            rows = versions.rows()
            self.accounts_of[rows[0].building].append(name)
            self.persons[name].begin(rows)
        for names in self.accounts_of.values():
            names.sort(key=lambda name: name.encode())

    def _read_persons(self, folder):
        for row in self._optional(folder, "residents"):
            owners = int(row["owners"]) if row["owners"] else None
            self._persons(row).changes.append(
                (day(row["valid_from"]), 1, int(row["registered"]), owners))
        for row in self._optional(folder, "temporary"):
            self._persons(row).temporary.append(
                (day(row["date_from"]), day_or_none(row["date_to"]),
                 int(row["persons"])))
        for persons in self.persons.values():
            persons.settle()

    @staticmethod
    def _optional(folder, table):
        path = os.path.join(folder, table + ".csv")
        return read_table(path, table) if os.path.exists(path) else []

    def _persons(self, row):
        if row["account"] not in self.accounts:
            raise Refused("unknown account: %s" % row["account"])
        return self.persons[row["account"]]

    def building(self, code, period):
        """The version in force on the last day of the month."""
        return self.buildings[code].on(last_day(period))

    def account(self, name, period):
        """The version of the last day, or None if the account takes no part:
        not begun, or closed by the last day."""
        version = self.accounts[name].on(last_day(period))
        if version is None:
            return None
        if version.closed and version.closed <= last_day(period):
            return None
        return version

    def former(self, account, period):
        """The party before in a month in which the owner changes: closed on
        the day on which this account of building, kind and flat begins."""
        begun = self.accounts[account.number].rows()[0].valid_from
        if not first_day(period) < begun <= last_day(period) \
                or account.kind == "room":
            return None
        for name in self.accounts_of[account.building]:
            other = self.accounts[name].on(last_day(period))
            if other and other.closed == begun and name != account.number \
                    and (other.kind, other.flat) == (account.kind,
                                                     account.flat):
                return other
        return None

    def taking_part(self, code, period):
        found = (self.account(name, period)
                 for name in self.accounts_of[code])
        return [version for version in found if version]
