"""The whole ledger, merged: indexes of its entries, their movements and the sums of them.

What checks and reports see. Nothing here knows of files but for the places of entries; whatever
the order in which files come, the ledger is the same.
"""

import datetime as dt
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import TYPE_CHECKING, Any, TypeVar

from tidlig.arithmetic import charging
from tidlig.arithmetic.movements import (
    Figures,
    Line,
    Movement,
    complete_figures,
    effective_date,
    has_unknown,
    sums,
)
from tidlig.arithmetic.restatement import Restatement, absences, restatements
from tidlig.model.decisions import Appropriation, Program, Strand
from tidlig.model.entry import Entry

if TYPE_CHECKING:
    from tidlig.arithmetic.totals import Totals
    from tidlig.model.contents import Contents, Document
    from tidlig.model.entry import Settings
    from tidlig.model.grants import Award, Pool, Round
    from tidlig.model.records import Recipient, Source

Kind = TypeVar("Kind", bound=Entry)
Answer = TypeVar("Answer")


@dataclass(frozen=True)
class Ledger:
    """All entries, in order of file and place, and what those that count come to.

    With `as_of`, entries dated later do not count; undated ones always do. What an entry refers to
    is found whether that counts or not. An id that is declared twice is indexed by its first entry;
    what refers to nothing makes no movement. `documents` are those that sources have in the ledger,
    by the source's id.

    A large one, and one read for a balance, has as of its date `totals` in place of
    awards, payments and returns.
    """

    settings: "Settings"
    contents: "tuple[Contents, ...]"
    as_of: dt.date | None = None
    documents: "Mapping[str, Document]" = field(default_factory=dict)
    totals: "Totals | None" = None

    @cached_property
    def entries(self) -> tuple[Entry, ...]:
        """Every entry that counts, strands too."""
        return tuple(
            entry for file in self.contents for entry in file.entries if self.counts(entry)
        )

    def counts(self, entry: Entry) -> bool:
        """Whether an entry has taken effect by the ledger's date; a strand as its program."""
        if self.as_of is None:
            return True
        dated: Entry | None = entry
        if isinstance(entry, Strand):
            dated = self.programs.get(entry.program)
        return effective_date(getattr(dated, "date", None)) <= self.as_of

    def has_begun(self, program: Program) -> bool:
        """Whether any entry of a program, or on it, has taken effect."""
        has_lines = self.counts(program) or bool(self.lines_of(program.id))
        return has_lines or any(
            program.id in self._programs_of(entry) for entry in self.with_unknown_amounts
        )

    def _programs_of(self, entry: Entry) -> set[str]:
        """The programs that an entry moves money of."""
        ends = (getattr(entry, name, None) for name in ("from_", "to"))
        programs = {getattr(named, "program", None) for named in (entry, *ends)}
        award = self.awards.get(getattr(entry, "award", ""), entry)
        line = self.budget_line(award) if award.kind == "award" else None  # type: ignore[arg-type]
        return {str(id) for id in (*programs, line and line[0]) if id is not None}

    def of(self, kind: type[Kind]) -> Iterator[Kind]:
        """The entries of a kind that count."""
        return (entry for entry in self._all(kind) if self.counts(entry))

    @cached_property
    def with_unknown_amounts(self) -> tuple[Entry, ...]:
        """The entries that move an amount which their source mentions and does not state."""
        marked = self.entries if self.totals is None else self.totals.unstated
        return tuple(entry for entry in marked if has_unknown(entry) and self.counts(entry))

    @property
    def size(self) -> int:
        """How many entries count."""
        return len(self.entries) + (0 if self.totals is None else self.totals.counted)

    @property
    def files(self) -> int:
        """How many files the ledger has."""
        if self.totals is None or self.totals.files is None:
            return len(self.contents)
        return self.totals.files

    @cached_property
    def programs(self) -> Mapping[str, Program]:
        """Programs by id, in order of file and place."""
        return _by_id(self._all(Program))

    @cached_property
    def pools(self) -> "Mapping[str, Pool]":
        """Pools by id."""
        from tidlig.model.grants import Pool

        return _by_id(pool for pool in self._all(Pool) if pool.program in self.programs)

    @cached_property
    def rounds(self) -> "Mapping[str, Round]":
        """Rounds by id."""
        from tidlig.model.grants import Round

        return _by_id(self._all(Round))

    @cached_property
    def recipients(self) -> "Mapping[str, Recipient]":
        """The register of recipients, by id."""
        from tidlig.model.records import Recipient

        return _by_id(self._all(Recipient))

    @cached_property
    def sources(self) -> "Mapping[str, Source]":
        """Sources by id."""
        from tidlig.model.records import Source

        return _by_id(self._all(Source))

    @cached_property
    def awards(self) -> "Mapping[str, Award]":
        """Awards by id, those whose program is known."""
        from tidlig.model.grants import Award

        summed = () if self.totals is None else self.totals.awards
        return _by_id(award for award in (*self._all(Award), *summed) if self._is_charged(award))

    def _is_charged(self, award: "Award") -> bool:
        return self.known_budget_line(charging.stated_place(award)) is not None

    def _all(self, kind: type[Kind]) -> Iterator[Kind]:
        """The entries of a kind, whether they count or not."""
        return (entry for entry in self._by_kind.get(kind, ()) if isinstance(entry, kind))

    @cached_property
    def _by_kind(self) -> Mapping[type[Entry], Sequence[Entry]]:
        kinds: dict[type[Entry], list[Entry]] = {}
        for file in self.contents:
            for entry in file.entries:
                kinds.setdefault(type(entry), []).append(entry)
        return kinds

    @cached_property
    def movements(self) -> tuple[Movement, ...]:
        """Every movement of every entry, the restatements of acts too."""
        if self.totals is None:
            return self.own_movements
        return (*self.own_movements, *self.totals.movements(self.known_budget_line))

    @cached_property
    def own_movements(self) -> tuple[Movement, ...]:
        """Every movement of the entries at hand, without what sums stand for."""
        movements = list(self._budget_movements)
        for acts in self.restatements.values():
            for act in acts:
                movements += act.movements
        for entry in self.entries:
            movements += self._charges(entry)
        return tuple(movements)

    def movements_of(self, entry: Entry) -> Iterator[Movement]:
        """The movements of one entry; those of a later act follow from what was before it."""
        yield from charging.budget_movements(entry)
        yield from self._charges(entry)

    @cached_property
    def restatements(self) -> Mapping[str, tuple[Restatement, ...]]:
        """What the later acts do, by program, in order of effect."""
        acts: dict[str, list[Appropriation]] = {id: [] for id in self.programs}
        budgets: dict[str, list[Movement]] = {id: [] for id in self.programs}
        for act in self.of(Appropriation):
            acts.get(act.program, []).append(act)
        for act in absences(self.programs.values(), self.of(Appropriation)):
            acts[act.program].append(act)
        for movement in self._budget_movements:
            budgets[movement.line.program].append(movement)
        return {
            id: tuple(restatements(program, acts[id], budgets[id]))
            for id, program in self.programs.items()
        }

    def once(self, key: Hashable, work_out: Callable[[], Answer]) -> Answer:
        """What follows from the ledger alone, worked out when it is first asked for."""
        if key not in self._answers:
            self._answers[key] = work_out()
        answer: Answer = self._answers[key]
        return answer

    @cached_property
    def _answers(self) -> dict[Hashable, Any]:
        return {}

    @cached_property
    def lines(self) -> Mapping[Line, Figures]:
        """All headings of every line that a movement touches."""
        by_line = sums(self.movements, lambda movement: movement.line)
        return {line: complete_figures(moved) for line, moved in by_line.items()}

    def movements_on(self, line: Line) -> Sequence[Movement]:
        """The movements on a line."""
        return self._movements_by_line.get(line, ())

    @cached_property
    def _movements_by_line(self) -> Mapping[Line, Sequence[Movement]]:
        lines: dict[Line, list[Movement]] = {}
        for movement in self.movements:
            lines.setdefault(movement.line, []).append(movement)
        return lines

    def movements_under(self, *headings: str) -> Iterator[Movement]:
        """The movements under some headings."""
        for heading in headings:
            yield from self._movements_by_heading.get(heading, ())

    @cached_property
    def _movements_by_heading(self) -> Mapping[str, Sequence[Movement]]:
        headings: dict[str, list[Movement]] = {}
        for movement in self.movements:
            headings.setdefault(movement.heading, []).append(movement)
        return headings

    def lines_of(self, program: str) -> Mapping[Line, Figures]:
        """The lines of a program."""
        return self._lines_by_program.get(program, {})

    @cached_property
    def _lines_by_program(self) -> Mapping[str, Mapping[Line, Figures]]:
        programs: dict[str, dict[Line, Figures]] = {}
        for line, figures in self.lines.items():
            programs.setdefault(line.program, {})[line] = figures
        return programs

    @cached_property
    def booked(self) -> Mapping[str, frozenset[Line]]:
        """The lines that the accounts name, by program; what they say of one may be 0."""
        programs: dict[str, set[Line]] = {}
        for movement in self.movements_under("outturn"):
            programs.setdefault(movement.line.program, set()).add(movement.line)
        return {program: frozenset(lines) for program, lines in programs.items()}

    def budget_line(self, award: "Award") -> charging.BudgetLine:
        """The program and the strand, or none, that an award is charged to."""
        return charging.budget_line(award, self.pools)

    def until(self, date: dt.date | None) -> "Ledger":
        """The ledger as of a date; sums of many awards are as of their own."""
        assert self.totals is None or date == self.as_of
        return self if date is None else replace(self, as_of=date)

    @cached_property
    def _budget_movements(self) -> tuple[Movement, ...]:
        """The movements on budgets but those of later acts."""
        moved = [
            movement for entry in self.entries for movement in charging.budget_movements(entry)
        ]
        return tuple(movement for movement in moved if movement.line.program in self.programs)

    def _charges(self, entry: Entry) -> Iterable[Movement]:
        """What an entry charges, by its kind: no class is imported that no entry has."""
        rule = charging.CHARGE_RULES.get(entry.kind)
        return () if rule is None else rule(entry, self)

    def known_budget_line(self, stated: charging.StatedPlace) -> charging.BudgetLine | None:
        """The program and strand that an award says it is charged to, when they are known."""
        budget_line = charging.budget_line_at(stated, self.pools)
        if budget_line is None or budget_line[0] not in self.programs:
            return None
        return budget_line


def _by_id(entries: Iterable[Kind]) -> dict[str, Kind]:
    indexed: dict[str, Kind] = {}
    for entry in entries:
        indexed.setdefault(entry.id, entry)
    return indexed
