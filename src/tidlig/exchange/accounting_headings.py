"""Headings that accounting systems have for our words, taken where no plainer heading is there.

They come in ranks. Of the first rank that a register has, one heading is taken; two are not, for
nothing says which of them is meant, and the report names them. Nor is one taken whose cells cannot
be what it says: "Bogført" may stand above dates or above "ja", "Kreditor" above names or numbers.
"""

from collections.abc import Mapping, Sequence

from tidlig.exchange.days import DAY_FIRST, MONTH_FIRST, day
from tidlig.exchange.tables import Sheet
from tidlig.exchange.totals import label

Ranks = tuple[tuple[str, ...], ...]

ROWS_LOOKED_AT = 1_000
"""So many rows show what a column has that no word of ours is known for."""

_PARTY = ("{}navn", "{} navn", "{}s navn", "navn på {}", "navn {}")
_NUMBER = ("{}nr", "{} nr", "{}nummer", "{} nummer", "{}id", "{} id")


def _forms(words: str, patterns: Sequence[str]) -> tuple[str, ...]:
    return tuple(pattern.format(word) for word in words.split() for pattern in patterns)


_DANISH_PARTIES = (
    "leverandør kreditor betalingsmodtager tilskudsmodtager tilsagnsmodtager modtager modpart"
)
_ENGLISH_PARTIES = "supplier vendor creditor payee recipient beneficiary grantee counterparty"

RECIPIENTS: Ranks = (
    (
        *_forms(_DANISH_PARTIES, _PARTY),
        *_forms(_ENGLISH_PARTIES, ("{} name", "name of {}", "name of the {}")),
    ),
    (
        "leverandør", "kreditor", "modpart", "tilsagnshaver", "tilskudshaver", "begunstiget",
        "supplier", "vendor", "creditor", "beneficiary", "grantee", "counterparty",
    ),
)  # fmt: skip

DATES: Ranks = (
    (
        "bogf dato", "bogf d", "bogføringsdato", "bogførings dato", "bogføringsdag", "bogført dato",
        "bogført den", "dato for bogføring", "posterings dato", "posteringsdag", "postdato",
        "post dato", "finansdato", "regnskabsdato", "posting date", "posted date", "date posted",
        "posted on", "booking date", "booked on", "accounting date", "gl date", "ledger date",
    ),
    (
        "betalings dato", "betalingsdag", "betalt dato", "betalt den", "dato for betaling",
        "udbetalings dato", "udbetalingsdag", "udbetalt den", "dato for udbetaling",
        "payment date", "date of payment", "paid date", "date paid", "paid on", "payout date",
        "disbursement date", "date of disbursement", "tilsagns dato", "dato for tilsagn",
        "bevillingsdato", "dato for bevilling", "award date", "date of award", "grant date",
        "date of grant", "award decision date",
    ),
    (
        "bogf", "bogført", "posted", "booked", "bilagsdato", "bilags dato", "bilag dato",
        "transaktionsdato", "valørdato", "valør", "voucher date", "document date", "doc date",
        "transaction date", "trans date", "entry date", "value date",
    ),
)  # fmt: skip

REFERENCES: Ranks = (
    (
        *_forms("sags journal esdh", _NUMBER), "j nr", "jnr", "sagsid", "sags reference",
        "sagsreference", "referencenr", "referencenummer", "reference nr", "reference no",
        "reference number", "ref nr", "ref no", "case", "case no", "case number", "case id",
        "file no", "file number",
    ),
)  # fmt: skip

VOUCHERS: Ranks = (
    (
        *_forms("bilags betalings udbetalings", _NUMBER), *_forms("bilag", _NUMBER),
        "voucher", "voucher no", "voucher nr", "voucher number", "voucher id", "payment no",
        "payment number", "payment id",
    ),
    (
        "finansbilag", *_forms("finansbilags posterings transaktions dokument", _NUMBER),
        "document no", "document number", "transaction no", "transaction number",
        "transaction id", "entry no", "entry number",
    ),
)  # fmt: skip

CVR: Ranks = (("cvr no", "cvr number", "cvr id", "modtagers cvr", "modtagers cvr nr"),)

OF_ANY: Mapping[str, Ranks] = {
    "reference": REFERENCES,
    "recipient": RECIPIENTS,
    "cvr": CVR,
    "date": DATES,
}
"""The ranks of each word that has any."""


def may_have(sheet: Sheet, number: int, word: str) -> bool:
    """Tell whether most cells of a column may be what its heading says, as far as they show it."""
    rows = [row for row in sheet.rows[:ROWS_LOOKED_AT] if number < len(row.cells)]
    cells = [row.cells[number] for row in rows if label(row) is None]
    stated = [each.strip() if isinstance(each, str) else each for each in cells]
    stated = [each for each in stated if each != ""]
    if word == "date":
        fitting = [each for each in stated if is_date(each)]
    elif word == "recipient":
        fitting = [each for each in stated if any(letter.isalpha() for letter in str(each))]
    else:
        fitting = stated
    return not stated or 2 * len(fitting) > len(stated)


def is_date(cell: object) -> bool:
    """Tell whether a cell is a date, whichever of day and month comes first."""
    return day(cell, DAY_FIRST) is not None or day(cell, MONTH_FIRST) is not None
