"""The sum that someone wrote below a list: it is no line of it, and is compared with them."""

from collections.abc import Mapping, Sequence

from tidlig.exchange.tables import Sheet, SheetRow
from tidlig.model.spelling import caseless

_WORDS = {"i alt", "ialt", "total", "totalt", "sum", "samlet", "hovedtotal", "grand total"}
_OF_A_LINE = ("id", "reference", "award")


def without_total(
    sheet: Sheet, columns: Mapping[str, int]
) -> tuple[Sequence[SheetRow], SheetRow | None]:
    """Give the rows, and apart from them a last one that calls itself a total.

    One with a date, a reference or an id is a line, whatever its recipient is called.
    """
    last = sheet.rows[-1] if sheet.rows else None
    if last is None or label(last) is None:
        return sheet.rows, None
    if any(_names(last, columns[word]) for word in _OF_A_LINE if word in columns):
        return sheet.rows, None
    dated = columns.get("date")
    if dated is not None and dated < len(last.cells):
        cell = last.cells[dated]
        if cell != "" and not (isinstance(cell, str) and _is_total(cell)):
            return sheet.rows, None
    return sheet.rows[:-1], last


def _names(row: SheetRow, number: int) -> bool:
    """Tell whether a row has a reference or an id that is not the word for a total."""
    cell = row.cells[number] if number < len(row.cells) else ""
    text = str(cell).strip()
    return bool(text) and not _is_total(text)


def _is_total(text: str) -> bool:
    return caseless(text.strip(" :.*")) in _WORDS


def label(row: SheetRow) -> str | None:
    """Give the words by which a row calls itself a total."""
    for cell in row.cells:
        if isinstance(cell, str) and _is_total(cell):
            return cell.strip()
    return None
