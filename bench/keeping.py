"""Keeps generated ledgers between runs, each a git repository, and alters a file.

A ledger is made anew when what makes it has changed. Files get a date of long ago, so that neither
git nor tidlig has reason to doubt what they remember of them.
"""

import hashlib
import os
import shutil
import subprocess
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from bench import generating, hard_ledgers
from bench.questions import REGISTER

LONG_AGO = 1_700_000_000
_GIT = (
    "git",
    *("-c", "user.name=bench", "-c", "user.email=bench@example.dk"),
    *("-c", "core.looseCompression=1", "-c", "gc.auto=0", "-c", "init.defaultBranch=main"),
)


def kept(folder: Path, awards: int, per_file: int) -> Path:
    """Give a ledger of some awards, so many a file, made unless it is there already.

    It has two commits, of which the last changes one file, and its register stands beside it.
    """

    def make(ledger: Path) -> None:
        generating.write(ledger, awards, per_file)
        generating.write_register(ledger / REGISTER, awards)
        _commit(ledger)

    return _once(folder, f"{awards}-by-{per_file}", make)


def kept_history(folder: Path, awards: int, per_file: int, commits: int) -> Path:
    """Give a ledger of so many commits, each of which changes an amount in one file."""

    def make(ledger: Path) -> None:
        generating.write(ledger, awards, per_file)
        _commit_often(ledger, commits)

    return _once(folder, f"history-{commits}-of-{awards}-by-{per_file}", make)


def kept_hard(folder: Path, kind: str, count: int) -> Path:
    """Give a ledger of a kind that is easily slow, of so many entries and in one commit."""

    def make(ledger: Path) -> None:
        hard_ledgers.write(ledger, kind, count)
        git(ledger, "init", "--quiet")
        _commit_of(ledger, "Give awards", LONG_AGO)

    return _once(folder, f"{kind.replace(' ', '-')}-{count}", make)


def one_of_many(ledger: Path) -> Path:
    """Give the file that is altered: of awards, in the middle."""
    files = sorted((ledger / "allocations").glob("awards-*.toml"))
    return files[len(files) // 2]


@contextmanager
def altered(ledger: Path, number: int) -> Iterator[None]:
    """Let one file of a ledger have other bytes, new ones for each number up to 999."""
    path = one_of_many(ledger)
    before = path.read_bytes()
    path.write_bytes(another(before, number))
    try:
        yield
    finally:
        path.write_bytes(before)
        os.utime(path, (LONG_AGO, LONG_AGO))
        git(ledger, "update-index", "--refresh")


def another(text: bytes, number: int) -> bytes:
    """Give a file with some kroner more in its first award: never more than 999."""
    assert 0 < number < 1_000, number
    head, thousands, tail = text.partition(b"_000")
    assert thousands, text[:100]
    return head + f"_{number:03d}".encode() + tail


def git(folder: Path, *words: str) -> str:
    """Run git in a folder, and give what it prints."""
    done = subprocess.run([*_GIT, "-C", str(folder), *words], capture_output=True, check=True)
    return done.stdout.decode()


def _once(folder: Path, name: str, make: Callable[[Path], None]) -> Path:
    """Give the ledger of a name, made unless what makes it has made it before."""
    home = folder / f"{name}-{_makers()}"
    ledger = home / "ledger"
    if ledger.exists():
        git(ledger, "checkout", "--", ".")  # a run that was killed may have left a file altered
        return ledger
    for old in folder.glob(f"{name}-????????"):
        shutil.rmtree(old)
    unfinished = home / "unfinished"
    unfinished.mkdir(parents=True)
    make(unfinished)
    unfinished.rename(ledger)
    return ledger


def _commit_often(ledger: Path, commits: int) -> None:
    """Put a ledger into a repository of its own, and change one file after another."""
    git(ledger, "init", "--quiet")
    _commit_of(ledger, "Give awards", LONG_AGO - commits)
    files = sorted((ledger / "allocations").glob("awards-*.toml"))
    made = [path.read_bytes() for path in files]
    for number in range(1, commits):
        turn = number % len(files)
        files[turn].write_bytes(another(made[turn], number))
        _commit_of(ledger, f"Correct amount {number}", LONG_AGO - commits + number)


def _commit(ledger: Path) -> None:
    """Put a ledger into a repository of its own, and change one file in a second commit."""
    git(ledger, "init", "--quiet")
    path = one_of_many(ledger)
    made = path.read_bytes()
    path.write_bytes(another(made, 999))
    _commit_of(ledger, "Give awards", LONG_AGO - 1)
    path.write_bytes(made)
    _commit_of(ledger, "Correct an amount", LONG_AGO)


def _commit_of(ledger: Path, subject: str, time: int) -> None:
    """Commit all there is; each time another, for git looks no further at a file of equal dates."""
    for file in ledger.rglob("*.toml"):
        os.utime(file, (time, time))
    git(ledger, "add", "--all")
    git(ledger, "commit", "--quiet", "--message", subject)


def _makers() -> str:
    """Name the code that makes ledgers."""
    texts = (
        Path(path).read_bytes() for path in (generating.__file__, hard_ledgers.__file__, __file__)
    )
    return hashlib.blake2b(b"".join(texts), digest_size=4).hexdigest()
