"""Open a ledger for a report; if it cannot be read, print its findings and exit.

Work that takes longer than a second shows a progress bar on stderr, on terminals.
"""

import datetime as dt
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from tidlig.cli.printing import ERRORS, Leave, err, err_written, is_terminal, painter

if TYPE_CHECKING:
    from rich.progress import Progress

    from tidlig.arithmetic.ledger import Ledger
    from tidlig.index.ledger_files import How, Subject
    from tidlig.ledger.cached_ledger import Known
    from tidlig.ledger.check_result import CheckResult
    from tidlig.ledger.origin import Origin
    from tidlig.render.report import Context
    from tidlig.render.style import Style


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


def open_ledger(
    folder: Path | None, at: str | None = None, *, no_cache: bool = False
) -> "tuple[Origin, Ledger, CheckResult]":
    """Return a ledger's origin, the ledger with all its entries, and its findings.

    Leaves if it cannot be read.
    """
    from tidlig.ledger.cached_ledger import known
    from tidlig.ledger.locate import locate
    from tidlig.ledger.opened_entries import with_entries

    origin = locate(folder, at)
    with reading(no_cache=no_cache) as how:
        read = known(origin, how)
        if read.checked.readable:
            return origin, with_entries(read, origin), read.checked
    report_unreadable(origin, read.ledger, read.checked)
    raise Leave(ERRORS)


def open_about(
    origin: "Origin", asked: "Sequence[Subject]", date: dt.date, *, no_cache: bool = False
) -> "tuple[Ledger, CheckResult, int]":
    """Return the ledger as of a date, opened as far as is asked for, its findings, and its size.

    The size counts entries of any date. Leaves if the ledger cannot be read.
    """
    from tidlig.ledger.cached_ledger import about

    with reading(no_cache=no_cache) as how:
        read, ledger = about(origin, how, asked, date)
        if read.checked.readable:
            if ledger is None:
                from tidlig.ledger.opened_entries import with_entries

                ledger = with_entries(read, origin).until(date)
            return ledger, read.checked, read.ledger.size
    report_unreadable(origin, read.ledger, read.checked)
    raise Leave(ERRORS)


def open_totals(origin: "Origin", date: dt.date, *, by_recipient: bool, no_cache: bool) -> "Known":
    """Return the totals that a balance needs, as of a date; leave if the ledger cannot be read."""
    from tidlig.index.ledger_files import Question
    from tidlig.ledger.cached_ledger import for_balance

    with reading(no_cache=no_cache) as how:
        totals = for_balance(origin, how, Question(None, by_recipient))
        if totals.newest is not None and totals.newest > date:
            totals = for_balance(origin, how, Question(date.toordinal(), by_recipient))
    if not totals.checked.readable:
        report_unreadable(origin, totals.ledger, totals.checked)
        raise Leave(ERRORS)
    return replace(totals, ledger=replace(totals.ledger, as_of=date))


@contextmanager
def reading(*, no_cache: bool = False) -> "Iterator[How]":
    """Return how to read ledgers: with the cache, and a progress bar if reading takes long."""
    from tidlig.index.cache_folder import cache_folder
    from tidlig.index.ledger_files import How
    from tidlig.index.store import Store

    with progress() as tell:
        yield How(Store(None if no_cache else cache_folder()), tell)


@contextmanager
def read_here() -> "Iterator[How]":
    """Return how to read a ledger that is about to be changed: in this process alone.

    One that it started could outlive it, and would hold the ledger's lock.
    """
    from tidlig.index.cache_folder import cache_folder
    from tidlig.index.ledger_files import How
    from tidlig.index.store import Store

    with progress() as tell:
        yield How(Store(cache_folder()), tell, processes=1)


def report_context(
    origin: "Origin", ledger: "Ledger", checked: "CheckResult", style: "Style"
) -> "Context":
    """Return what every report shows besides its subject."""
    from tidlig.ledger.origin import provenance
    from tidlig.render.report import Context

    return Context(provenance(origin, ledger), style, checked, ledger.settings.currency)


def report_unreadable(origin: "Origin", ledger: "Ledger", checked: "CheckResult") -> None:
    """Print why a ledger cannot be read."""
    from tidlig.ledger.places import in_order, places
    from tidlig.model.messages import in_currency
    from tidlig.render import findings

    where, catalogue = places(checked.shown, origin), in_currency(ledger.settings.currency)
    shown = in_order(checked.shown, where)
    err_written(findings.as_full(shown, where, painter(sys.stderr), catalogue))
    err(findings.last_line(checked, ledger))
