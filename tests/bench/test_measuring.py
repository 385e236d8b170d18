"""Timing: how often, in turns, and what is said of a command that fails. No time is asserted."""

import sys
from pathlib import Path

import pytest

from bench import groups, running
from bench.measuring import Work, measured, wanted
from bench.running import Run, ran
from bench.work import FLOOR


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


def test_a_work_that_needs_many_runs_gets_them_among_the_others() -> None:
    order: list[str] = []

    def work(name: str, at_least: int = 0) -> Work:
        def run(_: int) -> Run:
            order.append(name)
            return Run(1, 1)

        return Work(name, name, run, at_least=at_least)

    often, seldom, *_ = measured([work("often", 9), work("a"), work("b"), work("c")], rounds=5)
    assert (len(often.seconds), len(seldom.seconds)) == (10, 5)
    rounds = [order[start : start + 5] for start in range(0, 25, 5)]
    assert all(each.count("often") == 2 for each in rounds)
    (once,) = measured([work("often", 9)], rounds=1)
    assert len(once.seconds) == 9


def test_the_least_and_the_processor_time_are_kept_beside_the_median() -> None:
    seconds = {1: 3.0, 2: 1.0, 3: 2.0}
    work = Work("a", "a", lambda number: Run(seconds[number], 1, cpu=seconds[number] * 2))
    (timing,) = measured([work], rounds=3)
    assert (timing.least, timing.median, timing.cpu) == (1, 2, (6, 2, 4))


@pytest.mark.long
def test_processor_time_is_of_user_and_system_and_of_all_processes(tmp_path: Path) -> None:
    busy = (
        "import time\n"
        "while time.process_time() < 0.4: pass\n"
        "import subprocess, sys\n"
        "if len(sys.argv) < 2: subprocess.run([sys.executable, __file__, 'again'], check=True)\n"
    )
    script = tmp_path / "busy.py"
    script.write_text(busy, "utf-8")
    assert ran([sys.executable, str(script)], tmp_path).cpu >= 0.8
    idle = ran([sys.executable, "-c", "import time; time.sleep(1)"], tmp_path)
    assert idle.cpu < idle.seconds / 2


@pytest.mark.skipif(not running.MAY_CHOOSE, reason="no process can be held to a core here")
def test_a_command_is_held_to_as_many_cores_as_it_may_use(tmp_path: Path) -> None:
    command = [sys.executable, "-c", "import os; print(len(os.sched_getaffinity(0)))"]
    assert ran(command, tmp_path, cores=1).out == "1\n"
    assert ran(command, tmp_path).out == f"{running.cores()}\n"


def test_where_no_process_can_be_held_to_a_core_it_runs_on_all_and_that_is_said(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(running, "MAY_CHOOSE", False)
    monkeypatch.setattr(groups, "MAY_CHOOSE", False)
    assert ran([sys.executable, "-c", "print(1)"], tmp_path, cores=1).out == "1\n"
    bench = groups.Bench(tmp_path, tmp_path, 1, "nothing has this name")
    group = groups.on_made(bench, 10, 10)
    assert group.notes == (groups.NO_CHOICE,)
    assert [timing.name for timing in group.timings] == [FLOOR]
    assert len(group.timings[0].seconds) == 9


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


def test_an_exit_code_that_is_expected_is_no_failure_and_another_is(tmp_path: Path) -> None:
    command = [sys.executable, "-c", "raise SystemExit(1)"]
    assert ran(command, tmp_path, expected=1).failure == ""
    assert ran(command, tmp_path).failure == "exit 1"
    assert ran([sys.executable, "-c", "pass"], tmp_path, expected=1).failure == "exit 0"


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
