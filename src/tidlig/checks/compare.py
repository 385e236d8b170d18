"""Comparing inexact amounts: wrong for every value that they allow, or only for some."""

from tidlig.model.findings import Severity
from tidlig.model.messages import Message, Value
from tidlig.model.money import Money


def over(value: Money, limit: Money) -> Severity | None:
    """Compare a value with its limit: an error is surely over it, a warning may be."""
    if value.low > limit.high:
        return Severity.ERROR
    return Severity.WARNING if value.high > limit.low else None


def different(one: Money, other: Money) -> Severity | None:
    """Compare two amounts that should be equal: an error surely differs, a warning may."""
    if one.ore == other.ore:
        return None
    is_apart = one.low > other.high or other.low > one.high
    return Severity.ERROR if is_apart else Severity.WARNING


def at_most(money: Money, *, certain: bool) -> Value:
    """Write an amount, or that it is the most that is possible."""
    return money if certain else Message("up to {money}", money=money)


def excess(value: Money, limit: Money, severity: Severity) -> Value:
    """Write by how much a value is over its limit: surely, or at most."""
    if severity is Severity.ERROR:
        return value - limit
    return at_most(Money(value.high - limit.low), certain=False)


def are_over(value: Money, limit: Money, severity: Severity) -> Message:
    """Write that some amounts are over a limit, which the sentence then names, or may be."""
    amount = excess(value, limit, severity)
    if severity is Severity.ERROR:
        return Message("are {excess} over", excess=amount)
    return Message("may be {excess} over", excess=amount)
