"""Awards, payments and returns that are written plainly: from a file's text to rows in one pass.

Nearly all rows of a large ledger have one key on a line, with a plain text, day, whole amount or
table of amounts by year. One regular expression reads such an entry, and makes what `columns.py`
makes of the entry that `tidlig.source.reading` gives. It takes nothing that TOML would not, and
nothing that any check of one file could have something to say of: no such amount is 0 or less.

The file without the keys of these entries is read as TOML. Their headings stay there, as empty
tables, so that the parser itself finds what stands twice, or within a list or text that goes on.
"""

import re
from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date
from functools import lru_cache, partial
from itertools import chain, repeat
from typing import Any, NamedTuple

from tidlig.arithmetic.charging import StatedPlace
from tidlig.arithmetic.totals import MANY_KINDS
from tidlig.index.columns import (
    ANNULMENT,
    PAYMENT,
    REFUND,
    AwardRow,
    Charged,
    Columns,
    OnAwardRow,
    columns_from,
    is_of_many,
    likeness,
    reference,
    row_of,
)
from tidlig.model.entry import Entry
from tidlig.model.grants import Award, Payment, Return
from tidlig.model.money import ORE_PER_KRONE
from tidlig.model.spelling import letters_and_digits
from tidlig.source.toml import MOST_TABLES, Unparsed, decoded, document
from tidlig.source.values import ID, YEAR

Row = AwardRow | OnAwardRow

_WHOLE = r"[1-9](?:[0-9]{0,14}|[0-9]{0,2}(?:_[0-9]{3}){1,4})"
"""A whole amount above 0, which has no more digits than one may have."""

_OF_YEAR = f"{YEAR} = {_WHOLE}"
_DAY = "([0-9]{4}-[0-9]{2}-[0-9]{2})"
_NAME = f'"({ID})"'
_LETTERS = r'[^"\\\x00-\x1f\x7f]{0,400}'
_READ, _UNREAD = f'"({_LETTERS})"', f'"{_LETTERS}(")'
"""A text that is asked for, and one that is not; too short to be past a limit of `toml.py`."""

_KEYS: Mapping[str, Mapping[str, str]] = {
    "award": {
        "program": _NAME,
        "pool": _NAME,
        "strand": _NAME,
        "round": _NAME,
        "recipient": _NAME,
        "date": _DAY,
        "amount": rf"({_WHOLE}|\{{ {_OF_YEAR}(?:, {_OF_YEAR})* \}})",
        "reference": _READ,
        "price_level": f"({YEAR})",
        "source": _NAME,
        "purpose": _UNREAD,
        "title": _UNREAD,
        "note": _UNREAD,
    },
    "payment": {
        "award": _NAME,
        "date": _DAY,
        "amount": f"({_WHOLE})",
        "source": _NAME,
        "payee": _NAME,
        "reference": _READ,
        "note": _UNREAD,
    },
    "return": {
        "award": _NAME,
        "date": _DAY,
        "amount": f"({_WHOLE})",
        "source": _NAME,
        "kind": '"(annulment|refund)"',
        "reason": _UNREAD,
        "note": _UNREAD,
    },
}
"""The keys of plain entries, with a group each. Those of payments and returns go in one order."""


def _pattern(kind: str) -> str:
    lines = "|".join(f"{key} *= *{value}\n" for key, value in _KEYS[kind].items())
    return rf"\[{kind}\.({ID})\]\n((?:{lines})++)"


_ENTRY = re.compile(f"(?:{'|'.join(map(_pattern, _KEYS))})" + r"(?=(?:\n|#[^\n]*\n)*+(?:\[|\Z))")
"""An entry, up to where a heading, or nothing, follows; it has a group for its keys too."""

_AWARD = slice(0, 2 + len(_KEYS["award"]))
_PAYMENT = slice(_AWARD.stop, _AWARD.stop + 2 + len(_KEYS["payment"]))
_RETURN = slice(_PAYMENT.stop, None)
"""The groups of each kind: the id, the keys as a whole, and their values."""

_ELSEWHERE = ('"""', "'''", "\r")
"""What begins a text over several lines, in which anything may stand; and half an end of a line."""


