"""Objects of a repository, from one `git cat-file --batch` that is asked again and again."""

import re
import subprocess
from collections.abc import Sequence
from pathlib import Path
from typing import IO, Self

from tidlig.ledger import git
from tidlig.model.failure import CouldNot

_AT_ONCE = 400
"""So many objects are asked for before the answers are read: the pipe holds their ids."""

_START = re.compile("[0-9a-f]{4,}")
"""The start of an id, of four digits at least."""


class Blobs:
    """Objects by their id, each read once; git runs from the first question until it is let go.

    Used with `with`, for several revisions, it is let go at the end of all.
    """

    def __init__(self, top: Path) -> None:
        """Remember the folder of the repository."""
        self.top = top
        self._kept: dict[str, bytes] = {}
        self._running: subprocess.Popen[bytes] | None = None
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
            for header in self._answers(wanted[start : start + _AT_ONCE]):
                if header.endswith(" missing"):
                    raise _lacking()
        return {id: self._kept[id] for id in ids}

    def one(self, id: str) -> bytes:
        """Give the bytes of one object; git runs on only if it was running."""
        was_running = self._running is not None
        try:
            return self.of([id])[id]
        finally:
            if not was_running:
                self.let_go()

    def let_go(self) -> None:
        """End git; another question starts it again."""
        if self._running is not None and not self._shared:
            self._running.communicate()
            self._running = None

    def _answers(self, names: Sequence[str]) -> list[str]:
        """Ask for objects, keep their bytes, and give the first lines of the answers."""
        questions, answers = self._pipes()
        try:
            questions.write("".join(f"{name}\n" for name in names).encode())
            questions.flush()
            return [self._answer(answers) for _ in names]
        except (BrokenPipeError, EOFError):
            raise self._died() from None

    def _answer(self, answers: IO[bytes]) -> str:
        header = answers.readline().decode("utf-8", "replace").rstrip("\n")
        if not header:
            raise EOFError
        if not header.endswith((" missing", " ambiguous")):
            id, _, size = header.split(" ")
            self._kept[id] = answers.read(int(size))
            answers.read(1)
        return header

    def _pipes(self) -> tuple[IO[bytes], IO[bytes]]:
        if self._running is None:
            try:
                self._running = subprocess.Popen(
                    git.command(("cat-file", "--batch")),
                    cwd=self.top,
                    env=git.environment(),
                    stdin=subprocess.PIPE,
                    stdout=subprocess.PIPE,
                    stderr=subprocess.PIPE,
                )
            except OSError:
                raise git.absent() from None
        assert self._running.stdin is not None
        assert self._running.stdout is not None
        return self._running.stdin, self._running.stdout

    def _died(self) -> CouldNot:
        """Say why git has ended before it answered."""
        assert self._running is not None
        running, self._running = self._running, None
        assert running.stderr is not None
        said = running.stderr.read()
        for pipe in (running.stdin, running.stdout, running.stderr):
            assert pipe is not None
            try:
                pipe.close()
            except BrokenPipeError:
                continue
        running.wait()
        return git.refusal(said)

    def _begin(self, name: str) -> int:
        """Count the objects whose ids begin with a name, when it may be the start of an id."""
        if not _START.fullmatch(name):
            return 0
        return len((git.asked(self.top, "rev-parse", f"--disambiguate={name}") or "").split())

    def _missing(self, name: str) -> CouldNot:
        """Say that a revision is not there; in a clone that was cut short it may be elsewhere."""
        if self._begin(name) > 1:
            return CouldNot(f'"{name}" may be several commits', "write more of it")
        message = f'there is no revision "{name}" here'
        if git.asked(self.top, "rev-parse", "--is-shallow-repository") == "true\n":
            help = "this clone is shallow: fetch the rest with git fetch --unshallow"
            return CouldNot(message, f"{help}, or in CI with a depth of 0")
        return CouldNot(message, "git log --oneline lists commits, git branch -a branches")


def _lacking() -> CouldNot:
    """Say that a file of a revision is not in the repository, though its commit is."""
    return CouldNot(
        "files of this revision are not in the repository",
        "a clone made with --filter has some only: git checkout or git fetch --refetch gets them",
    )
