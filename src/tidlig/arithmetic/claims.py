"""The needs and the money of a program's lines, in øre, and what of the needs it cannot cover."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from tidlig.arithmetic.carrying import (
    NOTHING_CARRIES,
    Carrying,
    as_money,
    net_of_freed,
    without_freed,
)
from tidlig.arithmetic.coverage import NO_ACCOUNTS, Accounts, Shortfall, met_by_year, shortfalls
from tidlig.arithmetic.movements import Line


@dataclass(frozen=True, slots=True)
class Claims:
    """The needs of a program's lines, their money, and what acts state below zero, in øre.

    `gone` is what is gone of their money, and `freed` what accounts have less than awards.
    """

    needs: dict[Line, int]
    money: dict[Line, int]
    stated: dict[Line, int]
    accounts: Accounts = NO_ACCOUNTS
    carrying: Carrying = NOTHING_CARRIES
    gone: dict[Line, int] = field(default_factory=dict)
    freed: dict[Line, int] = field(default_factory=dict)

    def until(self, year: int) -> "Claims":
        """The claims without the needs that begin after a year."""
        awards = _until(year, self.accounts.awards)
        return replace(
            self,
            needs=_until(year, self.needs),
            stated=_until(year, self.stated),
            accounts=replace(self.accounts, awards=awards),
        )

    def shortfalls(self, *, by_strand: bool) -> list[Shortfall]:
        """The needs that the money cannot cover.

        What acts state below zero, and what is gone, is money of less than 0.
        """
        gone, money = self._gone_and_money(by_strand=by_strand)
        if gone:
            gone = self._met_by_year([gone], money, by_strand=by_strand)[0]
        needs = self._needs()
        needs.update(gone)
        possible = shortfalls(
            _without_zeros(needs),
            money,
            by_strand=by_strand,
            accounts=self.accounts,
            reach=self.carrying.reach,
        )
        with_needs = (_shortfall(shortfall, self.stated, gone) for shortfall in possible)
        return [shortfall for shortfall in with_needs if shortfall.needs]

    def met(self, others: Mapping[Line, int], *, by_strand: bool) -> dict[Line, int]:
        """How much of some other needs can be met, year by year; what is gone comes after them."""
        gone, money = self._gone_and_money(by_strand=by_strand)
        return self._met_by_year([others, gone], money, by_strand=by_strand)[0]

    def _needs(self) -> Counter[Line]:
        needs = Counter(self.needs)
        needs.update(self.stated)
        return needs

    def _gone_and_money(self, *, by_strand: bool) -> tuple[dict[Line, int], dict[Line, int]]:
        gone, freed = net_of_freed(self.gone, self.freed, by_strand=by_strand)
        return gone, _without_zeros({**self.money, **as_money(freed, self.carrying.reach)})

    def _met_by_year(
        self, others: list[Mapping[Line, int]], money: Mapping[Line, int], *, by_strand: bool
    ) -> list[dict[Line, int]]:
        return met_by_year(
            _without_zeros(self._needs()),
            others,
            money,
            by_strand=by_strand,
            accounts=self.accounts,
            reach=self.carrying.reach,
        )


def _until(year: int, amounts: Mapping[Line, int]) -> dict[Line, int]:
    return {line: ore for line, ore in amounts.items() if line.years.first <= year}


def _shortfall(
    shortfall: Shortfall, stated: Mapping[Line, int], gone: Mapping[Line, int]
) -> Shortfall:
    """Count what acts state below zero as money, and not as needs, and tell apart what is gone."""
    own = dict(shortfall.needs)
    is_gone = {line: gone[line] for line in own if line in gone}
    needed = {line: ore - stated.get(line, 0) - gone.get(line, 0) for line, ore in own.items()}
    taken = [(line, -stated[line]) for line in own if stated.get(line)]
    needed, money = without_freed(needed, shortfall.money)
    return Shortfall(
        tuple((line, ore) for line, ore in needed.items() if ore),
        (*money, *taken),
        shortfall.held,
        sum(is_gone.values()),
    )


def _without_zeros(amounts: Mapping[Line, int]) -> dict[Line, int]:
    return {line: ore for line, ore in amounts.items() if ore}
