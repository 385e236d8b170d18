"""Conflicts of a merge in which both sides added entries at one place: both are kept.

git compares lines, and calls it a conflict where two branches write at one place, mostly the end of
a file. Entries that were added are whole tables, so there is nothing to decide. Any other conflict
is left to people.
"""

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any, NamedTuple

from tidlig.ledger import git
from tidlig.ledger.repository import Repository
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
        return None if merged is None else _settled(merged)
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


def _settled(merged: str) -> bytes | None:
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
