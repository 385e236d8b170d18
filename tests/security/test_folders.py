"""A tree of folders is looked into as deep as anyone keeps files, and what is deeper is told."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from harness.running import Result

Tidlig = Callable[..., Result]
Books = Callable[[dict[str, str]], Path]

DEEPEST = 64
START = (
    '[ledger]\nformat = 1\n\n[program.p]\nname = "P"\nyears = "2014-2017"\ntotal = "280 mio. kr."\n'
)
RECIPIENT = '[recipient.r]\nname = "R"\nkind = "other"\n'

COMMANDS = (("check",), ("balance",), ("pools",), ("log",), ("export", "--to", "hledger"))


Nested = Callable[[Path, int], None]
Folders = pytest.TempPathFactory


@pytest.fixture
def nested(monkeypatch: pytest.MonkeyPatch) -> Iterator[Nested]:
    """Makes folders in folders with a file in the last, and takes them away.

    Step by step, for the path may be longer than a system takes.
    """
    made: list[tuple[Path, int]] = []

    def make(folder: Path, depth: int) -> None:
        made.append((folder, depth))
        with monkeypatch.context() as here:
            here.chdir(folder)
            for _ in range(depth):
                Path("a").mkdir()
                os.chdir("a")
            Path("x.toml").write_text(RECIPIENT, encoding="utf-8")

    yield make
    for folder, depth in made:
        with monkeypatch.context() as here:
            here.chdir(folder)
            for _ in range(depth):
                os.chdir("a")
            Path("x.toml").unlink()
            for _ in range(depth):
                os.chdir("..")
                Path("a").rmdir()


def test_a_file_in_the_deepest_folder_is_read(
    tidlig: Tidlig, ledger: Books, nested: Nested
) -> None:
    nested(ledger({"programs.toml": START}), DEEPEST)
    assert '"entries": 2' in tidlig("check", "--format", "json").out


def test_a_folder_that_is_deeper_is_a_finding(
    tidlig: Tidlig, ledger: Books, nested: Nested
) -> None:
    nested(ledger({"programs.toml": START}), DEEPEST + 1)
    told = tidlig("check", "--format", "concise")
    deep = "/".join("a" * (DEEPEST + 1))
    message = "error: this is more than 64 folders deep, and so is not read [unreadable-file]"
    assert f"{deep}: {message}" in told.out
    assert (told.code, told.err) == (1, "")


@pytest.mark.skipif(sys.platform == "win32", reason="paths are short there")
@pytest.mark.parametrize("depth", [1_200, 3_000])
def test_no_command_dies_of_a_deep_tree(
    tidlig: Tidlig, ledger: Books, nested: Nested, depth: int, tmp_path_factory: Folders
) -> None:
    """The second has a path that is longer than the system takes."""
    nested(ledger({"programs.toml": START}), depth)
    for command in COMMANDS:
        told = tidlig(*command, env={"XDG_CACHE_HOME": str(tmp_path_factory.mktemp("new"))})
        assert told.code == 1, command
        assert "more than 64 folders deep" in told.out + told.err, command
        assert "internal error" not in told.err, command


def test_a_deep_file_at_a_revision_is_the_same_finding(
    tidlig: Tidlig, ledger: Books, nested: Nested
) -> None:
    folder = ledger({"programs.toml": START})
    nested(folder, DEEPEST + 1)
    git = ("git", "-C", str(folder), "-c", "user.name=a", "-c", "user.email=a@b", "-c")
    subprocess.run((*git[:3], "init", "-q"), check=True)
    subprocess.run((*git[:3], "add", "."), check=True)
    subprocess.run((*git, "commit.gpgsign=no", "commit", "-qm", "x"), check=True)
    told = tidlig("check", "--at", "HEAD", "--format", "concise")
    assert "/x.toml: error: this is more than 64 folders deep, and so is not read" in told.out
    assert told.code == 1


def test_completion_passes_over_a_deep_tree(ledger: Books, nested: Nested) -> None:
    from tidlig.source.ids import declared

    folder = ledger({"programs.toml": START, "b.toml": RECIPIENT})
    nested(folder, DEEPEST + 1)
    assert [each.address for each in declared(folder)] == ["recipient.r", "program.p"]


@pytest.mark.parametrize("hidden", [".a", ".git", ".toml"])
def test_what_is_deep_below_a_hidden_folder_is_no_ones_business(
    tidlig: Tidlig, ledger: Books, nested: Nested, hidden: str
) -> None:
    folder = ledger({"programs.toml": START})
    (folder / hidden).mkdir()
    nested(folder / hidden, DEEPEST + 5)
    assert tidlig("check").code == 0


def test_a_link_to_a_folder_above_is_not_followed_without_end(
    tidlig: Tidlig, ledger: Books
) -> None:
    folder = ledger({"programs.toml": START, "b/x.toml": RECIPIENT})
    try:
        (folder / "b" / "again").symlink_to(folder, target_is_directory=True)
    except OSError:
        pytest.skip("no links here")
    told = tidlig("check", "--format", "concise")
    assert (told.code, told.out.count("the folder is a link")) == (1, 1)


@pytest.mark.skipif(sys.platform != "linux", reason="file names are bytes on Linux")
def test_names_of_255_bytes_and_names_that_are_no_text_are_shown(
    tidlig: Tidlig, ledger: Books
) -> None:
    folder = os.fsencode(ledger({"programs.toml": START}))
    for name in (b"\xff\xfe.toml", b"n" * 250 + b".toml", b"a\nb.toml"):
        Path(os.fsdecode(folder + b"/" + name)).write_text("[wrong.a]\n", encoding="utf-8")
    told = tidlig("check", "--format", "concise")
    assert told.out.count("[unknown-table]") == 3
    assert all(line.isprintable() for line in told.out.split("\n"))


def test_many_empty_files_are_each_read_once(tidlig: Tidlig, ledger: Books) -> None:
    ledger({"programs.toml": START} | {f"f/{n}.toml": "" for n in range(600)})
    assert '"files": 601' in tidlig("check", "--format", "json").out
