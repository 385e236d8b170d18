"""Start-up: a command imports what it needs and no more, since users pay for it on every run."""

import subprocess
import sys
from pathlib import Path

import pytest

from harness.running import ROOT, environment
from tidlig.cli.printing import ERRORS, FAILED, OK

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

NEEDLESS = {
    "asyncio",
    "csv",
    "difflib",
    "email",
    "hashlib",
    "importlib.metadata",
    "json",
    "locale",
    "multiprocessing",
    "shutil",
    "subprocess",
    "tempfile",
    "textwrap",
    "threading",
    "tidlig.checks",
    "tidlig.cli.typer_app",
    "tidlig.exchange",
    "tidlig.sheets",
    "tidlig.ledger.checking",
    "tidlig.ledger.compare",
    "tidlig.model.personal_patterns",
    "tidlig.model.grants",
    "tidlig.model.records",
    "tidlig.source.reading",
    "tidlig.source.schema",
    "tidlig.source.toml",
    "tomllib",
    "traceback",
    "typer",
}
"""What a report in a pipe has no use for, and takes long to import."""


def imported(*arguments: str, memory: Path, env: dict[str, str] | None = None) -> set[str]:
    """The top-level names of what one command line imports, in a process of its own."""
    names = modules("-m", "tidlig", *arguments, memory=memory, env=env)
    return {name.partition(".")[0] for name in names}


def modules(*arguments: str, memory: Path, env: dict[str, str] | None = None) -> set[str]:
    """The modules that Python imports in a process of its own."""
    done = subprocess.run(
        [sys.executable, "-X", "importtime", *arguments],
        cwd=ROOT,
        env=environment(memory, env),
        capture_output=True,
        encoding="utf-8",
        check=True,
    )
    lines = [line for line in done.stderr.splitlines() if line.startswith("import time:")]
    return {line.rpartition("|")[2].strip() for line in lines}


def test_the_version_is_told_without_what_is_heavy(tmp_path: Path) -> None:
    names = imported("--version", memory=tmp_path)
    assert (HEAVY | {"typer"}) & names == set()
    assert "tidlig" in names  # the measure sees what is imported


@pytest.mark.parametrize(
    "line",
    [
        "balance",
        "check --format concise",
        "log --heading paid",
        "pools",
        "show runde-1",
        "diff",
        "add recipient name=Xby kind=municipality --dry-run",
    ],
)
def test_plain_lines_are_run_without_typer_and_in_a_pipe_without_rich(
    line: str, tmp_path: Path
) -> None:
    assert {"typer", "rich"} & imported(*line.split(), memory=tmp_path) == set()


def test_help_is_shown_without_what_is_heavy(tmp_path: Path) -> None:
    names = imported("balance", "--help", memory=tmp_path)
    assert HEAVY & names == set()
    assert {"tidlig", "typer"} <= names


def test_a_balance_that_is_remembered_imports_nothing_that_it_does_not_need(tmp_path: Path) -> None:
    line = ("-m", "tidlig", "balance", "--ledger", "data")
    first = modules(*line, memory=tmp_path)
    assert {"pydantic_core", "toml_rs"} <= first  # the measure sees what is imported
    names = modules(*line, memory=tmp_path)
    assert {"tidlig.arithmetic.what_is_left", "tidlig.render.balance_report"} <= names
    needless = sorted(names & (HEAVY | NEEDLESS))
    assert needless == [], "import these in the functions that need them: python -X importtime"


def test_a_check_that_is_remembered_reads_nothing(tmp_path: Path) -> None:
    line = ("-m", "tidlig", "check", "--ledger", "data")
    modules(*line, memory=tmp_path)
    names = modules(*line, memory=tmp_path)
    assert {"pydantic_core", "tidlig.source.reading"} & names == set()


def test_a_shell_completes_without_what_is_heavy(tmp_path: Path) -> None:
    words = {"COMP_WORDS": "tidlig show runde", "COMP_CWORD": "2"}
    names = imported(memory=tmp_path, env={"_TIDLIG_COMPLETE": "complete_bash", **words})
    assert HEAVY & names == set()
    assert {"tidlig", "typer"} <= names


@pytest.mark.parametrize("code", [OK, ERRORS, FAILED])
def test_a_program_that_ends_at_once_has_printed_all(code: int) -> None:
    script = (
        "import sys, tidlig.cli as cli\n"
        "def run(argv): print('x' * 200_000); print('y', file=sys.stderr, end='')\n"
        f"cli.main = lambda: run(None) or cli.finish({code})\n"
        "cli.console()\n"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, check=False)
    assert (done.returncode, done.stdout, done.stderr) == (code, b"x" * 200_000 + b"\n", b"y")
