"""A balance for programs: JSON of a fixed shape, and CSV with one figure a row in two dialects."""

import csv
import io
from collections.abc import Iterator, Sequence
from typing import Any

from tidlig.arithmetic.balancing import Balance, BalanceLine
from tidlig.arithmetic.headings import HEADINGS, Figures
from tidlig.ledger.checking import Checked
from tidlig.ledger.provenance import Provenance
from tidlig.model.findings import Severity
from tidlig.model.notation import plain
from tidlig.render import documents
from tidlig.render.escaping import for_csv
from tidlig.render.provenances import as_data as provenance_data

SCHEMA = "tidlig.balance/1"
_OF = ("pool", "recipient")


def as_json(balance: Balance, provenance: Provenance, currency: str, checked: Checked) -> str:
    """Write a balance as JSON; money is kroner as text, exact, without grouping."""
    data = {
        "schema": SCHEMA,
        "provenance": provenance_data(provenance),
        "currency": currency,
        "lines": [_line(balance, each) for each in balance.lines],
        "totals": [
            {"program": program, **_figures(figures)} for program, figures in balance.totals.items()
        ],
        "unknown": [
            {"entry": entry.address, "program": program} for entry, program in balance.unknown
        ],
        "open": [
            {"program": program.id, "from": program.years.first, "yearly": plain(money.ore)}
            for program, money in balance.open
        ],
        "findings": {
            "errors": checked.count(Severity.ERROR),
            "warnings": checked.count(Severity.WARNING),
        },
    }
    return documents.as_json(data)


def as_csv(balance: Balance, headings: Sequence[str] = ()) -> str:
    """Write a balance as RFC 4180: a decimal point, plain kroner, one figure a row."""
    return _csv(balance, headings, ",", ".")


def as_danish_csv(balance: Balance, headings: Sequence[str] = ()) -> str:
    """Write a balance for Danish Excel: semicolons, a decimal comma, and a byte order mark."""
    return "\ufeff" + _csv(balance, headings, ";", ",")


def _line(balance: Balance, each: BalanceLine) -> dict[str, Any]:
    line = each.line
    grouped: dict[str, str | None] = {balance.by: each.of} if balance.by in _OF else {}
    return {
        "program": line.program,
        "strand": line.strand or None,
        **grouped,
        "years": list(line.years),
        **_figures(each.figures),
    }


def _figures(figures: Figures) -> dict[str, Any]:
    inexact = {heading: plain(figures[heading].half) for heading in _inexact(figures)}
    return {**{heading: plain(figures[heading].ore) for heading in HEADINGS}, "plus_minus": inexact}


def _inexact(figures: Figures) -> list[str]:
    return [heading for heading in HEADINGS if not figures[heading].exact]


def _csv(balance: Balance, headings: Sequence[str], delimiter: str, point: str) -> str:
    text = io.StringIO()
    writer = csv.writer(text, delimiter=delimiter, lineterminator="\r\n")
    of = [balance.by] if balance.by in _OF else []
    writer.writerow(["program", "strand", *of, "years", "heading", "amount", "plus_minus"])
    for each in balance.lines:
        writer.writerows(_rows(each, headings or HEADINGS, point, with_of=bool(of)))
    return text.getvalue()


def _rows(
    each: BalanceLine, headings: Sequence[str], point: str, *, with_of: bool
) -> Iterator[list[str]]:
    names = [each.line.program, each.line.strand, *([each.of or ""] if with_of else [])]
    for heading in headings:
        money = each.figures[heading]
        amount, half = plain(money.ore), "" if money.exact else plain(money.half)
        yield [
            *map(for_csv, names),
            str(each.line.years),
            heading,
            amount.replace(".", point),
            half.replace(".", point),
        ]
