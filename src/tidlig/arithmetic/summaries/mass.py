"""The awards, payments and returns of a whole ledger as their sums: what a ledger has of them.

Movements that stand for many have the last of their entries as theirs, of which no more is known
than where it stands, its date, and whether its amount is by year.
"""

import datetime as dt
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from tidlig.arithmetic.movements import UNSPLIT, Line, Movement
from tidlig.model.entry import Entry, Ident
from tidlig.model.money import ZERO, Money
from tidlig.model.years import Years

if TYPE_CHECKING:
    from tidlig.arithmetic.summaries.cells import Charge, Latest
    from tidlig.arithmetic.summaries.facts import Purse
    from tidlig.model.grants import Award, Payment, Return

Cell = tuple["Charge", int, int, "Latest"]
Charged = Callable[["Purse"], tuple[str, str] | None]
"""Tells the program and the strand, or none, that a purse is; None where it is nowhere."""


class Moved(NamedTuple):
    """What is moved on a line under a heading, for a pool and a recipient.

    Of what is paid, the `kind` of the entries: a refund is no payment.
    """

    program: str
    strand: str
    first: int
    last: int
    heading: str
    pool: str | None
    recipient: str | None
    ore: int
    half: int
    kind: str = ""


@dataclass(frozen=True, slots=True)
class Mass:
    """Sums of all awards, payments and returns; `counted` have taken effect.

    Where amounts are unknown, `unstated` are all such entries of the ledger, in its order, and
    `awards` those that they are, or are on. A ledger for balances alone has all in `moved`, with
    what the accounts say, and tells of how many `files` it is.
    """

    counted: int = 0
    cells: tuple[Cell, ...] = ()
    unstated: tuple[Entry, ...] = ()
    awards: "tuple[Award, ...]" = ()
    moved: tuple[Moved, ...] = ()
    files: int | None = None

    def movements(self, charged: Charged) -> Iterator[Movement]:
        """Give the movements that the sums stand for."""
        yield from map(_movement, self.moved)
        purses: dict[Purse, tuple[str, str] | None] = {}
        for charge, ore, half, latest in self.cells:
            purse = charge.purse
            if purse not in purses:
                purses[purse] = charged(purse)
            where = purses[purse]
            if where is not None:
                program, strand = where
                yield Movement(
                    Line(program, strand or UNSPLIT, Years(charge.first, charge.last)),
                    charge.heading,
                    Money(ore, half),
                    stand_in(latest),
                    dt.date.fromordinal(latest.date),
                    purse[0],
                    charge.recipient,
                )


def _movement(each: Moved) -> Movement:
    line = Line(each.program, each.strand, Years(each.first, each.last))
    money, entry = Money(each.ore, each.half), Entry(id="", stands_in="")
    if each.kind:
        from tidlig.arithmetic.summaries.cells import Latest

        entry = stand_in(Latest(1, f"{each.kind}.", "", by_year=False))
    return Movement(line, each.heading, money, entry, None, each.pool, each.recipient)


def stand_in(latest: "Latest") -> "Award | Payment | Return":
    """Give an entry of which no more is known than where it stands, its date and its amount's form.

    Its amount is nothing, and stands for no money.
    """
    from tidlig.model.grants import Award, Payment, Return

    kind, _, id = latest.address.partition(".")
    date = dt.date.fromordinal(latest.date)
    if kind == Award.kind:
        amount = () if latest.by_year else ZERO
        return Award(id=id, stands_in=latest.file, date=date, amount=amount)
    if kind == Payment.kind:
        return Payment(id=id, stands_in=latest.file, award=Ident(""), date=date, amount=ZERO)
    return Return(
        id=id, stands_in=latest.file, award=Ident(""), date=date, amount=ZERO, type="annulment"
    )
