"""No repository that a stranger sends runs a command, names its own commit, or is written into.

Whatever a clone tracks or an unpacked archive has in its git folder, every command of tidlig reads
it as data.
"""

import json
import os
import subprocess
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from conftest import Tidlig
from security.traps import TRAPS, Trap
from tidlig.cli.parse import COMMANDS

pytestmark = pytest.mark.long

LINES: dict[str, tuple[tuple[str, ...], ...]] = {
    "balance": ((), ("--format", "json"), ("--at", "HEAD"), ("--at", "HEAD~1")),
    "check": (
        (),
        ("--format", "json"),
        ("--format", "github"),
        ("--at", "HEAD", "--format", "junit"),
        ("--base", "HEAD~1", "--format", "json"),
        ("--merge", "HEAD", "side"),
    ),
    "reconcile": ((), ("--at", "HEAD")),
    "diff": ((), ("--staged",), ("HEAD~1", "HEAD"), ("HEAD...side",), ("--format", "json")),
    "show": (("a",), ("a", "--format", "json"), ("a", "--at", "HEAD")),
    "log": ((), ("--at", "HEAD")),
    "history": (("p",), ("p", "--since", "2024-01-02", "--format", "json")),
    "pools": ((), ("--at", "HEAD")),
    "report": (("-o", "../page.html"), ("--at", "HEAD", "-o", "../page.html")),
    "chart": (("flow", "-o", "../flow.svg"),),
    "list": (("award",), ("award", "--at", "HEAD")),
    "awards": ((), ("--at", "HEAD")),
    "note": (("p",), ("p", "--at", "HEAD")),
    "explain": ((), ("awards-exceed-pool",)),
    "export": ((), ("--to", "beancount", "--at", "HEAD")),
    "add": (("recipient", "name=Odense", "kind=other", "--dry-run"),),
    "edit": (("a",),),
    "rename": (("p", "q", "--dry-run"),),
    "remove": (("a", "--dry-run"),),
    "import": (("a.csv", "--kind", "payment", "--dry-run"),),
    "table": ((),),
    "init": ((),),
    "schema": ((),),
    "git-setup": ((), ("--undo",)),
    "cache": (("info",), ("clear",)),
}
"""Ordinary command lines of every command; a new command needs some too."""

WITHOUT_LEDGER = {"explain", "init", "schema", "git-setup", "cache", "table"}


@pytest.fixture(params=TRAPS, ids=lambda trap: trap.__name__)
def trap(request: pytest.FixtureRequest, tmp_path: Path) -> Trap:
    make: Callable[[Path], Trap] = request.param
    made = replace(make(tmp_path), name=make.__name__)
    made.mark.unlink(missing_ok=True)  # git made it, and ran its hooks
    return made


def tracked(trap: Trap) -> dict[Path, bytes]:
    """The bytes of all files of the work tree, whose git folder is left aside."""
    top = trap.here.parent
    return {
        path: path.read_bytes()
        for path in top.rglob("*")
        if path.is_file() and ".git" not in path.relative_to(top).parts
    }


def test_every_command_has_ordinary_lines() -> None:
    assert set(LINES) == set(COMMANDS)


def test_git_itself_is_fooled_by_each(trap: Trap) -> None:
    for words in trap.fools:
        subprocess.run(["git", *words], cwd=trap.here, capture_output=True, check=False)
    assert trap.mark.exists()


def test_each_is_read_as_data(trap: Trap, tidlig: Tidlig) -> None:
    """So that the next test does not pass for want of an answer."""
    done = tidlig("balance", "--format", "json", cwd=trap.here)
    assert done.code == 0, done.err
    said = json.loads(done.out)["provenance"]
    assert said["dirty"] is True
    at = tidlig("balance", "--format", "json", "--at", said["revision"], cwd=trap.here)
    assert at.code == (2 if "missing_objects" in trap.name else 0), at.err


def test_no_command_runs_what_a_stranger_wrote(trap: Trap, tidlig: Tidlig) -> None:
    before = tracked(trap)
    for command, lines in LINES.items():
        for line in lines:
            for where in ((), ("--ledger", ".")) if command not in WITHOUT_LEDGER else ((),):
                done = tidlig(command, *line, *where, cwd=trap.here)
                said = f"{command} {line}: {done.out}{done.err}"
                assert not trap.mark.exists(), f"{said}\n{trap.mark.read_text()}"
                assert not any(id[:10] in said for id in trap.foreign), said
                assert "Traceback" not in said
                assert "internal" not in said
    after = tracked(trap)
    assert {path: after.get(path) for path in before} == before


def test_a_stranger_finds_no_program_by_the_commands_of_a_merge(
    tmp_path: Path, tidlig: Tidlig
) -> None:
    """Both sides change the same file, so that git looks for what merges it."""
    from security.traps import AWARD, unpacked_with_settings

    trap = unpacked_with_settings(tmp_path)
    git = ["git", "-c", "core.fsmonitor=false", "-c", "core.hooksPath=/dev/null"]
    for branch, text in (("one", f"# first\n{AWARD}"), ("two", f"{AWARD}# last\n")):
        for words in (("update-ref", f"refs/heads/{branch}", "HEAD~2"),):
            subprocess.run([*git, *words], cwd=trap.here, check=True, capture_output=True)
        _commit_on(trap.here, branch, text)
    plain = [*git, "merge-tree", "--write-tree", "one", "two"]
    subprocess.run(plain, cwd=trap.here, capture_output=True, check=False)
    assert trap.mark.exists()
    trap.mark.unlink()
    done = tidlig("check", "--merge", "one", "two", cwd=trap.here)
    assert not trap.mark.exists()
    assert done.code == 0, done.err


def _commit_on(here: Path, branch: str, text: str) -> None:
    """Commit another text of one file to a branch, by objects alone."""

    def git(*words: str, given: str | None = None, **env: str) -> str:
        done = subprocess.run(
            ["git", "-c", "core.fsmonitor=false", "-c", "core.hooksPath=/dev/null", *words],
            cwd=here.parent,
            env={**os.environ, **env},
            input=given,
            capture_output=True,
            encoding="utf-8",
            check=True,
        )
        return done.stdout.strip()

    blob = git("hash-object", "-w", "--stdin", given=text)
    index = {"GIT_INDEX_FILE": str(here.parent.parent / f"index-{branch}")}
    git("read-tree", branch, **index)
    git("update-index", "--cacheinfo", f"100644,{blob},data/x.toml", **index)
    tree = git("write-tree", **index)
    who = {
        f"GIT_{role}_{what}": "x@x"
        for role in ("AUTHOR", "COMMITTER")
        for what in ("NAME", "EMAIL")
    }
    commit = git("commit-tree", tree, "-p", branch, "-m", "x", **who)
    git("update-ref", f"refs/heads/{branch}", commit)
