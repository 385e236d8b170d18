"""An entry's own keys and values, as text as the ledger has it, and as data for programs."""

import datetime as dt
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import fields, is_dataclass
from functools import singledispatch
from typing import Any

from tidlig.model.decisions import End, Program, Strand, StrandSplit
from tidlig.model.entry import Entry, KindCount, KindRange, YearAmount, key_of
from tidlig.model.grants import Applications, KindDate
from tidlig.model.money import Money, Unknown, kroner, plain
from tidlig.model.records import Stated
from tidlig.model.tables import AlsoMade, Constant, KeyColumn, LineAcceptance
from tidlig.model.texts import Identifier, identifier
from tidlig.model.years import Month, Years
from tidlig.render.style import Language

_NAMES = {"name", "title"}
_ELSEWHERE = {"id", "stands_in", "source", "note", "accept"}
"""What is shown in a place of its own, not among the keys; names are too."""

_NESTED = {Program: "strands", Strand: "program"}
"""Keys that the heading of an entry has, or that are entries of their own below it."""


def keys(entry: Entry) -> Iterator[tuple[str, Any]]:
    """The keys that an entry has with their values, its own first."""
    for key, value in keys_and_name(entry):
        if key not in _NAMES:
            yield key, value


def keys_and_name(entry: Entry) -> Iterator[tuple[str, Any]]:
    """The keys that an entry has with their values, its name or title too."""
    left_out = {*_ELSEWHERE, _NESTED.get(type(entry))}
    for field in sorted(fields(entry), key=lambda field: field.name == "tags"):
        value = getattr(entry, field.name)
        if field.name not in left_out and value not in (None, ()):
            yield key_of(field), of_key(field.name, value)


_FILE_NUMBERS = ("reference", "award", "pool", "round", "program", "strand")
"""What may be a file number, and so is taken for personal data only where that is certain."""


def of_key(key: str, value: object) -> object:
    """The value of a key; an id or a file number as an identifier."""
    is_number = key in _FILE_NUMBERS and isinstance(value, str)
    return Identifier(value) if is_number else value


def id_of(entry: Entry) -> str:
    """The id of an entry, as an identifier unless it may hold a name."""
    return identifier(entry.kind, entry.id)


def address(entry: Entry) -> str:
    """The address of an entry, as an identifier unless it may hold a name."""
    return identifier(entry.kind, entry.address)


Write = Callable[[Money], str]
"""What writes an amount."""


@singledispatch
def text(value: Any, money: Write = kroner) -> str:
    """Write a value for people, exactly as the ledger has it.

    `money` writes its amounts, in kroner; without it, as messages have them.
    """
    if is_dataclass(value):
        return ", ".join(f"{key} {text(field, money)}" for key, field in _fields(value))
    return value if isinstance(value, str) else str(value)


text.register(Money, lambda value, money=kroner: money(value))
text.register(Unknown, lambda value, _money=kroner: str(value.value))
text.register(Years, lambda value, _money=kroner: str(value))
text.register(Stated, lambda value, _money=kroner: str(value.text))
text.register(Month, lambda value, _money=kroner: str(value))
text.register(YearAmount, lambda value, money=kroner: f"{value.year}: {text(value.amount, money)}")
text.register(KindCount, lambda value, _money=kroner: f"{value.kind} {value.number}")
text.register(KindRange, lambda value, _money=kroner: f"{value.kind} {_range(value)}")
text.register(KindDate, lambda value, _money=kroner: f"{value.kind} {value.date}")
text.register(KeyColumn, lambda value, _money=kroner: f"{value.key}: {value.heading}")
text.register(Constant, lambda value, _money=kroner: f"{value.key} = {value.written}")
text.register(
    LineAcceptance,
    lambda value, money=kroner: f"{value.id} ({text(value.acceptances, money)})",
)
text.register(
    StrandSplit, lambda value, money=kroner: f"{value.strand} ({text(value.split, money)})"
)


@text.register(End)
def _(value: End, _money: Write = kroner) -> str:
    return value.outside or Identifier("/".join(filter(None, (value.program, value.strand))))


@text.register(AlsoMade)
def _(value: AlsoMade, _money: Write = kroner) -> str:
    what = ", ".join(filter(None, (text(value.columns), text(value.constants))))
    return f"{value.kind} ({what})"


@text.register(tuple)
def _(value: tuple[object, ...], money: Write = kroner) -> str:
    has_commas = any(isinstance(item, Applications) for item in value)
    return ("; " if has_commas else ", ").join(text(item, money) for item in value)


@singledispatch
def data(value: Any) -> Any:
    """A value as JSON has it; money is kroner as text."""
    if is_dataclass(value):
        return {key: data(field) for key, field in _fields(value)}
    return value


data.register(Money, lambda value: plain(value.ore))
data.register(Unknown, lambda value: value.value)
data.register(Years, str)
data.register(Stated, lambda value: data(value.figure))
data.register(Month, str)
data.register(dt.date, str)


@data.register(tuple)
def _(value: tuple[Any, ...]) -> Any:
    match value:
        case (YearAmount() | KindCount() | KeyColumn() | Constant(), *_):
            return {str(key): data(amount) for key, amount in value}
        case (KindRange(), *_):
            return {row.kind: _range(row) for row in value}
        case (KindDate(), *_):
            return {by_kind.kind: str(by_kind.date) for by_kind in value}
        case (AlsoMade() | LineAcceptance(), *_):
            return dict(map(_of_lines, value))
    return [data(item) for item in value]


def _of_lines(part: AlsoMade | LineAcceptance) -> tuple[str, dict[str, Any]]:
    """What lines make besides, by kind; or what is accepted of one, by its id."""
    if isinstance(part, LineAcceptance):
        return part.id, dict(part.acceptances)
    names = ("columns", "constants", "accept_lines")
    tables = {name: data(getattr(part, name)) or {} for name in names}
    return part.kind, {**tables, "create": part.create}


def _range(value: KindRange) -> str:
    """Write a count, or a range of them, as a ledger has it."""
    one = value.least == value.most
    return str(value.least) if one else f"{value.least}-{value.most}"


def inexact(value: Any) -> Any:
    """The half-widths of a value, in its own shape; None where it is exact."""
    match value:
        case Stated():
            return inexact(value.figure)
        case Money():
            return None if value.exact else plain(value.half)
        case (YearAmount(), *_):
            return _inexact_years(value)
    return None


def _inexact_years(amounts: Iterable[YearAmount]) -> dict[str, Any] | None:
    half_widths = {str(year): inexact(amount) for year, amount in amounts}
    of_inexact = {year: half for year, half in half_widths.items() if half is not None}
    return of_inexact or None


def _fields(value: Any) -> Iterator[tuple[str, Any]]:
    for field in fields(value):
        field_value = getattr(value, field.name)
        if field_value not in (None, ()):
            yield key_of(field), field_value


def counted(entries: Iterable[Entry], language: Language) -> str:
    """Write how many entries there are of each kind: "12 awards, 2 recipients"."""
    kinds: dict[str, list[Entry]] = {}
    for entry in entries:
        kinds.setdefault(entry.kind, []).append(entry)
    return ", ".join(_counted(own, language) for own in kinds.values())


def _counted(entries: Sequence[Entry], language: Language) -> str:
    words = entries[0].described.words
    one = words.danish if language == "da" else words.english
    many = words.danish_heading if language == "da" else words.english_heading
    return f"{len(entries)} {one if len(entries) == 1 else many.lower()}"
