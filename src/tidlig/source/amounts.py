"""Amounts as Danish sources write them: "49,2 mio. kr.", "1.234.567,50 kr.", 1_250_000.

Nothing is guessed. What can be read in two ways, as 1.000 (one to TOML, a thousand to a Dane),
is refused with what to write instead. Whole numbers are kroner.
"""

import re

from tidlig.model.money import ORE_PER_KRONE, UNKNOWN, Money, Unknown
from tidlig.model.notation import UNITS
from tidlig.source.refusal import LONGEST_SHOWN, Refused, shown
from tidlig.source.toml import WrittenFloat

LARGEST = 10**15
"""No amount is larger than this many kroner: a thousand times a thousand milliarder."""

NO_BREAK_SPACE = "\u00a0"
"""What a text copied from a PDF has between a figure and its unit; taken as a space."""

_UNITS = {unit.label: unit.ore for unit in UNITS.values()}
_SHAPE = re.compile(
    r"(ca\. )?(-?)([0-9]{1,3}(?:\.[0-9]{3})+|[0-9]+)(?:,([0-9]+))? "
    r"(t\.kr\.|(?:mio\.|mia\.) kr\.|kr\.)"
)
_POINT_DECIMALS = re.compile(r"(ca\. )?(-?[0-9]+)\.([0-9]{1,2}|[0-9]{4,})( .*)?")
_NUMBER = re.compile(r"(?:ca\. )?-?[0-9][0-9.,]*")
_EXAMPLE = 'write whole kroner (1_250_000) or text such as "49,2 mio. kr."'


def amount(value: object) -> Money | Unknown:
    """Read an amount as written, in øre; "unknown" is a value of its own."""
    if type(value) is int:
        return _kroner(value)
    if isinstance(value, str):
        return UNKNOWN if value == UNKNOWN.value else _text(value)
    raise _not_an_amount(value)


def rounded_amount(value: object) -> Money | Unknown | int:
    """Read the value of a statement: text is rounded as written, a whole number is itself."""
    if type(value) is int:
        _kroner(value)
        return value
    read = amount(value)
    if isinstance(read, Unknown) or not isinstance(value, str):
        return read
    return Money(read.ore, _half_of_last_digit(value))


def _kroner(value: int) -> Money:
    if abs(value) > LARGEST:
        raise Refused(
            "ambiguous-amount",
            "the amount has more digits than any budget",
            "write the amount in whole kroner, at most 1.000.000.000.000.000",
        )
    return Money(value * ORE_PER_KRONE)


def _text(text: str) -> Money:
    match = _SHAPE.fullmatch(text.replace(NO_BREAK_SPACE, " "))
    if match is None:
        raise _unreadable(text)
    about, sign, whole, decimals, unit = match.groups(default="")
    step = _UNITS[unit]
    if 10 ** len(decimals) > step:
        raise Refused(
            "ambiguous-amount",
            f"{shown(text)} has more decimals than there are øre",
            "leave out what is less than an øre",
        )
    if len(whole) > 20:
        _kroner(LARGEST * 10)
    scaled = int(whole.replace(".", "") + decimals) * step
    ore = scaled // 10 ** len(decimals)
    _kroner(ore // ORE_PER_KRONE)
    half = _half_of_last_digit(text) if about else 0
    return Money(-ore if sign else ore, half)


def _half_of_last_digit(text: str) -> int:
    """Give half of the last digit of an amount that has been read, in øre, rounded up."""
    match = _SHAPE.fullmatch(text.replace(NO_BREAK_SPACE, " "))
    assert match is not None
    last_digit = _UNITS[match[5]] // 10 ** len(match[4] or "")
    return (last_digit + 1) // 2


def _not_an_amount(value: object) -> Refused:
    if isinstance(value, WrittenFloat):
        return _float(value.text)
    if isinstance(value, bool):
        return Refused("wrong-type", f"an amount is expected, not {str(value).lower()}", _EXAMPLE)
    if isinstance(value, dict):
        return Refused(
            "wrong-type", "one amount is expected here, not a table by years", _EXAMPLE
        )
    return Refused("wrong-type", f"an amount is expected, not {kind_of(value)}", _EXAMPLE)


def _float(text: str) -> Refused:
    """Refuse a number with a point, saying the two things that it may have meant."""
    thousands = re.fullmatch(r"[+-]?([0-9]{1,3})\.([0-9]{3})", text)
    if thousands:
        return Refused(
            "ambiguous-amount",
            f"{text} is {thousands[1]} to TOML, not {thousands[1]} thousand",
            f'write {thousands[1]}_{thousands[2]} for kroner, or text with its unit: "{text} mio. kr."',
        )
    if re.fullmatch(r"[+-]?[0-9]+\.[0-9]+", text):
        danish = text.lstrip("+").replace(".", ",")
        help = f'write the unit too: "{danish} mio. kr." or "{danish} kr."'
        return Refused("ambiguous-amount", f"{shown(text)[1:-1]} is a number without a unit", help)
    return Refused("ambiguous-amount", f"{shown(text)[1:-1]} is not an amount", _EXAMPLE)


def _unreadable(text: str) -> Refused:
    quoted = shown(text)
    point = _POINT_DECIMALS.fullmatch(text)
    if point and len(text) <= LONGEST_SHOWN:
        danish = f"{point[1] or ''}{point[2]},{point[3]}{point[4] or ''}"
        danish += "" if point[4] else " mio. kr."
        return Refused(
            "ambiguous-amount",
            f"{quoted} has a point where Danish has a decimal comma",
            f'write "{danish}"',
        )
    if _NUMBER.fullmatch(text) and len(text) <= LONGEST_SHOWN:
        return Refused(
            "ambiguous-amount", f"{quoted} has no unit", f'write "{text} kr." or "{text} mio. kr."'
        )
    return Refused("ambiguous-amount", *_explained(text, quoted))


def _explained(text: str, quoted: str) -> tuple[str, str]:
    number = _NUMBER.match(text)
    if number is None or number[0].endswith((",", ".")):
        return f"{quoted} is not an amount", f'{_EXAMPLE}, or "unknown"'
    unit = text[number.end() :].strip()
    if unit not in _UNITS:
        known = ", ".join(f'"{label}"' for label in _UNITS)
        return f'{quoted} has no unit that is known: "{unit[:20]}"', f"write one of {known}"
    return f"{quoted} is not written as an amount", (
        "group thousands with points, decimals after one comma, one space before the unit: "
        '"1.234.567,50 kr."'
    )


def kind_of(value: object) -> str:
    """Name the type of a TOML value in the user's words."""
    names = {
        bool: "a truth value", int: "a whole number", str: "text", dict: "a table",
        list: "a list", WrittenFloat: "a number with decimals",
    }
    return names.get(type(value), "a date or time")
