"""What a kind of entry says of itself, beyond its keys.

A kind is described once, where its class is: `described` has what reports, ids, files and sums must
know of it, and the annotation of a key says what it means (a text) and names (`RefersTo`).
`tidlig.model.kinds` refuses to be imported while a new kind leaves something out.
"""

import re
from collections.abc import Mapping
from types import MappingProxyType
from typing import NamedTuple

OWNERS = ("program", "round", "pool", "award")
"""The keys of entries whose sources can hold for others."""

PLACEHOLDER = re.compile(r"\{(\w+)\}")
"""A key in a template of `Description.listed_as`."""


class RefersTo(NamedTuple):
    """The kind of entry whose id a key holds; needed where the key is not called that itself.

    With `is_key`, the id is the key of a row: `strands.foraeldre = { ... }`.
    """

    kind: str
    is_key: bool = False


class MovesNoMoney(NamedTuple):
    """Marks a key with an amount that the entry states, and that moves no money."""


class Words(NamedTuple):
    """The name of a kind in reports: one entry of it, and the heading over several."""

    danish: str
    english: str
    danish_heading: str
    english_heading: str


class Description(NamedTuple):
    """What the program knows of a kind of entry. Keys are named as a ledger writes them.

    `folder` is where `tidlig add` writes a new entry; None for what stands in its program's file.

    Ids: an id begins with the first row of keys in `id_from` whose first key is there. Where one
    thing may have several entries, `several` has the keys that come next, and letters follow;
    None where it has one. `is_named` says that letters follow only without a name.
    `is_checked_for_repeats` says that a check finds the same entry entered twice.

    Money: `moves` has the headings that it moves money under, each with a rule in
    `tidlig.arithmetic.charging`; empty if it moves none. `adds_up` says that it has the figures of
    its dependents. `figures` are the headings that lists show.

    Lists: `listed_as` has templates of what tells one entry from others, in a list of what depends
    on another entry. What that entry says itself is left out, unless `listed_under` has other
    templates for its kind.
    """

    words: Words
    folder: str | None
    id_from: tuple[tuple[str, ...], ...]
    moves: tuple[str, ...]
    listed_as: tuple[str, ...]
    listed_under: Mapping[str, tuple[str, ...]] = MappingProxyType({})
    figures: tuple[str, ...] = ()
    adds_up: bool = False
    several: tuple[str, ...] | None = None
    is_named: bool = False
    is_checked_for_repeats: bool = False
    may_be_negative: bool = False
    """Corrections are booked as negative amounts, and no check reports them."""
    one_of: tuple[tuple[str, ...], ...] = ()
    """Keys of which an entry needs one, the most usual first; `tidlig.source.rules` checks it."""
    rests_on: tuple[str, ...] = ()
    """The keys of the entries whose sources hold for one that names none."""
