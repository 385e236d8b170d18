"""The entries behind sums: all of them, or those of the files in which two ledgers differ."""

from collections.abc import Iterator, Mapping
from dataclasses import replace

from tidlig.arithmetic.ledger import Ledger
from tidlig.arithmetic.line_changes import Sides
from tidlig.arithmetic.summaries.facts import is_of_mass
from tidlig.ledger.memory.gathering import contents, contents_in_two
from tidlig.ledger.memory.how import How
from tidlig.ledger.memory.remembering import Known
from tidlig.ledger.memory.seeing import Files, Seen
from tidlig.ledger.origin import Origin
from tidlig.model.contents import Contents
from tidlig.model.grants import Amendment, Payment


def with_entries(known: Known, origin: Origin) -> Ledger:
    """Give a ledger with all its entries."""
    if known.ledger.mass is None:
        return known.ledger
    from tidlig.ledger.open import open_ledger

    return open_ledger(origin)


def differing(base: tuple[Known, Origin], head: tuple[Known, Origin], how: How) -> Sides:
    """Give two ledgers with the awards, payments and returns of those files that differ, alone.

    Entries of files that are the same in both make no difference. Where a payment is to someone
    else, the awards must be known, and may stand in any file.
    """
    try:
        sides = Sides(*_apart(base, head, how))
    finally:
        for _, origin in (base, head):
            origin.close()
    if _needs_awards(sides) or _is_any_amended(sides):
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


def _is_any_amended(sides: Sides) -> bool:
    """Tell whether there are amendments: the awards that they change may stand in any file."""
    amendments = (*sides.base.of(Amendment), *sides.head.of(Amendment))
    return bool(amendments)


def _apart(base: tuple[Known, Origin], head: tuple[Known, Origin], how: How) -> Iterator[Ledger]:
    """Give both ledgers, with what they have not both of awards, payments and returns."""
    sides = base, head
    places = [_places(known.files, origin.shown) for known, origin in sides]
    same = {name for name, file in places[0].items() if _is_same(file, places[1].get(name))}
    in_two = {name for name in places[0] if name in places[1]} - same
    held: tuple[dict[str, Contents], dict[str, Contents]] = {}, {}
    if all(known.ledger.mass is not None for known, _ in sides):
        for name in in_two:
            files = [(known.files, places[n][name][0]) for n, (known, _) in enumerate(sides)]
            held[0][name], held[1][name] = contents_in_two(files, how)
    for number, (known, _) in enumerate(sides):
        yield _with(known, places[number], same, held[number], how)


def _with(
    known: Known,
    places: Mapping[str, tuple[int, Seen]],
    same: set[str],
    held: dict[str, Contents],
    how: How,
) -> Ledger:
    """Give a ledger without the many entries of files that are the same."""
    ledger = known.ledger
    if ledger.mass is not None:
        others = [name for name in places if name not in same and name not in held]
        numbers = [places[name][0] for name in others]
        held |= dict(zip(others, contents(known.files, how, numbers), strict=True))
    seen = list(ledger.contents)
    for name, (number, _) in places.items():
        seen[number] = _alone(seen[number]) if name in same else held.get(name, seen[number])
    return replace(ledger, contents=tuple(seen), mass=None)


def _is_same(one: tuple[int, Seen], other: tuple[int, Seen] | None) -> bool:
    """Tell whether a file has the same content in two ledgers; of one unreadable nobody knows."""
    return other is not None and one[1].digest is not None and one[1].digest == other[1].digest


def _places(files: Files, folder: str) -> dict[str, tuple[int, Seen]]:
    """Give the files of a ledger with their numbers, by their paths in its folder."""
    below = "" if folder == "." else f"{folder}/"
    return {
        file.shown.removeprefix(below): (number, file) for number, file in enumerate(files.files)
    }


def _alone(contents: Contents) -> Contents:
    """Leave awards, payments and returns out."""
    kept = tuple(entry for entry in contents.entries if not is_of_mass(entry))
    return contents if len(kept) == len(contents.entries) else replace(contents, entries=kept)
