"""The list of entries of a kind as a report: a row for each, and the total of their amounts.

All formats have the columns that are chosen; data has the id before them.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any, NamedTuple

from tidlig.arithmetic.entry_facts import entry_names
from tidlig.arithmetic.ledger import Ledger
from tidlig.arithmetic.listing import Listing, reaches_beyond
from tidlig.arithmetic.related import entry_name
from tidlig.model.money import Money
from tidlig.model.spelling import danish_order
from tidlig.model.texts import Identifier
from tidlig.render import columns, grid
from tidlig.render.amount_cells import amount_cell, are_inexact
from tidlig.render.balance import cut_spans_data
from tidlig.render.block_page import BlockPage, BlockReport, Sentence, Table, dated, later, stamp
from tidlig.render.columns import Column, Part, half_widths
from tidlig.render.csv_text import Rows
from tidlig.render.entry_writer import EntryWriter
from tidlig.render.figures import Writer
from tidlig.render.grid import EMPTY, Cell, Grid, Row
from tidlig.render.listing_columns import (
    RECIPIENT,
    RECIPIENT_NAME,
    Item,
    ListColumn,
    columns_of,
    defaults,
    dropped_after,
    orders,
    sort_value,
)
from tidlig.render.report import Context
from tidlig.render.sentences import SENTENCES, word
from tidlig.render.style import is_rounded

SCHEMA = "tidlig.list/1"


class Sort(NamedTuple):
    """A column to put rows in order by: words from the first, amounts from the largest.

    With `is_turned` the other way.
    """

    column: ListColumn
    is_turned: bool = False


@dataclass(frozen=True, slots=True)
class Shown:
    """How a list is shown: its columns and order, if any are chosen, and what it is limited to."""

    columns: tuple[ListColumn, ...] = ()
    sort: Sort | None = None
    limits: tuple[str, ...] = ()


def report(
    ledger: Ledger,
    listing: Listing,
    context: Context,
    shown: Shown,
    *,
    is_unit_fixed: bool = False,
) -> BlockReport:
    """Entries of a kind as a report, in any format."""
    own = _List(ledger, listing, context, shown)
    return BlockReport(
        SCHEMA,
        context,
        is_unit_fixed,
        own.amounts(),
        lambda writer, is_text: _Page(own, writer, is_text).page(),
        own.rows,
        own.data,
    )


@dataclass(frozen=True, slots=True)
class _List:
    """A list with its columns, in order."""

    ledger: Ledger
    listing: Listing
    context: Context
    shown: Shown

    @property
    def kind(self) -> str:
        return self.listing.choice.kind.kind

    @property
    def chosen(self) -> list[ListColumn]:
        return list(self.shown.columns) or defaults(self.kind, self.listing.rows)

    @property
    def in_data(self) -> list[Column[Item]]:
        """The columns of CSV and JSON: the id, and the name of a recipient beside its id."""
        first = columns_of(self.kind)[0]
        own = [first, *self.chosen]
        if RECIPIENT in own:
            own.insert(own.index(RECIPIENT) + 1, RECIPIENT_NAME)
        return list(dict.fromkeys(each.column for each in own))

    @property
    def writer(self) -> EntryWriter:
        style = self.context.style
        names = entry_names(self.ledger)
        for program in self.ledger.programs.values():
            names[entry_name(program)] = program.short or program.name
        return EntryWriter(style.language, style.unit, names)

    def items(self) -> list[Item]:
        """The rows in their order, with what writes them."""
        writer = self.writer
        items = [Item(row, writer) for row in self.listing.rows]
        if self.shown.sort is not None:
            return self._sorted(items, self.shown.sort)
        for each in reversed(orders(self.kind)):
            items = self._sorted(items, Sort(each))
        return items

    def _sorted(self, items: Sequence[Item], sort: Sort) -> list[Item]:
        """Put rows in order; those that have no value come last."""
        each, column = sort.column, sort.column.column
        keyed = [(self._key(each, item), item) for item in items]
        known = [(key, item) for key, item in keyed if key is not None]
        is_down = (column.figure is not None) != sort.is_turned
        known.sort(key=lambda pair: pair[0], reverse=is_down)
        return [item for _, item in known] + [item for key, item in keyed if key is None]

    def _key(self, each: ListColumn, item: Item) -> Any:
        if each.column.figure is not None:
            figure = each.column.figure(item)
            known = None if figure is None else figure.known
            return None if known is None else known.ore
        value = sort_value(each, item.row)
        if value is not None:
            return value
        cell = each.column.cell(item, self.context.style)
        return danish_order(cell) if cell else None

    def amounts(self) -> list[Money]:
        """Every amount of the table."""
        own = [each.column for each in self.chosen]
        rows = (*self.listing.rows, self.listing.whole)
        return columns.amounts(own, map(Item, rows))

    def rows(self) -> Rows:
        """A row of CSV for each entry, the headings first."""
        in_csv = columns.of_part(self.in_data, Part.CSV)
        yield columns.headings(in_csv)
        for item in self.items():
            yield columns.fields(in_csv, item)

    def data(self) -> dict[str, Any]:
        """The list as JSON has it; money is kroner as text."""
        own = self.in_data
        sums = [column for column in own if column.figure is not None]
        halves = half_widths(*sums)
        return {
            "kind": self.kind,
            "rows": [columns.record((*own, halves), item) for item in self.items()],
            "total": columns.record((*sums, halves), Item(self.listing.whole)),
            "number": len(self.listing.rows),
            "cut_spans": cut_spans_data(self.listing.cut_spans),
        }


# The page.


@dataclass(frozen=True, slots=True)
class _Page:
    """Writes the page in a unit and a language."""

    list: _List
    writer: Writer
    is_text: bool

    def say(self, key: str, **values: object) -> str:
        return self.writer.say(f"list: {key}", **values)

    def page(self) -> BlockPage:
        own, context = self.list, self.list.context
        items = own.items()
        shown = self._columns(items)
        words = own.listing.choice.kind.described.words
        is_danish = self.writer.language == "da"
        heading = words.danish_heading if is_danish else words.english_heading
        limits = ", ".join(own.shown.limits)
        about = [self.say("only", what=limits)] if limits else []
        about.append(later(self.writer, context))
        return BlockPage(
            (self.say("title", kind=heading, number=len(own.listing.rows)), ""),
            ("; ".join(filter(None, about)), dated(self.writer, context)),
            [[self._table(shown, items)]] if items else [[Sentence(self.say("nothing"))]],
            tuple(self._notes(shown)) if items else (),
            stamp(context),
        )

    def _table(self, own: Sequence[Column[Item]], items: Sequence[Item]) -> Table:
        """The table; one that is narrow leaves out columns that nobody chose."""
        whole = self._grid(own, items)
        if self.list.shown.columns:
            return Table(whole, (whole,))
        named = zip(whole.columns, own, strict=True)
        dropping = [
            replace(over, drops=dropped_after(column.name) if number else 0)
            for number, (over, column) in enumerate(named)
        ]
        narrow = Grid(tuple(dropping), whole.rows)
        return Table(whole, (narrow,))

    def _columns(self, items: Sequence[Item]) -> Sequence[Column[Item]]:
        """The columns of the table; words that no row has are left out unless they are chosen."""
        own = columns.of_part((each.column for each in self.list.chosen), Part.TABLE)
        if self.list.shown.columns:
            return own
        style = self.list.context.style
        return [
            column
            for column in own
            if column.figure is not None or any(column.cell(item, style) for item in items)
        ]

    def _grid(self, own: Sequence[Column[Item]], items: Sequence[Item]) -> Grid:
        are_circa = [self._is_circa(column, items) for column in own]
        headings = [
            grid.Column(self._heading(column, circa=circa), column.is_words)
            for column, circa in zip(own, are_circa, strict=True)
        ]
        rows = [Row(tuple(self._cells(own, item, are_circa))) for item in items]
        has_total = len(items) > 1 and any(column.figure is not None for column in own)
        if has_total:
            rows.append(Row(tuple(self._total(own, are_circa)), stands_out=True))
        return Grid(tuple(headings), tuple(rows))

    def _cells(
        self, own: Sequence[Column[Item]], item: Item, are_circa: Sequence[bool]
    ) -> Iterator[Cell]:
        for column, circa in zip(own, are_circa, strict=True):
            if column.figure is None:
                yield Cell(column.cell(item, self.list.context.style))
            else:
                yield amount_cell(column.figure(item), self.writer, circa=not circa)

    def _total(self, own: Sequence[Column[Item]], are_circa: Sequence[bool]) -> Iterator[Cell]:
        whole = Item(self.list.listing.whole)
        for number, (column, circa) in enumerate(zip(own, are_circa, strict=True)):
            if column.figure is not None:
                yield amount_cell(column.figure(whole), self.writer, circa=not circa)
            else:
                yield EMPTY if number else Cell(self.writer.say("in all"))

    def _heading(self, column: Column[Item], *, circa: bool) -> str:
        """Return the word over a column; a key that the catalogue has no word for is its own."""
        is_own = column.word == column.name and column.word not in SENTENCES
        over = column.name if is_own else word(column.word, self.writer.language)
        return f"{over} {self.writer.circa}" if circa else over

    def _is_circa(self, column: Column[Item], items: Sequence[Item]) -> bool:
        """Whether all figures of a column are inexact, so that its heading says so."""
        if column.figure is None or not self.is_text:
            return False
        figures = (column.figure(item) for item in items)
        return are_inexact(figure for figure in figures if figure and figure.written)

    def _notes(self, shown: Sequence[Column[Item]]) -> Iterator[str]:
        own = self.list
        of_payments = {column.name for column in shown} & {"paid", "outstanding"}
        if own.listing.without_payments and of_payments:
            programs = ", ".join(map(Identifier, own.listing.without_payments))
            yield self.writer.say("note, no payments", programs=programs)
        if own.listing.choice.money.years is not None and _reach_beyond(own.listing, shown):
            yield self.say("note, whole amounts")
        if own.listing.cut_spans:
            yield own.context.style.word("outside")
        if is_rounded(own.amounts(), self.writer.unit):
            yield self.writer.say("log: note, rounded")


def _reach_beyond(listing: Listing, shown: Sequence[Column[Item]]) -> bool:
    """Whether amounts are shown as entries state them, of years that are not chosen."""
    stated = {f"key {key}" for key in ("amount", "total", "frame", "split", "yearly")}
    if not any(column.word in stated for column in shown):
        return False
    return any(reaches_beyond(row, listing.choice) for row in listing.rows)
