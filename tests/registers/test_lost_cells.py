"""A cell of a register that lost its value is refused with its place, never read as empty."""

import re
import zipfile
from collections.abc import Sequence
from pathlib import Path

import pytest

from registers.files import FORMULA, Cell, error, xlsx
from tidlig.exchange.registers import read
from tidlig.matching.items import Reading
from tidlig.model.messages import sentence
from tidlig.model.records import Register
from tidlig.sheets import workbooks
from tidlig.sheets.tables import Unusable

REGISTER = Register(id="", stands_in="", type="award")
HEADINGS = ("Sagsnr.", "Modtager", "Beløb", "Dato", "Område")
LINE = ("16-7001", "Ribe Klub", 5000, "2016-04-01", "Syd")


def reading(tmp_path: Path, data: bytes) -> Reading:
    (tmp_path / "r").write_bytes(data)
    return read(tmp_path / "r", "register", REGISTER)


def refused(tmp_path: Path, data: bytes) -> list[str]:
    """Give where and why a file is refused."""
    with pytest.raises(Unusable) as caught:
        reading(tmp_path, data)
    assert all(sentence(problem.help) for problem in caught.value.problems)
    return [f"{each.location.file}: {sentence(each.message)}" for each in caught.value.problems]


def book(*rows: Sequence[object], is_stale: bool = False) -> bytes:
    return xlsx({"Ark1": [HEADINGS, LINE, *rows]}, is_stale=is_stale)


@pytest.mark.parametrize("column", range(4))
def test_an_error_in_a_column_that_is_read_is_refused_with_its_cell(
    column: int, tmp_path: Path
) -> None:
    row: list[object] = ["16-7002", "Ribe", 700, "2016-05-01", "Nord"]
    row[column] = error("#N/A")
    (told,) = refused(tmp_path, book(row))
    place = f"register: Ark1!{'ABCD'[column]}3"
    assert told == f'{place}: "#N/A" is an error, under "{HEADINGS[column]}"'


@pytest.mark.parametrize("column", range(4))
def test_a_formula_without_a_value_in_a_column_that_is_read_is_refused(
    column: int, tmp_path: Path
) -> None:
    row: list[object] = ["16-7002", "Ribe", 700, "2016-05-01", "Nord"]
    row[column] = FORMULA
    (told,) = refused(tmp_path, book(row))
    place = f"register: Ark1!{'ABCD'[column]}3"
    assert told == f'{place}: the formula has no stored value, under "{HEADINGS[column]}"'


@pytest.mark.parametrize("broken", [error("#REF!"), FORMULA])
@pytest.mark.parametrize("after", [(), (("16-7003", "Ribe", 300, "2016-06-01", ""),)])
def test_a_row_of_only_such_cells_does_not_vanish(
    broken: Cell, after: Sequence[Sequence[object]], tmp_path: Path
) -> None:
    (told,) = refused(tmp_path, book([broken] * 5, *after))
    assert told.startswith("register: Ark1!A3: ")
    assert told.endswith("(and 3 more cells: B3, C3, D3)")


def test_ten_more_broken_cells_are_named_and_the_others_counted(tmp_path: Path) -> None:
    rows = [[error("#REF!")] * 5 for _ in range(4)]
    (told,) = refused(tmp_path, book(*rows))
    assert told.startswith("register: Ark1!A3: ")
    assert told.endswith("(and 15 more cells: B3, C3, D3, A4, B4, C4, D4, A5, B5, C5 and 5 others)")


def test_one_more_broken_cell_of_csv_is_named_by_its_line_and_heading(tmp_path: Path) -> None:
    text = "Sagsnr.;Modtager;Beløb\n16-7001;#N/A;5,00\n16-7002;Ribe;#REF!\n"
    (told,) = refused(tmp_path, text.encode())
    assert told.endswith('under "Modtager" (and 1 more cell: line 3 under "Beløb")')


