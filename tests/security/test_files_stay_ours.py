"""What is written goes where it was begun, and gives no file to anybody.

After a folder and a new file are opened, tidlig uses nothing but these: whoever may write in the
folder can swap names as they like, and neither another file's content, mode and owner, nor who may
read what is written, is theirs to choose.
"""

from __future__ import annotations

import os
import shutil
import stat
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from adding.ledgers import AT_THE_END, AWARD, ROUND, made
from conftest import Tidlig
from security.strangers import AS_ROOT, ON_POSIX, STRANGER, as_stranger
from tidlig.cli.printing import deliver

pytestmark = ON_POSIX

PRIVATE = "nobody else's"
State = tuple[int, int, int, str]

SWAPPING = """
import sys
folder, secret = sys.argv[1:]
print("ready", flush=True)
while True:
    for name in os.listdir(folder):
        if name.endswith(".tidlig-new") or name == "out.csv":
            path = os.path.join(folder, name)
            try:
                os.unlink(path)
                os.symlink(secret, path)
            except OSError:
                pass
    try:
        with open(os.path.join(folder, "out.csv"), "x"):
            os.chmod(os.path.join(folder, "out.csv"), 0o666)
    except OSError:
        pass
"""
"""Puts links in the place of every file that is being written, and of what it is written over."""


@pytest.fixture
def secret(tmp_path: Path) -> Path:
    path = tmp_path / "secret"
    path.write_text(PRIVATE)
    path.chmod(0o600)
    return path


def state(path: Path) -> State:
    status = path.stat()
    return stat.S_IMODE(status.st_mode), status.st_uid, status.st_gid, path.read_text()


@pytest.fixture
def theirs() -> Iterator[Path]:
    """A folder of somebody else's."""
    folder = Path(tempfile.mkdtemp(prefix="tidlig-"))
    folder.chmod(0o755)
    if os.geteuid() == 0:
        os.chown(folder, STRANGER, STRANGER)
    yield folder
    shutil.rmtree(folder)


def at_the_worst_moment(monkeypatch: pytest.MonkeyPatch, swap: Callable[[], None]) -> None:
    """Have something done after the new file is written, before it is given its place."""
    sync, calls = os.fsync, list[int]()

    def after(descriptor: int) -> None:
        sync(descriptor)
        calls.append(descriptor)
        if len(calls) == 1:
            swap()

    monkeypatch.setattr(os, "fsync", after)


def begun(folder: Path) -> Path:
    """The file that is being written."""
    (found,) = folder.glob(".*.tidlig-new")
    return found


@AS_ROOT
def test_whoever_swaps_names_without_end_gets_nothing(theirs: Path, secret: Path) -> None:
    before = state(secret)
    out = theirs / "out.csv"
    with as_stranger(SWAPPING, str(theirs), str(secret)):
        for _ in range(3000):
            deliver("x" * 5000, out)
            assert state(secret) == before


