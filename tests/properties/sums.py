"""The oracle's sums: movements to the headings of lines, and lines to totals."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from properties.amounts import ZERO, Figure
from properties.books import Line, Movement

Figures = dict[tuple[Line, str], Figure]

RECORDED = (
    "appropriated",
    "restated",
    "reprioritised",
    "carried",
    "awarded",
    "returned",
    "paid",
    "outturn",
    "agreed",
    "lapsed",
)
BUDGET = {"appropriated": 1, "restated": 1, "reprioritised": 1, "carried": 1}
DERIVED = {
    "budget": BUDGET,
    "uncommitted": BUDGET | {"awarded": -1, "returned": 1},
    "outstanding": {"awarded": 1, "returned": -1, "paid": -1},
}
HEADINGS = (*RECORDED, *DERIVED)


def figures(found: Iterable[Movement]) -> Figures:
    """Every heading of every line that a movement names."""
    recorded: dict[Line, dict[str, Figure]] = defaultdict(lambda: dict.fromkeys(RECORDED, ZERO))
    for movement in found:
        before = recorded[movement.line][movement.heading]
        after = Figure(before.ore + movement.ore, before.half + movement.half)
        recorded[movement.line][movement.heading] = after
    return {
        (line, heading): of_heading(sums, heading)
        for line, sums in recorded.items()
        for heading in HEADINGS
    }


def of_heading(sums: dict[str, Figure], heading: str) -> Figure:
    """A heading from those that are recorded: signs cancel amounts, never half-widths."""
    parts: dict[str, int] = DERIVED.get(heading, {heading: 1})
    ore = sum((sign * sums[part].ore for part, sign in parts.items()), ZERO.ore)
    return Figure(ore, sum((sums[part].half for part in parts), ZERO.half))


def totals(lines: Figures) -> dict[tuple[str, str], Figure]:
    """Every heading of every program, over all of its lines."""
    added: dict[tuple[str, str], Figure] = defaultdict(lambda: ZERO)
    for (line, heading), given in lines.items():
        before = added[line.program, heading]
        added[line.program, heading] = Figure(before.ore + given.ore, before.half + given.half)
    return dict(added)
