"""What unknown amounts may turn out to be, and ledgers in which they have."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from copy import deepcopy
from datetime import date
from itertools import product
from typing import Any

import tomli_w
from hypothesis import assume
from hypothesis import strategies as st

from left.asking import Program
from left.oracle import Bounds, Cell
from left.programs import Tables, ledgers

Path = tuple[str, ...]
"""The keys that lead to an amount."""

MOST_UNKNOWN = 2
KINDS = ("return", "reprioritisation", "carry-over", "outturn", "appropriation")
"""The kinds of which an amount may be unknown, beside awards."""


def amounts(tables: Tables, path: Path = ()) -> Iterator[tuple[Path, Any]]:
    """Yield every amount of a ledger with the way to it: what is under `amount`, and acts."""
    for key, value in tables.items():
        way = (*path, key)
        if isinstance(value, dict):
            yield from amounts(value, way)
        elif "amount" in way or (way[0] == "appropriation" and {"split", "strands"} & {*way}):
            yield way, value


def unknown(tables: Tables) -> list[Path]:
    return [path for path, amount in amounts(tables) if amount == "unknown"]


def with_amounts(tables: Tables, sizes: dict[Path, Any]) -> Tables:
    """Put amounts in place of others."""
    changed = deepcopy(tables)
    for (*way, last), size in sizes.items():
        table = changed
        for key in way:
            table = table[key]
        table[last] = size
    return changed


def turned_out(tables: Tables, sizes: Iterable[int]) -> Iterator[tuple[tuple[int, ...], Tables]]:
    """Yield the ledger with each unknown amount in each of some sizes, in kroner."""
    paths = unknown(tables)
    for each in product(tuple(sizes), repeat=len(paths)):
        yield each, with_amounts(tables, dict(zip(paths, each, strict=True)))


@st.composite
def with_unknown(draw: st.DrawFn, *kinds: str) -> Tables:
    """A ledger in which some amounts, of some kinds of entry, are unknown."""
    tables = draw(ledgers())
    if unspent := draw(st.sampled_from([None, None, "lapses", "carries-over"])):
        tables["program"]["p"]["unspent"] = unspent
    paths = [path for path, _ in amounts(tables) if path[0] in kinds]
    assume(paths)
    own = draw(st.lists(st.sampled_from(paths), min_size=1, max_size=MOST_UNKNOWN, unique=True))
    return with_amounts(tables, dict.fromkeys(own, "unknown"))


def reached(tables: Tables, day: date, cell: Cell, heading: str, sizes: Iterable[int]) -> Bounds:
    """Return the least and the most that a figure comes to, with unknown amounts in some sizes."""
    found = [
        Program(tomli_w.dumps(known), "p", day).figures(cell)[heading]
        for _, known in turned_out(tables, sizes)
    ]
    least = [bounds[0] for bounds in found if bounds and bounds[0] is not None]
    most = [bounds[1] for bounds in found if bounds and bounds[1] is not None]
    return min(least, default=None), max(most, default=None)
