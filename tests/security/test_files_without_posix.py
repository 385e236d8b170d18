"""Where a system has no open folders, modes or owners, files are whole and links lead not out.

Each mechanism of POSIX has a fallback, which Windows takes; here it is taken on purpose.
"""

from __future__ import annotations

import os
import stat
from pathlib import Path

import pytest

from adding.ledgers import AT_THE_END, AWARD, ROUND, awards, made
from conftest import Tidlig
from harness.faulty import EMPTY
from harness.running import write
from security.strangers import ON_POSIX
from tidlig.cli.printing import deliver
from tidlig.index import cache_folder as ownership
from tidlig.index.store import Store, digest
from tidlig.source import replacing, targets
from tidlig.source.files import Unreadable, content

WITHOUT = {
    "no open folders": [(targets, "HOLDS_FOLDERS")],
    "no open links": [(targets, "HOLDS_LINKS")],
    "no refusing of links": [(targets, "HOLDS_LINKS")],
    "no modes": [(replacing, "KEEPS_MODES")],
    "no renaming of open files": [(replacing, "RENAMES_OPEN_FILES")],
    "none of these": [
        (targets, "HOLDS_FOLDERS"),
        (replacing, "KEEPS_MODES"),
        (replacing, "RENAMES_OPEN_FILES"),
    ],
}


@pytest.fixture(params=WITHOUT)
def without(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    what: str = request.param
    for module, flag in WITHOUT[what]:
        assert getattr(module, flag) is True or os.name != "posix"
        monkeypatch.setattr(module, flag, False)
    if what in ("no refusing of links", "none of these"):
        monkeypatch.setattr(targets, "NO_LINK", 0)
    if what == "none of these":
        for name in ("fchmod", "fchown", "geteuid", "getxattr", "setxattr", "removexattr"):
            monkeypatch.delattr(os, name, raising=False)
        monkeypatch.setattr(ownership, "HAS_OWNERS", False)
    return what


@pytest.mark.usefixtures("without")
def test_a_report_is_written_over_another_and_through_a_link_of_ones_own(tmp_path: Path) -> None:
    out = tmp_path / "out.csv"
    for text in ("one", "two"):
        assert deliver(text, out) == 0
        assert out.read_text() == text
    if os.name == "posix":
        (tmp_path / "link").symlink_to("out.csv")
        assert deliver("three", tmp_path / "link") == 0
        assert out.read_text() == "three"
        assert (tmp_path / "link").is_symlink()
    assert {path.name for path in tmp_path.iterdir()} <= {"out.csv", "link"}


def test_a_new_report_can_be_read_as_the_umask_says(without: str, tmp_path: Path) -> None:
    assert deliver("report", tmp_path / "out.csv") == 0
    mode = stat.S_IMODE((tmp_path / "out.csv").stat().st_mode)
    mask = os.umask(0)
    os.umask(mask)
    assert os.name != "posix" or mode == 0o666 & ~mask, without


@pytest.mark.usefixtures("without")
def test_an_entry_is_added(tidlig: Tidlig, tmp_path: Path) -> None:
    folder = made(tmp_path / "ledger")
    assert tidlig("add", *AT_THE_END, "amount=1", cwd=folder).code == 0
    assert set(awards((folder / ROUND).read_bytes())) == {"givet", "ny"}


@pytest.mark.usefixtures("without")
def test_an_entry_is_added_in_a_file_of_its_own(tidlig: Tidlig, tmp_path: Path) -> None:
    folder = made(tmp_path / "ledger")
    assert tidlig("add", *AWARD, "amount=1", cwd=folder).code == 0
    [written] = (folder / "awards").iterdir()
    assert set(awards(written.read_bytes())) == {written.stem}


@pytest.mark.usefixtures("without")
@ON_POSIX
def test_no_link_leads_out_for_a_report_or_a_file_of_the_ledger(
    tidlig: Tidlig, tmp_path: Path
) -> None:
    folder, outside = write(tmp_path / "ledger", EMPTY), tmp_path / "outside"
    outside.write_text("a = 1")
    (folder / "report").symlink_to(outside)
    assert tidlig("check", "--report", "json=report", cwd=folder).code == 2
    assert outside.read_text() == "a = 1"
    (folder / "a.toml").symlink_to(outside)
    with pytest.raises(Unreadable, match="leads out"):
        content(folder / "a.toml", folder)


@pytest.mark.usefixtures("without")
@ON_POSIX
def test_a_pipe_or_device_is_not_replaced(tmp_path: Path) -> None:
    (tmp_path / "null").symlink_to(os.devnull)
    assert deliver("report", tmp_path / "null") == 0
    assert stat.S_ISCHR(Path(os.devnull).stat().st_mode)


@pytest.mark.usefixtures("without")
def test_what_a_killed_writer_left_is_swept(tmp_path: Path) -> None:
    left = tmp_path / ".out.csv.0123456789abcdef.tidlig-new"
    left.write_text("half")
    os.utime(left, (0, 0))
    assert deliver("report", tmp_path / "out.csv") == 0
    assert not left.exists()


@pytest.mark.usefixtures("without")
def test_the_cache_is_sealed_with_a_key(tmp_path: Path) -> None:
    store = Store(str(tmp_path / "cache"))
    store.remember(digest(b"a"), ("a", 1))
    assert Store(str(tmp_path / "cache")).record(digest(b"a")) == ("a", 1)
    (tmp_path / "cache" / "key").unlink()
    assert Store(str(tmp_path / "cache")).record(digest(b"a")) is None


@ON_POSIX
def test_a_link_that_is_swapped_while_it_is_read_is_said(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Where a link cannot be held, it is looked at before and after."""
    monkeypatch.setattr(targets, "HOLDS_LINKS", False)
    (tmp_path / "secret").write_text("secret")
    out = tmp_path / "out.csv"
    out.symlink_to("mine")
    read = os.readlink

    def swapped(name: str, *, dir_fd: int | None = None) -> str:
        out.unlink()
        out.symlink_to("secret")
        return read(name, dir_fd=dir_fd)

    monkeypatch.setattr(os, "readlink", swapped)
    assert deliver("report", out) == 2
    assert "not as it was a moment ago" in capsys.readouterr().err
    assert (tmp_path / "secret").read_text() == "secret"
