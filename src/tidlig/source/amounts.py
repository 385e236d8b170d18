"""Amounts as Danish sources write them: "49,2 mio. kr.", "1.234.567,50 kr.", 1_250_000.

Nothing is guessed. What can be read in two ways, as 1.000 (one to TOML, a thousand to a Dane),
is refused with what to write instead. Whole numbers are kroner.
"""

import re
from collections.abc import Callable
from functools import lru_cache

from tidlig.model.messages import Message
from tidlig.model.money import ORE_PER_KRONE, UNITS, UNKNOWN, Money, Unknown
from tidlig.model.personal import masked
from tidlig.model.records import Stated
from tidlig.source.toml import WrittenFloat
from tidlig.source.values import LONGEST_SHOWN, Refused, kind_of, shown

_THOUSANDS = re.compile(r"\+?(-?[1-9][0-9]{0,2})\.([0-9]{3})")
_POINT_DECIMALS = re.compile(
    r"((?:ca\. )?-?(?:0|[1-9][0-9]*))\.([0-9]{1,2}|[0-9]{4,}|(?<=0\.)[0-9]{3})( .*)?"
)
_NUMBER = re.compile(r"(?:ca\. )?-?[0-9][0-9.,]*")
_UNIT = re.compile(r" ?(?:(t|mio|mill|mia|mrd)\.? ?(?:kr\.?)?|kr\.?)$", re.IGNORECASE)
_ABOUT = re.compile(r"^(?:ca|cirka|circa)\.? ?", re.IGNORECASE)
_SPACED_GROUP = re.compile(r"(?<=[0-9]) (?=[0-9]{3}(?![0-9]))")
_UNITS_MEANT = {"t": "t.kr.", "mio": "mio. kr.", "mill": "mio. kr."}
_MILLIONS = re.compile(r"-?[0-9]{1,3}(?:\.[0-9]{3}){2,}")
"""A million and more: nobody writes that of millions."""

_EXAMPLE = Message('write whole kroner (1_250_000) or text such as "49,2 mio. kr."')

IsAmount = Callable[[str], object]
"""Whether a text is an amount, as `re.fullmatch` does."""


def not_an_amount(value: object) -> Refused:
    """Refuse what is neither a whole number nor text."""
    if isinstance(value, WrittenFloat):
        return _float(value.text)
    if isinstance(value, bool):
        return Refused(
            "wrong-type",
            Message("an amount is expected, not {truth}", truth=str(value).lower()),
            _EXAMPLE,
        )
    if isinstance(value, dict):
        return Refused(
            "wrong-type", Message("one amount is expected here, not a table by years"), _EXAMPLE
        )
    return Refused(
        "wrong-type", Message("an amount is expected, not {kind}", kind=kind_of(value)), _EXAMPLE
    )


def _float(text: str) -> Refused:
    """Refuse a number with a point, saying the two things that it may have meant."""
    thousands = _THOUSANDS.fullmatch(text)
    if thousands:
        whole, rest = thousands.groups()
        decimals = f",{rest.rstrip('0')}" if int(rest) else ""
        return _ambiguous(
            Message(
                "{text} is {to_toml} to TOML, and {in_danish} in Danish",
                text=text,
                to_toml=f"{whole}{decimals}",
                in_danish=f"{whole}{rest}",
            ),
            Message(
                'write {kroner} for kroner, or text with its unit: "{number} mio. kr."',
                kroner=f"{whole}_{rest}",
                number=f"{whole}.{rest}",
            ),
        )
    if re.fullmatch(r"[+-]?[0-9]+\.[0-9]+", text) and len(text) <= LONGEST_SHOWN:
        return _ambiguous(
            Message("{text} is a number without a unit", text=text),
            _with_unit(text.removeprefix("+")),
        )
    return _ambiguous(Message("{value} is not an amount", value=shown(text)[1:-1]), _EXAMPLE)


def _with_unit(number: str) -> Message:
    """Say how a number with a point is written in either unit that may be meant, its value kept."""
    whole, _, decimals = number.rpartition(".")
    is_about = whole.startswith("ca. ")
    if not int(decimals) and not is_about:
        return Message(
            'write {number} if kroner are meant, else text with its unit: "49 mio. kr."',
            number=f"{int(whole):_}",
        )
    danish = f"{whole},{decimals}" if int(decimals) else whole
    if len(decimals) > 2:
        return Message('write text with the unit that is meant: "{number} mio. kr."', number=danish)
    return Message(
        'write text with the unit that is meant: "{number} kr." or "{number} mio. kr."',
        number=danish,
    )


