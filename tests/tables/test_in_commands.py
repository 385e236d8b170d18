"""Every command works on lines of a table as on entries in TOML."""

import csv
import io
import json
import re
from pathlib import Path

import pytest

from conftest import Tidlig
from harness.repositories import Repository, repository
from harness.running import write
from tables.writing import BOOKS, TABLE

HEAD = "Sagsnr.;Modtager;CVR-nr.;Beløb;Tilsagnsdato;Formål\n"
ONE = "S-1;Odense Kommune;;1.000.000;03-02-2014;Kurser\n"
TWO = "S-2;aero;;2.000.000;04-02-2015;Rådgivning\n"
KEYS = 'decimal = ","\ndates = "day-first"\n'
FILES = {"programs.toml": BOOKS + TABLE + KEYS, "tilsagn.csv": HEAD + ONE + TWO}


@pytest.fixture
def books(tmp_path: Path) -> Repository:
    return repository(tmp_path)


def by_year(tidlig: Tidlig, *words: str) -> dict[str, int]:
    """What the ledger has awarded, in kroner, by year where it awards any."""
    done = tidlig("balance", "--detail", "--format", "csv", *words)
    assert done.out, done.err
    rows = list(csv.DictReader(io.StringIO(done.out)))
    found = [row for row in rows if row["heading"] == "awarded" and row["amount"] != "0"]
    return {row["years"]: int(row["amount"]) for row in found}


def awarded(tidlig: Tidlig, *words: str) -> int:
    """What the ledger has awarded, in kroner."""
    return sum(by_year(tidlig, *words).values())


def test_an_entry_is_shown_with_its_line_and_who_changed_it(
    books: Repository, tidlig: Tidlig
) -> None:
    books.commit(FILES)
    changed = books.commit({"tilsagn.csv": HEAD + ONE.replace("1.0", "1.5") + TWO}, "More for one")
    one, two = tidlig("show", "s-1").out, tidlig("show", "s-2").out
    assert "tilsagn.csv:2\n" in one
    assert f"Last changed  {changed[:10]}, 2024-01-02: More for one" in one
    assert "tilsagn.csv:3\n" in two
    assert "2024-01-01" in two


def test_a_row_over_several_lines_is_one_entry(books: Repository, tidlig: Tidlig) -> None:
    two = TWO.replace("Rådgivning", '"Rådgivning\nog kurser"')
    books.commit({**FILES, "tilsagn.csv": HEAD + two + ONE})
    changed = books.commit({"tilsagn.csv": HEAD + two.replace("kurser", "mere") + ONE})
    shown = tidlig("show", "s-2").out
    assert "tilsagn.csv:2\n" in shown
    assert f"Last changed  {changed[:10]}" in shown
    assert "2024-01-01" in tidlig("show", "s-1").out
    assert "tilsagn.csv:4\n" in tidlig("show", "s-1").out


def test_lines_that_are_not_committed_are_said(books: Repository, tidlig: Tidlig) -> None:
    books.commit(FILES)
    write(books.folder, {"tilsagn.csv": HEAD + ONE + TWO.replace("2.0", "2.5")})
    shown = tidlig("show", "s-2").out
    assert "changes that are not committed" in shown
    assert "with changes" in shown
    assert "2024-01-01" in tidlig("show", "s-1").out


def test_another_column_or_order_of_them_changes_no_entry(
    books: Repository, tidlig: Tidlig
) -> None:
    books.commit(FILES)
    lines = (HEAD + ONE + TWO).splitlines()
    turned = "\n".join(";".join([*reversed(line.split(";")), "x"]) for line in lines) + "\n"
    write(books.folder, {"tilsagn.csv": turned})
    assert "Entries    none changed" in tidlig("diff").out
    assert tidlig("check").out.count("[unread-column]") == 1


