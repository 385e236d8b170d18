"""What a change does to a ledger, for programs: JSON of a fixed shape."""

from collections.abc import Iterable
from typing import Any

from tidlig.arithmetic.entry_changes import EntryChange, KeyChange, Op
from tidlig.arithmetic.line_changes import LineChange, ReviewFlag
from tidlig.arithmetic.state_changes import StateChange
from tidlig.arithmetic.unknown_amounts import unknown_entries
from tidlig.ledger.compare import Comparison, Side
from tidlig.model.entry import Entry
from tidlig.model.findings import Finding
from tidlig.model.messages import in_currency
from tidlig.model.money import Money, plain
from tidlig.model.texts import Identifier, Verbatim
from tidlig.render import findings
from tidlig.render.balance_data import figure_data
from tidlig.render.changes import about, place_of
from tidlig.render.columns import Figure
from tidlig.render.report import json_document
from tidlig.render.values import address, data, id_of, of_key

SCHEMA = "tidlig.diff/2"


def as_json(comparison: Comparison, tool: str) -> str:
    """Write a comparison as JSON: every heading that differs, money as kroner in text."""
    difference = comparison.difference
    return json_document(
        {
            "schema": SCHEMA,
            "tool": tool,
            "as_of": None if comparison.as_of is None else comparison.as_of.isoformat(),
            "base": _side(comparison.base),
            "head": _side(comparison.head),
            "states": [_state(change) for change in comparison.states],
            "lines": [_line(change) for change in difference.lines],
            "entries": [_entry(change, comparison) for change in difference.entries],
            "alarms": [_flag(flag) for flag in difference.alarms],
            "unknown": _unknown(comparison),
            "findings": _findings(comparison),
        }
    )


def _state(change: StateChange) -> dict[str, Any]:
    return {
        "state": change.state,
        "years": list(change.years),
        "before": figure_data(change.before),
        "after": figure_data(change.after),
        "change": figure_data(change.change),
        "kept_by_accounts": change.is_kept_by_accounts,
    }


def _flag(flag: ReviewFlag) -> dict[str, Any]:
    return {
        "alarm": flag.alarm.value,
        "about": about(flag),
        "before": None if flag.was is None else plain(flag.was.ore),
        "remaining": None if flag.money is None else plain(flag.money.ore),
        "changes": [_key(key) for key in flag.keys],
    }


def _unknown(comparison: Comparison) -> list[str]:
    """Return the addresses of entries with an unknown amount, each once."""
    entries = {entry.address: entry for entry, _ in unknown_entries(comparison.head.ledger)}
    return [address(entry) for entry in entries.values()]


def _findings(comparison: Comparison) -> dict[str, Any]:
    delta = comparison.findings
    was_in = in_currency(comparison.base.ledger.settings.currency)
    causes = zip(delta.new, comparison.causes, strict=True)
    return {
        "new": [_new_finding(finding, entries, comparison) for finding, entries in causes],
        "fixed": [
            findings.as_data(finding, comparison.base_places, was_in) for finding in delta.fixed
        ],
        "unchanged": delta.unchanged,
    }


def _new_finding(
    finding: Finding, causes: Iterable[Entry], comparison: Comparison
) -> dict[str, Any]:
    changed = [_changed(entry, comparison) for entry in causes]
    catalogue = in_currency(comparison.head.ledger.settings.currency)
    return {**findings.as_data(finding, comparison.head_places, catalogue), "changed": changed}


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
    heading, line = change.heading, change.line
    before = Figure(change.before, heading, change.doubts_before).known
    after = Figure(change.after, heading, change.doubts_after).known
    difference = Figure(change.after - change.before, heading, change.doubts).known
    known = {"before": before, "after": after}
    inexact = {name: money for name, money in known.items() if money and not money.exact}
    return {
        "program": Identifier(line.program),
        "strand": Identifier(line.strand) or None,
        "years": list(line.years),
        "heading": heading,
        "before": _kroner(before),
        "after": _kroner(after),
        "change": _kroner(difference),
        "plus_minus": {name: plain(money.half) for name, money in inexact.items()},
    }


def _kroner(money: Money | None) -> str | None:
    return None if money is None else plain(money.ore)


def _changed(entry: Entry, comparison: Comparison) -> dict[str, Any]:
    """A changed entry that a finding comes from."""
    span = comparison.head_places.span(entry.at())
    return {
        "entry": address(entry),
        "file": Identifier(entry.stands_in),
        "line": None if span is None else span.line,
    }


def _entry(change: EntryChange, comparison: Comparison) -> dict[str, Any]:
    file, line = place_of(change, comparison)
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
