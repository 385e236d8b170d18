"""`tidlig history`: every commit that changed an entry, or the figures of one."""

from contextlib import closing
from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated

from tidlig.cli.completing import followed_headings, ids
from tidlig.cli.lookups import ambiguous, entry
from tidlig.cli.options import date, unknown_heading
from tidlig.cli.parameters import Argument, Option
from tidlig.cli.report_command import Shared, report
from tidlig.model.failure import CouldNot
from tidlig.model.spelling import caseless

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import PurePosixPath

    from tidlig.ledger.commit_files import CommitFiles
    from tidlig.ledger.commit_ledger import CommitLedger
    from tidlig.ledger.former_entries import FormerEntry
    from tidlig.ledger.repository import Repository
    from tidlig.ledger.revision import Revision
    from tidlig.model.entry import Entry
    from tidlig.model.texts import Identifier
    from tidlig.render.report import Writer
    from tidlig.render.style import Language

Id = Annotated[
    str,
    Argument(metavar="ID", help="The entry to follow.", show_default=False, completes=ids()),
]
Since = Annotated[str | None, Option(metavar="DATE", help="Show commits from this date on.")]
Columns = Annotated[
    str | None,
    Option(
        metavar="HEADING",
        help="The figure to follow of a program, strand, pool or recipient.",
        completes=followed_headings,
    ),
]


@report(pages=True)
def history(shared: Shared, id: Id, since: Since = None, columns: Columns = None) -> "Writer":
    """Show every commit that changed an entry, newest first.

    Of a program, strand, pool or recipient: what was left after each commit, and which entries
    changed it. Follows commits up to HEAD or --at, and an entry through other ids. A merge is one
    step. An entry that is gone is found in the commits before. A commit at which the ledger cannot
    be read has no figures.

    \b
    Examples:
      tidlig history runde-1-tilsagn
      tidlig history forebyggelsespakken --columns forbrug --since 2024-01-01
    """
    from tidlig.arithmetic.followed_figure import headings_of
    from tidlig.cli.opening import reading
    from tidlig.ledger.commit_files import CommitFiles
    from tidlig.ledger.commit_ledger import commit_ledger
    from tidlig.ledger.history import Subject
    from tidlig.ledger.history import history as history_of
    from tidlig.ledger.locate import repository_and_folders
    from tidlig.ledger.revision import revision
    from tidlig.render.history import HistoryReport
    from tidlig.render.history_page import writer

    repository, folders = repository_and_folders(shared.ledger)
    origin = revision(shared.at or "HEAD", repository, folders)
    assert origin.commit is not None
    opened = shared.open_totals_at(origin)
    with reading(no_cache=shared.no_cache) as how, closing(origin):
        commits = _Commits(origin.commit, repository, folders, CommitFiles(how))
        here = commit_ledger(origin, commits.files)
        followed, last = _followed(here, id, commits)
        language = opened.context.style.language
        heading = _heading(columns, headings_of(type(followed)), followed.kind, language)
        as_of = opened.ledger.as_of
        assert as_of is not None
        subject = Subject(followed, heading, as_of)
        steps = history_of(origin.commit, repository, folders, subject, commits.files, date(since))
        commits.files.remember()
    is_gone = last != origin.commit
    place = _place(followed, revision(last, repository, folders) if is_gone else origin)
    is_unit_fixed = shared.unit is not None
    shown = HistoryReport(steps, opened.context, is_unit_fixed, place, last if is_gone else None)
    return writer(shown, shared.format)


@dataclass(frozen=True, slots=True)
class _Commits:
    """The commits up to one, and what opens their files."""

    start: str
    repository: "Repository"
    folders: "list[PurePosixPath]"
    files: "CommitFiles"

    def former(self, text: str) -> "list[FormerEntry]":
        """Return the entries that a text means at the newest commit where it means any."""
        from tidlig.ledger.former_entries import former_entries

        return former_entries(text, self.start, self.repository, self.folders, self.files)


def _followed(ledger: "CommitLedger", text: str, commits: _Commits) -> "tuple[Entry, str]":
    """Return the entry that a text means, and the last commit that has it.

    One that is gone is meant by its whole id before another by the start of its own.
    """
    from tidlig.arithmetic.related import find_entries

    meant = ledger.meant_by(text)
    here = find_entries(meant, text)
    if _is_in_full(here[:1], text):
        return entry(meant, text), commits.start
    former = commits.former(text)
    is_meant = not here or _is_in_full([each.entry for each in former], text)
    if not former or not is_meant:
        return entry(meant if here else ledger.whole(), text), commits.start
    if len(former) > 1:
        raise ambiguous(text, [each.entry.address for each in former])
    (only,) = former
    if only.renamed_to is not None:
        return _followed(ledger, only.renamed_to, commits)
    return only.entry, only.commit


def _is_in_full(entries: "Sequence[Entry]", text: str) -> bool:
    """Whether any entry is meant by all of its id or name, or by those of a program and strand."""
    from tidlig.arithmetic.related import is_named_in_full

    return any("/" in text or is_named_in_full(each, text) for each in entries)


def _place(followed: "Entry", origin: "Revision") -> "Identifier":
    """Return the file and line that an entry stands in at a revision."""
    from tidlig.ledger.places import places_of
    from tidlig.model.texts import Identifier

    span = places_of([followed.at()], origin).span(followed.at())
    origin.close()
    return Identifier(followed.stands_in if span is None else f"{followed.stands_in}:{span.line}")


def _heading(
    text: str | None, known: tuple[str, ...], kind: str, language: "Language"
) -> str | None:
    """Return the heading that a word of either language means, else the usual one of the kind."""
    if text is None:
        return known[0] if known else None
    if not known:
        what = f"{'an' if kind[0] in 'aeio' else 'a'} {kind}"
        raise CouldNot(f"{what} has no figure to follow", "leave --columns out")
    from tidlig.render.sentences import SENTENCES, sentence

    words = {word: key for key in known[::-1] for word in (key, *SENTENCES[key])}
    by_word = {caseless(word).replace(" ", "-"): key for word, key in words.items()}
    heading = by_word.get(caseless(text).replace(" ", "-"))
    if heading is None:
        raise unknown_heading(text, words, [sentence(key, language) for key in known])
    return heading
