"""Who a register's names and CVR numbers mean among the ledger's recipients."""

from collections import defaultdict
from collections.abc import Iterable
from typing import Literal

from tidlig.matching.items import Item
from tidlig.matching.names import alike, name, number
from tidlig.model.records import Recipient

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
