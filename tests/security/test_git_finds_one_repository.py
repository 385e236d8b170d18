"""The repository is the one whose `.git` is nearest above the ledger, and belongs to the user.

Variables and hooks of another repository say nothing of it; those of its own are followed.
"""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from conftest import Tidlig
from harness.repositories import Repository, repository
from harness.running import Result
from security.traps import AWARD, FILES, LEDGER, books
from tidlig.ledger import git, process
from tidlig.model.failure import CouldNot

pytestmark = pytest.mark.long

AS_ROOT = pytest.mark.skipif(
    not hasattr(os, "geteuid") or os.geteuid() != 0, reason="only root can give files away"
)


def remaining(done: Result) -> int:
    """What remains in all, from a balance in JSON."""
    assert (done.code, done.err) == (0, "")
    return sum(int(line["uncommitted"]) for line in json.loads(done.out)["lines"])


def stamp(tidlig: Tidlig, folder: Path, **env: str) -> tuple[str | None, bool | None]:
    """The commit that a balance names, and whether it says that there are changes."""
    done = tidlig("balance", "--format", "json", cwd=folder, env=env)
    assert done.code == 0, done.err
    said = json.loads(done.out)["provenance"]
    return said["revision"], said["dirty"]


@pytest.fixture
def ours(tmp_path: Path) -> Repository:
    return books(tmp_path / "ours")


@pytest.fixture
def other(tmp_path: Path) -> Repository:
    """Another repository, whose ledger has other figures at the same paths."""
    made = repository(tmp_path / "other")
    made.commit({f"data/{name}": text.replace("100", "300") for name, text in FILES.items()})
    return made


def test_a_linked_work_tree_is_its_own(ours: Repository, tidlig: Tidlig, tmp_path: Path) -> None:
    ours.git("worktree", "add", "-q", str(tmp_path / "tree"), "side")
    here = tmp_path / "tree" / "data"
    assert stamp(tidlig, here) == (ours.git("rev-parse", "side"), False)
    (here / "y.toml").unlink()
    assert stamp(tidlig, here) == (ours.git("rev-parse", "side"), True)
    assert (
        remaining(
            tidlig("balance", "--as-of", "2030-01-01", "--format", "json", "--at", "main", cwd=here)
        )
        == 800
    )
    assert tidlig("git-setup", cwd=here).code == 0
    assert ours.git("config", "--local", "diff.tidlig.xfuncname") != ""


def test_a_submodules_checkout_is_its_own(
    ours: Repository, other: Repository, tidlig: Tidlig
) -> None:
    allowed = ("-c", "protocol.file.allow=always")
    other.git(*allowed, "submodule", "--quiet", "add", str(ours.folder), "sub")
    other.commit({})
    here = other.folder / "sub" / "data"
    assert stamp(tidlig, here) == (ours.git("rev-parse", "main"), False)
    assert (
        remaining(
            tidlig("balance", "--as-of", "2030-01-01", "--format", "json", "--at", "HEAD", cwd=here)
        )
        == 800
    )
    assert tidlig("git-setup", cwd=here).code == 0
    config = other.folder / ".git" / "modules" / "sub" / "config"
    assert "tidlig" in config.read_text()
    assert "tidlig" not in (other.folder / ".git" / "config").read_text()
    assert "wordRegex" not in (ours.folder / ".git" / "config").read_text()


def test_a_git_file_that_leads_nowhere_does_not_lead_to_a_repository_above(
    ours: Repository, tidlig: Tidlig
) -> None:
    for text in ("gitdir: nowhere\n", "gitdir: \n", "nonsense", "", "gitdir: a\0b"):
        (ours.folder / "data" / ".git").write_text(text)
        assert stamp(tidlig, ours.folder / "data") == (None, None)


def test_a_git_file_that_is_a_pipe_holds_nobody_up(ours: Repository, tidlig: Tidlig) -> None:
    if not hasattr(os, "mkfifo"):
        pytest.skip("no named pipes here")
    os.mkfifo(ours.folder / "data" / ".git")
    assert stamp(tidlig, ours.folder / "data") == (None, None)


