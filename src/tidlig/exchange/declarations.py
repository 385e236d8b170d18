"""What a register says about its amounts in words: a currency, a unit, a sign.

Text above the headings is free text, so a currency counts only beside a word for amounts, and a sum
("Ramme 5 mio. kr.") is no unit. In a column, D and K, "Kreditnota", "Annulleret" or EUR count only
where they are the whole cell: in a sentence they may mean anything.
"""

import re
import sys
from collections.abc import Collection, Iterator
from functools import lru_cache
from typing import NamedTuple

from tidlig.exchange.columns import CURRENCY, SIGN, STATUS, Layout
from tidlig.exchange.currency import USUAL_CODES, foreign, named
from tidlig.exchange.headings import LONGEST, parted
from tidlig.exchange.tables import Sheet
from tidlig.model.findings import Problem
from tidlig.model.money import UNITS
from tidlig.model.records import Register
from tidlig.model.spelling import caseless, same_form
from tidlig.source.values import shown

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


_OF_AMOUNTS = re.compile(
    r"beløb|amount|valuta|currency|enhed|\bunits?\b|\btal(?:lene)?\b|figures|\bsum|opgjort"
    r"|\bi (?:hele )?(?:euro|dollars?|pund|(?:svenske|norske|islandske) kroner)\b",
    re.IGNORECASE,
)
_IN_KRONER = re.compile(r"(?:kr|kroner|[td]?dkk|tkr|mkr)\b", re.IGNORECASE)
_SUM = re.compile(
    r"(?<![\d.,])(?!1(?:[. ]?000)+(?![\d.,]*\d))-?\d[\d.,]*\s?"
    r"(?:(?:mio|mill|mia|mrd|t)\.? ?(?:kr(?:oner)?)?|million(?:er)?|milliard(?:er)?"
    r"|kr(?:oner)?|dkk)"
    r"(?![^\W\d_])\.?",
    re.IGNORECASE,
)
"""An amount of its own: a figure with its unit, which is not 1.000 kr."""

_CODE = re.compile(r"[A-Z]{3}|[€£$¥]|[TM][A-Z]{3}")


class _Declaration(NamedTuple):
    """What a line says, its number, and the currency or the label of the unit that it names."""

    text: str
    line: int
    currency: str | None
    unit: str | None


def declared(sheet: Sheet, layout: Layout, register: Register, currency: str) -> Iterator[Problem]:
    """Give a fault for a currency or a unit above the headings, where these say no other."""
    headings = [sheet.headings[number] for number in layout.amounts]
    in_own = all(named(heading) == [currency] for heading in headings)
    has_unit = all(parted(heading)[1] is not None for heading in headings)
    for said in _declarations(sheet, currency):
        where, text = sheet.place(said.line, 0), shown(said.text)
        if said.currency is not None and register.currency is None and not in_own:
            message = f"{text} names {said.currency} above the headings, and the ledger is in "
            yield Problem(message + currency, where, in_currency(currency))
        elif said.unit is not None and register.unit is None and not has_unit:
            name = next((name for name, unit in UNITS.items() if unit.label == said.unit), None)
            first = "export them in kroner" if name is None else f"give --register-unit {name}"
            message = f"{text} names {said.unit} above the headings, and it is not said what the "
            help = f"{first}, or --register-unit kr if they are kroner; in [register.NAME] unit"
            yield Problem(f"{message}amounts are in", where, help)


def in_currency(currency: str) -> str:
    """Say what helps where amounts are in another currency, or seem to be."""
    return (
        f"export the amounts in {currency}; where they are, give --register-currency {currency} "
        f'(in [register.NAME] currency = "{currency}")'
    )


def _declarations(sheet: Sheet, currency: str) -> Iterator[_Declaration]:
    """Give what lines above the headings say that is not the ledger's currency, or not kroner."""
    for row in sheet.above:
        cells = [same_form(str(cell)) for cell in row.cells if str(cell).strip()]
        whole = " ".join(cells)
        for text in [whole] if len(whole) <= LONGEST else cells:
            if len(text) <= LONGEST:
                code, unit = _currency(text, currency), _unit(text)
                if code is not None or unit is not None:
                    yield _Declaration(text, row.line, code, unit)


def _currency(text: str, own: str) -> str | None:
    codes = foreign(text, own)
    if _OF_AMOUNTS.search(text) is None:
        codes = [code for each in _CODE.findall(text) for code in foreign(each, own)]
    return next(iter(codes), None)


def _unit(text: str) -> str | None:
    rest, unit = parted(_SUM.sub(" ", text))
    if unit in (None, "kr."):
        return None
    is_about = not rest or _OF_AMOUNTS.search(text) or _IN_KRONER.search(_SUM.sub(" ", text))
    return unit if is_about else None
