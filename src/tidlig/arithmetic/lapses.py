"""Whether the money that lapsed was unused: what lapses, less what its line has left for it.

What is used of a year is what its accounts say, else its awards less returns. An award over years
of which some have accounts is in these as far as they have room for it. Lapses are looked at in
order of date: each has what awards, accounts and the lapses before it leave.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from tidlig.arithmetic.coverage import shortfalls
from tidlig.arithmetic.funding import Case, unallocated_money
from tidlig.arithmetic.ledger import Ledger
from tidlig.arithmetic.line_states import each_of
from tidlig.arithmetic.movements import UNSPLIT, Figures, Line
from tidlig.model.decisions import Lapse, Program
from tidlig.model.money import Money
from tidlig.model.years import Years, one


@dataclass(frozen=True, slots=True)
class Excess:
    """A lapse with what it is more than its line has unused, surely or only perhaps."""

    lapse: Lapse
    lapsed: Money
    excess: Money
    is_certain: bool


def excesses(ledger: Ledger, program: Program) -> Iterator[Excess]:
    """Find the lapses of a program that are more than what is unused."""
    books = _Books(ledger, program)
    surely = books.excesses(Case.BEST)
    nominal = books.excesses(Case.NOMINAL)
    perhaps = books.excesses(Case.WORST)
    for lapse in books.lapses:
        assert isinstance(lapse.amount, Money)
        if surely[lapse.id] > 0:
            yield Excess(lapse, lapse.amount, Money(nominal[lapse.id]), is_certain=True)
        elif perhaps[lapse.id] > 0:
            yield Excess(lapse, lapse.amount, Money(perhaps[lapse.id]), is_certain=False)


class _Books:
    """The lines of a program, and its lapses whose amount is known, in order of date."""

    def __init__(self, ledger: Ledger, program: Program) -> None:
        self.ledger, self.program = ledger, program
        self.lines = ledger.lines_of(program.id)
        self.by_strand = program.control == "strand"

    @cached_property
    def lapses(self) -> list[Lapse]:
        own = [
            lapse
            for lapse in self.ledger.of(Lapse)
            if lapse.program == self.program.id and isinstance(lapse.amount, Money)
        ]
        return sorted(own, key=lambda lapse: (lapse.date, lapse.id))

    @cached_property
    def accounts(self) -> frozenset[int]:
        """The years of which the ledger has accounts."""
        booked = self.ledger.movements_under("outturn")
        return frozenset(
            movement.line.years.first
            for movement in booked
            if movement.line.program == self.program.id
        )

    def excesses(self, case: Case) -> dict[str, int]:
        """Return how many øre of each lapse no money covers, by its id."""
        needs, money = self._needs(case), self._money(case)
        unmet = self._unmet(needs, money)
        found: dict[str, int] = {}
        for lapse in self.lapses:
            assert isinstance(lapse.amount, Money)
            line = Line(self.program.id, lapse.strand or UNSPLIT, one(lapse.year))
            needs[line] = needs.get(line, 0) + max(case.less(lapse.amount), 0)
            more = self._unmet(needs, money)
            found[lapse.id] = more - unmet
            unmet = more
        return found

    def _unmet(self, needs: dict[Line, int], money: dict[Line, int]) -> int:
        above_zero = {line: ore for line, ore in needs.items() if ore > 0}
        there = {line: ore for line, ore in money.items() if ore > 0}
        unmet = shortfalls(above_zero, there, by_strand=self.by_strand)
        return sum(shortfall.needed - shortfall.available for shortfall in unmet)

    def _money(self, case: Case) -> dict[Line, int]:
        unallocated = unallocated_money(
            self.ledger, self.program, self.lines, by_strand=self.by_strand
        )
        money = {line: case.more(amount) for line, amount in unallocated.items()}
        for line, figures in self.lines.items():
            own = max(case.more(figures["budget"]), 0) + self._freed(line, figures, case)
            money[line] = money.get(line, 0) + own
        return money

    def _freed(self, line: Line, figures: Figures, case: Case) -> int:
        """What returns and awards below zero free; accounts have them in them."""
        if self._is_booked(line.years):
            return max(-case.less(figures["outturn"]), 0)
        return max(case.more(figures["returned"]), 0) + max(-case.less(figures["awarded"]), 0)

    def _is_booked(self, years: Years) -> bool:
        return years.single and years.first in self.accounts

    def _needs(self, case: Case) -> dict[Line, int]:
        needs: dict[Line, int] = {}
        for line, figures in self.lines.items():
            place, used = self._used(line, figures, case)
            needs[place] = needs.get(place, 0) + used
            needs[line] = needs.get(line, 0) + max(-case.more(figures["budget"]), 0)
        return needs

    def _used(self, line: Line, figures: Figures, case: Case) -> tuple[Line, int]:
        """What was used of a line, and the line with the years that it takes from."""
        if self._is_booked(line.years):
            return line, max(case.less(figures["outturn"]), 0)
        awarded = max(case.less(figures["awarded"]), 0)
        without = [year for year in each_of(line.years) if year not in self.accounts]
        if not without:
            return line, 0
        room = sum(self._room(year, case) for year in each_of(line.years) if year in self.accounts)
        rest = line._replace(years=Years(without[0], without[-1]))
        return rest, max(awarded - room, 0)

    def _room(self, year: int, case: Case) -> int:
        """How much of awards over several years the accounts of a year may hold."""
        ore = 0
        for line, figures in self.lines.items():
            if line.years == one(year):
                ore += case.more(figures["outturn"]) + case.more(figures["returned"])
                ore -= case.less(figures["awarded"])
        return max(ore, 0)
