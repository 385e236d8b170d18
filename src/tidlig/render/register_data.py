"""A ledger held against a register, for programs: JSON of a fixed shape, CSV with a row a pair."""

from collections.abc import Iterator
from itertools import zip_longest
from typing import Any

from tidlig.matching.items import Item, Reading, Total
from tidlig.matching.leftovers import Lacking, Part
from tidlig.matching.matches import Match, Remark, SummaryRow
from tidlig.matching.matching import Matching
from tidlig.model.money import Money, plain
from tidlig.model.texts import Identifier, Number
from tidlig.render.register_labels import values
from tidlig.render.register_lists import remarks, total_remark
from tidlig.render.report import Rows
from tidlig.render.style import Style
from tidlig.render.values import address

SCHEMA = "tidlig.register/1"
_IN_ORE = ("amount", "rounded")
"""Remarks whose value is an amount."""

_SIDE = ("id", "reference", "award", "recipient", "cvr", "date", "amount")
_FIGURES = ("amount", "plus_minus")
_LEDGER, _REGISTER = ("entry", *_SIDE, "plus_minus"), ("line", *_SIDE)


def as_data(held: Matching, reading: Reading) -> dict[str, Any]:
    """Give all that there is to say, as JSON has it; money is kroner as text, exact."""
    over, outside = held.over_years, held.outside_years
    return {
        "register": _reading(reading, held),
        "summary": [_row(row) for row in held.groups],
        "in_all": _row(held.in_all),
        "over_years": {"matches": over.number, **_money(over.sum)},
        "outside_years": None if outside is None else _outside(outside),
        "matches": [_match(match) for match in held.matches],
    }


def rows(held: Matching, reading: Reading, style: Style) -> Rows:
    """Give one row for a pair of lines, the headings first; every line stands in it once.

    A total that the lines do not add up to has a row at the end, without figures to add up.
    """
    ledger = [f"ledger_{each}" for each in _LEDGER]
    register = [f"register_{each}" for each in _REGISTER]
    yield ["match", "group", "by", "differs", *ledger, *register, "difference", "remark"]
    for number, match in enumerate(held.matches, 1):
        yield from _rows(number, match, style)
    if reading.total is not None and not reading.adds_up:
        cells = dict.fromkeys(_REGISTER, "") | {"line": str(reading.total.line)}
        sides = [*[""] * len(_LEDGER), *cells.values()]
        yield ["", "total-differs", "", "total", *sides, "", total_remark(reading.total, style)]


def _rows(number: int, match: Match, style: Style) -> Rows:
    differs = " ".join(each.what for each in (*match.differs, *match.notes))
    difference, remark = _ore(match.difference) or Number(), remarks(match, style)
    for ours, theirs in zip_longest(match.ledger, match.register):
        sides = [*_cells(ours, _LEDGER), *_cells(theirs, _REGISTER)]
        found = [str(number), match.group.value, match.by, differs]
        yield [*found, *sides, difference, remark]
        difference, remark = Number(), ""


def _cells(item: Item | None, names: tuple[str, ...]) -> Iterator[str]:
    data = {} if item is None else _item(item)
    for name in names:
        value = "" if data.get(name) is None else data[name]
        yield Number(value) if name in _FIGURES else value if isinstance(value, str) else str(value)


def _reading(reading: Reading, held: Matching) -> dict[str, Any]:
    register = reading.register
    return {
        "file": Identifier(reading.file),
        "name": register.id or None,
        "kind": register.type,
        "columns": dict(reading.columns),
        "filters": {each.column: list(each.values) for each in register.filters},
        "sign": {each.column: list(each.values) for each in register.sign},
        "negate": register.negate,
        "not_read": list(reading.unread),
        "not_compared": [_lacking(each) for each in held.lacking],
        "years": None if held.years is None else str(held.years),
        "undated": held.undated,
        "left_out": reading.left_out,
        "turned": reading.turned,
        "other_sign": held.is_opposite,
        "hidden": reading.hidden,
        "unit": register.amounts_in,
        "encoding": reading.encoding,
        "delimiter": reading.delimiter,
        "decimal": reading.mark,
        "dates": reading.order,
        "sheet": reading.sheet,
        "days": held.days,
        "total": None if reading.total is None else _total(reading.total),
    }


def _outside(part: Part) -> dict[str, Any]:
    return {"lines": part.number, **_money(part.sum)}


def _lacking(lacking: Lacking) -> dict[str, Any]:
    return {"column": lacking.word, "empty": lacking.empty, "may_be": list(lacking.may_be)}


def _total(total: Total) -> dict[str, Any]:
    return {
        "line": total.line,
        "label": total.label,
        "amount": None if total.ore is None else plain(total.ore),
        "lines": None if total.lines is None else plain(total.lines),
        "agrees": total.agrees,
        "under": total.under,
        "compared": [
            {"lines": each.which, "added": each.how, "amount": plain(each.ore)}
            for each in total.compared
        ],
    }


def _row(row: SummaryRow) -> dict[str, Any]:
    return {
        "group": row.group,
        "ledger": {"lines": row.ledger_lines, **_money(row.ledger_sum)},
        "register": {"lines": row.register_lines, **_money(row.register_sum)},
        "difference": _ore(row.difference),
    }


def _match(match: Match) -> dict[str, Any]:
    return {
        "group": match.group,
        "by": match.by or None,
        "differs": [_remark(each) for each in match.differs],
        "notes": [_remark(each) for each in match.notes],
        "ledger": [_only(_item(item), _LEDGER) for item in match.ledger],
        "register": [_only(_item(item), _REGISTER) for item in match.register],
        "difference": _ore(match.difference),
    }


def _remark(remark: Remark) -> dict[str, Any]:
    if remark.what in _IN_ORE:
        return {"what": remark.what, "values": [plain(int(ore)) for ore in remark.values]}
    return {"what": remark.what, "values": list(values(remark))}


def _only(data: dict[str, Any], names: tuple[str, ...]) -> dict[str, Any]:
    return {name: data[name] for name in names}


def _item(item: Item) -> dict[str, Any]:
    """Give a line of either side, with what the other side calls it too."""
    return {
        "entry": None if item.entry is None else address(item.entry),
        "line": item.number,
        "id": Identifier(item.id) or None,
        "reference": Identifier(item.reference) or None,
        "award": Identifier(item.award) or None,
        "recipient": item.recipient or None,
        "cvr": item.cvr or None,
        "date": None if item.date is None else item.date.isoformat(),
        "amount": None if item.money is None else plain(item.money.ore),
        "plus_minus": None if item.money is None or item.money.exact else plain(item.money.half),
    }


def _ore(money: Money | None) -> Number | None:
    return None if money is None else plain(money.ore)


def _money(money: Money | None) -> dict[str, str | None]:
    if money is None:
        return {"amount": None, "plus_minus": None}
    return {"amount": plain(money.ore), "plus_minus": plain(money.half)}
