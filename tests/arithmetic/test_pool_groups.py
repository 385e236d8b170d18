"""Pools as people read them: those with a name or a frame one by one, the others counted."""

from dataclasses import replace

from arithmetic.making import award, kr, ledger, pool, program
from tidlig.arithmetic.pool_groups import RoundGroup, groups
from tidlig.arithmetic.pools import pools
from tidlig.model.entry import Entry, Ident, Kind, Kinds
from tidlig.model.grants import Pool, Round
from tidlig.model.money import Money

P = program("2024", total=1_000, strands={"a": None, "b": None})
R = Round(id="r", stands_in="r.toml", program=Ident("p"))
TOWNS, OTHERS = Kinds((Kind("municipality"),)), Kinds((Kind("other"),))


def within(strand: str | None, id: str, frame: Money | None = None, **keys: object) -> Pool:
    return replace(pool(strand=strand), id=id, round=Ident("r"), frame=frame, **keys)  # type: ignore[arg-type]


def group(*entries: Entry) -> RoundGroup:
    books = ledger(P, R, *entries)
    [of_program] = groups(pools(books).rows, books)
    [of_round] = of_program.rounds
    return of_round


def test_pools_without_a_name_and_a_frame_are_counted_by_strand_and_by_who_may_apply() -> None:
    shown = group(
        within("b", "1", eligible=TOWNS),
        within("a", "2", eligible=TOWNS),
        within(None, "3"),
        within("b", "4", eligible=OTHERS),
        within("b", "5", eligible=TOWNS),
        within("a", "6", name="Named"),
        within("a", "7", kr(10)),
    )
    counted = [
        (each.strand and each.strand.id, each.eligible, each.number) for each in shown.counted
    ]
    assert counted == [
        ("a", TOWNS, 1), ("b", TOWNS, 2), ("b", OTHERS, 1), (None, (), 1),
    ]  # fmt: skip
    assert [row.pool and row.pool.id for row in shown.listed] == ["6", "7"]
    assert shown.ids == set("1234567")


def test_a_sum_of_pools_is_known_when_all_of_them_are() -> None:
    frames = [within("a", "1", kr(10)), within("a", "2", kr(30))]
    both = [award("2024-01-01", 9, pool=id, id=id) for id in ("1", "2")]
    whole = group(*frames, *both).total
    assert whole is not None
    assert (whole.frame, whole.awarded) == (kr(40), kr(18))
    assert whole.share is not None
    assert whole.share.percent == 45
    part = group(*frames, both[0]).total
    assert part is not None
    assert (part.frame, part.awarded, part.share) == (kr(40), None, None)


def test_frames_in_the_prices_of_different_years_have_no_sum() -> None:
    whole = group(
        within("a", "1", kr(10), price_level=2016), within("a", "2", kr(30), price_level=2017)
    ).total
    assert whole is not None
    assert whole.frame is None


def test_one_pool_has_no_sum() -> None:
    assert group(within("a", "1", kr(10))).total is None
