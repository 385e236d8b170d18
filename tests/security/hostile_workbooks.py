"""Workbooks that a stranger might send: small files that would make much, or that lie."""

import io
import zipfile
from collections.abc import Callable, Mapping

from registers.files import xlsx

SHEET, BOOK, LINKS = "xl/worksheets/sheet1.xml", "xl/workbook.xml", "xl/_rels/workbook.xml.rels"
STYLES, TEXTS = "xl/styles.xml", "xl/sharedStrings.xml"
ORDINARY = xlsx({"Ark1": [("Modtager", "Beløb"), ("Køge", 12.5)]})

_TEXTS_LINK = (
    b'<Relationship Id="rIdT" Type="http://schemas.openxmlformats.org/officeDocument/2006/'
    b'relationships/sharedStrings" Target="sharedStrings.xml"/></Relationships>'
)
_MAIN = b'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'

Change = Callable[[bytes], bytes]


def altered(
    changes: Mapping[str, Change],
    *,
    book: bytes = ORDINARY,
    more: Mapping[str, bytes] | None = None,
    names: Mapping[str, str] | None = None,
) -> bytes:
    """Give a workbook with some of its files changed, added, or called otherwise."""
    data = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(book)) as old,
        zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for name in old.namelist():
            text = changes.get(name, bytes)(old.read(name))
            new.writestr((names or {}).get(name, name), text)
        for name, text in (more or {}).items():
            new.writestr(name, text)
    return data.getvalue()


def with_rows(rows: bytes) -> Change:
    """Add rows to a sheet."""
    return lambda text: text.replace(b"</sheetData>", rows + b"</sheetData>")


def before(mark: bytes, added: bytes) -> Change:
    """Add something before a mark."""
    return lambda text: text.replace(mark, added + mark)


def with_row(row: bytes) -> bytes:
    """Give a workbook with a row more."""
    return altered({SHEET: with_rows(row)})


def with_shared(texts: bytes, rows: bytes, counted: int = 1) -> bytes:
    """Give a workbook whose cells share texts."""
    listed = b'<sst %b count="%d" uniqueCount="%d">%b</sst>' % (_MAIN, counted, counted, texts)
    changes = {
        LINKS: lambda text: text.replace(b"</Relationships>", _TEXTS_LINK),
        SHEET: with_rows(rows),
    }
    return altered(changes, more={TEXTS: listed})


def sharing(size: int, cells: int) -> bytes:
    """Give a workbook with one text of a size in so many cells."""
    row = b'<row r="%d"><c r="A%d" t="s"><v>0</v></c></row>'
    rows = b"".join(row % (number, number) for number in range(3, cells + 3))
    return with_shared(b"<si><t>" + b"x" * size + b"</t></si>", rows)


FAR = b'<row r="1048576"><c r="%b1048576"><v>1</v></c></row>'

TOO_MANY_CELLS = {
    "far out": with_row(FAR % b"XFD"),
    "far out in small letters": with_row(b'<row r="3"><c r="xfd999999"><v>1</v></c></row>'),
    "far out in a sheet elsewhere": altered(
        {
            SHEET: with_rows(FAR % b"XFD"),
            LINKS: lambda text: text.replace(b"worksheets/sheet1", b"elsewhere/x"),
        },
        names={SHEET: "xl/elsewhere/x.xml"},
    ),
    "far out with spaces between": with_row(b"<row><c\n\tr\n=\n'xFd999999'><v>1</v></c></row>"),
    "a column that no sheet has": with_row(b'<row r="3"><c r="ZZZZZZ3"><v>1</v></c></row>'),
    "a row that no sheet has": with_row(b'<row r="3"><c r="A4294967295"><v>1</v></c></row>'),
    "cells without an address": with_row(
        b'<row r="999000">' + b"<c><v>1</v></c>" * 20_000 + b"</row>"
    ),
}
"""Workbooks that make a sheet of more cells than any machine has room for."""

MUCH = {
    "one text of 1 MB in 20 000 cells": sharing(1_000_000, 20_000),
    "many texts of Excel's longest": sharing(32_000, 60_000),
}
"""Workbooks that make more text than they have."""