@pytest.mark.parametrize("how", ["link", "hard link"])
def test_a_link_in_place_of_the_new_file_changes_nothing_behind_it(
    how: str, tmp_path: Path, secret: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "shared"
    folder.mkdir()
    (folder / "out.csv").write_text("old")
    (folder / "out.csv").chmod(0o666)
    before = state(secret)

    def swap() -> None:
        new = begun(folder)
        new.unlink()
        if how == "link":
            new.symlink_to(secret)
        else:
            new.hardlink_to(secret)

    at_the_worst_moment(monkeypatch, swap)
    deliver("report", folder / "out.csv")
    assert state(secret) == before


def test_a_folder_that_is_swapped_is_written_in_where_it_is_now(
    tmp_path: Path, secret: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder, moved, other = tmp_path / "a", tmp_path / "moved", tmp_path / "other"
    folder.mkdir()
    other.mkdir()
    (folder / "out.csv").write_text("old")
    (other / "out.csv").write_text("theirs")
    before = state(secret)

    def swap() -> None:
        (other / begun(folder).name).symlink_to(secret)
        folder.rename(moved)
        folder.symlink_to(other)

    at_the_worst_moment(monkeypatch, swap)
    assert deliver("report", folder / "out.csv") == 0
    assert (moved / "out.csv").read_text() == "report"
    assert (other / "out.csv").read_text() == "theirs"
    assert state(secret) == before


@pytest.mark.parametrize(("words", "name"), [(AT_THE_END, "allocations"), (AWARD, "awards")])
def test_an_entry_is_not_added_through_a_folder_that_is_swapped(
    tmp_path: Path,
    tidlig: Tidlig,
    monkeypatch: pytest.MonkeyPatch,
    words: tuple[str, ...],
    name: str,
) -> None:
    folder, outside = made(tmp_path / "ledger"), tmp_path / "outside"
    shutil.copytree(folder / "allocations", outside)
    before = {path.name: path.read_bytes() for path in outside.iterdir()}
    from tidlig.ledger import adding

    see = adding.refuse_target

    def swapped(of: Path, target: Path, *, there: bool) -> None:
        see(of, target, there=there)
        parent = of / name
        if not parent.is_symlink():
            shutil.rmtree(parent)
            parent.symlink_to(outside)

    calls = list[bool]()

    def at_last(of: Path, target: Path, *, there: bool) -> None:
        calls.append(there)
        (see if len(calls) == 1 else swapped)(of, target, there=there)

    monkeypatch.setattr(adding, "refuse_target", at_last)
    result = tidlig("add", *words, "amount=1", cwd=folder)
    assert (result.code, "leads out" in result.err) == (2, True), result.err
    assert {path.name: path.read_bytes() for path in outside.iterdir()} == before


def test_a_file_is_not_read_through_a_folder_that_is_swapped(
    tmp_path: Path, tidlig: Tidlig, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder, outside = made(tmp_path / "ledger"), tmp_path / "outside"
    outside.mkdir()
    (outside / Path(ROUND).name).write_text("password = hunter2\n")
    from tidlig.ledger import folder as seeing
    from tidlig.source import files

    look = files.looked_at

    def then_swapped(of: Path) -> object:
        found = look(of)
        shutil.rmtree(of / "allocations")
        (of / "allocations").symlink_to(outside)
        return found

    monkeypatch.setattr(seeing, "looked_at", then_swapped)
    result = tidlig("check", cwd=folder)
    assert "hunter2" not in result.out + result.err
    assert "leads out of the ledger" in result.out


@AS_ROOT
def test_a_new_file_is_never_given_to_whoever_owned_the_old_one(theirs: Path) -> None:
    out = theirs / "out.csv"
    out.write_text("bait")
    out.chmod(0o666)
    os.chown(out, STRANGER, STRANGER)
    mask = os.umask(0o022)
    try:
        assert deliver("report", out) == 0
    finally:
        os.umask(mask)
    assert state(out) == (0o644, 0, os.getegid(), "report")


@AS_ROOT
@pytest.mark.parametrize(
    ("mode", "new"), [(0o600, 0o600), (0o640, 0o600), (0o664, 0o644), (0o4755, 0o755)]
)
def test_nobody_may_read_who_could_not_before(theirs: Path, mode: int, new: int) -> None:
    out = theirs / "out.csv"
    out.write_text("theirs")
    os.chown(out, STRANGER, STRANGER)
    out.chmod(mode)
    assert deliver("report", out) == 0
    status = out.stat()
    assert (stat.S_IMODE(status.st_mode), status.st_uid) == (new, os.geteuid())


@pytest.mark.parametrize("mode", [0o600, 0o640, 0o666, 0o444, 0o4755, 0o2755])
def test_a_file_of_ones_own_keeps_who_may_read_it(mode: int, tmp_path: Path) -> None:
    out = tmp_path / "out.csv"
    out.write_text("old")
    out.chmod(mode)
    assert deliver("report", out) == 0
    assert stat.S_IMODE(out.stat().st_mode) == mode & 0o777


@AS_ROOT
def test_a_file_of_ones_own_keeps_its_group(tmp_path: Path) -> None:
    out = tmp_path / "out.csv"
    out.write_text("old")
    os.chown(out, -1, STRANGER)
    out.chmod(0o640)
    assert deliver("report", out) == 0
    assert state(out) == (0o640, 0, STRANGER, "report")


def test_a_group_that_cannot_be_kept_gets_no_more_than_everybody(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    out = tmp_path / "out.csv"
    out.write_text("old")
    if os.geteuid() != 0:
        pytest.skip("this user has no second group")
    os.chown(out, -1, STRANGER)
    out.chmod(0o664)

    def refuse(*_: object) -> None:
        raise PermissionError(1, "Operation not permitted")

    monkeypatch.setattr(os, "fchown", refuse)
    assert deliver("report", out) == 0
    assert stat.S_IMODE(out.stat().st_mode) == 0o644


@pytest.mark.parametrize("mask", [0o022, 0o077, 0o002])
def test_a_new_file_has_the_mode_that_the_umask_leaves(mask: int, tmp_path: Path) -> None:
    before = os.umask(mask)
    try:
        assert deliver("report", tmp_path / "out.csv") == 0
    finally:
        os.umask(before)
    assert stat.S_IMODE((tmp_path / "out.csv").stat().st_mode) == 0o666 & ~mask


def test_a_list_of_users_is_kept_and_never_taken_from_the_folder(tmp_path: Path) -> None:
    setfacl = shutil.which("setfacl")
    acl = _acl("user::6,user:12345:4,group::0,mask::4,other::0")
    out = tmp_path / "out.csv"
    out.write_text("old")
    try:
        os.setxattr(out, "system.posix_acl_access", acl)
    except (AttributeError, OSError):
        pytest.skip(f"no lists of users here {setfacl or ''}")
    assert deliver("report", out) == 0
    assert os.getxattr(out, "system.posix_acl_access") == acl
    plain = tmp_path / "plain.csv"
    plain.write_text("old")
    plain.chmod(0o640)
    os.setxattr(tmp_path, "system.posix_acl_default", acl)
    assert deliver("report", plain) == 0
    assert stat.S_IMODE(plain.stat().st_mode) == 0o640
    with pytest.raises(OSError, match="No data"):
        os.getxattr(plain, "system.posix_acl_access")


def _acl(text: str) -> bytes:
    """A list of users as Linux keeps it: version 2, then tag, rights and number of each."""
    tags = {"user:": 1, "user": 2, "group:": 4, "mask:": 16, "other:": 32}
    data = (2).to_bytes(4, "little")
    for part in text.split(","):
        who, rights = part.rsplit(":", 1)
        kind, number = (who, 0xFFFFFFFF) if who in tags else (who.split(":")[0], STRANGER)
        tag = tags[kind]
        data += tag.to_bytes(2, "little") + int(rights).to_bytes(2, "little")
        data += number.to_bytes(4, "little")
    return data


@AS_ROOT
def test_a_link_of_someone_elses_is_not_followed(theirs: Path, secret: Path) -> None:
    before = state(secret)
    (theirs / "out.csv").symlink_to(secret)
    os.chown(theirs / "out.csv", STRANGER, STRANGER, follow_symlinks=False)
    assert deliver("report", theirs / "out.csv") == 2
    assert state(secret) == before


def test_a_link_of_ones_own_stays_and_what_it_leads_to_is_replaced(tmp_path: Path) -> None:
    (tmp_path / "there").mkdir()
    (tmp_path / "out.csv").symlink_to("there/kept.csv")
    for text in ("one", "two"):
        assert deliver(text, tmp_path / "out.csv") == 0
        assert (tmp_path / "there" / "kept.csv").read_text() == text
    assert (tmp_path / "out.csv").is_symlink()


def test_the_name_of_a_new_file_cannot_be_guessed_and_is_never_taken_over(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, secret: Path
) -> None:
    before, names = state(secret), iter([b"a" * 8, b"b" * 8])
    for letter in ("a", "b")[:1]:
        guessed = tmp_path / f".out.csv.{(letter * 8).encode().hex()}.tidlig-new"
        guessed.symlink_to(secret)
    monkeypatch.setattr(os, "urandom", lambda _: next(names))
    assert deliver("report", tmp_path / "out.csv") == 0
    assert state(secret) == before
    assert (tmp_path / "out.csv").read_text() == "report"


def test_the_lock_file_is_no_way_out_of_the_ledger(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import fcntl

    from tidlig.ledger.adding import LOCK_FILE, ledger_lock
    from tidlig.model.failure import CouldNot

    def refuse(*_: object) -> None:
        raise OSError(9, "Bad file descriptor")

    monkeypatch.setattr(fcntl, "flock", refuse)
    folder = tmp_path / "ledger"
    folder.mkdir()
    (folder / LOCK_FILE).symlink_to(tmp_path / "made")
    with pytest.raises(CouldNot, match="cannot be locked"), ledger_lock(folder, patience=0):
        pass
    assert not (tmp_path / "made").exists()
    (folder / LOCK_FILE).unlink()
    os.mkfifo(folder / LOCK_FILE)
    with pytest.raises(CouldNot, match="cannot be locked"), ledger_lock(folder, patience=0):
        pass


@pytest.mark.parametrize("link", ["data", ".github"])
def test_a_start_does_not_follow_links_out_of_its_folder(
    link: str, tmp_path: Path, tidlig: Tidlig
) -> None:
    folder, outside = tmp_path / "cloned", tmp_path / "outside"
    folder.mkdir()
    outside.mkdir()
    (folder / link).symlink_to(outside)
    result = tidlig("init", str(folder))
    assert (result.code, "leads out" in result.err) == (2, True), result.err
    assert list(outside.rglob("*")) == []
