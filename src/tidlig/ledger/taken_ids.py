"""The ids that a ledger has: of one whose many entries stand as sums, those that are asked for.

A file is read for an id only if its bytes have that where a key can end, or have an escape, which
may stand for any letter. What is not found so is not there.
"""

import re
from collections.abc import Callable, Iterable
from functools import cached_property

from tidlig.arithmetic.ledger import Ledger
from tidlig.arithmetic.related import all_entries, entry_name
from tidlig.arithmetic.totals import MANY_KINDS
from tidlig.ledger.new_ids import declared_ids
from tidlig.ledger.origin import File, Origin
from tidlig.source.reading import read

_ESCAPE = re.compile(rb"\\[uUx]")


Lines = Callable[[], Iterable[tuple[str, str]]]
"""Gives the kinds and ids of what the lines of tables are."""


class TakenIds:
    """The ids of a readable ledger, which its files declare."""

    def __init__(self, ledger: Ledger, origin: Origin, lines: Lines = tuple) -> None:
        """Keep the ledger, where its files are, and what says what the lines of tables are."""
        self.ledger, self.origin, self._lines = ledger, origin, lines
        self._asked: dict[str, frozenset[tuple[str, str]]] = {}

    def has(self, kind: str, id: str) -> bool:
        """Whether an id is one of a kind; that of a strand has its program and a slash before."""
        if (kind, id) in self._known:
            return True
        if self.ledger.totals is None or kind not in MANY_KINDS:
            return False
        if (kind, id) in self._of_lines:
            return True
        if id not in self._asked:
            self._asked[id] = self._declared_beside(id)
        return (kind, id) in self._asked[id]

    @cached_property
    def _of_lines(self) -> frozenset[tuple[str, str]]:
        return frozenset(self._lines())

    @cached_property
    def _known(self) -> frozenset[tuple[str, str]]:
        """What is declared, but for what stands as sums: a ledger of these has its entries."""
        if self.ledger.totals is None:
            return frozenset(declared_ids(self.ledger))
        return frozenset(map(entry_name, all_entries(self.ledger)))

    def _declared_beside(self, id: str) -> frozenset[tuple[str, str]]:
        """Whatever is declared by the files that may declare an id."""
        ends = re.compile(re.escape(id.encode()) + rb"[\"']?[ \t]*[].=]")
        found = (_declared(file, id.encode(), ends) for file in self.origin.files())
        return frozenset().union(*found)


def _declared(file: File, id: bytes, ends: re.Pattern[bytes]) -> tuple[tuple[str, str], ...]:
    """What a file declares, if it may declare an id; else nothing."""
    data = file.data
    if not isinstance(data, bytes):
        return ()
    is_there = id in data and ends.search(data) is not None
    if not is_there and not (b"\\" in data and _ESCAPE.search(data)):
        return ()
    return read(file.shown, data, holds_settings=file.holds_settings).declared
