"""What a change does to a ledger: to the money, line by line, and to its entries."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import NamedTuple

from tidlig.arithmetic.alarming import Warned, alarms, below_zero
from tidlig.arithmetic.changing import EntryChange, changes
from tidlig.arithmetic.headings import HEADINGS, Figures, derived
from tidlig.arithmetic.ledger import Ledger
from tidlig.arithmetic.marks import APART, CERTAIN, Doubts, Mark, doubts, marks
from tidlig.arithmetic.movements import Line
from tidlig.arithmetic.renaming import Names
from tidlig.arithmetic.renaming import names as renamed
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


class State(NamedTuple):
    """Figures by line, and what is not known of them."""

    figures: Mapping[Line, Figures]
    doubts: Mapping[Line, Doubts]


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
    names = renamed(entries.base.entries, entries.head.entries)
    changed = tuple(changes(*entries, names, base_folder, head_folder))
    then = names.of_lines(base.lines)
    before, after = _by_program(then), _by_program(head.lines)
    was, now = _renamed(marks(base), names), marks(head)
    programs = list(_programs(base, head, names))
    totals = {
        id: (
            Total(before.get(id, NEITHER), doubts(_of_program(was, id))),
            Total(after.get(id, NEITHER), doubts(_of_program(now, id))),
        )
        for id in programs
    }
    states = State(then, _by_line(was)), State(head.lines, _by_line(now))
    return Difference(
        tuple(_lines(*states, programs, _strands(base, head, names))),
        totals,
        (Total(_sum(before.values()), doubts(was)), Total(_sum(after.values()), doubts(now))),
        changed,
        (*below_zero(then, head.lines, (was, now)), *alarms(*entries, changed, names)),
    )


def _renamed(found: Iterable[Mark], names: Names) -> list[Mark]:
    """Give marks on lines as these are called now."""
    return [
        replace(mark, movement=replace(mark.movement, line=names.of_line(mark.movement.line)))
        for mark in found
    ]


def _of_program(found: Iterable[Mark], program: str) -> Iterator[Mark]:
    return (mark for mark in found if mark.movement.line.program == program)


def _by_line(found: Iterable[Mark]) -> dict[Line, Doubts]:
    """Give what is not known of each line."""
    by_line: dict[Line, list[Mark]] = {}
    for mark in found:
        by_line.setdefault(mark.movement.line, []).append(mark)
    return {line: doubts(of_line) for line, of_line in by_line.items()}


def _programs(base: Ledger, head: Ledger, names: Names) -> dict[str, None]:
    """Give the programs in the order of the ledger as it is, then those that are gone."""
    gone = (names.of("program", id) for id in base.programs)
    return dict.fromkeys((*head.programs, *gone))


def _strands(base: Ledger, head: Ledger, names: Names) -> dict[tuple[str, str], int]:
    """Give the place of each strand in its program, by both as they are called now."""
    places = {
        (names.of("program", id), names.of_strand(id, strand.id)): number
        for id, program in base.programs.items()
        for number, strand in enumerate(program.strands)
    }
    return places | {
        (id, strand.id): number
        for id, program in head.programs.items()
        for number, strand in enumerate(program.strands)
    }


def _lines(
    then: State,
    now: State,
    programs: list[str],
    strands: Mapping[tuple[str, str], int],
) -> Iterator[LineChange]:
    """Give the figures that differ, in order of program and strand as written, then of years."""
    rank = {id: number for number, id in enumerate(programs)}

    def order(line: Line) -> tuple[object, ...]:
        strand = strands.get((line.program, line.strand), -1)
        return rank[line.program], strand, line.strand, line.years

    for line in sorted({*then.figures, *now.figures}, key=order):
        before = then.figures.get(line, NEITHER)
        after = now.figures.get(line, NEITHER)
        was, is_now = then.doubts.get(line, CERTAIN), now.doubts.get(line, CERTAIN)
        for heading in HEADINGS:
            if before[heading] != after[heading] or (heading in was) != (heading in is_now):
                yield LineChange(line, heading, before[heading], after[heading], was, is_now)


def _by_program(lines: Mapping[Line, Figures]) -> dict[str, Figures]:
    summed = merged({line.program: figures} for line, figures in lines.items())
    return {program: derived(figures) for program, figures in summed.items()}


def _sum(parts: Iterable[Figures]) -> Figures:
    return derived(merged({None: part} for part in parts).get(None, {}))
