"""What the keys of an entry, or of a table in one, mean and hold, by their annotations.

Text in backquotes is as in a ledger. A test compares docs/format.md with these sentences. Nothing
here imports the kinds of entry.
"""

from collections.abc import Callable
from dataclasses import Field, fields, is_dataclass
from functools import cache
from types import NoneType, UnionType
from typing import Annotated, Any, TypeVar, Union, get_args, get_origin

from tidlig.model.description import MovesNoMoney, RefersTo
from tidlig.model.entry import SHARED, Entry, YearAmounts, key_of
from tidlig.model.money import Money

Note = TypeVar("Note", str, RefersTo, MovesNoMoney)
Value = TypeVar("Value")


def by_class(function: Callable[[type], Value]) -> Callable[[type], Value]:
    """Compute a function of a class once for each class."""
    return cache(function)


def annotated(field: "Field[Any]", kind: type[Note]) -> Note | None:
    """Return what a field's annotation says besides its type: a meaning, or what it refers to."""
    hint: object = field.type
    if get_origin(hint) is not Annotated:
        return None
    return next((note for note in get_args(hint)[1:] if isinstance(note, kind)), None)


def type_of(field: "Field[Any]") -> object:
    """Return the type of a field, with all it can be but without what its annotation says."""
    hint: object = field.type
    return get_args(hint)[0] if get_origin(hint) is Annotated else hint


@cache
def options(field: "Field[Any]") -> tuple[object, ...]:
    """Return the types that a field's value can have, without None."""
    hint = type_of(field)
    parts = get_args(hint) if get_origin(hint) in (Union, UnionType) else (hint,)
    return tuple(part for part in parts if part is not NoneType)


def rows_of(field: "Field[Any]") -> type | None:
    """Return the class of the rows of a list or table within an entry; None for other fields."""
    return next((row for row in row_types(field) if is_dataclass(row)), None)


@cache
def row_types(field: "Field[Any]") -> tuple[type, ...]:
    """Return the types of the items of a field that is a list or a table by keys."""
    lists = [option for option in options(field) if get_origin(option) is tuple]
    items = [get_args(option)[0] for option in lists]
    return tuple(item for item in items if isinstance(item, type))


@cache
def table_of(field: "Field[Any]") -> type | None:
    """Return the class of a table within an entry; None for other fields."""
    option = options(field)[0]
    if isinstance(option, type) and is_dataclass(option) and option is not Money:
        return option
    return None


def parts(cls: type) -> list[type]:
    """Return the classes of the tables and rows within an entry, each once, in order."""
    inner = [rows_of(field) or table_of(field) for field in fields(cls)]
    return list(dict.fromkeys(part for part in inner if part is not None))


def written_key(field: "Field[Any]") -> str:
    """Return the key of a field in a ledger; entries within an entry stand under their kind."""
    rows = rows_of(field)
    return rows.kind if rows is not None and issubclass(rows, Entry) else key_of(field)


def own_fields(cls: type) -> "list[Field[Any]]":
    """Return the fields of a class that a kind, or a table, adds to those of every entry."""
    shared = set(map(id, fields(Entry))) if issubclass(cls, Entry) else set()
    return [field for field in fields(cls) if id(field) not in shared]


def meaning(cls: type, key: str) -> str | None:
    """Return what a key of an entry, or of a table in one, means; None if nothing says so."""
    field = next((field for field in fields(cls) if written_key(field) == key), None)
    own = None if field is None else annotated(field, str)
    return own or shared_meaning(cls, key)


def shared_meaning(cls: type, key: str) -> str | None:
    """Return what a key of any entry means; None for keys of tables in entries."""
    return SHARED.get(key) if issubclass(cls, Entry) else None


@by_class
def amount_fields(cls: type) -> tuple[str, ...]:
    """Return the fields of an entry, or of a table in one, that are amounts, or these by year.

    What an entry states without moving it, such as what was applied for, is none.
    """
    return tuple(field.name for field in fields(cls) if _is_amount(field))


@by_class
def rows_with_amounts(cls: type) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Return the fields of an entry that are rows with amounts, with the amounts' fields."""
    rows = []
    for field in fields(cls):
        row = rows_of(field)
        amounts = () if row is None or issubclass(row, Entry) else amount_fields(row)
        if amounts:
            rows.append((field.name, amounts))
    return tuple(rows)


@by_class
def figure_keys(cls: type) -> frozenset[str]:
    """Return the keys of a kind that are figures: amounts, and what statements state."""
    tables = [(field, table_of(field)) for field in fields(cls)]
    stated = {key_of(field) for field, table in tables if table and amount_fields(table)}
    return frozenset({*amount_fields(cls), *stated})


def _is_amount(field: "Field[Any]") -> bool:
    if annotated(field, MovesNoMoney) is not None:
        return False
    return any(option is Money or option == YearAmounts for option in options(field))
