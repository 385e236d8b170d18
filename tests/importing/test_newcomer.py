"""The newcomer's spreadsheet, as CSV of a Danish Excel, as XLSX, and pasted: the same ledger."""

from __future__ import annotations

import json
import subprocess
import sys
import tomllib
from pathlib import Path
from typing import Any

import pytest

from adding.ledgers import bytes_in
from conftest import Tidlig
from harness.running import environment, write
from importing.sheets import AMOUNTS, NEW, as_csv, as_xlsx, made

WAYS = {
    "tilsagn.csv": as_csv(),
    "utf8.csv": as_csv("utf-8-sig", ","),
    "utf16.txt": as_csv("utf-16", "\t"),
    "tilsagn.xlsx": as_xlsx(),
}


def imported(folder: Path) -> dict[str, Any]:
    """What the import's own file has, read by another parser than tidlig's."""
    (file,) = (folder / "awards").glob("*.toml")
    return tomllib.loads(file.read_text("utf-8"))


def quoted(data: bytes, delimiter: str) -> bytes:
    """A comma parts cells and stands before decimals: amounts are in quotation marks."""
    lines = data.decode("utf-8-sig").splitlines()
    parts = [line.split(delimiter) for line in lines]
    cells = [[*line[:2], f'"{",".join(line[2:-1])}"', line[-1]] for line in parts]
    return "".join(f"{','.join(line)}\r\n" for line in cells).encode()


WAYS["utf8.csv"] = quoted(WAYS["utf8.csv"], ",")


@pytest.mark.parametrize("name", WAYS)
def test_every_way_of_saving_it_gives_the_same_awards(
    name: str, tmp_path: Path, tidlig: Tidlig
) -> None:
    folder = made(tmp_path / "ledger")
    (tmp_path / name).write_bytes(WAYS[name])
    words = ("import", str(tmp_path / name), "--pool", "familier-2", "--charge", "date")
    result = tidlig(*words, cwd=folder)
    assert result.code == 0, result.err
    found = imported(folder)
    assert len(found["award"]) == 15
    assert sum(award["amount"] for award in found["award"].values()) == sum(AMOUNTS) == 3_000_000
    assert [each["name"] for each in found["recipient"].values()] == [f"{n} Kommune" for n in NEW]
    assert {each["kind"] for each in found["recipient"].values()} == {"municipality"}
    last = found["award"]["26-1015"]
    assert (last["recipient"], last["reference"]) == ("roskilde-kommune", "26/1015")
    assert last["date"].isoformat() == "2026-06-15"
    before = bytes_in(folder)
    again = tidlig(*words, cwd=folder)
    assert (again.code, bytes_in(folder)) == (0, before)
    assert "nothing to write" in again.out


def test_what_is_pasted_from_a_spreadsheet_is_read_from_stdin(tmp_path: Path) -> None:
    folder = made(tmp_path / "ledger")
    options = ("--pool", "familier-2", "--charge", "date", "--file", "awards/juni.toml")
    for said in (b"15 awards and 11 recipients", b"nothing to write"):
        done = subprocess.run(
            [sys.executable, "-m", "tidlig", "import", "-", *options],
            cwd=folder,
            env=environment(tmp_path / "memory"),
            input=as_csv("utf-8", "\t"),
            capture_output=True,
            check=False,
        )
        assert (done.returncode, said in done.stdout + done.stderr) == (0, True), done
    assert len(imported(folder)["award"]) == 15


@pytest.mark.parametrize("command", [("import",), ("remove", "--import")])
@pytest.mark.parametrize("options", [(), ("--as-table",), ("--dry-run",)])
def test_what_is_on_stdin_goes_to_no_file_that_nobody_named(
    command: tuple[str, ...], options: tuple[str, ...], tmp_path: Path
) -> None:
    folder = made(tmp_path / "ledger")
    write(folder, {"awards/stdin.toml": "# Mine.\n"})
    before = bytes_in(folder)
    words = ("-", "--pool", "familier-2", "--charge", "date", "--yes", *options)
    done = subprocess.run(
        [sys.executable, "-m", "tidlig", *command, *words],
        cwd=folder,
        env=environment(tmp_path / "memory"),
        input=as_csv("utf-8", "\t"),
        capture_output=True,
        check=False,
    )
    assert (done.returncode, bytes_in(folder)) == (2, before)
    assert b"--file awards/tilsagn.toml" in done.stderr


