"""The page of results: what is met, what is not, what could not be measured; and it can be kept."""

from dataclasses import replace
from pathlib import Path

import pytest

from bench.faster_peers import Faster, faster_peers
from bench.machine import mechanism
from bench.reasons import reasons
from bench.results import Group, Results, Timing, keep, recall
from bench.tables import page, seconds, table
from bench.targets import (
    BALANCE_CHANGED,
    BALANCE_COLD,
    BALANCE_ONE_CORE,
    BALANCE_WARM,
    BEAN_QUERY,
    DATA,
    HLEDGER,
    HUNDRED,
    LEDGER,
    MILLION,
    OFTEN_CHANGED,
    TARGETS,
    TEN,
    Figure,
    Verdict,
    verdicts,
)
from bench.work import FLOOR, HISTORY_COLD, HISTORY_WARM
from harness.running import ROOT, write


def _timing(name: str, *seconds: float, peak: int = 20_000_000, failure: str = "") -> Timing:
    cpu = tuple(each / 2 for each in seconds)
    return Timing(name, f"$ {name}", seconds, peak, failure, cpu)


RESULTS = Results(
    (("processor", "an abacus"), ("hledger", "missing")),
    5,
    (
        Group(
            DATA,
            (
                _timing(FLOOR, 0.010, 0.011, 0.030),
                _timing(BALANCE_WARM, 0.100, 0.055, 0.070),
                _timing(BEAN_QUERY, failure="killed | stopped"),
                _timing("tidlig show, warm", 0.110),
            ),
            ("hledger is missing: skipped.",),
        ),
        Group(
            TEN,
            (
                _timing(FLOOR, 0.010, 0.010),
                _timing(HLEDGER, 1.7, 2.1, 2.0),
                _timing(LEDGER, 0.4),
                _timing(BALANCE_COLD, 0.9, 0.5, 0.8),
                _timing(BALANCE_WARM, 0.1),
                _timing(BALANCE_CHANGED, 0.16, 0.15),
                _timing("tidlig show, warm", 0.130, 0.125),
            ),
        ),
        Group(HUNDRED, (_timing(FLOOR, 0.01), _timing(BALANCE_COLD, 2.0), _timing(LEDGER, 5.0))),
        Group(MILLION, (_timing(FLOOR, 0.01), _timing(BALANCE_COLD, 25.0, peak=600_000_000))),
        Group(
            OFTEN_CHANGED,
            (_timing(FLOOR, 0.01), _timing(HISTORY_COLD, 4.5, 3.9), _timing(HISTORY_WARM, 0.31)),
        ),
    ),
    (Group("awards", (_timing(FLOOR, 0.010, 0.011), _timing("tidlig show", 1.0)), size=10_000),),
    mechanism=(9, 1_400),
)


def _verdicts(results: Results) -> dict[tuple[str, str], tuple[float | None, bool | None]]:
    return {
        (v.target.work, v.target.wording): (round(v.figure.value, 3) if v.figure else None, v.met)
        for v in verdicts(results)
    }


def test_targets_are_held_against_the_quickest_runs_within_the_results() -> None:
    found = _verdicts(RESULTS)
    assert len(found) == len(TARGETS)
    cold, warm = "tidlig balance, cold, ", "tidlig balance, warm, "
    assert found[warm + DATA, "as fast as bean-query, cold"] == (None, None)
    assert found[cold + TEN, "7 x as fast as hledger balance"] == (3.4, False)
    assert found[cold + TEN, "1.3 x as fast as ledger balance"] == (0.8, False)
    assert found[warm + TEN, "10 x as fast as hledger balance"] == (17, True)
    assert found[cold + MILLION, "at most 500 MB in any process"] == (600, False)
    assert found[cold + MILLION, f"per award at most 1.3 x {HUNDRED}"] == (1.25, True)
    changed = f"tidlig balance, one file changed, {TEN}"
    assert found[changed, "at most 15 x python -c pass"] == (15, True)
    assert found[f"tidlig history, cold, {OFTEN_CHANGED}", "at most 4 s"] == (3.9, True)
    assert found[f"tidlig history, warm, {OFTEN_CHANGED}", "at most 0.3 s"] == (0.31, False)


def test_what_tidlig_remembers_with_is_counted() -> None:
    text = page(RESULTS, "2026-11-22")
    assert "| what tidlig remembers with | at most 8 modules | 9 modules | **not met** |" in text
    assert "| what tidlig remembers with | at most 1 400 lines | 1400 lines | met |" in text


def test_a_target_that_is_not_met_is_said_with_its_reason_and_no_other() -> None:
    text = page(RESULTS, "2026-11-22")
    told = text[text.index("Why targets") : text.index("## Where the time goes")]
    missed = [v.target for v in verdicts(RESULTS) if v.met is False]
    assert len(missed) > 5
    for target in missed:
        assert told.count(f"{target.work}: {target.wording}") == 1
    imports = next(line for line in told.splitlines() if "Python's imports" in line)
    assert "tidlig balance, warm, any ledger: at most 6 x python -c pass" in imports
    assert text.index("## Targets") < text.index("## Where the time goes") < text.index("## data/")


@pytest.mark.parametrize("verdict", [*verdicts(RESULTS)], ids=lambda v: v.target.work)
def test_every_target_beside_a_bare_python_or_of_time_has_a_reason_ready(verdict: Verdict) -> None:
    missed = Verdict(replace(verdict.target, limit=-1, more=False), Figure(1))
    assert "not known yet" not in reasons([missed]) or verdict.target.work == "every work in Growth"


