"""Nothing but `ledger/git.py` starts git, with programs started by `ledger/process.py`."""

import ast
from collections.abc import Iterator

import pytest

from harness.modules import Module, modules
from harness.running import ROOT

DOOR, STARTER = "tidlig.ledger.git", "tidlig.ledger.process"
STARTING = {"posix_spawn", "posix_spawnp", "execv", "execvp", "system", "popen", "Popen", "run"}


@pytest.fixture(scope="module")
def all_modules() -> tuple[Module, ...]:
    return modules(ROOT / "src" / "tidlig")


def test_only_the_door_uses_the_starter(all_modules: tuple[Module, ...]) -> None:
    assert {module.name for module in all_modules if any(_of_the_starter(module))} == {DOOR}


def test_only_the_starter_knows_how_programs_are_started(all_modules: tuple[Module, ...]) -> None:
    found = {
        module.name
        for module in all_modules
        for node in module.nodes(ast.Attribute)
        if module.room == "ledger" and node.attr in STARTING
    }
    assert found == {STARTER}


def test_only_the_door_has_a_command_line_of_git(all_modules: tuple[Module, ...]) -> None:
    found = {
        module.name
        for module in all_modules
        for node in module.nodes(ast.Constant)
        if node.value in {"git", "git.exe"}
    }
    assert found == {DOOR}


def _of_the_starter(module: Module) -> Iterator[str]:
    """Calls of what starts programs."""
    for call in module.nodes(ast.Attribute):
        if call.attr in {"start", "result_of"}:
            name = ast.unparse(call)
            if name in {"process.start", "process.result_of"}:
                yield name
