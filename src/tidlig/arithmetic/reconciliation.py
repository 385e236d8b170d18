"""A ledger held against its accounts and against what was published, as a report asks for it."""

from collections.abc import Iterator
from dataclasses import dataclass

from tidlig.arithmetic.accounts import Difference, Funds, funds, of_line, of_row
from tidlig.arithmetic.balance import Balance, BalanceLine, Choice, balance
from tidlig.arithmetic.bridge import Step, bridge
from tidlig.arithmetic.ledger import Ledger
from tidlig.arithmetic.regrouping import BalanceRow, rows
from tidlig.arithmetic.statements import StatementResult, Verdict, held
from tidlig.model.money import ZERO
from tidlig.model.records import Statement

CONTRADICTED = "statement-contradicted"
"""The check by whose name a statement accepts that the ledger contradicts it."""


@dataclass(frozen=True, slots=True)
class Account:
    """A row of the accounts, of a program, a part of it or a line, with what differs by name."""

    row: BalanceRow
    line: BalanceLine | None
    differences: tuple[Difference, ...]


@dataclass(frozen=True, slots=True)
class Reconciliation:
    """The accounts, where money came from and stands, the bridge between acts, the statements."""

    balance: Balance
    accounts: tuple[Account, ...]
    funds: tuple[Funds, ...]
    bridge: tuple[Step, ...]
    statements: tuple[StatementResult, ...]

    @property
    def contradicted(self) -> bool:
        """Whether a statement is contradicted that does not accept it."""
        return any(
            each.verdict is Verdict.CONTRADICTED and not accepts(each) for each in self.statements
        )


def reconciliation(ledger: Ledger, choice: Choice) -> Reconciliation:
    """Reconcile the programs chosen; statements of no program are always held against it."""
    balanced = balance(ledger, choice)
    return Reconciliation(
        balanced,
        tuple(_accounts(ledger, balanced, all_years=choice.years is None)),
        tuple(funds(ledger, balanced, choice)),
        bridge(ledger, choice) if choice.years is None else (),
        tuple(_together(each for each in held(ledger) if _is_asked_for(each, ledger, choice))),
    )


def accepts(each: StatementResult) -> bool:
    """Tell whether a statement accepts, with a reason, that the ledger contradicts it."""
    return any(check == CONTRADICTED for check, _ in each.statement.accept)


def program_of(statement: Statement, ledger: Ledger) -> str | None:
    """Give the program that a statement is about: its own, or that of its pool or round."""
    pool, round = ledger.pools.get(statement.pool or ""), ledger.rounds.get(statement.round or "")
    named = pool or round
    return statement.program or (named.program if named else None)


def _accounts(ledger: Ledger, balanced: Balance, *, all_years: bool) -> Iterator[Account]:
    """Give the rows of programs and their parts, and below the last of these their lines."""
    for row in rows(balanced):
        shown = [each for each in row.lines if _has_accounts(each)]
        if shown:
            yield Account(row, None, of_row(ledger, balanced, row, all_years=all_years))
            if row.program is not None and not row.has_parts:
                program = ledger.programs[row.program]
                yield from (Account(row, each, of_line(program, each)) for each in shown)


def _has_accounts(each: BalanceLine) -> bool:
    """Tell whether a line has anything to hold against the accounts."""
    headings = ("budget", "awarded", "returned", "outturn")
    return each.booked or any(each.figures[heading] != ZERO for heading in headings)


def _is_asked_for(each: StatementResult, ledger: Ledger, choice: Choice) -> bool:
    program, asked = program_of(each.statement, ledger), each.statement.years
    if choice.years is not None and asked is not None and not asked.meets(choice.years):
        return False
    return program is None or choice.takes_purse(program, each.statement.strand)


def _together(found: Iterator[StatementResult]) -> Iterator[StatementResult]:
    """Put statements of one figure beside each other, where the first of them stands."""
    by_figure: dict[object, list[StatementResult]] = {}
    for each in found:
        asked = each.statement
        figure = (
            asked.program, asked.measure, asked.strand, asked.round, asked.pool,
            asked.support, asked.kinds,
        )  # fmt: skip
        by_figure.setdefault(figure, []).append(each)
    for same in by_figure.values():
        yield from same
