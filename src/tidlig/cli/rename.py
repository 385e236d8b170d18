"""`tidlig rename`: another id for an entry, and for everything that names it."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

from tidlig.cli.completing import ids
from tidlig.cli.lookups import entry_in_full
from tidlig.cli.options import LanguageOption, LedgerOption, report_date, style
from tidlig.cli.parameters import Argument
from tidlig.cli.printing import ERRORS, OK, err, out, painter, width
from tidlig.cli.writing import DryRun, Plan, Yes, carry_out, known_or_leave, show_errors

if TYPE_CHECKING:
    from tidlig.cli.writing import ChosenStyle
    from tidlig.ledger.renaming import Renaming

Id = Annotated[str, Argument(metavar="ID", help="The entry.", completes=ids())]
NewId = Annotated[str, Argument(metavar="NEW", help="Its new id.")]


def rename(
    id: Id,
    new: NewId,
    ledger: LedgerOption = None,
    dry_run: DryRun = False,
    yes: Yes = False,
    lang: LanguageOption = None,
) -> int:
    """Give an entry another id, and every reference to it.

    All other text, comments too, stays as it is, and files keep their names. Nothing is written
    unless every entry, movement, figure and finding is proven to be the same but for the id. Of a
    strand, write PROGRAM/STRAND and the new id of the strand alone.

    \b
    Examples:
      tidlig rename notat-2015-04-01 notat-foerste-runde --dry-run
      tidlig rename forebyggelsespakken/foraeldre foraeldreprogrammer --dry-run
    """
    from tidlig.ledger.changing import finish_interrupted
    from tidlig.ledger.locate import ledger_folder

    folder = ledger_folder(ledger)
    finish_interrupted(folder)

    def plan() -> Plan:
        return _plan(folder, id, new, lambda settings: style(settings, None, lang))

    return carry_out(folder, plan, dry_run=dry_run, yes=yes)


def _plan(folder: Path, text: str, new_id: str, style: "ChosenStyle") -> Plan:
    from tidlig.cli.opening import read_here
    from tidlig.ledger.changing import write_change
    from tidlig.ledger.open import take_snapshot
    from tidlig.ledger.opened_entries import with_entries
    from tidlig.ledger.renaming import renaming

    before = take_snapshot(folder)
    with read_here() as how:
        known = known_or_leave(before, how)
        subject = entry_in_full(with_entries(known, before), text)
        today = report_date(None, lambda: None).date
        new = renaming(known, before, subject, new_id, today, how)
    files = len(new.change.replacements)
    return Plan(
        before,
        lambda: _preview(new, style),
        lambda: write_change(new.change),
        f"renamed: {new.entry.address} is {new.new.address} in {_files(files)}",
        "Rename it?",
    )


def _files(number: int) -> str:
    return "1 file" if number == 1 else f"{number} files"


def _preview(new: "Renaming", style: "ChosenStyle") -> int:
    """Show a renaming; return 1 if something else would change with it."""
    from tidlig.render.edits import renaming_as_text

    own_style = style(new.change.base.ledger.settings)
    out(renaming_as_text(new, own_style, width(sys.stdout), painter(sys.stdout)))
    if new.change.compared is None:
        return show_errors(new.change.errors, new.change.head)
    if new.unproven is None:
        return OK
    show_errors(new.change.errors, new.change.head, is_forced=True)
    err(f"nothing was written: {new.unproven} would change too")
    return ERRORS
