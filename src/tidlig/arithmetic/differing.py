"""What a change does to a ledger: to the money, line by line, and to its entries."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from tidlig.arithmetic.alarming import Warned, alarms, below_zero
from tidlig.arithmetic.changing import EntryChange, changes
from tidlig.arithmetic.headings import HEADINGS, Figures, derived
from tidlig.arithmetic.ledger import Ledger
from tidlig.arithmetic.marks import APART, CERTAIN, Doubts, Mark, doubts, marks
from tidlig.arithmetic.movements import Line
from tidlig.arithmetic.sums import merged
from tidlig.model.money import Money

NEITHER: Figures = derived({})
"""The figures of a line that is not there."""


@dataclass(frozen=True, slots=True)
class LineChange:
    """A line and a heading under which it has another figure; exactly, or in how exact it is."""

    line: Line
    heading: str
    before: Money
    after: Money
    doubts_before: Doubts = field(default_factory=dict)
    doubts_after: Doubts = field(default_factory=dict)

    @property
    def change(self) -> Money:
        """What there is more, or less, as far as it is known."""
        return self.after - self.before

    @property
    def doubts(self) -> Doubts:
        """What is not known of the change."""
        return of_change(self.doubts_before, self.doubts_after)


class Total(NamedTuple):
    """Figures in all, and what is not known of them."""

    figures: Figures
    doubts: Doubts


def of_change(before: Doubts, after: Doubts) -> Doubts:
    """Give what is not known of what there is more, or less."""
    return dict.fromkeys((*before, *after), APART)


@dataclass(frozen=True, slots=True)
class Difference:
    """All that differs between two ledgers: figures by line, by program and in all, and entries."""

    lines: tuple[LineChange, ...]
    totals: Mapping[str, tuple[Total, Total]]
    whole: tuple[Total, Total]
    entries: tuple[EntryChange, ...]
    alarms: tuple[Warned, ...]

    @property
    def is_none(self) -> bool:
        """Whether nothing differs, not even where an entry stands."""
        return not self.lines and not self.entries


class Sides(NamedTuple):
    """Two states of a ledger."""

    base: Ledger
    head: Ledger


def difference(sums: Sides, entries: Sides, base_folder: str, head_folder: str) -> Difference:
    """Give what differs between two ledgers; the folders are what their files are shown below.

    Sums are of all that is in them; their entries are compared in ledgers that may lack what is the
    same in both.
    """
    base, head = sums
    changed = tuple(changes(*entries, base_folder, head_folder))
    before, after = _by_program(base), _by_program(head)
    was, now = marks(base), marks(head)
    programs = list(dict.fromkeys((*head.programs, *base.programs)))
    totals = {
        id: (
            Total(before.get(id, NEITHER), doubts(_of_program(was, id))),
            Total(after.get(id, NEITHER), doubts(_of_program(now, id))),
        )
        for id in programs
    }
    return Difference(
        tuple(_lines(base, head, programs, (_by_line(was), _by_line(now)))),
        totals,
        (Total(_sum(before.values()), doubts(was)), Total(_sum(after.values()), doubts(now))),
        changed,
        (*below_zero(base, head), *alarms(*entries, changed)),
    )


def _of_program(found: Iterable[Mark], program: str) -> Iterator[Mark]:
    return (mark for mark in found if mark.movement.line.program == program)


def _by_line(found: Iterable[Mark]) -> dict[Line, Doubts]:
    """Give what is not known of each line."""
    by_line: dict[Line, list[Mark]] = {}
    for mark in found:
        by_line.setdefault(mark.movement.line, []).append(mark)
    return {line: doubts(of_line) for line, of_line in by_line.items()}


def _lines(
    base: Ledger,
    head: Ledger,
    programs: list[str],
    uncertain: tuple[Mapping[Line, Doubts], Mapping[Line, Doubts]],
) -> Iterator[LineChange]:
    """Give the figures that differ, in order of program and strand as written, then of years."""
    strands = {
        (program.id, strand.id): number
        for ledger in (base, head)
        for program in ledger.programs.values()
        for number, strand in enumerate(program.strands)
    }
    rank = {id: number for number, id in enumerate(programs)}

    def order(line: Line) -> tuple[object, ...]:
        strand = strands.get((line.program, line.strand), -1)
        return rank[line.program], strand, line.strand, line.years

    for line in sorted({*base.lines, *head.lines}, key=order):
        before, after = base.lines.get(line, NEITHER), head.lines.get(line, NEITHER)
        was, now = (found.get(line, CERTAIN) for found in uncertain)
        for heading in HEADINGS:
            if before[heading] != after[heading] or (heading in was) != (heading in now):
                yield LineChange(line, heading, before[heading], after[heading], was, now)


def _by_program(ledger: Ledger) -> dict[str, Figures]:
    summed = merged({line.program: figures} for line, figures in ledger.lines.items())
    return {program: derived(figures) for program, figures in summed.items()}


def _sum(parts: Iterable[Figures]) -> Figures:
    return derived(merged({None: part} for part in parts).get(None, {}))
