"""A sheet of an XLSX workbook to a table: formulas by their values.

A process of its own reads it (`confinement.py`, `workbook_reader.py`): whatever a file makes its
reader do, this one gets rows within bounds, or a word for what is wrong.
"""

import json
from collections.abc import Sequence

from tidlig.exchange import confinement
from tidlig.exchange.addresses import Addresses
from tidlig.exchange.confinement import Reader, Stopped
from tidlig.exchange.header_row import HeaderRow
from tidlig.exchange.tables import MOST_ROWS, Sheet, SheetRow
from tidlig.exchange.unusable import Unusable, unusable
from tidlig.exchange.workbook_answers import Answers, no_workbook
from tidlig.exchange.workbook_reader import MEASURING, Task, seconds
from tidlig.model.findings import Location
from tidlig.model.spelling import same_form

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
