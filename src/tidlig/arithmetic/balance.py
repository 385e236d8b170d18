"""What is left: the lines and totals of a ledger, selected and grouped for a report.

The rows are the programs with their strands, pools or recipients below, and the total. All sums of
a report are made here, never where they are shown.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Literal, NamedTuple

from tidlig.arithmetic.ledger import Ledger
from tidlig.arithmetic.movements import UNSPLIT, Figures, Line, Movement, derived, merged, sums
from tidlig.arithmetic.unknown_amounts import Doubts, Mark, doubts, marks, unknown, yearly_open
from tidlig.model.decisions import Appropriation, Program, Reprioritisation, Strand
from tidlig.model.entry import Entry
from tidlig.model.money import ZERO, Money
from tidlig.model.spelling import same_form
from tidlig.model.years import OPEN_END, Years

By = Literal["program", "strand", "pool", "recipient"]


@dataclass(frozen=True, slots=True)
class Choice:
    """What a report is asked for: programs or strands of them (all when none), years, grouping."""

    purses: tuple[tuple[str, str | None], ...] = ()
    years: Years | None = None
    by: By = "strand"

    def takes(self, line: Line) -> bool:
        """Tell whether a line is asked for; a span is when any of its years is."""
        in_years = self.years is None or line.years.meets(self.years)
        return in_years and self.takes_purse(line.program, line.strand)

    def takes_whole(self, program: str) -> bool:
        """Tell whether all of a program is asked for."""
        return not self.purses or (program, None) in self.purses

    def takes_purse(self, program: str, strand: str | None = None) -> bool:
        """Tell whether a program is asked for, or a strand of it where one is given."""
        return not self.purses or any(
            program == chosen and (of is None or strand in (None, of)) for chosen, of in self.purses
        )


@dataclass(frozen=True, slots=True)
class BalanceLine:
    """A line of a report; `of` is its pool or recipient when it is grouped by one.

    `booked` says that the accounts say something of it, if only 0. Of what is in doubt, the figures
    have the part that is known.
    """

    line: Line
    of: str | None
    figures: Figures
    booked: bool = False
    doubts: Doubts = field(default_factory=dict)


class OwnMark(NamedTuple):
    """A mark with the program and the part of it, as lines are grouped, that it is of."""

    program: str
    part: str
    mark: Mark


@dataclass(frozen=True, slots=True)
class Balance:
    """What a report shows, in order of program and strand as written, then of years.

    `newest_act` is the year of each program's newest act; `partial` are the programs of which only
    some strands were asked for; `cut_spans` are the lines shown of which some years were not.
    Totals are of the lines shown, and `marks` what is not known of them. By recipient, `names` are
    those of the register, by id, and `same_names` those that several recipients have.
    """

    programs: tuple[Program, ...]
    by: By
    lines: tuple[BalanceLine, ...]
    totals: dict[str, Figures]
    unknown: tuple[tuple[Entry, str], ...]
    open: tuple[tuple[Program, Money], ...]
    newest_act: dict[str, int]
    partial: frozenset[str] = frozenset()
    cut_spans: tuple[Line, ...] = ()
    marks: tuple[OwnMark, ...] = ()
    names: Mapping[str, str] = field(default_factory=dict)
    same_names: frozenset[str] = frozenset()


def balance(ledger: Ledger, choice: Choice) -> Balance:
    """Add up what is asked for; totals are of the lines shown."""
    key = _KEYS[choice.by]
    found = sums((m for m in ledger.movements if choice.takes(m.line)), key)
    order = _order(ledger)
    uncertain = _doubts(ledger, choice)
    for line, of in uncertain:
        if choice.takes(line) and not line.years.open:
            found.setdefault((line, of), {})
    lines = tuple(
        _line(line, of, moved, uncertain.get((line, of), {}))
        for (line, of), moved in sorted(found.items(), key=lambda item: order(*item[0]))
    )
    programs = tuple(
        program
        for program in ledger.programs.values()
        if choice.takes_purse(program.id)
        and (ledger.counts(program) or ledger.lines_of(program.id))
    )
    named = ledger.recipients if choice.by == "recipient" else {}
    names = {id: recipient.name for id, recipient in named.items()}
    return Balance(
        programs,
        choice.by,
        lines,
        _totals(programs, lines),
        tuple(each for each in unknown(ledger) if _is_asked_for(*each, choice)),
        tuple(each for each in yearly_open(ledger) if choice.takes_purse(each[0].id)),
        {id: newest_act(ledger, program) for id, program in ledger.programs.items()},
        frozenset(p for p, _ in choice.purses) - {p for p, of in choice.purses if of is None},
        tuple(dict.fromkeys(each.line for each in lines if _is_cut(each.line, choice))),
        _marks(ledger, choice),
        names,
        _same(names.values()),
    )


def _line(line: Line, of: str | None, moved: Figures, uncertain: Doubts) -> BalanceLine:
    """Give a line; accounts of an unknown amount say something of it too."""
    booked = "outturn" in moved or "outturn" in uncertain
    return BalanceLine(line, of, derived(moved), booked, uncertain)


def _same(names: Iterable[str]) -> frozenset[str]:
    """Give the names that read as others do."""
    forms = [(same_form(name), name) for name in names]
    times = Counter(form for form, _ in forms)
    return frozenset(name for form, name in forms if times[form] > 1)


def _marks(ledger: Ledger, choice: Choice) -> tuple[OwnMark, ...]:
    """Give what is not known of the sums asked for."""
    found = []
    for mark in marks(ledger, choice.years):
        if choice.takes(mark.movement.line):
            line, of = _KEYS[choice.by](mark.movement)
            part = line.strand if choice.by == "strand" else of or ""
            found.append(OwnMark(line.program, part, mark))
    return tuple(found)


def _doubts(ledger: Ledger, choice: Choice) -> dict[tuple[Line, str | None], Doubts]:
    """Give what is not known of lines that have something unknown, if only that."""
    by_line: dict[tuple[Line, str | None], list[Mark]] = {}
    for mark in marks(ledger):
        by_line.setdefault(_KEYS[choice.by](mark.movement), []).append(mark)
    told = ((key, doubts(found)) for key, found in by_line.items())
    return {key: unknown for key, unknown in told if unknown}


def _is_asked_for(entry: Entry, program: str, choice: Choice) -> bool:
    """Tell whether an entry is about a program asked for, or about a strand where one is."""
    strands: set[str | None] = {getattr(entry, "strand", None)}
    if isinstance(entry, Strand):
        strands = {entry.id}
    elif isinstance(entry, Appropriation):
        strands = {row.strand for row in entry.strands}
    elif isinstance(entry, Reprioritisation):
        strands = {end.strand for end in (entry.from_, entry.to) if end.program == program}
    return any(choice.takes_purse(program, strand or UNSPLIT) for strand in strands)


def _is_cut(line: Line, choice: Choice) -> bool:
    """Tell whether a span is shown of which some years are not asked for."""
    return choice.years is not None and not line.years.within(choice.years)


def newest_act(ledger: Ledger, program: Program) -> int:
    """Give the year of the newest act on a program; figures for later years are estimates (BO).

    A program without any act gives a year after all others: nothing of it is an estimate.
    """
    acts = [restatement.act.date.year for restatement in ledger.restatements[program.id]]
    if program.act is not None and program.date is not None and ledger.counts(program):
        acts.append(program.date.year)
    return max(acts, default=OPEN_END)


def _totals(programs: Sequence[Program], lines: Sequence[BalanceLine]) -> dict[str, Figures]:
    """Add up the lines shown of each program, also of one that has none."""
    whole = merged({each.line.program: each.figures} for each in lines)
    return {program.id: derived(whole.get(program.id, {})) for program in programs}


def _by_program(movement: Movement) -> tuple[Line, str | None]:
    return movement.line._replace(strand=UNSPLIT), None


_KEYS: dict[By, Callable[[Movement], tuple[Line, str | None]]] = {
    "program": _by_program,
    "strand": lambda movement: (movement.line, None),
    "pool": lambda movement: (movement.line, movement.pool),
    "recipient": lambda movement: (movement.line, movement.recipient),
}


def _order(ledger: Ledger) -> Callable[[Line, str | None], tuple[object, ...]]:
    """Give the sort key of lines: programs and strands as written, no strand first, then years."""
    programs = {id: number for number, id in enumerate(ledger.programs)}
    strands = {
        (program.id, strand.id): number
        for program in ledger.programs.values()
        for number, strand in enumerate(program.strands)
    }

    def key(line: Line, of: str | None) -> tuple[object, ...]:
        strand = strands.get((line.program, line.strand), -1)
        return programs[line.program], strand, line.years, of or ""

    return key


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
