"""A progress bar on stderr, on terminals, for work that takes longer than a second."""

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from tidlig.cli.printing import is_terminal

if TYPE_CHECKING:
    from rich.progress import Progress

PATIENCE = 1
"""Seconds before a bar is shown."""


@contextmanager
def progress() -> Iterator[Callable[[str, int, int], None]]:
    """Return a function to report progress: a stage, how much is done, and of how much."""
    bar = _Bar()
    try:
        yield bar.tell if is_terminal(sys.stderr) else _ignore
    finally:
        bar.stop()


def _ignore(stage: str, done: int, of: int) -> None:
    del stage, done, of


class _Bar:
    """A bar that appears after a while and disappears when the work is done."""

    def __init__(self) -> None:
        self.start = time.monotonic()
        self.progress: Progress | None = None

    def tell(self, stage: str, done: int, of: int) -> None:
        """Show the progress of a stage."""
        if self.progress is None:
            if time.monotonic() - self.start < PATIENCE:
                return
            self.progress = _start()
        task = self.progress.task_ids[0]
        self.progress.update(task, description=stage, completed=done, total=of, refresh=True)

    def stop(self) -> None:
        """Remove the bar."""
        if self.progress is not None:
            self.progress.stop()


def _start() -> "Progress":
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TextColumn

    columns = (TextColumn("{task.description}"), BarColumn())
    progress = Progress(*columns, console=Console(file=sys.stderr), transient=True)
    progress.add_task("")
    progress.start()
    return progress
