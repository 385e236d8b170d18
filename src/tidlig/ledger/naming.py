"""Ids for new entries: readable, made of what is known, and taken by no other."""

import re
from collections.abc import Iterator, Mapping
from typing import Any
from unicodedata import combining, normalize

from tidlig.arithmetic.ledger import Ledger

LONGEST = 60
"""So many characters at most does a proposed id have before its number."""

_LETTERS = str.maketrans({"æ": "ae", "ø": "oe", "å": "aa", "ä": "ae", "ö": "oe", "ü": "ue"})
_NUMBERED = ("award", "payment", "return", "statement")
"""Kinds of which one thing has several: numbered from 1."""

_PARTS: dict[str, tuple[tuple[str, ...], ...]] = {
    "award": (("pool",), ("round",), ("program", "strand")),
    "payment": (("award",),),
    "return": (("award",),),
    "statement": (("program", "measure"), ("source", "measure")),
    "pool": (("name",), ("round", "strand"), ("program", "strand")),
    "round": (("name",), ("program",)),
    "reprioritisation": (("instrument",), ("from", "to", "date")),
    "carry-over": (("program", "strand", "from", "to"),),
    "appropriation": (("act", "program"),),
    "outturn": (("program", "strand", "year"),),
    "source": (("title",),),
}
"""The keys that an id is made of: of the first of these that has its first key."""


def declared(ledger: Ledger) -> Iterator[tuple[str, str]]:
    """Give the kind and id of everything that a ledger declares."""
    return (pair for file in ledger.contents for pair in file.declared)


def proposed(ledger: Ledger, kind: str, table: Mapping[str, Any], within: str = "") -> str:
    """Give an id that is free; `within` leads to it, as a strand's program and a slash."""
    stem = next(
        (
            "-".join(filter(None, (_word(table.get(key)) for key in keys)))
            for keys in _PARTS.get(kind, (("name",),))
            if _word(table.get(keys[0]))
        ),
        kind,
    )
    taken = {id.removeprefix(within) for of, id in declared(ledger) if of == kind}
    if kind not in _NUMBERED and stem not in taken:
        return stem
    pattern = re.compile(rf"{re.escape(stem)}-([0-9]{{1,9}})")
    numbers = [int(match[1]) for id in taken if (match := pattern.fullmatch(id))]
    return f"{stem}-{max(numbers, default=0 if kind in _NUMBERED else 1) + 1}"


def _word(value: object) -> str:
    """Turn a value into small letters, digits and hyphens, cut at a hyphen when it is long."""
    if isinstance(value, Mapping):
        return _word(value.get("program") or value.get("outside"))
    if isinstance(value, list):
        return _word(value[0]) if value else ""
    text = "" if value is None else normalize("NFC", str(value)).casefold().translate(_LETTERS)
    plain = "".join(each for each in normalize("NFKD", text) if not combining(each))
    word = re.sub(r"[^a-z0-9_]+", "-", plain).strip("-_")
    if len(word) <= LONGEST:
        return word
    return word[: LONGEST + 1].rpartition("-")[0] or word[:LONGEST]
