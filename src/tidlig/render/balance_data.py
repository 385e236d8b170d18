"""A balance for programs: JSON of a fixed shape, and CSV with one figure a row in two dialects."""

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
from tidlig.render.provenances import as_data as provenance_data
from tidlig.render.separated import separated

SCHEMA = "tidlig.balance/1"
_OF = ("pool", "recipient")
_FIGURES = ("amount", "plus_minus")


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
        **uncounted(balance),
        "findings": {
            "errors": checked.count(Severity.ERROR),
            "warnings": checked.count(Severity.WARNING),
        },
    }
    return documents.as_json(data)


def uncounted(balance: Balance) -> dict[str, Any]:
    """Give what no figure has in it: unknown amounts, and amounts a year without an end."""
    return {
        "unknown": [
            {"entry": entry.address, "program": program} for entry, program in balance.unknown
        ],
        "open": [
            {"program": program.id, "from": program.years.first, "yearly": plain(money.ore)}
            for program, money in balance.open
        ],
    }


def as_csv(balance: Balance, headings: Sequence[str] = (), *, danish: bool = False) -> str:
    """Write a balance as CSV, international or Danish: plain kroner, one figure a row."""
    of = [balance.by] if balance.by in _OF else []
    columns = ["program", "strand", *of, "years", "heading", *_FIGURES]
    rows = (row for each in balance.lines for row in _rows(balance, each, headings or HEADINGS))
    return separated(columns, rows, _FIGURES, danish=danish)


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


def _rows(balance: Balance, each: BalanceLine, headings: Sequence[str]) -> Iterator[dict[str, str]]:
    program, strand, of = _names(balance, each)
    names = {"program": program, "strand": strand, "years": str(each.line.years)}
    if balance.by in _OF:
        names[balance.by] = of
    for heading in headings:
        money = each.figures[heading]
        half = "" if money.exact else plain(money.half)
        yield {**names, "heading": heading, "amount": plain(money.ore), "plus_minus": half}
