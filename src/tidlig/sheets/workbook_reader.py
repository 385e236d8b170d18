"""What a process of its own does to read a workbook: it limits itself, and writes rows as lines.

The lines are JSON, so that who reads them need not trust who wrote them: the size of the workbook
when it is unpacked, the names of its sheets, a line for each row that has anything in it, and an
empty line at the end. What is wrong with the workbook is a line with `fault`.
"""

import datetime as dt
import io
import json
import os
import sys
import time
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, NamedTuple

from tidlig.model.money import KRONER
from tidlig.model.spelling import same_form
from tidlig.sheets.merged_cells import MergedRows
from tidlig.sheets.workbook_marks import BROKEN as MARKS_BROKEN
from tidlig.sheets.workbook_marks import Marked, Marks, apply_marks, find_marks
from tidlig.sheets.workbook_sizes import measures

if TYPE_CHECKING:
    from python_calamine import CalamineSheet, CalamineWorkbook

MEMORY, MEMORY_FOR_BYTE = 1 << 30, 4
"""So many bytes of memory are had for any workbook, and so many more for each byte unpacked."""

MEASURING = 120
"""So many seconds of the processor are had to measure a workbook."""

_MOST_SHEETS, _LONGEST_NAME = 1_000, 255
"""So many sheets are known, by so many letters; Excel allows 31."""


class Task(NamedTuple):
    """What is asked: the sheet, or None for the only one; what is done, and within what bounds."""

    sheet: str | None
    has_limits: bool
    is_measured: bool
    is_read: bool
    most_unpacked: int
    most_cells: int
    most_rows: int
    longest_cell: int
    most_text: int
    currency: str = KRONER


class _Refused(Exception):
    """A workbook that is read no further: the word for it, and where."""

    def __init__(self, fault: str, line: int = 0, column: int = 0) -> None:
        super().__init__(fault)
        self.answer = {"fault": fault, "line": line, "column": column}


def seconds_allowed(size: int) -> int:
    """The seconds of the processor that may be taken to read so many bytes, unpacked."""
    return 20 + (size >> 21)


def answer() -> None:
    """Read a task and a workbook from standard input, and answer on standard output."""
    with os.fdopen(0, "rb") as questions, os.fdopen(1, "wb", buffering=1 << 16) as answers:
        task = Task(*json.loads(questions.readline()))
        if task.has_limits:
            _limit(MEMORY, MEASURING)
        for line in _answers(questions.read(), task):
            answers.write(line.encode() + b"\n")
        answers.write(b"\n")


def _limit(memory: int, processor: int) -> None:
    """Have the system end this process where it takes more; it leaves no dump of its memory."""
    if sys.platform != "win32":
        import resource

        wanted = ((resource.RLIMIT_AS, memory), (resource.RLIMIT_CPU, processor))
        for limit, most in (*wanted, (resource.RLIMIT_CORE, 0)):
            _, allowed = resource.getrlimit(limit)
            least = most if allowed == resource.RLIM_INFINITY else min(most, allowed)
            resource.setrlimit(limit, (least, allowed))


def _answers(data: bytes, task: Task) -> Iterator[str]:
    try:
        size = _measured(data, task)
        yield json.dumps({"unpacked": size})
        if task.is_read:
            yield from _of_workbook(data, task)
    except _Refused as fault:
        yield json.dumps(fault.answer)


def _measured(data: bytes, task: Task) -> int:
    """Measure a workbook, and set the limits of memory and time by its size, which is returned."""
    size = measures(data, task.most_unpacked, closely=task.is_measured)
    if size is None:
        raise _Refused("no-workbook")
    if size.size > task.most_unpacked:
        raise _Refused("too-large")
    if size.cells > task.most_cells or size.rows > task.most_rows:
        raise _Refused("too-many-cells")
    if size.shared > task.most_text:
        raise _Refused("too-much-text")
    if task.has_limits:
        taken = int(time.process_time())
        _limit(MEMORY + MEMORY_FOR_BYTE * size.size, taken + seconds_allowed(size.size))
    return size.size


