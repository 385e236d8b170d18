"""How a report shows figures: unit, language of its words, notation, and the marks on figures."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, replace

from tidlig.arithmetic.balancing import Balance, BalanceLine
from tidlig.arithmetic.headings import BUDGET, HEADINGS, Figures
from tidlig.arithmetic.marks import CUT, LESS, Doubts
from tidlig.arithmetic.regrouping import BalanceRow
from tidlig.model.money import ZERO, Money
from tidlig.model.notation import UNITS, Unit, in_unit, rounded
from tidlig.model.years import Years
from tidlig.render.labels import Language, label

OF_ACCOUNTS = ("outturn", "underspend")
"""Headings that say something only where there are accounts."""

OF_BUDGETS = (*BUDGET, "budget", "remaining", *OF_ACCOUNTS)
"""Headings that pools and recipients have nothing under: budgets are of programs and strands."""

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


def filled(balance: Balance, headings: Iterable[str] = HEADINGS) -> list[str]:
    """Give the headings that have more to show than zeros, or a zero that the accounts state."""
    booked = any(each.booked for each in balance.lines)
    return [
        heading
        for heading in headings
        if (heading == "outturn" and booked)
        or (
            (heading != "underspend" or booked)
            and any(
                each.figures[heading] != ZERO or heading in each.doubts for each in balance.lines
            )
        )
    ]


def figures_of_row(balance: Balance, row: BalanceRow) -> Figures:
    """Give what a row has to show; what its cells leave empty is not in it.

    Without outturn there is no underspend; but where a program has accounts, all its strands show
    theirs, so that they add up.
    """
    if not row.lines:
        return {}
    left_out = set(OF_BUDGETS) if row.part and balance.by in ("pool", "recipient") else set()
    if not any(each.booked for each in row.lines):
        left_out.add("outturn")
    if not row.accounted:
        left_out.add("underspend")
    return {heading: money for heading, money in row.whole.items() if heading not in left_out}


def doubts_with_years(balance: Balance, row: BalanceRow) -> Doubts:
    """Give what is not known of a row that has its years beside it where it is one line alone.

    A span that is cut is then shown as what it is.
    """
    alone = row.lines[0] if len(row.lines) == 1 else None
    return alone.doubts if alone and alone.line in balance.cut_spans else row.doubts


def figures_of_line(each: BalanceLine) -> Figures:
    """Give what a line has to show: outstanding means something in totals only."""
    left_out = {"outstanding"} | (set(OF_BUDGETS) if each.of else set())
    if not each.booked:
        left_out.update(OF_ACCOUNTS)
    return {heading: money for heading, money in each.figures.items() if heading not in left_out}


def counts_without_accounts(balance: Balance) -> bool:
    """Tell whether underspend has budgets in it that the accounts say nothing of."""
    booked = {each.line.program for each in balance.lines if each.booked}
    return any(
        each.figures["budget"] != ZERO and not each.booked and each.line.program in booked
        for each in balance.lines
    )


def is_estimate(balance: Balance, each: BalanceLine) -> bool:
    """Tell whether a line's budget is an estimate: for a year later than the newest act's own."""
    years, newest = each.line.years, balance.newest_act[each.line.program]
    return years.single and years.first > newest and each.figures["budget"] != ZERO


def is_rounded(figures: Iterable[Money], unit: Unit) -> bool:
    """Tell whether any figure loses digits in a unit."""
    return any(not rounded(money.ore, unit)[1] for money in figures)


def is_inexact(figures: Iterable[Money]) -> bool:
    """Tell whether any figure stands for more than one value."""
    return any(not money.exact for money in figures)


def all_figures(balance: Balance) -> list[Money]:
    """Give every figure of the lines of a balance."""
    return [money for each in balance.lines for money in each.figures.values()]


def title(what: str, style: Style, as_of: dt.date | None, figures: Iterable[Money]) -> str:
    """Head a report with what it shows, its unit and date, and what ca. means where it is."""
    parts = [what, style.unit.label]
    if as_of:
        parts.append(f"{style.word('as of')} {as_of}")
    if is_inexact(figures):
        parts.append(style.word("inexact"))
    return ", ".join(parts)
