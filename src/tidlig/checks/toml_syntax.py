"""The file is not TOML 1.0."""

from collections.abc import Iterator

from tidlig.checks.check import Group, Scope, check
from tidlig.model.contents import Contents
from tidlig.model.findings import Problem, Severity


@check(Severity.ERROR, Scope.FILE, Group.READING)
def toml_syntax(file: Contents) -> Iterator[Problem]:
    """Give the faults of this name that were met while the file was read."""
    return file.problems("toml-syntax")
