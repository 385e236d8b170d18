"""Tables for programs and spreadsheets: CSV as RFC 4180 has it, or as Danish Excel reads it.

The Danish dialect has semicolons, a decimal comma and a byte order mark. Texts are kept from being
taken for formulas.
"""

import csv
import io
from collections.abc import Collection, Iterable, Mapping, Sequence

from tidlig.render.escaping import for_csv


def separated(
    columns: Sequence[str],
    rows: Iterable[Mapping[str, str]],
    figures: Collection[str],
    *,
    danish: bool = False,
) -> str:
    """Write rows by column; those in `figures` hold plain kroner or whole numbers, others text."""
    text = io.StringIO()
    writer = csv.writer(text, delimiter=";" if danish else ",", lineterminator="\r\n")
    writer.writerow(columns)
    point = "," if danish else "."
    for row in rows:
        writer.writerow(
            row.get(column, "").replace(".", point)
            if column in figures
            else for_csv(row.get(column, ""))
            for column in columns
        )
    return ("\ufeff" if danish else "") + text.getvalue()
