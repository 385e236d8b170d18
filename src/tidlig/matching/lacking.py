"""What of a register cannot be compared, for nothing was read of it: the date, or the recipient."""

from dataclasses import dataclass

from tidlig.matching.parties import Parties
from tidlig.matching.reading import Reading, UnreadColumn

_COLUMNS = {"recipient": ("recipient", "cvr"), "date": ("date",)}
"""The words of what is compared, and those whose columns have it."""


@dataclass(frozen=True, slots=True)
class Lacking:
    """A word that no line has anything for: the column that is empty, or those that may be it."""

    word: str
    empty: str | None
    may_be: tuple[str, ...]


def lacking(reading: Reading, parties: Parties) -> tuple[Lacking, ...]:
    """Give what no line of a register says, though the ledger's lines have it."""
    return tuple(
        Lacking(word, _empty(reading, columns), _may_be(reading, word, parties))
        for word, columns in _COLUMNS.items()
        if not any(getattr(item, each) for item in reading.items for each in columns)
    )


def _empty(reading: Reading, words: tuple[str, ...]) -> str | None:
    return next((reading.columns[word] for word in words if word in reading.columns), None)


def _may_be(reading: Reading, word: str, parties: Parties) -> tuple[str, ...]:
    return tuple(
        column.heading
        for column in reading.looked_at
        if word in column.called or _shows(column, word, parties)
    )


def _shows(column: UnreadColumn, word: str, parties: Parties) -> bool:
    """Tell whether most cells of a column are what a word means."""
    if word == "date":
        return column.has_dates
    known = [cell for cell in column.cells if parties.know(cell)]
    return 2 * len(known) > len(column.cells)
