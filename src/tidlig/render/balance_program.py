"""The balance of one program, or of a part of one: the answer, then years, then strands."""

from collections.abc import Iterator

from tidlig.arithmetic.figures import Figure
from tidlig.arithmetic.line_states import State
from tidlig.arithmetic.movements import sum_money
from tidlig.arithmetic.overview import ProgramOverview
from tidlig.arithmetic.part_overview import PartOverview
from tidlig.model.years import Years
from tidlig.render.balance_answers import years_by_awards
from tidlig.render.balance_headings import Sort
from tidlig.render.balance_notes import awarded_of_estimates, cut_notes, unsplit_note
from tidlig.render.balance_page import Choice
from tidlig.render.balance_periods import has_estimates
from tidlig.render.balance_strands import StrandTable
from tidlig.render.balance_years import YearTable
from tidlig.render.bars import Bars
from tidlig.render.figures import Writer, has_money
from tidlig.render.grid import Grid
from tidlig.render.sentences import spans
from tidlig.render.year_bars import year_bars


class ProgramPage:
    """What the balance of one program shows."""

    def __init__(
        self,
        program: ProgramOverview,
        writer: Writer,
        sort: Sort | None = None,
        bars: Bars | None = None,
    ) -> None:
        """Show a program, or a part of one."""
        self.program = program
        self.writer = writer
        self.say = writer.say
        self.sort = sort
        self.bars = bars

    def tables(self) -> list[Choice]:
        """Return the tables of years and of strands, each in the forms that may fit."""
        if not self.program.by_year:
            return []
        years = YearTable(self.program, self.writer)
        down = years.down()
        bars = [] if self.bars is None else year_bars(self.program, self.writer, self.bars)
        tables = [Choice((years.across(), down), down, bars=bars)]
        strands = StrandTable(self.program, self.writer, self.sort, self.bars).grids()
        if strands:
            tables.append(Choice(tuple(strands), _names_first(strands[-1])))
        return tables

    # Notes.

    def unknown_notes(self) -> Iterator[str]:
        """Yield what is not known of the budget and the accounts, but for unknown amounts."""
        yield from cut_notes(self.program, self.writer)
        yield from unsplit_note(self.program, self.writer)
        yield from self._unexplained_note()
        years = years_by_awards(self.program)
        if years:
            yield self.say("note, by awards", years=spans(row.year for row in years))

    def _unexplained_note(self) -> Iterator[str]:
        program = self.program
        if isinstance(program, PartOverview) or not program.is_over or not program.program.act:
            return
        money = program.figures.money
        restated = sum_money(money.of(line, "restated") for line in money.moved)
        awarded = sum_money(money.of(line, "awarded") for line in money.moved)
        parts = []
        if restated.ore:
            figure = self.writer.text(Figure(restated.ore, restated.ore, restated.half))
            parts.append(self.say("note, unexplained", figure=figure))
        if awarded.ore and self._has_all_accounts():
            figure = self.writer.text(Figure(awarded.ore, awarded.ore, awarded.half))
            parts.append(self.say("note, awarded", figure=figure))
        if parts:
            yield " ".join(parts)

    def _has_all_accounts(self) -> bool:
        return all(row.has_accounts for row in self.program.by_year if has_money(row.left.binding))

    def estimate_notes(self) -> Iterator[str]:
        """Yield from which act the estimates are, and that they are not binding."""
        years = self.program.years_in(State.ESTIMATE)
        if not years or not has_estimates(self.program):
            return
        span = Years(years[0], years[-1])
        has_passed = years[0] <= self.program.figures.calendar.today
        key = "note, estimates without act" if has_passed else "note, estimates of"
        note = self.say(key, years=span, act=self.program.act)
        yield " ".join([note, *awarded_of_estimates(self.program, self.writer)])


def _names_first(grid: Grid) -> Grid:
    """Return a table of strands with the names before the accounts."""
    columns = (grid.columns[1], grid.columns[0], *grid.columns[2:])
    rows = tuple(
        type(row)((row.cells[1], row.cells[0], *row.cells[2:]), row.stands_out, row.indent)
        for row in grid.rows
    )
    return Grid(columns, rows)
