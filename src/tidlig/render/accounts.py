"""The ledger beside the accounts, and sources and uses: tables, and columns for every format.

CSV has a row for each amount.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import Any, NamedTuple

from tidlig.arithmetic.accounts import (
    Account,
    Difference,
    Funds,
    Reconciliation,
    net_awarded,
    net_awarded_doubts,
)
from tidlig.arithmetic.balance import Balance
from tidlig.arithmetic.movements import Figures
from tidlig.arithmetic.unknown_amounts import CERTAIN, Doubts
from tidlig.model.money import ZERO, Money, plain
from tidlig.model.texts import Identifier
from tidlig.model.years import Years
from tidlig.render import columns
from tidlig.render.balance_columns import (
    doubts_with_years,
    figures_of_line,
    figures_of_row,
    row_indent,
    row_name,
)
from tidlig.render.columns import (
    CSV,
    DATA,
    JSON,
    PLUS_MINUS,
    TABLE,
    Column,
    Figure,
    Part,
    amount,
    half_widths,
    text,
)
from tidlig.render.style import Style
from tidlig.render.tables import Row, Table, trimmed


def rows(reconciliation: Reconciliation) -> Iterator[dict[str, str]]:
    """The rows of CSV, by heading: first of accounts, then of sources and uses."""
    for account in reconciliation.accounts:
        if account.line is not None:
            sums = _sums(reconciliation.balance, account)
            for row in columns.melted(ACCOUNTS, sums):
                yield {"part": "accounts", **row}
    for funds in reconciliation.funds:
        for part, in_part in (("sources", SOURCES), ("uses", USES)):
            for row in columns.melted((PROGRAM, *in_part), funds):
                yield {"part": part, **row}


def programs_data(reconciliation: Reconciliation) -> list[dict[str, Any]]:
    """Programs as JSON has them, with their accounts by line."""
    accounts: dict[str, list[Account]] = {funds.program.id: [] for funds in reconciliation.funds}
    for account in reconciliation.accounts:
        if account.row.program is not None:
            accounts[account.row.program].append(account)
    balance = reconciliation.balance
    return [_program(balance, funds, accounts[funds.program.id]) for funds in reconciliation.funds]


def _program(balance: Balance, funds: Funds, accounts: Sequence[Account]) -> dict[str, Any]:
    of_lines = [_sums(balance, account) for account in accounts if account.line is not None]
    of_whole = [_sums(balance, account) for account in accounts if _is_whole(account)]
    return {
        "program": PROGRAM.data(funds),
        "sources": columns.record(SOURCES, funds),
        "uses": columns.record(USES, funds),
        PLUS_MINUS: half_widths(*SOURCES, *USES).data(funds),
        "accounts": [columns.record(ACCOUNTS, sums) for sums in of_lines],
        "differences": DIFFERENCES.data(of_whole[0]) if of_whole else [],
    }


def _is_whole(account: Account) -> bool:
    """Whether an account is of a whole program."""
    return account.line is None and account.row.part is None


def amounts(reconciliation: Reconciliation) -> list[Money]:
    """Return what the tables of accounts, and of sources and uses, show."""
    sums = [_sums(reconciliation.balance, account) for account in _in_table(reconciliation)]
    differences = [difference.money for row in sums for difference in row.differences]
    funds = columns.amounts(fund_columns(), _moving(reconciliation.funds))
    return [*differences, *columns.amounts(ACCOUNTS, sums), *funds]


# Accounts.


class AccountSums(NamedTuple):
    """The sums of a row of accounts, what is not known of them, and what they are of."""

    figures: Figures
    doubts: Doubts = CERTAIN
    program: str = ""
    strand: str = ""
    years: Years | None = None
    differences: tuple[Difference, ...] = ()


def _sums(balance: Balance, account: Account) -> AccountSums:
    line, row = account.line, account.row
    if line is None:
        figures, doubts = figures_of_row(balance, row), doubts_with_years(balance, row)
        return AccountSums(figures, doubts, differences=account.differences)
    return AccountSums(
        figures_of_line(line),
        line.doubts,
        line.line.program,
        line.line.strand,
        line.line.years,
        account.differences,
    )


def _in_table(reconciliation: Reconciliation) -> list[Account]:
    """Leave out the only line of a row, which the row shows."""
    return [
        account
        for account in reconciliation.accounts
        if account.line is None or len(account.row.lines) > 1
    ]


def accounts_table(reconciliation: Reconciliation, style: Style) -> Table:
    """The table of budgets, awards and outturn, with how they differ in words.

    Years stand before the figures, as names of rows, so that a narrow terminal keeps them.
    """
    in_table = columns.of_part(ACCOUNTS, Part.TABLE)
    body: list[Row] = []
    for account in _in_table(reconciliation):
        body += _account_body(reconciliation.balance, account, in_table, style)
    return trimmed(columns.table_of("program", in_table, body, style))


def _account_body(
    balance: Balance, account: Account, in_table: Sequence[Column[AccountSums]], style: Style
) -> Iterator[Row]:
    """Write a row of a program, a part of it or a line, and below it what else differs."""
    sums = _sums(balance, account)
    first = sums._replace(differences=sums.differences[:1])
    indent = row_indent(account.row) if account.line is None else 4
    cells = columns.cells(in_table, first, style)
    yield Row(_account_name(balance, account, style), cells, _is_whole(account), indent)
    for difference in sums.differences[1:]:
        further = AccountSums({}, differences=(difference,))
        yield Row("", columns.cells(in_table, further, style))


def _account_name(balance: Balance, account: Account, style: Style) -> str:
    if account.line is not None:
        return str(account.line.line.years)
    name, lines = row_name(balance, account.row, style), account.row.lines
    return f"{name}, {lines[0].line.years}" if len(lines) == 1 else name


def _of_account(name: str, help: str, heading: str) -> Column[AccountSums]:
    """A column of the sums under a heading; there is none of accounts where these say nothing."""

    def figure(sums: AccountSums) -> Figure | None:
        if heading not in sums.figures:
            return None
        return Figure(sums.figures[heading], heading, sums.doubts)

    return amount(name, help, figure)


def _net_awarded(sums: AccountSums) -> Figure | None:
    if not sums.figures:
        return None
    return Figure(net_awarded(sums.figures), "awarded", net_awarded_doubts(sums.doubts))


def _year(sums: AccountSums) -> str:
    return str(sums.years or "")


def _year_data(sums: AccountSums) -> int | str | None:
    """A year as a number, a span as text."""
    if sums.years is None:
        return None
    return sums.years.first if sums.years.single else str(sums.years)


def _differences_cell(sums: AccountSums, style: Style) -> str:
    """Write the one difference that a row of the table has."""
    written = (
        f"{style.figure(difference.money)} {style.word(difference.name)}"
        for difference in sums.differences
    )
    return next(written, "")


def _differences_data(sums: AccountSums) -> list[dict[str, str]]:
    return [
        {"name": difference.name, "amount": plain(difference.money.ore)}
        for difference in sums.differences
    ]


BUDGET_OF_YEAR = _of_account("budget", "What may be awarded.", "budget")
AWARDED = amount("awarded", "Awards less returns.", _net_awarded, word="net awarded")
OUTTURN = _of_account("outturn", "What the accounts say was charged.", "outturn")
DIFFERENCES: Column[AccountSums] = text(
    "differences", "How outturn differs from budget and awards, by name.",
    lambda sums: sums.differences, cell=_differences_cell, data=_differences_data,
    parts=TABLE | JSON,
)  # fmt: skip
ACCOUNTS: tuple[Column[AccountSums], ...] = (
    text("program", "The program.", lambda sums: Identifier(sums.program), parts=CSV),
    text("strand", "The strand.", lambda sums: Identifier(sums.strand), parts=DATA),
    replace(
        text(
            "year", "The year, or a span of years that is not split.", _year, data=_year_data,
            parts=DATA,
        ),
        headings=("years",),
    ),
    BUDGET_OF_YEAR,
    AWARDED,
    OUTTURN,
    _of_account("difference", "The budget less outturn.", "difference"),
    half_widths(BUDGET_OF_YEAR, AWARDED, OUTTURN),
    DIFFERENCES,
)  # fmt: skip
"""The columns of accounts, in the order of JSON; CSV has a row for each amount."""


# Sources and uses.


def _moving(funds: Iterable[Funds]) -> list[Funds]:
    """Leave out programs without any money."""
    return [
        of_program for of_program in funds if any(money != ZERO for money in _moneys(of_program))
    ]


def _moneys(funds: Funds) -> Iterable[Money]:
    return (*funds.sources.values(), *funds.uses.values())


def fund_columns() -> tuple[Column[Funds], ...]:
    """The columns of sources and uses, in the order of the table."""
    return (PROGRAM, *SOURCES, WHOLE, *USES)


def funds_table(funds: Iterable[Funds], style: Style) -> Table:
    """The table of where each program's money came from and where it stands."""
    moving = _moving(funds)
    in_table = [
        column
        for column in columns.of_part(fund_columns(), Part.TABLE)
        if column is WHOLE or _has_any(column, moving)
    ]
    body = [
        Row(PROGRAM.cell(of_program, style), columns.cells(in_table, of_program, style))
        for of_program in moving
    ]
    return columns.table_of("program", in_table, body, style)


