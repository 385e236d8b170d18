"""The options of `tidlig diff`, and what is made of their values."""

import re
from collections.abc import Sequence
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NamedTuple

from tidlig.cli.declaring import Argument, Option
from tidlig.cli.exit_codes import ERRORS, Leave
from tidlig.cli.printing import err
from tidlig.model.failure import CouldNot
from tidlig.render.escaping import for_terminal
from tidlig.render.tables import Paint, plain_paint

if TYPE_CHECKING:
    from tidlig.ledger.comparing import Comparison, Side
    from tidlig.ledger.memory.how import How
    from tidlig.ledger.memory.remembering import Known
    from tidlig.ledger.origin import Origin
    from tidlig.render.report import Writer
    from tidlig.render.style import Style


class DiffFormat(StrEnum):
    """Formats of a change."""

    TABLE = "table"
    MD = "md"
    JSON = "json"


Revisions = Annotated[
    list[str] | None,
    Argument(metavar="[A [B]] | A..B | A...B", help="Revisions.", show_default=False),
]
Staged = Annotated[bool, Option("--staged", help="Compare with what git's index has.")]
ExitCode = Annotated[bool, Option("--exit-code", help="Exit 1 when anything differs.")]
All = Annotated[bool, Option("--all", help="Show all headings, and all keys of entries.")]
FormatOption = Annotated[DiffFormat | None, Option(help="A table, unless -o says otherwise.")]


class State(NamedTuple):
    """Which state of a ledger is meant: at a revision, or as its files or git's index have it."""

    name: str
    is_revision: bool = True


HEAD = State("HEAD")
NO_COMMIT = State("no commit", is_revision=False)
"""What HEAD is before the first commit: a ledger without entries."""

FILES, INDEX = State("files", is_revision=False), State("index", is_revision=False)

_ID = re.compile("[0-9a-f]{40}|[0-9a-f]{64}")
"""The whole id of a commit, which is shown short; a name is never cut."""


def compared(
    ledger: Path | None, revisions: Sequence[str] | None, *, staged: bool, no_cache: bool = False
) -> "Comparison":
    """Compare the two states that are asked for; each must be one that can be read."""
    from tidlig.cli.opening import reading
    from tidlig.ledger.comparing import comparison
    from tidlig.ledger.memory.entries import differing

    states = _named(revisions or (), ledger, staged=staged)
    with reading(no_cache=no_cache) as how:
        (base, before), (head, after) = (_side(state, ledger, how) for state in states)
        return comparison(base, head, differing((before, base.origin), (after, head.origin), how))


def format_of(asked: DiffFormat | None, output: Path | None) -> DiffFormat:
    """Give the format: as asked for, else by the file's ending, else a table."""
    from tidlig.cli.formats import format_of as by_ending

    if asked is not None:
        return asked
    found = by_ending(None, output).value
    if found not in list(DiffFormat):
        raise CouldNot(f"a change is not written as {found}", "use .txt, .md or .json")
    return DiffFormat(found)


def writer(found: "Comparison", style: "Style", form: DiffFormat, *, every: bool) -> "Writer":
    """Give what writes a comparison."""
    from tidlig import __version__
    from tidlig.model.texts import Identifier, Verbatim
    from tidlig.render import changes, changes_comment, changes_data
    from tidlig.render.report import page_as_text
    from tidlig.render.style import with_all_digits

    shown = with_all_digits(style, changes.figures(found.difference))
    states = [changes.state(side, style) for side in (found.base, found.head)]
    both = " -> ".join(states)
    all_ours = all(isinstance(state, Verbatim) for state in states)
    source = [
        Identifier(found.head.origin.shown),
        Verbatim(both) if all_ours else both,
        Verbatim(f"tidlig {__version__}"),
    ]

    def write(width: int | None = None, paint: Paint = plain_paint) -> str:
        if form is DiffFormat.JSON:
            return changes_data.as_json(found, __version__)
        if form is DiffFormat.MD:
            return changes_comment.as_comment(found, shown, source, every=every)
        page = changes.page(found, shown, source, every=every)
        return page_as_text(page, shown, width, paint)

    return write


def _named(revisions: Sequence[str], ledger: Path | None, *, staged: bool) -> tuple[State, State]:
    """Give the two states that are meant: HEAD and the files where nothing else is asked for."""
    if len(revisions) > 2:
        raise CouldNot("more than two revisions are named", "name one, two, A..B or A...B")
    if not revisions:
        return HEAD, INDEX if staged else FILES
    one = revisions[0]
    if staged:
        if len(revisions) == 2 or ".." in one:
            raise CouldNot("--staged has no place beside two revisions", "leave one of them out")
        return State(one), INDEX
    if len(revisions) == 2:
        return State(one), State(revisions[1])
    if "..." in one:
        from tidlig.ledger.finding import in_repository
        from tidlig.ledger.revision import merge_base

        left, right = (name or "HEAD" for name in one.split("...", 1))
        return State(merge_base(left, right, in_repository(ledger)[0])), State(right)
    if ".." in one:
        left, right = (name or "HEAD" for name in one.split("..", 1))
        return State(left), State(right)
    return State(one), FILES


def _side(state: State, ledger: Path | None, how: "How") -> "tuple[Side, Known]":
    from tidlig.cli.opening import tell_unreadable
    from tidlig.ledger.comparing import Side
    from tidlig.ledger.memory.remembering import known

    state, origin = _found(state, ledger)
    short = state.name[:10] if _ID.fullmatch(state.name) else state.name
    found = known(origin, how)
    if not found.checked.readable:
        tell_unreadable(origin, found.ledger, found.checked)
        where = f"at {short}" if state.is_revision else f"in the {short}"
        err(f"the ledger {for_terminal(where)} cannot be read, so nothing is compared")
        raise Leave(ERRORS)
    side = Side(short, state.is_revision, origin, found.ledger, found.checked)
    return side, found


def _found(state: State, ledger: Path | None) -> "tuple[State, Origin]":
    """Give where the files of a state are; HEAD names no commit before the first."""
    from tidlig.ledger.finding import in_repository, located

    if state is INDEX:
        from tidlig.ledger.revision import staged

        return state, staged(*in_repository(ledger))
    try:
        return state, located(ledger, None if state is FILES else state.name)
    except CouldNot:
        if state is not HEAD:
            raise
        from tidlig.ledger.revision import before_commits

        nothing = before_commits(*in_repository(ledger))
        if nothing is None:
            raise
        return NO_COMMIT, nothing
