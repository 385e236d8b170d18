"""Headings of columns, normalised; the unit that one names; and the headings of accounting systems.

Headings of accounting systems come in ranks, and are used where no plain heading is there. Of the
first rank that a register has, one heading is used. Two are ambiguous, and are reported. A heading
is not used if its cells cannot be what it says: "Bogført" may stand above dates or above "ja",
"Kreditor" above names or numbers.

A row with a word for "total" in place of a name is the sum of the list above, and no line of it.
"""

import re
from collections.abc import Mapping, Sequence
from functools import lru_cache

from tidlig.model.messages import Message
from tidlig.model.spelling import caseless
from tidlig.sheets.currency import USUAL, without_foreign
from tidlig.sheets.notation import DAY_FIRST, MONTH_FIRST, day
from tidlig.sheets.tables import Sheet, SheetRow

_WORDS = {"i alt", "ialt", "total", "totalt", "sum", "samlet", "hovedtotal", "grand total"}
_OF_A_LINE = ("id", "reference", "award")


def without_total(
    sheet: Sheet, columns: Mapping[str, int]
) -> tuple[Sequence[SheetRow], SheetRow | None]:
    """Part a last row that calls itself a total from the other rows.

    One with a date, a reference or an id is a line, whatever its recipient is called.
    """
    last = sheet.rows[-1] if sheet.rows else None
    if last is None or total_label(last) is None or _is_line(last, columns):
        return sheet.rows, None
    return sheet.rows[:-1], last


def _is_line(row: SheetRow, columns: Mapping[str, int]) -> bool:
    identifying = [columns[word] for word in _OF_A_LINE if word in columns]
    if any(_names(row, number) for number in identifying):
        return True
    number = columns.get("date")
    if number is None or number >= len(row.cells):
        return False
    date = row.cells[number]
    if isinstance(date, str):
        return date != "" and not _is_total(date)
    return True


def _names(row: SheetRow, number: int) -> bool:
    """Whether a row has a reference or an id that is not the word for a total."""
    cell = row.cells[number] if number < len(row.cells) else ""
    text = str(cell).strip()
    return bool(text) and not _is_total(text)


def _is_total(text: str) -> bool:
    return caseless(text.strip(" :.*")) in _WORDS


def total_label(row: SheetRow) -> str | None:
    """The words by which a row calls itself a total."""
    for cell in row.cells:
        if isinstance(cell, str) and _is_total(cell):
            return cell.strip()
    return None


_KR = f"(?:kr|kroner|dkr|{USUAL})"
_ALL = rf"(?: ?(?:of )?(?:danske )?{_KR})"
_UNITS = (
    (
        "mia. kr.",
        (
            rf"(?:mia|mrd|milliard|milliarder|bn|billions?|1 ?000 ?000 ?000){_ALL}?"
            rf"|{_KR} ?(?:mia|mrd|bn|billions?)"
        ),
    ),
    (
        "mio. kr.",
        (
            rf"(?:mio|mill|millions?|millioner|mn|1 ?000 ?000){_ALL}?|m ?{_KR}"
            rf"|{_KR} ?(?:mio|mill|millions?|mn|m|1 ?000 ?000)"
        ),
    ),
    (
        "t.kr.",
        (
            rf"(?:tus|tusinder?|tusind|thousands?|(?:1 ?)?['’´]?000(?: ?s|['’]s)?){_ALL}?"
            rf"|[tk] ?{_KR}|{_KR} ?(?:tus|tusinder?|tusind|thousands?|k|t|(?:1 ?)?['’´]?000s?)"
        ),
    ),
    ("øre", r"(?:øre|ører|cents?|pence)"),
    ("kr.", r"(?:danske )?(?:kr|kroner|dkr|dkk)"),
)
_BEFORE = r"(?:^|(?<=\s))(?:(?:i|in|af) )?(?:(?:hele|whole) )?"
_AT_END = tuple((label, re.compile(rf"{_BEFORE}(?:{written})$")) for label, written in _UNITS)
_CLEAR = (
    ("mia. kr.", rf"(?:mia|mrd|milliard|milliarder){_ALL}?"),
    ("mio. kr.", rf"(?:mio|mill|millions?|millioner|1 ?000 ?000(?= ?{_KR})){_ALL}?|m{_KR}"),
    (
        "t.kr.",
        rf"(?:tusinder?|tusind|thousands?|1 ?000(?= ?{_KR})|['’´]000){_ALL}?|t ?(?:kr|dkk)|[tk]dkk",
    ),
    ("kr.", r"(?:kr|kroner|dkk)"),
)
_ANYWHERE = tuple(
    (label, re.compile(rf"{_BEFORE}(?:{written})(?=\s|$)")) for label, written in _CLEAR
)
"""What is surely a unit also where it is not the end of a heading."""

