"""Texts from a ledger, made safe for a line of a journal: on one line, masked, and not too long."""

from functools import lru_cache

from tidlig.model.money import ORE_PER_KRONE
from tidlig.model.personal import masked

LONGEST = 300
"""Descriptions are cut here, and say so: Ledger reads no line of more than 4 095 bytes."""


@lru_cache(maxsize=10_000)
def one_line(text: str) -> str:
    """Give a text that others wrote, on one line, with personal data masked.

    What does not print (control characters, marks of direction, lone halves of characters) and
    every run of spaces becomes one space: two spaces or a tab end a description for Ledger.
    """
    plain = "".join(each if each.isprintable() else " " for each in masked(text))
    return shortened(" ".join(plain.split()), LONGEST)


def shortened(text: str, longest: int) -> str:
    """Cut a text that is too long, and say that it is cut."""
    return text if len(text) <= longest else f"{text[: longest - 3]}..."


def kroner(ore: int) -> str:
    """Write øre as kroner with two decimals, never grouped: "70000000.00", "-0.50"."""
    whole, rest = divmod(abs(ore), ORE_PER_KRONE)
    return f"{'-' if ore < 0 else ''}{whole}.{rest:02d}"
