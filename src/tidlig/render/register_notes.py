"""What a report on a register says below its sums: what they leave out, in every format."""

from collections.abc import Iterator

from tidlig.matching.items import Reading
from tidlig.matching.leftovers import Lacking
from tidlig.matching.matching import Matching
from tidlig.render.register_labels import word
from tidlig.render.style import Style

_MOST_NAMED = 5
"""So many columns are named that may be one which is missed."""


def notes(held: Matching, reading: Reading, style: Style) -> Iterator[str]:
    """Say what the sums of a register do not show."""
    yield from _not_compared(held, style)
    if held.is_opposite:
        yield _sentence("other sign", style, _turning(reading, style))
    if (over := held.over_years).number:
        yield _sentence("over years", style, str(over.number), style.in_full(over.sum))
    yield from _years(held, style)


def _years(held: Matching, style: Style) -> Iterator[str]:
    """Say what years leave of the register, and what they cannot choose."""
    if (outside := held.outside_years) is not None:
        yield _sentence("of years", style, str(held.years), style.in_full(outside.sum))
    if held.undated == len(held.register) and held.undated:
        yield _sentence("no dates", style, str(held.years))
    elif held.undated:
        yield _sentence("undated", style, str(held.undated), str(held.years))


def _not_compared(held: Matching, style: Style) -> Iterator[str]:
    unread = [each for each in held.lacking if each.empty is None]
    if unread:
        names = word("and", style.language).join(_named(each, style) for each in unread)
        name = "not compared" if len(unread) == 1 else "both not compared"
        yield _sentence(name, style, names)
    for each in held.lacking:
        if each.empty is not None:
            yield _sentence("nothing under", style, _named(each, style), each.empty)
    for each in held.lacking:
        if each.may_be:
            yield _may_be(each, style)


def _may_be(lacking: Lacking, style: Style) -> str:
    joined = word("or", style.language).join(f'"{each}"' for each in lacking.may_be[:_MOST_NAMED])
    first = f'--columns {lacking.word}="{lacking.may_be[0]}"'
    return _sentence("may be", style, _named(lacking, style), joined, first)


def _named(lacking: Lacking, style: Style) -> str:
    return word(lacking.word, style.language)


def _sentence(name: str, style: Style, *values: str) -> str:
    text = word(name, style.language).format(*values)
    return text[:1].upper() + text[1:]


def _turning(reading: Reading, style: Style) -> str:
    """Give the option that gives all amounts their other sign."""
    if reading.register.negate:
        return word("without", style.language).format("--negate")
    if not reading.register.sign:
        return "--negate"
    values = [(heading, each) for heading, found in reading.unturned.items() for each in found]
    if len(values) != 1:
        return word("other values", style.language)
    said = "=".join(values[0])
    is_plain = said.replace("=", "").replace("/", "").isalnum()
    return f"--sign {said}" if is_plain else f'--sign "{said}"'
