"""Where to point: the entries behind a figure, for the places of problems and their notes."""

import datetime as dt
from collections.abc import Iterable, Sequence

from tidlig.arithmetic.ledger import Ledger
from tidlig.arithmetic.movements import Line, Movement, effective_date
from tidlig.model.decisions import Appropriation
from tidlig.model.entry import Entry
from tidlig.model.findings import Location
from tidlig.model.keys import amount_fields
from tidlig.model.years import Years


def entries_on(ledger: Ledger, line: Line, headings: Sequence[str]) -> list[Location]:
    """Give the places of the amounts on a line under some headings, each once, latest last.

    An act states what there is; of other entries those count that add to it, if there are any.
    """
    moved = [m for m in ledger.movements_on(line) if m.heading in headings and m.money.ore]
    telling = [m for m in moved if m.money.ore > 0 or isinstance(m.entry, Appropriation)]
    return list(
        dict.fromkeys(amount_place(m.entry, line.years) for m in in_order(telling or moved))
    )


def in_order(movements: Iterable[Movement]) -> list[Movement]:
    """Give movements in date order, on one date by address, however files are ordered.

    Of one entry's movements that of the first year is the last: a message points there.
    """
    return sorted(movements, key=_order)


def latest(movements: Iterable[Movement]) -> Movement:
    """Give the last movement in date order."""
    return max(movements, key=_order)


def _order(movement: Movement) -> tuple[dt.date, str, int]:
    entry, first = movement.entry, movement.line.years.first
    return (effective_date(movement.date), entry.address, -first)


def amount_place(entry: Entry, years: Years) -> Location:
    """Give the place of the amount of an entry, or of the part of it that is for some years."""
    key = _amount_key(entry)
    if key is None:
        return entry.at()
    value = getattr(entry, key)
    if isinstance(value, tuple) and years.single:
        return entry.at(key, str(years.first))
    return entry.at(key)


def _amount_key(entry: Entry) -> str | None:
    if not entry.described.moves:
        return None
    keys = sorted(amount_fields(type(entry)), key=lambda key: key != "split")
    return next((key for key in keys if getattr(entry, key) is not None), None)
