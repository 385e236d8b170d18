"""Whether needs can be met, by hand and against every set of needs (Hall's condition)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import chain, combinations

from hypothesis import event, example, given
from hypothesis import strategies as st

from arithmetic.making import line
from tidlig.arithmetic.coverage import Shortfall, fits, shortfalls
from tidlig.arithmetic.movements import Line

Ore = Mapping[str, int]
"""Øre by place: "2014", "2014-2016", "a 2014"."""

PLACES = (
    "2014", "2015", "2016", "2014-2015", "2015-2016", "2014-2016", "a 2014", "a 2015", "b 2014",
    "b 2015", "a 2014-2015", "b 2015-2016",
)  # fmt: skip

amounts = st.dictionaries(st.sampled_from(PLACES), st.integers(1, 6), max_size=6)


def lines(places: Ore) -> dict[Line, int]:
    return {line(place): ore for place, ore in places.items()}


def short(needs: Ore, money: Ore, *, by_strand: bool = True) -> list[Shortfall]:
    return shortfalls(lines(needs), lines(money), by_strand=by_strand)


def places(found: Iterable[Shortfall]) -> list[tuple[set[str], int, int]]:
    """The places of the needs of each shortfall, what they need and what there is."""
    return [
        (
            {f"{need.strand} {need.years}".lstrip() for need, _ in each.needs},
            each.needed,
            each.available,
        )
        for each in found
    ]


def test_a_need_that_is_met_by_its_own_line_is_no_shortfall() -> None:
    assert short({"2014": 10}, {"2014": 10}) == []


def test_a_need_of_one_ore_more_is_short() -> None:
    assert places(short({"2014": 11}, {"2014": 10})) == [({"2014"}, 11, 10)]


def test_no_needs_are_met_by_no_money() -> None:
    assert short({}, {}) == []
    assert short({}, {"2014": 10}) == []
    assert places(short({"2014": 1}, {})) == [({"2014"}, 1, 0)]


def test_years_that_meet_can_pay_for_each_other() -> None:
    assert short({"2014": 10}, {"2014-2015": 10}) == []
    assert short({"2014-2015": 10}, {"2015": 10}) == []
    assert short({"2014-2015": 10}, {"2015-2016": 10}) == []


def test_years_that_do_not_meet_cannot() -> None:
    assert places(short({"2014": 10}, {"2015": 10})) == [({"2014"}, 10, 0)]
    assert places(short({"2014": 10}, {"2015-2016": 10})) == [({"2014"}, 10, 0)]


def test_a_strand_is_paid_by_itself_and_by_what_is_not_split() -> None:
    assert short({"a 2014": 10}, {"a 2014": 4, "2014": 6}) == []
    assert places(short({"a 2014": 10}, {"b 2014": 10})) == [({"a 2014"}, 10, 0)]


def test_what_is_on_no_strand_is_paid_by_all_of_them() -> None:
    assert short({"2014": 10}, {"a 2014": 4, "b 2014": 6}) == []


def test_strands_do_not_matter_where_they_are_not_asked_for() -> None:
    assert short({"a 2014": 10}, {"b 2014": 10}, by_strand=False) == []


def test_money_is_not_spent_twice() -> None:
    """Each need alone could be met with the span's 100; the two cannot."""
    found = short({"2014": 60, "2015-2016": 50}, {"2014-2016": 100})
    assert places(found) == [({"2014", "2015-2016"}, 110, 100)]
    assert short({"2014": 60, "2015-2016": 40}, {"2014-2016": 100}) == []


def test_money_gives_way_to_needs_that_have_no_other() -> None:
    """2014 must leave the span to 2016, and take its own year's."""
    assert short({"2014": 10, "2016": 10}, {"2014-2016": 10, "2014": 10}) == []
    assert short({"2014-2016": 10, "2016": 10}, {"2014": 10, "2015-2016": 10}) == []


def test_a_chain_of_exchanges_is_followed_to_its_end() -> None:
    needs = {"2014": 5, "2014-2015": 5, "2015-2016": 5}
    assert short(needs, {"2014-2015": 5, "2015": 5, "2016": 5}) == []
    assert places(short(needs, {"2014-2015": 5, "2015": 5})) == [
        ({"2014", "2014-2015", "2015-2016"}, 15, 10)
    ]


def test_only_needs_that_compete_for_the_same_money_are_named() -> None:
    """2015 is met and so left out, though it shares the span with 2014."""
    found = short({"2014": 8, "2015": 5}, {"2014": 5, "2015": 5, "2016": 9})
    assert places(found) == [({"2014"}, 8, 5)]


