"""CSV to a table: every row must have the cells that the heading has, and every quote its end.

The standard csv module reads; where a cell stands in its line is worked out only to be shown.
"""

import csv
import io
import re
from collections.abc import Iterator
from dataclasses import dataclass

from tidlig.exchange.delimiters import delimiter_of
from tidlig.exchange.encodings import decoded
from tidlig.exchange.heads import Head
from tidlig.exchange.sheets import MOST_ROWS, Sheet, SheetRow
from tidlig.exchange.unusable import Unusable, at_line, unusable
from tidlig.model.findings import Location, Span

_SAYS = re.compile(r'sep=[^"\n]')
"""The first line that Excel takes for what parts the cells, and does not show."""

LARGEST_CELL = 20_000
"""No cell has more characters than this: a quote that nobody ends would take the file."""


def read(data: bytes, file: str, encoding: str | None, delimiter: str | None, head: Head) -> Sheet:
    """Read a CSV file; raise `Unusable` with the line where it cannot be."""
    text, encoding = decoded(data, file, encoding)
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    try:
        return _sheet(text, file, encoding, delimiter, head)
    except Unusable as fault:
        fault.text = text
        raise


def _sheet(text: str, file: str, encoding: str, delimiter: str | None, head: Head) -> Sheet:
    first, _, rest = text.partition("\n")
    said = first.removeprefix("sep=") if _SAYS.fullmatch(first) else None
    skipped, body = (0, text) if said is None else (1, rest)
    below = body.split("\n", (head.line or 1) - 1 - skipped)[-1] if head.line else body
    parted = delimiter or said or head.delimiter(body) or delimiter_of(below, file)
    rows = list(_rows(body, file, parted, skipped))
    if not rows:
        help = "export it again: the first row has the headings"
        raise unusable("the file is empty", Location(file), help)
    heading, rows = head.parted(rows, file)
    headings = tuple(str(cell).strip() for cell in heading.cells)
    return Sheet(
        file,
        headings,
        heading.line,
        tuple(rows),
        _Places(file, text, parted),
        text,
        encoding,
        parted,
    )


def _rows(text: str, file: str, delimiter: str, skipped: int) -> Iterator[SheetRow]:
    """Give the rows that have anything in them, each with the number of its first line."""
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    limit, line = csv.field_size_limit(LARGEST_CELL), 1 + skipped
    try:
        for cells in reader:
            if any(cells):
                yield SheetRow(line, cells)
            line = reader.line_num + 1 + skipped
            if line > 2 * MOST_ROWS:
                help = "hold it against the ledger in parts, such as a year at a time"
                message = f"the file has more than {2 * MOST_ROWS} lines"
                raise unusable(message, Location(file), help)
    except csv.Error as error:
        raise unusable(*_explained(str(error), line), at_line(file, line), _QUOTE) from None
    finally:
        csv.field_size_limit(limit)


_QUOTE = (
    'in CSV a quotation mark in a cell is written twice, with one more at each end: "a ""b"" c"'
)


def _explained(error: str, line: int) -> tuple[str]:
    """Say in our words what the csv module found."""
    if "expected after" in error:
        return (
            f"a quotation mark ends in the middle of a cell, in the row that begins on line {line}",
        )
    return (f"a quotation mark is not ended, in the row that begins on line {line}",)


@dataclass(frozen=True, slots=True)
class _Places:
    """Where the cells of a text stand, found one by one."""

    file: str
    text: str
    delimiter: str

    def __call__(self, line: int, column: int) -> Location:
        """Give the place of a cell, by the line that its row begins on."""
        lines = self.text.split("\n")
        rest = "\n".join(lines[line - 1 : line + 50])
        start = end = 0
        for number in range(column + 1):
            start = end + (1 if number else 0)
            end = _end(rest, start, self.delimiter)
        down = rest.count("\n", 0, start)
        first = start - (rest.rfind("\n", 0, start) + 1) + 1
        width = max(len(rest[start:end].partition("\n")[0].rstrip("\r")), 1)
        return Location(self.file, span=Span(line + down, first, line + down, first + width))


def _end(text: str, start: int, delimiter: str) -> int:
    """Give where the cell ends that begins somewhere: at a delimiter or line end out of quotes."""
    quoted = text[start : start + 1] == '"'
    at = start
    while at < len(text):
        if text[at] == '"' and quoted and at > start:
            if text[at + 1 : at + 2] != '"':
                return at + 1
            at += 1
        elif not quoted and text[at] in (delimiter, "\n"):
            return at
        at += 1
    return at
