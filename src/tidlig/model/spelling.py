"""What texts are compared by: two that read the same are the same, however they are stored.

One letter can be stored in several ways (å, or a and a ring), there are a dozen hyphens and dashes,
and signs that nobody sees. What is stored and shown stays as it was written. Digits stay the digits
they are, and a minus stays a sign: nothing that a reader can tell apart falls together.
"""

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
    """Give what a text is compared by: letters composed, one hyphen, spaces as one, none at ends.

    No-break and narrow spaces are spaces; signs that are not seen are none.
    """
    if not (text.isascii() or (max(text) < _FIRST_MARK and _SOFT_HYPHEN not in text)):
        from unicodedata import normalize

        text = normalize("NFC", text.translate(_SIGNS))
    return " ".join(text.split())


def caseless(text: str) -> str:
    """Give what a text is compared by where capitals tell nothing apart."""
    form = same_form(text).casefold()
    return form if form.isascii() else same_form(form)


def letters_and_digits(text: str | None) -> str:
    """Give what a reference is compared by where a second one like it is looked for."""
    if not text:
        return ""
    folded = text.lower() if text.isascii() else caseless(text)
    return folded if folded.isalnum() else "".join(filter(str.isalnum, folded))


def suggestion(written: str, near: str) -> str:
    """Ask for the known word that is near to one; or say that they only read the same."""
    if same_form(written) == near:
        return f'write "{near}": other signs stand here, which read the same'
    return f'did you mean "{near}"?'
