"""What was read from one file: its entries, the ids it declares, and the faults met."""

from collections.abc import Iterator
from dataclasses import dataclass

from tidlig.model.entry import Entry
from tidlig.model.findings import Fault, Problem
from tidlig.model.settings import Settings


@dataclass(frozen=True, slots=True)
class Contents:
    """One file of a ledger, read.

    `declared` names every entry that has a heading in the file, by (kind, id), also those whose
    keys are at fault, so that what refers to them is not at fault too. `parsed` is False when the
    file could not be taken apart at all, and nothing is known of what it declares. `suspected` is
    False when nothing in the file can be personal data, so that no one need look. `found` is what
    the checks that see one file say of it, where they have been run when it was read.
    """

    path: str
    entries: tuple[Entry, ...] = ()
    declared: tuple[tuple[str, str], ...] = ()
    faults: tuple[Fault, ...] = ()
    settings: Settings | None = None
    parsed: bool = True
    suspected: bool = True
    found: tuple[Fault, ...] | None = None

    def problems(self, check: str) -> Iterator[Problem]:
        """Give the faults that a check reports."""
        return (fault.problem for fault in self.faults if fault.check == check)
