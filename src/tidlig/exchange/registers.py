"""A register of another system: from a CSV or Excel file to lines that can be matched.

Nothing is guessed: what the file does not decide is a fault, with what to state instead. What it
does decide is reported, so that you can see how it was read.
"""

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from tidlig.exchange.compared_totals import Lines, total
from tidlig.exchange.unread_columns import unread_columns
from tidlig.matching.items import Item, Progress, Reading, no_progress
from tidlig.model.findings import Problem
from tidlig.model.money import KRONER, Money
from tidlig.model.records import Register
from tidlig.sheets import cells
from tidlig.sheets.cells import cell_text, signed_amounts, strip_text, turns_sign
from tidlig.sheets.columns import layout
from tidlig.sheets.files import read_sheet
from tidlig.sheets.headings import without_total
from tidlig.sheets.lines import counted_rows
from tidlig.sheets.notation import Cell
from tidlig.sheets.tables import Sheet, SheetRow, Unusable
from tidlig.sheets.validation import refuse_uncertain_amounts

_TEXTS = ("id", "reference", "award", "recipient", "cvr")
_STAGE, _STEPS = "reading", 4


def read(
    path: Path,
    shown_as: str,
    register: Register,
    tell: Progress = no_progress,
    header: int | None = None,
    currency: str = KRONER,
) -> Reading:
    """Read a register for a ledger in a currency; raise `Unusable` with every fault that it has."""
    tell(_STAGE, 0, _STEPS)
    sheet = read_sheet(path, shown_as, register, header, currency)
    tell(_STAGE, 1, _STEPS)
    try:
        return _reading(sheet, register, tell, currency)
    except Unusable as fault:
        fault.text = sheet.text
        raise


def _reading(sheet: Sheet, register: Register, tell: Progress, currency: str) -> Reading:
    plan = layout(sheet, register)
    body, below = without_total(sheet, plan.columns)
    rows = counted_rows(sheet, plan, body, below)
    refuse_uncertain_amounts(sheet, plan, rows, register, currency)
    tell(_STAGE, 2, _STEPS)
    unit = register.amounts_in(currency)
    amounts = signed_amounts(sheet, rows, plan, register.decimal, unit, negate=register.negate)
    dates = _dates(sheet, rows, plan.columns.get("date"), register)
    if isinstance(amounts, Problem) or isinstance(dates, Problem):
        raise Unusable([read for read in (amounts, dates) if isinstance(read, Problem)])
    tell(_STAGE, 3, _STEPS)
    days, order = dates
    lines = Lines(plan, body, rows, amounts.mark, unit, register.negate)
    return Reading(
        sheet.file,
        register,
        tuple(_items(rows, plan.columns, days, amounts.ore)),
        {word: sheet.headings[number] for word, number in plan.columns.items()},
        sheet.encoding,
        sheet.delimiter,
        sheet.name,
        amounts.mark,
        order,
        len(body) - len(rows),
        None if below is None else total(sheet, below, lines),
        sheet.heading_line,
        tuple(sheet.headings[number] or f"column {number + 1}" for number in plan.unread),
        amounts.turned,
        unread_columns(sheet, plan, body, register.type),
        _unturned(sheet, rows, plan.signs),
        unit=unit,
        hidden=sum(row.is_hidden for row in rows),
    )


def _unturned(
    sheet: Sheet, rows: Sequence[SheetRow], signs: Mapping[int, frozenset[str]]
) -> Mapping[str, tuple[str, ...]]:
    """The values of columns of signs that do not turn a line."""
    unturned = {}
    for number in signs:
        values = {cell_text(row.cells[number]) for row in rows if not turns_sign(row, signs)}
        unturned[sheet.headings[number]] = tuple(sorted(values - {""}))
    return unturned


def _dates(
    sheet: Sheet, rows: Sequence[SheetRow], number: int | None, register: Register
) -> tuple[list[dt.date | None], str | None] | Problem:
    if number is None:
        return [None] * len(rows), None
    written = [Cell(row.line, strip_text(row.cells[number])) for row in rows]
    return cells.dates(cells.Column(sheet, number, written), register.dates)


def _items(
    rows: Sequence[SheetRow],
    columns: Mapping[str, int],
    dates: Sequence[dt.date | None],
    ore: Sequence[int],
) -> Iterator[Item]:
    texts = [_texts(rows, columns.get(word)) for word in _TEXTS]
    for row, id, reference, award, recipient, cvr, date, amount in zip(
        rows, *texts, dates, ore, strict=True
    ):
        yield Item(row.line, id, reference, award, recipient, cvr, date, Money(amount))


def _texts(rows: Sequence[SheetRow], number: int | None) -> list[str]:
    if number is None:
        return [""] * len(rows)
    return [cell_text(row.cells[number]) for row in rows]
