"""Normalise names and numbers, and look up ids, references and recipients by them.

If no value of a register's column is an id or a reference of the ledger, the column holds another
system's own numbers. Its values are then not compared.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from difflib import SequenceMatcher
from functools import lru_cache
from typing import Literal

from tidlig.matching.items import Item
from tidlig.model.grants import Award
from tidlig.model.records import Recipient
from tidlig.model.spelling import caseless

ALIKE = 70
"""What is left of two names without the words they share is alike from this many per cent."""


@lru_cache(maxsize=1 << 18)
def key(text: str) -> str:
    """Give an id or a reference without what does not tell it apart: case and spaces."""
    return caseless(text).replace(" ", "")


def number(cvr: str) -> str:
    """Give the digits of a CVR number."""
    return "".join(letter for letter in cvr if letter.isdigit())


def name(text: str) -> str:
    """Give a name without what does not tell it apart: case, punctuation, spaces."""
    return " ".join("".join(each if each.isalnum() else " " for each in caseless(text)).split())


def alike(one: str, other: str) -> bool:
    """Tell whether two names, as `name` gives them, are one spelled in two ways.

    Words in both are left aside, for "Odense Kommune" and "Assens Kommune" are alike in them only;
    a name with a word more is the same when what they share is half of the longer or more.
    """
    first, second = one.split(), other.split()
    shared = set(first) & set(second)
    left = " ".join(word for word in first if word not in shared)
    right = " ".join(word for word in second if word not in shared)
    if not left or not right:
        longer = max(len(one), len(other))
        return 2 * (longer - len(left) - len(right)) >= longer
    matcher = SequenceMatcher(None, left, right, autojunk=False)
    matched = sum(block.size for block in matcher.get_matching_blocks())
    return 200 * matched >= ALIKE * (len(left) + len(right))


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


Agreement = Literal["same", "spelled", "other", "unsaid"]
"""How a register names the ledger's recipient: an alias is no difference."""


class Parties:
    """The ledger's recipients, by all their names and by CVR number; what was asked is kept."""

    def __init__(self, recipients: Iterable[Recipient]) -> None:
        self._names: dict[str, frozenset[str]] = {}
        self._cvr: dict[str, str] = {}
        self._by_name: dict[str, set[str]] = defaultdict(set)
        self._by_cvr: dict[str, set[str]] = defaultdict(set)
        self._meant: dict[tuple[str, str], frozenset[str]] = {}
        self._agreements: dict[tuple[str, str, str], Agreement] = {}
        for recipient in recipients:
            self._add(recipient)

    def _add(self, recipient: Recipient) -> None:
        written = (recipient.name, *recipient.aliases, recipient.id)
        self._names[recipient.id] = frozenset(name(each) for each in written)
        self._cvr[recipient.id] = number(recipient.cvr or "")
        for each in self._names[recipient.id]:
            self._by_name[each].add(recipient.id)
        if self._cvr[recipient.id]:
            self._by_cvr[self._cvr[recipient.id]].add(recipient.id)

    def know(self, written: str) -> bool:
        """Tell whether a text is a name of any recipient."""
        return bool(self._by_name.get(name(written)))

    def meant(self, item: Item) -> frozenset[str]:
        """Give the recipients that a line of a register surely means, by CVR number and name."""
        asked = (item.recipient, item.cvr)
        if asked not in self._meant:
            named = self._by_name.get(name(item.recipient), set())
            numbered = self._by_cvr.get(number(item.cvr), set())
            candidates = named & numbered if named and numbered else named | numbered
            self._meant[asked] = frozenset(
                id for id in candidates if self.agreement(id, item) == "same"
            )
        return self._meant[asked]

    def agreement(self, recipient: str, item: Item) -> Agreement:
        """Tell how a line of a register names a recipient of the ledger."""
        asked = (recipient, item.recipient, item.cvr)
        if asked not in self._agreements:
            self._agreements[asked] = self._agreement(recipient, item)
        return self._agreements[asked]

    def _agreement(self, recipient: str, item: Item) -> Agreement:
        if recipient not in self._names or not (item.recipient or item.cvr):
            return "unsaid"
        ours, theirs = self._cvr[recipient], number(item.cvr)
        if ours and theirs and ours != theirs:
            return "other"
        written = name(item.recipient)
        if not written:
            return "same" if ours and theirs else "unsaid"
        if written in self._names[recipient]:
            return "same"
        if self._by_name.get(written):
            return "other"
        is_near = bool(ours and theirs) or any(alike(written, n) for n in self._names[recipient])
        return "spelled" if is_near else "other"
