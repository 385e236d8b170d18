"""`tidlig remove`: take an entry out, or what an import made, unless something hangs on it."""

import sys
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

from tidlig.cli.completing import ids
from tidlig.cli.import_ import Importer, WriteOptions
from tidlig.cli.import_finance_acts import FinanceActOptions
from tidlig.cli.lookups import entry_in_full
from tidlig.cli.options import LanguageOption, LedgerOption, UnitOption, style
from tidlig.cli.parameters import Argument, Option
from tidlig.cli.printing import ERRORS, OK, Leave, could_not, err, out, painter, width
from tidlig.cli.report_command import with_option_groups
from tidlig.cli.sheets import SheetOptions
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
from tidlig.model.failure import CouldNot
from tidlig.model.messages import sentence
from tidlig.model.personal import joined

if TYPE_CHECKING:
    from tidlig.cli.writing import ChosenStyle
    from tidlig.ledger.imported import Imported
    from tidlig.ledger.removing import Removal
    from tidlig.render.addition import Effects
    from tidlig.render.style import Style
    from tidlig.render.tables import Paint

Ids = Annotated[
    list[str],
    Argument(metavar="ID", help="The entry; with --import, [FORMAT] FILE.", completes=ids()),
]
WithDependents = Annotated[
    bool, Option("--with-dependents", help="Take out what hangs on it, too.")
]
OfImport = Annotated[
    bool,
    Option("--import", help="Undo an import: give the file, and the options that it had."),
]


@with_option_groups
def remove(
    names: Ids,
    *,
    ledger: LedgerOption = None,
    with_dependents: WithDependents = False,
    of_import: OfImport = False,
    sheet: SheetOptions,
    acts: FinanceActOptions,
    write: WriteOptions,
    dry_run: DryRun = False,
    force: Force = False,
    yes: Yes = False,
    unit: UnitOption = None,
    lang: LanguageOption = None,
) -> int:
    """Take an entry out of the ledger, after showing what that does to the money.

    Refuses while something hangs on the entry, and says what. The comment directly above the entry
    goes with it; all other text stays as it is. A file with nothing else in it goes too.

    --import undoes an import: write it in place of `import`, with the same file and options. What
    it made is taken out whole, also what --update has changed since.

    \b
    Examples:
      tidlig remove pool.runde-1-partnerskab-1
      tidlig remove reprioritisation.referencekommuner --with-dependents --dry-run
      tidlig remove --import payments.csv --kind payment --yes
    """
    from tidlig.ledger.changing import finish_interrupted
    from tidlig.ledger.locate import ledger_folder

    own_style = lambda settings: style(settings, unit, lang)  # noqa: E731 - a style to come
    folder = ledger_folder(ledger)
    choices = _Choices(
        with_dependents=with_dependents,
        force=force,
        may_write=dry_run or yes or is_interactive(),
        style=own_style,
    )
    if of_import:
        importer = Importer(folder, tuple(names), sheet, acts, write, force, own_style)
        plan = partial(_plan_of_import, importer, choices)
    else:
        options = (sheet, acts, write)
        plan = partial(_plan, folder, _one(names, options), choices)
    finish_interrupted(folder)
    return carry_out(folder, plan, dry_run=dry_run, yes=yes)


def _one(names: list[str], options: tuple[object, ...]) -> str:
    """Return the one entry that is named, without options of an import."""
    if options != (SheetOptions(), FinanceActOptions(), WriteOptions()):
        raise CouldNot("options of an import stand here without --import", "give --import FILE")
    if len(names) > 1:
        raise CouldNot("one entry is taken out at a time", "name one")
    return names[0]


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
    from tidlig.render.edits import removal_as_text
    from tidlig.render.values import address

    before = take_snapshot(folder)
    with read_here() as how:
        known = known_or_leave(before, how)
        subject = entry_in_full(with_entries(known, before), text)
        new = removal(known, before, [subject], subject.address, how)
    others = len(new.dependents)
    end = f" and what hangs on it ({others})" if others else ""
    return Plan(
        before,
        lambda: _preview(new, address(subject), choices, partial(removal_as_text, new)),
        lambda: write_change(new.change),
        f"removed: {subject.address}{end}",
        "Take them out?" if others else "Take it out?",
    )


def _plan_of_import(importer: Importer, choices: _Choices) -> Plan:
    from tidlig.cli.opening import read_here
    from tidlig.ledger.changing import write_change
    from tidlig.ledger.imported import imported_entries
    from tidlig.ledger.open import take_snapshot
    from tidlig.ledger.removing import removal
    from tidlig.render.edits import undo_as_text
    from tidlig.render.values import counted

    before = take_snapshot(importer.folder)
    with read_here() as how:
        known = known_or_leave(before, how)
        request = importer.request(known.ledger)
        made = imported_entries(known, before, request)
        file = request.read.file
        _refuse_unread(made, skip=request.skip_refused)
        if not made.entries:
            err(f"nothing was written: nothing of {file} is where its import writes")
            raise Leave(OK)
        new = removal(known, before, made.entries, file, how)
    return Plan(
        before,
        lambda: _preview(new, file, choices, partial(undo_as_text, new, made)),
        lambda: write_change(new.change),
        f"removed: {counted((*new.subjects, *new.dependents), 'en')}",
        "Take them out?",
    )


def _refuse_unread(made: "Imported", *, skip: bool) -> None:
    """Refuse a file of which lines cannot be read: they may be entries of the ledger."""
    if made.refused and not skip:
        number = len(made.refused)
        lines = "1 line" if number == 1 else f"{number} lines"
        first = made.refused[0].problem
        reason = "" if first is None else f": {sentence(first.message)}"
        help = "give the options that the import had; or leave these lines out: --skip-refused"
        raise CouldNot(f"{lines} cannot be read, as line {made.refused[0].line}{reason}", help)


Shown = Callable[["Effects | None", "Style", int | None, "Paint"], str]
"""Writes a removal, with what it does to the money."""


def _preview(new: "Removal", name: str, choices: _Choices, shown: Shown) -> int:
    """Show a removal; return 1 if something hangs on what goes, or errors would come."""
    if new.naming or (new.dependents and not choices.with_dependents):
        return _refuse(new, name, choices)
    change, own_style = new.change, choices.style(new.change.base.ledger.settings)
    effects = None if change.compared is None else effects_of(change.compared, change.sides)
    out(shown(effects, own_style, width(sys.stdout), painter(sys.stdout)))
    is_readable = change.compared is not None
    code = show_errors(change.errors, change.head, is_forced=choices.force and is_readable)
    if code == OK and not choices.may_write:
        err("nothing was written: nobody can be asked here, so add --yes")
        return ERRORS
    return code


def _refuse(new: "Removal", name: str, choices: _Choices) -> int:
    """Show what hangs on what goes, or only names it; return 1."""
    from tidlig.render.edits import refusal_as_text

    own_style = choices.style(new.change.base.ledger.settings)
    out(refusal_as_text(new, name, own_style, width(sys.stdout), painter(sys.stdout)))
    if new.naming:
        number = _number(len(new.naming), "names", "name")
        could_not(
            joined("", (f"{number} what would be taken out with ", name)),
            "have these name something else first, as with tidlig edit",
        )
    else:
        number = _number(len(new.dependents), "hangs", "hang")
        could_not(
            joined("", (f"{number} on ", name)),
            "take these out first, or all together: --with-dependents",
        )
    return ERRORS


def _number(number: int, one: str, several: str) -> str:
    return f"1 entry {one}" if number == 1 else f"{number} entries {several}"
