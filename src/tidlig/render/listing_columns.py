"""The columns of lists of entries: of every kind its keys, and the figures that lists of it show.

A column of a key is made from the kind's own description, so a new kind has its columns too.
"""

import datetime as dt
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields
from functools import cache
from typing import Any, NamedTuple

from tidlig.arithmetic.listing import (
    ListRow,
    program_of,
    stated_fields,
    strand_of,
    years_of,
)
from tidlig.arithmetic.movements import BUDGET
from tidlig.arithmetic.unknown_amounts import MORE
from tidlig.model.entry import Entry, key_of
from tidlig.model.grants import Amendment, Award
from tidlig.model.keys import meaning, rows_of
from tidlig.model.kinds import ALL_KINDS
from tidlig.model.records import Recipient
from tidlig.model.spelling import caseless
from tidlig.model.texts import Identifier
from tidlig.model.years import Month, Years
from tidlig.render import values
from tidlig.render.balance_columns import CHARGED
from tidlig.render.balance_columns import FIGURES as HEADINGS
from tidlig.render.columns import DATA, Column, Figure, amount, text
from tidlig.render.entry_writer import EntryWriter
from tidlig.render.sentences import SENTENCES
from tidlig.render.style import Style
from tidlig.render.values import id_of


@dataclass(frozen=True, slots=True)
class Item:
    """A row, and what writes its values for people; data needs none."""

    row: ListRow
    writer: EntryWriter | None = None

    @property
    def entry(self) -> Entry:
        """The entry of the row, which a total has not."""
        assert self.row.entry is not None
        return self.row.entry


class ListColumn(NamedTuple):
    """A column, and the value that rows are put in order by; None for that of its cell."""

    column: Column[Item]
    value: Callable[[ListRow], Any] | None = None


_DEFAULTS: Mapping[str, tuple[str, ...]] = {
    "program": ("name", "account", "years", "budget", "awarded", "outturn"),
    "strand": ("name", "program", "account", "budget", "awarded", "outturn"),
    "agreement": ("name", "program", "date", "years", "agreed"),
    "appropriation": ("act", "program", "date", "appropriated", "restated"),
    "reprioritisation": ("id", "date", "from", "to", "years", "amount"),
    "carry-over": ("program", "strand", "from", "to", "date", "amount"),
    "lapse": ("program", "strand", "year", "date", "reason", "amount"),
    "round": ("name", "program", "announced", "deadline", "decided", *CHARGED),
    "pool": ("name", "program", "strand", "round", "frame", *CHARGED),
    "award": ("recipient", "cvr", "reference", "date", "title", "years", *CHARGED),
    "amendment": ("award", "recipient", "date", "years", "reason", "amount"),
    "payment": ("recipient", "award", "reference", "date", "amount"),
    "return": ("recipient", "award", "kind", "date", "reason", "amount"),
    "outturn": ("program", "strand", "year", "date", "amount"),
    "recipient": ("name", "kind", "cvr", *CHARGED),
    "source": ("id", "title", "publisher", "date", "reference"),
    "statement": ("measure", "program", "strand", "years", "value", "as_of", "source"),
    "register": ("id", "kind", "program", "columns"),
    "table": ("id", "kind", "file", "columns"),
}  # fmt: skip
"""The columns that a list has unless others are chosen; of another kind all that say anything."""

_ORDERS: Mapping[str, tuple[str, ...]] = {
    "award": ("recipient", "date"),
    "recipient": ("name",),
    "amendment": ("date",),
    "payment": ("date",),
    "return": ("date",),
}
"""What lists are put in order by unless something else is said; others have the ledger's order."""

_DROPPED = (
    "cvr", "title", "reference", "years", "account", "publisher", "reason", "strand", "round",
    "announced", "deadline", "program", "date",
)  # fmt: skip
"""The columns that narrow terminals leave out, the first of them first."""


_PARTING = re.compile(", |/| eller ")
"""What parts words that a column may be typed by one by one."""


@cache
def columns_of(kind: str) -> tuple[ListColumn, ...]:
    """Return all columns of lists of a kind: its id, its keys, and its figures."""
    cls = ALL_KINDS[kind]
    by_name: dict[str, ListColumn] = {}
    for each in (_ID, *_derived(cls), *_keys(cls), *_figures(cls)):
        by_name.setdefault(each.column.name, each)
    return tuple(by_name.values())


