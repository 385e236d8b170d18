"""One entry for programs: JSON of a fixed shape, with every row of what hangs on it."""

from typing import Any

from tidlig.arithmetic.dossier import Dossier, Part
from tidlig.arithmetic.headings import Figures
from tidlig.arithmetic.lookup import known_as
from tidlig.arithmetic.marks import Doubts
from tidlig.arithmetic.movements import Movement
from tidlig.ledger.authorship import Standing
from tidlig.model.entry import Entry
from tidlig.model.notation import plain
from tidlig.model.register import Statement
from tidlig.model.texts import Identifier, Verbatim
from tidlig.render import balance_columns, findings, json_text, pools, reconcile_data
from tidlig.render.entry import Shown
from tidlig.render.report import Context, provenance_data
from tidlig.render.values import address, data, id_of, inexact, keys

SCHEMA = "tidlig.show/1"


def as_json(shown: Shown, context: Context) -> str:
    """Write one entry as JSON; money is kroner as text, exact."""
    dossier = shown.dossier
    concerning = shown.concerning
    return json_text.as_json(
        {
            "schema": SCHEMA,
            "provenance": provenance_data(context.provenance),
            "currency": context.currency,
            "entry": _entry(dossier.entry, shown.standing),
            "counts": dossier.counts,
            "figures": _figures(dossier.figures, dossier.doubts),
            "unknown": [Identifier(each) for each in dossier.unknown],
            "held": dossier.held and reconcile_data.statement_data(dossier.held),
            "by_program": [
                {"program": Identifier(program), **balance_columns.figures_data(each, doubts)}
                for program, each, doubts in dossier.by_program
            ],
            "movements": [_movement(movement) for movement in dossier.movements],
            "pool": dossier.pool and pools.row_data(dossier.pool),
            "hangs_on_it": {part.what: _part(part) for part in dossier.parts},
            "sources": _sources(dossier),
            "findings": [findings.as_data(each, shown.places) for each in concerning.findings],
            "accepted": [
                {**findings.as_data(each.finding, shown.places), "reason": each.reason}
                for each in concerning.accepted
            ],
            "commit": _commit(shown.standing),
            "commit_unknown": shown.standing.lost and shown.standing.lost.value,
            "uncommitted": shown.standing.changed,
        }
    )


def _entry(entry: Entry, standing: Standing) -> dict[str, Any]:
    found = dict(keys(entry))
    halves = {key: inexact(value) for key, value in found.items()}
    return {
        "kind": entry.kind,
        "id": id_of(entry),
        "address": address(entry),
        "name": known_as(entry) or None,
        "file": Identifier(standing.file),
        "line": standing.line,
        "keys": {key: data(value) for key, value in found.items()},
        "plus_minus": {key: half for key, half in halves.items() if half is not None},
        "note": entry.note or None,
        "accept": dict(entry.accept),
    }


def _figures(figures: Figures | None, doubts: Doubts) -> dict[str, Any] | None:
    """Give all headings of an entry; null for what an unknown amount leaves unknown."""
    return None if figures is None else balance_columns.figures_data(figures, doubts)


def _movement(movement: Movement) -> dict[str, Any]:
    money, line = movement.money, movement.line
    return {
        "heading": movement.heading,
        "program": Identifier(line.program),
        "strand": Identifier(line.strand) or None,
        "years": list(line.years),
        "amount": plain(money.ore),
        "plus_minus": {} if money.exact else {"amount": plain(money.half)},
    }


def _part(part: Part) -> dict[str, Any]:
    return {
        "count": len(part.rows),
        "figures": balance_columns.figures_data(part.whole, part.doubts),
        "entries": [
            {
                "id": id_of(row.entry),
                "address": address(row.entry),
                "name": known_as(row.entry) or None,
                "unknown": row.is_unknown,
                "figures": _figures(row.figures, row.doubts),
            }
            for row in part.rows
        ],
    }


def _sources(dossier: Dossier) -> list[dict[str, Any]]:
    entry = dossier.entry
    locator = entry.locator if isinstance(entry, Statement) else None
    return [
        {
            "id": source.id,
            "title": source.title,
            **{key: data(value) for key, value in keys(source)},
            "inherited_from": inherited and address(inherited),
            "locator": locator,
        }
        for source, inherited in dossier.sources
    ]


def _commit(standing: Standing) -> dict[str, str | None] | None:
    commit = standing.commit
    if commit is None:
        return None
    return {
        "id": Verbatim(commit.id),
        "date": None if commit.date is None else commit.date.isoformat(),
        "author": commit.author,
        "subject": commit.subject,
    }
