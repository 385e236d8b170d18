"""The options of `tidlig balance`, and what is made of their values."""

import datetime as dt
from collections.abc import Sequence
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

from tidlig.cli import completing
from tidlig.cli.formats import Format, Output, format_of, format_option
from tidlig.cli.lookups import Programs, purses
from tidlig.cli.options import AsOf, YearsOption, heading_names, years
from tidlig.cli.parameters import Option

if TYPE_CHECKING:
    from tidlig.arithmetic.balancing import Balance
    from tidlig.arithmetic.ledger import Ledger
    from tidlig.arithmetic.summaries.question import Question

__all__ = [
    "AsOf",
    "Output",
    "Programs",
    "YearsOption",
    "format_of",
    "heading_names",
    "purses",
]

FormatOption = format_option(tuple(Format))


class Grouping(StrEnum):
    """What the rows of a balance are for."""

    PROGRAM = "program"
    STRAND = "strand"
    POOL = "pool"
    RECIPIENT = "recipient"


Detail = Annotated[bool, Option("--detail", help="Show every line and all headings.")]
Columns = Annotated[
    str | None,
    Option(metavar="A,B", help="Show these headings of every line.", completes=completing.headings),
]
By = Annotated[Grouping, Option(help="What the rows below a program are for.")]


def question(as_of: dt.date | None, by: Grouping) -> "Question":
    """Give what sums are asked for."""
    from tidlig.arithmetic.summaries.question import Question

    return Question(None if as_of is None else as_of.toordinal(), by is Grouping.RECIPIENT)


def balanced(
    ledger: "Ledger", programs: Sequence[str] | None, year: str | None, by: Grouping
) -> "Balance":
    """Give the balance that is asked for; programs and strands are looked up in the ledger."""
    from tidlig.arithmetic.balancing import Choice, balance

    return balance(ledger, Choice(purses(ledger, programs), years(year), by.value))
