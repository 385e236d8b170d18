"""How a report shows figures: unit, language of its words, notation, and the marks on figures."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, replace

from tidlig.arithmetic.marks import CUT, LESS, Doubts
from tidlig.model.money import ZERO, Money
from tidlig.model.notation import UNITS, Unit, in_unit, rounded
from tidlig.model.years import Years
from tidlig.render.words import Language, label


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

    def in_full(self, money: Money, *, plus: bool = False) -> str:
        """Write a figure in kroner, never rounded; with `plus`, a change with its sign."""
        kr = with_all_digits(replace(self, unit=UNITS["kr"]), [money])
        return f"{kr.change(money) if plus else kr.figure(money)} {kr.unit.label}"

    def uncertain(self, money: Money, heading: str, doubts: Doubts) -> str:
        """Write a figure as far as it is known; nothing where a span of it is cut.

        A known part below zero says nothing of what more there is.
        """
        sign = doubts.get(heading)
        if sign is None or sign == CUT:
            return "" if sign == CUT else self.figure(money)
        if money == ZERO or (money.ore < 0 and sign != LESS):
            return self.word("not stated")
        return f"{self.figure(money)} {sign} ?"

    def change(self, money: Money) -> str:
        """Write a change in the unit of the report, with its sign."""
        text = self.figure(money)
        if money.ore <= 0:
            return text
        return f"+{text}" if money.exact else f"ca. +{text.removeprefix('ca. ')}"

    def years(self, years: Years) -> str:
        """Head a column: a year, or a span as not split."""
        return str(years) if years.single else f"{self.word('not split')} {years}"


def with_all_digits(style: Style, figures: Iterable[Money]) -> Style:
    """Give the style, with øre where its unit is kroner and any figure has them."""
    if style.unit != UNITS["kr"] or not is_rounded(figures, style.unit):
        return style
    return replace(style, unit=style.unit._replace(decimals=2))


def is_rounded(figures: Iterable[Money], unit: Unit) -> bool:
    """Tell whether any figure loses digits in a unit."""
    return any(not rounded(money.ore, unit)[1] for money in figures)


def is_inexact(figures: Iterable[Money]) -> bool:
    """Tell whether any figure stands for more than one value."""
    return any(not money.exact for money in figures)


def title(what: str, style: Style, as_of: dt.date | None, figures: Iterable[Money]) -> str:
    """Head a report with what it shows, its unit and date, and what ca. means where it is."""
    parts = [what, style.unit.label]
    if as_of:
        parts.append(f"{style.word('as of')} {as_of}")
    if is_inexact(figures):
        parts.append(style.word("inexact"))
    return ", ".join(parts)