def test_a_second_paste_is_added_to_the_file_and_the_first_is_not_missed(tmp_path: Path) -> None:
    folder = made(tmp_path / "ledger")
    options = ("--pool", "familier-2", "--charge", "date", "--file", "awards/juni.toml", "--yes")
    more = b"Sagsnr.\tKommune\tBel\xc3\xb8b (kr.)\tDato\n26/2001\tOdense Kommune\t1\t2026-07-01\n"
    for pasted in (as_csv("utf-8", "\t"), more):
        done = subprocess.run(
            [sys.executable, "-m", "tidlig", "import", "-", *options],
            cwd=folder,
            env=environment(tmp_path / "memory"),
            input=pasted,
            capture_output=True,
            check=False,
        )
        assert done.returncode == 0, done
        assert b"not in the file" not in done.stdout
    text = (folder / "awards/juni.toml").read_text("utf-8")
    assert text.count("[award.") == 16


def test_the_preview_shows_what_that_of_add_shows(tmp_path: Path, tidlig: Tidlig) -> None:
    folder = made(tmp_path / "ledger")
    text = (folder / "programs.toml").read_text("utf-8").replace("2026", "2024")
    write(folder, {"programs.toml": text.replace("2027", "2025")})
    (tmp_path / "t.csv").write_text("Sag;Modtager;Beløb;Dato\nx;odense;150000;2024-06-01\n")
    words = ("import", "../t.csv", "--pool", "familier-2", "--charge", "date", "--dry-run")
    shown = tidlig(*words, cwd=folder).out
    given = ("pool=familier-2", "recipient=odense", "date=2024-06-01", "amount=150000")
    added = tidlig("add", "award", *given, "reference=x", "years=2024", "--dry-run", cwd=folder).out
    effects = added[added.index("What it does") :].partition("\n., tidlig")[0]
    assert "unused, Familier 2024" in effects
    assert effects.rstrip() in shown


@pytest.mark.parametrize(
    ("options", "years"),
    [
        (("--charge", "date"), None),
        (("--charge", "pool"), "2026-2027"),
        (("--years", "2027"), 2027),
    ],
)
def test_the_years_are_those_that_are_asked_for(
    options: tuple[str, ...], years: object, tmp_path: Path, tidlig: Tidlig
) -> None:
    folder = made(tmp_path / "ledger")
    (tmp_path / "tilsagn.csv").write_bytes(as_csv())
    words = ("import", str(tmp_path / "tilsagn.csv"), "--pool", "familier-2")
    unasked = tidlig(*words, cwd=folder)
    assert unasked.code == 2
    assert "2026 or 2027" in unasked.err
    assert tidlig(*words, *options, cwd=folder).code == 0
    assert {each.get("years") for each in imported(folder)["award"].values()} == {years}


@pytest.mark.parametrize("as_table", [False, True])
def test_a_table_gives_the_same_balance_as_entries(
    as_table: bool, tmp_path: Path, tidlig: Tidlig
) -> None:
    folder = made(tmp_path / "ledger")
    (tmp_path / "tilsagn.xlsx").write_bytes(as_xlsx())
    words = ("import", str(tmp_path / "tilsagn.xlsx"), "--pool", "familier-2", "--charge", "pool")
    result = tidlig(*words, *(["--as-table"] if as_table else []), cwd=folder)
    assert result.code == 0, result.err
    assert (folder / "tables/tilsagn.csv").exists() == as_table
    balance = json.loads(tidlig("balance", "--by", "pool", "--format", "json", cwd=folder).out)
    assert "3000000" in json.dumps(balance)
    before = bytes_in(folder)
    assert tidlig(*words, *(["--as-table"] if as_table else []), cwd=folder).code == 0
    assert bytes_in(folder) == before


def test_only_the_keys_that_differ_are_rewritten(tmp_path: Path, tidlig: Tidlig) -> None:
    """Comments, quotes and line ends of everything else stay, in every form of an entry."""
    folder = made(tmp_path / "ledger")
    awards = folder / "awards"
    awards.mkdir()
    old = (
        b"# Ark 1\r\n[award.'sag-1'] # f\xc3\xb8rste\r\n"
        b"pool='familier-2' # puljen\r\n  recipient = \"odense\"\r\n"
        b'date = 2026-06-01\r\namount   = "1.000 kr."  # bel\xc3\xb8b\r\nreference = "26/1001"'
    )
    (awards / "gammelt.toml").write_bytes(old)
    (tmp_path / "nyt.csv").write_text(
        "Sagsnr.;Modtager;Beløb;Dato;Titel\n26/1001;Aarhus Kommune;2000,50;01-06-2026;Nyt\n"
    )
    words = ("import", str(tmp_path / "nyt.csv"), "--pool", "familier-2", "--charge", "date")
    told = tidlig(*words, cwd=folder)
    assert (told.code, (awards / "gammelt.toml").read_bytes()) == (0, old)
    assert "amount" in told.out
    assert "not written (use --update)" in " ".join(told.out.split())
    assert tidlig(*words, "--update", cwd=folder).code == 0
    new = old.replace(b'"1.000 kr."', b'"2000,50 kr."').replace(b'"odense"', b'"aarhus"')
    assert (awards / "gammelt.toml").read_bytes() == new + b'\r\ntitle     = "Nyt"'
    assert tidlig(*words, "--update", cwd=folder).out.count("there already") == 1


