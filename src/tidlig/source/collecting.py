"""The faults of one file while it is read, as many of them as anyone will mend at a time."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

from tidlig.model.findings import Fault, Location, Problem
from tidlig.source.faults import faults

if TYPE_CHECKING:
    from pydantic_core import ValidationError

MOST_FAULTS = 1_000
"""So many faults of a file are told one by one."""

MOST_OF_TABLE = 100_000
"""A table with more faults than this is one fault, for their details alone fill the memory."""


class Faults:
    """The first faults of a file, and one more that says so when there are others."""

    def __init__(self, path: str) -> None:
        """Have none yet of the file at a path."""
        self._path = path
        self._first: list[Fault] = []
        self._are_more = False

    @property
    def is_full(self) -> bool:
        """Whether no more are told one by one, so that nothing need be found out about them."""
        return len(self._first) == MOST_FAULTS

    def append(self, fault: Fault) -> None:
        """Add a fault."""
        self.extend((fault,))

    def extend(self, more: Iterable[Fault]) -> None:
        """Add faults, and look at no more of them than are kept."""
        for fault in more:
            if self.is_full:
                self._are_more = True
                return
            self._first.append(fault)

    def refuse(self, error: "ValidationError", cls: type, where: Location) -> None:
        """Add what is wrong with the table at a place."""
        number, room = error.error_count(), MOST_FAULTS - len(self._first)
        if room and number > MOST_OF_TABLE:
            many = f"{number:_} things are wrong in this table".replace("_", ".")
            help = "see tidlig schema for what it may have"
            self.append(Fault("wrong-type", Problem(many, where, help)))
        elif room:
            self.extend(faults(error, cls, where, room + 1))
        else:
            self._are_more = True

    def all(self) -> tuple[Fault, ...]:
        """Give the faults that are told."""
        if not self._are_more:
            return tuple(self._first)
        many = f"the file has more than {MOST_FAULTS:_} faults: these are the first"
        problem = Problem(
            many.replace("_", "."), Location(self._path), "mend them, and check again"
        )
        return (*self._first, Fault(self._first[-1].check, problem))
