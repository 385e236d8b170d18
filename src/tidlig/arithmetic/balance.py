"""The lines of a ledger and their totals, selected and grouped for a report.

The rows are the programs with their strands, pools or recipients below, and the total. All sums of
a report are made here, never where they are shown.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Literal, NamedTuple

from tidlig.arithmetic.acts import acts
from tidlig.arithmetic.ledger import Ledger
from tidlig.arithmetic.line_states import Calendar
from tidlig.arithmetic.movements import (
    UNSPLIT,
    Figures,
    Line,
    Movement,
    complete_figures,
    merge_sums,
    sums,
)
from tidlig.arithmetic.recorded_payments import with_payments, without_payments
from tidlig.arithmetic.unknown_amounts import (
    Doubts,
    Mark,
    OpenAmount,
    doubts,
    marks,
    unknown_entries,
    unknown_movements,
    yearly_open,
)
from tidlig.model.decisions import Appropriation, Program, Reprioritisation, Strand
from tidlig.model.entry import Entry
from tidlig.model.money import ZERO, Money
from tidlig.model.spelling import danish_order, same_form
from tidlig.model.years import Years

By = Literal["program", "strand", "pool", "recipient"]


@dataclass(frozen=True, slots=True)
class Choice:
    """What a report is about: programs or strands of them (all when none), years, grouping."""

    budget_lines: tuple[tuple[str, str | None], ...] = ()
    years: Years | None = None
    by: By = "strand"

    def takes(self, line: Line) -> bool:
        """Whether a line is chosen; a span is when any of its years is."""
        in_years = self.years is None or line.years.meets(self.years)
        return in_years and self.takes_budget_line(line.program, line.strand)

    def takes_whole(self, program: str) -> bool:
        """Whether all of a program is chosen."""
        return not self.budget_lines or (program, None) in self.budget_lines

    def takes_budget_line(self, program: str, strand: str | None = None) -> bool:
        """Whether a program is chosen, or a strand of it where one is given."""
        return not self.budget_lines or any(
            program == chosen and (of is None or strand in (None, of))
            for chosen, of in self.budget_lines
        )


@dataclass(frozen=True)
class BalanceLine:
    """A line of a report; `of` is its pool or recipient when it is grouped by one.

    `moved` is what entries move on it, by heading. `booked` says that the accounts say something of
    it, if only 0. Of what is in doubt, the figures have the part that is known.
    """

    line: Line
    of: str | None
    moved: Figures
    booked: bool = False
    doubts: Doubts = field(default_factory=dict)

    @cached_property
    def figures(self) -> Figures:
        """All headings of the line."""
        return complete_figures(self.moved)


class OwnMark(NamedTuple):
    """A mark with the program and the part of it, as lines are grouped, that it is of."""

    program: str
    part: str
    mark: Mark


@dataclass(frozen=True, slots=True)
class Balance:
    """What a report shows, in order of program and strand as written, then of years.

    `calendars` say in which state the lines of a program are as of the ledger's date, if it has
    one; `partial` are the programs of which only some strands were chosen; `cut_spans` are the
    lines shown of which some years were not; `years` are those chosen, if any were.
    Totals are of the lines shown, `marks` what is not known of them, and `without_payments` the
    programs that record awards and no payment: sums of lines are arithmetic all the same. By
    recipient, `names` are those of the register, by id, and `same_names` those that several
    recipients have.
    """

    ledger: Ledger = field(compare=False, repr=False)
    programs: tuple[Program, ...]
    by: By
    lines: tuple[BalanceLine, ...]
    totals: dict[str, Figures]
    unknown: tuple[tuple[Entry, str], ...]
    open: tuple[OpenAmount, ...]
    calendars: Mapping[str, Calendar]
    years: Years | None = None
    partial: frozenset[str] = frozenset()
    cut_spans: tuple[Line, ...] = ()
    marks: tuple[OwnMark, ...] = ()
    without_payments: frozenset[str] = frozenset()
    names: Mapping[str, str] = field(default_factory=dict)
    same_names: frozenset[str] = frozenset()


def balance(ledger: Ledger, choice: Choice) -> Balance:
    """Add up what is chosen; totals are of the lines shown."""
    programs = _programs(ledger, choice)
    lines = _lines(ledger, choice)
    named = ledger.recipients if choice.by == "recipient" else {}
    names = {id: recipient.name for id, recipient in named.items()}
    return Balance(
        ledger=ledger,
        programs=programs,
        by=choice.by,
        lines=lines,
        totals=_totals(programs, lines),
        unknown=_unknown(ledger, choice),
        open=_open(ledger, choice),
        calendars=_calendars(ledger),
        years=choice.years,
        partial=_partial(choice),
        cut_spans=_cut_spans(lines, choice),
        marks=_marks(ledger, choice),
        without_payments=without_payments(ledger),
        names=names,
        same_names=_same(names.values()),
    )


def _programs(ledger: Ledger, choice: Choice) -> tuple[Program, ...]:
    """The programs chosen that count, or have a line that does."""
    chosen = (
        program for program in ledger.programs.values() if choice.takes_budget_line(program.id)
    )
    return tuple(program for program in chosen if ledger.has_begun(program))


def _lines(ledger: Ledger, choice: Choice) -> tuple[BalanceLine, ...]:
    """The lines chosen, also those of which everything is unknown."""
    every = (*ledger.movements, *yearly_movements(ledger))
    movements = (movement for movement in every if choice.takes(movement.line))
    figures = sums(movements, _KEYS[choice.by])
    uncertain = _doubts(ledger, choice)
    for line, of in uncertain:
        if choice.takes(line) and not line.years.open:
            figures.setdefault((line, of), {})
    order = _order(ledger)
    return tuple(
        _line(line, of, figures[line, of], uncertain.get((line, of), {}))
        for line, of in sorted(figures, key=lambda key: order(*key))
    )


def yearly_movements(ledger: Ledger) -> Iterator[Movement]:
    """Appropriations a year without an end, for each year to that of the ledger's date."""
    date = ledger.as_of
    if date is None:
        return
    for amount in yearly_open(ledger):
        if isinstance(amount.entry, Program):
            from tidlig.arithmetic.program_money import ProgramMoney

            program = amount.entry
            for line, money in ProgramMoney(ledger, program, date).yearly_amounts():
                yield Movement(line, amount.heading, money, program, program.date)


