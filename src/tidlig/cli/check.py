"""`tidlig check`: report everything that is wrong with a ledger. This is what CI runs.

Findings can be compared with those of another revision, or of a merge of two branches.
"""

import os
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

from tidlig.cli import completing
from tidlig.cli.options import AtOption, LedgerOption, NoCache, check_names, unknown_name
from tidlig.cli.parameters import Option
from tidlig.cli.printing import (
    ERRORS,
    OK,
    append,
    deliver,
    is_terminal,
    out,
    painter,
    require_report_ending,
)
from tidlig.model.failure import CouldNot

if TYPE_CHECKING:
    from tidlig.arithmetic.ledger import Ledger
    from tidlig.index.ledger_files import How
    from tidlig.ledger.cached_ledger import Known
    from tidlig.ledger.check_result import CheckResult
    from tidlig.ledger.checkup import Checkup
    from tidlig.ledger.compare import NewFindings
    from tidlig.ledger.origin import Origin
    from tidlig.model.findings import Finding


Base = Annotated[
    str | None,
    Option(
        "--base", metavar="REV", help="Show findings that are new since REV.", show_default=False
    ),
]
NewOnly = Annotated[bool, Option("--new-only", help="Exit 1 only for new errors.")]
Merge = Annotated[
    tuple[str, str] | None,
    Option(
        "--merge",
        metavar="A B",
        help="Check the merge of two branches.",
        show_default=False,
    ),
]


@dataclass(frozen=True, slots=True)
class Subject:
    """What is checked, and the named states with which its findings are compared, if any."""

    origin: "Origin"
    bases: tuple[tuple[str, "Origin"], ...] = ()


def check_subject(
    ledger: Path | None,
    at: str | None,
    base: str | None,
    merge: tuple[str, str] | None,
    *,
    new_only: bool,
) -> Subject:
    """Locate what is checked; raise `CouldNot` for options that exclude each other."""
    from tidlig.ledger.locate import locate

    if merge is not None:
        if at is not None or base is not None:
            raise CouldNot("--merge names both sides itself", "leave --at and --base out")
        return _merge_subject(ledger, merge)
    if base is not None:
        return Subject(locate(ledger, at), ((base, locate(ledger, base)),))
    if new_only:
        raise CouldNot("--new-only takes something to be newer than", "add --base or --merge")
    return Subject(locate(ledger, at))


def _merge_subject(ledger: Path | None, branches: tuple[str, str]) -> Subject:
    """Merge two branches in memory; reports the files that git will not merge."""
    from tidlig.cli.printing import err
    from tidlig.ledger.locate import repository_and_folders
    from tidlig.ledger.merge import listing, merge

    one, other = branches
    merged = merge(one, other, *repository_and_folders(ledger))
    conflict = f"{one} and {other} conflict in"
    for file in merged.resolved:
        err(f"{conflict} {file}: what both add is kept here")
    if merged.outside_ledger:
        outside = f"{conflict} {listing(merged.outside_ledger)}: not in the ledger, so not checked"
        err(outside)
    return Subject(merged.both, ((one, merged.one), (other, merged.other)))


def compared_findings(
    subject: Subject, select: "Callable[[CheckResult], CheckResult]", how: "How"
) -> "tuple[Ledger, CheckResult, NewFindings | None]":
    """Return a ledger, its selected findings, and which are new if there are bases."""
    from tidlig.ledger.cached_ledger import known

    now = known(subject.origin, how)
    findings = select(now.checked)
    if not subject.bases:
        return now.ledger, findings, None
    from tidlig.ledger.compare import NewFindings, findings_delta

    sides = [known(origin, how) for _, origin in subject.bases]
    base_findings = [select(side.checked) for side in sides]
    delta = findings_delta(findings, *base_findings)
    if len(sides) > 1 and delta.new:
        delta = replace(delta, new=_attributed(delta.new, now, subject, sides))
    return now.ledger, findings, NewFindings(subject.bases, delta, _unread(subject, base_findings))


def _unread(subject: Subject, base_findings: "Sequence[CheckResult]") -> tuple[str, ...]:
    """Return the names of the bases that cannot be read."""
    named = zip(subject.bases, base_findings, strict=True)
    return tuple(name for (name, _), checked in named if not checked.readable)


def _attributed(
    new: "tuple[Finding, ...]", both: "Known", subject: Subject, sides: "Sequence[Known]"
) -> "tuple[Finding, ...]":
    """Attribute the new findings of a merge to the branches that introduce them."""
    from tidlig.ledger.merge import with_entries_of_branches
    from tidlig.ledger.opened_entries import with_entries

    whole = with_entries(both, subject.origin)
    branches = [
        (name, with_entries(side, origin))
        for (name, origin), side in zip(subject.bases, sides, strict=True)
    ]
    return tuple(with_entries_of_branches(finding, whole, branches) for finding in new)


JOB_SUMMARY = "GITHUB_STEP_SUMMARY"
"""An environment variable: the file that GitHub shows as the job's summary."""


class FindingsFormat(StrEnum):
    """Formats of findings."""

    FULL = "full"
    CONCISE = "concise"
    JSON = "json"
    GITHUB = "github"
    GITLAB = "gitlab"
    SARIF = "sarif"
    JUNIT = "junit"


