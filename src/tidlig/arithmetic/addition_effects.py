"""What a new entry does to the figures of the balance: of the lines concerned, and their program.

Both sides are taken as of one date. Money that nobody may award is no money: an award of a year
that is only an estimate, that is over, or that has accounts is named.
"""

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from tidlig.arithmetic.figures import NOTHING, Cell, Figure
from tidlig.arithmetic.followed_figure import LEFT_OF_FRAME, Followed, change_of, followed_figure
from tidlig.arithmetic.ledger import Ledger
from tidlig.arithmetic.line_changes import Difference
from tidlig.arithmetic.line_states import State
from tidlig.arithmetic.movements import UNSPLIT, Line, Movement
from tidlig.arithmetic.overview import ProgramOverview, overview
from tidlig.arithmetic.part_overview import PartOverview
from tidlig.arithmetic.unknown_amounts import unknown_movements
from tidlig.arithmetic.unknown_on_lines import UnknownAmount
from tidlig.model.entry import Entry
from tidlig.model.grants import Pool
from tidlig.model.years import Years

_OF_LAPSES = ("lapsed", "unsettled")
"""What is shown only where something lapses."""

LEFT = ("remaining", "unused", "estimate")
"""What is left, in each state of money."""

_HEADINGS = ("remaining", "unused", "lapsed", "unsettled", "estimate")

Warn = Literal["estimate", "over", "accounts"]
Move = Literal["fall", "change"]


@dataclass(frozen=True, slots=True)
class LeftChange:
    """A figure of the balance before and after: of a program or strand in some years, or a pool.

    `strand` is None for the whole program; `change` is None where it is not known.
    """

    program: str
    strand: str | None
    years: Years | None
    heading: str
    before: Figure | None
    after: Figure | None
    change: Figure | None
    pool: str = ""


@dataclass(frozen=True, slots=True)
class YearWarning:
    """Years that an award is charged to in which nothing may be awarded, and why."""

    reason: Warn
    years: Years
    act: str = ""


def left_changes(
    base: Ledger, head: Ledger, difference: Difference, date: dt.date
) -> list[LeftChange]:
    """Return what differs in the balance of the lines that differ, and in frames of pools."""
    lines = list(dict.fromkeys(change.line for change in difference.lines))
    changes: list[LeftChange] = []
    for id in dict.fromkeys(line.program for line in lines):
        before, after = _overview(base, id, date), _overview(head, id, date)
        own = sorted(line for line in lines if line.program == id and not line.years.open)
        changes += _of_program(id, own, before, after)
    return [*changes, *_of_frames(base, head, difference, date)]


def _of_program(
    id: str, lines: Sequence[Line], before: ProgramOverview | None, after: ProgramOverview | None
) -> list[LeftChange]:
    """What differs of a program in the years of the lines, or in those that spans join them to."""
    program = after or before
    changed = list(_of_cells(id, _cells(lines, program), before, after))
    if not any(each.heading in LEFT for each in changed):
        changed += _of_cells(id, _joined_cells(lines, program), before, after)
    return changed


def _overview(ledger: Ledger, id: str, date: dt.date) -> ProgramOverview | None:
    program = ledger.programs.get(id)
    if program is None or not ledger.has_begun(program):
        return None
    return overview(ledger, [program], date)[0]


def _cells(
    lines: Iterable[Line], program: ProgramOverview | None
) -> Iterator[tuple[str | None, Years]]:
    """Yield the strands of the lines with their years, then the years of the whole program."""
    own = list(lines)
    has_strands = program is not None and bool(program.program.strands)
    if has_strands:
        yield from ((line.strand, line.years) for line in own if line.strand != UNSPLIT)
    yield from ((None, years) for years in dict.fromkeys(line.years for line in own))


def _joined_cells(
    lines: Iterable[Line], program: ProgramOverview | None
) -> Iterator[tuple[str | None, Years]]:
    """Yield years that spans join, with any year of the lines: one alone may not be known."""
    spans = () if program is None else program.figures.joined
    met = [span for span in spans if any(line.years.meets(span) for line in lines)]
    yield from ((None, span) for span in met)


def _of_cells(
    id: str,
    cells: Iterable[tuple[str | None, Years]],
    before: ProgramOverview | None,
    after: ProgramOverview | None,
) -> Iterator[LeftChange]:
    for strand, years in cells:
        yield from _of_cell(id, strand, years, before, after)


