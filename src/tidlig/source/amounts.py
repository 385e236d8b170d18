"""Amounts as Danish sources write them: "49,2 mio. kr.", "1.234.567,50 kr.", 1_250_000.

Nothing is guessed. What can be read in two ways, as 1.000 (one to TOML, a thousand to a Dane),
is refused with what to write instead. Whole numbers are kroner.

`Amounts` reads those of a ledger in a currency: "49,2 mio. EUR". Amounts in any other are refused.
`kr.` are Danish kroner wherever they stand, and not the kroner of Sweden or Norway, of which a
Danish source says `kr.` too: an amount that was copied would not say whose it is.
"""

import re
from functools import cache, lru_cache

from tidlig.model.messages import Message
from tidlig.model.money import (
    KR,
    KRONER,
    ORE_PER_KRONE,
    UNKNOWN,
    Money,
    Unknown,
    currency_word,
    units_of,
)
from tidlig.model.personal import masked
from tidlig.model.records import Stated
from tidlig.source.toml import WrittenFloat
from tidlig.source.values import LONGEST_SHOWN, Refused, kind_of, shown

_THOUSANDS = re.compile(r"\+?(-?[1-9][0-9]{0,2})\.([0-9]{3})")
_POINT_DECIMALS = re.compile(
    r"((?:ca\. )?-?(?:0|[1-9][0-9]*))\.([0-9]{1,2}|[0-9]{4,}|(?<=0\.)[0-9]{3})( .*)?"
)
_NUMBER = re.compile(r"(?:ca\. )?-?[0-9][0-9.,]*")
_ABOUT = re.compile(r"^(?:ca|cirka|circa)\.? ?", re.IGNORECASE)
_SPACED_GROUP = re.compile(r"(?<=[0-9]) (?=[0-9]{3}(?![0-9]))")
_SCALES_MEANT = {"t": "t.", "mio": "mio. ", "mill": "mio. ", "mia": "mia. ", "mrd": "mia. "}
_MILLIONS = re.compile(r"-?[0-9]{1,3}(?:\.[0-9]{3}){2,}")
"""A million and more: nobody writes that of millions."""

_WHOLE, _ORE, _KR, _MIO = Message("kroner"), Message("øre"), Message("kr."), Message("mio. kr.")
"""What kroner, øre and units are called in sentences: each a message, in the ledger's currency."""

_EXAMPLE = Message(
    'write whole {kroner} (1_250_000) or text such as "49,2 {mio}"', kroner=_WHOLE, mio=_MIO
)


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
            _of_thousands(whole, rest),
        )
    if re.fullmatch(r"[+-]?[0-9]+\.[0-9]+", text) and len(text) <= LONGEST_SHOWN:
        return _ambiguous(
            Message("{text} is a number without a unit", text=text),
            _with_unit(text.removeprefix("+")),
        )
    return _ambiguous(Message("{value} is not an amount", value=shown(text)[1:-1]), _EXAMPLE)


def _of_thousands(whole: str, rest: str) -> Message:
    """Say how a number of thousands is written that has no unit."""
    return Message(
        'write {digits} for {kroner}, or text with its unit: "{number} {mio}"',
        digits=f"{whole}_{rest}",
        kroner=_WHOLE,
        number=f"{whole}.{rest}",
        mio=_MIO,
    )


def _with_unit(number: str) -> Message:
    """Say how a number with a point is written in either unit that may be meant, its value kept."""
    whole, _, decimals = number.rpartition(".")
    is_about = whole.startswith("ca. ")
    if not int(decimals) and not is_about:
        return Message(
            'write {number} if {kroner} are meant, else text with its unit: "49 {mio}"',
            number=f"{int(whole):_}",
            kroner=_WHOLE,
            mio=_MIO,
        )
    danish = f"{whole},{decimals}" if int(decimals) else whole
    if len(decimals) > 2:
        return Message(
            'write text with the unit that is meant: "{number} {mio}"', number=danish, mio=_MIO
        )
    return Message(
        'write text with the unit that is meant: "{number} {kr}" or "{number} {mio}"',
        number=danish,
        kr=_KR,
        mio=_MIO,
    )


def _with_comma(whole: str, decimals: str, unit: str | None) -> Message:
    """Say how a text with a point is written, its value kept; with no unit, in either one."""
    if unit is None:
        number = f"{whole}.{decimals}"
        is_of_thousands = _THOUSANDS.fullmatch(number) is not None
        return _of_thousands(whole, decimals) if is_of_thousands else _with_unit(number)
    if " " not in unit.strip() and not unit.strip().startswith("t.") and len(decimals) > 2:
        return Message(
            "write {kroner} with two decimals at most, after a comma: 49,25 {kr}",
            kroner=_WHOLE,
            kr=_KR,
        )
    return Message('write "{amount}"', amount=f"{whole},{decimals}{unit}")


def _ambiguous(message: Message, help: Message) -> Refused:
    return Refused("ambiguous-amount", message, help)


LARGEST = 10**15
"""No amount is larger than this many kroner: a thousand times a thousand milliarder."""

