"""Personal data in texts: CPR numbers, e-mail addresses and marked phone numbers, and masking them.

What is a CPR number and what looks like one is told in docs/decisions.md, "What looks like a CPR
number". Whoever shows a text from a ledger shows `masked(text)`.
"""

import re
import sys
from calendar import monthrange
from collections.abc import Iterator
from enum import StrEnum
from functools import lru_cache
from typing import NamedTuple


class Kind(StrEnum):
    """What personal data is found."""

    CPR = "CPR number"
    EMAIL = "e-mail address"
    PHONE = "phone number"

    @property
    def article(self) -> str:
        """What a sentence says before it."""
        return "an" if self is Kind.EMAIL else "a"

    @property
    def plural(self) -> str:
        """Several of it."""
        return f"{self}es" if self is Kind.EMAIL else f"{self}s"


class Personal(NamedTuple):
    """Personal data in a text, from `start` to before `end`; `sure` is False for what may be."""

    kind: Kind
    start: int
    end: int
    sure: bool = True


_LETTER = "A-Za-z\u00c0-\u024f"
_DASH = "\\-_\u2010-\u2015\u2212"
_SPACE = " \u00a0"

_CPR = re.compile(
    rf"(?:(?<![0-9{_LETTER}])|(?<=cpr))"
    r"(0[1-9]|[12][0-9]|3[01])(0[1-9]|1[0-2])([0-9]{2})"
    rf"([{_SPACE}]?[{_DASH}][{_SPACE}]?|[{_SPACE}])?([0-9])([0-9]{{3}})(?![0-9{_LETTER}])",
    re.IGNORECASE,
)
_TEN_DIGITS = re.compile(rf"[0-9]{{6}}[{_DASH}{_SPACE}]{{0,3}}[0-9]{{4}}")
"""Quick to look for, and in every CPR number."""

_WEIGHTS = (4, 3, 2, 7, 6, 5, 4, 3, 2, 1)

_CPR_MARK = re.compile(r"(?:cpr|person(?:nr|nummer)|fødselsn)[^0-9]{0,12}$", re.IGNORECASE)
_FILE_MARK = re.compile(
    rf"(?<![{_LETTER}])(?:"
    r"(?:j|p|se|ean|gln|løbe)[-. ]{0,2}(?:nr|no|nummer|enhed)|jnr|ean|gln|id|ref|esdh"
    r"|(?:journal|sags?|projekt|tilsagns?|bilags?|dok|dokument|faktura|ordre|konto|account|"
    r"case|file|invoice|produktionsenhed)[-. ]{0,2}(?:nr|no|nummer|number|id)?"
    r")[\s.:#=\"'(/-]{0,4}$"
    r"|(?:^|[^a-z])(?:award|payment|return|round|pool|carry-over|reprioritisation|appropriation)"
    r"(?:\.|\s*=?\s*)[\"']?[a-z0-9_-]*$"
    r"|reference\s*=?\s*[\"'][^\"']*$",
    re.IGNORECASE,
)
_AMOUNT_BEFORE = re.compile(r"(?:=|kr\.?|dkk)\s*$", re.IGNORECASE)
_AMOUNT_AFTER = re.compile(r"(?:,[0-9-]+)?\s?(?:t\.|mio\.|mia\.)?\s?(?:kr|dkk)\b", re.IGNORECASE)
_WRITTEN = re.compile(r"\\u[0-9A-Fa-f]{4}|\\U[0-9A-Fa-f]{8}|.", re.DOTALL)

_BEFORE = 48
"""So many characters before a number are looked at for what it is said to be."""

_EMAIL = re.compile(
    rf"[0-9{_LETTER}._%+'-]{{1,64}}@(?:[0-9{_LETTER}-]{{1,63}}\.){{1,8}}[{_LETTER}]{{2,63}}"
)
_EIGHT = r"[0-9](?:[ .\u00a0-]?[0-9]){7}(?![0-9])"
_ABROAD = r"\+[0-9](?:[ .()-]{0,2}[0-9]){6,14}(?![0-9])"
_PHONE = re.compile(
    rf"(?<![{_LETTER}])(?:tlf|telefon|tel|mobil|mob|phone|direkte|ring)(?:nr|nummer|tlf|telefon)?"
    r"(?:\.|\s|:|\(|nr\b|nummer|på|til){0,6}"
    rf"(?P<marked>(?:\(?(?:\+|00)45\)?[ .]?)?{_EIGHT}|{_ABROAD})"
    rf"|(?<![0-9{_LETTER}])(?P<danish>\+45[ .\u00a0]?{_EIGHT})",
    re.IGNORECASE,
)
_YEARS = re.compile(r"(?:19|20)[0-9]{2}\s?-\s?(?:19|20)[0-9]{2}")
PATTERNS = (_TEN_DIGITS.pattern, _PHONE.pattern)
"""What any CPR number and phone number matches; an e-mail address has an @ in it."""

_PHONE_HINTS = ("tlf", "tel", "mob", "phone", "direkte", "ring", "+45")


