"""One input: the files of a ledger, what is linked in it, and a register to hold against it."""

from __future__ import annotations

import base64
import json
import os
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path, PurePosixPath
from typing import Any

LEDGER = "ledger"
"""The ledger's folder; a register lies beside it."""


@dataclass(frozen=True, slots=True)
class Register:
    """A register of another system: its file's name, its bytes, and options that read it."""

    name: str
    data: bytes
    options: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Input:
    """What tidlig is tried on; `before` is the ledger that was committed, if git is asked.

    `links` are by path in the ledger; `history` says how the input came to be.
    """

    files: Mapping[str, bytes]
    links: Mapping[str, str] = field(default_factory=dict)
    register: Register | None = None
    before: Mapping[str, bytes] | None = None
    history: tuple[str, ...] = ()

    def without(self, path: str) -> Input:
        """The same without a file or link."""
        files = {name: data for name, data in self.files.items() if name != path}
        links = {name: target for name, target in self.links.items() if name != path}
        return replace(self, files=files, links=links)

    def with_file(self, path: str, data: bytes) -> Input:
        """The same with a file of other bytes."""
        return replace(self, files={**self.files, path: data})


def write(files: Mapping[str, bytes], folder: Path) -> None:
    """Write files into a folder; a name that the system does not take is left out."""
    for path, data in files.items():
        try:
            place = _place(folder, path)
            place.write_bytes(data)
        except (OSError, ValueError):
            continue


def link(links: Mapping[str, str], folder: Path) -> None:
    """Make links in a folder, where the system knows links and lets us make them."""
    for path, target in links.items():
        try:
            _place(folder, path).symlink_to(target)
        except (OSError, ValueError):
            continue


def _place(folder: Path, path: str) -> Path:
    place = folder / path
    if ".." in PurePosixPath(path).parts or PurePosixPath(path).is_absolute():
        raise ValueError(path)
    place.parent.mkdir(parents=True, exist_ok=True)
    return place


def as_json(made: Input) -> str:
    """An input as text, to be kept."""
    register = made.register
    told = {
        "history": made.history,
        "files": _as_texts(made.files),
        "links": {os.fsencode(path).decode("latin-1"): to for path, to in made.links.items()},
        "before": None if made.before is None else _as_texts(made.before),
        "register": register
        and {"name": register.name, "data": _as_text(register.data), "options": register.options},
    }
    return json.dumps(told, indent=1)


def from_json(text: str) -> Input:
    """An input that was kept."""
    told: dict[str, Any] = json.loads(text)
    kept = told["register"]
    register = kept and Register(
        kept["name"], base64.b85decode(kept["data"]), tuple(kept["options"])
    )
    return Input(
        _as_files(told["files"]),
        {_path(path): target for path, target in told["links"].items()},
        register,
        None if told["before"] is None else _as_files(told["before"]),
        tuple(told["history"]),
    )


def _as_texts(files: Mapping[str, bytes]) -> dict[str, str]:
    return {os.fsencode(path).decode("latin-1"): _as_text(data) for path, data in files.items()}


def _as_files(texts: Mapping[str, str]) -> dict[str, bytes]:
    return {_path(path): base64.b85decode(text) for path, text in texts.items()}


def _as_text(data: bytes) -> str:
    return base64.b85encode(data).decode("ascii")


def _path(text: str) -> str:
    return os.fsdecode(text.encode("latin-1"))
