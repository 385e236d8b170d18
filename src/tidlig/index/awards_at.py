"""How many awards there are at each place, and to whom: what reports on pools count."""

from collections.abc import Iterable
from itertools import compress

from tidlig.arithmetic.charging import StatedPlace
from tidlig.index.columns import Columns
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
    recipients: dict[StatedPlace, dict[str, None]] = {}
    others: list[int] = []
    for number, each in enumerate(files):
        awards = each.awards
        pairs = list(zip(awards.recipient, awards.ore, strict=True))
        others += (
            at(number, row)
            for row, (recipient, _) in zip(awards.row, pairs, strict=True)
            if recipient is None
        )
        are_counted = [recipient is not None and ore is not None for recipient, ore in pairs]
        if question.as_of is not None:
            as_of = question.as_of
            dated = zip(are_counted, awards.date, strict=True)
            are_counted = [is_counted and date <= as_of for is_counted, date in dated]
        for place in compress(awards.place, are_counted):
            numbers[each.places[place]] = numbers.get(each.places[place], 0) + 1
        charged = set(compress(zip(awards.place, awards.recipient, strict=True), are_counted))
        for place, recipient in charged:
            assert recipient is not None
            recipients.setdefault(each.places[place], {})[each.parties[recipient]] = None
    return [(place, n, sorted(recipients[place])) for place, n in numbers.items()], others
