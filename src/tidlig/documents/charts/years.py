"""What is left by year as stacked columns: used, unused or remaining, unreported, and estimates.

A figure within bounds is a column up to the least, and a line from there to the most.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from tidlig.arithmetic.figures import Figure
from tidlig.arithmetic.line_states import State
from tidlig.arithmetic.overview import ProgramOverview
from tidlig.arithmetic.part_overview import PartOverview, part_of, single_periods
from tidlig.documents.charts.drawing import Drawing, Scale, length, path, rect, text, ticks
from tidlig.documents.charts.palette import ROLES
from tidlig.documents.markup import Html
from tidlig.model.years import Years
from tidlig.render.balance_headings import Values, sum_of_values, values_of
from tidlig.render.figures import Writer, has_money
from tidlig.render.sentences import unit_name

LEGEND, PLOT, BELOW = 34, 230, 40
"""Heights: of the legend, of the columns, and of what stands below them."""

LABELLED = 16
"""So high is a part of a column that has its figure written in it."""

_KEYS = ("binding", *ROLES)


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its years, the state of them, and what it shows."""

    years: Years
    state: str
    values: Values

    def figures(self) -> Iterator[tuple[str, Figure]]:
        """Yield what is known of each role, if in part."""
        for role in ROLES:
            shown = self.values[role]
            if shown.applies and shown.figure is not None and has_money(shown.figure):
                yield role, shown.figure

    @property
    def whole(self) -> Figure | None:
        """What stands over the column: the budget, else the estimate."""
        for key in ("binding", "estimate"):
            shown = self.values[key]
            if shown.applies and shown.figure is not None:
                return shown.figure
        return None


def years_chart(
    programs: Sequence[ProgramOverview], writer: Writer, title: str, summary: str
) -> Drawing | None:
    """Draw the years of programs together; None where no year has any money."""
    shown = [each for each in columns(programs, writer) if any(each.figures()) or each.whole]
    while shown and not any(shown[-1].figures()):
        shown.pop()
    if not any(any(each.figures()) for each in shown):
        return None
    return _Years(shown, writer).drawing(title, summary)


def columns(programs: Sequence[ProgramOverview], writer: Writer) -> list[Column]:
    """Return a column for each year, or for years that a span of a program joins."""
    by_years: dict[Years, list[Values]] = {}
    states: dict[Years, set[str]] = {}
    for program in programs:
        strand = program.cell.strand if isinstance(program, PartOverview) else None
        for years in single_periods(program):
            part = part_of(program, strand, years)
            by_years.setdefault(years, []).append(values_of(part, _KEYS))
            states.setdefault(years, set()).add(_state(program, years, writer))
    return [
        Column(years, ", ".join(sorted(states[years])), sum_of_values(by_years[years], _KEYS))
        for years in sorted(by_years)
    ]


def _state(program: ProgramOverview, years: Years, writer: Writer) -> str:
    if not years.single:
        return writer.say("joined")
    state = program.figures.calendar.state(years)
    return writer.say("BO") if state is State.ESTIMATE else writer.say(state.value)