def test_an_award_that_an_amendment_changed_is_there_with_either_amount(
    tmp_path: Path, tidlig: Tidlig
) -> None:
    folder = made(tmp_path / "ledger")
    (folder / "mere.toml").write_text(
        '[award.a]\npool = "familier-2"\nrecipient = "odense"\ndate = 2026-06-01\n'
        'amount = 1000\nreference = "26/1"\n\n'
        '[amendment.b]\naward = "a"\ndate = 2026-07-01\namount = 500\n'
    )
    for amount, word in (("1000", "there already"), ("1500", "there already"), ("500", "changed")):
        (tmp_path / "t.csv").write_text(
            f"Sagsnr.;Modtager;Beløb;Dato\n26/1;Odense Kommune;{amount};01-06-2026\n"
        )
        result = tidlig("import", str(tmp_path / "t.csv"), "--pool", "familier-2", cwd=folder)
        assert word in result.out, result


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("26/1;Ukendt A/S;11223344;1;01-06-2026", "what kind of recipient"),
        ("26/1;Odense Kommune;99887766;1;01-06-2026", "another CVR number"),
        ("26/1;Vejle Kommune;29189420;1;01-06-2026", "is that of"),
    ],
)
def test_a_recipient_that_is_not_surely_one_is_refused(
    line: str, message: str, tmp_path: Path, tidlig: Tidlig
) -> None:
    folder = made(tmp_path / "ledger")
    programs = folder / "programs.toml"
    text = programs.read_text("utf-8")
    name = 'name = "Odense Kommune"\n'
    programs.write_text(text.replace(name, f'{name}cvr = "29189420"\n'), "utf-8")
    (tmp_path / "t.csv").write_text(f"Sagsnr.;Modtager;CVR;Beløb;Dato\n{line}\n")
    before = bytes_in(folder)
    words = ("import", str(tmp_path / "t.csv"), "--pool", "familier-2", "--charge", "date")
    result = tidlig(*words, cwd=folder)
    assert (result.code, bytes_in(folder)) == (1, before)
    assert message in result.err


def test_names_stand_beside_ids_and_are_not_read(tmp_path: Path, tidlig: Tidlig) -> None:
    folder = made(tmp_path / "ledger")
    more = """[recipient.ny]
name = "=Ny & Co"
kind = "other"
cvr  = "12345674"

[award.x]
program   = "familier"
strand    = "tidlig"
recipient = "ny"
date      = 2026-06-01
amount    = 1_000

[payment.p]
award  = "x"
date   = 2026-07-01
amount = 10
"""
    write(folder, {"mere.toml": more})
    before = bytes_in(folder)
    awards = tidlig("export", "--kind", "award", "-o", "../a.csv", cwd=folder)
    assert awards.code == 0, awards.err
    heading, line = (tmp_path / "a.csv").read_text("utf-8-sig").splitlines()
    assert heading == (
        "id;program;program.name;strand;strand.name;recipient;recipient.name;recipient.cvr;"
        "date;amount"
    )
    assert line == "x;familier;Familier;tidlig;Tidlig indsats;ny;'=Ny & Co;12345674;2026-06-01;1000"
    assert tidlig("export", "--kind", "payment", "-o", "../p.csv", cwd=folder).code == 0
    heading, line = (tmp_path / "p.csv").read_text("utf-8-sig").splitlines()
    assert (heading, line) == (
        "id;award;award.recipient;date;amount",
        "p;x;'=Ny & Co;2026-07-01;10",
    )
    for kind, name in (("award", "a"), ("payment", "p")):
        again = tidlig("import", f"../{name}.csv", "--kind", kind, "--yes", cwd=folder)
        assert (again.code, bytes_in(folder)) == (0, before), again.err
        assert "There is nothing to write" in again.out
    (folder / "mere.toml").write_text(more.partition("[award")[0], "utf-8")
    for kind, name in (("award", "a"), ("payment", "p")):
        words = ("import", f"../{name}.csv", "--kind", kind, "--yes", "--charge", "date")
        assert tidlig(*words, cwd=folder).code == 0
    assert tidlig("export", "--kind", "award", "-o", "../b.csv", cwd=folder).code == 0
    assert (tmp_path / "b.csv").read_bytes() == (tmp_path / "a.csv").read_bytes()
