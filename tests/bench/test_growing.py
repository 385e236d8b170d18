"""Exponents of times that are made up: what grows as its input, as its square, or not at all."""

import pytest

from bench.growing import LONGEST, NEAR_LINEAR, SIZES, Growth, growths, too_long
from bench.results import Group, Results, Timing
from bench.tables import exponents, targets
from bench.targets import TARGETS, Verdict, verdicts
from bench.work import FLOOR


def _group(size: int, *timings: Timing, ledger: str = "awards") -> Group:
    return Group(ledger, (Timing(FLOOR, "", (0.01, 0.01), 0), *timings), size=size)


def _timing(name: str, *seconds: float, failure: str = "") -> Timing:
    return Timing(name, f"$ {name}", seconds, 0, failure)


@pytest.mark.parametrize(
    ("seconds", "steps", "exponent"),
    [
        ((1.0, 2.0, 4.0, 8.0), (1, 1, 1), 1),
        ((0.3, 1.2, 4.8, 19.2), (2, 2, 2), 2),
        ((0.1, 0.1, 0.1, 0.1), (0, 0, 0), 0),
        ((1.0, 2.0, 8.0, 16.0), (1, 2, 1), 4 / 3),
    ],
)
def test_an_exponent_is_the_logarithm_of_the_ratio_at_doubled_sizes(
    seconds: tuple[float, ...], steps: tuple[float, ...], exponent: float
) -> None:
    growth = Growth("awards", "tidlig show", SIZES, seconds)
    assert growth.steps == pytest.approx(steps)
    assert growth.exponent == pytest.approx(exponent)


def test_sizes_need_not_double() -> None:
    growth = Growth("awards", "tidlig show", (1_000, 10_000, 40_000), (1.0, 10.0, 160.0))
    assert growth.steps == pytest.approx((1, 2))


def test_the_quickest_run_counts_and_the_floor_is_no_work() -> None:
    groups = [
        _group(20_000, _timing("show", 2.5, 2.0, 9.0)),
        _group(10_000, _timing("show", 1.0, 7.0, 5.0)),
    ]
    assert growths(groups) == [Growth("awards", "show", (10_000, 20_000), (1.0, 2.0))]


def test_what_took_too_long_or_failed_is_not_tried_on_more_and_says_why() -> None:
    first = _group(10, _timing("slow", LONGEST + 1.0), _timing("quick", 1.0))
    second = _group(20, _timing("quick", failure="killed"))
    assert (too_long(first), too_long(second)) == ({"slow"}, {"quick"})
    slow, quick = growths([first, second])
    assert (slow.sizes, slow.exponent, slow.is_near_linear) == ((10,), None, None)
    assert slow.why == "over 60 s, not tried on more"
    assert (quick.sizes, quick.why) == ((10,), "killed")


def test_a_little_over_linear_is_near_linear_and_a_square_is_not() -> None:
    def growing(exponent: float) -> bool | None:
        return Growth("awards", "show", (1, 2), (1.0, 2.0**exponent)).is_near_linear

    assert [growing(each) for each in (0.5, 1.0, 1.14, 1.16, 2.0)] == [True] * 3 + [False] * 2


def test_the_table_has_times_exponents_and_verdicts() -> None:
    found = [
        Growth("awards", "tidlig show", (10_000, 20_000), (1.0, 2.0)),
        Growth("look-alike awards", "tidlig check", (10_000, 20_000), (1.0, 4.0)),
        Growth("spans on many strands", "tidlig balance", (10_000,), (61.0,), "over 60 s"),
    ]
    lines = exponents(found, (10_000, 20_000)).splitlines()
    assert lines[0] == "| work | ledger | 10 000 | 20 000 | 10 000 - 20 000 | in all |  |"
    assert lines[2] == "| tidlig show | awards | 1.00 s | 2.00 s | 1.00 | 1.00 | met |"
    assert lines[3].endswith("| 1.00 s | 4.00 s | 2.00 | 2.00 | **not met** |")
    assert lines[4].endswith("| 61.0 s |  |  |  | over 60 s |")


def test_the_target_is_held_against_what_grows_fastest() -> None:
    groups = (
        _group(10, _timing("show", 1.0), _timing("log", 1.0)),
        _group(20, _timing("show", 2.0), _timing("log", 4.0)),
    )
    verdict = _of_growth(Results((), 5, (), groups))
    assert verdict.figure
    assert verdict.figure.value == pytest.approx(2)
    assert verdict.figure.where == "log, awards"
    assert verdict.met is False
    assert _of_growth(Results((), 5, (), ())).met is None


def test_a_work_that_was_stopped_is_not_met_however_it_grew_before() -> None:
    groups = (
        _group(10, _timing("show", 1.0)),
        _group(20, _timing("show", 2.0)),
        _group(40, _timing("show", failure="stopped after 900 s")),
    )
    verdict = _of_growth(Results((), 5, (), groups))
    assert verdict.met is False
    assert "| (show, awards, stopped after 900 s) | **not met** |" in targets([verdict])


def test_what_took_long_on_the_largest_ledger_was_tried_on_all() -> None:
    groups = (_group(10, _timing("show", 35.0)), _group(20, _timing("show", 70.0)))
    (growth,) = growths(groups)
    assert (growth.why, growth.is_near_linear) == ("", True)


def _of_growth(results: Results) -> Verdict:
    target = next(target for target in TARGETS if target.limit == NEAR_LINEAR)
    return next(verdict for verdict in verdicts(results) if verdict.target is target)
