"""How many recipients and applicants: a range where entries may count the same ones."""

from collections.abc import Mapping

from arithmetic.making import award
from tidlig.arithmetic.pools import Range, add_ranges, application_totals, recipients
from tidlig.model.entry import Count, Ident, Kind, KindCount
from tidlig.model.grants import Applications
from tidlig.model.records import Recipient

REGISTRY = {
    id: Recipient(id=id, stands_in="r.toml", name=id, type=Kind(kind))
    for id, kind in (("odense", "municipality"), ("vejle", "municipality"), ("fond", "other"))
}


def named(id: str) -> dict[str, Ident]:
    return {"recipient": Ident(id)}


def counted(**kinds: int) -> dict[str, tuple[KindCount, ...]]:
    return {"recipients": tuple(KindCount(*item) for item in kinds.items())}


def count(*awards: Mapping[str, object]) -> dict[str, str]:
    found = recipients([award("2024-01-01", 1, **each) for each in awards], REGISTRY)
    return {kind: str(number) for kind, number in found.items()}


def test_a_recipient_that_several_awards_name_counts_once() -> None:
    assert count(named("odense"), named("odense"), named("fond")) == {
        "municipality": "1",
        "other": "1",
    }


def test_what_one_award_counts_is_exact() -> None:
    assert count(counted(municipality=31, organisation=8)) == {
        "municipality": "31",
        "organisation": "8",
    }


def test_those_that_two_awards_count_may_be_the_same() -> None:
    assert count(counted(municipality=31), counted(municipality=5)) == {"municipality": "31-36"}


def test_those_that_are_named_may_be_among_those_that_are_counted() -> None:
    of_one_kind = count(named("odense"), named("vejle"), counted(municipality=1))
    assert of_one_kind == {"municipality": "2-3"}
    assert count(named("fond"), counted(municipality=3)) == {"municipality": "3", "other": "1"}


def test_kinds_cannot_be_the_same_and_add_up() -> None:
    assert add_ranges([Range(2, 3), Range(1, 1)]) == Range(3, 4)


def test_no_awards_have_no_recipients() -> None:
    assert count() == {}


def test_applications_add_up_as_far_as_they_are_stated() -> None:
    stated = Applications(applications=Count(56))
    other = Applications(applications=Count(100), applicants=(KindCount("provider", 5),))
    silent = Applications(applicants=(KindCount("provider", 3),))
    both = application_totals([stated, other])
    assert (both.applications, both.complete) == (156, True)
    all_three = application_totals([stated, other, silent])
    assert (all_three.applications, all_three.complete) == (156, False)
    assert all_three.applicants == {"provider": Range(5, 8)}


def test_applications_that_no_one_states_are_not_none() -> None:
    assert application_totals([]).applications is None
    assert application_totals([Applications(applications=Count(0))]).applications == 0
