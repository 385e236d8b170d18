"""The lines of a table that count: whole rows, of which the filters leave some."""

from collections.abc import Mapping, Sequence
from functools import reduce

from tidlig.model.messages import Message
from tidlig.model.personal import masked
from tidlig.model.spelling import same_form
from tidlig.sheets.cells import cell_text
from tidlig.sheets.columns import Layout
from tidlig.sheets.lost_values import refuse_lost_values
from tidlig.sheets.tables import MOST_ROWS, Sheet, SheetRow, Unusable, unusable

_MOST_LISTED, _LONGEST_LISTED = 8, 1_000
"""So many values of a column are listed where a filter has none of them; each is cut so long."""


def counted_rows(
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
        message = Message(
            "line {line} has {cells}, and the heading has {width}",
            line=row.line,
            cells=cells_of(len(row.cells)),
            width=width,
        )
        label = Message("and {more} more such lines", more=more) if more else None
        help = Message(
            "put a text that has the delimiter in it in quotation marks, or mend the line"
        )
        raise unusable(message, sheet.place(row.line, 0), help, label)


def cells_of(number: int) -> Message:
    """So many cells, in words."""
    return Message("1 cell") if number == 1 else Message("{number} cells", number=number)


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
