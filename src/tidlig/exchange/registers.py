"""A register of another system: from a CSV or Excel file to lines that can be matched.

Nothing is guessed: what the file does not decide is a fault, with what to state instead. What it
does decide is reported, so that you can see how it was read. A cell that lost its value, by an
error of the workbook or a formula without a result, is a fault too; Excel writes errors in the
language of its user.
"""

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from functools import reduce
from pathlib import Path
from typing import NamedTuple

from tidlig.exchange import cells, csv_files, workbooks
from tidlig.exchange.cells import cell_text, signed_amounts, strip_text, turns_sign
from tidlig.exchange.columns import Layout, layout
from tidlig.exchange.compared_totals import Lines, total
from tidlig.exchange.header_row import HeaderRow, unread_columns
from tidlig.exchange.headings import without_total
from tidlig.exchange.notation import Cell
from tidlig.exchange.tables import MOST_ROWS, UNCALCULATED, Sheet, SheetRow, Unusable, unusable
from tidlig.exchange.validation import refuse_uncertain_amounts
from tidlig.exchange.workbooks import column_letters, no_workbook
from tidlig.matching.items import Item, Progress, Reading, no_progress
from tidlig.model.contents import FETCH
from tidlig.model.findings import Location, Problem
from tidlig.model.messages import Message, Value
from tidlig.model.money import KRONER, Money
from tidlig.model.personal import masked
from tidlig.model.records import Register
from tidlig.model.spelling import same_form
from tidlig.source.files import Unreadable, pointed_at, reason, whole

LARGEST_FILE = 256 * 1024 * 1024
"""No file is larger than this many bytes."""

_ZIP, _OLD_EXCEL = b"PK\x03\x04", b"\xd0\xcf\x11\xe0"


def read_sheet(
    path: Path,
    file: str,
    register: Register,
    header: int | None = None,
    currency: str = KRONER,
) -> Sheet:
    """Read the table of a file, which is called `file` in messages, for a ledger in a currency."""
    data = _bytes(path, file)
    head = HeaderRow(register, header)
    if pointed_at(data):
        raise unusable(
            Message("git LFS has a pointer here in place of the file"), Location(file), FETCH
        )
    if data.startswith(_OLD_EXCEL):
        message = Message("this is a workbook of old Excel (.xls), or one locked with a password")
        raise unusable(
            message, Location(file), Message("save it as .xlsx without a password, or as CSV")
        )
    if data.startswith(_ZIP):
        sheet = workbooks.read(data, file, register.sheet, head, currency)
        return replace(sheet, currency=currency)
    if path.suffix.lower() in (".xlsx", ".xlsm"):
        raise no_workbook(file)
    if register.sheet is not None:
        raise unusable(
            Message("a CSV file has no sheets"), Location(file), Message("leave out --sheet")
        )
    sheet = csv_files.read(data, file, register.encoding, register.delimiter, head)
    return replace(sheet, currency=currency)


def _bytes(path: Path, file: str) -> bytes:
    help = Message("name a CSV file or an Excel workbook (.xlsx)")
    try:
        data = whole(path, LARGEST_FILE)
    except (FileNotFoundError, NotADirectoryError):
        raise unusable(Message("there is no such file"), Location(file), help) from None
    except IsADirectoryError:
        raise unusable(Message("this is a folder, not a file"), Location(file), help) from None
    except Unreadable as fault:
        raise unusable(fault.message, Location(file), help) from None
    except (OSError, RuntimeError) as error:
        message, other = reason(error)
        raise unusable(message, Location(file), other) from None
    if len(data) > LARGEST_FILE:
        parts = Message("hold it against the ledger in parts, such as a year at a time")
        raise unusable(Message("the file is larger than 256 MiB"), Location(file), parts)
    return data


