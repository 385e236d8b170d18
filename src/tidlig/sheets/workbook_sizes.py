"""How large a workbook is before it is read: bytes unpacked, how far sheets reach, shared texts.

A workbook is a zip archive, so a small file may hold more than a machine has room for, and one cell
far out makes a sheet of milliards. Its reader may understand a file otherwise than these measures
do: where the system limits the reader, they only say what was wrong; elsewhere they are the limit.
"""

import io
import lzma
import re
import struct
import zipfile
import zlib
from array import array
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

BROKEN = (
    zipfile.BadZipFile, zlib.error, lzma.LZMAError, struct.error, RuntimeError, EOFError, OSError,
    ValueError,
)  # fmt: skip
"""What the zip module raises for an archive that is damaged, or not what it says."""

_CHUNK = 1 << 20
_ADDRESS = re.compile(rb"""\sr\s*=\s*["']([A-Za-z]{0,9})([0-9]{1,9})""")
_TAG = rb"<(?:[^<>\s/:]{1,99}:)?%b[\s/>]"
_ROW, _CELL, _TEXT = (re.compile(_TAG % name) for name in (b"row", b"c", b"si"))
_NUMBER = re.compile(rb"(?:>|\[CDATA\[)\s*0*([0-9]{1,9})")


@dataclass(slots=True)
class Measures:
    """What is known of a workbook."""

    size: int = 0
    """The bytes of all of it, unpacked."""
    cells: int = 0
    """The cells of the largest sheet, empty ones too, in the square that holds all of them."""
    rows: int = 0
    shared: int = 0
    """The bytes that shared texts come to in the cells that have them, where one looks closely."""


@dataclass(slots=True)
class _Part:
    """One file of the archive: how far it reaches, and how long each of its shared texts is."""

    rows: int = 1
    columns: int = 1
    has_cells: bool = False
    in_row: int = 0
    texts: "array[int]" = field(default_factory=lambda: array("q"))
    rest: bytes = b""

    def see(self, piece: bytes) -> None:
        """Take in the next piece; what is cut between two is seen with the second."""
        text = self.rest + piece
        cut = max(text.rfind(b"<"), len(text) - _CHUNK, 0)
        self.rest, text = text[cut:], text[:cut]
        self.has_cells = self.has_cells or b"sheetData" in text
        addresses = set(_ADDRESS.findall(text))
        self.rows = max([self.rows, *(int(row) for _, row in addresses)])
        self.columns = max([self.columns, *(column_number(letters) for letters, _ in addresses)])
        self._count(text)
        self._measure_texts(text)

    def end(self) -> None:
        """Take in what is left."""
        rest, self.rest = self.rest + b"<", b""
        self.see(rest)

    def _count(self, text: bytes) -> None:
        """Count the cells of a row, which may be without an address."""
        for number, row in enumerate(_ROW.split(text)):
            self.in_row = len(_CELL.findall(row)) + (0 if number else self.in_row)
            self.columns = max(self.columns, self.in_row)

    def _measure_texts(self, text: bytes) -> None:
        starts = [match.start() for match in _TEXT.finditer(text)]
        ends = [*starts, len(text)]
        if self.texts:
            self.texts[-1] += ends[0]
        self.texts.extend(end - start for start, end in pairwise(ends))


def measures(data: bytes, most: int, *, closely: bool) -> Measures | None:
    """Unpack everything once, and no more than a bound; None is no workbook.

    All but the size is seen only where one looks closely, which takes longer than to unpack.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            if "xl/workbook.xml" not in archive.namelist():
                return None
            size = 0
            for member in archive.infolist():
                for piece in _pieces(archive, member):
                    size += len(piece)
                    if size > most:
                        return Measures(size)
            return _close(archive, size) if closely else Measures(size)
    except BROKEN:
        return None


def _close(archive: zipfile.ZipFile, size: int) -> Measures:
    largest, texts, sheets = Measures(size), array("q"), list[zipfile.ZipInfo]()
    for member in archive.infolist():
        part = _Part()
        for piece in _pieces(archive, member):
            part.see(piece)
        part.end()
        if part.has_cells:
            sheets.append(member)
            largest.cells = max(largest.cells, part.rows * part.columns)
            largest.rows = max(largest.rows, part.rows)
        texts = max(texts, part.texts, key=len)
    largest.shared = _shared(archive, sheets if texts else [], texts)
    return largest


def _shared(
    archive: zipfile.ZipFile, sheets: Sequence[zipfile.ZipInfo], texts: "array[int]"
) -> int:
    """Add up the shared texts as often as a cell may have them."""
    total = 0
    for member in sheets:
        rest = b""
        for piece in _pieces(archive, member):
            text = rest + piece
            cut = max(text.rfind(b">"), len(text) - _CHUNK, 0)
            rest, text = text[cut:], text[:cut]
            numbers = (int(number) for number in _NUMBER.findall(text))
            total += sum(texts[number] for number in numbers if number < len(texts))
    return total


def _pieces(archive: zipfile.ZipFile, member: zipfile.ZipInfo) -> Iterator[bytes]:
    with archive.open(member) as file:
        while piece := file.read(_CHUNK):
            yield piece


def column_number(letters: bytes) -> int:
    """The number of a column of a sheet: A is 1, Z 26, AA 27."""
    number = 0
    for letter in letters.upper():
        number = number * 26 + letter - 64
    return number
