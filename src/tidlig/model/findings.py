"""What a check found, and where: places are symbolic until one is shown.

A place is a file and the path of keys in it. Lines and columns are found only for places that are
shown (see `tidlig.ledger.places`), so that reading never pays for them.
"""

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Literal, NamedTuple

if TYPE_CHECKING:
    from tidlig.model.messages import Message


Path = tuple[str | int, ...]


class Severity(StrEnum):
    """How bad a finding is: an error fails the check, a warning does not."""

    ERROR = "error"
    WARNING = "warning"


class Span(NamedTuple):
    """A stretch of text; lines and columns count from 1 in characters, the end is exclusive."""

    line: int
    column: int
    end_line: int
    end_column: int


@dataclass(frozen=True, slots=True)
class Location:
    """A place: a file and a path of keys, at the key or at its value; or a span already known."""

    file: str
    path: Path = ()
    at: Literal["value", "key"] = "value"
    span: Span | None = None


@dataclass(frozen=True, slots=True)
class Note:
    """Another place that has to do with a problem, and in a few words why."""

    text: "Message"
    location: Location | None = None


@dataclass(frozen=True, slots=True)
class Problem:
    """One fault: the fact, where it is, what to do, and the related places.

    Messages are rendered where they are shown.
    `label` stands at the place itself. `severity` is set where a check finds something milder
    than its own severity, as when only some of the values that inexact amounts allow are wrong.
    """

    message: "Message"
    location: Location
    help: "Message | None" = None
    label: "Message | None" = None
    notes: tuple[Note, ...] = ()
    severity: Severity | None = None


@dataclass(frozen=True, slots=True)
class Fault:
    """A problem met while reading, with the name of the check that reports it."""

    check: str
    problem: Problem


@dataclass(frozen=True, slots=True)
class Finding:
    """A problem as reported: by which check, and how severe."""

    check: str
    severity: Severity
    problem: Problem

    @property
    def location(self) -> Location:
        """Where the problem is."""
        return self.problem.location
