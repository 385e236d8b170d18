"""`tidlig diff`: what a change does to the money."""

import re
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NamedTuple

from tidlig.cli.options import report_date, style
from tidlig.cli.parameters import Argument, Option
from tidlig.cli.printing import ERRORS, Leave, err
from tidlig.cli.report_command import Format, Shared, report
from tidlig.model.failure import CouldNot
from tidlig.render.tables import Paint, plain_paint

if TYPE_CHECKING:
    import datetime as dt

    from tidlig.arithmetic.state_changes import StateChange
    from tidlig.index.ledger_files import How
    from tidlig.ledger.cached_ledger import Known
    from tidlig.ledger.compare import Comparison, Side
    from tidlig.ledger.origin import Origin
    from tidlig.render.report import Writer
    from tidlig.render.style import Style

Revisions = Annotated[
    list[str] | None,
    Argument(metavar="[A [B]] | A..B | A...B", help="Revisions.", show_default=False),
]
Staged = Annotated[bool, Option("--staged", help="Compare with git's index.")]
ExitCode = Annotated[bool, Option("--exit-code", help="Exit 1 if anything differs.")]
All = Annotated[bool, Option("--all", help="Show all headings, and all keys of entries.")]


@report(
    Format.TABLE, Format.CSV, Format.CSV_DA, Format.JSON, Format.MD, Format.HTML, Format.XLSX,
    without=("at", "long"), subject="a change", pages=True,
)  # fmt: skip
def diff(
    shared: Shared,
    revisions: Revisions = None,
    staged: Staged = False,
    exit_code: ExitCode = False,
    every: All = False,
) -> "Writer":
    """Show what a change does to the money.

    Compares two revisions, or one revision with the files; by default HEAD with the files. A...B
    starts where the two branched off. New errors don't make it fail: use tidlig check --base for
    that.

    \b
    Examples:
      tidlig diff
      tidlig diff main...HEAD --format md
    """
    day = report_date(shared.as_of, lambda: None).date
    compared = compare(shared.ledger, revisions, staged=staged, no_cache=shared.no_cache)
    comparison = _as_of(compared, day, no_cache=shared.no_cache)
    settled = style(comparison.head.ledger.settings, shared.unit, shared.lang)
    if exit_code and not comparison.difference.is_none:
        shared.code = ERRORS
    return _writer(comparison, settled, shared.format, every=every)


def _as_of(comparison: "Comparison", date: "dt.date", *, no_cache: bool) -> "Comparison":
    """Return a comparison with what differs of what is left as of a date."""
    from tidlig.arithmetic.state_changes import state_changes
    from tidlig.cli.opening import open_totals

    states: tuple[StateChange, ...] = ()
    if not comparison.difference.is_none:
        sides = []
        for side in (comparison.base, comparison.head):
            ledger = side.ledger
            if ledger.totals is None:
                ledger = ledger.until(date)
            else:
                totals = open_totals(side.origin, date, by_recipient=False, no_cache=no_cache)
                ledger = totals.ledger
            sides.append(ledger)
        base, head = sides
        states = state_changes(base, head, comparison.difference, date)
    return replace(comparison, as_of=date, states=states)


def _writer(comparison: "Comparison", style: "Style", format: Format, *, every: bool) -> "Writer":
    from tidlig import __version__
    from tidlig.model.texts import Identifier, Verbatim
    from tidlig.render import changes, changes_data, changes_page
    from tidlig.render.sections import as_text, page_as_shown
    from tidlig.render.shown import SHOWN_FORMATS, AsShown
    from tidlig.render.style import with_all_digits

    exact_style = with_all_digits(style, changes.figures(comparison.difference))
    states = [changes.state(side, style) for side in (comparison.base, comparison.head)]
    both = " -> ".join(states)
    are_ours = all(isinstance(state, Verbatim) for state in states)
    source = [
        Identifier(comparison.head.origin.shown),
        Verbatim(both) if are_ours else both,
        Verbatim(f"tidlig {__version__}"),
    ]

    if format in SHOWN_FORMATS:
        page = changes_page.page(comparison, exact_style, source, every=every)
        return AsShown(lambda: page_as_shown(page, style.language), format)

    def write(width: int | None = None, paint: Paint = plain_paint) -> str:
        if format is Format.JSON:
            return changes_data.as_json(comparison, __version__)
        if format is Format.MD:
            title, answers = changes_page.title_and_answers(comparison, exact_style)
            return changes.as_comment(
                comparison, exact_style, source, every=every, title=title, answers=answers
            )
        page = changes_page.page(comparison, exact_style, source, every=every)
        return as_text(page, width, paint)

    return write


