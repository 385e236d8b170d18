"""Cells that lost their value: by an error, a formula without a result, or a merged cell above.

Excel writes errors in the language of its user.
"""

from collections.abc import Sequence
from typing import NamedTuple

from tidlig.model.findings import Problem
from tidlig.model.messages import Message, Value
from tidlig.sheets.columns import Layout
from tidlig.sheets.tables import COVERED, UNCALCULATED, Sheet, SheetRow, Unusable
from tidlig.sheets.workbooks import column_letters

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
_MERGED = Message("unmerge the cells, and write the value on every line that has it")


def refuse_lost_values(
    sheet: Sheet, layout: Layout, rows: Sequence[SheetRow], total: SheetRow | None
) -> None:
    """Refuse cells without their value in columns that are read; of a total row its amounts."""
    if _is_csv_without_errors(sheet):
        return
    lost = _lost_cells(rows, layout.columns_read)
    if total is not None:
        lost += _lost_cells([total], layout.amounts)
    by_reason: dict[str, list[_Lost]] = {"error": [], "formula": [], "merged": []}
    for cell in lost:
        by_reason[cell.reason].append(cell)
    problems = [_problem(sheet, cells) for cells in by_reason.values() if cells]
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
    def reason(self) -> str:
        """Why it has none: an error, a formula, or that it is merged."""
        value = self.row.cells[self.number]
        return {id(UNCALCULATED): "formula", id(COVERED): "merged"}.get(id(value), "error")


def _lost_cells(rows: Sequence[SheetRow], numbers: Sequence[int]) -> list[_Lost]:
    return [_Lost(row, number) for number in numbers for row in rows if _is_lost(row, number)]


def _is_lost(row: SheetRow, number: int) -> bool:
    value = row.cells[number] if number < len(row.cells) else ""
    if isinstance(value, str):
        return value is COVERED or (value[:1] in _FIRST and value.strip() in ERRORS)
    return value is UNCALCULATED


_FIRST = frozenset("#E \t\xa0")


def _problem(sheet: Sheet, lost: Sequence[_Lost]) -> Problem:
    """The fault of the first cell, which names the others."""
    in_order = sorted(lost, key=lambda cell: (cell.row.line, cell.number))
    first, others = in_order[0], in_order[1:]
    row, number = first
    if first.reason == "error":
        fact, help = Message('"{text}" is an error', text=str(row.cells[number]).strip()), _ERROR
    elif first.reason == "merged":
        fact, help = Message("the cell is merged with one above, and has no value"), _MERGED
    else:
        fact, help = Message("the formula has no stored value"), _FORMULA
    message = _with_others(fact, sheet, number, others)
    return Problem(message, sheet.place(row.line, number), help)


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
