"""Find and mask personal data in texts: CPR numbers, e-mail addresses, marked phone numbers.

`patterns.py` knows what each looks like. Its patterns are compiled only when a text may match one.
Texts are masked where they are written for a reader (`render/escaping.py` and
`exchange/journals/escaping.py`), and before they are cut. `personal_problems.py` reports them.
"""

import re
import sys
from collections.abc import Iterable, Iterator
from functools import lru_cache

from tidlig.model.patterns import DASH, SPACE, Personal
from tidlig.model.texts import Identifier, Verbatim

TEN_DIGITS = re.compile(rf"[0-9]{{6}}[{DASH}{SPACE}]{{0,3}}[0-9]{{4}}")
"""Quick to look for, and in every CPR number."""

_SEVEN_DIGITS = re.compile(r"[0-9](?:[^0-9]{0,2}[0-9]){6}")
"""Quick to look for, and in every phone number."""

_WRITTEN = r"\\u[0-9A-Fa-f]{4}|\\U[0-9A-Fa-f]{8}|."

_PHONE_HINTS = ("tlf", "tel", "mob", "phone", "direkte", "ring", "+45", "0045")


def personal(text: str, *, of_file: bool = False) -> list[Personal]:
    """Find personal data in a text, in order.

    With `of_file`, a number is taken for a file number, as in the key `reference`.
    """
    return sorted(_found(text, of_file=of_file), key=_at)


def is_personal(text: str) -> bool:
    """Return whether there is personal data in a text; no further is looked than to the first."""
    return next(_found(text, of_file=False), None) is not None


def masked(text: str) -> str:
    """Return a text with stars for the letters and digits of personal data, as long as it was.

    What the text is decides how strictly: see `model/texts.py`.
    """
    if isinstance(text, Verbatim):
        return text
    all_data = personal(text, of_file=isinstance(text, Identifier))
    if not all_data:
        return text
    characters = list(text)
    for data in all_data:
        characters[data.start : data.end] = starred(text[data.start : data.end])
    return "".join(characters)


def joined(separator: str, texts: Iterable[str]) -> Identifier:
    """Join texts, each masked as what it is: as one text, a reference would be taken for none."""
    return Identifier(separator.join(map(masked, texts)))


@lru_cache(maxsize=4)
def masked_line(line: str) -> str:
    """Return a line of TOML masked, also what is written with escapes for some characters.

    The last are remembered: a line that is as long as a file may have thousands of findings.
    """
    written = re.findall(_WRITTEN, line, re.DOTALL) if "\\" in line else []
    if len(written) in {0, len(line)}:
        return masked(line)
    meant = "".join(_meant(character) for character in written)
    return "".join(
        letter if star == character else "*" * len(letter)
        for letter, character, star in zip(written, meant, masked(meant), strict=True)
    )


def _meant(written: str) -> str:
    """Return the character that is written, as it is or as an escape."""
    code = int(f"0x{written[2:]}", 0) if len(written) > 1 else ord(written)
    return chr(code) if code <= sys.maxunicode else written[0]


def starred(text: str) -> str:
    """Return a text with a star for each letter and digit."""
    return "".join("*" if character.isalnum() else character for character in text)


def suspicious(text: str) -> bool:
    """Tell quickly whether a text, or many of them together, may hold personal data at all."""
    return "@" in text or TEN_DIGITS.search(text) is not None or _hints_at_phone(text)


def _at(finding: Personal) -> int:
    return finding.start


def _found(text: str, *, of_file: bool) -> Iterator[Personal]:
    """Look closely for what a quick look finds reason to; few texts give any."""
    if TEN_DIGITS.search(text):
        from tidlig.model.personal_patterns import cpr_numbers

        yield from cpr_numbers(text, of_file=of_file)
    if "@" in text:
        from tidlig.model.personal_patterns import addresses

        yield from addresses(text)
    if _SEVEN_DIGITS.search(text) and _hints_at_phone(text):
        from tidlig.model.personal_patterns import phones

        yield from phones(text)


def _hints_at_phone(text: str) -> bool:
    lower = text.lower()
    return any(hint in lower for hint in _PHONE_HINTS)
