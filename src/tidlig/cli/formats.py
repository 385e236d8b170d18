"""The formats of reports, and the files they are written to."""

from collections.abc import Sequence
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any

from tidlig.cli.parameters import Option
from tidlig.model.errors import CouldNot


class Format(StrEnum):
    """Formats of a report."""

    TABLE = "table"
    CSV = "csv"
    CSV_DA = "csv-da"
    JSON = "json"
    MD = "md"


Output = Annotated[
    Path | None,
    Option("--output -o", metavar="FILE", help="Write to FILE; its ending sets the format."),
]

_BY_ENDING = {".csv": Format.CSV, ".json": Format.JSON, ".md": Format.MD, ".txt": Format.TABLE}


def format_option(choices: Sequence[Format]) -> Any:
    """Declare --format for a report that has some of the formats."""
    help = "Format of the report. Default: table, or by the ending of -o."
    return Annotated[Format | None, Option(help=help, choices=tuple(choices))]


def resolved_format(
    format: Format | None,
    output: Path | None,
    choices: Sequence[Format] = tuple(Format),
    subject: str = "a report",
) -> Format:
    """Return the chosen format, else the format of the file's ending, else a table."""
    if format is not None or output is None:
        return format or Format.TABLE
    by_ending = _BY_ENDING.get(output.suffix)
    if by_ending is None:
        endings = ", ".join(_BY_ENDING)
        raise CouldNot(
            f'no format has the ending of "{output}"', f"use --format, or one of {endings}"
        )
    if by_ending not in choices:
        *most, last = _endings(choices)
        message = f"{subject} is not written as {by_ending}"
        raise CouldNot(message, f"use {', '.join(most)} or {last}")
    return by_ending


def _endings(choices: Sequence[Format]) -> list[str]:
    """Return the endings of some formats, in the order of the formats."""
    by_format = {format: ending for ending, format in _BY_ENDING.items()}
    return [by_format[format] for format in choices if format in by_format]
