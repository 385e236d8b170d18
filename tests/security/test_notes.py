"""Promised: a note about a file quotes nothing that a terminal obeys, and no CPR number."""

from collections.abc import Callable
from pathlib import Path

import pytest

from conftest import Tidlig

Write = Callable[[dict[str, str]], Path]

LEDGER = """\
[ledger]
format = 1

[program.p]
name    = "P"
account = "15.99.01"
years   = "2015-2016"
split   = { 2015 = 10, 2016 = 10 }
"""


@pytest.mark.parametrize(("year", "shown"), [("\x1b[31m", r"\x1b[31m"), ("010190-1114", "*")])
@pytest.mark.parametrize("form", ["table", "csv", "json"])
def test_a_register_cannot_paint_the_terminal(
    tidlig: Tidlig, ledger: Write, year: str, shown: str, form: str
) -> None:
    folder = ledger({"programs.toml": LEDGER})
    (folder / "sums.csv").write_bytes(f"Konto;År;Beløb\n15.99.01;{year};10,00\n".encode())
    words = ("--against", "sums.csv", "--kind", "budget", "--columns", "account=Konto")
    result = tidlig("reconcile", *words, "--format", form, cwd=folder)
    assert "is no year" in result.err
    assert shown in result.err
    assert year not in result.out + result.err
