"""A checkout that has not all of a ledger is not summed, and a clean stamp is true.

The ledger has 6 000 kr.; the rounds of 2021 and 2022 award 1 000 and 500 kr. of it.
"""

import json
import random
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from conftest import Tidlig
from harness.repositories import Repository, counting, repository
from harness.running import Result

LEDGER = """[ledger]
format = 1
language = "en"

[program.hav]
name = "Havpuljen"
years = 2021
total = 6_000
date = 2021-01-01

[recipient.r]
name = "R"
kind = "other"
"""
AWARD = '[award.{}]\nprogram = "hav"\ndate = 2021-03-01\namount = {}\nrecipient = "r"\n'
FIRST, SECOND = "data/runder/2021/a.toml", "data/runder/2022/b.toml"
FILES = {
    "data/programs.toml": LEDGER,
    FIRST: AWARD.format("a", "1_000"),
    SECOND: AWARD.format("b", 500),
    ".gitignore": "kladde*\n",
    "README": "of something else\n",
}
POINTER = f"version https://git-lfs.github.com/spec/v1\noid sha256:{'0' * 64}\nsize 130\n"

COMMANDS = (
    ("balance",),
    ("balance", "--format", "json"),
    ("check",),
    ("check", "--strict"),
    ("check", "--base", "HEAD"),
    ("diff",),
    ("export", "--to", "ledger"),
    ("log",),
    ("pools",),
    ("reconcile",),
    ("show", "hav"),
    ("add", "recipient", "name=Odense", "kind=other", "--yes"),
)


@pytest.fixture
def ours(tmp_path: Path) -> Repository:
    made = repository(tmp_path / "ours")
    made.commit(FILES)
    return made


def sparse(made: Repository, *folders: str) -> Path:
    """Clone a repository, with some folders alone; give the clone."""
    there = made.folder.parent / "sparse"
    made.git("clone", "-q", "--sparse", str(made.folder), str(there))
    Repository(there).git("sparse-checkout", "set", *folders)
    return there


def left(tidlig: Tidlig, folder: Path, *more: str) -> tuple[str, object]:
    """Give what remains, and whether the report says that the files differ from its commit."""
    done = tidlig("balance", "--format", "json", *more, cwd=folder)
    assert done.code == 0, done.err
    found = json.loads(done.out)
    total = sum(int(line["uncommitted"]) for line in found["lines"])
    return str(total), found["provenance"]["dirty"]


def refused(done: Result, fault: str) -> None:
    """See that one file is named and nothing is shown of the ledger."""
    assert done.code in (1, 2), done.out
    assert f"error[unreadable-file]: {fault}\n" in done.err + done.out
    assert "1 error, no warnings" in done.err + done.out
    assert "Havpuljen" not in done.out
    assert "Traceback" not in done.err


@pytest.mark.parametrize("words", COMMANDS, ids=" ".join)
def test_a_ledger_that_is_checked_out_in_part_is_refused_by_every_command(
    words: tuple[str, ...], ours: Repository, tidlig: Tidlig
) -> None:
    there = sparse(ours, "data/runder/2022")
    done = tidlig(*words, cwd=there)
    if "json" not in words:
        refused(done, "this file is not checked out")
        assert f" --> {FIRST}\n" in done.err + done.out
        assert "help: git sparse-checkout disable checks all files out" in done.err + done.out
    assert not (there / "data" / "recipients.toml").exists()
    assert left(tidlig, there, "--at", "HEAD") == ("4500", False)


def test_what_the_help_names_mends_it(ours: Repository, tidlig: Tidlig) -> None:
    there = sparse(ours, "data/runder/2022")
    Repository(there).git("sparse-checkout", "add", "data/runder/2021")
    assert left(tidlig, there) == ("4500", False)
    Repository(there).git("sparse-checkout", "set", "data")
    assert left(tidlig, there) == ("4500", False)
    Repository(there).git("sparse-checkout", "set", "data/runder/2021")
    assert tidlig("check", cwd=there).code == 1
    Repository(there).git("sparse-checkout", "disable")
    assert left(tidlig, there) == ("4500", False)


