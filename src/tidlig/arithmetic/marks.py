"""What is not known of sums: unknown amounts, and spans of which only some years are asked for.

A mark is a movement that a sum should have and cannot have as it stands. Marks of one entry that
cancel within a sum are not in its way; those of different entries never do.
"""

import datetime as dt
from collections import Counter
from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from tidlig.arithmetic.figures import BUDGET, MOVED, derived
from tidlig.arithmetic.gaps import gaps, settled_on
from tidlig.arithmetic.ledger import Ledger
from tidlig.arithmetic.movements import Movement, effective
from tidlig.arithmetic.restatement import RESTATED, absorbed_on
from tidlig.arithmetic.sums import merged
from tidlig.model.decisions import Appropriation, Program, Strand
from tidlig.model.money import UNKNOWN, ZERO, Money
from tidlig.model.years import Years

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
        return effective(self.movement.date)

    @property
    def is_gap(self) -> bool:
        """Whether it is an unknown amount on a line; what has no end is on none."""
        return not (self.is_cut or self.movement.line.years.open)

    def is_open(self, date: dt.date, *, in_act: bool) -> bool:
        """Tell whether it is in the way of the budget on a date; acts come last on theirs."""
        if date < self.since:
            return False
        return self.settled is None or (date, in_act) < (self.settled, True)


def marks(ledger: Ledger, years: Years | None = None) -> list[Mark]:
    """Give the marks of a ledger, or of the sums of some of its years."""
    found = [
        Mark(gap, settled_on(ledger, gap, years) or _first_act(ledger, gap))
        for gap in gaps(ledger)
        if years is None or gap.line.years.meets(years)
    ]
    return found if years is None else [*found, *_cut(ledger, years)]


def doubts(marks: Iterable[Mark]) -> Doubts:
    """Give the headings that are not known of a sum which all the marks are in."""
    found: dict[str, str] = {}
    by_entry: dict[object, list[Mark]] = {}
    for number, mark in enumerate(marks):
        by_entry.setdefault(_owner(mark, number), []).append(mark)
    for of_entry in by_entry.values():
        for heading, sign in _of_entry(of_entry):
            before = found.get(heading, sign)
            found[heading] = sign if before == sign else CUT if CUT in (sign, before) else APART
    return found


def doubts_at(marks: Iterable[Mark], date: dt.date, *, in_act: bool) -> Doubts:
    """Give what is not known of a running sum on a date; acts come last on theirs."""
    open_marks = (mark for mark in marks if mark.is_open(date, in_act=in_act))
    return doubts(replace(mark, settled=None) for mark in open_marks)


def doubts_of_change(before: Sequence[Mark], after: Sequence[Mark]) -> Doubts:
    """Give what is not known of what there is more, or less, with entries as they are called now.

    What is unknown of the same entry in the same place, before and after, is not in the way. What
    is known on both sides has a known change, whatever has moved within.
    """
    was, now = doubts(before), doubts(after)
    less = Counter(_place(mark) for mark in before)
    more = Counter(_place(mark) for mark in after)
    other = {**doubts(_left_over(before, less - more)), **doubts(_left_over(after, more - less))}
    on_one_side = was.keys() ^ now.keys()
    return {heading: APART for heading in {**was, **now} if heading in {*on_one_side, *other}}


def _place(mark: Mark) -> Hashable:
    """Tell what is unknown, and where; an amount a year without an end is known but for its sum."""
    movement = mark.movement
    of = movement.entry
    yearly = of.yearly if isinstance(of, Program) and movement.line.years.open else None
    program = of.program if isinstance(of, Strand) else None
    heading, ore = movement.heading, movement.money.ore
    return of.address, program, movement.line, heading, ore, mark.settled, mark.is_cut, yearly


def _left_over(marks: Iterable[Mark], number: Counter[Hashable]) -> Iterator[Mark]:
    """Give the marks that stand at places, as many as are wanted of each."""
    left = number.copy()
    for mark in marks:
        place = _place(mark)
        if left[place] > 0:
            left[place] -= 1
            yield mark


def _first_act(ledger: Ledger, gap: Movement) -> dt.date | None:
    """Give the first act of a program whose amount is unknown and without an end.

    What is unknown then stands for the years that no act states: there is no sum of all years.
    """
    entry = gap.entry
    if not isinstance(entry, Program) or UNKNOWN not in (entry.total, entry.yearly):
        return None
    acts = ledger.restatements[entry.id]
    return acts[0].act.date if acts and gap.line.years.open else None


def _cut(ledger: Ledger, years: Years) -> Iterator[Mark]:
    """Give what is moved on the spans that years cut."""
    for movement in ledger.movements:
        of = movement.line.years
        if movement.money != ZERO and of.meets(years) and not of.within(years):
            acts = (each.act for each in ledger.restatements[movement.line.program])
            yield Mark(movement, absorbed_on(acts, movement), is_cut=True)


def _owner(mark: Mark, number: int) -> object:
    """Tell which marks may cancel: those of one entry, and on one span where that is cut.

    A strand's split is of its program's first act; of awards a mark may stand for many.
    """
    movement = mark.movement
    entry = movement.entry
    if mark.is_cut and movement.heading not in BUDGET:
        return number
    address = f"program.{entry.program}" if isinstance(entry, Strand) else entry.address
    return address, movement.line.years if mark.is_cut else None


def _of_entry(marks: list[Mark]) -> Iterator[tuple[str, str]]:
    """Give what one entry leaves in doubt: headings one by one, and those that follow from them."""
    every = _summed(marks)
    as_whole = _summed(mark for mark in marks if mark.settled is None)
    for heading, money in {**as_whole, **{name: every[name] for name in MOVED}}.items():
        if money != ZERO:
            yield heading, _sign(marks, heading, money)
    restated = any(mark.settled and mark.movement.heading in RESTATED for mark in marks)
    if restated and every["restated"] == ZERO and any(every[name] != ZERO for name in RESTATED):
        yield "restated", CUT if marks[0].is_cut else APART


def _sign(marks: list[Mark], heading: str, money: Money) -> str:
    if marks[0].is_cut:
        return CUT
    if heading == "restated" or isinstance(marks[0].movement.entry, Appropriation):
        return APART
    return MORE if money.ore > 0 else LESS


def _summed(marks: Iterable[Mark]) -> Mapping[str, Money]:
    moved = ({None: {mark.movement.heading: mark.movement.money}} for mark in marks)
    return derived(merged(moved).get(None, {}))