def test_a_revision_has_the_table_that_it_had(books: Repository, tidlig: Tidlig) -> None:
    first = books.commit(FILES)
    books.commit({"tilsagn.csv": HEAD + ONE})
    write(books.folder, {"tilsagn.csv": HEAD})
    assert awarded(tidlig, "--at", first) == 3_000_000
    assert awarded(tidlig, "--at", "HEAD") == 1_000_000
    assert awarded(tidlig) == 0


def test_what_is_staged_is_compared(books: Repository, tidlig: Tidlig) -> None:
    books.commit(FILES)
    write(books.folder, {"tilsagn.csv": HEAD + ONE + TWO.replace("2.000", "2.500")})
    books.git("add", "-A")
    write(books.folder, {"tilsagn.csv": HEAD})
    diff = tidlig("diff", "--staged").out
    assert "~ award.s-2  amount 2,000,000 -> 2,500,000 DKK" in diff
    assert "tilsagn.csv:3" in diff


def test_a_change_is_in_the_history_and_the_diff(books: Repository, tidlig: Tidlig) -> None:
    books.commit(FILES)
    books.commit({"tilsagn.csv": HEAD + ONE.replace("1.0", "1.5") + TWO})
    books.commit({"tilsagn.csv": HEAD + TWO})
    assert "- award.s-1" in tidlig("diff", "HEAD~1..").out
    history = tidlig("history", "s-1", "--at", "HEAD~1")
    assert "1,000,000 -> 1,500,000 DKK" in history.out, history.err


def test_the_same_is_said_whether_or_not_anything_is_remembered(
    books: Repository, tidlig: Tidlig
) -> None:
    books.commit(FILES)
    for kroner, line in ((3_000_000, TWO), (3_500_000, TWO.replace("2.0", "2.5"))):
        write(books.folder, {"tilsagn.csv": HEAD + ONE + line})
        for _ in range(3):
            assert awarded(tidlig) == kroner
            assert "tilsagn.csv:3" in tidlig("show", "s-2").out
        assert awarded(tidlig, "--no-cache") == kroner


def test_a_large_ledger_has_all_its_lines(tmp_path: Path, tidlig: Tidlig) -> None:
    toml = "\n".join(
        f'[award.t-{number}]\npool = "familier"\nrecipient = "odense"\namount = 1\n'
        f"date = 2014-01-01\n"
        for number in range(4_000)
    )
    over = '[payment.for-meget]\naward = "s-1"\namount = 1_000_001\ndate = 2014-04-01\n'
    write(tmp_path, {**FILES, "flere.toml": f"{toml}\n{over}"})
    assert (tmp_path / "flere.toml").stat().st_size > 250_000
    for _ in range(2):
        found = tidlig("check", "--select", "payments-exceed-award").out
        assert 'payments on award "s-1" are 1 kr. over' in found
        assert "tilsagn.csv:2" in found
        assert awarded(tidlig) == 3_004_000


def test_an_entry_can_be_added_beside_a_table(tmp_path: Path, tidlig: Tidlig) -> None:
    write(tmp_path, FILES)
    words = ("award=s-1", "amount=1000", "date=2014-05-01")
    assert tidlig("add", "payment", *words, "--yes").code == 0
    assert "1,000" in tidlig("show", "s-1").out
    taken = ("id=s-2", "pool=familier", "recipient=odense", "amount=1", "date=2014-05-01")
    refused = tidlig("add", "award", *taken, "--yes")
    assert refused.code != 0
    assert "s-2" in refused.err


def test_ids_of_lines_are_completed(tmp_path: Path, tidlig: Tidlig) -> None:
    books, _, recipients = FILES["programs.toml"].partition("[recipient.odense]")
    recipients, _, table = recipients.partition("[table.tilsagn]")
    write(tmp_path, {
        **FILES,
        "programs.toml": books,
        "modtagere.toml": f"[recipient.odense]{recipients}",
        "tabel.toml": f"[table.tilsagn]{table}",
    })  # fmt: skip
    words = {"COMP_WORDS": "tidlig show s-", "COMP_CWORD": "2"}
    done = tidlig(env={"_TIDLIG_COMPLETE": "complete_bash", **words})
    assert done.out.split() == ["s-1", "s-2"]