def _with_comma(whole: str, decimals: str, unit: str | None) -> Message:
    """Say how a text with a point is written, its value kept; with no unit, in either one."""
    if unit is None:
        return _with_unit(f"{whole}.{decimals}")
    if unit.strip() == "kr." and len(decimals) > 2:
        return Message("write kroner with two decimals at most, after a comma: 49,25 kr.")
    return Message('write "{amount}"', amount=f"{whole},{decimals}{unit}")


def too_many_decimals(text: str) -> Refused:
    """Refuse what is less than an øre; three decimals of a krone may be English thousands."""
    help = Message("leave out what is less than an øre")
    if re.fullmatch(r"-?[1-9][0-9]{0,2},[0-9]{3} kr\.", text):
        help = Message(
            'write "{thousands}" for thousands; after a comma come øre',
            thousands=text.replace(",", "."),
        )
    return _ambiguous(
        Message("{text} has more decimals than there are øre", text=shown(text)), help
    )


def unreadable(text: str, is_amount: IsAmount) -> Refused:
    """Refuse a text that is not written as an amount; where it is near one, write that."""
    if len(text) > LONGEST_SHOWN:
        return _ambiguous(Message("{text} is not an amount", text=shown(text)), _EXAMPLE)
    point = _POINT_DECIMALS.fullmatch(text)
    if point is not None and is_amount(f"{point[1]},{point[2]}{point[3] or ' mio. kr.'}"):
        message = Message("{text} has a point where Danish has a decimal comma", text=shown(text))
        return _ambiguous(message, _with_comma(*point.groups()))
    if is_amount(f"{text} mio. kr."):
        message = Message("{text} has no unit", text=shown(text))
        if _MILLIONS.fullmatch(text):
            return _ambiguous(message, Message('write "{text} kr."', text=text))
        return _ambiguous(message, Message('write "{text} kr." or "{text} mio. kr."', text=text))
    message, help = _explained(text)
    meant = _meant(text)
    return _ambiguous(
        message, Message('write "{meant}"', meant=meant) if is_amount(meant) else help
    )


def _explained(text: str) -> tuple[Message, Message]:
    number = _NUMBER.match(text)
    if number is None or number[0].endswith((",", ".")):
        help = Message(
            'write whole kroner (1_250_000) or text such as "49,2 mio. kr.", or "unknown"'
        )
        return Message("{text} is not an amount", text=shown(text)), help
    unit = masked(text)[number.end() :].strip()
    labels = [unit.label for unit in UNITS.values()]
    if unit and unit not in labels:
        message = Message(
            '{text} has no unit that is known: "{unit}"', text=shown(text), unit=unit[:20]
        )
        known = tuple(f'"{label}"' for label in labels)
        return message, Message("write one of {units}", units=known)
    help = Message(
        "group thousands with points, decimals after one comma, one space before the unit: "
        '"1.234.567,50 kr."'
    )
    return Message("{text} is not written as an amount", text=shown(text)), help


def _meant(text: str) -> str:
    """Write an amount as it should be: spaces, signs and points set as in the ledger."""
    plain = " ".join(text.replace("\u2212", "-").replace("\u2013", "-").split())
    plain = _SPACED_GROUP.sub(".", _ABOUT.sub("ca. ", plain.removeprefix("+")))
    return _UNIT.sub(lambda unit: f" {_unit_meant(unit[1])}", plain)


def _unit_meant(written: str | None) -> str:
    return "kr." if written is None else _UNITS_MEANT.get(written.lower(), "mia. kr.")


def _ambiguous(message: Message, help: Message) -> Refused:
    return Refused("ambiguous-amount", message, help)


LARGEST = 10**15
"""No amount is larger than this many kroner: a thousand times a thousand milliarder."""

NO_BREAK_SPACE = "\u00a0"
"""What a text copied from a PDF has between a figure and its unit; taken as a space."""

MOST_REMEMBERED = 4_096
"""Amounts recur within a ledger, so as many as this are cached by what was written."""

_UNITS = {unit.label: unit.ore for unit in UNITS.values()}
_WHOLE = r"(ca\. )?(-?)([1-9][0-9]{0,2}(?:\.[0-9]{3})+|0|[1-9][0-9]*)"
_SHAPE = re.compile(_WHOLE + r"(?:,([0-9]+))? (t\.kr\.|(?:mio\.|mia\.) kr\.|kr\.)")


def pattern() -> str:
    """The regular expression of an amount as text, as other programs know them too.

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
            Message("the amount has more digits than any budget"),
            Message("write the amount in whole kroner, at most 1.000.000.000.000.000"),
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
    """Half of the last digit of an amount that has been read, in øre, rounded up."""
    match = _SHAPE.fullmatch(text.replace(NO_BREAK_SPACE, " "))
    assert match is not None
    decimals, unit = match.group(4, 5)
    last_digit: int = _UNITS[unit] // 10 ** len(decimals or "")
    return (last_digit + 1) // 2
