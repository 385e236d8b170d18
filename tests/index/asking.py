"""Checks that ask about rows, run where these are at hand and where they are not."""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Sequence
from dataclasses import replace
from typing import Any

from tidlig.arithmetic.ledger import Ledger
from tidlig.checks import CHECKS
from tidlig.checks.check import Scope
from tidlig.checks.parties import Parties
from tidlig.index.columns import columns_of, is_of_many, many_of
from tidlig.index.tables import Rows, rows_of
from tidlig.model.findings import Problem

OF_ROWS = {check.name: check.problems for check in CHECKS if check.scope is Scope.ROWS}
"""The checks that ask about rows, by name."""


def core_alone(ledger: Ledger, opened: list[str] | None = None) -> Rows:
    """The rows of a ledger of which only the other entries are at hand; note what is opened."""
    many = [many_of(contents) for contents in ledger.contents]
    core = replace(
        ledger,
        contents=tuple(
            replace(file, entries=tuple(e for e in file.entries if not is_of_many(e)))
            for file in ledger.contents
        ),
    )

    def opener(file: int, numbers: Sequence[int]) -> list[Any]:
        entries = [many[file][number] for number in numbers]
        if opened is not None:
            opened.extend(entry.id for entry in entries)
        return entries

    return Rows(core, [columns_of(rows) for rows in many], opener, Parties(core).party)


def found(check: str, ledger: Ledger) -> list[Problem]:
    """What a check finds, whether the ledger is whole or not."""
    of_whole = list(OF_ROWS[check](rows_of(ledger, Parties(ledger).party)))
    of_rows = list(OF_ROWS[check](core_alone(ledger)))
    assert sorted(map(repr, of_whole)) == sorted(map(repr, of_rows))
    return of_rows


def group_of(problem: Problem) -> Iterator[Hashable]:
    """The entries that a problem says are the same, in their order."""
    others = [
        note.location.path[1]
        for note in problem.notes
        if note.location is not None and note.text.template.startswith('{kind} "{id}"')
    ]
    yield (*others, problem.location.path[1])
