"""Questions about the awards of one purse, which the rest of the ledger answers."""

import datetime as dt

from tidlig.arithmetic.ledger import Ledger
from tidlig.arithmetic.related import is_stated_above, sources
from tidlig.arithmetic.summaries.facts import OfPurse, Purse
from tidlig.model.decisions import Appropriation, Program
from tidlig.model.entry import Ident
from tidlig.model.grants import Award
from tidlig.model.records import OF_WHAT_IS_LEFT, Source, Statement
from tidlig.model.years import Years, surely_before

_OF_AWARDS = frozenset(
    (
        "awarded", "returned", "uncommitted", "paid", "outstanding", "awards", "recipients",
        *OF_WHAT_IS_LEFT,
    )
)  # fmt: skip
"""What statements measure that only awards, payments and returns can tell."""


class Questions:
    """Questions to a ledger without its mass."""

    def __init__(self, ledger: Ledger) -> None:
        """Keep the ledger, and what was answered."""
        self.ledger = ledger
        self.keeps_sources = next(ledger.of(Source), None) is not None
        self._outside: dict[tuple[Purse, int, int], bool] = {}

    def programs_told(self) -> frozenset[str | None]:
        """Give the programs that statements tell something of awards of; None stands for all."""
        told = (s for s in self.ledger.of(Statement) if s.measure in _OF_AWARDS)
        return frozenset(self._told(statement) for statement in told)

    def _told(self, statement: Statement) -> str | None:
        pool = self.ledger.pools.get(statement.pool or "")
        narrower = pool or self.ledger.rounds.get(statement.round or "")
        return statement.program or (None if narrower is None else narrower.program)

    def about(self, each: OfPurse, told: frozenset[str | None]) -> bool:
        """Tell whether an award of a purse may be at fault, or is told of."""
        where = self.ledger.known_budget_line(each.purse)
        if where is None or None in told or where[0] in told:
            return True
        if each.beside_date and self.ledger.programs[where[0]].basis == "commitment":
            return True
        return self._undecided(each) or self._uncited(each) or self._at_other_price(each, where[0])

    def outside(self, purse: Purse, first: int, last: int) -> bool:
        """Tell whether years are outside those of a purse's program."""
        key = purse, first, last
        if key not in self._outside:
            where = self.ledger.known_budget_line(purse)
            own = self.ledger.programs[where[0]].years if where is not None else None
            self._outside[key] = own is not None and not Years(first, last).within(own)
        return self._outside[key]

    def _undecided(self, each: OfPurse) -> bool:
        """Tell whether an award is dated before the decision of its round."""
        pool, _, _, named = each.purse
        of_pool = self.ledger.pools[pool].round if pool is not None else None
        round = self.ledger.rounds.get(named or of_pool or "")
        if round is None or round.decided is None:
            return False
        return surely_before(dt.date.fromordinal(each.earliest), round.decided)

    def _uncited(self, each: OfPurse) -> bool:
        """Tell whether an award has no source, though the ledger keeps some."""
        if not self.keeps_sources or not each.without_source:
            return False
        pool, program, strand, round = each.purse
        names = [None if name is None else Ident(name) for name in (pool, program, strand, round)]
        award = _award(*names)
        return not sources(self.ledger, award) and not is_stated_above(self.ledger, award)

    def _at_other_price(self, each: OfPurse, program: str) -> bool:
        """Tell whether an award is at another price level than its pool, or its program's acts."""
        if not each.price_levels:
            return False
        pool = self.ledger.pools.get(each.purse[0] or "")
        if pool is not None and pool.price_level is not None:
            return set(each.price_levels) != {pool.price_level}
        levels = {each.price_level for each in self.ledger.of(Program) if each.id == program}
        later = (act for act in self.ledger.of(Appropriation) if act.program == program)
        levels = (levels | {act.price_level for act in later}) - {None}
        return bool(levels) and not levels.issuperset(each.price_levels)


def _award(
    pool: Ident | None, program: Ident | None, strand: Ident | None, round: Ident | None
) -> Award:
    """Give an award of a purse, of which nothing else is known."""
    date = dt.date.min
    return Award(
        id="", stands_in="", date=date, amount=(), pool=pool, program=program, strand=strand,
        round=round,
    )  # fmt: skip
