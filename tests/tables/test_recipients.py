"""Recipients of lines are found by what lines say of them, or made, and never taken for others."""

from pathlib import Path

import pytest

from conftest import Tidlig
from harness.running import write

BOOKS = """[ledger]
format   = 1
language = "en"

[program.tidlig]
name  = "Tidlig"
years = "2014-2017"
total = "50 mio. kr."

[recipient.fonden]
name = "Fonden"
kind = "organisation"
cvr  = "35209115"
aliases = ["Den gode fond"]

[table.tilsagn]
file    = "tilsagn.csv"
kind    = "award"
columns = { id = "Nr", recipient = "Navn", cvr = "CVR", amount = "Beløb", date = "Dato" }
program = "tidlig"
"""
CREATE = 'recipient = { create = true, kind = "organisation" }\n'


def checked(folder: Path, tidlig: Tidlig, name: str, cvr: str, more: str = "") -> str:
    """What is found of a ledger whose table has a line of a recipient."""
    lines = f"Nr;Navn;CVR;Beløb;Dato\n1;{name};{cvr};100;2014-01-01\n"
    write(folder, {"programs.toml": BOOKS + more, "tilsagn.csv": lines})
    return tidlig("check").out


@pytest.mark.parametrize(
    ("name", "cvr"),
    [
        ("fonden", ""), ("FONDEN", ""), (" Fonden ", ""), ("den  gode fond", ""),
        ("", "35209115"), ("Noget andet", "DK 35 20 91 15"), ("35209115", ""),
        ("Fonden", "35209115"),
    ],
)  # fmt: skip
def test_a_recipient_is_found(tmp_path: Path, tidlig: Tidlig, name: str, cvr: str) -> None:
    assert checked(tmp_path, tidlig, name, cvr) == ""
    assert "Fonden" in tidlig("show", "award.1").out


@pytest.mark.parametrize("more", ["", CREATE])
def test_one_with_another_number_is_not_taken_for_it(
    tmp_path: Path, tidlig: Tidlig, more: str
) -> None:
    found = checked(tmp_path, tidlig, "Fonden", "28856075", more)
    assert '"Fonden" is the recipient fonden, which has another CVR number: 35209115' in found
    assert " --> tilsagn.csv:2:3" in found


def test_all_that_are_missing_are_named_at_once(tmp_path: Path, tidlig: Tidlig) -> None:
    lines = "".join(f"{number};Ny {number};;100;2014-01-0{number}\n" for number in range(1, 5))
    write(tmp_path, {"programs.toml": BOOKS, "tilsagn.csv": f"Nr;Navn;CVR;Beløb;Dato\n{lines}"})
    found = tidlig("check").out
    assert found.count("error[") == 1
    assert 'there is no recipient "Ny 1"' in found
    assert 'also missing: "Ny 2", "Ny 3", "Ny 4"' in found
    assert "recipient = { create = true, kind = ... }" in found
    write(tmp_path, {"programs.toml": BOOKS + CREATE})
    assert tidlig("check").out == ""
    assert "Ny 3" in tidlig("show", "recipient.ny-3").out


def test_new_ones_whose_names_fall_together_need_ids(tmp_path: Path, tidlig: Tidlig) -> None:
    lines = "Nr;Navn;CVR;Beløb;Dato\n1;Æ & Ø;;100;2014-01-01\n2;Æ-Ø;;100;2014-01-02\n"
    write(tmp_path, {"programs.toml": BOOKS + CREATE, "tilsagn.csv": lines})
    found = tidlig("check").out
    assert 'two lines are recipient "ae-oe"' in found
    assert "tilsagn.csv:3" in found


def test_recipients_may_have_a_table_of_their_own(tmp_path: Path, tidlig: Tidlig) -> None:
    own = """
[table.modtagere]
file    = "modtagere.csv"
kind    = "recipient"
columns = { name = "Navn", cvr = "CVR", kind = "Art" }
"""
    names = "Navn;CVR;Art\nNy Forening;12345674;organisation\n"
    write(tmp_path, {"modtagere.csv": names})
    assert checked(tmp_path, tidlig, "ny forening", "", own) == ""
    assert "modtagere.csv:2" in tidlig("show", "ny-forening").out


FIRST = "1;Ny Forening;12345674;100;2014-01-01\n"
TWO = """
[table.andre]
file    = "andre.csv"
kind    = "award"
columns = { id = "Nr", recipient = "Navn", cvr = "CVR", amount = "Beløb", date = "Dato" }
program = "tidlig"
decimal = ","
recipient = { create = true, kind = "KIND" }
"""


@pytest.mark.parametrize(
    ("line", "kind", "says"),
    [
        ("2;Ny Forening;12345674;100;2014-01-02\n", "other", 'two of kind: "organisation" and'),
        ("2;Ny Forening;10150817;100;2014-01-02\n", "organisation", "two of CVR number:"),
        ("2;Nye Forening;12345674;100;2014-01-02\n", "organisation", "two of name:"),
    ],
)
def test_two_tables_add_a_recipient_alike(
    line: str, kind: str, says: str, tmp_path: Path, tidlig: Tidlig
) -> None:
    head = "Nr;Navn;CVR;Beløb;Dato\n"
    tables = {"tilsagn.csv": head + FIRST, "andre.csv": head + line}
    write(tmp_path, {"programs.toml": BOOKS + CREATE + TWO.replace("KIND", kind), **tables})
    found = tidlig("check").out
    assert found.count("error[") == 1, found
    assert says in found
    assert "andre.csv:2:3" in found
    assert "tilsagn.csv:2:3" in found
    same = TWO.replace("KIND", "organisation")
    alike = FIRST.replace("1;", "2;", 1).replace("-01\n", "-02\n").replace("Ny F", "ny  f")
    write(tmp_path, {"programs.toml": BOOKS + CREATE + same, "andre.csv": head + alike})
    assert tidlig("check", "--select", "unreadable-table").out == ""


@pytest.mark.parametrize("written", ["Århus Kommune", "ÅRHUS KOMMUNE", "Aarhus-Kommune"])
def test_a_name_that_is_only_spelled_otherwise_makes_no_second_recipient(
    written: str, tmp_path: Path, tidlig: Tidlig
) -> None:
    known = '[recipient.aarhus]\nname = "Aarhus Kommune"\nkind = "municipality"\n'
    lines = f"Nr;Navn;CVR;Beløb;Dato\n1;{written};;100;2014-01-01\n"
    write(tmp_path, {"programs.toml": BOOKS + CREATE + known, "tilsagn.csv": lines})
    found = tidlig("check").out
    assert "but aarhus is spelled almost so" in found
    assert "tilsagn.csv:2:3" in found