_ENGLISH = (
    "#REF! #N/A #VALUE! #NAME? #DIV/0! #NUM! #NULL! #SPILL! #CALC! #FIELD! #BLOCKED! #CONNECT! "
    "#BUSY! #UNKNOWN! #GETTING_DATA #ERROR! #EXTERNAL! #PYTHON! #TIMEOUT!"
)
_OTHERS = (
    "#REFERENCE! #I/T #VÆRDI! #NAVN? #DIVISION/0! #NUL! #OVERLØB! #BEREGN! #FELT! #BLOKERET! "  # da
    "#VERDI! #SPILD! #I/A "  # nb
    "#REFERENS! #SAKNAS! #VÄRDEFEL! #NAMN? #OGILTIGT! #SKÄRNING! #SPILL! "  # sv
    "#BEZUG! #NV #WERT! #ZAHL! #ÜBERLAUF! "  # de
    "#VIITTAUS! #PUUTTUU! #ARVO! #NIMI? #JAKO/0! #LUKU! #TYHJÄ!"  # fi
)
ERRORS = frozenset(
    (
        *_ENGLISH.split(),
        *_OTHERS.split(),
        *(f"Err:{number}" for number in range(501, 541)),  # LibreOffice
        *("#" * number for number in range(3, 256)),  # a number that its column was too narrow for
    )
)
"""Texts that are an error and no value."""

_MOST_NAMED = 10
"""So many cells are named besides the first."""

_FORMULA = Message(
    "open the workbook in Excel or LibreOffice and save it, so that it has their values"
)
_ERROR = Message("mend the cell where it was made, and export it again")


def refuse_lost_values(
    sheet: Sheet, layout: Layout, rows: Sequence[SheetRow], total: SheetRow | None
) -> None:
    """Refuse cells without their value in columns that are read; of a total row its amounts."""
    if _is_csv_without_errors(sheet):
        return
    lost = _lost_cells(rows, layout.columns_read)
    if total is not None:
        lost += _lost_cells([total], layout.amounts)
    errors = [cell for cell in lost if cell.is_error]
    uncalculated = [cell for cell in lost if not cell.is_error]
    problems = [_problem(sheet, cells) for cells in (errors, uncalculated) if cells]
    if problems:
        raise Unusable(problems)


def _is_csv_without_errors(sheet: Sheet) -> bool:
    """Spare looking at each cell of a text that cannot have an error."""
    return sheet.text is not None and "#" not in sheet.text and "Err:" not in sheet.text


class _Lost(NamedTuple):
    """A cell without its value."""

    row: SheetRow
    number: int

    @property
    def is_error(self) -> bool:
        return self.row.cells[self.number] is not UNCALCULATED


def _lost_cells(rows: Sequence[SheetRow], numbers: Sequence[int]) -> list[_Lost]:
    return [_Lost(row, number) for number in numbers for row in rows if _is_lost(row, number)]


def _is_lost(row: SheetRow, number: int) -> bool:
    value = row.cells[number] if number < len(row.cells) else ""
    if isinstance(value, str):
        return value[:1] in _FIRST and value.strip() in ERRORS
    return value is UNCALCULATED


_FIRST = frozenset("#E \t\xa0")


def _problem(sheet: Sheet, lost: Sequence[_Lost]) -> Problem:
    """The fault of the first cell, which names the others."""
    in_order = sorted(lost, key=lambda cell: (cell.row.line, cell.number))
    first, others = in_order[0], in_order[1:]
    row, number = first
    if first.is_error:
        fact = Message('"{text}" is an error', text=str(row.cells[number]).strip())
    else:
        fact = Message("the formula has no stored value")
    message = _with_others(fact, sheet, number, others)
    return Problem(message, sheet.place(row.line, number), _ERROR if first.is_error else _FORMULA)


def _with_others(fact: Message, sheet: Sheet, number: int, others: Sequence[_Lost]) -> Message:
    """What is wrong with a cell of a column, and which other cells it is wrong with too."""
    heading = sheet.headings[number]
    if not others:
        return Message('{fact}, under "{heading}"', fact=fact, heading=heading)
    named = tuple(_named(sheet, cell) for cell in others[:_MOST_NAMED])
    if len(others) == 1:
        return Message(
            '{fact}, under "{heading}" (and 1 more cell: {cell})',
            fact=fact,
            heading=heading,
            cell=named[0],
        )
    cells: Value = named
    if len(others) > _MOST_NAMED:
        left_out = len(others) - _MOST_NAMED
        cells = Message("{cells} and {number} others", cells=named, number=left_out)
        if left_out == 1:
            cells = Message("{cells} and 1 other", cells=named)
    return Message(
        '{fact}, under "{heading}" (and {number} more cells: {cells})',
        fact=fact,
        heading=heading,
        number=len(others),
        cells=cells,
    )


