"""`tidlig add`: preview, check and write one new entry."""

import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

from tidlig.cli.exit_codes import ERRORS, OK
from tidlig.cli.options import LanguageOption, LedgerOption, UnitOption, style
from tidlig.cli.parameters import Argument, Option
from tidlig.cli.printing import err, is_terminal, out, painter, width

if TYPE_CHECKING:
    from tidlig.cli.new_entry import Draft
    from tidlig.ledger.adding import Addition, Wish
    from tidlig.ledger.compare import Side
    from tidlig.ledger.snapshot import Snapshot
    from tidlig.model.settings import Settings
    from tidlig.render.style import Style

_CHANGED = "the ledger has changed meanwhile; this is what it is now\n"


def _complete_kinds(typed: Mapping[str, Any], incomplete: str) -> list[str]:
    del typed
    from tidlig.source.ids import KINDS

    return sorted(kind for kind in (*KINDS, "strand") if kind.startswith(incomplete))


Kind = Annotated[
    str,
    Argument(metavar="KIND", help="award, payment, pool ...", completes=_complete_kinds),
]
Words = Annotated[
    list[str] | None,
    Argument(
        metavar="[ID] [KEY=VALUE]...",
        help="A new id (proposed if left out), then keys with values.",
        show_default=False,
    ),
]
File = Annotated[
    str | None,
    Option("--file", metavar="FILE", help="Append to this file of the ledger."),
]
DryRun = Annotated[bool, Option("--dry-run", help="Show the result, but write nothing.")]
Force = Annotated[
    bool, Option("--force", help="Write even if it introduces errors, if the ledger can be read.")
]
Yes = Annotated[bool, Option("--yes -y", help="Don't ask before writing.")]


def add(
    kind: Kind,
    words: Words = None,
    ledger: LedgerOption = None,
    file: File = None,
    dry_run: DryRun = False,
    force: Force = False,
    yes: Yes = False,
    unit: UnitOption = None,
    lang: LanguageOption = None,
) -> int:
    """Add an entry, after showing what it does to the money.

    Values need no quotes; separate list items with commas and nested keys with dots, as in
    amount.2015="1 mio. kr.". Nothing is written if it would introduce errors. In a terminal
    you are prompted for missing values and asked to confirm.

    \b
    Examples:
      tidlig add recipient name="Odense Kommune" kind=municipality
      tidlig add award pool=runde-1 recipient=odense date=2015-02-26 amount="2,5 mio. kr."
    """
    from tidlig.cli.new_entry import draft
    from tidlig.ledger.locate import ledger_folder

    new_draft = draft(kind, words, file)
    flags = _Flags(dry_run, force, yes, lambda settings: style(settings, unit, lang))
    return _add(ledger_folder(ledger), new_draft, flags)


@dataclass(frozen=True, slots=True)
class _Flags:
    """How to add: whether to write, despite errors, without asking; and the style of amounts."""

    dry_run: bool
    force: bool
    yes: bool
    style: "Callable[[Settings], Style]"


def _add(folder: Path, draft: "Draft", flags: _Flags) -> int:
    """Add an entry; return 0 if it is written, or would be in a dry run, and 1 if not."""
    is_interactive = is_terminal(sys.stdin) and is_terminal(sys.stdout)
    wish = _wish(folder, draft, is_interactive=is_interactive)
    if flags.dry_run:
        _, addition = _prepare(folder, wish)
        code = _preview(addition, flags)
        err("nothing was written: --dry-run")
        return code
    if is_interactive and not flags.yes:
        return _write_if_confirmed(folder, wish, flags)
    return _write_at_once(folder, wish, flags)


def _wish(folder: Path, draft: "Draft", *, is_interactive: bool) -> "Wish":
    if not is_interactive:
        from tidlig.cli.new_entry import complete_wish

        return complete_wish(draft)
    from tidlig.cli.prompts import prompted_wish
    from tidlig.ledger.snapshot import held

    return prompted_wish(draft, _side(held(folder)))


def _write_at_once(folder: Path, wish: "Wish", flags: _Flags) -> int:
    """Read, check and write under the lock, so that writers take turns."""
    from tidlig.ledger.adding import is_current
    from tidlig.ledger.lock import locked

    with locked(folder):
        while True:
            before, addition = _prepare(folder, wish)
            if _preview(addition, flags):
                return ERRORS
            if is_current(before):
                return _write(addition, before)
            err(_CHANGED)


def _write_if_confirmed(folder: Path, wish: "Wish", flags: _Flags) -> int:
    """Preview and ask without the lock; if the ledger changes meanwhile, do both again."""
    from tidlig.cli.prompts import confirm
    from tidlig.ledger.adding import is_current
    from tidlig.ledger.lock import locked

    while True:
        before, addition = _prepare(folder, wish)
        if _preview(addition, flags):
            return ERRORS
        if not confirm():
            err("nothing was written")
            return ERRORS
        with locked(folder):
            if is_current(before):
                return _write(addition, before)
        err(_CHANGED)


def _prepare(folder: Path, wish: "Wish") -> "tuple[Snapshot, Addition]":
    """Return the ledger's files as read, and the entry added to them in memory."""
    from tidlig.ledger.adding import addition
    from tidlig.ledger.snapshot import held

    before = held(folder)
    return before, addition(_side(before), before, wish)


def _side(before: "Snapshot") -> "Side":
    from tidlig.cli.opening import read
    from tidlig.ledger.adding import FILES
    from tidlig.ledger.compare import Side

    ledger, checked = read(before)
    return Side(FILES, is_revision=False, origin=before, ledger=ledger, checked=checked)


def _preview(addition: "Addition", flags: _Flags) -> int:
    """Show an addition and the errors that it introduces; return 1 if it may not be written."""
    from tidlig.ledger.places import in_order, places
    from tidlig.render import additions, findings

    style = flags.style(addition.base.ledger.settings)
    out(additions.as_text(addition, style, width(sys.stdout), painter(sys.stdout)))
    if not addition.errors:
        return OK
    where = places(addition.errors, addition.head.origin.data)
    err(findings.as_full(in_order(addition.errors, where), where, painter(sys.stderr)))
    if flags.force and addition.compared is not None:
        return OK
    err("nothing was written: the ledger would not check")
    return ERRORS


def _write(addition: "Addition", before: "Snapshot") -> int:
    from tidlig.ledger.adding import write
    from tidlig.ledger.folder import shown_path
    from tidlig.render.escaping import for_terminal

    write(addition, before)
    err(for_terminal(f"written: {addition.address} in {shown_path(addition.target)}"))
    return OK
