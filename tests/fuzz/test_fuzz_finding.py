"""The fuzzer finds what is planted in tidlig, keeps it small, and tries it again."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from fuzz import overseeing, worker
from fuzz.__main__ import main
from fuzz.asking import FIRST
from fuzz.faults import Answer, Fault, faults
from fuzz.inputs import Input
from fuzz.keeping import Failure, keep, kept
from fuzz.overseeing import Summary, for_some_time, oversee
from fuzz.shrinking import shrunk
from fuzz.trying import tried
from fuzz.worker import outcome
from harness.running import ROOT
from tidlig.arithmetic import balance
from tidlig.ledger.cached_ledger import CachedLedger

FINE = Answer(0, '{"findings": []}', "")
ERROR = '{"severity": "error", "message": "m", "location": {"file": "f"}}'
FAULTY = Answer(1, f'{{"findings": [{ERROR}]}}', "")


@pytest.mark.long
def test_an_error_that_is_planted_is_found_kept_small_and_tried_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def broken(ledger: Any, *_: object) -> object:
        raise LookupError(len(ledger.lines))

    known: set[str] = set()
    with monkeypatch.context() as planted:
        planted.setattr(balance, "balance", broken)
        told: list[dict[str, Any]] = []
        while not known:
            told.append(outcome(1, len(told), tmp_path, known))
        (place,) = map(Path, told[-1]["kept"])
        assert "LookupError" in (place / "fault.txt").read_text("utf-8")
        made, lines = kept(place)
        assert sum(data.count(b"\n") for data in made.files.values()) < 12
        assert any(fault.key in known for fault in tried(made, lines).faults)
        monkeypatch.setattr(worker, "HAS_LIMITS", False)
        assert main(_options(place)) == 1
    capsys.readouterr()
    assert main(_options(place)) == 0  # nothing is planted any more
    assert "nothing amiss" in capsys.readouterr().out


def _options(place: Path) -> Any:
    from fuzz.__main__ import _options as read

    return read(["--replay", str(place), "--folder", str(place.parent)])


GOOD = Input(
    {
        "programs.toml": b"[ledger]\nformat = 1\n[program.p]\nname = 'P'\nyears = 2014\n"
        b"split = { 2014 = 5 }\n[award.a]\nprogram = 'p'\ndate = 2014-01-02\namount = 9\n"
        b"recipients = { municipality = 1 }\n"
    }
)


def test_an_input_that_is_no_trouble_has_nothing_amiss() -> None:
    assert tried(GOOD, (FIRST, ("balance", "--ledger", "ledger", "--format", "csv"))).faults == ()


def test_a_cache_that_forgets_what_was_found_is_noticed(monkeypatch: pytest.MonkeyPatch) -> None:
    remembered = CachedLedger.remembered

    def forgetful(self: CachedLedger, what: str) -> Any:
        from dataclasses import replace

        from tidlig.ledger.check_result import CheckResult

        found = remembered(self, what)
        return found and replace(found, checked=CheckResult(()))

    monkeypatch.setattr(CachedLedger, "remembered", forgetful)
    found = {(fault.kind, fault.where) for fault in tried(GOOD, (FIRST,)).faults}
    assert found == {("another answer", "whole, warm")}


def test_sums_that_leave_out_an_award_are_noticed(monkeypatch: pytest.MonkeyPatch) -> None:
    from tidlig.index.sums import merged
    from tidlig.ledger import ledger_reading

    def lossy(parts: Any, sums: Any, question: Any) -> Any:
        return merged(parts[:0], sums[:0], question)

    monkeypatch.setattr(ledger_reading, "merged_sums", lossy)
    found = {(fault.kind, fault.where) for fault in tried(GOOD, (FIRST,)).faults}
    assert found == {("another answer", "summed")}


def test_what_hangs_on_chance_in_a_process_is_noticed() -> None:
    summary = Summary()
    told = {"number": 20, "answers": 1, "faults": [], "kept": []}
    summary.add({**told, "digest": "a"})
    summary.add({**told, "digest": "a"})
    assert not summary.faults
    summary.add({**told, "digest": "b"})
    assert list(summary.faults) == ["two processes differ: --number 20"]


AMISS: dict[str, tuple[tuple[str, ...], Answer, Answer]] = {
    "something escaped": (FIRST, Answer(-1, "", "", 0, "KeyError: 1"), FINE),
    "internal error": (FIRST, Answer(2, "", "error: internal error ...\nhelp: x"), FINE),
    "exit code 3": (("log",), Answer(3, "", ""), Answer(2, "", "")),
    "exit code 2 without a reason": (FIRST, Answer(2, "", "error: x"), FINE),
    "slow": (FIRST, FINE._replace(seconds=11), FINE),
    "control characters": (("explain",), Answer(0, "a\x1b[2Jb", ""), FINE),
    "no json": (("explain", "--format", "json"), Answer(0, '{"a": NaN}', ""), FINE),
    "no sarif": (("explain", "--format", "sarif"), Answer(0, "{", ""), FINE),
    "no junit": (("explain", "--format", "junit"), Answer(0, "<a>", ""), FINE),
    "no csv": (("explain", "--format", "csv"), Answer(0, "a,b\nc\n", ""), FINE),
    "no csv-da": (("explain", "--format", "csv-da"), Answer(0, "\ufeffa;b\nc\n", ""), FINE),
    "wrong exit code": (("balance",), Answer(1, "", ""), FINE),
    "exit code 1 without a reason": (("reconcile", "--format", "json"), Answer(1, "{}", ""), FINE),
    "a finding without place or message": (
        FIRST,
        FAULTY._replace(out=FAULTY.out.replace('"f"', '""')),
        FAULTY._replace(out=FAULTY.out.replace('"f"', '""')),
    ),
}
"""A line, an answer to it that has something amiss, and the first answer of its input."""


@pytest.mark.parametrize("kind", AMISS)
def test_an_answer_is_judged(kind: str) -> None:
    assert [fault.kind for fault in faults(*AMISS[kind])] == [kind]


@pytest.mark.parametrize(
    ("line", "answer", "first"),
    [
        (FIRST, FINE, FINE),
        (FIRST, FAULTY, FAULTY),
        (("balance",), Answer(1, "x\ty\r\n", ""), FAULTY),
        (("reconcile", "--format", "json"), Answer(1, '{"a": "contradicted"}', ""), FINE),
        (("reconcile", "--format", "json"), Answer(1, "{}", ""), FAULTY),
        (("diff",), Answer(1, "", "error[x]"), FINE),
        (("show", "x"), Answer(2, "", "error: there is no x\nhelp: see y"), FAULTY),
        (("explain", "--format", "csv"), Answer(0, '"a\nb",c\nd,e\n', ""), FINE),
    ],
)
def test_an_answer_that_is_in_order_has_nothing_amiss(
    line: tuple[str, ...], answer: Answer, first: Answer
) -> None:
    assert list(faults(line, answer, first)) == []


def test_faults_are_one_where_the_same_function_raises_the_same() -> None:
    text = (
        'Traceback (most recent call last):\n  File "/x/tidlig/arithmetic/ledger.py", line {}, '
        "in line\n    x\nKeyError: {}\n"
    )
    keys = {
        Fault("internal error", FIRST, "KeyError in arithmetic/ledger.py.line", "").key,
        *(
            fault.key
            for number in (1, 2)
            for fault in faults(
                FIRST, Answer(2, "", f"internal error\n{text.format(number, number)}"), FINE
            )
        ),
    }
    assert len(keys) == 1


def test_an_input_becomes_as_small_as_it_can_and_fails_still() -> None:
    files = {f"{n}.toml": b"a\nb\nc = 1\nd\ne\n" * (n + 1) for n in range(4)}

    def fails(made: Input) -> bool:
        return sum(data.count(b"c = 1") for data in made.files.values()) >= 2

    small = shrunk(Input(files), fails)
    assert fails(small)
    assert len(small.files) == 1
    assert b"".join(small.files.values()).split() == [b"c", b"=", b"1"] * 2


def test_making_smaller_ends_when_its_time_is_over() -> None:
    tries = 0

    def fails(_: Input) -> bool:
        nonlocal tries
        tries += 1
        return True

    data = b"x\n" * 100
    assert shrunk(Input({"a.toml": data}), fails, seconds=-1).files == {"a.toml": data}
    assert tries == 0


DYING = """
import json, sys, time, os
for line in sys.stdin:
    number = int(line)
    if number == 1: os.abort()
    if number == 2: time.sleep(600)
    told = {"number": number, "answers": 4, "digest": "d", "faults": [], "kept": []}
    print(json.dumps(told), flush=True)
