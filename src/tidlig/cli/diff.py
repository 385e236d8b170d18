"""`tidlig diff`: what a change does to the money."""

import sys

from tidlig.cli import diff_options as options
from tidlig.cli.exit_codes import ERRORS, OK
from tidlig.cli.formats import Output
from tidlig.cli.options import LanguageOption, LedgerOption, NoCache, UnitOption, style
from tidlig.cli.printing import deliver, painter, width


def diff(
    revisions: options.Revisions = None,
    ledger: LedgerOption = None,
    no_cache: NoCache = False,
    staged: options.Staged = False,
    exit_code: options.ExitCode = False,
    every: options.All = False,
    unit: UnitOption = None,
    lang: LanguageOption = None,
    format: options.FormatOption = None,
    output: Output = None,
) -> int:
    """Show what a change does to the money: between two revisions, or since one.

    Without revisions the files are compared with HEAD. A...B begins where the two have parted. New
    errors do not make it fail: tidlig check --base does that.

    \b
    Examples:
      tidlig diff
      tidlig diff main...HEAD --format md
    """
    form = options.format_of(format, output)
    found = options.compared(ledger, revisions, staged=staged, no_cache=no_cache)
    shown = style(found.head.ledger.settings, unit, lang)
    write = options.writer(found, shown, form, every=every)
    text = write() if output else write(width(sys.stdout), painter(sys.stdout))
    failed = deliver(text, output)
    differs = exit_code and not found.difference.is_none
    return failed or (ERRORS if differs else OK)
