"""How much of a frame is used, and where awards belong."""

from dataclasses import replace

import pytest

from arithmetic.making import award, back, day, kr, ledger, pool, program, table
from tidlig.arithmetic.balance import Choice
from tidlig.arithmetic.pools import PoolRow, pools, share
from tidlig.model.entry import Entry, Ident, YearAmounts
from tidlig.model.grants import Amendment, Pool, Round
from tidlig.model.money import UNKNOWN, Money

P = program("2024", total=1_000, strands={"a": None, "b": None})
R = Round(id="r", stands_in="r.toml", program=Ident("p"))


def within(strand: str | None, id: str, frame: Money | None = None) -> Pool:
    return replace(pool(strand=strand), id=id, round=Ident("r"), frame=frame)


def rows(*entries: Entry, strand: str | None = None) -> list[tuple[str, str, object, int]]:
    choice = Choice((("p", strand),)) if strand else None
    return [told(row) for row in pools(ledger(P, *entries), choice).rows]


def told(row: PoolRow) -> tuple[str, str, object, int]:
    awarded = row.awarded
    id = row.pool.id if row.pool else row.round.id if row.round else ""
    return row.of, id, None if awarded is None else awarded.ore // 100, row.awards


@pytest.mark.parametrize(
    ("used", "frame", "expected"),
    [
        (1, 3, 33),
        (2, 3, 67),
        (35, 40, 88),
        (1, 200, 1),
        (1, 201, 0),
        (-1, 200, 0),
        (-1, 100, -1),
        (5, 4, 125),
        (0, 7, 0),
    ],
)
def test_a_share_is_in_whole_percent_rounded_half_up(used: int, frame: int, expected: int) -> None:
    assert share(kr(used), kr(frame)) == (expected, True)


def test_a_share_of_what_is_inexact_is_inexact_and_of_nothing_is_none() -> None:
    inexact = [share(kr(1, 1), kr(2)), share(kr(1), kr(2, 1))]
    assert [each and each.exact for each in inexact] == [False, False]
    assert share(kr(1), kr(0)) is None
    assert share(kr(1), kr(-1)) is None


def test_a_round_has_its_pools_awards_and_its_own() -> None:
    found = rows(
        R,
        within(None, "x"),
        within(None, "y"),
        award("2024-01-01", 100, pool="x", id="a"),
        back("2024-02-01", 30, "annulment"),
        award("2024-01-01", 7, round="r", id="c"),
        award("2024-01-01", 1_000, id="elsewhere"),
    )
    assert found == [
        ("round", "r", 107, 2),
        ("pool", "x", 100, 1),
        ("pool", "y", None, 0),
        ("rest", "r", 7, 1),
    ]


def test_a_strand_has_its_own_part_of_a_round() -> None:
    entries = [
        R,
        within("a", "x"),
        within("b", "y"),
        award("2024-01-01", 100, pool="x", id="a"),
        award("2024-01-01", 10, pool="y", id="b"),
        award("2024-01-01", 1, round="r", strand="b", id="c"),
    ]
    assert rows(*entries, strand="a") == [("round", "r", 100, 1), ("pool", "x", 100, 1)]
    assert rows(*entries, strand="b") == [
        ("round", "r", 11, 2),
        ("pool", "y", 10, 1),
        ("rest", "r", 1, 1),
    ]


def test_a_round_has_a_frame_when_all_its_pools_have_one() -> None:
    frames = [kr(10, 1), kr(20)]
    pooled = [within(None, f"x{n}", frame) for n, frame in enumerate(frames)]
    [whole, *_] = pools(ledger(P, R, *pooled)).rows
    assert whole.frame == kr(30, 1)
    [whole, *_] = pools(ledger(P, R, *pooled, within(None, "y"))).rows
    assert whole.frame is None
    unknown = replace(within(None, "y"), frame=UNKNOWN)
    [whole, *_] = pools(ledger(P, R, *pooled, unknown)).rows
    assert whole.frame is UNKNOWN


def test_unknown_amounts_leave_figures_and_shares_unknown() -> None:
    entries = (R, within(None, "x", kr(100)), award("2024-01-01", UNKNOWN, pool="x", id="u"))
    found = pools(ledger(P, *entries))
    assert [told(row) for row in found.rows] == [("round", "r", None, 1), ("pool", "x", None, 1)]
    assert found.unknown == ("award.u",)
    more = pools(ledger(P, *entries, award("2024-01-01", 40, pool="x", id="k")))
    assert [told(row)[2] for row in more.rows] == [40, 40]
    assert {row.share for row in more.rows} == {None}


def test_a_pool_in_another_programs_round_is_not_lost() -> None:
    other = program("2024", total=1_000, id="q")
    pooled = replace(pool(of="q"), id="x", round=Ident("r"))
    given = award("2024-01-01", 5, pool="x")
    found = pools(ledger(P, other, R, pooled, given)).rows
    assert [(row.program, *told(row)) for row in found] == [
        ("p", "round", "r", None, 0),
        ("q", "round", "r", 5, 1),
        ("q", "pool", "x", 5, 1),
    ]


def used(*entries: Entry, frame: Money | YearAmounts | None) -> tuple[list[int], int | None]:
    """What was annulled in a pool's years, annulled later and refunded; and the share used."""
    pooled = replace(pool(), id="x", frame=frame)
    [row] = pools(ledger(program("2024-2025", total=1_000), pooled, *entries)).rows
    assert row.returned is not None
    parts = (row.returned.annulled, row.returned.annulled_later, row.returned.refunded)
    return [part.ore // 100 for part in parts], row.share and row.share.percent


GIVEN = award("2024-01-01", 100, pool="x", id="a")


def test_what_is_annulled_in_a_pools_years_refills_it_and_nothing_else_does() -> None:
    returns = [
        replace(back("2024-12-31", 10, "annulment"), id="in-time"),
        replace(back("2025-01-01", 20, "annulment"), id="late"),
        replace(back("2024-06-01", 5, "refund"), id="refund"),
    ]
    of_2024 = table({2024: 100})
    assert used(GIVEN, *returns, frame=of_2024) == ([10, 20, 5], 90)
    whole_program = kr(100)
    assert used(GIVEN, *returns, frame=whole_program) == ([30, 0, 5], 70)
    of_both = table({2024: 60, 2025: 40})
    assert used(GIVEN, *returns, frame=of_both) == ([30, 0, 5], 70)


def test_a_year_between_those_of_a_frame_is_not_the_pools() -> None:
    late = replace(back("2025-02-01", 20, "annulment"), id="late")
    pooled = replace(pool(), id="x", frame=table({2024: 50, 2026: 50}))
    [row] = pools(ledger(program("2024-2026", total=1_000), pooled, GIVEN, late)).rows
    assert row.returned is not None
    assert (row.returned.annulled, row.returned.annulled_later) == (kr(0), kr(20))


def test_awards_of_a_pool_include_their_amendments() -> None:
    more = Amendment(id="m", stands_in="r.toml", award=Ident("a"), date=day("2025-01-01"),
                     amount=kr(25))  # fmt: skip
    pooled = replace(pool(), id="x", frame=kr(200))
    [row] = pools(ledger(program("2024-2025", total=1_000), pooled, GIVEN, more)).rows
    assert (row.awarded, row.share and row.share.percent) == (kr(125), 63)
