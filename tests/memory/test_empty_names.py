"""A name that is an empty text leads nowhere, also where rows of a large ledger have it."""

from pathlib import Path

import pytest

from harness.running import write
from memory.states import by_sums, directly, of_folder
from tidlig.index.store import Store

LEDGER = """[ledger]
format = 1

[program.p]
name  = "P"
years = "2014-2017"
total = 5000

[program.p.strand.s]
name = "S"

[recipient.r]
name = "R"
kind = "municipality"

[award.whole]
program   = "p"
recipient = "r"
date      = 2015-01-01
amount    = 100
"""
GIVEN = '[award.a]\ndate = 2015-01-01\namount = 5\nrecipient = "r"\n'
PAID = "[payment.a]\ndate = 2015-02-01\namount = 5\n"
BACK = '[return.a]\nkind = "refund"\ndate = 2015-02-01\namount = 5\n'
NAMED = {
    "program": (f'{GIVEN}program = ""\n', 1),
    "strand": (f'{GIVEN}program = "p"\nstrand = ""\n', 1),
    "round": (f'{GIVEN}program = "p"\nround = ""\n', 1),
    "pool": (f'{GIVEN}pool = ""\n', 1),
    "program and strand": (f'{GIVEN}program = ""\nstrand = "s"\n', 2),
    "recipient": (GIVEN.replace('"r"', '""') + 'program = "p"\n', 1),
    "source": (f'{GIVEN}program = "p"\nsource = ""\n', 1),
    "sources": (f'{GIVEN}program = "p"\nsource = ["", ""]\n', 2),
    "award of a payment": (f'{PAID}award = ""\n', 1),
    "award of a return": (f'{BACK}award = ""\n', 1),
    "payee": (f'{PAID}award = "whole"\npayee = ""\n', 1),
}
"""An entry that names nothing, by what it does not name; and so many references lead nowhere."""


@pytest.mark.parametrize("what", NAMED)
def test_an_empty_name_is_found_however_the_ledger_is_read(what: str, tmp_path: Path) -> None:
    entry, number = NAMED[what]
    origin = of_folder(write(tmp_path / "ledger", {"programs.toml": f"{LEDGER}\n{entry}"}))
    store, expected = Store(str(tmp_path / "cache")), directly(origin)
    assert len(expected.findings) == number
    assert all("unknown-reference" in finding for finding in expected.findings)
    for told in (by_sums(origin), by_sums(origin, store), by_sums(origin, store)):
        assert told.findings == expected.findings
