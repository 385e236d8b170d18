"""What a change does to what is left: in each state of money, and never in their sum.

Both sides are taken as of the same date, and only programs that the change touches are counted. A
change of awards in a year with accounts moves nothing, for the accounts say what is used: a reader
would look for it, so it is named.
"""

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from tidlig.arithmetic.figures import NOTHING, Figure
from tidlig.arithmetic.followed_figure import Followed, change_of
from tidlig.arithmetic.ledger import Ledger
from tidlig.arithmetic.line_changes import Difference
from tidlig.arithmetic.line_states import State, each_of
from tidlig.arithmetic.movements import BUDGET
from tidlig.arithmetic.overview import ProgramOverview, overview
from tidlig.arithmetic.program_money import ProgramMoney
from tidlig.arithmetic.unknown_in_figures import without_netted
from tidlig.arithmetic.unknown_on_lines import UnknownAmount
from tidlig.model.years import Years, one

STATES = ("remaining", "unused", "estimate")
"""The states of money, in the order of reports."""

_LINES_OF = {"remaining": State.OPEN, "unused": State.CLOSED, "estimate": State.ESTIMATE}


@dataclass(frozen=True, slots=True)
class StateChange:
    """The money of one state in the programs that a change touches, before and after.

    `years` are those that have such money; where accounts keep it as it was, those of the change.
    """

    state: str
    years: tuple[int, ...]
    before: Figure | None
    after: Figure | None
    change: Figure | None
    is_kept_by_accounts: bool = False


class _Both(NamedTuple):
    """A program before and after; None where it is not there."""

    before: ProgramOverview | None
    after: ProgramOverview | None
    touched: frozenset[int]
    names: Mapping[str, str]
    """The addresses that entries have now, by those that they had."""


def state_changes(
    base: Ledger, head: Ledger, difference: Difference, date: dt.date
) -> tuple[StateChange, ...]:
    """Return what differs in each state between two ledgers that are taken as of a date."""
    programs = list(_touched(base, head, difference, date))
    return tuple(change for state in STATES for change in _changes(state, programs))


def _touched(base: Ledger, head: Ledger, difference: Difference, date: dt.date) -> Iterator[_Both]:
    old_ids, names = _old_ids(difference), _names(difference)
    years: dict[str, set[int]] = {}
    for change in difference.lines:
        line = change.line
        if not line.years.open:
            years.setdefault(line.program, set()).update(each_of(line.years))
    changed = {
        change.entry.id: set[int]()
        for change in difference.entries
        if change.entry.kind == "program" and change.own
    }
    for id, of_program in (changed | years).items():
        yield _Both(
            _overview(base, old_ids.get(id, id), date),
            _overview(head, id, date),
            frozenset(of_program),
            names,
        )


def _old_ids(difference: Difference) -> Mapping[str, str]:
    """The ids that programs had, by those that they have."""
    return {
        change.after.id: change.before.id
        for change in difference.entries
        if change.after is not None and change.before is not None and change.entry.kind == "program"
    }


def _names(difference: Difference) -> Mapping[str, str]:
    """The addresses of entries that were renamed, by those that they had."""
    return {
        change.before.address: change.after.address
        for change in difference.entries
        if change.after is not None and change.before is not None
    }


def _overview(ledger: Ledger, id: str, date: dt.date) -> ProgramOverview | None:
    program = ledger.programs.get(id)
    if program is None or not ledger.has_begun(program):
        return None
    return overview(ledger, [program], date)[0]


def _changes(state: str, programs: Iterable[_Both]) -> Iterator[StateChange]:
    """Yield the change of a state, or that accounts keep it as it was."""
    shown = list(programs)
    changed = [both for both in shown if _differs(both, state)]
    if changed:
        yield _change(state, changed)
    elif state == "unused":
        kept = {year for both in shown for year in both.touched & _with_accounts(both.after)}
        if kept:
            yield StateChange(state, tuple(sorted(kept)), None, None, None, True)


def _differs(both: _Both, state: str) -> bool:
    """Whether a state of a program differs, be it only in what is not known of it."""
    before, after = _figure(both.before, state), _figure(both.after, state)
    if before != after:
        return True
    if before is not None and None not in before[:2]:
        return False
    was, now = _unknown_before([both], state), _unknown_after([both], state)
    return was != now or (before is None and bool(was and _touched_in(state, both)))


def _touched_in(state: str, both: _Both) -> set[int]:
    """The years in a state that the change touches."""
    program = both.after or both.before
    if program is None:
        return set()
    is_open_all_along = program.program.unspent == "carries-over"
    calendar, lines = program.figures.calendar, _LINES_OF[state]
    return {y for y in both.touched if is_open_all_along or calendar.state(one(y)) is lines}


