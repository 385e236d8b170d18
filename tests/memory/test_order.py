"""What is shown of findings stands in the order of their places, however a ledger was read."""

import json
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest

from harness.running import Result, write
from tidlig.index import ledger_files as how

Tidlig = Callable[..., Result]

LEDGER = """\
[ledger]
format = 1

[program.p]
name = "P"
years = "2014-2015"
split = { 2015 = "50 mio. kr." }

[pool.sure]
program = "p"
frame = { 2015 = "11 mio. kr." }

[pool.not-sure]
program = "p"
frame = { 2015 = "11 mio. kr." }

[award.sure]
pool = "sure"
date = 2014-02-26
amount = "ca. 12 mio. kr."
recipients = { municipality = 1 }

[award.not-sure]
pool = "not-sure"
date = 2015-02-26
amount = "ca. 11 mio. kr."
recipients = { municipality = 1 }
"""


@pytest.mark.parametrize("whole_up_to", [-1, 1 << 30])
def test_findings_of_an_entry_stand_in_the_order_of_its_file(
    whole_up_to: int, tidlig: Tidlig, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(how, "How", partial(how.How, whole_up_to=whole_up_to))
    write(tmp_path, {"programs.toml": LEDGER})
    for _ in ("cold", "warm"):
        told = json.loads(tidlig("show", "p", "--format", "json").out)
        lines = [finding["location"]["line"] for finding in told["findings"]]
        assert lines == sorted(lines)
        assert len(lines) >= 2
