"""CSV to a table: every row must have the cells that the heading has, and every quote its end.

The standard csv module reads; where a cell stands in its line is worked out only to be shown.
"""

import csv
import re
from collections.abc import Iterator
from dataclasses import dataclass

from tidlig.exchange.delimiters import delimiter_of
from tidlig.exchange.encodings import decoded
from tidlig.exchange.header_row import HeaderRow
from tidlig.exchange.positions import Positions, end_of_cell
from tidlig.exchange.tables import MOST_COLUMNS, MOST_ROWS, Sheet, SheetRow
from tidlig.exchange.unusable import Unusable, at_line, unusable
from tidlig.model.findings import Location

_SAYS = re.compile(r'sep=([^"\n])(?:\n|\Z)')
"""The first line that Excel takes for what parts the cells, and does not show."""

LARGEST_CELL = 20_000
"""No cell has more characters than this: a quote that nobody ends would take the file."""

MOST_CELLS = 50_000_000
"""No file has more cells: a million lines of fifty."""


def read(
    data: bytes, file: str, encoding: str | None, delimiter: str | None, head: HeaderRow
) -> Sheet:
    """Read a CSV file; raise `Unusable` with the line where it cannot be."""
    text, encoding = decoded(data, file, encoding)
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    try:
        return _sheet(text, file, encoding, delimiter, head)
    except Unusable as fault:
        fault.text = text
        raise


def _sheet(text: str, file: str, encoding: str, delimiter: str | None, head: HeaderRow) -> Sheet:
    says = _SAYS.match(text)
    said, skipped, body = (None, 0, text) if says is None else (says[1], 1, text[says.end() :])
    below = body.split("\n", (head.line or 1) - 1 - skipped)[-1] if head.line else body
    parted = delimiter or said or head.delimiter(body) or delimiter_of(below, file)
    heading, rows, above = head.parted(_rows(body, file, parted, skipped), file)
    if heading is None:
        help = "export it again: the first row has the headings"
        raise unusable("the file is empty", Location(file), help)
    headings = tuple(str(cell).strip() for cell in heading.cells)
    where = Positions(file, text, parted)
    return Sheet(
        file, headings, heading.line, tuple(rows), where, text, encoding, parted, above=above
    )


@dataclass(slots=True)
class _Lines:
    """The lines of a text, for the csv module, as long as a row has cells within bounds."""

    text: str
    file: str
    delimiter: str
    line: int
    """The number of the line that the row begins on, which is being read."""
    row: int = 0
    """Where that row begins in the text."""
    at: int = 0
    cells: int = 0

    def __iter__(self) -> Iterator[str]:
        """Give line after line, without a copy of the whole."""
        while self.at < len(self.text):
            start, self.at = self.at, self.text.find("\n", self.at) + 1 or len(self.text)
            line = self.text[start : self.at]
            self.cells += line.count(self.delimiter)
            if self.cells >= MOST_COLUMNS:
                message = f"line {self.line} has more than {MOST_COLUMNS} cells"
                raise unusable(message, at_line(self.file, self.line), _FEWER)
            yield line

    def begin(self, line: int) -> None:
        """Begin a row on a line."""
        self.line, self.row, self.cells = line, self.at, 0


_FEWER = "save the columns that are needed as a file of their own"
_PARTS = "hold it against the ledger in parts, such as a year at a time"


def _rows(text: str, file: str, delimiter: str, skipped: int) -> Iterator[SheetRow]:
    """Give the rows that have anything in them, each with the number of its first line."""
    lines = _Lines(text, file, delimiter, 1 + skipped)
    reader = csv.reader(iter(lines), delimiter=delimiter, strict=True)
    limit, left = csv.field_size_limit(LARGEST_CELL), MOST_CELLS
    try:
        for cells in reader:
            left -= len(cells)
            if any(cells):
                yield SheetRow(lines.line, cells)
            lines.begin(reader.line_num + 1 + skipped)
            if lines.line > 2 * MOST_ROWS:
                message = f"the file has more than {2 * MOST_ROWS} lines"
                raise unusable(message, Location(file), _PARTS)
            if left < 0:
                raise unusable("the file has more than 50 million cells", Location(file), _FEWER)
    except csv.Error as error:
        raise _explained(str(error), lines) from None
    finally:
        csv.field_size_limit(limit)


_QUOTE = (
    'in CSV a quotation mark in a cell is written twice, with one more at each end: "a ""b"" c"'
)


def _explained(error: str, lines: _Lines) -> Unusable:
    """Say in our words what the csv module found, at the line where the cell begins."""
    row = f"in the row that begins on line {lines.line}"
    if "expected after" in error:
        message = f"a quotation mark ends in the middle of a cell, {row}"
        return unusable(message, at_line(lines.file, lines.line), _QUOTE)
    start = _last_cell(lines)
    where = at_line(lines.file, lines.line + lines.text.count("\n", lines.row, start))
    if lines.text[start : start + 1] == '"':
        return unusable(f"a quotation mark is not ended, {row}", where, _QUOTE)
    help = "see whether this is the right file, or give --delimiter"
    return unusable(f"a cell has more than {LARGEST_CELL} characters, {row}", where, help)


def _last_cell(lines: _Lines) -> int:
    """Give where the cell begins that the csv module could not read to its end."""
    start, text = lines.row, lines.text
    while True:
        most = LARGEST_CELL + (2 if text[start : start + 1] == '"' else 0)
        end = end_of_cell(text, start, lines.delimiter, most + 1)
        if end - start > most or end >= len(text) or text[end] == "\n":
            return start
        start = end + 1
