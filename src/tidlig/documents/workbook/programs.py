"""The sheet of one program: its years across, then its strands, and a chart of the years."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from tidlig.arithmetic.figures import Figure
from tidlig.arithmetic.line_rests import RestOfLine
from tidlig.arithmetic.movements import UNSPLIT
from tidlig.arithmetic.overview import ProgramOverview
from tidlig.arithmetic.part_overview import part_of, single_periods
from tidlig.documents.sheets import Book, number_format
from tidlig.documents.workbook.content import Content
from tidlig.documents.workbook.figures import Figures, bounds, is_exact
from tidlig.documents.workbook.lines import LinesSheet
from tidlig.documents.workbook.movements import dated
from tidlig.documents.workbook.tables import (
    TOP,
    Formula,
    Heading,
    TableSheet,
    Value,
    column_name,
    width_of,
)
from tidlig.model.years import Years
from tidlig.render.balance_headings import DEFAULT, Shown, values_of
from tidlig.render.escaping import for_sheet
from tidlig.render.figures import has_money

if TYPE_CHECKING:
    from xlsxwriter.worksheet import Worksheet

_ALWAYS = ("binding", "used", "remaining", "unused")
_STACKED = {
    "used": "#1F4E79", "unused": "#9DC3E6", "remaining": "#A9D18E", "unreported": "#BFBFBF",
    "estimate": "#F4B183",
}  # fmt: skip
"""What the columns of the chart are made of, and in which colours."""

_TOTAL = {"bold": True, "top": 1}


class ProgramSheet:
    """Writes a program; `check` is how formulas name the cell that says whether it agrees."""

    def __init__(
        self, book: Book, content: Content, lines: LinesSheet, figures: Figures,
        program: ProgramOverview,
    ) -> None:  # fmt: skip
        """Add the sheet, named by the program's id."""
        self.book, self.content, self.lines, self.figures = book, content, lines, figures
        self.program = program
        self.id = program.program.id
        self.sheet: Worksheet = book.sheet(self.id)
        self.sheet.fit_to_pages(1, 1)
        self.name: str = self.sheet.get_name()
        self.periods = single_periods(program)
        self.own = [line for line in content.lines if line.line.line.program == self.id]
        self.whole = values_of(program, DEFAULT)
        self.parts = {
            years: values_of(part_of(program, None, years), DEFAULT) for years in self.periods
        }
        self.keys = [key for key in DEFAULT if key in _ALWAYS or self._has_money(key)]
        self.check = ""

    def _has_money(self, key: str) -> bool:
        values = [self.whole[key], *(part[key] for part in self.parts.values())]
        return any(each.applies and has_money(each.figure) for each in values)

    def write(self) -> None:
        """Write the tables, the check and the chart."""
        say = self.content.writer.say
        names = [part.strand.name for part in self.program.strands if part.strand is not None]
        columns = [Heading("", width_of(names, 30))]
        columns += [Heading(str(years), 13, is_figure=True) for years in self.periods]
        columns.append(Heading(say("in all"), 13, is_figure=True))
        self._hidden = max(len(columns), len(self.keys) + 1) + 1
        columns += [Heading("", 13, is_figure=True) for _ in range(self._hidden - len(columns))]
        hidden = 2 * max(len(self.periods) + 1, len(self.keys))
        columns += [Heading("", is_hidden=True, is_figure=True) for _ in range(hidden)]
        self._checked = len(columns)
        columns.append(Heading("", is_hidden=True))
        title = self.program.program.name, dated(self.content)
        self.table = TableSheet(self.book, self.sheet, columns, title)
        self.table.write_headings()
        self._states()
        first = self.table.row
        self._years()
        if self.program.strands:
            self.table.row += 1
            self._strands()
        self.table.row += 1
        self._check()
        self._chart(first)

    def _states(self) -> None:
        say = self.content.writer.say
        states = {row.year: row.state for row in self.program.by_year}
        words: list[Value] = [say("state")]
        for years in self.periods:
            state = states.get(years.first)
            single = say("joined") if not years.single else ""
            words.append(single or ("" if state is None else say(_state_word(state.value))))
        self.table.add(words, font_color="#666666")

    def _years(self) -> None:
        number = self.content.program_keys[self.id]
        for key in self.keys:
            shown = [self.parts[years][key] for years in self.periods]
            cells = [
                self.figures.cell(
                    key, each, self._within(years), "period",
                    self.lines.period_key(self.id, years),
                )
                for each, years in zip(shown, self.periods, strict=True)
            ]  # fmt: skip
            shown.append(self.whole[key])
            cells.append(self.figures.cell(key, self.whole[key], self.own, "number", number))
            self._row(self.content.writer.say(_word(key)), shown, cells)

    def _within(self, years: Years) -> list[RestOfLine]:
        return [line for line in self.own if line.line.line.years.within(years)]

    def _strands(self) -> None:
        say = self.content.writer.say
        row = self.table.row
        heading = {"bold": True, "bottom": 1, "text_wrap": True}
        self.book.text(self.sheet, row, 0, say("strand"), **heading)
        for at, key in enumerate(self.keys, 1):
            self.book.text(self.sheet, row, at, say(_word(key)), align="right", **heading)
        self.table.row += 1
        for part in self.program.strands:
            strand = UNSPLIT if part.strand is None else part.strand.id
            name = say("not split by strand") if part.strand is None else part.strand.name
            values = values_of(part_of(self.program, strand, None), DEFAULT)
            self._strand(name, strand, values)
        number = self.content.program_keys[self.id]
        shown = [self.whole[key] for key in self.keys]
        cells = [
            self.figures.cell(key, self.whole[key], self.own, "number", number) for key in self.keys
        ]
        self._row(say("in all"), shown, cells, is_total=True)

    def _strand(self, name: str, strand: str, values: Mapping[str, Shown]) -> None:
        own = [line for line in self.own if line.line.line.strand == strand]
        part = self.lines.part_key(self.id, strand)
        shown = [values[key] for key in self.keys]
        cells = [self.figures.cell(key, values[key], own, "part", part) for key in self.keys]
        self._row(name, shown, cells)

    def _row(
        self, name: str, shown: Sequence[Shown], cells: Sequence[Value], *, is_total: bool = False
    ) -> None:
        """Write a row of figures; in hidden columns stand their bounds, and whether they agree."""
        row, agree = self.table.row + 1, []
        own = _TOTAL if is_total else {}
        for at, value in enumerate((name, *cells)):
            self.table.put(self.table.row, at, value, **own)
        for at, each in enumerate(shown):
            least, most = bounds(each)
            known = self._hidden + 2 * at
            self.table.put(self.table.row, known, least)
            self.table.put(self.table.row, known + 1, most)
            if isinstance(cells[at], Formula):
                cell = f"${column_name(at + 1)}{row}-${column_name(known)}{row}"
                agree.append(f"ROUND({cell},2)=0")
        if agree:
            self.table.put(self.table.row, self._checked, self._whether(_all(agree)))
        self.table.row += 1

    def _check(self) -> None:
        """Write whether every row agrees."""
        say, row = self.content.say, self.table.row
        name = f"${column_name(self._checked)}"
        rows = f"{name}${TOP + 2}:{name}${row}"
        self.book.text(self.sheet, row, 0, say("check"), bold=True)
        check = self._whether(f'COUNTIF({rows},"{say("disagrees")}")=0')
        self.table.put(row, 1, check, bold=True)
        self.check = f"'{self.name}'!$B${row + 1}"
        self.table.row += 1

    def _whether(self, condition: str) -> Formula:
        say = self.content.say
        return Formula(f'=IF({condition},"{say("agrees")}","{say("disagrees")}")', say("agrees"))

    def _is_any_negative(self) -> bool:
        figures = [part[key].figure for part in self.parts.values() for key in self.keys]
        return any(map(_is_negative, figures))

    def _chart(self, first: int) -> None:
        """Draw the years as columns, of what is used and of what is left."""
        rows = [
            (first + at, key)
            for at, key in enumerate(self.keys)
            if key in _STACKED and any(has_money(part[key].figure) for part in self.parts.values())
        ]
        if not rows:
            return
        chart = self.book.workbook.add_chart({"type": "column", "subtype": "stacked"})
        last = len(self.periods)
        for row, key in rows:
            chart.add_series(
                {
                    "name": [self.name, row, 0],
                    "categories": [self.name, TOP, 1, TOP, last],
                    "values": [self.name, row, 1, row, last],
                    "fill": {"color": _STACKED[key]},
                    "border": {"color": "#FFFFFF"},
                    "gap": 60,
                }
            )
        unit = self.content.unit_name
        # xlsxwriter takes a title with "!A1" in it for a reference.
        title = for_sheet(self.program.program.name).replace("!", "! ")
        chart.set_title({"name": title, "name_font": {"size": 11}})
        shown = number_format(self.content.context.style.unit).split(";", maxsplit=1)[0]
        axis = {"name": unit, "num_format": shown, "major_gridlines": _LIGHT}
        chart.set_y_axis(axis if self._is_any_negative() else {**axis, "min": 0})
        chart.set_x_axis({"label_position": "low"})
        chart.set_legend({"position": "bottom"})
        chart.set_size({"width": 760, "height": 320})
        self.sheet.insert_chart(self.table.row + 1, 0, chart, {"description": unit})


def _all(conditions: Sequence[str]) -> str:
    """Return a condition that all of some hold; a function takes no more than 255 values."""
    pieces = [conditions[at : at + 100] for at in range(0, len(conditions), 100)]
    joined = [f"AND({','.join(piece)})" for piece in pieces]
    return f"AND({','.join(joined)})"


def _is_negative(figure: Figure | None) -> bool:
    return is_exact(figure) and figure is not None and (figure.most or 0) < 0


_LIGHT = {"visible": True, "line": {"color": "#D9D9D9"}}


def _state_word(state: str) -> str:
    return "BO" if state == "estimate" else state


def _word(key: str) -> str:
    return "of which lapsed" if key == "lapsed" else key
