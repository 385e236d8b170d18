"""A start writes what is missing, and never over what is there."""

import os
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from conftest import Tidlig
from tidlig.ledger.locate import locate
from tidlig.ledger.open import open_ledger
from tidlig.ledger.starting import Start, start_ledger
from tidlig.model.failure import CouldNot
from tidlig.render.explain import as_text

TOOLS = {".gitattributes", ".github/workflows/tidlig.yml", ".pre-commit-config.yaml"}
SMALL = {
    "data/programs.toml",
    "data/sources.toml",
    "data/recipients.toml",
    "data/allocations/2026-runde-1.toml",
    "data/tidlig.schema.json",
}

needs_permissions = pytest.mark.skipif(
    sys.platform == "win32" or os.geteuid() == 0, reason="no folder is closed to this user"
)


def files(folder: Path) -> dict[str, bytes]:
    """All files below a folder, by path."""
    paths = [path for path in folder.rglob("*") if path.is_file()]
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in paths}


@pytest.mark.parametrize("demo", [False, True])
def test_a_new_ledger_has_nothing_to_report_and_balances(
    demo: bool, tmp_path: Path, tidlig: Tidlig
) -> None:
    folder = tmp_path / "Ny mappe, æøå"
    start = start_ledger(folder, demo=demo)
    assert set(start.written) == set(files(folder))
    assert start.left == ()
    strict = tidlig("check", "--strict", cwd=folder)
    assert (strict.code, strict.out, strict.err) == (0, "", "")
    balance = tidlig("balance", cwd=folder / "data")
    assert (balance.code, balance.err) == (0, "")
    assert "mio. kr." in balance.out


def test_a_small_start_has_these_files_and_no_others(tmp_path: Path) -> None:
    assert set(start_ledger(tmp_path).written) == SMALL | TOOLS


def test_the_demo_shows_every_kind_of_entry_that_moves_money(tmp_path: Path) -> None:
    start_ledger(tmp_path, demo=True)
    kinds = {entry.kind for entry in open_ledger(locate(tmp_path / "data", None)).entries}
    moving = {"program", "appropriation", "reprioritisation", "carry-over", "award", "return"}
    assert kinds >= moving | {"payment", "outturn", "round", "pool", "statement", "source"}


def test_a_second_start_changes_nothing(tmp_path: Path) -> None:
    start_ledger(tmp_path)
    before = files(tmp_path)
    again = start_ledger(tmp_path, demo=True)
    assert again.written == ()
    assert set(again.left) == {"data/programs.toml", *TOOLS}
    assert files(tmp_path) == before


def test_a_file_that_is_there_is_left_and_named(tmp_path: Path) -> None:
    (tmp_path / ".gitattributes").write_text("*.png binary\n")
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "sources.toml").write_text("# mine\n")
    start = start_ledger(tmp_path)
    assert start.left == (".gitattributes", "data/sources.toml")
    assert set(start.written) == (SMALL | TOOLS) - set(start.left)
    assert (tmp_path / ".gitattributes").read_text() == "*.png binary\n"
    assert (tmp_path / "data" / "sources.toml").read_text() == "# mine\n"


@pytest.mark.parametrize("place", [".", "data"])
def test_nothing_is_added_to_a_ledger_that_is_there(place: str, tmp_path: Path) -> None:
    (tmp_path / place).mkdir(exist_ok=True)
    (tmp_path / place / "programs.toml").write_text("[ledger]\nformat = 1\n")
    start = start_ledger(tmp_path)
    assert set(start.written) == TOOLS
    assert start.left == ((tmp_path / place / "programs.toml").relative_to(tmp_path).as_posix(),)


def test_a_link_that_leads_nowhere_is_left_too(tmp_path: Path) -> None:
    elsewhere = tmp_path / "elsewhere"
    folder = tmp_path / "folder"
    folder.mkdir()
    (folder / ".gitattributes").symlink_to(elsewhere)
    assert start_ledger(folder).left == (".gitattributes",)
    assert not elsewhere.exists()


def test_no_ledger_is_started_within_another(tmp_path: Path) -> None:
    start_ledger(tmp_path)
    before = files(tmp_path)
    with pytest.raises(CouldNot, match=r"lies in the ledger .*data"):
        start_ledger(tmp_path / "data" / "allocations")
    assert files(tmp_path) == before


def test_a_file_in_the_place_of_a_folder_is_told(tmp_path: Path, tidlig: Tidlig) -> None:
    (tmp_path / "data").write_text("a file")
    result = tidlig("init", cwd=tmp_path)
    assert result.code == 2
    assert result.err.startswith("error: data cannot be a folder: a file stands in its place\n")
    below = tidlig("init", "data/below", cwd=tmp_path)
    assert below.err.startswith("error: data/below/data cannot be a folder: ")


@needs_permissions
def test_a_folder_that_may_not_be_written_to_is_told(tmp_path: Path) -> None:
    tmp_path.chmod(0o500)
    try:
        with pytest.raises(CouldNot, match="cannot be written: permission denied"):
            start_ledger(tmp_path)
    finally:
        tmp_path.chmod(0o700)
    assert files(tmp_path) == {}


def test_a_file_that_cannot_be_written_whole_is_not_left_behind(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(CouldNot, match="no space left on device"):
        start_ledger(tmp_path)
    assert files(tmp_path) == {}


def test_the_folder_can_be_entered_as_it_is_written(tmp_path: Path, tidlig: Tidlig) -> None:
    said = tidlig("init", "it's \x1b[31mhere", cwd=tmp_path).out
    assert "\x1b" not in said
    line = next(line for line in said.splitlines() if line.startswith("  cd "))
    assert shlex.split(line)[1].startswith("it's ")


def test_what_is_in_place_is_not_asked_for(tmp_path: Path) -> None:
    said = as_text(Start(tmp_path, ("data/programs.toml",), (), in_repository=True))
    for word in ("git init", "CI", "Left as"):
        assert word not in said


def test_git_never_joins_lines_of_a_ledger(tmp_path: Path) -> None:
    start_ledger(tmp_path)
    lines = (tmp_path / ".gitattributes").read_text("utf-8").splitlines()
    rules = [line for line in lines if not line.startswith("#")]
    assert rules == ["*.toml text eol=lf diff=tidlig"]


@pytest.mark.skipif(shutil.which("git") is None, reason="git is not installed")
def test_git_knows_the_repository_around_a_start(tmp_path: Path) -> None:
    subprocess.run(["git", "init", "--quiet", str(tmp_path)], check=True)
    assert start_ledger(tmp_path / "below").in_repository
