"""Sums of the lines of a balance as JSON has it: `tidlig.balance/2` has no sums of its own."""

from decimal import Decimal
from typing import Any

HEADINGS = (
    "agreed", "appropriated", "restated", "reprioritised", "carried", "budget", "awarded",
    "returned", "uncommitted", "paid", "outstanding", "outturn", "lapsed",
)  # fmt: skip
"""The headings of lines, in the order of reports."""

Sums = dict[str, Decimal | None]


def totals(report: Any) -> dict[str, Sums]:
    """Add up the lines of each program; None where a line is not known, or a span is cut."""
    spans = report.get("cut_spans", ())
    cut = [(span["program"], span["strand"], span["years"]) for span in spans]
    sums: dict[str, Sums] = {
        program["program"]: dict.fromkeys(HEADINGS, Decimal()) for program in report["programs"]
    }
    for line in report["lines"]:
        is_cut = (line["program"], line["strand"], line["years"]) in cut
        of_program = sums[line["program"]]
        for heading in HEADINGS:
            of_program[heading] = _added(of_program[heading], line[heading], is_cut=is_cut)
    return sums


def _added(so_far: Decimal | None, text: str | None, *, is_cut: bool) -> Decimal | None:
    if so_far is None or text is None or (is_cut and Decimal(text)):
        return None
    return so_far + Decimal(text)


def total(report: Any) -> Sums:
    """The sums of the only program of a report."""
    (sums,) = totals(report).values()
    return sums


def half_widths(report: Any, program: str) -> dict[str, Decimal]:
    """Add up the half-widths of a program's lines, by heading."""
    halves: dict[str, Decimal] = {}
    for line in report["lines"]:
        if line["program"] == program:
            for heading, half in line["plus_minus"].items():
                halves[heading] = halves.get(heading, Decimal()) + Decimal(half)
    return halves


def figures(sums: Sums, *headings: str) -> list[str | None]:
    """Some of the sums as JSON would write them."""
    return [_plain(sums[heading]) for heading in headings]


def _plain(amount: Decimal | None) -> str | None:
    return None if amount is None else f"{amount:f}"
