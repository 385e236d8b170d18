"""`tidlig check`: everything that is wrong with a ledger; what CI runs."""

import sys

from tidlig.cli import check_options as options
from tidlig.cli import since_options as bases
from tidlig.cli.exit_codes import ERRORS, OK
from tidlig.cli.options import AtOption, LedgerOption, NoCache
from tidlig.cli.printing import is_terminal, out, painter


def check(
    ledger: LedgerOption = None,
    at: AtOption = None,
    no_cache: NoCache = False,
    format: options.FormatOption = options.Format.FULL,
    report: options.ReportOption = None,
    select: options.Select = None,
    ignore: options.Ignore = None,
    strict: options.Strict = False,
    base: bases.Base = None,
    merge: bases.Merge = None,
    new_only: bases.NewOnly = False,
) -> int:
    """Check that a ledger can be read, adds up and is in order.

    Exits 1 when there are errors, hidden ones too; errors in reading are always shown. CHECK is a
    name from tidlig explain; give several with commas, or the option several times. FORMAT is one
    of those of --format; --report can be given several times. With --base and --merge findings that
    are not new are counted only.

    \b
    Examples:
      tidlig check
      tidlig check --strict --ignore unexplained-change
      tidlig check --format github --report sarif=tidlig.sarif
    """
    from tidlig.cli.opening import reading
    from tidlig.ledger.checkup import checkup
    from tidlig.render.check_formats import written

    reports, chosen = options.reports(report), options.chosen(select, ignore, strict=strict)
    what = bases.asked(ledger, at, base, merge, new_only=new_only)
    with reading(no_cache=no_cache) as how:
        whole, now, held = bases.checked(what, chosen, how)
    found = checkup(what.origin, whole, now, held)
    told = is_terminal(sys.stdout)
    out(written(format, found, painter(sys.stdout), always=told))
    failed = max(options.write(reports, found), options.summarize(format, found))
    wrong = held.findings.new_errors if held and new_only and now.readable else now.errors
    return failed or (ERRORS if wrong else OK)
