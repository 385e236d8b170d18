"""The ledger compared with the accounts, with sources and uses, the bridge and the statements.

The bridge explains a program's budget step by step: from the first act, over each decision and each
change that a later act makes without one, to the budget. A decision that moves money within the
program is no step.
"""

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from tidlig.arithmetic.balance import (
    Balance,
    BalanceLine,
    BalanceRow,
    Choice,
    balance,
    doubts_of,
    rows,
)
from tidlig.arithmetic.ledger import Ledger
from tidlig.arithmetic.movements import BUDGET, Figures, Movement, added, effective
from tidlig.arithmetic.statements import StatementResult, Verdict, held
from tidlig.arithmetic.unknown_amounts import (
    APART,
    CUT,
    LESS,
    MORE,
    Doubts,
    Mark,
    doubts_at,
    marks,
    unknown,
)
from tidlig.model.decisions import Appropriation, Program, Strand
from tidlig.model.entry import Entry
from tidlig.model.grants import Award
from tidlig.model.money import ZERO, Money
from tidlig.model.records import Statement

AFTER_PERIOD, OVER_BUDGET, NOT_RECORDED = (
    "booked-after-period",
    "outturn-over-budget",
    "awards-not-recorded",
)
"""What a difference is: bookings after the program's years, outturn over budget or over awards."""

SOURCES = ("appropriated", "restated", "reprioritised-in", "carried-in")
USES = ("reprioritised-out", "carried-out", "awarded", "remaining")


@dataclass(frozen=True, slots=True)
class Difference:
    """A difference between the ledger and the accounts, by its name."""

    name: str
    money: Money


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
        sign = signs.pop() if len(signs) == 1 else CUT if CUT in signs else APART
        return {"whole": sign} if self.doubts.keys() & set(SOURCES) else {}

    @property
    def whole(self) -> Money:
        """What all sources come to."""
        return added(self.sources.values())


def net_awarded(figures: Figures) -> Money:
    """Give awarded less returned."""
    return figures["awarded"] - figures["returned"]


def of_net_awarded(doubts: Doubts) -> Doubts:
    """Give the doubt of awarded less returned, under the name of the first, if there is any."""
    signs = [doubts[heading] for heading in ("awarded", "returned") if heading in doubts]
    if "returned" in doubts:
        opposite = {MORE: LESS, LESS: MORE}
        signs[-1] = opposite.get(signs[-1], signs[-1])
    if not signs:
        return {}
    return {"awarded": signs[0] if len(set(signs)) == 1 else CUT if CUT in signs else APART}


def of_line(program: Program, each: BalanceLine) -> tuple[Difference, ...]:
    """Name how the outturn of a line differs from its budget."""
    if not each.booked:
        return ()
    outturn = each.figures["outturn"]
    if each.line.years.first > program.years.last:
        return (Difference(AFTER_PERIOD, outturn),) if outturn != ZERO else ()
    return tuple(_over(OVER_BUDGET, outturn, each.figures["budget"], each.doubts))


def of_row(
    ledger: Ledger, balance: Balance, row: BalanceRow, *, all_years: bool = True
) -> tuple[Difference, ...]:
    """Name how the outturn of a program, or a strand of it, differs from budget and awards.

    Awards are compared with the whole program's, over all its years, which nothing can be charged
    beside: one may be over a span.
    """
    if row.program is None or not any(each.booked for each in row.lines):
        return ()
    outturn = row.whole["outturn"]
    found = [*_over(OVER_BUDGET, outturn, row.whole["budget"], row.doubts)]
    if row.part is None:
        program = next(each for each in balance.programs if each.id == row.program)
        uncertain = any(isinstance(e, Award) and id == row.program for e, id in unknown(ledger))
        if all_years and not uncertain and row.program not in balance.partial:
            found += _over(NOT_RECORDED, outturn, net_awarded(row.whole), {})
        late = [d.money for e in row.lines for d in of_line(program, e) if d.name == AFTER_PERIOD]
        found += [Difference(AFTER_PERIOD, added(late))] if late else []
    return tuple(found)


def funds(ledger: Ledger, balance: Balance, choice: Choice) -> Iterator[Funds]:
    """Give where the money of each program came from and where it stands."""
    moved: dict[str, list[Movement]] = {program.id: [] for program in balance.programs}
    for movement in ledger.movements:
        if movement.line.program in moved and choice.takes(movement.line):
            moved[movement.line.program].append(movement)
    for program in balance.programs:
        own = doubts_of(balance, program.id)
        yield _funds(program, balance.totals[program.id], moved[program.id], own)


def _funds(program: Program, totals: Figures, moved: Iterable[Movement], doubts: Doubts) -> Funds:
    crossed = {heading: _crossed(moved, heading) for heading in ("reprioritised", "carried")}
    sources: Mapping[str, Money] = {
        "appropriated": totals["appropriated"],
        "restated": totals["restated"],
        "reprioritised-in": added(m for m in crossed["reprioritised"] if m.ore > 0),
        "carried-in": added(m for m in crossed["carried"] if m.ore > 0),
    }
    uses: Mapping[str, Money] = {
        "reprioritised-out": -added(m for m in crossed["reprioritised"] if m.ore < 0),
        "carried-out": -added(m for m in crossed["carried"] if m.ore < 0),
        "awarded": net_awarded(totals),
        "remaining": totals["remaining"],
    }
    return Funds(program, sources, uses, dict(_crossing(doubts)))


