"""What checks need to know of a file's awards, payments and returns without seeing them.

Facts are plain values, so that they can be remembered. They never say that something is wrong:
they say whether an entry could be, so that the entries are looked at only then.
"""

import marshal
from collections.abc import Container, Iterable, Iterator
from typing import NamedTuple

from tidlig.arithmetic.charging import StatedPlace
from tidlig.arithmetic.summaries.stamps import Kept
from tidlig.model.entry import Entry
from tidlig.model.grants import Award, Payment, Return

MASS = (Award, Payment, Return)
"""The kinds of entry that there are many of; all others are kept whole."""

MASS_KINDS = frozenset(kind.kind for kind in MASS)
"""Their names."""

AMENDING_KINDS = frozenset(("amendment",))
"""Kinds that are kept whole and move money on awards; these awards are kept whole with them."""

Purse = StatedPlace
"""Where awards say that they are charged."""


class OnOther(NamedTuple):
    """A payment or return on an award that stands in another file; the date is an ordinal."""

    award: str
    kind: str
    id: str
    ore: int | None
    half: int
    date: int
    year: int
    payee: str | None
    said: str
    is_refund: bool


class Known(NamedTuple):
    """What is known of an award: amounts in øre, None where one is unknown; an ordinal date."""

    purse: Purse
    date: int
    ore: int | None
    half: int
    paid: int
    paid_half: int
    returned: int
    returned_half: int
    recipient: str | None


class OfPurse(NamedTuple):
    """What is known of the awards of one purse: the earliest date, and what they state.

    `beside_date` tells whether any is charged to other years than that of its date.
    """

    purse: Purse
    earliest: int
    without_source: bool
    price_levels: tuple[int, ...]
    beside_date: bool


class Facts(NamedTuple):
    """The facts of one file; `awards` is kept closed, for few need it.

    `payment_stamps` has those of returns too.
    """

    declared: tuple[tuple[str, tuple[str, ...]], ...]
    purses: tuple[OfPurse, ...]
    parties: tuple[str, ...]
    sources: tuple[str, ...]
    accepts: bool
    unknown: bool
    suspects: tuple[str, ...]
    award_stamps: Kept
    payment_stamps: Kept
    on_other: tuple[OnOther, ...]
    awards: bytes


def known_awards(facts: Facts, wanted: Container[str]) -> Iterator[tuple[str, Known]]:
    """Open what is known of some awards of a file."""
    columns = marshal.loads(facts.awards)  # noqa: S302 - made here, and sealed where it is kept
    ids, *rest = columns
    for number, id in enumerate(ids):
        if id in wanted:
            yield id, Known(*[column[number] for column in rest])


def declared_of(facts: Facts) -> Iterable[tuple[str, str]]:
    """Give what the file declares of its mass, by kind and id."""
    return ((kind, id) for kind, ids in facts.declared for id in ids)


def may_exceed(
    ore: int | None, half: int, paid: int, paid_half: int, returned: int, returned_half: int
) -> bool:
    """Tell whether more may be paid or returned than an award allows; of an unknown one never."""
    if ore is None:
        return False
    left, width = ore - returned, half + returned_half
    return paid + paid_half > left - width or width > left


def is_of_mass(entry: Entry) -> bool:
    """Tell whether an entry is of the kinds that there are many of."""
    return isinstance(entry, MASS)