def _of_cell(
    id: str,
    strand: str | None,
    years: Years,
    before: ProgramOverview | None,
    after: ProgramOverview | None,
) -> Iterator[LeftChange]:
    changes = [
        _change(id, strand, years, heading, _figures(before, strand, years, heading),
                _figures(after, strand, years, heading))
        for heading in _HEADINGS
    ]  # fmt: skip
    changed = [each for each in changes if each.before != each.after and not _is_first_zero(each)]
    lapses = any(each.heading == "lapsed" and each.change is not None for each in changed)
    yield from (each for each in changed if lapses or each.heading not in _OF_LAPSES)


def _is_first_zero(change: LeftChange) -> bool:
    """Whether nothing was known, and now it is that there is nothing: a line that had no entry."""
    return change.before is None and change.after == NOTHING


def _figures(
    program: ProgramOverview | None, strand: str | None, years: Years, heading: str
) -> Figure | None:
    if program is None:
        return None
    part = PartOverview(program, strand, years)
    figure: Figure | None = getattr(part.total, heading)
    return part.remaining if heading == "remaining" else figure


def _change(
    id: str,
    strand: str | None,
    years: Years | None,
    heading: str,
    before: Figure | None,
    after: Figure | None,
    pool: str = "",
) -> LeftChange:
    nothing = frozenset[str]()
    is_exact = before is not None and after is not None and before.half == after.half
    change = change_of(Followed(before, nothing), Followed(after, nothing), is_exact=is_exact)
    return LeftChange(id, strand, years, heading, before, after, change, pool)


def _of_frames(
    base: Ledger, head: Ledger, difference: Difference, date: dt.date
) -> Iterator[LeftChange]:
    """Yield what is left of the frames of pools, where it differs."""
    touched = {change.line.program for change in difference.lines}
    for pool in head.of(Pool):
        if pool.program not in touched or pool.id not in base.pools:
            continue
        before = followed_figure(base, base.pools[pool.id], LEFT_OF_FRAME, date).figure
        after = followed_figure(head, pool, LEFT_OF_FRAME, date).figure
        if before != after:
            yield _change(pool.program, None, None, LEFT_OF_FRAME, before, after, pool.id)


def unknown_move(head: Ledger, added: Iterable[Entry], date: dt.date) -> Move | None:
    """Return how unknown amounts of new entries move what remains, or what is unused.

    None where they move neither: accounts have them in them, or they are of an estimate.
    """
    new = {entry.address for entry in added}
    own = [each for each in unknown_movements(head) if each.entry.address in new]
    amounts = [amount for gap in own for amount in _unknown_in(head, gap, date)]
    if not amounts:
        return None
    return "change" if any(amount.adds for amount in amounts) else "fall"


def _unknown_in(head: Ledger, gap: Movement, date: dt.date) -> Iterator[UnknownAmount]:
    """Yield the unknown amounts of an entry that may be in what a line has left, but estimates."""
    line = gap.line
    program = _overview(head, line.program, date)
    if program is None or line.years.open:
        return
    cell = Cell(line.years, line.strand or None)
    for state in (State.OPEN, State.CLOSED):
        for amount in program.figures.unknown_in(cell, state):
            if amount.entry.partition(" ")[0] == gap.entry.address:
                yield amount


def year_warnings(
    head: Ledger, difference: Difference, entry: Entry, date: dt.date
) -> list[YearWarning]:
    """Return why nothing may be awarded of the years that a new award is charged to."""
    if entry.kind not in ("award", "amendment"):
        return []
    found: list[YearWarning] = []
    for change in difference.lines:
        if change.heading == "awarded" and change.change.ore > 0 and not change.line.years.open:
            found += _of_line(head, change.line, date)
    return list(dict.fromkeys(found))


def _of_line(head: Ledger, line: Line, date: dt.date) -> Iterator[YearWarning]:
    program = _overview(head, line.program, date)
    if program is None:
        return
    calendar, years = program.figures.calendar, line.years
    if not calendar.without_accounts(years):
        yield YearWarning("accounts", years)
    elif calendar.state(years) is State.ESTIMATE:
        yield YearWarning("estimate", years, program.act or "")
    elif calendar.state(years) is State.CLOSED:
        yield YearWarning("over", years)
