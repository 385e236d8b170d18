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
    unknown = list(unknown_movements(ledger))
    awarded = {movement.line.program for movement in ledger.movements_under("awarded")}
    awarded.update(gap.line.program for gap in unknown if gap.heading == "awarded")
    payments = [*ledger.movements_under("paid"), *(gap for gap in unknown if gap.heading == "paid")]
    paid = {movement.line.program for movement in payments if movement.entry.kind == "payment"}
    return frozenset(awarded - paid)


def with_payments(doubts: Doubts, programs: Iterable[str], without: frozenset[str]) -> Doubts:
    """Return what is not known of a sum over programs, some of which may record no payment."""
    if without.isdisjoint(programs):
        return doubts
    return {**doubts, **NOT_RECORDED}
