"""A run during which `python -c pass` was wild is refused, and says what to do."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from bench import __main__ as bench
from bench.refusing import Refused, complaint, is_wild, spread, told, trusted, wild
from bench.results import Group, Results, Timing, keep, recall
from bench.work import FLOOR

QUIET = (0.010, 0.010, 0.011, 0.012, 0.030)
JUST = (0.010, 0.012, 0.012)
WILD = (0.010, 0.010, 0.0125, 0.013, 0.013)


def _group(*seconds: float, ledger: str = "data/", size: int = 0) -> Group:
    return Group(ledger, (Timing(FLOOR, "python -c pass", seconds, 0),), size=size)


def _measuring(*groups: Group) -> Callable[[], Group]:
    left: Iterator[Group] = iter(groups)
    return lambda: next(left)


@pytest.mark.parametrize(
    ("seconds", "expected"),
    [(QUIET, 0.1), (JUST, 0.2), (WILD, 0.25), ((0.015, 0.0152, 0.0201, 0.022, 0.0242), 0.34)],
)
def test_the_spread_is_how_far_the_middle_run_is_above_the_quickest(
    seconds: tuple[float, ...], expected: float
) -> None:
    assert spread(_group(*seconds)) == pytest.approx(expected)


def test_a_fifth_is_allowed_and_more_is_not() -> None:
    quiet, just, beyond = _group(*QUIET), _group(0.0100, 0.0119, 0.0119), _group(*WILD)
    assert [is_wild(group) for group in (quiet, just, beyond)] == [False, False, True]
    assert wild([quiet, beyond]) == [beyond]


def test_where_the_floor_was_not_timed_nothing_is_trusted() -> None:
    assert is_wild(Group("data/", ()))
    assert told(Group("data/", ())) == "`python -c pass` was not timed"


def test_what_is_refused_says_why_and_what_to_do() -> None:
    text = complaint(_group(*WILD, ledger="awards", size=20_000))
    assert text.startswith(
        "refused: `python -c pass` took 10.0 ms at the least and 12.5 ms in the middle of 5 runs, "
        "25 % more, while awards, 20 000 was timed. At most 20 % is allowed"
    )
    assert "\nhelp: close other programs" in text
    assert "--noisy" in text


def test_a_ledger_is_timed_again_until_the_machine_was_quiet() -> None:
    quiet = _group(*QUIET)
    assert trusted(_measuring(_group(*WILD), quiet, _group(*WILD)), tries=3) is quiet


def test_a_machine_that_is_never_quiet_is_refused() -> None:
    with pytest.raises(Refused, match="25 % more"):
        trusted(_measuring(_group(*WILD), _group(*WILD), _group(*QUIET)), tries=2)


def test_a_refused_run_writes_no_page_and_its_help_is_what_it_ends_with(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bench, "before_all", lambda _: _group(*WILD))
    monkeypatch.setattr(bench, "machine", lambda *_: ())
    page = tmp_path / "page.md"
    words = ["--quick", "--folder", str(tmp_path), "-o", str(page)]
    with pytest.raises(SystemExit) as stopped:
        bench.run(words)
    assert str(stopped.value.code).startswith("refused: `python -c pass` took 10.0 ms")
    assert not page.exists()


def test_what_a_noisy_or_refused_run_measured_is_not_written_to_the_docs_later(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bench, "PAGE", tmp_path / "benchmarks.md")
    keep(Results((), 5, (_group(*QUIET),), (_group(*WILD),)), tmp_path / "last.json")
    words = ["--again", "--folder", str(tmp_path)]
    with pytest.raises(SystemExit) as stopped:
        bench.run(words)
    assert str(stopped.value.code).startswith("refused: ")
    assert not bench.PAGE.exists()
    keep(Results((), 5, (_group(*QUIET),)), tmp_path / "last.json")
    bench.run(words)
    assert bench.PAGE.read_text("utf-8").startswith("# Benchmarks\n")


def test_a_refused_run_leaves_what_was_measured_last(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    groups = iter((_group(*QUIET), _group(*QUIET), *[_group(*WILD)] * 3))
    monkeypatch.setattr(bench, "before_all", lambda _: next(groups))
    monkeypatch.setattr(bench, "on_data", lambda _: next(groups))
    monkeypatch.setattr(bench, "on_made", lambda *_: next(groups))
    monkeypatch.setattr(bench, "machine", lambda *_: ())
    before = Results((), 5, (_group(*QUIET, ledger="before"),))
    keep(before, tmp_path / "last.json")
    with pytest.raises(SystemExit):
        bench.run(["--quick", "--folder", str(tmp_path)])
    assert recall(tmp_path / "last.json") == before
    assert recall(tmp_path / "unfinished.json").groups == (_group(*QUIET),)


def test_figures_of_a_noisy_run_never_go_to_the_page_of_the_docs(
    capsys: pytest.CaptureFixture[str],
) -> None:
    with pytest.raises(SystemExit) as stopped:
        bench.run(["--noisy", "-o", str(bench.PAGE)])
    assert stopped.value.code == 2
    assert "never writes docs/benchmarks.md" in capsys.readouterr().err
