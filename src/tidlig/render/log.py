"""The report on movements in order: an entry a row, and what budgets come to as of each date.

With detail, each entry is followed by its lines. A table leaves out lines of 0, of which an act
states many; JSON, and CSV with detail, have them.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any, NamedTuple

from tidlig.arithmetic.ledger import Ledger
from tidlig.arithmetic.log import Balance, EntryRow, Journal, LogRow
from tidlig.arithmetic.movements import UNSPLIT, Line
from tidlig.arithmetic.related import display_name
from tidlig.model.decisions import Program, Strand
from tidlig.model.entry import Entry
from tidlig.model.money import ZERO, Money, Unit, in_unit
from tidlig.model.texts import Identifier
from tidlig.render import columns, grid
from tidlig.render.amount_cells import NOT_STATED, amount_cell, are_inexact, money_cell
from tidlig.render.balance import cut_spans_data
from tidlig.render.block_page import (
    BlockPage,
    BlockReport,
    Lines,
    Sentence,
    Table,
    dated,
    later,
    stamp,
)
from tidlig.render.columns import DATA, Column, Figure, Part, amount, count, half_widths, text
from tidlig.render.csv_text import Rows
from tidlig.render.figures import MORE, Writer
from tidlig.render.grid import EMPTY, Cell, Grid, Row
from tidlig.render.log_words import LogWords
from tidlig.render.report import Context
from tidlig.render.sentences import word
from tidlig.render.style import Style, is_rounded
from tidlig.render.values import address

SCHEMA = "tidlig.log/2"


class Opening(NamedTuple):
    """The balance before the first movement of a log."""

    balance: Balance


Moved = EntryRow | LogRow
"""What a row is of: an entry, or a movement of one."""

Balanced = EntryRow | LogRow | Opening
"""What has a balance: a row, or what was before the first."""


def report(
    ledger: Ledger,
    journal: Journal,
    context: Context,
    *,
    detail: bool = False,
    is_unit_fixed: bool = False,
) -> BlockReport:
    """Movements in order as a report, in any format."""
    return BlockReport(
        SCHEMA,
        context,
        is_unit_fixed,
        amounts(journal, detail=detail),
        lambda writer, is_text: _Page(ledger, journal, context, writer, detail, is_text).page(),
        lambda: rows(journal, detail=detail),
        lambda: as_data(journal),
    )


def rows(journal: Journal, *, detail: bool = False) -> Rows:
    """A row of CSV for each entry or movement, the headings first, and the balance before."""
    in_csv = columns.of_part(COLUMNS, Part.CSV)
    yield columns.headings(in_csv)
    if journal.before is not None:
        opening = Opening(journal.before)
        yield [field for column in in_csv for field in _opening_fields(column, opening)]
    moved: Sequence[Moved] = journal.rows if detail else journal.entries
    for row in moved:
        yield columns.fields(in_csv, row)


def as_data(journal: Journal) -> dict[str, Any]:
    """A log as JSON has it; money is kroner as text."""
    since, before = journal.choice.since, journal.before
    opening = None if before is None else Opening(before)
    return {
        "since": None if since is None else since.isoformat(),
        "before": opening and columns.record((*BALANCES, half_widths(*BALANCES)), opening),
        "entries": [columns.record(COLUMNS, row) for row in journal.entries],
        "movements": [columns.record(COLUMNS, row) for row in journal.rows],
        "hidden": journal.hidden,
        "cut_spans": cut_spans_data(journal.cut_spans),
        "unknown": [address(entry) for entry in journal.unknown],
    }


def amounts(journal: Journal, *, detail: bool = False) -> list[Money]:
    """Every amount in the table."""
    key = _balance_column(journal).name
    moneys = [row.amount for row in journal.entries if row.amount is not None]
    if journal.shows_balance:
        moneys += [getattr(row.balance, key) for row in journal.entries if row.changes_balance]
        if journal.before is not None:
            moneys.append(getattr(journal.before, key))
    if detail:
        moneys += [row.amount for row in journal.rows if row.amount is not None]
    return moneys


def line_name(line: Line) -> str:
    """Write where money is counted, without its years: "program" or "program/strand"."""
    return Identifier(line.program if line.strand == UNSPLIT else f"{line.program}/{line.strand}")


def _opening_fields(column: Column[Any], opening: Opening) -> Sequence[str]:
    """Write what was before as a row of CSV, marked by "before" in place of an entry."""
    if column in BALANCES:
        return column.fields(opening)
    return ("before",) if column.name == "entry" else ("",) * len(column.headings)


def _balance_column(journal: Journal) -> Column[Balanced]:
    """The column of the balance: of awards, or of budgets."""
    return OUTSTANDING if journal.choice.of_awards else BUDGET


# The page.


@dataclass(frozen=True, slots=True)
class _Page:
    """Writes the page in a unit and a language."""

    ledger: Ledger
    journal: Journal
    context: Context
    writer: Writer
    detail: bool
    is_text: bool

    def say(self, key: str, **values: object) -> str:
        return self.writer.say(f"log: {key}", **values)

    @property
    def words(self) -> LogWords:
        entries = [scope.entry for scope in self.journal.choice.scopes]
        subjects = frozenset(entry.id for entry in entries if entry.kind == "recipient")
        lines = self.journal.budget_lines
        return LogWords(self.ledger, lines, self.writer.language, self._money, subjects)

    def _money(self, money: Money) -> str:
        return money_cell(money, self.writer).text

    @property
    def programs(self) -> list[str]:
        """The programs of all that is counted, in the order of the ledger."""
        counted = {program for program, _ in self.journal.budget_lines}
        return [id for id in self.ledger.programs if id in counted]

    def page(self) -> BlockPage:
        has_before = self.journal.before is not None and self.journal.shows_balance
        has_rows = bool(self.journal.entries) or has_before
        name, account = self._subject()
        about = [later(self.writer, self.context)]
        if self.journal.choice.years is not None:
            about.insert(0, self.say("only years", years=self.journal.choice.years))
        return BlockPage(
            (name, account),
            ("; ".join(filter(None, about)), dated(self.writer, self.context)),
            [[self._tables()], *self._legend()]
            if has_rows
            else [[Sentence(self.say("no movements"))]],
            tuple(self._notes()) if has_rows else tuple(self._open()),
            stamp(self.context),
        )

    def _subject(self) -> tuple[str, str]:
        """What the log is of, and its account."""
        entries = [scope.entry for scope in self.journal.choice.scopes]
        if not entries and len(self.programs) == 1:
            entries = [self.ledger.programs[self.programs[0]]]
        if not entries:
            number = len(self.programs)
            title = "movements of programs" if number else "movements"
            return self.say(title, number=number), ""
        accounts = [getattr(entry, "account", None) for entry in entries]
        account = accounts[-1]
        named = self.writer.say("account of", account=account) if account else ""
        what = ", ".join(name for entry in entries for name in self._names(entry))
        return self.say("movements of", what=what), named

    def _names(self, entry: Entry) -> Iterator[str]:
        if isinstance(entry, Strand):
            entries = [scope.entry for scope in self.journal.choice.scopes]
            program = self.ledger.programs[entry.program]
            if program not in entries:
                yield program.name
        yield display_name(entry) or address(entry)

    def _legend(self) -> Iterator[list[Lines]]:
        """The names of the programs whose accounts stand in a narrow table."""
        if self.is_text and len(self.programs) > 1:
            own = [self.ledger.programs[id] for id in self.programs]
            accounts = tuple((str(each.account), each.name) for each in own if each.account)
            if accounts:
                yield [Lines(accounts, is_for_narrow=True)]

    def _open(self) -> Iterator[str]:
        """Name the amounts a year without an end, which no row has."""
        for stated in self.journal.open:
            program = self.ledger.programs[stated.program]
            figure, name = self._money(stated.yearly), program.short or program.name
            yield self.say("open", name=name, figure=figure, year=stated.years.first)

    def _notes(self) -> Iterator[str]:
        yield from self._open()
        yield from self._balance_notes()
        zeros = sum(row.amount == ZERO for row in self.journal.rows) if self.detail else 0
        if zeros:
            yield self.say("note, zeros", number=zeros)
        if self.journal.cut_spans:
            yield self.context.style.word("outside")
        if is_rounded(amounts(self.journal, detail=self.detail), self.writer.unit):
            yield self.say("note, rounded")

    def _balance_notes(self) -> Iterator[str]:
        """Say what the last column is, or why there is none."""
        of_awards = self.journal.choice.of_awards
        if self.journal.without_payments and of_awards:
            programs = ", ".join(map(Identifier, self.journal.without_payments))
            yield self.writer.say("note, no payments", programs=programs)
        if self.journal.shows_balance:
            yield self.say("note, outstanding" if of_awards else "note, budget after")
            if self.journal.hidden:
                yield self.say("note, hidden")

    # The table.

    def _tables(self) -> Table:
        """The table with names of programs and ids, with accounts, and with dates before words."""
        shape = self._shape()
        narrow = replace(shape, is_wide=False)
        return Table(
            self._table(shape),
            (self._table(narrow), self._table(replace(narrow, has_dates=False))),
        )

    def _shape(self) -> "_Shape":
        moneys = amounts(self.journal, detail=True)
        return _Shape(
            is_wide=True,
            has_dates=True,
            has_programs=len(self.programs) > 1,
            is_circa=self._is_circa(),
            has_halves=self.detail and any(not money.exact for money in moneys),
            more=tuple(self._more_columns()),
        )

    def _table(self, shape: "_Shape") -> Grid:
        rows = [*self._before(shape), *self._rows(shape)]
        return Grid(tuple(self._headings(shape)), tuple(rows))

    def _headings(self, shape: "_Shape") -> Iterator[grid.Column]:
        if shape.has_dates:
            yield grid.Column(self.say("date"), is_words=True)
            if shape.has_programs:
                yield grid.Column(self.writer.say("program"), is_words=True)
        yield grid.Column(self.say("movement"), is_words=True)
        yield grid.Column(self.say("years"), is_words=True)
        for column in shape.more:
            yield grid.Column(word(column.word, self.writer.language))
        heading = self.say("amount")
        yield grid.Column(f"{heading} {self.writer.circa}" if shape.is_circa else heading)
        if shape.has_halves:
            yield grid.Column(self.say("give or take"))
        if self.journal.shows_balance:
            balance = _balance_column(self.journal)
            yield grid.Column(word(balance.word, self.writer.language))

    def _is_circa(self) -> bool:
        """Whether all amounts are inexact, so that the heading says so."""
        rows: Sequence[Moved] = self.journal.entries
        return self.is_text and are_inexact(_amount(row) for row in rows)

    def _more_columns(self) -> list[Column[Moved]]:
        """The columns of the table that are added to the list."""
        in_table = columns.of_part(COLUMNS, Part.TABLE)
        return [column for column in in_table if column.name not in _IN_TABLE]

    def _before(self, shape: "_Shape") -> Iterator[Row]:
        if self.journal.before is not None and self.journal.shows_balance:
            date = self.say("before date", date=self.journal.choice.since)
            cell = self._balance(Opening(self.journal.before))
            width = len(list(self._headings(shape)))
            yield Row((Cell(date), *[EMPTY] * (width - 2), cell))

    def _rows(self, shape: "_Shape") -> Iterator[Row]:
        for row in self.journal.entries:
            yield Row(tuple(self._cells(row, shape)))
            if self.detail:
                for line in row.rows:
                    if line.is_unknown or line.movement.money.ore:
                        yield Row(tuple(self._line_cells(line, row, shape)))

    def _cells(self, row: EntryRow, shape: "_Shape") -> Iterator[Cell]:
        date = str(row.date or self.say("undated"))
        does = self.words.of_entry(row)
        programs = [self._programs_of(row, shape)] if shape.has_programs else []
        if shape.has_dates:
            yield from map(Cell, (date, *programs, does))
        else:
            yield Cell(" ".join((date, *programs, does)))
        yield Cell(str(row.years))
        for column in shape.more:
            yield Cell(column.cell(row, self.context.style))
        yield from self._amount_cells(row, shape)
        if self.journal.shows_balance:
            yield self._balance(row) if row.changes_balance else EMPTY

    def _line_cells(self, line: LogRow, owner: EntryRow, shape: "_Shape") -> Iterator[Cell]:
        does = self.words.of_line(line, owner, with_id=shape.is_wide)
        if shape.has_dates:
            yield from [EMPTY] * (1 + shape.has_programs)
        yield Cell(f"  {does}", tone="dim")
        yield Cell(str(line.years), tone="dim")
        yield from [EMPTY] * len(shape.more)
        yield from self._amount_cells(line, shape)
        if self.journal.shows_balance:
            yield EMPTY

    def _amount_cells(self, row: Moved, shape: "_Shape") -> Iterator[Cell]:
        """The amount, and its half-width where the table has these."""
        money = row.amount
        if money is None:
            yield NOT_STATED
        else:
            cell = money_cell(money, self.writer, circa=not shape.is_circa)
            yield replace(cell, suffix=MORE) if row.is_unknown else cell
        if shape.has_halves:
            is_exact = money is None or money.exact
            yield EMPTY if is_exact or money is None else Cell(self._half(money))

    def _half(self, money: Money) -> str:
        unit = _fine(self.writer.unit, money.half)
        return in_unit(Money(money.half), unit, self.writer.language)

    def _programs_of(self, row: EntryRow, shape: "_Shape") -> str:
        """The programs of an entry: by name, and by account where there is little space."""
        moved = {program for program, _ in row.lines}
        own = [self.ledger.programs[id] for id in self.programs if id in moved]
        return ", ".join(_short_name(each, by_account=not shape.is_wide) for each in own)

    def _balance(self, balanced: Balanced) -> Cell:
        column = _balance_column(self.journal)
        assert column.figure is not None
        return amount_cell(column.figure(balanced), self.writer)


@dataclass(frozen=True, slots=True)
class _Shape:
    """What all rows of a table have in common.

    A wide one has names and ids. Without dates of their own, dates stand before what entries do.
    """

    is_wide: bool
    has_dates: bool
    has_programs: bool
    is_circa: bool
    has_halves: bool
    more: tuple[Column[Moved], ...]


def _short_name(program: Program, *, by_account: bool) -> str:
    if by_account and program.account:
        return program.account
    return program.short or program.name


def _fine(unit: Unit, ore: int) -> Unit:
    """Return a unit with as many decimals as an amount needs."""
    decimals = unit.decimals
    while ore * 10**decimals % unit.ore:
        decimals += 1
    return unit._replace(decimals=decimals)


# What the columns are of.


def _date(row: Moved) -> str | None:
    return None if row.date is None else row.date.isoformat()


def _heading_cell(row: Moved, style: Style) -> str:
    return word(f"log: moved, {row.heading}", style.language)


def _years(row: Moved) -> str:
    return str(row.years)


def _program(row: Moved) -> str | None:
    """The program, where all is on one."""
    programs = {program for program, _ in row.lines}
    return Identifier(programs.pop()) if len(programs) == 1 else None


def _strand(row: Moved) -> str | None:
    """The strand, where all is on one."""
    return Identifier(next(iter(row.lines))[1]) if len(row.lines) == 1 else None


def _amount(row: Moved) -> Figure | None:
    """What is moved, where all of it is known."""
    return None if row.amount is None or row.is_unknown else Figure(row.amount)


AMOUNT: Column[Moved] = amount(
    "amount", "What was moved, if all of it is known; of an act its net change.", _amount,
    word="log: amount",
)  # fmt: skip
BUDGET: Column[Balanced] = amount(
    "budget", "What budgets come to, with estimates: of entries at the end of the date.",
    lambda row: Figure(row.balance.budget, "budget", row.balance.doubts), word="log: budget after",
)  # fmt: skip
OUTSTANDING: Column[Balanced] = amount(
    "outstanding", "What is not paid of awards: of entries at the end of the date.",
    lambda row: Figure(row.balance.outstanding, "outstanding", row.balance.doubts),
    word="log: outstanding",
)  # fmt: skip
BALANCES = (BUDGET, OUTSTANDING)
"""What there is after a movement; a table has the one that the log is about."""

COLUMNS: tuple[Column[Moved], ...] = (
    text("date", "When it takes effect.", _date, word="log: date"),
    text("entry", "The entry; of accounts the first; in a table what the entry does.",
         lambda row: address(row.entry), word="log: movement"),
    count("number", "How many entries the row is of.", lambda row: row.number, parts=DATA),
    text(
        "heading", "What it is counted as; `budget` for an act that states years first and others "
        "anew.", lambda row: row.heading, cell=_heading_cell, parts=DATA,
    ),
    text("program", "The program, where all is on one.", _program, parts=DATA),
    text("strand", "The strand, where all is on one.", _strand, parts=DATA),
    text(
        "years", "The year or span, or the first to the last year in which anything is moved.",
        _years, word="log: years", data=lambda row: list(row.years),
    ),
    text("pool", "The pool.", lambda row: Identifier(row.pool or ""), parts=DATA),
    text("recipient", "The recipient.", lambda row: row.recipient, parts=DATA),
    AMOUNT,
    *BALANCES,
    half_widths(AMOUNT, *BALANCES),
)  # fmt: skip
"""The columns, in the order of every format."""

_IN_TABLE = ("date", "entry", "years", "amount", "budget", "outstanding")
"""The columns that the table has in places of their own."""
