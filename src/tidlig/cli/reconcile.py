"""`tidlig reconcile`: the ledger against the accounts and against what was published."""

import typer

from tidlig.cli import ERRORS, OK
from tidlig.cli import balance_options as shared
from tidlig.cli import reconcile_options as options
from tidlig.cli.delivering import delivered
from tidlig.cli.options import AtOption, LanguageOption, LedgerOption, UnitOption, date, style


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
    from tidlig.cli.opening import context, readable
    from tidlig.render import reconciliations
    from tidlig.render.reports import written

    form = shared.format_of(format, output)
    origin, whole, found = readable(ledger, at)
    counted = whole.until(date(as_of))
    around = context(origin, counted, found, style(whole.settings, unit, lang))
    parts = options.parts(accounts=accounts, bridge=bridge, statements=statements)
    reconciled = options.reconciled(counted, programs, years)
    report = reconciliations.report(reconciled, around, parts)
    code = delivered(written(report, around, form), around, output)
    raise typer.Exit(code or (ERRORS if reconciled.contradicted else OK))
