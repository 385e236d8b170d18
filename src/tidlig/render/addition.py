"""The preview of a new entry or a change: its text, what it does to the money, what checks say.

The figures are those of the balance before and after. What moves is shown below them; budgets less
awards, which are no answer to what may be awarded, are not.
"""

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from tidlig import __version__
from tidlig.arithmetic.addition_effects import LeftChange, Move, YearWarning
from tidlig.arithmetic.figures import Figure
from tidlig.arithmetic.line_changes import LineChange
from tidlig.arithmetic.movements import UNSPLIT, Line
from tidlig.ledger.adding import Addition
from tidlig.ledger.compare import Comparison
from tidlig.ledger.folder import shown_path
from tidlig.model.decisions import Program
from tidlig.model.money import Money
from tidlig.model.personal import masked_line
from tidlig.model.texts import Identifier, Verbatim, escaped
from tidlig.render import changes
from tidlig.render.amount_cells import amount_cell
from tidlig.render.columns import Figure as Amount
from tidlig.render.escaping import for_terminal
from tidlig.render.figures import Writer
from tidlig.render.grid import EMPTY, Cell, Column, Grid, Row
from tidlig.render.sections import Lines, Section, SectionedPage, as_text, grid_of, one_line
from tidlig.render.sentences import unit_name, word
from tidlig.render.style import Style
from tidlig.render.tables import Paint, plain_paint
from tidlig.render.units import fitting_unit

MOST_FINDINGS = 20
"""So many findings are listed of a change; `tidlig check` has all."""

_MOVED = ("agreed", "budget", "awarded", "returned", "paid", "outturn")
"""The movements that are shown below what is left."""


@dataclass(frozen=True, slots=True)
class Effects:
    """What an addition does as of a date: figures that change, and years that warn."""

    date: dt.date
    left: Sequence[LeftChange]
    warnings: Sequence[YearWarning]
    unknown: Move | None = None
    """How an unknown amount of it moves what is left."""


def addition_as_text(
    new: Addition,
    effects: Effects | None,
    style: Style,
    width: int | None = None,
    paint: Paint = plain_paint,
) -> str:
    """Write an addition: its place, its text, and its effects where the ledger can be read."""
    path = for_terminal(Identifier(shown_path(new.target)))
    place = f"{path}, a new file" if new.is_new else path
    lines = [escaped(masked_line(line)) for line in new.text.splitlines()]
    addition = "\n".join([paint(place, "bold"), "", *lines, "", ""])
    if new.compared is None or effects is None:
        return addition
    page = _Page(new.compared, effects, style, "addition does").page()
    return addition + as_text(page, width, paint)


def effect_sections(
    compared: Comparison, effects: Effects, style: Style, heading: str = "change does"
) -> list[Section]:
    """What a change does to the money, and the findings that it brings and mends.

    `heading` is the key of the sentence over the figures.
    """
    return list(_Page(compared, effects, style, heading).sections())


