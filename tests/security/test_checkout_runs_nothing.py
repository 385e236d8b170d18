"""Nothing that lies in the working directory is run: not by tidlig, nor by the CI that installs it.

A pull request may bring any file. Here a ledger's folder holds a module of every name that Python
or tidlig could import, a package that calls itself a plugin, and settings for pip and setuptools;
each leaves a mark when it is run.
"""

from __future__ import annotations

import ast
import os
import subprocess
import sys
import sysconfig
from collections.abc import Iterator
from importlib.metadata import packages_distributions
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
import yaml

from harness.modules import modules
from harness.running import ROOT, environment
from tidlig.cli.parse import COMMANDS
from tidlig.ledger.starting import WORKFLOW, start_ledger

pytestmark = pytest.mark.long

SCRIPTS = Path(sysconfig.get_path("scripts"))
TIDLIG = str(SCRIPTS / "tidlig")

LINES = {
    "balance": "balance",
    "check": "check --format json",
    "reconcile": "reconcile",
    "report": "report -o side.html",
    "chart": "chart flow -o figur.svg",
    "diff": "diff",
    "show": "show foreningspuljen",
    "log": "log",
    "history": "history foreningspuljen",
    "list": "list award",
    "awards": "awards",
    "pools": "pools",
    "note": "note foreningspuljen",
    "explain": "explain budget-overspent",
    "export": "export --to hledger",
    "add": "add payment award=x amount=1 --dry-run",
    "import": "import a.csv --dry-run",
    "table": "table",
    "edit": "edit foreningspuljen",
    "rename": "rename foreningspuljen puljen --dry-run",
    "remove": "remove foreningspuljen --dry-run",
    "init": "init nyt",
    "schema": "schema award",
    "git-setup": "git-setup",
    "cache": "cache info",
}
"""A line for every command; what it answers does not matter here."""

SPAWNING = """
import multiprocessing, sys
from tidlig.index import build as working
from tidlig.index import ledger_files

multiprocessing.get_all_start_methods = lambda: ["spawn"]
working.PAYS_FROM = working._AT_ONCE = 1
ledger_files.WHOLE_UP_TO = -1
from tidlig.cli import main

if __name__ == "__main__":
    raise SystemExit(main(["check", "--no-cache"]))
"""
"""tidlig where processes cannot be forked, as on Windows: each is a Python of its own."""

BACKEND = """
import zipfile

INFO = "stub-1.dist-info"
FILES = {
    "stub.py": "",
    f"{INFO}/METADATA": "Metadata-Version: 2.1\\nName: stub\\nVersion: 1\\n",
    f"{INFO}/WHEEL": "Wheel-Version: 1.0\\nRoot-Is-Purelib: true\\nTag: py3-none-any\\n",
    f"{INFO}/RECORD": "",
}

def build_wheel(folder, settings=None, metadata=None):
    with zipfile.ZipFile(f"{folder}/stub-1-py3-none-any.whl", "w") as wheel:
        for name, text in FILES.items():
            wheel.writestr(name, text)
    return "stub-1-py3-none-any.whl"
"""
"""A project that pip builds and installs without a network."""


class Checkout:
    """A stranger's checkout: a ledger, with traps beside it that leave a mark."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder / "checkout"
        self.aside = folder / "aside"
        self.mark = self.aside / "mark"
        self.aside.mkdir(parents=True)
        start_ledger(self.folder)
        self.trap = f"open({str(self.mark)!r}, 'a').write(__name__ + '\\n')\nraise SystemExit(7)\n"

    def set_traps(self, names: set[str]) -> None:
        """Put modules of these names there, and all else that Python or pip might obey."""
        for name in sorted(names):
            (self.folder / f"{name}.py").write_text(self.trap, "utf-8")
        for package in ("pip", "tidlig"):
            if package in names:
                (self.folder / package).mkdir(exist_ok=True)
                (self.folder / package / "__init__.py").write_text(self.trap, "utf-8")
        (self.folder / "zz_plugin.py").write_text(self.trap, "utf-8")
        (self.folder / "zz.pth").write_text("import zz_plugin\n", "utf-8")
        plugin = self.folder / "zz_plugin-1.dist-info"
        plugin.mkdir()
        (plugin / "METADATA").write_text("Metadata-Version: 2.1\nName: zz_plugin\nVersion: 1\n")
        (plugin / "entry_points.txt").write_text(
            "[pydantic]\nzz = zz_plugin\n[tidlig]\nzz = zz_plugin\n", "utf-8"
        )
        settings = f"[global]\nlog = {self.mark}\n[install]\nlog = {self.mark}\n"
        for name in ("pip.conf", "pip.ini", "setup.cfg", "pydistutils.cfg"):
            (self.folder / name).write_text(settings, "utf-8")
        (self.folder / "pyproject.toml").write_text("[build-system]\nrequires = ['zz']\n", "utf-8")

    def run(self, *command: str, **changes: str) -> subprocess.CompletedProcess[str]:
        """Run a command in the checkout, by this Python's scripts."""
        path = f"{SCRIPTS}{os.pathsep}{os.environ['PATH']}"
        clean = {k: v for k, v in os.environ.items() if not k.startswith(("PYTHON", "PIP_"))}
        own = environment(self.aside, {"HOME": str(self.aside), "PATH": path}, changes)
        return subprocess.run(
            command,
            cwd=self.folder,
            env={name: value for name, value in own.items() if name in clean or name in changes}
            | {"HOME": str(self.aside), "PATH": path},
            stdin=subprocess.DEVNULL,
            capture_output=True,
            encoding="utf-8",
            check=False,
        )

    def bash(self, script: str, **changes: str) -> subprocess.CompletedProcess[str]:
        """Run a step as GitHub's runner does."""
        return self.run("bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", script, **changes)

    @property
    def ran(self) -> list[str]:
        """What was run of the checkout."""
        return self.mark.read_text("utf-8").split() if self.mark.exists() else []


