"""What pydantic collected about a table, as findings in our words, each with its place."""

from typing import TYPE_CHECKING, Any

from tidlig.model.findings import Fault, Location, Path, Problem
from tidlig.source.refusal import kind_of, shown
from tidlig.source.schema import PLAIN, TABLE, class_at, keys_of
from tidlig.source.values import did_you_mean, nearest

if TYPE_CHECKING:
    from pydantic_core import ErrorDetails, ValidationError

_UNKNOWN = "unexpected_keyword_argument"
_EXPECTED = {
    "string_type": ("text", 'write it in quotation marks: "..."'),
    "bool_type": ("true or false", "write true or false, without quotation marks"),
    "int_type": ("a whole number", "write a number without quotation marks"),
    "date_type": ("a date", "write a day without quotation marks: 2015-02-26"),
    "list_type": ("a list", "write it in brackets: [...]"),
    "dict_type": ("a table", "write { key = value }, or a heading of its own"),
    "dataclass_type": ("a table", "write { key = value }, or a heading of its own"),
}


def faults(error: "ValidationError", cls: type, where: Location, most: int) -> list[Fault]:
    """Give a fault for each thing that is wrong with the table at a place, as many as are asked.

    A key that is missing because it is misspelt is one fault, that of the unknown key.
    """
    met = error.errors(include_url=False)[:most]
    meant = {_meant(details["loc"], cls) for details in met if details["type"] == _UNKNOWN}
    return [
        _fault(details, cls, where)
        for details in met
        if details["type"] != "missing" or details["loc"] not in meant
    ]


def _meant(keys: Path, cls: type) -> Path:
    """Give the path that an unknown key was perhaps meant to be."""
    near = nearest(str(keys[-1]), keys_of(class_at(cls, keys[:-1])))
    return () if near is None else (*keys[:-1], near)


def _fault(details: "ErrorDetails", cls: type, where: Location) -> Fault:
    kind = details["type"]
    if kind == _UNKNOWN:
        return unknown_key(details["loc"], cls, where)
    keys, at_key = _keys(details["loc"])
    location = Location(where.file, (*where.path, *keys), "key" if at_key else "value")
    if kind == "missing":
        return _missing(keys, where)
    if kind == "literal_error":
        return Fault("wrong-type", _not_one_of(details, location))
    if kind in _EXPECTED:
        expected, help = _EXPECTED[kind]
        message = f"{expected} is expected, not {kind_of(details['input'])}"
        return Fault("wrong-type", Problem(message, location, help))
    context: dict[str, Any] = details["ctx"]
    return Fault(kind, Problem(context["message"], location, context["help"]))


def _keys(loc: Path) -> tuple[Path, bool]:
    """Give the keys of a place, and whether the key itself is meant."""
    plain = tuple(part for part in loc if part not in (TABLE, PLAIN))
    at_key = bool(plain) and plain[-1] == "[key]"
    return (plain[:-1] if at_key else plain), at_key


def _missing(keys: Path, where: Location) -> Fault:
    message = f'"{keys[-1]}" is missing'
    around = Location(where.file, (*where.path, *keys[:-1]), "key")
    return Fault("missing-key", Problem(message, around, f"add {keys[-1]} = ..."))


def unknown_key(keys: Path, cls: type, where: Location) -> Fault:
    """Give the fault of a key that a table does not have."""
    written = str(keys[-1])
    location = Location(where.file, (*where.path, *keys), "key")
    known = keys_of(class_at(cls, keys[:-1]))
    help = did_you_mean(written, known) or f"the keys are {', '.join(known)}"
    return Fault("unknown-key", Problem(f"there is no key {shown(written)} here", location, help))


def _not_one_of(details: "ErrorDetails", location: Location) -> Problem:
    expected = details["ctx"]["expected"].replace("'", '"')
    written = details["input"]
    if not isinstance(written, str):
        message = f"text is expected, not {kind_of(written)}"
        return Problem(message, location, f"write {expected}")
    words = [word.strip('" ') for word in expected.replace(" or ", ",").split(",")]
    near = did_you_mean(written, words)
    return Problem(f"{shown(written)} is not known here", location, near or f"write {expected}")