def _unknown(ledger: Ledger, choice: Choice) -> tuple[tuple[Entry, str], ...]:
    return tuple(
        (entry, program)
        for entry, program in unknown_entries(ledger)
        if _is_chosen(entry, program, choice)
    )


def _open(ledger: Ledger, choice: Choice) -> tuple[OpenAmount, ...]:
    return tuple(
        amount for amount in yearly_open(ledger) if choice.takes_budget_line(amount.program)
    )


def _partial(choice: Choice) -> frozenset[str]:
    """The programs of which strands are chosen, and not all."""
    programs = {program for program, _ in choice.budget_lines}
    return frozenset(program for program in programs if not choice.takes_whole(program))


def _cut_spans(lines: Iterable[BalanceLine], choice: Choice) -> tuple[Line, ...]:
    cut = [line.line for line in lines if _is_cut(line.line, choice)]
    return tuple(dict.fromkeys(cut))


def _line(line: Line, of: str | None, moved: Figures, uncertain: Doubts) -> BalanceLine:
    """A line; accounts of an unknown amount say something of it too."""
    booked = "outturn" in moved or "outturn" in uncertain
    return BalanceLine(line, of, moved, booked, uncertain)


def _same(names: Iterable[str]) -> frozenset[str]:
    """The names that read as others do."""
    forms = [(same_form(name), name) for name in names]
    times = Counter(form for form, _ in forms)
    return frozenset(name for form, name in forms if times[form] > 1)


def _marks(ledger: Ledger, choice: Choice) -> tuple[OwnMark, ...]:
    """What is not known of the sums chosen."""
    own_marks = []
    for mark in marks_of_sums(ledger, choice.years):
        if choice.takes(mark.movement.line):
            line, of = _KEYS[choice.by](mark.movement)
            part = line.strand if choice.by == "strand" else of or ""
            own_marks.append(OwnMark(line.program, part, mark))
    return tuple(own_marks)


