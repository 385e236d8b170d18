"""The sentences of findings: a template with named values, rendered last, in a language.

The English template is written where the fault is found. It is itself the key under which a
catalogue has the sentence in another language, as with gettext, so that English needs no catalogue.
`docs/messages.md` lists all templates.

A phrase that depends on the figures, such as "up to 3.000.000 kr.", is a message too, and is the
value of another. Values keep their types until then.
"""

import datetime as dt
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache, reduce
from typing import Union

from tidlig.model.money import KR, KRONER, UNITS, Money, kroner, units_of
from tidlig.model.years import Month, Years

Value = Union[str, int, Money, Years, Month, dt.date, "Message", tuple["Value", ...]]

Catalogue = Mapping[str, str]
"""The sentences of a language, by their English templates; one that is missing stays English."""

ENGLISH: Catalogue = {}

_PLACEHOLDER = r"(?<!\{)\{(\w+)\}"


@dataclass(frozen=True, slots=True, init=False)
class Message:
    """A constant template with `{names}` in it, and a value for each name.

    A brace that is meant is written twice, as in `str.format`. A ledger may have thousands of
    messages, so that the values are kept alone, in the order of the names in the template.
    """

    template: str
    arguments: tuple[Value, ...]

    def __init__(self, template: str, /, **values: Value) -> None:
        """Take a value for each name in the template, and no other."""
        names = _names(template)
        assert len(names) == len(values), template
        arguments = tuple([values[name] for name in names])  # another name is a KeyError
        object.__setattr__(self, "template", template)  # as a frozen dataclass does itself
        object.__setattr__(self, "arguments", arguments)

    @property
    def values(self) -> tuple[tuple[str, Value], ...]:
        """The values with their names."""
        return tuple(zip(_names(self.template), self.arguments, strict=True))

    def __lt__(self, other: "Message") -> bool:
        """Sort by the English sentences, so that findings have one order in every language."""
        return sentence(self) < sentence(other)

    def __gt__(self, other: "Message") -> bool:
        """Sort by the English sentences."""
        return sentence(self) > sentence(other)


@cache
def _names(template: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(re.findall(_PLACEHOLDER, template)))


def sentence(message: Message | None, catalogue: Catalogue = ENGLISH) -> str:
    """Render a message, or nothing for None; the text is plain, and masked where it is written."""
    if message is None:
        return ""
    template = catalogue.get(message.template, message.template)
    numbered = _numbered(template, message.template)
    return numbered.format(*[_text(value, catalogue) for value in message.arguments])


@cache
def _numbered(template: str, english: str) -> str:
    """A template with the numbers of values in place of their names, which is quicker."""
    numbers = {name: f"{{{number}}}" for number, name in enumerate(_names(english))}
    return re.sub(_PLACEHOLDER, lambda match: numbers[match[1]], template)


def in_currency(currency: str, catalogue: Catalogue = ENGLISH) -> Catalogue:
    """Return a catalogue in which amounts, and the names of units, are those of a currency.

    What a sentence names kroner, øre or a unit by is therefore a message of its own.
    """
    if currency == KRONER:
        return catalogue
    labels = {unit.label: units_of(currency)[name].label for name, unit in UNITS.items()}
    words = {"kroner": currency, "øre": "hundredths", "an øre": "a hundredth"}
    words |= {"kr": currency, "t.kr": f"t.{currency}"}  # as options have them
    return {**catalogue, **labels, **words}


def _text(value: Value, catalogue: Catalogue) -> str:
    if isinstance(value, str):
        return value
    if isinstance(value, Money):
        return kroner(value, word=catalogue.get(KR) or KR)
    if isinstance(value, Message):
        return sentence(value, catalogue)
    if type(value) is tuple:  # years and months are tuples too, of another class
        return ", ".join(_text(item, catalogue) for item in value)
    return str(value)


def joined_by_and(values: Iterable[Value]) -> Value:
    """Join at least one value to others, as in "a and b"."""
    return reduce(lambda first, last: Message("{first} and {last}", first=first, last=last), values)


def joined_by_or(values: Iterable[Value]) -> Value:
    """Join at least one value to others, as in "a or b"."""
    return reduce(lambda first, last: Message("{first} or {last}", first=first, last=last), values)