def test_lines_that_two_branches_add_are_both_kept(books: Repository, tidlig: Tidlig) -> None:
    books.commit({**FILES, "tilsagn.csv": HEAD + ONE})
    for name, line in (("en", TWO), ("to", TWO.replace("S-2", "S-3").replace("2.0", "4.0"))):
        books.git("switch", "-q", "-c", name, "main")
        books.commit({"tilsagn.csv": HEAD + ONE + line})
    merged = tidlig("check", "--merge", "en", "to")
    assert merged.code == 0, merged.err
    assert "tilsagn.csv: what both add is kept here" in merged.err


def test_two_branches_that_add_one_id_are_told(books: Repository, tidlig: Tidlig) -> None:
    books.commit({**FILES, "tilsagn.csv": HEAD + ONE})
    for name, line in (("en", TWO), ("to", TWO.replace("2.0", "4.0"))):
        books.git("switch", "-q", "-c", name, "main")
        books.commit({"tilsagn.csv": HEAD + ONE + line})
    merged = tidlig("check", "--merge", "en", "to")
    assert merged.code == 1
    assert 'two lines are award "s-2"' in merged.out


def test_a_line_that_both_change_is_a_conflict(books: Repository, tidlig: Tidlig) -> None:
    books.commit(FILES)
    for name, amount in (("en", "7.000"), ("to", "8.000")):
        books.git("switch", "-q", "-c", name, "main")
        books.commit({"tilsagn.csv": HEAD + ONE + TWO.replace("2.000.000", amount)})
    merged = tidlig("check", "--merge", "en", "to")
    assert merged.code != 0
    assert "en and to conflict in tilsagn.csv\n" in merged.err
    assert "no sum of both can be told" in merged.err


def test_the_marks_of_a_merge_are_named(tmp_path: Path, tidlig: Tidlig) -> None:
    marked = f"{HEAD}{ONE}<<<<<<< HEAD\n{TWO}=======\n{TWO}>>>>>>> to\n"
    write(tmp_path, {**FILES, "tilsagn.csv": marked})
    found = tidlig("check")
    assert "a merge left a conflict here" in found.out
    assert "tilsagn.csv:3" in found.out


REFUSED = {
    "a workbook": (b"PK\x03\x04...", "and this is a workbook"),
    "a pointer": (
        b"version https://git-lfs.github.com/spec/v1\noid sha256:" + b"0" * 64 + b"\nsize 5\n",
        "git LFS has a pointer here",
    ),
    "nothing": (b"", "the file is empty"),
    "two encodings": (f"{HEAD}{ONE}".encode() + TWO.encode("cp1252"), "is in two encodings"),
}


@pytest.mark.parametrize("what", REFUSED)
def test_a_file_that_is_no_table_is_refused(what: str, tmp_path: Path, tidlig: Tidlig) -> None:
    data, message = REFUSED[what]
    write(tmp_path, FILES)
    (tmp_path / "tilsagn.csv").write_bytes(data)
    found = tidlig("check")
    assert found.code == 1
    assert message in found.out
    assert tidlig("balance").code == 1


def test_a_link_is_refused(tmp_path: Path, tidlig: Tidlig) -> None:
    write(tmp_path, FILES)
    (tmp_path / "tilsagn.csv").rename(tmp_path / "andet.csv")
    (tmp_path / "tilsagn.csv").symlink_to("andet.csv")
    assert "is not read through a link" in tidlig("check").out


