"""An id has characters that ids do not have."""

from collections.abc import Iterator

from tidlig.checks.check import Group, Scope, check
from tidlig.model.contents import Contents
from tidlig.model.findings import Problem, Severity


@check(Severity.ERROR, Scope.FILE, Group.READING)
def bad_id(file: Contents) -> Iterator[Problem]:
    """Give the faults of this name that were met while the file was read."""
    return file.problems("bad-id")
