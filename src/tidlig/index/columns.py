"""The awards, payments and returns of one file as columns of plain values.

Columns are what queries and sums are made of (`tables.py`, `sums.py`); they are marshalled as they
are. Amounts are in øre with their half-width, dates are ordinals. A row is the number of an entry
among those of the many kinds in its file.
"""

from bisect import bisect_right
from collections.abc import Hashable, Iterable, Mapping, Sequence
from itertools import chain, count
from operator import attrgetter, itemgetter
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
    numbered = list(enumerate(rows))
    awards = [(n, row) for n, row in numbered if isinstance(row, Award)]
    on_awards = [(n, row) for n, row in numbered if not isinstance(row, Award)]
    given = [award for _, award in awards]
    charges = list(chain.from_iterable(map(_charges, count(), given)))
    parties: dict[str | None, int] = {}
    places: dict[StatedPlace, int] = {}
    recipients = _numbered(map(attrgetter("recipient"), given), parties)
    payees = _numbered(map(_payee, map(itemgetter(1), on_awards)), parties)
    return Columns(
        awards=_award_columns(
            awards, charges, _numbered(map(stated_place, given), places), recipients
        ),
        on_awards=_on_award_columns(on_awards, payees),
        charges=Charges(*_turned(charges, len(Charges._fields))),
        places=list(places),
        parties=list(filter(None, parties)),
        sources=list(dict.fromkeys(chain.from_iterable(map(attrgetter("source"), rows)))),
        kept=[n for n, row in numbered if _is_kept(row)],
        rows=len(rows),
    )


def _payee(row: Payment | Return) -> str | None:
    return row.payee if isinstance(row, Payment) else None


def _is_kept(row: Award | Payment | Return) -> bool:
    return bool(row.accept) or not _is_known(row.amount)


def opened_columns(plain: Sequence[Any]) -> Columns:
    """Give columns back that were kept as plain tuples and lists."""
    places, parties, sources, awards, on_awards, charges, kept, rows = plain
    return Columns(
        [tuple(place) for place in places], parties, sources,
        Awards(*awards), OnAwards(*on_awards), Charges(*charges), kept, rows,
    )  # fmt: skip


_Charge = tuple[int, int, int, int, int, bool]
"""The number of an award, the years charged, øre and half-width, and if the amount is by year."""

_Whole = tuple[int, int, int | None, int]
"""The first and last year of an award, its øre, None where a part is unknown, and half-width."""

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
    places: list[int],
    recipients: list[int | None],
) -> Awards:
    rows, awards = _turned(numbered, 2)
    wholes = list(map(_if_known, awards, _wholes(len(awards), charges)))
    first, last, ore, half = _turned(wholes, 4)
    return Awards(
        row=rows,
        id=list(map(attrgetter("id"), awards)),
        place=places,
        recipient=recipients,
        date=list(map(_day, awards)),
        first=first,
        last=last,
        ore=ore,
        half=half,
        same=list(map(_same, awards, wholes)),
        reference=list(map(_reference, awards)),
        level=list(map(attrgetter("price_level"), awards)),
        beside=list(map(bool, map(years_beside_date, awards))),
        cited=list(map(bool, map(attrgetter("source"), awards))),
    )


def _if_known(award: Award, whole: list[int]) -> _Whole:
    first, last, ore, half = whole
    return first, last, ore if _is_known(award.amount) else None, half


def _day(entry: Award | Payment | Return) -> int:
    return entry.date.toordinal()


def _reference(award: Award) -> str | None:
    return letters_and_digits(award.reference) if award.reference else None


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
    numbered: Sequence[tuple[int, Payment | Return]], payees: list[int | None]
) -> OnAwards:
    numbers, rows = _turned(numbered, 2)
    ore, half = _turned(list(map(_known_amount, rows)), 2)
    return OnAwards(
        row=numbers,
        kind=list(map(_kind, rows)),
        id=list(map(attrgetter("id"), rows)),
        award=list(map(attrgetter("award"), rows)),
        payee=payees,
        date=list(map(_day, rows)),
        year=list(map(attrgetter("date.year"), rows)),
        ore=ore,
        half=half,
        reference=list(map(_payment_reference, rows)),
    )


def _known_amount(row: Payment | Return) -> tuple[int | None, int]:
    amount = row.amount
    return (amount.ore, amount.half) if isinstance(amount, Money) else (None, 0)


def _payment_reference(row: Payment | Return) -> str:
    return letters_and_digits(row.reference) if isinstance(row, Payment) else ""


def _kind(row: Payment | Return) -> int:
    if isinstance(row, Payment):
        return PAYMENT
    return REFUND if row.type == "refund" else ANNULMENT


def _turned(rows: Sequence[Sequence[Any]], width: int) -> list[list[Any]]:
    """Give rows as their columns."""
    return list(map(list, zip(*rows, strict=True))) if rows else [[] for _ in range(width)]


def _same(award: Award, whole: _Whole) -> int | None:
    """A number that awards have in common when their amounts, years and kinds of recipient are.

    Others may have it too. Python makes the same number of whole numbers in every process.
    """
    if whole[2] is None:
        return None
    many = 0
    if award.recipient is None:
        counts = award.recipients is UNKNOWN, sorted(award.recipient_counts)
        many = crc32(repr(counts).encode())
    is_table = isinstance(award.amount, tuple)
    years = whole[:2] if is_table else award.years or (0, 0)  # its own, not that of its date
    return hash((many, is_table, *years, *whole[2:]))