NO_BREAK_SPACE = "\u00a0"
"""What a text copied from a PDF has between a figure and its unit; taken as a space."""

MOST_REMEMBERED = 4_096
"""Amounts recur within a ledger, so as many as this are cached by what was written."""

_FIGURE = r"(ca\. )?(-?)([1-9][0-9]{0,2}(?:\.[0-9]{3})+|0|[1-9][0-9]*)"
_SCALES = {
    "": ORE_PER_KRONE,
    "t.": 1_000 * ORE_PER_KRONE,
    "mio. ": 1_000_000 * ORE_PER_KRONE,
    "mia. ": 1_000_000_000 * ORE_PER_KRONE,
}
"""What stands before the word of a currency, and what one of it is worth in øre."""

ANY_WORD = r"(?:kr\.|(?!DKK)[A-Z]{3})"
"""A pattern of what amounts in any currency are written in."""

ANY_UNIT = rf"(?:t\.|mio\. |mia\. )?{ANY_WORD}"
"""A pattern of the labels of units, in any currency."""


def pattern() -> str:
    """The regular expression of an amount as text, as other programs know them too.

    It takes any currency. Only how large an amount is, is not in it.
    """
    space = r"[ \u00a0]"
    with_units = [
        rf"(?:,[0-9]{{1,{len(str(ore)) - 1}}})? {re.escape(scale)}{ANY_WORD}"
        for scale, ore in _SCALES.items()
    ]
    every = "|".join(with_units).replace("\\ ", " ")
    return f"{UNKNOWN.value}|{_FIGURE}(?:{every})".replace(" ", space)


