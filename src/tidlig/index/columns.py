"""The awards, payments and returns of one file as columns of plain values.

Columns are what queries and sums are made of (`tables.py`, `sums.py`); they are marshalled as they
are. Amounts are in øre with their half-width, dates are ordinals. A row is the number of an entry
among those of the many kinds in its file.
"""

import marshal
from bisect import bisect_right
from collections.abc import Collection, Hashable, Mapping, Sequence
from itertools import chain, compress
from typing import Any, NamedTuple, TypeVar
from zlib import crc32

from tidlig.arithmetic.charging import StatedPlace, stated_place, years_beside_date
from tidlig.model.contents import Contents
from tidlig.model.entry import Entry
from tidlig.model.grants import Award, Payment, Return
from tidlig.model.money import UNKNOWN, Money
from tidlig.model.spelling import letters_and_digits
from tidlig.model.years import OPEN_END

MANY = (Award, Payment, Return)
"""The kinds of entry that there are many of, `totals.MANY_KINDS`; all others are kept whole."""

PAYMENT, REFUND, ANNULMENT = range(3)
"""What a row on an award is."""


class Awards(NamedTuple):
    """The awards of a file, a list for each column.

    `place` and `recipient` are numbers in the file's lists; the recipient is None of an award to
    many. `first` and `last` are the years charged; `ore` is None where a part is unknown. `same` is
    equal where amounts, years and kinds of recipient are, and None where nothing is the same.
    `reference` has letters and digits only, and is None where none is written. `beside` tells
    whether other years than that of the date are charged.
    """

    row: list[int]
    id: list[str]
    place: list[int]
    recipient: list[int | None]
    date: list[int]
    first: list[int]
    last: list[int]
    ore: list[int | None]
    half: list[int]
    same: list[int | None]
    reference: list[str | None]
    level: list[int | None]
    beside: list[bool]
    cited: list[bool]


class OnAwards(NamedTuple):
    """The payments and returns of a file, a list for each column; `payee` is as `recipient`."""

    row: list[int]
    kind: list[int]
    id: list[str]
    award: list[str]
    payee: list[int | None]
    date: list[int]
    year: list[int]
    ore: list[int | None]
    half: list[int]
    reference: list[str]


class Charges(NamedTuple):
    """What awards charge: the number of the award, the years, the amount, and if it is by year."""

    award: list[int]
    first: list[int]
    last: list[int]
    ore: list[int]
    half: list[int]
    by_year: list[bool]


class Columns(NamedTuple):
    """The rows of one file: where awards are charged, who is named, which sources, and the columns.

    `kept` are the rows that every ledger holds whole: with an unknown amount, or an `accept`. What
    awards charge is most of all, and few ask for it, so it stays packed until then.
    """

    places: list[StatedPlace]
    parties: list[str]
    sources: list[str]
    awards: Awards
    on_awards: OnAwards
    packed_charges: bytes
    kept: list[int]
    rows: int

    @property
    def charges(self) -> Charges:
        """What awards charge, in their order."""
        return Charges(*marshal.loads(self.packed_charges))  # noqa: S302 - made here, and sealed

    @property
    def ids(self) -> dict[str, list[str]]:
        """The ids of the rows, by kind."""
        on = list(zip(self.on_awards.kind, self.on_awards.id, strict=True))
        return {
            "award": self.awards.id,
            "payment": [id for kind, id in on if kind == PAYMENT],
            "return": [id for kind, id in on if kind != PAYMENT],
        }

    @property
    def on_others(self) -> list[int]:
        """The numbers of the payments and returns that are on an award of another file."""
        own = set(self.awards.id)
        return [number for number, id in enumerate(self.on_awards.award) if id not in own]


def is_of_many(entry: Entry) -> bool:
    """Whether an entry is of the kinds that there are many of."""
    return isinstance(entry, MANY)


def many_of(contents: Contents) -> list[Any]:
    """The rows of a file, in their order."""
    return [entry for entry in contents.entries if isinstance(entry, MANY)]


def in_order(
    others: Sequence[Entry], positions: Sequence[int], rows: Mapping[int, Any]
) -> tuple[Entry, ...]:
    """Give a file's other entries, whose positions are known, and some of its rows in order."""
    before = [place - number for number, place in enumerate(positions)]
    found = dict(zip(positions, others, strict=True))
    found |= {row + bisect_right(before, row): entry for row, entry in rows.items()}
    return tuple(found[place] for place in sorted(found))


AwardRow = tuple[
    str, StatedPlace, str | None, int, int, int, int | None, int, int | None, str | None,
    int | None, bool, bool, Sequence[str], bool, bool, Sequence["Charged"],
]  # fmt: skip
"""An award as `Awards` has it, but with its place and recipient themselves; then its sources, if it
is kept, if its amount is by year, and what it charges."""

OnAwardRow = tuple[
    int, str, str, str | None, int, int, int | None, int, str, Sequence[str], bool
]  # fmt: skip
"""A payment or return as `OnAwards` has it, but with its payee itself; its sources, and if it is
kept."""

Charged = tuple[int, int, int, int]
"""The first and last year that an amount is charged to, øre and half-width."""


def columns_of(rows: Sequence[Award | Payment | Return]) -> Columns:
    """Make the columns of a file's awards, payments and returns."""
    of_kinds: tuple[dict[int, Any], dict[int, Any]] = ({}, {})
    for number, row in enumerate(rows):
        of_kinds[not isinstance(row, Award)][number] = row_of(row)
    return columns_from(*of_kinds)