@pytest.mark.parametrize("name", ["config", "HEAD", "packed-refs"])
def test_a_git_folder_of_pipes_holds_nobody_up_for_long(
    name: str, ours: Repository, tidlig: Tidlig, monkeypatch: pytest.MonkeyPatch
) -> None:
    if not hasattr(os, "mkfifo") or not process.CAN_SPAWN:
        pytest.skip("no named pipes here")
    monkeypatch.setattr(git, "PATIENCE", 0.3)
    (ours.folder / ".git" / name).unlink(missing_ok=True)
    os.mkfifo(ours.folder / ".git" / name)
    if name == "packed-refs":
        (ours.folder / ".git" / "refs" / "heads" / "main").unlink()
    assert stamp(tidlig, ours.folder / "data") == (None, None)
    for line in (("balance", "--at", "main"), ("diff",), ("history", "p")):
        done = tidlig(*line, cwd=ours.folder)
        assert done.code == 2
        assert done.err.startswith("error: git does not answer\n")


def test_an_empty_folder_called_git_is_passed_by(ours: Repository, tidlig: Tidlig) -> None:
    (ours.folder / "data" / ".git").mkdir()
    assert stamp(tidlig, ours.folder / "data") == (ours.git("rev-parse", "HEAD"), False)


def test_a_bare_repository_is_read_at_a_revision_where_it_is_the_only_one(
    ours: Repository, tidlig: Tidlig, tmp_path: Path
) -> None:
    bare = tmp_path / "bare.git"
    ours.git("clone", "-q", "--bare", ".", str(bare))
    assert (
        remaining(
            tidlig("balance", "--as-of", "2030-01-01", "--format", "json", "--at", "main", cwd=bare)
        )
        == 800
    )
    history = tidlig("history", "p", "--as-of", "2024-06-30", "--format", "json", cwd=bare)
    assert [step["figure"]["most"] for step in json.loads(history.out)["steps"]] == ["800", "900"]
    assert tidlig("check", "--merge", "main", "side", cwd=bare).code == 0
    result = tidlig("git-setup", cwd=bare)
    assert (result.code, result.err.splitlines()[0]) == (
        2,
        "error: there is no git repository here",
    )


def test_files_that_lie_in_a_bare_repository_are_not_its_own(
    ours: Repository, tidlig: Tidlig, tmp_path: Path
) -> None:
    bare = tmp_path / "bare.git"
    ours.git("clone", "-q", "--bare", ".", str(bare))
    (bare / "programs.toml").write_text(LEDGER)
    assert stamp(tidlig, bare) == (None, None)


@pytest.mark.parametrize("how", ["absolute", "relative"])
def test_variables_of_another_repository_are_not_followed(
    how: str, ours: Repository, other: Repository, tidlig: Tidlig
) -> None:
    folder = other.folder / ".git"
    there = str(folder) if how == "absolute" else os.path.relpath(folder, ours.folder)
    own = ours.git("rev-parse", "HEAD")
    for env in (
        {"GIT_DIR": there},
        {"GIT_DIR": there, "GIT_WORK_TREE": str(other.folder)},
        {"GIT_DIR": there, "GIT_INDEX_FILE": f"{there}/index"},
        {"GIT_DIR": there, "GIT_OBJECT_DIRECTORY": f"{there}/objects"},
        {"GIT_INDEX_FILE": f"{there}/index"},
        {"GIT_OBJECT_DIRECTORY": f"{there}/objects"},
        {"GIT_COMMON_DIR": there},
        {"GIT_WORK_TREE": str(other.folder)},
        {"GIT_NAMESPACE": "x"},
        {"GIT_CONFIG": f"{there}/config"},
        {"GIT_CEILING_DIRECTORIES": str(ours.folder.parent)},
    ):
        assert stamp(tidlig, ours.folder / "data", **env) == (own, False)
        at = tidlig(
            "balance",
            "--as-of",
            "2030-01-01",
            "--format",
            "json",
            "--at",
            "main",
            cwd=ours.folder,
            env=env,
        )
        assert remaining(at) == 800
        staged = tidlig("diff", "--staged", "--format", "json", cwd=ours.folder, env=env)
        assert (staged.code, json.loads(staged.out)["lines"]) == (0, [])
    before = (other.folder / ".git" / "config").read_bytes()
    assert tidlig("git-setup", cwd=ours.folder, env={"GIT_DIR": there}).code == 0
    assert (other.folder / ".git" / "config").read_bytes() == before


