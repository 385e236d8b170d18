"""The merge of two branches, read from git without touching a work tree.

git runs programs when it merges, if settings of the repository and attributes say so, and the names
of these settings cannot all be known. So it merges in a git folder of ours, over the objects of the
repository, without its settings. Where both branches added entries at one place, both are kept.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
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
from tidlig.ledger.open import documents_of, open_ledger, table_files
from tidlig.ledger.repository import Repository
from tidlig.ledger.revision import Listed, Revision, of_tree
from tidlig.model.decisions import Program
from tidlig.model.entry import Entry
from tidlig.model.failure import CouldNot
from tidlig.model.findings import Finding, Note
from tidlig.model.messages import Message
from tidlig.model.spelling import same_form
from tidlig.source.toml import CONFLICT_MARK, Unparsed, decoded, document

_BASE, _OURS, _THEIRS = 1, 2, 3
"""The stages of a file that conflicts."""

_FILES = ("100644", "100755")
_LINES = (".csv", ".tsv", ".txt")
"""Endings of files that a table may name."""

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
    """The tree that `git merge-tree -z` printed, and what it says of each conflicting file."""
    tree, *rows = printed.decode("utf-8", "surrogateescape").split("\0")
    files: dict[str, dict[int, Version]] = {}
    for row in filter(None, rows):
        about, _, path = row.partition("\t")
        mode, id, stage = about.split(" ")
        files.setdefault(path, {})[int(stage)] = Version(mode, id)
    return tree, files


def can_keep_both(versions: Versions) -> bool:
    """Whether a file conflicts with a file, so that both can be kept."""
    modes = {version.mode for version in versions.values()}
    both = {_OURS, _THEIRS} <= set(versions)
    return both and len(modes) == 1 and modes <= {*_FILES}


def keep_both(room: Repository, versions: Versions, data: Mapping[str, bytes]) -> bytes | None:
    """A file with what both sides added; None where they did anything else.

    `room` is a git folder of our own, and `data` has the bytes of objects.
    """
    try:
        texts = {stage: _text(data[version.id]) for stage, version in versions.items()}
        texts.setdefault(_BASE, "")
        if any(_MARK.search(text) for text in texts.values()):
            return None
        merged = _merged(room, texts)
        return None if merged is None else _resolved_text(merged)
    except Unparsed:
        return None


def keep_lines_of_both(
    room: Repository, versions: Versions, data: Mapping[str, bytes]
) -> bytes | None:
    """A file of lines with those that both sides added; None where they did anything else.

    Bytes stay what they are, in any encoding that has ASCII for what ends and quotes cells.
    """
    found = {stage: data[version.id] for stage, version in versions.items()}
    if any(b"\0" in each or CONFLICT_MARK.search(each) for each in found.values()):
        return None
    texts = {_BASE: "", **{stage: _ended(each.decode("latin-1")) for stage, each in found.items()}}
    merged = _merged(room, texts, "latin-1")
    both = None if merged is None else _with_lines(merged.replace("\r\n", "\n"))
    if both is None:
        return None
    end = "\r\n" if "\r\n" in texts[_OURS] else "\n"
    return both.replace("\n", end).encode("latin-1")


def _with_lines(merged: str) -> str | None:
    """Keep both sides of all conflicts of a text, if they are whole lines that were added."""
    matches = [Conflict(*match.groups()) for match in _CONFLICT.finditer(merged)]
    if not matches or not all(map(_adds_lines, matches)):
        return None
    return _CONFLICT.sub(lambda match: match[1] + match[3], merged)


def _adds_lines(conflict: Conflict) -> bool:
    """Whether both sides added whole rows: none begins or ends within a quoted cell."""
    sides = (conflict.ours, conflict.theirs)
    return not conflict.base.strip() and all(side.count('"') % 2 == 0 for side in sides)


def _text(data: bytes) -> str:
    """The text of a file, its last line ended as all others."""
    return _ended(decoded(data))


def _ended(text: str) -> str:
    end = "\r\n" if "\r\n" in text else "\n"
    return text if not text or text.endswith("\n") else text + end


def _merged(room: Repository, texts: Mapping[int, str], encoding: str = "utf-8") -> str | None:
    """Have git merge three texts, and show what conflicts with what was there before."""
    names = {_OURS: "ours", _BASE: "base", _THEIRS: "theirs"}
    words = ["merge-file", "-p", "--diff3"]
    for name in names.values():
        words += ["-L", name]
    for stage, name in names.items():
        path = Path(room.git_folder / name)
        path.write_bytes(texts[stage].encode(encoding))
        words.append(str(path))
    done = git.answer(room, *words)
    return done.stdout.decode(encoding) if 0 < done.code <= _MOST_CONFLICTS else None


def _resolved_text(merged: str) -> bytes | None:
    """Keep both sides of all conflicts of a text, if they are whole tables that were added."""
    text = merged.replace("\r\n", "\n")
    matches = list(_CONFLICT.finditer(text))
    if not matches or not all(_adds_tables(Conflict(*match.groups())) for match in matches):
        return None
    rest = document(_CONFLICT.sub("", text).encode())
    for number in (1, 3):
        side = document(_CONFLICT.sub(rf"\{number}", text).encode())
        own = document("\n".join(match[number] for match in matches).encode())
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
def temporary_repository(repository: Repository, commit: str) -> Iterator[Repository]:
    """A temporary repository with no settings; its ids are of the same kind as `commit`."""
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

Branch = tuple[str, Ledger]


def with_entries_of_branches(finding: Finding, both: Ledger, branches: Sequence[Branch]) -> Finding:
    """Add to a finding the entries that each branch brings to the programs it is about."""
    by_path = {entry.path: entry for entry in both.entries}
    entry = by_path.get(finding.location.path[:2])
    programs = set() if entry is None else _programs(entry, both)
    one, other = branches
    notes = [*_notes(one, other, both, programs), *_notes(other, one, both, programs)]
    problem = replace(finding.problem, notes=(*finding.problem.notes, *notes))
    return replace(finding, problem=problem)


def _notes(branch: Branch, other: Branch, both: Ledger, programs: set[str]) -> Iterator[Note]:
    """Point at what a branch brings: what the other has not, or has otherwise."""
    name, _ = branch
    theirs = {entry.address: entry for entry in other[1].entries}
    news = [entry for entry in both.entries if _is_news(entry, theirs.get(entry.address))]
    brought = [entry for entry in news if _programs(entry, both) & programs]
    for entry in brought[:MOST_NAMED]:
        yield Note(
            Message("{entry} comes from {branch}", entry=entry.address, branch=name), entry.at()
        )
    if len(brought) > MOST_NAMED:
        yield Note(
            Message(
                "{number} more from {branch}",
                number=len(brought) - MOST_NAMED,
                branch=name,
            )
        )


def _is_news(entry: Entry, theirs: Entry | None) -> bool:
    """Whether a branch has not an entry, or otherwise; its file may have another name."""
    return theirs is None or differ(theirs, entry)


def _programs(entry: Entry, ledger: Ledger) -> set[str]:
    """The programs whose money or pools an entry has to do with."""
    own = entry.id if isinstance(entry, Program) else getattr(entry, "program", None)
    moved = {movement.line.program for movement in ledger.movements_of(entry)}
    return moved | ({own} if isinstance(own, str) else set())


_USAGE = 129
"""What git exits with when it does not know an option."""

_MOST = 12
"""So many files are named."""


class Merge(NamedTuple):
    """The ledgers of two branches, and of what they would be together.

    `resolved` names the files that conflict to git, and have what both branches added here;
    `outside_ledger` those that conflict and are not the ledger's.
    """

    one: Revision
    other: Revision
    both: Revision
    resolved: tuple[str, ...]
    outside_ledger: tuple[str, ...]


def merge(one: str, other: str, repository: Repository, folders: Sequence[PurePosixPath]) -> Merge:
    """The merge of two revisions; raise `CouldNot` where not all of both can be kept."""
    names = f"{one} and {other}"
    with Blobs(repository) as blobs:
        commits = [blobs.commit(name) for name in (one, other)]
        tree, conflicting = _tree(commits, names, blobs)
        sides = [
            of_tree(commit, commit, name, folders, blobs)
            for commit, name in zip(commits, (one, other), strict=True)
        ]
        resolved, open_files = _resolved(conflicting)
        read = [path for path in open_files if _is_read(path, conflicting[path].versions, sides)]
        if read:
            raise _conflict(names, read)
        both = of_tree(tree, None, f"the merge of {names}", folders, blobs)
        both = _with_resolved(both, resolved, blobs)
        lines, open_files = _lines_of_tables(open_files, conflicting, both)
        both = _with_resolved(both, lines, blobs)
        documents = _named(both, open_files) if open_files else []
        if documents:
            raise _conflict(names, documents)
        resolved_here = tuple(path for path in (*resolved, *lines) if path in both.listed)
        return Merge(sides[0], sides[1], both, resolved_here, tuple(open_files))


def _resolved(
    conflicting: Mapping[str, "_Conflicting"],
) -> tuple[dict[str, bytes], list[str]]:
    """The files in which both sides can be kept, with their bytes, and the other conflicts."""
    resolved: dict[str, bytes] = {}
    others: list[str] = []
    for path, file in conflicting.items():
        if file.resolved is None:
            others.append(path)
        else:
            resolved[path] = file.resolved
    return resolved, others


def _lines_of_tables(
    open_files: Sequence[str], conflicting: Mapping[str, "_Conflicting"], both: Revision
) -> tuple[dict[str, bytes], list[str]]:
    """The files of tables to whose lines both sides added some, with these lines; the others."""
    found = {path: conflicting[path].lines for path in open_files}
    kept = {path: data for path, data in found.items() if data is not None}
    named = set(_named(both, kept)) if kept else set()
    lines = {path: data for path, data in kept.items() if path in named}
    return lines, [path for path in open_files if path not in lines]


def _named(both: Revision, files: Iterable[str]) -> list[str]:
    """Those of some files that a ledger names: documents of sources, and files of tables."""
    contents = open_ledger(both).contents
    names = (*documents_of(contents).values(), *table_files(contents))
    paths = {same_form(str(both.prefix / name)) for name in names}
    return [path for path in files if same_form(path) in paths]


def _with_resolved(both: Revision, resolved: Mapping[str, bytes], blobs: Blobs) -> Revision:
    """The merge with the files that have what both sides added, in place of git's conflicts."""
    listed = dict(both.listed)
    for path, data in resolved.items():
        if path in listed:
            old = listed[path]
            listed[path] = Listed(old.mode, blobs.keep(data, old.blob), len(data))
    return replace(both, listed=listed)


