"""The forms in which a file is remembered: whole, or as a part with its many entries summed.

A record is bytes; what the checks that see one file say of it is in it, so that entries and errors
are remembered together. A file's path is not: it is given when the record is opened.
"""

import marshal
from collections.abc import Sequence
from dataclasses import replace
from typing import Any, NamedTuple

from tidlig.arithmetic.summaries.cells import Cells, cells
from tidlig.arithmetic.summaries.facts import MASS, MASS_KINDS, Facts, OfPurse, OnOther
from tidlig.arithmetic.summaries.parts import Part
from tidlig.arithmetic.summaries.question import EVERYTHING, Question
from tidlig.arithmetic.summaries.telling import facts
from tidlig.ledger.memory.coding import decoded, encoded, moved, name_of, number_of
from tidlig.ledger.memory.made_by import made_by
from tidlig.ledger.memory.plain_mass import plain_sums
from tidlig.ledger.memory.store import key
from tidlig.model.contents import Contents


class Form(NamedTuple):
    """How a file is remembered: whole, or summed as a question asks."""

    is_whole: bool
    question: Question = EVERYTHING

    def key(self, digest: bytes, *, holds_settings: bool, currency: str | None) -> bytes:
        """Give the key of the record of a file's content, in a ledger of a currency.

        The file that holds the settings says the currency itself.
        """
        read_as = "settings" if holds_settings else f"in {currency}"
        return key(made_by(), repr(self).encode(), digest, read_as.encode())

    def record(self, contents: Contents, of_mass: Facts | None = None) -> bytes:
        """Give the record of a file's contents, which have no path; its facts may be known."""
        if self.is_whole:
            return marshal.dumps(encoded(contents))
        return marshal.dumps(
            (
                encoded(without_mass(contents)),
                _plain_facts(of_mass or facts(contents)),
                _plain_cells(cells(contents, self.question)),
            )
        )


WHOLE = Form(is_whole=True)


def contents_of(record: bytes, path: str) -> Contents:
    """Open the record of a file that is remembered whole."""
    contents: Contents = decoded(_opened(record), path)
    return contents


def contents_at(contents: Contents, path: str) -> Contents:
    """Give contents that have no path as those of a file, which are then like what is opened."""
    mass = tuple(moved(entry, path) for entry in contents.entries if isinstance(entry, MASS))
    rest = [entry for entry in contents.entries if not isinstance(entry, MASS)]
    found: Contents = decoded(encoded(replace(contents, entries=tuple(rest))), path)
    others, own = iter(found.entries), iter(mass)
    entries = (next(own if isinstance(each, MASS) else others) for each in contents.entries)
    return replace(found, entries=tuple(entries))


def contents_apart(records: Sequence[bytes], paths: Sequence[str]) -> list[Contents]:
    """Open the records of a file in two states, without what both have of their many entries.

    An award that both have is kept where a payment or return on it is not the same.
    """
    opened = [_opened(record) for record in records]
    at = number_of(opened[0], "entries")
    rows = [each[at][1:] for each in opened]
    both = set(rows[0]) & set(rows[1])
    on = (row for each in rows for row in each if name_of(row) in {"Payment", "Return"})
    needed = {row[number_of(row, "award")] for row in on if row not in both}

    def is_left(row: Any) -> bool:
        if row not in both or name_of(row) not in {"Award", "Payment", "Return"}:
            return True
        return row[number_of(row, "id")] in needed

    left = [(each[at][0], *filter(is_left, each[at][1:])) for each in opened]
    apart = [(*each[:at], rest, *each[at + 1 :]) for each, rest in zip(opened, left, strict=True)]
    return [decoded(plain, path) for plain, path in zip(apart, paths, strict=True)]


def part_of(record: bytes, path: str) -> Part:
    """Open the record of a file that is remembered as sums."""
    contents, of_mass, summed = _opened(record)
    return Part(decoded(contents, path), _facts(of_mass), _cells(summed))


def without_mass(contents: Contents) -> Contents:
    """Leave awards, payments and returns out of a file's contents."""
    return replace(
        contents,
        entries=tuple(entry for entry in contents.entries if not isinstance(entry, MASS)),
        declared=tuple(each for each in contents.declared if each[0] not in MASS_KINDS),
    )


def _opened(record: bytes) -> Any:
    return marshal.loads(record)  # noqa: S302 - made here, and sealed where it is kept


def _plain_facts(facts: Facts) -> tuple[Any, ...]:
    plain: tuple[Any, ...] = tuple(facts)
    purses, others = (facts._fields.index(name) for name in ("purses", "on_other"))
    listed = list(plain)
    for number in (purses, others):
        listed[number] = tuple([tuple(row) for row in plain[number]])
    return tuple(listed)


def _facts(plain: tuple[Any, ...]) -> Facts:
    facts = Facts(*plain)
    purses = tuple(OfPurse(*purse) for purse in facts.purses)
    return facts._replace(purses=purses, on_other=tuple(OnOther(*e) for e in facts.on_other))


def _plain_cells(cells: Cells) -> tuple[Any, ...]:
    return cells.counted, plain_sums(cells.cells)


def _cells(plain: tuple[Any, ...]) -> Cells:
    return Cells(*plain)