def test_modules_and_lines_are_counted_where_they_are(tmp_path: Path) -> None:
    write(tmp_path, {"index/a.py": "a\nb\n", "index/__init__.py": "", "other.py": "x\n"})
    write(tmp_path, {"ledger/cached_ledger.py": "c\n"})
    assert mechanism(tmp_path) == (3, 3)
    assert min(mechanism(ROOT / "src" / "tidlig")) > 0


def test_a_target_for_ledgers_of_any_size_is_held_against_the_worst() -> None:
    found = {v.target.work: v for v in verdicts(RESULTS)}
    balance, show = (
        found["tidlig balance, warm, any ledger"],
        found["tidlig show, warm, any ledger"],
    )
    assert balance.figure
    assert (round(balance.figure.value, 3), balance.figure.where, balance.met) == (10, TEN, False)
    assert show.figure
    assert (round(show.figure.value, 3), show.figure.where, show.met) == (12.5, TEN, False)


@pytest.mark.parametrize(("cores", "met"), [(2, True), (1, None)])
def test_a_target_for_two_cores_is_not_measured_on_one(cores: int, met: bool | None) -> None:
    found = _verdicts(replace(RESULTS, cores=cores))
    two = f"tidlig balance, cold, two cores, {HUNDRED}"
    assert found[two, "2.5 x as fast as ledger balance"][1] is met


def test_where_a_peer_is_faster_is_said_first_and_by_the_quickest_runs() -> None:
    assert faster_peers(RESULTS) == [Faster(TEN, LEDGER, BALANCE_COLD, 1.25)]
    head = page(RESULTS, "2026-11-22").partition("Written by")[0]
    assert "| 10 000 awards | ledger balance | tidlig balance, cold | 1.25 x |" in head


def test_a_peer_is_not_faster_for_being_disturbed_less() -> None:
    timings = (_timing(BALANCE_COLD, 2.0, 5.0, 6.0), _timing(LEDGER, 3.0, 3.0, 3.0))
    assert faster_peers(Results((), 5, (Group(HUNDRED, timings),))) == []


def test_a_peer_that_is_faster_on_one_core_is_said_too() -> None:
    timings = (_timing(BALANCE_ONE_CORE, 3.0), _timing(BALANCE_COLD, 1.0), _timing(LEDGER, 2.0))
    results = Results((), 5, (Group(HUNDRED, timings),))
    assert faster_peers(results) == [Faster(HUNDRED, LEDGER, BALANCE_ONE_CORE, 1.5)]


def test_without_a_faster_peer_and_without_any_peer_the_page_says_so() -> None:
    none = Results((), 5, (Group(HUNDRED, (_timing(BALANCE_COLD, 2.0),)),))
    assert "No other program was timed beside tidlig." in page(none, "2026-11-22")
    slower = (_timing(BALANCE_COLD, 2.0), _timing(LEDGER, 5.0))
    assert "No other program was faster" in page(
        Results((), 5, (Group(HUNDRED, slower),)), "2026-11-22"
    )


def test_the_page_has_targets_tables_and_what_it_was_measured_on() -> None:
    text = page(RESULTS, "2026-11-22")
    assert (
        "| tidlig balance, cold, 10 000 awards | 7 x as fast as hledger balance "
        "| 3.40 x | **not met** |" in text
    )
    assert "| not measured |" in text
    assert (
        "| tidlig balance, warm | 55.0 ms | 70.0 ms | 100 ms | 27.5 ms | 3 | 20 MB | 5.50 |" in text
    )
    assert r"| bean-query, cold | (killed \| stopped) |" in text
    assert "hledger is missing: skipped." in text
    assert "- tidlig balance, cold: `$ tidlig balance, cold`" in text
    assert "- processor: an abacus" in text
    assert "2026-11-22" in text
    assert "on 2 cores." in text


def test_the_page_says_the_spread_of_each_group() -> None:
    text = page(RESULTS, "2026-11-22")
    least = "`python -c pass` took 10.0 ms at the least and"
    assert f"\n{least} 11.0 ms in the middle of 3 runs, 10 % more.\n" in text
    assert f"\n- awards, 10 000: {least} 10.5 ms in the middle of 2 runs, 5 % more\n" in text


def test_a_page_of_a_noisy_run_begins_with_what_is_not_to_be_trusted() -> None:
    noisy = Group(HUNDRED, (_timing(FLOOR, 0.010, 0.013, 0.014),))
    text = page(Results((), 5, (noisy,)), "2026-11-22")
    assert text.startswith("# Benchmarks\n\n**Not to be trusted:** `python -c pass` varied by more")
    assert "- 100 000 awards: `python -c pass` took 10.0 ms" in text.partition("Written by")[0]
    assert "Not to be trusted" not in page(RESULTS, "2026-11-22")


def test_every_row_of_a_table_has_as_many_cells_as_its_head() -> None:
    for block in page(RESULTS, "2026-11-22").replace(r"\|", "").split("\n\n"):
        lines = [line for line in block.splitlines() if line.startswith("|")]
        assert len({line.count("|") for line in lines}) <= 1, block


def test_results_that_are_kept_come_back_as_they_were(tmp_path: Path) -> None:
    keep(RESULTS, tmp_path / "new" / "last.json")
    assert recall(tmp_path / "new" / "last.json") == RESULTS


def test_times_have_three_digits() -> None:
    assert [seconds(value) for value in (0.00123, 0.0456, 0.789, 1.234, 12.34, 123.4)] == [
        "1.23 ms", "45.6 ms", "789 ms", "1.23 s", "12.3 s", "123 s"
    ]  # fmt: skip


def test_a_table_is_markdown() -> None:
    assert table(("a", "b"), [("1", "2")]) == "| a | b |\n| --- | ---: |\n| 1 | 2 |\n"
