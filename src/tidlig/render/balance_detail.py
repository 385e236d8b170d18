"""The balance in detail: every line with all its headings, below the total of its program."""

from collections.abc import Sequence
from dataclasses import replace

from tidlig.arithmetic.balancing import Balance, BalanceLine
from tidlig.arithmetic.headings import HEADINGS, Figures
from tidlig.arithmetic.regrouping import BalanceRow, rows
from tidlig.model.money import ZERO
from tidlig.render.balance_table import cell, row_name, totals
from tidlig.render.layout import Row, Table
from tidlig.render.shown import ESTIMATE, Style, filled, later_than_act

IN_TOTALS_ONLY = ("outstanding",)
"""Means something in totals, by award and by recipient, not by year."""


def detail(balance: Balance, style: Style, chosen: Sequence[str] = ()) -> Table:
    """Give the table of all lines under the chosen headings, or those that are not zeros."""
    headings = list(chosen) or filled(balance, HEADINGS)
    body = [line for row in rows(balance) for line in _rows(balance, row, headings, style)]
    shown = (style.word("years"), *(style.word(heading) for heading in headings))
    return Table(style.word("program"), shown, tuple(body))


def _rows(balance: Balance, row: BalanceRow, headings: Sequence[str], style: Style) -> list[Row]:
    """Give the total of a row, and its lines below where it has no parts that have them."""
    name, stands_out = row_name(balance, row, style), row.part is None
    if len(row.lines) == 1:
        years = _years(balance, row.lines[0])
        return [_row(name, years, row.whole, headings, style, stands_out=stands_out)]
    total = _row(name, "", totals(row), headings, style, stands_out=stands_out)
    if row.program is None or row.has_parts:
        return [total]
    return [total, *(_line(balance, each, headings, style) for each in row.lines)]


def _line(balance: Balance, each: BalanceLine, headings: Sequence[str], style: Style) -> Row:
    """Give the row of one line; what means something in totals alone is left empty."""
    row = _row("", _years(balance, each), each.figures, headings, style)
    cells = zip(("years", *headings), row.cells, strict=True)
    return replace(row, cells=tuple("" if h in IN_TOTALS_ONLY else text for h, text in cells))


def _row(
    name: str,
    years: str,
    figures: Figures | None,
    headings: Sequence[str],
    style: Style,
    *,
    stands_out: bool = False,
) -> Row:
    cells = (cell(figures, heading, style) for heading in headings)
    return Row(name, (years, *cells), stands_out)


def _years(balance: Balance, each: BalanceLine) -> str:
    """Write the years of a line, marked where its budget is an estimate."""
    later = later_than_act(balance, each.line.program, each.line.years)
    marked = later and each.figures["budget"] != ZERO
    return f"{each.line.years}{ESTIMATE if marked else ' '}"
