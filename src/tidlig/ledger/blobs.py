"""Objects of a repository, from one `git cat-file --batch` that is asked again and again."""

import re
from collections.abc import Sequence
from contextlib import suppress
from typing import Self

from tidlig.ledger import git
from tidlig.ledger.repository import Repository
from tidlig.ledger.spawning import Late, Program
from tidlig.model.failure import CouldNot

_AT_ONCE = 400
"""So many objects are asked for before the answers are read: the pipe holds their ids."""

_START = re.compile("[0-9a-f]{4,}")
"""The start of an id, of four digits at least."""


class Blobs:
    """Objects by their id, each read once; git runs from the first question until it is let go.

    Used with `with`, for several revisions, it is let go at the end of all.
    """

    def __init__(self, repository: Repository) -> None:
        """Remember the repository."""
        self.repository = repository
        self._kept: dict[str, bytes] = {}
        self._running: Program | None = None
        self._shared = False

    def __enter__(self) -> Self:
        """Keep git running until the end."""
        self._shared = True
        return self

    def __exit__(self, *_: object) -> None:
        """End git."""
        self._shared = False
        self.let_go()

    def commit(self, name: str) -> str:
        """Give the id of the commit that a revision names; raise `CouldNot` for none."""
        if not name or name.startswith("-") or not name.isprintable() or name != name.strip():
            raise CouldNot(f'"{name}" is not a revision', "name a commit, a branch or a tag")
        header = self._answers([f"{name}^{{commit}}"])[0]
        id, _, rest = header.partition(" ")
        if not rest.startswith("commit "):
            raise self._missing(name)
        return id

    def of(self, ids: Sequence[str]) -> dict[str, bytes]:
        """Give the bytes of objects."""
        wanted = [id for id in dict.fromkeys(ids) if id not in self._kept]
        for start in range(0, len(wanted), _AT_ONCE):
            self._answers(wanted[start : start + _AT_ONCE])
        if any(id not in self._kept for id in wanted):
            raise git.lacking()
        return {id: self._kept[id] for id in ids}

    def one(self, id: str) -> bytes:
        """Give the bytes of one object; git runs on only if it was running."""
        was_running = self._running is not None
        try:
            return self.of([id])[id]
        finally:
            if not was_running:
                self.let_go()

    def head(self) -> str | None:
        """Give the id of the commit that is checked out; None before the first."""
        id, _, rest = self._answers(["HEAD^{commit}"])[0].partition(" ")
        return id if rest.startswith("commit ") else None

    def let_go(self) -> None:
        """End git; another question starts it again."""
        if self._running is not None and not self._shared:
            running, self._running = self._running, None
            with suppress(Late):
                running.end()

    def _answers(self, names: Sequence[str]) -> list[str]:
        """Ask for objects, keep their bytes, and give the first lines of the answers."""
        if self._running is None:
            self._running = git.asking(self.repository, "cat-file", "--batch")
        running = self._running
        try:
            running.ask("".join(f"{name}\n" for name in names).encode())
            return [self._answer(running) for _ in names]
        except (BrokenPipeError, EOFError):
            self._running = None
            raise git.refusal(running.end().said) from None
        except Late:
            self._running = None
            with suppress(Late):
                running.end()
            raise git.late() from None

    def _answer(self, running: Program) -> str:
        header = running.line().decode("utf-8", "replace").rstrip("\n")
        if not header:
            raise EOFError
        if not header.endswith((" missing", " ambiguous")):
            id, _, size = header.split(" ")
            data = running.read(int(size) + 1)
            if len(data) <= int(size):
                raise EOFError
            self._kept[id] = data[:-1]
        return header

    def _begin(self, name: str) -> int:
        """Count the objects whose ids begin with a name, when it may be the start of an id."""
        if not _START.fullmatch(name):
            return 0
        return len(
            (git.asked(self.repository, "rev-parse", f"--disambiguate={name}") or "").split()
        )

    def _missing(self, name: str) -> CouldNot:
        """Say that a revision is not there; in a clone that was cut short it may be elsewhere."""
        if self._begin(name) > 1:
            return CouldNot(f'"{name}" may be several commits', "write more of it")
        message = f'there is no revision "{name}" here'
        if git.asked(self.repository, "rev-parse", "--is-shallow-repository") == "true\n":
            help = "this clone is shallow: fetch the rest with git fetch --unshallow"
            return CouldNot(message, f"{help}, or in CI with a depth of 0")
        return CouldNot(message, "git log --oneline lists commits, git branch -a branches")
