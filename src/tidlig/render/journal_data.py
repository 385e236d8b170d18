"""Movements in order, for programs: JSON of a fixed shape and rows for CSV, zeros too."""

from typing import Any

from tidlig.arithmetic.journal import Journal, JournalRow, Left
from tidlig.model.money import Money
from tidlig.model.notation import plain
from tidlig.model.texts import Identifier
from tidlig.render.entries import address
from tidlig.render.spreadsheets import Rows, amount

SCHEMA = "tidlig.log/1"
NAMES = ("date", "entry", "heading", "program", "strand", "years", "pool", "recipient")
AMOUNTS = ("amount", "remaining", "outstanding")


def as_data(journal: Journal) -> dict[str, Any]:
    """Give a log as JSON has it; money is kroner as text."""
    return {
        "since": None if journal.wanted.since is None else journal.wanted.since.isoformat(),
        "before": None if journal.before is None else _amounts(journal.before._asdict()),
        "movements": [_movement(row) for row in journal.rows],
        "hidden": journal.hidden,
        "unknown": [address(entry) for entry in journal.unknown],
    }


def rows(journal: Journal) -> Rows:
    """Give a row for each movement, the headings of the columns first, and what was before."""
    yield [*NAMES, *(f"{name}{end}" for name in AMOUNTS for end in ("", "_plus_minus"))]
    if journal.before is not None:
        names = ("", "before", *[""] * (len(NAMES) - 2))
        yield [*names, *amount(None), *_left(journal.before)]
    for row in journal.rows:
        data = _movement(row)
        data["years"] = str(row.movement.line.years)
        names = tuple(data[name] or "" for name in NAMES)
        yield [*names, *amount(row.movement.money), *_left(row.left)]


def _left(left: Left) -> list[str]:
    return [*amount(left.remaining), *amount(left.outstanding)]


def _movement(row: JournalRow) -> dict[str, Any]:
    movement = row.movement
    return {
        "date": None if movement.date is None else movement.date.isoformat(),
        "entry": address(movement.entry),
        "heading": movement.heading,
        "program": Identifier(movement.line.program),
        "strand": Identifier(movement.line.strand) or None,
        "years": list(movement.line.years),
        "pool": Identifier(movement.pool or "") or None,
        "recipient": movement.recipient or None,
        **_amounts({"amount": movement.money, **row.left._asdict()}),
    }


def _amounts(figures: dict[str, Money]) -> dict[str, Any]:
    inexact = {name: plain(money.half) for name, money in figures.items() if not money.exact}
    return {**{name: plain(money.ore) for name, money in figures.items()}, "plus_minus": inexact}
