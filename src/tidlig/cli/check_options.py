"""The options of `tidlig check`, and what is made of their values."""

import os
from collections.abc import Callable, Sequence
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

from tidlig.cli import completing
from tidlig.cli.declaring import Option
from tidlig.cli.exit_codes import OK
from tidlig.cli.options import check_names, unknown_name
from tidlig.cli.printing import append, deliver, see_to_ending
from tidlig.model.failure import CouldNot

if TYPE_CHECKING:
    from tidlig.ledger.checked import Checked
    from tidlig.ledger.checkup import Checkup

JOB_SUMMARY = "GITHUB_STEP_SUMMARY"
"""Names the file that GitHub shows as the job's summary."""


class Format(StrEnum):
    """Formats of findings."""

    FULL = "full"
    CONCISE = "concise"
    JSON = "json"
    GITHUB = "github"
    GITLAB = "gitlab"
    SARIF = "sarif"
    JUNIT = "junit"


Names = list[str] | None
FormatOption = Annotated[Format, Option(help="How findings are printed.")]
ReportOption = Annotated[
    Names,
    Option(metavar="FORMAT=FILE", help="Write them to a file too.", show_default=False),
]
Select = Annotated[
    Names,
    Option(
        metavar="CHECK",
        help="Run these checks alone.",
        show_default=False,
        completes=completing.checks,
    ),
]
Ignore = Annotated[
    Names,
    Option(
        metavar="CHECK",
        help="Hide these findings.",
        show_default=False,
        completes=completing.checks,
    ),
]
Strict = Annotated[bool, Option("--strict", help="Make warnings errors.")]

Report = tuple[Format, Path]
"""A format and the file to write it to."""


def reports(texts: Sequence[str] | None) -> tuple[Report, ...]:
    """Read formats and the files they go to; no file is named twice."""
    asked = tuple(_report(text) for text in texts or ())
    files = [os.path.realpath(path) for _, path in asked]
    for (_, path), file in zip(asked, files, strict=True):
        if files.count(file) > 1:
            raise CouldNot(f"two reports go to {path}", "name a file for each")
    return asked


def _report(text: str) -> Report:
    name, equals, file = text.partition("=")
    if name not in list(Format):
        raise unknown_name("format", name, list(Format))
    if not equals or not file:
        raise CouldNot(f'--report "{text}" names no file', f"write --report {name}=FILE")
    see_to_ending(Path(file))
    return Format(name), Path(file)


def write(asked: Sequence[Report], checkup: "Checkup") -> int:
    """Write reports to their files, each whole or not at all; give an exit code.

    No file is written before all texts are: a file in a repository makes it another one to git.
    What is named in the repository stays there: links in it may be a stranger's.
    """
    from tidlig.ledger.folder import Folder
    from tidlig.ledger.roots import border
    from tidlig.render.check_formats import written

    origin = checkup.origin
    folder = origin.path if isinstance(origin, Folder) else None
    texts = [(written(format, checkup), path) for format, path in asked]
    codes = (deliver(text, path, within=border(path, folder)) for text, path in texts)
    return max(codes, default=OK)


def summarize(format: Format, checkup: "Checkup") -> int:
    """Add the job's summary where GitHub wants one; give an exit code."""
    named = os.environ.get(JOB_SUMMARY)
    if format is not Format.GITHUB or not named:
        return OK
    from tidlig.render.job_summaries import LARGEST, as_markdown

    return append(lambda taken: as_markdown(checkup.of_all, LARGEST - taken), Path(named))


def chosen(
    select: Sequence[str] | None, ignore: Sequence[str] | None, *, strict: bool
) -> "Callable[[Checked], Checked]":
    """Give what leaves of the findings what is asked for."""
    selected, ignored = check_names(select), check_names(ignore)

    def choose(found: "Checked") -> "Checked":
        from tidlig.ledger.checking import as_strict
        from tidlig.ledger.checking import chosen as kept

        return kept(as_strict(found) if strict else found, selected, ignored)

    return choose
