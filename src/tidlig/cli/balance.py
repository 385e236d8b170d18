"""`tidlig balance`: what is left, per year and strand."""

import typer

from tidlig.cli import balance_options as options
from tidlig.cli.delivering import delivered
from tidlig.cli.options import LanguageOption, LedgerOption, UnitOption, date, style


def balance(
    programs: options.Programs = None,
    ledger: LedgerOption = None,
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
    from tidlig.cli.opening import context, readable
    from tidlig.render import reports

    written = options.format_of(format, output)
    folder, whole, found = readable(ledger)
    counted = whole.until(date(as_of))
    around = context(folder, counted, found, style(whole.settings, unit, lang))
    layout = reports.Layout(detail, options.headings(columns))
    report = reports.balance(options.balanced(counted, programs, years, by), around, layout)
    raise typer.Exit(delivered(reports.written(report, around, written), around, output))
