"""An amount can be read in more than one way, or in none."""

from collections.abc import Iterator

from tidlig.checks.check import Group, Scope, check
from tidlig.model.contents import Contents
from tidlig.model.findings import Problem, Severity


@check(Severity.ERROR, Scope.FILE, Group.READING)
def ambiguous_amount(file: Contents) -> Iterator[Problem]:
    """Give the faults of this name that were met while the file was read."""
    return file.problems("ambiguous-amount")