def test_traces_and_external_programs_of_the_environment_are_not_passed_on(
    ours: Repository, tidlig: Tidlig, tmp_path: Path
) -> None:
    names = ("GIT_TRACE", "GIT_TRACE2", "GIT_TRACE_SETUP", "GIT_TRACE_PACKET", "GIT_TRACE_REDACT")
    env = {name: str(tmp_path / "trace") for name in names}
    assert stamp(tidlig, ours.folder / "data", **env)[1] is False
    assert not (tmp_path / "trace").exists()


@pytest.mark.parametrize("words", [("commit", "-q", "-m", "x"), ("commit", "-q", "-a", "-m", "x")])
def test_a_hook_before_a_commit_sees_what_is_staged(
    words: tuple[str, ...], ours: Repository, tmp_path: Path
) -> None:
    seen = hook(ours.folder / ".git", "pre-commit", tmp_path, "diff", "--staged")
    (ours.folder / "data" / "x.toml").write_text(AWARD.replace("100", "350"))
    ours.git("add", "data/x.toml")
    ours.git(*words)
    assert changes(seen) == [-150]


def test_a_hook_before_a_commit_of_one_file_sees_that_file_alone(
    ours: Repository, tmp_path: Path
) -> None:
    seen = hook(ours.folder / ".git", "pre-commit", tmp_path, "diff", "--staged")
    (ours.folder / "data" / "x.toml").write_text(AWARD.replace("100", "350"))
    ours.git("add", "data/x.toml")
    (ours.folder / "data" / "programs.toml").write_text(LEDGER.replace("1_000", "1_007"))
    ours.git("commit", "-q", "-m", "One file", "data/programs.toml")
    assert changes(seen) == [7]


def test_a_hook_in_a_linked_work_tree_sees_its_own_index(ours: Repository, tmp_path: Path) -> None:
    seen = hook(ours.folder / ".git", "pre-commit", tmp_path, "diff", "--staged")
    tree = Repository(tmp_path / "tree", ours.commits)
    ours.git("worktree", "add", "-q", "-b", "third", str(tree.folder), "main")
    (tree.folder / "data" / "x.toml").write_text(AWARD.replace("100", "270"))
    tree.git("commit", "-q", "-m", "x", "data/x.toml")
    assert changes(seen) == [-70]


def test_a_hook_of_another_repository_does_not_lend_its_index(
    ours: Repository, other: Repository, tmp_path: Path
) -> None:
    line = ("diff", "--staged", "--ledger", str(ours.folder / "data"))
    seen = hook(other.folder / ".git", "pre-commit", tmp_path, *line)
    other.commit({"data/x.toml": AWARD.replace("100", "777")})
    assert changes(seen) == []


@pytest.mark.parametrize("bare", [True, False], ids=["bare", "with a work tree"])
@pytest.mark.parametrize(
    "words", ["balance --as-of 2030-01-01 --at $new", "check --merge main $new"]
)
def test_a_hook_before_receiving_sees_objects_that_are_not_taken_in_yet(
    words: str, bare: bool, ours: Repository, tmp_path: Path
) -> None:
    server = tmp_path / "server"
    ours.git("clone", "-q", *(["--bare"] if bare else []), ".", str(server))
    folder = server if bare else server / ".git"
    start = "read old new name; set -- {words}"
    seen = hook(folder, "pre-receive", tmp_path, *words.split(), before=start)
    ours.git("switch", "-q", "-c", "fresh")
    ours.commit({"data/x.toml": AWARD.replace("100", "555")}, "Pushed")
    ours.git("push", "-q", str(server), "fresh")
    found = json.loads(seen.read_text())
    if "--merge" in words:
        assert found["findings"] == []
    else:
        assert found["provenance"]["revision"] == ours.git("rev-parse", "HEAD")
        assert [line["uncommitted"] for line in found["lines"]] == ["445"]


