"""The unread columns of a register, reported where a column that is compared is missing."""

from collections.abc import Sequence

from tidlig.matching.items import UnreadColumn
from tidlig.sheets.cells import cell_text, strip_text
from tidlig.sheets.columns import Layout, possible_columns
from tidlig.sheets.header_row import columns_to_sample
from tidlig.sheets.headings import ROWS_LOOKED_AT, is_date
from tidlig.sheets.tables import Sheet, SheetRow

_LONGEST = 200
"""No name that is looked for is longer."""


def unread_columns(
    sheet: Sheet, layout: Layout, rows: Sequence[SheetRow], kind: str
) -> tuple[UnreadColumn, ...]:
    """The columns that may be the date or the recipient, with what the first rows have there."""
    taken = {*layout.columns.values(), *layout.signs, *layout.suspects}
    candidates = {
        word: possible_columns(sheet, kind, word, taken) for word in ("date", "recipient")
    }
    unread = []
    for number in columns_to_sample(layout):
        words = frozenset(word for word, numbers in candidates.items() if number in numbers)
        unread.append(_column(sheet, rows, number, words))
    return tuple(unread)


def _column(
    sheet: Sheet, rows: Sequence[SheetRow], number: int, words: frozenset[str]
) -> UnreadColumn:
    cells = [strip_text(row.cells[number]) for row in rows[:ROWS_LOOKED_AT]]
    dates = [cell for cell in cells if is_date(cell)]
    texts = tuple(cell_text(cell)[:_LONGEST] for cell in cells)
    return UnreadColumn(sheet.headings[number], words, texts, 2 * len(dates) > len(cells))
