"""The entries that an entry names by their ids, found by the annotations of its class.

A key of the type `Ident` names an entry of the kind that it is called, or `RefersTo` one. The id of
a strand stands beside that of its program, in the same table or in the entry.
"""

from collections.abc import Callable, Iterator
from dataclasses import fields, replace
from typing import Any, NamedTuple

from tidlig.model.description import RefersTo
from tidlig.model.entry import Entry, Ident, OneOrMore, key_of
from tidlig.model.findings import Path
from tidlig.model.keys import annotated, by_class, options, rows_of, table_of


class Reference(NamedTuple):
    """One id that an entry names: the kind and the id meant, and the keys that name it.

    The id of a strand is (program, strand), written with a slash.
    """

    kind: str
    id: str
    keys: Path


class Naming(NamedTuple):
    """A field of an entry, or of a table in one, that names an entry of a kind.

    `is_list` says that it has several ids, `is_key` that the id is the key of a row.
    """

    field: str
    key: str
    kind: str
    is_list: bool
    is_key: bool


class Nested(NamedTuple):
    """A field of an entry that has such fields within: one table, or rows of them."""

    field: str
    key: str
    namings: tuple[Naming, ...]
    is_rows: bool


@by_class
def namings(cls: type) -> tuple[Naming, ...]:
    """Return the fields of a class that name entries; those of strands are last."""
    named = [_naming(field) for field in fields(cls)]
    own = [naming for naming in named if naming is not None]
    return tuple(sorted(own, key=lambda naming: naming.kind == "strand"))


def _naming(field: Any) -> Naming | None:
    to = annotated(field, RefersTo)
    if to is None and Ident not in options(field):
        return None
    key = key_of(field)
    is_list = OneOrMore in options(field)
    return Naming(field.name, key, to.kind if to else key, is_list, to is not None and to.is_key)


@by_class
def nested(cls: type) -> tuple[Nested, ...]:
    """Return the fields of a kind of entry that have names of entries within."""
    tables = []
    for field in fields(cls):
        part = table_of(field) or rows_of(field)
        if part is None or issubclass(part, Entry) or not namings(part):
            continue
        is_rows = rows_of(field) is not None
        tables.append(Nested(field.name, key_of(field), namings(part), is_rows))
    return tuple(tables)


def references(entry: Entry) -> Iterator[Reference]:
    """Yield every id that an entry names; strands and what stands in tables come last."""
    program = getattr(entry, "program", None)
    for naming in namings(type(entry)):
        yield from _named(naming, entry, (), program)
    for part in nested(type(entry)):
        value = getattr(entry, part.field)
        rows = enumerate(value) if part.is_rows else [(None, value)]
        for number, row in rows:
            above = (part.key,) if number is None else (part.key, number)
            yield from _named_in(row, part, above, program)


def _named_in(row: Any, part: Nested, above: Path, program: str | None) -> Iterator[Reference]:
    own_program = getattr(row, "program", None) if _has_program(part) else program
    for naming in part.namings:
        if naming.is_key:
            key = getattr(row, naming.field)
            yield Reference(naming.kind, _full_id(naming, key, own_program), (above[0], key))
        else:
            yield from _named(naming, row, above, own_program)


def _has_program(part: Nested) -> bool:
    return any(naming.kind == "program" for naming in part.namings)


def _named(naming: Naming, row: Any, above: Path, program: str | None) -> Iterator[Reference]:
    value = getattr(row, naming.field)
    if naming.is_list:
        for number, id in enumerate(value):
            yield Reference(naming.kind, id, (*above, naming.key, number))
    elif value is not None and (naming.kind != "strand" or program is not None):
        yield Reference(naming.kind, _full_id(naming, value, program), (*above, naming.key))


def _full_id(naming: Naming, id: str, program: str | None) -> str:
    return f"{program}/{id}" if naming.kind == "strand" else id


Rename = Callable[[str, str], str]
"""The id that an entry has now, by its kind and the id it had; a strand's has its program's."""


def renamed(entry: Entry, rename: Rename) -> dict[str, Any]:
    """Return the fields of an entry that name others, with the ids that these have now."""
    program = getattr(entry, "program", None)
    changed = _renamed(namings(type(entry)), entry, program, rename)
    for part in nested(type(entry)):
        value = getattr(entry, part.field)
        rows = value if part.is_rows else (value,)
        new = [_renamed_row(row, part, program, rename) for row in rows]
        changed[part.field] = tuple(new) if part.is_rows else new[0]
    return changed


def _renamed_row(row: Any, part: Nested, program: str | None, rename: Rename) -> Any:
    own_program = row.program if _has_program(part) else program
    return replace(row, **_renamed(part.namings, row, own_program, rename))


def _renamed(
    namings: tuple[Naming, ...], row: Any, program: str | None, rename: Rename
) -> dict[str, Any]:
    values = {naming: getattr(row, naming.field) for naming in namings}
    return {
        naming.field: _new_value(naming, value, program, rename)
        for naming, value in values.items()
        if value is not None
    }


def _new_value(naming: Naming, value: Any, program: str | None, rename: Rename) -> Any:
    if naming.is_list:
        return OneOrMore(tuple(rename(naming.kind, id) for id in value))
    return Ident(rename(naming.kind, _full_id(naming, value, program)))
