"""The figure that `tidlig history` follows: of a program, strand, pool or recipient.

What is left of a program or strand is worked out as of one date for every commit. The other figures
are sums of movements, without the bound that an unknown amount may move. What is left of a pool is
its frame less awards and annulments within its years.
"""

import datetime as dt
from collections.abc import Callable, Iterable, Mapping
from typing import NamedTuple

from tidlig.arithmetic.figures import Figure
from tidlig.arithmetic.frames import pool_years, uses_frame
from tidlig.arithmetic.ledger import Ledger
from tidlig.arithmetic.movements import BUDGET, Movement, money_by_year, sum_money
from tidlig.arithmetic.overview import overview
from tidlig.arithmetic.part_overview import PartOverview
from tidlig.arithmetic.unknown_amounts import unknown_movements
from tidlig.arithmetic.what_is_left import LEFT_FIGURES
from tidlig.model.decisions import Program, Strand
from tidlig.model.entry import Entry
from tidlig.model.grants import Pool
from tidlig.model.money import Money
from tidlig.model.records import Recipient

_CHARGED = {"awarded": 1, "returned": -1}

_SUMS: Mapping[str, Mapping[str, int]] = {
    "agreed": {"agreed": 1},
    **{heading: {heading: 1} for heading in BUDGET},
    "awarded": {"awarded": 1},
    "returned": {"returned": 1},
    "uncommitted": {**dict.fromkeys(BUDGET, 1), "awarded": -1, "returned": 1},
    "paid": {"paid": 1},
    "outstanding": {**_CHARGED, "paid": -1},
    "outturn": {"outturn": 1},
}
"""The headings that are sums of movements, and which movements add to them or are taken away."""

_OF_AWARDS = ("awarded", "returned", "paid", "outstanding")

LEFT_OF_FRAME = "left of frame"

_HEADINGS: Mapping[type[Entry], tuple[str, ...]] = {
    Program: ("remaining", *(name for name in LEFT_FIGURES if name != "remaining"), *_SUMS),
    Strand: ("remaining", *(name for name in LEFT_FIGURES if name != "remaining"), *_SUMS),
    Pool: (LEFT_OF_FRAME, *_OF_AWARDS),
    Recipient: _OF_AWARDS,
}


def headings_of(kind: type[Entry]) -> tuple[str, ...]:
    """Return the headings that can be followed of a kind, the usual one first; () for none."""
    return _HEADINGS.get(kind, ())


class Followed(NamedTuple):
    """A figure of an entry, and the addresses of what has an unknown amount in it."""

    figure: Figure | None
    unknown: frozenset[str]


def followed_figure(ledger: Ledger, entry: Entry, heading: str, date: dt.date) -> Followed:
    """Return a figure of an entry of a ledger that has been taken as of the date."""
    sums = _Sums(ledger, entry)
    unknown = frozenset(movement.entry.address for movement in sums.unknown)
    if heading in LEFT_FIGURES:
        return Followed(_left(ledger, entry, heading, date), unknown)
    if heading == LEFT_OF_FRAME:
        return Followed(sums.left_of_frame(), unknown)
    return Followed(sums.figure(_SUMS[heading]), unknown)


def _left(ledger: Ledger, entry: Entry, heading: str, date: dt.date) -> Figure | None:
    """Return a figure of what is left of a program or a strand."""
    if isinstance(entry, Strand):
        (program,) = overview(ledger, [ledger.programs[entry.program]], date)
        program = PartOverview(program, entry.id)
    else:
        assert isinstance(entry, Program)
        (program,) = overview(ledger, [entry], date)
    figure: Figure | None = getattr(program.total, heading)
    return program.remaining if heading == "remaining" else figure


class _Sums:
    """The movements that concern an entry, and those that an unknown amount would make."""

    def __init__(self, ledger: Ledger, entry: Entry) -> None:
        """Choose the movements."""
        takes = _taker(entry)
        self.ledger, self.entry = ledger, entry
        self.takes = takes
        self.unknown = [movement for movement in unknown_movements(ledger) if takes(movement)]

    def figure(self, parts: Mapping[str, int]) -> Figure:
        """Add up the movements under some headings, each with its sign."""
        return self._added(parts, lambda _: True)

    def _added(self, parts: Mapping[str, int], counts: Callable[[Movement], bool]) -> Figure:
        ore = half = 0
        for movement in filter(self.takes, self.ledger.movements):
            if movement.heading in parts and counts(movement):
                ore += parts[movement.heading] * movement.money.ore
                half += movement.money.half
        signs = {
            parts[movement.heading] * (1 if movement.money.ore > 0 else -1)
            for movement in self.unknown
            if movement.heading in parts and counts(movement)
        }
        least = None if -1 in signs else ore
        most = None if 1 in signs else ore
        return Figure(least, most, half)

    def left_of_frame(self) -> Figure | None:
        """Return a pool's frame less what its awards and annulments use of it."""
        frame = _frame(self.entry)
        if frame is None:
            return None
        assert isinstance(self.entry, Pool)
        years = pool_years(self.entry, self.ledger.programs[self.entry.program])
        used = self._added(_CHARGED, lambda movement: uses_frame(movement, years))
        least = None if used.most is None else frame.ore - used.most
        most = None if used.least is None else frame.ore - used.least
        return Figure(least, most, frame.half + used.half)


def _frame(entry: Entry) -> Money | None:
    """Return the frame of a pool; None where it is not stated as a whole."""
    assert isinstance(entry, Pool)
    if isinstance(entry.frame, Money):
        return entry.frame
    if not isinstance(entry.frame, tuple):
        return None
    stated = [money for _, money in money_by_year(entry.frame)]
    return sum_money(stated) if len(stated) == len(entry.frame) else None


def _taker(entry: Entry) -> Callable[[Movement], bool]:
    """Return a function that tells whether a movement concerns an entry."""
    match entry:
        case Program():
            return lambda movement: movement.line.program == entry.id
        case Strand():
            own = (entry.program, entry.id)
            return lambda movement: movement.line[:2] == own
        case Pool():
            return lambda movement: movement.pool == entry.id
    return lambda movement: movement.recipient == entry.id


def change_of(before: Followed, after: Followed, *, is_exact: bool) -> Figure | None:
    """Return the change of a figure; None where nothing is known of it.

    Of figures without one bound it is that of the other, unless what is unknown is something else.
    `is_exact` says that no inexact amount has changed, so that half-widths cancel.
    """
    was, now = before.figure, after.figure
    if was is None or now is None:
        return None
    half = 0 if is_exact else was.half + now.half
    bounds = _difference(was.least, now.least), _difference(was.most, now.most)
    known = _known(bounds)
    is_alike = before.unknown == after.unknown and _missing(was) == _missing(now)
    if len(known) == 2 or (known and is_alike):
        return Figure(min(known), max(known), half)
    return Figure(*bounds, half) if known and _is_whole(was) else None


def _known(bounds: Iterable[int | None]) -> list[int]:
    return [bound for bound in bounds if bound is not None]


def _missing(figure: Figure) -> tuple[bool, bool]:
    """Which bounds of a figure are not known."""
    return figure.least is None, figure.most is None


def _is_whole(figure: Figure) -> bool:
    return figure.least is not None and figure.most is not None


def _difference(before: int | None, after: int | None) -> int | None:
    return None if before is None or after is None else after - before
