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

from tidlig.model.findings import Location
from tidlig.model.messages import Message
from tidlig.model.money import KRONER
from tidlig.model.spelling import same_form
from tidlig.sheets import confinement
from tidlig.sheets.confinement import Reader, ReaderStopped
from tidlig.sheets.header_row import Headings
from tidlig.sheets.tables import (
    COVERED,
    MOST_ROWS,
    UNCALCULATED,
    Formatted,
    Sheet,
    SheetRow,
    Unusable,
    unusable,
)
from tidlig.sheets.workbook_reader import MEASURING, Task, seconds_allowed


def column_letters(number: int) -> str:
    """The letters of a column, from 0: A, B, ..., Z, AA."""
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
        """The place of a cell, its column from 0."""
        return Location(f"{self.file}: {self.sheet}!{column_letters(column)}{line}")


_EXPORT = Message("save it as an Excel workbook (.xlsx) or as CSV")
_SMALLER = Message("save the columns that are needed as a workbook of their own, or as CSV")

_FAULTS = {
    "too-large": (Message("the workbook has more than 512 MiB when it is unpacked"), _SMALLER),
    "too-many-cells": (
        Message("the workbook has more than 20 million cells, counting the empty ones between"),
        _SMALLER,
    ),
    "too-much-text": (Message("the cells of the sheet have more than 1 GiB of text"), _SMALLER),
    "long-cell": (
        Message("the cell has more than 32,767 characters, which Excel does not allow"),
        Message("see whether this is the right file, or save it as CSV"),
    ),
    "too-many-broken": (
        Message(
            "the sheet has more than a million cells that are errors or formulas without a value"
        ),
        Message("open it in Excel or LibreOffice, calculate it again, and save it"),
    ),
    "unknown-error": (
        Message("the cell is an error"),
        Message("mend the cell in Excel, and save it again"),
    ),
    "no-workbook": (Message("this is not an Excel workbook (.xlsx)"), _EXPORT),
    "locked": (
        Message("the workbook is locked with a password"),
        Message("save it without the password"),
    ),
}

