"""The awards, payments and returns of one file as columns of plain values.

Columns are what queries and sums are made of (`tables.py`, `sums.py`); they are marshalled as they
are. Amounts are in øre with their half-width, dates are ordinals. A row is the number of an entry
among those of the many kinds in its file.
"""

from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

from tidlig.arithmetic.charging import StatedPlace, stated_place, years_beside_date
from tidlig.arithmetic.movements import has_unknown
from tidlig.model.contents import Contents
from tidlig.model.entry import Amount, Entry, YearAmounts
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
    same: list[str | None]
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
    """The columns while they are made."""

    def __init__(self) -> None:
        self.awards = Awards(*([] for _ in Awards._fields))
        self.on_awards = OnAwards(*([] for _ in OnAwards._fields))
        self.charges = Charges(*([] for _ in Charges._fields))
        self.places: dict[StatedPlace, int] = {}
        self.parties: dict[str, int] = {}
        self.sources: dict[str, None] = {}
        self.kept: list[int] = []
        self.rows = 0

    def columns(self) -> Columns:
        return Columns(
            list(self.places), list(self.parties), list(self.sources),
            self.awards, self.on_awards, self.charges, self.kept, self.rows,
        )  # fmt: skip

    def add(self, row: int, entry: Award | Payment | Return) -> None:
        self.rows += 1
        if entry.accept or has_unknown(entry):
            self.kept.append(row)
        for source in entry.source:
            self.sources[source] = None
        if isinstance(entry, Award):
            self._add_award(row, entry)
        else:
            self._add_on_award(row, entry)

    def _add_award(self, row: int, award: Award) -> None:
        number = len(self.awards.row)
        charged, is_known = self._charge(number, award)
        years = [year for first, last, *_ in charged for year in (first, last)]
        stated = self.places.setdefault(stated_place(award), len(self.places))
        values = (
            row, award.id, stated, self._party(award.recipient), award.date.toordinal(),
            min(years, default=award.date.year), max(years, default=award.date.year),
            sum(ore for _, _, ore, _ in charged) if is_known else None,
            sum(half for *_, half in charged), _same(award, charged) if is_known else None,
            letters_and_digits(award.reference) if award.reference else None,
            award.price_level, bool(years_beside_date(award)), bool(award.source),
        )  # fmt: skip
        for column, value in zip(self.awards, values, strict=True):
            column.append(value)  # type: ignore[attr-defined]

    def _charge(self, number: int, award: Award) -> tuple[list[tuple[int, int, int, int]], bool]:
        """Add what an award charges; give it, and whether all of it is known."""
        by_year, is_known = isinstance(award.amount, tuple), True
        charged = []
        for first, last, amount in _parts(award, award.amount):
            if isinstance(amount, Money):
                charged.append((first, last, amount.ore, amount.half))
            else:
                is_known = False
        for first, last, ore, half in charged:
            for column, value in zip(
                self.charges, (number, first, last, ore, half, by_year), strict=True
            ):
                column.append(value)  # type: ignore[attr-defined]
        return charged, is_known

    def _add_on_award(self, row: int, entry: Payment | Return) -> None:
        if isinstance(entry, Payment):
            kind, payee, reference = PAYMENT, entry.payee, letters_and_digits(entry.reference)
        else:
            kind = REFUND if entry.type == "refund" else ANNULMENT
            payee, reference = None, ""
        amount = entry.amount
        ore, half = (amount.ore, amount.half) if isinstance(amount, Money) else (None, 0)
        values = (
            row, kind, entry.id, entry.award, self._party(payee), entry.date.toordinal(),
            entry.date.year, ore, half, reference, bool(entry.source),
        )  # fmt: skip
        for column, value in zip(self.on_awards, values, strict=True):
            column.append(value)  # type: ignore[attr-defined]

    def _party(self, id: str | None) -> int | None:
        return None if id is None else self.parties.setdefault(id, len(self.parties))


def _parts(award: Award, amount: Amount | YearAmounts) -> Iterable[tuple[int, int, Amount]]:
    """The years of an award's amounts: of its table, else its own, else that of its date."""
    if isinstance(amount, tuple):
        return [(year, year, part) for year, part in amount]
    first, last = award.years or (award.date.year, award.date.year)
    return [(first, last, amount)]


def _same(award: Award, charged: list[tuple[int, int, int, int]]) -> str:
    """A text that two awards have in common when amounts, years and recipients' kinds are equal."""
    by_year = isinstance(award.amount, tuple)
    amounts = [(first if by_year else 0, ore, half) for first, _, ore, half in sorted(charged)]
    many = None
    if award.recipient is None:
        many = award.recipients is UNKNOWN, sorted(award.recipient_counts)
    years = None if award.years is None else tuple(award.years)
    return repr((years, amounts, many))
