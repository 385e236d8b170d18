"""The rows of a whole ledger in an SQLite database in memory, for rules about many entries.

A row is known by its `at`: the number of its file in the ledger, and that of the row in the file.
A check asks for the rows that are at fault, and opens these alone to say so. Every process fills
its own database from columns that it made or opened whole: nothing is read from a database's file.

Amounts are in øre. One that is unknown, or too large for a sum of many to fit 63 bits, is NULL
with `exact` 0: queries then name its award, and Python decides with its own whole numbers.
"""

import datetime as dt
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cached_property
from itertools import chain
from typing import TYPE_CHECKING, Any

from tidlig.arithmetic.charging import BudgetLine, StatedPlace, budget_line_at
from tidlig.arithmetic.ledger import Ledger
from tidlig.index.columns import Columns, columns_of, is_of_many, many_of
from tidlig.model.entry import Ident
from tidlig.model.grants import Amendment, Award, Payment, Return

if TYPE_CHECKING:
    import sqlite3

FILE = 1 << 32
"""What an `at` has for each file before its own."""

_EXACT = 1 << 36
"""Amounts up to here, in øre, are added by SQLite: 134 million of them still fit 63 bits."""

SCHEMA = """
CREATE TABLE award(at INTEGER PRIMARY KEY, place INT, party TEXT, date INT, first INT, last INT,
  ore INT, half INT, exact INT, same INT, reference TEXT, level INT, beside INT, cited INT);
CREATE TABLE on_award(at INTEGER PRIMARY KEY, kind INT, award INT, payee TEXT, party TEXT,
  date INT, year INT, ore INT, half INT, exact INT, reference TEXT);
CREATE TABLE amended(award INT, ore INT, half INT, exact INT);
"""
"""`award.place` is a number in `Rows.places`; `on_award.award` and `amended.award` are the `at` of
the award. A kind of `on_award` is 0 for a payment, 1 for a refund, 2 for an annulment; its party
is who is paid, the recipient where no payee is named. Those on unknown awards are left out."""

_INDEXES = """
CREATE INDEX award_place ON award(place, date, first, last, beside, cited);
CREATE INDEX on_award_award ON on_award(award);
CREATE INDEX amended_award ON amended(award);
ANALYZE;
"""


def at(file: int, row: int) -> int:
    """Give the `at` of a row of a file."""
    return file * FILE + row


_CHARGED_AT = (
    "SELECT at FROM award WHERE place = ?",
    "SELECT on_award.at FROM on_award JOIN award ON award.at = on_award.award WHERE place = ?",
)

Row = Award | Payment | Return
Opener = Callable[[int, Sequence[int]], Iterable[Any]]
"""Gives the rows of a file by the file's number and theirs."""


