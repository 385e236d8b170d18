"""What every test can ask for: tidlig in this process, and a ledger in a folder of its own."""

import functools
import gc
import importlib
import pkgutil
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Protocol

import pytest
from hypothesis import HealthCheck, settings

from harness.running import Result, environment, run, write

pytest_plugins = ["harness.plugin"]

settings.register_profile(
    "repeatable",
    derandomize=True,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
settings.register_profile("random", settings.get_profile("repeatable"), derandomize=False)
settings.load_profile("repeatable")

LOCAL = ("tidlig", "bench", "fuzz")
"""The packages whose constants hypothesis takes for examples, of those that are imported."""


@pytest.hookimpl(wrapper=True)
def pytest_collection() -> Iterator[None]:
    """Spare the garbage collector all that was collected: some thousand tests, which stay."""
    gc.disable()
    try:
        return (yield)
    finally:
        gc.freeze()
        gc.enable()


def pytest_runtest_setup(item: pytest.Item) -> None:
    """Import all that gives examples, so that they are the same whichever tests ran before."""
    if "hypothesis" in item.keywords:
        import_all()


@functools.cache
def import_all() -> None:
    for name in LOCAL:
        package = importlib.import_module(name)
        for module in pkgutil.walk_packages(package.__path__, f"{name}."):
            if not module.name.endswith(".__main__"):
                importlib.import_module(module.name)


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
