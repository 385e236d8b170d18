"""Public files of two countries are tables of a ledger, with their publishers' totals."""

import gzip
from pathlib import Path

import pytest

from harness.running import write
from registers.test_real_files import real
from tidlig.arithmetic.ledger import Ledger
from tidlig.ledger.checking import run_checks
from tidlig.ledger.folder import Folder
from tidlig.ledger.open import open_ledger
from tidlig.model.grants import Award, Payment
from tidlig.model.records import Recipient

BOOKS = """[ledger]
format = 1

[program.efru]
name  = "EFRU"
years = "2007-2013"
total = "100 mia. kr."
"""
FINLAND = """
[table.myonnetty]
file    = "tilsagn.csv"
kind    = "award"
columns = { id = "Koodi", recipient = "Toteuttajan nimi", date = "Aloituspvm", \
amount = "Myönnetty EU- ja valtion rahoitus" }
program = "efru"
dates   = "day-first"
ignore  = ["Rahasto", "Projektin nimi", "Ohjelma / osio", "Tl", "Viranomainen", \
"Toiminnan tila", "Suunniteltu julkinen rahoitus yhteensä", \
"Toteutunut julkinen rahoitus yhteensä"]
payment = { columns = { amount = "Toteutunut EU- ja valtion rahoitus", date = "Päättymispvm" } }
recipient = { create = true, kind = "organisation" }
"""
"""Amounts are in euros, which stand for kroner here: no heading names a currency."""

DENMARK = """
[table.eu]
file     = "tilsagn.csv"
kind     = "award"
columns  = { id = "nr", recipient = "navn", cvr = "cvr", title = "projekttitel", \
amount = "eu", date = "start_dato" }
program  = "efru"
decimal  = ","
dates    = "day-first"
ignore   = ["slut_dato", "ordning", "Indsatsområde", "budget", "region"]
recipient = { create = true, kind = "other" }
"""


def opened(folder: Path, table: str, data: bytes) -> Ledger:
    write(folder, {"programs.toml": BOOKS + table})
    (folder / "tilsagn.csv").write_bytes(data)
    return open_ledger(Folder(folder))


def moved(ledger: Ledger, heading: str) -> int:
    """The øre of a heading."""
    return sum(each.money.ore for each in ledger.movements if each.heading == heading)


@pytest.mark.long
def test_twenty_thousand_grants_are_one_table(tmp_path: Path) -> None:
    data = gzip.decompress(real("fi-erdf-2007-2013.csv.gz").read_bytes())
    ledger = opened(tmp_path, FINLAND, data)
    assert len(list(ledger.of(Award))) == len(list(ledger.of(Payment))) == 19_940
    assert len(list(ledger.of(Recipient))) == 12_564
    assert moved(ledger, "awarded") == 2_985_951_604_00
    assert moved(ledger, "paid") == 2_858_282_488_00
    findings = run_checks(ledger).findings
    overpaid = [each for each in findings if each.check == "payments-exceed-award"]
    assert len(overpaid) == 59
    negative = [each for each in findings if each.check == "negative-amount"]
    assert len({each.location.path[1] for each in negative}) == 2


def test_the_danish_file_in_windows_1252_with_decimal_commas_is_one_table(tmp_path: Path) -> None:
    first, *lines = real("dk-erdf-2007-2013.csv").read_bytes().splitlines()
    numbered = [b"%d;%s" % (number, line) for number, line in enumerate(lines, 1)]
    ledger = opened(tmp_path, DENMARK, b"\r\n".join([b"nr;" + first, *numbered]))
    result = run_checks(ledger)
    assert result.readable
    assert len(list(ledger.of(Award))) == 598
    assert len(list(ledger.of(Recipient))) == 271
    assert moved(ledger, "awarded") == 3_665_372_950_47
    assert not [each for each in result.findings if each.check == "invalid-cvr"]
