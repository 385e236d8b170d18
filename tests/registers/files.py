"""Registers written as other systems would: CSV in two dialects, and workbooks."""

import datetime as dt
import io
import zipfile
from collections.abc import Collection, Iterable, Sequence
from typing import NamedTuple
from xml.sax.saxutils import escape

from registers.damages import Row

HEADINGS = ("Tilsagnsnr.", "Sagsnr.", "Tilsagn", "Modtager", "CVR-nr.", "Beløb", "Dato")
COLUMNS = {
    "id": "Tilsagnsnr.",
    "reference": "Sagsnr.",
    "award": "Tilsagn",
    "recipient": "Modtager",
    "cvr": "CVR-nr.",
    "amount": "Beløb",
    "date": "Dato",
}
OPTION = ",".join(f"{word}={heading}" for word, heading in COLUMNS.items())


def numbered(rows: Iterable[Row], first: int = 2) -> list[Row]:
    """Number rows as they will stand in a file."""
    kept = list(rows)
    for number, row in enumerate(kept, first):
        row.line = number
    return kept


def danish(rows: Iterable[Row]) -> bytes:
    """Write CSV as a Danish Excel does: semicolons, decimal commas, Windows-1252."""
    lines = [HEADINGS, *(_texts(row, "%d-%m-%Y", ",", ".") for row in numbered(rows))]
    return "".join(";".join(map(_quoted, line)) + "\r\n" for line in lines).encode("cp1252")


def plain(rows: Iterable[Row]) -> bytes:
    """Write CSV as RFC 4180 has it: commas, decimal points, UTF-8."""
    lines = [HEADINGS, *(_texts(row, "%Y-%m-%d", ".", "") for row in numbered(rows))]
    return "".join(",".join(map(_quoted, line)) + "\n" for line in lines).encode("utf-8")


def workbook(rows: Iterable[Row]) -> bytes:
    """Write a workbook with numbers and dates as Excel has them."""
    cells = [list[object](HEADINGS)]
    for row in numbered(rows):
        texts = [row.id, row.reference, row.award, row.recipient, row.cvr]
        cells.append([*texts, row.ore / 100, row.date])
    return xlsx({"Udtræk": cells})


class Cell(NamedTuple):
    """A cell as its XML has it: attributes, and what stands within."""

    attributes: str
    inner: str


def error(text: str) -> Cell:
    """A cell that is an error, by the name that files have for it."""
    return Cell('t="e"', f"<v>{text}</v>")


FORMULA = Cell("", "<f>Ark2!A2</f><v></v>")
"""A formula whose value is not stored, as openpyxl writes it."""


def xlsx(
    sheets: dict[str, Sequence[Sequence[object]]],
    formats: Sequence[str] = (),
    *,
    is_stale: bool = False,
    hidden: Collection[int] = (),
    merged: Sequence[str] = (),
) -> bytes:
    """Write the few files that a workbook needs; styles from 2 on have number formats."""
    data = io.BytesIO()
    names = list(sheets)
    listed = "".join(
        f'<sheet name="{escape(name)}" sheetId="{n}" r:id="rId{n}"/>'
        for n, name in enumerate(names, 1)
    )
    links = "".join(
        f'<Relationship Id="rId{n}" Type="{_OFFICE}/relationships/worksheet" '
        f'Target="worksheets/sheet{n}.xml"/>'
        for n, _ in enumerate(names, 1)
    )
    styles = f'<Relationship Id="rIdS" Type="{_OFFICE}/relationships/styles" Target="styles.xml"/>'
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", _TYPES)
        archive.writestr("_rels/.rels", _relations(_BOOK))
        archive.writestr(
            "xl/workbook.xml",
            f'<workbook xmlns="{_MAIN}" xmlns:r="{_OFFICE}/relationships">'
            f"<sheets>{listed}</sheets>{_STALE * is_stale}</workbook>",
        )
        archive.writestr("xl/_rels/workbook.xml.rels", _relations(links + styles))
        archive.writestr("xl/styles.xml", _styles(formats))
        for number, rows in enumerate(sheets.values(), 1):
            text = _worksheet(rows, hidden, merged)
            archive.writestr(f"xl/worksheets/sheet{number}.xml", text)
    return data.getvalue()


