"""A workbook, whatever it holds, takes bounded memory and time, and never the program with it.

What its reader makes is bounded, not what we think that it reads: a process of its own reads, under
limits of the system, and hands back rows within bounds. Where the system has no such limits, time
and answers are bounded, and the workbook is measured before.
"""

import datetime as dt
import os
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from registers.files import xlsx
from security.hostile_workbooks import (
    BOOK,
    MUCH,
    ORDINARY,
    SHEET,
    STYLES,
    TOO_MANY_CELLS,
    altered,
    before,
    sharing,
    with_row,
    with_shared,
)
from tidlig.exchange.registers import read
from tidlig.matching.items import Reading
from tidlig.model.messages import sentence
from tidlig.model.records import Register
from tidlig.sheets import confinement, workbooks
from tidlig.sheets.header_row import HeaderRow
from tidlig.sheets.tables import Sheet, Unusable

pytestmark = pytest.mark.long

REGISTER = Register(id="", stands_in="", type="award")
MEASURED = pytest.mark.parametrize("holds", [True, False], ids=["limits", "no limits"])


def reading(path: Path, data: bytes, register: Register = REGISTER) -> Reading:
    path.write_bytes(data)
    return read(path, "register", register)


def refused(path: Path, data: bytes, register: Register = REGISTER) -> str:
    with pytest.raises(Unusable) as caught:
        reading(path, data, register)
    problem = caught.value.problems[0]
    assert sentence(problem.help)
    return f"{problem.location.file}: {sentence(problem.message)}"


def sheet(rows: list[tuple[object, ...]]) -> Sheet:
    return workbooks.read(xlsx({"Ark1": rows}), "register", None, HeaderRow(REGISTER))


def answering(monkeypatch: pytest.MonkeyPatch, program: str) -> None:
    """Put another program in the reader's place."""
    started = f"import sys; sys.stdin.buffer.read(); {program}"
    monkeypatch.setattr(confinement, "_START", started)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "register"


