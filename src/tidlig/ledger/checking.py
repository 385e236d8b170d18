"""Running the checks: every finding of every check, what is accepted, and what is wrong to accept.

A ledger that cannot be read is not summed: what its sums would say is not true of anything. Then
only the checks on reading report, and those on single files.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import chain

from tidlig.arithmetic import rules_of_kinds  # noqa: F401 - refuses kinds without a rule
from tidlig.arithmetic.ledger import Ledger
from tidlig.checks import CHECKS, Check, Group, Scope
from tidlig.checks.act_cuts_span import act_cuts_span
from tidlig.checks.duplicate_id import duplicate_id
from tidlig.checks.outside_years import outside_years
from tidlig.checks.parties import Parties
from tidlig.checks.personal_data import of_name, personal_data
from tidlig.checks.unknown_reference import unfollowed, unknown_reference
from tidlig.checks.unused_accept import unused_accept
from tidlig.index.columns import is_of_many
from tidlig.index.tables import Rows, rows_of
from tidlig.ledger.check_result import Accepted, CheckResult
from tidlig.ledger.line_findings import at_tables
from tidlig.model.contents import Contents
from tidlig.model.entry import Entry
from tidlig.model.findings import Fault, Finding, Location, Note, Problem, Severity
from tidlig.model.messages import Message

_READING = tuple(check for check in CHECKS if check.group is Group.READING)
_OTHERS = tuple(check for check in CHECKS if check.group is not Group.READING)
_OF_FILES = tuple(check for check in _OTHERS if check.scope is Scope.FILE)
_OF_ROWS = tuple(check for check in _OTHERS if check.scope is Scope.ROWS)
_OF_SUMS = tuple(check for check in _OTHERS if check.scope is not Scope.ROWS)


@dataclass(frozen=True, slots=True)
class LedgerViews:
    """A ledger as checks see it: those on reading, then those on sums and those on rows.

    The last two are asked for only when the ledger can be read.
    """

    reading: Ledger
    rest: Callable[[], tuple[Ledger, Rows]]


def run_checks(ledger: Ledger, *, strict: bool = False) -> CheckResult:
    """Run all checks on a ledger with all its entries; with `strict`, warnings are errors."""

    def rest() -> tuple[Ledger, Rows]:
        return ledger, rows_of(ledger, Parties(ledger).party)

    return run_checks_on_views(LedgerViews(ledger, rest), strict=strict)


def run_checks_on_views(views: LedgerViews, *, strict: bool = False) -> CheckResult:
    """Run all checks on a ledger as they see it."""
    unreadable = _all_reading(views.reading)
    if unreadable:
        findings = _in_one_order([*unreadable, *_run(views.reading, _OF_FILES)])
        findings = at_tables(views.reading, findings)
        severe = _severe(findings, strict=strict)
        return CheckResult(severe, waiting=_waiting(unreadable), readable=False)
    sums, rows = views.rest()
    findings = _without_echoes([*_run(sums, _OF_SUMS), *_run_on_rows(rows)])
    accepting = _accepting(rows)
    accepted, others = _split_accepted(_in_one_order(findings), _Acceptances(accepting))
    findings = _in_one_order([*others, *_unused(accepting, accepted)])
    findings = at_tables(views.reading, findings)
    return CheckResult(_severe(findings, strict=strict), tuple(accepted))


def _split_accepted(
    findings: Iterable[Finding], acceptances: "_Acceptances"
) -> tuple[list[Accepted], list[Finding]]:
    """The findings that entries accept, and the others."""
    accepted: list[Accepted] = []
    others: list[Finding] = []
    for finding in findings:
        acceptance = acceptances.of(finding)
        if acceptance is None:
            others.append(finding)
        else:
            accepted.append(acceptance)
    return accepted, others


def _in_one_order(findings: Iterable[Finding]) -> list[Finding]:
    """Sort findings by file and entry: checks of sums and of entries find them in other orders."""

    def key(finding: Finding) -> tuple[object, ...]:
        path = tuple(map(str, finding.location.path))
        return finding.location.file, path, finding.check, finding.problem.message

    return sorted(findings, key=key)


def as_strict(result: CheckResult) -> CheckResult:
    """The same result with warnings as errors."""
    return replace(result, findings=_severe(result.findings, strict=True))


def is_readable(ledger: Ledger) -> bool:
    """Whether figures can be trusted at all, without running the other checks."""
    return not _all_reading(ledger)


def follows_acts(ledger: Ledger) -> bool:
    """Whether the checks on reading find nothing, without looking at ids and what names them."""
    of_ids = (duplicate_id, unknown_reference)
    others = [check for check in _READING if check not in of_ids]
    return not any(True for _ in _run(ledger, others))


def file_faults(contents: Contents) -> tuple[Fault, ...]:
    """What the checks of single files find in one, but for those on reading.

    The file's path decides nothing but the place of what is found.
    """
    return tuple(
        Fault(check.name, problem) for check in _OF_FILES for problem in check.problems(contents)
    )


def chosen_findings(
    result: CheckResult, selected: frozenset[str], hidden: frozenset[str]
) -> CheckResult:
    """Keep what selected checks found (all when none is), and hide what is to be hidden.

    Errors in reading are kept and shown whatever is selected: while they stand, nothing else is
    true.
    """
    every = frozenset(check.name for check in CHECKS)
    in_reading = {check.name for check in _READING}
    reading = {finding.check for finding in result.findings if finding.check in in_reading}
    kept = selected | reading if selected else every
    return CheckResult(
        tuple(finding for finding in result.findings if finding.check in kept),
        tuple(accepted for accepted in result.accepted if accepted.finding.check in kept),
        hidden - reading,
        result.waiting,
        every - kept,
        result.readable,
    )


def _all_reading(ledger: Ledger) -> list[Finding]:
    return list(_reading(ledger)) or list(_run(ledger, [act_cuts_span]))


def _reading(ledger: Ledger) -> Iterator[Finding]:
    findings = _run(ledger, [check for check in _READING if check is not act_cuts_span])
    unparsed = next((file.path for file in ledger.contents if not file.parsed), None)
    lost = [] if unparsed is None else list(unfollowed(ledger))
    for finding in findings:
        if lost and finding.location.file == unparsed:
            yield _with_note(finding, lost)
            lost = []
        else:
            yield finding


def _waiting(findings: Iterable[Finding]) -> frozenset[str]:
    """Name the checks that are not run when there are findings in reading."""
    waiting = {check.name for check in _OTHERS if check.scope is not Scope.FILE}
    cut = any(finding.check == act_cuts_span.name for finding in findings)
    return frozenset(waiting if cut else waiting | {act_cuts_span.name})


def _with_note(finding: Finding, lost: list[Problem]) -> Finding:
    """What could not be followed because a file could not be read, once."""
    if len(lost) == 1:
        text = Message("1 reference may lead into what cannot be read, first this")
    else:
        text = Message(
            "{number} references may lead into what cannot be read, first this", number=len(lost)
        )
    note = Note(text, lost[0].location)
    problem = replace(finding.problem, notes=(*finding.problem.notes, note))
    return replace(finding, problem=problem)


def _run(ledger: Ledger, checks: Iterable[Check]) -> Iterator[Finding]:
    for check in checks:
        if check.scope is Scope.LEDGER:
            yield from _as_findings(check, check.problems(ledger))
        elif check.scope is Scope.FILE:
            for file in ledger.contents:
                yield from _as_findings(check, _of_file(check, file))


def _run_on_rows(rows: Rows) -> Iterator[Finding]:
    for check in _OF_ROWS:
        yield from _as_findings(check, check.problems(rows))


def _of_file(check: Check, file: Contents) -> Iterable[Problem]:
    """The problems of a file: those that are cached, or else found anew."""
    if file.found is None or check.group is Group.READING:
        return check.problems(file)
    cached = [fault.problem for fault in file.found if fault.check == check.name]
    if check is personal_data:
        cached += of_name(file.path)
    return cached


def _as_findings(check: Check, problems: Iterable[Problem]) -> Iterator[Finding]:
    for problem in problems:
        yield Finding(check.name, problem.severity or check.severity, problem)


def _without_echoes(findings: Iterable[Finding]) -> list[Finding]:
    """Leave out years that are outside where an error stands at the same amount: one cause."""
    every = list(findings)
    errors = {finding.location for finding in every if finding.severity is Severity.ERROR}
    return [
        finding
        for finding in every
        if finding.check != outside_years.name or finding.location not in errors
    ]


def _accepting(rows: Rows) -> list[Entry]:
    """The entries that accept a finding."""
    core = (entry for entry in rows.ledger.entries if not is_of_many(entry))
    return [entry for entry in chain(core, rows.kept) if entry.accept]


def _unused(accepting: Iterable[Entry], accepted: Iterable[Accepted]) -> Iterator[Finding]:
    used = {
        (*entry_at(acceptance.finding.location), acceptance.finding.check)
        for acceptance in accepted
    }
    reading = [check.name for check in _READING]
    others = [check.name for check in _OTHERS]
    return _as_findings(unused_accept, unused_accept.problems(accepting, used, others, reading))


class _Acceptances:
    """What entries accept, by entry and check."""

    def __init__(self, accepting: Iterable[Entry]) -> None:
        self.reasons = {
            (entry.stands_in, entry.address, check): reason
            for entry in accepting
            for check, reason in entry.accept
        }

    def of(self, finding: Finding) -> Accepted | None:
        """The finding as accepted; None when the entry that it is about does not accept it."""
        reason = self.reasons.get((*entry_at(finding.location), finding.check))
        return None if reason is None else Accepted(finding, reason)


def entry_at(location: Location) -> tuple[str, str]:
    """The file and the address of the entry that a place is in: a strand before its program."""
    in_strand = location.path[0:1] == ("program",) and location.path[2:3] == ("strand",)
    return location.file, ".".join(map(str, location.path[: 4 if in_strand else 2]))


def _severe(findings: Iterable[Finding], *, strict: bool) -> tuple[Finding, ...]:
    if not strict:
        return tuple(findings)
    return tuple(replace(finding, severity=Severity.ERROR) for finding in findings)
