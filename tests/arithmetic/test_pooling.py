"""How much of a frame is used, and where awards belong."""

from dataclasses import replace

import pytest

from arithmetic.making import award, back, kr, ledger, pool, program
from tidlig.arithmetic.balance import Choice
from tidlig.arithmetic.pools import PoolRow, pools, share
from tidlig.model.entry import Entry, Ident
from tidlig.model.grants import Pool, Round
from tidlig.model.money import UNKNOWN, Money

P = program("2024", total=1_000, strands={"a": None, "b": None})
R = Round(id="r", stands_in="r.toml", program=Ident("p"))


def within(strand: str | None, id: str, frame: Money | None = None) -> Pool:
    return replace(pool(strand=strand), id=id, round=Ident("r"), frame=frame)


def rows(*entries: Entry, strand: str | None = None) -> list[tuple[str, str, object, int]]:
    choice = Choice((("p", strand),)) if strand else None
    return [told(row) for row in pools(ledger(P, *entries), choice).rows]


def told(row: PoolRow) -> tuple[str, str, object, int]:
    charged = row.charged
    id = row.pool.id if row.pool else row.round.id if row.round else ""
    return row.of, id, None if charged is None else charged.ore // 100, row.awards


@pytest.mark.parametrize(
    ("used", "frame", "expected"),
    [
        (1, 3, "33.3"),
        (2, 3, "66.7"),
        (1, 2000, "0.1"),
        (1, 2001, "0.0"),
        (-1, 2000, "-0.1"),
        (5, 4, "125.0"),
        (0, 7, "0.0"),
    ],
)
def test_a_share_is_rounded_half_away_from_zero(used: int, frame: int, expected: str) -> None:
    found = share(kr(used), kr(frame))
    assert found is not None
    assert (found.written(), found.exact) == (expected, True)


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
        ("round", "r", 77, 2),
        ("pool", "x", 70, 1),
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
