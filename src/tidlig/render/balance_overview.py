"""The balance of several programs: one row each, or one for each strand, year or tag of them.

Many programs are grouped by what they ask of the reader. Programs without a budget are rows of a
wide table, and a list of their own below a narrow one.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from tidlig.arithmetic.figures import Figure
from tidlig.arithmetic.movements import UNSPLIT
from tidlig.arithmetic.overview import ProgramOverview
from tidlig.arithmetic.part_overview import PartOverview, part_of, single_periods
from tidlig.model.years import Years
from tidlig.render import grid
from tidlig.render.balance_headings import (
    ALWAYS,
    DEFAULT,
    HEADINGS,
    OF_LINES,
    Sort,
    Values,
    cell_of,
    has_budget,
    sum_of_values,
    values_of,
)
from tidlig.render.bars import Bars
from tidlig.render.figures import Writer, has_money
from tidlig.render.grid import EMPTY, NARROWEST_NAME, WIDE_NAME, Column, Grid, Row

MOST_IN_ORDER = 20
"""More programs than this are grouped by what they ask of the reader."""


@dataclass(frozen=True, slots=True)
class Rows:
    """How rows are chosen: what each is of, their order, the headings, and whether with bars."""

    by: str = "program"
    sort: Sort | None = None
    columns: tuple[str, ...] = ()
    bars: Bars | None = None


@dataclass(frozen=True, slots=True)
class Line:
    """A row of the table: a name, what it shows, and for a program what is said beside it.

    A line without values is the heading of a group.
    """

    name: str
    values: Values = field(default_factory=dict)
    account: str = ""
    period: str = ""
    agreed: grid.Cell = EMPTY
    stands_out: bool = False
    indent: int = 0


class OverviewPage:
    """What the balance of several programs shows."""

    def __init__(
        self, programs: Sequence[ProgramOverview], writer: Writer, rows: Rows | None = None
    ) -> None:
        """Show programs, or parts of them, in the order given."""
        self.programs = programs
        self.writer = writer
        self.rows = rows or Rows()
        self.say = writer.say
        self.others = [each for each in programs if not has_budget(each)]
        self._valued = self._valued_headings()
        self._keys = self._headings()

    # Tables.

    def grids(self) -> list[Grid]:
        """Return the tables, the widest first."""
        if self.rows.by != "program" or self.rows.columns:
            return [self._grid(self._lines(self.programs), self._is_by_program)]
        budgeted = [each for each in self.programs if has_budget(each)]
        wide = self._grid(self._lines(self.programs), True)
        if not budgeted:
            return [wide]
        return [wide, self._narrow(self._lines(budgeted))]

    def blocks(self) -> Grid:
        """Return the table whose rows are blocks, with the account as a line of each."""
        shown = self.programs
        if self.shows_list:
            shown = [each for each in self.programs if has_budget(each)] or self.programs
        lines = self._lines(shown)
        columns, rows = self._figures(lines)
        if not self._is_by_program:
            return self._with_names(lines, columns, rows)
        columns = [Column(self._row_name(), True), Column(self.say("account"), True), *columns]
        body = [
            Row((grid.Cell(line.name), grid.Cell(line.account), *cells), line.stands_out)
            for line, cells in zip(lines, rows, strict=True)
        ]
        return Grid(tuple(columns), tuple(body))

    @property
    def shows_list(self) -> bool:
        """Whether programs without a budget may stand in a list of their own."""
        return self.rows.by == "program" and not self.rows.columns

    @property
    def _is_by_program(self) -> bool:
        return self.rows.by == "program"

    def _grid(self, lines: Sequence[Line], is_wide: bool) -> Grid:
        columns, rows = self._figures(lines)
        if not is_wide:
            return self._with_names(lines, columns, rows)
        names = [
            Column(self.say("account"), True, 3),
            Column(self._row_name(), True, least=WIDE_NAME if self.shows_list else NARROWEST_NAME),
            Column(self.say("period"), True, 2),
        ]
        if self.shows_list:
            names.append(Column(self.say("agreed")))
        body = []
        for line, cells in zip(lines, rows, strict=True):
            own = [
                grid.Cell(line.account, tone="dim"),
                grid.Cell(line.name),
                grid.Cell(line.period, tone="dim"),
            ]
            if self.shows_list:
                own.append(line.agreed)
            body.append(Row((*own, *cells), line.stands_out))
        return Grid((*names, *columns), tuple(body))

    def _with_names(
        self, lines: Sequence[Line], columns: Sequence[Column], rows: Sequence[list[grid.Cell]]
    ) -> Grid:
        body = [
            Row((grid.Cell(line.name), *cells), line.stands_out, line.indent)
            for line, cells in zip(lines, rows, strict=True)
        ]
        return Grid((Column(self._row_name(), True), *columns), tuple(body))

    def _narrow(self, lines: Sequence[Line]) -> Grid:
        """Return the table of programs with a budget, the account below the name."""
        columns, rows = self._figures(lines)
        body = [
            Row(
                (grid.Cell("\n".join(filter(None, (line.name, line.account)))), *cells),
                line.stands_out,
            )
            for line, cells in zip(lines, rows, strict=True)
        ]
        return Grid((Column(self._row_name(), True), *columns), tuple(body))

    def _row_name(self) -> str:
        return self.say("program" if self.rows.by in ("program", "strand") else self.rows.by)

    # Figures.

    def _valued_headings(self) -> tuple[str, ...]:
        """Return the headings that lines have values under; those of lines only if chosen."""
        chosen = set(self.rows.columns)
        if self.rows.sort is not None:
            chosen.add(self.rows.sort.key)
        return tuple(key for key in HEADINGS if key not in OF_LINES or key in chosen)

    def _headings(self) -> tuple[str, ...]:
        """Return the headings: those chosen, else those that have any money."""
        if self.rows.columns:
            return self.rows.columns
        rows: list[Values] = [
            values_of(each, self._valued) for each in self.programs if has_budget(each)
        ]
        if self.rows.by != "program":
            rows = [line.values for line in self._lines(self.programs) if line.values]
        return tuple(key for key in DEFAULT if key in ALWAYS or _has(rows, key))

    def _figures(self, lines: Sequence[Line]) -> tuple[list[Column], list[list[grid.Cell]]]:
        """Return the columns of figures, and the cells of each line."""
        valued = [line for line in lines if line.values]
        budgets = [each.values["binding"].figure for each in valued]
        circa = {
            key: self.writer.marks_all((each.values[key].figure for each in valued), budgets)
            for key in self._keys
        }
        columns = [self._column(key, circa[key]) for key in self._keys]
        if self.rows.bars is not None:
            columns.append(Column(self.say("used of budget"), is_words=True))
        return columns, [self._cells(line, circa) for line in lines]

    def _column(self, key: str, is_circa: bool) -> Column:
        name, mark = self.say("of which lapsed" if key == "lapsed" else key), self.writer.circa
        if self.rows.columns:
            name = self.say(key)
        return Column(f"{name} {mark}", label=f"{name}, {mark}") if is_circa else Column(name)

    def _cells(self, line: Line, circa: dict[str, bool]) -> list[grid.Cell]:
        bars = self.rows.bars
        if not line.values:
            return [EMPTY] * (len(self._keys) + (bars is not None))
        budget = line.values["binding"].figure
        cells = [
            cell_of(line.values[key], self.writer, is_circa=circa[key], budget=budget)
            for key in self._keys
        ]
        if bars is not None:
            unreported = line.values["unreported"].figure
            cells.append(bars.cell(budget, line.values["used"].figure, unreported))
        return cells

    # Lines.

    def _lines(self, programs: Sequence[ProgramOverview]) -> list[Line]:
        lines = list(self._lines_of(programs))
        if len(programs) > 1 or self.rows.by in ("year", "tag"):
            values = sum_of_values(
                [values_of(each, self._valued) for each in programs], self._valued
            )
            lines.append(Line(self._total_name(programs), values, stands_out=True))
        return lines

    def _total_name(self, programs: Sequence[ProgramOverview]) -> str:
        budgeted = sum(map(has_budget, programs))
        if self._is_by_program and budgeted < len(programs) and self.shows_list and budgeted > 1:
            return self.say("in all of budgeted", number=budgeted)
        return self.say("in all")

    def _lines_of(self, programs: Sequence[ProgramOverview]) -> Iterable[Line]:
        if self.rows.by == "strand":
            return self._by_strand(programs)
        if self.rows.by == "year":
            return self._by_year(programs)
        if self.rows.by == "tag":
            return self._by_tag(programs)
        return self._by_program(programs)

    def _by_program(self, programs: Sequence[ProgramOverview]) -> list[Line]:
        pairs = [(each, self._program_line(each)) for each in programs]
        if self.rows.sort is not None:
            pairs = self.rows.sort.in_order(pairs, lambda pair: pair[1].values)
        elif len(programs) > MOST_IN_ORDER:
            return self._in_groups(pairs)
        return [line for _, line in pairs]

    def _program_line(self, program: ProgramOverview) -> Line:
        own = program.program
        name, period = name_of(program, self.say("not split by strand")), str(own.years)
        if isinstance(program, PartOverview) and program.cell.years is not None:
            period = str(program.cell.years)
        account = program.account or ""
        return Line(
            name, values_of(program, self._valued), account, period, self.agreed_cell(program)
        )

    def agreed_cell(self, program: ProgramOverview) -> grid.Cell:
        """Write what was agreed for a program, if yearly without an end."""
        if program.agreed is None and len(program.agreed_yearly) == 1:
            ((_, money, _),) = program.agreed_yearly
            figure = self.writer.text(Figure(money.ore, money.ore, money.half))
            return grid.Cell(self.say("a year", figure=figure))
        return self.writer.cell(program.agreed)

    def _in_groups(self, pairs: list[tuple[ProgramOverview, Line]]) -> list[Line]:
        """Return the lines in groups by what they ask of the reader, each under its heading."""
        groups: dict[str, list[Line]] = {
            "open": [], "over, unsettled": [], "without budget": [], "others": [],
        }  # fmt: skip
        for program, line in pairs:
            groups[_group_of(program, line)].append(line)
        lines = []
        for key, order in (
            ("open", "remaining"),
            ("over, unsettled", "unused"),
            ("without budget", "agreed"),
            ("others", "binding"),
        ):
            if groups[key]:
                lines.append(Line(self.say(f"group {key}"), stands_out=True))
                lines += Sort(order).in_order(groups[key], lambda line: line.values)
        return lines

    def _by_strand(self, programs: Sequence[ProgramOverview]) -> Iterator[Line]:
        for program in programs:
            whole = values_of(program, self._valued)
            name = "\n".join(filter(None, (program.program.name, program.account)))
            yield Line(name, whole, stands_out=True)
            parts = [self._strand_line(program, part) for part in _strands_of(program)]
            if self.rows.sort is not None:
                parts = self.rows.sort.in_order(parts, lambda line: line.values)
            yield from parts

    def _strand_line(self, program: ProgramOverview, strand: str) -> Line:
        years = program.cell.years if isinstance(program, PartOverview) else None
        part = PartOverview(program, strand, years)
        name = self.say("not split by strand") if part.strand is None else part.strand.name
        return Line(name, values_of(part, self._valued), indent=2)

    def _by_year(self, programs: Sequence[ProgramOverview]) -> list[Line]:
        """Return a line for each year; for years that a span of a program joins, one together."""
        by_years: dict[Years, list[Values]] = {}
        for program in programs:
            strand = program.cell.strand if isinstance(program, PartOverview) else None
            for years in single_periods(program):
                part = part_of(program, strand, years)
                by_years.setdefault(years, []).append(values_of(part, self._valued))
        lines = [
            Line(str(years), sum_of_values(by_years[years], self._valued))
            for years in sorted(by_years)
        ]
        return self._in_order(lines)

    def _by_tag(self, programs: Sequence[ProgramOverview]) -> list[Line]:
        """Return a line for each tag; a program with several is under each of them."""
        by_tag: dict[str, list[Values]] = {}
        for program in programs:
            for tag in program.program.tags or ("",):
                by_tag.setdefault(tag, []).append(values_of(program, self._valued))
        lines = [
            Line(tag or self.say("no tag"), sum_of_values(by_tag[tag], self._valued))
            for tag in sorted(by_tag, key=lambda tag: (not tag, tag))
        ]
        return self._in_order(lines)

    def _in_order(self, lines: list[Line]) -> list[Line]:
        sort = self.rows.sort
        return lines if sort is None else sort.in_order(lines, lambda line: line.values)

    # Below the table.

    def set_aside(self) -> list[tuple[str, str]]:
        """Return the programs without a budget, and what was agreed for each."""
        listed = [(each.program.name, self._agreed(each), each) for each in self.others]
        return [
            (name, text)
            for name, text, each in listed
            if text or not isinstance(each, PartOverview)
        ]

    @property
    def has_agreed(self) -> bool:
        """Whether anything was set aside for a program without a budget."""
        return any(each.agreed is not None or each.agreed_yearly for each in self.others)

    def _agreed(self, program: ProgramOverview) -> str:
        parts = []
        if program.agreed is not None:
            figure = self.writer.text(program.agreed)
            parts.append(self.say("set aside in", figure=figure, years=program.program.years))
        for year, money, _ in program.agreed_yearly:
            figure = self.writer.text(Figure(money.ore, money.ore, money.half))
            parts.append(self.say("a year from", figure=figure, year=year))
        return "; ".join(parts)


def name_of(program: ProgramOverview, not_split: str) -> str:
    """Return the name of a program, with that of the strand where it is of one."""
    own = program.program.name
    if not isinstance(program, PartOverview) or program.cell.strand is None:
        return own
    strand = not_split if program.strand is None else program.strand.name
    return f"{own}: {strand}"


def _strands_of(program: ProgramOverview) -> list[str]:
    return [UNSPLIT if row.strand is None else row.strand.id for row in program.strands]


def _has(rows: Sequence[Values], key: str) -> bool:
    return any(row[key].applies and has_money(row[key].figure) for row in rows)


def _group_of(program: ProgramOverview, line: Line) -> str:
    if not has_budget(program):
        return "without budget"
    remaining = line.values["remaining"]
    if remaining.applies and (remaining.figure is None or has_money(remaining.figure)):
        return "open"
    if has_money(line.values["unsettled"].figure):
        return "over, unsettled"
    return "others"