def test_several_files_that_are_not_checked_out_are_one_finding(
    ours: Repository, tidlig: Tidlig
) -> None:
    more = {f"data/runder/2033/{n}.toml": AWARD.format(f"c{n}", 1) for n in range(3)}
    ours.commit({**more, "data/runder/2033/.hidden.toml": "x", "data/runder/2033/x.txt": "x"})
    there = sparse(ours, "data/runder/2022", "data/runder/2021")
    refused(
        tidlig("check", cwd=there), "this file is not checked out, nor are 2 more of the ledger"
    )
    Repository(there).git("sparse-checkout", "set", "data/runder/2022", "data/runder/2033")
    refused(tidlig("check", cwd=there), "this file is not checked out")


def test_what_is_left_out_beside_the_ledger_is_no_matter(ours: Repository, tidlig: Tidlig) -> None:
    ours.commit({"notater/x.toml": "not a ledger", "data/bilag/x.txt": "no ledger file"})
    there = sparse(ours, "data/runder")
    assert not (there / "notater").exists()
    assert not (there / "data" / "bilag").exists()
    assert left(tidlig, there) == ("4500", False)


def test_a_file_that_the_user_removed_is_a_change(ours: Repository, tidlig: Tidlig) -> None:
    (ours.folder / FIRST).unlink()
    assert left(tidlig, ours.folder) == ("5500", True)
    there = sparse(ours, "data/runder/2021", "data/runder/2022")
    (there / FIRST).unlink()
    assert left(tidlig, there) == ("5500", True)


@pytest.mark.parametrize("version", ["2", "4"])
def test_a_file_that_the_index_alone_leaves_out_is_not_checked_out(
    version: str, ours: Repository, tidlig: Tidlig
) -> None:
    ours.git("update-index", "--index-version", version, "--skip-worktree", FIRST)
    assert left(tidlig, ours.folder) == ("4500", False)
    (ours.folder / FIRST).write_text(AWARD.format("a", "2_000"))
    assert left(tidlig, ours.folder) == ("3500", True)
    (ours.folder / FIRST).unlink()
    refused(tidlig("check", cwd=ours.folder), "this file is not checked out")


@pytest.mark.parametrize("how", ["--split-index", "--no-split-index"])
def test_an_index_in_two_parts_is_read_whole(how: str, ours: Repository, tidlig: Tidlig) -> None:
    ours.git("update-index", "--skip-worktree", FIRST)
    ours.git("update-index", how)
    (ours.folder / FIRST).unlink()
    refused(tidlig("check", cwd=ours.folder), "this file is not checked out")


def test_a_sparse_index_is_read_whole(ours: Repository, tidlig: Tidlig) -> None:
    there = sparse(ours, "data/runder/2022")
    Repository(there).git("sparse-checkout", "set", "--sparse-index", "data/runder/2022")
    refused(tidlig("check", cwd=there), "this file is not checked out")


def test_git_is_not_asked_for_a_check_of_an_ordinary_checkout(
    ours: Repository, tidlig: Tidlig, tmp_path: Path
) -> None:
    env, log = counting(tmp_path / "bin")
    assert tidlig("check", cwd=ours.folder, env=env).code == 0
    assert log.read_text() == ""


@pytest.mark.parametrize("is_there", [True, False])
def test_a_submodule_in_a_ledger_is_refused_on_disk_as_at_a_revision(
    is_there: bool, ours: Repository, tidlig: Tidlig
) -> None:
    other = repository(ours.folder.parent / "other")
    other.commit({"m.toml": AWARD.format("m", 700), "n.toml": "no ledger"})
    allowed = ("-c", "protocol.file.allow=always")
    ours.git(*allowed, "submodule", "--quiet", "add", str(other.folder), "data/andre")
    there = ours.folder
    if not is_there:
        ours.commit({}, "Add it")
        there = ours.folder.parent / "clone"
        ours.git("clone", "-q", str(ours.folder), str(there))
        at = tidlig("check", "--at", "HEAD", cwd=there)
        refused(at, "a submodule is not read")
    done = tidlig("check", cwd=there)
    refused(done, "a submodule is not read")
    assert " --> data/andre\n" in done.out


