"""A register of another system, from a file to lines that can be held against a ledger.

Nothing is guessed: what the file itself does not decide is a fault, with what to say instead. What
it does decide is told, so that whoever runs it can see how it was read.
"""

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from tidlig.exchange import cells, files
from tidlig.exchange.broken_cells import see_to_errors
from tidlig.exchange.compared_totals import Lines, total
from tidlig.exchange.figures import Cell
from tidlig.exchange.layouts import layout
from tidlig.exchange.signed_amounts import amounts, stripped, text, turns
from tidlig.exchange.tables import MOST_ROWS, Sheet, SheetRow
from tidlig.exchange.totals import without_total
from tidlig.exchange.unread_columns import unread_columns
from tidlig.exchange.unusable import Unusable, unusable
from tidlig.exchange.validation import see_to_meanings
from tidlig.matching.items import Item, Tell, silent
from tidlig.matching.reading import Reading
from tidlig.model.findings import Problem
from tidlig.model.money import Money
from tidlig.model.notation import unit_labelled
from tidlig.model.personal import masked
from tidlig.model.records import Register
from tidlig.model.spelling import same_form

_TEXTS = ("id", "reference", "award", "recipient", "cvr")
_STAGE, _STEPS = "reading", 4
_MOST_LISTED, _LONGEST_LISTED = 8, 1_000
"""So many values of a column are told where a filter has none of them; so long is each at most."""


def read(
    path: Path,
    shown_as: str,
    register: Register,
    tell: Tell = silent,
    header: int | None = None,
    currency: str = "DKK",
) -> Reading:
    """Read a register for a ledger in a currency; raise `Unusable` with every fault that it has."""
    tell(_STAGE, 0, _STEPS)
    sheet = files.sheet(path, shown_as, register, header)
    tell(_STAGE, 1, _STEPS)
    try:
        return _reading(sheet, register, tell, currency)
    except Unusable as fault:
        fault.text = sheet.text
        raise


def _reading(sheet: Sheet, register: Register, tell: Tell, currency: str) -> Reading:
    plan = layout(sheet, register)
    body, below = without_total(sheet, plan.columns)
    _see_to_widths(sheet, body)
    see_to_errors(sheet, plan, body, below)
    rows = [row for row in body if _counts(row, plan.filters)]
    if body and not rows:
        raise _nothing_left(sheet, body, plan.filters)
    _see_to_number(sheet, rows)
    see_to_meanings(sheet, plan, rows, register, currency)
    tell(_STAGE, 2, _STEPS)
    unit = unit_labelled(register.amounts_in)
    read = amounts(sheet, rows, plan, register.decimal, unit, negate=register.negate)
    dates = _dates(sheet, rows, plan.columns.get("date"), register)
    if isinstance(read, Problem) or isinstance(dates, Problem):
        raise Unusable([each for each in (read, dates) if isinstance(each, Problem)])
    tell(_STAGE, 3, _STEPS)
    days, order = dates
    lines = Lines(plan, body, rows, read.mark, unit, register.negate)
    return Reading(
        sheet.file,
        register,
        tuple(_items(rows, plan.columns, days, read.ore)),
        {word: sheet.headings[number] for word, number in plan.columns.items()},
        sheet.encoding,
        sheet.delimiter,
        sheet.name,
        read.mark,
        order,
        len(body) - len(rows),
        None if below is None else total(sheet, below, lines),
        sheet.heading_line,
        tuple(sheet.headings[number] or f"column {number + 1}" for number in plan.unread),
        read.turned,
        unread_columns(sheet, plan, body, register.type),
        _unturned(sheet, rows, plan.signs),
        hidden=sum(row.is_hidden for row in rows),
    )


def _unturned(
    sheet: Sheet, rows: Sequence[SheetRow], signs: Mapping[int, frozenset[str]]
) -> Mapping[str, tuple[str, ...]]:
    """Give the values that columns of signs have beside those that turn a line."""
    found = {}
    for number in signs:
        values = {text(row.cells[number]) for row in rows if not turns(row, signs)}
        found[sheet.headings[number]] = tuple(sorted(values - {""}))
    return found


def _dates(
    sheet: Sheet, rows: Sequence[SheetRow], number: int | None, register: Register
) -> tuple[list[dt.date | None], str | None] | Problem:
    if number is None:
        return [None] * len(rows), None
    written = [Cell(row.line, stripped(row.cells[number])) for row in rows]
    return cells.dates(cells.Column(sheet, number, written), register.dates)


def _items(
    rows: Sequence[SheetRow],
    found: Mapping[str, int],
    dates: Sequence[dt.date | None],
    ore: Sequence[int],
) -> Iterator[Item]:
    texts = [
        [text(row.cells[found[word]]) for row in rows] if word in found else [""] * len(rows)
        for word in _TEXTS
    ]
    for row, id, reference, award, recipient, cvr, date, amount in zip(
        rows, *texts, dates, ore, strict=True
    ):
        yield Item(row.line, id, reference, award, recipient, cvr, date, Money(amount))


def _counts(row: SheetRow, wanted: Mapping[int, frozenset[str]]) -> bool:
    return all(same_form(text(row.cells[number])) in values for number, values in wanted.items())


def _see_to_widths(sheet: Sheet, rows: Sequence[SheetRow]) -> None:
    """Refuse a row with other cells than the heading: none of them is surely what it seems."""
    width = len(sheet.headings)
    wrong = [row for row in rows if len(row.cells) != width]
    wrong = [row for row in wrong if len(row.cells) < width or any(row.cells[width:])]
    if wrong:
        row, more = wrong[0], len(wrong) - 1
        message = f"line {row.line} has {len(row.cells)} cells, and the heading has {width}"
        label = f"and {more} more such lines" if more else ""
        help = "put a text that has the delimiter in it in quotation marks, or mend the line"
        raise unusable(message, sheet.place(row.line, 0), help, label)


def _nothing_left(
    sheet: Sheet, body: Sequence[SheetRow], wanted: Mapping[int, frozenset[str]]
) -> Unusable:
    """Say of filters that leave no line which values there are in their columns."""
    parts = []
    for number in wanted:
        found = sorted({text(row.cells[number])[:_LONGEST_LISTED] for row in body})
        listed = ", ".join(f'"{masked(each)[:40]}"' for each in found[:_MOST_LISTED])
        more = f" and {len(found) - _MOST_LISTED} more" if len(found) > _MOST_LISTED else ""
        parts.append(f'"{sheet.headings[number]}" has {listed}{more}')
    where = sheet.place(sheet.heading_line, next(iter(wanted)))
    return unusable("the filters leave no line", where, "; ".join(parts))


def _see_to_number(sheet: Sheet, rows: Sequence[SheetRow]) -> None:
    where = sheet.place(sheet.heading_line, 0)
    if not rows:
        message = "there is a heading, and no line below"
        raise unusable(message, where, "see whether this is the right file, and sheet")
    if len(rows) > MOST_ROWS:
        help = "hold it against the ledger in parts, such as a year at a time"
        raise unusable("the register has more than a million lines", where, help)
