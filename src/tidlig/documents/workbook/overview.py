"""The first sheet: a row for each program with what is left of it, and whether its sums agree."""

from collections.abc import Iterator, Sequence

from tidlig.arithmetic.overview import ProgramOverview
from tidlig.documents.sheets import Book
from tidlig.documents.workbook.content import Content
from tidlig.documents.workbook.figures import Figures, bounds
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
from tidlig.model.money import Money
from tidlig.model.texts import Identifier
from tidlig.render.balance_headings import DEFAULT, Shown, sum_of_values, values_of
from tidlig.render.balance_overview import OverviewPage
from tidlig.render.figures import has_money

_NAMES = ("account", "program", "id")
_ALWAYS = ("binding", "used", "remaining", "unused", "lapsed", "unreported", "estimate")
_TOTAL = {"bold": True, "top": 1}


class OverviewSheet:
    """Writes the overview; `check` is how formulas name the check of it all."""

    def __init__(self, book: Book, content: Content, lines: LinesSheet, figures: Figures) -> None:
        """Add nothing yet: the sheet is the book's first."""
        self.content, self.lines, self.figures = content, lines, figures
        self.sheet = book.first
        self.values = [values_of(each, ("agreed", *DEFAULT)) for each in content.programs]
        extra = [
            key for key in DEFAULT
            if key not in _ALWAYS and any(_has_money(each[key]) for each in self.values)
        ]  # fmt: skip
        self.keys = ("agreed", *(key for key in DEFAULT if key in (*_ALWAYS, *extra)))
        say, names = content.writer.say, [each.program.name for each in content.programs]
        self.table = TableSheet(
            book,
            self.sheet,
            [
                Heading(say("account"), 11),
                Heading(
                    say("program"),
                    width_of(names, 24, 72),
                ),
                Heading(content.say("id"), 24),
                *(Heading(say(_word(key)), 13, is_figure=True) for key in self.keys),
                Heading(content.say("circa"), 6, is_centred=True),
                Heading(content.say("check"), 14, is_centred=True),
                Heading(content.say("number"), is_hidden=True),
                *self._hidden(),
            ],
            (content.say("title of", ledger=content.context.provenance.ledger), dated(content)),
        )

    def _hidden(self) -> Iterator[Heading]:
        for key in self.keys:
            for bound in ("least", "most"):
                text = self.content.say(bound, name=self.content.writer.say(_word(key)))
                yield Heading(text, is_hidden=True, is_figure=True)

    @property
    def check(self) -> str:
        """How another sheet names the cell that says whether all agrees."""
        row = TOP + 2 + len(self.values)
        return f"'{self.sheet.get_name()}'!{column_name(self._check_at)}{row}"

    @property
    def _check_at(self) -> int:
        return len(_NAMES) + len(self.keys) + 1

    def write(self, sheets: dict[str, str], checks: Sequence[str]) -> None:
        """Write a row for each program, which leads to its sheet, and their sums.

        A program agrees where its own sheet does too: `checks` name the cells that say so.
        """
        self._checks = dict(zip(sheets, checks, strict=True))
        table = self.table
        table.write_headings()
        columns: list[list[Value]] = [[] for _ in self.keys]
        for program, values in zip(self.content.programs, self.values, strict=True):
            cells = self._cells(program, values)
            for column, cell in zip(columns, cells, strict=True):
                column.append(cell)
            row = table.row
            self._row(program, values, cells)
            name = f"internal:'{sheets[program.program.id]}'!A1"
            table.link(row, 1, name, program.program.name)
        table.filter()
        self._total(columns)

    def _cells(self, program: ProgramOverview, values: dict[str, Shown]) -> list[Value]:
        id = program.program.id
        own = [line for line in self.content.lines if line.line.line.program == id]
        number = self.content.program_keys[id]
        cells = [self.figures.cell(key, values[key], own, "number", number) for key in self.keys]
        if cells[0] == "" and program.agreed_yearly:
            page = OverviewPage([program], self.content.writer)
            cells[0] = page.agreed_cell(program).text
        return cells

    def _row(
        self, program: ProgramOverview, values: dict[str, Shown], cells: Sequence[Value]
    ) -> None:
        say, id = self.content.say, program.program.id
        number, row = self.content.program_keys[id], self.table.row + 1
        agree = [(f'COUNTIFS({self.lines.column("number")},"{number}",'
                 f'{self.lines.column("check")},"{say("disagrees")}")=0')]  # fmt: skip
        agree.append(f'{self._checks[id]}="{say("agrees")}"')
        agree += [self._agrees(at, row) for at, cell in enumerate(cells) if _is_figure(cell)]
        check = f'=IF(AND({",".join(agree)}),"{say("agrees")}","{say("disagrees")}")'
        hidden = [bound for key in self.keys for bound in bounds(values[key])]
        self.table.add(
            [
                Identifier(program.account or ""), program.program.name, Identifier(id), *cells,
                self._circa(values), Formula(check, say("agrees")), number, *hidden,
            ]
        )  # fmt: skip

    def _agrees(self, at: int, row: int) -> str:
        figure = column_name(len(_NAMES) + at)
        known = column_name(self._check_at + 2 + 2 * at)
        return f"ROUND(N({figure}{row})-{known}{row},2)=0"

    def _circa(self, values: dict[str, Shown]) -> str:
        figures = [values[key].figure for key in self.keys]
        is_inexact = any(figure is not None and figure.half for figure in figures)
        return self.content.say("yes" if is_inexact else "no")

    def _total(self, columns: Sequence[Sequence[Value]]) -> None:
        say, row = self.content.say, self.table.row + 1
        sums = sum_of_values(self.values, self.keys)
        first = TOP + 2
        cells, agree = [], []
        for at, (key, column) in enumerate(zip(self.keys, columns, strict=True)):
            name = column_name(len(_NAMES) + at)
            cell = self.figures.total(sums[key], column, f"{name}{first}:{name}{row - 1}")
            cells.append(cell)
            if isinstance(cell, Formula):
                agree.append(self._agrees(at, row))
        checks = f"{column_name(self._check_at)}{first}:{column_name(self._check_at)}{row - 1}"
        agree.append(f'COUNTIF({checks},"{say("disagrees")}")=0')
        check = f'=IF(AND({",".join(agree)}),"{say("agrees")}","{say("disagrees")}")'
        hidden = [bound for key in self.keys for bound in bounds(sums[key])]
        self.table.add(
            [self.content.writer.say("in all"), "", "", *cells, "",
             Formula(check, say("agrees")), "", *hidden],
            **_TOTAL,
        )  # fmt: skip


def _is_figure(cell: Value) -> bool:
    return isinstance(cell, Formula | Money)


def _word(key: str) -> str:
    return "of which lapsed" if key == "lapsed" else key


def _has_money(shown: Shown) -> bool:
    return shown.applies and has_money(shown.figure)
