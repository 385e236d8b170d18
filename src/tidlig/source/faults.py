"""What pydantic collected about a table, as findings in our words, each with its place."""

from typing import TYPE_CHECKING, Any

from tidlig.model.findings import Fault, Location, Path, Problem
from tidlig.source.amounts import kind_of
from tidlig.source.refusal import shown
from tidlig.source.schema import PLAIN, TABLE, keys_of
from tidlig.source.values import did_you_mean

if TYPE_CHECKING:
    from pydantic_core import ErrorDetails, ValidationError

_EXPECTED = {
    "string_type": ("text", 'write it in quotation marks: "..."'),
    "int_type": ("a whole number", "write a number without quotation marks"),
    "date_type": ("a date", "write a day without quotation marks: 2015-02-26"),
    "list_type": ("a list", 'write ["..."]'),
    "dict_type": ("a table", "write { key = value }, or a heading of its own"),
    "dataclass_type": ("a table", "write { key = value }, or a heading of its own"),
}


def faults(error: "ValidationError", cls: type, where: Location) -> list[Fault]:
    """Give a fault for each thing that is wrong with the table at a place."""
    return [_fault(details, cls, where) for details in error.errors(include_url=False)]


def _fault(details: "ErrorDetails", cls: type, where: Location) -> Fault:
    keys, at_key = _keys(details["loc"])
    location = Location(where.file, (*where.path, *keys), "key" if at_key else "value")
    kind = details["type"]
    if kind == "missing":
        return _missing(keys, where)
    if kind == "unexpected_keyword_argument":
        return unknown_key(keys, cls, where)
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
    known = keys_of(cls) if len(keys) == 1 else []
    help = did_you_mean(written, known) or (
        f"the keys are {', '.join(known)}" if known else "leave the key out"
    )
    return Fault("unknown-key", Problem(f"there is no key {shown(written)} here", location, help))


def _not_one_of(details: "ErrorDetails", location: Location) -> Problem:
    expected = details["ctx"]["expected"].replace("'", '"')
    written = details["input"]
    met = shown(written) if isinstance(written, str | int) else kind_of(written)
    words = [word.strip('" ') for word in expected.replace(" or ", ",").split(",")]
    near = did_you_mean(str(written), words) if isinstance(written, str) else ""
    return Problem(f"{met} is not known here", location, near or f"write {expected}")
