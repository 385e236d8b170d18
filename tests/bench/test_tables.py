"""The page of results: what is met, what is not, what could not be measured; and it can be kept."""

from pathlib import Path

from bench.results import Group, Results, Timing, keep, recall
from bench.tables import page, seconds, table
from bench.targets import (
    BALANCE_COLD,
    BALANCE_WARM,
    BEAN_QUERY,
    DATA,
    HLEDGER,
    HUNDRED,
    MILLION,
    TARGETS,
    TEN,
    verdicts,
)
from bench.work import FLOOR


def _timing(name: str, *seconds: float, peak: int = 20_000_000, failure: str = "") -> Timing:
    return Timing(name, f"$ {name}", seconds, peak, failure)


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
            ),
            ("hledger is missing: skipped.",),
        ),
        Group(TEN, (_timing(HLEDGER, 1.7), _timing(BALANCE_COLD, 0.5), _timing(BALANCE_WARM, 0.1))),
        Group(HUNDRED, (_timing(BALANCE_COLD, 2.0),)),
        Group(MILLION, (_timing(BALANCE_COLD, 25.0, peak=1_100_000_000),)),
    ),
)


def test_targets_are_held_against_medians_within_the_results() -> None:
    found = {
        (v.target.work, v.target.wording): (v.figure and round(v.figure, 3), v.met)
        for v in verdicts(RESULTS)
    }
    assert len(found) == len(TARGETS)
    assert found["tidlig balance, warm, data/", "at most 8 x python -c pass"] == (6.364, True)
    assert found["tidlig balance, warm, data/", "faster than bean-query, cold"] == (None, None)
    cold, warm = "tidlig balance, cold, ", "tidlig balance, warm, "
    assert found[cold + TEN, "4 x faster than hledger balance"] == (3.4, False)
    assert found[warm + TEN, "10 x faster than hledger balance"] == (17, True)
    assert found[cold + MILLION, "at most 1 GB in any process"] == (1.1, False)
    assert found[cold + MILLION, f"per award at most 1.3 x {HUNDRED}"] == (1.25, True)


def test_the_page_has_targets_tables_and_what_it_was_measured_on() -> None:
    text = page(RESULTS, "2026-11-22")
    assert (
        "| tidlig balance, cold, 10 000 awards | 4 x faster than hledger balance "
        "| 3.40 x | **not met** |" in text
    )
    assert "| not measured |" in text
    assert (
        "| tidlig balance, warm | 70.0 ms | 55.0 ms - 100 ms | 3 | 20 MB | 6.36 |  | 1.00 |" in text
    )
    assert r"| bean-query, cold | (killed \| stopped) |" in text
    assert "hledger is missing: skipped." in text
    assert "- tidlig balance, cold: `$ tidlig balance, cold`" in text
    assert "- processor: an abacus" in text
    assert "2026-11-22" in text


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
