"""Ids and references of the ledger's lines, and which of a register's columns speak of them.

A column in which no value is one of the ledger's has another system's own numbers. It says
nothing, so that a value which is missing in it, or another, is nothing to tell.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence

from tidlig.matching.items import Item
from tidlig.matching.names import key
from tidlig.model.grants import Award

Found = tuple[Item, ...]


class Keys:
    """The ledger's lines by id and by reference; awards by both, for payments."""

    def __init__(
        self, ledger: Sequence[Item], register: Sequence[Item], awards: Iterable[Award]
    ) -> None:
        self._ids = _by((item.id, item) for item in ledger)
        self._references = _by((item.reference, item) for item in ledger)
        self._awards: dict[str, set[str]] = defaultdict(set)
        for award in awards:
            for each in (award.id, award.reference or ""):
                self._awards[key(each)].add(award.id)
        self._awards.pop("", None)
        self.comparable = frozenset(
            what for what in ("id", "reference") if any(self.found(item, what) for item in register)
        )
        self.awards_comparable = any(self.awards_meant(item) for item in register if item.award)
        self.dated = any(item.date is not None for item in register)

    def found(self, item: Item, what: str) -> Found:
        """Give the ledger's lines that the id, or the reference, of a register's line is of."""
        if what == "id":
            id = key(item.id)
            return self._ids.get(id, ()) or self._references.get(id, ()) if id else ()
        reference = key(item.reference)
        if not reference:
            return ()
        return self._references.get(reference, ()) or self._ids.get(reference, ())

    def named(self, item: Item) -> Found:
        """Give the lines that a register's line names by its id, else by its reference."""
        return self.found(item, "id") or self.found(item, "reference")

    def has(self, item: Item, what: str) -> bool:
        """Tell whether a line of the ledger has what the register's column could say of it."""
        return what == "id" or bool(item.reference)

    def agree(self, ours: Item, theirs: Item) -> bool:
        """Tell whether two lines have the same id and reference, where the register has ours."""
        same_id = "id" not in self.comparable or key(ours.id) == key(theirs.id)
        return same_id and (
            "reference" not in self.comparable or key(ours.reference) == key(theirs.reference)
        )

    def awards_meant(self, item: Item) -> frozenset[str] | set[str]:
        """Give the awards that a register's line says it is of, by id or reference."""
        return self._awards.get(key(item.award), frozenset()) if item.award else frozenset()


def _by(items: Iterable[tuple[str, Item]]) -> dict[str, Found]:
    found: dict[str, list[Item]] = defaultdict(list)
    for written, item in items:
        if written:
            found[key(written)].append(item)
    return {each: tuple(items) for each, items in found.items()}
