"""Start-up: a command imports what it needs and no more, since users pay for it on every run."""

import subprocess
import sys
from pathlib import Path

import pytest

from harness.running import ROOT, environment
from tidlig.cli import ERRORS, FAILED, OK

HEAVY = {
    "pydantic",
    "pydantic_core",
    "python_calamine",
    "rich",
    "stdnum",
    "toml_rs",
    "tomli_w",
    "tree_sitter",
    "tree_sitter_toml",
}


def imported(*arguments: str, memory: Path, env: dict[str, str] | None = None) -> set[str]:
    """The top-level names of what one command line imports, in a process of its own."""
    done = subprocess.run(
        [sys.executable, "-X", "importtime", "-m", "tidlig", *arguments],
        cwd=ROOT,
        env=environment(memory, env),
        capture_output=True,
        encoding="utf-8",
        check=True,
    )
    lines = [line for line in done.stderr.splitlines() if line.startswith("import time:")]
    return {line.rpartition("|")[2].strip().partition(".")[0] for line in lines}


def test_the_version_is_told_without_what_is_heavy(tmp_path: Path) -> None:
    names = imported("--version", memory=tmp_path)
    assert (HEAVY | {"typer"}) & names == set()
    assert "tidlig" in names  # the measure sees what is imported


def test_help_is_shown_without_what_is_heavy(tmp_path: Path) -> None:
    names = imported("balance", "--help", memory=tmp_path)
    assert HEAVY & names == set()
    assert {"tidlig", "typer"} <= names


def test_a_shell_completes_without_what_is_heavy(tmp_path: Path) -> None:
    words = {"COMP_WORDS": "tidlig show runde", "COMP_CWORD": "2"}
    names = imported(memory=tmp_path, env={"_TIDLIG_COMPLETE": "complete_bash", **words})
    assert HEAVY & names == set()
    assert {"tidlig", "typer"} <= names


@pytest.mark.parametrize("code", [OK, ERRORS, FAILED])
def test_a_program_that_ends_at_once_has_printed_all(code: int) -> None:
    script = (
        "import sys, tidlig.cli as cli, tidlig.cli.running as running\n"
        "def run(argv): print('x' * 200_000); print('y', file=sys.stderr, end='')\n"
        f"running.run = lambda argv: run(argv) or running.finish({code})\n"
        "cli.console()\n"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, check=False)
    assert (done.returncode, done.stdout, done.stderr) == (code, b"x" * 200_000 + b"\n", b"y")