class _Page:
    """Builds the effects of a change, in a unit in which no figure is lost."""

    def __init__(self, compared: Comparison, effects: Effects, style: Style, heading: str) -> None:
        self.compared, self.effects, self.style, self.heading = compared, effects, style, heading
        has_lapse = any(each.heading == "lapsed" for each in effects.left)
        headings = _MOVED if has_lapse else (*_MOVED, "lapsed")
        self.moved = [each for each in compared.difference.lines if each.heading in headings]
        self.writer = Writer(style.unit.whole, style.language)
        if self.moved or effects.left:
            self._money()
            self.writer = Writer(fitting_unit(style.unit, self.writer.written), style.language)

    def page(self) -> SectionedPage:
        source = [Identifier(self.compared.head.origin.shown), Verbatim(f"tidlig {__version__}")]
        return SectionedPage(("", ""), ("", ""), list(self.sections()), source)

    def sections(self) -> Iterator[Section]:
        """Yield what the change does."""
        rows = self._money()
        if rows:
            unit = unit_name(self.writer.unit, self.style.language)
            heading = self.writer.say(self.heading, date=self.effects.date, unit=unit)
            yield Section(heading, self._table(rows))
        else:
            yield Section("", Lines([self.writer.say("addition moves nothing")]))
        warnings = [*map(self._warning, self.effects.warnings), *self._not_counted()]
        if warnings:
            yield Section("", Lines(warnings))
        delta = self.compared.findings
        if delta.new or delta.fixed:
            heading = self.writer.say("findings changed of it")
            yield Section(heading, self._findings())

    def _findings(self) -> Grid:
        """The findings that are new or fixed: the first of very many, and how many more."""
        grid = grid_of(changes.findings(self.compared, self.style))
        more = len(grid.rows) - MOST_FINDINGS
        if more <= 0:
            return grid
        rest = Row((EMPTY, Cell(self.writer.say("findings more", number=more))))
        return replace(grid, rows=(*grid.rows[:MOST_FINDINGS], rest))

    def _not_counted(self) -> Iterator[str]:
        unknown = self.effects.unknown
        if self.moved and not self.effects.left:
            key = "leaves what is left" if unknown is None else f"unknown, {unknown}"
            yield self.writer.say(f"addition {key}")
        yield from changes.not_counted(self.compared, self.style)

    def _warning(self, warning: YearWarning) -> str:
        key = f"award of {warning.reason}"
        return self.writer.say(key, years=warning.years, act=warning.act)

    # The table.

    def _table(self, rows: Sequence[Row]) -> Grid:
        columns = [Column("", is_words=True)]
        columns += [Column(word(key, self.style.language)) for key in ("before", "after", "change")]
        return Grid(tuple(columns), tuple(rows))

    def _money(self) -> list[Row]:
        return [*map(self._left_row, self.effects.left), *map(self._moved_row, self.moved)]

    def _left_row(self, change: LeftChange) -> Row:
        change_text = EMPTY if change.change is None else self._signed(change.change)
        before, after = self._known(change.before), self._known(change.after)
        return Row((Cell(self._left_name(change)), before, after, change_text))

    def _left_name(self, change: LeftChange) -> str:
        if change.pool:
            pool = Identifier(change.pool)
            return one_line(f"{self.writer.say('left of frame')}, {pool}")
        whole = self._name_of(change.program, change.strand)
        return one_line(f"{self.writer.say(change.heading)}, {whole} {change.years}")

    def _program(self, id: str) -> Program:
        """The program of an id: as it is, or as it was."""
        base, head = self.compared.base.ledger, self.compared.head.ledger
        return head.programs.get(id) or base.programs[id]

    def _name_of(self, program: str, strand: str | None) -> str:
        """Name a strand, or a program; by its short name where it has one."""
        own = self._program(program)
        if strand is None:
            return own.short or own.name
        return next((each.name for each in own.strands if each.id == strand), strand)

    def _line_name(self, line: Line) -> str:
        """Name a line: its strand, or its program and that it is not split by strand."""
        if line.strand != UNSPLIT:
            return self._name_of(line.program, line.strand)
        name = self._name_of(line.program, None)
        if not self._program(line.program).strands:
            return name
        return f"{name}, {self.writer.say('not split by strand')}"

    def _known(self, figure: Figure | None) -> Cell:
        """Write a figure; a word where nothing of it is known."""
        cell = self.writer.cell(figure)
        return cell if cell.text else Cell(self.writer.say("not stated"))

    def _signed(self, change: Figure) -> Cell:
        cell = self.writer.cell(change)
        is_more = change.is_exact and (change.most or 0) > 0
        return replace(cell, text=f"+{cell.text}") if is_more else cell

    def _moved_row(self, change: LineChange) -> Row:
        line, heading = change.line, change.heading
        name = f"{word(heading, self.style.language)}, {self._line_name(line)}"
        cells = (
            amount_cell(Amount(money, heading, doubts), self.writer)
            for money, doubts in change.sides
        )
        return Row((Cell(one_line(f"{name} {line.years}")), *cells, self._moved_change(change)))

    def _moved_change(self, change: LineChange) -> Cell:
        if change.heading in change.doubts:
            return Cell("?")
        difference: Money = change.change
        return self._signed(Figure(difference.ore, difference.ore, difference.half))
