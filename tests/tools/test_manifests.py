"""What pre-commit and GitHub are told is what they take, by their own tools and schemas."""

import os
import subprocess
import sys
import sysconfig
from pathlib import Path
from typing import Any

import pytest
import yaml

from harness.playing import GIT
from harness.running import ROOT
from tidlig.ledger.starting import start_ledger

SCRIPTS = sysconfig.get_path("scripts")


@pytest.fixture
def new(tmp_path: Path) -> Path:
    """A folder in which a ledger was started."""
    folder = tmp_path / "Et lager"
    start_ledger(folder)
    return folder


def run(
    *command: str, folder: Path = ROOT, env: dict[str, str] | None = None
) -> "subprocess.CompletedProcess[str]":
    """Run a program with this Python's scripts first on PATH."""
    own = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")}
    path = f"{SCRIPTS}{os.pathsep}{own['PATH']}"
    return subprocess.run(
        command,
        cwd=folder,
        env={**own, "PATH": path, **(env or {})},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )


def module(*words: str, folder: Path = ROOT, env: dict[str, str] | None = None) -> None:
    """Run a module of this Python, which must be content."""
    done = run(sys.executable, "-m", *words, folder=folder, env=env)
    assert done.returncode == 0, done.stdout + done.stderr


def document(path: Path) -> Any:
    """A YAML document."""
    return yaml.safe_load(path.read_text("utf-8"))


def test_pre_commit_takes_the_hook() -> None:
    module("pre_commit", "validate-manifest", ".pre-commit-hooks.yaml")


def test_pre_commit_takes_the_configuration_of_a_new_ledger(new: Path) -> None:
    module("pre_commit", "validate-config", ".pre-commit-config.yaml", folder=new)


def test_the_hook_that_users_get_is_the_one_of_a_new_ledger(new: Path) -> None:
    (published,) = document(ROOT / ".pre-commit-hooks.yaml")
    ((local,),) = [each["hooks"] for each in document(new / ".pre-commit-config.yaml")["repos"]]
    for key in ("id", "name", "entry", "files", "pass_filenames"):
        assert published[key] == local[key]


def test_the_hook_of_a_new_ledger_stops_a_commit_that_does_not_add_up(
    new: Path, tmp_path: Path
) -> None:
    home = {**GIT, "HOME": str(tmp_path), "PRE_COMMIT_HOME": str(tmp_path / "pre-commit")}
    run("git", "init", "--quiet", folder=new, env=home)
    run("git", "add", ".", folder=new, env=home)
    whole = ("pre_commit", "run", "--all-files")
    module(*whole, folder=new, env=home)
    path = new / "data" / "allocations" / "2026-runde-1.toml"
    path.write_text(path.read_text("utf-8").replace("1_250_000", "4_000_001"), "utf-8")
    done = run(sys.executable, "-m", *whole, folder=new, env=home)
    assert done.returncode == 1
    assert "error[awards-exceed-pool]" in done.stdout


def test_github_takes_the_action() -> None:
    module("check_jsonschema", "--builtin-schema", "vendor.github-actions", "action.yml")


def test_github_takes_the_workflow_of_a_new_ledger(new: Path) -> None:
    path = ".github/workflows/tidlig.yml"
    module("check_jsonschema", "--builtin-schema", "vendor.github-workflows", path, folder=new)


def test_no_script_has_text_put_into_it_from_outside(new: Path) -> None:
    action = document(ROOT / "action.yml")["runs"]["steps"]
    workflow = document(new / ".github/workflows/tidlig.yml")["jobs"]["check"]["steps"]
    scripts = [step["run"] for step in (*action, *workflow) if "run" in step]
    assert len(scripts) == 5
    assert [script for script in scripts if "${{" in script] == []


def check(folder: Path, ledger: str = "", args: str = "") -> "subprocess.CompletedProcess[str]":
    """Run the last step of the action as GitHub's runner does."""
    step = document(ROOT / "action.yml")["runs"]["steps"][-1]
    assert step["env"] == {"LEDGER": "${{ inputs.ledger }}", "ARGS": "${{ inputs.args }}"}
    bash = ("bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", step["run"])
    return run(*bash, folder=folder, env={"LEDGER": ledger, "ARGS": args})


def test_the_action_checks_the_ledger_that_is_there(new: Path) -> None:
    assert check(new).returncode == 0
    assert check(new / "data" / "..").returncode == 0


def test_the_action_checks_the_ledger_that_is_named_with_options(new: Path) -> None:
    (new.parent / "here").mkdir()
    named = check(new.parent / "here", "../Et lager/data", "--format json\n  --strict")
    assert named.returncode == 0, named.stderr
    assert '"schema": "tidlig.check/1"' in named.stdout


def test_the_action_fails_when_the_ledger_does(new: Path) -> None:
    (new / "data" / "more.toml").write_text("[award.x]\n", "utf-8")
    assert check(new).returncode == 1
    assert check(new, "nowhere").returncode == 2


@pytest.mark.parametrize("text", ["$(touch hit)", "; touch hit", "`touch hit`", '"; touch hit; "'])
def test_the_action_runs_nothing_that_its_inputs_say(text: str, new: Path) -> None:
    assert check(new, ledger=text).returncode == 2
    assert check(new, args=text).returncode == 2
    assert not (new / "hit").exists()


def test_the_workflow_says_that_it_does_not_know_what_to_install(new: Path) -> None:
    workflow = document(new / ".github/workflows/tidlig.yml")
    step = next(each for each in workflow["jobs"]["check"]["steps"] if "Install" in str(each))
    done = run("bash", "-e", "-c", step["run"], env=workflow["env"])
    assert done.returncode == 1
    assert "::error::" in done.stdout
