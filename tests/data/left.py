"""Reads the figures of `tidlig balance --format json` (tidlig.balance/2), in mio. kr."""

import json
from collections.abc import Callable, Iterable, Mapping
from decimal import Decimal
from typing import Any

from harness.running import ROOT, Result

Tidlig = Callable[..., Result]

NOT_KNOWN = "not known"

LEFT = ("remaining", "unused", "estimate")
"""What is left, by the state of its money."""


def balance(tidlig: Tidlig, *options: str, today: str = "2026-11-27") -> Any:
    """The JSON of a balance of the ledger in data/, run on a day."""
    arguments = ("balance", *options, "--format", "json")
    return json.loads(tidlig(*arguments, cwd=ROOT, env={"TIDLIG_TODAY": today}).out)


def program(report: Any, id: str) -> Any:
    """The report's own part on a program."""
    return next(program for program in report["programs"] if program["program"] == id)


def said(figure: Mapping[str, str | None] | None) -> str:
    """A figure as a person would write it: `7.0`, `3.0..52.2`, `?..7.0`, or not known."""
    if figure is None:
        return NOT_KNOWN
    least, most = figure["least"], figure["most"]
    if least == most:
        return _mio(least)
    return f"{_mio(least)}..{_mio(most)}"


def figures(cell: Any, *headings: str) -> dict[str, str]:
    """Some headings of a year, a strand or a program."""
    return {heading: said(cell[heading]) for heading in headings}


def by_year(report: Any, id: str, heading: str) -> dict[int, str]:
    """A heading of each year of a program."""
    return {year["year"]: said(year[heading]) for year in program(report, id)["by_year"]}


def by_strand(report: Any, id: str, heading: str) -> dict[str | None, str]:
    """A heading of each strand of a program; None stands for what is not split by strand."""
    return {strand["strand"]: said(strand[heading]) for strand in program(report, id)["strands"]}


def plus_minus(cell: Any, headings: Iterable[str]) -> dict[str, str]:
    """The half-widths of headings, in mio. kr."""
    return {heading: _mio(cell[heading].get("plus_minus", "0")) for heading in headings}


def _mio(kroner: str | None) -> str:
    if kroner is None:
        return "?"
    amount = Decimal(kroner) / 1_000_000
    return f"{amount.normalize():f}" if amount % Decimal("0.1") else f"{amount:.1f}"
