"""Whether the kinds of entry say all that the program must know of them.

What a new kind leaves out is an error when the program is imported, not a wrong sum later. Kinds in
`tidlig.model.registry.CHECKED_BY_TESTS` are checked by tests instead.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import MISSING, Field, fields
from typing import Any

from tidlig.model import registry
from tidlig.model.decisions import Strand
from tidlig.model.description import OWNERS, PLACEHOLDER, Description, RefersTo
from tidlig.model.entry import Entry, Ident, OneOrMore
from tidlig.model.keys import (
    amount_fields,
    annotated,
    options,
    parts,
    row_types,
    rows_with_amounts,
    shared_meaning,
    written_key,
)

Kinds = Mapping[str, type[Entry]]


class Undescribed(Exception):
    """A kind of entry does not say what the program must know of it."""


def undescribed(kinds: Kinds, all_kinds: Kinds) -> Iterator[str]:
    """Yield a sentence for everything that one of some kinds does not say, or says wrongly.

    They can refer to entries of all kinds.
    """
    for kind, cls in kinds.items():
        name = f"{cls.__module__}.{cls.__name__}"
        if isinstance(vars(cls).get("described"), Description):
            faults = _faults(kind, cls, all_kinds)
            yield from (f"{name} {fault}" for fault in faults)
        else:
            yield f'{name} has no description: add "described" to the class'


def _faults(kind: str, cls: type[Entry], all_kinds: Kinds) -> Iterator[str]:
    yield from _of_class(kind, cls)
    yield from _of_meanings(cls)
    yield from _of_references(cls, all_kinds)
    yield from _of_parts(cls)
    yield from _of_words(cls)
    yield from _of_named_keys(cls)
    if cls.described.moves:
        yield from _of_money(cls)


def _of_class(kind: str, cls: type[Entry]) -> Iterator[str]:
    if cls.kind != kind:
        yield f'has the kind "{cls.kind}", and the registry says "{kind}"'
    if re.fullmatch("[a-z][a-z-]*", cls.kind) is None:
        yield f'has the kind "{cls.kind}", which is not of small letters and hyphens'
    if (cls.__doc__ or "").startswith(f"{cls.__name__}("):  # as dataclasses make one
        yield "has no docstring, which editors show"


def _of_meanings(cls: type[Entry]) -> Iterator[str]:
    given = {"id", "stands_in", "program" if cls is Strand else ""}
    for field in fields(cls):
        key = written_key(field)
        if field.name in given or annotated(field, str) or shared_meaning(cls, key):
            continue
        yield f'does not say what "{key}" means: add a text to its annotation'


def _of_references(cls: type[Entry], all_kinds: Kinds) -> Iterator[str]:
    for part in (cls, *parts(cls)):
        for field in fields(part):
            if _named_kind(field) not in (None, *all_kinds):
                yield f'does not say which kind of entry "{field.name}" names: add RefersTo("kind")'


def _named_kind(field: "Field[Any]") -> str | None:
    """Return what should be the kind that a field's ids are of; None for fields without ids."""
    to = annotated(field, RefersTo)
    if to is not None:
        return to.kind
    is_id = Ident in options(field) or OneOrMore in options(field)
    return field.name if is_id else None


def _of_parts(cls: type[Entry]) -> Iterator[str]:
    """Check that the cache can code what stands within an entry."""
    modules = {place.partition(".")[0] for place in registry.KINDS.values()}
    rows = [row for field in fields(cls) for row in row_types(field)]
    for part in dict.fromkeys([*parts(cls), *rows]):
        module = part.__module__.removeprefix("tidlig.model.")
        place = f"{module}.{part.__name__}"
        if module in modules and place not in registry.PARTS:
            yield f"has tables of a class that the registry does not name: {place}"


def _of_words(cls: type[Entry]) -> Iterator[str]:
    described = cls.described
    if not all(described.words):
        yield 'has no name in reports: fill in "words"'
    if described.folder is None and cls is not Strand:
        yield 'does not say where new entries are written: name a "folder"'
    if not described.id_from:
        yield 'does not say what its ids are made of: name keys in "id_from"'
    for key in set(described.rests_on) - set(OWNERS):
        yield f'rests on "{key}", and can only rest on one of {", ".join(OWNERS)}'


def _of_named_keys(cls: type[Entry]) -> Iterator[str]:
    """Check that the description names keys that the kind has."""
    described = cls.described
    alternatives = [key for group in described.one_of for key in group]
    templates = " ".join(sum(described.listed_under.values(), described.listed_as))
    named = {
        "id_from": sum(described.id_from, ()),
        "several": described.several or (),
        "one_of": [key.partition(".")[0] for key in alternatives],
        "rests_on": described.rests_on,
        "listed_as": PLACEHOLDER.findall(templates),
    }
    keys = {written_key(field) for field in fields(cls)}
    for part, names in named.items():
        for key in names:
            if key not in keys:
                yield f'names a key in "{part}" that it does not have: {key}'


def _of_money(cls: type[Entry]) -> Iterator[str]:
    """Check that what moves money has an amount, a date and headings in lists."""
    if not amount_fields(cls) and not rows_with_amounts(cls):
        yield "moves money, and has no key with an amount"
    if not _is_dated(cls):
        yield 'moves money, and may have no date: require one, or define "assumed_date"'
    if not cls.described.figures:
        yield 'moves money, and lists show none of it: name headings in "figures"'


def _is_dated(cls: type[Entry]) -> bool:
    """Return whether each entry has a date, or one that stands for it; strands have a program's."""
    required = {field.name for field in fields(cls) if field.default is MISSING}
    return "date" in required or cls is Strand or cls.assumed_date is not Entry.assumed_date
