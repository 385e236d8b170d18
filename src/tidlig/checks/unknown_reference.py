"""An entry names an id that no entry has.

## What it does

Follows every id that an entry names, over all files: programs and their strands, rounds, pools,
awards, recipients and sources. A round or pool is of the program that is named with it. Where a
file cannot be read, nothing is reported, for what is meant may stand in it.

## Why it matters

A payment on an award that is not there is a payment that nobody has compared with an approved
amount. From 1993 to 2018 at least 120 mio. kr. were stolen from such pools because nothing
made that comparison.

## Example

```toml programs.toml
[ledger]
format = 1

[payment.2015-0012]
award  = "runde-1"
date   = 2015-03-02
amount = "3 mio. kr."
```

## Use instead

```toml programs.toml
[ledger]
format = 1

[program.tidlig]
name  = "Tidlig hjælp"
years = "2014-2017"
total = "280 mio. kr."

[award.runde-1]
program    = "tidlig"
date       = 2015-02-26
amount     = "49 mio. kr."
recipients = { municipality = 31 }

[payment.2015-0012]
award  = "runde-1"
date   = 2015-03-02
amount = "3 mio. kr."
```
"""

from collections.abc import Collection, Iterator, Mapping

from tidlig.arithmetic.ledger import Ledger
from tidlig.checks.check import Group, Scope, check
from tidlig.model.entry import Entry
from tidlig.model.findings import Problem, Severity
from tidlig.model.grants import Pool, Round
from tidlig.model.messages import Message
from tidlig.model.references import Reference, references
from tidlig.model.spelling import Nearness, suggestion

Declared = dict[tuple[str, str], dict[str, None]]
"""Ids by their kind and, for strands, their program; a dictionary for its order."""

MOST_NAMED = 8
"""So many ids are named in the help when none is near."""

_NONE: dict[str, None] = {}


@check(Severity.ERROR, Scope.LEDGER, Group.READING)
def unknown_reference(ledger: Ledger) -> Iterator[Problem]:
    """Follow every reference, unless a file that may declare the id could not be read."""
    if all(file.parsed for file in ledger.contents):
        yield from unfollowed(ledger)


def unfollowed(ledger: Ledger) -> Iterator[Problem]:
    """Return a problem for each reference that leads nowhere in the files that could be read."""
    declared = _declared(ledger)
    nearness = Nearness()
    for entry in ledger.entries:
        for reference in references(entry):
            if _follows(reference, declared):
                yield from _of_another_program(entry, reference, ledger)
            else:
                program, _ = _program_and_id(reference.kind, reference.id)
                known = declared.get((reference.kind, program), _NONE)
                yield _unknown(entry, reference, known, nearness)


def _declared(ledger: Ledger) -> Declared:
    declared: Declared = {}
    for file in ledger.contents:
        for kind, id in file.declared:
            program, own_id = _program_and_id(kind, id)
            declared.setdefault((kind, program), {})[own_id] = None
    return declared


def _program_and_id(kind: str, id: str) -> tuple[str, str]:
    """Take the program from the id of a strand; other ids have none."""
    program, _, own_id = id.partition("/") if kind == "strand" else ("", "", id)
    return program, own_id


def _follows(reference: Reference, declared: Declared) -> bool:
    """Whether the id is declared; a strand of an unknown program is reported as the program."""
    program, id = _program_and_id(reference.kind, reference.id)
    is_declared = id in declared.get((reference.kind, program), {})
    return is_declared or (program != "" and program not in declared.get(("program", ""), {}))


def _unknown(
    entry: Entry, reference: Reference, known: Collection[str], nearness: Nearness
) -> Problem:
    program, id = _program_and_id(reference.kind, reference.id)
    if program:
        message = Message(
            'there is no {kind} "{id}" of program "{program}"',
            kind=reference.kind,
            id=id,
            program=program,
        )
    else:
        message = Message('there is no {kind} "{id}"', kind=reference.kind, id=id)
    near = nearness.nearest(id, known)
    if near is not None and _digits(near) != _digits(id):
        near = None  # an award of another number or year is another thing, not the same misspelt
    help = suggestion(id, near) if near else _help(reference, known)
    return Problem(message, entry.at(*reference.keys), help)


def _digits(id: str) -> str:
    return "".join(filter(str.isdigit, id))


def _help(reference: Reference, known: Collection[str]) -> Message:
    program, id = _program_and_id(reference.kind, reference.id)
    if 0 < len(known) <= MOST_NAMED:
        if program:
            return Message("the program has {ids}", ids=tuple(known))
        return Message("the ledger has {ids}", ids=tuple(known))
    heading = f"program.{program}.strand.{id}" if program else f"{reference.kind}.{id}"
    return Message("add [{heading}], or mend the id", heading=heading)


def _of_another_program(entry: Entry, reference: Reference, ledger: Ledger) -> Iterator[Problem]:
    """Report a round or pool that is of another program than the entry that names it."""
    indexes: Mapping[str, Mapping[str, Round | Pool]]
    indexes = {"round": ledger.rounds, "pool": ledger.pools}
    other = indexes.get(reference.kind, {}).get(reference.id)
    program: str | None = getattr(entry, "program", None)
    if other is None or program not in ledger.programs or other.program == program:
        return
    message = Message(
        '{kind} "{id}" is of program "{other_program}", not of "{program}"',
        kind=other.kind,
        id=other.id,
        other_program=other.program,
        program=program or "",
    )
    help = Message("name a {kind} of the program", kind=other.kind)
    yield Problem(message, entry.at(*reference.keys), help)