def _named(sheet: Sheet, lost: _Lost) -> Value:
    """Name a cell as Excel does; of a CSV file by its line, and the heading it stands under."""
    line = lost.row.line
    if sheet.text is None:
        return f"{column_letters(lost.number)}{line}"
    return Message('line {line} under "{heading}"', line=line, heading=sheet.headings[lost.number])


_TEXTS = ("id", "reference", "award", "recipient", "cvr")
_STAGE, _STEPS = "reading", 4
_MOST_LISTED, _LONGEST_LISTED = 8, 1_000
"""So many values of a column are listed where a filter has none of them; each is cut so long."""


def read(
    path: Path,
    shown_as: str,
    register: Register,
    tell: Progress = no_progress,
    header: int | None = None,
    currency: str = KRONER,
) -> Reading:
    """Read a register for a ledger in a currency; raise `Unusable` with every fault that it has."""
    tell(_STAGE, 0, _STEPS)
    sheet = read_sheet(path, shown_as, register, header, currency)
    tell(_STAGE, 1, _STEPS)
    try:
        return _reading(sheet, register, tell, currency)
    except Unusable as fault:
        fault.text = sheet.text
        raise


def _reading(sheet: Sheet, register: Register, tell: Progress, currency: str) -> Reading:
    plan = layout(sheet, register)
    body, below = without_total(sheet, plan.columns)
    rows = _counted_rows(sheet, plan, body, below)
    refuse_uncertain_amounts(sheet, plan, rows, register, currency)
    tell(_STAGE, 2, _STEPS)
    unit = register.amounts_in(currency)
    amounts = signed_amounts(sheet, rows, plan, register.decimal, unit, negate=register.negate)
    dates = _dates(sheet, rows, plan.columns.get("date"), register)
    if isinstance(amounts, Problem) or isinstance(dates, Problem):
        raise Unusable([read for read in (amounts, dates) if isinstance(read, Problem)])
    tell(_STAGE, 3, _STEPS)
    days, order = dates
    lines = Lines(plan, body, rows, amounts.mark, unit, register.negate)
    return Reading(
        sheet.file,
        register,
        tuple(_items(rows, plan.columns, days, amounts.ore)),
        {word: sheet.headings[number] for word, number in plan.columns.items()},
        sheet.encoding,
        sheet.delimiter,
        sheet.name,
        amounts.mark,
        order,
        len(body) - len(rows),
        None if below is None else total(sheet, below, lines),
        sheet.heading_line,
        tuple(sheet.headings[number] or f"column {number + 1}" for number in plan.unread),
        amounts.turned,
        unread_columns(sheet, plan, body, register.type),
        _unturned(sheet, rows, plan.signs),
        unit=unit,
        hidden=sum(row.is_hidden for row in rows),
    )


def _counted_rows(
    sheet: Sheet, plan: Layout, body: Sequence[SheetRow], below: SheetRow | None
) -> list[SheetRow]:
    """The rows that the filters leave, of a body in which every row and value is whole."""
    _refuse_widths(sheet, body)
    refuse_lost_values(sheet, plan, body, below)
    rows = [row for row in body if _counts(row, plan.filters)]
    if body and not rows:
        raise _nothing_left(sheet, body, plan.filters)
    _refuse_number(sheet, rows)
    return rows


def _unturned(
    sheet: Sheet, rows: Sequence[SheetRow], signs: Mapping[int, frozenset[str]]
) -> Mapping[str, tuple[str, ...]]:
    """The values of columns of signs that do not turn a line."""
    unturned = {}
    for number in signs:
        values = {cell_text(row.cells[number]) for row in rows if not turns_sign(row, signs)}
        unturned[sheet.headings[number]] = tuple(sorted(values - {""}))
    return unturned


