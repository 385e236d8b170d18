"""`tidlig show`: one entry with all that hangs on it."""

from tidlig.cli import show_options as options
from tidlig.cli.delivering import delivered
from tidlig.cli.formats import Output
from tidlig.cli.options import (
    AsOf,
    AtOption,
    LanguageOption,
    LedgerOption,
    NoCache,
    UnitOption,
    date,
    style,
)


def show(
    id: options.Id,
    ledger: LedgerOption = None,
    at: AtOption = None,
    no_cache: NoCache = False,
    every: options.All = False,
    unit: UnitOption = None,
    as_of: AsOf = None,
    lang: LanguageOption = None,
    format: options.FormatOption = None,
    output: Output = None,
) -> int:
    """Show what an entry is, what hangs on it, and where it comes from.

    ID is an id, alone or as award.tidlig-2015-0012; PROGRAM/STRAND; a name or alias; or the start
    of an id that no other has.

    \b
    Examples:
      tidlig show runde-1
      tidlig show forebyggelsespakken/foraeldre --as-of 2015-04-01
    """
    from tidlig.cli.opening import context, readable

    form = options.form_of(format, output)
    origin, whole, found = readable(ledger, at, no_cache=no_cache)
    counted = whole.until(date(as_of))
    around = context(origin, counted, found, style(whole.settings, unit, lang))
    shown = options.shown(origin, counted, found, id)
    return delivered(options.writer(shown, around, form, every=every), around, output)
