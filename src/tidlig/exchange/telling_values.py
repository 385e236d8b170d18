"""Values that say what their column is, whatever its heading: D and K, Kreditnota, Annulleret, EUR.

Only a cell that is such a word and nothing else says so: in a sentence it may mean anything.
"""

import sys
from collections.abc import Collection
from functools import lru_cache

from tidlig.exchange.currencies import USUAL_CODES
from tidlig.exchange.layouts import CURRENCY, SIGN, STATUS
from tidlig.model.spelling import caseless

_PAIRS = tuple(
    frozenset(pair.split(","))
    for pair in (
        "d,k", "d,c", "s,h", "+,-", "1,-1", "i,u", "dr,cr", "deb,kred", "deb,kre",
        "debet,kredit", "debit,kredit", "debit,credit", "soll,haben", "plus,minus",
        "ind,ud", "in,out", "indgående,udgående", "incoming,outgoing", "indbetaling,udbetaling",
        "indtægt,udgift", "income,expense", "receipt,payment", "tilgang,afgang",
        "faktura,kreditnota", "invoice,credit note", "tilsagn,tilbageløb",
    )
)  # fmt: skip
"""Two values of which one turns the sign of amounts."""

_LETTERS = frozenset(word for pair in _PAIRS for word in pair if len(word) == 1)

_TURNING = frozenset((
    "kredit", "credit", "haben", "kreditnota", "kreditering", "krediteret", "credit note",
    "credit memo", "creditnote", "tilbageløb", "tilbagebetaling", "tilbagebetalt", "repayment",
    "refund", "minus", "modpostering", "chargeback",
))  # fmt: skip
"""Words of money that comes back, also where no line has their counterpart."""

_CANCELLING = frozenset((
    "annulleret", "annullering", "annulering", "annuleret", "annullation", "ophævet", "ophævelse",
    "tilbageført", "tilbageførsel", "tilbagekaldt", "tilbagetrukket", "trukket tilbage", "afslag",
    "afslået", "afvist", "bortfaldet", "makuleret", "slettet", "udgået", "modposteret", "storno",
    "storneret", "stornering", "ugyldig", "ikke godkendt", "canceled", "cancelled", "cancelation",
    "cancellation", "void", "voided", "reversed", "reversal", "rejected", "refused", "withdrawn",
    "deleted", "invalid", "declined",
))  # fmt: skip

_LONGEST = 24
_AROUND = " \t\xa0.,:;!*()[]\"'"


def _form(text: str) -> str:
    bare = text.strip(_AROUND) or text.strip()
    return bare.casefold() if bare.isascii() else caseless(bare)


_KNOWN = frozenset((
    *(word for pair in _PAIRS for word in pair), *_TURNING, *_CANCELLING,
    *(code.casefold() for code in USUAL_CODES),
))  # fmt: skip


def if_telling(cell: object) -> object:
    """Give a cell if it may say what its column is, and else an empty one."""
    if not isinstance(cell, str):
        return cell if cell in (1, -1) else ""
    return sys.intern(cell) if len(cell) <= _LONGEST and _is_telling(cell) else ""


@lru_cache(1 << 12)
def _is_telling(text: str) -> bool:
    form = _form(text)
    return len(form) == 1 or form in _KNOWN


def telling(texts: Collection[str], currency: str) -> tuple[str, list[str]] | None:
    """Give what the values of a column say that it is, and those that say so; None for nothing.

    Letters say it only where no other letter is among them.
    """
    forms = {text: _form(text) for text in texts if text and len(text) <= _LONGEST}
    found = [text for text, form in forms.items() if form in _CANCELLING]
    if found:
        return STATUS, found
    words = set(forms.values())
    turning = _TURNING & words
    for pair in _PAIRS:
        is_letters = not pair.isdisjoint(_LETTERS)
        has_others = is_letters and any(len(word) == 1 for word in words - pair)
        if pair <= words and not has_others:
            turning |= pair
    if turning:
        return SIGN, [text for text, form in forms.items() if form in turning]
    codes = [text for text in forms if text.strip(_AROUND) in USUAL_CODES - {currency}]
    return (CURRENCY, codes) if codes else None
