"""What is not known of sums: unknown amounts, amounts a year without an end, years without an act.

No sum includes them, and none of them is 0. An entry with an unknown amount makes the movements
that it would make, with a mark in place of the amount. A mark is a movement that a sum should have
and cannot have. Money moved from one line to another marks both, with opposite signs: marks of one
entry that cancel within a sum do not make it unknown. Marks of different entries never cancel.
`Reason` says why a figure is unknown.
"""

import datetime as dt
from collections import Counter
from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any, NamedTuple

from tidlig.arithmetic.charging import appropriation_movements
from tidlig.arithmetic.ledger import Ledger
from tidlig.arithmetic.movements import (
    BUDGET,
    MOVED,
    UNSPLIT,
    Line,
    Movement,
    complete_figures,
    effective_date,
    merge_sums,
)
from tidlig.arithmetic.restatement import RESTATED, absorbed_on, absorbs, years_named
from tidlig.model.decisions import (
    Agreement,
    Appropriation,
    CarryOver,
    Lapse,
    Program,
    Reprioritisation,
    Strand,
)
from tidlig.model.entry import Entry
from tidlig.model.keys import amount_fields
from tidlig.model.money import UNKNOWN, ZERO, Money
from tidlig.model.years import Years, one


class Reason(StrEnum):
    """A reason why the ledger does not know a figure."""

    NOTHING = "nothing recorded"
    UNKNOWN = "unknown amount"
    NOT_SPLIT = "not split"
    NOT_STATED = "not stated"
    COUNTED_TWICE = "perhaps counted twice"
    NOT_MEASURED = "not measured so"
    OTHER_PRICES = "other price level"
    DIFFERS = "differs by year"


class Doubt(NamedTuple):
    """A reason, and the entry that it lies with, if it lies with one."""

    reason: Reason
    entry: Entry | None = None


class Unmeasurable(Exception):
    """Ends the measuring of what is not known."""

    def __init__(self, reason: Reason, entry: Entry | None = None) -> None:
        """Keep why."""
        super().__init__(reason)
        self.doubt = Doubt(reason, entry)


def unknown_entries(ledger: Ledger) -> Iterator[tuple[Entry, str]]:
    """The entries with an unknown amount, once for each program that they touch."""
    for entry in ledger.with_unknown_amounts:
        yield from ((entry, program) for program in _touched(entry, ledger))


class OpenAmount(NamedTuple):
    """An amount a year from a year on, without an end: no sum of all years has it."""

    entry: Program | Agreement
    program: str
    years: Years
    yearly: Money

    @property
    def heading(self) -> str:
        """What the amount is counted as."""
        return "agreed" if isinstance(self.entry, Agreement) else "appropriated"


def yearly_open(ledger: Ledger) -> Iterator[OpenAmount]:
    """The amounts a year whose end is not stated: of programs, then of agreements."""
    for program in ledger.of(Program):
        if program.years.open and isinstance(program.yearly, Money):
            yield OpenAmount(program, program.id, program.years, program.yearly)
    for agreement in ledger.of(Agreement):
        years = _years_of(agreement, ledger)
        if years is not None and years.open and isinstance(agreement.yearly, Money):
            yield OpenAmount(agreement, agreement.program, years, agreement.yearly)


def _years_of(agreement: Agreement, ledger: Ledger) -> Years | None:
    """The years that an agreement is for; None where its program is not known."""
    program = ledger.programs.get(agreement.program)
    return None if program is None else agreement.years or program.years


def has_budget(ledger: Ledger, program: Program, years: Years) -> bool:
    """Whether the ledger states a program's budget for any of some years, if only as 0."""
    return any(stated.meets(years) for stated in _stated_years(ledger, program))


def is_before_budget(ledger: Ledger, program: Program, years: Years) -> bool:
    """Whether years are all before those that the ledger states a program's budget for."""
    stated = [span.first for span in _stated_years(ledger, program)]
    return not stated or years.last < min(stated)


def _stated_years(ledger: Ledger, program: Program) -> set[Years]:
    """The years and spans that the program or an act has a figure for, or says is unknown."""
    whole = set() if program.total is None and program.yearly is None else {program.years}
    return whole | {
        line.years
        for line in ledger.lines_of(program.id)
        for movement in ledger.movements_on(line)
        if movement.heading in ("appropriated", "restated")
    }


