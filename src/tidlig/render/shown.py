"""How a report shows figures: unit, language of its words, notation, and the marks on figures."""

from collections.abc import Iterable
from dataclasses import dataclass

from tidlig.arithmetic.balancing import Balance
from tidlig.arithmetic.headings import HEADINGS, Figures
from tidlig.model.money import ZERO, Money
from tidlig.model.notation import UNITS, Unit, in_unit, rounded
from tidlig.model.years import Years
from tidlig.render.labels import Language, label

ACCOUNTS = ("outturn", "underspend")
"""Left empty in tables where there is no outturn."""

ESTIMATE = "*"


@dataclass(frozen=True, slots=True)
class Style:
    """Unit of figures, language of words, and notation of figures (that of the ledger)."""

    unit: Unit
    language: Language
    notation: Language

    def word(self, word: str) -> str:
        """Give the word of a report."""
        return label(word, self.language)

    def figure(self, money: Money) -> str:
        """Write a figure in the unit of the report."""
        return in_unit(money, self.unit, self.notation)

    def years(self, years: Years) -> str:
        """Head a column: a year, or a span as not split."""
        return str(years) if years.single else f"{self.word('not split')} {years}"


def with_all_digits(unit: Unit, balance: Balance) -> Unit:
    """Give the unit, with øre where it is kroner and any figure has them."""
    if unit != UNITS["kr"]:
        return unit
    exact = all(rounded(money.ore, unit)[1] for money in _figures(balance))
    return unit if exact else unit._replace(decimals=2)


def filled(balance: Balance, headings: Iterable[str] = HEADINGS) -> list[str]:
    """Give the headings that have more to show than zeros."""
    figures = [each.figures for each in balance.lines]
    return [
        heading
        for heading in headings
        if any(f[heading] != ZERO and not empty(heading, f) for f in figures)
    ]


def empty(heading: str, figures: Figures) -> bool:
    """Tell whether a table leaves a figure empty: underspend means nothing without outturn."""
    return heading in ACCOUNTS and figures["outturn"] == ZERO


def later_than_act(balance: Balance, program: str, years: Years) -> bool:
    """Tell whether figures for years are estimates: later than the newest act's own year."""
    return years.single and years.first > balance.newest_act[program]


def is_rounded(balance: Balance, unit: Unit) -> bool:
    """Tell whether any figure loses digits in a unit."""
    return any(not rounded(money.ore, unit)[1] for money in _figures(balance))


def is_inexact(balance: Balance) -> bool:
    """Tell whether any figure stands for more than one value."""
    return any(not money.exact for money in _figures(balance))


def _figures(balance: Balance) -> Iterable[Money]:
    return (money for each in balance.lines for money in each.figures.values())
