"""What each award comes to: awarded with its amendments, returned, paid and outstanding."""

from collections.abc import Iterable
from dataclasses import dataclass

from tidlig.arithmetic.ledger import Ledger
from tidlig.arithmetic.movements import Movement, complete_figures, sums
from tidlig.arithmetic.recorded_payments import without_payments
from tidlig.arithmetic.unknown_amounts import unknown_movements
from tidlig.model.grants import Award
from tidlig.model.money import Money


@dataclass(frozen=True, slots=True)
class AwardSums:
    """An award with what it comes to; None where an amount is not known, or none is recorded."""

    award: Award
    awarded: Money | None
    returned: Money | None
    paid: Money | None
    outstanding: Money | None


def award_sums(ledger: Ledger) -> list[AwardSums]:
    """Return the awards that count, in order of file and place, with their sums."""
    figures = sums(_on_awards(ledger.movements), _award)
    unknown: dict[str, set[str]] = {}
    for movement in _on_awards(unknown_movements(ledger)):
        unknown.setdefault(_award(movement), set()).add(movement.heading)
    unpaid = without_payments(ledger)
    return [
        _sums(award, complete_figures(figures.get(award.id, {})), unknown.get(award.id, set()),
              is_paid=ledger.budget_line(award)[0] not in unpaid)
        for award in ledger.of(Award)
    ]  # fmt: skip


def _sums(
    award: Award, figures: dict[str, Money], unknown: set[str], *, is_paid: bool
) -> AwardSums:
    known = {key: None if key in unknown else figures[key] for key in ("awarded", "returned")}
    paid = figures["paid"] if is_paid and "paid" not in unknown else None
    is_known = paid is not None and not unknown
    outstanding = figures["outstanding"] if is_known else None
    return AwardSums(award, known["awarded"], known["returned"], paid, outstanding)


def _on_awards(movements: Iterable[Movement]) -> Iterable[Movement]:
    return (each for each in movements if each.heading in ("awarded", "returned", "paid"))


def _award(movement: Movement) -> str:
    return getattr(movement.entry, "award", None) or movement.entry.id
