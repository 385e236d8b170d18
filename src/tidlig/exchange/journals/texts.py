"""Texts from a ledger, made safe for a line of a journal: on one line, masked, and not too long."""

import re
from functools import lru_cache

from tidlig.model.money import ORE_PER_KRONE
from tidlig.model.personal import masked
from tidlig.model.texts import CONTROL, without_commands

LONGEST = 300
"""Descriptions are cut here, and say so: Ledger reads no line of more than 4 095 bytes."""

_EIGHT_DIGITS = re.compile("[0-9](?:[^0-9]*[0-9]){7}")
"""What every id has that personal data is in; an id has no @ and no +."""


def id_shown(text: str) -> str:
    """Give an id or an address masked; there are many, and few that could have to be."""
    return masked(text) if _EIGHT_DIGITS.search(text) else text


@lru_cache(maxsize=10_000)
def one_line(text: str) -> str:
    """Give a text that others wrote, on one line, with personal data masked.

    What does not print (control characters, marks of direction, lone halves of characters) and
    every run of spaces becomes one space: two spaces or a tab end a description for Ledger. What
    would be a command to a CI is broken.
    """
    readable = re.sub(CONTROL, " ", masked(text))
    plain = without_commands("".join(each if each.isprintable() else " " for each in readable))
    return shortened(" ".join(plain.split()), LONGEST)


def shortened(text: str, longest: int) -> str:
    """Cut a text that is too long, and say that it is cut."""
    return text if len(text) <= longest else f"{text[: longest - 3]}..."


def kroner(ore: int) -> str:
    """Write øre as kroner with two decimals, never grouped: "70000000.00", "-0.50"."""
    if ore < 0:
        return f"-{kroner(-ore)}"
    return f"{ore // ORE_PER_KRONE}.{ore % ORE_PER_KRONE:02d}"
