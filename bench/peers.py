"""The peers: which are here, the journals they need, and what is timed of them."""

import re
import shutil
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

from bench.agreeing import QUERY, Unanswered, agree
from bench.journals import Unwritten, journal
from bench.measuring import Work
from bench.running import ran, surroundings

PROGRAMS = ("hledger", "ledger", "bean-check", "bean-query")
FORMATS = {"hledger": "hledger", "ledger": "ledger", "bean-check": "beancount"}
"""The format that each program reads; bean-query comes and goes with bean-check."""

HLEDGER_AT_MOST = 200_000
"""Awards that hledger is asked to read: at a million it was killed at 15 GB of memory."""

FORGETFUL = {
    "BEANCOUNT_DISABLE_LOAD_CACHE": "1",
    "BEANCOUNT_LOAD_CACHE_FILENAME": ".{filename}.none",
}
"""What turns beancount's cache off, and names another, since it deletes the one that is off."""


def beside(
    ledger: Path, home: Path, cache: Path, awards: int, only: str = ""
) -> tuple[list[Work], tuple[str, ...]]:
    """Give what is timed of the peers on a ledger, and what is to be said of them.

    Journals are kept in `home`. Nothing is timed when a peer has other figures than tidlig. A peer
    of whose works none has a name with `only` is not asked.
    """
    works: list[Work] = []
    notes: list[str] = []
    for program, format in FORMATS.items():
        if not any(re.search(only, work.name) for work in WORKS[format](home)):
            continue
        if why := _left_out(program, awards):
            notes.append(f"{program} is {why}.")
            continue
        try:
            path = journal(ledger, format, home, cache)
            works += WORKS[format](path)
            agree(ledger, format, path, cache)
        except Unwritten as reason:
            notes.append(f"{program} is skipped, for want of a journal: {reason}.")
        except Unanswered as reason:
            notes.append(f"The figures of {format} could not be compared: {reason}.")
    return works, tuple(notes)


def _left_out(program: str, awards: int) -> str:
    if shutil.which(program, path=surroundings()["PATH"]) is None:
        return "missing: skipped"
    if program == "hledger" and awards > HLEDGER_AT_MOST:
        return "not run here: at a million awards it was killed at 15 GB of memory"
    return ""


def _hledger(journal: Path) -> Iterator[Work]:
    yield _work("hledger balance", journal, "hledger -f {} balance uncommitted -Y --tree --depth 3")


def _ledger(journal: Path) -> Iterator[Work]:
    yield _work("ledger balance", journal, "ledger -f {} balance uncommitted --depth 4")


def _beancount(journal: Path) -> Iterator[Work]:
    for command, more in (("bean-check", ()), ("bean-query", (QUERY,))):
        for state, changes in (("cold", FORGETFUL), ("warm", {})):
            yield _work(f"{command}, {state}", journal, f"{command} {{}}", *more, changes=changes)


WORKS: Mapping[str, Callable[[Path], Iterator[Work]]] = {
    "hledger": _hledger,
    "ledger": _ledger,
    "beancount": _beancount,
}
"""What is timed, by the format of the journal."""


def _work(
    name: str, journal: Path, command: str, *more: str, changes: Mapping[str, str] | None = None
) -> Work:
    """Give a work whose command names the journal as `{}`."""
    words = [word.format(journal) for word in command.split()] + list(more)
    setting = "BEANCOUNT_DISABLE_LOAD_CACHE=1 " if changes else ""
    shown = setting + " ".join(
        [command.format(f"LEDGER{journal.suffix}"), *(f'"{word}"' for word in more)]
    )
    return Work(name, shown, lambda _: ran(words, journal.parent, changes))
