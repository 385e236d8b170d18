"""What a change does to a ledger, for programs: JSON of a fixed shape."""

from typing import Any

from tidlig.arithmetic.entry_changes import EntryChange, KeyChange, Op
from tidlig.arithmetic.line_changes import LineChange
from tidlig.arithmetic.unknown_amounts import unknown
from tidlig.ledger.compare import Comparison, Side
from tidlig.model.entry import Entry
from tidlig.model.money import plain
from tidlig.model.texts import Identifier, Verbatim
from tidlig.render import findings
from tidlig.render.changes import place_of
from tidlig.render.report import json_document
from tidlig.render.values import address, data, id_of, of_key

SCHEMA = "tidlig.diff/1"


def as_json(found: Comparison, tool: str) -> str:
    """Write a comparison as JSON: every heading that differs, money as kroner in text."""
    turned = found.findings
    return json_document(
        {
            "schema": SCHEMA,
            "tool": tool,
            "base": _side(found.base),
            "head": _side(found.head),
            "lines": [_line(change) for change in found.difference.lines],
            "entries": [_entry(change, found) for change in found.difference.entries],
            "alarms": [
                {
                    "alarm": each.alarm.value,
                    "about": Identifier("/".join(part for part in each.about if part))
                    if isinstance(each.about, tuple)
                    else address(each.about),
                    "before": None if each.was is None else plain(each.was.ore),
                    "remaining": None if each.money is None else plain(each.money.ore),
                    "changes": [_key(key) for key in each.keys],
                }
                for each in found.difference.alarms
            ],
            "unknown": [
                address(entry)
                for entry in {e.address: e for e, _ in unknown(found.head.ledger)}.values()
            ],
            "findings": {
                "new": [
                    findings.as_data(each, found.head_places)
                    | {"changed": [_changed(entry, found) for entry in entries]}
                    for each, entries in zip(turned.new, found.causes, strict=True)
                ],
                "fixed": [findings.as_data(each, found.base_places) for each in turned.fixed],
                "unchanged": turned.unchanged,
            },
        }
    )


def _side(side: Side) -> dict[str, Any]:
    revision, dirty = side.origin.state()
    return {
        "name": side.name,
        "ledger": Identifier(side.origin.shown),
        "revision": revision and Verbatim(revision),
        "dirty": dirty,
        "entries": side.ledger.size,
        "errors": side.checked.errors,
    }


def _line(change: LineChange) -> dict[str, Any]:
    figures = {
        "before": None if change.heading in change.doubts_before else change.before,
        "after": None if change.heading in change.doubts_after else change.after,
    }
    known = change.heading not in change.doubts
    return {
        "program": Identifier(change.line.program),
        "strand": Identifier(change.line.strand) or None,
        "years": list(change.line.years),
        "heading": change.heading,
        **{name: money and plain(money.ore) for name, money in figures.items()},
        "change": plain(change.after.ore - change.before.ore) if known else None,
        "plus_minus": {name: plain(m.half) for name, m in figures.items() if m and not m.exact},
    }


def _changed(entry: Entry, found: Comparison) -> dict[str, Any]:
    """Give a changed entry that a finding comes from."""
    span = found.head_places.span(entry.at())
    return {
        "entry": address(entry),
        "file": Identifier(entry.stands_in),
        "line": None if span is None else span.line,
    }


def _entry(change: EntryChange, found: Comparison) -> dict[str, Any]:
    file, line = place_of(change, found)
    entry, was = change.entry, change.before
    return {
        "op": change.op.value,
        "kind": entry.kind,
        "id": _id(entry),
        "was": _id(was) if was is not None and change.op is Op.RENAMED else None,
        "file": Identifier(file),
        "line": line,
        "changes": [_key(key) for key in change.keys],
    }


def _id(entry: Entry) -> str:
    return Identifier(f"{entry.path[1]}/{entry.id}") if entry.kind == "strand" else id_of(entry)


def _key(change: KeyChange) -> dict[str, Any]:
    return {
        "key": change.key,
        "before": _value(of_key(change.key, change.before)),
        "after": _value(of_key(change.key, change.after)),
    }


def _value(value: object) -> Any:
    return None if value in (None, ()) else data(value)
