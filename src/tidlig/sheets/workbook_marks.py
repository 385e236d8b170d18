"""What cells are besides their values: errors, formulas without one, units; hidden, merged.

The reader of workbooks takes an error for an empty cell, and a formula whose value is not stored
too, and says nothing of formats. So the sheet's own XML is read here, in the process that reads
workbooks, and only where it has any of these. Formulas are without a value in what openpyxl saves;
XlsxWriter stores 0, and says that all is to be calculated when the workbook is opened.
"""

import io
import posixpath
import re
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import NamedTuple
from xml.parsers import expat

from tidlig.model.money import KRONER
from tidlig.sheets.currency import foreign_currencies, of_format, texts_of_format
from tidlig.sheets.headings import split_unit
from tidlig.sheets.merged_cells import Merged, merged_cells
from tidlig.sheets.workbook_sizes import BROKEN as ZIP_BROKEN
from tidlig.sheets.workbook_sizes import column_number

BROKEN = (*ZIP_BROKEN, expat.ExpatError, KeyError, IndexError, StopIteration)
"""What is raised for a workbook that is not what it says."""

_MARKED = re.compile(
    rb"""\bt\s*=\s*["']e["']|\bhidden\s*=\s*["'](?:1|true)["']"""
    rb"""|<(?:[^<>\s/:!?]{1,99}:)?(?:f|mergeCell)[\s/>]"""
)
_ADDRESS = re.compile("([A-Za-z]{1,3})([0-9]{1,7})")
_BOOK, _LINKS, _STYLES = "xl/workbook.xml", "xl/_rels/workbook.xml.rels", "xl/styles.xml"


class Mark(NamedTuple):
    """What a cell is: "error" with its text, "uncalculated", or "formatted" with the unit."""

    kind: str
    text: str = ""


Marks = dict[int, dict[int, Mark]]
"""What is marked, by row from 1 and by column from 0."""


def apply_marks(row: list[object], marks_of_row: dict[int, Mark]) -> list[object]:
    """Put what is marked in the cells of a row, which may be too short, as JSON has it."""
    beyond = [column for column, mark in marks_of_row.items() if mark.kind != "formatted"]
    row += [""] * (max(beyond, default=-1) + 1 - len(row))
    for column, mark in marks_of_row.items():
        if mark.kind == "error":
            row[column] = mark.text
        elif mark.kind == "uncalculated":
            row[column] = {mark.kind: None}
        elif column < len(row) and type(row[column]) in (int, float):
            row[column] = {mark.kind: [row[column], mark.text]}
    return row


class Marked(NamedTuple):
    """What is marked in a sheet, the rows that are hidden, and the cells that are merged."""

    marks: Marks
    hidden: frozenset[int] = frozenset()
    merged: Sequence[Merged] = ()


def find_marks(data: bytes, number: int, most: int, currency: str = KRONER) -> Marked | None:
    """What is marked in a sheet, by its number from 0.

    The currency is the ledger's. None for more cells than there may be.
    Raise one of `BROKEN` where the workbook cannot be understood.
    """
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        book = _elements(archive, _BOOK)
        sheet = _read(archive, _part(archive, book, number))
        units = _units(archive, currency)
    if not (units or _MARKED.search(sheet) or b"\0" in sheet):
        return Marked({})
    cells = _Sheet(units, most, _is_stale(book))
    cells.read(sheet)
    return None if cells.left < 0 else Marked(cells.marks, frozenset(cells.hidden), cells.merged)


def _is_stale(book: "Sequence[_Element]") -> bool:
    """Whether a workbook asks to be calculated when it is opened."""
    return any(
        name == "calcPr" and attributes.get("fullCalcOnLoad") in ("1", "true")
        for name, attributes in book
    )


def _part(archive: zipfile.ZipFile, book: "Sequence[_Element]", number: int) -> str:
    """The name of the part that has a sheet, as the reader finds it."""
    sheets = [attributes for name, attributes in book if name == "sheet"]
    link = next(value for key, value in sheets[number].items() if _local(key) == "id")
    target = _target(archive, link)
    path = target.lstrip("/") if target.startswith(("/", "xl/")) else f"xl/{target}"
    return posixpath.normpath(path)


def _target(archive: zipfile.ZipFile, link: str) -> str:
    for name, attributes in _elements(archive, _LINKS):
        if name == "Relationship" and attributes.get("Id") == link:
            return attributes["Target"]
    raise KeyError(link)


def _units(archive: zipfile.ZipFile, own: str) -> dict[str, str]:
    """The currencies and units that are not the ledger's, by the number of their style."""
    if not any(name.casefold() == _STYLES for name in archive.namelist()):
        return {}
    formats, styles = _formats_and_styles(archive)
    units = {}
    for number, style in enumerate(styles):
        unit = _unit(formats.get(style, ""), own)
        if unit is not None:
            units[str(number)] = unit
    return units


