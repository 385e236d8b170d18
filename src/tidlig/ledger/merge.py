"""The merge of two branches, read from git without touching a work tree.

git runs programs when it merges, if settings of the repository and attributes say so, and the names
of these settings cannot all be known. So it merges in a git folder of ours, over the objects of the
repository, without its settings. Where both branches added entries at one place, both are kept.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path, PurePosixPath
from typing import Any, NamedTuple

from tidlig.arithmetic.entry_changes import differ
from tidlig.arithmetic.ledger import Ledger
from tidlig.ledger import git
from tidlig.ledger.blobs import Blobs
from tidlig.ledger.git import objects
from tidlig.ledger.head import LINK, SUBMODULE
from tidlig.ledger.open import documents_of, opened
from tidlig.ledger.repository import Repository
from tidlig.ledger.revision import Listed, Revision, of_tree
from tidlig.model.decisions import Program
from tidlig.model.entry import Entry
from tidlig.model.findings import CouldNot, Finding, Note
from tidlig.model.spelling import same_form
from tidlig.source.toml import Unparsed, decoded, document

_BASE, _OURS, _THEIRS = 1, 2, 3
"""The stages of a file that conflicts."""

_FILES = ("100644", "100755")
_MARK = re.compile(r"^(?:<{7}|\|{7}|={7}|>{7})", re.MULTILINE)
_CONFLICT = re.compile(
    r"^<{7} ours\n(.*?)^\|{7} base\n(.*?)^={7}\n(.*?)^>{7} theirs\n", re.MULTILINE | re.DOTALL
)
_MOST_CONFLICTS = 127
"""git counts no more of them in an exit code."""


class Version(NamedTuple):
    """A file that conflicts, as it is on one side or in what both come from."""

    mode: str
    id: str


Versions = Mapping[int, Version]


class Conflict(NamedTuple):
    """The text of one place on both sides, and what it was before."""

    ours: str
    base: str
    theirs: str


def conflicts(printed: bytes) -> tuple[str, dict[str, dict[int, Version]]]:
    """Give the tree that `git merge-tree -z` printed, and what it says of each conflicting file."""
    tree, *rows = printed.decode("utf-8", "surrogateescape").split("\0")
    found: dict[str, dict[int, Version]] = {}
    for row in filter(None, rows):
        about, _, path = row.partition("\t")
        mode, id, stage = about.split(" ")
        found.setdefault(path, {})[int(stage)] = Version(mode, id)
    return tree, found


def is_of_files(path: str, versions: Versions) -> bool:
    """Tell whether a TOML file conflicts with a file, so that both can be kept."""
    modes = {version.mode for version in versions.values()}
    both = {_OURS, _THEIRS} <= set(versions)
    return both and path.endswith(".toml") and len(modes) == 1 and modes <= {*_FILES}


def with_both(room: Repository, versions: Versions, data: Mapping[str, bytes]) -> bytes | None:
    """Give a file with what both sides added; None where they did anything else.

    `room` is a git folder of our own, and `data` has the bytes of objects.
    """
    try:
        texts = {stage: _text(data[version.id]) for stage, version in versions.items()}
        texts.setdefault(_BASE, "")
        if any(_MARK.search(text) for text in texts.values()):
            return None
        merged = _merged(room, texts)
        return None if merged is None else _settled_text(merged)
    except Unparsed:
        return None


def _text(data: bytes) -> str:
    """Give the text of a file, its last line ended as all others."""
    text = decoded(data)
    end = "\r\n" if "\r\n" in text else "\n"
    return text if not text or text.endswith("\n") else text + end


def _merged(room: Repository, texts: Mapping[int, str]) -> str | None:
    """Have git merge three texts, and show what conflicts with what was there before."""
    names = {_OURS: "ours", _BASE: "base", _THEIRS: "theirs"}
    words = ["merge-file", "-p", "--diff3"]
    for name in names.values():
        words += ["-L", name]
    for stage, name in names.items():
        path = Path(room.git_folder / name)
        path.write_bytes(texts[stage].encode())
        words.append(str(path))
    done = git.answer(room, *words)
    return done.printed.decode() if 0 < done.code <= _MOST_CONFLICTS else None


def _settled_text(merged: str) -> bytes | None:
    """Keep both sides of all conflicts of a text, if they are whole tables that were added."""
    text = merged.replace("\r\n", "\n")
    found = [Conflict(*match.groups()) for match in _CONFLICT.finditer(text)]
    if not found or not all(map(_adds_tables, found)):
        return None
    rest = document(_CONFLICT.sub("", text).encode())
    for number in (1, 3):
        side = document(_CONFLICT.sub(rf"\{number}", text).encode())
        own = document("\n".join(match[number] for match in _CONFLICT.finditer(text)).encode())
        if side != _together(rest, own):
            return None
    both = _CONFLICT.sub(lambda match: _parted(match[1], match[3]), text)
    return None if _MARK.search(both) else both.encode()


def _adds_tables(conflict: Conflict) -> bool:
    sides = (conflict.ours, conflict.theirs)
    starts = all(side.lstrip().startswith(("[", "#")) for side in sides)
    return not conflict.base.strip() and starts and all(document(side.encode()) for side in sides)


def _parted(one: str, other: str) -> str:
    """Put two texts together, with a blank line between them."""
    has_blank = one.endswith("\n\n") or other.startswith("\n")
    return one + other if has_blank else f"{one}\n{other}"


def _together(one: Mapping[str, Any], other: Mapping[str, Any]) -> dict[str, Any]:
    """Put two documents together; a value that both have is the first's."""
    both = dict(one)
    for key, value in other.items():
        mine = both.setdefault(key, value)
        if isinstance(mine, dict) and isinstance(value, dict):
            both[key] = _together(mine, value)
    return both


