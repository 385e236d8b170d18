"""Amounts that may be tables by year, read at once: nearly all that a large ledger consists of.

`schema` asks here first. What is at fault is refused here without saying where, and `schema` then
goes through the table row by row and tells what is wrong with each; both read years and amounts
with the same functions, so a table that is in order is the same either way.
"""

from tidlig.model.entry import Amount, YearAmount, YearAmounts
from tidlig.source.amounts import MOST_REMEMBERED, amount
from tidlig.source.years import year

_RECURRING = 1_000
"""Whole thousands of kroner are remembered; other whole numbers hardly come twice."""

_remembered: dict[tuple[str, object], YearAmount] = {}


def amount_or_table(value: object) -> Amount | YearAmounts:
    """Read an amount, or a table of amounts by single years; raise `Refused` if any is none.

    A value that cannot even be looked up, such as a list, raises TypeError.
    """
    if type(value) is not dict:
        return amount(value)
    known = _remembered.get
    return tuple([known(row) or _row(*row) for row in value.items()])


def _row(written: str, value: object) -> YearAmount:
    row = YearAmount(year(written), amount(value))
    if _recurs(value):
        if len(_remembered) >= MOST_REMEMBERED:
            _remembered.clear()
        _remembered[written, value] = row
    return row


def _recurs(value: object) -> bool:
    """Tell whether to remember an amount: never 0 or 1, for to a dict `false` and `true` are these.

    So a truth value is never found among what was read, and is refused as what it is.
    """
    return type(value) is str or (type(value) is int and value != 0 and value % _RECURRING == 0)
