"""Keys and values as given on a command line, to a TOML table; and which keys are still lacking.

A value is what a file would have, with or without TOML's quotation marks and brackets: the key says
what is meant. Nothing is judged here: what cannot be a day or a number stays text, and whoever
reads the entry says what is wrong with it, as with a file.
"""

import datetime as dt
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import MISSING, is_dataclass
from typing import Any, get_args, get_origin, get_type_hints

from tidlig.model import entry as model
from tidlig.model.decisions import Strand, StrandSplit
from tidlig.model.findings import Problem
from tidlig.model.grants import KindDate
from tidlig.model.messages import Message
from tidlig.model.money import KRONER, Unknown
from tidlig.model.records import Filters, Register, Stated, Statement
from tidlig.model.tables import Constants, KeyColumns
from tidlig.model.years import Years
from tidlig.source.reading import read
from tidlig.source.schema import fields_by_key, without_none
from tidlig.source.toml import Unparsed, document
from tidlig.source.values import Refused, missing_day, shown
from tidlig.source.writing import entry_text
from tidlig.source.written_days import as_ledgers_write

_BELONGING = ("pool", "program", "strand", "round", "award", "recipient", "recipients")
"""What an entry belongs to is written first, whatever else it has."""

_TABLES: dict[object, object] = {
    model.YearAmounts: model.Amount,
    model.Amount | model.YearAmounts: model.Amount,
    model.KindCounts: model.Count,
    model.KindCounts | Unknown: model.Count,
    model.KindRanges: model.Count,
    model.Acceptances: str,
    model.When | tuple[KindDate, ...]: model.When,
    tuple[StrandSplit, ...]: model.YearAmounts,
    Filters: model.OneOrMore,
    KeyColumns: str,
    Constants: str,
}
"""What a table has under each of its keys."""

_LISTS = (
    model.OneOrMore, model.KindsOneOrMore, model.Kinds, model.Accounts, tuple[str, ...],
)  # fmt: skip
_DAYS = (dt.date, model.When, model.When | tuple[KindDate, ...])
_NUMBERS = (
    model.Year,
    model.Count,
    model.Amount,
    model.Amount | model.YearAmounts,
    Stated,
    Years,
)
_WRITTEN = ('"', "'", "[", "{")
"""What a value begins with that is written as TOML has it."""


def table(cls: type, given: Iterable[tuple[str, str]]) -> dict[str, Any]:
    """Return the table that keys, dotted for keys within tables, and texts make, in key order."""
    made: dict[str, Any] = {}
    for key, text in given:
        _see_to_text(key, text)
        *outer, last = key.split(".")
        inner = made
        for part in outer:
            inner = inner.setdefault(part, {})
            if not isinstance(inner, dict):
                raise _twice(key)
        if last in inner:
            raise _twice(key)
        inner[last] = _value(hint(cls, key), text.strip())
    order = key_order(cls)
    last_place = len(order)
    return dict(sorted(made.items(), key=lambda item: order.get(item[0], last_place)))


def key_order(cls: type) -> dict[str, int]:
    """Return the place of each key: what the entry belongs to, its own, those of every entry."""
    keys = list(fields_by_key(cls))
    first = ("source",) if cls is Statement else () if cls is Register else _BELONGING
    keys.sort(key=lambda key: first.index(key) if key in first else len(first))
    return {key: number for number, key in enumerate(keys)}


def lacking(cls: type[model.Entry], has: Mapping[str, Any]) -> list[tuple[str, ...]]:
    """Return the keys that an entry needs and has not: of each of the groups, one is needed."""
    return [group for group in _needed(cls) if not any(_has(has, key) for key in group)]


def _needed(cls: type[model.Entry]) -> Iterator[tuple[str, ...]]:
    order = key_order(cls)
    groups = list(cls.described.one_of)
    grouped = {key.partition(".")[0] for group in groups for key in group}
    groups += [
        (key,)
        for key, field in fields_by_key(cls).items()
        if field.default is MISSING and key not in grouped
    ]
    yield from sorted(groups, key=lambda group: order[group[0].partition(".")[0]])


