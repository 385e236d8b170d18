"""hledger, Ledger and beancount, run on a journal: what they say of it, and its balances.

Accounts are given in one form, whatever the program writes: the parts of their names with ids as
in the ledger, read back here by rules of our own.
"""

import csv
import io
import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

Account = tuple[str, ...]
Balances = dict[Account, int]
"""Øre by account; an account that is not there has nothing."""

NOT_SPLIT = ""
ROOTS = {
    "Assets:Uncommitted": "uncommitted",
    "Assets:Outstanding": "outstanding",
    "Expenses:Paid": "paid",
    "Equity:Outturn": "outturn",
    "Income:Parliament": "parliament",
    "Equity:Outside": "outside",
    "Equity:State-Accounts": "state-accounts",
    "Equity:Agreed": "agreed",
    "Equity:Lapsed": "lapsed",
    "Equity:Agreements": "agreements",
    "Equity:Lapses": "lapses",
}


@dataclass(frozen=True)
class Program:
    """A program that reads journals: how it checks one, and how it tells the balances."""

    name: str
    check: Callable[[Path], None]
    balances: Callable[[Path], Balances]


def run(program: str, *arguments: str | Path) -> str:
    """What a program prints; a test is skipped without it, and fails when it complains."""
    beside_python = Path(sys.executable).parent / program
    found = str(beside_python) if beside_python.exists() else shutil.which(program)
    if found is None:
        pytest.skip(f"{program} is not here: .ci/run installs it")
    done = subprocess.run(
        [found, *map(str, arguments)],
        capture_output=True,
        encoding="utf-8",
        env={"LC_ALL": "C.UTF-8", "HOME": "/nonexistent", "PATH": "/usr/bin:/bin"},
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, ""), (done.stdout + done.stderr)[:2000]
    return done.stdout


def ore(text: str) -> int:
    """Øre of kroner as programs write them: "-1200.50 DKK", "0"."""
    number = text.removesuffix(" DKK")
    whole, _, decimals = number.partition(".")
    assert decimals.strip("0") == decimals[:2].strip("0"), text
    value = int(whole.lstrip("-")) * 100 + int(decimals[:2].ljust(2, "0"))
    return -value if number.startswith("-") else value


def plain(name: str) -> Account:
    """The parts of an account of hledger or Ledger."""
    return tuple(NOT_SPLIT if part == "not split" else part for part in name.split(":"))


def of_beancount(name: str) -> Account:
    """The parts of an account of beancount."""
    parts = name.split(":")
    ids = [NOT_SPLIT if part == "Not-Split" else id_of(part) for part in parts[2:]]
    return (ROOTS[":".join(parts[:2])], *ids)


def id_of(part: str) -> str:
    """The id that a part of an account of beancount stands for."""
    return (part[:1].lower() + part[1:]).replace("-U-", "_")


def added(rows: list[tuple[Account, int]]) -> Balances:
    """Balances of rows; no account may come twice."""
    assert len(dict(rows)) == len(rows)
    return {account: amount for account, amount in rows if amount}


def hledger_check(path: Path) -> None:
    assert run("hledger", "-f", path, "check", "--strict", "ordereddates") == ""


def hledger_balances(path: Path, *query: str) -> Balances:
    text = run("hledger", "-f", path, "balance", "--flat", "-E", "-N", "-O", "csv", *query)
    rows = list(csv.DictReader(io.StringIO(text)))
    return added([(plain(row["account"]), ore(row["balance"])) for row in rows])


def ledger_check(path: Path) -> None:
    run("ledger", "-f", path, "balance", "--pedantic")


def ledger_balances(path: Path, *query: str) -> Balances:
    form = "%(account)\t%(quantity(amount))\n"
    text = run("ledger", "-f", path, "balance", "--flat", "--no-total", "--format", form, *query)
    rows = [line.split("\t") for line in text.splitlines()]
    return added([(plain(account), ore(amount)) for account, amount in rows])


def beancount_check(path: Path) -> None:
    assert run("bean-check", "--no-cache", path) == ""


def beancount_balances(path: Path, where: str = "") -> Balances:
    query = f"SELECT account, sum(number) AS total {where} GROUP BY account"
    text = run("bean-query", "--no-errors", "-f", "csv", path, query)
    rows = [(row["account"].strip(), row["total"].strip()) for row in reader(text)]
    return added([(of_beancount(account), ore(total)) for account, total in rows])


def reader(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text)))


PROGRAMS = {
    program.name: program
    for program in (
        Program("hledger", hledger_check, hledger_balances),
        Program("ledger", ledger_check, ledger_balances),
        Program("beancount", beancount_check, beancount_balances),
    )
}
