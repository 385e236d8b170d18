"""The options of `tidlig balance`, and what is made of their values."""

import datetime as dt
from collections.abc import Sequence
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

from tidlig.cli import completing
from tidlig.cli.completing import ids
from tidlig.cli.declaring import Argument, Option
from tidlig.cli.formats import FormatOption, Output, format_of
from tidlig.cli.looking import purse
from tidlig.cli.options import AsOf, YearsOption, heading_names, years

if TYPE_CHECKING:
    from tidlig.arithmetic.balancing import Balance
    from tidlig.arithmetic.ledger import Ledger
    from tidlig.arithmetic.pooling import Pools
    from tidlig.arithmetic.summaries.question import Question

__all__ = ["AsOf", "FormatOption", "Output", "YearsOption", "format_of", "heading_names"]


class Grouping(StrEnum):
    """What the rows of a balance are for."""

    PROGRAM = "program"
    STRAND = "strand"
    POOL = "pool"
    RECIPIENT = "recipient"


Programs = Annotated[
    list[str] | None,
    Argument(
        metavar="[PROGRAM[/STRAND]]...",
        help="Show these alone.",
        show_default=False,
        completes=ids("program", "strand"),
    ),
]
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


def purses(ledger: "Ledger", texts: Sequence[str] | None) -> tuple[tuple[str, str | None], ...]:
    """Look up programs, and strands of them, in a ledger."""
    return tuple(purse(ledger, text) for text in texts or ())


def pooled(ledger: "Ledger", programs: Sequence[str] | None) -> "Pools":
    """Give the rounds and pools of the programs or strands that are asked for."""
    from tidlig.arithmetic.balancing import Choice
    from tidlig.arithmetic.pooling import pools

    return pools(ledger, Choice(purses(ledger, programs)))