class _Conflicting(NamedTuple):
    """A file that conflicts, and its bytes with what both sides added; None where they differ."""

    versions: Versions
    resolved: bytes | None
    lines: bytes | None = None
    """Of a file of lines, those of both sides, should a table name it."""


def _tree(commits: Sequence[str], names: str, blobs: Blobs) -> tuple[str, dict[str, _Conflicting]]:
    """Have git write the tree of a merge; give its id, and the files that conflict."""
    words = ("merge-tree", "--write-tree", "-z", "--no-messages")
    with temporary_repository(blobs.repository, commits[0]) as room:
        done = git.answer(room, *words, *commits, **objects(blobs.repository))
        if done.code == _USAGE:
            raise _too_old(blobs.repository)
        if done.code not in (0, 1):
            raise git.refusal(done.stderr)
        tree, files = conflicts(done.stdout)
        if done.code and not files:
            raise _conflict(names, ())
        return tree, {
            path: _settled(room, path, versions, blobs) for path, versions in files.items()
        }


def _is_read(path: str, versions: Versions, sides: Sequence[Revision]) -> bool:
    """Whether the ledger is read from a file, or would be from what a link leads to."""
    is_link = any(version.mode in (LINK, SUBMODULE) for version in versions.values())
    if not is_link and not path.lower().endswith(".toml"):
        return False
    return any(_is_shown_in(side, PurePosixPath(path)) for side in sides)


def _is_shown_in(side: Revision, path: PurePosixPath) -> bool:
    """Whether a path is in a ledger's folder, and not hidden there."""
    return path.is_relative_to(side.prefix) and "/." not in f"/{path.relative_to(side.prefix)}"


def _settled(room: Repository, path: str, versions: Versions, blobs: Blobs) -> _Conflicting:
    is_lines = path.lower().endswith(_LINES)
    if not is_lines and not path.endswith(".toml"):
        return _Conflicting(versions, None)
    if not can_keep_both(versions):
        return _Conflicting(versions, None)
    data = blobs.read_all([version.id for version in versions.values()])
    if is_lines:
        return _Conflicting(versions, None, keep_lines_of_both(room, versions, data))
    return _Conflicting(versions, keep_both(room, versions, data))


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
    version = (git.output_if_any(repository, "version") or "git, of no known version").strip()
    return CouldNot(
        f"checking a merge takes git 2.38 or newer, and this is {version}",
        "install a newer git; all else works with this one",
    )
