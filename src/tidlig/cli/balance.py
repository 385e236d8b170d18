"""`tidlig balance`: what is left, per year and strand."""

import sys

import typer

from tidlig.cli import ERRORS, OK
from tidlig.cli import balance_options as options
from tidlig.cli.options import AtOption, LanguageOption, LedgerOption, UnitOption, date, style
from tidlig.cli.printing import deliver, err, painter, width


def balance(
    programs: options.Programs = None,
    ledger: LedgerOption = None,
    at: AtOption = None,
    detail: options.Detail = False,
    columns: options.Columns = None,
    years: options.YearsOption = None,
    by: options.By = options.Grouping.STRAND,
    unit: UnitOption = None,
    as_of: options.AsOf = None,
    lang: LanguageOption = None,
    format: options.FormatOption = None,
    output: options.Output = None,
) -> None:
    """Show what is left, per year and strand.

    Exits 1 when the ledger has errors; when it cannot be read, no figure is shown.

    \b
    Examples:
      tidlig balance
      tidlig balance forebyggelsespakken --as-of 2015-04-01
    """
    from tidlig.cli.opening import readable
    from tidlig.ledger.provenance import provenance
    from tidlig.render import reports, summaries

    written = options.format_of(format, output)
    origin, whole, found = readable(ledger, at)
    counted = whole.until(date(as_of))
    report = reports.Report(
        options.balanced(counted, programs, years, by),
        provenance(origin, counted),
        style(whole.settings, unit, lang),
        reports.Layout(detail, options.headings(columns)),
        found,
        whole.settings.currency,
    )
    size, paint = (None, None) if output else (width(sys.stdout), painter(sys.stdout))
    failed = deliver(reports.written(report, written, size, paint), output)
    if found.findings:
        err(summaries.problems(found, report.style))
    raise typer.Exit(failed or (ERRORS if found.errors else OK))