class State(NamedTuple):
    """A state of a ledger: at a revision, in its files, or in git's index."""

    name: str
    is_revision: bool = True


HEAD = State("HEAD")
NO_COMMIT = State("no commit", is_revision=False)
"""HEAD before the first commit: a ledger without entries."""

FILES, INDEX = State("files", is_revision=False), State("index", is_revision=False)

_COMMIT_ID = re.compile("[0-9a-f]{40}|[0-9a-f]{64}")
"""A full commit id, which is shortened; names are not."""


def compare(
    ledger: Path | None, revisions: Sequence[str] | None, *, staged: bool, no_cache: bool = False
) -> "Comparison":
    """Compare two states of a ledger; leave if one of them cannot be read."""
    from tidlig.cli.opening import reading
    from tidlig.ledger.compare import comparison
    from tidlig.ledger.opened_entries import differing, with_all_entries

    base_state, head_state = _states(revisions or (), ledger, staged=staged)
    with reading(no_cache=no_cache) as how:
        base, known_base = _side(base_state, ledger, how)
        head, known_head = _side(head_state, ledger, how)
        _require_one_currency(base, head)
        sides = (known_base, base.origin), (known_head, head.origin)
        entries = differing(*sides, how)
        return comparison(base, head, entries, lambda: with_all_entries(*sides))


def _require_one_currency(base: "Side", head: "Side") -> None:
    """Refuse to subtract amounts of two currencies; a ledger without files is in none."""
    was, now = base.ledger.settings.currency, head.ledger.settings.currency
    if base.ledger.contents and was != now:
        raise CouldNot(
            f"the ledger is in {was} at {base.name}, and in {now} at {head.name}",
            "amounts of two currencies cannot be compared; git diff shows what was written",
        )


def _states(revisions: Sequence[str], ledger: Path | None, *, staged: bool) -> tuple[State, State]:
    """Return the two states to compare; by default HEAD and the files."""
    if len(revisions) > 2:
        raise CouldNot("more than two revisions are named", "name one, two, A..B or A...B")
    if staged:
        return _base_of_index(revisions), INDEX
    if not revisions:
        return HEAD, FILES
    if len(revisions) == 2:
        return State(revisions[0]), State(revisions[1])
    return _range(revisions[0], ledger)


def _base_of_index(revisions: Sequence[str]) -> State:
    if not revisions:
        return HEAD
    if len(revisions) == 2 or ".." in revisions[0]:
        raise CouldNot("--staged has no place beside two revisions", "leave one of them out")
    return State(revisions[0])


def _range(text: str, ledger: Path | None) -> tuple[State, State]:
    """Return the two states of A..B or A...B, or of one revision and the files."""
    if "..." in text:
        from tidlig.ledger.locate import repository_and_folders
        from tidlig.ledger.revision import merge_base

        left, right = (name or "HEAD" for name in text.split("...", 1))
        return State(merge_base(left, right, repository_and_folders(ledger)[0])), State(right)
    if ".." in text:
        left, right = (name or "HEAD" for name in text.split("..", 1))
        return State(left), State(right)
    return State(text), FILES


def _side(state: State, ledger: Path | None, how: "How") -> "tuple[Side, Known]":
    """Read a state of the ledger; leave if it cannot be read."""
    from tidlig.cli.opening import report_unreadable
    from tidlig.ledger.cached_ledger import known
    from tidlig.ledger.compare import Side

    state, origin = _origin(state, ledger)
    name = state.name[:10] if _COMMIT_ID.fullmatch(state.name) else state.name
    read = known(origin, how)
    if not read.checked.readable:
        report_unreadable(origin, read.ledger, read.checked)
        where = f"at {name}" if state.is_revision else f"in the {name}"
        err(f"the ledger {where} cannot be read, so nothing is compared")
        raise Leave(ERRORS)
    side = Side(name, state.is_revision, origin, read.ledger, read.checked)
    return side, read


def _origin(state: State, ledger: Path | None) -> "tuple[State, Origin]":
    """Locate the files of a state; before the first commit, HEAD becomes `NO_COMMIT`."""
    from tidlig.ledger.locate import locate, repository_and_folders

    if state is INDEX:
        from tidlig.ledger.revision import index_revision

        return state, index_revision(*repository_and_folders(ledger))
    try:
        return state, locate(ledger, None if state is FILES else state.name)
    except CouldNot:
        if state is not HEAD:
            raise
        from tidlig.ledger.revision import before_commits

        empty = before_commits(*repository_and_folders(ledger))
        if empty is None:
            raise
        return NO_COMMIT, empty
