"""What a change does to entries, for people: one row each, and one for each key that differs."""

from collections.abc import Iterator, Mapping

from tidlig.arithmetic.changing import AMOUNTS, EntryChange, Op
from tidlig.ledger.comparing import Comparison
from tidlig.ledger.places import Places
from tidlig.model.decisions import StrandSplit
from tidlig.model.entry import Acceptance, KindCount, YearAmount
from tidlig.model.texts import Identifier
from tidlig.render.entries import address, of_key, text
from tidlig.render.layout import Row, Table, trimmed
from tidlig.render.shown import Style

_ROWS = (YearAmount, KindCount, Acceptance, StrandSplit)
"""The rows of tables that are compared row by row."""

_MARKS = {Op.ADDED: "+", Op.REMOVED: "-", Op.CHANGED: "~", Op.MOVED: ">", Op.RENAMED: "="}


def entries(found: Comparison, style: Style, *, every: bool) -> Table:
    """Give the table of entries that differ, with the keys that do."""
    rows = [
        row
        for change in found.difference.entries
        for row in _entry(change, place_of(change, found), style, every=every)
    ]
    words = tuple(style.word(heading) for heading in ("before", "after", "place"))
    return trimmed(Table(style.word("entry"), words, tuple(rows), frozenset({0, 1, 2})))


def place_of(change: EntryChange, found: Comparison) -> tuple[str, int | None]:
    """Give the file and line of an entry: as it is now, or as it was."""
    places: Places = found.base_places if change.after is None else found.head_places
    span = places.span(change.entry.at())
    return change.entry.stands_in, None if span is None else span.line


def _entry(
    change: EntryChange, place: tuple[str, int | None], style: Style, *, every: bool
) -> Iterator[Row]:
    file, line = place
    where = file if line is None else f"{file}:{line}"
    kind = type(address(change.entry))
    name = kind(f"{_MARKS[change.op]} {_named(change)}, {style.word(change.op)}")
    yield Row(name, ("", "", Identifier(where)))
    for key in change.keys:
        if every or change.op in (Op.CHANGED, Op.RENAMED) or key.key in AMOUNTS:
            for name, before, after in parts(key.key, key.before, key.after):
                yield Row(name, (value(before, key.key), value(after, key.key), ""), indent=4)


def _named(change: EntryChange) -> str:
    """Name an entry: one that was renamed by what it was, and by its id."""
    was, entry = change.before, change.entry
    if change.op is not Op.RENAMED or was is None:
        return entry.address
    return f"{was.address} -> {entry.address if entry.kind == 'strand' else entry.id}"


def parts(key: str, before: object, after: object) -> Iterator[tuple[str, object, object]]:
    """Give what differs in a key: of a table the rows that do, by their own keys."""
    was, now = _table(before), _table(after)
    if was is None or now is None or not (was or now):
        yield key, before, after
        return
    for name in dict.fromkeys((*was, *now)):
        if was.get(name) != now.get(name):
            yield from parts(f"{key}.{name}", was.get(name), now.get(name))


def _table(value: object) -> Mapping[object, object] | None:
    """Give a table by its keys; None for what is no table."""
    if value is None:
        return {}
    if not isinstance(value, tuple) or not all(isinstance(row, _ROWS) for row in value):
        return None
    pairs = (
        (row.strand, row.split) if isinstance(row, StrandSplit) else tuple(row) for row in value
    )
    return dict(pairs)


def value(it: object, key: str) -> str:
    """Write the value of a key; nothing where there is none."""
    return "" if it is None else text(of_key(key, it))
