"""What `tidlig add` does: an entry is shown, judged, agreed to and written."""

import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from tidlig.cli import asking
from tidlig.cli.add_options import Given, complete
from tidlig.cli.exit_codes import ERRORS, OK
from tidlig.cli.opening import read
from tidlig.cli.printing import err, is_terminal, out, painter, width

if TYPE_CHECKING:
    from tidlig.ledger.adding import Addition, Wish
    from tidlig.ledger.comparing import Side
    from tidlig.ledger.held import Held
    from tidlig.model.settings import Settings
    from tidlig.render.style import Style

CHANGED = "the ledger has changed meanwhile; this is what it is now\n"


@dataclass(frozen=True, slots=True)
class Manner:
    """How an entry is added: written at all, in spite of errors, without asking, and shown how."""

    dry_run: bool
    force: bool
    yes: bool
    style: "Callable[[Settings], Style]"


def added(folder: Path, said: Given, manner: Manner) -> int:
    """Add an entry; give 0 when it is written, or would be, and 1 when it is not."""
    from tidlig.ledger.held import held

    person = is_terminal(sys.stdin) and is_terminal(sys.stdout)
    wish = asking.completed(said, _side(held(folder))) if person else complete(said)
    if manner.dry_run:
        code = _shown(_prepared(folder, wish)[1], manner)
        err("nothing was written: --dry-run")
        return code
    if person and not manner.yes:
        return _when_agreed(folder, wish, manner)
    return _at_once(folder, wish, manner)


def _at_once(folder: Path, wish: "Wish", manner: Manner) -> int:
    """Read, check and write under the lock, so that two writers come one after the other."""
    from tidlig.ledger.adding import is_current
    from tidlig.ledger.locking import locked

    with locked(folder):
        while True:
            before, new = _prepared(folder, wish)
            if _shown(new, manner):
                return ERRORS
            if is_current(before):
                return _written(new, before)
            err(CHANGED)


def _when_agreed(folder: Path, wish: "Wish", manner: Manner) -> int:
    """Show and ask without the lock; what has changed meanwhile is shown and asked anew."""
    from tidlig.ledger.adding import is_current
    from tidlig.ledger.locking import locked

    while True:
        before, new = _prepared(folder, wish)
        if _shown(new, manner):
            return ERRORS
        if not asking.sure():
            err("nothing was written")
            return ERRORS
        with locked(folder):
            if is_current(before):
                return _written(new, before)
        err(CHANGED)


def _prepared(folder: Path, wish: "Wish") -> "tuple[Held, Addition]":
    from tidlig.ledger.adding import addition
    from tidlig.ledger.held import held

    before = held(folder)
    return before, addition(_side(before), before, wish)


def _side(before: "Held") -> "Side":
    from tidlig.ledger.adding import FILES
    from tidlig.ledger.comparing import Side

    whole, checked = read(before)
    return Side(FILES, is_revision=False, origin=before, ledger=whole, checked=checked)


def _shown(new: "Addition", manner: Manner) -> int:
    """Show an addition; give 1 when it may not be written, with the errors that it brings."""
    from tidlig.ledger.places import in_order, places
    from tidlig.render import additions, findings

    style = manner.style(new.base.ledger.settings)
    out(additions.as_text(new, style, width(sys.stdout), painter(sys.stdout)))
    if not new.errors:
        return OK
    where = places(new.errors, new.head.origin.data)
    err(findings.as_full(in_order(new.errors, where), where, painter(sys.stderr)))
    if manner.force and new.compared is not None:
        return OK
    err("nothing was written: the ledger would not check")
    return ERRORS


def _written(new: "Addition", before: "Held") -> int:
    from tidlig.ledger.adding import write
    from tidlig.ledger.folder import shown_path
    from tidlig.render.escaping import for_terminal

    write(new, before)
    err(for_terminal(f"written: {new.address} in {shown_path(new.target)}"))
    return OK