def _change(state: str, programs: Sequence[_Both]) -> StateChange:
    """Add up a state over programs in which it differs."""
    before = _sum([_figure(both.before, state) for both in programs])
    after = _sum([_figure(both.after, state) for both in programs])
    years = sorted({year for both in programs for year in _years(both, state)})
    change = change_of(
        Followed(before, _unknown_before(programs, state) | _bounds_lacking(before)),
        Followed(after, _unknown_after(programs, state) | _bounds_lacking(after)),
        is_exact=_half(before) == _half(after),
    )
    return StateChange(state, tuple(years), before, after, change)


def _figure(program: ProgramOverview | None, state: str) -> Figure | None:
    if program is None:
        return NOTHING
    figure: Figure | None = getattr(program.total, state)
    return program.remaining if state == "remaining" else figure


def _half(figure: Figure | None) -> int:
    return 0 if figure is None else figure.half


def _unknown_before(programs: Iterable[_Both], state: str) -> frozenset[str]:
    return frozenset(
        name
        for both in programs
        if both.before is not None
        for name in _unknown(both.before, state, both.names)
    )


def _unknown_after(programs: Iterable[_Both], state: str) -> frozenset[str]:
    return frozenset(
        name
        for both in programs
        if both.after is not None
        for name in _unknown(both.after, state, {})
    )


def _unknown(program: ProgramOverview, state: str, names: Mapping[str, str]) -> Iterator[str]:
    """Yield what is unknown in a state of a program: each entry, and where it moves what."""
    money = program.figures.money
    amounts = (each for each in money.unknown if _LINES_OF[state] in _states(each, money))
    for amount in without_netted(amounts):
        entry, _, year = amount.entry.partition(" ")
        line = amount.line
        strand = _now(f"program.{line.program}.strand.{line.strand}", names)
        where = (_now(entry, names), year, strand, line.years, *amount[1:3], *amount[4:])
        yield " ".join(map(str, where))


def _now(address: str, names: Mapping[str, str]) -> str:
    """Return the address that an entry has now, be it a strand of a renamed program."""
    program, dot, strand = address.partition(".strand.")
    return names.get(address) or f"{names.get(program, program)}{dot}{strand}"


def _states(amount: UnknownAmount, money: ProgramMoney) -> Iterator[State]:
    """Yield every state of lines that an unknown amount may move money of."""
    calendar, own = money.calendar, amount.line.years
    years = list(each_of(own))
    if amount.heading == "awarded":
        years = list(calendar.without_accounts(own))
    if amount.heading not in _MOVING or not years:
        return
    if amount.heading == "lapsed" or money.program.unspent == "carries-over":
        yield from (State.CLOSED, State.OPEN)
    for span in (own, *map(one, years)):
        yield calendar.state(span)
    for part in money.parts:
        if part.line.years.meets(Years(years[0], years[-1])):
            is_authority = part.is_first and money.authority(part.line) > 0
            yield calendar.state(part.line.years, is_authority=is_authority)


_MOVING = frozenset((*BUDGET, "awarded", "returned", "outturn", "lapsed"))
"""The headings of movements that add to what is left, or take from it."""


def _bounds_lacking(figure: Figure | None) -> frozenset[str]:
    """Name the bounds that a figure lacks: only of the same ones is the change known."""
    if figure is None:
        return frozenset()
    bounds = zip(("least", "most"), figure[:2], strict=True)
    return frozenset(name for name, bound in bounds if bound is None)


def _years(both: _Both, state: str) -> Iterator[int]:
    """Yield the years that a state has money in; if none, those that the change touches."""
    before, after = _by_year(both.before, state), _by_year(both.after, state)
    with_money = {
        year for years in (before, after) for year, left in years.items() if left != NOTHING
    }
    yield from with_money or _touched_in(state, both) or both.touched


def _by_year(program: ProgramOverview | None, state: str) -> dict[int, Figure | None]:
    if program is None:
        return {}
    return {row.year: getattr(row.left, state) for row in program.by_year}


def _with_accounts(program: ProgramOverview | None) -> frozenset[int]:
    return frozenset() if program is None else program.figures.calendar.accounts


def _sum(figures: Iterable[Figure | None]) -> Figure | None:
    """Add up figures; None where any is not known."""
    least: int | None = 0
    most: int | None = 0
    half = 0
    for figure in figures:
        if figure is None:
            return None
        least = None if least is None or figure.least is None else least + figure.least
        most = None if most is None or figure.most is None else most + figure.most
        half += figure.half
    return Figure(least, most, half)
