"""A CSV file, whatever it holds, takes memory and time in proportion to its size.

Cells in a row, in all, and characters in a cell are bounded, and what is beyond is one finding with
its line. Headings, delimiters and near words are looked for within bounds. No real register meets
any of them.
"""

import tracemalloc
from dataclasses import replace
from pathlib import Path

import pytest

from tidlig.exchange.registers import read
from tidlig.matching.items import Reading
from tidlig.model.entry import OneOrMore
from tidlig.model.messages import sentence
from tidlig.model.records import Columns, Filter, Register
from tidlig.sheets import columns, csv_files, headings
from tidlig.sheets.header_row import HeaderRow
from tidlig.sheets.notation import figure
from tidlig.sheets.tables import Unusable

pytestmark = pytest.mark.long

REGISTER = Register(id="", stands_in="", type="award")
HEADING = b"id;amount;x\n"


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "register"


def reading(path: Path, data: bytes, register: Register = REGISTER) -> Reading:
    path.write_bytes(data)
    return read(path, "register", register)


def refused(path: Path, data: bytes, register: Register = REGISTER) -> tuple[int, str, str]:
    """Give the line, the message and the help of the one fault of a file."""
    with pytest.raises(Unusable) as caught:
        reading(path, data, register)
    (problem,) = caught.value.problems
    assert sentence(problem.help)
    span = problem.location.span
    return (span.line if span else 0), sentence(problem.message), sentence(problem.help)


def peak(data: bytes) -> int:
    """Give the most memory that is taken by making rows of a file, in bytes."""
    tracemalloc.start()
    try:
        csv_files.read(data, "register", None, None, HeaderRow(REGISTER))
    except Unusable:
        pass
    finally:
        _, most = tracemalloc.get_traced_memory()
        tracemalloc.stop()
    return most


@pytest.mark.parametrize(
    "data",
    [
        b";" * 8_000_000,
        b",\n" + b"," * 8_000_000,
        b"\t" * 8_000_000 + b"\n\t\n",
        HEADING + b"a;" * 4_000_000,
        HEADING + b'"\n";' * 2_000_000,
        b"sep=;\n" + b";" * 8_000_000,
        b"h;" * 4_000_000 + b"\na;5\n",
        HEADING + b"a;" + b"x" * 8_000_000,
        HEADING + b'a;"' + b'""' * 4_000_000,
        b"\0" + HEADING + b"\0" * 8_000_000,
    ],
    ids=range(10),
)
def test_no_file_of_delimiters_or_one_cell_takes_many_times_its_size(data: bytes) -> None:
    assert peak(data) < 4 * len(data) + 20_000_000


def test_columns_that_nobody_asks_for_take_little() -> None:
    wide = b"id;amount" + b";x" * 98 + b"\n" + (b"abc1;5" + b";wxyz" * 98 + b"\n") * 4_000
    assert peak(wide) < 6 * len(wide)


@pytest.mark.parametrize("delimiter", [b";", b",", b"\t", b"|"])
def test_a_row_has_at_most_as_many_cells_as_excel_has_columns(delimiter: bytes, path: Path) -> None:
    heading = b"id" + delimiter + b"amount" + delimiter * 16_382 + b"\n"
    row = b"a" + delimiter + b"5" + delimiter * 16_382
    assert len(reading(path, heading + row + b"\n").items) == 1
    line, message, _ = refused(path, heading + row + delimiter + b"\n")
    assert (line, message) == (2, "line 2 has more than 16384 cells")


def test_a_heading_of_millions_of_cells_is_refused_with_its_line(path: Path) -> None:
    line, message, _ = refused(path, b";".join(b"h%d" % n for n in range(1_000_000)) + b"\na;5\n")
    assert (line, message) == (1, "line 1 has more than 16384 cells")