class Rows:
    """The awards, payments and returns of a readable ledger: asked about as tables, or opened."""

    def __init__(
        self,
        ledger: Ledger,
        columns: Sequence[Columns],
        opener: Opener,
        party: Callable[[str], str],
        *,
        is_whole: bool = False,
    ) -> None:
        """Keep a ledger, its files' columns, what opens rows, and what tells parties by their id.

        Of the ledger only entries that are not rows are asked for, but when it is whole.
        """
        self.ledger, self.is_whole = ledger, is_whole
        self.columns = columns
        self._opener, self._party = opener, party
        self._opened: dict[int, Row] = {}
        self._answers: dict[tuple[object, ...], list[tuple[Any, ...]]] = {}

    @cached_property
    def places(self) -> Sequence[StatedPlace]:
        """Where awards say that they are charged, each once."""
        return tuple(self._place_numbers)

    @cached_property
    def budget_lines(self) -> Sequence[BudgetLine]:
        """The program and strand, or none, that each of the places is charged to."""
        return tuple(_known_line(place, self.ledger) for place in self.places)

    @cached_property
    def _place_numbers(self) -> dict[StatedPlace, int]:
        numbers: dict[StatedPlace, int] = {}
        for each in self.columns:
            for place in each.places:
                numbers.setdefault(place, len(numbers))
        return numbers

    def ask(self, query: str, *values: object) -> list[tuple[Any, ...]]:
        """Answer a query about the tables."""
        if not any(each.rows for each in self.columns):
            return []
        asked = query, values
        if asked not in self._answers:
            self._answers[asked] = self._database.execute(query, values).fetchall()
        return self._answers[asked]

    def at(self, *ats: int) -> Iterator[Any]:
        """Open rows, in the order of what is asked for."""
        wanted = dict.fromkeys(at for at in ats if at not in self._opened)
        by_file: dict[int, list[int]] = {}
        for at in sorted(wanted):
            by_file.setdefault(at // FILE, []).append(at % FILE)
        for file, numbers in by_file.items():
            for number, entry in zip(numbers, self._opener(file, numbers), strict=True):
                self._opened[file * FILE + number] = entry
        return (self._opened[at] for at in ats)

    def ask_and_open(self, query: str, *values: object) -> Iterator[tuple[Any, ...]]:
        """Open the rows that a query names; each of its columns is an `at`."""
        found = self.ask(query, *values)
        opened = self.at(*(at for row in found for at in row))
        for row in found:
            yield tuple(next(opened) for _ in row)

    @cached_property
    def awards(self) -> Mapping[str, int]:
        """The `at` of each award, by its id."""
        found: dict[str, int] = {}
        for number, each in enumerate(self.columns):
            for id, row in zip(each.awards.id, each.awards.row, strict=True):
                found.setdefault(id, number * FILE + row)
        return found

    @cached_property
    def amended(self) -> Mapping[str, Award]:
        """The awards that amendments change, by their ids."""
        ats = self.ask("SELECT DISTINCT award FROM amended")
        return {award.id: award for award in self.at(*(at for (at,) in ats))}

    def ledger_with(self, places: Iterable[int]) -> Ledger:
        """The ledger with the rows that are charged at some places; others may be there or not."""
        if self.is_whole:
            return self.ledger
        ats: list[int] = []
        for place in places:
            ats += (at for query in _CHARGED_AT for (at,) in self.ask(query, place))
        rows: list[list[Row]] = [[] for _ in self.columns]
        ats.sort()
        for at, entry in zip(ats, self.at(*ats), strict=True):
            rows[at // FILE].append(entry)
        core = self.ledger
        contents = tuple(
            replace(file, entries=(*(e for e in file.entries if not is_of_many(e)), *opened))
            for file, opened in zip(core.contents, rows, strict=True)
        )
        return Ledger(core.settings, contents, core.as_of, core.documents)

    @cached_property
    def kept(self) -> tuple[Row, ...]:
        """The rows with an unknown amount or an `accept`."""
        ats = (file * FILE + row for file, each in enumerate(self.columns) for row in each.kept)
        return tuple(self.at(*ats))

    def on_awards(self, awards: Iterable[int]) -> Iterator[tuple[Award, list[Payment | Return]]]:
        """Open awards by their `at`, each with all payments and returns on it."""
        on = {
            award: [at for (at,) in self.ask("SELECT at FROM on_award WHERE award = ?", award)]
            for award in awards
        }
        opened = self.at(*(at for award, ats in on.items() for at in (award, *ats)))
        for ats in on.values():
            yield next(opened), [next(opened) for _ in ats]

    @cached_property
    def _database(self) -> "sqlite3.Connection":
        import sqlite3
        from weakref import finalize

        # A later Python warns of one that nobody closes, and any thread may come to close it.
        database = sqlite3.connect(":memory:", isolation_level=None, check_same_thread=False)
        finalize(self, database.close)
        database.executescript(SCHEMA)
        database.execute("BEGIN")
        self._fill(database)
        database.execute("COMMIT")
        database.executescript(_INDEXES)
        return database

    def _fill(self, database: "sqlite3.Connection") -> None:
        recipients: dict[int, str | None] = {}
        parties = {id: self._party(id) for each in self.columns for id in each.parties}
        for number, each in enumerate(self.columns):
            rows = _award_rows(each, number * FILE, self._place_numbers, parties)
            recipients.update((row[0], row[2]) for row in rows)
            _insert(database, "award", rows)
        for number, each in enumerate(self.columns):
            on = _on_award_rows(each, number * FILE, self.awards, recipients, parties)
            _insert(database, "on_award", list(on))
        _insert(database, "amended", list(_amended_rows(self.ledger, self.awards)))


def rows_of(ledger: Ledger, party: Callable[[str], str]) -> Rows:
    """Make the rows of a ledger whose entries are all at hand."""
    many = [many_of(contents) for contents in ledger.contents]
    columns = [columns_of(entries) for entries in many]
    return Rows(
        ledger, columns, lambda file, rows: [many[file][row] for row in rows], party, is_whole=True
    )


def award_at(place: StatedPlace) -> Award:
    """Make an award that is charged at a place, of which nothing else is known."""
    pool, program, strand, round = (None if id is None else Ident(id) for id in place)
    return Award(
        id="", stands_in="", date=dt.date.min, amount=(), pool=pool, program=program,
        strand=strand, round=round,
    )  # fmt: skip


def _known_line(place: StatedPlace, ledger: Ledger) -> BudgetLine:
    line = budget_line_at(place, ledger.pools)
    assert line is not None
    return line


_AT_ONCE = 50
"""So many rows go in with one statement, which is quicker; more have too many values for some."""


def _insert(database: "sqlite3.Connection", table: str, rows: Sequence[tuple[Any, ...]]) -> None:
    for start in range(0, len(rows), _AT_ONCE):
        some = rows[start : start + _AT_ONCE]
        values = ",".join([f"({','.join('?' * len(some[0]))})"] * len(some))
        database.execute(f"INSERT INTO {table} VALUES{values}", tuple(chain.from_iterable(some)))


def _exact(ore: int | None, half: int) -> bool:
    return ore is not None and abs(ore) <= _EXACT and half <= _EXACT


def _award_rows(
    each: Columns, start: int, numbers: Mapping[StatedPlace, int], parties: Mapping[str, str]
) -> list[tuple[Any, ...]]:
    places = [numbers[place] for place in each.places]
    names = [parties[id] for id in each.parties]
    return [
        (
            start + row, places[place], None if recipient is None else names[recipient],
            date, first, last, *_amount(ore, half), same, reference, level, beside, cited,
        )
        for row, _, place, recipient, date, first, last, ore, half, same, reference, level,
        beside, cited in zip(*each.awards, strict=True)
    ]  # fmt: skip


def _amount(ore: int | None, half: int) -> tuple[int | None, int, bool]:
    return (ore, half, True) if _exact(ore, half) else (None, 0, False)


def _on_award_rows(
    each: Columns,
    start: int,
    awards: Mapping[str, int],
    recipients: Mapping[int, str | None],
    parties: Mapping[str, str],
) -> Iterator[tuple[Any, ...]]:
    for row, kind, _, award, payee, date, year, ore, half, reference in zip(
        *each.on_awards, strict=True
    ):
        at = awards.get(award)
        if at is None:
            continue
        paid = None if payee is None else each.parties[payee]
        party = recipients[at] if paid is None else parties[paid]
        amount = _amount(ore, half)
        yield start + row, kind, at, paid, party, date, year, *amount, reference


def _amended_rows(ledger: Ledger, awards: Mapping[str, int]) -> Iterator[tuple[Any, ...]]:
    from tidlig.arithmetic.movements import has_unknown, money_by_years, sum_money

    for entry in ledger.of(Amendment):
        at = awards.get(entry.award)
        if at is not None:
            money = sum_money(
                part for _, part in money_by_years(entry.amount, entry.years, entry.date)
            )
            ore = None if has_unknown(entry) else money.ore
            yield at, *_amount(ore, money.half)
