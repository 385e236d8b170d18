"""Files of every kind that a register may be in, and all that may be wrong with them."""

import os
import zipfile
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from registers.files import xlsx
from tidlig.exchange.registers import read
from tidlig.matching.items import Reading
from tidlig.model.messages import sentence
from tidlig.model.records import Columns, Register
from tidlig.sheets import workbooks
from tidlig.sheets.tables import Unusable

REGISTER = Register(id="", stands_in="", type="award")
TEXT = "Modtager;Beløb;Dato\nKøge;1.234,50;31-12-2015\nRibe;5;01-02-2016\n"
EXPECTED = [("Køge", date(2015, 12, 31), 1_234_50), ("Ribe", date(2016, 2, 1), 5_00)]
ROWS: Sequence[Sequence[object]] = (
    ("Modtager", "Beløb", "Dato"),
    ("Køge", 1234.5, date(2015, 12, 31)),
    ("Ribe", 5, date(2016, 2, 1)),
)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "register"


def reading(path: Path, data: bytes, register: Register = REGISTER) -> Reading:
    path.write_bytes(data)
    return read(path, "register", register)


def lines(found: Reading) -> list[tuple[str, date | None, int]]:
    return [(item.recipient, item.date, item.ore) for item in found.items]


def refused(path: Path, data: bytes, register: Register = REGISTER) -> str:
    """Give where and why a file is refused, in one line."""
    with pytest.raises(Unusable) as caught:
        reading(path, data, register)
    problem = caught.value.problems[0]
    assert len(caught.value.problems) == 1
    assert sentence(problem.help)
    span = problem.location.span
    place = f"{problem.location.file}{f':{span.line}:{span.column}' if span else ''}"
    return f"{place}: {sentence(problem.message)}; {sentence(problem.help)}"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
@pytest.mark.parametrize("ends", ["\n", "\r\n", "\r"])
def test_a_text_is_read_in_every_encoding_that_is_certain(
    path: Path, encoding: str, ends: str
) -> None:
    found = reading(path, TEXT.replace("\n", ends).encode(encoding))
    assert lines(found) == EXPECTED
    assert found.encoding == {"cp1252": "windows-1252", "utf-8-sig": "utf-8"}.get(
        encoding, encoding
    )


@pytest.mark.parametrize("delimiter", [";", "\t", "|"])
def test_what_parts_the_cells_is_seen_from_the_rows(path: Path, delimiter: str) -> None:
    found = reading(path, TEXT.replace(";", delimiter).encode())
    assert (lines(found), found.delimiter) == (EXPECTED, delimiter)


def test_excels_own_first_line_says_what_parts_the_cells(path: Path) -> None:
    found = reading(path, f"sep=;\n{TEXT}".encode())
    assert (lines(found), [item.number for item in found.items]) == (EXPECTED, [3, 4])


def test_cells_that_may_be_parted_by_two_are_not(path: Path) -> None:
    data = b"id;x,amount;y\na;1,2;b\n"
    assert "may be parted by" in refused(path, data)


def test_a_quoted_cell_may_have_line_breaks_and_lines_are_counted_in_the_file(path: Path) -> None:
    data = 'Modtager;Beløb\n"Køge\nKommune";5\nRibe;"x"\n'.encode()
    assert refused(path, data).startswith("register:4:6: ")


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        ("Modtager;Beløb\nKøge;5\n".encode() + "Tønder;6\n".encode("cp1252"), "register:3:1"),
        ("Modtager;Beløb\nK\u00f8ge;5\n".encode("cp1252") + b"\x81;6\n", "register:3:1"),
        ("Modtager;Beløb\nK\ufffdge;5\n".encode(), "register:2:1"),
        ("Modtager;Beløb\nKÃ¸ge;5\n".encode(), "register:2:1"),
        (TEXT.encode("utf-16-le"), "register:1:1"),
        ("Modtager;Belob\nRibe;5\nKøge;6\n".encode("cp865"), "register:3:1"),
        ("Modtager;Belob\nRibe;5\nKøge;6\n".encode("mac_roman"), "register:3:1"),
    ],
)
def test_a_broken_encoding_is_one_fault_with_its_line(
    path: Path, data: bytes, expected: str
) -> None:
    assert refused(path, data).startswith(expected)


def test_an_encoding_that_is_asked_for_is_taken_or_refused(path: Path) -> None:
    mixed = "Modtager;Beløb\nKøge;5\n".encode() + "Tønder;6\n".encode("cp1252")
    asked = replace(REGISTER, encoding="windows-1252", columns=_columns("Modtager", "BelÃ¸b"))
    assert [item.recipient for item in reading(path, mixed, asked).items] == ["KÃ¸ge", "Tønder"]
    assert refused(path, mixed, replace(REGISTER, encoding="utf-8")).startswith("register:3:1")


def _columns(recipient: str, amount: str) -> Columns:
    return Columns(recipient=recipient, amount=amount)


def test_a_row_with_more_cells_is_refused_unless_they_are_empty(path: Path) -> None:
    assert "line 2 has 4 cells" in refused(path, b"id;amount;date\na;5;;7\n")
    assert len(reading(path, b"id;amount;date\na;5;;\n").items) == 1


