"""A process that reads files and is ended, or cannot be started, is told in one message.

Most often the system has ended it because memory ran out, and then one process needs less.
"""

from __future__ import annotations

import os
import signal
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from conftest import Tidlig
from harness.faulty import EMPTY
from security.strangers import ON_POSIX
from tidlig.index import build as working
from tidlig.source.files import content

Write = Callable[[Mapping[str, str]], Path]
PROCESSES = "TIDLIG_PROCESSES"
FILES = EMPTY | {f"more-{number}.toml": "" for number in range(20)}


@pytest.fixture(autouse=True)
def several(monkeypatch: pytest.MonkeyPatch) -> None:
    """Have small ledgers read by several processes too."""
    monkeypatch.setattr(working, "PAYS_FROM", 1)
    monkeypatch.setattr(working, "_AT_ONCE", 100)
    monkeypatch.setattr("tidlig.index.ledger_files.WHOLE_UP_TO", -1)
    monkeypatch.setattr("tidlig.ledger.cached_ledger.LOOKED_AT", 0)


def ended() -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def left() -> None:
    os._exit(1)


def without_memory() -> None:
    raise MemoryError


@ON_POSIX
@pytest.mark.parametrize("end", [ended, left, without_memory])
@pytest.mark.parametrize("command", ["check", "balance", "pools"])
def test_a_process_that_is_ended_is_told_as_memory(
    end: Callable[[], None],
    command: str,
    tidlig: Tidlig,
    ledger: Write,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    ledger(FILES)
    here = os.getpid()

    def reading(path: Path, folder: Path) -> bytes:
        if os.getpid() != here and path.name == "more-7.toml":
            end()
        return content(path, folder)

    monkeypatch.setattr(working, "content", reading)
    result = tidlig(command, env={PROCESSES: "3"})
    assert (result.code, result.out) == (2, "")
    assert result.err == (
        "error: a process that reads files was killed, most often because memory ran out\n"
        "help: set TIDLIG_PROCESSES=1, which needs less, or free memory\n"
    )
    assert tidlig(command, env={PROCESSES: "1"}).code == 0


@ON_POSIX
def test_processes_that_cannot_be_started_are_told(
    tidlig: Tidlig, ledger: Write, monkeypatch: pytest.MonkeyPatch
) -> None:
    ledger(FILES)

    def refuse() -> int:
        raise BlockingIOError(11, "Resource temporarily unavailable")

    monkeypatch.setattr(os, "fork", refuse)
    result = tidlig("check", env={PROCESSES: "3"})
    assert (result.code, result.out) == (2, "")
    assert result.err.startswith("error: no process can be started: resource temporarily")
    assert "TIDLIG_PROCESSES=1" in result.err


@pytest.mark.parametrize(
    "text", ["two", "0", "-1", "1.5", "2 3", "\u0663", "9" * 5000, "1e1", "\x1b[31m"]
)
@pytest.mark.parametrize("command", ["check", "balance"])
def test_a_number_of_processes_that_is_none_is_said(
    text: str, command: str, tidlig: Tidlig, ledger: Write
) -> None:
    ledger(EMPTY)
    result = tidlig(command, env={PROCESSES: text})
    assert (result.code, result.out) == (2, "")
    assert result.err.startswith("error: TIDLIG_PROCESSES is ")
    assert "help: write a whole number from 1 on" in result.err
    assert "\x1b" not in result.err
    assert len(result.err) < 200


@pytest.mark.parametrize("text", ["", "1", " 2 ", "999999999"])
def test_a_number_of_processes_is_taken(text: str, tidlig: Tidlig, ledger: Write) -> None:
    ledger(EMPTY)
    assert tidlig("check", env={PROCESSES: text}).code == 0