def _worksheet(
    rows: Sequence[Sequence[object]], hidden: Collection[int], merged: Sequence[str]
) -> str:
    lines = []
    for number, row in enumerate(rows, 1):
        cells = "".join(_cell(value, at, number) for at, value in enumerate(row))
        is_hidden = ' hidden="1"' if number in hidden else ""
        lines.append(f'<row r="{number}"{is_hidden}>{cells}</row>')
    ranges = "".join(f'<mergeCell ref="{reference}"/>' for reference in merged)
    ranges = f"<mergeCells>{ranges}</mergeCells>" if ranges else ""
    data = f"<sheetData>{''.join(lines)}</sheetData>"
    return f'<worksheet xmlns="{_MAIN}">{data}{ranges}</worksheet>'


def _cell(value: object, column: int, row: int) -> str:
    address = f"{chr(65 + column)}{row}"
    if isinstance(value, Cell):
        return f'<c r="{address}" {value.attributes}>{value.inner}</c>'
    if isinstance(value, dt.date):
        days = (value - dt.date(1899, 12, 30)).days
        return f'<c r="{address}" s="1"><v>{days}</v></c>'
    if isinstance(value, int | float):
        return f'<c r="{address}"><v>{value!r}</v></c>'
    if value in ("", None):
        return ""
    return f'<c r="{address}" t="inlineStr"><is><t>{escape(str(value))}</t></is></c>'


def _texts(row: Row, date: str, point: str, group: str) -> list[str]:
    kroner, ore = divmod(abs(row.ore), 100)
    amount = f"{kroner:,}".replace(",", group) + f"{point}{ore:02d}"
    sign = "-" if row.ore < 0 else ""
    texts = [row.id, row.reference, row.award, row.recipient, row.cvr]
    return [*texts, sign + amount, row.date.strftime(date)]


def _quoted(text: str) -> str:
    return f'"{text}"' if set(text) & set(';,"\n') else text


_STALE = '<calcPr fullCalcOnLoad="1"/>'
_QUOTES = {'"': "&quot;"}
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_SHEETS = "application/vnd.openxmlformats-officedocument.spreadsheetml"
_BOOK = (
    f'<Relationship Id="rId1" Type="{_OFFICE}/relationships/officeDocument" '
    'Target="xl/workbook.xml"/>'
)
_TYPES = (
    f'<Types xmlns="{_PACKAGE}/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.'
    'relationships+xml"/>'
    f'<Default Extension="xml" ContentType="{_SHEETS}.worksheet+xml"/>'
    f'<Override PartName="/xl/workbook.xml" ContentType="{_SHEETS}.sheet.main+xml"/>'
    f'<Override PartName="/xl/styles.xml" ContentType="{_SHEETS}.styles+xml"/></Types>'
)


def _styles(formats: Sequence[str]) -> str:
    own = "".join(
        f'<numFmt numFmtId="{n}" formatCode="{escape(code, _QUOTES)}"/>'
        for n, code in enumerate(formats, 164)
    )
    used = "".join(
        f'<xf numFmtId="{n}" applyNumberFormat="1"/>' for n, _ in enumerate(formats, 164)
    )
    return (
        f'<styleSheet xmlns="{_MAIN}"><numFmts>{own}</numFmts>'
        '<fonts count="1"><font/></fonts><fills count="1"><fill/></fills>'
        '<borders count="1"><border/></borders><cellStyleXfs count="1"><xf/></cellStyleXfs>'
        '<cellXfs><xf numFmtId="0"/><xf numFmtId="14" applyNumberFormat="1"/>'
        f"{used}</cellXfs></styleSheet>"
    )


def _relations(inner: str) -> str:
    return f'<Relationships xmlns="{_PACKAGE}/relationships">{inner}</Relationships>'
