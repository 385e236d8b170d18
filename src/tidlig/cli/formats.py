"""The formats of reports, and where they are written."""

from enum import StrEnum
from pathlib import Path
from typing import Annotated

from tidlig.cli.declaring import Option
from tidlig.model.failure import CouldNot


class Format(StrEnum):
    """Formats of a report."""

    TABLE = "table"
    CSV = "csv"
    CSV_DA = "csv-da"
    JSON = "json"
    MD = "md"


FormatOption = Annotated[Format | None, Option(help="A table, unless -o says otherwise.")]
Output = Annotated[
    Path | None,
    Option("--output -o", metavar="FILE", help="Write to a file; the ending says how."),
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