_BRACKETS = {"k": "t.kr.", "t": "t.kr.", "m": "mio. kr.", "b": "mia. kr."}
_LETTER = re.compile(r"[(\[]\s*([ktmb])\.?\s*[)\]]\s*$")
"""One letter is a unit where it stands in brackets."""

LONGEST = 200
"""No heading that is taken for one of our words has more characters."""

_FURTHEST = 60
"""No unit stands further from the end of a heading."""

_LEFT_OUT = str.maketrans(dict.fromkeys(".,:;-()[]/", " "))


def normalize(heading: str) -> str:
    """A heading without what makes no difference: case, points, commas, brackets, lines."""
    if len(heading) > LONGEST:
        return heading
    return " ".join(caseless(heading).translate(_LEFT_OUT).split())


@lru_cache(1 << 15)
def split_unit(heading: str) -> tuple[str, str | None]:
    """A heading, normalized, without its unit and other currencies; and the label of the unit.

    "øre" is the label of one that no register can have.
    """
    text = normalize(heading)
    if len(text) > LONGEST:
        return text, None
    form = caseless(heading)
    letter = _LETTER.search(form)
    if letter is not None:
        return normalize(form[: letter.start()]), _BRACKETS[letter[1]]
    for label, written in (*_AT_END, *_ANYWHERE):
        match = written.search(text, max(0, len(text) - _FURTHEST))
        if match is not None:
            rest = f"{text[: match.start()]} {text[match.end() :]}"
            return _without_currencies(rest), label
    return _without_currencies(text), None


_OPTIONS = {
    "kr.": Message("kr"), "t.kr.": Message("t.kr"), "mio. kr.": Message("mio"),
    "mia. kr.": Message("mia"),
}  # fmt: skip
_LABELS = {
    "kr.": Message("kr."), "t.kr.": Message("t.kr."), "mio. kr.": Message("mio. kr."),
    "mia. kr.": Message("mia. kr."), "øre": Message("øre"),
}  # fmt: skip


def unit_option(label: str | None) -> Message | None:
    """The value of --register-unit for a unit, by its label; None for one that has no option."""
    return _OPTIONS.get(label or "")


def unit_label(label: str) -> Message | str:
    """What a unit is called in sentences, by its label in kroner; a currency as it is."""
    return _LABELS.get(label, label)


def _without_currencies(text: str) -> str:
    """Leave out other currencies, and the word that led to one."""
    text = " ".join(text.split())
    bare = without_foreign(text)
    return bare if bare == text else re.sub(r"\s(?:i|in)$", "", bare)


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


def can_contain(sheet: Sheet, number: int, word: str) -> bool:
    """Whether most cells of a column, of the first rows, may be what its heading says."""
    stated = _stated(sheet, number)
    fitting = [value for value in stated if _fits(value, word)]
    return not stated or 2 * len(fitting) > len(stated)


def _stated(sheet: Sheet, number: int) -> list[object]:
    """What the first rows have in a column, empty cells and totals left out."""
    rows = [row for row in sheet.rows[:ROWS_LOOKED_AT] if number < len(row.cells)]
    cells = [row.cells[number] for row in rows if total_label(row) is None]
    values = [cell.strip() if isinstance(cell, str) else cell for cell in cells]
    return [value for value in values if value != ""]


def _fits(value: object, word: str) -> bool:
    if word == "date":
        return is_date(value)
    if word == "recipient":
        return any(letter.isalpha() for letter in str(value))
    return True


def is_date(cell: object) -> bool:
    """Whether a cell is a date, whichever of day and month comes first."""
    return day(cell, DAY_FIRST) is not None or day(cell, MONTH_FIRST) is not None
