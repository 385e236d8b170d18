"""A sheet of an XLSX workbook to a table: formulas by their values.

A separate process reads it (`confinement.py`, `workbook_reader.py`), because a hostile file can
make its reader do anything. The answer of that process is validated too: this one gets rows within
bounds, or a fault.
"""

import datetime as dt
import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

from tidlig.exchange import confinement
from tidlig.exchange.confinement import Reader, Stopped
from tidlig.exchange.header_row import HeaderRow
from tidlig.exchange.tables import (
    MOST_ROWS,
    UNCALCULATED,
    Formatted,
    Sheet,
    SheetRow,
    Unusable,
    unusable,
)
from tidlig.exchange.workbook_reader import MEASURING, Task, seconds
from tidlig.model.findings import Location
from tidlig.model.spelling import same_form


def column_letters(number: int) -> str:
    """Give the letters of a column, from 0: A, B, ..., Z, AA."""
    letters = ""
    number += 1
    while number:
        number, letter = divmod(number - 1, 26)
        letters = chr(65 + letter) + letters
    return letters


@dataclass(frozen=True, slots=True)
class Addresses:
    """Where the cells of a sheet stand."""

    file: str
    sheet: str

    def __call__(self, line: int, column: int) -> Location:
        """Give the place of a cell, its column from 0."""
        return Location(f"{self.file}: {self.sheet}!{column_letters(column)}{line}")


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


LARGEST_UNPACKED = 512 * 1024 * 1024
"""No workbook is larger than this many bytes when it is unpacked."""

MOST_CELLS = 20_000_000
"""No sheet has more cells, empty ones too, in the square that holds all of them."""

LONGEST_CELL = 32_767
"""No cell has more characters than this, as in Excel itself."""

MOST_TEXT = 1 << 30
"""All cells of a sheet together, and what stands between them, have no more characters."""

_MOST_LISTED = 40
"""So many sheets are named in a message."""


def read(data: bytes, file: str, asked: str | None, head: HeaderRow) -> Sheet:
    """Read a sheet, the only one or that asked for; raise `Unusable` where it cannot be."""
    limited = confinement.LIMITS_HOLD
    bounds = LARGEST_UNPACKED, MOST_CELLS, MOST_ROWS, LONGEST_CELL, MOST_TEXT
    task = Task(asked, limited, not limited, True, *bounds)
    try:
        name, heading, rows, above = _rows(data, file, task, head)
    except Stopped as fault:
        raise _stopped(data, file, task, is_late=fault.is_late) from None
    if heading is None:
        message = f'the sheet "{name}" is empty'
        raise unusable(message, Location(file), "name another with --sheet")
    width = max((number for number, cell in enumerate(heading.cells, 1) if cell != ""), default=0)
    headings = tuple(str(cell).strip() for cell in heading.cells[:width])
    cut = tuple(row._replace(cells=_cut(row.cells, width)) for row in rows)
    return Sheet(file, headings, heading.line, cut, Addresses(file, name), name=name, above=above)


def _rows(
    data: bytes, file: str, task: Task, head: HeaderRow
) -> tuple[str, SheetRow | None, list[SheetRow], tuple[SheetRow, ...]]:
    """Have a process read a sheet: its name, the row of its headings, those below, and above."""
    with Reader(_question(task), data, MEASURING) as reader:
        answers = Answers(reader, file)
        reader.has(3 * seconds(answers.size()))
        name = _chosen(answers.sheets(), file, task.sheet)
        return name, *head.parted(answers.rows(name), file)


def _stopped(data: bytes, file: str, task: Task, *, is_late: bool) -> Unusable:
    """Say why a reader was ended by a limit, or broke down, as far as that can be measured."""
    why = "it takes too long" if is_late else "it takes too much memory, or is broken"
    if not (is_late or task.is_measured):
        measuring = task._replace(is_measured=True, is_read=False)
        try:
            with Reader(_question(measuring), data, MEASURING) as reader:
                Answers(reader, file).size()
        except Unusable as fault:
            return fault
        except Stopped:
            pass
    help = "save the columns that are needed as a workbook of their own, or as CSV"
    return unusable(f"the workbook cannot be read: {why}", Location(file), help)


def _chosen(names: Sequence[str], file: str, asked: str | None) -> str:
    if not names:
        raise no_workbook(file)
    listed = ", ".join(f'"{name}"' for name in names[:_MOST_LISTED])
    listed += ", ..." if len(names) > _MOST_LISTED else ""
    forms = [same_form(name) for name in names]
    if asked is not None and same_form(asked) not in forms:
        from tidlig.source.values import did_you_mean

        message = f'there is no sheet "{asked}"'
        help = did_you_mean(asked, list(names)) or f"the sheets are {listed}"
        raise unusable(message, Location(file), help)
    if asked is not None and forms.count(same_form(asked)) > 1:
        message = f'{forms.count(same_form(asked))} sheets are called "{asked}"'
        raise unusable(message, Location(file), "give them names of their own")
    if asked is None and len(names) != 1:
        message = f"the workbook has {len(names)} sheets: {listed}"
        raise unusable(message, Location(file), "name one with --sheet")
    return names[0] if asked is None else names[forms.index(same_form(asked))]


def _cut(cells: Sequence[object], width: int) -> list[object]:
    """Leave out cells without a heading that have nothing in them."""
    kept = list(cells)
    while len(kept) > width and kept[-1] == "":
        kept.pop()
    return kept


def _question(task: Task) -> bytes:
    return json.dumps(task).encode()
