"""The adjustment of a year that was paid evenly (calculation.md 1.7).

Delta P = sum over the months of the actual volume at the price of the month
less what was charged; rounded once, one line for December.
"""
from collections import defaultdict
from fractions import Fraction

from heating import BuildingFault, Heating
from lines import Line, half_away, round2
from parties import split_all
from tables import month_of


class Sums:
    """Of one account and year."""

    def __init__(self):
        self.actual = self.charged = self.volume = Fraction(0)

    def add(self, actual, charged):
        for line in actual:
            self.actual += line.volume * line.price
            self.volume += line.volume
        for line in charged:
            self.charged += Fraction(line.kopecks, 100)
            self.volume -= line.volume


class Years:
    """What even payment has to adjust, by account, over the months."""

    def __init__(self):
        self.sums = defaultdict(Sums)           # account, year
        self.months = defaultdict(set)          # building, year: months
        self.read = {}                          # building: the last one read

    def month(self, heating, charged):
        """heating: Heating of an even house; charged: its charge lines."""
        period, code = heating.period, heating.building.code
        actual = self.actual(heating)
        if actual is None:
            return
        year = period // 12
        self.months[code, year].add(period)
        for lines, place in ((actual, 0), (charged, 1)):
            for line in lines:
                if line.kind == "charge":
                    both = [line], []
                    self.sums[line.account.number, year].add(
                        *(both if place == 0 else both[::-1]))

    def actual(self, even):
        """The lines of the season's formulas, or None: nothing to adjust to,
        no meter. An unread month comes with the next reading."""
        season = Heating(even.month, even.building, even.accounts)
        season.even, season.k = False, Fraction(1)
        code, period = even.building.code, even.period
        if len(even.accounts) == 1 and even.accounts[0].kind == "house":
            outcomes = season.month.outcomes(even.accounts[0], "heating")
            if not season.month.chains_of(even.accounts[0], "heating"):
                return None
            if any(outcome.read for outcome in outcomes):
                self.read[code] = period
            return split_all(season.private_house(even.accounts[0]),
                             season.month.formers)
        chains = [chain for chain in season.month.house_chains(code)
                  if season.active(chain)]
        if not chains:
            return None
        results = [season.month.house_results[chain] for chain in chains]
        if not all(result.seen for result in results):
            return []
        self.read[code] = period
        try:
            return split_all(
                season.metered_block(sum(r.volume for r in results)),
                season.month.formers)
        except BuildingFault:
            return []

    def adjustment(self, month, building, accounts):
        """Lines for December, in the month of the policy."""
        policy = month.reference.policy("heating.yearly_adjustment_month",
                                        month.period)
        year = month.period // 12 - 1
        december = year * 12 + 11
        if month_of(month.period) != int(policy) \
                or len(self.months[building.code, year]) < 12 \
                or self.read.get(building.code, 0) < december:
            return
        for account in accounts:
            sums = self.sums.get((account.number, year))
            if sums:
                yield from self.lines(month, building, account, sums,
                                      december)

    @staticmethod
    def lines(month, building, account, sums, december):
        tariff = month.reference.tariff("heating", "heat", account.group,
                                        building.zone, december)
        kopecks = round2(sums.actual - sums.charged)
        vat = half_away(kopecks * tariff.vat_percent / 100) \
            if tariff.vat == "excluded" else 0
        for amount, volume in ((kopecks, sums.volume), (vat, Fraction(0))):
            if not amount:
                continue
            line = Line(account, "heating", "heat", "recalculation",
                        "house_meter", "42(1)")
            line.kopecks, line.volume = amount, volume
            line.price, line.reason = tariff.price, "yearly-adjustment"
            line.for_period = december
            yield line
