"""Public files of three countries are imported by one command each, to their publishers' totals."""

from __future__ import annotations

import gzip
from collections.abc import Mapping
from pathlib import Path

import pytest

from adding.ledgers import bytes_in
from conftest import Tidlig
from harness.running import write
from registers.test_real_files import FOLDER

PROGRAMS = """[ledger]
format   = 1
language = "en"
unit     = "kr."

[program.fonde]
name  = "Structural funds"
years = "2006-2017"
total = "20 mia. kr."
date  = 2006-01-01
"""

FINLAND = (
    "--columns", "id=Koodi,recipient=Toteuttajan nimi,date=Aloituspvm",
    "--columns", "amount=Myönnetty EU- ja valtion rahoitus,payment.date=Päättymispvm",
    "--columns", "payment.amount=Toteutunut EU- ja valtion rahoitus",
)  # fmt: skip
EUROS = PROGRAMS.replace('"kr."', '"EUR"\ncurrency = "EUR"').replace("mia. kr.", "mia. EUR")
POUNDS = EUROS.replace("EUR", "GBP")

DENMARK = (
    "--columns", "title=projekttitel,date=start_dato,amount=eu,recipient=navn",
    "--key", "recipient,title,date,amount",
)  # fmt: skip
UK = (
    "--columns", "id=Identifier,amount=Amount Awarded,currency=Currency",
    "--columns", "date=Award Date,recipient=Recipient Org:Name",
)  # fmt: skip


def real(name: str) -> Path:
    path = FOLDER / name
    if not path.exists():
        pytest.skip(f"{name} is not here")
    return path


def run(folder: Path, file: Path, options: tuple[str, ...], tidlig: Tidlig) -> Mapping[str, str]:
    words = ("import", str(file), "--program", "fonde", "--recipient-kind", "other", "--force")
    result = tidlig(*words, *options, cwd=folder)
    assert result.code == 0, result.err[-2000:]
    before = bytes_in(folder)
    again = tidlig(*words, *options, cwd=folder)
    assert (again.code, bytes_in(folder)) == (0, before)
    return {"out": result.out, "err": result.err, "again": again.out}


@pytest.mark.long
def test_the_finnish_grants_and_payments(tmp_path: Path, tidlig: Tidlig) -> None:
    file = tmp_path / "fi.csv"
    file.write_bytes(gzip.decompress(real("fi-erdf-2007-2013.csv.gz").read_bytes()))
    folder = write(tmp_path / "ledger", {"programs.toml": EUROS})
    said = run(folder, file, FINLAND, tidlig)
    assert "19940  new awards    2,985,951,604 EUR" in said["out"]
    assert "19940  new payments  2,858,282,488 EUR" in said["out"]
    assert "New recipients (12564)" in said["out"]
    assert said["err"].count("error[payments-exceed-award]") == 59


def test_the_danish_grants(tmp_path: Path, tidlig: Tidlig) -> None:
    folder = write(tmp_path / "ledger", {"programs.toml": PROGRAMS})
    said = run(folder, real("dk-erdf-2007-2013.csv"), DENMARK, tidlig)
    assert "598  new awards  3,665,372,950.47 kr." in said["out"]
    assert "New recipients (271)" in said["out"]


@pytest.mark.long
def test_the_british_grants_of_a_workbook(tmp_path: Path, tidlig: Tidlig) -> None:
    folder = write(tmp_path / "ledger", {"programs.toml": POUNDS})
    said = run(folder, real("uk-grants-awards-2016-17.xlsx"), UK, tidlig)
    assert "3351  new awards  3,920,986,733" in said["out"]
