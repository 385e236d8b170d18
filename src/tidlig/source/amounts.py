"""Amounts as Danish sources write them: "49,2 mio. kr.", "1.234.567,50 kr.", 1_250_000.

Nothing is guessed. What can be read in two ways, as 1.000 (one to TOML, a thousand to a Dane),
is refused with what to write instead. Whole numbers are kroner.
"""

import re
from functools import lru_cache

from tidlig.model.money import ORE_PER_KRONE, UNKNOWN, Money, Unknown
from tidlig.model.notation import UNITS
from tidlig.model.register import Stated
from tidlig.source.misreadings import not_an_amount, too_many_decimals, unreadable
from tidlig.source.refusal import Refused

LARGEST = 10**15
"""No amount is larger than this many kroner: a thousand times a thousand milliarder."""

NO_BREAK_SPACE = "\u00a0"
"""What a text copied from a PDF has between a figure and its unit; taken as a space."""

MOST_REMEMBERED = 4_096
"""Amounts recur within a ledger, so as many as this are remembered by what was written."""

_UNITS = {unit.label: unit.ore for unit in UNITS.values()}
_WHOLE = r"(ca\. )?(-?)([1-9][0-9]{0,2}(?:\.[0-9]{3})+|0|[1-9][0-9]*)"
_SHAPE = re.compile(_WHOLE + r"(?:,([0-9]+))? (t\.kr\.|(?:mio\.|mia\.) kr\.|kr\.)")


def pattern() -> str:
    """Give the regular expression of an amount as text, as other programs know them too.

    Only how large an amount is, is not in it.
    """
    space = r"[ \u00a0]"
    with_units = [
        f"(?:,[0-9]{{1,{len(str(ore)) - 1}}})? {label}".replace(".", r"\.").replace(" ", space)
        for label, ore in _UNITS.items()
    ]
    whole = _WHOLE.replace(" ", space)
    return f"{UNKNOWN.value}|{whole}(?:{'|'.join(with_units)})"


def amount(value: object) -> Money | Unknown:
    """Read an amount as written, in øre; "unknown" is a value of its own."""
    if type(value) is int:
        return _kroner(value)
    if isinstance(value, str):
        return UNKNOWN if value == UNKNOWN.value else _text(value)
    raise not_an_amount(value)


def stated(value: object) -> Stated:
    """Read the value of a statement, and keep it as written."""
    return Stated(rounded_amount(value), value if isinstance(value, str) else str(value))


def rounded_amount(value: object) -> Money | Unknown | int:
    """Read the value of a statement: text is rounded as written, a whole number is itself.

    Text that has øre is exact: what is stated to the øre does not agree one øre off.
    """
    if type(value) is int:
        _kroner(value)
        return value
    read = amount(value)
    if isinstance(read, Unknown) or not isinstance(value, str):
        return read
    half = _half_of_last_digit(value)
    return Money(read.ore, half if half > 1 else 0)  # nothing is less than an øre


def _kroner(value: int) -> Money:
    if abs(value) > LARGEST:
        raise Refused(
            "ambiguous-amount",
            "the amount has more digits than any budget",
            "write the amount in whole kroner, at most 1.000.000.000.000.000",
        )
    return Money(value * ORE_PER_KRONE)


@lru_cache(MOST_REMEMBERED)
def _text(text: str) -> Money:
    match = _SHAPE.fullmatch(text.replace(NO_BREAK_SPACE, " "))
    if match is None:
        raise unreadable(text, _SHAPE.fullmatch)
    about, sign, whole, decimals, unit = match.groups(default="")
    step = _UNITS[unit]
    if len(decimals) >= len(str(step)):
        raise too_many_decimals(text)
    if len(whole) > len(str(LARGEST)) * 2:
        _kroner(LARGEST + 1)
    scaled = int(whole.replace(".", "") + decimals) * step
    ore = scaled // 10 ** len(decimals)
    _kroner(ore // ORE_PER_KRONE)
    half = _half_of_last_digit(text) if about else 0
    return Money(-ore if sign else ore, half)


def _half_of_last_digit(text: str) -> int:
    """Give half of the last digit of an amount that has been read, in øre, rounded up."""
    match = _SHAPE.fullmatch(text.replace(NO_BREAK_SPACE, " "))
    assert match is not None
    decimals, unit = match.group(4, 5)
    last_digit: int = _UNITS[unit] // 10 ** len(decimals or "")
    return (last_digit + 1) // 2
