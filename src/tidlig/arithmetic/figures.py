"""The headings that money is counted under, and those that follow from them.

budget = appropriated + restated + reprioritised + carried; remaining = budget - awarded + returned;
outstanding = awarded - returned - paid; underspend = budget - outturn (mindreforbrug).
"""

from collections.abc import Iterable, Mapping

from tidlig.model.money import ZERO, Money

HEADINGS = (
    "appropriated", "restated", "reprioritised", "carried", "budget", "awarded", "returned",
    "remaining", "paid", "outstanding", "outturn", "underspend",
)  # fmt: skip
"""All headings, in the order of reports."""

BUDGET = ("appropriated", "restated", "reprioritised", "carried")
"""What a budget is made of."""

MOVED = (*BUDGET, "awarded", "returned", "paid", "outturn")
"""The headings that entries move money under; the others follow from them."""

Figures = Mapping[str, Money]
"""Money by heading."""


def derived(moved: Figures) -> dict[str, Money]:
    """Give all headings from those that entries move money under."""
    figures = {heading: moved.get(heading, ZERO) for heading in HEADINGS}
    budget = figures["budget"] = added(figures[heading] for heading in BUDGET)
    charged = figures["awarded"] - figures["returned"]
    figures["remaining"] = budget - charged
    figures["outstanding"] = charged - figures["paid"]
    figures["underspend"] = budget - figures["outturn"]
    return figures


def added(amounts: Iterable[Money]) -> Money:
    """Add up amounts, in øre and in half-width."""
    ore = half = 0
    for amount in amounts:
        ore += amount.ore
        half += amount.half
    return Money(ore, half)
