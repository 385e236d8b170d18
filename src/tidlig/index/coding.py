"""Entries, findings and contents as plain values, and back: tuples, texts and whole numbers.

A value of a class is a tuple that begins with the number of its class. The path of the file that
is coded is left out, for equal files are remembered once, wherever they stand.
"""

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from dataclasses import fields
from enum import Enum
from functools import cache, partial
from importlib import import_module
from itertools import chain, islice, repeat
from operator import attrgetter
from typing import TYPE_CHECKING, Any, NamedTuple, cast

from tidlig.model import registry
from tidlig.model.findings import Severity
from tidlig.model.money import UNKNOWN

if TYPE_CHECKING:
    from tidlig.model.messages import Message

_CLASSES = tuple(
    (f"tidlig.{module}", name)
    for module, names in (
        ("model.money", "Money"),
        ("model.years", "Years Month"),
        ("model.entry", "YearAmount KindCount KindRange Acceptance Settings"),
        ("model.messages", "Message"),
        ("model.findings", "Location Span Note Problem Fault Finding"),
        ("ledger.check_result", "Accepted CheckResult"),
        ("model.contents", "Contents"),
    )
    for name in names.split()
) + tuple(
    (f"tidlig.model.{module}", name)
    for place in (*registry.KINDS.values(), *registry.PARTS)
    for module, name in [place.split(".")]
)
"""Every class whose values are coded, and its module, imported when there is such a value."""

NOWHERE = "\0"
"""A path that no file has: what is coded with it keeps its own."""

_TUPLE, _DATE, _UNKNOWN, _SEVERITY, _SET, _FIRST = range(6)
_KINDS: dict[type, int] = {}
_NUMBERS = {place: number for number, place in enumerate(_CLASSES, _FIRST)}
_MESSAGE = _NUMBERS["tidlig.model.messages", "Message"]
_PLAIN = frozenset((str, int, bool, type(None), bytes))
_PATHS = {"Location": "file", "Contents": "path"}
"""The fields that hold the path of the file that a value is in; of entries, `stands_in`."""


class _Shape(NamedTuple):
    """How the values of a class are taken apart and put together, and where the path is, if any."""

    cls: type
    names: tuple[str, ...]
    at: int | None
    values: Callable[[Any], tuple[Any, ...]]
    setters: tuple[Callable[[Any, Any], None], ...] = ()


def encoded(value: object, path: str = "") -> Any:
    """Give a value as plain ones, without the path of the file that it is of."""
    kind = type(value)
    if kind in _PLAIN:
        return value
    if kind is tuple:
        return (_TUPLE, *[encoded(item, path) for item in value])  # type: ignore[attr-defined]
    if isinstance(value, dt.date):
        return (_DATE, value.toordinal())
    number = _number(kind)
    if not number:
        return _constant(value)
    if number == _MESSAGE:
        return _message_encoded(cast("Message", value), path)
    return _instance_encoded(number, value, path)


def _instance_encoded(number: int, value: object, path: str) -> tuple[Any, ...]:
    shape = _shape(number)
    values = [
        item if type(item) in _PLAIN else encoded(item, path)  # most are, and a call costs more
        for item in shape.values(value)
    ]
    if shape.at is not None and values[shape.at] == path:
        values[shape.at] = None
    return (number, *values)


def all_encoded(values: Sequence[Any], path: str = "") -> Sequence[Any]:
    """Give many values as plain ones, as `encoded` gives each: field by field, which is quicker."""
    kinds = set(map(type, values))
    if kinds <= _PLAIN:
        return values
    if len(kinds) > 1:
        return [item if type(item) in _PLAIN else encoded(item, path) for item in values]
    (kind,) = kinds
    if kind is tuple:
        items = iter(all_encoded(list(chain.from_iterable(values)), path))
        return [(_TUPLE, *islice(items, len(value))) for value in values]
    number = 0 if kind is dt.date else _number(kind)
    if number in (0, _MESSAGE):
        return list(map(partial(encoded, path=path), values))
    return _instances_encoded(number, values, path)


