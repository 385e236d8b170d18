"""What each column of a register is for; and of those that nobody reads, which may change amounts.

A column that looks like a sign, a status, a currency or a unit says how the amounts are to be
taken. It is never passed over: someone says what it means, or that it means nothing.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from tidlig.exchange.columns import amounts_of, columns, filtered, ignored, signed
from tidlig.exchange.headings import LONGEST, parted, plain
from tidlig.exchange.tables import Sheet
from tidlig.model.records import Register

SIGN, STATUS, CURRENCY, UNIT = "sign", "status", "currency", "unit"

_SIGN = (
    r"(?:[dksh] [kdhs]|[dc] [cd]|dk|dc|d ?r? c ?r?|debet|debit|kredit|credit|deb kred|dr|cr"
    r"|(?:debet|debit) (?:eller |or |og |and )?(?:kredit|credit)|debetkredit|debitcredit"
    r"|(?:debet|debit|kredit|credit) ?(?:beløb|amount)|soll haben"
    r"|kreditnota|credit ?note|kreditering|krediteret"
    r"|fortegn|sign|plus minus|plus eller minus|\+|±|\+ ?[-−–]|[-−–] ?\+)"
    r"(?: ?(?:kode|code|type|indikator|indicator|markering|mark|flag|felt|side))?"
)
_STATUS = (
    r"(?:.* )?(?:\w*status\w*|\w*tilstand|state|stage|annull?er\w*|annull?ation|cancel\w*"
    r"|slettet|deleted|void\w*|revers\w+|tilbageført|tilbageførsel|storn\w+|makuler\w+"
    r"|ophæv\w+|modposter\w+|afslag|afslået|udgået|tilbagekaldt|tilbagetrukket"
    r"|godkendt|approved|afvist|rejected|aktiv|active|inaktiv|inactive|gyldig|ugyldig|valid"
    r"|invalid|kladde|draft|bortfaldet|lapsed|withdrawn|trukket)(?: .*)?"
)
_CURRENCY = (
    r"(?:.* )?(?:valuta|valutakode|valutakurs|valutaenhed|valutatype|currency|currencies"
    r"|currencycode|ccy|møntenhed|møntfod|mønt|val|exchange rate|vekselkurs)"
    r"(?: (?:kode|code|id|nr|kurs|iso))?"
)
_UNIT = (
    r"(?:enhed|enheder|beløbsenhed|måleenhed|talenhed|unit|units|unit of amount|enhed for beløb"
    r"|skala|scale|faktor|factor|multiplikator|multiplier|amount unit)"
)
_PATTERNS = tuple(
    (kind, re.compile(written))
    for kind, written in ((SIGN, _SIGN), (STATUS, _STATUS), (CURRENCY, _CURRENCY), (UNIT, _UNIT))
)
_NO_SIGN = re.compile(r"^\s*[+±]\s*/?\s*[-−–]?\s*$|^\s*[-−–]\s*/?\s*\+\s*$")


@dataclass(frozen=True, slots=True)
class Layout:
    """The numbers of the columns, from 0: by our words, of filters and signs, and all others.

    `looks` has what columns look like that may change amounts, where they have no word of ours and
    nobody ignores them; `unread` are those that nothing is taken from. Of these `judged` are not
    ignored, so that their values may still say what they are.
    """

    columns: Mapping[str, int]
    filters: Mapping[int, frozenset[str]]
    signs: Mapping[int, frozenset[str]]
    looks: Mapping[int, str]
    unread: tuple[int, ...]
    judged: tuple[int, ...] = ()

    @property
    def amounts(self) -> tuple[int, ...]:
        """The column of the amounts, or those of debit and credit."""
        return amounts_of(self.columns)

    @property
    def asked(self) -> list[int]:
        """The columns that anything is taken from."""
        return sorted({*self.columns.values(), *self.filters, *self.signs, *self.looks})

    def like(self, *kinds: str) -> list[int]:
        """Give the columns that look like something."""
        return [number for number, kind in self.looks.items() if kind in kinds]


def layout(sheet: Sheet, register: Register) -> Layout:
    """Say what each column is for; raise `Unusable` where one that is named is not there."""
    found = columns(sheet, register)
    left = {*found.values(), *ignored(sheet, register)}
    looks = {
        number: kind
        for number, heading in enumerate(sheet.headings)
        if number not in left and (kind := look(heading)) is not None
    }
    filters, signs = filtered(sheet, register), signed(sheet, register)
    read = {*found.values(), *filters, *signs, *looks}
    unread = tuple(number for number in range(len(sheet.headings)) if number not in read)
    judged = tuple(number for number in unread if number not in left)
    return Layout(found, filters, signs, looks, unread, judged)


def look(heading: str) -> str | None:
    """Tell what a column seems to say of its amounts by its heading, if anything."""
    if len(heading) > LONGEST:
        return None
    if _NO_SIGN.fullmatch(heading):
        return SIGN
    for text in (plain(heading).rstrip("?!* "), parted(heading)[0]):
        for kind, pattern in _PATTERNS:
            if pattern.fullmatch(text):
                return kind
    return None
