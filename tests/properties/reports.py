"""What tidlig says about a ledger, as plain figures to hold against the oracle's."""

from __future__ import annotations

import csv
import io
import json
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from fractions import Fraction
from pathlib import Path
from typing import Any

from harness import balances
from harness.findings import Finding
from harness.findings import findings as findings_of
from harness.running import Result, environment, run, workshop
from properties.amounts import NOTHING, Figure
from properties.books import Line
from properties.layouts import written
from properties.sums import HEADINGS

Report = dict[str, Any]


@contextmanager
def ledger_of(files: dict[str, str]) -> Iterator[Path]:
    """A folder with a ledger of these files, for as long as it is needed."""
    with workshop() as (folder, _):
        yield written(folder, files)


def tidlig(command: str, folder: Path, *options: str) -> Result:
    """One command about the ledger in a folder."""
    surroundings = environment(folder.parent / "memory")
    return run(command, "--ledger", str(folder), *options, folder=folder, environment=surroundings)


def balance(folder: Path, as_of: date | None = None) -> Report:
    """The balance; its exit code follows from its own count of errors."""
    dated = ("--as-of", as_of.isoformat()) if as_of else ()
    result = tidlig("balance", folder, "--format", "json", *dated)
    assert result.out, result
    report: Report = json.loads(result.out)
    assert report["schema"] == "tidlig.balance/2"
    assert report["currency"] == "DKK"
    assert result.code == (1 if report["findings"]["errors"] else 0), result
    return report


def balance_of(files: dict[str, str], as_of: date | None = None) -> Report:
    """The balance of a ledger of these files."""
    with ledger_of(files) as folder:
        return balance(folder, as_of)


def money(text: str) -> Fraction:
    """Kroner as text, in øre."""
    return Fraction(text) * 100


def of_headings(row: Report) -> dict[str, Figure | None]:
    """Every heading of a line or of a total; only headings with a half-width name one.

    What is not known is None, and has no half-width.
    """
    halves = {heading: money(text) for heading, text in row["plus_minus"].items()}
    assert all(halves.values()), row
    assert set(halves) <= set(HEADINGS), row
    assert all(row[heading] is not None for heading in halves), row
    return {
        heading: None
        if row[heading] is None
        else Figure(money(row[heading]), halves.get(heading, NOTHING))
        for heading in HEADINGS
    }


def line_of(row: Report) -> Line:
    first, last = row["years"]
    return Line(row["program"], row["strand"], first, last)


def lines_of(report: Report) -> dict[tuple[Line, str], Figure | None]:
    """Every heading of every line of a balance."""
    rows = [line_of(row) for row in report["lines"]]
    assert len(rows) == len(set(rows)), rows
    return {
        (line_of(row), heading): given
        for row in report["lines"]
        for heading, given in of_headings(row).items()
    }


def totals_of(report: Report) -> dict[tuple[str, str], Figure | None]:
    """Every heading of every program, added up over its lines; None where one is not known."""
    rows = [row["program"] for row in report["programs"]]
    assert len(rows) == len(set(rows)), rows
    totals: dict[tuple[str, str], Figure | None] = {}
    for program, sums in balances.totals(report).items():
        halves = balances.half_widths(report, program)
        for heading, amount in sums.items():
            known = None if amount is None else Fraction(amount) * 100
            half = Fraction(halves.get(heading, 0)) * 100
            totals[program, heading] = None if known is None else Figure(known, half)
    return totals


def lines_of_csv(text: str) -> dict[tuple[Line, str], Figure | None]:
    """Every figure of a balance as CSV."""
    found: dict[tuple[Line, str], Figure | None] = {}
    for row in csv.DictReader(io.StringIO(text)):
        first, _, last = row["years"].partition("-")
        line = Line(row["program"], row["strand"] or None, int(first), int(last or first))
        assert (line, row["heading"]) not in found, row
        half = money(row["plus_minus"] or "0")
        known = Figure(money(row["amount"]), half) if row["amount"] else None
        found[line, row["heading"]] = known
    return found


def findings(folder: Path) -> tuple[Finding, ...]:
    """What `check` finds, its count and its exit code held against one another."""
    return findings_of(tidlig("check", folder, "--format", "json"))


def facts(found: tuple[Finding, ...]) -> Counter[tuple[str, str, str]]:
    """Findings without their places."""
    return Counter((one.check, one.severity, one.message) for one in found)
