"""The formats of reports, and where they are written."""

from collections.abc import Sequence
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any

from tidlig.cli.parameters import Option
from tidlig.model.failure import CouldNot


class Format(StrEnum):
    """Formats of a report."""

    TABLE = "table"
    CSV = "csv"
    CSV_DA = "csv-da"
    JSON = "json"
    MD = "md"


Output = Annotated[
    Path | None,
    Option("--output -o", metavar="FILE", help="Write to a file; the ending says how."),
]

_ENDINGS = {".csv": Format.CSV, ".json": Format.JSON, ".md": Format.MD, ".txt": Format.TABLE}


def format_option(choices: Sequence[Format]) -> Any:
    """Declare --format for a report that can be written in some formats."""
    help = "The format. Default: table, or what the ending of -o says."
    return Annotated[Format | None, Option(help=help, choices=tuple(choices))]


def format_of(
    asked: Format | None,
    output: Path | None,
    choices: Sequence[Format] = tuple(Format),
    subject: str = "a report",
) -> Format:
    """Give the format: as asked for, else by the file's ending, else a table."""
    if asked is not None or output is None:
        return asked or Format.TABLE
    found = _ENDINGS.get(output.suffix)
    if found is None:
        endings = ", ".join(_ENDINGS)
        raise CouldNot(
            f'no format has the ending of "{output}"', f"use --format, or one of {endings}"
        )
    if found not in choices:
        *most, last = [ending for choice in choices for ending in _endings_of(choice)]
        raise CouldNot(f"{subject} is not written as {found}", f"use {', '.join(most)} or {last}")
    return found


def _endings_of(format: Format) -> list[str]:
    return [ending for ending, written in _ENDINGS.items() if written is format]
