"""Money in writing: Danish notation for people, plain kroner for machines.

Messages use the notation of the ledger's own files (1.234.567,50 kr.), so that a figure in a
message can be searched for. Rounding, for display only, is half away from zero.
"""

from typing import NamedTuple

from tidlig.model.money import ORE_PER_KRONE, Money
from tidlig.model.texts import Number


class Unit(NamedTuple):
    """A unit of reports: what it is called, what it is worth in øre, and the decimals shown."""

    label: str
    ore: int
    decimals: int


UNITS = {
    "kr": Unit("kr.", ORE_PER_KRONE, 0),
    "t.kr": Unit("t.kr.", 1_000 * ORE_PER_KRONE, 0),
    "mio": Unit("mio. kr.", 1_000_000 * ORE_PER_KRONE, 1),
    "mia": Unit("mia. kr.", 1_000_000_000 * ORE_PER_KRONE, 3),
}


def unit_labelled(label: str) -> Unit:
    """Give the unit with a label such as "mio. kr."; a label of no unit is our mistake."""
    return next(unit for unit in UNITS.values() if unit.label == label)


def plain(ore: int) -> Number:
    """Write øre as kroner for machines: "70000000", "1234.50", "-3100000"."""
    kroner, rest = divmod(abs(ore), ORE_PER_KRONE)
    sign = "-" if ore < 0 else ""
    return Number(f"{sign}{kroner}.{rest:02d}" if rest else f"{sign}{kroner}")


def grouped(digits: int, separator: str = ".") -> str:
    """Write a whole number in groups of three."""
    return f"{digits:,}".replace(",", separator)


def kroner(money: Money, *, plus: bool = False) -> str:
    """Write money for messages, never rounded: "10.300.000 kr.", "ca. 49.200.000 kr.".

    With `plus`, for a change, what is more than 0 has its sign too: "+100.000 kr.".
    """
    whole, rest = divmod(abs(money.ore), ORE_PER_KRONE)
    sign = "-" if money.ore < 0 else "+" if plus and money.ore else ""
    decimals = f",{rest:02d}" if rest else ""
    return f"{'' if money.exact else 'ca. '}{sign}{grouped(whole)}{decimals} kr."


def rounded(ore: int, unit: Unit) -> tuple[int, bool]:
    """Round øre to the last digit shown in a unit; tell also whether nothing was lost."""
    step = unit.ore // 10**unit.decimals
    digits, rest = divmod(abs(ore), step)
    digits += 2 * rest >= step
    return (-digits if ore < 0 else digits), rest == 0


def in_unit(money: Money, unit: Unit, language: str = "da") -> str:
    """Write money for a table in a unit, without the unit's name: "118,4", "ca. 49,2", "-3,1"."""
    point, separator = (",", ".") if language == "da" else (".", ",")
    digits, _ = rounded(money.ore, unit)
    whole, decimals = divmod(abs(digits), 10**unit.decimals)
    sign = "-" if digits < 0 else ""
    text = f"{sign}{grouped(whole, separator)}"
    if unit.decimals:
        text += f"{point}{decimals:0{unit.decimals}d}"
    return text if money.exact else f"ca. {text}"
