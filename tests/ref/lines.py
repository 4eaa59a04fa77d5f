"""Charge lines: one rounding a line, VAT, and the table of them."""
import copy
from fractions import Fraction

from tables import period_text

COLUMNS = ("account", "building", "service", "component", "kind", "method",
           "formula", "period", "for_period", "volume", "unit", "price",
           "amount", "reason")
UNITS = {"heat": "Gcal", "water": "m3", "single": "m3"}


def half_away(value):
    """The nearest integer; a tie goes away from zero (section 6)."""
    value = Fraction(value)
    twice = 2 * abs(value.numerator) + value.denominator
    result = twice // (2 * value.denominator)
    return -result if value < 0 else result


def round2(value):
    """Kopecks of an amount of roubles."""
    return half_away(Fraction(value) * 100)


def decimal_text(value, decimals):
    scaled = half_away(Fraction(value) * 10 ** decimals)
    sign = "-" if scaled < 0 else ""
    text = str(abs(scaled)).rjust(decimals + 1, "0")
    if not decimals:
        return sign + text
    return "%s%s.%s" % (sign, text[:-decimals], text[-decimals:])


def kopecks_text(kopecks):
    return decimal_text(Fraction(kopecks, 100), 2)


def price_text(price):
    """As given, at least two decimals, at most four."""
    text = decimal_text(price, 4)
    while text.endswith("0") and text[-3] != ".":
        text = text[:-1]
    return text


def volume_decimals(volume, component, meter_decimals):
    """P2: the meter's own decimals for m3 of readings alone, else six.

    A volume with an estimate taken off or a norm part in it that still ends
    within the meter's decimals is the same number either way."""
    if component == "heat" or meter_decimals is None:
        return 6
    exact = (volume * 10 ** meter_decimals).denominator == 1
    return meter_decimals if exact else 6


class Line:
    def __init__(self, account, service, component, kind, method, formula):
        self.account = account          # registry.Account
        self.service = service
        self.component = component
        self.kind = kind
        self.method = method
        self.formula = formula
        self.volume = self.price = self.kopecks = None
        self.reason = ""                # of a reduction
        self.percent = None             # of VAT
        self.part = None                # reference.Part: days of its price
        self.for_period = None          # if it is not the month billed
        self.decimals = 6

    def charge(self, volume, price, meter_decimals, rounding):
        """amount = half away from zero of exact volume x price, once."""
        self.volume, self.price = volume, price
        self.decimals = volume_decimals(volume, self.component,
                                        meter_decimals)
        if rounding == "from_printed_volume":
            scale = 10 ** self.decimals
            volume = Fraction(half_away(volume * scale), scale)
        self.kopecks = round2(volume * price)
        return self

    def copy(self, account, kopecks, volume):
        """The same line of another account, with its share."""
        line = copy.copy(self)
        line.account, line.kopecks, line.volume = account, kopecks, volume
        return line

    def sort_key(self):
        return (self.account.number.encode(), self.service, self.component,
                self.kind, self.reason, self.volume == 0,
                self.part.begin.toordinal() if self.part else 0)

    def row(self, period):
        month = period_text(period)
        of_month = period_text(self.for_period or period)
        numbers = ["", "", ""]
        if self.volume is not None:
            numbers = [decimal_text(self.volume, self.decimals),
                       UNITS[self.component], price_text(self.price)]
        return [self.account.number, self.account.building, self.service,
                self.component, self.kind, self.method, self.formula, month,
                of_month] + numbers + [kopecks_text(self.kopecks),
                                  self.reason]


def vat_line(lines, tariff):
    """vat excluded: VAT of charge and raising of a component, rounded once.
    None where the price includes it or there is none."""
    if tariff.vat != "excluded":
        return None
    base = lines[0]
    line = Line(base.account, base.service, base.component, "vat",
                base.method, base.formula)
    line.percent, line.part = tariff.vat_percent, base.part
    net = sum(part.kopecks for part in lines)
    line.kopecks = half_away(net * tariff.vat_percent / 100)
    return line
