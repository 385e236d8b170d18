"""A report says "with changes" when a file of the ledger is not what its commit has, and only then.

The bytes on the disk decide, whatever git's index believes, and git is not asked to compare them.
"""

import hashlib
import json
import os
import subprocess
from pathlib import Path

import pytest

from conftest import Tidlig
from harness.repositories import Repository, counting, repository
from security.traps import AWARD, FILES, LEDGER, books

pytestmark = pytest.mark.long

SOURCE = '[source.s]\ntitle = "T"\nfile = "{}"\nsha256 = "{}"\n'


def dirty(tidlig: Tidlig, folder: Path, command: str = "balance") -> bool | None:
    """Whether a report says that there are changes."""
    done = tidlig(command, "--format", "json", cwd=folder)
    assert done.code in (0, 1), done.err  # errors are not the question here
    found: bool | None = json.loads(done.out)["provenance"]["dirty"]
    return found


@pytest.fixture
def ours(tmp_path: Path) -> Repository:
    made = books(tmp_path / "ours")
    made.commit({"README": "x", ".gitignore": "ignored*\n"})
    return made


def test_what_is_as_committed_has_no_changes(ours: Repository, tidlig: Tidlig) -> None:
    assert dirty(tidlig, ours.folder / "data") is False
    (ours.folder / "data" / "x.toml").touch()
    (ours.folder / "data" / "notes.txt").write_text("not of the ledger")
    (ours.folder / "README").write_text("not of the ledger either")
    ours.git("rm", "-q", "--cached", "data/x.toml")
    for command in ("balance", "log", "pools", "balance"):
        assert dirty(tidlig, ours.folder / "data", command) is False


@pytest.mark.parametrize(
    "path", ["data/new.toml", "data/ignored.toml", "data/new/x.toml", "data/æ ø/\n.toml"]
)
def test_a_file_more_is_a_change_also_when_it_is_ignored(
    path: str, ours: Repository, tidlig: Tidlig
) -> None:
    (ours.folder / path).parent.mkdir(exist_ok=True)
    (ours.folder / path).write_text("# none\n")
    assert dirty(tidlig, ours.folder / "data") is True
    ours.git("add", "-f", path)
    assert dirty(tidlig, ours.folder / "data") is True
    ours.git("commit", "-q", "-m", "Add it")
    assert dirty(tidlig, ours.folder / "data") is False


@pytest.mark.parametrize("hint", ["--assume-unchanged", "--skip-worktree", None])
def test_a_file_changed_or_gone_is_a_change_whatever_the_index_is_told(
    hint: str | None, ours: Repository, tidlig: Tidlig
) -> None:
    if hint:
        ours.git("update-index", hint, "data/x.toml")
    path = ours.folder / "data" / "x.toml"
    assert dirty(tidlig, ours.folder / "data") is False
    path.write_text(AWARD.replace("100", "201"))
    assert dirty(tidlig, ours.folder / "data") is True
    path.write_text(AWARD.replace("100", "200"))
    assert dirty(tidlig, ours.folder / "data") is False
    path.unlink()
    if hint == "--skip-worktree":
        assert "this file is not checked out" in tidlig("balance", cwd=ours.folder / "data").err
    else:
        assert dirty(tidlig, ours.folder / "data") is True


def test_a_change_of_the_same_size_and_time_is_one(ours: Repository, tidlig: Tidlig) -> None:
    path = ours.folder / "data" / "x.toml"
    os.utime(path, (1_000_000_000, 1_000_000_000))
    ours.git("update-index", "--refresh")
    assert dirty(tidlig, ours.folder / "data") is False
    path.write_text(AWARD.replace("100", "999"))
    os.utime(path, (1_000_000_000, 1_000_000_000))
    assert dirty(tidlig, ours.folder / "data") is True


@pytest.mark.parametrize("kind", ["sha1", "sha256"])
def test_line_ends_that_git_would_turn_are_no_change(
    kind: str, tidlig: Tidlig, tmp_path: Path
) -> None:
    made = Repository(tmp_path / "r")
    made.folder.mkdir()
    made.git("init", "-q", "-b", "main", f"--object-format={kind}")
    made.commit({**FILES, ".gitattributes": "*.toml text eol=crlf\n"})
    for name in FILES:
        (made.folder / name).unlink()
    made.git("checkout", "-q", "--", ".")
    assert b"\r\n" in (made.folder / "x.toml").read_bytes()
    assert dirty(tidlig, made.folder) is False
    (made.folder / "x.toml").write_bytes(AWARD.replace("100", "101").encode())
    assert dirty(tidlig, made.folder) is True


