"""What a spreadsheet does to ids, CVR numbers and references: exponents, dates, lost zeros.

A spreadsheet takes them for numbers and dates where it can, and saves what it made of them.
"""

import datetime as dt
import re
from collections.abc import Iterable, Iterator, Sequence

from tidlig.model.findings import Problem
from tidlig.model.messages import Message
from tidlig.sheets.cells import Column, cell_text
from tidlig.sheets.notation import Cell
from tidlig.source.values import shown

_EXPONENT = re.compile(r"[0-9]+(?:[.,][0-9]+)?E[+-][0-9]+", re.IGNORECASE)
_MONTHS = "jan|feb|mar|apr|maj|may|jun|jul|aug|sep|okt|oct|nov|dec"
_DATE = re.compile(
    rf"[0-9]{{1,2}}[-./ ]+(?:{_MONTHS})[a-z]*\.?(?:[-./ ]+[0-9]{{2,4}})?"
    rf"|(?:{_MONTHS})[a-z]*\.?[-./ ]+[0-9]{{2,4}}"
    r"|[0-9]{1,2}([-./])[0-9]{1,2}\1[0-9]{4}(?: [0-9:.]+)?",
    re.IGNORECASE,
)

_TEXT = Message(
    "write it as it was; in a spreadsheet format the column as text before it is filled in"
)


def damages(column: Column) -> Iterator[Problem]:
    """Find the first cell of each kind of damage in a column that names things."""
    texts = [(cell, cell_text(cell.value)) for cell in _each_once(column.cells)]
    for found in (_exponent(texts), _date(texts), _short(texts)):
        if found is not None:
            cell, fact = found
            named = Message('{fact}, under "{heading}"', fact=fact, heading=column.heading(cell))
            yield column.problem(named, cell, _TEXT)


def _each_once(cells: Sequence[Cell]) -> Iterable[Cell]:
    """The first cell of each text; of a workbook, where values of other kinds are alike, all."""
    first: dict[object, Cell] = {}
    for cell in cells:
        first.setdefault(cell.value, cell)
    return first.values() if all(isinstance(value, str) for value in first) else cells


_Texts = Sequence[tuple[Cell, str]]
_Found = tuple[Cell, Message] | None


def _exponent(texts: _Texts) -> _Found:
    for cell, text in texts:
        if _EXPONENT.fullmatch(text):
            return cell, Message("{text} is a number with an exponent, no name", text=shown(text))
    return None


def _date(texts: _Texts) -> _Found:
    for cell, text in texts:
        if _is_date(cell.value, text):
            return cell, Message("{text} is a date, no name", text=shown(text))
    return None


def _short(texts: _Texts) -> _Found:
    """A number with fewer digits than another that begins with 0."""
    numbers = [(cell, text) for cell, text in texts if text.isascii() and text.isdigit()]
    longest = max((len(text) for _, text in numbers if text.startswith("0")), default=0)
    for cell, text in numbers:
        if len(text) < longest:
            return cell, Message("{text} may have lost zeros before it", text=shown(text))
    return None


def _is_date(value: object, text: str) -> bool:
    return isinstance(value, dt.date) or _DATE.fullmatch(text) is not None
