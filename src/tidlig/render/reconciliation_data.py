"""A reconciliation for programs: JSON of a fixed shape."""

from collections.abc import Mapping, Sequence
from typing import Any

from tidlig.arithmetic.accounting import Funds, net_awarded, of_net_awarded
from tidlig.arithmetic.balancing import BalanceLine
from tidlig.arithmetic.bridging import Step
from tidlig.arithmetic.reconciling import Account, Reconciliation
from tidlig.arithmetic.stating import Figure, Held, stated
from tidlig.model.money import Money
from tidlig.model.notation import plain
from tidlig.model.texts import Identifier
from tidlig.model.years import Years
from tidlig.render.balance import cut_spans_data, uncounted_data
from tidlig.render.balance_columns import known
from tidlig.render.bridges import name
from tidlig.render.entries import address

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
        "step": name(step),
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


def statement_data(each: Held) -> dict[str, Any]:
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


def difference(each: Held) -> str | int | None:
    """Give how far a statement and the ledger are apart: kroner as text, or a count."""
    is_money = isinstance(each.ledger, Money)
    return plain(each.difference) if is_money and each.difference is not None else each.difference


def _plus_minus(figures: Mapping[str, Figure | None]) -> dict[str, str]:
    inexact = {name: each for name, each in figures.items() if isinstance(each, Money)}
    return {name: plain(money.half) for name, money in inexact.items() if not money.exact}
