"""What parts the cells of a CSV file, where nobody says so: seen from its own first rows."""

import csv
import io
from itertools import islice

from tidlig.exchange.unusable import at_line, unusable

DELIMITERS = (";", ",", "\t", "|")
_ROWS = 50
"""So many rows are looked at."""


def delimiter_of(text: str, file: str) -> str:
    """Give the one character that parts every row into as many cells as the heading has.

    One that parts the heading alone is taken where none parts every row: the rows are then at
    fault, one by one. Where two would do, none is taken.
    """
    widths = {each: _widths(text, each) for each in DELIMITERS}
    parting = {each: found for each, found in widths.items() if found and found[0] > 1}
    regular = [each for each, found in parting.items() if len(set(found)) == 1]
    candidates = regular or list(parting)
    if len(candidates) > 1:
        shown = " or ".join(f'"{_shown(each)}"' for each in candidates)
        message = f"the cells may be parted by {shown}"
        raise unusable(message, at_line(file, 1), "give --delimiter")
    return candidates[0] if candidates else DELIMITERS[0]


def _widths(text: str, delimiter: str) -> list[int]:
    rows = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    try:
        return [len(row) for row in islice((row for row in rows if row), _ROWS)]
    except csv.Error:
        return []


def _shown(delimiter: str) -> str:
    return "\\t" if delimiter == "\t" else delimiter
