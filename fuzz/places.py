"""Mutations of where files are: moved, renamed, joined, parted, linked, doubled, gone."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from random import Random

from fuzz import oddities
from fuzz.inputs import Input

Mutation = Callable[[Random, Input], Input]

_TARGETS = ("{}", "nowhere.toml", ".", "..", "/dev/null", "/etc/hostname", "x/../{}")


def renamed(chance: Random, made: Input) -> Input:
    """A file under another name, in another folder, or one that hardly is a name."""
    path = chance.choice(sorted(made.files))
    other = chance.choice((*oddities.NAMES, f"a/{path}", path.upper(), *sorted(made.files)))
    return made.without(path).with_file(other, made.files[path])


def removed(chance: Random, made: Input) -> Input:
    """A file gone."""
    return made.without(chance.choice(sorted(made.files)))


def doubled(chance: Random, made: Input) -> Input:
    """A file twice."""
    path = chance.choice(sorted(made.files))
    return made.with_file(chance.choice((*oddities.NAMES, f"b/{path}")), made.files[path])


def linked(chance: Random, made: Input) -> Input:
    """A link to another file, out of the ledger, in a circle or to nothing; at times for a file."""
    path = chance.choice(sorted(made.files))
    name = chance.choice(("link.toml", "folder", path))
    target = chance.choice(_TARGETS).replace("{}", chance.choice(sorted(made.files)))
    return replace(made.without(name), links={**made.links, name: target})


def joined(chance: Random, made: Input) -> Input:
    """Two files one after the other, in one."""
    one, other = chance.choice(sorted(made.files)), chance.choice(sorted(made.files))
    data = made.files[one] + b"\n" + made.files[other]
    return (made if one == other else made.without(other)).with_file(one, data)


def parted(chance: Random, made: Input) -> Input:
    """A file in two, between entries."""
    path = chance.choice(sorted(made.files))
    parts = made.files[path].split(b"\n[")
    at = chance.randrange(len(parts))
    rest = b"[" + b"\n[".join(parts[at:]) if at else b""
    whole = b"\n[".join(parts[:at]) if at else made.files[path]
    return made.with_file(path, whole + b"\n").with_file(f"parts/{at}.toml", rest)


def crossed(chance: Random, made: Input) -> Input:
    """A file of another example's."""
    from fuzz.corpus import examples

    files = chance.choice(examples()).files
    path = chance.choice(sorted(files))
    return made.with_file(chance.choice((path, f"other/{path}")), files[path])


OF_PLACES: tuple[Mutation, ...] = (
    renamed,
    removed,
    doubled,
    linked,
    joined,
    parted,
    parted,
    crossed,
)
