"""Entries that look like one thing written more than once, in groups."""

import datetime as dt
from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from typing import TypeVar

from tidlig.model.findings import Location, Note
from tidlig.model.grants import Award, Payment

Kind = TypeVar("Kind", Award, Payment)

MOST_COMPARED = 100
"""An entry is compared with so many others of its kind, those with a near reference first."""

MOST_NAMED = 3
"""So many ids are named in a message; the notes have more."""

MOST_NOTED = 10
"""So many of the others have a note of their own."""


def repeats(
    entries: Iterable[Kind],
    alike: Callable[[Kind], Iterable[Hashable]],
    same: Callable[[Kind, Kind], bool],
) -> Iterator[tuple[Kind, ...]]:
    """Give the groups of entries that are the same, each in date order.

    Only entries that share a key of `alike` are compared by `same`. What is the same as one of a
    group is in the group.
    """
    buckets: dict[Hashable, list[Kind]] = {}
    for entry in entries:
        for key in alike(entry):
            buckets.setdefault(key, []).append(entry)
    groups: dict[str, list[Kind]] = {}
    for bucket in [bucket for bucket in buckets.values() if len(bucket) > 1]:
        bucket.sort(key=reference)
        for number, entry in enumerate(bucket):
            for other in bucket[max(number - MOST_COMPARED, 0) : number]:
                if same(entry, other):
                    _join(groups, entry, other)
    for group in {id(group): group for group in groups.values()}.values():
        yield tuple(sorted(group, key=_order))


def reference(entry: Award | Payment) -> str:
    """Give a reference as it is compared: its letters and digits, without regard to capitals."""
    return "".join(filter(str.isalnum, (entry.reference or "").casefold()))


def agree(one: str, other: str) -> bool:
    """Tell whether two texts do not tell entries apart: the same, or one is not written."""
    return one == other or not one or not other


def named(entries: Sequence[Kind]) -> str:
    """Name entries in a message: their kind and ids, the first few of them."""
    ids = [f'"{entry.id}"' for entry in entries]
    kind = entries[0].kind
    if len(ids) == 1:
        return f"{kind} {ids[0]}"
    if len(ids) > MOST_NAMED:
        return f"{kind}s {', '.join(ids[:MOST_NAMED])} and {len(ids) - MOST_NAMED} more"
    return f"{kind}s {', '.join(ids[:-1])} and {ids[-1]}"


def notes_on(entries: Sequence[Kind], place: Callable[[Kind], Location]) -> Iterator[Note]:
    """Give a note on each entry, with its date."""
    for entry in entries[:MOST_NOTED]:
        yield Note(f'{entry.kind} "{entry.id}" of {entry.date}', place(entry))
    if len(entries) > MOST_NOTED:
        yield Note(f"and {len(entries) - MOST_NOTED} more {entries[0].kind}s")


def _order(entry: Award | Payment) -> tuple[dt.date, str, str]:
    return (entry.date, entry.stands_in, entry.id)


def _join(groups: dict[str, list[Kind]], one: Kind, other: Kind) -> None:
    """Put two entries into one group, with all that are in a group with either."""
    joined = groups.get(other.id, [other])
    mine = groups.get(one.id, [one])
    if joined is not mine:
        joined.extend(mine)
    for entry in joined:
        groups[entry.id] = joined