def test_an_error_that_the_reader_of_workbooks_does_not_know_has_its_place(tmp_path: Path) -> None:
    row = ["16-7002", "Ribe", error("#GETTING_DATA"), "2016-05-01", ""]
    assert refused(tmp_path, book(row)) == ["register: Ark1!C3: the cell is an error"]


@pytest.mark.parametrize("broken", [error("#REF!"), FORMULA])
def test_a_broken_total_is_refused(broken: Cell, tmp_path: Path) -> None:
    (told,) = refused(tmp_path, book(["I alt", "", broken, "", ""]))
    assert told.startswith("register: Ark1!C3: ")


def test_a_column_that_nobody_reads_may_be_broken(tmp_path: Path) -> None:
    row = ["16-7002", "Ribe", 700, "2016-05-01", error("#REF!")]
    found = reading(tmp_path, book(row, ["I alt", "", 5700, "", FORMULA]))
    assert [item.ore for item in found.items] == [5000_00, 700_00]
    assert found.total is not None
    assert found.total.agrees


@pytest.mark.parametrize(
    "cell",
    [
        Cell("", "<f>SUM(C1)</f><v>700</v>"),
        Cell('t="n"', "<f>SUM(C1)</f><v>7E2</v>"),
        Cell("", '<f t="shared" si="0"/><v>700</v>'),
        Cell('t="str"', "<f>T(C1)</f><v>700</v>"),
    ],
)
def test_a_formula_with_a_value_counts_with_it(cell: Cell, tmp_path: Path) -> None:
    row = ["16-7002", "Ribe", cell, "2016-05-01", ""]
    for is_stale in (False, True):
        found = reading(tmp_path, book(row, is_stale=is_stale))
        assert [item.ore for item in found.items] == [5000_00, 700_00]


def test_a_formula_whose_text_is_empty_has_a_value(tmp_path: Path) -> None:
    empty = Cell('t="str"', '<f>""</f><v></v>')
    found = reading(tmp_path, book(["16-7002", empty, 700, empty, ""], [empty] * 5))
    assert [(item.recipient, item.date) for item in found.items][1:] == [("", None)]


@pytest.mark.parametrize(("is_stale", "ore"), [(True, None), (False, 0)])
def test_a_formula_of_0_has_no_value_where_all_is_still_to_be_calculated(
    is_stale: bool, ore: int | None, tmp_path: Path
) -> None:
    data = book(
        ["16-7002", "Ribe", Cell("", "<f>SUM(D9)</f><v>0</v>"), "2016-05-01", ""],
        is_stale=is_stale,
    )
    if ore is None:
        assert "no stored value" in refused(tmp_path, data)[0]
    else:
        assert [item.ore for item in reading(tmp_path, data).items][1:] == [ore]


def test_cells_without_an_address_and_with_a_prefix_are_found(tmp_path: Path) -> None:
    rows = ["Sagsnr.", "Beløb"], ["16-7001", 5], [FORMULA, FORMULA]
    out = tmp_path / "altered"
    (tmp_path / "book").write_bytes(xlsx({"Ark1": rows}))
    with zipfile.ZipFile(tmp_path / "book") as old, zipfile.ZipFile(out, "w") as new:
        for name in old.namelist():
            text = old.read(name).decode()
            if name.startswith("xl/worksheets"):
                text = re.sub(r' r="[A-Z]*[0-9]+"', "", text).replace("xmlns=", "xmlns:x=")
                text = re.sub(r"<(/?)", r"<\1x:", text)
            new.writestr(name, text)
    assert refused(tmp_path, out.read_bytes())[0].startswith("register: Ark1!A3: the formula")


@pytest.mark.parametrize(
    "written",
    ["#REF!", "#REFERENCE!", "#I/T", "#VÆRDI!", "#NAVN?", "#DIVISION/0!", "#N/A", "#NUL!", "#NUM!",
     "#VALUE!", "#NAME?", "#DIV/0!", "Err:502", "########", " #REF! "],
)  # fmt: skip
@pytest.mark.parametrize("column", [0, 1, 2, 3])
def test_an_error_in_csv_is_refused_as_in_a_workbook(
    written: str, column: int, tmp_path: Path
) -> None:
    cells = ["16-7002", "Ribe", "700,00", "01-05-2016"]
    cells[column] = written
    text = f"Sagsnr.;Modtager;Beløb;Dato\n16-7001;Ribe Klub;5.000,00;01-04-2016\n{';'.join(cells)}"
    (told,) = refused(tmp_path, f"{text}\n".encode())
    assert f'"{written.strip()}" is an error' in told


