"""Sums of a file's awards, payments and returns: what is charged, by purse, years and heading.

A purse is what an award says of where it is charged, for its pool may stand in another file. Sums
are apart by sign, and each knows the last entry in it, so that a message can point there.
"""

from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

from tidlig.arithmetic.charging import stated_place
from tidlig.arithmetic.summaries.facts import MASS, Purse
from tidlig.arithmetic.summaries.question import EVERYTHING, Question
from tidlig.model.contents import Contents
from tidlig.model.grants import Award, Payment, Return
from tidlig.model.money import Money


class Charge(NamedTuple):
    """What a sum is of: amounts of one sign under one heading, in the same years of a purse.

    The sign is that of the øre, 2 for what is 0 give or take something, or 3 for what a refund
    takes from what is paid. The recipient is None where nobody asked for it.
    """

    purse: Purse
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


Key = tuple[Purse, str | None, int, int, str, int]
"""A charge as a plain tuple."""

Last = tuple[int, str, str, bool]
"""The last entry of a sum as a plain tuple."""


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
        self._sums: dict[Key, list[Any]] = {}

    def add(self, charge: Key, ore: int, half: int, latest: Last) -> None:
        """Add an amount, or a sum, in øre with its half-width; both may be plain tuples."""
        so_far = self._sums.get(charge)
        if so_far is None:
            self._sums[charge] = [ore, half, latest]
        else:
            so_far[0] += ore
            so_far[1] += half
            so_far[2] = max(so_far[2], latest)

    def add_awards(self, awards: Iterable[Award], *, by_recipient: bool) -> None:
        """Add what awards charge, as `spread` tells it: in few steps, for there are many."""
        sums = self._sums
        for award in awards:
            amount, day, years = award.amount, award.date.toordinal(), award.years
            purse = award.pool, award.program, award.strand, award.round
            recipient = award.recipient if by_recipient else None
            by_year = isinstance(amount, tuple)
            for year, money in (
                amount if isinstance(amount, tuple) else ((award.date.year, amount),)
            ):
                if isinstance(money, Money):
                    ore, half = money.ore, money.half
                    first, last = (year, year) if years is None else years
                    key = purse, recipient, first, last, "awarded", sign(ore, half)
                    so_far = sums.get(key)
                    if so_far is None:
                        sums[key] = [ore, half, (day, f"award.{award.id}", "", by_year)]
                        continue
                    so_far[0] += ore
                    so_far[1] += half
                    if so_far[2][0] <= day:
                        so_far[2] = max(so_far[2], (day, f"award.{award.id}", "", by_year))

    def cells(self) -> Iterator[tuple[Charge, int, int, Latest]]:
        """Give every sum."""
        for charge, (ore, half, latest) in self._sums.items():
            yield Charge(*charge), ore, half, Latest(*latest)


def cells(contents: Contents, question: Question = EVERYTHING) -> Cells:
    """Add up a file's mass; payments and returns on awards of other files are left out."""
    mass = [entry for entry in contents.entries if isinstance(entry, MASS)]
    awards = {entry.id: entry for entry in mass if isinstance(entry, Award)}
    if question.as_of is not None:
        mass = [entry for entry in mass if entry.date.toordinal() <= question.as_of]
    sums = Sums()
    given = [entry for entry in mass if isinstance(entry, Award)]
    sums.add_awards(given, by_recipient=question.by_recipient)
    for entry in mass:
        if not isinstance(entry, Award) and entry.award in awards:
            award = awards[entry.award]
            recipient = award.recipient if question.by_recipient else None
            _add_on_award(sums, entry, stated_place(award), recipient)
    return Cells(len(mass), tuple(sums.cells()))


def _add_on_award(sums: Sums, entry: Payment | Return, purse: Purse, recipient: str | None) -> None:
    """Add what a payment or a return charges, if it is known."""
    money = entry.amount
    if isinstance(money, Money):
        year, half = entry.date.year, money.half
        latest = (entry.date.toordinal(), f"{entry.kind}.{entry.id}", "", False)
        is_refund = isinstance(entry, Return) and entry.type == "refund"
        for heading, ore in on_award(entry.kind, money.ore, is_refund=is_refund):
            of_sign = sign(ore, half, is_refunded=is_refund and heading == "paid")
            sums.add((purse, recipient, year, year, heading, of_sign), ore, half, latest)


def on_award(kind: str, ore: int, *, is_refund: bool) -> Iterable[tuple[str, int]]:
    """Give the headings that a payment or return is charged under, with the øre."""
    if kind == "payment":
        return (("paid", ore),)
    return (("returned", ore), ("paid", -ore)) if is_refund else (("returned", ore),)


def sign(ore: int, half: int, *, is_refunded: bool = False) -> int:
    """Give the sign of an amount: see `Charge`."""
    if is_refunded:
        return 3
    return 1 if ore > 0 else -1 if ore else 2 if half else 0
