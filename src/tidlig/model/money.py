"""Money: whole øre, with a half-width where a source only gives a rounded figure.

An amount is never a float, and is never divided. An amount that a source mentions without stating
it is `UNKNOWN`: a value of its own, never 0.

Money is written in Danish notation for people (1.234.567,50 kr.), the notation of ledger files, so
that you can search for a figure in a message. For programs it is plain kroner. Rounding is for
display only, half away from zero.

A ledger is in one currency. In another than kroner, what is called kroner and øre here is its own
unit and the hundredths of it.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum
from functools import cache
from typing import NamedTuple, Self

from tidlig.model.texts import Number

ORE_PER_KRONE = 100


class Unknown(Enum):
    """An amount that a source mentions but does not state."""

    UNKNOWN = "unknown"


UNKNOWN = Unknown.UNKNOWN


@dataclass(frozen=True, slots=True)
class Money:
    """An amount in øre that stands for `ore` give or take `half` øre; exact when `half` is 0."""

    ore: int = 0
    half: int = 0

    def __add__(self, other: "Money") -> "Money":
        """Add amounts; half-widths add up too."""
        return Money(self.ore + other.ore, self.half + other.half)

    def __sub__(self, other: "Money") -> "Money":
        """Subtract amounts; half-widths add up, for two inexact amounts never cancel."""
        return Money(self.ore - other.ore, self.half + other.half)

    def __neg__(self) -> "Money":
        """Return the amount with the other sign, as inexact as it was."""
        return Money(-self.ore, self.half)

    @property
    def low(self) -> int:
        """The least øre that the amount allows."""
        return self.ore - self.half

    @property
    def high(self) -> int:
        """The most øre that the amount allows."""
        return self.ore + self.half

    @property
    def exact(self) -> bool:
        """Whether the amount stands for one value only."""
        return self.half == 0


ZERO = Money()


def known(amount: "Money | Unknown | None") -> Money:
    """Return the amount, or nothing (exactly 0) for what is unknown or absent."""
    return amount if isinstance(amount, Money) else ZERO


KRONER = "DKK"
"""The currency of a ledger that names none."""

KR = "kr."
"""What amounts in Danish kroner are written in, and those of no other country."""

WITHOUT_HUNDREDTHS = frozenset((
    "BHD", "BIF", "CLF", "CLP", "DJF", "GNF", "IQD", "ISK", "JOD", "JPY", "KMF", "KRW", "KWD",
    "LYD", "OMR", "PYG", "RWF", "TND", "UGX", "UYI", "UYW", "VND", "VUV", "XAF", "XOF", "XPF",
))  # fmt: skip
"""The currencies that have no two decimals (ISO 4217, minor units): a ledger counts hundredths."""


def currency_word(currency: str) -> str:
    """Return what amounts in a currency are written in: "kr.", "EUR"."""
    return KR if currency == KRONER else currency


class Unit(NamedTuple):
    """A unit of reports: what it is called, what it is worth in øre, and the decimals shown."""

    label: str
    ore: int
    decimals: int
    currency: str = KRONER

    @property
    def whole(self) -> "Unit":
        """The smallest unit of the same currency: kroner, where this is of kroner."""
        return units_of(self.currency)["kr"]


_SCALES = {
    "kr": ("", 1, 0),
    "t.kr": ("t.", 1_000, 0),
    "mio": ("mio. ", 1_000_000, 1),
    "mia": ("mia. ", 1_000_000_000, 3),
}
"""What stands before the word of the currency, what it is worth, and the decimals shown."""


@cache
def units_of(currency: str) -> Mapping[str, Unit]:
    """Return the units of a currency by their names, which are those of kroner."""
    word = currency_word(currency)
    return {
        name: Unit(f"{before}{word}", worth * ORE_PER_KRONE, decimals, currency)
        for name, (before, worth, decimals) in _SCALES.items()
    }


UNITS = units_of(KRONER)


def name_of(unit: Unit) -> str:
    """Return the name of a unit, which is the same in every currency: "mio"."""
    return next(name for name, each in UNITS.items() if each.ore == unit.ore)


def unit_labelled(label: str) -> Unit:
    """Return the unit with a label such as "mio. kr."; a label of no unit is our mistake."""
    currency = KRONER if label.endswith(KR) else label[-3:]
    return next(unit for unit in units_of(currency).values() if unit.label == label)


def plain(ore: int) -> Number:
    """Write øre as kroner for machines: "70000000", "1234.50", "-3100000"."""
    kroner, rest = divmod(abs(ore), ORE_PER_KRONE)
    sign = "-" if ore < 0 else ""
    return Number(f"{sign}{kroner}.{rest:02d}" if rest else f"{sign}{kroner}")


def in_unit_exactly(ore: int, unit: Unit) -> Number:
    """Write øre in a unit for machines, with the decimals shown and all that are not 0."""
    places = len(str(unit.ore)) - 1
    whole, rest = divmod(abs(ore), unit.ore)
    decimals = f"{rest:0{places}d}".rstrip("0").ljust(unit.decimals, "0")
    sign = "-" if ore < 0 else ""
    return Number(f"{sign}{whole}.{decimals}" if decimals else f"{sign}{whole}")


def grouped(digits: int, separator: str = ".") -> str:
    """Write a whole number in groups of three."""
    return f"{digits:,}".replace(",", separator)


def kroner(money: Money, *, plus: bool = False, word: str = KR) -> str:
    """Write money for messages, never rounded: "10.300.000 kr.", "ca. 49.200.000 kr.".

    With `plus`, for a change, what is more than 0 has its sign too: "+100.000 kr.". The `word` is
    that of the ledger's currency.
    """
    whole, rest = divmod(abs(money.ore), ORE_PER_KRONE)
    sign = "-" if money.ore < 0 else "+" if plus and money.ore else ""
    decimals = f",{rest:02d}" if rest else ""
    return f"{'' if money.exact else 'ca. '}{sign}{grouped(whole)}{decimals} {word}"


class AmountText(str):
    """An amount as people read it in a unit, which a file for programs has as a number.

    Joined to anything else it is a plain text: what says more than a number is none.
    """

    __slots__ = ("money", "unit")
    money: Money
    unit: Unit

    def __new__(cls, text: str, money: Money, unit: Unit) -> Self:
        """Take the text of an amount."""
        written = super().__new__(cls, text)
        written.money, written.unit = money, unit
        return written


def rounded(ore: int, unit: Unit) -> tuple[int, bool]:
    """Round øre to the last digit shown in a unit; tell also whether nothing was lost."""
    step = unit.ore // 10**unit.decimals
    digits, rest = divmod(abs(ore), step)
    digits += 2 * rest >= step
    return (-digits if ore < 0 else digits), rest == 0


def in_unit(money: Money, unit: Unit, language: str = "da") -> AmountText:
    """Write money for a table in a unit, without the unit's name: "118,4", "ca. 49,2", "-3,1"."""
    point, separator = (",", ".") if language == "da" else (".", ",")
    digits, _ = rounded(money.ore, unit)
    whole, decimals = divmod(abs(digits), 10**unit.decimals)
    sign = "-" if digits < 0 else ""
    text = f"{sign}{grouped(whole, separator)}"
    if unit.decimals:
        text += f"{point}{decimals:0{unit.decimals}d}"
    return AmountText(text if money.exact else f"ca. {text}", money, unit)
