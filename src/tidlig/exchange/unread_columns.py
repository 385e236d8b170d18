"""Columns that nobody reads, where one that is compared is missed: what they may be."""

from collections.abc import Sequence

from tidlig.exchange.accounting_headings import ROWS_LOOKED_AT, is_date
from tidlig.exchange.columns import possible
from tidlig.exchange.layouts import Layout
from tidlig.exchange.signed_amounts import stripped, text
from tidlig.exchange.tables import Sheet, SheetRow
from tidlig.matching.reading import UnreadColumn

_MOST = 60
"""So many columns are looked at."""

_LONGEST = 200
"""No name that is looked for is longer."""


def looked_at(layout: Layout) -> Sequence[int]:
    """Give the columns whose cells show what they may be; none where nothing is missed."""
    has_party = not layout.columns.keys().isdisjoint(("recipient", "cvr"))
    return () if has_party and "date" in layout.columns else layout.unread[:_MOST]


def unread_columns(
    sheet: Sheet, layout: Layout, rows: Sequence[SheetRow], kind: str
) -> tuple[UnreadColumn, ...]:
    """Give the columns that may be the date or the recipient, with what the first rows have."""
    taken = {*layout.columns.values(), *layout.signs, *layout.looks}
    called = {word: frozenset(possible(sheet, kind, word, taken)) for word in ("date", "recipient")}
    numbers = looked_at(layout)
    return tuple(
        _column(sheet, rows, number, frozenset(word for word in called if number in called[word]))
        for number in numbers
    )


def _column(
    sheet: Sheet, rows: Sequence[SheetRow], number: int, called: frozenset[str]
) -> UnreadColumn:
    cells = [stripped(row.cells[number]) for row in rows[:ROWS_LOOKED_AT]]
    dates = [each for each in cells if is_date(each)]
    texts = tuple(text(each)[:_LONGEST] for each in cells)
    return UnreadColumn(sheet.headings[number], called, texts, 2 * len(dates) > len(cells))
