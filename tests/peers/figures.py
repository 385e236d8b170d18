"""Balances of accounts as figures of lines, to hold against those of tidlig."""

from collections import defaultdict

from peers.programs import Balances
from properties.amounts import years
from properties.books import Line
from properties.reports import Report, lines_of, totals_of
from properties.sums import RECORDED

Lines = dict[tuple[Line, str], int]
"""Øre by line and heading; what is 0 is left out."""


def lines_of_accounts(balances: Balances) -> Lines:
    """Every heading that moves money, and what is uncommitted, of every line."""
    found: Lines = defaultdict(int)
    for (root, program, *rest), ore in balances.items():
        if root not in ("uncommitted", "paid", "outturn", "agreed", "lapsed"):
            continue
        strand, span, *headings = rest
        first, last = years(span)
        line = Line(program, strand or None, first, last or first)
        heading = headings[-1] if headings else root
        found[line, heading] += -ore if heading == "awarded" else ore
        if root == "uncommitted":
            assert len(headings) == (1 if heading in ("awarded", "returned") else 2)
            found[line, "uncommitted"] += ore
    return {place: ore for place, ore in found.items() if ore}


def lines_of_balance(report: Report) -> Lines:
    """The same of a balance of tidlig, of what is known."""
    return {
        (line, heading): int(figure.ore)
        for (line, heading), figure in lines_of(report).items()
        if heading in (*RECORDED, "uncommitted") and figure is not None and figure.ore
    }


def told(lines: Lines, report: Report) -> Lines:
    """Leave out what is unknown to tidlig: of it, a journal has the part that is known."""
    shown = lines_of(report)
    return {place: ore for place, ore in lines.items() if shown.get(place, ...) is not None}


def told_of_programs(figures: dict[str, int], report: Report, heading: str) -> dict[str, int]:
    """The same of what a heading comes to by program."""
    shown = totals_of(report)
    return {name: ore for name, ore in figures.items() if shown[name, heading] is not None}


def of_programs(balances: Balances, root: str) -> dict[str, int]:
    """What accounts under a root come to, by program."""
    found: dict[str, int] = defaultdict(int)
    for account, ore in balances.items():
        if account[0] == root:
            found[account[1]] += ore
    return {program: ore for program, ore in found.items() if ore}


def total_of(report: Report, heading: str) -> dict[str, int]:
    """What a heading comes to in a balance of tidlig, by program."""
    return {
        program: int(figure.ore)
        for (program, of), figure in totals_of(report).items()
        if of == heading and figure is not None and figure.ore
    }
