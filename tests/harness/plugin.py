"""What pytest is told of literate tests: which pages hold them, and what each item does.

`tests/checks/*.md` hold cases, and `tests/cli/*.md`, `docs/*.md` and the README transcripts: with a
ledger of their own where a section has one, else on the repository itself. Every section is one
item, named by its heading.
"""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from harness.accepting import Edit, rewrite
from harness.performing import Disagreement, Settle, Task, case_tasks, transcript_tasks
from harness.playing import Replay
from harness.promises import Malformed

ACCEPT = "--accept"
EDITS: pytest.StashKey[list[Edit]] = pytest.StashKey()

Tasks = Callable[[Path], Iterator[Task]]
"""Reads what there is to do from a page."""


class Page(pytest.File):
    """A page of literate tests."""

    def __init__(self, *, tasks: Tasks, **known: Any) -> None:
        super().__init__(**known)
        self.tasks = tasks

    def collect(self) -> Iterator["Sentence"]:
        """One item for each section that says something."""
        for name, line, task in self.tasks(self.path):
            yield Sentence.from_parent(self, name=name, line=line, task=task)

    def repr_failure(  # type: ignore[override] # as the class that it overrides does
        self, excinfo: pytest.ExceptionInfo[BaseException]
    ) -> Any:
        """What is malformed about the page, in its own words."""
        if isinstance(excinfo.value, Malformed):
            return f"{self.path}: {excinfo.value}"
        return super().repr_failure(excinfo)


class Sentence(pytest.Item):
    """One section of a page of literate tests."""

    def __init__(self, *, line: int, task: Callable[[Settle], None], **known: Any) -> None:
        super().__init__(**known)
        self.line = line
        self.task = task

    def runtest(self) -> None:
        """Do what the section says."""
        self.task(self.settle)

    def settle(self, replay: Replay) -> None:
        """Hold a transcript against its page; or, with --accept, note what to rewrite."""
        if not replay.differences:
            return
        if not self.config.getoption(ACCEPT):
            raise Disagreement(f"{replay.differences}\n(to accept it: pytest {ACCEPT})")
        self.config.stash[EDITS].append(Edit(self.path, replay.block, replay.accepted))

    def reportinfo(self) -> tuple[Path, int, str]:
        """Where the section stands; pytest counts lines from 0."""
        return self.path, self.line - 1, self.name

    def repr_failure(self, excinfo: pytest.ExceptionInfo[BaseException], style: Any = None) -> Any:
        """A disagreement in its own words, anything else as pytest shows it."""
        if isinstance(excinfo.value, Disagreement | Malformed):
            return f"{self.path}:{self.line}: {self.name}\n{excinfo.value}"
        return super().repr_failure(excinfo, style)


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add --accept."""
    parser.addoption(ACCEPT, action="store_true", help="rewrite transcripts with what they print")


def pytest_configure(config: pytest.Config) -> None:
    """Begin with nothing to rewrite."""
    config.stash[EDITS] = []


def pytest_collect_file(file_path: Path, parent: pytest.Collector) -> Page | None:
    """Take the pages that hold literate tests."""
    tasks = _tasks(file_path)
    return Page.from_parent(parent, path=file_path, tasks=tasks) if tasks else None


def pytest_terminal_summary(
    terminalreporter: pytest.TerminalReporter, config: pytest.Config
) -> None:
    """Make the edits, and say which pages they are in."""
    edits: list[Edit] = config.stash[EDITS]
    for page, count in rewrite(edits).items():
        shown = page.relative_to(config.rootpath)
        terminalreporter.write_line(f"rewritten: {shown} ({count} of its transcripts)")


def _tasks(page: Path) -> Tasks | None:
    if page.name == "README.md":
        return transcript_tasks
    folders: dict[str, Tasks] = {
        "checks": case_tasks,
        "cli": transcript_tasks,
        "docs": transcript_tasks,
    }
    return folders.get(page.parent.name) if page.suffix == ".md" else None