def _has_any(column: Column[Funds], funds: Iterable[Funds]) -> bool:
    return any(columns.is_filled(column, of_program) for of_program in funds)


def _source(name: str, help: str) -> Column[Funds]:
    return amount(name, help, lambda funds: Figure(funds.sources[name], name, funds.doubts))


def _use(name: str, help: str, word: str | None = None) -> Column[Funds]:
    def figure(funds: Funds) -> Figure:
        return Figure(funds.uses[name], name, funds.doubts)

    return amount(name, help, figure, word=word)


PROGRAM: Column[Funds] = text(
    "program", "The program; in a table it stands first.",
    lambda funds: Identifier(funds.program.id), parts=DATA,
)  # fmt: skip
SOURCES: tuple[Column[Funds], ...] = (
    _source("appropriated", "What the first act, and additional ones, appropriate."),
    _source("restated", "What later finance acts change by stating figures anew."),
    _source("reprioritised-in", "What decisions move in from other programs."),
    _source("carried-in", "What is carried over from years that are not chosen."),
)
"""The columns of JSON's `sources`; CSV has a row for each amount."""
WHOLE: Column[Funds] = amount(
    "whole", "All sources, and all uses.",
    lambda funds: Figure(funds.whole, "whole", funds.whole_doubts), word="all sources",
    parts=TABLE,
)  # fmt: skip
USES: tuple[Column[Funds], ...] = (
    _use("reprioritised-out", "What decisions move out to other programs."),
    _use("carried-out", "What is carried over to years that are not chosen."),
    _use("awarded", "Awards less returns.", "net awarded"),
    _use("remaining", "The budget less awards, plus returns."),
)
"""The columns of JSON's `uses`; CSV has a row for each amount."""