@MEASURED
@pytest.mark.parametrize("kind", TOO_MANY_CELLS)
def test_a_small_workbook_makes_no_sheet_of_milliards(
    kind: str, holds: bool, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(confinement, "LIMITS_HOLD", holds and confinement.LIMITS_HOLD)
    assert len(TOO_MANY_CELLS[kind]) < 4_000
    assert "20 million cells" in refused(path, TOO_MANY_CELLS[kind])


@MEASURED
@pytest.mark.parametrize("kind", MUCH)
def test_shared_texts_are_not_copied_without_end(
    kind: str, holds: bool, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(confinement, "LIMITS_HOLD", holds and confinement.LIMITS_HOLD)
    assert "more than 1 GiB of text" in refused(path, MUCH[kind])


@pytest.mark.skipif(not confinement.LIMITS_HOLD, reason="this system holds no limits")
def test_a_number_of_texts_that_is_a_lie_ends_the_reader_alone(path: Path) -> None:
    many = with_shared(b"<si><t>x</t></si>", b"", counted=4_294_967_295)
    assert "the workbook cannot be read: it takes too much memory" in refused(path, many)


@MEASURED
def test_no_cell_is_longer_than_excel_allows(
    holds: bool, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(confinement, "LIMITS_HOLD", holds and confinement.LIMITS_HOLD)
    assert "register: Ark1!A3: the cell has more than 32,767" in refused(path, sharing(32_768, 1))
    assert "the amount is missing" in refused(path, sharing(32_767, 1))


@MEASURED
def test_an_archive_is_unpacked_within_a_bound(
    holds: bool, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(confinement, "LIMITS_HOLD", holds and confinement.LIMITS_HOLD)
    monkeypatch.setattr(workbooks, "LARGEST_UNPACKED", 1_000_000)
    zeros = altered({}, more={"xl/media/image1.png": b"\0" * 1_000_001})
    assert len(zeros) < 4_000
    assert "more than 512 MiB when it is unpacked" in refused(path, zeros)
    inner = altered({}, more={"xl/embeddings/a.xlsx": zeros})
    assert len(reading(path, inner).items) == 1


LARGE_BUT_LEGAL = {
    "ten thousand names": altered(
        {BOOK: before(b"</workbook>", b"<definedNames>%b</definedNames>" % (
            b'<definedName name="n">Ark1!$A$1</definedName>' * 10_000
        ))}
    ),
    "merged cells": altered(
        {SHEET: before(b"</worksheet>", b"<mergeCells>%b</mergeCells>" % (
            b'<mergeCell ref="A1:XFD1048576"/>' * 100_000
        ))}
    ),
    "styles": altered({STYLES: before(b"</cellXfs>", b'<xf numFmtId="14"/>' * 300_000)}),
    "a dimension that is a lie": altered(
        {SHEET: before(b"<sheetData>", b'<dimension ref="A1:XFD1048576"/>')}
    ),
    "a dimension upside down": altered(
        {SHEET: before(b"<sheetData>", b'<dimension ref="XFD1048576:A1"/>')}
    ),
    "depth": altered({SHEET: before(b"<sheetData>", b"<a>" * 500_000)}),
    "files beside": altered({}, more={f"x{number}": b"" for number in range(5_000)}),
}  # fmt: skip


@pytest.mark.parametrize("kind", LARGE_BUT_LEGAL)
def test_what_is_much_beside_the_cells_costs_little(kind: str, path: Path) -> None:
    found = reading(path, LARGE_BUT_LEGAL[kind])
    assert [(item.recipient, item.ore) for item in found.items] == [("Køge", 12_50)]


BROKEN = {
    "entities of entities": altered(
        {SHEET: lambda text: b'<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]>'
         + text.replace("Køge".encode(), b"&b;")}
    ),
    "an entity from a file": altered(
        {SHEET: lambda text: b'<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>'
         + text.replace("Køge".encode(), b"&a;")}
    ),
    "a negative row": with_row(b'<row r="-1"><c r="A-1"><v>1</v></c></row>'),
    "a row zero": with_row(b'<row r="0"><c r="A0"><v>1</v></c></row>'),
    "a text that is not there": with_row(b'<row r="3"><c r="A3" t="s"><v>7</v></c></row>'),
    "a locked file": ORDINARY.replace(
        b"PK\x01\x02\x14\x03\x14\x00\x00", b"PK\x01\x02\x14\x03\x14\x00\x01"
    ),
}  # fmt: skip


@pytest.mark.parametrize("kind", BROKEN)
def test_what_is_broken_is_no_workbook(kind: str, path: Path) -> None:
    assert "not an Excel workbook" in refused(path, BROKEN[kind])


@pytest.mark.parametrize("value", [b"1e300", b"NaN", b"inf", b"1e400", b"-99999999"])
def test_no_number_beyond_all_budgets_is_a_date_or_an_amount(value: bytes, path: Path) -> None:
    row = b'<row r="3"><c r="A3" s="1"><v>%b</v></c><c r="B3"><v>%b</v></c></row>'
    said = refused(path, with_row(row % (value, b"1e300")))
    assert said.startswith("register: Ark1!B3: 1e+300 has more digits than any budget")
    said = refused(path, with_row(row % (b"5", value.replace(b"-", b"-1e"))))
    assert "has more digits than any budget" in said


@pytest.mark.parametrize("value", [b"-1e300", b"-inf"])
def test_a_date_that_breaks_its_reader_breaks_nothing_else(value: bytes, path: Path) -> None:
    said = refused(path, with_row(b'<row r="3"><c r="A3" s="1"><v>%b</v></c></row>' % value))
    assert "the workbook cannot be read: it takes too much memory, or is broken" in said


def test_values_come_back_as_excel_has_them() -> None:
    moment = b'<row r="3"><c r="A3" s="1"><v>%b</v></c></row>'
    day = sheet([("Modtager", "Beløb"), (dt.date(2015, 12, 31), 5)]).rows[0].cells
    assert list(day) == [dt.date(2015, 12, 31), 5]
    texts = 'quote " and \\ and \U0001f600 and \u2028 and <&>'
    assert sheet([("Modtager", "Beløb"), (texts, 0.1)]).rows[0].cells[0] == texts
    for written, expected in (
        (b"42369.5", dt.datetime(2015, 12, 31, 12, 0)),  # noqa: DTZ001 - Excel knows no zones
        (b"0.75", dt.time(18, 0)),
    ):
        found = workbooks.read(with_row(moment % written), "r", None, HeaderRow(REGISTER))
        assert found.rows[-1].cells[0] == expected


def test_a_sheet_that_begins_far_in_keeps_its_addresses() -> None:
    rows: list[tuple[object, ...]] = [("", ""), ("", "", "Modtager", "Beløb"), ("", "", "Køge", 5)]
    found = sheet(rows)
    assert found.headings == ("", "", "Modtager", "Beløb")
    assert (found.heading_line, found.rows[0].line) == (2, 3)
    assert list(found.rows[0].cells) == ["", "", "Køge", 5]


def test_two_sheets_of_one_name_are_not_told_apart(path: Path) -> None:
    twice = altered({BOOK: before(b"</sheets>", b'<sheet name="Ark1" sheetId="2" r:id="rId1"/>')})
    assert '2 sheets are called "Ark1"' in refused(path, twice, replace(REGISTER, sheet="Ark1"))


def test_very_many_sheets_are_not_all_named(path: Path) -> None:
    listed = b"".join(
        b'<sheet name="%d" sheetId="%d" r:id="rId1"/>' % (number, number)
        for number in range(2, 20_000)
    )
    many = altered({BOOK: before(b"</sheets>", listed)})
    assert len(refused(path, many)) < 1_000


SILENT = {
    "aborts": "import os; os.abort()",
    "ends early": "pass",
    "ends in a line": "print('{\"unpacked\": 1}', end='')",
    "says no JSON": "print('x')",
    "says something else": "print('[]')",
    "says too deep a thing": "print('[' * 100_000)",
    "has an unknown fault": 'print(\'{"fault": "x"}\')',
    "has no sheets": 'print(\'{"unpacked": 1}\\n{"sheets": 5}\')',
    "has a row of nothing": (
        'print(\'{"unpacked": 1}\\n{"sheets": ["a"]}\\n[1, {"date": "x"}]\\n\')'
    ),
    "has an unknown value": ('print(\'{"unpacked": 1}\\n{"sheets": ["a"]}\\n[1, [{"x": 1}]]\\n\')'),
    "has a row that is no row": ('print(\'{"unpacked": 1}\\n{"sheets": ["a"]}\\n["1", 2]\\n\')'),
    "speaks without end": "[print('x' * 1_000, end='') for _ in range(10**9)]",
}


@pytest.mark.parametrize("kind", SILENT)
def test_a_reader_that_breaks_down_or_lies_is_one_message(
    kind: str, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(confinement, "MOST_BYTES", 1_000_000)
    answering(monkeypatch, SILENT[kind])
    assert "the workbook cannot be read: it takes too much memory" in refused(path, ORDINARY)


def test_a_reader_that_never_ends_is_ended(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workbooks, "MEASURING", 0.5)
    answering(monkeypatch, "import time; time.sleep(3600)")
    assert "the workbook cannot be read: it takes too long" in refused(path, ORDINARY)


def test_a_reader_that_does_not_listen_is_ended(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(workbooks, "MEASURING", 0.5)
    monkeypatch.setattr(confinement, "_START", "import time; time.sleep(3600)")
    large = altered({}, more={"x": os.urandom(1 << 20)})
    assert "the workbook cannot be read: it takes too long" in refused(path, large)


@pytest.mark.skipif(sys.platform == "win32", reason="there is no such signal")
def test_a_reader_that_took_all_its_time_is_late(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    answering(monkeypatch, "import os, signal; os.kill(os.getpid(), signal.SIGXCPU)")
    assert "the workbook cannot be read: it takes too long" in refused(path, ORDINARY)


@pytest.mark.skipif(not confinement.LIMITS_HOLD, reason="this system holds no limits")
def test_a_reader_has_the_limits_that_are_promised() -> None:
    program = (
        "from tidlig.sheets.workbook_reader import _limit; import resource; _limit(1 << 30, 7);"
        "print([resource.getrlimit(each)[0] for each in (resource.RLIMIT_AS, resource.RLIMIT_CPU,"
        " resource.RLIMIT_CORE)])"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, check=True)
    assert done.stdout.split() == b"[1073741824, 7, 0]".split()


def test_where_no_process_starts_the_workbook_cannot_be_read(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for executable in ("", str(path.with_name("gone"))):
        monkeypatch.setattr(sys, "executable", executable)
        assert "the workbook cannot be read" in refused(path, ORDINARY)


MODULES = ("json", "zipfile", "python_calamine", "tidlig", "sitecustomize", "usercustomize", "re")


def test_a_reader_imports_nothing_from_the_working_directory(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    here = tmp_path / "here"
    here.mkdir()
    mark = tmp_path / "was-run"
    for name in MODULES:
        (here / f"{name}.py").write_text(f"open({str(mark)!r}, 'w')\n")
    monkeypatch.chdir(here)
    monkeypatch.setenv("PYTHONPATH", str(here))
    monkeypatch.setenv("PYTHONSTARTUP", str(here / "json.py"))
    monkeypatch.setenv("PYTHONHOME", str(here))
    assert len(reading(here / "register", ORDINARY).items) == 1
    assert not mark.exists()


def test_without_limits_an_ordinary_workbook_is_read_the_same(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(confinement, "LIMITS_HOLD", False)
    found = reading(path, ORDINARY)
    assert [(item.recipient, item.ore) for item in found.items] == [("Køge", 12_50)]
