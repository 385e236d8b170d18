"""The ledger compared with the accounts, with sources and uses, the bridge and the statements.

The bridge explains a program's budget step by step: from the first act, over each decision and each
change that a later act makes without one, to the budget. A decision that moves money within the
program is no step.
"""

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from tidlig.arithmetic.account_rows import Accounts, accounts_of
from tidlig.arithmetic.balance import Balance, Choice, balance, doubts_of
from tidlig.arithmetic.contradictions import explained
from tidlig.arithmetic.ledger import Ledger
from tidlig.arithmetic.movements import BUDGET, Figures, Movement, effective_date, sum_money
from tidlig.arithmetic.overview import overview
from tidlig.arithmetic.statements import StatementResult, Verdict, statement_results
from tidlig.arithmetic.unknown_amounts import (
    APART,
    CUT,
    LESS,
    MORE,
    Doubts,
    Mark,
    doubts_at,
    marks,
)
from tidlig.model.decisions import Appropriation, Program, Strand
from tidlig.model.entry import Entry
from tidlig.model.money import ZERO, Money
from tidlig.model.records import Statement
from tidlig.model.years import Years

SOURCES = ("appropriated", "restated", "reprioritised-in", "carried-in")
USES = ("reprioritised-out", "carried-out", "awarded", "uncommitted")


@dataclass(frozen=True, slots=True)
class Funds:
    """Where a program's money came from and where it stands; both add up to the same.

    `awarded` is less what was returned. What is moved within the program is left out. `doubts` are
    the names of the figures that are not known.
    """

    program: Program
    sources: Figures
    uses: Figures
    doubts: Doubts

    @property
    def whole_doubts(self) -> Doubts:
        """What is not known of what all sources come to."""
        signs = {self.doubts[name] for name in SOURCES if name in self.doubts}
        return {"whole": _common_sign(signs)} if signs else {}

    @property
    def whole(self) -> Money:
        """What all sources come to."""
        return sum_money(self.sources.values())


def net_awarded(figures: Figures) -> Money:
    """Awarded less returned."""
    return figures["awarded"] - figures["returned"]


def net_awarded_doubts(doubts: Doubts) -> Doubts:
    """The doubt of awarded less returned, under the name of the first, if there is any."""
    signs = set()
    if "awarded" in doubts:
        signs.add(doubts["awarded"])
    if "returned" in doubts:
        returned = doubts["returned"]
        signs.add(_OPPOSITE.get(returned, returned))
    return {"awarded": _common_sign(signs)} if signs else {}


_OPPOSITE = {MORE: LESS, LESS: MORE}


def _common_sign(signs: set[str]) -> str:
    """The sign of a sum of which parts have some signs, at least one."""
    if len(signs) == 1:
        return next(iter(signs))
    return CUT if CUT in signs else APART


def funds(ledger: Ledger, balance: Balance, choice: Choice) -> Iterator[Funds]:
    """Where the money of each program came from and where it stands."""
    moved: dict[str, list[Movement]] = {program.id: [] for program in balance.programs}
    for movement in ledger.movements:
        if movement.line.program in moved and choice.takes(movement.line):
            moved[movement.line.program].append(movement)
    for program in balance.programs:
        own = doubts_of(balance, program.id)
        yield _funds(program, balance.totals[program.id], moved[program.id], own)


def _funds(program: Program, totals: Figures, moved: Iterable[Movement], doubts: Doubts) -> Funds:
    reprioritised = _crossed(moved, "reprioritised")
    carried = _crossed(moved, "carried")
    sources = {
        "appropriated": totals["appropriated"],
        "restated": totals["restated"],
        "reprioritised-in": _sum_above_zero(reprioritised),
        "carried-in": _sum_above_zero(carried),
    }
    uses = {
        "reprioritised-out": -_sum_below_zero(reprioritised),
        "carried-out": -_sum_below_zero(carried),
        "awarded": net_awarded(totals),
        "uncommitted": totals["uncommitted"],
    }
    return Funds(program, sources, uses, dict(_crossing(doubts)))


def _sum_above_zero(amounts: Iterable[Money]) -> Money:
    return sum_money(money for money in amounts if money.ore > 0)


