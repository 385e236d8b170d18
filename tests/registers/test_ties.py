"""Whatever two sides have, every line ends in one group, and the groups add up to both sides."""

import datetime as dt
import random
from collections import Counter
from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from registers.making import DAY, NAMES, REGISTER, ledger
from tidlig.matching.items import Item
from tidlig.matching.matches import Group, Match
from tidlig.matching.matching import Matching, match_register
from tidlig.model.money import UNKNOWN, Money

days = st.integers(0, 30).map(lambda number: DAY + dt.timedelta(days=number))
amounts = st.sampled_from([-500, 0, 100, 200, 300, 500, 501, 1000])
few = st.sampled_from(["", "a", "b", "c"])
payments: st.SearchStrategy[dict[str, Any]] = st.builds(
    dict,
    reference=few,
    payee=st.sampled_from(["r0", "r1", "r2"]),
    award=st.sampled_from(["t0", "t1"]),
    date=days,
    amount=st.one_of(
        amounts.map(Money), st.just(Money(1000, 50)), st.just(Money(300, 1)), st.just(UNKNOWN)
    ),
)
rows: st.SearchStrategy[dict[str, Any]] = st.builds(
    dict,
    id=st.sampled_from(["", "p0", "p1", "p2", "x"]),
    reference=few,
    award=st.sampled_from(["", "t0", "T1", "other"]),
    recipient=st.sampled_from(["", *NAMES, "Odense Komune", "r1", "Ukendt"]),
    cvr=st.sampled_from(["", "1", "2"]),
    date=st.one_of(st.none(), days),
    ore=amounts,
)


def items(made: list[dict[str, Any]]) -> list[Item]:
    """Make lines of a register."""
    return [
        Item(
            line, each["id"], each["reference"], each["award"], each["recipient"], each["cvr"],
            each["date"], Money(each["ore"]),
        )
        for line, each in enumerate(made, 2)
    ]  # fmt: skip


def sums(matches: tuple[Match, ...]) -> tuple[int, int]:
    """Add up both sides of matches, one by one."""
    ours = [item for match in matches for item in match.ledger]
    theirs = [item for match in matches for item in match.register]
    return (
        sum(item.money.ore for item in ours if item.money is not None),
        sum(item.money.ore for item in theirs if item.money is not None),
    )


def shape(found: Matching) -> Counter[tuple[str, str, int, int]]:
    """Count what was found, whatever the order of the lines."""
    return Counter((m.group, m.by, m.ledger_sum.ore, m.register_sum.ore) for m in found.matches)


@given(st.lists(payments, max_size=8), st.lists(rows, max_size=8), st.integers(0, 40))
def test_every_line_ends_in_one_group_and_the_groups_tie(
    ours: list[dict[str, Any]], theirs: list[dict[str, Any]], within: int
) -> None:
    found = match_register(ledger(ours), REGISTER, items(theirs), within)
    assert Counter(i.id for m in found.matches for i in m.ledger) == Counter(
        f"p{n}" for n in range(len(ours))
    )
    assert Counter(i.number for m in found.matches for i in m.register) == Counter(
        range(2, len(theirs) + 2)
    )
    written = sum(each["amount"].ore for each in ours if each["amount"] is not UNKNOWN)
    assert sums(found.matches) == (written, sum(each["ore"] for each in theirs))
    is_unknown = any(each["amount"] is UNKNOWN for each in ours)
    assert (found.in_all.ledger_sum is None) == (found.in_all.difference is None) == is_unknown
    if not is_unknown:
        assert ore(row.ledger_sum for row in found.groups) == ore([found.in_all.ledger_sum])
        assert ore(row.difference for row in found.groups) == ore([found.in_all.difference])
    assert sum(row.register_sum.ore for row in found.groups) == found.in_all.register_sum.ore


def ore(sums: Iterable[Money | None]) -> int:
    known = [money.ore for money in sums if money is not None]
    return sum(known)


@given(st.lists(payments, max_size=8), st.lists(rows, max_size=8))
def test_what_is_matched_differs_in_nothing(
    ours: list[dict[str, Any]], theirs: list[dict[str, Any]]
) -> None:
    found = match_register(ledger(ours), REGISTER, items(theirs), 7)
    for match in found.matches:
        if match.group is Group.MATCHED:
            assert not match.differs
            assert match.ledger
            assert match.register
            known = all(item.money is not None for item in match.ledger)
            assert known == (match.difference is not None)
            assert match.difference is None or match.difference.low <= 0 <= match.difference.high
        elif match.group in (Group.AMOUNT, Group.RECIPIENT, Group.AWARD, Group.DATE):
            assert match.differs


@given(st.lists(payments, max_size=6), st.randoms(use_true_random=False))
def test_an_exact_export_matches_whatever_is_equal_in_it(
    ours: list[dict[str, Any]], order: random.Random
) -> None:
    made = [
        Item(0, f"p{n}", each["reference"], each["award"], each["payee"], "", each["date"],
             Money(0) if each["amount"] is UNKNOWN else each["amount"])
        for n, each in enumerate(ours)
    ]  # fmt: skip
    order.shuffle(made)
    theirs = [
        Item(line, i.id, i.reference, i.award, i.recipient, "", i.date, Money(i.ore))
        for line, i in enumerate(made, 2)
    ]
    assert match_register(ledger(ours), REGISTER, theirs, 0).agrees


def verdicts(found: Matching) -> Counter[tuple[object, ...]]:
    """Count all that is said of both sides; lines are known by what they say, not by number."""
    return Counter(
        (
            match.group,
            match.by,
            tuple(item.id for item in match.ledger),
            tuple(sorted(str(replace(item, number=0)) for item in match.register)),
            tuple(each.what for each in (*match.differs, *match.notes)),
        )
        for match in found.matches
    )


@given(
    st.lists(payments, max_size=8), st.lists(rows, max_size=8), st.randoms(use_true_random=False)
)
def test_the_order_of_lines_changes_no_verdict(
    ours: list[dict[str, Any]], theirs: list[dict[str, Any]], order: random.Random
) -> None:
    book, lines = ledger(ours), items(theirs)
    shuffled = items(order.sample(theirs, len(theirs)))
    first, second = (match_register(book, REGISTER, each, 7) for each in (lines, shuffled))
    assert verdicts(first) == verdicts(second)
    for found in (first, second):
        numbers = {item.number for match in found.matches for item in match.register}
        assert numbers == set(range(2, len(theirs) + 2))