def test_a_need_with_room_to_spare_is_left_out_of_the_set() -> None:
    """2015-2016 takes what 2014 cannot reach, and gives the rest of the span to it."""
    found = short({"2014": 9, "2015-2016": 4}, {"2014-2015": 8, "2016": 4})
    assert places(found) == [({"2014"}, 9, 8)]


def test_groups_without_money_in_common_are_apart() -> None:
    found = short({"2014": 8, "2016": 7}, {"2014": 5, "2016": 5})
    assert places(found) == [({"2014"}, 8, 5), ({"2016"}, 7, 5)]


def test_groups_without_any_money_are_apart() -> None:
    assert places(short({"2014": 8, "2016": 7}, {})) == [({"2014"}, 8, 0), ({"2016"}, 7, 0)]


def test_a_need_may_bind_two_groups_into_one() -> None:
    found = short({"2014": 8, "2016": 7, "2014-2016": 6}, {"2014": 5, "2016": 5})
    assert places(found) == [({"2014", "2016", "2014-2016"}, 21, 10)]


def test_a_shortfall_names_all_money_that_could_meet_it() -> None:
    (found,) = short({"a 2014": 20}, {"a 2014": 4, "2014-2015": 6, "b 2014": 9, "2015": 5})
    assert dict(found.money) == lines({"a 2014": 4, "2014-2015": 6})


def test_what_meets_what_is_the_same_both_ways() -> None:
    for one, other in combinations(map(line, PLACES), 2):
        for by_strand in (True, False):
            there = fits(one, other, by_strand=by_strand)
            assert there == fits(other, one, by_strand=by_strand)


@given(amounts, amounts, st.booleans())
@example({"2014": 3, "2014-2015": 3}, {"2014-2016": 5}, True)
def test_needs_are_short_exactly_when_some_set_of_them_is(
    needs: Ore, money: Ore, by_strand: bool
) -> None:
    found = short(needs, money, by_strand=by_strand)
    lacking = max(lack(chosen, money, by_strand) for chosen in subsets(lines(needs)))
    event(f"short {bool(found)}")
    assert bool(found) == (lacking > 0)
    assert sum(each.needed - each.available for each in found) == lacking


@given(amounts, amounts, st.booleans())
def test_the_needs_named_are_the_smallest_set_that_lacks_most(
    needs: Ore, money: Ore, by_strand: bool
) -> None:
    found = short(needs, money, by_strand=by_strand)
    every = [(lack(chosen, money, by_strand), set(chosen)) for chosen in subsets(lines(needs))]
    most = max(lacking for lacking, _ in every)
    lacking_most = [chosen for lacking, chosen in every if lacking == most]
    named = {need for each in found for need, _ in each.needs}
    assert named == min(lacking_most, key=len)
    assert all(named <= chosen for chosen in lacking_most)


@given(amounts, amounts, st.booleans())
def test_each_shortfall_is_one_group_with_all_its_money(
    needs: Ore, money: Ore, by_strand: bool
) -> None:
    found = short(needs, money, by_strand=by_strand)
    for each in found:
        group = {need for need, _ in each.needs}
        assert dict(each.money) == within_reach(group, money, by_strand)
        assert each.needed > each.available
        assert len(components(group, money, by_strand)) == 1
    spent = [place for each in found for place, _ in each.money]
    assert len(spent) == len(set(spent))


def subsets(needs: Mapping[Line, int]) -> Iterator[dict[Line, int]]:
    every = chain.from_iterable(combinations(needs, size) for size in range(len(needs) + 1))
    return ({need: needs[need] for need in chosen} for chosen in every)


def lack(needs: Mapping[Line, int], money: Ore, by_strand: bool) -> int:
    """How much more some needs are than all the money that could meet any of them."""
    return sum(needs.values()) - sum(within_reach(needs, money, by_strand).values())


def within_reach(needs: Iterable[Line], money: Ore, by_strand: bool) -> dict[Line, int]:
    wanted = list(needs)
    return {
        place: ore
        for place, ore in lines(money).items()
        if any(can_pay(place, need, by_strand) for need in wanted)
    }


def can_pay(money: Line, need: Line, by_strand: bool) -> bool:
    """Some year is in both, and the strands are the same or one of them is none."""
    years = set(range(money.years.first, money.years.last + 1))
    met = any(year in years for year in range(need.years.first, need.years.last + 1))
    return met and (
        not by_strand or "" in (money.strand, need.strand) or money.strand == need.strand
    )


def components(needs: set[Line], money: Ore, by_strand: bool) -> list[set[Line]]:
    """Needs in groups that have no money in common."""
    groups: list[set[Line]] = []
    for need in needs:
        own = set(within_reach([need], money, by_strand))
        near = [group for group in groups if own & set(within_reach(group, money, by_strand))]
        groups = [group for group in groups if group not in near]
        groups.append({need}.union(*near))
    return groups
