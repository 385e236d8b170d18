"""The balance for people: what remains of each program and strand by year, and its totals."""

from tidlig.arithmetic.balancing import Balance
from tidlig.arithmetic.headings import Figures
from tidlig.arithmetic.regrouping import BalanceRow, rows
from tidlig.model.money import ZERO, Money
from tidlig.model.years import Years
from tidlig.render.escaping import for_terminal
from tidlig.render.layout import Row, Table
from tidlig.render.shown import ESTIMATE, Style, empty, filled, later_than_act

BY_YEAR = "remaining"
TOTALS = ("budget", "awarded", "remaining", "outturn", "underspend")
NO_PART = {"strand": "not split by strand", "pool": "no pool", "recipient": "no recipient"}


def overview(balance: Balance, style: Style) -> Table:
    """Give the table of `remaining` by year with totals, all columns that are not zeros."""
    shown = rows(balance)
    years = sorted({y for row in shown for y, f in row.by_years.items() if f[BY_YEAR] != ZERO})
    whole = filled(balance, TOTALS)
    marked = {y for y in years if any(_estimated(balance, row, y) for row in shown)}
    headings = [style.years(y) + (" " if y in marked else "") for y in years]
    headings += [style.word(heading) for heading in whole]
    body = [
        Row(
            row_name(balance, row, style),
            (
                *(_by_year(balance, row, y, style, marked=y in marked) for y in years),
                *(cell(totals(row), heading, style) for heading in whole),
            ),
            stands_out=row.part is None,
        )
        for row in shown
    ]
    return Table(style.word("program"), tuple(headings), tuple(body))


def row_name(balance: Balance, row: BalanceRow, style: Style) -> str:
    """Name a row: a program by its id, a part of it below, everything at the end."""
    if row.program is None:
        return style.word("in all")
    if row.part is None:
        return for_terminal(row.program)
    return "  " + (for_terminal(row.part) or style.word(NO_PART[balance.by]))


def totals(row: BalanceRow) -> Figures | None:
    """Give the totals of a row; None where it has no lines, so that nothing is known of it."""
    return row.whole if row.lines else None


def cell(figures: Figures | None, heading: str, style: Style) -> str:
    """Write a figure, or nothing where it means nothing."""
    if figures is None or empty(heading, figures):
        return ""
    return style.figure(figures[heading])


def _by_year(balance: Balance, row: BalanceRow, years: Years, style: Style, *, marked: bool) -> str:
    if years not in row.by_years:
        return " " if marked else ""
    figure = style.figure(row.by_years[years][BY_YEAR])
    if not marked:
        return figure
    return figure + (ESTIMATE if _estimated(balance, row, years) else " ")


def _estimated(balance: Balance, row: BalanceRow, years: Years) -> bool:
    """Tell whether a row's figure for a year is, or has in it, an estimate."""
    money: Money = row.by_years[years][BY_YEAR] if years in row.by_years else ZERO
    programs = {each.line.program for each in row.lines if each.line.years == years}
    return money != ZERO and any(later_than_act(balance, id, years) for id in programs)
