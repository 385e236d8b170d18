"""The sum that someone wrote below a list: it is no line of it, and is compared with them."""

from collections.abc import Mapping, Sequence

from tidlig.exchange.sheets import Sheet, SheetRow
from tidlig.model.spelling import caseless

_WORDS = {"i alt", "ialt", "total", "totalt", "sum", "samlet", "hovedtotal", "grand total"}


def without_total(
    sheet: Sheet, columns: Mapping[str, int]
) -> tuple[Sequence[SheetRow], SheetRow | None]:
    """Give the rows, and apart from them a last one that calls itself a total and has no date."""
    last = sheet.rows[-1] if sheet.rows else None
    if last is None or label(last) is None:
        return sheet.rows, None
    dated = columns.get("date")
    if dated is not None and dated < len(last.cells):
        cell = last.cells[dated]
        if cell != "" and not _is_word(cell):
            return sheet.rows, None
    return sheet.rows[:-1], last


def label(row: SheetRow) -> str | None:
    """Give the words by which a row calls itself a total."""
    for cell in row.cells:
        if isinstance(cell, str) and _is_word(cell):
            return cell.strip()
    return None


def _is_word(cell: object) -> bool:
    return isinstance(cell, str) and caseless(cell.strip(" :.*")) in _WORDS