def test_a_file_has_cells_within_a_bound(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(csv_files, "MOST_CELLS", 12)
    assert len(reading(path, HEADING + b"a;1;\n" * 3).items) == 3
    assert "more than 50 million cells" in refused(path, HEADING + b"a;1;\n" * 4)[1]


def test_a_file_of_empty_lines_is_refused(path: Path) -> None:
    assert "more than 2000000 lines" in refused(path, HEADING + b"\n" * 2_000_001)[1]


@pytest.mark.parametrize(
    ("data", "line", "message"),
    [
        (b'a;"' + b"x;y\n" * 2_000_000, 2, "a quotation mark is not ended"),
        (b'a;5;\nb;6;"x\n', 3, "a quotation mark is not ended"),
        (b'a;"x\ny";"' + b"z\n" * 20_000, 3, "a quotation mark is not ended"),
        (b'a;"x\ny";"z', 3, "a quotation mark is not ended"),
        (b'a;5;"' + b'""' * 30_000, 2, "a quotation mark is not ended"),
        (b"a;5;" + b"x" * 20_001 + b"\n", 2, "a cell has more than 20000 characters"),
        (b"a;" + b"x" * 20_000 + b";" + b"y" * 20_001, 2, "a cell has more than 20000 characters"),
        (b'a;"\n\n";' + b"x" * 20_001, 4, "a cell has more than 20000 characters"),
    ],
)
def test_a_cell_that_does_not_end_is_found_where_it_begins(
    data: bytes, line: int, message: str, path: Path
) -> None:
    found, said, _ = refused(path, HEADING + data)
    assert said.startswith(message)
    assert found == line


def test_a_cell_may_have_20_000_characters(path: Path) -> None:
    for cell in (b"x" * 20_000, b'"' + b"x" * 20_000 + b'"', b'"' + b'""' * 20_000 + b'"'):
        assert len(reading(path, HEADING + b"a;5;" + cell + b"\n").items) == 1


def test_not_all_of_very_many_headings_are_told(path: Path) -> None:
    many = b";".join(b"%d" % number + b"h" * 300 for number in range(10_000)) + b"\n"
    assert len(refused(path, many + b"5\n")[2]) < 10_000
    asked = replace(REGISTER, columns=Columns(id="id", amount="zzz"))
    assert len(refused(path, many + b"5\n", asked)[2]) < 10_000


def test_few_and_short_headings_are_compared_with_one_that_is_not_there(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    compared: list[list[str]] = []

    def near(_: str, known: list[str]) -> str:
        compared.append(known)
        return ""

    monkeypatch.setattr(columns, "did_you_mean", near)
    long = b";".join(b"h" * 19_000 for _ in range(20))
    many = b";".join(b"h%d" % number for number in range(10_000))
    asked = replace(REGISTER, columns=Columns(id="id", amount="zzz"))
    refused(path, long + b";" + many + b"\nx\n", asked)
    assert compared
    assert all(len(known) <= 500 and max(map(len, known)) <= 100 for known in compared)


def test_a_very_long_heading_is_no_word_of_ours() -> None:
    assert headings.normalize("Beløb (" + "kr. " * 1_000 + ")") != "beløb"
    assert headings.split_unit("t" + " " * 100_000 + "x")[1] is None
    assert headings.normalize(" Beløb,\n(i  kr.) ") == "beløb i kr"


def test_values_of_a_filter_are_told_in_short(path: Path) -> None:
    asked = replace(REGISTER, filters=(Filter("x", OneOrMore(("none",))),))
    rows = b"".join(b"a;5;%d" % number + b"v" * 10_000 + b"\n" for number in range(200))
    help = refused(path, HEADING + rows, asked)[2]
    assert len(help) < 1_000
    assert "and 192 more" in help


@pytest.mark.parametrize(
    ("written", "negative", "body"),
    [
        ("1" + " " * 57 + "x", False, "1" + " " * 57 + "x"),
        ("-" + " " * 57 + "1", True, "1"),
        ("1" + " " * 57 + "-", True, "1"),
        ("(" + " " * 57 + "1)", True, "1"),
        ("kr. 1.234,50 kr.", False, "1.234,50"),
        ("-kr 5", True, "kr 5"),
        ("-5-", True, "-5-"),
        ("(kr. 5)", True, "5"),
        ("5,-", False, "5"),
        ("\u22125", True, "5"),
        ("+5", False, "5"),
        ("", False, ""),
        ("()", True, ""),
        ("(", False, "("),
        ("--", True, "--"),
    ],
)
def test_signs_and_names_are_taken_off_an_amount(written: str, negative: bool, body: str) -> None:
    assert figure(written) == (negative, body)


def test_a_text_without_a_mark_in_utf_16_is_one_finding(path: Path) -> None:
    for encoding in ("utf-16-le", "utf-16-be", "utf-32"):
        assert refused(path, "id;amount\na;5\n".encode(encoding))[0] == 1
