"""An entry's own keys and values, as text for people and as data for programs.

The last part has the few words that tell one entry from others of its kind, in lists.
"""

import datetime as dt
from collections.abc import Iterator, Mapping
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
"""What the heading of an entry says, or entries of their own below it."""


def keys(entry: Entry) -> Iterator[tuple[str, Any]]:
    """Give the keys that an entry has with their values, its own first."""
    left_out = {*_ELSEWHERE, _NESTED.get(type(entry))}
    for field in sorted(fields(entry), key=lambda field: field.name == "tags"):
        value = getattr(entry, field.name)
        if field.name not in left_out and value not in (None, ()):
            yield key_of(field), of_key(field.name, value)


_FILE_NUMBERS = ("reference", "award", "pool", "round", "program", "strand")
"""What may be a file number, and so is taken for personal data only where that is certain."""


def of_key(key: str, value: object) -> object:
    """Give the value of a key of an entry, as what it is."""
    is_number = key in _FILE_NUMBERS and isinstance(value, str)
    return Identifier(value) if is_number else value


def id_of(entry: Entry) -> str:
    """Give the id of an entry, as what it is."""
    return identifier(entry.kind, entry.id)


def address(entry: Entry) -> str:
    """Give the address of an entry, as what it is."""
    return identifier(entry.kind, entry.address)


@singledispatch
def text(value: Any) -> str:
    """Write a value for people, exactly as the ledger has it; amounts in kroner."""
    if is_dataclass(value):
        return ", ".join(f"{key} {text(each)}" for key, each in _fields(value))
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
    parted = any(isinstance(each, Applications) for each in value)
    return ("; " if parted else ", ").join(map(text, value))


@singledispatch
def data(value: Any) -> Any:
    """Give a value as JSON has it; money is kroner as text."""
    if is_dataclass(value):
        return {key: data(each) for key, each in _fields(value)}
    return value


data.register(Money, lambda value: plain(value.ore))
data.register(Unknown, lambda value: value.value)
data.register(Years, str)
data.register(Stated, lambda value: data(value.figure))
data.register(Month, str)
data.register(dt.date, str)


@data.register(tuple)
def _(value: tuple[Any, ...]) -> Any:
    if value and isinstance(value[0], YearAmount | KindCount):
        return {str(key): data(each) for key, each in value}
    if value and isinstance(value[0], KindDate):
        return {each.kind: str(each.date) for each in value}
    return [data(each) for each in value]


def inexact(value: object) -> Any:
    """Give the half-widths of a value, in its own shape; None where it is exact."""
    if isinstance(value, Stated):
        return inexact(value.figure)
    if isinstance(value, Money):
        return None if value.exact else plain(value.half)
    if isinstance(value, tuple) and value and isinstance(value[0], YearAmount):
        halves = {str(year): inexact(amount) for year, amount in value}
        return {year: half for year, half in halves.items() if half is not None} or None
    return None


def _fields(value: Any) -> Iterator[tuple[str, Any]]:
    for field in fields(value):
        each = getattr(value, field.name)
        if each not in (None, ()):
            yield key_of(field), each


_SCOPE = ("program", "strand", "round", "pool", "support", "kind", "years")
"""What the figure of a statement is about, in the words of its keys."""


def described(entry: Entry, on: Entry, names: Mapping[str, str], style: Style) -> str:
    """Describe an entry that hangs on another in a few words, without what the other says.

    Recipients have their names in the register.
    """
    words: list[str | None]
    match entry:
        case Program() | Strand() | Recipient():
            words = [entry.name]
        case Source():
            words = [entry.title]
        case Round() | Pool():
            strand = None if isinstance(on, Strand) else getattr(entry, "strand", None)
            words = [entry.name, strand]
        case Award() if isinstance(on, Recipient):
            words = [entry.pool, entry.program, entry.strand, entry.purpose]
        case Award():
            words = [_recipient(entry, names, style), entry.purpose]
        case Payment():
            payee = None if isinstance(on, Recipient) else names.get(str(entry.payee))
            award = None if isinstance(on, Award) else entry.award
            words = [payee, Identifier(award or ""), Identifier(entry.reference or "")]
        case Return():
            words = [entry.type, None if isinstance(on, Award) else entry.award, entry.reason]
        case Statement():
            words = _stated(entry, on)
        case _:
            words = _decided(entry)
    return joined(", ", filter(None, words))


def _decided(entry: Entry) -> list[str | None]:
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


def _stated(statement: Statement, on: Entry) -> list[str | None]:
    """Say what a statement measures and of what, but for what it hangs on."""
    said = dict(keys(statement))
    above = {"program": getattr(on, "program", None), on.kind: on.id}
    scope = [text(said[key]) for key in _SCOPE if key in said and said[key] != above.get(key)]
    return [f"{statement.measure} {text(said['value'])}", *scope]


def _recipient(award: Award, names: Mapping[str, str], style: Style) -> str:
    if award.recipient is not None:
        return names.get(award.recipient, award.recipient)
    return ", ".join(f"{style.word(kind)} {number}" for kind, number in award.recipients or ())
