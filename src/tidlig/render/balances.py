"""A whole balance report as text: its heading, table, footnotes and where it comes from."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from tidlig.arithmetic.balancing import Balance
from tidlig.ledger.provenance import Provenance
from tidlig.model.notation import kroner
from tidlig.render.balance_table import headings_of, overview
from tidlig.render.layout import Table
from tidlig.render.pages import Page, source
from tidlig.render.reports import Context, Report
from tidlig.render.shown import (
    ESTIMATE,
    Style,
    all_figures,
    counts_without_accounts,
    is_rounded,
    title,
)

if TYPE_CHECKING:
    from tidlig.render.spreadsheets import Rows

SCHEMA = "tidlig.balance/1"


@dataclass(frozen=True, slots=True)
class Layout:
    """What a balance shows: the overview, or lines in detail, by chosen headings."""

    in_detail: bool = False
    columns: tuple[str, ...] = ()


def report(balance: Balance, context: Context, layout: Layout) -> Report:
    """Give a balance as a report, in any format."""
    return Report(
        SCHEMA,
        all_figures(balance),
        lambda style: page(balance, context.provenance, style, layout),
        lambda: _rows(balance, layout),
        lambda: _data(balance),
    )


def _rows(balance: Balance, layout: Layout) -> "Rows":
    from tidlig.render.balance_data import rows

    return rows(balance, layout.columns)


def _data(balance: Balance) -> dict[str, Any]:
    from tidlig.render.balance_data import as_data

    return as_data(balance)


def page(balance: Balance, provenance: Provenance, style: Style, layout: Layout) -> Page:
    """Give a balance as a page, for a terminal or as Markdown."""
    table = _table(balance, style, layout)
    what = _title(balance, style, layout)
    return Page(
        title(what, style, provenance.as_of, all_figures(balance)),
        table if balance.lines else None,
        tuple(_notes(balance, table, style)),
        source(provenance, style),
    )


def _table(balance: Balance, style: Style, layout: Layout) -> Table:
    if layout.in_detail or layout.columns:
        from tidlig.render.balance_detail import detail

        return detail(balance, style, layout.columns)
    return overview(balance, style)


def _title(balance: Balance, style: Style, layout: Layout) -> str:
    in_detail = layout.in_detail or layout.columns
    return style.word("balance" if in_detail else f"{headings_of(balance)[0]} by year")


def _notes(balance: Balance, table: Table, style: Style) -> Iterator[str]:
    """Give the footnotes that the table needs, and what it leaves out."""
    if any(ESTIMATE in text for row in table.rows for text in row.cells):
        yield style.word("estimate")
    if is_rounded(all_figures(balance), style.unit):
        yield style.word("rounding")
    if style.word("underspend") in table.headings and counts_without_accounts(balance):
        yield style.word("without accounts")
    if balance.cut_spans:
        yield style.word("outside")
    yield from uncounted(balance, style)


def uncounted(balance: Balance, style: Style) -> Iterator[str]:
    """Say what no figure has in it: amounts a year without an end, and unknown amounts."""
    for program, money in balance.open:
        a_year = style.word("a year").format(year=program.years.first)
        yield f"{program.id}: {kroner(money)} {a_year}"
    if balance.unknown:
        entries = ", ".join(f"{entry.address} ({program})" for entry, program in balance.unknown)
        yield f"{style.word('unknown')}: {entries}"
