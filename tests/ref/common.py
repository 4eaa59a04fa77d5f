"""Hot water of common property that the owners pay (2.3; п. 40, 44).

V = what the meter of the house leaves when all premises are taken off, at
most the norm; without a meter the norm. A month below zero is nobody's and
comes off the next ones.
"""
from fractions import Fraction

from hotwater import component_volume, rates
from lines import Line
from tables import day_count, first_day

FORMULAS = {"house_meter": "12", "norm": "15"}


def volume_of(metered, premises, norm, carried, capped):
    """(volume to pay or None, what is carried on); metered None: no meter."""
    if metered is None:
        return norm, carried
    left = metered - premises + carried
    if left < 0:
        return None, left
    return (min(left, norm) if capped else left), Fraction(0)


class CommonWater:
    def __init__(self, month, building, accounts):
        self.month, self.building, self.accounts = month, building, accounts
        self.period, self.reference = month.period, month.reference

    def norm(self, name):
        return self.reference.norm(name, {
            "common_hot_water": self.building.hot_water_norm,
            "water_heating": self.building.water_heating_norm}[name],
            self.period)

    def metered(self):
        """m3 of the meters of the house, or None."""
        first = first_day(self.period)
        chains = [chain for chain in self.month.house_chains(
            self.building.code, "hot_water") if any(
                meter.installed < first and not meter.removed_by(first)
                for meter in chain.meters)]
        if not chains:
            return None
        return sum(self.month.house_results[chain].volume
                   for chain in chains)

    def lines(self):
        code, carried = self.building.code, self.month.town.carried
        if not self.building.common_to_owners \
                or self.building.hot_water_system == "none":
            return []
        metered = self.metered()
        volume, carried[code] = volume_of(
            metered, self.month.water[code],
            self.norm("common_hot_water") * self.building.common_area,
            carried[code], self.reference.policy(
                "hot_water.common_cap", self.period) == "norm")
        if not volume:
            return []
        method = "norm" if metered is None else "house_meter"
        return [line for account in self.accounts
                for party, share in self.shares(account)
                for line in self.of_account(party, volume * share, method)]

    def shares(self, account):
        """Of the premises by area; of two parties by their days."""
        share = account.area / self.building.total_area
        former = self.month.formers.get(account.number)
        if not former:
            return [(account, share)]
        before = share * Fraction((former.closed - first_day(
            self.period)).days, day_count(self.period))
        return [(former, before), (account, share - before)]

    def of_account(self, account, volume, method):
        group, zone = account.group, self.building.zone
        system = self.building.hot_water_system
        one_rate = system != "building" and self.reference.one_rate(
            group, zone, self.period)
        lines = []
        for component in rates(one_rate, system):
            parts = self.reference.prices("hot_water", component, group, zone,
                                          self.period)
            begin, end = self.month.days_of(account)
            for part in parts:
                days = Fraction(part.days(begin, end),
                                (end - begin).days + 1)
                line = Line(account, "hot_water", component, "charge", method,
                            FORMULAS[method])
                line.part = part
                line.charge(component_volume(
                    component, volume * days, self.norm("water_heating")),
                    part.tariff.price, None, self.reference.policy(
                        "rounding.line", self.period))
                lines += self.month.with_vat([line], part.tariff)
        return lines
