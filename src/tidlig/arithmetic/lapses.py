"""Whether the money that lapsed was unused: what lapses, less what its line has left for it.

What is used of a year is what its accounts say, else its awards less returns. An award over years
of which some have accounts is in these as far as they have room for it. Lapses are looked at in
order of date: each has what awards, accounts and the lapses before it leave.

Where unspent money carries over, a lapse has what earlier years leave too, and comes before the
needs of later years: these are overspent if the lapse leaves them too little.
"""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property

from tidlig.arithmetic.books import Books, Case
from tidlig.arithmetic.carrying import carrying
from tidlig.arithmetic.claims import Claims
from tidlig.arithmetic.funding import award_claims, unallocated_money
from tidlig.arithmetic.ledger import Ledger
from tidlig.arithmetic.movements import UNSPLIT, Line
from tidlig.model.decisions import Lapse, Program
from tidlig.model.money import Money
from tidlig.model.years import one


@dataclass(frozen=True, slots=True)
class Excess:
    """A lapse with what it is more than its line has unused, surely or only perhaps.

    `strands_only` says that its program has enough unused, and its strand has not.
    """

    lapse: Lapse
    lapsed: Money
    excess: Money
    is_certain: bool
    strands_only: bool = False


def excesses(ledger: Ledger, program: Program) -> list[Excess]:
    """Find the lapses of a program that are more than what is unused.

    Where the program alone is controlled and has enough, those that are more than a strand has.
    """
    if program.control == "strand":
        return list(_excesses(ledger, program, by_strand=True))
    of_program = list(_excesses(ledger, program, by_strand=False))
    if of_program:
        return of_program
    of_strands = _excesses(ledger, program, by_strand=True)
    return [replace(found, strands_only=True) for found in of_strands]


def _excesses(ledger: Ledger, program: Program, *, by_strand: bool) -> Iterator[Excess]:
    lapses = _Lapses(ledger, program, by_strand=by_strand)
    surely = lapses.excesses(Case.BEST)
    nominal = lapses.excesses(Case.NOMINAL)
    perhaps = lapses.excesses(Case.WORST)
    for lapse in lapses.in_order:
        assert isinstance(lapse.amount, Money)
        if surely[lapse.id] > 0:
            yield Excess(lapse, lapse.amount, Money(nominal[lapse.id]), is_certain=True)
        elif perhaps[lapse.id] > 0:
            yield Excess(lapse, lapse.amount, Money(perhaps[lapse.id]), is_certain=False)


class _Lapses:
    """The lapses of a program whose amount is known, and the money of its lines."""

    def __init__(self, ledger: Ledger, program: Program, *, by_strand: bool) -> None:
        self.ledger, self.program = ledger, program
        self.lines = ledger.lines_of(program.id)
        self.booked = ledger.booked.get(program.id, frozenset())
        self.by_strand = by_strand
        self.carrying = carrying(ledger, program, {})

    @cached_property
    def in_order(self) -> list[Lapse]:
        """The lapses in order of date."""
        own = [
            lapse
            for lapse in self.ledger.of(Lapse)
            if lapse.program == self.program.id and isinstance(lapse.amount, Money)
        ]
        return sorted(own, key=lambda lapse: (lapse.date, lapse.id))

    def excesses(self, case: Case) -> dict[str, int]:
        """Return how many øre of each lapse no money covers, by its id."""
        claims = first = self._claims(case)
        lapsed: Counter[Line] = Counter()
        unmet = self._unmet(claims, lapsed)
        found: dict[str, int] = {}
        for lapse in self.in_order:
            assert isinstance(lapse.amount, Money)
            if self.carrying.carries:
                first = claims.until(lapse.year)
                unmet = self._unmet(first, lapsed)
            line = Line(self.program.id, lapse.strand or UNSPLIT, one(lapse.year))
            lapsed[line] += max(case.less(lapse.amount), 0)
            more = self._unmet(first, lapsed)
            found[lapse.id] = more - unmet
            unmet = more
        return found

    def _unmet(self, claims: Claims, lapsed: Mapping[Line, int]) -> int:
        needs = Counter(claims.needs)
        needs.update(lapsed)
        unmet = replace(claims, needs=dict(needs)).shortfalls(by_strand=self.by_strand)
        return sum(shortfall.needed - shortfall.available for shortfall in unmet)

    def _claims(self, case: Case) -> Claims:
        """What the program's lines need for awards and accounts, and their money.

        What an act states below zero is a need here: it is not there to lapse.
        """
        unallocated = unallocated_money(
            self.ledger, self.program, self.lines, by_strand=self.by_strand
        )
        books = Books(self.lines, self.booked, by_strand=self.by_strand, stand=True)
        return award_claims(
            self.lines, unallocated, {}, case=case, books=books, carrying=self.carrying
        )
