"""The strands of a program as a table, each row of which adds up.

Where awards join the date's year with others, strands are shown in that year alone, with their
estimates. In a wide table what is unused, or estimated, stands by year.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from tidlig.arithmetic.covered import covered
from tidlig.arithmetic.figures import NOTHING, Cell, Figure
from tidlig.arithmetic.line_states import State
from tidlig.arithmetic.movements import UNSPLIT
from tidlig.arithmetic.overview import ProgramOverview, StrandLeft
from tidlig.arithmetic.part_overview import PartOverview
from tidlig.model.years import Years, one
from tidlig.render import grid
from tidlig.render.balance_headings import (
    DEFAULT,
    Shown,
    Sort,
    Values,
    cell_of,
    values_of,
)
from tidlig.render.bars import Bars
from tidlig.render.figures import Writer, has_money, is_surely_money
from tidlig.render.grid import NARROWEST_NAME, WIDE_NAME, Column, Grid, Row

_ORDER = DEFAULT


_OF_ONE_YEAR = ("binding", "remaining", "unreported")


@dataclass(frozen=True, slots=True)
class _Strand:
    """A row: its account and name, what it shows by heading, and figures by span of years."""

    account: str
    name: str
    values: Values
    by_years: tuple[Figure | None, ...] = ()


@dataclass(frozen=True, slots=True)
class _ByYear:
    """A heading that a wide table has by year: the spans of years, and the value of each."""

    key: str
    spans: tuple[Years, ...]


class StrandTable:
    """Writes the strands of a program, and what is not split by strand."""

    def __init__(
        self,
        program: ProgramOverview,
        writer: Writer,
        sort: Sort | None = None,
        bars: Bars | None = None,
    ) -> None:
        """Show the strands of a program, or of some of its years."""
        self.program = program
        self.writer = writer
        self.say = writer.say
        self.sort = sort
        self.bars = bars
        self.year = program.figures.calendar.today

    def grids(self) -> list[Grid]:
        """Return the table, the widest first; none where the program has no strands."""
        if not self.program.strands:
            return []
        wide = self._by_year()
        grids = [self._grid(None)]
        if wide is not None and self.bars is None:
            grids.insert(0, self._grid(wide))
        return grids

    # What is shown.

    def _shows_one_year(self) -> bool:
        """Whether years are joined, so that strands are shown in the date's year alone.

        They are not where spans have all of the money, for then the year has none to show.
        """
        spans = [row.years for row in self.program.joined]
        years = [row.year for row in self.program.by_year if row.state is State.OPEN]
        of_year = self.program.figures.left(Cell(one(self.year)))
        has_own = of_year.binding is not None and years == [self.year]
        is_one_of_several = any(
            row.state is State.CLOSED and any(one(row.year).within(span) for span in spans)
            for row in self.program.by_year
        )
        return has_own and is_one_of_several and any(map(one(self.year).within, spans))

    def _values(self, strand: str | None) -> Values:
        part = self._part(strand)
        estimate = {"estimate": Shown(part.total.estimate)}
        if not self._shows_one_year():
            return {**values_of(part, self._needed), **estimate}
        of_year = PartOverview(self.program, strand, one(self.year))
        values = {**values_of(of_year, self._needed), **estimate}
        is_in_part = None in (of_year.total.binding or (0, 0))[:2]
        if is_in_part:
            values["remaining"] = Shown(None)
        return values

    @cached_property
    def _needed(self) -> tuple[str, ...]:
        """The headings that are written, that rows are put in order by, or that bars show."""
        needed = _OF_ONE_YEAR if self._shows_one_year() else _ORDER
        if self.bars is not None:
            needed = (*needed, "used")
        return needed if self.sort is None else (*needed, self.sort.key)

    def _part(self, strand: str | None) -> ProgramOverview:
        if strand is None:
            return self.program
        years = self.program.cell.years if isinstance(self.program, PartOverview) else None
        return PartOverview(self.program, strand, years)

    def _rows(self, by_year: _ByYear | None) -> list[_Strand]:
        rows = [self._strand(row, by_year) for row in self.program.strands]
        if self.sort is None:
            return rows
        return self.sort.in_order(rows, lambda row: row.values)

    def _strand(self, row: StrandLeft, by_year: _ByYear | None) -> _Strand:
        own = row.strand
        id = UNSPLIT if own is None else own.id
        name = self.say("not split by strand") if own is None else own.name.replace("\n", r"\n")
        account = "" if own is None else self._short_account(own.account)
        return _Strand(account, name, self._values(id), tuple(self._figures(id, by_year)))

    def _figures(self, strand: str | None, by_year: _ByYear | None) -> Iterator[Figure | None]:
        for years in by_year.spans if by_year is not None else ():
            left = self.program.figures.left(Cell(years, strand))
            figure = getattr(left, by_year.key) if by_year is not None else None
            is_estimate = by_year is not None and by_year.key == "estimate"
            is_stated = is_estimate or left.binding is not None or has_money(figure)
            yield figure if is_stated else None

    def _short_account(self, account: str | None) -> str:
        """Return what an account has beyond that of its program: ".11"."""
        whole = self.program.program.account
        if account is None or whole is None or not account.startswith(whole):
            return account or ""
        return account[len(whole) :]

    # Headings.

    def _keys(self, lefts: Sequence[Values]) -> list[str]:
        """Return the headings that the strands need."""
        has = [key for key in _ORDER if self._has(lefts, key)]
        return [key for key in self._shown if key in has or key in self._always]

    @property
    def _always(self) -> set[str]:
        """The headings that strands have whatever money is under them."""
        states = {row.state for row in self.program.by_year}
        always = {"binding", "used"}
        joined = [row.left.remaining for row in self.program.joined]
        if State.OPEN in states or any(figure != NOTHING for figure in joined):
            always.add("remaining")
        if State.CLOSED in states:
            always.add("unused")
        return always

    @property
    def _shown(self) -> tuple[str, ...]:
        return (*_OF_ONE_YEAR[:2], "estimate") if self._shows_one_year() else _ORDER

    def _has(self, rows: Sequence[Values], key: str) -> bool:
        return any(key in row and has_money(row[key].figure) for row in rows)

    def _column(self, key: str, is_circa: bool) -> Column:
        name = self.say("of which lapsed" if key == "lapsed" else key)
        if self._shows_one_year() and key in ("binding", "remaining"):
            word = "budget of year" if key == "binding" else key
            name = f"{self.say(word)} {self.year}"
        if key == "estimate":
            name = f"{self.say('BO of')} {self._estimate_years()}"
        mark, drops = self.writer.circa, self._drops(key)
        if not is_circa:
            return Column(name, drops=drops)
        return Column(f"{name} {mark}", drops=drops, label=f"{name}, {mark}")

    def _drops(self, key: str) -> int:
        """Return when a narrow table drops a heading: first what others may cover, if not surely.

        A note says that they may.
        """
        if key == "covered" and not self._is_surely_covered:
            return 1
        return 2 if key == "estimate" and not self._shows_one_year() else 0

    @cached_property
    def _is_surely_covered(self) -> bool:
        return any(is_surely_money(covered(row.left)) for row in self.program.strands)

    def _estimate_years(self) -> str:
        years = self.program.years_in(State.ESTIMATE)
        return str(Years(years[0], years[-1]))

    def _by_year(self) -> _ByYear | None:
        """Return what a wide table has by year: the unused of years that are over, or estimates."""
        estimates = self.program.years_in(State.ESTIMATE)
        if self._shows_one_year() and len(estimates) > 1:
            return _ByYear("estimate", tuple(map(one, estimates)))
        is_over = {row.state for row in self.program.by_year} == {State.CLOSED}
        is_simple = not self.program.joined and not self.program.not_known
        spans = self._spans_of_years() if is_over and is_simple else []
        return _ByYear("unused", tuple(spans)) if len(spans) > 1 else None

    def _spans_of_years(self) -> list[Years]:
        """Return each year of the program, and those after its last as one span."""
        last = self.program.program.years.last
        years = [row.year for row in self.program.by_year]
        later = [year for year in years if year > last]
        spans = [one(year) for year in years if year <= last]
        return [*spans, Years(later[0], later[-1])] if later else spans

    # The table.

    def _grid(self, by_year: _ByYear | None) -> Grid:
        rows = self._rows(by_year)
        total = self._total(by_year)
        keys = self._keys([*(row.values for row in rows), total.values])
        whole = [*rows, total]
        after = [] if by_year is None else [by_year.key]
        circa = {key: self._marks_all(whole, key) for key in (*keys, *after)}
        before = [key for key in keys if key not in after]
        columns = self._name_columns(NARROWEST_NAME if by_year is None else WIDE_NAME)
        columns += [self._column(key, circa[key]) for key in before]
        if self.bars is not None:
            columns.append(Column(self.say("used of budget"), is_words=True))
        columns += self._year_columns(by_year, circa)
        body = [self._row(row, before, after, circa) for row in rows]
        body.append(replace(self._row(total, before, after, circa), stands_out=True))
        return Grid(tuple(columns), tuple(body))

    def _name_columns(self, least: int) -> list[Column]:
        account = Column(self.say("account"), True, 3)
        return [account, Column(self.say("strand"), True, least=least)]

    def _marks_all(self, rows: Sequence[_Strand], key: str) -> bool:
        figures = [row.values[key].figure for row in rows]
        return self.writer.marks_all(figures, [row.values["binding"].figure for row in rows])

    def _total(self, by_year: _ByYear | None) -> _Strand:
        values, figures = self._values(None), tuple(self._figures(None, by_year))
        return _Strand("", self.say("in all"), values, figures)

    def _year_columns(self, by_year: _ByYear | None, circa: dict[str, bool]) -> Iterator[Column]:
        if by_year is None:
            return
        is_circa = circa[by_year.key]
        mark = f", {self.writer.circa}" if is_circa else ""
        key = "BO of" if by_year.key == "estimate" else by_year.key
        group = self.say(key) + mark
        for years in by_year.spans:
            yield Column(str(years), group=group)
        in_all = self._estimate_years() if by_year.key == "estimate" else self.say("in all")
        yield Column(in_all, group=group)

    def _row(
        self, row: _Strand, before: Sequence[str], after: Sequence[str], circa: dict[str, bool]
    ) -> Row:
        budget = row.values["binding"].figure
        names = [grid.Cell(row.account, tone="dim"), grid.Cell(row.name)]
        cells = [self._cell(row, key, budget, circa) for key in before]
        if self.bars is not None:
            unreported = row.values["unreported"].figure
            cells.append(self.bars.cell(budget, row.values["used"].figure, unreported))
        for key in after:
            is_circa = circa[key]
            cells += [cell_of(Shown(each), self.writer, is_circa=is_circa) for each in row.by_years]
            cells.append(self._cell(row, key, budget, circa))
        return Row((*names, *cells))

    def _cell(
        self, row: _Strand, key: str, budget: Figure | None, circa: dict[str, bool]
    ) -> grid.Cell:
        shown = row.values[key]
        cell = cell_of(shown, self.writer, is_circa=circa[key], budget=budget)
        is_dim = key == "estimate" and cell.text and not cell.suffix
        return grid.Cell(cell.text, tone="dim") if is_dim else cell