class Amounts:
    """The amounts of a ledger in a currency, as written; of any currency where it is not known."""

    def __init__(self, currency: str | None) -> None:
        """Know how amounts in the currency are written."""
        self.currency = currency
        self.labels = [unit.label for unit in units_of(currency or KRONER).values()]
        word = ANY_WORD if currency is None else re.escape(currency_word(currency))
        own = re.escape(currency_word(currency or KRONER).rstrip("."))
        self._shape = re.compile(_FIGURE + rf"(?:,([0-9]+))? (t\.|mio\. |mia\. )?({word})")
        self._unit = re.compile(
            rf" ?(?:(t|mio|mill|mia|mrd)\.? ?(?:{own}\.?)?|{own}\.?)$", re.IGNORECASE
        )
        self._text = lru_cache(MOST_REMEMBERED)(self._read)

    def amount(self, value: object) -> Money | Unknown:
        """Read an amount as written, in øre; "unknown" is a value of its own."""
        if type(value) is int:
            return _kroner(value)
        if isinstance(value, str):
            return UNKNOWN if value == UNKNOWN.value else self._text(value)
        raise not_an_amount(value)

    def stated(self, value: object) -> Stated:
        """Read the value of a statement, and keep it as written."""
        return Stated(self.rounded_amount(value), value if isinstance(value, str) else str(value))

    def rounded_amount(self, value: object) -> Money | Unknown | int:
        """Read the value of a statement: text is rounded as written, a whole number is itself.

        Text that has øre is exact: what is stated to the øre does not agree one øre off.
        """
        if type(value) is int:
            _kroner(value)
            return value
        read = self.amount(value)
        if isinstance(read, Unknown) or not isinstance(value, str):
            return read
        half = self._half_of_last_digit(value)
        return Money(read.ore, half if half > 1 else 0)  # nothing is less than an øre

    def _read(self, text: str) -> Money:
        match = self._matched(text)
        if match is None:
            raise self._unreadable(text)
        about, sign, whole, decimals, scale, _ = match.groups(default="")
        step = _SCALES[scale]
        if len(decimals) >= len(str(step)):
            raise self._too_many_decimals(text)
        if len(whole) > len(str(LARGEST)) * 2:
            _kroner(LARGEST + 1)
        scaled = int(whole.replace(".", "") + decimals) * step
        ore = scaled // 10 ** len(decimals)
        _kroner(ore // ORE_PER_KRONE)
        half = self._half_of_last_digit(text) if about else 0
        return Money(-ore if sign else ore, half)

    def _matched(self, text: str) -> re.Match[str] | None:
        return self._shape.fullmatch(text.replace(NO_BREAK_SPACE, " "))

    def _half_of_last_digit(self, text: str) -> int:
        """Half of the last digit of an amount that has been read, in øre, rounded up."""
        match = self._matched(text)
        assert match is not None
        decimals, scale = match.group(4, 5)
        last_digit: int = _SCALES[scale or ""] // 10 ** len(decimals or "")
        return (last_digit + 1) // 2

    def _too_many_decimals(self, text: str) -> Refused:
        """Refuse what is less than an øre; three decimals of a krone may be English thousands."""
        help = Message("leave out what is less than {ore}", ore=Message("an øre"))
        if re.fullmatch(rf"-?[1-9][0-9]{{0,2}},[0-9]{{3}} {ANY_WORD}", text):
            help = Message(
                'write "{thousands}" for thousands; after a comma come {ore}',
                thousands=text.replace(",", "."),
                ore=_ORE,
            )
        return _ambiguous(
            Message("{text} has more decimals than there are {ore}", text=shown(text), ore=_ORE),
            help,
        )

    def _unreadable(self, text: str) -> Refused:
        """Refuse a text that is not written as an amount; where it is near one, write that."""
        if len(text) > LONGEST_SHOWN:
            return _ambiguous(Message("{text} is not an amount", text=shown(text)), _EXAMPLE)
        other = any_currency(text)
        if other is not None:
            return self._of_another_currency(text, other)
        millions = f" {self.labels[2]}"
        point = _POINT_DECIMALS.fullmatch(text)
        if point is not None and self._matches(f"{point[1]},{point[2]}{point[3] or millions}"):
            message = Message(
                "{text} has a point where Danish has a decimal comma", text=shown(text)
            )
            return _ambiguous(message, _with_comma(*point.groups()))
        if self._matches(f"{text}{millions}"):
            return _without_unit(text)
        message, help = self._explained(text)
        meant = self._meant(text)
        return _ambiguous(
            message, Message('write "{meant}"', meant=meant) if self._matches(meant) else help
        )

    def _matches(self, text: str) -> bool:
        return self._shape.fullmatch(text) is not None

    def _of_another_currency(self, text: str, word: str) -> Refused:
        """Refuse an amount that is written as it should be, in a currency not the ledger's."""
        own, other = self.currency or KRONER, KRONER if word == KR else word
        message = Message(
            "{text} is in {other}, and the ledger is in {currency}",
            text=shown(text),
            other=other,
            currency=own,
        )
        help = Message(
            'write what it comes to in {currency}, such as "49,2 {mio}"; if the whole ledger is in '
            '{other}, write currency = "{other}" in [ledger]',
            currency=own,
            mio=_MIO,
            other=other,
        )
        return _ambiguous(message, help)

    def _explained(self, text: str) -> tuple[Message, Message]:
        number = _NUMBER.match(text)
        if number is None or number[0].endswith((",", ".")):
            help = Message(
                'write whole {kroner} (1_250_000) or text such as "49,2 {mio}", or "unknown"',
                kroner=_WHOLE,
                mio=_MIO,
            )
            return Message("{text} is not an amount", text=shown(text)), help
        unit = masked(text)[number.end() :].strip()
        if unit and unit not in self.labels:
            message = Message(
                '{text} has no unit that is known: "{unit}"', text=shown(text), unit=unit[:20]
            )
            known = tuple(f'"{label}"' for label in self.labels)
            return message, Message("write one of {units}", units=known)
        help = Message(
            "group thousands with points, decimals after one comma, one space before the unit: "
            '"1.234.567,50 {kr}"',
            kr=_KR,
        )
        return Message("{text} is not written as an amount", text=shown(text)), help

    def _meant(self, text: str) -> str:
        """Write an amount as it should be: spaces, signs and points set as in the ledger."""
        plain = " ".join(text.replace("\u2212", "-").replace("\u2013", "-").split())
        plain = _SPACED_GROUP.sub(".", _ABOUT.sub("ca. ", plain.removeprefix("+")))
        word = currency_word(self.currency or KRONER)
        return self._unit.sub(lambda unit: f" {_scale_meant(unit[1])}{word}", plain)


@cache
def amounts_of(currency: str | None) -> Amounts:
    """Return what reads the amounts of a ledger in a currency; None where that is not known."""
    return Amounts(currency)


def any_unit(value: object) -> str:
    """Read the label of a unit, in any currency."""
    if isinstance(value, str) and re.fullmatch(ANY_UNIT, value):
        return value
    if not isinstance(value, str):
        message = Message("text is expected, not {kind}", kind=kind_of(value))
    else:
        message = Message("{written} is not known here", written=shown(value))
    raise Refused("wrong-type", message, Message('write "{unit}"', unit=_MIO))


def any_currency(text: str) -> str | None:
    """Return the word of the currency that an amount is written in; None for what is none."""
    match = amounts_of(None)._matched(text)  # noqa: SLF001 - of this module
    return None if match is None else match[6]


def _scale_meant(written: str | None) -> str:
    return "" if written is None else _SCALES_MEANT[written.lower()]


def _without_unit(text: str) -> Refused:
    message = Message("{text} has no unit", text=shown(text))
    if _MILLIONS.fullmatch(text):
        return _ambiguous(message, Message('write "{text} {kr}"', text=text, kr=_KR))
    help = Message('write "{text} {kr}" or "{text} {mio}"', text=text, kr=_KR, mio=_MIO)
    return _ambiguous(message, help)


def _kroner(value: int) -> Money:
    if abs(value) > LARGEST:
        raise Refused(
            "ambiguous-amount",
            Message("the amount has more digits than any budget"),
            Message(
                "write the amount in whole {kroner}, at most 1.000.000.000.000.000", kroner=_WHOLE
            ),
        )
    return Money(value * ORE_PER_KRONE)


amount = amounts_of(KRONER).amount
rounded_amount = amounts_of(KRONER).rounded_amount
stated = amounts_of(KRONER).stated
