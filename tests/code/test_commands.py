"""Every command has help that ends with examples, which are run, and is in the documentation.

The commands are those that `tidlig --help` lists.
"""

import functools
import re
from pathlib import Path

import pytest

from harness.help import every_command, examples
from harness.markdown import sections
from harness.running import ROOT, Result, environment, run, workshop
from harness.transcripts import steps

_ENVIRONMENT = re.compile(r"^([A-Z_]+=\S* )+")


def shown(*arguments: str) -> Result:
    """One command line, with room for any line that it shows."""
    with workshop() as (folder, memory):
        wide = environment(memory, {"COLUMNS": "250"})
        return run(*arguments, folder=folder, environment=wide)


@functools.cache
def pages() -> dict[str, str]:
    """The help of every command, by its words."""
    return {" ".join(words): text for words, text in every_command(shown)}


def transcribed() -> set[str]:
    """All command lines in transcripts, without what they say of the environment."""
    folders = (ROOT / "docs", ROOT / "tests" / "cli")
    paths = [ROOT / "README.md", *(path for folder in folders for path in folder.glob("*.md"))]
    blocks = [block for path in paths for block in _blocks(path) if block[0] == "console"]
    return {_ENVIRONMENT.sub("", step.command) for _, text in blocks for step in steps(text)}


def _blocks(path: Path) -> list[tuple[str, str]]:
    found = sections(path.read_text("utf-8"))
    return [(block.language, block.text) for section in found for block in section.blocks]


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Ask for the commands only when their tests are collected."""
    if "command" in metafunc.fixturenames:
        metafunc.parametrize("command", sorted(pages()))


def test_the_commands_are_found() -> None:
    assert {"balance", "check"} <= set(pages())


def test_help_ends_with_two_examples(command: str) -> None:
    found = examples(pages()[command])
    assert len(found) >= 2
    assert all(f"{line} ".startswith(f"tidlig {command} ") for line in found)


def test_the_examples_in_help_are_run_in_a_transcript(command: str) -> None:
    assert set(examples(pages()[command])) - transcribed() == set()


def test_the_readme_names_the_command(command: str) -> None:
    assert f"tidlig {command}" in (ROOT / "README.md").read_text("utf-8")


def test_the_page_of_commands_describes_the_command(command: str) -> None:
    assert f"tidlig {command}" in (ROOT / "docs" / "commands.md").read_text("utf-8")
