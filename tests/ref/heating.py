"""Heating of a building and a month (calculation.md section 1)."""
from fractions import Fraction

from lines import Line
from metering import AVERAGE, METER, NONE, NORM
from registry import flats
from tables import day_count, first_day, month_of


class BuildingFault(Exception):
    """The building gets no heating lines; the others are billed."""


class Premises:
    """What the formulas need of one premises.

    volume: by its meter or the average of п. 59 (it is `metered`);
    norm_volume: S x N after the average under heating.after_average = norm.
    """

    def __init__(self, area, heated, volume=None, norm_volume=None):
        self.area, self.heated = area, heated
        self.volume, self.norm_volume = volume, norm_volume
        self.own = self.common = Fraction(0)    # V_i, its common part

    @property
    def metered(self):
        return self.heated and self.volume is not None

    @property
    def total(self):
        return self.own + self.common


# --- formulas ----------------------------------------------------------------

def house_formula(premises):
    """H6: all heated premises metered 3(3), none 3, else 3(1)."""
    heated = [part for part in premises if part.heated]
    metered = [part for part in heated if part.metered]
    if not metered:
        return "3"
    return "3(3)" if len(metered) == len(heated) else "3(1)"


def own_volumes(house_volume, total_area, common_area, premises):
    """V_i of every premises (1.4, 1.5, 1.6, the algorithm in 1.12)."""
    metered = [part for part in premises if part.metered]
    metered_area = sum(part.area for part in metered)
    without = sum(part.area for part in premises if not part.heated)
    base = total_area - without + common_area
    if metered and metered_area == 0:
        raise BuildingFault("building.no_metered_area")
    for part in premises:
        if not part.heated:
            part.own = Fraction(0)
        elif part.volume is not None:
            part.own = part.volume
        elif part.norm_volume is not None:
            part.own = part.norm_volume
        elif metered:                                           # 3(7)
            used = sum(other.volume for other in metered)
            part.own = part.area * used / metered_area
        else:                                                   # 3(6)
            if base <= 0:
                raise BuildingFault("building.no_heated_area")
            part.own = part.area * house_volume / base
    if base <= 0 and not metered:
        raise BuildingFault("building.no_heated_area")


def share(house_volume, total_area, common_area, premises, clamp=False):
    """Formulas 3, 3(1), 3(3): P_i = (V_i + S_i (V_D - sum V) / S_ob) T.

    Sets own and common; returns the residual that was shared."""
    if total_area == 0:
        raise BuildingFault("building.no_area")
    own_volumes(house_volume, total_area, common_area, premises)
    residual = house_volume - sum(part.own for part in premises)
    clamped = clamp and residual < 0
    if clamped:
        residual = Fraction(0)
    for part in premises:
        part.common = part.area * residual / total_area
    if not clamped:
        check_identities(house_volume, total_area, premises)
    return residual


def check_identities(house_volume, total_area, premises):
    """sum of volumes over all premises = V_D, exactly; without meters and
    without own sources everyone has V_D S_i / S_ob (1.4)."""
    assert sum(part.total for part in premises) == house_volume
    if all(part.heated and part.volume is None and part.norm_volume is None
           for part in premises):
        for part in premises:
            assert part.total == house_volume * part.area / total_area


def by_norm(norm, total_area, common_area, premises, plus_common):
    """A block without a house meter (1.3): 2(3), 2(4); norm = N or N K."""
    if all(part.heated for part in premises):
        for part in premises:
            part.own = part.area * norm
    elif plus_common:                                           # H7
        for part in premises:
            part.own = part.area * norm if part.heated else Fraction(0)
            part.common = norm * common_area * part.area / total_area
    else:                                                       # variant A
        share(total_area * norm, total_area, common_area, premises)


# --- meters of accounts ------------------------------------------------------