def _touched(entry: Entry, ledger: Ledger) -> list[str]:
    """The programs that an entry's money is on, in order, each once."""
    if isinstance(entry, Program):
        programs: list[str | None] = [entry.id]
    elif isinstance(entry, Reprioritisation):
        programs = [entry.from_.program, entry.to.program]
    elif isinstance(entry, Agreement | Appropriation | CarryOver | Lapse | Strand):
        programs = [entry.program]
    else:
        programs = [*_charged(entry, ledger)]
    return [
        program
        for program in dict.fromkeys(programs)
        if program is not None and program in ledger.programs
    ]


def _charged(entry: Entry, ledger: Ledger) -> list[str]:
    """The program that awards and their dependents are charged to, or that others move money on."""
    from tidlig.model.grants import Amendment, Award, Payment, Return

    award = None
    if isinstance(entry, Amendment | Payment | Return):
        award = ledger.awards.get(entry.award)
    elif isinstance(entry, Award):
        award = entry if entry.id in ledger.awards else None
    else:
        return [movement.line.program for movement in marked_movements(entry, ledger)]
    return [] if award is None else [ledger.budget_line(award)[0]]


MARK = Money(1)
"""Stands for an amount that is not known."""


def unknown_movements(ledger: Ledger) -> Iterator[Movement]:
    """A marked movement for each that an unknown amount, or one without an end, would make."""
    for entry in ledger.with_unknown_amounts:
        for movement in marked_movements(entry, ledger):
            if movement.money != ZERO and movement.line.program in ledger.programs:
                yield replace(movement, entry=entry)
    for amount in yearly_open(ledger):
        line = Line(amount.program, UNSPLIT, amount.years)
        yield Movement(line, amount.heading, MARK, amount.entry, amount.entry.date)


def marked_movements(entry: Entry, ledger: Ledger) -> Iterable[Movement]:
    """The movements of an entry, `MARK` for each unknown amount and 0 for each known one."""
    return _movements(_marked(entry), ledger)


def settled_on(ledger: Ledger, unknown: Movement, years: Years | None) -> dt.date | None:
    """The date from which acts state the budget of the years that an unknown amount is in.

    With `years`, only of those among them. Acts state it once each year is named, and for a span
    once an act absorbs it. An amount without an end is of no year that ends.
    """
    span = unknown.line.years
    if years is not None:
        span = Years(max(span.first, years.first), min(span.last, years.last))
    if unknown.heading not in RESTATED or span.open:
        return None
    lacking = set(range(span.first, span.last + 1))
    for act in _later_acts(ledger, unknown):
        lacking.difference_update(years_named(act))
        is_absorbed = not unknown.line.years.single and absorbs(act, unknown)
        if not lacking or is_absorbed:
            return act.date
    return None


def _later_acts(ledger: Ledger, unknown: Movement) -> Iterator[Appropriation]:
    """The acts after the entry of an unknown amount, in order."""
    for restatement in ledger.restatements[unknown.line.program]:
        act = restatement.act
        is_own = act.address == unknown.entry.address  # a cached act is another object
        if not is_own and (unknown.date is None or act.date >= unknown.date):
            yield act


def _marked(entry: Entry) -> Entry:
    """An entry with the mark where its amounts are unknown, and 0 where they are known."""
    written = {key: getattr(entry, key) for key in amount_fields(type(entry))}
    return replace(entry, **{key: _mark(value) for key, value in written.items() if value})


def _mark(value: Any) -> Any:
    if isinstance(value, tuple):
        return tuple(row._replace(amount=_mark(row.amount)) for row in value)
    return MARK if value is UNKNOWN else ZERO


def _movements(marked: Entry, ledger: Ledger) -> Iterable[Movement]:
    if isinstance(marked, Program):
        return _of_program(marked)
    if isinstance(marked, Strand):
        return _of_strand(marked, ledger)
    if isinstance(marked, Appropriation):
        return _of_act(marked)
    if isinstance(marked, Agreement):
        return _of_agreement(marked, ledger)
    return ledger.movements_of(marked)


