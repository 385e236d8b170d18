"""A register's lines in an order of their own, so that the order in the file decides nothing."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import replace

from tidlig.matching.items import Item
from tidlig.matching.matches import Match, Remark

_OF_LINES = ("split", "duplicate")
"""Remarks whose values are numbers of the register's lines."""


class Ordered:
    """Lines sorted by what they say, and numbered so; of lines alike the first stays the first."""

    def __init__(self, items: Sequence[Item]) -> None:
        self._written = sorted(items, key=_content)
        self.items = [replace(item, number=n) for n, item in enumerate(self._written)]

    def as_written(self, match: Match) -> Match:
        """Give a match with the lines as they stand in the file."""
        if not match.register:
            return match
        lines = tuple(sorted((self._written[i.number] for i in match.register), key=_number))
        return replace(
            match,
            register=lines,
            differs=tuple(map(self._remark, match.differs)),
            notes=tuple(map(self._remark, match.notes)),
        )

    def _remark(self, remark: Remark) -> Remark:
        if remark.what not in _OF_LINES:
            return remark
        lines = (self._written[int(number)].number for number in remark.values)
        return Remark(remark.what, tuple(sorted(lines)))


def _number(item: Item) -> int:
    return item.number


def _content(item: Item) -> tuple[object, ...]:
    date = item.date or dt.date.min
    texts = item.id, item.reference, item.award, item.recipient, item.cvr
    return date, item.ore, *texts, item.number
