"""A file that is imported as a table of a ledger: as CSV, with all that its reading depends on."""

import csv
import datetime as dt
import io
from collections.abc import Collection, Iterable, Mapping, Sequence
from decimal import Decimal
from typing import Any

from tidlig.ledger.drafts import HowRead, SheetAsTable
from tidlig.model.failure import CouldNot
from tidlig.model.records import Filter
from tidlig.sheets.cells import cell_text
from tidlig.sheets.column_values import is_amount
from tidlig.sheets.mapping import Mapping as ColumnMapping
from tidlig.sheets.tables import Sheet


def as_table(
    data: bytes, sheet: Sheet, how: HowRead, mappings: Sequence[ColumnMapping]
) -> SheetAsTable:
    """The bytes of a CSV file as they are, or those of a workbook's sheet as CSV; and its keys."""
    main = mappings[0]
    is_workbook = sheet.text is None
    keys: dict[str, Any] = {"kind": main.kind, "columns": _nested(main.columns)}
    keys |= main.constants
    keys |= {f"{kind}": value for kind, value in _besides(mappings[1:])}
    keys |= _stated(
        {
            "filters": _filters(main.filters),
            "sign": _filters(main.sign),
            "negate": main.negate,
            "ignore": [*main.ignore, *how.unread],
            "currency": main.currency,
            "unit": main.unit,
            "decimal": how.decimal or ("." if is_workbook else None),
            "dates": how.dates,
        }
    )
    if not is_workbook:
        return SheetAsTable(data, keys)
    amounts = {
        sheet.number_of(heading)
        for mapping in mappings
        for key, heading in mapping.columns.items()
        if is_amount(mapping.kind, key)
    }
    return SheetAsTable(_as_csv(sheet, amounts, keys["decimal"]), keys)


def _stated(keys: Mapping[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in keys.items() if value not in (None, False, [], {})}


def _nested(columns: Mapping[str, str]) -> dict[str, Any]:
    """Columns with those of years in a table of their own."""
    nested: dict[str, Any] = {}
    for key, heading in columns.items():
        first, _, rest = key.partition(".")
        if rest and isinstance(nested.setdefault(first, {}), str):
            message = f'"{heading}" has part of what stands under "{nested[first]}"'
            raise CouldNot(message, "a table has one column of amounts, or one for each year")
        if rest:
            nested[first][rest] = heading
        else:
            nested[key] = heading
    return nested


def _besides(mappings: Iterable[ColumnMapping]) -> Iterable[tuple[str, dict[str, Any]]]:
    for mapping in mappings:
        yield mapping.kind, {"columns": _nested(mapping.columns)}


def _filters(filters: Iterable[Filter]) -> dict[str, list[str]]:
    return {chosen.column: list(chosen.values) for chosen in filters}


def _as_csv(sheet: Sheet, amounts: Collection[int], decimal: str) -> bytes:
    """The sheet of a workbook as CSV: days as 2015-02-26, and amounts as its texts have them.

    A workbook has numbers, and may have amounts as texts beside them: all are read by one mark.
    """
    text = io.StringIO()
    writer = csv.writer(text, delimiter=";", lineterminator="\n")
    writer.writerow(sheet.headings)
    width = len(sheet.headings)
    for row in sheet.rows:
        cells = enumerate(row.cells[:width])
        writer.writerow(
            _amount(cell, decimal) if number in amounts else _written(cell)
            for number, cell in cells
        )
    return text.getvalue().encode()


def _amount(cell: object, decimal: str) -> str:
    """An amount by the 15 digits that Excel shows of a number, as it is read."""
    if not isinstance(cell, float) or cell.is_integer():
        return _written(cell)
    return format(Decimal(format(cell, ".15g")), "f").replace(".", decimal)


def _written(cell: object) -> str:
    if isinstance(cell, dt.datetime):
        return cell.date().isoformat()
    if isinstance(cell, dt.date):
        return cell.isoformat()
    return cell_text(cell)