def _of_program(marked: Program) -> Iterable[Movement]:
    if marked.yearly == MARK and marked.years.open:
        line = Line(marked.id, UNSPLIT, marked.years)
        return [Movement(line, "appropriated", MARK, marked, marked.date)]
    return appropriation_movements(replace(marked, strands=()))


def _of_strand(marked: Strand, ledger: Ledger) -> Iterable[Movement]:
    program = ledger.programs.get(marked.program)
    if program is None:
        return ()
    moved = appropriation_movements(replace(program, strands=(marked,)))
    return (movement for movement in moved if movement.entry is marked)


def _of_agreement(marked: Agreement, ledger: Ledger) -> Iterable[Movement]:
    years = _years_of(marked, ledger)
    if marked.yearly == MARK and years is not None and years.open:
        line = Line(marked.program, UNSPLIT, years)
        return [Movement(line, "agreed", MARK, marked, marked.date)]
    return ledger.movements_of(marked)


def _of_act(marked: Appropriation) -> Iterator[Movement]:
    """Mark the years that an act calls unknown; a strand's is part of what the act states."""
    amounts = [(UNSPLIT, year, money) for year, money in marked.split]
    for row in marked.strands:
        for year, money in _mark(row.split):
            amounts.append((row.strand, year, money))
            if (year, ZERO) in marked.split:
                amounts.append((UNSPLIT, year, -money))
    for strand, year, money in amounts:
        assert isinstance(money, Money)
        line = Line(marked.program, strand, one(year))
        yield Movement(line, "restated", money, marked, marked.date)


Doubts = Mapping[str, str]
"""The headings of a sum that are not known: `LESS` or `MORE` than what is known, `APART`, `CUT`."""

MORE, LESS, APART, CUT = "+", "-", "±", ""

CERTAIN: Doubts = {}


@dataclass(frozen=True, slots=True)
class Mark:
    """A movement that is unknown, or of a span that is cut; and when acts have stated it anew.

    From that date on the budget is known as a whole, and what is in it is not.
    """

    movement: Movement
    settled: dt.date | None
    is_cut: bool = False

    @property
    def since(self) -> dt.date:
        """The date from which it is in the way."""
        return effective_date(self.movement.date)

    @property
    def is_gap(self) -> bool:
        """Whether it is an unknown amount on a line; what has no end is on none."""
        return not (self.is_cut or self.movement.line.years.open)

    def is_open(self, date: dt.date, *, in_act: bool) -> bool:
        """Whether it is in the way of the budget on a date; acts come last on theirs."""
        if date < self.since:
            return False
        return self.settled is None or (date, in_act) < (self.settled, True)


def marks(ledger: Ledger, years: Years | None = None) -> list[Mark]:
    """The marks of a ledger, or of the sums of some of its years."""
    unknown = [
        Mark(gap, settled_on(ledger, gap, years) or _first_act(ledger, gap))
        for gap in unknown_movements(ledger)
        if years is None or gap.line.years.meets(years)
    ]
    return unknown if years is None else [*unknown, *_cut(ledger, years)]


def doubts(marks: Iterable[Mark]) -> Doubts:
    """The headings that are not known of a sum which all the marks are in."""
    signs: dict[str, str] = {}
    by_entry: dict[object, list[Mark]] = {}
    for number, mark in enumerate(marks):
        by_entry.setdefault(_owner(mark, number), []).append(mark)
    for of_entry in by_entry.values():
        for heading, sign in _of_entry(of_entry):
            before = signs.get(heading, sign)
            signs[heading] = sign if before == sign else _both_signs(before, sign)
    return signs


def _both_signs(one: str, other: str) -> str:
    return CUT if CUT in (one, other) else APART


def doubts_at(marks: Iterable[Mark], date: dt.date, *, in_act: bool) -> Doubts:
    """What is not known of a running sum on a date; acts come last on theirs."""
    open_marks = (mark for mark in marks if mark.is_open(date, in_act=in_act))
    return doubts(replace(mark, settled=None) for mark in open_marks)


