"""Several files are replaced together, all or none: on errors, and when killed at any moment."""

import json
import os
import random
import subprocess
import sys
from hashlib import sha256
from pathlib import Path

import pytest

from adding.ledgers import bytes_in, made
from adding.processes import COMMAND, SLOW, killed, started
from conftest import Tidlig
from tidlig.ledger.adding import ledger_lock
from tidlig.model.failure import CouldNot
from tidlig.source import replacing
from tidlig.source.files import JOURNAL
from tidlig.source.replacing import Replacement, finish_replacing, replace_together

TRIES = int(os.environ.get("TRIES", "10"))
RENAME = [*COMMAND[:-1], "rename"]
SLOW_RENAME = [*SLOW[:-1], SLOW[-1].replace('"add", ', '"rename", ')]
THREE = ("a.toml", "b/b.toml", "c.toml")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Three files, of which the last is to go."""
    for name in THREE:
        path = tmp_path / "ledger" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(name.encode())
    return tmp_path / "ledger"


def shown_in(folder: Path) -> dict[str, bytes]:
    """The files of a folder that are not hidden."""
    return {
        name: data for name, data in bytes_in(folder).items() if not Path(name).name.startswith(".")
    }


def wanted(folder: Path) -> list[Replacement]:
    """New bytes for two files, none for the third, and a fourth that was not there."""
    old = [(folder / name).read_bytes() for name in THREE]
    news: list[bytes | None] = [b"new a", b"new b", None]
    found = [Replacement(folder / THREE[n], old[n], news[n]) for n in range(3)]
    return [*found, Replacement(folder / "b/d.toml", None, b"new d")]


AFTER = {"a.toml": b"new a", "b/b.toml": b"new b", "b/d.toml": b"new d"}


def test_all_files_are_replaced_and_nothing_is_left_behind(folder: Path) -> None:
    replace_together(wanted(folder), folder)
    assert bytes_in(folder) == AFTER


@pytest.mark.parametrize("step", range(4))
def test_an_error_at_any_file_leaves_all_as_they_were(
    folder: Path, step: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    before, put, times = bytes_in(folder), replacing.put, []

    def refuse(path: Path, name: str | None, within: Path) -> None:
        times.append(path)
        if len(times) > step:
            raise OSError(28, "No space left on device")
        put(path, name, within)

    monkeypatch.setattr(replacing, "put", refuse)
    with pytest.raises(OSError, match="No space"):
        replace_together(wanted(folder), folder)
    assert bytes_in(folder) == before


@pytest.mark.parametrize("step", range(4))
def test_who_is_killed_between_two_files_is_finished_by_the_next(
    folder: Path, step: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    put, times = replacing.put, []

    def die(path: Path, name: str | None, within: Path) -> None:
        times.append(path)
        if len(times) > step:
            os._exit(9)
        put(path, name, within)

    child = os.fork()
    if child == 0:
        monkeypatch.setattr(replacing, "put", die)
        replace_together(wanted(folder), folder)
        os._exit(0)
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 9
    assert (folder / JOURNAL).exists()
    with ledger_lock(folder):
        assert bytes_in(folder) == AFTER


def test_what_was_killed_before_its_journal_is_swept_away(folder: Path) -> None:
    left = folder / "b" / ".b.toml.00.tidlig-next"
    left.write_bytes(b"half")
    replace_together(wanted(folder), folder)
    assert bytes_in(folder) == AFTER


def journal(folder: Path, *rows: tuple[str, str, str | None]) -> None:
    (folder / JOURNAL).write_text(json.dumps(rows), "utf-8")


@pytest.mark.parametrize(
    "row",
    [
        ("../out.toml", "", ".x.tidlig-next"),
        ("b/../../out.toml", "", ".x.tidlig-next"),
        ("a.txt", "", ".x.tidlig-next"),
        ("a.toml", "", "c.toml"),
        ("a.toml", "", "b/.x.tidlig-next"),
        ("/etc/a.toml", "", ".x.tidlig-next"),
    ],
)
def test_a_journal_that_came_with_the_files_moves_nothing_else(
    folder: Path, row: tuple[str, str, str | None]
) -> None:
    (folder / ".x.tidlig-next").write_bytes(b"theirs")
    (folder / "a.txt").write_bytes(b"ours")
    journal(folder, row)
    before = bytes_in(folder)
    with pytest.raises(CouldNot, match="cannot be finished"), ledger_lock(folder):
        pass
    assert bytes_in(folder) == before


def test_a_file_that_is_another_than_the_journal_says_is_not_removed(folder: Path) -> None:
    journal(folder, ("a.toml", sha256(b"other").hexdigest(), None))
    finish_replacing(folder)
    assert (folder / "a.toml").read_bytes() == b"a.toml"
    assert not (folder / JOURNAL).exists()


def test_a_journal_that_is_no_list_is_an_error(folder: Path) -> None:
    (folder / JOURNAL).write_bytes(b"{}{")
    with pytest.raises(CouldNot, match="cannot be finished"), ledger_lock(folder):
        pass


def test_no_report_is_made_of_a_ledger_that_is_half_written(tmp_path: Path, tidlig: Tidlig) -> None:
    folder = made(tmp_path / "ledger")
    journal(folder)
    result = tidlig("balance", "--ledger", str(folder))
    assert result.code == 1
    assert "several files are being changed together" in result.err
    done = tidlig("rename", "puljen", "pulje-1", "--ledger", str(folder))
    assert (done.code, "renamed" in done.err) == (0, True), done
    assert tidlig("check", "--ledger", str(folder)).code == 0


@pytest.mark.long
@pytest.mark.skipif(sys.platform == "win32", reason="signals of POSIX")
def test_a_rename_that_is_killed_leaves_the_old_ledger_or_the_new(tmp_path: Path) -> None:
    folder, chance = made(tmp_path / "ledger"), random.Random(20150226)
    for number in range(TRIES // 2):
        id = f"odense-{number}"
        old = f"odense-{number - 1}" if number else "odense"
        before = shown_in(folder)
        after = {path: data.replace(old.encode(), id.encode()) for path, data in before.items()}
        process = started(folder, [f"recipient.{old}", id], SLOW_RENAME)
        killed(process, chance.uniform(0, 0.5), writing=True)
        subprocess.run(
            [*RENAME, f"recipient.{old}", f"recipient.{id}"],
            cwd=folder,
            capture_output=True,
            check=False,
        )
        found = shown_in(folder)
        assert found in (before, after)
        if found == before:
            done = started(folder, [f"recipient.{old}", id], RENAME)
            assert (done.communicate(timeout=60)[1][:7], done.returncode) == ("renamed", 0)
            assert bytes_in(folder) == after
