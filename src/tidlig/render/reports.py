"""A balance report in any of its formats."""

from dataclasses import dataclass, replace

from tidlig.arithmetic.balancing import Balance
from tidlig.ledger.checking import Checked
from tidlig.ledger.provenance import Provenance
from tidlig.render import balance_data, balances, pages, spreadsheets
from tidlig.render.balances import Layout
from tidlig.render.layout import Paint, plain_paint
from tidlig.render.shown import Style, with_all_digits

__all__ = ["Layout", "Report", "written"]


@dataclass(frozen=True, slots=True)
class Report:
    """Everything that a balance report is made of."""

    balance: Balance
    provenance: Provenance
    style: Style
    layout: Layout
    checked: Checked
    currency: str


def written(
    report: Report, format: str, width: int | None = None, paint: Paint | None = None
) -> str:
    """Write a report as a table, csv, csv-da, json or md; width and paint are for tables."""
    balance, provenance, layout = report.balance, report.provenance, report.layout
    style = replace(report.style, unit=with_all_digits(report.style.unit, balance))
    if format == "json":
        return balance_data.as_json(balance, provenance, report.currency, report.checked)
    if format == "csv":
        return spreadsheets.as_csv(balance_data.rows(balance, layout.columns))
    if format == "csv-da":
        return spreadsheets.as_danish_csv(balance_data.rows(balance, layout.columns))
    page = balances.page(balance, provenance, style, layout)
    if format == "md":
        return pages.as_markdown(page, style)
    return pages.as_table(page, style, width, paint or plain_paint)
