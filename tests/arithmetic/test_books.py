"""Whether awards can be paid for beside the accounts, against every set of needs, done slowly."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import chain, combinations, product

from hypothesis import event, example, given, settings
from hypothesis import strategies as st

from tidlig.arithmetic.books import Books
from tidlig.arithmetic.funding import award_shortfalls
from tidlig.arithmetic.movements import Line, complete_figures
from tidlig.model.money import Money
from tidlig.model.years import Years, one

Place = tuple[str, int, int]
Amounts = dict[Place, int]
Node = tuple[frozenset[tuple[str, int]], int, frozenset[tuple[str, int]]]
"""What a need may be met by: money of strands and years, and rooms; and how much it is."""

STRANDS = ("", "a", "b")
SINGLE = [(strand, year, year) for strand in STRANDS for year in (2014, 2015, 2016)]
SPANS = [(strand, *years) for strand in ("", "a") for years in ((2014, 2015), (2014, 2016))]

few = st.integers(0, 6)
budgets = st.dictionaries(st.sampled_from(SINGLE + SPANS), few, max_size=4)
awards = st.dictionaries(st.sampled_from(SINGLE + SPANS), few, max_size=4)
returns = st.dictionaries(st.sampled_from(SINGLE), st.integers(0, 2), max_size=1)
outturns = st.dictionaries(st.sampled_from(SINGLE), st.integers(-2, 6), max_size=3)


def lines(**amounts: Amounts) -> dict[Line, dict[str, Money]]:
    moved: dict[Line, dict[str, Money]] = {}
    for heading, by_place in amounts.items():
        for (strand, first, last), ore in by_place.items():
            moved.setdefault(Line("p", strand, Years(first, last)), {})[heading] = Money(ore)
    return {line: complete_figures(figures) for line, figures in moved.items()}


def covered(needs: list[int], reach: list[frozenset[int]], money: list[int]) -> int:
    """The most of some needs that money meets: the least cut, by trying every set of needs."""
    numbers = range(len(needs))
    every = chain.from_iterable(combinations(numbers, size) for size in range(len(needs) + 1))
    least = sum(needs)
    for chosen in every:
        within = frozenset().union(*(reach[number] for number in chosen))
        rest = sum(needs[number] for number in numbers if number not in chosen)
        least = min(least, rest + sum(money[each] for each in within))
    return least


class Slow:
    """The accounts and awards of a program, and what can pay for them, year by year."""

    def __init__(
        self, budget: Amounts, award: Amounts, back: Amounts, outturn: Amounts, by_strand: bool
    ) -> None:
        self.by_strand = by_strand
        self.booked = {year for _, year, _ in outturn}
        self.named = {year for strand, year, _ in outturn if strand and by_strand}
        self.money: list[tuple[str, set[int], int]] = []
        for source in (budget, back):
            for (strand, first, last), ore in source.items():
                self.money.append((strand, set(range(first, last + 1)), ore))
        places = {self._place(strand, year) for strand, year, _ in [*outturn, *back, *award]}
        self.gross = dict.fromkeys(places, 0)
        self.own = dict.fromkeys(places, 0)
        self.held: list[tuple[str, set[int], int]] = []
        self.plain: list[tuple[str, set[int], int]] = []
        for source in (outturn, back):
            for (strand, year, _), ore in source.items():
                self.gross[self._place(strand, year)] += ore
        for (strand, first, last), ore in award.items():
            years = set(range(first, last + 1))
            if first == last and first not in self.booked:
                self.plain.append((strand, years, ore))
            elif first == last and (strand or first not in self.named):
                self.own[self._place(strand, first)] += ore
                self.plain.append((strand, years, ore))
            elif years & self.booked:
                self.held.append((strand, years, ore))
            else:
                self.plain.append((strand, years, ore))

    def _place(self, strand: str, year: int) -> tuple[str, int]:
        return (strand if year in self.named else "", year)

    def _fits(self, one: str, other: str) -> bool:
        return not self.by_strand or "" in (one, other) or one == other

    def _paying(self, strand: str, years: set[int]) -> frozenset[int]:
        return frozenset(
            number
            for number, (of, stated, _) in enumerate(self.money)
            if years & stated and self._fits(strand, of)
        )

    def lacking(self) -> set[int]:
        """What awards lack beside what accounts have beyond them, as far as money covers that.

        Where several years' accounts share too little money, each way to share it may be.
        """
        booked = [place for place in self.gross if place[1] in self.booked]
        rooms = [max(self.gross[place] - self.own[place], 0) for place in booked]
        money = [ore for _, _, ore in self.money]
        reach = [self._paying(strand, {year}) for strand, year in booked]
        within = [max(min(self.gross[place], self.own[place]), 0) for place in booked]
        first = covered(within, reach, money)
        beyond = covered(within + rooms, reach + reach, money) - first
        return {
            self._unmet(booked, shares, rooms)
            for shares in product(*(range(room + 1) for room in rooms))
            if sum(shares) == beyond
            and covered(within + list(shares), reach + reach, money) == first + beyond
        }

    def _unmet(self, booked: list[tuple[str, int]], paid: Sequence[int], rooms: list[int]) -> int:
        """What is lacking when so much of the accounts is a need that money covers."""
        money = [ore for _, _, ore in self.money] + rooms
        needs = list(paid)
        reach = [self._paying(strand, {year}) for strand, year in booked]
        for strand, years, ore in self.plain:
            needs.append(ore)
            reach.append(self._paying(strand, years))
        for strand, years, ore in self.held:
            needs.append(ore)
            free = years - self.booked or years
            holding = {
                len(self.money) + number
                for number, (of, year) in enumerate(booked)
                if year in years and (self._fits(strand, of))
            }
            reach.append(self._paying(strand, free) | holding)
        return sum(needs) - covered(needs, reach, money)


@example({("a", 2015, 2015): 1}, {("b", 2015, 2015): 1}, {}, {("", 2015, 2015): 2}, True)
@settings(max_examples=300)
@given(budgets, awards, returns, outturns, st.booleans())
def test_awards_lack_what_no_set_of_needs_can_do_without(
    budget: Amounts, award: Amounts, back: Amounts, outturn: Amounts, by_strand: bool
) -> None:
    slow = Slow(budget, award, back, outturn, by_strand)
    expected = slow.lacking()
    event(f"lacks {max(expected) > 0}, held {bool(slow.held)}")
    by_line = lines(appropriated=budget, awarded=award, returned=back, outturn=outturn)
    booked = frozenset(Line("p", strand, one(year)) for strand, year, _ in outturn)
    books = Books(by_line, booked, by_strand=by_strand)
    found = award_shortfalls(by_line, {}, {}, by_strand=by_strand, books=books)
    assert sum(each.needed - each.available for each in found) in expected


def test_accounts_beyond_the_budget_take_no_money_from_awards_that_they_have() -> None:
    """30 + 30 booked of 50: the 30 awarded in 2015 are in the accounts of 2015."""
    place, span = ("", 2015, 2015), ("", 2014, 2015)
    outturn = {("", 2014, 2014): 30, place: 30}
    by_line = lines(appropriated={span: 50}, awarded={place: 30}, outturn=outturn)
    books = Books(by_line, frozenset(line for line in by_line if line.years.single), by_strand=True)
    assert award_shortfalls(by_line, {}, {}, by_strand=True, books=books) == []
