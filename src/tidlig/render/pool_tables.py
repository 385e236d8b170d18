"""The tables of rounds and pools: pools counted by strand, and pools with rows of their own."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from tidlig.arithmetic.pool_groups import CountedPools, RoundGroup
from tidlig.arithmetic.pools import PoolRow
from tidlig.model.decisions import Program
from tidlig.model.money import UNKNOWN
from tidlig.render import columns, grid
from tidlig.render.amount_cells import NOT_STATED, amount_cell, are_inexact
from tidlig.render.block_page import Block, Sentence, Table
from tidlig.render.columns import Column, Part
from tidlig.render.figures import Writer
from tidlig.render.grid import EMPTY, Cell, Grid, Row
from tidlig.render.pool_columns import COLUMNS, FIGURES, IN_LINES, WIDE
from tidlig.render.pool_lines import kinds_text
from tidlig.render.sentences import word
from tidlig.render.style import Style

Columns = Sequence[Column[PoolRow]]


@dataclass(frozen=True, slots=True)
class PoolTables:
    """Writes the tables of a round, or of the pools that are in none.

    As text, a column whose figures are all inexact says so in its heading alone.
    """

    program: Program
    group: RoundGroup
    writer: Writer
    style: Style
    is_text: bool

    def say(self, key: str, **values: object) -> str:
        """Return a sentence of the report on pools."""
        return self.writer.say(f"pools: {key}", **values)

    def tables(self) -> Iterator[list[Block]]:
        """Yield each table with what belongs below it."""
        if self.group.counted:
            table = self._counted(self.group.counted)
            yield [Table(table, (table,))]
        if self.group.listed:
            narrow = self._listed(self._shown(()))
            table_of_pools = Table(self._listed(self._shown(WIDE)), (narrow,))
            yield [table_of_pools, *self._price_levels()]

    # Pools that are counted.

    def _counted(self, counted: Sequence[CountedPools]) -> Grid:
        """Pools without names and frames, by strand and by who may apply."""
        rows = [pools.row for pools in counted]
        has_kinds = any(pools.eligible for pools in counted)
        figures = [
            column
            for column in COLUMNS
            if column.name in ("awarded", "annulled") and _is_filled(column, rows)
        ]
        body = [
            Row((*self._names(pools, has_kinds=has_kinds), *self._cells(figures, pools.row, rows)))
            for pools in counted
        ]
        if len(counted) > 1:
            number = sum(pools.number for pools in counted)
            in_all = (Cell(self.writer.say("in all")), Cell(str(number)))
            empty = [EMPTY] * (has_kinds + len(figures))
            body.append(Row((*in_all, *empty), stands_out=True))
        headings = [*self._name_headings(has_kinds=has_kinds), *self._headings(figures, rows)]
        return Grid(tuple(headings), tuple(body))

    def _name_headings(self, *, has_kinds: bool) -> Iterator[grid.Column]:
        yield grid.Column(self.writer.say("strand"), is_words=True)
        yield grid.Column(self.say("number of pools"))
        if has_kinds:
            yield grid.Column(self.say("eligible"), is_words=True)

    def _names(self, pools: CountedPools, *, has_kinds: bool) -> Iterator[Cell]:
        strand = pools.strand
        yield Cell(self.writer.say("not split by strand") if strand is None else strand.name)
        yield Cell(str(pools.number))
        if has_kinds:
            yield Cell(kinds_text(pools.eligible, self.writer.language))

    # Pools with rows of their own.

    @property
    def _rows(self) -> list[PoolRow]:
        """The pools with a name or a frame, and their sum."""
        total = [] if self.group.total is None else [self.group.total]
        return [*self.group.listed, *total]

    def _shown(self, more: Sequence[str]) -> Columns:
        """The columns of a table: some always, `more` and all others where they say anything."""
        in_table = columns.of_part(COLUMNS, Part.TABLE)
        of_pools = [column for column in in_table if column.name not in IN_LINES]
        chosen = [column for column in of_pools if column.name not in WIDE or column.name in more]
        return [column for column in chosen if self._is_shown(column)]

    def _is_shown(self, column: Column[PoolRow]) -> bool:
        if column.name == "annulled":
            return _is_filled(column, self._rows)
        if column.name in ("name", *FIGURES):
            return True
        return any(column.cell(row, self.style) for row in self._rows)

    def _listed(self, shown: Columns) -> Grid:
        body = []
        for row in self._rows:
            cells = list(self._cells(shown, row, self._rows))
            if row is self.group.total:
                cells[0] = Cell(self.writer.say("in all"))
            body.append(Row(tuple(cells), stands_out=row is self.group.total))
        return Grid(tuple(self._headings(shown, self._rows)), tuple(body))

    def _price_levels(self) -> Iterator[Sentence]:
        pools = [row.pool for row in self.group.listed if row.pool]
        levels = sorted({pool.price_level for pool in pools if pool.price_level})
        if len(levels) == 1:
            yield Sentence(self.say("prices of", year=levels[0]))
        elif levels:
            yield Sentence(self.say("prices of some", years=", ".join(map(str, levels))))

    # Cells of both.

    def _headings(self, shown: Columns, rows: Sequence[PoolRow]) -> Iterator[grid.Column]:
        for column in shown:
            name = word(column.word, self.writer.language)
            if self._is_circa(column, rows):
                name = f"{name} {self.writer.circa}"
            yield grid.Column(name, is_words=column.is_words)

    def _is_circa(self, column: Column[PoolRow], rows: Sequence[PoolRow]) -> bool:
        """Whether all figures of a column are inexact, so that its heading says so."""
        if column.figure is None or not self.is_text:
            return False
        return are_inexact(column.figure(row) for row in rows)

    def _cells(self, shown: Columns, row: PoolRow, rows: Sequence[PoolRow]) -> Iterator[Cell]:
        for column in shown:
            yield self._cell(column, row, circa=not self._is_circa(column, rows))

    def _cell(self, column: Column[PoolRow], row: PoolRow, *, circa: bool) -> Cell:
        if column.name == "frame" and row.frame is UNKNOWN:
            return NOT_STATED
        if column.figure is None:
            return Cell(self._text(column, row))
        figure = column.figure(row)
        if column.name == "annulled" and figure is not None:
            figure = figure._replace(money=-figure.money)
        return amount_cell(figure, self.writer, circa=circa)

    def _text(self, column: Column[PoolRow], row: PoolRow) -> str:
        if column.name != "strand":
            return column.cell(row, self.style)
        names = {strand.id: strand.name for strand in self.program.strands}
        id = (row.pool and row.pool.strand) or ""
        return names.get(id, id)


def _is_filled(column: Column[PoolRow], rows: Sequence[PoolRow]) -> bool:
    return any(columns.is_filled(column, row) for row in rows)
