"""A document of a ledger with errors says so, since it travels without the terminal."""

import io
import zipfile
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from conftest import Tidlig

LEDGER = """
[ledger]
format = 1

[program.p]
name = "P"
years = 2026
split = { 2026 = 10 }

[recipient.r]
name = "R"
kind = "other"

[award.a]
program = "p"
recipient = "r"
date = 2026-01-02
amount = {amount}
"""
TOLD = "Kontrollen finder 1 fejl i opgørelsen"


def text_of(file: Path) -> str:
    data = file.read_bytes()
    if not data.startswith(b"PK"):
        return data.decode()
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        return "".join(package.read(name).decode("utf-8", "replace") for name in package.namelist())


@pytest.mark.parametrize("command", ["note p -o n.md", "report -o p.html", "export -o l.xlsx"])
@pytest.mark.parametrize(("amount", "is_told"), [(10, False), (11, True)])
def test_a_document_of_a_ledger_with_errors_says_so(
    command: str,
    amount: int,
    is_told: bool,
    tidlig: Tidlig,
    ledger: Callable[[Mapping[str, str]], Path],
) -> None:
    folder = ledger({"programs.toml": LEDGER.replace("{amount}", str(amount))})
    done = tidlig(*command.split(), cwd=folder)
    assert done.code == int(is_told), done.err
    assert (TOLD in text_of(folder / command.rsplit(maxsplit=1)[-1])) is is_told


def test_a_file_is_what_its_ending_says(
    tidlig: Tidlig, ledger: Callable[[Mapping[str, str]], Path]
) -> None:
    folder = ledger({"programs.toml": LEDGER.replace("{amount}", "10")})
    for words in (("-o", "b.xlsx", "--format", "csv"), ("-o", "b.csv", "--format", "xlsx")):
        done = tidlig("balance", *words, cwd=folder)
        assert (done.code, "would not be what its ending says" in done.err) == (2, True)
        assert not (folder / words[1]).exists()
