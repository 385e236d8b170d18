"""The kinds of entry, each with its class, which must describe itself completely.

What a kind leaves out is an error when this module is imported, not a wrong sum later.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import MISSING, Field, fields
from importlib import import_module
from typing import Any

from tidlig.model import registry
from tidlig.model.decisions import Strand
from tidlig.model.description import Description, RefersTo
from tidlig.model.entry import SHARED, Entry, Ident, OneOrMore, Settings
from tidlig.model.keys import (
    amount_fields,
    annotated,
    options,
    own_fields,
    row_types,
    rows_of,
    rows_with_amounts,
    shared_meaning,
    table_of,
    written_key,
)


def _class(place: str) -> Any:
    module, _, name = place.rpartition(".")
    return getattr(import_module(f"tidlig.model.{module}"), name)


KINDS: dict[str, type[Entry]] = {kind: _class(place) for kind, place in registry.KINDS.items()}
"""Every kind of entry by the name of its table; strands stand within their program."""

ALL_KINDS: dict[str, type[Entry]] = {**KINDS, Strand.kind: Strand}
"""Every kind of entry, strands too."""


_MODULES = {place.partition(".")[0] for place in registry.KINDS.values()}


class Undescribed(Exception):
    """A kind of entry does not say what the program must know of it."""


def undescribed(kinds: Iterable[type[Entry]]) -> Iterator[str]:
    """Yield a sentence for everything that a kind of entry does not say, or says wrongly."""
    for cls in kinds:
        name = f"{cls.__module__}.{cls.__name__}"
        if "described" not in vars(cls) or not isinstance(cls.described, Description):
            yield f'{name} has no description: add "described" to the class'
            continue
        for fault in (*_of_class(cls), *_of_keys(cls), *_of_description(cls), *_of_money(cls)):
            yield f"{name} {fault}"


def _of_class(cls: type[Entry]) -> Iterator[str]:
    place = registry.KINDS.get(cls.kind, "decisions.Strand")
    if _class(place) is not cls:
        yield f'has the kind "{cls.kind}", and the registry says that this is {place}'
    if re.fullmatch("[a-z][a-z-]*", cls.kind) is None:
        yield f'has the kind "{cls.kind}", which is not of small letters and hyphens'
    if (cls.__doc__ or "").startswith(f"{cls.__name__}("):
        yield "has no docstring, which editors show"


def _of_keys(cls: type[Entry]) -> Iterator[str]:
    """Check what each key means, and names."""
    given = {"id", "stands_in"} | ({"program"} if cls is Strand else set())
    for field in fields(cls):
        key = written_key(field)
        if field.name not in given and not (annotated(field, str) or shared_meaning(cls, key)):
            yield f'does not say what "{key}" means: add a text to its annotation'
    for part in (cls, *_parts(cls)):
        for field in fields(part):
            if _names_no_kind(field):
                yield f'does not say which kind of entry "{field.name}" names: add RefersTo("kind")'
    rows = [row for field in fields(cls) for row in row_types(field)]
    for part in {*_parts(cls), *rows}:
        module = part.__module__.removeprefix("tidlig.model.")
        place = f"{module}.{part.__name__}"
        if module in _MODULES and place not in registry.PARTS:
            yield f"has tables of a class that the registry does not name: {place}"


def _names_no_kind(field: "Field[Any]") -> bool:
    """Return whether a field holds the id of an entry, and its kind is not known."""
    to = annotated(field, RefersTo)
    is_id = to is not None or Ident in options(field) or OneOrMore in options(field)
    kind = to.kind if to is not None else field.name
    return is_id and kind not in ALL_KINDS


def _parts(cls: type) -> list[type]:
    """Return the classes of the tables and rows within an entry, each once."""
    inner = [rows_of(field) or table_of(field) for field in fields(cls)]
    return list(dict.fromkeys(part for part in inner if part is not None))


def _of_description(cls: type[Entry]) -> Iterator[str]:
    """Check that the description speaks of keys that the kind has."""
    described = cls.described
    keys = {written_key(field) for field in fields(cls)}
    templates = (*described.listed_as, *sum(described.listed_under.values(), ()))
    named = {
        "id_from": [key for row in described.id_from for key in row],
        "several": list(described.several or ()),
        "one_of": [key.partition(".")[0] for group in described.one_of for key in group],
        "rests_on": list(described.rests_on),
        "listed_as": [key for template in templates for key in PLACEHOLDER.findall(template)],
    }
    for part, names in named.items():
        for key in names:
            if key not in keys:
                yield f'names a key in "{part}" that it does not have: {key}'
    if not described.id_from:
        yield 'does not say what its ids are made of: name keys in "id_from"'
    if not all(described.words):
        yield 'has no name in reports: fill in "words"'
    if described.folder is None and cls is not Strand:
        yield 'does not say where new entries are written: name a "folder"'
    for key in described.rests_on:
        if key not in OWNERS:
            yield f'rests on "{key}", and can only rest on one of {", ".join(OWNERS)}'


def _of_money(cls: type[Entry]) -> Iterator[str]:
    """Check that what moves money has an amount, a date and headings in lists."""
    if not cls.described.moves:
        return
    if not amount_fields(cls) and not rows_with_amounts(cls):
        yield "moves money, and has no key with an amount"
    date = next((field for field in fields(cls) if field.name == "date"), None)
    is_dated = cls is Strand or (date is not None and date.default is MISSING)
    if not is_dated and cls.assumed_date is Entry.assumed_date:
        yield 'moves money, and may have no date: require one, or define "assumed_date"'
    if not cls.described.figures:
        yield 'moves money, and lists show none of it: name headings in "figures"'


OWNERS = ("program", "round", "pool", "award")
"""The keys of entries whose sources can hold for others."""

PLACEHOLDER = re.compile(r"\{(\w+)\}")
"""A key in a template of `Description.listed_as`."""


def meanings() -> dict[str, str]:
    """Return what keys mean, in a sentence, in the order of the page on the format.

    By key of any entry; by kind and key where a kind, or a table within an entry, has its own.
    """
    of_every = {field.name: annotated(field, str) for field in fields(Entry)}
    found = {key: text for key, text in of_every.items() if text is not None} | SHARED
    for cls in (Settings, *_in_order()):
        for field in own_fields(cls):
            text = annotated(field, str)
            if text is not None:
                found[f"{name_of(cls)}.{written_key(field)}"] = text
    return found


def _in_order() -> Iterator[type]:
    """Yield the classes of entries, each before the tables within it; strands after programs."""
    for cls in KINDS.values():
        yield cls
        yield from _parts(cls)


def name_of(cls: type) -> str:
    """Return the word for a class: the kind of an entry, "ledger" for its settings."""
    return getattr(cls, "kind", "ledger" if cls is Settings else cls.__name__.lower())


_FAULTS = list(undescribed(ALL_KINDS.values()))
if _FAULTS:
    raise Undescribed("; ".join(_FAULTS))
