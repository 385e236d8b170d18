"""`tidlig remove`: take an entry out, unless something hangs on it."""

import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

from tidlig.cli.completing import ids
from tidlig.cli.lookups import entry_in_full
from tidlig.cli.options import LanguageOption, LedgerOption, UnitOption, style
from tidlig.cli.parameters import Argument, Option
from tidlig.cli.printing import ERRORS, OK, could_not, err, out, painter, width
from tidlig.cli.writing import (
    DryRun,
    Force,
    Plan,
    Yes,
    carry_out,
    effects_of,
    is_interactive,
    known_or_leave,
    show_errors,
)
from tidlig.model.personal import joined

if TYPE_CHECKING:
    from tidlig.cli.writing import ChosenStyle
    from tidlig.ledger.removing import Removal

Id = Annotated[str, Argument(metavar="ID", help="The entry.", completes=ids())]
WithDependents = Annotated[
    bool, Option("--with-dependents", help="Take out what hangs on it, too.")
]


def remove(
    id: Id,
    ledger: LedgerOption = None,
    with_dependents: WithDependents = False,
    dry_run: DryRun = False,
    force: Force = False,
    yes: Yes = False,
    unit: UnitOption = None,
    lang: LanguageOption = None,
) -> int:
    """Take an entry out of the ledger, after showing what that does to the money.

    Refuses while something hangs on the entry, and says what. The comment directly above the entry
    goes with it; all other text stays as it is. A file with nothing else in it goes too.

    \b
    Examples:
      tidlig remove pool.runde-1-partnerskab-1
      tidlig remove reprioritisation.referencekommuner --with-dependents --dry-run
    """
    from tidlig.ledger.changing import finish_interrupted
    from tidlig.ledger.locate import ledger_folder

    folder = ledger_folder(ledger)
    finish_interrupted(folder)
    choices = _Choices(
        with_dependents=with_dependents,
        force=force,
        may_write=dry_run or yes or is_interactive(),
        style=lambda settings: style(settings, unit, lang),
    )
    return carry_out(folder, lambda: _plan(folder, id, choices), dry_run=dry_run, yes=yes)


@dataclass(frozen=True, slots=True)
class _Choices:
    """What may go and be written, and the style of amounts."""

    with_dependents: bool
    force: bool
    may_write: bool
    style: "ChosenStyle"


def _plan(folder: Path, text: str, choices: _Choices) -> Plan:
    from tidlig.cli.opening import read_here
    from tidlig.ledger.changing import write_change
    from tidlig.ledger.open import take_snapshot
    from tidlig.ledger.opened_entries import with_entries
    from tidlig.ledger.removing import removal

    before = take_snapshot(folder)
    with read_here() as how:
        known = known_or_leave(before, how)
        subject = entry_in_full(with_entries(known, before), text)
        new = removal(known, before, subject, how)
    others = len(new.dependents)
    end = f" and what hangs on it ({others})" if others else ""
    return Plan(
        before,
        lambda: _preview(new, choices),
        lambda: write_change(new.change),
        f"removed: {subject.address}{end}",
        "Take them out?" if others else "Take it out?",
    )


def _preview(new: "Removal", choices: _Choices) -> int:
    """Show a removal; return 1 if something hangs on the entry, or errors would come."""
    from tidlig.render.edits import removal_as_text

    if new.naming or (new.dependents and not choices.with_dependents):
        return _refuse(new, choices)
    change, own_style = new.change, choices.style(new.change.base.ledger.settings)
    effects = None if change.compared is None else effects_of(change.compared, change.sides)
    out(removal_as_text(new, effects, own_style, width(sys.stdout), painter(sys.stdout)))
    is_readable = change.compared is not None
    code = show_errors(change.errors, change.head, is_forced=choices.force and is_readable)
    if code == OK and not choices.may_write:
        err("nothing was written: nobody can be asked here, so add --yes")
        return ERRORS
    return code


def _refuse(new: "Removal", choices: _Choices) -> int:
    """Show what hangs on an entry, or only names what would go; return 1."""
    from tidlig.render.edits import refusal_as_text
    from tidlig.render.values import address

    own_style = choices.style(new.change.base.ledger.settings)
    out(refusal_as_text(new, own_style, width(sys.stdout), painter(sys.stdout)))
    subject = address(new.entry)
    if new.naming:
        name = _number(len(new.naming), "names", "name")
        could_not(
            joined("", (f"{name} what would be taken out with ", subject)),
            "have these name something else first, as with tidlig edit",
        )
    else:
        hang = _number(len(new.dependents), "hangs", "hang")
        could_not(
            joined("", (f"{hang} on ", subject)),
            "take these out first, or all together: --with-dependents",
        )
    return ERRORS


def _number(number: int, one: str, several: str) -> str:
    return f"1 entry {one}" if number == 1 else f"{number} entries {several}"
