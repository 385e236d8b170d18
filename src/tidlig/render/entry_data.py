"""One entry for programs: JSON of a fixed shape, with every row of what hangs on it."""

from typing import Any

from tidlig.arithmetic.entry_report import EntryReport, Part
from tidlig.arithmetic.movements import Figures, Movement
from tidlig.arithmetic.related import known_as
from tidlig.arithmetic.unknown_amounts import Doubts
from tidlig.ledger.authorship import Standing
from tidlig.model.entry import Entry
from tidlig.model.money import plain
from tidlig.model.records import Statement
from tidlig.model.texts import Identifier, Verbatim
from tidlig.render import balance_columns, findings, pools, statements
from tidlig.render.entry import Shown
from tidlig.render.report import Context, json_document, provenance_data
from tidlig.render.values import address, data, id_of, inexact, keys

SCHEMA = "tidlig.show/1"


def as_json(shown: Shown, context: Context) -> str:
    """Write one entry as JSON; money is kroner as text, exact."""
    dossier = shown.dossier
    concerning = shown.concerning
    return json_document(
        {
            "schema": SCHEMA,
            "provenance": provenance_data(context.provenance),
            "currency": context.currency,
            "entry": _entry(dossier.entry, shown.standing),
            "counts": dossier.counts,
            "figures": _figures(
                dossier.figures, dossier.doubts, has_accounts=bool(_accounts(dossier))
            ),
            "unknown": [Identifier(each) for each in dossier.unknown],
            "held": dossier.held and statements.data(dossier.held),
            "by_program": [
                {"program": Identifier(program), **_of_awards(each, doubts)}
                for program, each, doubts in dossier.by_program
            ],
            "movements": [_movement(movement) for movement in dossier.movements],
            "pool": dossier.pool and pools.row_data(dossier.pool),
            "hangs_on_it": {part.what: _part(part, _accounts(dossier)) for part in dossier.parts},
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


def _accounts(dossier: EntryReport) -> set[str | None]:
    """Give the strands that there are accounts of, None for those of no strand."""
    rows = (row for part in dossier.parts if part.what == "outturn" for row in part.rows)
    return {getattr(row.entry, "strand", None) for row in rows}


def _figures(
    figures: Figures | None, doubts: Doubts, *, has_accounts: bool
) -> dict[str, Any] | None:
    """Give all headings of an entry; null for what is unknown, and for accounts there are not."""
    if figures is None:
        return None
    return balance_columns.figures_data(figures, doubts, has_accounts=has_accounts)


def _of_awards(figures: Figures, doubts: Doubts) -> dict[str, Any]:
    return balance_columns.figures_data(figures, doubts, has_accounts=False)


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


def _part(part: Part, accounts: set[str | None]) -> dict[str, Any]:
    """Give what hangs on an entry; accounts are of themselves and of strands that have any."""
    of_strands = {row.entry.id for row in part.rows} & accounts if part.what == "strand" else set()
    has_any = part.what == "outturn" or bool(of_strands)
    return {
        "count": len(part.rows),
        "figures": balance_columns.figures_data(part.whole, part.doubts, has_accounts=has_any),
        "entries": [
            {
                "id": id_of(row.entry),
                "address": address(row.entry),
                "name": known_as(row.entry) or None,
                "unknown": row.is_unknown,
                "figures": _figures(
                    row.figures,
                    row.doubts,
                    has_accounts=part.what == "outturn" or row.entry.id in of_strands,
                ),
            }
            for row in part.rows
        ],
    }


def _sources(dossier: EntryReport) -> list[dict[str, Any]]:
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
