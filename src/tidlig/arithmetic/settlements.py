"""Each award with what has come of it: returned, paid, outstanding."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TypeVar

from tidlig.arithmetic.figures import added
from tidlig.arithmetic.ledger import Ledger
from tidlig.arithmetic.movements import spread
from tidlig.model.grants import Award, Payment, Return
from tidlig.model.money import UNKNOWN, Money, known

OnAward = TypeVar("OnAward", Return, Payment)


@dataclass(frozen=True, slots=True)
class Settlement:
    """An award with its returns and payments, each in date order."""

    award: Award
    returns: tuple[Return, ...]
    payments: tuple[Payment, ...]

    @property
    def last_return(self) -> Return:
        """The last return whose amount is known, else the last one."""
        return _last(self.returns)

    @property
    def last_payment(self) -> Payment:
        """The last payment whose amount is known, else the last one."""
        return _last(self.payments)

    @property
    def awarded(self) -> Money | None:
        """What was awarded; None when a part of it is unknown."""
        amount = self.award.amount
        parts = [part for _, part in amount] if isinstance(amount, tuple) else [amount]
        if UNKNOWN in parts:
            return None
        return added(money for _, money in spread(amount, None, self.award.date))

    @property
    def returned(self) -> Money:
        """What was cancelled or paid back, as far as known."""
        return added(known(entry.amount) for entry in self.returns)

    @property
    def paid(self) -> Money:
        """What was paid less what was paid back, as far as known."""
        refunds = added(known(entry.amount) for entry in self.returns if entry.type == "refund")
        return added(known(entry.amount) for entry in self.payments) - refunds


def settlements(ledger: Ledger) -> Iterator[Settlement]:
    """Give every award that anything was returned or paid of, in order of file and place."""
    returns: dict[str, list[Return]] = {}
    payments: dict[str, list[Payment]] = {}
    for entry in ledger.of(Return):
        returns.setdefault(entry.award, []).append(entry)
    for payment in ledger.of(Payment):
        payments.setdefault(payment.award, []).append(payment)
    for id, award in ledger.awards.items():
        if id in returns or id in payments:
            yield Settlement(award, _dated(returns.get(id)), _dated(payments.get(id)))


def _last(entries: Sequence[OnAward]) -> OnAward:
    stated = [entry for entry in entries if isinstance(entry.amount, Money)]
    return (stated or entries)[-1]


def _dated(entries: list[OnAward] | None) -> tuple[OnAward, ...]:
    return tuple(sorted(entries or (), key=lambda entry: (entry.date, entry.id)))
