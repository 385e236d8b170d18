"""Carry out a change of the ledger: show what it does, ask on a terminal, and write it.

In a pipe it is read, checked and written under the ledger's lock, so that writers take turns. On a
terminal it is shown without the lock; if the ledger changes meanwhile, it is shown again.
"""

import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

from tidlig.cli.options import report_date
from tidlig.cli.parameters import Option
from tidlig.cli.printing import ERRORS, FAILED, OK, Leave, err, err_written, is_terminal, painter

if TYPE_CHECKING:
    from tidlig.index.ledger_files import How
    from tidlig.ledger.added import Added
    from tidlig.ledger.cached_ledger import Known
    from tidlig.ledger.compare import Comparison, Side
    from tidlig.ledger.open import Snapshot
    from tidlig.model.entry import Settings
    from tidlig.model.findings import Finding
    from tidlig.render.addition import Effects
    from tidlig.render.style import Style

    ChosenStyle = Callable[[Settings], Style]

DryRun = Annotated[bool, Option("--dry-run", help="Show the result, but write nothing.")]
Yes = Annotated[bool, Option("--yes -y", help="Don't ask before writing.")]
Force = Annotated[
    bool, Option("--force", help="Write even if it introduces errors, if the ledger can be read.")
]

_CHANGED = "the ledger has changed meanwhile; this is what it is now\n"


@dataclass(frozen=True, slots=True)
class Plan:
    """A change of the ledger that has not been written.

    `show` prints what it does, and returns an exit code: not 0 where it may not be written. `done`
    says what was written.
    """

    before: "Snapshot"
    show: Callable[[], int]
    write: Callable[[], None]
    done: str
    question: str = "Write it?"


def is_interactive() -> bool:
    """Return whether somebody can be asked."""
    return is_terminal(sys.stdin) and is_terminal(sys.stdout)


def carry_out(folder: Path, plan: Callable[[], Plan], *, dry_run: bool, yes: bool) -> int:
    """Carry out a change; return 0 if it is written, or would be in a dry run, and 1 if not."""
    if dry_run:
        code = plan().show()
        err("nothing was written: --dry-run")
        return code
    if is_interactive() and not yes:
        return _write_if_confirmed(folder, plan)
    return _write_at_once(folder, plan)


def _write_at_once(folder: Path, plan: Callable[[], Plan]) -> int:
    from tidlig.ledger.adding import is_current, ledger_lock

    with ledger_lock(folder):
        while True:
            planned = plan()
            if planned.show():
                return ERRORS
            if is_current(planned.before):
                return _write(planned)
            err(_CHANGED)


def _write_if_confirmed(folder: Path, plan: Callable[[], Plan]) -> int:
    from tidlig.ledger.adding import is_current, ledger_lock

    while True:
        planned = plan()
        if planned.show():
            return ERRORS
        if not _confirm(planned.question):
            err("nothing was written")
            return ERRORS
        with ledger_lock(folder):
            if is_current(planned.before):
                return _write(planned)
        err(_CHANGED)


def _write(planned: Plan) -> int:

    planned.write()
    err(planned.done)
    return OK


@contextmanager
def leave_on_abort() -> Iterator[None]:
    """Leave the command when the user aborts a prompt."""
    import typer

    try:
        yield
    except typer.Abort:
        raise Leave(FAILED) from None


@leave_on_abort()
def _confirm(question: str) -> bool:
    """Ask in either language; the question may end in the letters to answer with."""
    import typer

    asked = question if question.endswith("]") else f"{question} [y/N]"
    while True:
        answer = typer.prompt(asked, default="", show_default=False, err=True).strip().casefold()
        if answer in _YES or answer in _NO:
            return answer in _YES


_YES, _NO = ("y", "yes", "j", "ja"), ("", "n", "no", "nej")


def known_or_leave(before: "Snapshot", how: "How") -> "Known":
    """Return what is known of a ledger; leave if it cannot be read."""
    from tidlig.cli.opening import report_unreadable
    from tidlig.ledger.cached_ledger import known

    found = known(before, how)
    if not found.checked.readable:
        report_unreadable(before, found.ledger, found.checked)
        raise Leave(ERRORS)
    return found


def effects_of(compared: "Comparison", sides: "Added") -> "Effects":
    """Return what a change does as of today, or as of the date of an entry where that is later."""
    from tidlig.arithmetic.addition_effects import left_changes, unknown_move
    from tidlig.render.addition import Effects

    difference = compared.difference
    date = report_date(None, lambda: None).date
    date = max(
        date, *(getattr(each.entry, "date", None) or date for each in difference.entries), date
    )
    base, head = sides.as_of(date)
    before = [each.before for each in difference.entries if each.before is not None]
    after = [each.after for each in difference.entries if each.after is not None]
    has_unknown = unknown_move(base, before, date) or unknown_move(head, after, date)
    changes = left_changes(base, head, difference, date)
    return Effects(date, changes, (), "change" if has_unknown else None)


def show_errors(errors: "Sequence[Finding]", head: "Side", *, is_forced: bool = False) -> int:
    """Print the errors that a change brings; return 1 if it may not be written for them."""
    from tidlig.ledger.places import in_order, places
    from tidlig.model.messages import in_currency
    from tidlig.render import findings

    if not errors:
        return OK
    where = places(errors, head.origin)
    catalogue = in_currency(head.ledger.settings.currency)
    err_written(findings.as_full(in_order(errors, where), where, painter(sys.stderr), catalogue))
    if is_forced:
        return OK
    err("nothing was written: the ledger would not check")
    return ERRORS