def test_empty_rows_are_no_lines(path: Path) -> None:
    found = reading(path, b"\n;;\nid;amount;date\n\na;5;\n;;\n")
    assert [item.number for item in found.items] == [5]


@pytest.mark.parametrize("label", ["I alt", "Total:", "SUM"])
def test_a_total_at_the_end_is_no_line(path: Path, label: str) -> None:
    found = reading(path, f"{TEXT}{label};1.239,50;\n".encode())
    assert lines(found) == EXPECTED
    assert found.total is not None
    assert (found.total.line, found.total.ore) == (4, 1_239_50)


def test_a_total_with_a_date_is_a_line(path: Path) -> None:
    found = reading(path, f"{TEXT}Total;1.239,50;31-12-2015\n".encode())
    assert (len(found.items), found.total) == (3, None)


def test_a_quotation_mark_that_nobody_ends_takes_no_line_with_it(path: Path) -> None:
    assert refused(path, b'id;amount\na;5\n"b;6\nc;7\n').startswith("register:3:1")
    assert refused(path, b'id;amount\na;5\n"b;6\nc;7\n"d;8\n').startswith("register:3:1")
    assert refused(path, b'id;amount\n"' + b"x" * 30_000 + b'";7\n').startswith("register:2:1")


def test_a_workbook_is_read_as_the_same_text(path: Path) -> None:
    found = reading(path, xlsx({"Ark1": ROWS}))
    assert (lines(found), found.sheet) == (EXPECTED, "Ark1")


def test_a_workbook_with_several_sheets_needs_one_named(path: Path) -> None:
    data = xlsx({"Ark1": [("x",)], "Udtræk": ROWS})
    assert 'has 2 sheets: "Ark1", "Udtræk"' in refused(path, data)
    assert lines(reading(path, data, replace(REGISTER, sheet="Udtræk"))) == EXPECTED
    assert 'did you mean "Udtræk"?' in refused(path, data, replace(REGISTER, sheet="Udtraek"))


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        (("Ribe", 5.005, ""), "register: Ark1!B4"),
        (("Ribe", "", ""), "register: Ark1!B4"),
        (("Ribe", 5, 42000), "register: Ark1!C4"),
        (("Ribe", "x", ""), "register: Ark1!B4"),
        (("Ribe", 5, "", "beyond"), "register: Ark1!A4"),
    ],
)
def test_a_fault_in_a_workbook_has_the_address_of_its_cell(
    path: Path, row: Sequence[object], expected: str
) -> None:
    data = xlsx({"Ark1": [*ROWS[:2], ("", "", ""), row]})
    assert refused(path, data).startswith(expected)


def test_ids_that_are_numbers_in_a_workbook_are_as_they_are_shown(path: Path) -> None:
    found = reading(path, xlsx({"Ark1": [("id", "cvr", "amount"), (17.0, 35209115, 5)]}))
    assert [(item.id, item.cvr) for item in found.items] == [("17", "35209115")]


def test_what_is_no_workbook_is_refused(path: Path, tmp_path: Path) -> None:
    assert "not an Excel workbook" in refused(path, b"PK\x03\x04 but no more")
    assert "old Excel" in refused(path, b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600)
    zipped = tmp_path / "z"
    with zipfile.ZipFile(zipped, "w") as archive:
        archive.writestr("x.txt", "x")
    assert "not an Excel workbook" in refused(path, zipped.read_bytes())
    book = xlsx({"Ark1": ROWS})
    assert "not an Excel workbook" in refused(path, book[: len(book) // 2])
    named = tmp_path / "named.xlsx"
    named.write_bytes(TEXT.encode())
    with pytest.raises(Unusable, match="not an Excel workbook"):
        read(named, "named.xlsx", REGISTER)


def test_a_workbook_that_is_larger_than_it_looks_is_not_unpacked(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(workbooks, "LARGEST_UNPACKED", 10_000)
    data = xlsx({"Ark1": [("id", "amount"), ("x" * 20_000, 5)]})
    assert len(data) < 10_000
    assert "more than 512 MiB" in refused(path, data)


def test_one_cell_far_out_makes_no_sheet_of_milliards(path: Path, tmp_path: Path) -> None:
    book = tmp_path / "book"
    book.write_bytes(xlsx({"Ark1": ROWS}))
    far = b'<c r="XFD1048576"><v>1</v></c></row></sheetData>'
    with zipfile.ZipFile(book) as old, zipfile.ZipFile(path, "w") as new:
        for name in old.namelist():
            new.writestr(name, old.read(name).replace(b"</row></sheetData>", far))
    assert "20 million cells" in refused(path, path.read_bytes())


def test_a_file_without_permission_or_that_is_a_pipe_is_not_read(path: Path) -> None:
    os.mkfifo(path)
    with pytest.raises(Unusable, match="not a plain file"):
        read(path, "register", REGISTER)
    path.unlink()
    path.write_bytes(b"x")
    path.chmod(0)
    if not os.access(path, os.R_OK):
        with pytest.raises(Unusable, match="permission"):
            read(path, "register", REGISTER)