def test_a_file_that_git_has_a_pointer_to_is_no_change(tidlig: Tidlig, tmp_path: Path) -> None:
    made = repository(tmp_path / "r")
    data = b"%PDF \x00\xff" * 2_000_000
    digest = hashlib.sha256(data).hexdigest()
    pointer = f"version https://git-lfs.github.com/spec/v1\noid sha256:{digest}\nsize {len(data)}\n"
    made.commit({**FILES, "s.toml": SOURCE.format("s.pdf", digest), "s.pdf": pointer})
    (made.folder / "s.pdf").write_bytes(data)
    assert dirty(tidlig, made.folder) is False
    (made.folder / "s.pdf").write_bytes(data + b"!")
    assert dirty(tidlig, made.folder) is True


@pytest.mark.parametrize("name", ["s.txt", "tekst/s.txt", ".hidden/s.txt", "./tekst/s.txt"])
def test_a_document_that_the_ledger_names_is_part_of_it(
    name: str, ours: Repository, tidlig: Tidlig
) -> None:
    there = SOURCE.format(name, hashlib.sha256(b"then\n").hexdigest())
    ours.commit({"data/s.toml": there, f"data/{name}": "then\n", "data/other.txt": "x"})
    path = ours.folder / "data" / name
    assert dirty(tidlig, ours.folder / "data") is False
    (ours.folder / "data" / "other.txt").unlink()
    assert dirty(tidlig, ours.folder / "data") is False
    path.write_text("now\n")
    assert dirty(tidlig, ours.folder / "data") is True
    path.write_text("then\n")
    assert dirty(tidlig, ours.folder / "data") is False
    path.unlink()
    assert dirty(tidlig, ours.folder / "data") is True
    ours.commit({}, "Without it")
    assert dirty(tidlig, ours.folder / "data") is False
    path.write_text("then\n")
    assert dirty(tidlig, ours.folder / "data") is True


def test_a_link_is_always_a_change_for_no_revision_follows_it(
    ours: Repository, tidlig: Tidlig
) -> None:
    data = ours.folder / "data"
    (data / "x.toml").rename(data / "real.txt")
    try:
        (data / "x.toml").symlink_to("real.txt")
    except OSError:
        pytest.skip("no links here")
    assert dirty(tidlig, data) is True
    ours.commit({}, "A link")
    assert dirty(tidlig, data) is True
    (data / "x.toml").unlink()
    (data / "real.txt").rename(data / "x.toml")
    assert dirty(tidlig, data) is True
    ours.commit({}, "The file itself")
    assert dirty(tidlig, data) is False


def test_before_the_first_commit_all_is_a_change(tidlig: Tidlig, tmp_path: Path) -> None:
    made = repository(tmp_path / "r")
    (made.folder / "programs.toml").write_text(LEDGER)
    assert dirty(tidlig, made.folder) is True


def test_a_ledger_that_its_commit_has_elsewhere_is_a_change(
    ours: Repository, tidlig: Tidlig
) -> None:
    (ours.folder / "data").rename(ours.folder / "books")
    assert dirty(tidlig, ours.folder / "books") is True


def test_a_submodule_in_the_ledger_is_refused_and_not_looked_into(
    ours: Repository, tidlig: Tidlig
) -> None:
    commit = ours.git("rev-parse", "HEAD")
    ours.git("update-index", "--add", "--cacheinfo", f"160000,{commit},data/sub")
    ours.git("commit", "-q", "-m", "Add")
    assert dirty(tidlig, ours.folder / "data") is True
    (ours.folder / "data" / "sub").mkdir()
    done = tidlig("balance", cwd=ours.folder / "data")
    assert (done.code, done.out) == (1, "")
    assert "error[unreadable-file]: a submodule is not read\n --> sub\n" in done.err
    (ours.folder / "data" / "sub" / "z.toml").write_text("# more\n")
    assert dirty(tidlig, ours.folder / "data") is True


