"""A reconciliation as CSV: one figure a row, with what it is in the columns before it."""

from collections.abc import Iterator

from tidlig.arithmetic.accounting import Funds
from tidlig.arithmetic.balancing import BalanceLine
from tidlig.arithmetic.bridging import Step
from tidlig.arithmetic.reconciling import Reconciliation
from tidlig.arithmetic.stating import Figure, Held, stated
from tidlig.model.money import Money
from tidlig.model.notation import plain
from tidlig.model.texts import Identifier, Number
from tidlig.render.balance_columns import known
from tidlig.render.bridges import name
from tidlig.render.entries import address
from tidlig.render.reconciliation_data import difference, of_accounts
from tidlig.render.spreadsheets import Rows

COLUMNS = (
    "part", "program", "strand", "years", "date", "entry", "heading", "amount", "plus_minus",
    "budget", "stated", "stated_plus_minus", "verdict", "difference",
)  # fmt: skip
"""The columns of CSV; a part fills those that it has."""


_FIGURES = {"amount", "plus_minus", "budget", "stated", "stated_plus_minus", "difference"}


def rows(found: Reconciliation, parts: frozenset[str]) -> Rows:
    """Give some parts of a reconciliation as rows, the headings of the columns first."""
    yield COLUMNS
    for row in _rows(found, parts):
        yield [
            Number(row.get(column, "")) if column in _FIGURES else row.get(column, "")
            for column in COLUMNS
        ]


def _rows(found: Reconciliation, parts: frozenset[str]) -> Iterator[dict[str, str]]:
    if "accounts" in parts:
        for account in found.accounts:
            yield from () if account.line is None else _account_rows(account.line)
        for funds in found.funds:
            yield from _fund_rows(funds)
    if "bridge" in parts:
        yield from map(_step_row, found.bridge)
    if "statements" in parts:
        yield from map(_statement_row, found.statements)


def _account_rows(each: BalanceLine) -> Iterator[dict[str, str]]:
    names = {
        "part": "accounts",
        "program": Identifier(each.line.program),
        "strand": Identifier(each.line.strand),
        "years": str(each.line.years),
    }
    for heading, money in of_accounts(each).items():
        if each.booked or heading not in ("outturn", "difference"):
            yield {**names, "heading": heading, **_amount(money)}


def _fund_rows(each: Funds) -> Iterator[dict[str, str]]:
    for part, figures in (("sources", each.sources), ("uses", each.uses)):
        for heading, money in known(figures, each.doubts).items():
            row = {"part": part, "program": Identifier(each.program.id), "heading": heading}
            yield {**row, **_amount(money)}


def _step_row(step: Step) -> dict[str, str]:
    return {
        "part": "bridge",
        "program": Identifier(step.program),
        "date": "" if step.date is None else step.date.isoformat(),
        "entry": address(step.entry),
        "heading": name(step),
        **_amount(None if step.unknown else step.amount),
        "budget": "" if step.in_doubt else plain(step.budget.ore),
    }


def _statement_row(each: Held) -> dict[str, str]:
    said, statement = stated(each.statement), each.statement
    value = {f"stated{key.removeprefix('amount')}" if key == "amount" else f"stated_{key}": text
             for key, text in _amount(said).items()}  # fmt: skip
    apart = difference(each)
    return {
        "part": "statements",
        "program": Identifier(statement.program or ""),
        "strand": Identifier(statement.strand or ""),
        "years": "" if statement.years is None else str(statement.years),
        "entry": address(statement),
        "heading": statement.measure,
        **_amount(each.ledger),
        **value,
        "verdict": each.verdict.value,
        "difference": "" if apart is None else str(apart),
    }


def _amount(figure: Figure | None) -> dict[str, str]:
    if not isinstance(figure, Money):
        return {} if figure is None else {"amount": str(figure)}
    inexact = {} if figure.exact else {"plus_minus": plain(figure.half)}
    return {"amount": plain(figure.ore), **inexact}
