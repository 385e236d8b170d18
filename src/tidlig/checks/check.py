"""What a check is: a function that yields problems, with its name, severity, scope and group."""

import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import Enum, StrEnum
from typing import Any

from tidlig.model.findings import Problem, Severity


class Scope(Enum):
    """What a check sees: one file's contents, the merged ledger, or what the others found.

    In a large ledger a check of the ledger sees sums instead of awards, payments and returns. One
    of rows asks about these in queries, and opens those that are at fault (`tidlig.index.tables`).
    """

    FILE = "file"
    LEDGER = "ledger"
    ROWS = "rows"
    FINDINGS = "findings"


class Group(StrEnum):
    """The question that a check helps to answer."""

    READING = "Can it be read at all?"
    SUMS = "Does it add up?"
    ORDER = "Is it in order?"
    HONESTY = "Is it honest?"
    AGREEMENT = "Does it agree with what was said?"


Function = Callable[..., Iterator[Problem]]


@dataclass(frozen=True, slots=True)
class Check:
    """One check. Named for its fault; the documentation is that of its module."""

    name: str
    severity: Severity
    scope: Scope
    group: Group
    problems: Function
    module: str

    @property
    def documentation(self) -> str:
        """The whole documentation, in Markdown."""
        return sys.modules[self.module].__doc__ or ""

    @property
    def summary(self) -> str:
        """The fault as a fact, in one sentence."""
        return self.documentation.partition("\n")[0]

    @property
    def sections(self) -> dict[str, str]:
        """The parts of the documentation by their headings."""
        parts = self.documentation.split("\n## ")[1:]
        return {part.partition("\n")[0]: part.partition("\n")[2].strip() for part in parts}


def check(
    severity: Severity, scope: Scope = Scope.LEDGER, group: Group = Group.SUMS
) -> Callable[[Any], Check]:
    """Make a check of a function; its name is the function's, with hyphens."""

    def made(function: Function) -> Check:
        name = function.__name__.replace("_", "-")
        return Check(name, severity, scope, group, function, function.__module__)

    return made
