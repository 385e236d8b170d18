"""The ledger beside the accounts, by program, strand and year; and where money came from and is."""

from collections.abc import Iterable, Iterator

from tidlig.arithmetic.accounting import (
    SOURCES,
    USES,
    Difference,
    Funds,
    net_awarded,
    of_net_awarded,
)
from tidlig.arithmetic.balancing import Balance
from tidlig.arithmetic.headings import Figures
from tidlig.arithmetic.marks import Doubts
from tidlig.arithmetic.reconciling import Account
from tidlig.model.money import ZERO, Money
from tidlig.model.texts import Identifier
from tidlig.render.balance_columns import (
    doubts_with_years,
    figures_of_line,
    figures_of_row,
    row_indent,
    row_name,
)
from tidlig.render.layout import Row, Table, trimmed
from tidlig.render.shown import Style

_DIFFERENCES = 4
"""The column of the names of differences, counted from 0."""


def accounts(balance: Balance, shown: Iterable[Account], style: Style) -> Table:
    """Give the table of budgets, awards and outturn, with how they differ in words.

    Years stand before the figures, as names of rows, so that a narrow terminal keeps them.
    """
    headings = ("budget", "net awarded", "outturn", "difference", "differences")
    rows = [row for each in shown if _is_shown(each) for row in _rows(balance, each, style)]
    words = tuple(style.word(heading) for heading in headings)
    return trimmed(Table(style.word("program"), words, tuple(rows), frozenset({_DIFFERENCES})))


def sources_and_uses(shown: Iterable[Funds], style: Style) -> Table:
    """Give the table of where each program's money came from and where it stands."""
    funds = [each for each in shown if any(m != ZERO for m in _moneys(each))]
    sources = [name for name in SOURCES if any(_has(each, each.sources, name) for each in funds)]
    uses = [name for name in USES if any(_has(each, each.uses, name) for each in funds)]
    names = {"awarded": "net awarded"}
    headings = [*sources, "all sources", *(names.get(name, name) for name in uses)]
    rows = tuple(
        Row(
            Identifier(each.program.id),
            (
                *(style.uncertain(each.sources[name], name, each.doubts) for name in sources),
                style.uncertain(each.whole, "whole", each.whole_doubts),
                *(style.uncertain(each.uses[name], name, each.doubts) for name in uses),
            ),
        )
        for each in funds
    )
    return Table(style.word("program"), tuple(map(style.word, headings)), rows)


def _has(each: Funds, figures: Figures, name: str) -> bool:
    """Tell whether a figure is not 0, or not known to be."""
    return figures[name] != ZERO or name in each.doubts


def _moneys(each: Funds) -> Iterable[Money]:
    return (*each.sources.values(), *each.uses.values())


def _is_shown(each: Account) -> bool:
    """Leave out the only line of a row, which the row shows."""
    return each.line is None or len(each.row.lines) > 1


def _rows(balance: Balance, each: Account, style: Style) -> Iterator[Row]:
    """Write a row of a program, a part of it or a line, and below it what else differs."""
    figures = figures_of_line(each.line) if each.line else figures_of_row(balance, each.row)
    named = [_named(difference, style) for difference in each.differences] or [""]
    doubts = each.line.doubts if each.line else doubts_with_years(balance, each.row)
    net = {"awarded": net_awarded(figures)} if figures else {}
    cells = (
        _cell(figures, "budget", style, doubts),
        _cell(net, "awarded", style, of_net_awarded(doubts)),
        _cell(figures, "outturn", style, doubts),
        _cell(figures, "underspend", style, doubts),
    )
    stands_out = each.line is None and each.row.part is None
    indent = row_indent(each.row) if each.line is None else 4
    yield Row(_name(balance, each, style), (*cells, named[0]), stands_out, indent)
    yield from (Row("", ("", "", "", "", name)) for name in named[1:])


def _name(balance: Balance, each: Account, style: Style) -> str:
    if each.line is not None:
        return str(each.line.line.years)
    only = f", {each.row.lines[0].line.years}" if len(each.row.lines) == 1 else ""
    return row_name(balance, each.row, style) + only


def _named(difference: Difference, style: Style) -> str:
    return f"{style.figure(difference.money)} {style.word(difference.name)}"


def _cell(figures: Figures, heading: str, style: Style, doubts: Doubts) -> str:
    """Write a figure as far as it is known, or nothing where there is none to show."""
    return style.uncertain(figures[heading], heading, doubts) if heading in figures else ""
