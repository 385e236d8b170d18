"""`tidlig pools`: rounds and pools, with what was announced, awarded and applied for."""

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


def pools(
    programs: options.Programs = None,
    ledger: LedgerOption = None,
    at: AtOption = None,
    no_cache: NoCache = False,
    unit: UnitOption = None,
    as_of: options.AsOf = None,
    lang: LanguageOption = None,
    format: options.FormatOption = None,
    output: options.Output = None,
) -> int:
    """Show rounds and pools: frames, awards, recipients, applications and dates.

    What the ledger does not know is left empty, never 0. Exits 1 when the ledger has errors.

    \b
    Examples:
      tidlig pools
      tidlig pools satspulje-2016-19 --format csv
    """
    from tidlig.cli.opening import context, readable
    from tidlig.render import pool_tables
    from tidlig.render.reports import written

    form = options.format_of(format, output)
    origin, whole, found = readable(ledger, at, no_cache=no_cache)
    counted = whole.until(date(as_of))
    around = context(origin, counted, found, style(whole.settings, unit, lang))
    report = pool_tables.report(options.pooled(counted, programs), around)
    return delivered(written(report, around, form), around, output)