class PlainEntries(NamedTuple):
    """What a file holds: plain entries as rows by kind and id, and the tables of all others.

    `order` has the ids of the many kinds, and all kinds, in the order of the file.
    """

    rows: Mapping[str, Mapping[str, Row]]
    order: Mapping[str, Sequence[str]]
    others: dict[str, Any]
    text: str


class _Otherwise(Exception):
    """A file that has to be read the long way."""


def plain_entries(data: bytes) -> PlainEntries | None:
    """Take the plain entries out of a file; None where it has none, or is not in order."""
    try:
        text = decoded(data)
        rows, rest = _taken(text)
        if not rest:
            return PlainEntries(rows, {kind: list(rows[kind]) for kind in rows}, {}, text)
        tables = document(rest.encode())
        order = {
            kind: list(entries) if isinstance(entries, dict) else ()
            for kind, entries in tables.items()
        }
        for kind, own in rows.items():
            _take_out(tables, kind, own)
    except (Unparsed, _Otherwise):
        return None
    return PlainEntries(rows, order, tables, text)


def with_others(plain: PlainEntries, others: Sequence[Entry]) -> tuple[list[int], Columns]:
    """Put plain entries and all others of the file in its order.

    Give the positions of those that are no rows among all entries, and the columns of the rows.
    """
    rows: Mapping[Any, Any] = {(each.kind, each.id): each for each in others if is_of_many(each)}
    number_of = Counter(_heading(entry) for entry in others if not is_of_many(entry))
    awards: dict[int, Any] = {}
    on_awards: dict[int, Any] = {}
    positions: list[int] = []
    number = 0
    for kind, ids in plain.order.items():
        start = number + len(positions)
        positions += range(start, start + number_of[kind])
        if kind in MANY_KINDS:
            taken = plain.rows.get(kind, {})
            of_kind = (taken.get(id) or row_of(rows[kind, id]) for id in ids)
            (awards if kind == Award.kind else on_awards).update(enumerate(of_kind, number))
            number += len(ids)
    return positions, columns_from(awards, on_awards)


def _heading(entry: Entry) -> str:
    """The first word of the heading that an entry stands under."""
    return entry.address.partition(".")[0]


def _take_out(tables: dict[str, Any], kind: str, own: Collection[str]) -> None:
    """Take the headings of plain entries out of the tables of a kind."""
    found = tables.get(kind)
    if not isinstance(found, dict) or any(found.get(id) != {} for id in own):
        raise _Otherwise  # there is a second heading for some keys of it
    tables[kind] = {id: table for id, table in found.items() if id not in own}


def _taken(text: str) -> tuple[dict[str, dict[str, Row]], str]:
    """Give the rows of a text by kind and id, and the text without their keys.

    Where nothing but such entries stands there, nothing is left.
    """
    text = text.replace("\r\n", "\n")
    if len(text) > MOST_TABLES or any(mark in text for mark in _ELSEWHERE):
        raise _Otherwise
    found, between = _found(f"{text}\n")
    kinds = dict.fromkeys(kind for kind, _ in found)
    rows = {kind: _rows(kind, [own for each, own in found if each == kind]) for kind in kinds}
    if not "".join(between).strip("\n"):
        return rows, ""
    headings = (*(f"[{kind}.{id}]\n" for kind, (id, *_) in found), "")
    return rows, "".join(chain.from_iterable(zip(between, headings, strict=True)))


_Found = list[tuple[str, Sequence[Any]]]


def _found(text: str) -> tuple[_Found, list[str]]:
    """Find the plain entries of a text, each with its kind, and what stands around each."""
    found: _Found = []
    between: list[str] = []
    end = 0
    for match in _ENTRY.finditer(text):
        start = match.start()
        if text[start - 1] == "\n":
            found.append(_own(match.groups()))
            between.append(text[end:start])
            end = match.end()
    if not found:
        raise _Otherwise
    return found, [*between, text[end:]]


def _own(groups: Sequence[Any]) -> tuple[str, Sequence[Any]]:
    """Give the kind of an entry, and its own groups."""
    if groups[0] is not None:
        return "award", groups[_AWARD]
    own = groups[_PAYMENT]
    return ("return", groups[_RETURN]) if own[0] is None else ("payment", own)


