"""What every test can ask for: tidlig in this process, and a ledger in a folder of its own."""

import os
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Protocol

import pytest
from hypothesis import settings

from harness.running import Result, environment, run, write

pytest_plugins = ["harness.plugin"]

settings.register_profile("quick", deadline=None)
settings.register_profile("repeatable", deadline=None, derandomize=True, max_examples=100)
settings.load_profile("repeatable" if os.environ.get("CI") else "quick")


class Tidlig(Protocol):
    """Runs one command line; `env` is added to surroundings that are the same everywhere."""

    def __call__(
        self, *arguments: str, cwd: Path | None = None, env: Mapping[str, str] | None = None
    ) -> Result:
        """Run it in a folder, the test's own unless told otherwise."""
        ...


@pytest.fixture
def tidlig(tmp_path: Path, tmp_path_factory: pytest.TempPathFactory) -> Tidlig:
    """The command line, run in this process; what it remembers it remembers for one test."""
    memory = tmp_path_factory.mktemp("memory")

    def run_here(
        *arguments: str, cwd: Path | None = None, env: Mapping[str, str] | None = None
    ) -> Result:
        return run(*arguments, folder=cwd or tmp_path, environment=environment(memory, env))

    return run_here


@pytest.fixture
def ledger(tmp_path: Path) -> Callable[[Mapping[str, str]], Path]:
    """Writes files by their paths in the test's own folder, and gives the folder."""
    return lambda files: write(tmp_path, files)
