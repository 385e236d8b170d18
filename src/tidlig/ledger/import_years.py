"""Which years new awards are charged to, where several could be meant and the file says none."""

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from functools import cached_property
from typing import Any

from tidlig.arithmetic.ledger import Ledger
from tidlig.arithmetic.line_states import State, each_of
from tidlig.arithmetic.movements import UNSPLIT, Line
from tidlig.arithmetic.overview import ProgramOverview, overview
from tidlig.ledger.drafts import ImportRequest, PlannedLine
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

    def charged(self, lines: Iterable[PlannedLine], request: ImportRequest) -> Iterator[Any]:
        """Yield the years of each new award, None for that of its date; raise `YearsNeeded`.

        A file may have them, or yearly amounts; then nothing is chosen.
        """
        asked: dict[str, tuple[tuple[int, ...], Years]] = {}
        for line in lines:
            if "years" in line.table or isinstance(line.table.get("amount"), Mapping):
                yield None
                continue
            if request.years is not None:
                yield _written(request.years)
                continue
            place, choice = self._choice(line)
            if request.charge == "pool" and choice is not None:
                yield _written(str(choice[1]))
                continue
            if request.charge is None and choice is not None and len(choice[0]) > 1:
                asked[place] = choice
            yield None
        if asked:
            open_years = sorted({year for years, _ in asked.values() for year in years})
            spans = [span for _, span in asked.values()]
            span = Years(min(each.first for each in spans), max(each.last for each in spans))
            raise YearsNeeded(tuple(asked), tuple(open_years), span)

    def _choice(self, line: PlannedLine) -> tuple[str, tuple[tuple[int, ...], Years] | None]:
        """The pool or program of an award, with its open years and all of its years."""
        award = line.entry
        assert isinstance(award, Award)
        pool = self.ledger.pools.get(award.pool or "")
        program = pool.program if pool is not None else award.program or ""
        place = pool.id if pool is not None else program
        strand = pool.strand if pool is not None else award.strand
        return place, self._years(program, strand, pool)

    def _years(
        self, program: str, strand: str | None, pool: Pool | None
    ) -> tuple[tuple[int, ...], Years] | None:
        """The open years of a program that have money, and all but estimates; None for none."""
        overview = self._overviews.get(program)
        if overview is None:
            return None
        calendar = overview.figures.calendar
        own = [years for years in self._budgeted(program, strand) if not years.open]
        frame = pool.frame if pool is not None else None
        if isinstance(frame, tuple):
            of_frame = {part.year for part in frame}
            own = [years for years in own if of_frame & set(each_of(years))]
        authority = [years for years in own if calendar.state(years) is not State.ESTIMATE]
        if not authority:
            return None
        is_open = [years for years in authority if calendar.state(years) is State.OPEN]
        open_years = {
            year
            for years in is_open
            for year in calendar.without_accounts(years)
            if year >= self.date.year
        }
        span = Years(min(y.first for y in authority), max(y.last for y in authority))
        if isinstance(frame, tuple):
            open_years &= of_frame
            span = Years(min(of_frame), max(of_frame))
        return tuple(sorted(open_years)), span

    def _budgeted(self, program: str, strand: str | None) -> Iterator[Years]:
        for line, figures in self.ledger.lines_of(program).items():
            if self._is_of(line, strand) and figures["budget"].ore:
                yield line.years

    def _is_of(self, line: Line, strand: str | None) -> bool:
        return strand is None or line.strand in (strand, UNSPLIT)


def _written(years: str) -> int | str:
    return int(years) if years.isdigit() else years
