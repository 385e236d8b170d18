"""Delivering a report: to a person, a pipe or a file, with the ledger's problems said below it."""

import sys
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from tidlig.cli.exit_codes import ERRORS, OK
from tidlig.cli.printing import deliver, deliver_parts, err, painter, width

if TYPE_CHECKING:
    from tidlig.render.report import Context, Writer


def delivered(
    write: "Writer", context: "Context", output: Path | None = None, *, cuts: bool = False
) -> int:
    """Print a report or write it to a file, and tell of problems; give the exit code.

    CSV has no place to say that it `cuts` spans.
    """
    text = write() if output else write(width(sys.stdout), painter(sys.stdout))
    failed = deliver(text, output)
    if cuts:
        err(context.style.word("outside"))
    return _told(failed, context)


def delivered_parts(parts: Iterable[str], context: "Context", output: Path | None = None) -> int:
    """Print a text or write it to a file as it is made, and tell of problems as `delivered`."""
    return _told(deliver_parts(parts, output), context)


def _told(failed: int, context: "Context") -> int:
    if context.checked.findings:
        from tidlig.render.report import problems_line

        err(problems_line(context.checked, context.style))
    return failed or (ERRORS if context.checked.errors else OK)
