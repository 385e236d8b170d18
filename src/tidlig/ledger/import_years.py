"""Which years new awards are charged to, where several could be meant and the file says none."""

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cached_property
from typing import NamedTuple

from tidlig.arithmetic.ledger import Ledger
from tidlig.arithmetic.line_states import State, each_of
from tidlig.arithmetic.movements import UNSPLIT, Line
from tidlig.arithmetic.overview import ProgramOverview, overview
from tidlig.ledger.drafts import ImportRequest, PlannedLine, Status
from tidlig.ledger.import_matching import read_drafts, renamed
from tidlig.model.grants import Award, Pool
from tidlig.model.years import Years


class YearsNeeded(Exception):
    """Awards could be charged to several years, and nothing says to which.

    `places` are the pools, or programs, that they are of; `open_years` those that money may be
    awarded of, and `span` all years of the pool or program.
    """

    def __init__(self, places: tuple[str, ...], open_years: tuple[int, ...], span: Years) -> None:
        """Keep what can be chosen."""
        super().__init__(", ".join(places))
        self.places, self.open_years, self.span = places, open_years, span


def with_years(
    lines: Sequence[PlannedLine], ledger: Ledger, request: ImportRequest
) -> list[PlannedLine]:
    """The lines with the years that new awards are charged to, where those of dates are not.

    Raises `YearsNeeded` where a person must say which.
    """
    new = [each for each in lines if each.kind == "award" and each.status is Status.NEW]
    if not new:
        return list(lines)
    charged = YearChoice(ledger, request.today).charged(new, request)
    pairs = [(award, years) for award, years in zip(new, charged, strict=True) if years is not None]
    by_id = {award.id: award for award in _in_years(pairs, ledger.settings.currency)}
    return [by_id.get(line.id, line) if line.kind == "award" else line for line in lines]


def _in_years(
    pairs: Sequence[tuple[PlannedLine, int | str]], currency: str
) -> Iterator[PlannedLine]:
    """Awards charged to years, each read again with them."""
    tables = [{**award.table, "years": years} for award, years in pairs]
    read, problems = read_drafts("award", tables, currency)
    for number, (award, _) in enumerate(pairs):
        if number in problems:
            yield replace(award, status=Status.REFUSED, problem=problems[number])
        else:
            entry = renamed(read[number].entry, award.id)
            yield replace(award, table=tables[number], entry=entry, body=read[number].body)


class _Years(NamedTuple):
    """The years that money may be awarded of, and all years of a pool or program."""

    open_years: tuple[int, ...]
    span: Years


class YearChoice:
    """The years of a ledger's programs and pools, as of a date."""

    def __init__(self, ledger: Ledger, date: dt.date) -> None:
        """Take the ledger as of the date."""
        self.date = date
        self.ledger = replace(ledger, as_of=date)

    @cached_property
    def _overviews(self) -> Mapping[str, ProgramOverview]:
        programs = [each for each in self.ledger.programs.values() if self.ledger.has_begun(each)]
        return {each.program.id: each for each in overview(self.ledger, programs, self.date)}

    def charged(
        self, lines: Iterable[PlannedLine], request: ImportRequest
    ) -> list[int | str | None]:
        """Return the years of each new award as a file has them; None for that of its date.

        A line may have years, or yearly amounts; then nothing is chosen. Raises `YearsNeeded`.
        """
        asked: dict[str, _Years] = {}
        charged = []
        for line in lines:
            has_years = "years" in line.table or isinstance(line.table.get("amount"), Mapping)
            years = None if has_years else self._chosen(line, request, asked)
            charged.append(
                None if years in (None, str(_award(line).date.year)) else _written(years)
            )
        if asked:
            open_years = sorted({year for each in asked.values() for year in each.open_years})
            first = min(each.span.first for each in asked.values())
            last = max(each.span.last for each in asked.values())
            raise YearsNeeded(tuple(asked), tuple(open_years), Years(first, last))
        return charged

    def _chosen(
        self, line: PlannedLine, request: ImportRequest, asked: "dict[str, _Years]"
    ) -> str | None:
        """The years that a new award is charged to; those that must be asked for are noted."""
        if request.years is not None:
            return request.years
        if request.charge == "date":
            return None
        place, years = self._of_place(line)
        if years is None:
            return None
        if request.charge == "pool":
            return str(years.span)
        if len(years.open_years) > 1:
            asked[place] = years
        return None

    def _of_place(self, line: PlannedLine) -> "tuple[str, _Years | None]":
        """The pool or program of an award, with its years."""
        award = _award(line)
        pool = self.ledger.pools.get(award.pool or "")
        if pool is not None:
            return pool.id, self._years(pool.program, pool.strand, _frame_years(pool))
        program = award.program or ""
        return program, self._years(program, award.strand, frozenset())

    def _years(self, program: str, strand: str | None, of_frame: frozenset[int]) -> "_Years | None":
        """The open years of a program that have money, and all but estimates; None for none."""
        overview = self._overviews.get(program)
        if overview is None:
            return None
        calendar = overview.figures.calendar
        by_state: dict[State, list[Years]] = {state: [] for state in State}
        for years in self._budgeted(program, strand):
            if _is_in(years, of_frame):
                by_state[calendar.state(years)].append(years)
        open_years = _each_year(by_state[State.OPEN])
        all_years = of_frame or open_years | _each_year(by_state[State.CLOSED])
        if not all_years:
            return None
        may_be = (open_years & all_years) - calendar.accounts
        later = tuple(year for year in sorted(may_be) if year >= self.date.year)
        return _Years(later, Years(min(all_years), max(all_years)))

    def _budgeted(self, program: str, strand: str | None) -> Iterator[Years]:
        for line, figures in self.ledger.lines_of(program).items():
            if self._is_of(line, strand) and figures["budget"].ore:
                yield line.years

    def _is_of(self, line: Line, strand: str | None) -> bool:
        return strand is None or line.strand in (strand, UNSPLIT)


def _each_year(spans: Iterable[Years]) -> frozenset[int]:
    return frozenset(year for years in spans for year in each_of(years))


def _is_in(years: Years, of_frame: frozenset[int]) -> bool:
    """Whether years have an end, and are among those of a frame, if it has any."""
    return not years.open and (not of_frame or bool(of_frame & set(each_of(years))))


def _award(line: PlannedLine) -> Award:
    assert isinstance(line.entry, Award)
    return line.entry


def _frame_years(pool: Pool) -> frozenset[int]:
    """The years of a pool's frame, if it has one by years."""
    frame = pool.frame
    return frozenset(part.year for part in frame) if isinstance(frame, tuple) else frozenset()


def _written(years: str) -> int | str:
    return int(years) if years.isdigit() else years