"""


@pytest.mark.long
@pytest.mark.parametrize("has_groups", [True, False])
def test_a_process_that_crashes_or_hangs_is_kept_and_others_go_on(
    has_groups: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    if not has_groups:
        monkeypatch.delattr("os.killpg", raising=False)

    def dying(seed: int, folder: Path) -> tuple[str, ...]:
        del seed, folder
        return (sys.executable, "-I", "-c", DYING)

    monkeypatch.setattr(overseeing, "command", dying)
    monkeypatch.setattr(overseeing, "PATIENCE", 3)
    told: list[str] = []
    summary = oversee(1, tmp_path, 2, for_some_time(None, 8), told.append)
    assert summary.inputs >= 8
    assert {key.partition(",")[0] for key in summary.faults} == {"crashed", "hung"}
    assert len(told) == 2
    for place in summary.kept.values():
        assert kept(Path(place))[0].files or Path(place, "input.json").exists()


def test_it_goes_on_until_its_time_is_over_or_its_inputs_are_tried() -> None:
    assert for_some_time(None, 5)(Summary(inputs=4))
    assert not for_some_time(None, 5)(Summary(inputs=5))
    assert for_some_time(100, None)(Summary(inputs=10**6))
    assert not for_some_time(-1, None)(Summary())
    assert not for_some_time(100, 5)(Summary(inputs=5))


def test_memory_is_bounded_where_the_system_can(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(worker, "HAS_LIMITS", False)
    assert not worker.limit_memory()


@pytest.mark.skipif(sys.platform == "win32", reason="Windows bounds no memory so")
def test_a_process_that_asks_for_too_much_memory_is_refused() -> None:
    script = "from fuzz import worker\nassert worker.limit_memory()\nbytearray(worker.MEMORY)\n"
    done = subprocess.run(
        [sys.executable, "-c", script], cwd=ROOT, capture_output=True, check=False
    )
    assert b"MemoryError" in done.stderr


def test_what_is_kept_says_how_to_try_it_again(tmp_path: Path) -> None:
    fault = Fault("slow", ("log", "æ\udcff"), "", "\udcff")
    place = keep(Failure(3, 14, GOOD, (FIRST,), fault), tmp_path)
    text = (place / "fault.txt").read_text("utf-8")
    assert f"--replay {place}" in text
    assert "--seed 3 --number 14" in text
    assert (place / "ledger" / "programs.toml").read_bytes() == GOOD.files["programs.toml"]
    assert kept(place) == (GOOD, (FIRST,))


@pytest.mark.long
def test_a_hundred_inputs_have_nothing_amiss(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "fuzz", "--seed", "1", "--inputs", "100"]
    done = subprocess.run(
        [*command, "--folder", str(tmp_path)],
        cwd=ROOT,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 0, done.stdout
    assert "nothing amiss (seed 1, " in done.stdout
