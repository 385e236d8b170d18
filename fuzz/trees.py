"""Mutations of what a file says: entries and keys gone, doubled, swapped, of other values.

What comes out is TOML, so that what is tried is what lies behind the parser.
"""

from __future__ import annotations

import copy
import datetime as dt
import tomllib
from collections.abc import Callable, Iterator
from random import Random
from typing import Any

import tomli_w

from fuzz import oddities

Table = dict[str, Any]
Mutation = Callable[[Random, Table], None]

_MANY = (2, 3, 20, 200)


def mutated(chance: Random, data: bytes) -> bytes | None:
    """A file of TOML with some of what it says changed; None if it cannot be read or written."""
    try:
        tree = tomllib.loads(data.decode())
        for _ in range(chance.choice((1, 1, 2, 3))):
            chance.choice(OF_TREES)(chance, tree)
        return tomli_w.dumps(tree).encode()
    except (ValueError, TypeError, RecursionError):
        return None


def value_changed(chance: Random, tree: Table) -> None:
    """One value, by another of its sort."""
    leaves = list(_leaves(tree))
    if leaves:
        table, key = chance.choice(leaves)
        table[key] = _other(chance, key, table[key])


def values_swapped(chance: Random, tree: Table) -> None:
    """Two values of the same key, or of any two: references lead elsewhere."""
    leaves = list(_leaves(tree))
    if leaves:
        one, key = chance.choice(leaves)
        alike = [leaf for leaf in leaves if leaf[1] == key] if chance.random() < 0.7 else leaves
        other, name = chance.choice(alike)
        one[key], other[name] = other[name], one[key]


def key_removed(chance: Random, tree: Table) -> None:
    """One key gone."""
    table, key = _any(chance, tree)
    table.pop(key, None)


def key_renamed(chance: Random, tree: Table) -> None:
    """One key, or id, by an odd one or by another of the file."""
    table, key = _any(chance, tree)
    names = [name for _, name in _leaves(tree)]
    name = (
        chance.choice(oddities.IDS) if chance.random() < 0.5 or not names else chance.choice(names)
    )
    if key in table:
        table[name] = table.pop(key)


def entry_doubled(chance: Random, tree: Table) -> None:
    """An entry again, under other ids: a few times, or very often."""
    kinds = [tree[kind] for kind in tree if kind != "ledger"]
    kinds = [entries for entries in kinds if isinstance(entries, dict) and entries]
    if kinds:
        entries = chance.choice(kinds)
        id = chance.choice(list(entries))
        for number in range(chance.choice(_MANY)):
            entries[f"{id}-{number}"] = copy.deepcopy(entries[id])


def entry_grafted(chance: Random, tree: Table) -> None:
    """One table, in the place of another value or below it."""
    table, key = _any(chance, tree)
    other, name = _any(chance, tree)
    if key in table and name in other:
        table[key] = copy.deepcopy(other[name])


def key_added(chance: Random, tree: Table) -> None:
    """A key of another table, in this one."""
    tables = list(_tables(tree))
    leaves = list(_leaves(tree))
    if leaves:
        table, key = chance.choice(leaves)
        chance.choice(tables)[key] = copy.deepcopy(table[key])


def accept_added(chance: Random, tree: Table) -> None:
    """An entry that accepts a finding."""
    entries = [entry for kind in tree.values() if isinstance(kind, dict) for entry in kind.values()]
    tables = [entry for entry in entries if isinstance(entry, dict)]
    if tables:
        from tidlig.checks import CHECKS

        chance.choice(tables)["accept"] = {chance.choice(CHECKS).name: "prøve"}


OF_TREES: tuple[Mutation, ...] = (
    value_changed,
    value_changed,
    value_changed,
    values_swapped,
    values_swapped,
    key_removed,
    key_renamed,
    key_added,
    entry_doubled,
    entry_grafted,
    accept_added,
)


def _other(chance: Random, key: str, value: object) -> object:
    """Another value, most often of the same sort."""
    if chance.random() < 0.05:
        return chance.choice(({}, [], [value], {key: value}, True, 1.5, dt.time(7, 32)))
    if key in ("years", "year"):
        return chance.choice((*oddities.YEARS, 2014, 2015, 9999, 10000))
    return chance.choice(list(_of_its_sort(chance, value)))


def _of_its_sort(chance: Random, value: object) -> Iterator[object]:
    """Yield values near one, and odd ones of its sort."""
    if isinstance(value, dt.date):
        for days in (-366, -31, -1, 1, 31, 366):
            number = min(max(value.toordinal() + days, 1), dt.date.max.toordinal())
            yield dt.date.fromordinal(number)
        yield from oddities.DAYS
    elif isinstance(value, int):
        yield from (value + 1, value - 1, value * 2, -value, value * 1000)
        yield from oddities.AMOUNTS
    elif isinstance(value, list):
        yield from ([*value, *value], value[:-1], [])
    elif isinstance(value, str) and "kr." in value:
        yield from oddities.AMOUNTS
    else:
        text = str(value)
        at = chance.randint(0, len(text))
        yield from (text[:at] + odd + text[at:] for odd in oddities.TEXTS)


def _any(chance: Random, tree: Table) -> tuple[Table, str]:
    """A key of any table, with the table."""
    found = [(table, key) for table in _tables(tree) for key in table]
    return chance.choice(found) if found else (tree, "")


def _leaves(tree: Table) -> Iterator[tuple[Table, str]]:
    """The keys whose values are no tables, each with its table."""
    for table in _tables(tree):
        yield from ((table, key) for key in table if not isinstance(table[key], dict))


def _tables(tree: Table) -> Iterator[Table]:
    """All tables, the whole first."""
    yield tree
    for value in list(tree.values()):
        if isinstance(value, dict):
            yield from _tables(value)
