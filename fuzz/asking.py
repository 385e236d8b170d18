"""What is asked of an input: command lines, made of what the commands declare."""

from __future__ import annotations

import re
from collections.abc import Iterator
from enum import StrEnum
from random import Random

from fuzz.inputs import LEDGER, Input
from tidlig.cli.parameters import Option, Parameter, parameters
from tidlig.cli.parse import command

Line = tuple[str, ...]

REPORTS = ("check", "balance", "show", "log", "pools", "awards", "reconcile", "export")
"""Commands that read a ledger as it stands."""

OF_GIT = ("diff", "check")
"""Commands that are asked of a ledger that was committed."""

NOT_ASKED = {
    "history": "each commit costs a run of git",
    "explain": "reads no ledger",
    "add": "writes; tests/adding damages and kills it",
    "edit": "asks; tests/adding answers it",
    "rename": "writes; tests/properties and tests/adding hold and kill it",
    "remove": "writes; tests/properties hold it",
    "import": "writes; tests/importing and tests/imports hold and kill it",
    "table": "reads no ledger",
    "init": "reads no ledger",
    "schema": "reads no ledger",
    "git-setup": "writes settings of git",
    "cache": "reads no ledger",
    "list": "awards is one",
    "report": "writes a file; tests/page holds it",
    "chart": "writes a file; tests/charts holds it",
    "note": "has no format to choose; tests/documents makes up ledgers for it",
}
"""Commands that are left out, and why."""

FIRST: Line = ("check", "--ledger", LEDGER, "--format", "json")
"""What is asked of every input: others are held against what it says."""

LINES = 3
"""So many lines more are asked."""

_KEPT_OUT = {
    "ledger", "at", "no_cache", "output", "format", "report", "base", "merge", "new_only", "staged",
    "against", "register", "kind", "columns", "filters", "delimiter", "decimal", "dates",
    "encoding", "sheet", "register_unit", "header", "days", "sign", "without", "negate",
    "register_currency", "long",
}  # fmt: skip
"""Options that are set on purpose below, or not at all."""

_WITH_AN_ID = {
    "check": 0, "balance": 0.15, "show": 1, "log": 0.4, "pools": 0.15, "awards": 0,
    "reconcile": 0.15, "export": 0.15,
}  # fmt: skip
"""How often a line names an entry."""

_VALUES = {
    "as_of": ("2014-12-31", "2015-06-01", "2016-02-29", "9999-12-31"),
    "until": ("2015-06-01", "2016-02-29"),
    "since": ("2015-01-01", "2016-02-29"),
    "years": ("2015", "2014-2015", "2016-"),
    "select": ("budget-overspent", "duplicate-payment"),
    "ignore": ("budget-overspent", "missing-source"),
    "heading": ("awarded", "appropriated,paid"),
}
_ID = re.compile(rb"^\s*\[\s*([a-z]+)\s*\.\s*([\w-]+)\s*\]", re.MULTILINE)


def lines(made: Input, chance: Random) -> Iterator[Line]:
    """Yield the command lines for an input, the one that every input gets first."""
    yield FIRST
    if made.register is not None:
        yield _against(made, chance)
    for _ in range(LINES if made.register is None else 1):
        yield _line(chance.choice(REPORTS), made, chance)
    if made.before is not None:
        yield ("diff", "--ledger", LEDGER, *_formatted("diff", chance))
        yield ("diff", "--ledger", LEDGER, "--all", "--format", "json")
        yield (*FIRST, "--base", "HEAD")


def _line(name: str, made: Input, chance: Random) -> Line:
    """One command line about the whole ledger, or an entry of it."""
    words = [name]
    if chance.random() < _WITH_AN_ID[name]:
        words.append(_id(made, chance))
    words += ["--ledger", LEDGER, *_formatted(name, chance)]
    for each in parameters(command(name)):
        if (
            isinstance(each.declared, Option)
            and each.name not in _KEPT_OUT
            and chance.random() < 0.15
        ):
            words += _option(each, chance)
    return tuple(words)


def _formatted(name: str, chance: Random) -> Line:
    """Name a format, of those that a command declares, or the program to export to.

    Figures of Danish CSV are held against those of JSON, so it has one a row.
    """
    declared = parameters(command(name))
    for each in declared:
        if each.name in ("format", "to"):
            chosen = chance.choice([str(value) for value in each.type])
            is_wide = chosen == "csv-da" and any(other.name == "long" for other in declared)
            return (each.names[0], chosen, *(["--long"] if is_wide else []))
    raise AssertionError(name)


def formats(name: str) -> set[str]:
    """The formats that a command declares."""
    declared = [each for each in parameters(command(name)) if each.name in ("format", "to")]
    return {str(value) for each in declared for value in each.type}


def _option(each: Parameter, chance: Random) -> list[str]:
    """An option with a value that it may have; none where no value is known."""
    if each.type is bool:
        return [each.names[0]]
    if isinstance(each.type, type) and issubclass(each.type, StrEnum):
        return [each.names[0], chance.choice([str(value) for value in each.type])]
    if each.name in _VALUES:
        return [each.names[0], chance.choice(_VALUES[each.name])]
    return []


def _id(made: Input, chance: Random) -> str:
    """An id that stands in the ledger, at times with its kind, at times none of it."""
    found = [pair for data in made.files.values() for pair in _ID.findall(data)]
    if not found or chance.random() < 0.1:
        return chance.choice(("ukendt", "a/b", "award.", ".", "x" * 300))
    kind, id = (part.decode() for part in chance.choice(sorted(found)))
    return f"{kind}.{id}" if chance.random() < 0.5 else id


def _against(made: Input, chance: Random) -> Line:
    """Hold the ledger against the register."""
    assert made.register is not None
    options = made.register.options
    where = ("--ledger", LEDGER, "--against", made.register.name)
    return ("reconcile", *where, *options, *_formatted("reconcile", chance))
