"""The rows of a balance: each program with its strands, pools or recipients below, and the whole.

Sums are of the lines of the balance, made here and never where they are shown.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from tidlig.arithmetic.balance import Balance, BalanceLine
from tidlig.arithmetic.figures import Figures, derived
from tidlig.arithmetic.marks import Doubts, Mark, doubts
from tidlig.arithmetic.sums import merged
from tidlig.model.money import ZERO
from tidlig.model.years import Years


@dataclass(frozen=True, slots=True)
class BalanceRow:
    """Figures by years and in all: of a program, of one part of it, or of everything.

    `program` is None for everything, and for a recipient over all programs; `part` is None for a
    whole program, and the empty text for what belongs to no strand, pool or recipient.
    `has_parts` when rows of its parts follow. `accounted` says that the accounts say something
    of every program in the row. Of what is in doubt, the figures have the part that is known.
    """

    program: str | None
    part: str | None
    lines: tuple[BalanceLine, ...]
    by_years: dict[Years, Figures]
    whole: Figures
    accounted: bool = False
    has_parts: bool = False
    doubts: Doubts = field(default_factory=dict)
    doubts_by_years: Mapping[Years, Doubts] = field(default_factory=dict)


def rows(balance: Balance) -> list[BalanceRow]:
    """Give the rows of a balance in order: every program, and parts where it has any."""
    shown: list[BalanceRow] = []
    of_programs: dict[str, list[BalanceLine]] = {}
    for each in balance.lines:
        of_programs.setdefault(each.line.program, []).append(each)
    booked = {each.line.program for each in balance.lines if each.booked}
    for program in balance.programs:
        lines = of_programs.get(program.id, [])
        parts = _parts(balance, program.id, lines, booked) if lines else []
        whole = _row(balance, program.id, None, lines, booked)
        shown += [replace(whole, has_parts=bool(parts)), *parts]
    if len({row.program for row in shown}) > 1:
        across = _across(balance, booked)
        whole = _row(balance, None, None, balance.lines, booked)
        shown += [replace(whole, has_parts=bool(across)), *across]
    return shown


def by_recipient(balance: Balance) -> dict[str, BalanceRow]:
    """Give what each recipient has over all programs shown, by name in the register."""
    found = _recipients(balance)
    return {id: _row(balance, None, id, lines, set()) for id, lines in found.items() if id}


def doubts_of(balance: Balance, program: str) -> Doubts:
    """Give what is not known of the total of a program."""
    return doubts(each.mark for each in balance.marks if each.program == program)


def _across(balance: Balance, booked: set[str]) -> list[BalanceRow]:
    """Give each recipient over all programs, and what is of none, where any is in several."""
    found = _recipients(balance)
    if all(len({each.line.program for each in found[id]}) == 1 for id in found if id):
        return []
    return [_row(balance, None, id, lines, booked) for id, lines in found.items()]


def _recipients(balance: Balance) -> dict[str, list[BalanceLine]]:
    """Give the lines of each recipient, and of none, when lines are of recipients; by name."""
    found: dict[str, list[BalanceLine]] = {}
    for each in balance.lines:
        if balance.by == "recipient":
            found.setdefault(each.of or "", []).append(each)
    return {id: found[id] for id in sorted(found, key=lambda id: (balance.names.get(id, ""), id))}


def _parts(
    balance: Balance, program: str, lines: list[BalanceLine], booked: set[str]
) -> list[BalanceRow]:
    parts: dict[str, list[BalanceLine]] = {}
    for each in lines:
        part = each.line.strand if balance.by == "strand" else each.of or ""
        parts.setdefault(part, []).append(each)
    if balance.by == "program" or list(parts) == [""]:
        return []
    shown = [_row(balance, program, part, of_part, booked) for part, of_part in parts.items()]
    return [
        row
        for row in shown
        if row.part or row.doubts or any(money != ZERO for money in row.whole.values())
    ]


def _row(
    balance: Balance,
    program: str | None,
    part: str | None,
    lines: Iterable[BalanceLine],
    booked: set[str],
) -> BalanceRow:
    shown = tuple(lines)
    own = [
        each.mark
        for each in balance.marks
        if program in (None, each.program) and part in (None, each.part)
    ]
    by_years = merged({each.line.years: each.figures} for each in shown)
    whole = merged({None: each.figures} for each in shown)
    return BalanceRow(
        program,
        part,
        shown,
        {years: derived(moved) for years, moved in by_years.items()},
        derived(whole.get(None, {})),
        booked.issuperset(each.line.program for each in shown),
        doubts=doubts(own),
        doubts_by_years=_by_years(own),
    )


def _by_years(marks: Iterable[Mark]) -> dict[Years, Doubts]:
    """Give what is not known of each year or span by itself; one that is cut is known."""
    found: dict[Years, list[Mark]] = {}
    for mark in marks:
        if not mark.is_cut:
            found.setdefault(mark.movement.line.years, []).append(mark)
    return {years: doubts(of_years) for years, of_years in found.items()}
