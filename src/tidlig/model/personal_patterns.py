"""CPR numbers in texts: which digits are one, and which only look like one.

The rules and their reasons are in docs/decisions.md, "What looks like a CPR number".
"""

import re
from collections.abc import Iterator

from tidlig.model.patterns import DASH, LETTER, PHONE, SPACE, Kind, Personal

_EMAIL = re.compile(
    rf"[0-9{LETTER}._%+'-]{{1,64}}@(?:[0-9{LETTER}-]{{1,63}}\.){{1,8}}[{LETTER}]{{2,63}}"
)
_PHONE = re.compile(PHONE, re.IGNORECASE)
_YEARS = re.compile(r"(?:19|20)[0-9]{2}\s?-\s?(?:19|20)[0-9]{2}")


def addresses(text: str) -> Iterator[Personal]:
    """Find e-mail addresses."""
    for match in _EMAIL.finditer(text):
        yield Personal(Kind.EMAIL, match.start(), match.end())


def phones(text: str) -> Iterator[Personal]:
    """Find phone numbers, those that are marked as such or begin with Denmark's +45."""
    for match in _PHONE.finditer(text):
        group = "marked" if match["marked"] else "danish"
        if not _YEARS.fullmatch(match[group]):
            yield Personal(Kind.PHONE, *match.span(group))


_CPR = re.compile(
    rf"(?:(?<![0-9{LETTER}])|(?<=cpr))"
    r"(0[1-9]|[12][0-9]|3[01])(0[1-9]|1[0-2])([0-9]{2})"
    rf"([{SPACE}]?[{DASH}][{SPACE}]?|[{SPACE}]{{1,2}})?([0-9])([0-9]{{3}})(?![0-9{LETTER}])",
    re.IGNORECASE,
)
_WEIGHTS = (4, 3, 2, 7, 6, 5, 4, 3, 2, 1)

_CPR_MARK = re.compile(r"(?:cpr|person(?:nr|nummer)|fødselsn)[^0-9]{0,12}$", re.IGNORECASE)
_FILE_MARK = re.compile(
    rf"(?<![{LETTER}])(?:"
    r"(?:j|p|se|ean|gln|løbe)[-. ]{0,2}(?:nr|no|nummer|enhed)|jnr|ean|gln|id|ref|esdh"
    r"|(?:journal|sags?|projekt|tilsagns?|bilags?|dok|dokument|faktura|ordre|konto|account|"
    r"case|file|invoice|produktionsenhed)[-. ]{0,2}(?:nr|no|nummer|number|id)?"
    r")[\s.:#=\"'(/-]{0,4}$"
    r"|(?:^|[^a-z])(?:award|payment|return|round|pool|carry-over|reprioritisation|appropriation)"
    r"(?:\.|\s*=?\s*)[\"']?[a-z0-9_-]*$"
    r"|reference\s*=?\s*[\"'][^\"']*$",
    re.IGNORECASE,
)
_CURRENCY = "kr|dkk|eur|sek|nok|usd|gbp|chf"
_AMOUNT_BEFORE = re.compile(rf"(?:=|(?:{_CURRENCY})\.?)\s*$", re.IGNORECASE)
_AMOUNT_AFTER = re.compile(
    rf"(?:,[0-9-]+)?\s?(?:t\.|mio\.|mia\.)?\s?(?:{_CURRENCY})\b", re.IGNORECASE
)

_BEFORE = 48
"""So many characters before a number are looked at for what it is said to be."""


def cpr_numbers(text: str, *, of_file: bool) -> Iterator[Personal]:
    """Find CPR numbers in a text; with `of_file`, a number is taken for a file number."""
    for match in _CPR.finditer(text):
        sure = _likely(match, text, of_file=of_file) if _is_birthday(match) else None
        if sure is not None:
            yield Personal(Kind.CPR, match.start(), match.end(), sure)


def _likely(match: re.Match[str], text: str, *, of_file: bool) -> bool | None:
    """Return whether a number with a date in it is a CPR number; None when there is no reason to.

    From 2007 on numbers are given whose sum 11 does not divide, so that does not clear a number
    that is written as CPR numbers are.
    """
    fits, between = _fits(match), match[4] or ""
    before = text[max(match.start() - _BEFORE, 0) : match.start()]
    if _CPR_MARK.search(before):
        return fits
    apart = bool(between.strip(SPACE))
    if not apart and _is_amount(match, text, before):
        return None
    is_other = of_file or _FILE_MARK.search(before) or _within_longer(match, text, apart=apart)
    if fits:
        return not is_other
    return False if apart and not is_other else None


def _is_amount(match: re.Match[str], text: str, before: str) -> bool:
    return bool(_AMOUNT_BEFORE.search(before) or _AMOUNT_AFTER.match(text, match.end()))


def _is_birthday(match: re.Match[str]) -> bool:
    """Return whether there is such a day, and a person of that birthday may live: 1900 to 2036."""
    day, month, short, century = (int(match[group]) for group in (1, 2, 3, 5))
    if century <= 3 or (century in (4, 9) and short >= 37):
        year = 1900 + short
    elif century in (4, 9) or short <= 36:
        year = 2000 + short
    else:
        return False
    from calendar import monthrange

    return day <= monthrange(year, month)[1]


def _fits(match: re.Match[str]) -> bool:
    """Return whether 11 divides the weighted sum of the digits, as it did for all until 2007."""
    digits = [int(digit) for digit in match[0] if digit in "0123456789"]
    return sum(weight * digit for weight, digit in zip(_WEIGHTS, digits, strict=True)) % 11 == 0


def _within_longer(match: re.Match[str], text: str, *, apart: bool) -> bool:
    """Return whether more digits belong to a number: parts of a file number, an account, an EAN.

    A production unit (P-nummer) has ten digits that begin with 10.
    """
    links = "-./:_" if apart else "-./:_ \u00a0"
    before = text[max(match.start() - 2, 0) : match.start()]
    after = text[match.end() : match.end() + 2]
    if _is_linked(before, links) or _is_linked(after[::-1], links):
        return True
    return match[4] is None and match[1] == "10"


def _is_linked(end: str, links: str) -> bool:
    """Return whether two characters next to a number are a digit, and a link to the number."""
    return len(end) == 2 and end[0].isdigit() and end[1] in links
