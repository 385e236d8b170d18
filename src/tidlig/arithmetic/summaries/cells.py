"""Sums of a file's awards, payments and returns: what is charged, by purse, years and heading.

A purse is what an award says of where it is charged, for its pool may stand in another file. Sums
are apart by sign, and each knows the last entry in it, so that a message can point there.
"""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from tidlig.arithmetic.movements import spread
from tidlig.arithmetic.summaries.facts import MASS, Purse, purse_of
from tidlig.arithmetic.summaries.question import EVERYTHING, Question
from tidlig.model.contents import Contents
from tidlig.model.grants import Award, Payment, Return
from tidlig.model.money import Money


class Charge(NamedTuple):
    """What a sum is of: amounts of one sign under one heading, in the same years of a purse.

    The sign is that of the øre, or 2 for what is 0 give or take something. The recipient is None
    where nobody asked for it.
    """

    purse: Purse
    recipient: str | None
    first: int
    last: int
    heading: str
    sign: int


class Latest(NamedTuple):
    """The last entry of a sum, by date, file and address; and whether its amount is by year."""

    date: int
    file: str
    address: str
    by_year: bool


class Cells(NamedTuple):
    """The sums of a file, in øre with their half-widths; `counted` entries have taken effect.

    Those that were remembered have plain tuples for charges and entries.
    """

    counted: int
    cells: tuple[tuple[Charge, int, int, Latest], ...]


class Sums:
    """Sums that are being made; in whatever order things are added, they come to the same."""

    def __init__(self) -> None:
        """Have none yet."""
        self._ore: dict[Charge, list[int]] = {}
        self._latest: dict[Charge, Latest] = {}

    def add(self, charge: Charge, ore: int, half: int, latest: Latest) -> None:
        """Add an amount, or a sum, in øre with its half-width."""
        so_far = self._ore.get(charge)
        if so_far is None:
            self._ore[charge] = [ore, half]
            self._latest[charge] = latest
        else:
            so_far[0] += ore
            so_far[1] += half
            self._latest[charge] = max(self._latest[charge], latest)

    def cells(self) -> Iterator[tuple[Charge, int, int, Latest]]:
        """Give every sum."""
        for charge, (ore, half) in self._ore.items():
            yield Charge(*charge), ore, half, self._latest[charge]


def cells(contents: Contents, question: Question = EVERYTHING) -> Cells:
    """Add up a file's mass; payments and returns on awards of other files are left out."""
    mass = [entry for entry in contents.entries if isinstance(entry, MASS)]
    awards = {entry.id: entry for entry in mass if isinstance(entry, Award)}
    if question.as_of is not None:
        mass = [entry for entry in mass if entry.date.toordinal() <= question.as_of]
    sums = Sums()
    for entry in mass:
        award = entry if isinstance(entry, Award) else awards.get(entry.award)
        if award is not None:
            recipient = award.recipient if question.by_recipient else None
            _add(sums, entry, purse_of(award), recipient)
    return Cells(len(mass), tuple(sums.cells()))


def _add(sums: Sums, entry: Award | Payment | Return, purse: Purse, recipient: str | None) -> None:
    """Add what an entry charges, if it is known."""
    by_year = isinstance(entry.amount, tuple)
    latest = Latest(entry.date.toordinal(), "", f"{entry.kind}.{entry.id}", by_year)
    if isinstance(entry, Award):
        for years, money in spread(entry.amount, entry.years, entry.date):
            ore, half = money.ore, money.half
            charge = Charge(purse, recipient, *years, "awarded", sign(ore, half))
            sums.add(charge, ore, half, latest)
    elif isinstance(entry.amount, Money):
        is_refund = isinstance(entry, Return) and entry.type == "refund"
        year = entry.date.year
        for heading, ore in on_award(entry.kind, entry.amount.ore, is_refund=is_refund):
            half = entry.amount.half
            charge = Charge(purse, recipient, year, year, heading, sign(ore, half))
            sums.add(charge, ore, half, latest)


def on_award(kind: str, ore: int, *, is_refund: bool) -> Iterable[tuple[str, int]]:
    """Give the headings that a payment or return is charged under, with the øre."""
    if kind == "payment":
        return (("paid", ore),)
    return (("returned", ore), ("paid", -ore)) if is_refund else (("returned", ore),)


def sign(ore: int, half: int) -> int:
    """Give the sign of an amount: 2 for what is 0 give or take something."""
    return (ore > 0) - (ore < 0) or (2 if half else 0)
