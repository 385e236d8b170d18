"""The report on rounds and pools: what was announced, awarded and applied for.

Empty, and null in JSON, is not known; it is not 0. For people, program and round are headings;
pools with a name or a frame have rows, the others are counted by strand.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from tidlig.arithmetic.ledger import Ledger
from tidlig.arithmetic.pool_groups import ProgramGroup, RoundGroup, groups
from tidlig.arithmetic.pools import PoolRow, Pools
from tidlig.model.grants import Round
from tidlig.model.money import Money
from tidlig.model.texts import Identifier
from tidlig.render import columns
from tidlig.render.block_page import (
    Block,
    BlockPage,
    BlockReport,
    Heading,
    Lines,
    Sentence,
    dated,
    later,
    stamp,
)
from tidlig.render.columns import Part
from tidlig.render.csv_text import Rows
from tidlig.render.figures import Writer
from tidlig.render.pool_columns import COLUMNS, COUNTED, IN_LINES, IN_TABLES
from tidlig.render.pool_lines import RoundLines, when_text
from tidlig.render.pool_tables import PoolTables
from tidlig.render.report import Context
from tidlig.render.sentences import word
from tidlig.render.style import Style, is_rounded

SCHEMA = "tidlig.pools/2"


def report(
    ledger: Ledger, pools: Pools, context: Context, *, is_unit_fixed: bool = False
) -> BlockReport:
    """Rounds and pools as a report, in any format."""
    return BlockReport(
        SCHEMA,
        context,
        is_unit_fixed,
        amounts(pools),
        lambda writer, is_text: _Page(ledger, pools, context, writer, is_text).page(),
        lambda: rows(pools),
        lambda: as_data(pools),
    )


def rows(pools: Pools) -> Rows:
    """A row of CSV for each round and pool, the headings first."""
    in_csv = columns.of_part(COLUMNS, Part.CSV)
    yield columns.headings(in_csv)
    for row in pools.rows:
        yield columns.fields(in_csv, row)


def as_data(pools: Pools) -> dict[str, Any]:
    """Rounds and pools as JSON has them; money is kroner as text."""
    return {
        "rows": [row_data(row) for row in pools.rows],
        "unknown": [Identifier(id) for id in pools.unknown],
    }


def row_data(row: PoolRow) -> dict[str, Any]:
    """One round or pool as JSON has it."""
    return columns.record(COLUMNS, row)


def amounts(pools: Pools) -> list[Money]:
    """Every amount that the page may show."""
    moneys: list[Money] = []
    for row in pools.rows:
        if isinstance(row.frame, Money):
            moneys.append(row.frame)
        if row.awarded is not None and row.returned is not None:
            returned = row.returned
            moneys.append(row.awarded)
            moneys += [returned.annulled, returned.annulled_later, returned.refunded]
    return moneys


def facts(row: PoolRow, style: Style) -> list[tuple[str, str]]:
    """What is counted of one round or pool beside its amounts, where it is known."""
    counted = [column for column in COLUMNS if column.name in COUNTED]
    pairs = [(word(column.word, style.language), column.cell(row, style)) for column in counted]
    return [(label, cell) for label, cell in pairs if cell]


# The page.


@dataclass(frozen=True, slots=True)
class _Page:
    """Writes the page in a unit and a language."""

    ledger: Ledger
    pools: Pools
    context: Context
    writer: Writer
    is_text: bool

    def say(self, key: str, **values: object) -> str:
        return self.writer.say(f"pools: {key}", **values)

    @property
    def style(self) -> Style:
        return replace(self.context.style, unit=self.writer.unit)

    def page(self) -> BlockPage:
        programs = groups(self.pools.rows, self.ledger)
        shown = [group for program in programs for group in self._of_program(program)]
        return BlockPage(
            (self.say("rounds and pools"), dated(self.writer, self.context)),
            (later(self.writer, self.context), ""),
            shown or [[Sentence(self.say("nothing in pools"))]],
            tuple(self._notes()),
            stamp(self.context),
        )

    def _notes(self) -> Iterator[str]:
        if is_rounded(amounts(self.pools), self.writer.unit):
            yield self.writer.say("log: note, rounded")

    def _of_program(self, group: ProgramGroup) -> Iterator[Sequence[Block]]:
        program = group.program
        name = ", ".join(filter(None, (program.name, program.account)))
        yield [Heading(name)]
        for round_group in group.rounds:
            yield from self._of_round(group, round_group)

    def _of_round(self, program: ProgramGroup, group: RoundGroup) -> Iterator[Sequence[Block]]:
        """The heading with the first table; further tables; and lines, behind a table apart."""
        tables = [
            *PoolTables(program.program, group, self.writer, self.style, self.is_text).tables()
        ]
        assert self.context.provenance.as_of is not None
        lines = RoundLines(
            program.program, group, self.ledger.pools, self.context.provenance.as_of, self.writer
        )
        rows = (*lines.lines(), *self._other_facts(group.whole))
        head: list[Block] = [Heading(self._round_name(group.round), 2)] if group.round else []
        if tables:
            head += tables[0]
        elif rows:
            head.append(Lines(rows))
        yield head
        yield from tables[1:]
        if tables and rows:
            yield [Lines(rows)]

    def _round_name(self, round: Round) -> str:
        id = Identifier(round.id)
        name = f"{round.name} ({id})" if round.name else id
        if round.announced is None:
            return name
        announced = when_text(round.announced, self.writer.language)
        return self.say("round announced", name=name, date=announced)

    def _other_facts(self, whole: PoolRow | None) -> Iterator[tuple[str, str]]:
        """What columns say of a round that no table and no line above says."""
        if whole is None:
            return
        for column in columns.of_part(COLUMNS, Part.TABLE):
            if column.name not in IN_TABLES and column.name not in IN_LINES:
                cell = column.cell(whole, self.style)
                if cell:
                    yield word(column.word, self.writer.language), cell
