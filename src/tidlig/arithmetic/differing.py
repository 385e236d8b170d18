"""What a change does to a ledger: to the money, line by line, and to its entries."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from tidlig.arithmetic.alarming import Warned, alarms, below_zero
from tidlig.arithmetic.changing import EntryChange, changes
from tidlig.arithmetic.headings import HEADINGS, Figures, derived
from tidlig.arithmetic.ledger import Ledger
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

    @property
    def change(self) -> Money:
        """What there is more, or less."""
        return self.after - self.before


@dataclass(frozen=True, slots=True)
class Difference:
    """All that differs between two ledgers: figures by line, by program and in all, and entries."""

    lines: tuple[LineChange, ...]
    totals: Mapping[str, tuple[Figures, Figures]]
    whole: tuple[Figures, Figures]
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
    programs = list(_programs(base, head, names))
    totals = {id: (before.get(id, NEITHER), after.get(id, NEITHER)) for id in programs}
    return Difference(
        tuple(_lines(then, head.lines, programs, _strands(base, head, names))),
        totals,
        (_sum(before.values()), _sum(after.values())),
        changed,
        (*below_zero(then, head.lines), *alarms(*entries, changed, names)),
    )


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
    then: Mapping[Line, Figures],
    now: Mapping[Line, Figures],
    programs: list[str],
    strands: Mapping[tuple[str, str], int],
) -> Iterator[LineChange]:
    """Give the figures that differ, in order of program and strand as written, then of years."""
    rank = {id: number for number, id in enumerate(programs)}

    def order(line: Line) -> tuple[object, ...]:
        strand = strands.get((line.program, line.strand), -1)
        return rank[line.program], strand, line.strand, line.years

    for line in sorted({*then, *now}, key=order):
        before, after = then.get(line, NEITHER), now.get(line, NEITHER)
        for heading in HEADINGS:
            if before[heading] != after[heading]:
                yield LineChange(line, heading, before[heading], after[heading])


def _by_program(lines: Mapping[Line, Figures]) -> dict[str, Figures]:
    summed = merged({line.program: figures} for line, figures in lines.items())
    return {program: derived(figures) for program, figures in summed.items()}


def _sum(parts: Iterable[Figures]) -> Figures:
    return derived(merged({None: part} for part in parts).get(None, {}))