def test_a_tree_that_unpacks_without_end_is_given_up(
    ours: Repository, tidlig: Tidlig, monkeypatch: pytest.MonkeyPatch
) -> None:
    from tidlig.ledger import head

    monkeypatch.setattr(head, "_MOST", 5_000)
    blob = ours.git("rev-parse", "HEAD:data/x.toml")
    tree = _tree(ours, "".join(f"100644 blob {blob}\tf{n}\n" for n in range(10)))
    for _ in range(12):
        tree = _tree(ours, "".join(f"040000 tree {tree}\td{n}\n" for n in range(10)))
    data = ours.git("ls-tree", "HEAD:data")
    folder = _tree(ours, f"{data}\n040000 tree {tree}\tbomb\n")
    root = _tree(ours, f"040000 tree {folder}\tdata\n")
    commit = ours.git("commit-tree", root, "-p", "HEAD", "-m", "Bomb")
    ours.git("update-ref", "refs/heads/main", commit)
    assert dirty(tidlig, ours.folder / "data") is None


def _object(made: Repository, kind: str, data: bytes) -> str:
    """Write an object that git would not, and give its id."""
    words = ("hash-object", "-t", kind, "-w", "--literally", "--stdin")
    done = subprocess.run(
        ["git", *words], cwd=made.folder, input=data, capture_output=True, check=True
    )
    return done.stdout.decode().strip()


@pytest.mark.parametrize(
    "data",
    [
        b"no tree at all",
        b"100644 x.toml\0",
        b"100644 x.toml\0\x12\x34",
        b"40000 d\0" + b"\xff" * 20,
        b"40000 d\0" + b"\x00\x01",
        b"\0" * 50,
        b"40000 data\0",
        b"",
    ],
)
@pytest.mark.parametrize("where", ["commit", "root", "data"])
def test_objects_that_are_none_leave_a_report_without_a_stamp(
    where: str, data: bytes, ours: Repository, tidlig: Tidlig
) -> None:
    tree = _object(ours, "tree", data)
    if where == "data":
        tree = _object(ours, "tree", b"40000 data\0" + bytes.fromhex(tree))
    text = b"tree " + (data if where == "commit" else tree.encode())
    commit = _object(ours, "commit", text + b"\nauthor A <a@x> 1 +0000\n\nx\n")
    (ours.folder / ".git" / "refs" / "heads" / "main").write_text(f"{commit}\n")
    assert dirty(tidlig, ours.folder / "data") in (None, True)
    for line in (("show", "a"), ("diff",), ("history", "p"), ("balance", "--at", "HEAD")):
        done = tidlig(*line, cwd=ours.folder)
        assert done.code in (0, 2)
        assert "internal" not in done.err


def test_a_tree_without_a_floor_is_given_up(
    ours: Repository, tidlig: Tidlig, monkeypatch: pytest.MonkeyPatch
) -> None:
    from tidlig.ledger import head

    monkeypatch.setattr(head, "_DEEPEST", 20)
    for depth, expected in ((15, True), (25, None)):
        ours.commit({f"data/{'d/' * depth}x.txt": "x"})
        ours.git("rm", "-q", "--cached", "-r", "data/d")
        (ours.folder / "data" / "more.toml").write_text("# more\n")
        assert dirty(tidlig, ours.folder / "data") is expected
        (ours.folder / "data" / "more.toml").unlink()


def _tree(made: Repository, text: str) -> str:
    done = subprocess.run(
        ["git", "mktree"], cwd=made.folder, input=text.encode(), capture_output=True, check=True
    )
    return done.stdout.decode().strip()


def test_one_git_process_is_enough_and_a_warm_one_reads_no_file(
    ours: Repository, tidlig: Tidlig, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from tidlig.index import store as glimpses
    from tidlig.ledger import changes

    monkeypatch.setattr(glimpses, "SETTLED", -1)
    env, log = counting(tmp_path / "shim")
    assert tidlig("balance", cwd=ours.folder, env=env).code == 0
    assert log.read_text() == "cat-file --batch\n"
    read: list[object] = []
    monkeypatch.setattr(changes, "content", lambda *path: read.append(path))
    assert dirty(tidlig, ours.folder) is False
    assert read == []
