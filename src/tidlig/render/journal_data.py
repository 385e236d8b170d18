"""Movements in order, for programs: JSON of a fixed shape and rows for CSV, zeros too."""

from collections.abc import Mapping
from typing import Any

from tidlig.arithmetic.journal import Journal, JournalRow, Left
from tidlig.arithmetic.marks import Doubts
from tidlig.model.money import Money
from tidlig.model.notation import plain
from tidlig.model.texts import Identifier
from tidlig.render.balance_data import cut_data, known
from tidlig.render.entries import address
from tidlig.render.spreadsheets import Rows, amount

SCHEMA = "tidlig.log/1"
NAMES = ("date", "entry", "heading", "program", "strand", "years", "pool", "recipient")
AMOUNTS = ("amount", "remaining", "outstanding")


def as_data(journal: Journal) -> dict[str, Any]:
    """Give a log as JSON has it; money is kroner as text."""
    return {
        "since": None if journal.wanted.since is None else journal.wanted.since.isoformat(),
        "before": None
        if journal.before is None
        else _amounts(known(journal.before._asdict(), journal.doubts_before)),
        "movements": [_movement(row) for row in journal.rows],
        "hidden": journal.hidden,
        "cut_spans": cut_data(journal.cut_spans),
        "unknown": [address(entry) for entry in journal.unknown],
    }


def rows(journal: Journal) -> Rows:
    """Give a row for each movement, the headings of the columns first, and what was before."""
    yield [*NAMES, *(f"{name}{end}" for name in AMOUNTS for end in ("", "_plus_minus"))]
    if journal.before is not None:
        names = ("", "before", *[""] * (len(NAMES) - 2))
        yield [*names, *amount(None), *_left(journal.before, journal.doubts_before)]
    for row in journal.rows:
        data = _movement(row)
        data["years"] = str(row.movement.line.years)
        names = tuple(data[name] or "" for name in NAMES)
        yield [*names, *amount(row.amount), *_left(row.left, row.doubts)]


def _left(left: Left, doubts: Doubts) -> list[str]:
    told = known(left._asdict(), doubts)
    return [*amount(told["remaining"]), *amount(told["outstanding"])]


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
        **_amounts({"amount": row.amount, **known(row.left._asdict(), row.doubts)}),
    }


def _amounts(figures: Mapping[str, Money | None]) -> dict[str, Any]:
    inexact = {name: plain(m.half) for name, m in figures.items() if m and not m.exact}
    told = {name: m and plain(m.ore) for name, m in figures.items()}
    return {**told, "plus_minus": inexact}