_MADE: dict[str, Callable[[Any], object]] = {
    "date": dt.date.fromisoformat,
    "datetime": dt.datetime.fromisoformat,
    "time": dt.time.fromisoformat,
    "elapsed": lambda parts: dt.timedelta(*parts),
    "uncalculated": lambda _: UNCALCULATED,
    "covered": lambda _: COVERED,
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
        """How many bytes the workbook has when it is unpacked."""
        return _checked(self._answer("unpacked"), int)

    def sheets(self) -> list[str]:
        """The names of the sheets."""
        return [_checked(name, str) for name in _checked(self._answer("sheets"), list)]

    def rows(self, sheet: str) -> Iterator[SheetRow]:
        """The rows that have anything in them; the reader ends with the last."""
        decode = json.JSONDecoder(object_hook=_value).decode
        for line in self._lines:
            if line.startswith(b"{"):
                raise self._refused(_checked(_understood(json.loads, line), dict), sheet)
            row = _understood(decode, line.decode("utf-8", "replace"))
            if not (type(row) is list and len(row) == 3 and type(row[0]) is int):
                raise ReaderStopped
            yield SheetRow(row[0], _checked(row[1], list), _checked(row[2], bool))

    def _answer(self, word: str) -> object:
        """What the next answer has under a word; raise `Unusable` where it is a fault."""
        answer = _checked(_understood(json.loads, next(self._lines, b"")), dict)
        if "fault" in answer:
            raise self._refused(answer)
        return answer.get(word)

    def _refused(self, answer: dict[str, Any], sheet: str | None = None) -> Unusable:
        message, help = _understood(_FAULTS.__getitem__, _checked(answer.get("fault"), str))
        where = Location(self._file)
        if sheet is not None and answer.get("line"):
            line, column = _checked(answer["line"], int), _checked(answer.get("column"), int)
            where = Addresses(self._file, sheet)(line, column)
        return unusable(message, where, help)


def _understood(read: Callable[[Any], Any], line: bytes | str) -> Any:
    """What a line says; raise `Stopped` where that is nothing that a reader says."""
    try:
        return read(line)
    except _NOT_UNDERSTOOD:
        raise ReaderStopped from None


def _checked(value: object, kind: type[_Kind]) -> _Kind:
    """A value that is of its kind; raise `Stopped` for any other."""
    if type(value) is not kind:
        raise ReaderStopped
    return value


def no_workbook(file: str) -> Unusable:
    """The fault of a file that is no workbook, whatever it calls itself."""
    message, help = _FAULTS["no-workbook"]
    return unusable(message, Location(file), help)


def _value(parts: dict[str, Any]) -> object:
    """A value that JSON has no form for."""
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


def read(
    data: bytes, file: str, requested: str | None, head: Headings, currency: str = KRONER
) -> Sheet:
    """Read a sheet, the only one or that asked for; raise `Unusable` where it cannot be.

    What is formatted as of the currency of the ledger is in order.
    """
    limited = confinement.LIMITS_HOLD
    bounds = LARGEST_UNPACKED, MOST_CELLS, MOST_ROWS, LONGEST_CELL, MOST_TEXT
    task = Task(requested, limited, not limited, True, *bounds, currency)
    try:
        name, heading, rows, above = _rows(data, file, task, head)
    except ReaderStopped as fault:
        raise _stopped(data, file, task, is_late=fault.is_late) from None
    if heading is None:
        message = Message('the sheet "{name}" is empty', name=name)
        raise unusable(message, Location(file), Message("name another with --sheet"))
    cells = _without_empty_end(heading.cells, 0)
    headings = tuple(str(cell).strip() for cell in cells)
    cut = tuple(row._replace(cells=_without_empty_end(row.cells, len(headings))) for row in rows)
    return Sheet(file, headings, heading.line, cut, Addresses(file, name), name=name, above=above)


def _rows(
    data: bytes, file: str, task: Task, head: Headings
) -> tuple[str, SheetRow | None, list[SheetRow], tuple[SheetRow, ...]]:
    """Have a process read a sheet: its name, the row of its headings, those below, and above."""
    with Reader(_question(task), data, MEASURING) as reader:
        answers = Answers(reader, file)
        reader.allow(3 * seconds_allowed(answers.size()))
        name = _sheet_named(answers.sheets(), file, task.sheet)
        return name, *head.split_rows(answers.rows(name), file)


def _stopped(data: bytes, file: str, task: Task, *, is_late: bool) -> Unusable:
    """Why a reader was ended by a limit, or broke down, as far as that can be measured."""
    if not (is_late or task.is_measured):
        measuring = task._replace(is_measured=True, is_read=False)
        try:
            with Reader(_question(measuring), data, MEASURING) as reader:
                Answers(reader, file).size()
        except Unusable as fault:
            return fault
        except ReaderStopped:
            pass
    message = Message("the workbook cannot be read: it takes too much memory, or is broken")
    if is_late:
        message = Message("the workbook cannot be read: it takes too long")
    return unusable(message, Location(file), _SMALLER)


def _sheet_named(names: Sequence[str], file: str, requested: str | None) -> str:
    """The only sheet, or the one asked for; raise `Unusable` where that is not one."""
    if not names:
        raise no_workbook(file)
    if requested is not None:
        return _sheet_asked_for(names, file, requested)
    if len(names) != 1:
        message = Message(
            "the workbook has {number} sheets: {sheets}",
            number=len(names),
            sheets=_listed(names),
        )
        raise unusable(message, Location(file), Message("name one with --sheet"))
    return names[0]


def _sheet_asked_for(names: Sequence[str], file: str, asked: str) -> str:
    form = same_form(asked)
    matching = [name for name in names if same_form(name) == form]
    if not matching:
        from tidlig.source.values import did_you_mean

        message = Message('there is no sheet "{asked}"', asked=asked)
        help = did_you_mean(asked, list(names)) or Message(
            "the sheets are {sheets}", sheets=_listed(names)
        )
        raise unusable(message, Location(file), help)
    if len(matching) > 1:
        message = Message('{number} sheets are called "{asked}"', number=len(matching), asked=asked)
        raise unusable(message, Location(file), Message("give them names of their own"))
    return matching[0]


def _listed(names: Sequence[str]) -> tuple[str, ...]:
    listed = tuple(f'"{name}"' for name in names[:_MOST_LISTED])
    return (*listed, "...") if len(names) > _MOST_LISTED else listed


def _without_empty_end(cells: Sequence[object], width: int) -> list[object]:
    """Leave out the empty cells at the end, down to a width."""
    cut = list(cells)
    while len(cut) > width and cut[-1] == "":
        cut.pop()
    return cut


def _question(task: Task) -> bytes:
    return json.dumps(task).encode()