def hook(
    git_folder: Path, name: str, tmp: Path, *words: str, before: str = "set -- {words}"
) -> Path:
    """Write a hook that runs tidlig; give the file that it writes what is said into."""
    told = tmp / f"told-{name}"
    script = git_folder / "hooks" / name
    script.parent.mkdir(exist_ok=True)
    line = before.format(words=" ".join(words))
    run = f"'{sys.executable}' -m tidlig \"$@\" --format json --no-cache"
    script.write_text(
        f"#!/bin/sh\n{line}\n{run} > '{told}' 2> '{told}.err' || cat '{told}.err' >&2\n"
    )
    script.chmod(0o755)
    return told


def changes(told: Path) -> list[int]:
    """By how much a hook saw what remains change."""
    found = json.loads(told.read_text())
    lines = [line for line in found["lines"] if line["heading"] == "uncommitted"]
    return [int(line["change"]) for line in lines]


def given_away(folder: Path, *, all_of_it: bool = True) -> None:
    """Make files somebody else's."""
    paths = [folder, *folder.rglob("*")] if all_of_it else [folder]
    for path in paths:
        os.chown(path, 12345, -1, follow_symlinks=False)


@AS_ROOT
@pytest.mark.parametrize("part", ["", ".git"])
def test_a_repository_of_somebody_else_is_not_asked(
    part: str, ours: Repository, tidlig: Tidlig
) -> None:
    given_away(ours.folder / part, all_of_it=False)
    assert stamp(tidlig, ours.folder / "data") == (None, None)
    for line in (("balance", "--at", "HEAD"), ("history", "p"), ("diff",), ("git-setup",)):
        done = tidlig(*line, cwd=ours.folder)
        assert (done.code, done.out) == (2, "")
        assert "git does not trust this repository: it belongs to someone else" in done.err
        assert "safe.directory" in done.err
    assert tidlig("show", "a", cwd=ours.folder).code == 0


@AS_ROOT
def test_a_git_file_of_somebody_else_is_not_followed(
    ours: Repository, tidlig: Tidlig, tmp_path: Path
) -> None:
    ours.git("worktree", "add", "-q", str(tmp_path / "tree"), "side")
    given_away(tmp_path / "tree" / ".git", all_of_it=False)
    assert stamp(tidlig, tmp_path / "tree" / "data") == (None, None)


@AS_ROOT
@pytest.mark.parametrize("value", ["*", "{top}"])
@pytest.mark.parametrize("scope", ["global", "system", "command"])
def test_safe_directory_of_the_user_lets_one_of_somebody_else_be_asked(
    value: str, scope: str, ours: Repository, tidlig: Tidlig, tmp_path: Path
) -> None:
    head = ours.git("rev-parse", "HEAD")
    given_away(ours.folder)
    value = value.format(top=ours.folder)
    file = tmp_path / "settings"
    file.write_text(f"[safe]\n\tdirectory = {value}\n")
    env = {
        "global": {"GIT_CONFIG_GLOBAL": str(file)},
        "system": {"GIT_CONFIG_SYSTEM": str(file)},
        "command": {
            "GIT_CONFIG_COUNT": "1",
            "GIT_CONFIG_KEY_0": "safe.directory",
            "GIT_CONFIG_VALUE_0": value,
        },
    }[scope]
    assert stamp(tidlig, ours.folder / "data", **env) == (head, False)
    line = ("balance", "--as-of", "2030-01-01", "--format", "json", "--at", "HEAD")
    assert remaining(tidlig(*line, cwd=ours.folder, env=env)) == 800


@AS_ROOT
@pytest.mark.parametrize("values", [("*", ""), ("/elsewhere",), ("{top}/data",)])
def test_safe_directory_that_is_taken_back_or_of_another_folder_does_not(
    values: tuple[str, ...], ours: Repository, tidlig: Tidlig, tmp_path: Path
) -> None:
    given_away(ours.folder)
    file = tmp_path / "settings"
    lines = [f"\tdirectory = {value.format(top=ours.folder)}\n" for value in values]
    file.write_text("[safe]\n" + "".join(lines))
    assert stamp(tidlig, ours.folder / "data", GIT_CONFIG_GLOBAL=str(file)) == (None, None)


