"""What the process that reads a workbook says of it, understood; it is not trusted either."""

import datetime as dt
import json
from collections.abc import Callable, Iterator
from typing import Any, TypeVar

from tidlig.exchange.addresses import Addresses
from tidlig.exchange.confinement import Reader, Stopped
from tidlig.exchange.tables import UNCALCULATED, Formatted, SheetRow
from tidlig.exchange.unusable import Unusable, unusable
from tidlig.model.findings import Location

_EXPORT = "save it as an Excel workbook (.xlsx) or as CSV"
_SMALLER = "save the columns that are needed as a workbook of their own, or as CSV"

_FAULTS = {
    "too-large": ("the workbook has more than 512 MiB when it is unpacked", _SMALLER),
    "too-many-cells": (
        "the workbook has more than 20 million cells, counting the empty ones between",
        _SMALLER,
    ),
    "too-much-text": ("the cells of the sheet have more than 1 GiB of text", _SMALLER),
    "long-cell": (
        "the cell has more than 32,767 characters, which Excel does not allow",
        "see whether this is the right file, or save it as CSV",
    ),
    "too-many-broken": (
        "the sheet has more than a million cells that are errors or formulas without a value",
        "open it in Excel or LibreOffice, calculate it again, and save it",
    ),
    "unknown-error": ("the cell is an error", "mend the cell in Excel, and save it again"),
    "no-workbook": ("this is not an Excel workbook (.xlsx)", _EXPORT),
    "locked": ("the workbook is locked with a password", "save it without the password"),
}

_MADE: dict[str, Callable[[Any], object]] = {
    "date": dt.date.fromisoformat,
    "datetime": dt.datetime.fromisoformat,
    "time": dt.time.fromisoformat,
    "elapsed": lambda parts: dt.timedelta(*parts),
    "uncalculated": lambda _: UNCALCULATED,
    "formatted": lambda parts: Formatted(*parts),
}
"""How values are made that JSON has no form for, by the one key of their table."""

_Kind = TypeVar("_Kind")

_NOT_UNDERSTOOD = (ValueError, TypeError, KeyError, OverflowError, RecursionError)


class Answers:
    """The answers of a reader, in their order: the size, the sheets, the rows of one."""

    def __init__(self, reader: Reader, file: str) -> None:
        """Take the answers of a reader for a file, which is called so in messages."""
        self._lines, self._file = reader.lines(), file

    def size(self) -> int:
        """Give how many bytes the workbook has when it is unpacked."""
        return _checked(self._told("unpacked"), int)

    def sheets(self) -> list[str]:
        """Give the names of the sheets."""
        return [_checked(name, str) for name in _checked(self._told("sheets"), list)]

    def rows(self, sheet: str) -> Iterator[SheetRow]:
        """Give the rows that have anything in them; the reader ends with the last."""
        decode = json.JSONDecoder(object_hook=_value).decode
        for line in self._lines:
            if line.startswith(b"{"):
                raise self._refused(_checked(_understood(json.loads, line), dict), sheet)
            row = _understood(decode, line.decode("utf-8", "replace"))
            if not (type(row) is list and len(row) == 3 and type(row[0]) is int):
                raise Stopped
            yield SheetRow(row[0], _checked(row[1], list), _checked(row[2], bool))

    def _told(self, word: str) -> object:
        """Give what the next answer has under a word; raise `Unusable` where it is a fault."""
        told = _checked(_understood(json.loads, next(self._lines, b"")), dict)
        if "fault" in told:
            raise self._refused(told)
        return told.get(word)

    def _refused(self, told: dict[str, Any], sheet: str | None = None) -> Unusable:
        message, help = _understood(_FAULTS.__getitem__, _checked(told.get("fault"), str))
        where = Location(self._file)
        if sheet is not None and told.get("line"):
            line, column = _checked(told["line"], int), _checked(told.get("column"), int)
            where = Addresses(self._file, sheet)(line, column)
        return unusable(message, where, help)


def _understood(read: Callable[[Any], Any], line: bytes | str) -> Any:
    """Give what a line says; raise `Stopped` where that is nothing that a reader says."""
    try:
        return read(line)
    except _NOT_UNDERSTOOD:
        raise Stopped from None


def _checked(value: object, kind: type[_Kind]) -> _Kind:
    """Give a value that is of its kind; raise `Stopped` for any other."""
    if type(value) is not kind:
        raise Stopped
    return value


def no_workbook(file: str) -> Unusable:
    """Say that a file is no workbook, whatever it calls itself."""
    message, help = _FAULTS["no-workbook"]
    return unusable(message, Location(file), help)


def _value(parts: dict[str, Any]) -> object:
    """Give a value that JSON has no form for."""
    ((kind, written),) = parts.items()
    return _MADE[kind](written)
