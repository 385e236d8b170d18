"""The ledger beside the accounts, by program, strand and year; and where money came from and is."""

from collections.abc import Iterable

from tidlig.arithmetic.accounting import SOURCES, USES, Difference, Funds, net_awarded
from tidlig.arithmetic.balancing import Balance
from tidlig.arithmetic.reconciling import Account
from tidlig.model.money import ZERO, Money
from tidlig.render.balance_table import cell, row_name
from tidlig.render.escaping import for_terminal
from tidlig.render.layout import Row, Table
from tidlig.render.shown import Style, figures_of_line, figures_of_row

_DIFFERENCES = 5
"""The column of the names of differences, counted from 0."""


def accounts(balance: Balance, shown: Iterable[Account], style: Style) -> Table:
    """Give the table of budgets, awards and outturn, with how they differ in words."""
    headings = ("years", "budget", "net awarded", "outturn", "difference", "differences")
    rows = tuple(_account(balance, each, style) for each in shown if _is_shown(each))
    words = tuple(style.word(heading) for heading in headings)
    return Table(style.word("program"), words, rows, frozenset({_DIFFERENCES}))


def sources_and_uses(shown: Iterable[Funds], style: Style) -> Table:
    """Give the table of where each program's money came from and where it stands."""
    funds = [each for each in shown if any(m != ZERO for m in _moneys(each))]
    sources = [name for name in SOURCES if any(each.sources[name] != ZERO for each in funds)]
    uses = [name for name in USES if any(each.uses[name] != ZERO for each in funds)]
    names = {"awarded": "net awarded"}
    headings = [*sources, "all sources", *(names.get(name, name) for name in uses)]
    rows = tuple(
        Row(
            for_terminal(each.program.id),
            tuple(
                style.figure(money)
                for money in (
                    *(each.sources[name] for name in sources),
                    each.whole,
                    *(each.uses[name] for name in uses),
                )
            ),
        )
        for each in funds
    )
    return Table(style.word("program"), tuple(map(style.word, headings)), rows)


def _moneys(each: Funds) -> Iterable[Money]:
    return (*each.sources.values(), *each.uses.values())


def _is_shown(each: Account) -> bool:
    """Leave out the only line of a row, which the row shows."""
    return each.line is None or len(each.row.lines) > 1


def _account(balance: Balance, each: Account, style: Style) -> Row:
    """Write a row of a program or a part of it, with its only line, or one line below it."""
    line = each.line or (each.row.lines[0] if len(each.row.lines) == 1 else None)
    of_line = each.line is not None
    figures = figures_of_line(each.line) if each.line else figures_of_row(balance, each.row)
    cells = (
        str(line.line.years) if line else "",
        cell(figures, "budget", style),
        style.figure(net_awarded(figures)) if figures else "",
        cell(figures, "outturn", style),
        cell(figures, "underspend", style),
        "; ".join(_named(difference, style) for difference in each.differences),
    )
    name = "" if of_line else row_name(balance, each.row, style)
    return Row(name, cells, stands_out=not of_line and each.row.part is None)


def _named(difference: Difference, style: Style) -> str:
    return f"{style.figure(difference.money)} {style.word(difference.name)}"
