"""What a change does to a ledger: to the money, line by line, and to its entries."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import NamedTuple

from tidlig.arithmetic.entry_changes import EntryChange, changes
from tidlig.arithmetic.figures import HEADINGS, Figures, derived
from tidlig.arithmetic.ledger import Ledger
from tidlig.arithmetic.marks import Doubts, Mark, doubts, doubts_of_change, marks
from tidlig.arithmetic.movements import Line
from tidlig.arithmetic.renaming import Names
from tidlig.arithmetic.renaming import names as renamed
from tidlig.arithmetic.review_flags import ReviewFlag, alarms, below_zero
from tidlig.arithmetic.sums import merged
from tidlig.model.money import Money

WITHOUT_ACCOUNTS = tuple(each for each in HEADINGS if each not in ("outturn", "underspend"))
"""The headings of lines that there are no accounts of."""

NEITHER: Figures = derived({})
"""The figures of a line that is not there."""


@dataclass(frozen=True, slots=True)
class LineChange:
    """A line and a heading under which it has another figure; exactly, or in how exact it is.

    `doubts` are what is not known of the change.
    """

    line: Line
    heading: str
    before: Money
    after: Money
    doubts_before: Doubts = field(default_factory=dict)
    doubts_after: Doubts = field(default_factory=dict)
    doubts: Doubts = field(default_factory=dict)

    @property
    def change(self) -> Money:
        """What there is more, or less, as far as it is known."""
        return self.after - self.before


class Total(NamedTuple):
    """Figures in all, and what is not known of them."""

    figures: Figures
    doubts: Doubts


class TotalChange(NamedTuple):
    """Figures in all before and after, and what is not known of the change."""

    before: Total
    after: Total
    doubts: Doubts


class State(NamedTuple):
    """Figures by line, the marks on them, and the lines that there are accounts of."""

    figures: Mapping[Line, Figures]
    marks: Mapping[Line, Sequence[Mark]]
    accounts: set[Line]


@dataclass(frozen=True, slots=True)
class Difference:
    """All that differs between two ledgers: figures by line, by program and in all, and entries."""

    lines: tuple[LineChange, ...]
    totals: Mapping[str, TotalChange]
    whole: TotalChange
    entries: tuple[EntryChange, ...]
    alarms: tuple[ReviewFlag, ...]

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
        id: _total(
            (before.get(id, NEITHER), _of_program(was, id)),
            (after.get(id, NEITHER), _of_program(now, id)),
        )
        for id in programs
    }
    accounts_then = {names.of_line(line) for line in _with_accounts(base, was)}
    states = (
        State(then, _by_line(was), accounts_then),
        State(head.lines, _by_line(now), _with_accounts(head, now)),
    )
    return Difference(
        tuple(_lines(*states, programs, _strands(base, head, names))),
        totals,
        _total((_sum(before.values()), was), (_sum(after.values()), now)),
        changed,
        (*below_zero(then, head.lines, (was, now)), *alarms(*entries, changed, names)),
    )


def _with_accounts(ledger: Ledger, found: Iterable[Mark]) -> set[Line]:
    """Give the lines that the accounts say something of."""
    of_marks = (mark.movement for mark in found)
    booked = (*ledger.movements, *of_marks)
    return {movement.line for movement in booked if movement.heading == "outturn"}


def _renamed(found: Iterable[Mark], names: Names) -> list[Mark]:
    """Give marks with entries and lines as these are called now."""
    renamed = []
    for mark in found:
        movement = mark.movement
        entry, line = names.of_entry(movement.entry), names.of_line(movement.line)
        renamed.append(replace(mark, movement=replace(movement, entry=entry, line=line)))
    return renamed


def _total(
    before: tuple[Figures, Sequence[Mark]], after: tuple[Figures, Sequence[Mark]]
) -> TotalChange:
    """Tell of figures with their marks what is known."""
    (was, marks_before), (now, marks_after) = before, after
    changed = doubts_of_change(marks_before, marks_after)
    return TotalChange(Total(was, doubts(marks_before)), Total(now, doubts(marks_after)), changed)


def _of_program(found: Iterable[Mark], program: str) -> list[Mark]:
    return [mark for mark in found if mark.movement.line.program == program]


def _by_line(found: Iterable[Mark]) -> dict[Line, list[Mark]]:
    """Give the marks of each line; what has no end is on none."""
    by_line: dict[Line, list[Mark]] = {}
    for mark in found:
        if not mark.movement.line.years.open:
            by_line.setdefault(mark.movement.line, []).append(mark)
    return by_line


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

    for line in sorted({*then.figures, *now.figures, *then.marks, *now.marks}, key=order):
        before = then.figures.get(line, NEITHER)
        after = now.figures.get(line, NEITHER)
        was, is_now = then.marks.get(line, ()), now.marks.get(line, ())
        told = doubts(was), doubts(is_now), doubts_of_change(was, is_now) if was or is_now else {}
        has_accounts = line in then.accounts or line in now.accounts
        for heading in HEADINGS if has_accounts else WITHOUT_ACCOUNTS:
            if before[heading] != after[heading] or heading in told[2]:
                yield LineChange(line, heading, before[heading], after[heading], *told)


def _by_program(lines: Mapping[Line, Figures]) -> dict[str, Figures]:
    summed = merged({line.program: figures} for line, figures in lines.items())
    return {program: derived(figures) for program, figures in summed.items()}


def _sum(parts: Iterable[Figures]) -> Figures:
    return derived(merged({None: part} for part in parts).get(None, {}))
