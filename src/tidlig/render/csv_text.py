"""Rows of texts as CSV, in two dialects.

RFC 4180 is for programs; the Danish one is what a Danish Excel opens with a double click.
"""

from collections.abc import Iterable, Sequence

from tidlig.model.texts import Number
from tidlig.render.escaping import for_csv

Rows = Iterable[Sequence[str]]
"""The rows of a sheet, the headings first; a number gets the decimal sign of the dialect."""


def as_csv(rows: Rows) -> str:
    """Write rows as RFC 4180: commas, a decimal point, plain kroner."""
    return _written(rows, ",", ".")


def as_danish_csv(rows: Rows) -> str:
    """Write rows for Danish Excel: semicolons, a decimal comma, and a byte order mark."""
    return "\ufeff" + _written(rows, ";", ",")


def _written(rows: Rows, delimiter: str, point: str) -> str:
    import csv
    import io

    text = io.StringIO()
    writer = csv.writer(text, delimiter=delimiter, lineterminator="\r\n")
    writer.writerows([_cell(cell, point) for cell in row] for row in rows)
    return text.getvalue()


def _cell(cell: str, point: str) -> str:
    return cell.replace(".", point) if isinstance(cell, Number) else for_csv(cell)
