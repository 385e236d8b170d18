"""A file or folder of the ledger cannot be read."""

from collections.abc import Iterator

from tidlig.checks.check import Group, Scope, check
from tidlig.model.contents import Contents
from tidlig.model.findings import Problem, Severity


@check(Severity.ERROR, Scope.FILE, Group.READING)
def unreadable_file(file: Contents) -> Iterator[Problem]:
    """Give the faults of this name that were met while the file was read."""
    return file.problems("unreadable-file")
