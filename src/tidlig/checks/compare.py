"""Comparing inexact amounts: wrong for every value that they allow, or only for some."""

from tidlig.model.findings import Severity
from tidlig.model.money import Money, kroner

PERHAPS = "may be "
"""What a message says of a comparison that fails only for some of the values allowed."""


def over(value: Money, limit: Money) -> Severity | None:
    """Tell how bad it is that a value is over its limit; None when it is not."""
    if value.low > limit.high:
        return Severity.ERROR
    return Severity.WARNING if value.high > limit.low else None


def different(one: Money, other: Money) -> Severity | None:
    """Tell how bad a difference between two amounts is that should be equal; None for none."""
    if one.ore == other.ore:
        return None
    apart = one.low > other.high or other.low > one.high
    return Severity.ERROR if apart else Severity.WARNING


def by_how_much(value: Money, limit: Money, severity: Severity) -> str:
    """Write how far a value is over its limit: surely, or at most."""
    if severity is Severity.ERROR:
        return kroner(value - limit)
    return f"up to {kroner(Money(value.high - limit.low))}"
