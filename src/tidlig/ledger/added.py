"""A ledger before and after one file of it gets another entry, opened as far as is asked for.

What a large one has of awards, payments and returns stands as sums, which tell what the entry does.
Where they don't, all entries of both are read.
"""

import datetime as dt
from collections.abc import Iterator
from dataclasses import replace
from functools import cached_property

from tidlig.arithmetic.ledger import Ledger
from tidlig.arithmetic.line_changes import Sides
from tidlig.index.build import uncollected
from tidlig.index.ledger_files import How
from tidlig.ledger.cached_ledger import Known, known
from tidlig.ledger.open import Snapshot, merge_contents, open_ledger, read_file
from tidlig.ledger.opened_entries import differing
from tidlig.model.contents import Contents
from tidlig.model.grants import Amendment


class Added:
    """What is known of a snapshot of a ledger, and of the next, in which one file is another."""

    def __init__(self, before: Snapshot, base: Known, after: Snapshot, how: How) -> None:
        """Read and check the ledger with the entry."""
        self.before, self.base = before, base
        self.after, self.head = after, known(after, how)
        self.how = how

    @property
    def sums(self) -> Sides:
        """Both as they are known: a small one with all its entries, a large one with sums."""
        return Sides(self.base.ledger, self.head.ledger)

    @property
    def _has_sums(self) -> bool:
        return any(ledger.totals is not None for ledger in self.sums)

    @property
    def _is_any_amended(self) -> bool:
        """Whether there are amendments: the awards that they change may stand in any file."""
        return any(True for _ in self.sums.head.of(Amendment))

    @cached_property
    def apart(self) -> Sides:
        """Both, a large one without the many entries of files that are the same in both."""
        if not self._has_sums or self._is_any_amended:
            return self.every
        return differing((self.base, self.before), (self.head, self.after), self.how)

    @cached_property
    def every(self) -> Sides:
        """Both with all their entries."""
        if not self._has_sums:
            return self.sums
        with uncollected():
            base = self.base.ledger
            base = base if base.totals is None else open_ledger(self.before)
            contents = tuple(self._contents_after(base))
        return Sides(base, merge_contents(self.after, contents, base.settings.currency))

    def _contents_after(self, base: Ledger) -> Iterator[Contents]:
        """Read the files that are not the same before."""
        files = self.before.file_list
        own = base.contents[: len(files)]  # those of tables come after
        old = dict(zip(files, own, strict=True))
        currency = base.settings.currency
        for file in self.after.file_list:
            yield old[file] if file in old else read_file(file, currency)

    def as_of(self, date: dt.date) -> Sides:
        """Both as of a date; where one of many entries is later, of all entries."""
        sides = self.sums
        if any(_is_summed_beyond(ledger, date) for ledger in sides):
            sides = self.every
        return Sides(*(replace(ledger, as_of=date) for ledger in sides))


def _is_summed_beyond(ledger: Ledger, date: dt.date) -> bool:
    """Whether the sums have an entry that is later than a date."""
    if ledger.totals is None:
        return False
    moved = ledger.totals.movements(ledger.known_budget_line)
    return any(movement.date is not None and movement.date > date for movement in moved)
