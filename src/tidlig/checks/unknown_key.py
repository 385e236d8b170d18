"""An entry has a key that its kind does not know."""

from collections.abc import Iterator

from tidlig.checks.check import Group, Scope, check
from tidlig.model.contents import Contents
from tidlig.model.findings import Problem, Severity


@check(Severity.ERROR, Scope.FILE, Group.READING)
def unknown_key(file: Contents) -> Iterator[Problem]:
    """Give the faults of this name that were met while the file was read."""
    return file.problems("unknown-key")
