"""Tables of a note: the grids of reports, with footnotes at their figures and plainer cells."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace

from tidlig.arithmetic.line_states import State, each_of
from tidlig.documents.note.contents import Column, Marked, Paragraph, Row, Table, without_marks
from tidlig.documents.note.phrases import Phrases
from tidlig.documents.note.subject import Subject
from tidlig.model.years import Years
from tidlig.render.balance_strands import StrandTable
from tidlig.render.balance_years import YearTable
from tidlig.render.figures import NOT_APPLICABLE
from tidlig.render.grid import Cell, Grid
from tidlig.render.sentences import unit_name

MOST_ACROSS = 9
"""So many columns of years stand beside each other on a page; more years stand below each other."""


class Captions:
    """Numbers the tables of a note."""

    def __init__(self, phrases: Phrases) -> None:
        """Begin with the first table."""
        self.phrases = phrases
        self.number = 0

    def of(self, title: str, notes: str, *, has_amounts: bool = True) -> str:
        """Return the caption of the next table, with the marks of what it is from."""
        self.number += 1
        values: dict[str, object] = {"number": self.number, "title": title}
        key = "table, no unit"
        if has_amounts:
            key = "table"
            values["unit"] = unit_name(self.phrases.writer.unit, self.phrases.language)
        return Marked(self.phrases.say(key, **values) + notes)


class BudgetTables:
    """The tables of a program's years and strands, as its balance has them."""

    def __init__(self, subject: Subject, phrases: Phrases, captions: Captions) -> None:
        """Take what the note is of, and what writes it."""
        self.subject = subject
        self.phrases = phrases
        self.say = phrases.say
        self.writer = phrases.writer
        self.captions = captions

    def tables(self) -> Iterator[Table]:
        """Yield the table of years, and that of strands, where there are any."""
        own = self.subject.overview
        money = own.figures.money
        if not own.by_year or not (money.has_budget or money.has_uses or money.calendar.accounts):
            return
        years = YearTable(own, self.writer)
        across = years.across()
        notes, title = self._all_notes(), self.say("table of years")
        if len(across.columns) <= MOST_ACROSS + 1:
            yield self._across(across, self.captions.of(title, notes))
        else:
            yield self._down(years.down(), self.captions.of(title, ""))
        strands = StrandTable(own, self.writer).grids()
        if strands:
            caption = self.captions.of(self.say("table of strands"), notes)
            yield self._strands(strands[-1] if len(strands[0].columns) > 9 else strands[0], caption)

    def notes(self, tables: Iterable[Table]) -> Iterator[Paragraph]:
        """Yield what the signs in tables mean, where there are any."""
        cells = [cell for table in tables for row in table.rows for cell in row.cells]
        unknown = self.subject.overview.figures.money.unknown
        if any(cell.endswith(("+ ?", "- ?")) for cell in cells) and unknown:
            ids = sorted({each.entry.partition(".")[2] for each in unknown})
            entries = ", ".join(ids)
            note = self.writer.say("note, unknown", signs="+ ?, - ?", entries=entries)
            yield Paragraph(without_marks(note))

    def _all_notes(self) -> Marked:
        """Return the marks of everything that the figures of all years come from."""
        marks = [
            marks
            for row in self.subject.overview.by_year
            for marks in (self._budget_notes(str(row.year)), self._use_notes(str(row.year)))
        ]
        spans = self.subject.overview.joined
        marks += [self._use_notes(str(span.years)) for span in spans]
        return Marked("".join(dict.fromkeys(marks)))

    # Years.

    def _across(self, grid: Grid, caption: str) -> Table:
        """Write years across: marks stand at the figures of budgets, estimates and use."""
        states = [cell.text for cell in grid.rows[0].cells]
        columns = [Column("", is_words=True)]
        for column, state in zip(grid.columns[1:], states[1:], strict=True):
            is_estimate = state == self.writer.say("BO")
            heading = f"{state} {column.heading}" if is_estimate else column.heading
            columns.append(Column(without_marks(heading)))
        rows = []
        for row in grid.rows[1:]:
            name, *cells = row.cells
            own = [
                self._figure(name.text, column.heading, cell)
                for column, cell in zip(grid.columns[1:], cells, strict=True)
            ]
            if not any(own):
                own = [
                    text or ("" if cell == NOT_APPLICABLE else self.writer.say("not stated"))
                    for text, cell in zip(own, cells, strict=True)
                ]
            rows.append(Row((self._row_name(name.text, row.indent), *own), row.stands_out))
        return Table(caption, tuple(columns), tuple(rows))

    def _row_name(self, name: str, indent: int) -> str:
        if name == self.writer.say("estimate"):
            name = self.say("estimates")
        return without_marks(name if indent else name[:1].upper() + name[1:])

    def _figure(self, name: str, period: str, cell: Cell) -> str:
        text = self._text(cell)
        if not text and cell != NOT_APPLICABLE:
            return self._not_known(name, period)
        notes = self._notes_of(name, period) if text else None
        return without_marks(text) if notes is None else Marked(without_marks(text) + notes)

    def _not_known(self, name: str, period: str) -> str:
        """Write that a figure is not known, or not split; joined years say it together."""
        if _years(period) is None or not self._is_joined(period):
            return self.writer.say("not stated")
        is_single = "-" not in period
        return self.say("not split") if is_single and self._is_use(name) else ""

    def _or_not_known(self, cell: Cell) -> str:
        """Write a cell; what does not apply is empty, and what is not known says so."""
        return self._text(cell) or ("" if cell == NOT_APPLICABLE else self.writer.say("not stated"))

    def _text(self, cell: Cell) -> str:
        """Write a cell; what does not apply, or is not known, is empty."""
        text = f"{cell.text} {cell.suffix}" if cell.suffix else cell.text
        return "" if cell == NOT_APPLICABLE else text

    def _is_use(self, name: str) -> bool:
        return name in {self.writer.say(key) for key in ("used", "used, awarded")}

    def _is_joined(self, period: str) -> bool:
        years = _years(period)
        joined = self.subject.overview.joined
        return years is not None and any(years.within(each.years) for each in joined)

    def _notes_of(self, name: str, period: str) -> Marked | None:
        """Return the marks of a budget, an estimate or a use; None of what follows from them."""
        own: dict[str, Callable[[str], Marked]] = {
            "binding": self._budget_notes,
            "appropriated": self._act_notes,
            "estimate": self._budget_notes,
            "used": self._use_notes,
            "used, awarded": self._use_notes,
            "outturn": self._use_notes,
        }
        for key, notes in own.items():
            if name == self.writer.say(key) or name.startswith(f"{self.writer.say(key)} ("):
                return notes(period)
        return None

    def _budget_notes(self, period: str) -> Marked:
        years = _years(period)
        if years is None:
            return Marked("")
        return self.phrases.notes.each(self.subject.budget_entries(years))

    def _act_notes(self, period: str) -> Marked:
        years = _years(period)
        if years is None:
            return Marked("")
        return self.phrases.notes.each(map(self.subject.act_of, each_of(years)))

    def _use_notes(self, period: str) -> Marked:
        years = _years(period)
        if years is None or self._is_estimate(years):
            return Marked("")
        return self.phrases.notes.of(self.subject.use_entries(years))

    def _is_estimate(self, years: Years) -> bool:
        estimates = self.subject.overview.years_in(State.ESTIMATE)
        return all(year in estimates for year in each_of(years))

    def _down(self, grid: Grid, caption: str) -> Table:
        """Write years down: marks stand at the year."""
        columns = tuple(
            Column(without_marks(column.whole), column.is_words) for column in grid.columns
        )
        rows = []
        for row in grid.rows:
            name, *cells = row.cells
            notes = self._budget_notes(name.text) + self._use_notes(name.text)
            state, *figures = cells
            texts = map(without_marks, (state.text, *map(self._or_not_known, figures)))
            rows.append(Row((Marked(without_marks(name.text) + notes), *texts), row.stands_out))
        return Table(caption, columns, tuple(rows))

    # Strands.

    def _strands(self, grid: Grid, caption: str) -> Table:
        table = plain_table(grid, caption)
        rows = []
        for row, of_grid in zip(table.rows, grid.rows, strict=True):
            names, figures = of_grid.cells[:2], of_grid.cells[2:]
            texts = (*(cell.text for cell in names), *map(self._or_not_known, figures))
            rows.append(replace(row, cells=tuple(map(without_marks, texts))))
        return replace(table, rows=tuple(rows))


def plain_table(grid: Grid, caption: str) -> Table:
    """Return a grid as a table, without marks in its cells."""
    columns = tuple(Column(without_marks(column.whole), column.is_words) for column in grid.columns)
    rows = tuple(
        Row(tuple(without_marks(_joined(cell)) for cell in row.cells), row.stands_out)
        for row in grid.rows
    )
    return Table(caption, columns, rows)


def _joined(cell: Cell) -> str:
    text = cell.text.replace("\n", ", ")
    return f"{text} {cell.suffix}" if cell.suffix else text


def _years(period: str) -> Years | None:
    """Return the years that a column is of; None of a sum of all."""
    first, _, last = period.partition("-")
    if not first.isdecimal() or (last and not last.isdecimal()):
        return None
    return Years(int(first), int(last or first))