@pytest.fixture
def checkout(tmp_path: Path) -> Checkout:
    return Checkout(tmp_path)


@pytest.fixture(scope="module")
def early(tmp_path_factory: pytest.TempPathFactory) -> set[str]:
    """What Python imports itself before it runs a module."""
    folder = tmp_path_factory.mktemp("early")
    (folder / "empty.py").write_text("import sys\nprint(*sys.modules)\n")
    done = subprocess.run(
        [sys.executable, "-m", "empty"], cwd=folder, capture_output=True, check=True, text=True
    )
    return {name.partition(".")[0] for name in done.stdout.split()}


ALL = {
    name
    for name in (*sys.stdlib_module_names, *packages_distributions(), "sitecustomize", "pip")
    if name.isidentifier() and name != "__main__"
} | {"usercustomize", "antigravity", "tidlig"}
"""The name of every module that there is here."""


def test_every_command_has_a_line() -> None:
    assert list(LINES) == list(COMMANDS)


@pytest.mark.parametrize("command", LINES)
def test_a_command_runs_nothing_of_the_working_directory(command: str, checkout: Checkout) -> None:
    checkout.set_traps(ALL)
    done = checkout.run(TIDLIG, *LINES[command].split())
    assert checkout.ran == []
    assert done.returncode in (0, 1, 2), done.stderr
    assert "internal error" not in done.stderr


@pytest.mark.parametrize("command", LINES)
def test_python_m_tidlig_runs_nothing_of_it_once_it_has_begun(
    command: str, checkout: Checkout, early: set[str]
) -> None:
    checkout.set_traps(ALL - early - {"tidlig"})
    done = checkout.run(sys.executable, "-m", "tidlig", *LINES[command].split())
    assert checkout.ran == []
    assert done.returncode in (0, 1, 2), done.stderr
    assert "internal error" not in done.stderr


def test_python_m_tidlig_isolated_runs_nothing_of_it(checkout: Checkout) -> None:
    checkout.set_traps(ALL)
    done = checkout.run(sys.executable, "-I", "-m", "tidlig", "check")
    assert (checkout.ran, done.returncode) == ([], 0), done.stderr


@pytest.mark.parametrize("line", ["--help", "check --ledger /nowhere", "blance", "show"])
def test_help_and_mistakes_run_nothing_of_it(
    line: str, checkout: Checkout, early: set[str]
) -> None:
    checkout.set_traps(ALL - early - {"tidlig"})
    checkout.run(sys.executable, "-m", "tidlig", *line.split())
    checkout.run(TIDLIG, *line.split())
    assert checkout.ran == []


def test_a_shell_that_completes_runs_nothing_of_it(checkout: Checkout) -> None:
    checkout.set_traps(ALL)
    words = {"COMP_WORDS": "tidlig show f", "COMP_CWORD": "2"}
    checkout.run(TIDLIG, _TIDLIG_COMPLETE="complete_bash", **words)
    assert checkout.ran == []


def test_the_traps_are_sprung_by_a_python_that_looks_there(checkout: Checkout) -> None:
    checkout.set_traps(ALL)
    checkout.run(sys.executable, "-c", "import typing")
    assert checkout.ran  # which is the first hangs on the version of Python


def test_processes_that_read_files_run_nothing_of_it_where_they_are_not_forked(
    checkout: Checkout, tmp_path: Path
) -> None:
    script = tmp_path / "aside" / "spawning.py"
    script.write_text(SPAWNING, "utf-8")
    checkout.set_traps(ALL)
    done = checkout.run(sys.executable, str(script), TIDLIG_PROCESSES="2")
    assert (checkout.ran, done.returncode) == ([], 0), done.stderr


def test_a_python_that_tidlig_starts_is_told_to_look_nowhere() -> None:
    found = list(_without_isolation())
    assert found == []


