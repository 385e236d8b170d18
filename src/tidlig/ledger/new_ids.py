"""Ids for new entries: made of what they say, so that no two branches give different ones the same.

Nothing is counted: a count is the same on every branch.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from hashlib import sha256
from pathlib import Path
from typing import Any

from tidlig.arithmetic.ledger import Ledger
from tidlig.ledger.repository import find_repository
from tidlig.model.kinds import ALL_KINDS
from tidlig.model.personal import is_personal, masked
from tidlig.model.spelling import plain_letters
from tidlig.source.files import Unreadable, whole

LONGEST = 60
"""So many characters at most does a word of a proposed id have."""

LONGEST_START = 80
"""So many at most do the words have that say what an entry belongs to."""

_CONSONANTS = "bcdfghjklmnpqrstvwxz"
"""Letters that make no words, and no number that is taken for a person's."""

_LONGEST_HEAD = 1 << 12
_FEWEST_LETTERS, _MOST_LETTERS = 5, 40
_OWN_LETTERS = re.compile(rf"(?<=.)-[{_CONSONANTS}]{{{_FEWEST_LETTERS},}}$")


def declared_ids(ledger: Ledger) -> Iterator[tuple[str, str]]:
    """The kind and id of everything that a ledger declares."""
    return (pair for file in ledger.contents for pair in file.declared)


def propose_id(
    is_taken: Callable[[str], bool], kind: str, table: Mapping[str, Any], place: str = ""
) -> str:
    """An id that is free; of a strand it is free in its program.

    `place` is where the entry is made: it counts for kinds whose repeats a check finds, for the
    same entry made in two places has two ids. But the first outturn of a year has no letters, so
    branches that enter the same have one file.
    """
    start = _start(kind, table)
    if not _has_letters(kind, table) and not is_taken(start):
        return start
    made_in = place if ALL_KINDS[kind].described.is_checked_for_repeats else ""
    letters = _letters(ascii((kind, sorted(table.items()), made_in)))
    stem = _stem(kind, table, start)
    ids = (f"{stem}-{letters[:count]}" for count in range(_FEWEST_LETTERS, _MOST_LETTERS + 1))
    return next(id for id in ids if not is_taken(id))


def _has_letters(kind: str, table: Mapping[str, Any]) -> bool:
    """Whether letters tell an entry from others of its kind, also where its words are free."""
    described = ALL_KINDS[kind].described
    is_nameless = described.is_named and not _word(table.get("name"))
    return described.several is not None or is_nameless


def _stem(kind: str, table: Mapping[str, Any], start: str) -> str:
    """What stands before the letters of an id, without personal data."""
    return next(stem for stem in _stems(kind, table, start) if not is_personal(stem))


def _stems(kind: str, table: Mapping[str, Any], start: str) -> Iterator[str]:
    """What may stand before the letters of an id, the best first."""
    if _keys(kind, table) != ("reference",):  # a reference says which it is
        for key in ALL_KINDS[kind].described.several or ():
            end = _word(table.get(key))
            if end:
                yield f"{start}-{end}"
    yield start
    yield kind


def place_of_work(folder: Path) -> str:
    """A text that differs for each branch and computer; empty outside a repository."""
    from platform import node

    repository = find_repository(folder)
    if repository is None:
        return ""
    try:
        head = whole(repository.git_folder / "HEAD", _LONGEST_HEAD)
    except (OSError, Unreadable):
        head = b""
    return ascii((head, str(repository.top), node()))


def shorten(id: str, longest: int) -> str:
    """An id, or the beginning of a longer one with letters that tell it from others."""
    return id if len(id) <= longest else f"{_cut(id, longest - 10)}-{_letters(id)[:9]}"


def _start(kind: str, table: Mapping[str, Any]) -> str:
    """The words that say what an entry is, or belongs to."""
    words = (_without_letters(_word(table.get(key))) for key in _keys(kind, table))
    return _cut("-".join(filter(None, words)), LONGEST_START) or kind


def _keys(kind: str, table: Mapping[str, Any]) -> tuple[str, ...]:
    """The keys that the id begins with."""
    rows = ALL_KINDS[kind].described.id_from
    return next((keys for keys in rows if _word(table.get(keys[0]))), ())


def _without_letters(word: str) -> str:
    """Leave out the letters at the end of a proposed id: its own follow."""
    return _OWN_LETTERS.sub("", word)


def _letters(text: str) -> str:
    """Letters that stand for a text."""
    number = int.from_bytes(sha256(text.encode()).digest())
    letters = []
    for _ in range(_MOST_LETTERS):
        number, place = divmod(number, len(_CONSONANTS))
        letters.append(_CONSONANTS[place])
    return "".join(letters)


def _word(value: object) -> str:
    """Turn a value into small letters, digits and hyphens, with no personal data of a text."""
    if isinstance(value, Mapping):
        return _word(value.get("program") or value.get("outside"))
    if isinstance(value, list):
        return _word(value[0]) if value else ""
    return "" if value is None else _cut(plain_letters(masked(str(value))), LONGEST)


def _cut(word: str, longest: int) -> str:
    """Cut a word at a hyphen when it is long."""
    if len(word) <= longest:
        return word
    return word[: longest + 1].rpartition("-")[0] or word[:longest]