_OF_SHA256 = 64
_SHA256 = "[core]\n\trepositoryformatversion = 1\n[extensions]\n\tobjectFormat = sha256\n"


@contextmanager
def without_settings(repository: Repository, commit: str) -> Iterator[Repository]:
    """Give a repository with no settings, for a while; `commit` tells of what kind its ids are."""
    import tempfile

    with tempfile.TemporaryDirectory(prefix="tidlig-") as name:
        folder = Path(name).resolve()
        (folder / "objects").mkdir()
        (folder / "refs").mkdir()
        (folder / "HEAD").write_text("ref: refs/heads/none\n", "ascii")
        (folder / "config").write_text(_SHA256 if len(commit) == _OF_SHA256 else "", "ascii")
        shallow = repository.common / "shallow"
        if shallow.is_file():
            (folder / "shallow").write_bytes(shallow.read_bytes())
        yield Repository(folder, folder, repository.work_tree)


MOST_NAMED = 4
"""So many entries of a branch are pointed at."""

Named = tuple[str, Ledger]


def attributed(finding: Finding, both: Ledger, sides: Sequence[Named]) -> Finding:
    """Add to a finding the entries that each branch brings to the programs it is about."""
    about = {entry.path: entry for entry in both.entries}
    entry = about.get(finding.location.path[:2])
    programs = set() if entry is None else _programs(entry, both)
    one, other = sides
    notes = [*_notes(one, other, both, programs), *_notes(other, one, both, programs)]
    problem = replace(finding.problem, notes=(*finding.problem.notes, *notes))
    return replace(finding, problem=problem)


def _notes(side: Named, other: Named, both: Ledger, programs: set[str]) -> Iterator[Note]:
    """Point at what a branch brings: what the other has not, or has otherwise."""
    theirs = {entry.address: entry for entry in other[1].entries}
    brought = [
        entry
        for entry in both.entries
        if _is_news(entry, theirs.get(entry.address)) and _programs(entry, both) & programs
    ]
    for entry in brought[:MOST_NAMED]:
        yield Note(f"{entry.address} comes from {side[0]}", entry.at())
    if len(brought) > MOST_NAMED:
        yield Note(f"{len(brought) - MOST_NAMED} entries more come from {side[0]}")


def _is_news(entry: Entry, theirs: Entry | None) -> bool:
    """Tell whether a branch has not an entry, or otherwise; its file may have another name."""
    return theirs is None or differ(theirs, entry)


def _programs(entry: Entry, ledger: Ledger) -> set[str]:
    """Give the programs whose money or pools an entry has to do with."""
    own = entry.id if isinstance(entry, Program) else getattr(entry, "program", None)
    moved = {movement.line.program for movement in ledger.moved_by(entry)}
    return moved | ({own} if isinstance(own, str) else set())


_USAGE = 129
"""What git exits with when it does not know an option."""

_MOST = 12
"""So many files are named."""


