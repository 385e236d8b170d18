"""Currencies as people write them: in headings, in cells, in number formats of workbooks.

A heading may name several, such as "Beløb i DKK (af EUR)": `foreign_currencies` gives those that
are not the ledger's. Codes that may be words are looked for in capitals, and those that are (ALL,
TRY) never.
"""

import re
from functools import cache

from tidlig.model.money import KRONER
from tidlig.model.spelling import caseless

_USUAL = "DKK EUR USD GBP SEK NOK ISK CHF JPY PLN CZK HUF AUD"
_RARE = (
    "AED ARS BAM BGN BRL CAD CLP CNY COP EEK EGP ETB GHS HKD HRK IDR ILS INR KES KRW LTL LVL MXN "
    "MYR NGN NZD PHP PKR RON RSD RUB SAR SGD THB TZS UAH UGX VND XAF XDR XOF ZAR ZMW"
)
USUAL_CODES = frozenset(_USUAL.split())
"""The codes that a cell may have which is nothing else."""

_SYMBOLS = {"€": "EUR", "£": "GBP", "$": "USD", "¥": "JPY"}
_NAMES = {
    "euro": "EUR", "euros": "EUR", "dollar": "USD", "dollars": "USD", "pund": "GBP", "pound": "GBP",
    "pounds": "GBP", "sterling": "GBP", "skr": "SEK", "nkr": "NOK", "ikr": "ISK", "svenske": "SEK",
    "norske": "NOK", "islandske": "ISK", "swedish": "SEK", "norwegian": "NOK", "francs": "CHF",
}  # fmt: skip
_OWN = {
    "DKK": frozenset((
        "dkk", "kr", "kr.", "krone", "kroner", "danske kroner", "dansk krone", "danske kr.",
        "danish krone", "danish kroner", "dkr", "dkr.",
    ))
}  # fmt: skip
"""What a ledger's own currency is called in cells."""

_CODES = {code.casefold(): code for code in _USUAL.split()}
_WRITTEN = {**_CODES, **_NAMES, **_SYMBOLS}
_WITH_UNIT = {
    written: code
    for small, code in _CODES.items()
    for written in (*(f"{unit}{small}" for unit in "tkm"), *(small + u for u in ("k", "m", "mn")))
}
"""Codes with a letter for thousands or millions: TEUR, EURm."""

USUAL = "|".join(re.escape(name) for name in sorted(_WRITTEN, key=len, reverse=True))
"""A pattern of every usual name of a currency, in small letters."""

_WORD = re.compile(r"[^\W\d_]+|[€£$¥]")
_IN_FORMAT = re.compile(r"\[\$([^\]\-]*)(?:-([0-9A-Fa-f]+))?\]")
_QUOTED = re.compile(r'"([^"]*)"|\\(.)')
_KRONER = re.compile(r"kr\.?", re.IGNORECASE)
_KR_WORD = re.compile(r"(?<![^\W\d_])(?:[tm]?kr|kroner|dkr)(?![^\W\d_])", re.IGNORECASE)
_COUNTRIES = {0x1D: "SEK", 0x14: "NOK", 0x0F: "ISK"}
"""Whose kroner a format has, by the language that is the end of its number."""


def currencies_in(text: str) -> list[str]:
    """The codes of the currencies that a heading, or another short text, names."""
    codes = [_code(word) for word in _WORD.findall(text)]
    return [code for code in codes if code is not None]


def _code(word: str) -> str | None:
    small = word.casefold()
    rare = word if word in _RARE_CODES else None
    return _WRITTEN.get(small) or _WITH_UNIT.get(small) or rare


_RARE_CODES = frozenset(_RARE.split())


def foreign_currencies(text: str, own: str = KRONER) -> list[str]:
    """The codes of the currencies in a heading that are not the ledger's.

    Kroner are Danish unless the heading says whose they are.
    """
    named = currencies_in(text)
    if own != KRONER and own not in named and _KR_WORD.search(text):
        named.append(KRONER)
    return [code for code in named if code != own]


def without_foreign(text: str) -> str:
    """A heading in small letters without the other currencies in it."""
    if not foreign_currencies(text):
        return text

    def keep(match: re.Match[str]) -> str:
        return " " if foreign_currencies(match[0]) else match[0]

    return " ".join(_WORD.sub(keep, text).split())


def is_own(text: str, currency: str) -> bool:
    """Whether the cell of a column of currencies has the ledger's, or is empty."""
    written = caseless(text)
    return not written or written in _own_names(currency)


def _own_names(currency: str) -> frozenset[str]:
    """What a currency is called in cells, in small letters."""
    named = (name for name, code in _WRITTEN.items() if code == currency)
    return frozenset((currency.casefold(), *_OWN.get(currency, ()), *named))


@cache
def around_amounts(currency: str) -> tuple[re.Pattern[str], re.Pattern[str]]:
    """The patterns of the name of a currency before an amount, and behind it."""
    names = sorted(_own_names(currency), key=len, reverse=True)
    own = r"kr\.?|dkk" if currency == KRONER else "|".join(map(re.escape, names))
    return re.compile(f"^(?:{own})", re.IGNORECASE), re.compile(f"(?:{own}|,-)$", re.IGNORECASE)


def of_format(code: str) -> str | None:
    """The currency that a number format shows, by its code; None where it shows none.

    `[$EUR]`, `[$€-2]` and `[$kr-41D]` say it, a text such as "€" too; `[$-406]` is a language.
    """
    for symbol, language in _IN_FORMAT.findall(code):
        currency = _of_symbol(symbol.strip(), language)
        if currency:
            return currency
    rest = _QUOTED.sub("", _IN_FORMAT.sub("", code))
    symbols = "".join(sign for sign in rest if sign in _SYMBOLS)
    return next(iter(currencies_in(f"{texts_of_format(code)} {symbols}")), None)


def texts_of_format(code: str) -> str:
    """The texts that a number format shows next to the number; letters may be one by one."""
    pieces: list[str] = []
    end = 0
    for match in _QUOTED.finditer(code):
        if match.start() > end:
            pieces.append(" ")
        pieces.append(match[1] or match[2] or "")
        end = match.end()
    return "".join(pieces).strip()


def _of_symbol(symbol: str, language: str) -> str | None:
    """The currency of a symbol; of kroner, those of the country of a language."""
    if not symbol:
        return None
    if _KRONER.fullmatch(symbol):
        return _COUNTRIES.get(int(language or "0", 16) & 0x3FF, KRONER)
    return next(iter(currencies_in(symbol)), symbol.upper())
