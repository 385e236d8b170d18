"""CSV to a table: every row must have as many cells as the header, and every quote its end.

The text is UTF-8 or Windows-1252, if that is certain. A file with bytes of both was joined from two
and is refused: in either encoding some names would be wrong, and recipients would not be found. The
standard csv module parses. Where a cell stands is computed only for cells that are shown.
"""

import codecs
import csv
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from tidlig.model.findings import Location, Note, Span
from tidlig.model.messages import Message
from tidlig.sheets.header_row import Headings, delimiter_of
from tidlig.sheets.tables import (
    MOST_COLUMNS,
    MOST_ROWS,
    Sheet,
    SheetRow,
    Unusable,
    at_line,
    unusable,
)


@dataclass(frozen=True, slots=True)
class Positions:
    """Where the cells of a text stand, found one by one."""

    file: str
    text: str
    delimiter: str

    def __call__(self, line: int, column: int) -> Location:
        """The place of a cell, by the line that its row begins on."""
        row = start = start_of_line(self.text, line)
        end = end_of_cell(self.text, start, self.delimiter)
        for _ in range(column):
            start = end + 1
            end = end_of_cell(self.text, start, self.delimiter)
        down = self.text.count("\n", row, start)
        first = start - (self.text.rfind("\n", 0, start) + 1) + 1
        width = max(len(self.text[start:end].partition("\n")[0].rstrip("\r")), 1)
        return Location(self.file, span=Span(line + down, first, line + down, first + width))


_STEP = 256


@lru_cache(maxsize=2)
def _starts(text: str) -> list[int]:
    """Where every so many lines begin."""
    starts, start, number = [0], 0, 0
    while start := text.find("\n", start) + 1:
        number += 1
        if number % _STEP == 0:
            starts.append(start)
    return starts