def test_an_error_in_a_filter_or_a_total_of_csv_is_refused(tmp_path: Path) -> None:
    text = "Sagsnr.;Beløb\n16-7001;5.000,00\nI alt;#REF!\n"
    assert refused(tmp_path, text.encode()) == ['register: "#REF!" is an error, under "Beløb"']


def test_a_number_sign_alone_is_no_error(tmp_path: Path) -> None:
    found = reading(tmp_path, b"Sagsnr.;Bel\xf8b\n#17;5\n#REF-9;6\n")
    assert [item.reference for item in found.items] == ["#17", "#REF-9"]


def test_more_of_such_cells_than_a_sheet_has_rows_are_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(workbooks, "MOST_ROWS", 4)
    (told,) = refused(tmp_path, book([FORMULA] * 5))
    assert "more than a million cells that are errors or formulas without a value" in told


def test_a_workbook_that_defines_entities_is_refused(tmp_path: Path) -> None:
    out = tmp_path / "altered"
    (tmp_path / "book").write_bytes(book(LINE))
    with zipfile.ZipFile(tmp_path / "book") as old, zipfile.ZipFile(out, "w") as new:
        for name in old.namelist():
            text = old.read(name).decode()
            if name == "xl/styles.xml":
                text = f'<!DOCTYPE x [<!ENTITY a "b">]>{text}'
            new.writestr(name, text)
    assert "not an Excel workbook" in refused(tmp_path, out.read_bytes())[0]


def merged_book(*references: str, value: object = "2016-05-01") -> bytes:
    """A register of four lines; of those after the first, column D has a value on one alone."""
    rows = [["16-7002", "Ribe", 700, value, "Nord"]]
    rows += [[f"16-700{n}", "Ribe", n, "", ""] for n in (3, 4)]
    return xlsx({"Ark1": [HEADINGS, LINE, *rows]}, merged=references)


def test_cells_merged_with_one_above_are_refused(tmp_path: Path) -> None:
    (told,) = refused(tmp_path, merged_book("D3:D5"))
    assert told == (
        "register: Ark1!D4: the cell is merged with one above, and has no value, under "
        '"Dato" (and 1 more cell: D5)'
    )
    (told,) = refused(tmp_path, merged_book("D3:D4", "E3:E5"))
    assert told.startswith("register: Ark1!D4: ")
    assert told.endswith('under "Dato"')


@pytest.mark.parametrize(
    "references",
    [
        (),
        ("E3:E5",),  # nobody reads it
        ("D4:D5",),  # nothing stands in it
        ("A1:E1", "D3:E3"),  # of one row
        ("F2:XFD1048576", "D6:D1048576", "D3", "D3:D3"),
    ],
)
def test_other_merged_cells_change_nothing(references: Sequence[str], tmp_path: Path) -> None:
    items = reading(tmp_path, merged_book(*references)).items
    assert [item.ore for item in items] == [5000_00, 700_00, 3_00, 4_00]
    assert [item.date is None for item in items] == [False, False, True, True]


def test_a_merged_cell_without_a_value_covers_nothing(tmp_path: Path) -> None:
    items = reading(tmp_path, merged_book("D3:D5", value="")).items
    assert [item.date is None for item in items] == [False, True, True, True]


def test_a_register_may_have_merged_headings_above_its_own(tmp_path: Path) -> None:
    rows = [["Udtræk", "", "", "", ""], ["", "", "", "", ""], HEADINGS, LINE]
    found = reading(tmp_path, xlsx({"Ark1": rows}, merged=("A1:E2",)))
    assert [item.ore for item in found.items] == [5000_00]
