"""The balance in detail: every line with all its headings, below the total of its program."""

from collections.abc import Iterator, Sequence

from tidlig.arithmetic.balancing import Balance, BalanceLine
from tidlig.arithmetic.headings import HEADINGS, Figures
from tidlig.arithmetic.marks import Doubts
from tidlig.arithmetic.regrouping import BalanceRow, rows
from tidlig.render.balance_table import cell, row_indent, row_name
from tidlig.render.layout import Row, Table
from tidlig.render.shown import (
    ESTIMATE,
    Style,
    doubts_with_years,
    figures_of_line,
    figures_of_row,
    filled,
    is_estimate,
)

AT_LEAST = ("budget", "remaining")
"""Shown of lines that have nothing but zeros: what is stated to be 0 is not unknown."""


def detail(balance: Balance, style: Style, chosen: Sequence[str] = ()) -> Table:
    """Give the table of all lines under the chosen headings, or those that are not zeros."""
    headings = list(chosen) or filled(balance, HEADINGS) or AT_LEAST
    body = [line for row in rows(balance) for line in _rows(balance, row, headings, style)]
    shown = (style.word("years"), *(style.word(heading) for heading in headings))
    return Table(style.word("program"), shown, tuple(body))


def _rows(balance: Balance, row: BalanceRow, headings: Sequence[str], style: Style) -> list[Row]:
    """Give the total of a row, and its lines below where it has no parts that have them."""
    is_alone = len(row.lines) == 1
    years = _years(balance, row.lines[0]) if is_alone else ""
    doubts = doubts_with_years(balance, row)
    total = Row(
        row_name(balance, row, style),
        (years, *_cells(figures_of_row(balance, row), headings, style, doubts)),
        stands_out=row.part is None,
        indent=row_indent(row),
    )
    if is_alone or row.program is None or row.has_parts:
        return [total]
    return [total, *(_line(balance, each, headings, style) for each in row.lines)]


def _line(balance: Balance, each: BalanceLine, headings: Sequence[str], style: Style) -> Row:
    """Give the row of one line."""
    figures = figures_of_line(each)
    return Row("", (_years(balance, each), *_cells(figures, headings, style, each.doubts)))


def _cells(
    figures: Figures, headings: Sequence[str], style: Style, doubts: Doubts
) -> Iterator[str]:
    return (cell(figures, heading, style, doubts) for heading in headings)


def _years(balance: Balance, each: BalanceLine) -> str:
    """Write the years of a line, marked where its budget is an estimate."""
    return f"{each.line.years}{ESTIMATE if is_estimate(balance, each) else ' '}"
