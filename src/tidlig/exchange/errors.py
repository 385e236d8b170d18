"""Cells that lost their value: an error of a workbook, also as text in a CSV file, and formulas.

Excel writes its errors in its own language.
"""

from collections.abc import Sequence
from typing import NamedTuple

from tidlig.exchange.layouts import Layout
from tidlig.exchange.sheets import UNCALCULATED, Sheet, SheetRow
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
    """Give the fault of the first cell, which says how many more there are."""
    row, number = first = min(lost, key=lambda each: (each.row.line, each.number))
    what = f'"{str(row.cells[number]).strip()}" is an error'
    if not first.is_error:
        what = "the formula has no stored value"
    more = {2: " (and 1 more cell)"}.get(len(lost), f" (and {len(lost) - 1} more cells)")
    message = f'{what}, under "{sheet.headings[number]}"{more if len(lost) > 1 else ""}'
    return Problem(message, sheet.place(row.line, number), _ERROR if first.is_error else _FORMULA)
