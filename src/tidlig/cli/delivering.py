"""Delivering a report: to a person, a pipe or a file, with the ledger's problems said below it."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING

from tidlig.cli import ERRORS, OK
from tidlig.cli.printing import deliver, err, painter, width

if TYPE_CHECKING:
    from tidlig.render.reports import Context, Writer


def delivered(write: "Writer", context: "Context", output: Path | None = None) -> int:
    """Print a report or write it to a file, and tell of problems; give the exit code."""
    text = write() if output else write(width(sys.stdout), painter(sys.stdout))
    failed = deliver(text, output)
    if context.checked.findings:
        from tidlig.render import problems

        err(problems.as_line(context.checked, context.style))
    return failed or (ERRORS if context.checked.errors else OK)