def marks_of_sums(ledger: Ledger, years: Years | None = None) -> Iterator[Mark]:
    """What is not known of sums, or of those of some years.

    An appropriation a year without an end is known for each year to that of the ledger's date.
    """
    for mark in marks(ledger, years):
        entry = mark.movement.entry
        is_yearly = isinstance(entry, Program) and isinstance(entry.yearly, Money)
        if ledger.as_of is None or not (is_yearly and mark.movement.line.years.open):
            yield mark


def _doubts(ledger: Ledger, choice: Choice) -> dict[tuple[Line, str | None], Doubts]:
    """What is not known of lines that have something unknown, if only that."""
    marks_by_line: dict[tuple[Line, str | None], list[Mark]] = {}
    for mark in marks_of_sums(ledger):
        marks_by_line.setdefault(_KEYS[choice.by](mark.movement), []).append(mark)
    doubts_by_line = {key: doubts(of_line) for key, of_line in marks_by_line.items()}
    return {key: of_line for key, of_line in doubts_by_line.items() if of_line}


def _is_chosen(entry: Entry, program: str, choice: Choice) -> bool:
    """Whether an entry is about a program chosen, or about a strand where one is."""
    strands = _strands(entry, program)
    return any(choice.takes_budget_line(program, strand or UNSPLIT) for strand in strands)


def _strands(entry: Entry, program: str) -> set[str | None]:
    """The strands of a program that an entry is about; None where it is about none."""
    if isinstance(entry, Strand):
        return {entry.id}
    if isinstance(entry, Appropriation):
        return {row.strand for row in entry.strands}
    if isinstance(entry, Reprioritisation):
        return {end.strand for end in (entry.from_, entry.to) if end.program == program}
    return {getattr(entry, "strand", None)}


def _is_cut(line: Line, choice: Choice) -> bool:
    """Whether a span is shown of which some years are not chosen."""
    return choice.years is not None and not line.years.within(choice.years)


def _calendars(ledger: Ledger) -> dict[str, Calendar]:
    """What the states of lines depend on, by program, where the ledger has a date."""
    date = ledger.as_of
    if date is None:
        return {}
    newest: dict[str, int] = {}
    for id, year, _ in acts(ledger):
        newest[id] = max(newest.get(id, year), year)
    accounts: dict[str, set[int]] = {id: set() for id in ledger.programs}
    unknown = (gap for gap in unknown_movements(ledger) if gap.heading == "outturn")
    for movement in (*ledger.movements_under("outturn"), *unknown):
        accounts[movement.line.program].add(movement.line.years.first)
    return {
        id: Calendar(program.years, newest.get(id), frozenset(accounts[id]), date.year)
        for id, program in ledger.programs.items()
    }


def _totals(programs: Sequence[Program], lines: Sequence[BalanceLine]) -> dict[str, Figures]:
    """Add up the lines shown of each program, also of one that has none."""
    whole = merge_sums({line.line.program: line.moved} for line in lines)
    return {program.id: complete_figures(whole.get(program.id, {})) for program in programs}


def _by_program(movement: Movement) -> tuple[Line, str | None]:
    return movement.line._replace(strand=UNSPLIT), None


_KEYS: dict[By, Callable[[Movement], tuple[Line, str | None]]] = {
    "program": _by_program,
    "strand": lambda movement: (movement.line, None),
    "pool": lambda movement: (movement.line, movement.pool),
    "recipient": lambda movement: (movement.line, movement.recipient),
}


