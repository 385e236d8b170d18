"""What `tidlig check` compares findings with: another revision, or two branches to merge."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

from tidlig.cli.parameters import Option
from tidlig.model.errors import CouldNot

if TYPE_CHECKING:
    from tidlig.arithmetic.ledger import Ledger
    from tidlig.ledger.check_result import CheckResult
    from tidlig.ledger.compare import NewFindings
    from tidlig.ledger.memory.how import How
    from tidlig.ledger.memory.remembering import Known
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
    from tidlig.ledger.locate import located

    if merge is not None:
        if at is not None or base is not None:
            raise CouldNot("--merge names both sides itself", "leave --at and --base out")
        return _merge_subject(ledger, merge)
    if base is not None:
        return Subject(located(ledger, at), ((base, located(ledger, base)),))
    if new_only:
        raise CouldNot("--new-only takes something to be newer than", "add --base or --merge")
    return Subject(located(ledger, at))


def _merge_subject(ledger: Path | None, branches: tuple[str, str]) -> Subject:
    """Merge two branches in memory; reports the files that git will not merge."""
    from tidlig.cli.printing import err
    from tidlig.ledger.locate import in_repository
    from tidlig.ledger.merge import listing, merge
    from tidlig.render.escaping import for_terminal

    found = merge(*branches, *in_repository(ledger))
    conflict = f"{branches[0]} and {branches[1]} conflict in"
    for file in found.settled:
        err(for_terminal(f"{conflict} {file}: what both add is kept here"))
    if found.beside:
        said = f"{conflict} {listing(found.beside)}: not in the ledger, so not checked"
        err(for_terminal(said))
    return Subject(found.both, ((branches[0], found.one), (branches[1], found.other)))


def compared_findings(
    subject: Subject, select: "Callable[[CheckResult], CheckResult]", how: "How"
) -> "tuple[Ledger, CheckResult, NewFindings | None]":
    """Return a ledger, its selected findings, and which are new if there are bases."""
    from tidlig.ledger.compare import NewFindings, turned_findings
    from tidlig.ledger.memory.remembering import known

    now = known(subject.origin, how)
    findings = select(now.checked)
    if not subject.bases:
        return now.ledger, findings, None
    sides = [known(origin, how) for _, origin in subject.bases]
    base_findings = [select(side.checked) for side in sides]
    delta = turned_findings(findings, *base_findings)
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
    from tidlig.ledger.attributing import attributed
    from tidlig.ledger.memory.entries import with_entries

    whole = with_entries(both, subject.origin)
    branches = [
        (name, with_entries(side, origin))
        for (name, origin), side in zip(subject.bases, sides, strict=True)
    ]
    return tuple(attributed(finding, whole, branches) for finding in new)
