"""How many awards there are at each place, and to whom: what reports on pools count."""

from collections.abc import Iterable, Iterator
from itertools import compress

from tidlig.arithmetic.charging import StatedPlace
from tidlig.index.columns import Awards, Columns
from tidlig.index.ledger_files import Question
from tidlig.index.tables import at

Counted = tuple[list[tuple[StatedPlace, int, list[str]]], list[int]]
"""A number of awards and their recipients for each place; the rows of those that are not counted.

Counted are awards of a known amount to one recipient that have taken effect. The others may be to
many recipients, and have to be opened.
"""


def count_awards(files: Iterable[Columns], question: Question) -> Counted:
    """Count the awards of all files by place, as plain values."""
    numbers: dict[StatedPlace, int] = {}
    recipients: dict[StatedPlace, set[str]] = {}
    others: list[int] = []
    for number, each in enumerate(files):
        awards = each.awards
        to = zip(awards.row, awards.recipient, strict=True)
        others += (at(number, row) for row, recipient in to if recipient is None)
        are_counted = list(_are_counted(awards, question))
        for place in compress(awards.place, are_counted):
            numbers[each.places[place]] = numbers.get(each.places[place], 0) + 1
        charged = set(compress(zip(awards.place, awards.recipient, strict=True), are_counted))
        for place, recipient in charged:
            assert recipient is not None
            recipients.setdefault(each.places[place], set()).add(each.parties[recipient])
    return [(place, n, sorted(recipients[place])) for place, n in numbers.items()], others


def _are_counted(awards: Awards, question: Question) -> Iterator[bool]:
    as_of = question.as_of
    for recipient, ore, date in zip(awards.recipient, awards.ore, awards.date, strict=True):
        is_known = recipient is not None and ore is not None
        yield is_known and (as_of is None or date <= as_of)
