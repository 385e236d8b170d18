"""Running the checks: every finding of every check, what is accepted, and what is wrong to accept.

A ledger that cannot be read is not summed: what its sums would say is not true of anything. Then
only the checks on reading report, and those on single files.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace

from tidlig.arithmetic import rules_of_kinds  # noqa: F401 - refuses kinds without a rule
from tidlig.arithmetic.ledger import Ledger
from tidlig.checks import CHECKS, Check, Group, Scope
from tidlig.checks.act_cuts_span import act_cuts_span
from tidlig.checks.outside_years import outside_years
from tidlig.checks.personal_data import of_name, personal_data
from tidlig.checks.unknown_reference import unfollowed
from tidlig.checks.unused_accept import unused_accept
from tidlig.ledger.check_result import Accepted, CheckResult
from tidlig.model.contents import Contents
from tidlig.model.entry import Entry
from tidlig.model.findings import Fault, Finding, Location, Note, Problem, Severity


@dataclass(frozen=True, slots=True)
class LedgerViews:
    """The ledger as checks see it: those on reading, then those on sums and those on entries.

    The last two are one ledger but where the many entries of a large one stand as sums; they are
    asked for only when the ledger can be read.
    """

    reading: Ledger
    rest: Callable[[], tuple[Ledger, Ledger]]


def run_checks(ledger: Ledger, *, strict: bool = False) -> CheckResult:
    """Run all checks; with `strict`, warnings are errors."""
    return run_checks_on_views(LedgerViews(ledger, lambda: (ledger, ledger)), strict=strict)


def run_checks_on_views(sight: LedgerViews, *, strict: bool = False) -> CheckResult:
    """Run all checks on a ledger as they see it."""
    findings = _all_reading(sight.reading)
    if findings:
        files = [check for check in CHECKS if check.scope is Scope.FILE]
        rest = [check for check in files if check.group is not Group.READING]
        findings += _run(sight.reading, rest)
        severe = _severe(_in_one_order(findings), strict=strict)
        return CheckResult(severe, waiting=_waiting(findings), readable=False)
    sums, entries = sight.rest()
    checks = [check for check in CHECKS if check.group is not Group.READING]
    of_entries = [check for check in checks if check.scope is Scope.ENTRIES]
    others = [check for check in checks if check.scope is not Scope.ENTRIES]
    found = _in_one_order(_without_echoes([*_run(sums, others), *_run(entries, of_entries)]))
    accepted = [each for each in map(_Acceptances(entries).of, found) if each is not None]
    taken = {id(each.finding) for each in accepted}
    rest_found = [finding for finding in found if id(finding) not in taken]
    rest_found = _in_one_order([*rest_found, *_unused(entries, accepted)])
    return CheckResult(_severe(rest_found, strict=strict), tuple(accepted))


def _in_one_order(findings: Iterable[Finding]) -> list[Finding]:
    """Sort findings by file and entry: sums and entries come upon them in orders of their own."""

    def key(finding: Finding) -> tuple[object, ...]:
        path = tuple(map(str, finding.location.path))
        return finding.location.file, path, finding.check, finding.problem.message

    return sorted(findings, key=key)


def as_strict(found: CheckResult) -> CheckResult:
    """Give what the checks say with warnings as errors."""
    return replace(found, findings=_severe(found.findings, strict=True))


def is_readable(ledger: Ledger) -> bool:
    """Tell whether figures can be trusted at all, without running the other checks."""
    return not _all_reading(ledger)


def file_faults(contents: Contents) -> tuple[Fault, ...]:
    """Give what the checks that see one file say of it, but for those on reading.

    Nothing of the file's path is told of but as the place of what is found.
    """
    checks = [check for check in CHECKS if check.scope is Scope.FILE]
    return tuple(
        Fault(check.name, problem)
        for check in checks
        if check.group is not Group.READING
        for problem in check.problems(contents)
    )


def chosen_findings(
    found: CheckResult, selected: frozenset[str], hidden: frozenset[str]
) -> CheckResult:
    """Keep what selected checks say (all when none is), and hide what is to be hidden.

    Errors in reading are kept and shown whatever is asked: nothing else is true while they stand.
    """
    reading = {finding.check for finding in found.findings if _is_reading(finding)}
    wanted = selected | reading if selected else {check.name for check in CHECKS}
    return CheckResult(
        tuple(finding for finding in found.findings if finding.check in wanted),
        tuple(each for each in found.accepted if each.finding.check in wanted),
        hidden - reading,
        found.waiting,
        frozenset(check.name for check in CHECKS) - wanted,
        found.readable,
    )


def _all_reading(ledger: Ledger) -> list[Finding]:
    return list(_reading(ledger)) or list(_run(ledger, [act_cuts_span]))


def _reading(ledger: Ledger) -> Iterator[Finding]:
    checks = [check for check in CHECKS if check.group is Group.READING]
    findings = _run(ledger, [check for check in checks if check is not act_cuts_span])
    unparsed = [file.path for file in ledger.contents if not file.parsed]
    lost = list(unfollowed(ledger)) if unparsed else []
    for finding in findings:
        is_first = bool(lost) and finding.location.file == unparsed[0]
        yield _with_note(finding, lost) if is_first else finding
        lost = [] if is_first else lost


def _waiting(findings: Iterable[Finding]) -> frozenset[str]:
    """Name the checks that are not run when there are findings in reading."""
    others = {check for check in CHECKS if check.group is not Group.READING}
    waiting = {check.name for check in others if check.scope is not Scope.FILE}
    cut = any(finding.check == act_cuts_span.name for finding in findings)
    return frozenset(waiting if cut else waiting | {act_cuts_span.name})


def _with_note(finding: Finding, lost: list[Problem]) -> Finding:
    """Say what could not be followed because a file could not be read, once."""
    count = "1 reference" if len(lost) == 1 else f"{len(lost)} references"
    note = Note(f"{count} may lead into what cannot be read, first this", lost[0].location)
    problem = replace(finding.problem, notes=(*finding.problem.notes, note))
    return replace(finding, problem=problem)


def _run(ledger: Ledger, checks: Iterable[Check]) -> Iterator[Finding]:
    for check in checks:
        if check.scope in (Scope.LEDGER, Scope.ENTRIES):
            yield from _found(check, check.problems(ledger))
        elif check.scope is Scope.FILE:
            for file in ledger.contents:
                yield from _found(check, _of_file(check, file))


def _of_file(check: Check, file: Contents) -> Iterable[Problem]:
    """Give what a check says of a file: as it was remembered, or else anew."""
    if file.found is None or check.group is Group.READING:
        return check.problems(file)
    remembered = (fault.problem for fault in file.found if fault.check == check.name)
    return (*remembered, *(of_name(file.path) if check is personal_data else ()))


def _found(check: Check, problems: Iterable[Problem]) -> Iterator[Finding]:
    """Give problems as findings."""
    for problem in problems:
        yield Finding(check.name, problem.severity or check.severity, problem)


def _without_echoes(findings: Iterable[Finding]) -> list[Finding]:
    """Leave out years that are outside where an error stands at the same amount: one cause."""
    found = list(findings)
    errors = {finding.location for finding in found if finding.severity is Severity.ERROR}
    return [
        finding
        for finding in found
        if finding.check != outside_years.name or finding.location not in errors
    ]


def _unused(ledger: Ledger, accepted: Iterable[Accepted]) -> Iterator[Finding]:
    used = {(*entry_at(each.finding.location), each.finding.check) for each in accepted}
    reading = [check.name for check in CHECKS if check.group is Group.READING]
    others = [check.name for check in CHECKS if check.group is not Group.READING]
    return _found(unused_accept, unused_accept.problems(ledger, used, others, reading))


class _Acceptances:
    """What the entries of a ledger accept, by entry and check."""

    def __init__(self, ledger: Ledger) -> None:
        self.reasons = {
            (entry.stands_in, entry.address, check): reason
            for entry in ledger.entries
            for check, reason in _accepts(entry)
        }

    def of(self, finding: Finding) -> Accepted | None:
        """Give the finding as accepted, or None when the entry that it is about does not."""
        reason = self.reasons.get((*entry_at(finding.location), finding.check))
        return None if reason is None else Accepted(finding, reason)


def _accepts(entry: Entry) -> Iterable[tuple[str, str]]:
    return entry.accept


def entry_at(location: Location) -> tuple[str, str]:
    """Give the file and the name of the entry that a place is in: a strand before its program."""
    in_strand = location.path[0:1] == ("program",) and location.path[2:3] == ("strand",)
    return location.file, ".".join(map(str, location.path[: 4 if in_strand else 2]))


def _is_reading(finding: Finding) -> bool:
    check = next(check for check in CHECKS if check.name == finding.check)
    return check.group is Group.READING


def _severe(findings: Iterable[Finding], *, strict: bool) -> tuple[Finding, ...]:
    if not strict:
        return tuple(findings)
    return tuple(replace(finding, severity=Severity.ERROR) for finding in findings)
