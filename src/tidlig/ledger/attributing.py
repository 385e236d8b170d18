"""Which of two branches brings what a finding in their merge is about."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from tidlig.arithmetic.entry_changes import differ
from tidlig.arithmetic.ledger import Ledger
from tidlig.model.decisions import Program
from tidlig.model.entry import Entry
from tidlig.model.findings import Finding, Note

MOST_NAMED = 4
"""So many entries of a branch are pointed at."""

Named = tuple[str, Ledger]


def attributed(finding: Finding, both: Ledger, sides: Sequence[Named]) -> Finding:
    """Add to a finding the entries that each branch brings to the programs it is about."""
    about = {entry.path: entry for entry in both.entries}
    entry = about.get(finding.location.path[:2])
    programs = set() if entry is None else _programs(entry, both)
    one, other = sides
    notes = [*_notes(one, other, both, programs), *_notes(other, one, both, programs)]
    problem = replace(finding.problem, notes=(*finding.problem.notes, *notes))
    return replace(finding, problem=problem)


def _notes(side: Named, other: Named, both: Ledger, programs: set[str]) -> Iterator[Note]:
    """Point at what a branch brings: what the other has not, or has otherwise."""
    theirs = {entry.address: entry for entry in other[1].entries}
    brought = [
        entry
        for entry in both.entries
        if _is_news(entry, theirs.get(entry.address)) and _programs(entry, both) & programs
    ]
    for entry in brought[:MOST_NAMED]:
        yield Note(f"{entry.address} comes from {side[0]}", entry.at())
    if len(brought) > MOST_NAMED:
        yield Note(f"{len(brought) - MOST_NAMED} entries more come from {side[0]}")


def _is_news(entry: Entry, theirs: Entry | None) -> bool:
    """Tell whether a branch has not an entry, or otherwise; its file may have another name."""
    return theirs is None or differ(theirs, entry)


def _programs(entry: Entry, ledger: Ledger) -> set[str]:
    """Give the programs whose money or pools an entry has to do with."""
    own = entry.id if isinstance(entry, Program) else getattr(entry, "program", None)
    moved = {movement.line.program for movement in ledger.moved_by(entry)}
    return moved | ({own} if isinstance(own, str) else set())
