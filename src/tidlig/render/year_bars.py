"""Bars of the years of a program, one below another, on one scale: what is used of each budget.

Years that a span joins have one bar, and those after the program's period stand together. The
figure behind a bar is what counts; what is negative or not known has no bar.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from tidlig.arithmetic.figures import Figure
from tidlig.arithmetic.overview import ProgramOverview
from tidlig.arithmetic.part_overview import PartOverview, part_of, single_periods
from tidlig.model.years import Years
from tidlig.render.balance_headings import Values, values_of
from tidlig.render.bars import Bars
from tidlig.render.figures import Writer, has_money

WIDTH = 30
"""How many characters the largest budget is wide."""

_KEYS = ("binding", "used", "remaining", "unused", "estimate")


@dataclass(frozen=True, slots=True)
class _Row:
    """Some years, and what they show; of those after the period only what is used."""

    years: Years
    values: Values
    is_after: bool

    def figure(self, key: str) -> Figure | None:
        shown = self.values[key]
        return shown.figure if shown.applies else None

    @property
    def whole(self) -> Figure | None:
        """What the bar is of: the budget, else the estimate."""
        budget = self.figure("binding")
        return budget if has_money(budget) else self.figure("estimate")

    @property
    def is_estimate(self) -> bool:
        return not has_money(self.figure("binding")) and has_money(self.figure("estimate"))


def year_bars(program: ProgramOverview, writer: Writer, bars: Bars) -> list[str]:
    """Return the lines of the bars of a program, and what their signs mean; none without money."""
    rows = [row for row in _rows(program) if has_money(row.whole) or has_money(row.figure("used"))]
    most = max((_ore(row.whole) for row in rows if not row.is_after), default=0)
    if most <= 0:
        return []
    widest = max(len(str(row.years)) for row in rows)
    lines = []
    for row in rows:
        bar = "" if row.is_after else _bar(row, most, bars)
        lines.append(f"{row.years!s:<{widest}}  {bar:<{WIDTH}}  {_figures(row, writer)}")
    return [*lines, "", "  ".join(_legend(rows, writer, bars))]


def _rows(program: ProgramOverview) -> Iterator[_Row]:
    own, strand = program.program.years, None
    if isinstance(program, PartOverview):
        strand = program.cell.strand
    after: list[Years] = []
    for years in single_periods(program):
        values = values_of(part_of(program, strand, years), _KEYS)
        row = _Row(years, values, is_after=years.first > own.last)
        if row.is_after and not has_money(row.whole):
            after.append(years)
        else:
            yield replace(row, is_after=False)
    if after:
        together = Years(after[0].first, after[-1].last)
        values = values_of(part_of(program, strand, together), _KEYS)
        yield _Row(together, values, is_after=True)


def _ore(figure: Figure | None) -> int:
    """Return what is drawn of a figure: the least of it, as far as it is known."""
    if figure is None:
        return 0
    return (figure.most if figure.least is None else figure.least) or 0


def _bar(row: _Row, most: int, bars: Bars) -> str:
    """Return a bar: full to what is used, light to the budget; dotted for an estimate."""
    whole, used = max(_ore(row.whole), 0), row.figure("used")
    nearest = (2 * whole * WIDTH + most) // (2 * most)
    if row.is_estimate:
        return bars.dot * max(nearest, 1)
    if used is None or used.least is None:
        return ""
    solid = bars.solid(min(max(used.least, 0), whole), most, WIDTH)
    cells = nearest if bars.is_ascii else -(-whole * WIDTH // most)
    return solid + bars.shade * (cells - len(solid))


def _figures(row: _Row, writer: Writer) -> str:
    """Write what is used of the budget; of an estimate what it is."""
    used = row.figure("used")
    if row.is_estimate:
        return f"{writer.say('BO of')} {writer.text(row.whole)}"
    if row.is_after:
        return writer.say("bars: after the period", figure=writer.text(used))
    budget = row.figure("binding")
    words = writer.say("bars: of", used=writer.text(used), budget=writer.text(budget))
    is_over = used is not None and used.least is not None and used.least > _ore(budget)
    return f"{words} !" if is_over else words


def _legend(rows: list[_Row], writer: Writer, bars: Bars) -> Iterator[str]:
    yield f"{bars.full} {writer.say('used')}"
    light = [key for key in ("unused", "remaining") if any(has_money(r.figure(key)) for r in rows)]
    if light:
        yield f"{bars.shade} {' / '.join(map(writer.say, light))}"
    if any(row.is_estimate for row in rows):
        yield f"{bars.dot} {writer.say('BO of')}"
