"""An entry accepts a finding that does not occur.

## What it does

Compares the `accept` of each entry with what the checks have found about it. It reports one whose
finding is not there, one that names no check, and one that names a check on reading: what cannot
be read cannot be accepted either.

## Why it matters

To accept a finding is to say that someone has looked at these figures and found them in order. An
acceptance that outlives its finding stands ready to hide the next one, at the same place, that
nobody has looked at.

## Example

```toml programs.toml
[ledger]
format = 1

[program.tidlig]
name    = "Tidlig hjælp"
years   = "2014-2017"
total   = "280 mio. kr."
unspent = "lapses"

[outturn.r2017]
program = "tidlig"
year    = 2017
amount  = "-3,1 mio. kr."
accept  = { outside-years = "Annullerede tilsagn er bogført efter initiativets periode." }
```

## Use instead

```toml programs.toml
[ledger]
format = 1

[program.tidlig]
name    = "Tidlig hjælp"
years   = "2014-2017"
total   = "280 mio. kr."
unspent = "lapses"

[outturn.r2018]
program = "tidlig"
year    = 2018
amount  = "-3,1 mio. kr."
accept  = { outside-years = "Annullerede tilsagn er bogført efter initiativets periode." }
```
"""

from collections.abc import Collection, Iterable, Iterator

from tidlig.checks.check import Group, Scope, check
from tidlig.model.entry import Entry
from tidlig.model.findings import Location, Problem, Severity
from tidlig.model.messages import Message
from tidlig.model.spelling import Nearness, suggestion

Used = Collection[tuple[str, str, str]]
"""The acceptances that were used, as (file, name of the entry, name of the check)."""


@check(Severity.WARNING, Scope.FINDINGS, Group.ORDER)
def unused_accept(
    entries: Iterable[Entry], used: Used, run: Collection[str], unacceptable: Collection[str]
) -> Iterator[Problem]:
    """Compare what entries accept with what the checks that were run have found."""
    nearness, known = Nearness(), sorted(run)
    for entry in entries:
        for name, _ in entry.accept:
            place = _place(entry, name)
            if name in unacceptable:
                yield _unacceptable(place)
            elif name not in run:
                yield _unknown(place, name, nearness.nearest(name, known))
            elif (entry.stands_in, entry.address, name) not in used:
                yield _unused(place, entry, name)


def _place(entry: Entry, name: str) -> Location:
    return Location(entry.stands_in, (*entry.path, "accept", name), "key")


def _unacceptable(place: Location) -> Problem:
    message = Message("findings about reading are not accepted")
    return Problem(message, place, Message("mend it"))


def _unknown(place: Location, name: str, near: str | None) -> Problem:
    message = Message('there is no check "{check}" to accept', check=name)
    checks = Message("see tidlig explain for the checks")
    return Problem(message, place, suggestion(name, near) if near else checks)


def _unused(place: Location, entry: Entry, name: str) -> Problem:
    message = Message(
        "{entry} accepts {check}, which is not found", entry=entry.address, check=name
    )
    return Problem(message, place, Message("take the acceptance away"))
