"""The awards, payments and returns of a large ledger as their sums.

Movements that stand for many have the last of their entries as theirs, of which no more is known
than where it stands, its date, and whether its amount is by year.
"""

import datetime as dt
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, NamedTuple

from tidlig.arithmetic.charging import StatedPlace
from tidlig.arithmetic.movements import UNSPLIT, Line, Movement
from tidlig.model.entry import Entry, Ident
from tidlig.model.money import ZERO, Money
from tidlig.model.years import Years

if TYPE_CHECKING:
    from tidlig.model.grants import Award, Payment, Return


MANY_KINDS = ("award", "payment", "return")
"""The kinds of entry that there are many of, and that sums may stand for."""

AMENDING_KINDS = ("amendment",)
"""Kinds that move money on awards, and are never summed."""


OF_REFUNDS = 3
"""The sign of what refunds charge: it refills no frame, and is no payment."""


class Charge(NamedTuple):
    """What a sum is of: amounts of one sign under one heading, in the same years of a place.

    The sign is that of the øre, 2 for what is 0 give or take something, or `OF_REFUNDS`. The
    recipient is None where nobody asked for it.
    """

    place: StatedPlace
    recipient: str | None
    first: int
    last: int
    heading: str
    sign: int


class Latest(NamedTuple):
    """The last entry of a sum, by date and address; its file, and if its amount is by year."""

    date: int
    address: str
    file: str
    by_year: bool


class Total(NamedTuple):
    """A sum of what many entries charge, in øre with its half-width, and the last of them."""

    charge: Charge
    ore: int
    half: int
    latest: Latest


class OnLine(NamedTuple):
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


class AwardsAt(NamedTuple):
    """How many awards, each of an amount and to one recipient, are charged at a place.

    The recipients are their ids, each once.
    """

    place: StatedPlace
    number: int
    recipients: Sequence[str]


Charged = Callable[[StatedPlace], tuple[str, str] | None]
"""Tells the program and the strand, or none, that a place is; None where it is nowhere."""


@dataclass(frozen=True, slots=True)
class Totals:
    """Sums of all awards, payments and returns; `counted` have taken effect.

    Where amounts are unknown, `unstated` are all such entries of the ledger, in its order, and
    `awards` those that they are, or are on. A ledger for balances alone has all `on_lines`, with
    what the accounts say, and tells of how many `files` it is. One for pools has in `awards_at` the
    awards that are not at hand, of a known amount and to one recipient; `awards_apart` are the rows
    of those to many.
    """

    counted: int = 0
    charged: tuple[Total, ...] = ()
    unstated: tuple[Entry, ...] = ()
    awards: "tuple[Award, ...]" = ()
    on_lines: tuple[OnLine, ...] = ()
    files: int | None = None
    awards_at: tuple[AwardsAt, ...] = ()
    awards_apart: Sequence[int] = ()

    def movements(self, charged: Charged) -> Iterator[Movement]:
        """The movements that the sums stand for."""
        yield from _movements(self.on_lines)
        lines: dict[StatedPlace, tuple[str, str] | None] = {}
        for charge, ore, half, latest in self.charged:
            if charge.place not in lines:
                lines[charge.place] = charged(charge.place)
            where = lines[charge.place]
            if where is not None:
                program, strand = where
                yield Movement(
                    Line(program, strand or UNSPLIT, Years(charge.first, charge.last)),
                    charge.heading,
                    Money(ore, half),
                    _stand_in(latest, is_refund=charge.sign == OF_REFUNDS),
                    dt.date.fromordinal(latest.date),
                    charge.place[0],
                    charge.recipient,
                    charge.place[3],
                )


def _movements(sums: Iterable[OnLine]) -> Iterator[Movement]:
    """The movements that sums on lines stand for; lines and entries are made once each."""
    lines: dict[tuple[str, str, int, int], Line] = {}
    entries: dict[str, Entry] = {"": Entry(id="", stands_in="")}
    for program, strand, first, last, heading, pool, recipient, ore, half, kind in sums:
        where = program, strand, first, last
        if where not in lines:
            lines[where] = Line(program, strand, Years(first, last))
        if kind not in entries:
            entries[kind] = _stand_in(Latest(1, f"{kind}.", "", by_year=False))
        money, entry = Money(ore, half), entries[kind]
        yield Movement(lines[where], heading, money, entry, None, pool, recipient)


def _stand_in(latest: Latest, *, is_refund: bool = False) -> "Award | Payment | Return":
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
    back = Return(
        id=id, stands_in=latest.file, award=Ident(""), date=date, amount=ZERO, type="annulment"
    )
    return replace(back, type="refund") if is_refund else back