_WITHOUT_REFERENCES = 2
"""The version of `marshal` that gives equal values as equal bytes, whoever else holds them."""


def columns_from(awards: Mapping[int, AwardRow], on_awards: Mapping[int, OnAwardRow]) -> Columns:
    """Make the columns of rows by their numbers."""
    ids, stated, recipients, *money, sources, is_kept, by_year, charged = _turned(
        awards.values(), 17
    )
    kinds, on_ids, on, payees, *on_money, on_sources, is_on_kept = _turned(on_awards.values(), 11)
    places: dict[StatedPlace, int] = {}
    parties: dict[str | None, int] = {}
    award_numbers, on_numbers = list(awards), list(on_awards)
    charges = [
        (number, *charge, by_year[number]) for number, each in enumerate(charged) for charge in each
    ]
    return Columns(
        awards=Awards(
            award_numbers, ids, _numbered(stated, places), _numbered(recipients, parties), *money
        ),
        on_awards=OnAwards(on_numbers, kinds, on_ids, on, _numbered(payees, parties), *on_money),
        packed_charges=marshal.dumps(_turned(charges, len(Charges._fields)), _WITHOUT_REFERENCES),
        places=list(places),
        parties=[id for id in parties if id is not None],
        sources=list(dict.fromkeys(chain.from_iterable((*sources, *on_sources)))),
        kept=sorted((*compress(award_numbers, is_kept), *compress(on_numbers, is_on_kept))),
        rows=len(awards) + len(on_awards),
    )


def opened_columns(plain: Sequence[Any]) -> Columns:
    """Give columns back that were kept as plain tuples and lists."""
    places, parties, sources, awards, on_awards, charges, kept, rows = plain
    return Columns(
        [tuple(place) for place in places], parties, sources,
        Awards(*awards), OnAwards(*on_awards), charges, kept, rows,
    )  # fmt: skip


_Key = TypeVar("_Key", bound=Hashable)


def _numbered(keys: Sequence[_Key], numbers: dict[_Key, int]) -> list[Any]:
    """Number keys as they are met, from those numbered before on; None has no number."""
    for key in keys:
        if key not in numbers and key is not None:
            numbers[key] = len(numbers)
    return list(map(numbers.get, keys))


def _turned(rows: Collection[Sequence[Any]], width: int) -> list[list[Any]]:
    """Give rows as their columns."""
    return list(map(list, zip(*rows, strict=True))) if rows else [[] for _ in range(width)]


def row_of(row: Award | Payment | Return) -> AwardRow | OnAwardRow:
    """Give an entry as a row."""
    return _award_row(row) if isinstance(row, Award) else _on_award_row(row)


def _award_row(award: Award) -> AwardRow:
    charged, is_known = _charged(award)
    first, last, ore, half = _whole(charged)
    by_year = isinstance(award.amount, tuple)
    same = None
    if is_known:
        years = (first, last) if by_year else award.years or (0, 0)  # not that of its date
        same = likeness(years, ore, half, by_year=by_year, many=_counted(award))
    return (
        award.id, stated_place(award), award.recipient, award.date.toordinal(),
        first, last, ore if is_known else None, half, same, reference(award.reference),
        award.price_level, bool(years_beside_date(award)), bool(award.source), award.source,
        bool(award.accept) or not is_known, by_year, charged,
    )  # fmt: skip


def _charged(award: Award) -> tuple[Sequence[Charged], bool]:
    """What an award charges as far as it is known, and if all of it is."""
    amount = award.amount
    if isinstance(amount, Money):
        first, last = award.years or (award.date.year, award.date.year)
        return ((first, last, amount.ore, amount.half),), True
    if not isinstance(amount, tuple):
        return (), False
    known = [(of, of, part.ore, part.half) for of, part in amount if isinstance(part, Money)]
    return known, len(known) == len(amount)


def _whole(charged: Sequence[Charged]) -> Charged:
    """The first and last year of an award, and what is known of its amount."""
    if len(charged) == 1:
        return charged[0]
    if not charged:
        return OPEN_END, 0, 0, 0
    first, last, ore, half = zip(*charged, strict=True)
    return min(first), max(last), sum(ore), sum(half)


def _on_award_row(row: Payment | Return) -> OnAwardRow:
    amount, date, kind, payee, said = row.amount, row.date, PAYMENT, None, ""
    if isinstance(row, Payment):
        payee, said = row.payee, letters_and_digits(row.reference)
    else:
        kind = REFUND if row.type == "refund" else ANNULMENT
    ore, half = (amount.ore, amount.half) if isinstance(amount, Money) else (None, 0)
    return (
        kind, row.id, row.award, payee, date.toordinal(), date.year, ore, half, said, row.source,
        bool(row.accept) or ore is None,
    )  # fmt: skip


def reference(written: str | None) -> str | None:
    """Give the letters and digits of an award's reference; None where none is written."""
    return letters_and_digits(written) if written else None


def likeness(
    years: tuple[int, int], ore: int, half: int, *, by_year: bool = False, many: int = 0
) -> int:
    """A number that awards have in common when their amounts, years and kinds of recipient are.

    Others may have it too. Python makes the same number of whole numbers in every process.
    """
    return hash((many, by_year, *years, ore, half))


def _counted(award: Award) -> int:
    """A number that stands for the recipients of an award to many; 0 for one."""
    if award.recipient is not None:
        return 0
    counts = award.recipients is UNKNOWN, sorted(award.recipient_counts)
    return crc32(repr(counts).encode())