def _sum_below_zero(amounts: Iterable[Money]) -> Money:
    return sum_money(money for money in amounts if money.ore < 0)


def _crossing(doubts: Doubts) -> Iterator[tuple[str, str]]:
    """The names of sources and uses that are in doubt, by the headings that are."""
    for name in (*SOURCES, *USES):
        if name in doubts:
            yield name, doubts[name]
    if "uncommitted" in doubts:
        yield "uncommitted", doubts["uncommitted"]
    yield from net_awarded_doubts(doubts).items()
    for heading in ("reprioritised", "carried"):
        if heading in doubts:
            yield from _in_and_out(heading, doubts[heading])


def _in_and_out(heading: str, sign: str) -> Iterator[tuple[str, str]]:
    if sign != LESS:
        yield f"{heading}-in", sign
    if sign != MORE:
        yield f"{heading}-out", MORE if sign == LESS else sign


def _crossed(moved: Iterable[Movement], heading: str) -> list[Money]:
    """What each entry brings or takes under a heading, over the border of what is shown."""
    by_entry: dict[str, list[Money]] = {}
    for movement in moved:
        if movement.heading == heading:
            by_entry.setdefault(movement.entry.address, []).append(movement.money)
    return [sum_money(parts) for parts in by_entry.values()]


@dataclass(frozen=True, slots=True)
class Step:
    """One step: what an act appropriates, a decision changes, or an act leaves unexplained.

    `act` is the name of the act that the step is, if it is one. `budget` is what there is after it;
    `unknown` says that a part of the amount is not known, and adds nothing; `in_doubt` that the
    budget is not, until acts have stated it anew.
    """

    program: str
    entry: Entry
    date: dt.date | None
    amount: Money
    budget: Money
    act: str | None = None
    explained: bool = True
    unknown: bool = False
    in_doubt: bool = False


def bridge(ledger: Ledger, choice: Choice) -> tuple[Step, ...]:
    """The steps of each program chosen, in order of effect: a program's own, then by date.

    A program of which only strands are chosen has none: what an act first gives a strand would seem
    to be unexplained.
    """
    movements: dict[str, list[Movement]] = {id: [] for id in ledger.programs}
    unknown: dict[str, list[Mark]] = {id: [] for id in ledger.programs}
    for movement in ledger.movements:
        if _is_on_budget(movement, choice):
            movements[movement.line.program].append(movement)
    for mark in marks(ledger):
        if _is_on_budget(mark.movement, choice):
            unknown[mark.movement.line.program].append(mark)
    steps: list[Step] = []
    for id, program in ledger.programs.items():
        if choice.takes_whole(id):
            steps += _steps(program, movements[id], unknown[id])
    return tuple(steps)


def _is_on_budget(movement: Movement, choice: Choice) -> bool:
    return movement.heading in BUDGET and choice.takes(movement.line)


def _steps(
    program: Program, movements: Iterable[Movement], unknown: Sequence[Mark]
) -> Iterator[Step]:
    moved = _by_entry(program, movements)
    marked = _by_entry(program, (mark.movement for mark in unknown))
    entries = {entry.address: entry for entry, _ in (*moved.values(), *marked.values())}
    budget = ZERO
    for entry in sorted(entries.values(), key=_order):
        _, parts = moved.get(entry.address, (entry, []))
        _, unknown_parts = marked.get(entry.address, (entry, []))
        is_unknown = sum(part.money.ore for part in unknown_parts) != 0
        in_doubt = "budget" in _doubts(unknown, entry)
        after_step = budget
        for step in _of_entry(program, entry, parts, is_unknown):
            after_step += step.amount
            yield replace(step, budget=after_step, in_doubt=in_doubt)
        budget += _sum(parts)  # also of an entry without a step, whose amount may be inexact


def _of_entry(
    program: Program, entry: Entry, parts: list[Movement], unknown: bool
) -> Iterator[Step]:
    """The steps of one entry, without the budget after each."""
    step = Step(program.id, entry, getattr(entry, "date", None), _sum(parts), ZERO, unknown=unknown)
    if isinstance(entry, Appropriation):
        yield from _of_act(step, entry, parts)
    elif isinstance(entry, Program):
        yield replace(step, act=entry.act or entry.id)
    elif unknown or step.amount.ore:
        yield step


