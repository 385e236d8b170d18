"""Compare texts: two that read the same are equal, however they are stored.

One letter can be stored in several ways (å, or a and a ring). There are a dozen hyphens and dashes,
and characters that nobody sees. Texts are stored and shown as they were written. Digits stay the
digits they are, and a minus stays a sign: texts that a reader can tell apart stay different.

The nearest known word is the one that `difflib.get_close_matches` finds. That takes time with the
third power of the length of words, so the work is bounded: beyond the bound nothing is suggested.
"""

import re
from collections.abc import Collection
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tidlig.model.messages import Message

_DASHES = "\u2010\u2011\u2012\u2013\u2014\u2015\u2212\ufe58\ufe63\uff0d"
_UNSEEN = (
    "\u00ad\u034f\u061c\u180e\u200b\u200c\u200d\u200e\u200f\u202a\u202b\u202c\u202d\u202e"
    "\u2060\u2061\u2062\u2063\u2064\u2066\u2067\u2068\u2069\ufeff"
)
"""Soft hyphens, joiners, signs that have no width, and marks of direction."""

_SIGNS = str.maketrans({**dict.fromkeys(_DASHES, "-"), **dict.fromkeys(_UNSEEN)})


_SOFT_HYPHEN, _FIRST_MARK = "\u00ad", "\u0300"
"""Letters that stand before the first mark are stored in one way; most texts have no others."""


def same_form(text: str) -> str:
    """Return what a text is compared by: letters composed, one hyphen, spaces as one, none at ends.

    No-break and narrow spaces are spaces; signs that are not seen are none.
    """
    if not (text.isascii() or (max(text) < _FIRST_MARK and _SOFT_HYPHEN not in text)):
        from unicodedata import normalize

        text = normalize("NFC", text.translate(_SIGNS))
    return " ".join(text.split())


def caseless(text: str) -> str:
    """Return what a text is compared by where capitals tell nothing apart."""
    form = same_form(text).casefold()
    return form if form.isascii() else same_form(form)


def letters_and_digits(text: str | None) -> str:
    """Return what a reference is compared by where a second one like it is looked for."""
    if not text:
        return ""
    folded = text.lower() if text.isascii() else caseless(text)
    return folded if folded.isalnum() else "".join(filter(str.isalnum, folded))


_LETTERS = str.maketrans({"æ": "ae", "ø": "oe", "å": "aa", "ä": "ae", "ö": "oe", "ü": "ue"})
_BETWEEN = re.compile(r"[^a-z0-9_]+")


def plain_letters(text: str) -> str:
    """Return a text as an id: small letters, digits and underscores, parted by hyphens."""
    if not text.isascii():
        from unicodedata import combining, normalize

        danish = normalize("NFC", text).casefold().translate(_LETTERS)
        text = "".join(letter for letter in normalize("NFKD", danish) if not combining(letter))
    return _BETWEEN.sub("-", text.casefold()).strip("-_")


_LAST_LETTERS = str.maketrans({"æ": "{", "ä": "{", "ø": "|", "ö": "|", "å": "}", "ü": "y"})
"""Signs that stand behind z, in the order of the last letters."""


def danish_order(text: str) -> tuple[str, str]:
    """Return what names are put in order by, as Danes do: æ, ø and å come last, aa is å.

    Capitals and accents tell nothing apart, unless nothing else does.
    """
    letters = text.casefold().replace("aa", "å")
    if not letters.isascii():
        from unicodedata import combining, normalize

        danish = normalize("NFC", letters).replace("aa", "å").translate(_LAST_LETTERS)
        letters = "".join(each for each in normalize("NFKD", danish) if not combining(each))
    return letters, text


def suggestion(written: str, near: str) -> "Message":
    """Ask for the known word that is near to one; or say that they only read the same."""
    from tidlig.model.messages import Message  # few runs need it

    if same_form(written) == near:
        return Message('write "{near}": other signs stand here, which read the same', near=near)
    return Message('did you mean "{near}"?', near=near)


MOST_WORK = 200_000_000
"""So much work is spent on suggestions in one go, a second or two: 25 000 words of 20 letters are
compared, or 50 000 are looked at."""

_WHOLE = 1_000_000_000
_LEAST = 600_000_000
"""A word is near from this part of the whole on, as with difflib."""
_LONGEST = 100


class Nearness:
    """Searches for near words, which have a bound together."""

    def __init__(self, work: int = MOST_WORK) -> None:
        """Allow so much work."""
        self.left = work
        self._found: dict[tuple[str, int], str | None] = {}

    def nearest(self, written: str, known: Collection[str]) -> str | None:
        """Return the known word that is nearest, when one is near and the bound allows to find it.

        Collections of what is known must be kept, and not change, as long as this is.
        """
        key = written, id(known)
        if key not in self._found:
            self._found[key] = self._searched(written[:_LONGEST], known) if self.left > 0 else None
        return self._found[key]

    def _searched(self, written: str, known: Collection[str]) -> str | None:
        from difflib import SequenceMatcher  # few runs need it

        looking = sum(100 * (len(written) + min(len(word), _LONGEST)) for word in known)
        self.left -= looking
        if self.left < 0:
            return None
        matcher = SequenceMatcher(b=written)
        best, found = _LEAST, ""
        for word in known:
            matcher.set_seq1(word)
            if int(_WHOLE * matcher.real_quick_ratio()) < best:
                continue
            if int(_WHOLE * matcher.quick_ratio()) < best:
                continue
            self.left -= len(written) * len(word) * min(len(written), len(word))
            if self.left < 0:
                return None
            best, found = max((best, found), (int(_WHOLE * matcher.ratio()), word))
        return found or None
