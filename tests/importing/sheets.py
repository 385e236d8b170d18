"""A ledger and the newcomer's spreadsheet: 15 awards to 14 municipalities, of which 11 are new."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path
from xml.sax.saxutils import escape

from harness.running import write

NEW = (
    "Roskilde", "Køge", "Næstved", "Slagelse", "Holbæk", "Sorø", "Ringsted", "Greve", "Solrød",
    "Lejre", "Faxe",
)  # fmt: skip
THERE = {"odense": "Odense", "aarhus": "Aarhus", "vejle": "Vejle"}

LEDGER = """[ledger]
format   = 1
language = "en"
unit     = "kr."

[program.familier]
name  = "Familier"
years = "2026-2027"
split = { 2026 = "10 mio. kr.", 2027 = "10 mio. kr." }
date  = 2026-01-01

[program.familier.strand.tidlig]
name = "Tidlig indsats"

[pool.familier-2]
program = "familier"
frame   = { 2026 = "5 mio. kr.", 2027 = "5 mio. kr." }
"""

AMOUNTS = (
    250_000, 300_000, 200_000, 150_000, 100_000, 100_000, 100_000, 100_000, 100_000, 100_000,
    100_000, 100_000, 100_000, 100_000, 1_100_000,
)  # fmt: skip
"""3 000 000 in all, in kroner: (250 + 300 + 200 + 150) + 10 x 100 + 1 100 thousand."""

HEADINGS = ("Sagsnr.", "Kommune", "Beløb (kr.)", "Dato")


def files() -> dict[str, str]:
    """The ledger, which knows three of the municipalities."""
    recipients = (
        f'[recipient.{id}]\nname = "{name} Kommune"\nkind = "municipality"\n'
        for id, name in THERE.items()
    )
    return {"programs.toml": "\n".join([LEDGER, *recipients])}


def made(folder: Path) -> Path:
    """Write the ledger in a folder of its own."""
    folder.mkdir(parents=True, exist_ok=True)
    return write(folder, files())


def rows() -> list[tuple[str, str, int, str]]:
    """The lines of the sheet: case number, municipality, kroner and day of June 2026."""
    names = [*THERE.values(), *NEW, NEW[0]]
    return [
        (f"26/{1001 + number}", f"{name} Kommune", AMOUNTS[number], f"{number + 1:02}-06-2026")
        for number, name in enumerate(names)
    ]


def grouped(kroner: int) -> str:
    """An amount with points between thousands, and øre."""
    return f"{kroner:,}".replace(",", ".") + ",00"


def as_csv(encoding: str = "cp1252", delimiter: str = ";") -> bytes:
    """The sheet as a Danish Excel saves it."""
    lines = [delimiter.join(HEADINGS)]
    lines += [delimiter.join((case, name, grouped(kr), day)) for case, name, kr, day in rows()]
    return "".join(f"{line}\r\n" for line in lines).encode(encoding)


_NAMESPACE = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'


def as_xlsx() -> bytes:
    """The sheet as a workbook, in which amounts are numbers."""
    lines: list[tuple[object, ...]] = [HEADINGS, *rows()]
    body = "".join(
        f'<row r="{number}">{"".join(map(_cell, line))}</row>'
        for number, line in enumerate(lines, 1)
    )
    relation = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    package = "http://schemas.openxmlformats.org/package/2006"
    kinds = "application/vnd.openxmlformats-officedocument.spreadsheetml"
    parts = {
        "[Content_Types].xml": f'<Types xmlns="{package}/content-types">'
        '<Default Extension="rels" ContentType='
        '"application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Override PartName="/xl/workbook.xml" ContentType="{kinds}.sheet.main+xml"/>'
        f'<Override PartName="/xl/worksheets/sheet1.xml" ContentType="{kinds}.worksheet+xml"/>'
        "</Types>",
        "_rels/.rels": f'<Relationships xmlns="{package}/relationships"><Relationship Id="r1" '
        f'Type="{relation}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": f'<workbook {_NAMESPACE} xmlns:r="{relation}"><sheets>'
        '<sheet name="Ark1" sheetId="1" r:id="r1"/></sheets></workbook>',
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{package}/relationships">'
        f'<Relationship Id="r1" Type="{relation}/worksheet" Target="worksheets/sheet1.xml"/>'
        "</Relationships>",
        "xl/worksheets/sheet1.xml": f"<worksheet {_NAMESPACE}><sheetData>{body}</sheetData>"
        "</worksheet>",
    }
    book = io.BytesIO()
    with zipfile.ZipFile(book, "w") as archive:
        for name, text in parts.items():
            archive.writestr(name, text)
    return book.getvalue()


def _cell(value: object) -> str:
    if isinstance(value, int):
        return f"<c><v>{value}</v></c>"
    return f'<c t="inlineStr"><is><t>{escape(str(value))}</t></is></c>'