def _formats_and_styles(archive: zipfile.ZipFile) -> tuple[dict[str, str], list[str]]:
    """The codes of number formats by their ids, and the id that each style of cells has."""
    formats: dict[str, str] = {}
    styles: list[str] = []
    is_of_cells = False
    for name, attributes in _elements(archive, _STYLES):
        if name == "numFmt":
            formats[attributes.get("numFmtId", "")] = attributes.get("formatCode", "")
        elif name == "xf" and is_of_cells:
            styles.append(attributes.get("numFmtId", ""))
        elif name in ("cellXfs", "cellStyleXfs", "cellStyles", "dxfs"):
            is_of_cells = name == "cellXfs"
    return formats, styles


_SCALED = re.compile("[0#?],+(?![0#?,])")
"""Commas that have a number shown in thousands or millions: the number itself is whole."""


def _unit(code: str, own: str) -> str | None:
    """What a number format shows that is not the ledger's: a currency, or mio. kr."""
    currency = of_format(code)
    if currency is None and KRONER in foreign_currencies(texts_of_format(code), own):
        currency = KRONER
    if currency not in (None, own):
        return currency
    if _SCALED.search(code):
        return None
    unit = split_unit(texts_of_format(code))[1]
    return unit if unit in ("t.kr.", "mio. kr.", "mia. kr.") else None


_Element = tuple[str, dict[str, str]]


def _elements(archive: zipfile.ZipFile, name: str) -> list[_Element]:
    """The elements of a small part, by their names without a prefix, in their order."""
    elements: list[_Element] = []

    def start(name: str, attributes: dict[str, str]) -> None:
        elements.append((_local(name), attributes))

    parser = _parser()
    parser.StartElementHandler = start
    parser.Parse(_read(archive, name), True)
    return elements


def _parser() -> expat.XMLParserType:
    """A parser that refuses definitions of types and entities, which no workbook has."""
    parser = expat.ParserCreate()
    parser.StartDoctypeDeclHandler = _refuse
    return parser


def _refuse(*_: object) -> None:
    raise ValueError("a workbook has no definition of its type")


def _read(archive: zipfile.ZipFile, name: str) -> bytes:
    names = {own.casefold(): own for own in archive.namelist()}
    return archive.read(names[name.casefold()])


def _local(name: str) -> str:
    return name.rpartition(":")[2]


@dataclass(slots=True)
class _Sheet:
    """The cells of a sheet as its XML goes by; what has no address comes after what was before."""

    units: dict[str, str]
    left: int
    is_stale: bool
    marks: Marks = field(default_factory=dict)
    hidden: set[int] = field(default_factory=set)
    merged: list[Merged] = field(default_factory=list)
    row: int = 0
    column: int = -1
    attributes: dict[str, str] = field(default_factory=dict)
    has_formula: bool = False
    has_value: bool = False
    texts: list[str] = field(default_factory=list)
    in_value: bool = False

    def read(self, sheet: bytes) -> None:
        """Go through a sheet."""
        parser = _parser()
        parser.buffer_text = True
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._text
        parser.Parse(sheet, True)

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        name = _local(name)
        if name == "c":
            self._begin(attributes)
        elif name == "v":
            self.has_value = self.in_value = True
        elif name == "f":
            self.has_formula = True
        elif name == "mergeCell":
            merged = merged_cells(attributes.get("ref", ""))
            self.merged += [] if merged is None else [merged]
        elif name == "row":
            self.row, self.column = int(attributes.get("r", self.row + 1)), -1
            if attributes.get("hidden") in ("1", "true"):
                self.hidden.add(self.row)

    def _begin(self, attributes: dict[str, str]) -> None:
        """Begin a cell; one without an address comes after the cell before."""
        self.attributes, self.has_formula, self.has_value = attributes, False, False
        self.texts.clear()
        address = _ADDRESS.fullmatch(attributes.get("r", ""))
        self.column += 1
        if address is not None:
            self.column = column_number(address[1].encode()) - 1
            self.row = int(address[2])

    def _text(self, text: str) -> None:
        if self.in_value:
            self.texts.append(text)

    def _end(self, name: str) -> None:
        name = _local(name)
        if name == "v":
            self.in_value = False
        elif name == "c" and self.left >= 0:
            mark = self._mark()
            if mark is not None:
                self.left -= 1
                self.marks.setdefault(self.row, {})[self.column] = mark

    def _mark(self) -> Mark | None:
        """What the cell is that ends."""
        kind, value = self.attributes.get("t", "n"), "".join(self.texts).strip()
        if kind == "e":
            return Mark("error", value or "#N/A")
        if self.has_formula and self._lacks_value(kind, value):
            return Mark("uncalculated")
        if kind != "n" or not value:
            return None
        unit = self.units.get(self.attributes.get("s", ""))
        return Mark("formatted", unit) if unit else None

    def _lacks_value(self, kind: str, value: str) -> bool:
        """Whether a formula has no value of its own; an empty text may well be one."""
        if not value:
            return kind != "str" or not self.has_value
        return self.is_stale and kind == "n" and value == "0"
