"""The report on one entry for programs: its keys, figures, dependents, and where it comes from."""

from dataclasses import dataclass
from functools import partial
from typing import Any

from tidlig.arithmetic.entry_facts import EntryFacts, PaymentRow
from tidlig.arithmetic.entry_report import EntryReport
from tidlig.arithmetic.related import Cited, display_name
from tidlig.ledger.authorship import Authorship
from tidlig.ledger.check_result import CheckResult
from tidlig.ledger.places import Places
from tidlig.model.entry import Entry, YearAmount
from tidlig.model.messages import Catalogue, in_currency
from tidlig.model.money import Money, currency_word, kroner, plain
from tidlig.model.records import Statement
from tidlig.model.texts import Identifier, Verbatim
from tidlig.render import entry_tables, findings, pools, statements
from tidlig.render.balance_data import figure_data, program_data
from tidlig.render.columns import amount_fields
from tidlig.render.csv_text import Rows
from tidlig.render.report import Context, json_document, provenance_data
from tidlig.render.values import address, data, id_of, inexact, keys, text

SCHEMA = "tidlig.show/2"

SHORT = 10
"""So many digits of a commit's id are shown."""


@dataclass(frozen=True, slots=True)
class EntryContent:
    """Everything that is reported of one entry."""

    report: EntryReport
    facts: EntryFacts
    standing: Authorship
    checked: CheckResult
    places: Places


# Data.


def as_json(content: EntryContent, context: Context) -> str:
    """Write one entry as JSON; money is kroner as text, exact."""
    return json_document(
        {
            "schema": SCHEMA,
            "provenance": provenance_data(context.provenance),
            "currency": context.currency,
            "entry": _entry_data(content.report.entry, content.standing),
            **_report_data(content.report),
            "left": _left_data(content.facts),
            "left_of_frame": figure_data(content.facts.left_of_frame),
            "payments": [_payment_data(row) for row in content.facts.payments],
            "statements": [statements.data(result) for result in content.facts.statements],
            **_findings_data(content, in_currency(context.currency)),
            "commit": _commit_data(content.standing),
            "commit_unknown": content.standing.missing and content.standing.missing.value,
            "uncommitted": content.standing.changed,
        }
    )


def _entry_data(entry: Entry, standing: Authorship) -> dict[str, Any]:
    values = dict(keys(entry))
    half_widths = {key: inexact(value) for key, value in values.items()}
    return {
        "kind": entry.kind,
        "id": id_of(entry),
        "address": address(entry),
        "name": display_name(entry) or None,
        "file": Identifier(standing.file),
        "line": standing.line,
        "keys": {key: data(value) for key, value in values.items()},
        "plus_minus": {key: half for key, half in half_widths.items() if half is not None},
        "note": entry.note or None,
        "accept": dict(entry.accept),
    }


def _report_data(report: EntryReport) -> dict[str, Any]:
    return {
        "counts": report.counts,
        "figures": entry_tables.data_of_figures(report),
        "unknown": [Identifier(address) for address in report.unknown],
        "held": report.held and statements.data(report.held),
        "by_program": entry_tables.data_by_program(report),
        "movements": entry_tables.movements_data(report.movements),
        "pool": report.pool and pools.row_data(report.pool),
        "hangs_on_it": {part.what: entry_tables.part_data(report, part) for part in report.parts},
        "sources": [_source_data(report.entry, cited) for cited in report.sources],
    }


def _locator(entry: Entry) -> str | None:
    """Return the place in a document that a statement is taken from."""
    return entry.locator if isinstance(entry, Statement) else None


def _source_data(entry: Entry, cited: Cited) -> dict[str, Any]:
    document, inherited = cited
    return {
        "id": document.id,
        "title": document.title,
        **{key: data(value) for key, value in keys(document)},
        "inherited_from": inherited and address(inherited),
        "locator": _locator(entry),
    }


def _left_data(facts: EntryFacts) -> dict[str, Any] | None:
    """Return what is left of a program or strand, as its balance has it; null for other entries."""
    left = facts.left
    if left is None:
        return None
    data = program_data(left)
    total = {name: figure for name, figure in data["total"].items() if name != "agreed"}
    rest: dict[str, Any] = {
        name: data[name] for name in ("unreported", "known", "not_known") if name in data
    }
    return {**total, **rest}


def _payment_data(row: PaymentRow) -> dict[str, Any]:
    amount = None if row.sign else row.amount
    figures = {"amount": amount, "paid": row.paid, "outstanding": row.outstanding}
    known = {key: money for key, money in figures.items() if money is not None}
    return {
        "entry": address(row.entry),
        "date": data(getattr(row.entry, "date", None)),
        **{key: None if money is None else plain(money.ore) for key, money in figures.items()},
        "plus_minus": {key: plain(money.half) for key, money in known.items() if not money.exact},
    }


def rows(content: EntryContent, currency: str) -> Rows:
    """Return the rows of CSV: of the entry's keys, and of what depends on it."""
    word = currency_word(currency)
    yield ("part", "entry", "key", "value", "plus_minus")
    entry = content.report.entry
    for key, value in keys(entry):
        yield from _rows_of_key("keys", address(entry), key, value, word)
    for heading, money in (content.report.figures or {}).items():
        yield "figures", address(entry), heading, *amount_fields(money)
    for part in content.report.parts:
        for row in part.rows:
            for key, value in keys(row.entry):
                yield from _rows_of_key(part.what, address(row.entry), key, value, word)


def _rows_of_key(part: str, entry: str, key: str, value: object, word: str) -> Rows:
    """Yield the rows of a key: of a table by years one for each."""
    if isinstance(value, Money):
        yield part, entry, key, *amount_fields(value)
    elif isinstance(value, tuple) and value and isinstance(value[0], YearAmount):
        for year, amount in value:
            yield from _rows_of_key(part, entry, f"{key}.{year}", amount, word)
    else:
        yield part, entry, key, text(value, partial(kroner, word=word)), ""


def _findings_data(content: EntryContent, catalogue: Catalogue) -> dict[str, Any]:
    checked, places = content.checked, content.places
    return {
        "findings": [findings.as_data(each, places, catalogue) for each in checked.findings],
        "accepted": [
            {**findings.as_data(each.finding, places, catalogue), "reason": each.reason}
            for each in checked.accepted
        ],
    }


def _commit_data(standing: Authorship) -> dict[str, str | None] | None:
    commit = standing.commit
    if commit is None:
        return None
    return {
        "id": Verbatim(commit.id),
        "date": None if commit.date is None else commit.date.isoformat(),
        "author": commit.author,
        "subject": commit.subject,
    }
