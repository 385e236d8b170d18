"""A ledger as a balance needs it: who has decided what, and one sum for all else on each line."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import chain
from typing import TYPE_CHECKING

from tidlig.arithmetic.charging import StatedPlace
from tidlig.arithmetic.ledger import Ledger
from tidlig.arithmetic.movements import DECIDED, MOVED, Line
from tidlig.arithmetic.totals import OnLine, Totals
from tidlig.model.contents import Contents
from tidlig.model.entry import Entry
from tidlig.model.years import Years

if TYPE_CHECKING:
    from tidlig.model.grants import Award

_CHARGED = frozenset(MOVED) - frozenset(DECIDED)


def condensed(ledger: Ledger, *, by_recipient: bool = False) -> Ledger:
    """Give a ledger with the same balances; with recipients, by recipient too."""
    unstated = ledger.with_unknown_amounts
    awards = list({award.id: award for award in _awards_of(unstated, ledger)}.values())
    pools = {award.pool for award in awards}
    wanted = "recipient" if by_recipient else ""

    def is_kept(entry: Entry) -> bool:
        is_needed = entry.kind == wanted or (entry.kind == "pool" and entry.id in pools)
        return is_needed or _decides(entry)

    kept = [entry for file in ledger.contents for entry in filter(is_kept, file.entries)]
    counted = ledger.size - sum(ledger.counts(entry) for entry in kept)
    files = ledger.files
    moved = tuple(_moved(ledger, by_recipient=by_recipient))
    totals = Totals(counted, (), unstated, tuple(awards), moved, files)
    contents = Contents("", tuple(kept))
    return replace(ledger, contents=(contents,), documents={}, totals=totals)


def _decides(entry: Entry) -> bool:
    """Tell whether an entry decides on budgets, or what is agreed or has lapsed.

    `rules_of_kinds` refuses one that also charges.
    """
    return not _CHARGED.issuperset(entry.described.moves)


Key = tuple[Line, str, str | None, str | None, str]
"""A line and heading, with a pool or a recipient; of what is paid, the kind of the entries."""


def _moved(ledger: Ledger, *, by_recipient: bool) -> Iterable[OnLine]:
    """Add up what awards, returns, payments and the accounts charge, by line and one more."""
    sums: dict[Key, list[int]] = {}
    summed = () if ledger.totals is None else _of_totals(ledger, ledger.totals)
    for (line, heading, pool, recipient, kind), ore, half in chain(_of_entries(ledger), summed):
        whose = (None, recipient) if by_recipient else (pool, None)
        so_far = sums.setdefault((line, heading, *whose, kind), [0, 0])
        so_far[0] += ore
        so_far[1] += half
    for (line, heading, pool, of, kind), (ore, half) in sums.items():
        yield OnLine(line.program, line.strand, *line.years, heading, pool, of, ore, half, kind)


def _of_entries(ledger: Ledger) -> Iterator[tuple[Key, int, int]]:
    """Give what entries at hand charge, in øre with its half-width; what is decided is left out."""
    for movement in ledger.own_movements:
        heading, entry, money = movement.heading, movement.entry, movement.money
        if heading in DECIDED:
            assert _decides(entry), f"{entry.kind} moves a budget unsaid"
        else:
            kind = entry.kind if heading == "paid" else ""
            whose = movement.pool, movement.recipient
            yield (movement.line, heading, *whose, kind), money.ore, money.half


def _of_totals(ledger: Ledger, totals: Totals) -> Iterator[tuple[Key, int, int]]:
    """Give what sums stand for."""
    lines: dict[tuple[StatedPlace, int, int], Line | None] = {}
    for charge, ore, half, latest in totals.charged:
        place = charge.place, charge.first, charge.last
        if place not in lines:
            where = ledger.known_budget_line(charge.place)
            lines[place] = where and Line(*where, Years(charge.first, charge.last))
        line = lines[place]
        if line is not None:
            kind = latest.address.partition(".")[0] if charge.heading == "paid" else ""
            yield (line, charge.heading, charge.place[0], charge.recipient, kind), ore, half


def _awards_of(entries: Iterable[Entry], ledger: Ledger) -> "Iterator[Award]":
    for entry in entries:
        id = entry.id if entry.kind == "award" else getattr(entry, "award", "")
        if id in ledger.awards:
            yield ledger.awards[id]
