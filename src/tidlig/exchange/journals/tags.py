"""What a transaction says beside its amounts: what it belongs to, and what is not known of it.

Values are ids and words of ours, never texts that others wrote: programs read them as syntax.
"""

import datetime as dt
from collections.abc import Iterator

from tidlig.arithmetic.citing import sources
from tidlig.arithmetic.ledger import Ledger
from tidlig.exchange.journals.texts import id_shown, kroner, shortened
from tidlig.model.decisions import Appropriation, Program, Strand
from tidlig.model.entry import Entry
from tidlig.model.grants import Award, Outturn, Payment, Return
from tidlig.model.money import UNKNOWN, Money
from tidlig.model.texts import Identifier

Tags = tuple[tuple[str, str], ...]
"""Names and values."""

NAMES = ("award", "pool", "recipient", "kind", "source", "unknown", "yearly", "undated")
"""The names of tags, those of postings aside."""

LONGEST = 1_000
"""Values are cut here, and say so: Ledger reads no line of more than 4 095 bytes."""

_AMOUNTS = ("amount", "total", "yearly", "split")


def tags(ledger: Ledger, entry: Entry, *, unstated: bool) -> Tags:
    """Give the tags of an entry's transaction; `unstated` says that not all of it is known."""
    found = [*_belonging(ledger, entry), *_undated(ledger, entry)]
    if unstated:
        found += _missing(entry)
    return tuple((name, shortened(id_shown(value), LONGEST)) for name, value in found)


def date_of(entry: Entry) -> tuple[dt.date, str]:
    """Give the date of an entry, and what stands for it where the entry has none.

    An undated entry always counts. A program's first day is that of its years; the accounts of a
    year are of its last day.
    """
    date: dt.date | None = getattr(entry, "date", None)
    if date is not None:
        return date, ""
    if isinstance(entry, Outturn):
        return dt.date(entry.year, 12, 31), "the last day of its year"
    assert isinstance(entry, Program)
    return dt.date(entry.years.first, 1, 1), "the first day of its years"


def _belonging(ledger: Ledger, entry: Entry) -> Iterator[tuple[str, str]]:
    if isinstance(entry, Award | Payment | Return):
        award = entry if isinstance(entry, Award) else ledger.awards[entry.award]
        yield "award", Identifier(award.id)
        if award.pool:
            yield "pool", Identifier(award.pool)
        if award.recipient:
            yield "recipient", award.recipient
    if isinstance(entry, Return):
        yield "kind", entry.type
    if cited := sources(ledger, entry):
        yield "source", " ".join(each.source.id for each in cited)


def _undated(ledger: Ledger, entry: Entry) -> Iterator[tuple[str, str]]:
    dated = ledger.programs[entry.program] if isinstance(entry, Strand) else entry
    if stands_for := date_of(dated)[1]:
        yield "undated", stands_for


def _missing(entry: Entry) -> Iterator[tuple[str, str]]:
    if missing := " ".join(_unknown(entry)):
        yield "unknown", missing
    if isinstance(entry, Program) and entry.years.open and isinstance(entry.yearly, Money):
        yield "yearly", f"{kroner(entry.yearly.ore)} from {entry.years.first}"


def _unknown(entry: Entry) -> Iterator[str]:
    """Name the amounts that the entry's source mentions and does not state."""
    for key in _AMOUNTS:
        value = getattr(entry, key, None)
        if value is UNKNOWN:
            yield key
        elif isinstance(value, tuple):
            yield from (str(year) for year, amount in value if amount is UNKNOWN)
    if isinstance(entry, Appropriation):
        for row in entry.strands:
            yield from (f"{row.strand}/{year}" for year, amount in row.split if amount is UNKNOWN)
