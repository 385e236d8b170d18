"""The date of a ledger's last entry is known however it is read, whatever its amount is."""

import datetime as dt
from pathlib import Path

import pytest

from harness.running import environment, run, write
from tidlig.index import ledger_files
from tidlig.index.ledger_files import How
from tidlig.ledger.cached_ledger import known
from tidlig.ledger.folder import Folder

LEDGER = """[ledger]
format = 1

[program.p]
name  = "P"
years = "2014-2018"
total = 50_000

[recipient.r]
name = "R"
kind = "municipality"

[award.a]
program   = "p"
recipient = "r"
date      = 2015-01-01
amount    = 100

"""
LAST = {
    "award": '[award.b]\nprogram = "p"\nrecipient = "r"\ndate = 2018-12-14\namount = {0}\n',
    "payment": '[payment.b]\naward = "a"\ndate = 2018-12-14\namount = {0}\n',
    "return": '[return.b]\naward = "a"\nkind = "refund"\ndate = 2018-12-14\namount = {0}\n',
}
AMOUNTS = ("5", "0", '"unknown"', '"ca. 5 kr."', '{ 2018 = "unknown" }', "{ 2017 = 5, 2018 = 0 }")
CASES = [
    (kind, amount)
    for kind in LAST
    for amount in AMOUNTS
    if kind == "award" or not amount.startswith("{")
]


@pytest.mark.parametrize(("kind", "amount"), CASES)
def test_the_last_date_is_that_of_the_last_row(kind: str, amount: str, tmp_path: Path) -> None:
    text = LEDGER + LAST[kind].replace("{0}", amount)
    write(tmp_path / "ledger", {"programs.toml": text})
    for whole_up_to in (1 << 30, -1):
        found = known(Folder(tmp_path / "ledger"), How(whole_up_to=whole_up_to))
        assert found.newest == dt.date(2018, 12, 14)


def test_a_report_says_how_many_entries_are_later(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    text = LEDGER + LAST["return"].replace("{0}", '"unknown"')
    folder, memory = write(tmp_path / "ledger", {"programs.toml": text}), tmp_path / "memory"
    memory.mkdir()
    line = ("balance", "--as-of", "2016-01-01", "--format", "json")
    for whole_up_to in (1 << 30, -1):
        monkeypatch.setattr(ledger_files, "WHOLE_UP_TO", whole_up_to)
        told = run(*line, folder=folder, environment=environment(memory)).out
        assert '"later": 1,' in told
        assert '"entries": 3,' in told
