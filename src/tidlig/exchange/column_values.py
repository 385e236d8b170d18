"""The values of a column of a register, as messages and their help write them."""

from collections.abc import Sequence

from tidlig.exchange.signed_amounts import text
from tidlig.exchange.tables import SheetRow
from tidlig.model.personal import masked
from tidlig.source.refusal import shown

_MOST_VALUES, _LONGEST_VALUE = 4, 40


def values_of(rows: Sequence[SheetRow], number: int) -> dict[str, int]:
    """Give the values of a column, each with the first line that has it."""
    found: dict[str, int] = {}
    for row in rows:
        value = row.cells[number]
        found.setdefault(text(value), row.line)
    return found


def listed(values: Sequence[str]) -> str:
    """Give the first of some values, and how many more there are."""
    shown_ = ", ".join(shown(value, _LONGEST_VALUE) for value in values[:_MOST_VALUES])
    more = len(values) - _MOST_VALUES
    return f"{shown_} and {more} more" if more > 0 else shown_


def as_option(name: str, heading: str, value: str | None = None) -> str:
    """Write an option for a shell."""
    said = heading if value is None else f"{heading}={masked(value)[:_LONGEST_VALUE]}"
    is_plain = said.replace("=", "").replace("/", "").isalnum()
    return f"--{name} {said}" if is_plain else f'--{name} "{said}"'