class Individual:
    """What the heating meters of one account say together."""

    def __init__(self, outcomes):
        # M11: a meter counts from its first full month
        self.outcomes = [outcome for outcome in outcomes
                         if outcome.kind != NONE and not outcome.fresh]
        self.at_norm = any(o.kind == NORM for o in self.outcomes)
        self.volume = None
        self.method = METER
        if self.outcomes and not self.at_norm:
            self.volume = sum(o.volume for o in self.outcomes)
            if any(o.kind == AVERAGE for o in self.outcomes):
                self.method = AVERAGE

    @property
    def read(self):
        return any(outcome.read for outcome in self.outcomes)

    def post(self, volume):
        """Remember what was billed by estimate, to be taken off later (M8).
        volume: V_i that was billed for a premises at the norm (S5)."""
        if not self.at_norm:
            for outcome in self.outcomes:
                if outcome.kind == AVERAGE:
                    outcome.chain.billed += outcome.volume
                outcome.chain.billed += outcome.estimate
            return
        carrying = [outcome for outcome in self.outcomes
                    if outcome.kind == NORM and outcome.carry]
        for outcome in carrying[:1]:                # M9: one meter carries it
            outcome.chain.billed += volume


# --- a building --------------------------------------------------------------

class Heating:
    """Heating lines of one building in one month."""

    def __init__(self, month, building, accounts):
        self.month, self.building, self.accounts = month, building, accounts
        self.period = month.period
        self.reference = month.reference
        mode, self.months = self.reference.season(building.municipality,
                                                  self.period)
        self.even = mode == "even"
        self.in_season = month_of(self.period) in self.months
        # K = months of the season / 12, kept as a fraction
        self.k = Fraction(len(self.months), 12) if self.even else Fraction(1)

    def policy(self, name):
        return self.reference.policy(name, self.period)

    def norm(self):
        return self.k * self.reference.norm(
            "heating", self.building.heating_norm, self.period)

    def lines(self):
        if self.even and self.month.combined_meter(self.building.code):
            raise BuildingFault("building.combined_meter")
        if len(self.accounts) == 1 and self.accounts[0].kind == "house":
            return self.private_house(self.accounts[0])
        metered, volume = self.house_volume()
        if metered:
            return self.metered_block(volume) if volume is not None else []
        if self.even or self.in_season:
            return self.norm_block()
        return []

    def line(self, account, volume, method, formula):
        """H4: one line, (V_i + V_common) T rounded once."""
        found = []
        for part in self.reference.prices("heating", "heat", account.group,
                                          self.building.zone, self.period):
            days = part.days(part.begin, part.end)
            line = Line(account, "heating", "heat", "charge", method, formula)
            line.charge(volume * Fraction(days, day_count(self.period)),
                        part.tariff.price, None, self.policy("rounding.line"))
            line.part = part
            found += self.month.with_vat([line], part.tariff)
        return found

    # private house (1.2)

    def private_house(self, account):
        if not account.heated:
            return []
        individual = Individual(self.month.of_both(account, "heating"))
        if self.even:
            volume = self.year_twelfth(self.month.chains_of(account,
                                                            "heating"))
            if individual.outcomes and volume is not None:
                return self.line(account, volume, METER, "1")
            return self.line(account, account.area * self.norm(), NORM,
                             "2(1)")
        if individual.volume is not None:
            if not self.in_season and not individual.read:
                return []
            individual.post(None)
            return self.line(account, individual.volume, individual.method,
                             "1")
        if not self.in_season:
            return []
        volume = account.area * self.norm()
        if individual.at_norm:
            individual.post(volume)
        return self.line(account, volume, NORM, "2")

    # house meter

    def house_volume(self):
        """(is there a house meter, V_D or None: nothing is charged)"""
        combined = [chain for chain in self.month.house_chains(
            self.building.code, "combined") if self.active(chain)]
        if combined:
            return True, self.without_water(combined)
        chains = [chain for chain in self.month.house_chains(
            self.building.code) if self.active(chain)]
        if not chains:
            return False, None
        if self.even:                                           # H3
            volume = self.year_twelfth(chains)
            return volume is not None, volume
        results = [self.month.house_results[chain] for chain in chains]
        if any(result.norm for result in results):              # 1.10
            return False, None
        if self.in_season:
            if not all((result.seen or result.averaged) and result.whole
                       for result in results):
                raise BuildingFault("building.no_house_reading")
        elif not any(result.seen for result in results):
            return True, None
        return True, sum(result.volume for result in results)

    def without_water(self, chains):
        """1.9: V_D = V_total - V_hot q, q the norm of heat for 1 m3."""
        if not self.in_season:
            return None
        results = [self.month.house_results[chain] for chain in chains]
        if not all(result.seen and result.whole for result in results):
            raise BuildingFault("building.no_house_reading")
        q = self.reference.norm("water_heating",
                                self.building.water_heating_norm, self.period)
        volume = sum(result.volume for result in results) - q * \
            self.month.water_of_house(self.building.code)
        if volume < 0:
            raise BuildingFault("building.combined_meter")
        return volume

    def active(self, chain):
        """H2: installed before the first day, not removed by it."""
        first = first_day(self.period)
        return any(meter.installed < first and (
            not meter.removed_by(first) or meter.reason in ("failed", "lost"))
                   for meter in chain.meters)

    def year_twelfth(self, chains):
        """1.7: the volume of the previous calendar year / 12, or None."""
        year = self.period // 12 - 1
        volumes = [chain.year_volume(year) for chain in chains]
        if not volumes or None in volumes:
            return None
        return sum(volumes) / 12

    def check_areas(self):
        """R5: S_ob is the sum of all premises."""
        areas = sum(account.area for account in self.accounts)
        if areas != self.building.total_area:
            raise BuildingFault("building.area_sum")

    # a block

    def metered_block(self, house_volume):
        self.check_areas()
        rooms = flats(self.accounts)
        individuals = [Individual([outcome for account in group for outcome in
                                   self.month.of_both(account, "heating")])
                       for group in rooms]
        premises = [self.premises(group, individual) for
                    group, individual in zip(rooms, individuals)]
        share(house_volume, self.building.total_area,
              self.building.common_area, premises,
              self.policy("heating.negative_common_part") == "clamp_zero")
        formula = house_formula(premises)
        lines = []
        for group, individual, part in zip(rooms, individuals, premises):
            if part.heated and not self.even and individual.outcomes:
                individual.post(part.own)
            lines += self.shared(group, part, self.method(part, individual),
                                 formula)
        return lines

    def shared(self, group, part, method, formula):
        """1.11: volume of the flat x living area of the room / of all."""
        living = sum(account.living_area for account in group)
        lines = []
        for account in group:
            volume = part.total if len(group) == 1 else \
                part.total * account.living_area / living
            lines += self.line(account, volume, method, formula)
        return lines

    def premises(self, group, individual):
        part = Premises(sum(account.area for account in group),
                        any(account.heated for account in group))
        if not part.heated:
            return part
        if self.even:       # H3: a meter with both Decembers, else unmetered
            if individual.outcomes:
                part.volume = self.year_twelfth([
                    chain for account in group for chain in
                    self.month.chains_of(account, "heating")])
            return part
        part.volume = individual.volume
        if individual.at_norm and \
                self.policy("heating.after_average") == "norm":
            part.norm_volume = part.area * self.norm()
        return part

    def method(self, part, individual):
        if not part.heated:
            return NONE
        if part.volume is not None:
            return METER if self.even else individual.method
        return NORM if part.norm_volume is not None else "house_meter"

    def norm_block(self):
        rooms = flats(self.accounts)
        premises = [Premises(sum(account.area for account in group),
                             any(account.heated for account in group))
                    for group in rooms]
        plus_common = self.policy("heating.no_house_meter_own_source") \
            == "norm_plus_common"
        if not plus_common and not all(part.heated for part in premises):
            self.check_areas()
        by_norm(self.norm(), self.building.total_area,
                self.building.common_area, premises, plus_common)
        lines = []
        for group, part in zip(rooms, premises):
            lines += self.shared(group, part, NORM if part.heated else NONE,
                                 "2(4)" if self.even else "2(3)")
        return lines