class Merge(NamedTuple):
    """The ledgers of two branches, and of what they would be together.

    `settled` names the files that conflict to git, and have what both branches added here; `beside`
    those that conflict and are not the ledger's.
    """

    one: Revision
    other: Revision
    both: Revision
    settled: tuple[str, ...]
    beside: tuple[str, ...]


def merge(one: str, other: str, repository: Repository, folders: Sequence[PurePosixPath]) -> Merge:
    """Give the merge of two revisions; raise `CouldNot` where not all of both can be kept."""
    with Blobs(repository) as blobs:
        commits = [blobs.commit(name) for name in (one, other)]
        tree, found = _tree(commits, f"{one} and {other}", blobs)
        sides = [
            of_tree(commit, commit, name, folders, blobs)
            for commit, name in zip(commits, (one, other), strict=True)
        ]
        settled = {path: each.settled for path, each in found.items() if each.settled is not None}
        left = [path for path in found if path not in settled]
        if own := [path for path in left if _is_read(path, found[path].versions, sides)]:
            raise _conflict(f"{one} and {other}", own)
        both = of_tree(tree, None, f"the merge of {one} and {other}", folders, blobs)
        listed = {
            path: Listed(each.mode, blobs.kept(settled[path], each.blob), len(settled[path]))
            if path in settled
            else each
            for path, each in both.listed.items()
        }
        both = replace(both, listed=listed)
        if left and (own := _documents(left, both)):
            raise _conflict(f"{one} and {other}", own)
        here = tuple(path for path in settled if path in listed)
        return Merge(sides[0], sides[1], both, here, tuple(left))


class _Conflicting(NamedTuple):
    """A file that conflicts, and what it is with what both sides added; None where they differ."""

    versions: Versions
    settled: bytes | None


def _tree(commits: Sequence[str], names: str, blobs: Blobs) -> tuple[str, dict[str, _Conflicting]]:
    """Have git write the tree of a merge; give its id, and the files that conflict."""
    words = ("merge-tree", "--write-tree", "-z", "--no-messages")
    with without_settings(blobs.repository, commits[0]) as room:
        done = git.answer(room, *words, *commits, **objects(blobs.repository))
        if done.code == _USAGE:
            raise _too_old(blobs.repository)
        if done.code not in (0, 1):
            raise git.refusal(done.said)
        tree, found = conflicts(done.printed)
        if done.code and not found:
            raise _conflict(names, ())
        return tree, {
            path: _Conflicting(versions, _settled(room, path, versions, blobs))
            for path, versions in found.items()
        }


def _is_read(path: str, versions: Versions, sides: Sequence[Revision]) -> bool:
    """Tell whether the ledger is read from a file, or would be from what a link leads to."""
    is_link = any(version.mode in (LINK, SUBMODULE) for version in versions.values())
    inside = [
        PurePosixPath(path).relative_to(side.prefix)
        for side in sides
        if PurePosixPath(path).is_relative_to(side.prefix)
    ]
    is_shown = any("/." not in f"/{own}" for own in inside)
    return is_shown and (is_link or path.lower().endswith(".toml"))


def _documents(files: Sequence[str], both: Revision) -> list[str]:
    """Give those of some files that sources of a ledger name as their documents."""
    named = documents_of(opened(both).contents).values()
    paths = {same_form(str(both.prefix / name)) for name in named}
    return [path for path in files if same_form(path) in paths]


def _settled(room: Repository, path: str, versions: Versions, blobs: Blobs) -> bytes | None:
    if not is_of_files(path, versions):
        return None
    return with_both(room, versions, blobs.of([version.id for version in versions.values()]))


def _conflict(names: str, files: Sequence[str]) -> CouldNot:
    return CouldNot(
        f"{names} conflict in {listing(files)}",
        "no sum of both can be told: merge one into the other, keep the entries of both, and where "
        "both changed one key, decide",
    )


def listing(files: Sequence[str]) -> str:
    """Name files in a message, the first of many."""
    more = f" and {len(files) - _MOST} more" if len(files) > _MOST else ""
    return f"{', '.join(files[:_MOST])}{more}"


def _too_old(repository: Repository) -> CouldNot:
    version = (git.asked(repository, "version") or "git, of no known version").strip()
    return CouldNot(
        f"checking a merge takes git 2.38 or newer, and this is {version}",
        "install a newer git; all else works with this one",
    )
