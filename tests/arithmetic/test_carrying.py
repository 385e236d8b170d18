"""Where unspent money carries over: needs against a slow reckoning that goes from year to year."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from dataclasses import dataclass, field, replace
from typing import Literal

import pytest
from hypothesis import event, example, given, settings
from hypothesis import strategies as st

from arithmetic.making import FILE, award, carry_over, kr, ledger, line, outturn, program
from tidlig.arithmetic.carrying import FREED, net_of_freed
from tidlig.arithmetic.commitments import by_accounts, verdict
from tidlig.arithmetic.figures import Cell
from tidlig.arithmetic.lapses import excesses
from tidlig.arithmetic.ledger import Ledger
from tidlig.arithmetic.what_is_left import ProgramLeft
from tidlig.model.decisions import Lapse
from tidlig.model.entry import Entry, Ident, Year
from tidlig.model.years import one

YEARS = (2024, 2025, 2026)
STRANDS = ("a", "b")

Place = tuple[str, int]
"""A strand, or none, and a year."""

Amounts = dict[Place, int]

places = st.tuples(st.sampled_from(STRANDS), st.sampled_from(YEARS))
few = st.dictionaries(places, st.integers(1, 9))


@dataclass
class Figures:
    """What a program has and needs, in kroner by strand and year; nothing is unsplit."""

    budget: Amounts = field(default_factory=dict)
    awards: Amounts = field(default_factory=dict)
    lapses: Amounts = field(default_factory=dict)
    accounts: Amounts = field(default_factory=dict)

    def ledger(self, *, with_strands: bool) -> Ledger:
        """The ledger that says so, by strand or of a program without any."""
        split = {year: sum(self.budget.get((s, year), 0) for s in STRANDS) for year in YEARS}
        splits = {s: {year: self.budget.get((s, year), 0) for year in YEARS} for s in STRANDS}
        strands = splits if with_strands else None
        stated = program("2024-2026", split=split, strands=strands)
        entries: list[Entry] = [replace(stated, unspent="carries-over")]
        for number, ((strand, year), ore) in enumerate(self.awards.items()):
            named = {"strand": Ident(strand)} if with_strands else {}
            entries.append(award(f"{year}-05-01", ore, id=f"a{number}", **named))
        for (strand, year), ore in self.lapses.items():
            entries.append(lapse(f"l{strand}{year}", year, ore, strand if with_strands else None))
        for (strand, year), ore in self.accounts.items():
            entries.append(outturn(year, ore, strand=strand if with_strands else None))
        return ledger(*entries)


def lapse(id: str, year: int, kroner: int, strand: str | None) -> Lapse:
    return Lapse(
        id=id,
        stands_in=FILE,
        program=Ident("p"),
        year=Year(year),
        amount=kr(kroner),
        date=dt.date(year + 1, 2, 1),
        strand=None if strand is None else Ident(strand),
    )


def summed(amounts: Amounts) -> dict[int, int]:
    by_year: Counter[int] = Counter()
    for (_, year), ore in amounts.items():
        by_year[year] += ore
    return by_year


@dataclass
class Reckoned:
    """What awards lack, and what lapses are more than there was, in kroner."""

    lack: int = 0
    over: int = 0
    is_over_awarded: bool = False


def reckon(figures: Figures, *, with_strands: bool) -> Reckoned:
    """Go from year to year: what earlier years leave is added to what the next one has."""
    found = Reckoned()
    for strand in STRANDS if with_strands else ("",):
        left = 0
        for year in YEARS:
            of = [strand] if with_strands else STRANDS
            here = [(each, year) for each in of]
            has = left + sum(figures.budget.get(place, 0) for place in here)
            given = sum(figures.awards.get(place, 0) for place in here)
            booked = [figures.accounts[place] for place in here if place in figures.accounts]
            used = sum(booked) if booked else given
            found.lack += max(given - has, 0)
            found.is_over_awarded |= bool(booked) and given > has
            left = max(has - used, 0)
            gone = sum(figures.lapses.get(place, 0) for place in here)
            found.over += max(gone - left, 0)
            left = max(left - gone, 0)
    return found


def lacking(books: Ledger) -> int:
    shortfalls = verdict(books, books.programs["p"]).shortfalls
    assert not any(line.program == FREED for each in shortfalls for line, _ in each.money)
    return sum(each.needed - each.available for each in shortfalls) // 100


def lapsed_too_much(books: Ledger) -> int:
    return sum(each.excess.ore for each in excesses(books, books.programs["p"])) // 100


@example(Figures({("a", 2024): 9, ("a", 2025): 9}, {("a", 2024): 4, ("a", 2025): 8}), False)
@example(Figures({("a", 2025): 9}, {("a", 2024): 1}), False)
@example(Figures({("a", 2024): 9}, {("a", 2025): 9}, {("a", 2024): 1}), True)
@settings(max_examples=150)
@given(st.builds(Figures, few, few, few), st.booleans())
def test_needs_lack_what_a_reckoning_from_year_to_year_finds_missing(
    figures: Figures, with_strands: bool
) -> None:
    expected = reckon(figures, with_strands=with_strands)
    event(f"lacks {expected.lack > 0}, lapses too much {expected.over > 0}")
    books = figures.ledger(with_strands=with_strands)
    assert lacking(books) == expected.lack
    assert lapsed_too_much(books) == expected.over


@example(Figures({("a", 2024): 9}, {("a", 2024): 9, ("a", 2025): 5}, {}, {("a", 2024): 4}), True)
@settings(max_examples=150)
@given(st.builds(Figures, few, few, few, st.dictionaries(places, st.integers(0, 9))), st.booleans())
def test_accounts_say_what_a_year_has_used_of_what_later_years_may_use(
    figures: Figures, with_strands: bool
) -> None:
    """Strands of a year that its accounts do not name used nothing."""
    if with_strands:
        for _, year in list(figures.accounts):
            for strand in STRANDS:
                figures.accounts.setdefault((strand, year), 0)
    expected = reckon(figures, with_strands=with_strands)
    event(f"lacks {expected.lack > 0}, over-awarded {expected.is_over_awarded}")
    books = figures.ledger(with_strands=with_strands)
    found = lacking(books)
    if expected.is_over_awarded:
        assert 0 < found <= expected.lack
    else:
        assert found == expected.lack
    assert lapsed_too_much(books) == expected.over


@settings(max_examples=100)
@given(st.builds(Figures, few, few, few), st.booleans())
def test_no_less_is_missing_than_the_balance_of_the_last_year_is_below_zero(
    figures: Figures, with_strands: bool
) -> None:
    books = figures.ledger(with_strands=with_strands)
    left = ProgramLeft(books, books.programs["p"], dt.date(2026, 12, 31))
    cells = [Cell(None, strand) for strand in STRANDS] if with_strands else [Cell(None)]
    remaining = [left.left(cell).remaining for cell in cells]
    below = sum(max(-(each.most or 0), 0) for each in remaining if each is not None)
    event(f"below zero {below > 0}")
    assert lacking(books) + lapsed_too_much(books) >= below // 100


def carrying(split: dict[int, int], *entries: Entry, years: str = "2024-2026") -> Ledger:
    return ledger(replace(program(years, split=split), unspent="carries-over"), *entries)


def test_a_carry_over_moves_money_once() -> None:
    """4 of the 6 are moved, the other 2 follow: 16 for 2025, and no more."""
    for given_in_2025, expected in ((16, 0), (17, 1)):
        books = carrying(
            {2024: 10, 2025: 10},
            award("2024-05-01", 4, id="a"),
            carry_over(2024, 2025, 4, date="2025-02-01"),
            award("2025-05-01", given_in_2025, id="b"),
        )
        assert lacking(books) == expected


def test_a_carry_over_from_a_year_with_accounts_moves_money_once() -> None:
    """The accounts of 2024 used 4 of what 7 was awarded of: 16 for 2025, moved or not."""
    for given_in_2025, expected in ((16, 0), (17, 1)):
        books = carrying(
            {2024: 10, 2025: 10},
            award("2024-05-01", 7, id="a"),
            outturn(2024, 4),
            carry_over(2024, 2025, 4, date="2025-02-01"),
            award("2025-05-01", given_in_2025, id="b"),
        )
        assert lacking(books) == expected


def test_what_earlier_years_left_may_be_carried_on_by_an_entry() -> None:
    """12 of 2025 are moved to 2026: 10 of its own, and 2 of what 2024 left."""
    books = carrying({2024: 10, 2025: 10}, carry_over(2025, 2026, 12, date="2026-02-01"))
    assert not by_accounts(books, books.programs["p"]).shortfalls


def test_an_estimate_does_not_carry_over() -> None:
    """FL2024 estimates 10 for 2025, and no act of 2025 came: 2026 may not use it."""
    stated = replace(program("2024-2026", split={2024: 10, 2025: 10, 2026: 10}), act="FL2024")
    over = award("2026-05-01", 22, id="b")
    books = ledger(replace(stated, unspent="carries-over"), over)
    assert lacking(books) == 2


def test_an_award_over_years_that_all_have_accounts_takes_what_these_say() -> None:
    """15 over 2024-2025 of 20; their accounts say 8. So 12 + 10 may be used in 2026."""
    span = award("2024-05-01", 15, id="a", years=one(2024)._replace(last=2025))
    for given_in_2026, expected in ((22, 0), (23, 1)):
        books = carrying(
            {2024: 10, 2025: 10, 2026: 10},
            span,
            outturn(2024, 4),
            outturn(2025, 4),
            award("2026-05-01", given_in_2026, id="b"),
        )
        assert lacking(books) == expected


@pytest.mark.parametrize(("unspent", "expected"), [("carries-over", 0), ("lapses", 2), (None, 2)])
def test_money_carries_over_only_where_the_program_says_so(
    unspent: Literal["carries-over", "lapses"] | None, expected: int
) -> None:
    stated = program("2024-2025", split={2024: 10, 2025: 10})
    given_later = award("2025-05-01", 12, id="b")
    assert lacking(ledger(replace(stated, unspent=unspent), given_later)) == expected


def test_a_yearly_amount_without_an_end_carries_over_from_years_without_entries() -> None:
    """10 each in 2024, 2025 and 2026: 30 in 2026."""
    for given_in_2026, expected in ((30, 0), (31, 1)):
        stated = replace(program("2024-", yearly=10), unspent="carries-over")
        books = ledger(stated, award("2026-05-01", given_in_2026))
        assert lacking(books) == expected


def test_unspent_money_of_the_program_is_no_money_after_its_last_year() -> None:
    books = carrying({2024: 10}, award("2026-05-01", 1), years="2024-2025")
    assert lacking(books) == 1


def test_what_is_gone_comes_off_what_its_own_year_and_strand_freed_to_the_ore() -> None:
    a, b, later = line("a 2024"), line("b 2024"), line("a 2025")
    gone, freed = {a: 500, b: 7}, {a: 301, later: 90}
    assert net_of_freed(gone, freed, by_strand=True) == ({a: 199, b: 7}, {later: 90})
    assert net_of_freed({a: 300, b: 7}, freed, by_strand=True) == ({b: 7}, {a: 1, later: 90})
    assert net_of_freed({b: 7}, {a: 301}, by_strand=False) == ({}, {a: 294})