def _of_act(step: Step, act: Appropriation, parts: list[Movement]) -> Iterator[Step]:
    """What a later act changes, if anything, then what it appropriates."""
    change = _sum(part for part in parts if part.heading == "restated")
    new = _sum(part for part in parts if part.heading == "appropriated")
    if change.ore:
        yield replace(step, amount=change, explained=False)
    yield replace(step, amount=new, act=act.act, unknown=step.unknown and not change.ore)


def _by_entry(
    program: Program, movements: Iterable[Movement]
) -> dict[str, tuple[Entry, list[Movement]]]:
    """Part movements by their entry; what strands are given is the program's."""
    parts: dict[str, tuple[Entry, list[Movement]]] = {}
    for movement in movements:
        entry = program if isinstance(movement.entry, Strand) else movement.entry
        parts.setdefault(entry.address, (entry, []))[1].append(movement)
    return parts


def _doubts(unknown: Iterable[Mark], entry: Entry) -> Doubts:
    """What is not known of a budget after an entry."""
    date = effective_date(getattr(entry, "date", None))
    return doubts_at(unknown, date, in_act=isinstance(entry, Appropriation))


def _order(entry: Entry) -> tuple[dt.date, int, str]:
    """On one date the program is first, and acts come after all else, by id."""
    rank = 0 if isinstance(entry, Program) else 2 if isinstance(entry, Appropriation) else 1
    return effective_date(getattr(entry, "date", None)), rank, entry.id


def _sum(movements: Iterable[Movement]) -> Money:
    return sum_money(movement.money for movement in movements)


CONTRADICTED = "statement-contradicted"
"""The check by whose name a statement accepts that the ledger contradicts it."""


@dataclass(frozen=True, slots=True)
class Reconciliation:
    """The accounts, where money came from and stands, the bridge between acts, the statements."""

    balance: Balance
    accounts: tuple[Accounts, ...]
    funds: tuple[Funds, ...]
    bridge: tuple[Step, ...]
    statements: tuple[StatementResult, ...]
    years: Years | None = None

    @property
    def contradicted(self) -> bool:
        """Whether a statement is contradicted that does not accept it."""
        return any(
            result.verdict is Verdict.CONTRADICTED and not accepts(result)
            for result in self.statements
        )


def reconciliation(ledger: Ledger, choice: Choice, date: dt.date) -> Reconciliation:
    """Reconcile the programs chosen as of a date; statements of no program are always compared."""
    balanced = balance(ledger, choice)
    results = [
        result
        for result in statement_results(ledger)
        if _is_chosen(result.statement, ledger, choice)
    ]
    overviews = overview(ledger, balanced.programs, date)
    return Reconciliation(
        balanced,
        tuple(accounts_of(overviews, choice)),
        tuple(funds(ledger, balanced, choice)),
        bridge(ledger, choice) if choice.years is None else (),
        tuple(_together(explained(ledger, results))),
        choice.years,
    )


def accepts(result: StatementResult) -> bool:
    """Whether a statement accepts, with a reason, that the ledger contradicts it."""
    return any(check == CONTRADICTED for check, _ in result.statement.accept)


def program_of(statement: Statement, ledger: Ledger) -> str | None:
    """The program that a statement is about: its own, or that of its pool or round."""
    pool = ledger.pools.get(statement.pool or "")
    round = ledger.rounds.get(statement.round or "")
    named = pool or round
    return statement.program or (named.program if named else None)


def _is_chosen(statement: Statement, ledger: Ledger, choice: Choice) -> bool:
    years = statement.years
    if choice.years is not None and years is not None and not years.meets(choice.years):
        return False
    program = program_of(statement, ledger)
    return program is None or choice.takes_budget_line(program, statement.strand)


def _together(results: Iterable[StatementResult]) -> Iterator[StatementResult]:
    """Put statements of one figure next to each other, where the first of them stands."""
    by_figure: dict[object, list[StatementResult]] = {}
    for result in results:
        statement = result.statement
        figure = (
            statement.program, statement.measure, statement.strand, statement.round,
            statement.pool, statement.support, statement.kinds,
        )  # fmt: skip
        by_figure.setdefault(figure, []).append(result)
    for same in by_figure.values():
        yield from same
