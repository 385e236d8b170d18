"""How far long work has come: a bar on standard error, on a terminal, from the first second on."""

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from tidlig.cli.printing import is_terminal

if TYPE_CHECKING:
    from rich.progress import Progress

PATIENCE = 1
"""Work that is done within so many seconds shows no bar."""


@contextmanager
def progress() -> Iterator[Callable[[str, int, int], None]]:
    """Give what is to be told: a stage of the work, how much of it is done, and of how much."""
    bar = _Bar()
    try:
        yield bar.tell if is_terminal(sys.stderr) else _nothing
    finally:
        bar.stop()


def _nothing(stage: str, done: int, of: int) -> None:
    del stage, done, of


class _Bar:
    """A bar that appears when the work has taken long enough, and goes away when it is done."""

    def __init__(self) -> None:
        self.begun = time.monotonic()
        self.shown: Progress | None = None

    def tell(self, stage: str, done: int, of: int) -> None:
        """Show how far a stage has come."""
        if self.shown is None:
            if time.monotonic() - self.begun < PATIENCE:
                return
            self.shown = _started()
        task = self.shown.task_ids[0]
        self.shown.update(task, description=stage, completed=done, total=of, refresh=True)

    def stop(self) -> None:
        """Take the bar away."""
        if self.shown is not None:
            self.shown.stop()


def _started() -> "Progress":
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TextColumn

    columns = (TextColumn("{task.description}"), BarColumn())
    shown = Progress(*columns, console=Console(file=sys.stderr), transient=True)
    shown.add_task("")
    shown.start()
    return shown
