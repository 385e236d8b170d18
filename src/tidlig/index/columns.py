"""The awards, payments and returns of one file as columns of plain values.

Columns are what queries and sums are made of (`tables.py`, `sums.py`); they are marshalled as they
are. Amounts are in øre with their half-width, dates are ordinals. A row is the number of an entry
among those of the many kinds in its file.
"""

from collections.abc import Iterable, Sequence
from operator import itemgetter
from typing import Any, NamedTuple
from zlib import crc32

from tidlig.arithmetic.charging import StatedPlace, stated_place, years_beside_date
from tidlig.model.contents import Contents
from tidlig.model.entry import Entry
from tidlig.model.grants import Award, Payment, Return
from tidlig.model.money import UNKNOWN, Money
from tidlig.model.spelling import letters_and_digits

MANY = (Award, Payment, Return)
"""The kinds of entry that there are many of, `totals.MANY_KINDS`; all others are kept whole."""

PAYMENT, REFUND, ANNULMENT = range(3)
"""What a row on an award is."""


class Awards(NamedTuple):
    """The awards of a file, a list for each column.

    `place` and `recipient` are numbers in the file's lists; the recipient is None of an award to
    many. `first` and `last` are the years charged; `ore` is None where a part is unknown. `same`
    stands for amount, years and the kinds of many recipients, and is None where nothing is the
    same. `reference` has letters and digits only, and is None where none is written. `beside` tells
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
    cited: list[bool]


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
    def declared(self) -> list[tuple[str, str]]:
        """The ids of the rows, by kind."""
        kinds = ("payment", "return", "return")
        on = zip(self.on_awards.kind, self.on_awards.id, strict=True)
        return [*(("award", id) for id in self.awards.id), *((kinds[kind], id) for kind, id in on)]

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


def columns_of(rows: Iterable[Award | Payment | Return]) -> Columns:
    """Make the columns of a file's awards, payments and returns."""
    making = _Making()
    for number, entry in enumerate(rows):
        making.add(number, entry)
    return making.columns()


def opened_columns(plain: Sequence[Any]) -> Columns:
    """Give columns back that were kept as plain tuples and lists."""
    places, parties, sources, awards, on_awards, charges, kept, rows = plain
    return Columns(
        [tuple(place) for place in places], parties, sources,
        Awards(*awards), OnAwards(*on_awards), Charges(*charges), kept, rows,
    )  # fmt: skip


class _Making:
    """The columns while they are made, row by row."""

    def __init__(self) -> None:
        self.awards: list[tuple[Any, ...]] = []
        self.on_awards: list[tuple[Any, ...]] = []
        self.charges: list[tuple[Any, ...]] = []
        self.places: dict[StatedPlace, int] = {}
        self.parties: dict[str, int] = {}
        self.sources: dict[str, None] = {}
        self.kept: list[int] = []
        self.rows = 0

    def columns(self) -> Columns:
        return Columns(
            list(self.places), list(self.parties), list(self.sources),
            Awards(*_turned(self.awards, len(Awards._fields))),
            OnAwards(*_turned(self.on_awards, len(OnAwards._fields))),
            Charges(*_turned(self.charges, len(Charges._fields))),
            self.kept, self.rows,
        )  # fmt: skip

    def add(self, row: int, entry: Award | Payment | Return) -> None:
        self.rows += 1
        if entry.accept:
            self.kept.append(row)
        for source in entry.source:
            self.sources[source] = None
        if isinstance(entry, Award):
            self._add_award(row, entry)
        else:
            self._add_on_award(row, entry)

    def _add_award(self, row: int, award: Award) -> None:
        number, amount, year = len(self.awards), award.amount, award.date.year
        if isinstance(amount, Money):
            first, last = award.years or (year, year)
            whole: int | None = amount.ore
            half = amount.half
            self.charges.append((number, first, last, whole, half, False))
            amounts: tuple[object, ...] = (0, whole, half)
        else:
            first, last, whole, half, amounts = self._add_parts(number, row, award)
        same = None if whole is None else _same(award, amounts)
        reference = letters_and_digits(award.reference) if award.reference else None
        place = self.places.setdefault(stated_place(award), len(self.places))
        self.awards.append((
            row, award.id, place, self._party(award.recipient), award.date.toordinal(), first,
            last, whole, half, same, reference, award.price_level,
            bool(years_beside_date(award)), bool(award.source),
        ))  # fmt: skip

    def _add_parts(
        self, number: int, row: int, award: Award
    ) -> tuple[int, int, int | None, int, tuple[object, ...]]:
        """Add the parts of an amount that is unknown or by year: its years, its sum, the parts."""
        amount = award.amount
        parts = sorted(amount, key=itemgetter(0)) if isinstance(amount, tuple) else []
        known = [(year, part.ore, part.half) for year, part in parts if isinstance(part, Money)]
        self.charges += [(number, year, year, ore, half, True) for year, ore, half in known]
        year = award.date.year
        years = [year for year, _ in parts] or list(award.years or (year, year))
        half = sum(half for *_, half in known)
        is_known = isinstance(amount, tuple) and len(known) == len(parts)
        whole = sum(ore for _, ore, _ in known) if is_known else None
        if not is_known and not award.accept:
            self.kept.append(row)
        return min(years), max(years), whole, half, tuple(known)

    def _add_on_award(self, row: int, entry: Payment | Return) -> None:
        if isinstance(entry, Payment):
            kind, payee, reference = PAYMENT, entry.payee, letters_and_digits(entry.reference)
        else:
            kind = REFUND if entry.type == "refund" else ANNULMENT
            payee, reference = None, ""
        amount, date = entry.amount, entry.date
        if isinstance(amount, Money):
            ore, half = amount.ore, amount.half
        else:
            ore, half = None, 0
            if not entry.accept:
                self.kept.append(row)
        self.on_awards.append((
            row, kind, entry.id, entry.award, self._party(payee), date.toordinal(), date.year,
            ore, half, reference, bool(entry.source),
        ))  # fmt: skip

    def _party(self, id: str | None) -> int | None:
        return None if id is None else self.parties.setdefault(id, len(self.parties))


def _turned(rows: list[tuple[Any, ...]], width: int) -> list[list[Any]]:
    """Give rows as their columns."""
    return list(map(list, zip(*rows, strict=True))) if rows else [[] for _ in range(width)]


def _same(award: Award, amounts: tuple[object, ...]) -> int:
    """A number that two awards have in common when amounts, years and recipients' kinds are equal.

    Python makes the same number of whole numbers in every process.
    """
    many = 0
    if award.recipient is None:
        counts = award.recipients is UNKNOWN, sorted(award.recipient_counts)
        many = crc32(repr(counts).encode())
    return hash((many, award.years or (), amounts))