def _crossing(doubts: Doubts) -> Iterator[tuple[str, str]]:
    """Give the names of sources and uses that are in doubt, by the headings that are."""
    yield from ((name, doubts[name]) for name in (*SOURCES, *USES) if name in doubts)
    yield from of_net_awarded(doubts).items()
    for heading in ("reprioritised", "carried"):
        sign = doubts.get(heading, MORE)
        if heading in doubts and sign != LESS:
            yield f"{heading}-in", sign
        if heading in doubts and sign != MORE:
            yield f"{heading}-out", MORE if sign == LESS else sign


def _crossed(moved: Iterable[Movement], heading: str) -> list[Money]:
    """Give what each entry brings or takes under a heading, over the border of what is shown."""
    by_entry: dict[str, list[Money]] = {}
    for movement in moved:
        if movement.heading == heading:
            by_entry.setdefault(movement.entry.address, []).append(movement.money)
    return [added(parts) for parts in by_entry.values()]


def _over(name: str, value: Money, limit: Money, doubts: Doubts) -> Iterator[Difference]:
    """Name what a value is over its limit, where it surely is."""
    if value.low > limit.high and "underspend" not in doubts:
        yield Difference(name, value - limit)


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
    """Give the steps of each program chosen, in order of effect: a program's own, then by date.

    A program of which only strands are chosen has none: what an act first gives a strand would seem
    to be unexplained.
    """
    movements: dict[str, list[Movement]] = {id: [] for id in ledger.programs}
    unknown: dict[str, list[Mark]] = {id: [] for id in ledger.programs}
    for movement in ledger.movements:
        if movement.heading in BUDGET and choice.takes(movement.line):
            movements[movement.line.program].append(movement)
    for mark in marks(ledger):
        if mark.movement.heading in BUDGET and choice.takes(mark.movement.line):
            unknown[mark.movement.line.program].append(mark)
    return tuple(
        step
        for id, program in ledger.programs.items()
        if (movements[id] or unknown[id]) and choice.takes_whole(id)
        for step in _steps(program, movements[id], unknown[id])
    )


def _steps(
    program: Program, movements: Iterable[Movement], unknown: Sequence[Mark]
) -> Iterator[Step]:
    moved = _by_entry(program, movements)
    marked = _by_entry(program, (mark.movement for mark in unknown))
    entries = {entry.address: entry for entry, _ in (*moved.values(), *marked.values())}
    budget = ZERO
    for address, entry in sorted(entries.items(), key=lambda item: _order(item[1])):
        parts = moved.get(address, (entry, []))[1]
        is_unknown = sum(gap.money.ore for gap in marked.get(address, (entry, []))[1]) != 0
        before, budget = budget, budget + _sum(parts)
        in_doubt = "budget" in _doubts(unknown, entry)
        for step in _of_entry(program, entry, parts, is_unknown):
            before += step.amount
            yield Step(
                program.id, entry, step.date, step.amount, before,
                step.act, step.explained, step.unknown, in_doubt,
            )  # fmt: skip


def _of_entry(
    program: Program, entry: Entry, parts: list[Movement], unknown: bool
) -> Iterator[Step]:
    """Give the steps of one entry, the budget left out: of a later act what it changes is first."""
    date: dt.date | None = getattr(entry, "date", None)
    if isinstance(entry, Appropriation):
        change = _sum(part for part in parts if part.heading == "restated")
        if change.ore:
            yield Step(program.id, entry, date, change, ZERO, explained=False, unknown=unknown)
        new = _sum(part for part in parts if part.heading == "appropriated")
        untold = unknown and not change.ore
        yield Step(program.id, entry, date, new, ZERO, act=entry.act, unknown=untold)
    elif isinstance(entry, Program):
        act = entry.act or entry.id
        yield Step(program.id, entry, date, _sum(parts), ZERO, act=act, unknown=unknown)
    elif unknown or _sum(parts).ore:
        yield Step(program.id, entry, date, _sum(parts), ZERO, unknown=unknown)


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
    """Give what is not known of a budget after an entry."""
    date = effective(getattr(entry, "date", None))
    return doubts_at(unknown, date, in_act=isinstance(entry, Appropriation))


def _order(entry: Entry) -> tuple[dt.date, int, str]:
    """On one date the program is first, and acts come after all else, by id."""
    rank = 0 if isinstance(entry, Program) else 2 if isinstance(entry, Appropriation) else 1
    return effective(getattr(entry, "date", None)), rank, entry.id


def _sum(movements: Iterable[Movement]) -> Money:
    return added(movement.money for movement in movements)


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
