"""`tidlig edit`: open an entry in your editor, and check the ledger afterwards.

The editor is the user's own, from VISUAL or EDITOR. It is started without a shell, with the file
and the line of the entry.
"""

import os
import shlex
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

from tidlig.cli.completing import ids
from tidlig.cli.lookups import entry
from tidlig.cli.options import LanguageOption, LedgerOption, UnitOption, style
from tidlig.cli.parameters import Argument
from tidlig.cli.printing import ERRORS, OK, err, err_written, out, painter, width
from tidlig.cli.writing import effects_of, is_interactive, leave_on_abort
from tidlig.model.failure import CouldNot

if TYPE_CHECKING:
    from tidlig.cli.writing import ChosenStyle
    from tidlig.ledger.cached_ledger import Known
    from tidlig.ledger.open import Snapshot

Id = Annotated[str, Argument(metavar="ID", help="The entry.", completes=ids())]

_TAKES_LINE = (
    "vi",
    "vim",
    "nvim",
    "gvim",
    "vimdiff",
    "view",
    "nano",
    "emacs",
    "emacsclient",
    "kak",
    "joe",
    "micro",
    "ne",
    "mg",
)
"""Editors that take +LINE before a file."""

Answer = Literal["edit", "undo", "keep"]


def edit(
    id: Id,
    ledger: LedgerOption = None,
    unit: UnitOption = None,
    lang: LanguageOption = None,
) -> int:
    """Open an entry in your editor, then show what the edit does.

    The editor is VISUAL or EDITOR, which may have arguments: EDITOR="code --wait". If the ledger
    cannot be read afterwards, or has new errors, you can edit again or undo. Where there is no
    terminal, only the place of the entry is printed.

    \b
    Examples:
      tidlig edit runde-1
      tidlig edit forebyggelsespakken/foraeldre
    """
    from tidlig.ledger.changing import finish_interrupted
    from tidlig.ledger.locate import ledger_folder
    from tidlig.ledger.open import take_snapshot

    folder = ledger_folder(ledger)
    finish_interrupted(folder)
    before = take_snapshot(folder)
    known = _known(before)
    place = _place(known, before, id)
    command = _command(*place)
    while True:
        _run(command)
        after = take_snapshot(folder)
        if (after.file_list, after.tables) == (before.file_list, before.tables):
            err("nothing was changed")
            return OK
        fault = _check(known, before, after, lambda settings: style(settings, unit, lang))
        if fault is None:
            return OK
        answer = _ask(fault)
        if answer == "keep":
            err("it stays as you left it")
            return ERRORS
        if answer == "undo":
            return _undo(before, after, place[0])


def _known(before: "Snapshot") -> "Known":
    from tidlig.cli.opening import read_here
    from tidlig.ledger.cached_ledger import known

    with read_here() as how:
        return known(before, how)


def _place(known: "Known", before: "Snapshot", text: str) -> tuple[Path, int]:
    """Return the file and the line of the entry that a text means."""
    from tidlig.ledger.folder import shown_path
    from tidlig.ledger.opened_entries import with_entries
    from tidlig.ledger.places import places_of
    from tidlig.source.ids import heading_of

    try:
        subject = entry(with_entries(known, before), text)
    except CouldNot:
        heading = None if known.checked.readable else heading_of(before.folder.path, text)
        if heading is None:
            raise
        return Path(shown_path(heading[0])), heading[1]
    span = places_of([subject.at()], before).span(subject.at())
    return Path(subject.stands_in), 1 if span is None else span.line


def _command(file: Path, line: int) -> list[str]:
    """Return the words that open a file at a line; raise `CouldNot` where nobody can edit."""
    place = f"{file.as_posix()}:{line}"
    if not is_interactive():
        raise CouldNot("there is no terminal to edit in", f"the entry is at {place}")
    variable = next((name for name in ("VISUAL", "EDITOR") if os.environ.get(name, "").strip()), "")
    if not variable:
        help = f'set EDITOR, as in EDITOR=nano or EDITOR="code --wait"; the entry is at {place}'
        raise CouldNot("no editor is set", help)
    text = os.environ[variable]
    try:
        words = shlex.split(text, posix=os.name == "posix")
    except ValueError:
        words = []
    if not words:
        raise CouldNot(f"{variable} is no command: {text[:60]}", "see to its quotation marks")
    at_line = [f"+{line}"] if Path(words[0]).stem.lower() in _TAKES_LINE else []
    return [*words, *at_line, str(file.absolute())]


def _run(command: list[str]) -> None:
    """Run the editor until it ends."""
    import subprocess

    try:
        code = subprocess.run(command, check=False).returncode  # noqa: S603 - the user's editor
    except OSError as error:
        reason = (error.strerror or "the system refuses").lower()
        message = f"the editor {command[0][:60]} cannot be started: {reason}"
        raise CouldNot(message, "set EDITOR to a command that is there") from None
    if code:
        err(f"the editor ended with exit code {code}")


def _check(
    known: "Known", before: "Snapshot", after: "Snapshot", style: "ChosenStyle"
) -> str | None:
    """Show what the edit does; return what is wrong with the ledger now, None for nothing new."""
    from tidlig.cli.opening import report_unreadable

    now = _known(after)
    if not now.checked.readable:
        report_unreadable(after, now.ledger, now.checked)
        return "the ledger cannot be read as it is now"
    if not known.checked.readable:
        err("the ledger can be read again: see tidlig check")
        return None
    return _show(known, before, after, style)


def _show(
    known: "Known", before: "Snapshot", after: "Snapshot", style: "ChosenStyle"
) -> str | None:
    from tidlig.cli.opening import read_here
    from tidlig.ledger.changing import change_between
    from tidlig.ledger.places import in_order, places
    from tidlig.model.messages import in_currency
    from tidlig.render import findings
    from tidlig.render.edits import edit_as_text

    with read_here() as how:
        new = change_between(known, before, after, how)
        assert new.compared is not None
        effects = effects_of(new.compared, new.sides)
    own_style = style(new.head.ledger.settings)
    out(edit_as_text(new, effects, own_style, width(sys.stdout), painter(sys.stdout)))
    if not new.errors:
        return None
    where = places(new.errors, after.data)
    catalogue = in_currency(new.head.ledger.settings.currency)
    err_written(
        findings.as_full(in_order(new.errors, where), where, painter(sys.stderr), catalogue)
    )
    return "the edit brings errors"


_ANSWERS: "dict[str, Answer]" = {"e": "edit", "u": "undo", "k": "keep"}


@leave_on_abort()
def _ask(fault: str) -> "Answer":
    import typer

    err(fault)
    while True:
        text: str = typer.prompt("Edit again, undo, or keep it? [e/u/k]", err=True)
        answer = _ANSWERS.get(text.strip().lower()[:1])
        if answer is not None:
            return answer


def _undo(before: "Snapshot", after: "Snapshot", file: Path) -> int:
    """Write the bytes back that the file had, unless it has changed since it was checked."""
    from tidlig.ledger.adding import ledger_lock, write_reason
    from tidlig.ledger.folder import shown_path
    from tidlig.source.replacing import replace

    folder, shown = before.folder.path, shown_path(file)
    old = before.data(shown) or None
    with ledger_lock(folder):
        if old is None or before.folder.data(shown) != after.data(shown):
            raise CouldNot(f"{shown} is not as it was a moment ago", "undo it in your editor")
        try:
            replace(file, old, folder)
        except OSError as error:
            message = f"{shown} cannot be written: {write_reason(error)}"
            raise CouldNot(message, "undo it in your editor") from None
    err(f"undone: {shown} is as it was before")
    return ERRORS