Names = list[str] | None
FormatOption = Annotated[FindingsFormat, Option("--format", help="Format of the findings.")]
ReportOption = Annotated[
    Names,
    Option(
        "--report",
        metavar="FORMAT=FILE",
        help="Also write the findings to FILE.",
        show_default=False,
    ),
]
Select = Annotated[
    Names,
    Option(
        metavar="CHECK",
        help="Run only these checks.",
        show_default=False,
        completes=completing.checks,
    ),
]
Ignore = Annotated[
    Names,
    Option(
        metavar="CHECK",
        help="Hide findings of these checks.",
        show_default=False,
        completes=completing.checks,
    ),
]
Strict = Annotated[bool, Option("--strict", help="Treat warnings as errors.")]

FindingsFile = tuple[FindingsFormat, Path]
"""A format and the file to write it to."""


def check(
    ledger: LedgerOption = None,
    at: AtOption = None,
    no_cache: NoCache = False,
    format: FormatOption = FindingsFormat.FULL,
    report: ReportOption = None,
    select: Select = None,
    ignore: Ignore = None,
    strict: Strict = False,
    base: Base = None,
    merge: Merge = None,
    new_only: NewOnly = False,
) -> int:
    """Check that a ledger can be read, adds up and is in order.

    Exits 1 on any error, including those hidden by --select and --ignore; errors that prevent
    reading are always shown. CHECK is a name from tidlig explain; separate several with commas, or
    repeat the option. --report takes a FORMAT of --format and can be repeated. With --base or
    --merge, only new findings are shown in full.

    \b
    Examples:
      tidlig check
      tidlig check --strict --ignore unexplained-change
      tidlig check --format github --report sarif=tidlig.sarif
    """
    from tidlig.cli.opening import reading
    from tidlig.index.build import uncollected
    from tidlig.ledger.checkup import checkup
    from tidlig.render.check_formats import written

    files, select_findings = _findings_files(report), _selection(select, ignore, strict=strict)
    subject = check_subject(ledger, at, base, merge, new_only=new_only)
    with uncollected():  # thousands of findings are many objects, and none goes in circles
        with reading(no_cache=no_cache) as how:
            whole, now, delta = compared_findings(subject, select_findings, how)
        findings = checkup(subject.origin, whole, now, delta)
        out(written(format, findings, painter(sys.stdout), always=is_terminal(sys.stdout)))
        failed = max(_write_files(files, findings), _append_job_summary(format, findings))
    has_errors = bool(now.errors)
    if delta and new_only and now.readable:
        has_errors = bool(delta.findings.new_errors)
    return failed or (ERRORS if has_errors else OK)


def _findings_files(texts: Sequence[str] | None) -> tuple[FindingsFile, ...]:
    """Parse FORMAT=FILE options; no file may be named twice."""
    files = tuple(_findings_file(text) for text in texts or ())
    real_paths: list[str] = [os.path.realpath(path) for _, path in files]
    for (_, path), real_path in zip(files, real_paths, strict=True):
        if real_paths.count(real_path) > 1:
            raise CouldNot(f"two reports go to {path}", "name a file for each")
    return files


def _findings_file(text: str) -> FindingsFile:
    name, equals, file = text.partition("=")
    if name not in list(FindingsFormat):
        raise unknown_name("format", name, list(FindingsFormat))
    if not equals or not file:
        raise CouldNot(f'--report "{text}" names no file', f"write --report {name}=FILE")
    require_report_ending(Path(file))
    return FindingsFormat(name), Path(file)


def _selection(
    select: Sequence[str] | None, ignore: Sequence[str] | None, *, strict: bool
) -> "Callable[[CheckResult], CheckResult]":
    """Return a function that keeps the selected findings."""
    selected, ignored = check_names(select), check_names(ignore)

    def select_findings(checked: "CheckResult") -> "CheckResult":
        from tidlig.ledger.checking import as_strict, chosen_findings

        return chosen_findings(as_strict(checked) if strict else checked, selected, ignored)

    return select_findings


def _write_files(files: Sequence[FindingsFile], checkup: "Checkup") -> int:
    """Write findings to files, each whole or not at all; return an exit code.

    All texts are made before the first is written: a file in a repository changes it for git.
    Files named in the repository stay in it: its links may come from a stranger.
    """
    from tidlig.ledger.checkup import border
    from tidlig.ledger.folder import Folder
    from tidlig.render.check_formats import written

    origin = checkup.origin
    folder = origin.path if isinstance(origin, Folder) else None
    texts = [(written(format, checkup), path) for format, path in files]
    codes = (deliver(text, path, within=border(path, folder)) for text, path in texts)
    return max(codes, default=OK)


def _append_job_summary(format: FindingsFormat, checkup: "Checkup") -> int:
    """Append the job's summary where GitHub asks for one; return an exit code."""
    summary = os.environ.get(JOB_SUMMARY)
    if format is not FindingsFormat.GITHUB or not summary:
        return OK
    from tidlig.model.messages import in_currency
    from tidlig.render.github import LARGEST, as_markdown

    catalogue = in_currency(checkup.ledger.settings.currency)
    written = partial(as_markdown, checkup.of_all, catalogue=catalogue)
    return append(lambda size: written(LARGEST - size), Path(summary))
