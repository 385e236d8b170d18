"""Every work that is timed can be run: what fails is found here, and not in an hour of timing."""

from pathlib import Path

import pytest

from bench.groups import MADE, Bench, on_data, on_history, on_made, on_size
from bench.hard_ledgers import HARD
from bench.questions import AT_MOST, MINUTES, QUESTIONS, asked
from bench.results import Group
from bench.targets import QUICK, commits
from bench.work import FLOOR, tidlig

pytestmark = pytest.mark.long

TIDLIG = "tidlig|completing|python"


def _names(group: Group) -> list[str]:
    return [timing.name for timing in group.timings]


def _failures(group: Group) -> list[tuple[str, str]]:
    return [(timing.name, timing.failure) for timing in group.timings if timing.failure]


def test_every_work_on_a_made_ledger_succeeds(tmp_path: Path) -> None:
    group = on_made(Bench(tmp_path, tmp_path, 1, TIDLIG), 60, 20)
    assert _failures(group) == []
    for question in QUICK:
        assert tidlig(*question) in _names(group)


def test_every_work_on_the_ledger_of_the_repository_succeeds(tmp_path: Path) -> None:
    group = on_data(Bench(tmp_path, tmp_path, 1, TIDLIG))
    assert _failures(group) == []


@pytest.mark.parametrize("kind", [MADE, *HARD])
def test_every_work_whose_growth_is_told_succeeds(kind: str, tmp_path: Path) -> None:
    group = on_size(Bench(tmp_path, tmp_path, 1, ""), kind, 100, ())
    assert _failures(group) == []
    assert (group.ledger, group.size) == (kind, 100)


def test_a_work_that_is_too_slow_for_a_size_is_left_out(tmp_path: Path) -> None:
    kind = next(iter(HARD))
    group = on_size(Bench(tmp_path, tmp_path, 1, ""), kind, 20, {"tidlig check, --no-cache"})
    assert _names(group) == [FLOOR, "tidlig balance, --no-cache"]


def test_the_history_of_many_commits_succeeds_cold_and_again(tmp_path: Path) -> None:
    group = on_history(Bench(tmp_path, tmp_path, 1, ""), 20, 3)
    assert _failures(group) == []
    assert group.ledger == commits(20, 3) == "20 awards, 3 commits"
    assert _names(group) == [FLOOR, "tidlig history, cold", "tidlig history, warm"]


def test_what_takes_minutes_is_not_asked_of_the_largest_ledgers() -> None:
    names = [question.name for question in QUESTIONS]
    assert [question.name for question in asked(AT_MOST)] == names
    assert set(names) - {question.name for question in asked(AT_MOST + 1)} == set(MINUTES)
