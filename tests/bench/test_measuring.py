"""Timing: how often, in turns, and what is said of a command that fails. No time is asserted."""

import sys
from pathlib import Path

import pytest

from bench import running
from bench.measuring import Work, measured, wanted
from bench.running import Run, ran


def test_every_work_is_run_in_each_round_and_the_order_changes() -> None:
    order: list[tuple[int, str]] = []

    def work(name: str) -> Work:
        def run(number: int) -> Run:
            order.append((number, name))
            return Run(number, 10 * number)

        return Work(name, name, run, lambda: order.append((0, name)))

    timings = measured([work("a"), work("b"), work("c")], rounds=5)
    assert [timing.seconds for timing in timings] == [(1, 2, 3, 4, 5)] * 3
    assert [timing.median for timing in timings] == [3] * 3
    assert [timing.peak for timing in timings] == [50] * 3
    rounds = [[name for number, name in order if number == turn] for turn in range(6)]
    assert all(sorted(names) == ["a", "b", "c"] for names in rounds)
    assert len({tuple(names) for names in rounds}) > 1


def test_what_fails_is_not_tried_again_and_has_no_seconds() -> None:
    tried: list[int] = []

    def run(number: int) -> Run:
        tried.append(number)
        return Run(1, 1, failure="exit 2")

    (timing,) = measured([Work("a", "a", run)], rounds=5)
    assert (tried, timing.seconds, timing.failure) == ([1], (), "exit 2")


@pytest.mark.parametrize(("seconds", "rounds"), [(59, 5), (61, 3), (181, 1)])
def test_what_takes_minutes_is_run_fewer_times(seconds: int, rounds: int) -> None:
    assert wanted([Run(seconds, 0)], 5) == rounds


def test_the_peak_is_that_of_the_largest_process_and_not_of_all(tmp_path: Path) -> None:
    large = "x = b'.' * 150_000_000"
    command = (
        "import subprocess, sys\n"
        f"for _ in range(2): subprocess.run([sys.executable, '-c', {large!r}], check=True)"
    )
    done = ran([sys.executable, "-c", command], tmp_path)
    assert done.failure == ""
    assert 150e6 < done.peak < 250e6


def test_the_peak_knows_processes_that_nobody_waited_for(tmp_path: Path) -> None:
    large = "import time; x = b'.' * 150_000_000; time.sleep(0.2)"
    quiet = "stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL"
    command = (
        "import os, subprocess, sys\n"
        f"subprocess.Popen([sys.executable, '-c', {large!r}], {quiet})\n"
        "os._exit(0)"
    )
    done = ran([sys.executable, "-c", command], tmp_path)
    assert done.failure == ""
    assert 150e6 < done.peak < 250e6


def test_output_comes_through_and_a_person_s_settings_do_not(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TIDLIG_LANG", "en")
    command = "import os; print(os.environ.get('TIDLIG_LANG'), os.environ['EXTRA'])"
    assert ran([sys.executable, "-c", command], tmp_path, {"EXTRA": "æ"}).out == "None æ\n"


def test_a_command_that_fails_is_said_with_its_complaint(tmp_path: Path) -> None:
    assert "nonesuch" in ran(["nonesuch"], tmp_path).failure
    command = "import sys; print('no such thing', file=sys.stderr); sys.exit(3)"
    assert ran([sys.executable, "-c", command], tmp_path).failure == "exit 3: no such thing"


def test_a_command_past_its_limits_is_stopped_and_said(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(running, "SECONDS", 1)
    waiting = "import time; time.sleep(60)"
    assert ran([sys.executable, "-c", waiting], tmp_path).failure == "stopped after 1 s"
    monkeypatch.setattr(running, "SECONDS", 60)
    monkeypatch.setattr(running, "MEMORY", 200_000_000)
    assert ran([sys.executable, "-c", "bytearray(10**9)"], tmp_path).failure == (
        "exit 1: MemoryError"
    )
