"""Two entries of one kind have the same id.

## What it does

Compares the ids of each kind over all files; those of strands within their program. Within one
file TOML itself refuses a heading that stands twice: that is toml-syntax. A program that is
declared twice is one finding, its strands included.

## Why it matters

If two awards have one id, nobody can tell which of them a payment was made on, and whether the
money was given once or twice. Two files that were copied from each other look like this.

## Example

```toml programs.toml
[ledger]
format = 1

[recipient.aeroe]
name = "Ærø Kommune"
kind = "municipality"
```

```toml recipients.toml
[recipient.aeroe]
name = "Ærø Kommune"
kind = "municipality"
```

## Use instead

```toml programs.toml
[ledger]
format = 1
```

```toml recipients.toml
[recipient.aeroe]
name = "Ærø Kommune"
kind = "municipality"
```
"""

from collections.abc import Iterator

from tidlig.arithmetic.ledger import Ledger
from tidlig.checks.check import Group, Scope, check
from tidlig.model.contents import Contents
from tidlig.model.findings import Location, Note, Path, Problem, Severity
from tidlig.model.messages import Message

_HELP = Message("give one of them another id, or take one away if both are the same entry")


@check(Severity.ERROR, Scope.LEDGER, Group.READING)
def duplicate_id(ledger: Ledger) -> Iterator[Problem]:
    """Compare the ids that the files declare; within one file TOML itself refuses a repeat."""
    first: dict[tuple[str, str], Location] = {}
    for file in ledger.contents:
        yield from _of_file(file, first)


def _of_file(file: Contents, first: dict[tuple[str, str], Location]) -> Iterator[Problem]:
    """Report the ids that an earlier file declares, but no strands of such a program."""
    programs: set[str] = set()
    for kind, id in file.declared:
        here = Location(file.path, _path(kind, id), "key")
        there = first.setdefault((kind, id), here)
        if there is here or (there.file == here.file and here.file.endswith(".toml")):
            continue  # TOML refuses what stands twice in a file; tables may share the lines of one
        if kind == "strand" and id.partition("/")[0] in programs:
            continue
        if kind == "program":
            programs.add(id)
        yield _problem(kind, id, here, there)


def _problem(kind: str, id: str, here: Location, there: Location) -> Problem:
    return Problem(
        Message('{kind} "{id}" is declared a second time', kind=kind, id=id),
        here,
        help=_HELP,
        notes=(Note(Message("it is declared here first"), there),),
    )


def _path(kind: str, id: str) -> Path:
    if kind != "strand":
        return (kind, id)
    program, _, strand = id.partition("/")
    return ("program", program, "strand", strand)
