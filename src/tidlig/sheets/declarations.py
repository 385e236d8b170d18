"""What a register states about its amounts in words: a currency, a unit, a sign.

Text above the headings is free text, so a currency counts only with a word for amounts, and a sum
("Ramme 5 mio. kr.") is no unit. In a column, D and K, "Kreditnota", "Annulleret" or EUR count only
where they are the whole cell: in a sentence they may mean anything.
"""

import re
import sys
from collections.abc import Collection, Iterator, Mapping, Sequence
from functools import lru_cache
from typing import NamedTuple

from tidlig.model.findings import Problem
from tidlig.model.messages import Message
from tidlig.model.spelling import caseless, same_form
from tidlig.sheets.columns import CURRENCY, SIGN, STATUS, Layout
from tidlig.sheets.currency import USUAL_CODES, currencies_in, foreign_currencies
from tidlig.sheets.headings import LONGEST, split_unit, unit_label, unit_option
from tidlig.sheets.mapping import ReadAs
from tidlig.sheets.tables import Sheet, SheetRow
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


def keep_if_meaningful(cell: object) -> object:
    """A cell if it may say what its column is, and else an empty one."""
    if not isinstance(cell, str):
        return cell if cell in (1, -1) else ""
    if len(cell) > _LONGEST or not _is_meaningful(cell):
        return ""
    return sys.intern(cell)


@lru_cache(1 << 12)
def _is_meaningful(text: str) -> bool:
    form = _form(text)
    return len(form) == 1 or form in _KNOWN


def meaning_of(texts: Collection[str], currency: str) -> tuple[str, list[str]] | None:
    """What the values of a column say that it is, and those that say so; None for nothing.

    Letters say it only where no other letter is among them.
    """
    forms = {text: _form(text) for text in texts if 0 < len(text) <= _LONGEST}
    if not _CANCELLING.isdisjoint(forms.values()):
        return STATUS, _of_forms(forms, _CANCELLING)
    turning_forms = _turning_forms(frozenset(forms.values()))
    if turning_forms:
        return SIGN, _of_forms(forms, turning_forms)
    others = USUAL_CODES - {currency}
    codes = [text for text in forms if text.strip(_AROUND) in others]
    return (CURRENCY, codes) if codes else None


def _of_forms(forms: Mapping[str, str], chosen: frozenset[str]) -> list[str]:
    return [text for text, form in forms.items() if form in chosen]


def _turning_forms(forms: frozenset[str]) -> frozenset[str]:
    """The values that turn signs, or that are one of a pair that does."""
    turning = _TURNING & forms
    for pair in _PAIRS:
        if pair <= forms and not _is_among_letters(pair, forms):
            turning |= pair
    return turning


def _is_among_letters(pair: frozenset[str], forms: frozenset[str]) -> bool:
    """Whether a pair of letters stands among others: then all may be codes of something else."""
    if pair.isdisjoint(_LETTERS):
        return False
    return any(len(form) == 1 for form in forms - pair)


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


def declaration_problems(
    sheet: Sheet, layout: Layout, register: ReadAs, currency: str
) -> Iterator[Problem]:
    """Find a currency or a unit above the headings, where these say no other."""
    headings = [sheet.headings[number] for number in layout.amounts]
    has_currency = register.currency is not None or _have_currency(headings, currency)
    has_unit = register.unit is not None or _have_units(headings)
    for declaration in _declarations(sheet, currency):
        if declaration.currency is not None and not has_currency:
            yield _other_currency(sheet, declaration, currency)
        elif declaration.unit is not None and not has_unit:
            yield _other_unit(sheet, declaration)


def _have_currency(headings: Sequence[str], currency: str) -> bool:
    return all(currencies_in(heading) == [currency] for heading in headings)


def _have_units(headings: Sequence[str]) -> bool:
    return all(split_unit(heading)[1] is not None for heading in headings)


def _other_currency(sheet: Sheet, declaration: _Declaration, currency: str) -> Problem:
    assert declaration.currency is not None
    where, text = sheet.place(declaration.line, 0), shown(declaration.text)
    message = Message(
        "{text} names {other} above the headings, and the ledger is in {currency}",
        text=text,
        other=declaration.currency,
        currency=currency,
    )
    return Problem(message, where, currency_help(currency))


def _other_unit(sheet: Sheet, declaration: _Declaration) -> Problem:
    assert declaration.unit is not None
    where, text = sheet.place(declaration.line, 0), shown(declaration.text)
    message = Message(
        "{text} names {unit} above the headings, and it is not said what the amounts are in",
        text=text,
        unit=unit_label(declaration.unit),
    )
    option = unit_option(declaration.unit)
    if option is None:
        help = Message(
            "export them in {kroner}, or --register-unit {kr} if they are {kroner}; in "
            "[register.NAME] unit",
            kroner=Message("kroner"),
            kr=Message("kr"),
        )
    else:
        help = Message(
            "give --register-unit {option}, or --register-unit {kr} if they are {kroner}; in "
            "[register.NAME] unit",
            option=option,
            kr=Message("kr"),
            kroner=Message("kroner"),
        )
    return Problem(message, where, help)


def currency_help(currency: str) -> Message:
    """The help where amounts are in another currency, or seem to be."""
    return Message(
        "export the amounts in {currency}; where they are, give --register-currency {currency} "
        '(in [register.NAME] currency = "{currency}")',
        currency=currency,
    )


def _declarations(sheet: Sheet, currency: str) -> Iterator[_Declaration]:
    """What lines above the headings say that is not the ledger's currency, or not kroner."""
    for row in sheet.above:
        for text in _texts(row):
            code, unit = _currency(text, currency), _unit(text)
            if code is not None or unit is not None:
                yield _Declaration(text, row.line, code, unit)


def _texts(row: SheetRow) -> list[str]:
    """The text of a row, or of each cell where it is long; none longer than a heading."""
    cells = [same_form(str(cell)) for cell in row.cells if str(cell).strip()]
    whole = " ".join(cells)
    if len(whole) <= LONGEST:
        return [whole]
    return [cell for cell in cells if len(cell) <= LONGEST]


def _currency(text: str, own: str) -> str | None:
    """The first other currency of a text; with a word for amounts by any name, else by a code."""
    words = [text] if _OF_AMOUNTS.search(text) else _CODE.findall(text)
    codes = [code for word in words for code in foreign_currencies(word, own)]
    return next(iter(codes), None)


def _unit(text: str) -> str | None:
    without_sums = _SUM.sub(" ", text)
    rest, unit = split_unit(without_sums)
    if unit in (None, "kr."):
        return None
    is_about = not rest or _OF_AMOUNTS.search(text) or _IN_KRONER.search(without_sums)
    return unit if is_about else None
