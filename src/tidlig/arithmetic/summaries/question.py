"""What sums are asked for."""

from typing import NamedTuple


class Question(NamedTuple):
    """What sums are asked for: up to a date, as an ordinal, or all; and by recipient or not."""

    as_of: int | None = None
    by_recipient: bool = False


EVERYTHING = Question()
"""What is asked for unless told otherwise: all dates, whoever gets the money."""