def defaults(kind: str, rows: Iterable[ListRow]) -> list[ListColumn]:
    """Return the columns of a list of a kind unless others are chosen."""
    names = _DEFAULTS.get(kind)
    if names is not None:
        return named(kind, names)
    items = [Item(row) for row in rows]
    return [
        each
        for each in columns_of(kind)
        if any(any(each.column.fields(item)) for item in items) or each is _ID
    ]


def orders(kind: str) -> list[ListColumn]:
    """Return the columns that a list is put in order by unless another is chosen."""
    return named(kind, _ORDERS.get(kind, ()))


def named(kind: str, names: Iterable[str]) -> list[ListColumn]:
    """Return columns by their names."""
    by_name = {each.column.name: each for each in columns_of(kind)}
    return [by_name[name] for name in names]


def dropped_after(name: str) -> int:
    """Return when a narrow terminal leaves a column out: the least first, 0 for never."""
    return _DROPPED.index(name) + 1 if name in _DROPPED else 0


def words_of(kind: str) -> dict[str, str]:
    """Return the names of columns by all words that they may be typed by."""
    words: dict[str, str] = {}
    for each in columns_of(kind):
        column = each.column
        shown = (*SENTENCES.get(column.word, ()), *SENTENCES.get(column.name, ()))
        for word in (column.name, *shown):
            for part in (word, *_PARTING.split(word)):
                for typed in (part, part.replace(" ", "-"), part.replace("_", "-")):
                    words.setdefault(caseless(typed), column.name)
    return {**words, **{each.column.name: each.column.name for each in columns_of(kind)}}


# The id.

_ID = ListColumn(
    text("id", "The id of the entry.", lambda item: id_of(item.entry), word="list: id"),
)


# Keys, as an entry states them.


def _keys(cls: type[Entry]) -> Iterator[ListColumn]:
    stated = stated_fields(cls)
    own = [each for each in fields(cls) if each.name not in ("id", "stands_in", "accept")]
    shared = {each.name for each in fields(Entry)}
    for each in sorted(own, key=lambda each: each.name in shared):
        rows = rows_of(each)
        if rows is not None and issubclass(rows, Entry):
            continue
        key, help = key_of(each), meaning(cls, key_of(each)) or "As the entry has it."
        if each.name in stated:
            yield ListColumn(_amount(each.name, key, help))
        else:
            yield _key(each.name, key, help)


def _key(name: str, key: str, help: str) -> ListColumn:
    def value(row: ListRow) -> Any:
        return values.of_key(name, getattr(row.entry, name))

    def cell(item: Item, style: Style) -> str:
        del style
        assert item.writer is not None
        written = item.writer.value(key, value(item.row), item.entry)
        return id_of(item.entry) if key == "name" and not written else written

    def field(item: Item) -> str:
        own = value(item.row)
        if own in (None, ()):
            return ""
        return own if isinstance(own, str) else values.text(own)

    def data(item: Item) -> Any:
        own = value(item.row)
        return None if own in (None, ()) else values.data(own)

    has_exact_text = name == "value"  # of a statement: an amount as written, or a count
    column = text(
        key, help, field, word=_word(key), cell=cell, data=field if has_exact_text else data,
    )  # fmt: skip
    return ListColumn(column, value)


def _word(key: str) -> str:
    """Return the key of a column's word; one that has none in the catalogue is its own."""
    return f"key {key}" if f"key {key}" in SENTENCES else key


def _amount(name: str, key: str, help: str) -> Column[Item]:
    def figure(item: Item) -> Figure | None:
        stated = item.row.stated.get(name)
        if stated is None:
            return None
        return Figure(stated.money, key, {key: MORE} if stated.is_unknown else {})

    return amount(key, help, figure, word=_word(key))


# What follows from an entry's award and recipient.


def _derived(cls: type[Entry]) -> Iterator[ListColumn]:
    if cls is Recipient:
        return
    is_of_award = cls is Award or any(each.name == "award" for each in fields(cls))
    if not is_of_award:
        return
    yield RECIPIENT
    yield RECIPIENT_NAME
    yield CVR
    yield PROGRAM
    yield STRAND
    if cls in (Award, Amendment):
        yield YEARS


def _recipient(item: Item) -> str | None:
    award = item.row.award
    return None if award is None else award.recipient


