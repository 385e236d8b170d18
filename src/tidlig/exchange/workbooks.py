"""A sheet of an XLSX workbook to a table: formulas by their values.

A workbook is a zip archive, so its true size is measured before anything reads it: a small file
may hold more than a machine has room for, and one cell far out makes a sheet of milliards.
"""

import io
import lzma
import re
import struct
import zipfile
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from tidlig.exchange.heads import Head
from tidlig.exchange.sheets import MOST_ROWS, Sheet, SheetRow
from tidlig.exchange.unusable import Unusable, unusable
from tidlig.model.findings import Location

LARGEST_UNPACKED = 512 * 1024 * 1024
"""No workbook is larger than this many bytes when it is unpacked."""

MOST_CELLS = 20_000_000
"""No sheet has more cells, empty ones too, in the square that holds all of them."""

_BROKEN = (
    zipfile.BadZipFile, zlib.error, lzma.LZMAError, struct.error, RuntimeError, EOFError, OSError,
    ValueError,
)  # fmt: skip
"""What the zip module raises for an archive that is damaged, or not what it says."""

_CHUNK = 1 << 20
_CELL = re.compile(rb"""\sr\s*=\s*["']([A-Z]*)([0-9]+)["']""")
_EXPORT = "save it as an Excel workbook (.xlsx) or as CSV"


def read(data: bytes, file: str, asked: str | None, head: Head) -> Sheet:
    """Read a sheet, the only one or that asked for; raise `Unusable` where it cannot be."""
    from python_calamine import CalamineError, CalamineWorkbook, PasswordError

    _see_to_size(data, file)
    try:
        with CalamineWorkbook.from_filelike(io.BytesIO(data)) as book:
            name = _chosen(book.sheet_names, file, asked)
            cells = book.get_sheet_by_name(name).to_python(skip_empty_area=False)
    except PasswordError:
        message = "the workbook is locked with a password"
        raise unusable(message, Location(file), "save it without the password") from None
    except CalamineError:
        raise no_workbook(file) from None
    rows = [SheetRow(line, row) for line, row in enumerate(cells, 1) if _has_any(row)]
    if not rows:
        message = f'the sheet "{name}" is empty'
        raise unusable(message, Location(file), "name another with --sheet")
    heading, rows = head.parted(rows, file)
    width = max((number for number, cell in enumerate(heading.cells, 1) if cell != ""), default=0)
    headings = tuple(str(cell).strip() for cell in heading.cells[:width])
    cut = tuple(SheetRow(line, _cut(row, width)) for line, row in rows)
    return Sheet(file, headings, heading.line, cut, _Places(file, name), name=name)


def _chosen(names: list[str], file: str, asked: str | None) -> str:
    if not names:
        raise no_workbook(file)
    listed = ", ".join(f'"{name}"' for name in names)
    if asked is not None and asked not in names:
        from tidlig.source.values import did_you_mean

        message = f'there is no sheet "{asked}"'
        help = did_you_mean(asked, names) or f"the sheets are {listed}"
        raise unusable(message, Location(file), help)
    if asked is None and len(names) != 1:
        message = f"the workbook has {len(names)} sheets: {listed}"
        raise unusable(message, Location(file), "name one with --sheet")
    return names[0] if asked is None else asked


def _has_any(cells: Sequence[object]) -> bool:
    return any(cell != "" for cell in cells)


def _cut(cells: Sequence[object], width: int) -> list[object]:
    """Leave out cells without a heading that have nothing in them."""
    kept = list(cells)
    while len(kept) > width and kept[-1] == "":
        kept.pop()
    return kept


def _see_to_size(data: bytes, file: str) -> None:
    """Unpack everything once, piece by piece, and measure it."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = archive.namelist()
            if "xl/workbook.xml" not in names:
                raise no_workbook(file)
            unpacked = 0
            for name in names:
                measures = _Extent()
                for piece in _pieces(archive, name):
                    unpacked += len(piece)
                    if unpacked > LARGEST_UNPACKED:
                        raise _too_large(file, "512 MiB when it is unpacked")
                    if name.startswith("xl/worksheets/"):
                        measures.see(piece)
                if measures.rows * measures.columns > MOST_CELLS or measures.rows > MOST_ROWS:
                    raise _too_large(file, "20 million cells, counting the empty ones between")
    except _BROKEN:
        raise no_workbook(file) from None


def _pieces(archive: zipfile.ZipFile, name: str) -> Iterator[bytes]:
    with archive.open(name) as member:
        while piece := member.read(_CHUNK):
            yield piece


@dataclass(slots=True)
class _Extent:
    """How far a sheet reaches, by the addresses of its rows and cells."""

    rows: int = 1
    columns: int = 1
    rest: bytes = b""

    def see(self, piece: bytes) -> None:
        """Take in the next piece of the sheet; an address may be cut between two."""
        text = self.rest + piece
        found = set(_CELL.findall(text))
        self.rows = max([self.rows, *(int(row[:9]) for _, row in found)])
        self.columns = max([self.columns, *(column_number(letters) for letters, _ in found)])
        self.rest = text[-32:]


def column_number(letters: bytes) -> int:
    """Give the number of a column of a sheet: A is 1, Z 26, AA 27."""
    number = 0
    for letter in letters[:4]:
        number = number * 26 + letter - 64
    return number


def column_letters(number: int) -> str:
    """Give the letters of a column of a sheet, from 0: A, B, ..., Z, AA."""
    letters = ""
    number += 1
    while number:
        number, letter = divmod(number - 1, 26)
        letters = chr(65 + letter) + letters
    return letters


@dataclass(frozen=True, slots=True)
class _Places:
    """Where the cells of a sheet stand."""

    file: str
    sheet: str

    def __call__(self, line: int, column: int) -> Location:
        """Give the address of a cell as Excel writes it."""
        return Location(f"{self.file}: {self.sheet}!{column_letters(column)}{line}")


def _too_large(file: str, what: str) -> Unusable:
    help = "save the columns that are needed as a workbook of their own, or as CSV"
    return unusable(f"the workbook has more than {what}", Location(file), help)


def no_workbook(file: str) -> Unusable:
    """Say that a file is no workbook, whatever it calls itself."""
    return unusable("this is not an Excel workbook (.xlsx)", Location(file), _EXPORT)
