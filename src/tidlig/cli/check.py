"""`tidlig check`: everything that is wrong with a ledger; what CI runs."""

import sys
from enum import StrEnum
from typing import Annotated

import typer

from tidlig.cli import ERRORS, OK, check_options, completing
from tidlig.cli.options import AtOption, LedgerOption, check_names
from tidlig.cli.printing import is_terminal, out, painter


class Format(StrEnum):
    """Formats of findings."""

    FULL = "full"
    CONCISE = "concise"
    JSON = "json"


Names = list[str] | None
FormatOption = Annotated[Format, typer.Option(help="How findings are printed.")]
Select = Annotated[
    Names,
    typer.Option(
        metavar="CHECK",
        help="Run these checks alone.",
        show_default=False,
        autocompletion=completing.checks,
    ),
]
Ignore = Annotated[
    Names,
    typer.Option(
        metavar="CHECK",
        help="Hide these findings.",
        show_default=False,
        autocompletion=completing.checks,
    ),
]
Strict = Annotated[bool, typer.Option("--strict", help="Make warnings errors.")]


def check(
    ledger: LedgerOption = None,
    at: AtOption = None,
    format: FormatOption = Format.FULL,
    select: Select = None,
    ignore: Ignore = None,
    strict: Strict = False,
    base: check_options.Base = None,
    merge: check_options.Merge = None,
    new_only: check_options.NewOnly = False,
) -> None:
    """Check that a ledger can be read, adds up and is in order.

    Exits 1 when there are errors, hidden ones too; errors in reading are always shown. CHECK is a
    name from tidlig explain; give several with commas, or the option several times. With --base and
    --merge findings that are not new are counted only.

    \b
    Examples:
      tidlig check
      tidlig check --strict --ignore unexplained-change
    """
    from tidlig.ledger.checking import checked, chosen
    from tidlig.ledger.opening import opened
    from tidlig.ledger.places import in_order, places
    from tidlig.ledger.provenance import provenance
    from tidlig.render import findings, summaries

    selected, ignored = check_names(select), check_names(ignore)
    what = check_options.asked(ledger, at, base, merge, new_only=new_only)
    origin = what.origin
    whole = opened(origin)
    found = chosen(checked(whole, strict=strict), selected, ignored)
    held = check_options.held(found, whole, what, selected, ignored, strict=strict)
    told = found.shown if held is None else found.unhidden(held.findings.new)
    where = places([*told, *(each.finding for each in found.accepted)], origin.data)
    shown, paint = in_order(told, where), painter(sys.stdout)
    if format is Format.JSON:
        out(findings.as_json(shown, where, provenance(origin, whole), found, held))
    else:
        out(
            (findings.as_full if format is Format.FULL else findings.as_concise)(
                shown, where, paint
            )
        )
        if found.findings or held or is_terminal(sys.stdout):
            out("\n" * bool(shown) + summaries.as_text(found, where, whole, held))
    failed = held.findings.new_errors if held and new_only else found.errors
    raise typer.Exit(ERRORS if failed else OK)
