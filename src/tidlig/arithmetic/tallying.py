"""How many: recipients and applicants, between the fewest and the most that the entries allow.

Those that entries name are counted once each. Those that they only count by kind may be the same as
others of their kind, so what two entries count together is known no closer than a range.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from tidlig.model.entry import KindCount
from tidlig.model.grants import Applications, Award
from tidlig.model.records import Recipient


class Range(NamedTuple):
    """From the fewest to the most, both included."""

    least: int
    most: int

    def __str__(self) -> str:
        """Write one number, or both ends."""
        return str(self.least) if self.least == self.most else f"{self.least}-{self.most}"


ByKind = Mapping[str, Range]


def together(ranges: Iterable[Range]) -> Range:
    """Add up ranges of what cannot be the same."""
    least = most = 0
    for each in ranges:
        least, most = least + each.least, most + each.most
    return Range(least, most)


def recipients(awards: Iterable[Award], registry: Mapping[str, Recipient]) -> ByKind:
    """Count the recipients of awards by kind; one that several awards name counts once."""
    counts: list[KindCount] = []
    named: dict[str, set[str]] = {}
    for award in awards:
        counts += award.recipients or ()
        if award.recipient is not None and award.recipient in registry:
            named.setdefault(registry[award.recipient].type, set()).add(award.recipient)
    counts += [KindCount(kind, len(ids)) for kind, ids in named.items()]
    return _by_kind(counts)


@dataclass(frozen=True, slots=True)
class Applied:
    """How many applications were made, as far as stated, and applicants by kind.

    `complete` tells whether every row of the round states its number of applications.
    """

    applications: int | None = None
    complete: bool = True
    applicants: ByKind = field(default_factory=dict)


def applied(rows: Iterable[Applications]) -> Applied:
    """Add up rows of applications."""
    found = list(rows)
    stated = [row.applications for row in found if row.applications is not None]
    counts = [count for row in found for count in row.applicants]
    complete = len(stated) == len(found)
    return Applied(sum(stated) if stated else None, complete, _by_kind(counts))


def _by_kind(counts: Iterable[KindCount]) -> ByKind:
    """Give each kind: at least the largest of its counts, at most all of them."""
    found: dict[str, list[int]] = {}
    for kind, number in counts:
        found.setdefault(kind, []).append(number)
    return {kind: Range(max(numbers), sum(numbers)) for kind, numbers in found.items()}