def personal(text: str, *, of_file: bool = False) -> list[Personal]:
    """Find personal data in a text, in order.

    With `of_file`, a number is taken for a file number, as in the key `reference`.
    """
    return sorted(
        (*_cpr_numbers(text, of_file=of_file), *_addresses(text), *_phones(text)), key=_at
    )


def masked(text: str, *, of_file: bool = False) -> str:
    """Give a text with stars for the letters and digits of personal data, as long as it was."""
    found = personal(text, of_file=of_file)
    if not found:
        return text
    characters = list(text)
    for each in found:
        characters[each.start : each.end] = starred(text[each.start : each.end])
    return "".join(characters)


@lru_cache(maxsize=4)
def masked_line(line: str) -> str:
    """Give a line of TOML masked, also what is written with escapes for some characters.

    The last are remembered: a line that is as long as a file may have thousands of findings.
    """
    written = _WRITTEN.findall(line) if "\\" in line else []
    if len(written) in {0, len(line)}:
        return masked(line)
    meant = "".join(_meant(each) for each in written)
    return "".join(
        each if star == character else "*" * len(each)
        for each, character, star in zip(written, meant, masked(meant), strict=True)
    )


def _meant(written: str) -> str:
    """Give the character that is written, as it is or as an escape."""
    code = int(f"0x{written[2:]}", 0) if len(written) > 1 else ord(written)
    return chr(code) if code <= sys.maxunicode else written[0]


def starred(text: str) -> str:
    """Give a text with a star for each letter and digit."""
    return "".join("*" if character.isalnum() else character for character in text)


def suspicious(text: str) -> bool:
    """Tell quickly whether a text, or many of them together, may hold personal data at all."""
    return "@" in text or _TEN_DIGITS.search(text) is not None or _hints_at_phone(text)


def _at(each: Personal) -> int:
    return each.start


def _cpr_numbers(text: str, *, of_file: bool) -> Iterator[Personal]:
    if not _TEN_DIGITS.search(text):
        return
    for match in _CPR.finditer(text):
        sure = _likely(match, text, of_file=of_file) if _is_birthday(match) else None
        if sure is not None:
            yield Personal(Kind.CPR, match.start(), match.end(), sure)


def _likely(match: re.Match[str], text: str, *, of_file: bool) -> bool | None:
    """Tell whether a number with a date in it is a CPR number; None when there is no reason to.

    From 2007 on numbers are given whose sum 11 does not divide, so that does not clear a number
    that is written as CPR numbers are.
    """
    fits, between = _fits(match), match[4] or ""
    before = text[max(match.start() - _BEFORE, 0) : match.start()]
    if _CPR_MARK.search(before):
        return fits
    apart = bool(between.strip(_SPACE))
    if not apart and (_AMOUNT_BEFORE.search(before) or _AMOUNT_AFTER.match(text, match.end())):
        return None
    other = of_file or _FILE_MARK.search(before) or _within_longer(match, text, apart=apart)
    if other:
        return False if fits else None
    return True if fits else False if apart else None


def _is_birthday(match: re.Match[str]) -> bool:
    """Tell whether there is such a day, and a person of that birthday may live: 1900 to 2036."""
    day, month, short, century = (int(match[group]) for group in (1, 2, 3, 5))
    if century <= 3 or (century in (4, 9) and short >= 37):
        year = 1900 + short
    elif century in (4, 9) or short <= 36:
        year = 2000 + short
    else:
        return False
    return day <= monthrange(year, month)[1]


def _fits(match: re.Match[str]) -> bool:
    """Tell whether 11 divides the weighted sum of the digits, as it did for all until 2007."""
    digits = [int(digit) for digit in match[0] if digit in "0123456789"]
    return sum(weight * digit for weight, digit in zip(_WEIGHTS, digits, strict=True)) % 11 == 0


def _within_longer(match: re.Match[str], text: str, *, apart: bool) -> bool:
    """Tell whether more digits belong to a number: parts of a file number, an account, an EAN.

    A production unit (P-nummer) has ten digits that begin with 10.
    """
    links = "-./:_" if apart else "-./:_ \u00a0"
    before, after = (
        text[max(match.start() - 2, 0) : match.start()],
        text[match.end() : match.end() + 2],
    )
    joined_before = len(before) == 2 and before[0].isdigit() and before[1] in links
    joined_after = len(after) == 2 and after[1].isdigit() and after[0] in links
    return joined_before or joined_after or (match[4] is None and match[1] == "10")


def _addresses(text: str) -> Iterator[Personal]:
    if "@" in text:
        for match in _EMAIL.finditer(text):
            yield Personal(Kind.EMAIL, match.start(), match.end())


def _phones(text: str) -> Iterator[Personal]:
    if _hints_at_phone(text):
        for match in _PHONE.finditer(text):
            group = "marked" if match["marked"] else "danish"
            if not _YEARS.fullmatch(match[group]):
                yield Personal(Kind.PHONE, *match.span(group))


def _hints_at_phone(text: str) -> bool:
    lower = text.lower()
    return any(hint in lower for hint in _PHONE_HINTS)
