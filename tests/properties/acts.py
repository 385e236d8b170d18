"""What a later act does: its figures replace the budget so far, and the change is the movement."""

from __future__ import annotations

from collections.abc import Iterator

from properties.amounts import UNKNOWN, ZERO, Figure, figure, years
from properties.books import Books, Entry, Line, Movement

REPLACED = ("appropriated", "restated", "reprioritised")


def of_appropriation(kept: Books, ident: str, act: Entry) -> Iterator[Movement]:
    """The movements of one act; an act that cuts a span with money is noted as such."""
    before, seen = list(kept.done), years_seen(kept, act["program"])
    closed = years(kept.ledger["program"][act["program"]]["years"])[1] is not None
    for line, stated in figures_stated(kept, before, act):
        so_far = budget(before, line)
        new = not closed and not seen & set(range(line.first, line.last + 1))
        heading = "appropriated" if new else "restated"
        yield Movement(line, heading, stated.ore - so_far.ore, stated.half + so_far.half)
    kept.cuts.extend(ident for _ in spans_cut(before, act))
    kept.acts.append(act)


def figures_stated(
    kept: Books, before: list[Movement], act: Entry
) -> Iterator[tuple[Line, Figure]]:
    """What each line's budget is after the act: strands, what they leave, and spans absorbed."""
    program = act["program"]
    for year in named(act):
        rest = figure(act["split"][str(year)])
        assert rest is not None
        for strand in kept.ledger["program"][program].get("strand", {}):
            line = Line(program, strand, year, year)
            value = act.get("strands", {}).get(strand, {}).get(str(year), 0)
            stated = figure(value)
            if stated is not None:
                yield line, stated
            left = stated or budget(before, line)
            rest = Figure(rest.ore - left.ore, rest.half + left.half)
        yield Line(program, None, year, year), rest
    for line in spans_with_money(before, program):
        if within(line, act):
            yield line, ZERO


def named(act: Entry) -> list[int]:
    """The years that an act, a program or a strand states a figure for by its split."""
    return sorted(int(key) for key, value in act.get("split", {}).items() if value != UNKNOWN)


def years_seen(kept: Books, program: str) -> set[int]:
    """The years that an act has named before, the program and its strands being the first act."""
    first = kept.ledger["program"][program]
    earlier = [one for one in kept.acts if one["program"] == program]
    stated = [first, *first.get("strand", {}).values(), *earlier]
    return {year for one in stated for year in named(one)}


def budget(before: list[Movement], line: Line) -> Figure:
    """The budget of a line so far, carry-overs left out."""
    found = [one for one in before if one.line == line and one.heading in REPLACED]
    return Figure(
        sum((one.ore for one in found), ZERO.ore), sum((one.half for one in found), ZERO.half)
    )


def spans_with_money(before: list[Movement], program: str) -> list[Line]:
    """The program's lines over more than one year that have a budget, by strand and years."""
    lines = {one.line for one in before if one.line.program == program}
    spans = [line for line in lines if line.first < line.last and budget(before, line).ore]
    return sorted(spans, key=lambda line: (line.strand or "", line.first, line.last))


def within(line: Line, act: Entry) -> bool:
    """A span lies within the years from the first to the last that the act names."""
    years_named = named(act)
    return bool(years_named) and years_named[0] <= line.first and line.last <= years_named[-1]


def spans_cut(before: list[Movement], act: Entry) -> list[Line]:
    """Spans with money that only meet the years from the first to the last that the act names."""
    years_named = named(act)
    if not years_named:
        return []
    return [
        line
        for line in spans_with_money(before, act["program"])
        if not within(line, act) and line.first <= years_named[-1] and years_named[0] <= line.last
    ]
