"""The balance of several programs: one row each, and what was set aside without a budget."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from tidlig.arithmetic.line_states import State
from tidlig.arithmetic.overview import ProgramOverview
from tidlig.arithmetic.what_is_left import Figure
from tidlig.model.years import one
from tidlig.render import grid
from tidlig.render.figures import NOT_APPLICABLE, Writer, are_all_inexact
from tidlig.render.grid import EMPTY, Column, Grid, Row
from tidlig.render.sentences import sentence

MOST_IN_ORDER = 20
"""More programs than this are grouped by what they ask of the reader."""


@dataclass(frozen=True, slots=True)
class Shown:
    """A figure of a program, or that the heading does not apply to it."""

    figure: Figure | None = None
    applies: bool = True


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading of figures, and what a program shows under it as of a year."""

    key: str
    shown: Callable[[ProgramOverview, int], Shown]


def _binding(program: ProgramOverview, year: int) -> Shown:
    del year
    return Shown(program.total.binding)


def _used(program: ProgramOverview, year: int) -> Shown:
    del year
    return Shown(program.total.used if program.known is None else program.known.used)


def _remaining(program: ProgramOverview, year: int) -> Shown:
    if program.program.years.last < year:
        return Shown(applies=False)
    return Shown(None if lacks_act(program, year) else program.total.remaining)


def _unused(program: ProgramOverview, year: int) -> Shown:
    del year
    is_closed = any(row.state is State.CLOSED for row in program.by_year)
    unused = program.total.unused if program.known is None else program.known.unused
    return Shown(unused, is_closed)


def _lapsed(program: ProgramOverview, year: int) -> Shown:
    del year
    return Shown(program.total.lapsed)


def _unreported(program: ProgramOverview, year: int) -> Shown:
    del year
    return Shown(program.unreported, bool(program.not_known))


def _estimate(program: ProgramOverview, year: int) -> Shown:
    del year
    estimate = program.total.estimate
    return Shown(estimate, estimate is None or estimate[:2] != (0, 0))


HEADINGS = (
    Heading("binding", _binding),
    Heading("used", _used),
    Heading("remaining", _remaining),
    Heading("unused", _unused),
    Heading("of which lapsed", _lapsed),
    Heading("unreported", _unreported),
    Heading("estimate", _estimate),
)
"""What a program shows, in order; binding = used + remaining + unused + unreported."""


def lacks_act(program: ProgramOverview, year: int) -> bool:
    """Whether a program with acts runs in the year, and none of them is of the year."""
    runs = one(year).within(program.program.years)
    return runs and program.act_year is not None and program.act_year < year


class OverviewPage:
    """What the balance of several programs shows."""

    def __init__(self, programs: Sequence[ProgramOverview], year: int, writer: Writer) -> None:
        """Show programs as of a year, in the order given."""
        self.programs = programs
        self.year = year
        self.writer = writer
        self.budgeted = [each for each in programs if each.figures.money.has_budget]
        self.others = [each for each in programs if not each.figures.money.has_budget]

    def say(self, key: str, **values: object) -> str:
        """Return a sentence of the page."""
        return sentence(key, self.writer.language, **values)

    def wide(self) -> Grid:
        """Return the table of all programs with account, period and what was agreed."""
        return self._grid(self.programs, is_wide=True)

    def narrow(self) -> Grid:
        """Return the table of programs with a budget, the account below the name."""
        return self._grid(self.budgeted, is_wide=False)

    def _grid(self, programs: Sequence[ProgramOverview], *, is_wide: bool) -> Grid:
        headings = [heading for heading in HEADINGS if self._has(heading)]
        figures = {
            heading.key: [heading.shown(program, self.year) for program in programs]
            for heading in headings
        }
        circa = {
            key: are_all_inexact(each.figure for each in column if each.applies)
            for key, column in figures.items()
        }
        columns = [*self._name_columns(is_wide=is_wide)]
        columns += [self._column(heading, circa[heading.key]) for heading in headings]
        rows = []
        for at, program in enumerate(programs):
            cells = [self._cell(figures[key][at], is_circa=circa[key]) for key in figures]
            rows.append(Row((*self._names(program, is_wide=is_wide), *cells)))
        if len(programs) > 1:
            rows.append(self._total(figures, circa, is_wide=is_wide))
        return Grid(tuple(columns), tuple(rows))

    def _has(self, heading: Heading) -> bool:
        shown = [heading.shown(program, self.year) for program in self.budgeted]
        if heading.key in ("binding", "used", "remaining", "unused"):
            return True
        return any(
            each.applies and each.figure is not None and each.figure[:2] != (0, 0) for each in shown
        )

    def _column(self, heading: Heading, is_circa: bool) -> Column:
        name = self.say(heading.key)
        return Column(f"{name} {self.writer.circa}" if is_circa else name)

    def _name_columns(self, *, is_wide: bool) -> Iterator[Column]:
        if is_wide:
            yield Column(self.say("account"), is_words=True)
        yield Column(self.say("program"), is_words=True)
        if is_wide:
            yield Column(self.say("period"), is_words=True)
            yield Column(self.say("agreed"))

    def _names(self, program: ProgramOverview, *, is_wide: bool) -> Iterator[grid.Cell]:
        own = program.program
        if not is_wide:
            yield grid.Cell("\n".join(filter(None, (own.name, program.account))))
            return
        yield grid.Cell(program.account or "", tone="dim")
        yield grid.Cell(own.name)
        yield grid.Cell(str(own.years))
        yield self.writer.cell(program.agreed)

    def _cell(self, shown: Shown, *, is_circa: bool) -> grid.Cell:
        if not shown.applies:
            return NOT_APPLICABLE
        return self.writer.cell(shown.figure, circa=not is_circa)

    def _total(
        self, figures: dict[str, list[Shown]], circa: dict[str, bool], *, is_wide: bool
    ) -> Row:
        names = [grid.Cell(self.say("in all"))]
        if is_wide:
            names = [EMPTY, *names, EMPTY, EMPTY]
        cells = [
            self.writer.cell(
                _sum(each.figure for each in column if each.applies), circa=not circa[key]
            )
            for key, column in figures.items()
        ]
        return Row((*names, *cells), stands_out=True)

    def set_aside(self) -> list[tuple[str, str]]:
        """Return the programs without a budget, and what was agreed for each."""
        return [(each.program.name, self._agreed(each)) for each in self.others]

    def _agreed(self, program: ProgramOverview) -> str:
        if program.agreed is None:
            return ""
        figure = self.writer.text(program.agreed)
        return self.say("set aside in", figure=figure, years=program.program.years)


def _sum(figures: Iterable[Figure | None]) -> Figure | None:
    """Add up the figures that are known; None where none is."""
    known = [figure for figure in figures if figure is not None and None not in figure[:2]]
    if not known:
        return None
    least, most = sum(each.least or 0 for each in known), sum(each.most or 0 for each in known)
    return Figure(least, most, sum(each.half for each in known))
