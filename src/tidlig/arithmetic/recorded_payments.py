"""Which programs record payments: of the others nothing is known to be paid or outstanding.

Unknown is never 0. A program that records awards and no payment may have paid all of them, or none,
so what is paid and what is outstanding are not known there. Sums of lines stay arithmetic.
"""

from collections.abc import Iterable

from tidlig.arithmetic.ledger import Ledger
from tidlig.arithmetic.unknown_amounts import CUT, Doubts, unknown_movements

NOT_RECORDED: Doubts = {"paid": CUT, "outstanding": CUT}
"""What is not known of sums of a program that records no payment."""


def without_payments(ledger: Ledger) -> frozenset[str]:
    """Return the programs that record awards and no payment; a refund alone is none."""
    awarded = {movement.line.program for movement in ledger.movements_under("awarded")}
    unknown = unknown_movements(ledger)
    awarded.update(gap.line.program for gap in unknown if gap.heading == "awarded")
    return frozenset(awarded - with_payment(ledger))


def with_payment(ledger: Ledger) -> frozenset[str]:
    """Return the programs that record a payment, if one of an unknown amount."""
    unknown = (gap for gap in unknown_movements(ledger) if gap.heading == "paid")
    payments = (*ledger.movements_under("paid"), *unknown)
    return frozenset(each.line.program for each in payments if each.entry.kind == "payment")


def with_payments(doubts: Doubts, programs: Iterable[str], without: frozenset[str]) -> Doubts:
    """Return what is not known of a sum over programs, some of which may record no payment."""
    if without.isdisjoint(programs):
        return doubts
    return {**doubts, **NOT_RECORDED}