def _recipient_name(item: Item) -> str | None:
    recipient = item.row.recipient
    return None if recipient is None else recipient.name


def _recipient_cell(item: Item, style: Style) -> str:
    """Name who an award is given to: a recipient by name, several by their number."""
    del style
    assert item.writer is not None
    award = item.row.award
    if award is None:
        return ""
    if award.recipient is not None:
        return item.writer.value("recipient", award.recipient, award)
    return item.writer.value("recipients", award.recipients, award)


def _cvr(item: Item) -> str | None:
    recipient = item.row.recipient
    return None if recipient is None else recipient.cvr


def _program(item: Item) -> str | None:
    program = program_of(item.row)
    return None if program is None else Identifier(program)


def _strand(item: Item) -> str | None:
    strand = strand_of(item.row)
    return None if strand is None else Identifier(strand)


def _program_cell(item: Item, style: Style) -> str:
    del style
    assert item.writer is not None
    program = program_of(item.row)
    return item.writer.value("program", program, item.entry)


def _strand_cell(item: Item, style: Style) -> str:
    del style
    assert item.writer is not None
    strand = strand_of(item.row)
    if strand is None:
        return ""
    return item.writer.name("strand", f"{program_of(item.row)}/{strand}", strand)


def _years(row: ListRow) -> Years | None:
    return None if row.entry is None else years_of(row.entry)


RECIPIENT = ListColumn(
    text(
        "recipient", "The recipient of the award; in a table its name.", _recipient,
        word="key recipient", cell=_recipient_cell,
    )
)  # fmt: skip
RECIPIENT_NAME = ListColumn(
    text("recipient_name", "The name of the recipient.", _recipient_name, parts=DATA)
)
CVR = ListColumn(text("cvr", "The CVR number of the recipient.", _cvr, word="key cvr"))
PROGRAM = ListColumn(
    text(
        "program", "The program that the award is charged to.", _program, word="key program",
        cell=_program_cell,
    )
)  # fmt: skip
STRAND = ListColumn(
    text(
        "strand", "The strand that the award is charged to.", _strand, word="key strand",
        cell=_strand_cell,
    )
)  # fmt: skip
YEARS = ListColumn(
    text(
        "years", "The years that it is charged to.", lambda item: str(_years(item.row) or ""),
        word="key years",
    ),
    _years,
)  # fmt: skip


# Figures.


def _figures(cls: type[Entry]) -> Iterator[ListColumn]:
    """Yield the figures of a kind that adds up others, or that states none of its own as such."""
    headings = cls.described.figures
    if cls is Recipient:
        headings = CHARGED
    states_amount = any(each.name == "amount" for each in fields(cls))
    if cls.described.adds_up or not states_amount:
        for heading in headings:
            made_of = () if cls is Award else _MADE_OF.get(heading, (heading,))
            yield ListColumn(_figure(heading, made_of))


_MADE_OF: Mapping[str, tuple[str, ...]] = {
    "budget": BUDGET,
    "returned": ("awarded", "returned"),
    "paid": ("awarded", "paid"),
    "outstanding": ("awarded", "returned", "paid"),
    "uncommitted": (*BUDGET, "awarded", "returned"),
}
"""The headings one of which must have moved anything, or a figure says nothing: 0 would be known.

For others it is their own. An award is there, so of it 0 is known.
"""


def _figure(heading: str, made_of: Sequence[str]) -> Column[Item]:
    help = next(column.help for column in HEADINGS if column.name == heading)

    def figure(item: Item) -> Figure | None:
        row = item.row
        is_silent = bool(made_of) and row.moved.isdisjoint(made_of)
        if heading not in row.figures or (is_silent and heading not in row.doubts):
            return None
        return Figure(row.figures[heading], heading, row.doubts)

    return amount(heading, help, figure, word=_IN_LINES.get(heading))


_IN_LINES = {"returned": "returned or repaid"}
"""Words that wrap in a narrow column, in place of those of balances."""


def sort_value(each: ListColumn, row: ListRow) -> Any:
    """Return the value of a row that is put in order as it is; None where its cell decides."""
    value = None if each.value is None else each.value(row)
    if isinstance(value, bool):
        return None
    if isinstance(value, int):
        return value
    return str(value) if isinstance(value, dt.date | Month | Years) else None
