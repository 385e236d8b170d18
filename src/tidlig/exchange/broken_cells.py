"""Cells that lost their value: an error of a workbook, also as text in a CSV file, and formulas.

Excel writes its errors in its own language.
"""

from collections.abc import Sequence
from typing import NamedTuple

from tidlig.exchange.addresses import column_letters
from tidlig.exchange.layouts import Layout
from tidlig.exchange.tables import UNCALCULATED, Sheet, SheetRow
from tidlig.exchange.unusable import Unusable
from tidlig.model.findings import Problem

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
"""So many cells are named beside the first."""

_FORMULA = "open the workbook in Excel or LibreOffice and save it, so that it has their values"
_ERROR = "mend the cell where it was made, and export it again"


def see_to_errors(
    sheet: Sheet, layout: Layout, rows: Sequence[SheetRow], total: SheetRow | None
) -> None:
    """Refuse cells without their value in columns that are read; of a total row its amounts."""
    if sheet.text is not None and "#" not in sheet.text and "Err:" not in sheet.text:
        return
    lost = [_Lost(row, number) for number in layout.asked for row in rows if _is_lost(row, number)]
    if total is not None:
        lost += [_Lost(total, number) for number in layout.amounts if _is_lost(total, number)]
    kinds = [each for each in lost if each.is_error], [each for each in lost if not each.is_error]
    problems = [_problem(sheet, found) for found in kinds if found]
    if problems:
        raise Unusable(problems)


class _Lost(NamedTuple):
    """A cell without its value."""

    row: SheetRow
    number: int

    @property
    def is_error(self) -> bool:
        return self.row.cells[self.number] is not UNCALCULATED


def _is_lost(row: SheetRow, number: int) -> bool:
    value = row.cells[number] if number < len(row.cells) else ""
    if isinstance(value, str):
        return value[:1] in _FIRST and value.strip() in ERRORS
    return value is UNCALCULATED


_FIRST = frozenset("#E \t\xa0")


def _problem(sheet: Sheet, lost: Sequence[_Lost]) -> Problem:
    """Give the fault of the first cell, which names the others."""
    in_order = sorted(lost, key=lambda each: (each.row.line, each.number))
    first, others = in_order[0], in_order[1:]
    row, number = first
    what = f'"{str(row.cells[number]).strip()}" is an error'
    if not first.is_error:
        what = "the formula has no stored value"
    message = f'{what}, under "{sheet.headings[number]}"{_more(sheet, others)}'
    return Problem(message, sheet.place(row.line, number), _ERROR if first.is_error else _FORMULA)


def _more(sheet: Sheet, others: Sequence[_Lost]) -> str:
    if not others:
        return ""
    named = ", ".join(_named(sheet, each) for each in others[:_MOST_NAMED])
    if len(others) > _MOST_NAMED:
        named += f" and {len(others) - _MOST_NAMED} others"
    cells = "1 more cell" if len(others) == 1 else f"{len(others)} more cells"
    return f" (and {cells}: {named})"


def _named(sheet: Sheet, lost: _Lost) -> str:
    """Name a cell as Excel does; of a CSV file by its line, and the heading it stands under."""
    if sheet.text is None:
        return f"{column_letters(lost.number)}{lost.row.line}"
    return f'line {lost.row.line} under "{sheet.headings[lost.number]}"'
