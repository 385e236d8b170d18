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
from tidlig.model.references import Reference, references
from tidlig.model.spelling import Nearness, suggestion

Declared = dict[tuple[str, str], dict[str, None]]
"""Ids by their kind and, for strands, their program; a dictionary for its order."""

MOST_NAMED = 8
"""So many ids are named in the help when none is near."""

_NONE: dict[str, None] = {}


@check(Severity.ERROR, Scope.LEDGER, Group.READING)
def unknown_reference(ledger: Ledger) -> Iterator[Problem]:
    """Follow every reference, unless a file that may hold what is meant could not be read."""
    if all(file.parsed for file in ledger.contents):
        yield from unfollowed(ledger)


def unfollowed(ledger: Ledger) -> Iterator[Problem]:
    """Give every reference that leads nowhere among the files that could be read."""
    declared: Declared = {}
    nearness = Nearness()
    for file in ledger.contents:
        for kind, id in file.declared:
            program, own = _apart(kind, id)
            declared.setdefault((kind, program), {})[own] = None
    for entry in ledger.entries:
        for reference in references(entry):
            if _follows(reference, declared):
                yield from _of_another(entry, reference, ledger)
            else:
                known = declared.get((reference.kind, _apart(*reference[:2])[0]), _NONE)
                yield _unknown(entry, reference, known, nearness)


def _apart(kind: str, id: str) -> tuple[str, str]:
    """Give the program of a strand, or nothing, and the id itself."""
    program, _, own = id.partition("/") if kind == "strand" else ("", "", id)
    return program, own


def _follows(reference: Reference, declared: Declared) -> bool:
    """Tell whether what is meant is declared; a strand of an unknown program is one fault."""
    program, own = _apart(reference.kind, reference.id)
    known = own in declared.get((reference.kind, program), {})
    return known or (program != "" and program not in declared.get(("program", ""), {}))


def _unknown(
    entry: Entry, reference: Reference, known: Collection[str], nearness: Nearness
) -> Problem:
    program, id = _apart(reference.kind, reference.id)
    near = nearness.nearest(id, known)
    if near is not None and _digits(near) != _digits(id):
        near = None  # an award of another number or year is another thing, not the same misspelt
    of = f' of program "{program}"' if program else ""
    help = suggestion(id, near) if near else _help(reference, program, known)
    return Problem(f'there is no {reference.kind} "{id}"{of}', entry.at(*reference.keys), help)


def _digits(id: str) -> str:
    return "".join(filter(str.isdigit, id))


def _help(reference: Reference, program: str, known: Collection[str]) -> str:
    if 0 < len(known) <= MOST_NAMED:
        return f"the {'program' if program else 'ledger'} has {', '.join(known)}"
    id = _apart(reference.kind, reference.id)[1]
    heading = f"program.{program}.strand.{id}" if program else f"{reference.kind}.{id}"
    return f"add [{heading}], or mend the id"


def _of_another(entry: Entry, reference: Reference, ledger: Ledger) -> Iterator[Problem]:
    """A round or pool and what names it are of one program."""
    indexes: Mapping[str, Mapping[str, Round | Pool]]
    indexes = {"round": ledger.rounds, "pool": ledger.pools}
    other = indexes.get(reference.kind, {}).get(reference.id)
    program = getattr(entry, "program", None)
    if other is not None and program in ledger.programs and other.program != program:
        yield Problem(
            f'{other.kind} "{other.id}" is of program "{other.program}", not of "{program}"',
            entry.at(*reference.keys),
            help=f"name a {other.kind} of the program",
        )
