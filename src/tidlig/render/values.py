"""An entry's own keys and values, as text for people and as data for programs.

The last part has the few words that tell one entry from others of its kind, in lists.
"""

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import fields, is_dataclass
from functools import singledispatch
from typing import Any

from tidlig.model.decisions import (
    Appropriation,
    CarryOver,
    End,
    Program,
    Reprioritisation,
    Strand,
    StrandSplit,
)
from tidlig.model.entry import Entry, KindCount, YearAmount, key_of
from tidlig.model.grants import Applications, Award, KindDate, Outturn, Payment, Pool, Return, Round
from tidlig.model.money import Money, Unknown, kroner, plain
from tidlig.model.personal import joined
from tidlig.model.records import Recipient, Source, Stated, Statement
from tidlig.model.texts import Identifier, identifier
from tidlig.model.years import Month, Years
from tidlig.render.style import Style

_ELSEWHERE = {"id", "stands_in", "source", "note", "accept", "name", "title"}
"""What is shown in a place of its own, not among the keys."""

_NESTED = {Program: "strands", Strand: "program"}
"""Keys that the heading of an entry has, or that are entries of their own below it."""


def keys(entry: Entry) -> Iterator[tuple[str, Any]]:
    """The keys that an entry has with their values, its own first."""
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


@singledispatch
def text(value: Any) -> str:
    """Write a value for people, exactly as the ledger has it; amounts in kroner."""
    if is_dataclass(value):
        return ", ".join(f"{key} {text(field)}" for key, field in _fields(value))
    return value if isinstance(value, str) else str(value)


text.register(Money, kroner)
text.register(Unknown, lambda value: str(value.value))
text.register(Years, str)
text.register(Stated, lambda value: str(value.text))
text.register(Month, str)
text.register(YearAmount, lambda value: f"{value.year}: {text(value.amount)}")
text.register(KindCount, lambda value: f"{value.kind} {value.number}")
text.register(KindDate, lambda value: f"{value.kind} {value.date}")
text.register(StrandSplit, lambda value: f"{value.strand} ({text(value.split)})")


@text.register(End)
def _(value: End) -> str:
    return value.outside or Identifier("/".join(filter(None, (value.program, value.strand))))


@text.register(tuple)
def _(value: tuple[object, ...]) -> str:
    has_commas = any(isinstance(item, Applications) for item in value)
    return ("; " if has_commas else ", ").join(map(text, value))


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
        case (YearAmount() | KindCount(), *_):
            return {str(key): data(amount) for key, amount in value}
        case (KindDate(), *_):
            return {by_kind.kind: str(by_kind.date) for by_kind in value}
    return [data(item) for item in value]


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


_SCOPE = ("program", "strand", "round", "pool", "support", "kind", "years")
"""What the figure of a statement is about, in the words of its keys."""


def described(entry: Entry, on: Entry, names: Mapping[str, str], style: Style) -> str:
    """Describe an entry that depends on another in a few words, without what the other says.

    `names` are those of recipients in the register.
    """
    words = _words_of_grant(entry, on, names, style) or _words_of_record(entry, on)
    return joined(", ", filter(None, words or _words_of_decision(entry)))


def _words_of_grant(
    entry: Entry, on: Entry, names: Mapping[str, str], style: Style
) -> list[str | None] | None:
    of_recipient, of_award = isinstance(on, Recipient), isinstance(on, Award)
    match entry:
        case Award() if of_recipient:
            return [entry.pool, entry.program, entry.strand, entry.purpose]
        case Award():
            return [_recipient(entry, names, style), entry.purpose]
        case Payment():
            payee = None if of_recipient else names.get(str(entry.payee))
            award = None if of_award else entry.award
            return [payee, Identifier(award or ""), Identifier(entry.reference or "")]
        case Return():
            return [entry.type, None if of_award else entry.award, entry.reason]
    return None


def _words_of_record(entry: Entry, on: Entry) -> list[str | None] | None:
    match entry:
        case Program() | Strand() | Recipient():
            return [entry.name]
        case Source():
            return [entry.title]
        case Round() | Pool():
            strand = None if isinstance(on, Strand) else getattr(entry, "strand", None)
            return [entry.name, strand]
        case Statement():
            return [*_stated(entry, on)]
    return None


def _words_of_decision(entry: Entry) -> list[str | None]:
    match entry:
        case Appropriation():
            return [entry.act]
        case Reprioritisation():
            return [f"{text(entry.from_)} -> {text(entry.to)}", text(entry.years or "")]
        case CarryOver():
            return [f"{entry.from_} -> {entry.to}", entry.strand]
        case Outturn():
            return [str(entry.year), entry.strand]
    return []


def _stated(statement: Statement, on: Entry) -> list[str]:
    """Say what a statement measures and of what, but for the entry that it depends on."""
    values = dict(keys(statement))
    above = {"program": getattr(on, "program", None), on.kind: on.id}
    in_scope = [(key, values[key]) for key in _SCOPE if key in values]
    scope = [text(value) for key, value in in_scope if value != above.get(key)]
    return [f"{statement.measure} {text(values['value'])}", *scope]


def _recipient(award: Award, names: Mapping[str, str], style: Style) -> str:
    if award.recipient is not None:
        return names.get(award.recipient, award.recipient)
    return ", ".join(f"{style.word(kind)} {number}" for kind, number in award.recipients or ())
