"""The entries of one kind as a CSV file that `tidlig import` reads again, key by key.

The headings are the keys of the ledger, dotted for those of a table ("amount.2024"). Amounts are in
kroner with a decimal comma, and the file opens in a Danish Excel as it stands: semicolons, UTF-8
with a mark. Beside ids stand the names that people know them by ("pool.name"), which no import
reads. A text that a spreadsheet would take for a formula has an apostrophe before it.
"""

import csv
import io
import re
from collections.abc import Collection, Iterable, Iterator
from dataclasses import fields
from typing import Any

from tidlig.arithmetic.ledger import Ledger
from tidlig.model.decisions import Strand
from tidlig.model.entry import Entry, KindCount, YearAmount, key_of
from tidlig.model.grants import Award
from tidlig.model.kinds import KINDS
from tidlig.model.money import ORE_PER_KRONE, UNITS, Money, Unknown
from tidlig.model.personal import masked
from tidlig.model.records import Stated
from tidlig.model.texts import FORMULA, without_commands, without_controls
from tidlig.source.given import key_order

EXPORTED = ("award", "payment", "return", "recipient", "outturn")
"""The kinds that are exported."""

_LEFT_OUT = ("stands_in", "accept")
_MARK = "\ufeff"

_GUARDED = FORMULA.replace("(?=", "'(?=", 1)
"""How a text begins that a spreadsheet would take for a formula."""


def entries_as_csv(
    ledger: Ledger, kind: str, lines: Collection[tuple[str, str | None]] = ()
) -> Iterator[str]:
    """Yield the CSV of a kind, part by part; of some programs or strands, or of all."""
    entries = ledger.of(KINDS[kind])
    own = (entry for entry in entries if not lines or _is_of(ledger, entry, lines))
    rows = [{**_row(entry), **dict(_names(ledger, entry))} for entry in own]
    headings = _in_order(kind, dict.fromkeys(key for row in rows for key in row))
    yield _MARK + _line(headings or headings_of(kind))
    for row in rows:
        yield _line([row.get(key, "") for key in headings])


def _in_order(kind: str, keys: Iterable[str]) -> list[str]:
    """Keys in the order of the ledger, the id first."""
    order = {"id": -1, **key_order(KINDS[kind])}
    return sorted(keys, key=lambda key: order.get(key.partition(".")[0], 0))


def headings_of(kind: str) -> list[str]:
    """The headings of an empty sheet: the id, and the keys that a person would fill in."""
    order = key_order(KINDS[kind])
    left_out = {"accept", "tags", "recipients", "round", "strand", "price_level", "applied"}
    return ["id", *(key for key in order if key not in left_out)]


def _line(cells: Iterable[str]) -> str:
    text = io.StringIO()
    csv.writer(text, delimiter=";", lineterminator="\r\n").writerow(cells)
    return text.getvalue()


def _is_of(ledger: Ledger, entry: Entry, lines: Collection[tuple[str, str | None]]) -> bool:
    """Whether an entry is of one of some programs or strands."""
    award = ledger.awards.get(getattr(entry, "award", None) or "")
    owner: Any = award or entry
    own: tuple[str | None, str | None]
    if isinstance(owner, Award):
        own = ledger.budget_line(owner)
    else:
        own = getattr(owner, "program", None), getattr(owner, "strand", None)
    return any(own[0] == program and strand in (None, own[1]) for program, strand in lines)


def _row(entry: Entry) -> dict[str, str]:
    row = {"id": guarded(entry.id)}
    for field in fields(entry):
        value = getattr(entry, field.name)
        if field.name in ("id", *_LEFT_OUT) or value is None or value == ():
            continue
        row.update(_cells(key_of(field), value))
    return row


def _names(ledger: Ledger, entry: Entry) -> Iterator[tuple[str, str]]:
    """What is beside ids, for people: names, and the CVR numbers of recipients."""
    award = ledger.awards.get(_named(entry, "award"))
    if award is not None and award.recipient is not None:
        yield "award.recipient", guarded(ledger.recipients[award.recipient].name)
    owners: dict[str, Any] = {
        "pool": ledger.pools.get(_named(entry, "pool")),
        "program": ledger.programs.get(_named(entry, "program")),
        "strand": _strand(ledger, entry),
        "recipient": ledger.recipients.get(_named(entry, "recipient")),
        "payee": ledger.recipients.get(_named(entry, "payee")),
    }
    for key, owner in owners.items():
        for part in ("name", "cvr"):
            text = getattr(owner, part, None)
            if text:
                yield f"{key}.{part}", guarded(text)


def _named(entry: Entry, key: str) -> str:
    """The id that an entry has under a key; empty for none."""
    return getattr(entry, key, None) or ""


def _strand(ledger: Ledger, entry: Entry) -> Strand | None:
    program = ledger.programs.get(_named(entry, "program"))
    strands = () if program is None else program.strands
    return next((each for each in strands if each.id == _named(entry, "strand")), None)


def _cells(key: str, value: object) -> Iterator[tuple[str, str]]:
    """The cells of a value: one, or one for each row of a table."""
    if isinstance(value, tuple) and value and isinstance(value[0], YearAmount | KindCount):
        for part, inner in value:
            yield f"{key}.{part}", _text(inner)
    else:
        yield key, _text(value)


def _text(value: object) -> str:
    if isinstance(value, Money):
        return amount_text(value)
    if isinstance(value, Unknown):
        return value.value
    if isinstance(value, Stated):
        return guarded(value.text)
    if isinstance(value, tuple) and not hasattr(value, "_fields"):
        return guarded(", ".join(map(str, value)))
    if isinstance(value, str):
        return guarded(value)
    return str(value)


def amount_text(money: Money) -> str:
    """An amount as a cell: kroner, or with "ca." as the ledger writes it, so that it reads back."""
    sign, ore = "-" if money.ore < 0 else "", abs(money.ore)
    if not money.half:
        kroner, rest = divmod(ore, ORE_PER_KRONE)
        return f"{sign}{kroner},{rest:02}" if rest else f"{sign}{kroner}"
    step = 2 * money.half
    unit = next(unit for unit in UNITS.values() if unit.ore % step == 0)
    decimals = len(str(unit.ore // step)) - 1
    whole, rest = divmod(ore // step, 10**decimals)
    figure = f"{whole},{rest:0{decimals}}" if decimals else f"{whole}"
    return f"ca. {sign}{figure} {unit.label}"


def guarded(text: str) -> str:
    """A masked text that no spreadsheet takes for a formula, and no CI for a command."""
    plain = without_commands(without_controls(masked(text)))
    return re.sub(FORMULA, r"\1'", plain)


def unguarded(text: str) -> str:
    """A text as it was before it was guarded."""
    return re.sub(_GUARDED, r"\1", text)


def empty_sheet(kind: str) -> str:
    """A sheet of a kind without lines."""
    return _MARK + _line(headings_of(kind))
