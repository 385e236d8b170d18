"""The balance for people: what remains of each program and strand by year, and its totals."""

from collections.abc import Sequence

from tidlig.arithmetic.balancing import Balance
from tidlig.arithmetic.headings import Figures
from tidlig.arithmetic.marks import Doubts
from tidlig.arithmetic.regrouping import BalanceRow, rows
from tidlig.model.money import ZERO
from tidlig.model.texts import Identifier
from tidlig.model.years import Years
from tidlig.render.layout import Row, Table
from tidlig.render.shown import ESTIMATE, Style, figures_of_row, filled, is_estimate

CHARGED = ("awarded", "returned", "paid", "outstanding")
"""What pools and recipients have; budgets are of programs and strands."""

TOTALS = ("budget", "awarded", "remaining", "outturn", "underspend")
NO_PART = {"strand": "not split by strand", "pool": "no pool", "recipient": "no recipient"}


def overview(balance: Balance, style: Style) -> Table:
    """Give the table of a heading by year with totals, all columns that are not zeros."""
    by_year, totals = headings_of(balance)
    whole = filled(balance, totals)
    shown = [row for row in rows(balance) if row.part != "" or _has(row, (by_year, *whole))]
    years = sorted({y for row in shown for y in row.by_years if _has_in(row, y, by_year)})
    marked = {y for y in years if any(_estimated(balance, row, y) for row in shown)}
    headings = [style.years(y) + (" " if y in marked else "") for y in years]
    headings += [style.word(heading) for heading in whole]
    body = [
        Row(
            row_name(balance, row, style),
            (
                *(_by_year(balance, row, y, style, marked=y in marked) for y in years),
                *(
                    cell(figures_of_row(balance, row), heading, style, row.doubts)
                    for heading in whole
                ),
            ),
            stands_out=row.part is None,
            indent=row_indent(row),
        )
        for row in shown
    ]
    return Table(style.word("program"), tuple(headings), tuple(body))


def headings_of(balance: Balance) -> tuple[str, tuple[str, ...]]:
    """Give the heading shown by year and those in all; of pools and recipients awards are shown."""
    if balance.by in ("pool", "recipient"):
        return CHARGED[0], CHARGED
    return "remaining", TOTALS


def row_name(balance: Balance, row: BalanceRow, style: Style) -> str:
    """Name a row: a program by its id, a part of it below, everything at the end."""
    if row.part is not None:
        return part_name(balance, row.part) or style.word(NO_PART[balance.by])
    if row.program is None:
        return style.word("in all")
    chosen = f" ({style.word('chosen strands')})" if row.program in balance.partial else ""
    return Identifier(row.program + chosen)


def part_name(balance: Balance, part: str) -> str:
    """Name a strand or pool by its id, a recipient as the register does, with the id in doubt."""
    name = balance.names.get(part) if balance.by == "recipient" else None
    if name is None:
        return part if balance.by == "recipient" else Identifier(part)
    return f"{name} ({part})" if name in balance.same_names else name


def row_indent(row: BalanceRow) -> int:
    """Parts of a program stand two spaces in."""
    return 0 if row.part is None else 2


def cell(figures: Figures, heading: str, style: Style, doubts: Doubts) -> str:
    """Write a figure as far as it is known, or nothing where there is none to show."""
    return style.uncertain(figures[heading], heading, doubts) if heading in figures else ""


def _has(row: BalanceRow, headings: Sequence[str]) -> bool:
    return any(row.whole[heading] != ZERO or heading in row.doubts for heading in headings)


def _has_in(row: BalanceRow, years: Years, heading: str) -> bool:
    in_doubt = heading in row.doubts_by_years.get(years, {})
    return in_doubt or row.by_years[years][heading] != ZERO


def _by_year(balance: Balance, row: BalanceRow, years: Years, style: Style, *, marked: bool) -> str:
    if years not in row.by_years:
        return " " if marked else ""
    heading = headings_of(balance)[0]
    known, doubts = row.by_years[years][heading], row.doubts_by_years.get(years, {})
    figure = style.uncertain(known, heading, doubts)
    if not marked:
        return figure
    return figure + (ESTIMATE if _estimated(balance, row, years) else " ")


def _estimated(balance: Balance, row: BalanceRow, years: Years) -> bool:
    """Tell whether a row's budget for a year is, or has in it, an estimate."""
    lines = [each for each in row.lines if each.line.years == years]
    return any(is_estimate(balance, each) for each in lines)