def fault(
    cls: type[model.Entry], made: Mapping[str, Any], key: str, currency: str | None = KRONER
) -> Problem | None:
    """Return what is wrong with the value of a key, when the entry is read as in a file."""
    heading = ("program", "x", "strand", "x") if cls is Strand else (cls.kind, "x")
    path = (*heading, *key.split("."))
    text = entry_text(heading, made)
    found = (each.problem for each in read("", text.encode(), currency=currency).faults)
    return next((each for each in found if each.location.path[: len(path)] == path), None)


def _has(has: object, key: str) -> bool:
    first, _, rest = key.partition(".")
    if not isinstance(has, Mapping):
        return True
    return first in has and (not rest or _has(has[first], rest))


def hint(cls: type, key: str) -> object:
    """Return the type of what stands under a key, dotted for one in a table; None for none."""
    found: object = cls
    for part in key.split("."):
        if isinstance(found, type) and is_dataclass(found):
            field = fields_by_key(found).get(part)
            found = field and without_none(get_type_hints(found)[field.name])
        else:
            found = _TABLES.get(found)
    return found


def _value(wanted: object, text: str) -> object:
    """The value of a text: as TOML where it is written so, else of the type that is wanted."""
    if text.startswith(_WRITTEN):
        value = _toml(text)
        if isinstance(value, str):
            return value
        if value is not None and _takes_more_than_text(wanted):
            return value
    if wanted in _LISTS:
        return _list(wanted, text)
    return _plain_value(wanted, text)


def _plain_value(wanted: object, text: str) -> object:
    """A date, a truth value or a number where one is wanted and written; else the text."""
    if wanted in _DAYS and re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", text):
        return _day(text)
    written = as_ledgers_write(text) if wanted in _DAYS else None
    if written is not None:
        raise Refused("wrong-type", *written)
    if wanted is bool and text in ("true", "false"):
        return text == "true"
    if wanted in _NUMBERS and re.fullmatch(r"[+-]?[0-9][0-9_]*", text):
        value = _toml(text)
        return text if value is None else value
    return text


def _takes_more_than_text(wanted: object) -> bool:
    named = wanted in (str, model.Ident, model.Account, model.Kind, model.When, dt.date, None)
    return not named or get_origin(wanted) is tuple or bool(get_args(wanted))


def _list(wanted: object, text: str) -> object:
    items = [item.strip() for item in text.split(",") if item.strip()]
    is_always_list = wanted in (tuple[str, ...], model.Kinds, model.Accounts)
    return items[0] if len(items) == 1 and not is_always_list else items


def _day(text: str) -> dt.date:
    """Read a day; one that is in no calendar is refused."""
    missing = missing_day(text)
    if missing is not None:
        raise Refused("wrong-type", *missing)
    return dt.date.fromisoformat(text)


def _toml(text: str) -> object:
    """Read a value as TOML has it; None for what is no single value."""
    try:
        read = document(f"value = {text}".encode())
    except Unparsed:
        return None
    return read["value"] if len(read) == 1 else None


def _see_to_text(key: str, text: str) -> None:
    try:
        f"{key}{text}".encode()
    except UnicodeEncodeError:
        what = shown(key.encode("ascii", "replace").decode())
        message = Message("{what} is given in no known encoding", what=what)
        raise Refused("toml-syntax", message, Message("write it in UTF-8")) from None
    if not all(key.split(".")):
        raise Refused(
            "unknown-key", Message("{key} is not a key", key=shown(key)), Message("write key=value")
        )


def _twice(key: str) -> Refused:
    return Refused(
        "toml-syntax",
        Message("{key} is given twice", key=shown(key)),
        Message("give it once; lists have commas"),
    )
