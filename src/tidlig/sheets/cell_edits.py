"""Edits of the text of a CSV file that leave all else byte for byte: cells, and rows taken out.

Line ends, the encoding and its mark stay, and so do the quotes of a cell.
"""

import codecs
import re
from collections.abc import Collection, Iterator, Mapping
from typing import NamedTuple

from tidlig.sheets.csv_files import end_of_cell, start_of_line
from tidlig.sheets.tables import Sheet

_LINE_END = re.compile(r"\r\n|\r|\n")

Cell = tuple[int, int]
"""The line that a row begins on, and the number of a column from 0."""


class RowsRemoved(NamedTuple):
    """A file without some rows, and the text of each row that goes."""

    data: bytes
    rows: tuple[str, ...]


class _Text:
    """The text of a file as it is written, found by the lines and columns of its sheet."""

    def __init__(self, sheet: Sheet, data: bytes) -> None:
        assert sheet.text is not None
        assert sheet.delimiter is not None
        self.sheet, self.plain, self.delimiter = sheet, sheet.text, sheet.delimiter
        self.mark, self.codec = _codec(data, sheet.encoding or "utf-8")
        self.text = data[len(self.mark) :].decode(self.codec)
        self._ends = [match.end() for match in _LINE_END.finditer(self.text)]

    def encoded(self, text: str) -> bytes:
        return self.mark + text.encode(self.codec)

    def start_of(self, line: int) -> int:
        """Where a line begins, from 1; the end of a text that has fewer."""
        if line == 1:
            return 0
        return self._ends[line - 2] if line - 2 < len(self._ends) else len(self.text)

    def cell(self, line: int, column: int) -> tuple[int, int]:
        """Where a cell begins and ends, its quotes included."""
        span = self.sheet.place(line, column).span
        assert span is not None
        start = self.start_of(span.line) + span.column - 1
        if self.text[start : start + 1] == '"':
            return start, end_of_cell(self.text, start, self.delimiter)
        end = re.compile(f"[{re.escape(self.delimiter)}\r\n]").search(self.text, start)
        return start, len(self.text) if end is None else end.start()

    def row(self, line: int) -> tuple[int, int]:
        """Where a row begins, and where the next one does; cells may have line ends."""
        start = start_of_line(self.plain, line)
        end = end_of_cell(self.plain, start, self.delimiter)
        while end < len(self.plain) and self.plain[end] != "\n":
            end = end_of_cell(self.plain, end + 1, self.delimiter)
        lines = self.plain.count("\n", start, end)
        return self.start_of(line), self.start_of(line + lines + 1)


def _codec(data: bytes, encoding: str) -> tuple[bytes, str]:
    """The mark that a file begins with, and the codec of what follows."""
    if encoding == "utf-16":
        is_big = data.startswith(codecs.BOM_UTF16_BE)
        mark = codecs.BOM_UTF16_BE if is_big else codecs.BOM_UTF16_LE
        return (mark if data.startswith(mark) else b""), "utf-16-be" if is_big else "utf-16-le"
    if encoding == "windows-1252":
        return b"", "cp1252"
    return (codecs.BOM_UTF8 if data.startswith(codecs.BOM_UTF8) else b""), "utf-8"


def with_cells(sheet: Sheet, data: bytes, cells: Mapping[Cell, str]) -> bytes:
    """The bytes of a file in which cells have other texts; spaces around a text stay."""
    text = _Text(sheet, data)
    edits = sorted((*text.cell(*cell), new) for cell, new in cells.items())
    return text.encoded("".join(_edited(text, edits)))


def _edited(text: _Text, edits: list[tuple[int, int, str]]) -> Iterator[str]:
    done = 0
    for start, end, new in edits:
        yield text.text[done:start]
        yield _written_as(text.text[start:end], new, text.delimiter)
        done = end
    yield text.text[done:]


def _written_as(old: str, new: str, delimiter: str) -> str:
    """A text with the quotes of another, and the spaces around what stands there."""
    is_quoted = old.startswith('"')
    within = old[1:-1] if is_quoted else old
    before = within[: len(within) - len(within.lstrip())]
    after = within[len(within.rstrip()) :]
    written = f"{before}{new}{after}"
    if is_quoted or any(sign in written for sign in (delimiter, '"', "\n", "\r")):
        return '"' + written.replace('"', '""') + '"'
    return written


def without_rows(sheet: Sheet, data: bytes, lines: Collection[int]) -> RowsRemoved:
    """The bytes of a file without the rows that begin on some lines."""
    text = _Text(sheet, data)
    left, rows, done = [], [], 0
    for start, end in map(text.row, sorted(lines)):
        left.append(text.text[done:start])
        rows.append(text.text[start:end].rstrip("\r\n"))
        done = end
    left.append(text.text[done:])
    return RowsRemoved(text.encoded("".join(left)), tuple(rows))
