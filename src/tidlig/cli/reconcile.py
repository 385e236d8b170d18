"""`tidlig reconcile`: the ledger against what others have of the same money."""

import typer

from tidlig.cli import balance_options
from tidlig.cli import register_options as options
from tidlig.cli.options import LanguageOption, LedgerOption, UnitOption
from tidlig.cli.registers import against as held_against
from tidlig.model.failure import CouldNot


def reconcile(
    against: options.Against = None,
    ledger: LedgerOption = None,
    register: options.Name = None,
    kind: options.Kind = None,
    columns: options.ColumnsOption = None,
    filters: options.Filters = None,
    delimiter: options.Delimiter = None,
    decimal: options.Decimal = None,
    dates: options.Dates = None,
    encoding: options.EncodingOption = None,
    sheet: options.Sheet = None,
    days: options.Days = options.DAYS,
    unit: UnitOption = None,
    lang: LanguageOption = None,
    format: balance_options.FormatOption = None,
    output: balance_options.Output = None,
) -> None:
    """Hold the ledger against a register of another system.

    Exits 1 when a line of either side does not match.

    \b
    Examples:
      tidlig reconcile --against tilsagn.csv --kind award
      tidlig reconcile --against udbetalinger.csv --register navision
    """
    if against is None:
        raise CouldNot("there is nothing to hold the ledger against", "give --against FILE")
    asked = options.Asked(
        register, kind, columns, filters, delimiter, decimal, dates, encoding, sheet
    )
    code = held_against(
        against, ledger, asked, days=days, unit=unit, lang=lang, format=format, output=output
    )
    raise typer.Exit(code)
