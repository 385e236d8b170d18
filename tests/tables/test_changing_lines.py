"""`rename`, `remove`, `edit` and the help of findings work on lines of tables as on TOML."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from adding.ledgers import bytes_in
from adding.processes import COMMAND, on_terminal
from conftest import Tidlig
from harness.running import write
from tables.writing import BOOKS, DANISH, PAYMENT, TABLE

HEAD = "Sagsnr.;Modtager;CVR-nr.;Beløb;Tilsagnsdato;Formål;Udbetalt;Den\r\n"
ONE = 'S-1;"odense";;1.000.000;03-02-2014;"Kurser; ""A"" og B";100;01-03-2014\r\n'
TWO = '"S-2";Ærø Kommune;;2.000.000;04-02-2015;"Rådgivning\r\nog kurser";;\r\n'
THREE = " S-3 ;aero;;3.000.000;05-02-2015;;;"
ACCEPT = '\n[table.tilsagn.accept.s-2]\naward-before-decision = "Aftalt."\n'
RETURN = '\n[return.r]\naward = "s-3"\namount = 5\ndate = 2015-05-01\nkind = "refund"\n'


@pytest.fixture(params=["utf-8", "utf-8-sig", "cp1252", "utf-16"])
def encoding(request: pytest.FixtureRequest) -> str:
    return str(request.param)


def books(folder: Path, *more: str, encoding: str = "utf-8") -> Path:
    own = 'encoding = "utf-16"\n' if encoding == "utf-16" else ""
    write(folder, {"programs.toml": BOOKS + TABLE + DANISH + own + "".join(more)})
    (folder / "tilsagn.csv").write_bytes((HEAD + ONE + TWO + THREE).encode(encoding))
    return folder


def lines(folder: Path, encoding: str = "utf-8") -> str:
    return (folder / "tilsagn.csv").read_bytes().decode(encoding)


IGNORED = 'ignore = ["Udbetalt", "Den"]\n'


@pytest.mark.parametrize(
    ("old", "new", "before", "after"),
    [
        ("award.s-1", "s-9", "S-1;", "s-9;"),
        ("award.s-2", "s-9", '"S-2";', '"s-9";'),
        ("award.s-3", "s-9", " S-3 ;", " s-9 ;"),
        ("aero", "aeroe", ";aero;", ";aeroe;"),
        ("odense", "odense-k", ';"odense";', ';"odense-k";'),
    ],
)
def test_an_id_is_changed_in_its_cell_alone(
    old: str, new: str, before: str, after: str, encoding: str, tmp_path: Path, tidlig: Tidlig
) -> None:
    folder = books(tmp_path, IGNORED, ACCEPT, RETURN, encoding=encoding)
    whole = lines(folder, encoding)
    done = tidlig("rename", old, new, "--yes")
    assert done.code == 0, done.err
    assert lines(folder, encoding) == whole.replace(before, after)
    assert tidlig("check", "--select", "unknown-reference").code == 0
    assert "tilsagn.csv:" in done.out


def test_what_a_table_says_of_all_lines_and_accepts_of_one_is_changed(
    tmp_path: Path, tidlig: Tidlig
) -> None:
    folder = books(tmp_path, IGNORED, ACCEPT)
    toml = (folder / "programs.toml").read_bytes()
    assert tidlig("rename", "familier", "pulje-1", "--yes").code == 0
    assert tidlig("rename", "award.s-2", "to", "--yes").code == 0
    expected = toml.replace(b"[pool.familier]", b"[pool.pulje-1]")
    expected = expected.replace(b'pool    = "familier"', b'pool    = "pulje-1"')
    expected = expected.replace(b"accept.s-2]", b"accept.to]")
    assert (folder / "programs.toml").read_bytes() == expected


def test_a_table_without_lines_is_not_left_with_the_old_name(
    tmp_path: Path, tidlig: Tidlig
) -> None:
    folder = books(tmp_path, IGNORED)
    (folder / "tilsagn.csv").write_text(HEAD, "utf-8")
    assert tidlig("rename", "familier", "pulje-1", "--yes").code == 0
    assert 'pool    = "pulje-1"' in (folder / "programs.toml").read_text("utf-8")


@pytest.mark.parametrize(
    ("table", "old", "says"),
    [
        (PAYMENT, "award.s-1", 'payment "s-1" in line 2 of tilsagn.csv has the same id'),
        (PAYMENT, "payment.s-1", 'the id of payment "s-1" is made of others in line 2'),
    ],
)
def test_an_id_that_is_made_of_another_is_refused(
    table: str, old: str, says: str, tmp_path: Path, tidlig: Tidlig
) -> None:
    folder = books(tmp_path, table)
    before = bytes_in(folder)
    done = tidlig("rename", old, "ny", "--yes")
    assert (done.code, bytes_in(folder)) == (2, before)
    assert says in done.err.replace("s-1 ", '"s-1" ').replace('""', '"')
    assert "[table.tilsagn.payment]" in done.err or "[table.tilsagn]" in done.err


@pytest.mark.parametrize("old", ["aero", "familier"])
def test_an_id_that_ids_of_lines_are_made_of_is_refused(
    old: str, tmp_path: Path, tidlig: Tidlig
) -> None:
    folder = books(tmp_path, 'ignore = ["Udbetalt", "Den", "Sagsnr."]\n')
    toml = (folder / "programs.toml").read_text("utf-8")
    write(folder, {"programs.toml": toml.replace('id = "Sagsnr.", ', "")})
    before = bytes_in(folder)
    done = tidlig("rename", old, "ny", "--yes")
    assert (done.code, bytes_in(folder)) == (2, before)
    assert "is made of it, in line" in done.err
    assert "give the lines ids of their own" in done.err


def test_a_line_is_taken_out_with_what_is_accepted_of_it(
    encoding: str, tmp_path: Path, tidlig: Tidlig
) -> None:
    folder = books(tmp_path, IGNORED, ACCEPT, encoding=encoding)
    whole = lines(folder, encoding)
    done = tidlig("remove", "award.s-2", "--yes")
    assert done.code == 0, done.err
    assert lines(folder, encoding) == whole.replace(TWO, "")
    assert "accept.s-2" not in (folder / "programs.toml").read_text("utf-8")
    assert "og kurser" in done.out


def test_the_last_line_goes_as_any(tmp_path: Path, tidlig: Tidlig) -> None:
    folder = books(tmp_path, IGNORED)
    assert tidlig("remove", "award.s-3", "--yes").code == 0
    assert lines(folder) == HEAD + ONE + TWO


def test_what_hangs_on_a_line_is_said_and_goes_with_it(tmp_path: Path, tidlig: Tidlig) -> None:
    folder = books(tmp_path, IGNORED, RETURN)
    before = bytes_in(folder)
    refused = tidlig("remove", "award.s-3", "--yes")
    assert (refused.code, bytes_in(folder)) == (1, before)
    assert "return.r" in refused.out
    assert tidlig("remove", "award.s-3", "--yes", "--with-dependents").code == 0
    assert "return.r" not in (folder / "programs.toml").read_text("utf-8")
    assert lines(folder) == HEAD + ONE + TWO


def test_a_recipient_says_which_lines_hang_on_it(tmp_path: Path, tidlig: Tidlig) -> None:
    books(tmp_path, IGNORED)
    refused = tidlig("remove", "odense")
    assert refused.code == 1
    assert "award.s-1  tilsagn.csv:2" in refused.out


def test_what_a_line_makes_besides_is_not_taken_out_alone(tmp_path: Path, tidlig: Tidlig) -> None:
    folder = books(tmp_path, PAYMENT)
    before = bytes_in(folder)
    refused = tidlig("remove", "payment.s-1", "--yes")
    assert (refused.code, bytes_in(folder)) == (2, before)
    assert "line 2 of tilsagn.csv is award s-1 too, which stays" in refused.err


def test_a_table_goes_with_its_lines_and_its_file(tmp_path: Path, tidlig: Tidlig) -> None:
    folder = books(tmp_path, IGNORED)
    refused = tidlig("remove", "table.tilsagn", "--yes")
    assert refused.code == 1
    assert "award.s-3  tilsagn.csv:5" in refused.out
    done = tidlig("remove", "table.tilsagn", "--yes", "--with-dependents")
    assert done.code == 0, done.err
    assert not (folder / "tilsagn.csv").exists()
    assert "[table" not in (folder / "programs.toml").read_text("utf-8")


def test_recipients_that_only_a_line_adds_go_with_it(tmp_path: Path, tidlig: Tidlig) -> None:
    create = '\n[table.tilsagn.recipient]\ncreate = true\nkind = "other"\n'
    folder = books(tmp_path, IGNORED, create)
    (folder / "tilsagn.csv").write_text(
        HEAD + "S-1;Ny;;1;03-02-2014;;;\nS-2;Ny;;1;04-02-2014;;;\nS-3;To;;1;05-02-2014;;;\n"
    )
    assert tidlig("remove", "award.s-3", "--yes").code == 0
    assert tidlig("show", "recipient.to").code == 2
    assert tidlig("remove", "award.s-1", "--yes").code == 0
    assert tidlig("show", "recipient.ny").code == 0


def test_the_place_of_a_line_is_given_to_edit(tmp_path: Path, tidlig: Tidlig) -> None:
    books(tmp_path, IGNORED)
    assert "the entry is at tilsagn.csv:5" in tidlig("edit", "award.s-3").err


def test_an_edit_of_a_line_is_checked_and_undone(tmp_path: Path) -> None:
    pytest.importorskip("pty", reason="there are no terminals here to open")
    folder = books(tmp_path / "books", IGNORED)
    before = bytes_in(folder)
    editor = tmp_path / "vi"
    editor.write_text(
        f"#!{sys.executable}\nimport sys\nfrom pathlib import Path\nprint('began', sys.argv[1])\n"
        "file = Path(sys.argv[-1])\n"
        "file.write_bytes(file.read_bytes().replace(b'3.000.000', b'3.000.000x'))\n",
        "utf-8",
    )
    editor.chmod(0o755)
    words = [*COMMAND[:-1], "edit"]
    around = {"VISUAL": "", "EDITOR": str(editor)}
    code, seen = on_terminal(folder, ["award.s-3"], [("[e/u/k]: ", "u\r")], words, around)
    assert code == 1, seen
    assert "began +5" in seen
    assert "undone" in seen
    assert bytes_in(folder) == before


@pytest.mark.parametrize(
    ("change", "place", "help"),
    [
        (
            (b"2.000.000", b"-2.000.000"),
            "tilsagn.csv:3:20",
            'see the column "Beløb" of this line: write what went back',
        ),
        (
            (b'pool    = "familier"', b'pool    = "familie"'),
            "programs.toml:33:11",
            'did you mean "familier"?',
        ),
    ],
)
def test_help_is_where_a_line_is_mended(
    change: tuple[bytes, bytes], place: str, help: str, tmp_path: Path, tidlig: Tidlig
) -> None:
    folder = books(tmp_path, IGNORED)
    for name in ("tilsagn.csv", "programs.toml"):
        path = folder / name
        path.write_bytes(path.read_bytes().replace(*change))
    done = tidlig("check")
    assert place in done.out
    assert help in done.out
    assert done.out.count("there is no pool") in (0, 1)


def test_a_line_without_a_source_is_told_of_the_column(tmp_path: Path, tidlig: Tidlig) -> None:
    books(tmp_path, IGNORED, '\n[source.brev]\ntitle = "Brev"\n')
    text = (tmp_path / "programs.toml").read_text("utf-8")
    text = text.replace('frame   = "90 mio. kr."', 'frame   = "90 mio. kr."\nsource = "brev"')
    text = text.replace('years = "2014-2017"', 'years = "2014-2017"\nsource = "brev"')
    write(tmp_path, {"programs.toml": text})
    assert tidlig("check", "--strict").code == 0
    program = text.replace('pool    = "familier"\n', 'program = "tidlig"\n').replace(
        'years = "2014-2017"\nsource = "brev"', 'years = "2014-2017"'
    )
    write(tmp_path, {"programs.toml": program})
    found = tidlig("check")
    assert "missing-source" in found.out
    assert "name the column of source in columns of [table.tilsagn]" in " ".join(found.out.split())
