"""The options of `tidlig balance`, and what is made of their values."""

from collections.abc import Sequence
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from tidlig.cli.options import names, unknown_name, years
from tidlig.model.failure import CouldNot

if TYPE_CHECKING:
    from tidlig.arithmetic.balancing import Balance
    from tidlig.arithmetic.ledger import Ledger
    from tidlig.model.decisions import Program


class Format(StrEnum):
    """Formats of a balance."""

    TABLE = "table"
    CSV = "csv"
    CSV_DA = "csv-da"
    JSON = "json"
    MD = "md"


class Grouping(StrEnum):
    """What the rows of a balance are for."""

    PROGRAM = "program"
    STRAND = "strand"
    POOL = "pool"
    RECIPIENT = "recipient"


Programs = Annotated[
    list[str] | None,
    typer.Argument(metavar="[PROGRAM[/STRAND]]...", help="Show these alone.", show_default=False),
]
Detail = Annotated[bool, typer.Option("--detail", help="Show every line and all headings.")]
Columns = Annotated[
    str | None, typer.Option(metavar="A,B", help="Show these headings of every line.")
]
YearsOption = Annotated[
    str | None, typer.Option(metavar="YEARS", help="Show these alone, as 2015-2016.")
]
By = Annotated[Grouping, typer.Option(help="What the rows below a program are for.")]
AsOf = Annotated[str | None, typer.Option(metavar="DATE", help="Count entries up to a date.")]
FormatOption = Annotated[Format | None, typer.Option(help="A table, unless -o says otherwise.")]
Output = Annotated[
    Path | None,
    typer.Option("--output", "-o", metavar="FILE", help="Write to a file; the ending says how."),
]

_ENDINGS = {".csv": Format.CSV, ".json": Format.JSON, ".md": Format.MD, ".txt": Format.TABLE}


def format_of(asked: Format | None, output: Path | None) -> Format:
    """Give the format: as asked for, else by the file's ending, else a table."""
    if asked is not None or output is None:
        return asked or Format.TABLE
    if output.suffix not in _ENDINGS:
        endings = ", ".join(_ENDINGS)
        raise CouldNot(
            f'no format has the ending of "{output}"', f"use --format, or one of {endings}"
        )
    return _ENDINGS[output.suffix]


def headings(text: str | None) -> tuple[str, ...]:
    """Read headings; none for all."""
    from tidlig.arithmetic.headings import HEADINGS

    for name in names(text):
        if name not in HEADINGS:
            raise unknown_name("heading", name, HEADINGS)
    return tuple(dict.fromkeys(names(text)))


def balanced(
    ledger: "Ledger", programs: Sequence[str] | None, year: str | None, by: Grouping
) -> "Balance":
    """Give the balance that is asked for; programs and strands are looked up in the ledger."""
    from tidlig.arithmetic.balancing import Choice, balance

    return balance(ledger, Choice(purses(ledger, programs), years(year), by.value))


def purses(ledger: "Ledger", texts: Sequence[str] | None) -> tuple[tuple[str, str | None], ...]:
    """Look up programs, and strands of them, in a ledger."""
    return tuple(_purse(ledger, text) for text in texts or ())


def _purse(ledger: "Ledger", text: str) -> tuple[str, str | None]:
    name, slash, strand = text.partition("/")
    program = _program(ledger, name)
    strands = [each.id for each in program.strands]
    if slash and strand not in strands:
        raise unknown_name(f"strand of {program.id}", strand, strands)
    return program.id, strand if slash else None


def _program(ledger: "Ledger", name: str) -> "Program":
    """Find a program by its id, its name or an alias."""
    found = [
        program
        for program in ledger.programs.values()
        if name == program.id or name in (program.name, *program.aliases)
    ]
    if len(found) != 1:
        raise unknown_name("program", name, list(ledger.programs))
    return found[0]
