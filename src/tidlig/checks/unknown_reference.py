"""An entry names an id that no entry has."""

import difflib
from collections.abc import Iterator

from tidlig.arithmetic.ledger import Ledger
from tidlig.checks.check import Group, Scope, check
from tidlig.model.entry import Entry
from tidlig.model.findings import Problem, Severity
from tidlig.model.grants import Award, Pool
from tidlig.model.kinds import Reference, references

Declared = dict[str, dict[str, None]]

MOST_NAMED = 8
"""So many ids are named in the help when none is near."""


@check(Severity.ERROR, Scope.LEDGER, Group.READING)
def unknown_reference(ledger: Ledger) -> Iterator[Problem]:
    """Follow every reference, unless a file that may hold what is meant could not be read."""
    if all(file.parsed for file in ledger.contents):
        yield from unfollowed(ledger)


def unfollowed(ledger: Ledger) -> Iterator[Problem]:
    """Give every reference that leads nowhere among the files that could be read."""
    declared: Declared = {}
    for file in ledger.contents:
        for kind, id in file.declared:
            declared.setdefault(kind, {})[id] = None
    for entry in ledger.entries:
        for reference in references(entry):
            if not _follows(reference, declared):
                yield _unknown(entry, reference, declared)
        if isinstance(entry, Pool | Award):
            yield from _round_of_another(entry, ledger)


def _follows(reference: Reference, declared: Declared) -> bool:
    """Tell whether what is meant is declared; a strand of an unknown program is one fault."""
    if reference.id in declared.get(reference.kind, {}):
        return True
    program = reference.id.partition("/")[0]
    return reference.kind == "strand" and program not in declared.get("program", {})


def _unknown(entry: Entry, reference: Reference, declared: Declared) -> Problem:
    program, _, id = reference.id.rpartition("/")
    known = [
        name.rpartition("/")[2]
        for name in declared.get(reference.kind, {})
        if not program or name.startswith(f"{program}/")
    ]
    near = difflib.get_close_matches(id[:100], known, n=1)
    of = f' of program "{program}"' if program else ""
    help = f'did you mean "{near[0]}"?' if near else _help(reference, program, known)
    return Problem(f'there is no {reference.kind} "{id}"{of}', entry.at(*reference.keys), help)


def _help(reference: Reference, program: str, known: list[str]) -> str:
    if 0 < len(known) <= MOST_NAMED:
        return f"the ledger has {', '.join(known)}"
    id = reference.id.rpartition("/")[2]
    heading = f"program.{program}.strand.{id}" if program else f"{reference.kind}.{id}"
    return f"add [{heading}], or mend the id"


def _round_of_another(entry: Pool | Award, ledger: Ledger) -> Iterator[Problem]:
    """A pool or an award and its round belong to one program."""
    round = ledger.rounds.get(entry.round or "")
    if round is not None and entry.program is not None and round.program != entry.program:
        yield Problem(
            f'round "{round.id}" is of program "{round.program}", not of "{entry.program}"',
            entry.at("round"),
            help="name a round of the program",
        )
