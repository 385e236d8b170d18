"""`tidlig log`: movements in the order in which they take effect."""

from tidlig.cli import log_options as options
from tidlig.cli.delivering import delivered
from tidlig.cli.formats import FormatOption, Output, format_of
from tidlig.cli.options import (
    AtOption,
    LanguageOption,
    LedgerOption,
    NoCache,
    UnitOption,
    date,
    style,
)


def log(
    id: options.Id = None,
    ledger: LedgerOption = None,
    at: AtOption = None,
    no_cache: NoCache = False,
    program: options.Program = None,
    strand: options.Strand = None,
    heading: options.Heading = None,
    recipient: options.Recipient = None,
    years: options.YearsOption = None,
    since: options.Since = None,
    until: options.Until = None,
    unit: UnitOption = None,
    lang: LanguageOption = None,
    format: FormatOption = None,
    output: Output = None,
) -> int:
    """Show movements in date order, with what is left after each.

    ID is anything that tidlig show takes. What is left counts movements that --since or --heading
    leave out.

    \b
    Examples:
      tidlig log forebyggelsespakken --heading appropriated,reprioritised,awarded
      tidlig log --recipient odense --since 2015-01-01 --format csv
    """
    from tidlig.cli.opening import context, readable
    from tidlig.render import journals
    from tidlig.render.reports import written

    form = format_of(format, output)
    origin, whole, found = readable(ledger, at, no_cache=no_cache)
    counted = whole.until(date(until))
    around = context(origin, counted, found, style(whole.settings, unit, lang))
    chosen = options.Chosen(id, program, strand, recipient, years, heading, since)
    logged = options.logged(counted, chosen)
    report = journals.report(logged, around)
    cuts = form.startswith("csv") and bool(logged.cut_spans)
    return delivered(written(report, around, form), around, output, cuts=cuts)
