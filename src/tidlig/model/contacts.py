"""E-mail addresses and marked phone numbers in texts."""

import re
from collections.abc import Iterator

from tidlig.model.patterns import LETTER, Kind, Personal

_EMAIL = re.compile(
    rf"[0-9{LETTER}._%+'-]{{1,64}}@(?:[0-9{LETTER}-]{{1,63}}\.){{1,8}}[{LETTER}]{{2,63}}"
)
_EIGHT = r"[0-9](?:[ .\u00a0-]?[0-9]){7}(?![0-9])"
_ABROAD = r"\+[0-9](?:[ .()-]{0,2}[0-9]){6,14}(?![0-9])"
PHONE = re.compile(
    rf"(?<![{LETTER}])"
    r"(?:tlf|telefon|telephone|tel|mobile|mobil|mob|phone|direkte|ring)(?:nr|nummer|tlf|telefon)?"
    r"(?:\.|\s|:|\(|nr\b|nummer|på|til){0,6}"
    rf"(?P<marked>(?:\(?(?:\+|00)45\)?[ .]?)?{_EIGHT}|{_ABROAD})"
    rf"|(?<![0-9{LETTER}])(?P<danish>(?:\+|00)45[ .\u00a0-]?{_EIGHT})",
    re.IGNORECASE,
)
_YEARS = re.compile(r"(?:19|20)[0-9]{2}\s?-\s?(?:19|20)[0-9]{2}")


def addresses(text: str) -> Iterator[Personal]:
    """Find e-mail addresses."""
    for match in _EMAIL.finditer(text):
        yield Personal(Kind.EMAIL, match.start(), match.end())


def phones(text: str) -> Iterator[Personal]:
    """Find phone numbers, those that are marked as such or begin with Denmark's +45."""
    for match in PHONE.finditer(text):
        group = "marked" if match["marked"] else "danish"
        if not _YEARS.fullmatch(match[group]):
            yield Personal(Kind.PHONE, *match.span(group))