def _rows(kind: str, entries: Sequence[Sequence[Any]]) -> dict[str, Row]:
    """Make the rows of a kind by their ids, column by column.

    A key that stands twice has one group, and so there are fewer values than lines.
    """
    ids, keys, *columns = zip(*entries, strict=True)
    values = sum(len(column) - column.count(None) for column in columns)
    if "".join(keys).count("\n") > values or len(set(ids)) < len(ids):
        raise _Otherwise
    make = _award_rows if kind == Award.kind else partial(_on_award_rows, kind)
    return dict(zip(ids, make(ids, *columns), strict=True))


_Column = Sequence[Any]


def _award_rows(ids: _Column, *columns: _Column) -> Iterable[AwardRow]:
    program, pool, strand, round, recipients, days, amounts, said, levels, source, *_ = columns
    places = list(zip(pool, program, strand, round, strict=True))
    if None in recipients or None in amounts or not all(map(_is_in_order, set(places))):
        raise _Otherwise
    dates, years = zip(*map(_day, days), strict=True)
    money = map(_money, amounts, years)
    first, last, ore, same, beside, by_year, charged = zip(*money, strict=True)
    return zip(
        ids, places, recipients, dates, first, last, ore, repeat(0), same, map(reference, said),
        map(_level, levels), beside, map(bool, source), map(_sources, source), repeat(False),
        by_year, charged,
    )  # fmt: skip


def _is_in_order(place: StatedPlace) -> bool:
    """Whether an award may be charged so: a pool stands alone, and a program with or without."""
    pool, program, strand, round = place
    return program is not None if pool is None else program is strand is round is None


def _on_award_rows(kind: str, ids: _Column, *columns: _Column) -> Iterable[OnAwardRow]:
    awards, days, amounts, sources, third, said, _ = columns
    if None in awards or None in amounts or (kind == Return.kind and None in third):
        raise _Otherwise
    dates, years = zip(*map(_day, days), strict=True)
    is_payment = kind == Payment.kind
    return zip(
        repeat(PAYMENT) if is_payment else map(_RETURNS.__getitem__, third),
        ids, awards, third if is_payment else repeat(None), dates, years,
        map(_ore, amounts), repeat(0), map(letters_and_digits, said) if is_payment else repeat(""),
        map(_sources, sources), repeat(False),
    )  # fmt: skip


_RETURNS = {"refund": REFUND, "annulment": ANNULMENT}


def _level(written: str | None) -> int | None:
    return int(written) if written else None


def _sources(named: str | None) -> tuple[str, ...]:
    return (named,) if named else ()


def _ore(written: str) -> int:
    return int(written) * ORE_PER_KRONE


_Money = tuple[int, int, int, int, bool, bool, Sequence[Charged]]
"""The years, øre, likeness, if other years than a given one are charged, if by year, and what."""


def _money(written: str, year: int) -> _Money:
    """Read the amount of an award that was given in a year."""
    if written[0] != "{":
        ore = _ore(written)
        return year, year, ore, likeness((0, 0), ore, 0), False, False, ((year, year, ore, 0),)
    charged = list(map(_of_year, written[2:-2].split(", ")))
    if len(charged) == 1:
        ((first, last, ore, _),) = charged
        beside = first != year
    else:
        years, _, ores, _ = zip(*charged, strict=True)
        in_order = sorted(set(years))
        if len(in_order) < len(years):
            raise _Otherwise
        first, last, ore, beside = in_order[0], in_order[-1], sum(ores), True
    same = likeness((first, last), ore, 0, by_year=True)
    return first, last, ore, same, beside, True, charged


_RECURRING = 8_192
"""Days, and amounts of a year, recur: as many as this are remembered as they are written."""


@lru_cache(_RECURRING)
def _day(written: str | None) -> tuple[int, int]:
    """The number of a day and its year."""
    try:
        day = date.fromisoformat(written or "")
    except ValueError:
        raise _Otherwise from None
    return day.toordinal(), day.year


@lru_cache(_RECURRING)
def _of_year(written: str) -> Charged:
    """The amount of a year, as in a table of them."""
    year, _, amount = written.partition(" = ")
    return int(year), int(year), int(amount) * ORE_PER_KRONE, 0