def _instances_encoded(number: int, values: Sequence[Any], path: str) -> list[Any]:
    shape = _shape(number)
    fields = [all_encoded(field, path) for field in zip(*map(shape.values, values), strict=True)]
    if shape.at is not None:
        fields[shape.at] = [None if item == path else item for item in fields[shape.at]]
    return list(zip(repeat(number, len(values)), *fields, strict=True))


def _message_encoded(message: "Message", path: str) -> tuple[Any, ...]:
    """Give a message as one tuple with its values in it: there may be thousands."""
    arguments = [
        item if type(item) in _PLAIN else encoded(item, path) for item in message.arguments
    ]
    return (_MESSAGE, message.template, *arguments)


def _number(kind: type) -> int:
    """Give the number of a class whose values are taken apart, or 0."""
    number = _KINDS.get(kind)
    if number is None:
        is_constant = issubclass(kind, Enum | frozenset)
        number = 0 if is_constant else _NUMBERS[kind.__module__, kind.__name__]
        _KINDS[kind] = number
    return number


def _constant(value: object) -> Any:
    if isinstance(value, frozenset):
        return (_SET, *sorted(value))
    return (_UNKNOWN,) if value is UNKNOWN else (_SEVERITY, cast("Severity", value).value)


def decoded(plain: Any, path: str = "") -> Any:
    """Give back what was coded, as of a file; raise any error for what was never coded."""
    if type(plain) is not tuple:
        return plain
    number = plain[0]
    if number == _MESSAGE:
        return _message_decoded(plain, path)
    if number >= _FIRST:
        return _made(_shape(number), plain, path)
    if number == _TUPLE:
        return tuple([decoded(item, path) for item in plain[1:]])
    if number == _DATE:
        return dt.date.fromordinal(plain[1])
    return _CONSTANTS[number](plain)


_CONSTANTS: Mapping[int, Callable[[tuple[Any, ...]], object]] = {
    _UNKNOWN: lambda _: UNKNOWN,
    _SEVERITY: lambda plain: Severity(plain[1]),
    _SET: lambda plain: frozenset(plain[1:]),
}


def _message_decoded(plain: tuple[Any, ...], path: str) -> "Message":
    if len(plain) == 2:
        return _message_without_values(plain[1])
    items = [decoded(item, path) if type(item) is tuple else item for item in plain[2:]]
    return _message(plain[1], tuple(items))


@cache
def _message_without_values(template: str) -> "Message":
    return _message(template, ())


def _message(template: str, arguments: tuple[Any, ...]) -> "Message":
    shape = _shape(_MESSAGE)
    message: Any = object.__new__(shape.cls)
    set_template, set_arguments = shape.setters
    set_template(message, template)
    set_arguments(message, arguments)
    return cast("Message", message)


def _made(shape: _Shape, plain: tuple[Any, ...], path: str) -> Any:
    values = [decoded(item, path) if type(item) is tuple else item for item in plain[1:]]
    if shape.at is not None and values[shape.at] is None:
        values[shape.at] = path
    if not shape.setters:
        return shape.cls(*values)
    made: Any = object.__new__(shape.cls)
    for set_value, value in zip(shape.setters, values, strict=True):
        set_value(made, value)
    return made


@cache
def _shape(number: int) -> _Shape:
    module, name = _CLASSES[number - _FIRST]
    cls: Any = getattr(import_module(module), name)
    if not hasattr(cls, "__dataclass_fields__"):
        return _Shape(cls, cls._fields, None, tuple)
    names = tuple(field.name for field in fields(cls))
    path = "stands_in" if "stands_in" in names else _PATHS.get(name, "")
    at = names.index(path) if path else None
    setters = tuple(getattr(cls, name).__set__ for name in names)  # slots, though it is frozen
    return _Shape(cls, names, at, attrgetter(*names), setters)