def _without_isolation() -> Iterator[str]:
    """The places in the code where a Python is started without `-I` right behind its name."""
    for module in modules(ROOT / "src" / "tidlig"):
        words = [node.elts for node in module.nodes(ast.List)]
        words += [node.elts for node in module.nodes(ast.Tuple)]
        words += [node.args for node in module.nodes(ast.Call)]
        for line in words:
            for one, other in pairwise([*line, ast.Constant("nothing")]):
                if ast.unparse(one) == "sys.executable" and ast.unparse(other) != "'-I'":
                    yield f"{module.name}:{one.lineno}"


def steps(path: Path) -> list[dict[str, Any]]:
    """The steps of an action or of a workflow's only job."""
    document = yaml.safe_load(path.read_text("utf-8"))
    found: list[dict[str, Any]] = (document.get("runs") or document["jobs"]["check"])["steps"]
    return [step for step in found if "run" in step]


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """What the action installs, in its place."""
    folder = tmp_path / "aside" / "project"
    folder.mkdir(parents=True)
    build = "[build-system]\nrequires = []\nbuild-backend = 'backend'\nbackend-path = ['.']\n"
    (folder / "pyproject.toml").write_text(build, "utf-8")
    (folder / "backend.py").write_text(BACKEND, "utf-8")
    (folder / "requirements.lock").write_text("", "utf-8")
    return folder


PIP = {"PIP_NO_INDEX": "1", "PIP_DISABLE_PIP_VERSION_CHECK": "1"}


def test_the_action_runs_and_obeys_nothing_of_the_checkout(
    checkout: Checkout, project: Path
) -> None:
    checkout.set_traps(ALL)
    install, check = (step["run"] for step in steps(ROOT / "action.yml"))
    target = checkout.aside / "installed"
    told = {**PIP, "PIP_TARGET": str(target), "GITHUB_ACTION_PATH": str(project)}
    done = checkout.bash(install, **told)
    assert (checkout.ran, done.returncode) == ([], 0), done.stderr
    assert (target / "stub.py").exists()  # what the user has set for pip holds
    done = checkout.bash(check, LEDGER="", ARGS="")
    assert (checkout.ran, done.returncode) == ([], 0), done.stderr


def test_the_workflow_of_a_new_ledger_runs_and_obeys_nothing_of_the_checkout(
    checkout: Checkout, project: Path
) -> None:
    checkout.set_traps(ALL)
    install, *others = (step["run"] for step in steps(checkout.folder / WORKFLOW))
    target = checkout.aside / "installed"
    done = checkout.bash(install, **PIP, PIP_TARGET=str(target), TIDLIG=str(project))
    assert (checkout.ran, done.returncode) == ([], 0), done.stderr
    assert (target / "stub.py").exists()
    for script in others:
        done = checkout.bash(script, GITHUB_STEP_SUMMARY=str(checkout.aside / "summary.md"))
        assert (checkout.ran, done.returncode) == ([], 0), done.stderr


@pytest.mark.parametrize(
    "args", ["*", "--strict *", '--report "json=$(touch hit)"', "--ledger\n../aside", "'a b'", "\\"]
)
def test_words_for_the_action_are_taken_as_they_stand(args: str, checkout: Checkout) -> None:
    _, check = (step["run"] for step in steps(ROOT / "action.yml"))
    done = checkout.bash(check, LEDGER="", ARGS=args)
    assert done.returncode == 2, done.stdout
    assert "hit" not in {path.name for path in checkout.folder.rglob("*")}


@pytest.mark.parametrize("ledger", ["--help", "--version", "-h", "--ledger", "data --format json"])
def test_a_ledger_for_the_action_is_a_folder_whatever_it_is_called(
    ledger: str, checkout: Checkout
) -> None:
    _, check = (step["run"] for step in steps(ROOT / "action.yml"))
    done = checkout.bash(check, LEDGER=ledger, ARGS="")
    assert done.returncode == 2, done.stdout
    assert done.stdout == ""


def test_a_working_directory_that_is_gone_takes_nothing_from_the_path(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    from tidlig.__main__ import leave_out_working_directory

    def gone() -> str:
        raise FileNotFoundError

    monkeypatch.setattr(sys, "path", ["/somewhere"])
    monkeypatch.setattr(os, "getcwd", gone)
    leave_out_working_directory()
    assert sys.path == ["/somewhere"]


def test_only_the_first_of_the_path_is_taken_for_the_working_directory(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    from tidlig.__main__ import leave_out_working_directory

    here = str(Path.cwd())
    for before, after in (
        ([here, "/lib", here], ["/lib", here]),
        (["", "/lib"], ["/lib"]),
        (["/lib", here], ["/lib", here]),
        ([], []),
    ):
        monkeypatch.setattr(sys, "path", list(before))
        leave_out_working_directory()
        assert sys.path == after