def start_of_line(text: str, line: int) -> int:
    """Where a line begins, by its number from 1; the end of a text that has fewer."""
    starts = _starts(text)
    step = min((line - 1) // _STEP, len(starts) - 1)
    start = starts[step]
    for _ in range(line - 1 - step * _STEP):
        start = text.find("\n", start) + 1
        if not start:
            return len(text)
    return start


def end_of_cell(text: str, start: int, delimiter: str, most: int | None = None) -> int:
    """Where the cell ends that begins somewhere: at a delimiter or line end out of quotes.

    The end of the text, or of the most characters that are looked at, where it does not end before.
    """
    last = len(text) if most is None else min(start + most, len(text))
    if text[start : start + 1] != '"':
        match = re.compile(f"[{re.escape(delimiter)}\n]").search(text, start, last)
        return last if match is None else match.start()
    at = text.find('"', start + 1, last)
    while at >= 0:
        if text[at + 1 : at + 2] != '"':
            return at + 1
        at = text.find('"', at + 2, last)
    return last


REPLACED = "\ufffd"
"""What a program writes in place of a character that it could not read."""

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_CODECS = {"utf-8": "utf-8-sig", "utf-16": "utf-16", "windows-1252": "cp1252"}
_READ_TWICE = re.compile("\u00c3[\u00a6\u00b8\u00a5\u2020\u02dc\u2026]")
"""A Danish letter in UTF-8 that was taken for Windows-1252, and written as UTF-8 again."""

_DOS_OR_MAC = re.compile("(?<=[A-Za-z])[\u203a\u2020\u2018\u00bf\u00be\u0152](?=[a-z])")
"""What a Danish letter of DOS, or of an old Mac, is to Windows-1252, within a word."""

_SAVE = Message("save the file again as UTF-8, from the system that it comes from")


def decode(data: bytes, file: str, stated: str | None) -> tuple[str, str]:
    """The text of a file and its encoding: the one stated, else the one it surely has."""
    if stated is not None:
        return _decode_as(data, file, stated), stated
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _undamaged(_decode_as(data, file, encoding), file), encoding
    if 0 in data[:1000]:
        help = Message("give --encoding utf-16, or save the file as UTF-8")
        raise unusable(Message("the file has characters of no text"), at_line(file, 1), help)
    try:
        return _undamaged(data.decode("utf-8"), file), "utf-8"
    except UnicodeDecodeError:
        return _undamaged(_as_western(data, file), file), "windows-1252"


def _decode_as(data: bytes, file: str, encoding: str) -> str:
    try:
        return data.decode(_CODECS[encoding])
    except UnicodeDecodeError as error:
        byte = f"0x{data[error.start]:02X}"
        message = Message(
            "the file is not {encoding}: byte {byte} on line {line}",
            encoding=_name(encoding),
            byte=byte,
            line=_line(data, error.start),
        )
        where = at_line(file, _line(data, error.start))
        raise unusable(
            message,
            where,
            Message(
                "give another --encoding, or save the file again as UTF-8, from the system that it "
                "comes from"
            ),
        ) from None


def _as_western(data: bytes, file: str) -> str:
    """Read a text that is not UTF-8 as Windows-1252, if nothing in it says otherwise."""
    lenient = data.decode("utf-8", "surrogateescape")
    stray = re.search("[\udc80-\udcff]", lenient)
    foreign = re.search("[\u0080-\ud7ff\ue000-\U0010ffff]", lenient)
    assert stray is not None
    if foreign is not None:
        raise _mixed(lenient, file, stray.start(), foreign.start())
    try:
        text = data.decode("cp1252")
    except UnicodeDecodeError as error:
        line = _line(data, error.start)
        message = Message(
            "the file is neither UTF-8 nor Windows-1252: byte {byte}",
            byte=f"0x{data[error.start]:02X}",
        )
        raise unusable(message, at_line(file, line), _SAVE) from None
    older = _DOS_OR_MAC.search(text)
    if older is not None:
        line = text.count("\n", 0, older.start()) + 1
        message = Message(
            'the file may be in an encoding of DOS or Mac: "{letter}" within a word on line {line}',
            letter=older[0],
            line=line,
        )
        help = Message(
            "save the file again as UTF-8, from the system that it comes from; or give --encoding "
            "windows-1252 to take it as it is"
        )
        raise unusable(message, at_line(file, line), help)
    return text


def _mixed(text: str, file: str, stray: int, foreign: int) -> Unusable:
    first, second = text.count("\n", 0, stray) + 1, text.count("\n", 0, foreign) + 1
    note = Note(Message("this line is in UTF-8"), at_line(file, second))
    return unusable(
        Message(
            "the file is in two encodings: line {first} is not UTF-8, and line {second} is",
            first=first,
            second=second,
        ),
        at_line(file, first),
        Message(
            "save the file again as UTF-8, from the system that it comes from; or give --encoding "
            "windows-1252 to read every byte as that"
        ),
        Message("this line is not UTF-8"),
        [note],
    )


def _undamaged(text: str, file: str) -> str:
    """The text, unless it shows that it was read wrongly before it came to us."""
    lost, twice = text.find(REPLACED), _READ_TWICE.search(text)
    if lost >= 0:
        line = text.count("\n", 0, lost) + 1
        message = Message(
            "a character was lost before the file came here: U+FFFD on line {line}", line=line
        )
        raise unusable(message, at_line(file, line), _SAVE)
    if twice is not None:
        line = text.count("\n", 0, twice.start()) + 1
        message = Message(
            'line {line} was UTF-8 and read as something else before it came here: "{letter}"',
            line=line,
            letter=twice[0],
        )
        help = Message(
            "save the file again as UTF-8, from the system that it comes from; or give --encoding "
            "utf-8 to take it as it is"
        )
        raise unusable(message, at_line(file, line), help)
    return text


def _line(data: bytes, offset: int) -> int:
    return data.count(b"\n", 0, offset) + 1


def _name(encoding: str) -> str:
    return {"utf-8": "UTF-8", "utf-16": "UTF-16", "windows-1252": "Windows-1252"}[encoding]


_SAYS = re.compile(r'sep=([^"\n])(?:\n|\Z)')
"""The first line that Excel takes for what parts the cells, and does not show."""

LARGEST_CELL = 20_000
"""No cell has more characters than this: a quote that nobody ends would take the file."""

MOST_CELLS = 50_000_000
"""No file has more cells: a million lines of fifty."""


def read(
    data: bytes, file: str, encoding: str | None, delimiter: str | None, head: Headings
) -> Sheet:
    """Read a CSV file; raise `Unusable` with the line where it cannot be."""
    text, encoding = decode(data, file, encoding)
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    try:
        return _sheet(text, file, encoding, delimiter, head)
    except Unusable as fault:
        fault.text = text
        raise


def _sheet(text: str, file: str, encoding: str, delimiter: str | None, head: Headings) -> Sheet:
    declaration = _SAYS.match(text)
    declared, skipped, body = None, 0, text
    if declaration is not None:
        declared, skipped, body = declaration[1], 1, text[declaration.end() :]
    parted = delimiter or declared or head.delimiter(body)
    if not parted:
        parted = delimiter_of(_from_line(body, head.line, skipped), file)
    heading, rows, above = head.split_rows(_rows(body, file, parted, skipped), file)
    if heading is None:
        help = Message("export it again: the first row has the headings")
        raise unusable(Message("the file is empty"), Location(file), help)
    headings = tuple(str(cell).strip() for cell in heading.cells)
    where = Positions(file, text, parted)
    return Sheet(
        file, headings, heading.line, tuple(rows), where, text, encoding, parted, above=above
    )


def _from_line(body: str, line: int | None, skipped: int) -> str:
    """The text from the line of the headings on, of which some lines are skipped already."""
    return body.split("\n", line - 1 - skipped)[-1] if line else body


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
        """Line after line, without a copy of the whole."""
        while self.at < len(self.text):
            start, self.at = self.at, self.text.find("\n", self.at) + 1 or len(self.text)
            line = self.text[start : self.at]
            self.cells += line.count(self.delimiter)
            if self.cells >= MOST_COLUMNS:
                message = Message(
                    "line {line} has more than {most} cells",
                    line=self.line,
                    most=MOST_COLUMNS,
                )
                raise unusable(message, at_line(self.file, self.line), _FEWER)
            yield line

    def begin(self, line: int) -> None:
        """Begin a row on a line."""
        self.line, self.row, self.cells = line, self.at, 0


_FEWER = Message("save the columns that are needed as a file of their own")
_PARTS = Message("hold it against the ledger in parts, such as a year at a time")


def _rows(text: str, file: str, delimiter: str, skipped: int) -> Iterator[SheetRow]:
    """The rows that have anything in them, each with the number of its first line."""
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
                message = Message("the file has more than {most} lines", most=2 * MOST_ROWS)
                raise unusable(message, Location(file), _PARTS)
            if left < 0:
                raise unusable(
                    Message("the file has more than 50 million cells"), Location(file), _FEWER
                )
    except csv.Error as error:
        raise _explained(str(error), lines) from None
    finally:
        csv.field_size_limit(limit)


_QUOTE = Message(
    'in CSV a quotation mark in a cell is written twice, with one more at each end: "a ""b"" c"'
)


def _explained(error: str, lines: _Lines) -> Unusable:
    """The fault that the csv module found, in our words, at the line where the cell begins."""
    if "expected after" in error:
        message = Message(
            "a quotation mark ends in the middle of a cell, in the row that begins on line {line}",
            line=lines.line,
        )
        return unusable(message, at_line(lines.file, lines.line), _QUOTE)
    start = _last_cell(lines)
    where = at_line(lines.file, lines.line + lines.text.count("\n", lines.row, start))
    if lines.text[start : start + 1] == '"':
        message = Message(
            "a quotation mark is not ended, in the row that begins on line {line}", line=lines.line
        )
        return unusable(message, where, _QUOTE)
    help = Message("see whether this is the right file, or give --delimiter")
    message = Message(
        "a cell has more than {most} characters, in the row that begins on line {line}",
        most=LARGEST_CELL,
        line=lines.line,
    )
    return unusable(message, where, help)


def _last_cell(lines: _Lines) -> int:
    """Where the cell begins that the csv module could not read to its end."""
    start, text = lines.row, lines.text
    while True:
        most = LARGEST_CELL + (2 if text[start : start + 1] == '"' else 0)
        end = end_of_cell(text, start, lines.delimiter, most + 1)
        if end - start > most or end >= len(text) or text[end] == "\n":
            return start
        start = end + 1
