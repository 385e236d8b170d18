"""What parts the cells of a CSV file, where nobody says so: seen from its own first rows."""

import csv
import io
from itertools import islice

from tidlig.exchange.unusable import at_line, unusable

DELIMITERS = (";", ",", "\t", "|")

_ROWS = 50
"""So many rows are looked at."""

_SAMPLE = 1 << 20
"""So many characters are looked at, for rows may be as long as a file."""


def sample(text: str) -> str:
    """Give the beginning of a text, in whole lines where it has more than one."""
    if len(text) <= _SAMPLE:
        return text
    return text[: text.rfind("\n", 0, _SAMPLE) + 1 or _SAMPLE]


def first_rows(text: str, delimiter: str, most: int, *, strict: bool) -> list[list[str]]:
    """Give the first rows of a sample, none where they cannot be parted so.

    Strictly means that quotes must be in order, and that empty rows do not count.
    """
    start, rows = sample(text), list[list[str]]()
    reader = csv.reader(io.StringIO(start, newline=""), delimiter=delimiter, strict=strict)
    try:
        rows.extend(islice((row for row in reader if row or not strict), most))
    except csv.Error as error:
        is_cut = len(start) < len(text) and "unexpected end" in str(error)
        return rows if is_cut else []
    return rows


def delimiter_of(text: str, file: str) -> str:
    """Give the one character that parts every row into as many cells as the heading has.

    One that parts the heading alone is taken where none parts every row: the rows are then at
    fault, one by one. Where two would do, none is taken.
    """
    widths = {
        each: [len(row) for row in first_rows(text, each, _ROWS, strict=True)]
        for each in DELIMITERS
    }
    parting = {each: found for each, found in widths.items() if found and found[0] > 1}
    regular = [each for each, found in parting.items() if len(set(found)) == 1]
    candidates = regular or list(parting)
    if len(candidates) > 1:
        shown = " or ".join(f'"{_shown(each)}"' for each in candidates)
        message = f"the cells may be parted by {shown}"
        raise unusable(message, at_line(file, 1), "give --delimiter")
    return candidates[0] if candidates else DELIMITERS[0]


def _shown(delimiter: str) -> str:
    return "\\t" if delimiter == "\t" else delimiter
