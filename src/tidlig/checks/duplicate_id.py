"""Two entries of one kind have the same id."""

from collections.abc import Iterator

from tidlig.arithmetic.ledger import Ledger
from tidlig.checks.check import Group, Scope, check
from tidlig.model.findings import Location, Note, Path, Problem, Severity


@check(Severity.ERROR, Scope.LEDGER, Group.READING)
def duplicate_id(ledger: Ledger) -> Iterator[Problem]:
    """Compare the ids that the files declare; within one file TOML itself refuses a repeat."""
    first: dict[tuple[str, str], Location] = {}
    for file in ledger.contents:
        for kind, id in file.declared:
            here = Location(file.path, _path(kind, id), "key")
            there = first.setdefault((kind, id), here)
            if there is not here:
                yield Problem(
                    f'{kind} "{id}" is declared a second time',
                    here,
                    help="give one of them another id, or take one away",
                    notes=(Note("it is declared here first", there),),
                )


def _path(kind: str, id: str) -> Path:
    if kind != "strand":
        return (kind, id)
    program, _, strand = id.partition("/")
    return ("program", program, "strand", strand)
