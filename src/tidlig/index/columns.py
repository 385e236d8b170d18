"""The awards, payments and returns of one file as columns of plain values.

Columns are what queries and sums are made of (`tables.py`, `sums.py`); they are marshalled as they
are. Amounts are in øre with their half-width, dates are ordinals. A row is the number of an entry
among those of the many kinds in its file.
"""

from bisect import bisect_right
from collections.abc import Hashable, Iterable, Mapping, Sequence
from typing import Any, NamedTuple, TypeVar
from zlib import crc32

from tidlig.arithmetic.charging import StatedPlace, stated_place, years_beside_date
from tidlig.model.contents import Contents
from tidlig.model.entry import Amount, Entry, YearAmounts
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

    `kept` are the rows that every ledger holds whole: with an unknown amount, or an `accept`.
    """

    places: list[StatedPlace]
    parties: list[str]
    sources: list[str]
    awards: Awards
    on_awards: OnAwards
    charges: Charges
    kept: list[int]
    rows: int

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


def columns_of(rows: Sequence[Award | Payment | Return]) -> Columns:
    """Make the columns of a file's awards, payments and returns."""
    awards = [(n, row) for n, row in enumerate(rows) if isinstance(row, Award)]
    on_awards = [(n, row) for n, row in enumerate(rows) if not isinstance(row, Award)]
    payees = [row.payee if isinstance(row, Payment) else None for _, row in on_awards]
    parties: dict[str | None, int] = {}
    places: dict[StatedPlace, int] = {}
    recipients = [award.recipient for _, award in awards]
    charges = [charge for n, (_, award) in enumerate(awards) for charge in _charges(n, award)]
    return Columns(
        awards=_award_columns(
            awards,
            charges,
            places=_numbered((stated_place(award) for _, award in awards), places),
            recipients=_numbered(recipients, parties),
        ),
        on_awards=_on_award_columns(on_awards, _numbered(payees, parties)),
        charges=Charges(*_turned(charges, len(Charges._fields))),
        places=list(places),
        parties=list(filter(None, parties)),
        sources=list(dict.fromkeys(source for row in rows for source in row.source)),
        kept=[n for n, row in enumerate(rows) if row.accept or not _is_known(row.amount)],
        rows=len(rows),
    )


def opened_columns(plain: Sequence[Any]) -> Columns:
    """Give columns back that were kept as plain tuples and lists."""
    places, parties, sources, awards, on_awards, charges, kept, rows = plain
    return Columns(
        [tuple(place) for place in places], parties, sources,
        Awards(*awards), OnAwards(*on_awards), Charges(*charges), kept, rows,
    )  # fmt: skip


_Charge = tuple[int, int, int, int, int, bool]
"""The number of an award, the years charged, øre and half-width, and if the amount is by year."""

_Key = TypeVar("_Key", bound=Hashable)


def _numbered(keys: Iterable[_Key], numbers: dict[_Key, int]) -> list[Any]:
    """Number keys as they are met, from those numbered before on; None has no number."""
    found = []
    for key in keys:
        number = numbers.get(key)
        if number is None and key is not None:
            number = numbers[key] = len(numbers)
        found.append(number)
    return found


def _is_known(amount: Amount | YearAmounts) -> bool:
    if isinstance(amount, tuple):
        return all(isinstance(part, Money) for _, part in amount)
    return isinstance(amount, Money)


def _charges(number: int, award: Award) -> list[_Charge]:
    """What an award charges, as far as it is known."""
    amount = award.amount
    if isinstance(amount, Money):
        first, last = award.years or (award.date.year, award.date.year)
        return [(number, first, last, amount.ore, amount.half, False)]
    if not isinstance(amount, tuple):
        return []
    return [
        (number, year, year, part.ore, part.half, True)
        for year, part in amount
        if isinstance(part, Money)
    ]


def _award_columns(
    numbered: Sequence[tuple[int, Award]],
    charges: Iterable[_Charge],
    *,
    places: list[int],
    recipients: list[int | None],
) -> Awards:
    awards = [award for _, award in numbered]
    wholes = _wholes(len(awards), charges)
    first, last, ore, half = _turned(wholes, 4)
    known = [_is_known(award.amount) for award in awards]
    return Awards(
        [row for row, _ in numbered],
        [award.id for award in awards],
        places,
        recipients,
        [award.date.toordinal() for award in awards],
        first,
        last,
        [amount if is_known else None for amount, is_known in zip(ore, known, strict=True)],
        half,
        [
            _same(award, whole) if is_known else None
            for award, whole, is_known in zip(awards, wholes, known, strict=True)
        ],
        [letters_and_digits(award.reference) if award.reference else None for award in awards],
        [award.price_level for award in awards],
        [bool(years_beside_date(award)) for award in awards],
        [bool(award.source) for award in awards],
    )


def _wholes(number: int, charges: Iterable[_Charge]) -> list[list[int]]:
    """The first and last year of awards, and what is known of their amounts."""
    wholes = [[OPEN_END, 0, 0, 0] for _ in range(number)]
    for award, first, last, ore, half, _ in charges:
        whole = wholes[award]
        whole[0] = min(whole[0], first)
        whole[1] = max(whole[1], last)
        whole[2] += ore
        whole[3] += half
    return wholes


def _on_award_columns(
    rows: Sequence[tuple[int, Payment | Return]], payees: list[int | None]
) -> OnAwards:
    known = [row.amount if isinstance(row.amount, Money) else None for _, row in rows]
    return OnAwards(
        [number for number, _ in rows],
        [_kind(row) for _, row in rows],
        [row.id for _, row in rows],
        [row.award for _, row in rows],
        payees,
        [row.date.toordinal() for _, row in rows],
        [row.date.year for _, row in rows],
        [None if amount is None else amount.ore for amount in known],
        [0 if amount is None else amount.half for amount in known],
        [letters_and_digits(row.reference) if isinstance(row, Payment) else "" for _, row in rows],
    )


def _kind(row: Payment | Return) -> int:
    if isinstance(row, Payment):
        return PAYMENT
    return REFUND if row.type == "refund" else ANNULMENT


def _turned(rows: Sequence[Sequence[Any]], width: int) -> list[list[Any]]:
    """Give rows as their columns."""
    return list(map(list, zip(*rows, strict=True))) if rows else [[] for _ in range(width)]


def _same(award: Award, whole: list[int]) -> int:
    """A number that awards have in common when their amounts, years and kinds of recipient are.

    Others may have it too. Python makes the same number of whole numbers in every process.
    """
    many = 0
    if award.recipient is None:
        counts = award.recipients is UNKNOWN, sorted(award.recipient_counts)
        many = crc32(repr(counts).encode())
    is_table = isinstance(award.amount, tuple)
    years = whole[:2] if is_table else award.years or (0, 0)  # its own, not that of its date
    return hash((many, is_table, *years, *whole[2:]))
