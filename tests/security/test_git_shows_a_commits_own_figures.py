"""What is shown at a commit is what that commit has: nothing in a git folder puts another there."""

import json
from pathlib import Path

import pytest

from conftest import Tidlig
from harness.repositories import Repository
from security.traps import AWARD, books


def remaining(tidlig: Tidlig, folder: Path, at: str, **env: str) -> int:
    done = tidlig(
        "balance", "--as-of", "2030-01-01", "--format", "json", "--at", at, cwd=folder, env=env
    )
    assert done.code == 0, done.err
    return sum(int(line["uncommitted"]) for line in json.loads(done.out)["lines"])


def steps(tidlig: Tidlig, folder: Path) -> list[str]:
    """Give what remained after each commit, the oldest first."""
    as_of = ("--as-of", "2024-06-30")
    done = tidlig("history", "p", "--ledger", "data", *as_of, "--format", "json", cwd=folder)
    assert done.code == 0, done.err
    return [step["figure"]["most"] for step in reversed(json.loads(done.out)["steps"])]


@pytest.fixture
def ours(tmp_path: Path) -> Repository:
    """900, and then 800 kr. remain; a commit of another branch would say 1."""
    made = books(tmp_path / "ours")
    made.git("switch", "-q", "-c", "false", "main~1")
    made.commit({"data/x.toml": AWARD.replace("100", "999")}, "False")
    made.git("switch", "-q", "main")
    return made


@pytest.mark.parametrize("what", ["main", "main^{tree}", "main:data", "main:data/x.toml"])
def test_an_object_that_is_replaced_is_shown_as_it_was(
    what: str, ours: Repository, tidlig: Tidlig
) -> None:
    commit = ours.git("rev-parse", "main")
    ours.git("replace", what, what.replace("main", "false"))
    assert "999" in ours.git("show", f"{commit}:data/x.toml")
    assert remaining(tidlig, ours.folder, commit) == 800
    assert remaining(tidlig, ours.folder, "HEAD") == 800
    assert steps(tidlig, ours.folder) == ["900", "800"]
    env = {"GIT_REPLACE_REF_BASE": "refs/replace"}
    assert remaining(tidlig, ours.folder, commit, **env) == 800
    found = json.loads(tidlig("balance", "--format", "json", cwd=ours.folder).out)["provenance"]
    assert (found["revision"], found["dirty"]) == (commit, False)


def test_a_history_that_is_grafted_is_shown_as_it_was(ours: Repository, tidlig: Tidlig) -> None:
    commit, other = ours.git("rev-parse", "main"), ours.git("rev-parse", "false")
    (ours.folder / ".git" / "info" / "grafts").write_text(f"{commit} {other}\n")
    assert "False" in ours.git("log", "--format=%s")
    assert steps(tidlig, ours.folder) == ["900", "800"]
    assert remaining(tidlig, ours.folder, "main~1") == 900


def test_a_commit_graph_is_not_believed(ours: Repository, tidlig: Tidlig) -> None:
    """It names the tree of each commit beside the commit itself."""
    ours.git("commit-graph", "write", "--reachable")
    graph = ours.folder / ".git" / "objects" / "info" / "commit-graph"
    true, before = (
        bytes.fromhex(ours.git("rev-parse", f"{n}^{{tree}}")) for n in ("main", "main~1")
    )
    data = graph.read_bytes()
    assert data.count(true) == 1
    graph.chmod(0o644)
    graph.write_bytes(data.replace(true, before))
    assert ours.git("log", "-1", "--format=%T", "main") == before.hex()
    assert remaining(tidlig, ours.folder, "main") == 800
    assert steps(tidlig, ours.folder) == ["900", "800"]


def test_what_is_no_commit_of_the_clone_is_not_fetched(
    ours: Repository, tidlig: Tidlig, tmp_path: Path
) -> None:
    clone = Repository(tmp_path / "clone")
    ours.git("config", "uploadpack.allowFilter", "true")
    url = f"file://{ours.folder}"
    ours.git("clone", "-q", "--filter=blob:none", "--no-checkout", url, str(clone.folder))
    before = sorted((clone.folder / ".git" / "objects").rglob("*"))
    done = tidlig("balance", "--at", "main", cwd=clone.folder)
    assert done.code == 2
    assert "files of this revision are not in the repository" in done.err
    assert sorted((clone.folder / ".git" / "objects").rglob("*")) == before
