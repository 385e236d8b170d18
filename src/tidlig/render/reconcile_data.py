"""A reconciliation for programs: JSON of a fixed shape, and CSV with one figure a row."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from tidlig.arithmetic.accounts import (
    Account,
    Funds,
    Reconciliation,
    Step,
    net_awarded,
    of_net_awarded,
)
from tidlig.arithmetic.balance import BalanceLine
from tidlig.arithmetic.statements import Figure, StatementResult, stated
from tidlig.model.money import Money, plain
from tidlig.model.texts import Identifier, Number
from tidlig.model.years import Years
from tidlig.render.balance import cut_spans_data, uncounted_data
from tidlig.render.balance_columns import known
from tidlig.render.report import Rows
from tidlig.render.values import address

SCHEMA = "tidlig.reconcile/1"


def as_data(found: Reconciliation) -> dict[str, Any]:
    """Give a reconciliation as JSON has it; money is kroner as text, exact, without grouping."""
    return {
        "programs": _programs(found),
        "bridge": [_step(step) for step in found.bridge],
        "statements": [statement_data(each) for each in found.statements],
        "cut_spans": cut_spans_data(found.balance.cut_spans),
        **uncounted_data(found.balance),
    }


def _programs(found: Reconciliation) -> list[dict[str, Any]]:
    rows: dict[str, list[Account]] = {each.program.id: [] for each in found.funds}
    for account in found.accounts:
        if account.row.program is not None:
            rows[account.row.program].append(account)
    return [_program(each, rows[each.program.id]) for each in found.funds]


def _program(funds: Funds, rows: Sequence[Account]) -> dict[str, Any]:
    whole = next((row for row in rows if row.line is None and row.row.part is None), None)
    sources, uses = known(funds.sources, funds.doubts), known(funds.uses, funds.doubts)
    return {
        "program": Identifier(funds.program.id),
        "sources": {name: _told(money) for name, money in sources.items()},
        "uses": {name: _told(money) for name, money in uses.items()},
        "plus_minus": _plus_minus({**sources, **uses}),
        "accounts": [_account(row.line, row) for row in rows if row.line is not None],
        "differences": _differences(whole),
    }


def _account(each: BalanceLine, account: Account) -> dict[str, Any]:
    figures = of_accounts(each)
    inexact = {name: figures[name] for name in ("budget", "awarded", "outturn")}
    return {
        "strand": Identifier(each.line.strand) or None,
        "year": _year(each.line.years),
        **{name: _told(money) for name, money in figures.items()},
        "plus_minus": _plus_minus(inexact),
        "differences": _differences(account),
    }


def of_accounts(each: BalanceLine) -> dict[str, Money | None]:
    """Give what a line has against the accounts; None for what is not known or not booked."""
    told = known(each.figures, each.doubts)
    net = known({"awarded": net_awarded(each.figures)}, of_net_awarded(each.doubts))
    return {
        "budget": told["budget"],
        "awarded": net["awarded"],
        "outturn": told["outturn"] if each.booked else None,
        "difference": told["underspend"] if each.booked else None,
    }


def _told(money: Money | None) -> str | None:
    return None if money is None else plain(money.ore)


def _differences(account: Account | None) -> list[dict[str, str]]:
    named = () if account is None else account.differences
    return [{"name": each.name, "amount": plain(each.money.ore)} for each in named]


def _year(years: Years) -> int | str:
    """Give a year as a number, a span as text."""
    return years.first if years.single else str(years)


def _step(step: Step) -> dict[str, Any]:
    return {
        "program": Identifier(step.program),
        "step": step_name(step),
        "date": None if step.date is None else step.date.isoformat(),
        "amount": None if step.unknown else plain(step.amount.ore),
        "budget": None if step.in_doubt else plain(step.budget.ore),
        "explained": step.explained,
        "unknown": step.unknown,
        "entry": address(step.entry),
        "plus_minus": _plus_minus(
            {
                "amount": None if step.unknown else step.amount,
                "budget": None if step.in_doubt else step.budget,
            }
        ),
    }


def statement_data(each: StatementResult) -> dict[str, Any]:
    """Give a statement beside the ledger's figure as JSON has it."""
    statement, said = each.statement, stated(each.statement)
    sources = list(statement.source)
    doubt = each.doubt
    return {
        "id": statement.id,
        "source": sources[0] if len(sources) == 1 else sources,
        "program": Identifier(statement.program or "") or None,
        "strand": Identifier(statement.strand or "") or None,
        "round": Identifier(statement.round or "") or None,
        "pool": Identifier(statement.pool or "") or None,
        "support": statement.support,
        "kind": list(statement.kinds),
        "years": None if statement.years is None else list(statement.years),
        "as_of": None if statement.as_of is None else statement.as_of.isoformat(),
        "measure": statement.measure,
        "as_written": statement.as_written or statement.value.text,
        "value": _figure(said),
        "ledger": _figure(each.ledger),
        "verdict": each.verdict.value,
        "difference": difference(each),
        "plus_minus": _plus_minus({"value": said, "ledger": each.ledger}),
        "reason": doubt and {
            "reason": doubt.reason.value, "entry": doubt.entry and address(doubt.entry)
        },
    }  # fmt: skip


def _figure(figure: Figure | None) -> str | int | None:
    return plain(figure.ore) if isinstance(figure, Money) else figure


def difference(each: StatementResult) -> str | int | None:
    """Give how far a statement and the ledger are apart: kroner as text, or a count."""
    is_money = isinstance(each.ledger, Money)
    return plain(each.difference) if is_money and each.difference is not None else each.difference


def _plus_minus(figures: Mapping[str, Figure | None]) -> dict[str, str]:
    inexact = {name: each for name, each in figures.items() if isinstance(each, Money)}
    return {name: plain(money.half) for name, money in inexact.items() if not money.exact}


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
        "heading": step_name(step),
        **_amount(None if step.unknown else step.amount),
        "budget": "" if step.in_doubt else plain(step.budget.ore),
    }


def _statement_row(each: StatementResult) -> dict[str, str]:
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


def step_name(step: Step) -> str:
    """Name a step for programs: the act, the decision's id, or unexplained."""
    if not step.explained:
        return "unexplained"
    return step.act or step.entry.id
