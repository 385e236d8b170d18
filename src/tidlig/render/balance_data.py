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
from tidlig.model.personal import masked
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
            {"program": masked(program, of_file=True), **_figures(figures)}
            for program, figures in balance.totals.items()
        ],
        "unknown": [
            {"entry": masked(entry.address), "program": masked(program, of_file=True)}
            for entry, program in balance.unknown
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
    program, strand, of = _names(balance, each)
    grouped: dict[str, str | None] = {balance.by: of or None} if balance.by in _OF else {}
    return {
        "program": program,
        "strand": strand or None,
        **grouped,
        "years": list(line.years),
        **_figures(each.figures),
    }


def _names(balance: Balance, each: BalanceLine) -> tuple[str, str, str]:
    """Name a line: its program, its strand and what else it is of, personal data masked."""
    of = masked(each.of or "", of_file=balance.by != "recipient")
    return masked(each.line.program, of_file=True), masked(each.line.strand, of_file=True), of


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
        names = _names(balance, each)[: 2 + len(of)]
        writer.writerows(_rows(names, each, headings or HEADINGS, point))
    return text.getvalue()


def _rows(
    names: Sequence[str], each: BalanceLine, headings: Sequence[str], point: str
) -> Iterator[list[str]]:
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
