"""The kinds of entry, each with its class, and what the keys of all of them mean.

A new kind that does not describe itself completely is an error when this module is imported.
"""

from collections.abc import Iterator
from dataclasses import fields
from importlib import import_module
from typing import Any

from tidlig.model import registry
from tidlig.model.completeness import Undescribed, undescribed
from tidlig.model.decisions import Strand
from tidlig.model.entry import SHARED, Entry, Settings
from tidlig.model.keys import annotated, own_fields, parts, written_key


def _class(place: str) -> Any:
    module, _, name = place.rpartition(".")
    return getattr(import_module(f"tidlig.model.{module}"), name)


KINDS: dict[str, type[Entry]] = {kind: _class(place) for kind, place in registry.KINDS.items()}
"""Every kind of entry by the name of its table; strands stand within their program."""

ALL_KINDS: dict[str, type[Entry]] = {**KINDS, Strand.kind: Strand}
"""Every kind of entry, strands too."""

UNCHECKED = {kind: ALL_KINDS[kind] for kind in ALL_KINDS.keys() - registry.CHECKED_BY_TESTS}
"""The kinds that are not known to be complete, so that importing them must check it."""

_FAULTS = list(undescribed(UNCHECKED, ALL_KINDS))
if _FAULTS:
    raise Undescribed("; ".join(_FAULTS))


def meanings() -> dict[str, str]:
    """Return what keys mean, in a sentence, in the order of the page on the format.

    By key of any entry; by kind and key where a kind, or a table within an entry, has its own.
    """
    every = [("", field) for field in fields(Entry)]
    own = [(f"{name_of(cls)}.", field) for cls in _in_order() for field in own_fields(cls)]
    texts = {f"{name}{written_key(field)}": annotated(field, str) for name, field in every}
    texts |= SHARED
    texts |= {f"{name}{written_key(field)}": annotated(field, str) for name, field in own}
    return {key: text for key, text in texts.items() if text is not None}


def _in_order() -> Iterator[type]:
    """Yield the classes of tables, each before the tables within it; strands after programs."""
    yield Settings
    for cls in KINDS.values():
        yield cls
        yield from parts(cls)


def name_of(cls: type) -> str:
    """Return the word for a class: the kind of an entry, "ledger" for its settings."""
    return getattr(cls, "kind", "ledger" if cls is Settings else cls.__name__.lower())
