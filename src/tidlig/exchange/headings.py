"""Headings as written, made equal where they mean the same; and the unit that one names."""

import re

from tidlig.model.spelling import caseless

_UNITS = (
    ("mia. kr.", r"(?:mia|milliard|milliarder) ?(?:kr|kroner|dkk)?"),
    ("mio. kr.", r"(?:mio|mill|million|millioner|1 ?000 ?000) ?(?:kr|kroner|dkk)?|m(?:kr|dkk)"),
    ("t.kr.", r"(?:tusind|tusinde|1 ?000) ?(?:kr|kroner|dkk)?|[tk] ?(?:kr|dkk)"),
    ("kr.", r"kr|kroner|dkk"),
)
_NAMED = tuple(
    (label, re.compile(rf"(?:^|\s+)(?:i )?(?:hele )?(?:{written})$")) for label, written in _UNITS
)


_LONGEST = 200
"""No heading that is taken for one of our words has more characters."""

_LEFT_OUT = str.maketrans(dict.fromkeys(".,:;-()[]/", " "))


def plain(heading: str) -> str:
    """Give a heading without what does not tell it apart: case, points, commas, brackets, lines."""
    if len(heading) > _LONGEST:
        return heading
    return " ".join(caseless(heading).translate(_LEFT_OUT).split())


def parted(heading: str) -> tuple[str, str | None]:
    """Give a heading as `plain` does, without the unit at its end; and that unit's label."""
    text = plain(heading)
    if len(text) > _LONGEST:
        return text, None
    for label, written in _NAMED:
        match = written.search(text)
        if match is not None:
            return text[: match.start()], label
    return text, None