def _order(ledger: Ledger) -> Callable[[Line, str | None], tuple[object, ...]]:
    """The sort key of lines: programs and strands as written, no strand first, then years."""
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
    `has_parts` when rows of its parts follow. Of what is in doubt, the figures have the part that
    is known.
    """

    program: str | None
    part: str | None
    lines: tuple[BalanceLine, ...]
    by_years: dict[Years, Figures]
    whole: Figures
    has_parts: bool = False
    doubts: Doubts = field(default_factory=dict)
    doubts_by_years: Mapping[Years, Doubts] = field(default_factory=dict)


def rows(balance: Balance) -> list[BalanceRow]:
    """The rows of a balance in order: every program, and parts where it has any."""
    all_rows: list[BalanceRow] = []
    lines_by_program: dict[str, list[BalanceLine]] = {}
    for line in balance.lines:
        lines_by_program.setdefault(line.line.program, []).append(line)
    for program in balance.programs:
        lines = lines_by_program.get(program.id, [])
        parts = _parts(balance, program.id, lines)
        whole = _row(balance, program.id, None, lines)
        all_rows += [replace(whole, has_parts=bool(parts)), *parts]
    if len(balance.programs) > 1:
        across = _across(balance)
        whole = _row(balance, None, None, balance.lines)
        all_rows += [replace(whole, has_parts=bool(across)), *across]
    return all_rows


def by_recipient(balance: Balance) -> dict[str, BalanceRow]:
    """What each recipient has over all programs shown, by name in the register."""
    lines_by_recipient = _recipients(balance)
    lines_by_recipient.pop("", None)
    return {id: _row(balance, None, id, lines) for id, lines in lines_by_recipient.items()}


def doubts_of(balance: Balance, program: str) -> Doubts:
    """What is not known of the total of a program."""
    return doubts(own.mark for own in balance.marks if own.program == program)


def _across(balance: Balance) -> list[BalanceRow]:
    """Each recipient over all programs, and what is of none, where any is in several."""
    lines_by_recipient = _recipients(balance)
    programs = [_programs_of(lines) for id, lines in lines_by_recipient.items() if id]
    if all(len(of_recipient) == 1 for of_recipient in programs):
        return []
    return [_row(balance, None, id, lines) for id, lines in lines_by_recipient.items()]


def _programs_of(lines: Iterable[BalanceLine]) -> set[str]:
    return {line.line.program for line in lines}


def _recipients(balance: Balance) -> dict[str, list[BalanceLine]]:
    """The lines of each recipient, and of none, when lines are of recipients; by name."""
    if balance.by != "recipient":
        return {}
    lines: dict[str, list[BalanceLine]] = {}
    for line in balance.lines:
        lines.setdefault(line.of or "", []).append(line)
    ids = sorted(lines, key=lambda id: (danish_order(balance.names.get(id, "")), id))
    return {id: lines[id] for id in ids}


def _parts(balance: Balance, program: str, lines: list[BalanceLine]) -> list[BalanceRow]:
    lines_by_part: dict[str, list[BalanceLine]] = {}
    for line in lines:
        part = line.line.strand if balance.by == "strand" else line.of or ""
        lines_by_part.setdefault(part, []).append(line)
    if balance.by == "program" or list(lines_by_part) == [""]:
        return []
    parts = [_row(balance, program, part, of_part) for part, of_part in lines_by_part.items()]
    return [row for row in parts if row.part or _has_money(row)]


def _has_money(row: BalanceRow) -> bool:
    return bool(row.doubts) or any(money != ZERO for money in row.whole.values())


def _row(
    balance: Balance,
    program: str | None,
    part: str | None,
    lines: Sequence[BalanceLine],
) -> BalanceRow:
    own = [
        own_mark.mark
        for own_mark in balance.marks
        if program in (None, own_mark.program) and part in (None, own_mark.part)
    ]
    awarding = programs_awarding(lines) if balance.without_payments else ()
    by_years = merge_sums({line.line.years: line.moved} for line in lines)
    whole = merge_sums({None: moved} for moved in by_years.values())
    return BalanceRow(
        program,
        part,
        tuple(lines),
        {years: complete_figures(moved) for years, moved in by_years.items()},
        complete_figures(whole.get(None, {})),
        doubts=with_payments(doubts(own), awarding, balance.without_payments),
        doubts_by_years=_by_years(own),
    )


def programs_awarding(lines: Iterable[BalanceLine]) -> set[str]:
    """The programs that lines with awards, if unknown ones, are of."""
    return {
        line.line.program
        for line in lines
        if "awarded" in line.doubts or line.moved.get("awarded", ZERO) != ZERO
    }


def _by_years(marks: Iterable[Mark]) -> dict[Years, Doubts]:
    """What is not known of each year or span by itself; one that is cut is known."""
    marks_by_years: dict[Years, list[Mark]] = {}
    for mark in marks:
        if not mark.is_cut:
            marks_by_years.setdefault(mark.movement.line.years, []).append(mark)
    return {years: doubts(of_years) for years, of_years in marks_by_years.items()}
