"""A text holds personal data: a CPR number, an e-mail address or a phone number.

## What it does

Looks through every text of an entry, its id, its comments and the name of its file; not through
amounts, dates, accounts, CVR numbers, addresses of pages and checksums. What is found is shown
masked, here and wherever else the text is quoted.

- A CPR number is six digits that are a birthday of 1900 to 2036 (the seventh tells the century)
  and four more, with or without a hyphen or a space. It is an error where 11 divides their
  weighted sum.
- Since 2007 numbers are given of which that is not true. Such a one is a warning where it is
  written with a hyphen or called a CPR number, and nothing otherwise.
- In the key `reference`, in ids (but of recipients, sources and statements), after "j.nr.", "sag"
  and the like, and within a longer number, it is a file number: a warning if 11 divides the sum,
  else nothing.
- Any e-mail address is a warning, and eight digits after "tlf.", "telefon", "mobil" and the like,
  or after +45.

## Why it matters

A ledger is read by many and kept for ever. A CPR number may not be made public without consent
(databeskyttelsesloven, section 11), and what is once in git stands in every copy of the history
until that is rewritten. It is cheapest to find on the way in.

## Example

```toml programs.toml
[ledger]
format = 1

[recipient.familiehuset]
name = "Familiehuset"
kind = "provider"
note = "Leder er født 070761-4285."
```

## Use instead

```toml programs.toml
[ledger]
format = 1

[recipient.familiehuset]
name = "Familiehuset"
kind = "provider"
note = "Lederens forhold er afklaret, j.nr. 2015-0012."
```
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import fields
from functools import cache
from operator import attrgetter
from typing import Any, NamedTuple, get_type_hints

from tidlig.checks.check import Group, Scope, check
from tidlig.model.contents import Contents
from tidlig.model.decisions import Reprioritisation, Strand
from tidlig.model.entry import Entry
from tidlig.model.findings import Location, Problem, Severity
from tidlig.model.kinds import KINDS
from tidlig.model.messages import Message
from tidlig.model.personal import suspicious
from tidlig.model.personal_problems import problems
from tidlig.model.texts import NAMING_PERSONS

NEVER = {"stands_in", "cvr", "url", "sha256", "program"}
"""Fields of text that hold no text of a person's; a strand's program is another entry's id."""

_TEXTS = (str, str | None, tuple[str, ...])
_WORDS = {
    "aliases": Message("alias"),
    "tags": Message("tag"),
    "as_written": Message("text as written"),
    "reason": Message("reason"),
    "outside": Message("name outside"),
}
"""What a message calls a field, if not by its key."""


class _Text(NamedTuple):
    """A text of an entry: its key, where it stands, and whether file numbers are expected."""

    key: str
    text: str
    where: Location
    of_file: bool


@check(Severity.ERROR, Scope.FILE, Group.HONESTY)
def personal_data(file: Contents) -> Iterator[Problem]:
    """Look through a file's name, comments and texts; one by one only if any looks like it."""
    yield from of_name(file.path)
    yield from file.problems("personal-data")
    if file.suspected and suspicious("\n".join(_all_texts(file.entries))):
        for entry in file.entries:
            yield from _of_entry(entry)


def of_name(path: str) -> Iterator[Problem]:
    """Look through the name of a file."""
    name = path.replace("\\", "/").rpartition("/")[2]
    what = Message("the name of the file")
    yield from problems(what, name, Location(path), of_file=True)


def _of_entry(entry: Entry) -> Iterator[Problem]:
    for text in _texts(entry):
        what = Message(
            'the {field} of {kind} "{id}"',
            field=_WORDS.get(text.key, text.key),
            kind=entry.kind,
            id=entry.id,
        )
        yield from problems(what, text.text, text.where, of_file=text.of_file)


def _all_texts(entries: Iterable[Entry]) -> list[str]:
    """The texts of entries without their places, which is quicker: all files are read so."""
    texts: list[str] = []
    for entry in entries:
        for value in _reader(type(entry).__qualname__)(entry):
            if value.__class__ is str:
                texts.append(value)
            elif value:
                texts.extend(value)
        if entry.accept:
            texts += [accepted.reason for accepted in entry.accept]
        if isinstance(entry, Reprioritisation):
            texts += [entry.from_.outside or "", entry.to.outside or ""]
    return texts


@cache
def _reader(name: str) -> Callable[[Entry], tuple[Any, ...]]:
    return attrgetter(*_of_kind(name))


@cache
def _of_kind(name: str) -> tuple[str, ...]:
    """The fields that hold text of the kind of entry whose class is named."""
    kind = next(kind for kind in (*KINDS.values(), Strand) if kind.__qualname__ == name)
    hints = get_type_hints(kind)
    return tuple(
        field.name
        for field in fields(kind)
        if hints[field.name] in _TEXTS and field.name not in NEVER
    )


def _texts(entry: Entry) -> Iterator[_Text]:
    """The texts of an entry with their places."""
    for name in _of_kind(type(entry).__qualname__):
        yield from _of_field(entry, name)
    for check_name, reason in entry.accept:
        place = entry.at("accept", check_name)
        yield _Text("reason", reason, place, of_file=False)
    if isinstance(entry, Reprioritisation):
        for key, end in (("from", entry.from_), ("to", entry.to)):
            place = entry.at(key, "outside")
            yield _Text("outside", end.outside or "", place, of_file=False)


def _of_field(entry: Entry, name: str) -> Iterator[_Text]:
    value = getattr(entry, name)
    if name == "id":
        yield _Text(name, value, entry.at(), entry.kind not in NAMING_PERSONS)
    elif isinstance(value, str):
        yield _Text(name, value, entry.at(name), name == "reference")
    else:
        for number, text in enumerate(value or ()):
            yield _Text(name, text, entry.at(name, number), of_file=False)
