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
    """The places of the amounts on a line under some headings, each once, latest last.

    An act states what there is; of other entries those count that add to it, if there are any.
    """
    on_line = ledger.movements_on(line)
    moved = [m for m in on_line if m.heading in headings and m.money.ore]
    adding = [m for m in moved if m.money.ore > 0 or isinstance(m.entry, Appropriation)]
    in_order = sorted(adding or moved, key=_order)
    places = [amount_place(movement.entry, line.years) for movement in in_order]
    return list(dict.fromkeys(places))


def latest(movements: Iterable[Movement]) -> Movement:
    """The last movement in date order."""
    return max(movements, key=_order)


def _order(movement: Movement) -> tuple[dt.date, str, int]:
    """Sort by date, and on one date by address, however files are ordered.

    Of one entry's movements that of the first year is the last: a message points there.
    """
    entry, first = movement.entry, movement.line.years.first
    return (effective_date(movement.date), entry.address, -first)


def amount_place(entry: Entry, years: Years) -> Location:
    """The place of the amount of an entry, or of the part of it that is for some years."""
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