@pytest.mark.parametrize("folder", ["tom", "anden/.git"])
def test_an_empty_folder_or_a_repository_that_git_does_not_have_is_no_fault(
    folder: str, ours: Repository, tidlig: Tidlig
) -> None:
    (ours.folder / "data" / folder).mkdir(parents=True)
    assert left(tidlig, ours.folder) == ("4500", False)


def test_a_pointer_in_place_of_a_file_is_named(ours: Repository, tidlig: Tidlig) -> None:
    ours.commit({FIRST: POINTER})
    for where in ((), ("--at", "HEAD")):
        done = tidlig("check", *where, cwd=ours.folder)
        assert done.code == 1
        fault = "error[toml-syntax]: git LFS has a pointer here in place of the file\n"
        assert fault in done.out
        assert "help: get the file with git lfs pull\n" in done.out
        assert "1 error, no warnings" in done.out


def ignored(made: Repository) -> None:
    (made.folder / "data" / "kladde.toml").write_text(AWARD.format("k", 300))


def excluded(made: Repository) -> None:
    (made.folder / ".git" / "info" / "exclude").write_text("k.toml\n")
    (made.folder / "data" / "k.toml").write_text(AWARD.format("k", 300))


def untracked(made: Repository) -> None:
    (made.folder / "data" / "ny.toml").write_text(AWARD.format("k", 300))


def assumed(made: Repository) -> None:
    made.git("update-index", "--assume-unchanged", FIRST)
    (made.folder / FIRST).write_text(AWARD.format("a", "1_300"))


def skipped(made: Repository) -> None:
    made.git("update-index", "--skip-worktree", FIRST)
    (made.folder / FIRST).write_text(AWARD.format("a", "1_300"))


@pytest.mark.parametrize("change", [ignored, excluded, untracked, assumed, skipped])
def test_what_git_does_not_look_at_counts_and_is_a_change(
    change: Callable[[Repository], None], ours: Repository, tidlig: Tidlig
) -> None:
    assert left(tidlig, ours.folder) == ("4500", False)
    change(ours)
    assert left(tidlig, ours.folder) == ("4200", True)
    assert left(tidlig, ours.folder, "--at", "HEAD") == ("4500", False)


def removed(made: Repository) -> None:
    (made.folder / SECOND).unlink()


def thinned(made: Repository) -> None:
    made.git("sparse-checkout", "set", random.choice(("data/runder/2021", "data", "notater")))


def whole(made: Repository) -> None:
    made.git("sparse-checkout", "disable")


def turned(made: Repository) -> None:
    made.git("config", "core.autocrlf", "true")
    made.git("rm", "-q", "-r", "--cached", ".")
    made.git("reset", "-q", "--hard")


def committed(made: Repository) -> None:
    made.git("add", "-A")
    made.git("commit", "-q", "--allow-empty", "-m", "What is there")


def hidden(made: Repository) -> None:
    made.git("update-index", "--force-remove", SECOND)


def emptied(made: Repository) -> None:
    (made.folder / FIRST).write_text("")


WAYS = (
    ignored, excluded, untracked, assumed, skipped, removed, thinned, whole, turned, committed,
    hidden, emptied,
)  # fmt: skip


@pytest.mark.long
@pytest.mark.parametrize("seed", range(25))
def test_with_a_clean_stamp_the_files_and_their_commit_give_the_same_figures(
    seed: int, ours: Repository, tidlig: Tidlig
) -> None:
    random.seed(seed)
    for way in random.choices(WAYS, k=8):
        try:
            way(ours)
        except (OSError, subprocess.CalledProcessError):
            continue  # what git does not do, or what is not there to be changed
        done = tidlig("balance", "--format", "json", cwd=ours.folder)
        if done.code == 0 and json.loads(done.out)["provenance"]["dirty"] is False:
            assert left(tidlig, ours.folder) == left(tidlig, ours.folder, "--at", "HEAD"), way
