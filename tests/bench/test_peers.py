"""The peers: which are here, and that their figures are compared before anything is timed."""

import shutil
from pathlib import Path

import pytest

from bench import peers
from bench.agreeing import Disagreeing, agree, own, read
from bench.journals import journal
from bench.keeping import kept
from bench.running import surroundings
from harness.running import write

pytestmark = pytest.mark.long

LEDGER = """
[ledger]
format = 1

[program.tidlig]
name  = "Tidlig hjælp"
years = "2014-2015"
split = { 2014 = 10_000_000, 2015 = 5_000_000 }

[program.tidlig.strand.a-1]
name  = "A"
split = { 2014 = 4_000_000 }

[award.one]
program = "tidlig"
strand  = "a-1"
recipients = { municipality = 2 }
date    = 2014-03-01
amount  = "1.250.000,50 kr."
"""

BOOKS = """
2014-01-01 act
    uncommitted:tidlig:not split:2014:budget   6000000.00 DKK
    uncommitted:tidlig:not split:2015:budget   5000000.00 DKK
    uncommitted:tidlig:a-1:2014:budget         4000000.00 DKK
    parliament:tidlig

2014-03-01 award
    uncommitted:tidlig:a-1:2014:awarded       -1250000.50 DKK
    outstanding:tidlig
"""

BEANS = """
2014-01-01 open Assets:Uncommitted:Tidlig:Not-Split:2014:Budget DKK
2014-01-01 open Assets:Uncommitted:Tidlig:Not-Split:2015:Budget DKK
2014-01-01 open Assets:Uncommitted:Tidlig:A-1:2014:Budget DKK
2014-01-01 open Assets:Uncommitted:Tidlig:A-1:2014:Awarded DKK
2014-01-01 open Income:Parliament DKK

2014-01-01 * "act"
  Assets:Uncommitted:Tidlig:Not-Split:2014:Budget   6000000.00 DKK
  Assets:Uncommitted:Tidlig:Not-Split:2015:Budget   5000000.00 DKK
  Assets:Uncommitted:Tidlig:A-1:2014:Budget         4000000.00 DKK
  Income:Parliament

2014-03-01 * "award"
  Assets:Uncommitted:Tidlig:A-1:2014:Awarded       -1250000.50 DKK
  Income:Parliament
"""

JOURNALS = [
    ("hledger", "hledger", BOOKS),
    ("ledger", "ledger", BOOKS),
    ("beancount", "bean-query", BEANS),
]


def _needs(program: str) -> None:
    if shutil.which(program, path=surroundings()["PATH"]) is None:
        pytest.skip(f"{program} is missing")


@pytest.mark.parametrize(("format", "program", "text"), JOURNALS)
def test_a_journal_of_the_same_figures_agrees_and_one_that_is_an_oere_off_does_not(
    format: str, program: str, text: str, tmp_path: Path
) -> None:
    _needs(program)
    ledger = write(tmp_path / "books", {"programs.toml": LEDGER})
    path = write(tmp_path, {f"books.{format}": text}) / f"books.{format}"
    agree(ledger, format, path, tmp_path)
    path.write_text(text.replace("-1250000.50", "-1250000.51"), "utf-8")
    with pytest.raises(Disagreeing, match="tidlig:a-1:2014, and 0 others differ"):
        agree(ledger, format, path, tmp_path)


def test_what_remains_is_in_kroner_by_program_strand_and_year(tmp_path: Path) -> None:
    ledger = write(tmp_path / "books", {"programs.toml": LEDGER})
    assert {line: str(kroner) for line, kroner in own(ledger, tmp_path).items()} == {
        ("tidlig", "not-split", "2014"): "6000000",
        ("tidlig", "not-split", "2015"): "5000000",
        ("tidlig", "a-1", "2014"): "2749999.50",
    }


@pytest.mark.parametrize(("format", "program", "text"), JOURNALS)
def test_what_is_unknown_is_not_compared(
    format: str, program: str, text: str, tmp_path: Path
) -> None:
    _needs(program)
    text_of_unknown = LEDGER.replace('amount  = "1.250.000,50 kr."', 'amount  = "unknown"')
    ledger = write(tmp_path / "books", {"programs.toml": text_of_unknown})
    assert own(ledger, tmp_path)["tidlig", "a-1", "2014"] is None
    path = write(tmp_path, {f"books.{format}": text}) / f"books.{format}"
    agree(ledger, format, path, tmp_path)


@pytest.mark.parametrize(("format", "program"), [(f, p) for f, p, _ in JOURNALS])
def test_our_own_export_of_a_made_ledger_agrees(format: str, program: str, tmp_path: Path) -> None:
    _needs(program)
    ledger = kept(tmp_path, 200, 50)
    path = journal(ledger, format, tmp_path, tmp_path)
    assert len(read(format, path)) == 4 * 5 * 4
    agree(ledger, format, path, tmp_path)


def test_peers_that_are_missing_are_said_and_skipped(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(peers, "surroundings", lambda: {"PATH": str(tmp_path)})
    works, notes = peers.beside(kept(tmp_path, 10, 5), tmp_path, tmp_path, 10)
    assert works == []
    assert notes == tuple(
        f"{program} is missing: skipped." for program in ("hledger", "ledger", "bean-check")
    )