def _of_workbook(data: bytes, task: Task) -> Iterator[str]:
    from python_calamine import CalamineError, CalamineWorkbook, PasswordError

    try:
        with CalamineWorkbook.from_filelike(io.BytesIO(data)) as book:
            names = [name[:_LONGEST_NAME] for name in book.sheet_names[:_MOST_SHEETS]]
            yield json.dumps({"sheets": names})
            yield from _of_sheet(book, names, data, task)
    except PasswordError:
        raise _Refused("locked") from None
    except CalamineError:
        raise _Refused("no-workbook") from None


def _of_sheet(book: "CalamineWorkbook", names: list[str], data: bytes, task: Task) -> Iterator[str]:
    """The rows of the sheet that is meant; none where there is not one."""
    number = _sheet_meant(names, task.sheet)
    if number is None:
        return
    try:
        marked = find_marks(data, number, task.most_rows, task.currency)
    except MARKS_BROKEN:
        raise _Refused("no-workbook") from None
    if marked is None:
        raise _Refused("too-many-broken")
    sheet = _sheet(book, number, marked.marks)
    rows, columns = sheet.end or (-1, -1)
    if rows >= task.most_rows or (rows + 1) * (columns + 1) > task.most_cells:
        raise _Refused("too-many-cells")
    yield from _rows(sheet, marked, task)


def _sheet_meant(names: list[str], requested: str | None) -> int | None:
    """The number of the only sheet, or of the only one of a name."""
    form = None if requested is None else same_form(requested)
    meant = [number for number, name in enumerate(names) if form in (None, same_form(name))]
    return meant[0] if len(meant) == 1 else None


def _sheet(book: "CalamineWorkbook", number: int, marks: Marks) -> "CalamineSheet":
    """A sheet; of one that the reader refuses for an error that it does not know, say so."""
    from python_calamine import CalamineError

    try:
        return book.get_sheet_by_index(number)
    except CalamineError:
        for row, cells in marks.items():
            for column, mark in cells.items():
                if mark.kind == "error" and mark.text not in _KNOWN_ERRORS:
                    raise _Refused("unknown-error", row, column) from None
        raise


_KNOWN_ERRORS = ("#REF!", "#N/A", "#VALUE!", "#NAME?", "#DIV/0!", "#NUM!", "#NULL!")


def _marked(sheet: "CalamineSheet", marks: Marks) -> Iterator[tuple[int, list[object]]]:
    """Each row that has anything in it, with its number, from the first column on.

    What the reader takes for empty is put where it stands, also in rows beyond its last one.
    """
    _, first_column = sheet.start or (0, 0)
    before = [""] * first_column
    last = 0
    for last, cells in enumerate(sheet.iter_rows(), 1):
        if last in marks:
            yield last, apply_marks([*before, *cells], marks[last])
        elif _has_anything(cells):
            yield last, [*before, *cells]
    for number in sorted(number for number in marks if number > last):
        row = apply_marks([], marks[number])
        if row:
            yield number, row


def _has_anything(cells: Sequence[object]) -> bool:
    return any(cell != "" for cell in cells)


def _rows(sheet: "CalamineSheet", marked: Marked, task: Task) -> Iterator[str]:
    """Rows as lines, and no more text than there may be."""
    encode = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), default=_tagged).encode
    left, merged = task.most_text, MergedRows(marked.merged)
    for number, row in _marked(sheet, marked.marks):
        if not _has_anything(row):
            continue
        merged.mark(number, row)
        line = encode([number, row, number in marked.hidden])
        if len(line) > task.longest_cell:
            _refuse_long_cells(row, number, task.longest_cell)
        left -= len(line)
        if left < 0:
            raise _Refused("too-much-text")
        yield line


def _refuse_long_cells(row: Sequence[object], number: int, longest: int) -> None:
    for column, cell in enumerate(row):
        if isinstance(cell, str) and len(cell) > longest:
            raise _Refused("long-cell", number, column)


def _tagged(value: object) -> dict[str, object]:
    """A value that JSON has no form for, so that `exchange.answers` finds it again."""
    if isinstance(value, dt.timedelta):
        return {"elapsed": [value.days, value.seconds, value.microseconds]}
    assert isinstance(value, dt.date | dt.time)
    return {type(value).__name__: value.isoformat()}
