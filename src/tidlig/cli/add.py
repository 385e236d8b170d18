"""`tidlig add`: one new entry, checked before it is written."""

from tidlig.cli import add_options as options
from tidlig.cli.options import LanguageOption, LedgerOption, UnitOption, style


def add(
    kind: options.Kind,
    words: options.Words = None,
    ledger: LedgerOption = None,
    file: options.File = None,
    dry_run: options.DryRun = False,
    force: options.Force = False,
    yes: options.Yes = False,
    unit: UnitOption = None,
    lang: LanguageOption = None,
) -> int:
    """Add an entry, with what it does to the money shown first.

    Keys are those of the format; quotation marks may be left out, lists have commas, and keys in
    tables points: amount.2015="1 mio. kr.". What would not check is not written. A terminal is
    asked for what is lacking, and before writing.

    \b
    Examples:
      tidlig add recipient name="Odense Kommune" kind=municipality
      tidlig add award pool=runde-1 recipient=odense date=2015-02-26 amount="2,5 mio. kr."
    """
    from tidlig.cli.adding import Manner, added
    from tidlig.ledger.finding import ledger_folder

    said = options.given(kind, words, file)
    manner = Manner(dry_run, force, yes, lambda settings: style(settings, unit, lang))
    return added(ledger_folder(ledger), said, manner)
