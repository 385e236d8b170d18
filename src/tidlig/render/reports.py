"""A report in any of its formats."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Protocol

from tidlig.ledger.checked import Checked
from tidlig.ledger.provenance import Provenance
from tidlig.model.findings import Severity
from tidlig.model.money import Money
from tidlig.render import pages
from tidlig.render.layout import Paint, plain_paint
from tidlig.render.pages import Page
from tidlig.render.shown import Style, with_all_digits

if TYPE_CHECKING:
    from tidlig.render.spreadsheets import Rows


@dataclass(frozen=True, slots=True)
class Context:
    """What every report has beside what it is about."""

    provenance: Provenance
    style: Style
    checked: Checked
    currency: str

    @property
    def counts(self) -> dict[str, int]:
        """How many findings the ledger has."""
        return {
            "errors": self.checked.count(Severity.ERROR),
            "warnings": self.checked.count(Severity.WARNING),
        }


@dataclass(frozen=True, slots=True)
class Report:
    """What is written as a page, as rows of CSV, or as JSON, whichever is asked for.

    `figures` are the amounts shown; they decide how many digits kroner have.
    """

    schema: str
    figures: Sequence[Money]
    page: Callable[[Style], Page]
    rows: "Callable[[], Rows]"
    data: Callable[[], dict[str, Any]]


class Writer(Protocol):
    """Writes a report for a terminal of some width, or for a pipe or file."""

    def __call__(self, width: int | None = None, paint: Paint = plain_paint) -> str:
        """Give the text."""
        ...


def written(report: Report, context: Context, format: str) -> Writer:
    """Give what writes a report as a table, csv, csv-da, json or md."""

    def write(width: int | None = None, paint: Paint = plain_paint) -> str:
        if format == "json":
            return _as_json(report, context)
        if format in {"csv", "csv-da"}:
            from tidlig.render import spreadsheets

            as_csv = spreadsheets.as_csv if format == "csv" else spreadsheets.as_danish_csv
            return as_csv(report.rows())
        style = with_all_digits(context.style, report.figures)
        if format == "md":
            return pages.as_markdown(report.page(style), style)
        return pages.as_table(report.page(style), style, width, paint)

    return write


def _as_json(report: Report, context: Context) -> str:
    from tidlig.render import documents
    from tidlig.render.provenances import as_data as provenance_data

    return documents.as_json(
        {
            "schema": report.schema,
            "provenance": provenance_data(context.provenance),
            "currency": context.currency,
            **report.data(),
            "findings": context.counts,
        }
    )
