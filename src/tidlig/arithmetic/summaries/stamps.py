"""Numbers that stand for what makes two awards, payments or returns look like one.

Equal things have equal stamps, different things hardly ever have. So stamps only say where to look
closer: whether two entries are the same is decided by the entries (`tidlig.checks.repeats`).
"""

from array import array
from collections import Counter
from collections.abc import Iterable, Sequence
from functools import cache
from zlib import crc32

from tidlig.model.entry import Amount, YearAmounts
from tidlig.model.grants import Award
from tidlig.model.money import Money
from tidlig.model.spelling import letters_and_digits


class Stamps:
    """The stamps of many entries: by their day, without and with a reference, and by reference.

    Two entries without a reference, or one with and one without, are suspect when they are alike
    on their day; two with references when they are alike by reference.
    """

    def __init__(self) -> None:
        """Have none yet."""
        self.without, self.with_one, self.by_reference = array("Q"), array("Q"), array("Q")

    def add(self, day: int, said: str, references: Iterable[int]) -> None:
        """Add the stamps of an entry that says something, or nothing, as its reference."""
        (self.with_one if said else self.without).append(day)
        self.by_reference.extend(references)

    def kept(self) -> tuple[bytes, bytes, bytes]:
        """Give them as bytes."""
        return self.without.tobytes(), self.with_one.tobytes(), self.by_reference.tobytes()


Amounts = tuple[int, ...]
"""An amount as numbers."""

_64_BITS = (1 << 64) - 1
"""Makes a number of what Python makes of a row of whole numbers: the same in every process."""

Kept = tuple[bytes, bytes, bytes]
"""Stamps as bytes."""


def suspects(parts: Sequence[Kept]) -> set[int]:
    """Give the stamps that more than one entry has, so that the entries may be the same."""
    without, again = _met(part[0] for part in parts)
    for part in parts:
        again |= without.intersection(numbers(part[1]))
    return again | _met(part[2] for part in parts)[1]


def numbers(kept: bytes) -> "array[int]":
    """Give stamps that were kept as bytes."""
    found = array("Q")
    found.frombytes(kept)
    return found


def _met(parts: Iterable[bytes]) -> tuple[set[int], set[int]]:
    """Give all numbers, and those that are there more than once."""
    met: set[int] = set()
    again: set[int] = set()
    for part in parts:
        found = numbers(part)
        own = set(found)
        if len(own) < len(found):
            again.update(number for number, times in Counter(found).items() if times > 1)
        again |= met & own
        met |= own
    return met, again


def of_awards(awards: Iterable[Award], given: Iterable[Amounts | None]) -> Kept:
    """Give the stamps of awards, whose amounts are as `amounts` gives them."""
    stamps = Stamps()
    for award, amount in zip(awards, given, strict=True):
        if amount is not None:
            stamps.add(*of_award(award, amount))
    return stamps.kept()


def of_award(award: Award, amount: Amounts) -> tuple[int, str, tuple[int, ...]]:
    """Give an award's stamp by its day, its reference, and its stamps by that."""
    whom: object = award.recipient
    if whom is None:
        whom = tuple(sorted(award.recipient_counts))
    who = _who(award.pool, award.program, award.strand, award.round, whom, award.years)
    day = hash((who, award.date.toordinal(), *amount)) & _64_BITS
    if not award.reference:
        return day, "", ()
    said = letters_and_digits(award.reference)
    return day, said, (hash((who, -stamp(said), *amount)) & _64_BITS,)


def of_payment(
    award: str, party: str | None, money: Money, date: int, said: str
) -> tuple[int, tuple[int, ...]]:
    """Give a payment's stamp by its day, an ordinal, and those by its reference."""
    on = stamp(award)
    day = hash((on, money.ore, money.half, date)) & _64_BITS
    if not said:
        return day, ()
    what = -stamp(said)
    by_award = hash((on, money.ore, money.half, what)) & _64_BITS
    if party is None:
        return day, (by_award,)
    by_party = hash((-1, stamp(party), money.ore, money.half, what)) & _64_BITS
    return day, (by_award, by_party)


def of_return(award: str, money: Money, date: int, *, is_refund: bool) -> int:
    """Give a return's stamp by its day, an ordinal."""
    sign = -2 if is_refund else -3
    return hash((sign, stamp(award), money.ore, money.half, date)) & _64_BITS


def stamp(text: str) -> int:
    """Give a number of 32 bits for a text, the same in every process."""
    return crc32(text.encode("utf-8", "surrogatepass"))


def amounts(amount: Amount | YearAmounts) -> Amounts | None:
    """Give an amount as numbers, three for each year in order: the year, øre, half-width.

    The year of one amount is 0; None where a part is unknown.
    """
    if isinstance(amount, Money):
        return 0, amount.ore, amount.half
    if not isinstance(amount, tuple):
        return None
    rows: list[int] = []
    for year, part in amount if len(amount) == 1 else sorted(amount, key=_year):
        if not isinstance(part, Money):
            return None
        rows += (year, part.ore, part.half)
    return tuple(rows)


@cache
def _who(*whose: object) -> int:
    """Give a number for who an award is from and to, which many have in common."""
    return stamp(repr(whose))


def _year(row: tuple[int, Amount]) -> int:
    return row[0]
