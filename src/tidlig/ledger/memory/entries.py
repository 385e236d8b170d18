"""The entries behind sums: all of them, or those of the files in which two ledgers differ."""

from collections.abc import Mapping
from dataclasses import replace

from tidlig.arithmetic.differing import Sides
from tidlig.arithmetic.ledger import Ledger
from tidlig.arithmetic.summaries.facts import is_of_mass
from tidlig.ledger.memory.gathering import contents
from tidlig.ledger.memory.how import How
from tidlig.ledger.memory.remembering import Known
from tidlig.ledger.memory.seeing import Seen
from tidlig.ledger.opening import opened
from tidlig.ledger.origin import Origin
from tidlig.model.contents import Contents
from tidlig.model.grants import Payment

Place = tuple[str, bytes | None]
"""Where a file stands in its ledger, and the digest of its content."""


def with_entries(known: Known, origin: Origin) -> Ledger:
    """Give a ledger with all its entries."""
    return known.ledger if known.ledger.mass is None else opened(origin)


def differing(base: tuple[Known, Origin], head: tuple[Known, Origin], how: How) -> Sides:
    """Give two ledgers with the awards, payments and returns of those files that differ, alone.

    Entries of files that are the same in both make no difference. Where a payment is to someone
    else, the awards must be known, and may stand in any file.
    """
    places = [
        {_place(file, origin.shown) for file in known.files.files} for known, origin in (base, head)
    ]
    same = places[0] & places[1]
    try:
        sides = Sides(*(_without(known, origin.shown, same, how) for known, origin in (base, head)))
    finally:
        for _, origin in (base, head):
            origin.let_go()
    if _needs_awards(sides):
        return Sides(*(with_entries(known, origin) for known, origin in (base, head)))
    return sides


def _needs_awards(sides: Sides) -> bool:
    """Tell whether a payment is to another payee, or on another award, that stands elsewhere."""
    before = {payment.id: payment for payment in sides.base.of(Payment)}
    now = ((payment, before.get(payment.id)) for payment in sides.head.of(Payment))
    return any(
        was.award not in sides.base.awards or payment.award not in sides.head.awards
        for payment, was in now
        if was is not None and (was.payee, was.award) != (payment.payee, payment.award)
    )


def _without(known: Known, folder: str, same: set[Place], how: How) -> Ledger:
    files = known.files.files
    differs = [number for number, file in enumerate(files) if _place(file, folder) not in same]
    held: Mapping[int, Contents] = {}
    if known.ledger.mass is not None:
        held = dict(zip(differs, contents(known.files, how, differs), strict=True))
    kept = tuple(
        held.get(number, each) if number in set(differs) else _alone(each)
        for number, each in enumerate(known.ledger.contents)
    )
    return replace(known.ledger, contents=kept, mass=None)


def _alone(contents: Contents) -> Contents:
    """Leave awards, payments and returns out."""
    kept = tuple(entry for entry in contents.entries if not is_of_mass(entry))
    return contents if len(kept) == len(contents.entries) else replace(contents, entries=kept)


def _place(file: Seen, folder: str) -> Place:
    """Give a file's place; one that cannot be read is like no other."""
    shown = file.shown if folder == "." else file.shown.removeprefix(f"{folder}/")
    return (shown, file.digest) if file.digest is not None else (f"{folder}//{shown}", b"")