def _dates(
    sheet: Sheet, rows: Sequence[SheetRow], number: int | None, register: Register
) -> tuple[list[dt.date | None], str | None] | Problem:
    if number is None:
        return [None] * len(rows), None
    written = [Cell(row.line, strip_text(row.cells[number])) for row in rows]
    return cells.dates(cells.Column(sheet, number, written), register.dates)


def _items(
    rows: Sequence[SheetRow],
    columns: Mapping[str, int],
    dates: Sequence[dt.date | None],
    ore: Sequence[int],
) -> Iterator[Item]:
    texts = [_texts(rows, columns.get(word)) for word in _TEXTS]
    for row, id, reference, award, recipient, cvr, date, amount in zip(
        rows, *texts, dates, ore, strict=True
    ):
        yield Item(row.line, id, reference, award, recipient, cvr, date, Money(amount))


def _texts(rows: Sequence[SheetRow], number: int | None) -> list[str]:
    if number is None:
        return [""] * len(rows)
    return [cell_text(row.cells[number]) for row in rows]


def _counts(row: SheetRow, filters: Mapping[int, frozenset[str]]) -> bool:
    return all(
        same_form(cell_text(row.cells[number])) in values for number, values in filters.items()
    )


def _refuse_widths(sheet: Sheet, rows: Sequence[SheetRow]) -> None:
    """Refuse a row with other cells than the heading: none of them is surely what it seems."""
    width = len(sheet.headings)
    wrong = [row for row in rows if len(row.cells) != width and not _ends_empty(row, width)]
    if wrong:
        row, more = wrong[0], len(wrong) - 1
        number = len(row.cells)
        cells = Message("1 cell") if number == 1 else Message("{number} cells", number=number)
        message = Message(
            "line {line} has {cells}, and the heading has {width}",
            line=row.line,
            cells=cells,
            width=width,
        )
        label = Message("and {more} more such lines", more=more) if more else None
        help = Message(
            "put a text that has the delimiter in it in quotation marks, or mend the line"
        )
        raise unusable(message, sheet.place(row.line, 0), help, label)


def _ends_empty(row: SheetRow, width: int) -> bool:
    """Whether a row has all cells, and nothing in those beyond the headings."""
    return len(row.cells) >= width and not any(row.cells[width:])


def _nothing_left(
    sheet: Sheet, body: Sequence[SheetRow], filters: Mapping[int, frozenset[str]]
) -> Unusable:
    """The fault of filters that leave no line, with the values that there are in their columns."""
    help = reduce(
        lambda first, last: Message("{first}; {last}", first=first, last=last),
        [_values_there(sheet, body, number) for number in filters],
    )
    where = sheet.place(sheet.heading_line, next(iter(filters)))
    return unusable(Message("the filters leave no line"), where, help)


def _values_there(sheet: Sheet, body: Sequence[SheetRow], number: int) -> Message:
    values = sorted({cell_text(row.cells[number])[:_LONGEST_LISTED] for row in body})
    listed = tuple(f'"{masked(value)[:40]}"' for value in values[:_MOST_LISTED])
    heading, more = sheet.headings[number], len(values) - _MOST_LISTED
    if more > 0:
        return Message(
            '"{heading}" has {values} and {more} more', heading=heading, values=listed, more=more
        )
    return Message('"{heading}" has {values}', heading=heading, values=listed)


def _refuse_number(sheet: Sheet, rows: Sequence[SheetRow]) -> None:
    """Refuse a register without lines, or with more than can be matched."""
    where = sheet.place(sheet.heading_line, 0)
    if not rows:
        message = Message("there is a heading, and no line below")
        raise unusable(message, where, Message("see whether this is the right file, and sheet"))
    if len(rows) > MOST_ROWS:
        help = Message("hold it against the ledger in parts, such as a year at a time")
        raise unusable(Message("the register has more than a million lines"), where, help)
