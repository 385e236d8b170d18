"""What is left of a part of a program as of a date: of one strand, of some years, or of both.

A part has the lines that lie wholly within it. Money over more years than these, and money that is
not split by strand, is in no part: `cut` names the first, and bounds allow for both.
"""

from functools import cached_property

from tidlig.arithmetic.figures import Cell
from tidlig.arithmetic.line_states import each_of
from tidlig.arithmetic.movements import UNSPLIT, Line
from tidlig.arithmetic.overview import JoinedLeft, ProgramOverview, StrandLeft, YearLeft
from tidlig.arithmetic.what_is_left import LEFT_FIGURES, Left
from tidlig.model.decisions import Strand
from tidlig.model.money import ZERO
from tidlig.model.years import Years, one


class PartOverview(ProgramOverview):
    """What is left of a strand of a program, of some of its years, or of both.

    The strand `UNSPLIT` is what is not split by strand; None is the whole program.
    """

    def __init__(
        self, whole: ProgramOverview, strand: str | None = None, years: Years | None = None
    ) -> None:
        """Take a part of a program; without a strand or years, all of them."""
        self.program = whole.program
        self.act_year = whole.act_year
        self.act = whole.act
        self.acts = whole.acts
        self.agreed_yearly = ()
        self.figures = whole.figures
        self.line_figures = whole.line_figures
        self.strand = self._strand_of(strand)
        self.account = self.strand.account if self.strand is not None else whole.account
        if strand == UNSPLIT:
            self.account = None
        self.cell = Cell(years, strand)

    def _strand_of(self, id: str | None) -> Strand | None:
        return next((each for each in self.program.strands if each.id == id), None)

    @cached_property
    def total(self) -> Left:
        """The figures of the whole part; of years that nothing is recorded of, none is known."""
        if not self.is_unrecorded:
            return self.figures.left(self.cell)
        left = Left(self.figures, self.cell)
        left.__dict__.update(dict.fromkeys(LEFT_FIGURES))
        return left

    @property
    def is_unrecorded(self) -> bool:
        """Whether nothing is recorded of the years of the part: neither money nor its use."""
        return not any(map(self.cell.has_year, self.figures.years))

    def has(self, line: Line) -> bool:
        """Whether a line lies wholly within the part."""
        return self.cell.has(line.strand, line.years)

    @property
    def _cell_of_lines(self) -> Cell:
        return self.cell

    @cached_property
    def by_year(self) -> tuple[YearLeft, ...]:
        """Every year of the part that has any line of it, in order."""
        years: set[int] = set()
        money = self.figures.money
        moved = money.by_strand.moved(self.cell.strand)
        for line in (*moved, *(each.line for each in money.unknown)):
            if self.cell.strand in (None, line.strand):
                years.update(each_of(line.years))
        if self.cell.strand is None:
            years.update(self.figures.years)
        return tuple(self._year(year) for year in sorted(filter(self.cell.has_year, years)))

    def _left_in(self, years: Years) -> Left:
        return self.figures.left(Cell(years, self.cell.strand))

    @cached_property
    def joined(self) -> tuple[JoinedLeft, ...]:
        """The years of the part that spans join, together; of a strand, spans of its own."""
        spans = self.figures.joined_of(self.cell.strand)
        within = [years for years in spans if self._covers(years)]
        return tuple(self._joined(years) for years in within)

    def _covers(self, years: Years) -> bool:
        return self.cell.years is None or years.within(self.cell.years)

    @cached_property
    def strands(self) -> tuple[StrandLeft, ...]:
        """The strands of the years of the part; none of one strand."""
        stranded = self._strands_with_lines()
        shown = [each for each in self.program.strands if each.id in stranded]
        if self.cell.strand is not None or not shown:
            return ()
        left, years = self.figures.left, self.cell.years
        rows = [StrandLeft(each, left(Cell(years, each.id))) for each in shown]
        if UNSPLIT in stranded:
            rows.append(StrandLeft(None, left(Cell(years, UNSPLIT))))
        return tuple(rows)

    def _strands_with_lines(self) -> set[str]:
        return {line.strand for line in self.figures.money.lines if self.has(line)}

    @property
    def not_known(self) -> tuple[int, ...]:
        """The years of the part of whose use nothing is known, in order."""
        shown = {row.year for row in self.by_year}
        return tuple(year for year in self.figures.not_known if year in shown)

    @cached_property
    def cut(self) -> tuple[Line, ...]:
        """The lines over several years of which only some are in the part: it has none of them.

        What agreements set aside is in no sum, and so is none of them.
        """
        return tuple(
            line
            for line, moved in self.figures.money.moved.items()
            if self.cell.meets(line)
            and not self.has(line)
            and any(money != ZERO for heading, money in moved.items() if heading != "agreed")
        )

    @property
    def lacks_act(self) -> bool:
        """Whether the date's year is one of the part, and no act of it is known."""
        return super().lacks_act and self.cell.has_year(self.figures.calendar.today)

    @property
    def is_over(self) -> bool:
        """Whether the last year of the part is over."""
        years = self.program.years if self.cell.years is None else self.cell.years
        return min(years.last, self.program.years.last) < self.figures.calendar.today


def part_of(
    whole: ProgramOverview, strand: str | None = None, years: Years | None = None
) -> ProgramOverview:
    """Return a part of a program; the program itself where all of it is meant."""
    if strand is None and years is None:
        return whole
    return PartOverview(whole, strand, years)


def single_periods(program: ProgramOverview) -> list[Years]:
    """Return the years of a program, those that spans join together, so that they add up."""
    joined = [each.years for each in program.joined]
    alone = [one(row.year) for row in program.by_year if not any(
        one(row.year).within(years) for years in joined
    )]  # fmt: skip
    return sorted([*joined, *alone])
