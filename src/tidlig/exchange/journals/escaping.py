"""Texts for a journal, safe and masked: on one line, and not too long; and tags of transactions.

The values of tags are ids and our own words, never free text: programs parse them as syntax.
"""

import datetime as dt
import re
from collections.abc import Iterable, Iterator
from functools import lru_cache

from tidlig.arithmetic.ledger import Ledger
from tidlig.arithmetic.related import sources
from tidlig.model.decisions import Appropriation, Program, Strand
from tidlig.model.entry import Entry
from tidlig.model.grants import Amendment, Award, Payment, Return
from tidlig.model.keys import amount_fields
from tidlig.model.money import ORE_PER_KRONE, UNKNOWN, Money
from tidlig.model.personal import masked
from tidlig.model.texts import CONTROL, Identifier, without_commands

LONGEST = 300
"""Descriptions are cut here, and say so: Ledger reads no line of more than 4 095 bytes."""

_EIGHT_DIGITS = re.compile("[0-9](?:[^0-9]*[0-9]){7}")
"""What every id has that personal data is in; an id has no @ and no +."""


def masked_id(text: str) -> str:
    """An id or an address masked; there are many, and few that could have to be."""
    return masked(text) if _EIGHT_DIGITS.search(text) else text


@lru_cache(maxsize=10_000)
def one_line(text: str) -> str:
    """A text that others wrote, on one line, with personal data masked.

    What does not print (control characters, marks of direction, lone halves of characters) and
    every run of spaces becomes one space: two spaces or a tab end a description for Ledger. What
    would be a command to a CI is broken.
    """
    readable = re.sub(CONTROL, " ", masked(text))
    plain = without_commands(
        "".join(letter if letter.isprintable() else " " for letter in readable)
    )
    return shorten(" ".join(plain.split()), LONGEST)


def shorten(text: str, longest: int) -> str:
    """Cut a text that is too long, and say that it is cut."""
    return text if len(text) <= longest else f"{text[: longest - 3]}..."


def kroner(ore: int) -> str:
    """Write øre as kroner with two decimals, never grouped: "70000000.00", "-0.50"."""
    if ore < 0:
        return f"-{kroner(-ore)}"
    return f"{ore // ORE_PER_KRONE}.{ore % ORE_PER_KRONE:02d}"


Tags = tuple[tuple[str, str], ...]
"""Names and values."""

NAMES = ("award", "pool", "recipient", "kind", "source", "unknown", "yearly", "undated")
"""The names of tags, those of postings aside."""

LONGEST_TAG = 1_000
"""Values are cut here, and say so: Ledger reads no line of more than 4 095 bytes."""


def tags(ledger: Ledger, entry: Entry, *, unstated: bool) -> Tags:
    """The tags of an entry's transaction; `unstated` says that not all of it is known."""
    named = [*_belonging(ledger, entry), *_undated(ledger, entry)]
    if unstated:
        named += _missing(entry)
    return tuple((name, shorten(masked_id(value), LONGEST_TAG)) for name, value in named)


def date_of(entry: Entry) -> tuple[dt.date, str]:
    """The date of an entry, and what stands for it where the entry has none.

    An undated entry always counts.
    """
    date: dt.date | None = getattr(entry, "date", None)
    if date is not None:
        return date, ""
    assumed = entry.assumed_date
    assert assumed is not None
    return assumed


def _belonging(ledger: Ledger, entry: Entry) -> Iterator[tuple[str, str]]:
    if isinstance(entry, Award | Amendment | Payment | Return):
        award = entry if isinstance(entry, Award) else ledger.awards[entry.award]
        yield "award", Identifier(award.id)
        if award.pool:
            yield "pool", Identifier(award.pool)
        if award.recipient:
            yield "recipient", award.recipient
    if isinstance(entry, Return):
        yield "kind", entry.type
    cited = sources(ledger, entry)
    if cited:
        yield "source", " ".join(citation.source.id for citation in cited)


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
    for key in amount_fields(type(entry)):
        value = getattr(entry, key)
        if value is UNKNOWN:
            yield key
        elif isinstance(value, tuple):
            yield from _unknown_years(value)
    if isinstance(entry, Appropriation):
        for row in entry.strands:
            yield from (f"{row.strand}/{year}" for year in _unknown_years(row.split))


def _unknown_years(amounts: Iterable[tuple[object, object]]) -> Iterator[str]:
    return (str(year) for year, amount in amounts if amount is UNKNOWN)
