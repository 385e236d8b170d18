"""`tidlig reconcile`: the ledger against the accounts and against what was published."""

import sys

import typer

from tidlig.cli import ERRORS, OK
from tidlig.cli import balance_options as shared
from tidlig.cli import reconcile_options as options
from tidlig.cli.options import AtOption, LanguageOption, LedgerOption, UnitOption, date, style
from tidlig.cli.printing import deliver, err, painter, width


def reconcile(
    programs: shared.Programs = None,
    ledger: LedgerOption = None,
    at: AtOption = None,
    accounts: options.Accounts = False,
    bridge: options.Bridge = False,
    statements: options.Statements = False,
    years: shared.YearsOption = None,
    unit: UnitOption = None,
    as_of: shared.AsOf = None,
    lang: LanguageOption = None,
    format: shared.FormatOption = None,
    output: shared.Output = None,
) -> None:
    """Hold a ledger against its accounts and against what was published.

    Shows budget, awards and outturn side by side, where money came from and stands, how the budget
    came to be from act to act, and every statement beside the ledger's own figure. Exits 1 when a
    statement is contradicted, or the ledger has errors.

    \b
    Examples:
      tidlig reconcile forebyggelsespakken --bridge
      tidlig reconcile --statements
    """
    from tidlig.cli.opening import readable
    from tidlig.ledger.provenance import provenance
    from tidlig.render import reconciliations, summaries

    written = shared.format_of(format, output)
    origin, whole, found = readable(ledger, at)
    counted = whole.until(date(as_of))
    reconciled = options.reconciled(counted, programs, years)
    report = reconciliations.Report(
        reconciled,
        provenance(origin, counted),
        style(whole.settings, unit, lang),
        whole.settings.currency,
        options.parts(accounts=accounts, bridge=bridge, statements=statements),
    )
    size, paint = (None, None) if output else (width(sys.stdout), painter(sys.stdout))
    failed = deliver(reconciliations.written(report, written, size, paint), output)
    if found.findings:
        err(summaries.problems(found, report.style))
    raise typer.Exit(failed or (ERRORS if found.errors or reconciled.contradicted else OK))
