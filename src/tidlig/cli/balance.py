"""`tidlig balance`: what is left, per year and strand."""

from tidlig.cli import balance_options as options
from tidlig.cli.delivering import delivered
from tidlig.cli.options import (
    AtOption,
    LanguageOption,
    LedgerOption,
    NoCache,
    UnitOption,
    date,
    style,
)


def balance(
    programs: options.Programs = None,
    ledger: LedgerOption = None,
    at: AtOption = None,
    no_cache: NoCache = False,
    detail: options.Detail = False,
    columns: options.Columns = None,
    years: options.YearsOption = None,
    by: options.By = options.Grouping.STRAND,
    unit: UnitOption = None,
    as_of: options.AsOf = None,
    lang: LanguageOption = None,
    format: options.FormatOption = None,
    output: options.Output = None,
) -> int:
    """Show what is left, per year and strand.

    Exits 1 when the ledger has errors; when it cannot be read, no figure is shown.

    \b
    Examples:
      tidlig balance
      tidlig balance forebyggelsespakken --as-of 2015-04-01
    """
    from tidlig.cli.opening import context, summed
    from tidlig.render import balance as balance_report
    from tidlig.render.balance_columns import FIGURES
    from tidlig.render.report import written

    form = options.format_of(format, output)
    question = options.question(date(as_of), by)
    origin, found = summed(ledger, at, question, no_cache=no_cache)
    counted = found.ledger
    around = context(origin, counted, found.checked, style(counted.settings, unit, lang))
    names = [column.name for column in FIGURES]
    layout = balance_report.Layout(detail, options.heading_names(columns, names))
    balanced = options.balanced(counted, programs, years, by)
    report = balance_report.report(balanced, around, layout)
    cuts = form.startswith("csv") and bool(balanced.cut_spans)
    return delivered(written(report, around, form), around, output, cuts=cuts)
