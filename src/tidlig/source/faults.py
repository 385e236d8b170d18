"""What pydantic collected about a table, as findings in our words, each with its place.

Of one file, as many are collected as anyone will fix at a time.
"""

import re
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

from tidlig.model.findings import Fault, Location, Path, Problem
from tidlig.model.messages import Message
from tidlig.model.records import NEW_MEASURES
from tidlig.source.schema import PLAIN, TABLE, class_at, keys_of
from tidlig.source.values import did_you_mean, kind_of, missing_day, nearest, shown
from tidlig.source.written_days import day_meant

if TYPE_CHECKING:
    from pydantic_core import ErrorDetails, ValidationError

_UNKNOWN = "unexpected_keyword_argument"
_EXPECTED = {
    "string_type": (Message("text"), Message('write it in quotation marks: "..."')),
    "bool_type": (
        Message("true or false"),
        Message("write true or false, without quotation marks"),
    ),
    "int_type": (Message("a whole number"), Message("write a number without quotation marks")),
    "date_type": (Message("a date"), Message("write a day without quotation marks: 2015-02-26")),
    "list_type": (Message("a list"), Message("write it in brackets: [...]")),
    "dict_type": (Message("a table"), Message("write {{ key = value }}, or a heading of its own")),
    "dataclass_type": (
        Message("a table"),
        Message("write {{ key = value }}, or a heading of its own"),
    ),
}


def faults(error: "ValidationError", cls: type, where: Location, most: int) -> list[Fault]:
    """A fault for each thing that is wrong with the table at a place, as many as are asked.

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
    """The path that an unknown key was perhaps meant to be."""
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
    missing = missing_day(details["input"]) if kind == "date_type" else None
    if missing is not None:
        return Fault("wrong-type", Problem(missing[0], location, missing[1]))
    if kind in _EXPECTED:
        expected, help = _EXPECTED[kind]
        if kind == "date_type":
            help = _year_first(details["input"]) or help
        message = Message(
            "{expected} is expected, not {kind}", expected=expected, kind=kind_of(details["input"])
        )
        return Fault("wrong-type", Problem(message, location, help))
    context: dict[str, Any] = details["ctx"]
    return Fault(kind, Problem(context["message"], location, context["help"]))


def _year_first(written: object) -> Message | None:
    """Say how a day that is written as Danes do is written here."""
    meant = day_meant(written)
    if meant is None:
        return None
    return Message("write the year first, without quotation marks: {day}", day=meant)


def _keys(loc: Path) -> tuple[Path, bool]:
    """The keys of a place, and whether the key itself is meant."""
    plain = tuple(part for part in loc if part not in (TABLE, PLAIN))
    at_key = bool(plain) and plain[-1] == "[key]"
    return (plain[:-1] if at_key else plain), at_key


def _missing(keys: Path, where: Location) -> Fault:
    key = str(keys[-1])
    message = Message('"{key}" is missing', key=key)
    around = Location(where.file, (*where.path, *keys[:-1]), "key")
    return Fault("missing-key", Problem(message, around, Message("add {key} = ...", key=key)))


def unknown_key(keys: Path, cls: type, where: Location) -> Fault:
    """The fault of a key that a table does not have."""
    written = str(keys[-1])
    location = Location(where.file, (*where.path, *keys), "key")
    known = keys_of(class_at(cls, keys[:-1]))
    help = did_you_mean(written, known) or Message("the keys are {keys}", keys=tuple(known))
    return Fault(
        "unknown-key",
        Problem(Message("there is no key {key} here", key=shown(written)), location, help),
    )


def _not_one_of(details: "ErrorDetails", location: Location) -> Problem:
    expected = details["ctx"]["expected"].replace("'", '"')  # such as "da" or "en"
    help = _write_one_of(re.findall(r'"[^"]*"', expected))
    written = details["input"]
    if not isinstance(written, str):
        message = Message("text is expected, not {kind}", kind=kind_of(written))
        return Problem(message, location, help)
    words = [word.strip('" ') for word in expected.replace(" or ", ",").split(",")]
    near = _new_measure(written, words) or did_you_mean(written, words)
    message = Message("{written} is not known here", written=shown(written))
    return Problem(message, location, near or help)


def _new_measure(written: str, words: Sequence[str]) -> Message | None:
    """Name the word that statements are measured by now; None for what never was one."""
    new = NEW_MEASURES.get(written)
    if new is None or new not in words:
        return None
    return Message('write "{new}", with as_of: the day that the figure is true of', new=new)


def _write_one_of(quoted: Sequence[str]) -> Message:
    *others, last = quoted
    if not others:
        return Message("write {value}", value=last)
    return Message("write {values} or {last}", values=tuple(others), last=last)


MOST_FAULTS = 1_000
"""So many faults of a file are reported one by one."""

MOST_OF_TABLE = 100_000
"""A table with more faults than this is one fault, for their details alone fill the memory."""


class Faults:
    """The first faults of a file, and one more that says so when there are others."""

    def __init__(self, path: str) -> None:
        """Have none yet of the file at a path."""
        self._path = path
        self._first: list[Fault] = []
        self._are_more = False

    @property
    def is_full(self) -> bool:
        """Whether no more are reported one by one, so that nothing need be found out about them."""
        return len(self._first) == MOST_FAULTS

    def append(self, fault: Fault) -> None:
        """Add a fault."""
        self.extend((fault,))

    def extend(self, more: Iterable[Fault]) -> None:
        """Add faults, and look at no more of them than are kept."""
        for fault in more:
            if self.is_full:
                self._are_more = True
                return
            self._first.append(fault)

    def refuse(self, error: "ValidationError", cls: type, where: Location) -> None:
        """Add what is wrong with the table at a place."""
        number, room = error.error_count(), MOST_FAULTS - len(self._first)
        if room and number > MOST_OF_TABLE:
            written = f"{number:_}".replace("_", ".")
            many = Message("{number} things are wrong in this table", number=written)
            help = Message("see tidlig schema for what it may have")
            self.append(Fault("wrong-type", Problem(many, where, help)))
        elif room:
            self.extend(faults(error, cls, where, room + 1))
        else:
            self._are_more = True

    def all(self) -> tuple[Fault, ...]:
        """The faults that are reported."""
        if not self._are_more:
            return tuple(self._first)
        most = f"{MOST_FAULTS:_}".replace("_", ".")
        many = Message("the file has more than {most} faults: these are the first", most=most)
        problem = Problem(many, Location(self._path), Message("mend them, and check again"))
        return (*self._first, Fault(self._first[-1].check, problem))
