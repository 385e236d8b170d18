"""Findings of lines of tables, put where they are cured: at a cell, or at what `[table.NAME]` says.

A check sees entries, and says what to write in one. A line has a cell for that, or its table has
one value for all lines.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from pathlib import PurePath
from typing import NamedTuple

from tidlig.arithmetic.ledger import Ledger
from tidlig.arithmetic.related import all_entries
from tidlig.checks.missing_source import missing_source
from tidlig.model.findings import Finding, Path, Problem
from tidlig.model.messages import Message
from tidlig.model.tables import Table


class _Made(NamedTuple):
    """How a table makes entries of a kind: the headings and constants of its keys."""

    table: Table
    above: Path
    columns: Mapping[str, str]
    constants: frozenset[str]


def at_tables(ledger: Ledger, findings: Iterable[Finding]) -> list[Finding]:
    """Findings with those of lines where they are cured, each once."""
    every = list(findings)
    if all(finding.location.file.endswith(".toml") for finding in every):
        return every
    tables = [entry for entry in all_entries(ledger) if isinstance(entry, Table)]
    return list(dict.fromkeys(_at_table(finding, tables) for finding in every))


def _at_table(finding: Finding, tables: Iterable[Table]) -> Finding:
    location, kind = finding.location, str(finding.location.path[:1] and finding.location.path[0])
    if location.file.endswith(".toml") or location.span is not None or len(location.path) < 2:
        return finding
    made = next(_made(tables, location.file, kind), None)
    return finding if made is None else replace(finding, problem=_cured(finding, made))


def _made(tables: Iterable[Table], file: str, kind: str) -> Iterator[_Made]:
    """The tables whose lines in a file make entries of a kind."""
    for table in tables:
        own = PurePath(table.file).parts
        if PurePath(file).parts[-len(own) :] != own:
            continue
        if table.type == kind:
            constants = frozenset(constant.key for constant in table.constants)
            yield _Made(table, (), dict(table.columns), constants)
        for also in table.also:
            if also.kind == kind:
                constants = frozenset(constant.key for constant in also.constants)
                yield _Made(table, (kind,), dict(also.columns), constants)


def _cured(finding: Finding, made: _Made) -> Problem:
    problem, location = finding.problem, finding.location
    keys = location.path[2:]
    if not keys:
        keys = ("source",) if finding.check == missing_source.name else ()
    if not keys or problem.help is None:
        return problem
    key = str(keys[0])
    if key == "accept":
        path = (*made.above, "accept", location.path[1], *keys[1:])
        return replace(problem, location=replace(made.table.at(*path), at=location.at))
    if key in made.constants:
        return replace(problem, location=made.table.at(*made.above, *keys))
    heading = made.columns.get(".".join(map(str, keys[:2]))) or made.columns.get(key)
    return replace(problem, help=_help(problem.help, key, heading, made))


def _help(help: Message, key: str, heading: str | None, made: _Made) -> Message:
    if heading is not None:
        return Message(
            'see the column "{heading}" of this line: {help}', heading=heading, help=help
        )
    return Message(
        "{help}; of lines, name the column of {key} in columns of [{table}], or write there what "
        "all have",
        help=help,
        key=key,
        table=".".join(("table", made.table.id, *map(str, made.above))),
    )