@AS_ROOT
def test_a_repository_does_not_call_itself_safe(ours: Repository, tidlig: Tidlig) -> None:
    ours.git("config", "safe.directory", "*")
    ours.git("config", "include.path", str(ours.folder / "data" / "more"))
    (ours.folder / "data" / "more").write_text("[safe]\n\tdirectory = *\n")
    given_away(ours.folder)
    assert stamp(tidlig, ours.folder / "data") == (None, None)


@AS_ROOT
def test_one_of_whoever_uses_sudo_is_roots_too(ours: Repository, tidlig: Tidlig) -> None:
    given_away(ours.folder)
    head = ours.folder / ".git" / "refs" / "heads" / "main"
    env = {"SUDO_UID": "12345"}
    assert stamp(tidlig, ours.folder / "data", **env) == (head.read_text().strip(), False)
    for uid in ("12346", "", "x"):
        assert stamp(tidlig, ours.folder / "data", SUDO_UID=uid) == (None, None)


def test_without_owners_git_decides_in_the_one_folder(
    ours: Repository, tidlig: Tidlig, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What Windows gets: git's own test, in the folder that was found."""
    head = ours.git("rev-parse", "HEAD")
    monkeypatch.setattr(git, "_is_own", lambda _: False)
    monkeypatch.setattr(process, "CAN_SPAWN", False)
    assert stamp(tidlig, ours.folder / "data") == (head, False)
    foreign = {"GIT_TEST_ASSUME_DIFFERENT_OWNER": "1"}
    assert stamp(tidlig, ours.folder / "data", **foreign) == (None, None)
    shutil.move(ours.folder / ".git" / "HEAD", ours.folder / "data" / "HEAD")
    assert stamp(tidlig, ours.folder / "data") == (None, None)


def test_windows_does_not_take_git_from_the_working_directory(
    ours: Repository, tidlig: Tidlig, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = shutil.which("git")
    assert real is not None
    for name in ("git", "git.exe"):
        (ours.folder / "data" / name).write_text(f"#!/bin/sh\ntouch '{tmp_path / 'mark'}'\n")
        (ours.folder / "data" / name).chmod(0o755)
    monkeypatch.setattr(process, "CAN_SPAWN", False)
    path = os.pathsep.join((".", "", str(Path(real).parent)))
    assert stamp(tidlig, ours.folder / "data", PATH=path)[1] is False
    assert not (tmp_path / "mark").exists()
    monkeypatch.setenv("PATH", ".")
    monkeypatch.chdir(ours.folder / "data")
    with pytest.raises(CouldNot, match="git cannot be run"):
        git.output(git.repository_of(ours.folder), "version")


def test_git_setup_writes_into_no_file_that_a_clone_tracks(
    ours: Repository, tidlig: Tidlig, tmp_path: Path
) -> None:
    inside = ours.folder / "data"
    for name in ("objects", "refs"):
        (inside / name).mkdir()
        (inside / name / "keep").touch()
    (inside / "HEAD").write_text("ref: refs/heads/main\n")
    (inside / "config").write_text("[core]\n\trepositoryformatversion = 0\n")
    ours.commit({}, "Looks like a repository")
    subprocess.run(["git", "clone", "-q", str(ours.folder), str(tmp_path / "clone")], check=True)
    clone = Repository(tmp_path / "clone")
    for line in (("git-setup",), ("git-setup", "--undo"), ("git-setup",)):
        assert tidlig(*line, cwd=clone.folder / "data").code == 0
        assert clone.git("status", "--porcelain") == ""
    assert "tidlig" in (clone.folder / ".git" / "config").read_text()


def test_git_setup_does_not_follow_settings_that_are_a_link(
    ours: Repository, tidlig: Tidlig, tmp_path: Path
) -> None:
    config, target = ours.folder / ".git" / "config", tmp_path / "own settings"
    shutil.move(config, target)
    config.symlink_to(target)
    before = target.read_bytes()
    done = tidlig("git-setup", cwd=ours.folder)
    assert done.code == 2
    assert done.err.startswith("error: the settings of the git repository are a link")
    assert target.read_bytes() == before
