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
def normalised_key(text: str) -> str:
    """An id or a reference without what does not tell it apart: case and spaces."""
    return caseless(text).replace(" ", "")


def cvr_digits(cvr: str) -> str:
    """The digits of a CVR number."""
    return "".join(letter for letter in cvr if letter.isdigit())


def normalised_name(text: str) -> str:
    """A name without what does not tell it apart: case, punctuation, spaces."""
    letters = [letter if letter.isalnum() else " " for letter in caseless(text)]
    return " ".join("".join(letters).split())


def are_alike(one: str, other: str) -> bool:
    """Whether two names, as `normalised_name` gives them, are one spelled in two ways.

    Words in both are left aside, for "Odense Kommune" and "Assens Kommune" are alike in them only;
    a name with a word more is the same when what they share is half of the longer or more.
    """
    shared = set(one.split()) & set(other.split())
    left = _without(one, shared)
    right = _without(other, shared)
    if not left or not right:
        longer = max(len(one), len(other))
        return 2 * (longer - len(left) - len(right)) >= longer
    matcher = SequenceMatcher(None, left, right, autojunk=False)
    matched = sum(block.size for block in matcher.get_matching_blocks())
    return 200 * matched >= ALIKE * (len(left) + len(right))


def _without(name: str, words: set[str]) -> str:
    return " ".join(word for word in name.split() if word not in words)


Items = tuple[Item, ...]


class Keys:
    """The ledger's lines by id and by reference; awards by both, for payments.

    `comparable` are those of "id" and "reference" that the register's column has any of.
    """

    def __init__(
        self, ledger: Sequence[Item], register: Sequence[Item], awards: Iterable[Award]
    ) -> None:
        self._ids = _by_key((item.id, item) for item in ledger)
        self._references = _by_key((item.reference, item) for item in ledger)
        self._awards = _awards_by_key(awards)
        self.comparable = frozenset(
            what for what in ("id", "reference") if self._is_comparable(register, what)
        )
        self.awards_comparable = any(self.awards_of(item) for item in register)
        self.dated = any(item.date is not None for item in register)

    def _is_comparable(self, register: Iterable[Item], what: str) -> bool:
        return any(self.lines_of(item, what) for item in register)

    def lines_of(self, item: Item, what: str) -> Items:
        """The ledger's lines that the id, or the reference, of a register's line is of.

        The same key gives the same object, so that lines with one key are grouped by identity.
        """
        first, second = self._ids, self._references
        key = normalised_key(item.id)
        if what == "reference":
            first, second = second, first
            key = normalised_key(item.reference)
        if not key:
            return ()
        return first.get(key, ()) or second.get(key, ())

    def named(self, item: Item) -> Items:
        """The lines that a register's line names by its id, else by its reference."""
        return self.lines_of(item, "id") or self.lines_of(item, "reference")

    def has(self, item: Item, what: str) -> bool:
        """Whether a line of the ledger has what the register's column could say of it."""
        return what == "id" or bool(item.reference)

    def agree(self, ours: Item, theirs: Item) -> bool:
        """Whether two lines have the same id and reference, where the register has ours."""
        return self._is_same("id", ours.id, theirs.id) and self._is_same(
            "reference", ours.reference, theirs.reference
        )

    def _is_same(self, what: str, ours: str, theirs: str) -> bool:
        return what not in self.comparable or normalised_key(ours) == normalised_key(theirs)

    def awards_of(self, item: Item) -> frozenset[str]:
        """The awards that a register's line says it is of, by id or reference."""
        if not item.award:
            return frozenset()
        return self._awards.get(normalised_key(item.award), frozenset())


def _awards_by_key(awards: Iterable[Award]) -> dict[str, frozenset[str]]:
    """The ids of awards by their id and by their reference."""
    ids: dict[str, set[str]] = defaultdict(set)
    for award in awards:
        ids[normalised_key(award.id)].add(award.id)
        ids[normalised_key(award.reference or "")].add(award.id)
    ids.pop("", None)
    return {key: frozenset(of_key) for key, of_key in ids.items()}


def _by_key(items: Iterable[tuple[str, Item]]) -> dict[str, Items]:
    by_key: dict[str, list[Item]] = defaultdict(list)
    for written, item in items:
        if written:
            by_key[normalised_key(written)].append(item)
    return {key: tuple(of_key) for key, of_key in by_key.items()}


Agreement = Literal["same", "spelled", "other", "unsaid"]
"""How a register names the ledger's recipient: an alias is no difference."""


class Parties:
    """The ledger's recipients, by all their names and by CVR number. Answers are cached."""

    def __init__(self, recipients: Iterable[Recipient]) -> None:
        self._names: dict[str, frozenset[str]] = {}
        self._cvr: dict[str, str] = {}
        self._by_name: dict[str, set[str]] = defaultdict(set)
        self._by_cvr: dict[str, set[str]] = defaultdict(set)
        self._recipients_of: dict[tuple[str, str], frozenset[str]] = {}
        self._agreements: dict[tuple[str, str, str], Agreement] = {}
        for recipient in recipients:
            self._add(recipient)

    def _add(self, recipient: Recipient) -> None:
        written = (recipient.name, *recipient.aliases, recipient.id)
        names = frozenset(normalised_name(text) for text in written)
        cvr = cvr_digits(recipient.cvr or "")
        self._names[recipient.id] = names
        self._cvr[recipient.id] = cvr
        for name in names:
            self._by_name[name].add(recipient.id)
        if cvr:
            self._by_cvr[cvr].add(recipient.id)

    def know(self, written: str) -> bool:
        """Whether a text is a name of any recipient."""
        return bool(self._by_name.get(normalised_name(written)))

    def recipients_of(self, item: Item) -> frozenset[str]:
        """The recipients that a line of a register surely means, by CVR number and name."""
        written = (item.recipient, item.cvr)
        if written not in self._recipients_of:
            candidates = self._candidates(item)
            same = frozenset(id for id in candidates if self.agreement(id, item) == "same")
            self._recipients_of[written] = same
        return self._recipients_of[written]

    def _candidates(self, item: Item) -> set[str]:
        by_name = self._by_name.get(normalised_name(item.recipient), set())
        by_cvr = self._by_cvr.get(cvr_digits(item.cvr), set())
        if by_name and by_cvr:
            return by_name & by_cvr
        return by_name | by_cvr

    def agreement(self, recipient: str, item: Item) -> Agreement:
        """How a line of a register names a recipient of the ledger."""
        compared = (recipient, item.recipient, item.cvr)
        if compared not in self._agreements:
            self._agreements[compared] = self._compare(recipient, item)
        return self._agreements[compared]

    def _compare(self, recipient: str, item: Item) -> Agreement:
        if recipient not in self._names or not (item.recipient or item.cvr):
            return "unsaid"
        ours = self._cvr[recipient]
        theirs = cvr_digits(item.cvr)
        both_have_cvr = bool(ours and theirs)
        if both_have_cvr and ours != theirs:
            return "other"
        name = normalised_name(item.recipient)
        if name:
            return self._compare_name(recipient, name, is_same_cvr=both_have_cvr)
        return "same" if both_have_cvr else "unsaid"

    def _compare_name(self, recipient: str, name: str, *, is_same_cvr: bool) -> Agreement:
        names = self._names[recipient]
        if name in names:
            return "same"
        if self._by_name.get(name):
            return "other"
        is_near = is_same_cvr or any(are_alike(name, own) for own in names)
        return "spelled" if is_near else "other"