class _Years:
    """Draws columns in a unit and a language."""

    def __init__(self, shown: Sequence[Column], writer: Writer) -> None:
        self.shown, self.writer = shown, writer
        steps = ticks(min(map(_lowest, shown)), max(map(_highest, shown)))
        self.steps = steps
        self.y = Scale(steps[0], steps[-1], LEGEND + PLOT, LEGEND + 18.0)
        self.left = max(length(writer.plain(step)) for step in steps) + 10
        labels = [self._label(each) for each in shown] + [each.state for each in shown]
        inside = [writer.text(figure) for each in shown for _, figure in each.figures()]
        self.slot = max(44, *(length(each, 11) + 10 for each in (*labels, *inside)))

    def drawing(self, title: str, summary: str) -> Drawing:
        """Return the chart."""
        shapes = [*self._axis()]
        x = self.left + 4
        for column in self.shown:
            wide = self._wide(column)
            shapes += self._column(column, x, wide)
            x += wide
        return Drawing(
            round(max(x + 8, 360)), LEGEND + PLOT + BELOW, title, summary, self._legend(), shapes
        )

    def _wide(self, column: Column) -> float:
        years = min(column.years.last - column.years.first + 1, 3)
        return self.slot * years

    def _legend(self) -> list[tuple[str, str]]:
        used = {role for column in self.shown for role, _ in column.figures()}
        return [(role, self.writer.say(role)) for role in ROLES if role in used]

    def _axis(self) -> Iterator[Html]:
        right = self.left + 4 + sum(map(self._wide, self.shown))
        for step in self.steps:
            y = self.y(step)
            yield path(f"M{self.left:.0f} {y:.1f}H{right:.0f}", "ax" if step == 0 else "g")
            yield text(self.left - 6, y + 4, self.writer.plain(step), "d s x", "e")
        unit = unit_name(self.writer.unit, self.writer.language)
        yield text(0, LEGEND - 2, unit, "d s")

    def _label(self, column: Column) -> str:
        return "?" if column.whole is None else self.writer.text(column.whole)

    def _column(self, column: Column, x: float, wide: float) -> Iterator[Html]:
        """Draw the parts of a column, above zero upwards and below zero downwards."""
        above = below = 0
        middle, bar = x + wide / 2, wide - 8
        for number, (role, figure) in enumerate(column.figures()):
            ore = _drawn(figure)
            start = above if ore >= 0 else below
            yield from self._part(role, figure, start, x + 4, bar)
            if not figure.is_exact:
                yield from self._whisker(figure, start, x + 14 + 12 * number, x + wide - 4)
            above, below = (start + ore, below) if ore >= 0 else (above, start + ore)
        yield from self._frame(column, x + 4, bar)
        top = self.y(max(above, _highest(column), 0))
        yield text(middle, top - 5, self._label(column), "b s", "m")
        foot = LEGEND + PLOT + 15
        yield text(middle, foot, str(column.years), "", "m")
        yield text(middle, foot + 14, column.state, "d s", "m")

    def _part(self, role: str, figure: Figure, start: int, x: float, bar: float) -> Iterator[Html]:
        ore = _drawn(figure)
        if not ore:
            return
        top, bottom = self.y(max(start, start + ore)), self.y(min(start, start + ore))
        words = self.writer.text(figure)
        gap = 2 if bottom - top > 5 else 0
        yield rect(x, top + gap / 2, bar, bottom - top - gap, role)
        if bottom - top >= LABELLED:
            on = {"used": "s ou", "remaining": "s or"}.get(role, "s")
            middle = (top + bottom) / 2
            if role == "estimate":
                wide = length(words, 11)
                yield rect(x + (bar - wide) / 2 - 2, middle - 8, wide + 4, 16, "bg")
            yield text(x + bar / 2, middle + 4, words, on, "m")

    def _whisker(self, figure: Figure, start: int, x: float, end: float) -> Iterator[Html]:
        """Draw a line from the least to the most of a figure; with an open end where not known."""
        least = 0 if figure.least is None else figure.least
        low = self.y(start + least)
        if figure.most is None:
            yield text(x, low - 4, "?", "b", "m")
            return
        high = self.y(start + figure.most)
        yield path(f"M{x - 5:.1f} {low:.1f}h10m-5 0V{high:.1f}m-5 0h10", "wh")
        if self.y.long(_drawn(figure)) < LABELLED:  # its part of the column has no room for words
            words, y = self.writer.text(figure), (low + high) / 2 + 4
            left = min(x + 8, end - length(words, 11))
            yield rect(left - 1, y - 12, length(words, 11), 16, "bg")
            yield text(left, y, words, "s")

    def _frame(self, column: Column, x: float, bar: float) -> Iterator[Html]:
        """Outline the budget, where the parts of it are within bounds and do not fill it."""
        budget = column.values["binding"].figure
        bounded = any(not figure.is_exact for _, figure in column.figures())
        if bounded and budget is not None and budget.most:
            top, bottom = self.y(budget.most), self.y(0)
            yield rect(x, min(top, bottom), bar, abs(bottom - top), "fr")


def _drawn(figure: Figure) -> int:
    """Return what is drawn of a figure: the bound nearest to 0, as far as it is known."""
    known = [ore for ore in figure[:2] if ore is not None]
    if len(known) == 2 and known[0] < 0 < known[1]:
        return 0
    return min(known, key=abs, default=0) if figure.is_exact or len(known) == 2 else known[0]


def _highest(column: Column) -> int:
    """Return how high a column reaches, with its bounds and the budget."""
    budget = column.values["binding"].figure
    top = sum(max(_drawn(figure), 0) for _, figure in column.figures())
    ends = [top, 0 if budget is None else budget.most or 0]
    start = 0
    for _, figure in column.figures():
        ends.append(start + (figure.most or 0))
        start += max(_drawn(figure), 0)
    return max(*ends, 0)


def _lowest(column: Column) -> int:
    lowest = sum(min(_drawn(figure), 0) for _, figure in column.figures())
    least = [figure.least or 0 for _, figure in column.figures()]
    return min(lowest, *least, 0)
