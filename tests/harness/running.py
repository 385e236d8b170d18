"""Runs one command line in this process, in surroundings that are the same on every machine."""

import contextlib
import io
import os
import sys
import tempfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from unittest import mock

ROOT = Path(__file__).parents[2]
"""The repository."""

_FAMILIES = ("TIDLIG_", "GIT_", "GITHUB_")
_COLOURS = {"CLICOLOR", "CLICOLOR_FORCE", "COLORTERM", "FORCE_COLOR", "NO_COLOR", "PY_COLORS"}
_TERMINAL = {"LINES", "PAGER", "TTY_COMPATIBLE", "TTY_INTERACTIVE"}


@dataclass(frozen=True, slots=True)
class Result:
    """What one run left behind."""

    code: int
    out: str
    err: str


TODAY = "2026-11-27"
"""The day on which all runs are, unless they say another."""


def run(*arguments: str, folder: Path, environment: Mapping[str, str]) -> Result:
    """Run `tidlig` in a folder, with nothing on stdin and no terminal on stdout and stderr."""
    out, err = _stream(), _stream()
    with (
        mock.patch.dict(os.environ, environment, clear=True),
        mock.patch.object(sys, "stdin", _stream()),
        contextlib.chdir(folder),
        contextlib.redirect_stdout(out),
        contextlib.redirect_stderr(err),
    ):
        from tidlig.cli import main  # here, for what it reads from the environment

        code = main(list(arguments))
    return Result(code, _text(out), _text(err))


def environment(memory: Path, *changes: Mapping[str, str] | None) -> dict[str, str]:
    """The environment of a run: this process's without what a person or a CI may have set.

    `memory` is the folder for what tidlig remembers, so that no run knows of another. The day is
    always the same, so that reports are too.
    """
    own = {name: value for name, value in os.environ.items() if not _personal(name)}
    own |= {"XDG_CACHE_HOME": str(memory), "LOCALAPPDATA": str(memory), "COLUMNS": "80"}
    own |= {"GIT_CEILING_DIRECTORIES": str(memory.parent), "TIDLIG_TODAY": TODAY}
    for change in changes:
        own |= change or {}
    return own


def _personal(name: str) -> bool:
    return name.startswith(_FAMILIES) or name in _COLOURS | _TERMINAL


def _stream() -> io.TextIOWrapper:
    return io.TextIOWrapper(io.BytesIO(), encoding="utf-8", newline="", write_through=True)


def _text(stream: io.TextIOWrapper) -> str:
    stream.seek(0)
    return stream.read()


@contextlib.contextmanager
def workshop() -> Iterator[tuple[Path, Path]]:
    """A new folder for a ledger and one beside it for what is remembered, removed afterwards."""
    with tempfile.TemporaryDirectory(prefix="tidlig-") as name:
        ledger, memory = Path(name).resolve() / "ledger", Path(name).resolve() / "memory"
        ledger.mkdir()
        memory.mkdir()
        yield ledger, memory


def write(folder: Path, files: Mapping[str, str]) -> Path:
    """Write files by their paths in a folder, as UTF-8 with the line ends they have."""
    for path, text in files.items():
        target = folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(text.encode("cp1252" if "windows-1252" in path else "utf-8"))
    return folder
