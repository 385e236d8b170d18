"""What the process that reads a workbook says of it, understood; it is not trusted either."""

import datetime as dt
import json
from collections.abc import Callable, Iterator
from typing import Any

from tidlig.exchange.addresses import Addresses
from tidlig.exchange.confinement import Reader, Stopped
from tidlig.exchange.sheets import SheetRow
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
    "no-workbook": ("this is not an Excel workbook (.xlsx)", _EXPORT),
    "locked": ("the workbook is locked with a password", "save it without the password"),
}

_MADE: dict[str, Callable[[Any], object]] = {
    "date": dt.date.fromisoformat,
    "datetime": dt.datetime.fromisoformat,
    "time": dt.time.fromisoformat,
    "elapsed": lambda parts: dt.timedelta(*parts),
}
"""How values are made that JSON has no form for, by the one key of their table."""

_NOT_UNDERSTOOD = (ValueError, TypeError, KeyError, IndexError, OverflowError, RecursionError)


class Answers:
    """The answers of a reader, in their order: the size, the sheets, the rows of one."""

    def __init__(self, reader: Reader, file: str) -> None:
        """Take the answers of a reader for a file, which is called so in messages."""
        self._lines, self._file = reader.lines(), file

    def size(self) -> int:
        """Give how many bytes the workbook has when it is unpacked."""
        size = self._told("unpacked")
        return size if isinstance(size, int) else 0

    def sheets(self) -> list[str]:
        """Give the names of the sheets."""
        return [str(name) for name in self._told("sheets")]

    def rows(self, sheet: str) -> Iterator[SheetRow]:
        """Give the rows that have anything in them; the reader ends with the last."""
        decode = json.JSONDecoder(object_hook=_value).decode
        for line in self._lines:
            if line.startswith(b"{"):
                raise self._refused(json.loads(line), sheet)
            try:
                number, cells = decode(line.decode())
            except _NOT_UNDERSTOOD:
                raise Stopped from None
            yield SheetRow(number, cells)

    def _told(self, word: str) -> Any:
        """Give what the next answer has under a word; raise `Unusable` where it is a fault."""
        try:
            told = json.loads(next(self._lines))
            if "fault" not in told:
                return told[word]
        except (StopIteration, *_NOT_UNDERSTOOD):
            raise Stopped from None
        raise self._refused(told)

    def _refused(self, told: dict[str, Any], sheet: str | None = None) -> Unusable:
        message, help = _FAULTS[told["fault"]]
        where = Location(self._file)
        if sheet is not None and told["line"]:
            where = Addresses(self._file, sheet)(told["line"], told["column"])
        return unusable(message, where, help)


def no_workbook(file: str) -> Unusable:
    """Say that a file is no workbook, whatever it calls itself."""
    message, help = _FAULTS["no-workbook"]
    return unusable(message, Location(file), help)


def _value(parts: dict[str, Any]) -> object:
    """Give a value that JSON has no form for."""
    ((kind, written),) = parts.items()
    return _MADE[kind](written)