def test_findings_have_the_column_of_the_cell(tmp_path: Path, tidlig: Tidlig) -> None:
    wrong = TWO.replace("2.000.000", "-2.000.000").replace("aero", "35209115")
    write(tmp_path, {**FILES, "tilsagn.csv": HEAD + ONE + wrong})
    (found,) = json.loads(tidlig("check", "--format", "json").out)["findings"]
    place = found["location"]
    assert (found["check"], place["line"]) == ("negative-amount", 3)
    column = (HEAD + ONE + wrong).splitlines()[2].index("-2.000.000") + 1
    assert place["column"] == column
    text = tidlig("check").out
    assert re.search(rf"^  \| {{{column}}}\^{{10}}$", text, re.MULTILINE), text


def test_amounts_by_year_and_dates_for_all_lines(tmp_path: Path, tidlig: Tidlig) -> None:
    table = """
[table.tilsagn]
file    = "tilsagn.csv"
kind    = "award"
columns = { id = "Nr", recipient = "Modtager", amount = { 2014 = "2014", 2015 = "2015" } }
pool    = "familier"
date    = 2014-03-01
"""
    lines = "Nr;Modtager;2014;2015\n1;odense;100;200\n2;aero;;300\n"
    write(tmp_path, {"programs.toml": BOOKS + table, "tilsagn.csv": lines})
    assert by_year(tidlig) == {"2014": 100, "2015": 500}


def test_two_tables_read_one_file(tmp_path: Path, tidlig: Tidlig) -> None:
    more = """
[table.betalt]
file    = "tilsagn.csv"
kind    = "payment"
columns = { id = "Sagsnr.", award = "Sagsnr.", amount = "Beløb", date = "Tilsagnsdato" }
decimal = ","
dates   = "day-first"
"""
    write(tmp_path, {**FILES, "programs.toml": FILES["programs.toml"] + more})
    assert (tidlig("check").code, tidlig("check").out) == (0, "")
    assert "tilsagn.csv:2" in tidlig("show", "payment.s-1").out


def test_a_value_for_all_lines_that_is_wrong_is_said_once(tmp_path: Path, tidlig: Tidlig) -> None:
    wrong = FILES["programs.toml"] + "title = 12\n"
    write(tmp_path, {**FILES, "programs.toml": wrong})
    found = tidlig("check").out
    assert found.count("error[") == 1
    assert "text is expected, not a whole number" in found
    assert f"programs.toml:{wrong.count(chr(10))}" in found


def test_the_folder_may_be_anywhere(tmp_path: Path, tidlig: Tidlig) -> None:
    books = write(tmp_path / "bøger", {
        **FILES,
        "programs.toml": FILES["programs.toml"].replace('"tilsagn.csv"', '"ark/tilsagn.csv"'),
        "ark/tilsagn.csv": HEAD + ONE + TWO.replace("2.0", "-2.0"),
    })  # fmt: skip
    assert " --> bøger/ark/tilsagn.csv:3:" in tidlig("check", "--ledger", "bøger").out
    assert " --> tilsagn.csv:3:" in tidlig("check", "--ledger", "..", cwd=books / "ark").out


def test_a_table_is_shown_with_its_columns(tmp_path: Path, tidlig: Tidlig) -> None:
    write(tmp_path, {**FILES, "programs.toml": FILES["programs.toml"] + MORE})
    shown = " ".join(tidlig("show", "table.tilsagn").out.split())
    assert "columns id: Sagsnr., recipient: Modtager, cvr: CVR-nr." in shown
    assert 'of every line pool = "familier"' in shown
    assert "also of lines payment (amount: Beløb, date: Tilsagnsdato)" in shown
    keys = json.loads(tidlig("show", "table.tilsagn", "--format", "json").out)["entry"]["keys"]
    assert keys["columns"]["id"] == "Sagsnr."
    assert keys["constants"] == {"pool": '"familier"'}
    assert keys["also"]["payment"]["columns"] == {"amount": "Beløb", "date": "Tilsagnsdato"}
    assert keys["accept_lines"] == {"s-1": {"negative-amount": "a correction"}}


MORE = """accept.s-1 = { negative-amount = "a correction" }
[table.tilsagn.payment]
columns = { amount = "Beløb", date = "Tilsagnsdato" }
"""