def doubts_of_change(before: Sequence[Mark], after: Sequence[Mark]) -> Doubts:
    """What is not known of what there is more, or less, with entries as they are called now.

    What is unknown of the same entry in the same place, before and after, is not in the way. What
    is known on both sides has a known change, whatever has moved within.
    """
    was = doubts(before)
    now = doubts(after)
    places_before = Counter(_place(mark) for mark in before)
    places_after = Counter(_place(mark) for mark in after)
    gone = doubts(_at_places(before, places_before - places_after))
    come = doubts(_at_places(after, places_after - places_before))
    unknown_once = was.keys() ^ now.keys()
    unknown = {*unknown_once, *gone, *come}
    return {heading: APART for heading in {**was, **now} if heading in unknown}


def _place(mark: Mark) -> Hashable:
    """What is unknown, and where; an amount a year without an end is known but for its sum."""
    movement = mark.movement
    of = movement.entry
    yearly = None
    if movement.line.years.open and isinstance(of, Program | Agreement):
        yearly = of.yearly
    program = of.program if isinstance(of, Strand) else None
    heading, ore = movement.heading, movement.money.ore
    return of.address, program, movement.line, heading, ore, mark.settled, mark.is_cut, yearly


def _at_places(marks: Iterable[Mark], places: Counter[Hashable]) -> Iterator[Mark]:
    """The marks at some places, as many as are counted of each."""
    left = places.copy()
    for mark in marks:
        place = _place(mark)
        if left[place] > 0:
            left[place] -= 1
            yield mark


def _first_act(ledger: Ledger, gap: Movement) -> dt.date | None:
    """The first act of a program whose amount is unknown and without an end.

    What is unknown then stands for the years that no act states: there is no sum of all years.
    """
    entry = gap.entry
    if not isinstance(entry, Program) or UNKNOWN not in (entry.total, entry.yearly):
        return None
    acts = ledger.restatements[entry.id]
    return acts[0].act.date if acts and gap.line.years.open else None


def _cut(ledger: Ledger, years: Years) -> Iterator[Mark]:
    """What is moved on the spans that years cut."""
    for movement in ledger.movements:
        of = movement.line.years
        if movement.money != ZERO and of.meets(years) and not of.within(years):
            acts = (restatement.act for restatement in ledger.restatements[movement.line.program])
            yield Mark(movement, absorbed_on(acts, movement), is_cut=True)


def _owner(mark: Mark, number: int) -> object:
    """Which marks may cancel: those of one entry, and on one span where that is cut.

    A strand's split is of its program's first act; of awards a mark may stand for many.
    """
    movement = mark.movement
    entry = movement.entry
    if mark.is_cut and movement.heading not in BUDGET:
        return number
    address = f"program.{entry.program}" if isinstance(entry, Strand) else entry.address
    return address, movement.line.years if mark.is_cut else None


def _of_entry(marks: list[Mark]) -> Iterator[tuple[str, str]]:
    """What one entry leaves in doubt: headings one by one, and those that follow from them."""
    every = _summed(marks)
    unsettled = _summed(mark for mark in marks if mark.settled is None)
    in_doubt = {**unsettled, **{heading: every[heading] for heading in MOVED}}
    for heading, money in in_doubt.items():
        if money != ZERO:
            yield heading, _sign(marks, heading, money)
    if every["restated"] == ZERO and _is_restated(marks, every):
        yield "restated", CUT if marks[0].is_cut else APART


def _is_restated(marks: Iterable[Mark], every: Mapping[str, Money]) -> bool:
    """Whether acts have restated what is unknown, so that what they change is unknown too."""
    if all(every[heading] == ZERO for heading in RESTATED):
        return False
    return any(mark.settled and mark.movement.heading in RESTATED for mark in marks)


def _sign(marks: list[Mark], heading: str, money: Money) -> str:
    if marks[0].is_cut:
        return CUT
    if heading == "restated" or isinstance(marks[0].movement.entry, Appropriation):
        return APART
    return MORE if money.ore > 0 else LESS


def _summed(marks: Iterable[Mark]) -> Mapping[str, Money]:
    moved = ({None: {mark.movement.heading: mark.movement.money}} for mark in marks)
    return complete_figures(merge_sums(moved).get(None, {}))
