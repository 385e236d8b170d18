"""What is taken of files that are looked into again: the entries that could be at fault."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from tidlig.arithmetic.charging import stated_place
from tidlig.arithmetic.movements import has_unknown
from tidlig.arithmetic.summaries.facts import Purse
from tidlig.arithmetic.summaries.stamps import amounts, of_award, of_payment, of_return
from tidlig.model.entry import Entry
from tidlig.model.grants import Award, Payment, Return
from tidlig.model.money import Money
from tidlig.model.spelling import letters_and_digits


@dataclass
class Wanted:
    """What is taken of the files that are looked into again, and which files these are.

    With an award of `awards` all that is paid and returned on it is taken.
    """

    parts: set[int] = field(default_factory=set)
    awards: set[str] = field(default_factory=set)
    purses: set[Purse] = field(default_factory=set)
    parties: frozenset[str] = frozenset()
    award_stamps: set[int] = field(default_factory=set)
    payment_stamps: set[int] = field(default_factory=set)
    with_price_level: bool = False

    def takes(self, entry: Entry, awards: Mapping[str, Award]) -> bool:
        """Tell whether an entry is taken; `awards` are those of its file."""
        if entry.accept or has_unknown(entry):
            return True
        if isinstance(entry, Award):
            return self._takes_award(entry)
        assert isinstance(entry, Payment | Return)
        if entry.award in self.awards:
            return True
        award = awards.get(entry.award)
        if award is not None and self._takes_award(award):
            return True
        if isinstance(entry, Return):
            return self._takes_return(entry)
        return self._takes_payment(entry, award)

    def _takes_award(self, award: Award) -> bool:
        return (
            award.id in self.awards
            or stated_place(award) in self.purses
            or award.recipient in self.parties
            or (self.with_price_level and award.price_level is not None)
            or (bool(self.award_stamps) and self._is_alike(award))
        )

    def _is_alike(self, award: Award) -> bool:
        amount = amounts(award.amount)
        if amount is None:
            return False
        day, _, references = of_award(award, amount)
        return not self.award_stamps.isdisjoint((day, *references))

    def _takes_payment(self, payment: Payment, award: Award | None) -> bool:
        if payment.payee in self.parties:
            return True
        if award is None or not self.payment_stamps or not isinstance(payment.amount, Money):
            return False
        party = payment.payee or award.recipient
        said = letters_and_digits(payment.reference)
        day, by = of_payment(award.id, party, payment.amount, payment.date.toordinal(), said)
        return not self.payment_stamps.isdisjoint((day, *by))

    def _takes_return(self, entry: Return) -> bool:
        if not self.payment_stamps or not isinstance(entry.amount, Money):
            return False
        date, is_refund = entry.date.toordinal(), entry.type == "refund"
        return (
            of_return(entry.award, entry.amount, date, is_refund=is_refund) in self.payment_stamps
        )
