"""Headings as written, made equal where they mean the same; and the unit that one names."""

import re
from functools import lru_cache

from tidlig.exchange.currencies import USUAL, without_foreign
from tidlig.model.spelling import caseless

_KR = f"(?:kr|kroner|dkr|{USUAL})"
_ALL = rf"(?: ?(?:of )?(?:danske )?{_KR})"
_UNITS = (
    (
        "mia. kr.",
        (
            rf"(?:mia|mrd|milliard|milliarder|bn|billions?|1 ?000 ?000 ?000){_ALL}?"
            rf"|{_KR} ?(?:mia|mrd|bn|billions?)"
        ),
    ),
    (
        "mio. kr.",
        (
            rf"(?:mio|mill|millions?|millioner|mn|1 ?000 ?000){_ALL}?|m ?{_KR}"
            rf"|{_KR} ?(?:mio|mill|millions?|mn|m|1 ?000 ?000)"
        ),
    ),
    (
        "t.kr.",
        (
            rf"(?:tus|tusinder?|tusind|thousands?|(?:1 ?)?['’´]?000(?: ?s|['’]s)?){_ALL}?"
            rf"|[tk] ?{_KR}|{_KR} ?(?:tus|tusinder?|tusind|thousands?|k|t|(?:1 ?)?['’´]?000s?)"
        ),
    ),
    ("øre", r"(?:øre|ører|cents?|pence)"),
    ("kr.", r"(?:danske )?(?:kr|kroner|dkr|dkk)"),
)
_BEFORE = r"(?:^|(?<=\s))(?:(?:i|in|af) )?(?:(?:hele|whole) )?"
_AT_END = tuple((label, re.compile(rf"{_BEFORE}(?:{written})$")) for label, written in _UNITS)
_CLEAR = (
    ("mia. kr.", rf"(?:mia|mrd|milliard|milliarder){_ALL}?"),
    ("mio. kr.", rf"(?:mio|mill|millions?|millioner|1 ?000 ?000(?= ?{_KR})){_ALL}?|m{_KR}"),
    (
        "t.kr.",
        rf"(?:tusinder?|tusind|thousands?|1 ?000(?= ?{_KR})|['’´]000){_ALL}?|t ?(?:kr|dkk)|[tk]dkk",
    ),
    ("kr.", r"(?:kr|kroner|dkk)"),
)
_ANYWHERE = tuple(
    (label, re.compile(rf"{_BEFORE}(?:{written})(?=\s|$)")) for label, written in _CLEAR
)
"""What is surely a unit also where it is not the end of a heading."""

_BRACKETS = {"k": "t.kr.", "t": "t.kr.", "m": "mio. kr.", "b": "mia. kr."}
_LETTER = re.compile(r"[(\[]\s*([ktmb])\.?\s*[)\]]\s*$")
"""One letter is a unit where it stands in brackets."""

LONGEST = 200
"""No heading that is taken for one of our words has more characters."""

_FURTHEST = 60
"""No unit stands further from the end of a heading."""

_LEFT_OUT = str.maketrans(dict.fromkeys(".,:;-()[]/", " "))


def plain(heading: str) -> str:
    """Give a heading without what does not tell it apart: case, points, commas, brackets, lines."""
    if len(heading) > LONGEST:
        return heading
    return " ".join(caseless(heading).translate(_LEFT_OUT).split())


@lru_cache(1 << 15)
def parted(heading: str) -> tuple[str, str | None]:
    """Give a heading as `plain` does, without its unit and other currencies; and the unit's label.

    "øre" is the label of one that no register can have.
    """
    text = plain(heading)
    if len(text) > LONGEST:
        return text, None
    form = caseless(heading)
    letter = _LETTER.search(form)
    if letter is not None:
        return plain(form[: letter.start()]), _BRACKETS[letter[1]]
    for label, written in (*_AT_END, *_ANYWHERE):
        match = written.search(text, max(0, len(text) - _FURTHEST))
        if match is not None:
            rest = f"{text[: match.start()]} {text[match.end() :]}"
            return _bare(rest), label
    return _bare(text), None


def _bare(text: str) -> str:
    """Leave out other currencies, and the word that led to one."""
    text = " ".join(text.split())
    bare = without_foreign(text)
    return bare if bare == text else re.sub(r"\s(?:i|in)$", "", bare)
