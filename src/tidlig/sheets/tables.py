"""A table as it was read: headings, rows, and the position of each cell.

`Unusable` is raised for a file that cannot be used, with every fault and its place.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import NamedTuple, Self

from tidlig.model.findings import Location, Note, Problem, Span
from tidlig.model.messages import Message, sentence
from tidlig.model.money import KRONER
from tidlig.model.spelling import same_form


class Unusable(Exception):
    """A file of another system that says less, or more, than can be read for certain.

    `text` is the file as it was read, where it is one of lines, so that they can be shown.
    """

    def __init__(self, problems: Sequence[Problem]) -> None:
        """Keep the problems; what was read is added where it is known."""
        super().__init__(sentence(problems[0].message))
        self.problems = tuple(problems)
        self.text: str | None = None


def unusable(
    message: Message,
    where: Location,
    help: Message,
    label: Message | None = None,
    notes: Sequence[Note] = (),
) -> Unusable:
    """The exception of one fault."""
    return Unusable([Problem(message, where, help, label, tuple(notes))])


def at_line(file: str, line: int) -> Location:
    """The place of the beginning of a line."""
    return Location(file, span=Span(line, 1, line, 2))


MOST_ROWS = 1_000_000
"""No table has more rows than this; a sheet of Excel has room for a few more."""


MOST_COLUMNS = 16_384
"""No row has more cells than this, as in Excel."""


class Uncalculated:
    """A formula of a workbook whose value is not stored there."""

    def __str__(self) -> str:
        """What a message may show of it."""
        return "(formula)"


UNCALCULATED = Uncalculated()


class Covered(str):
    """An empty cell of a workbook under one that is merged over several rows."""

    __slots__ = ()


COVERED = Covered()


class Formatted(float):
    """A number of a workbook that is shown with a unit which is not the ledger's: EUR, mio. kr."""

    __slots__ = ("unit",)
    unit: str

    def __new__(cls, value: float, unit: str) -> Self:
        """A number with what it is shown with."""
        number = super().__new__(cls, value)
        number.unit = unit
        return number


class SheetRow(NamedTuple):
    """The number of a row's first line, or of the row in a sheet, and its cells.

    A row of a workbook may be hidden there, by hand or by a filter.
    """

    line: int
    cells: Sequence[object]
    is_hidden: bool = False


@dataclass(frozen=True, slots=True)
class Sheet:
    """A table, with what it was read by; `place` finds the cell of a line in a column from 0.

    Cells are text, and in a workbook also numbers, dates, truth values, and `UNCALCULATED`. An
    error of a workbook is its text, such as "#REF!"; `COVERED` is an empty text.
    """

    file: str
    headings: tuple[str, ...]
    heading_line: int
    rows: tuple[SheetRow, ...]
    place: Callable[[int, int], Location]
    text: str | None = None
    encoding: str | None = None
    delimiter: str | None = None
    name: str | None = None
    above: tuple[SheetRow, ...] = ()
    """Rows above the headings, which may say what the amounts are in."""
    currency: str = KRONER
    """The currency of the ledger that it is read for."""

    def number_of(self, heading: str) -> int:
        """The number of the first column under a heading; of the first one where none is."""
        form = same_form(heading)
        numbers = (number for number, own in enumerate(self.headings) if same_form(own) == form)
        return next(numbers, 0)
