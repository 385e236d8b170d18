"""Which column of a register is what: as the ledger or an option says, else by its heading.

A `Layout` says what each column is for, and which of the unread columns may change amounts.
"""

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, fields

from tidlig.exchange.currency import foreign
from tidlig.exchange.headings import LONGEST, OF_ANY, VOUCHERS, Ranks, may_have, parted, plain
from tidlig.exchange.tables import MOST_COLUMNS, Sheet, unusable
from tidlig.model.findings import Note
from tidlig.model.money import UNITS
from tidlig.model.records import Columns, Register
from tidlig.model.spelling import caseless, same_form
from tidlig.source.values import did_you_mean

_MOST_LISTED, _LONGEST_LISTED = 60, 100
"""So many headings are listed in a message, by so many of their characters."""

_MOST_COMPARED = 500
"""So many headings are compared with one that is not there."""

WORDS = tuple(field.name for field in fields(Columns))
"""Our words for what a column has."""

SIDES = ("debit", "credit")
"""The words of two columns that have the amounts between them."""

IDENTIFYING = ("id", "reference", "recipient", "cvr", "award")
"""One of these a register must have beside the amount, or nothing could be found in it."""

_NUMBERS = ("{}nr", "{} nr", "{}nummer", "{} nummer", "{} id", "{}s id", "{}sid")
_AWARD = ("award", "tilsagn", *(each.format("tilsagn") for each in _NUMBERS), "tilsagnsnr")
_KNOWN = {
    "reference": ("reference", "ref", "sagsnr", "sagsnummer", "sag", "journalnr", "journalnummer"),
    "recipient": (
        "recipient", "payee", "modtager", "tilsagnsmodtager", "tilskudsmodtager",
        "betalingsmodtager", "modtagernavn", "navn på modtager",
    ),
    "cvr": ("cvr", "cvr nr", "cvrnr", "cvr nummer", "cvrnummer"),
    "amount": (
        "amount", "beløb", "tilsagnsbeløb", "udbetalt beløb", "udbetalingsbeløb", "udbetalt",
        "bevilget beløb",
    ),
    "debit": ("debit", "debet", "debetbeløb", "debet beløb", "debit amount"),
    "credit": ("credit", "kredit", "kreditbeløb", "kredit beløb", "credit amount"),
    "date": (
        "date", "dato", "tilsagnsdato", "udbetalingsdato", "betalingsdato", "bogføringsdato",
        "posteringsdato", "udbetalt dato",
    ),
}  # fmt: skip
_STEM = re.compile("amount|beløb|udbetal|tilsagn|bevil|debit|debet|credit|kredit", re.IGNORECASE)
"""What a known heading of amounts has in it, which is told sooner than what else it has."""

_WITH_UNIT = {"award": ("tilsagn", "bevilling"), "payment": ("udbetaling", "udbetalinger")}
"""What amounts may stand under where a unit is named beside it."""

_OF_KIND: dict[str, dict[str, tuple[str, ...]]] = {
    "award": {"id": ("id", *_AWARD, "tilsagnsnummer")},
    "payment": {
        "id": ("id", "udbetalingsnr", "udbetalingsnummer", "betalingsnr", "bilagsnr", "bilag"),
        "award": (*_AWARD, "tilsagnsnummer"),
    },
}


def columns(sheet: Sheet, register: Register) -> dict[str, int]:
    """Give the number of the column of each word that has one, from 0."""
    named = {word: heading for word in WORDS if (heading := getattr(register.columns, word))}
    found = {word: _column(sheet, register, word, named[word]) for word in named}
    if not (named and register.id):  # what the ledger says of a register's columns is all of them
        found |= _by_heading(sheet, register, found)
    if register.type == "award":
        _of_awards(sheet, found, named)
    _see_to_sides(found, named)
    if not amounts_of(found) or not any(word in found for word in IDENTIFYING):
        what = "the amounts" if not amounts_of(found) else "an id, a reference or a recipient"
        help = f"say with --columns which it is; the headings are {_listed(sheet)}"
        help += f" on line {sheet.heading_line}, or give --header with the line that has them"
        message = f"no column is known to have {what}"
        raise unusable(message, sheet.place(sheet.heading_line, 0), help)
    for number in amounts_of(found):
        _see_to_unit(sheet, register, number)
    return found


def amounts_of(found: Mapping[str, int]) -> tuple[int, ...]:
    """Give the column of the amounts, or those of debit and credit; none where they lack."""
    if "amount" in found:
        return (found["amount"],)
    return tuple(found[side] for side in SIDES) if all(side in found for side in SIDES) else ()


def other_side(sheet: Sheet, amounts: Sequence[int], number: int) -> tuple[int, int] | None:
    """Give the columns of debit and credit where one has the amounts and a number is the other."""
    if len(amounts) != 1:
        return None
    is_side = {
        (side, each): parted(sheet.headings[each])[0] in _KNOWN[side]
        for side in SIDES
        for each in (amounts[0], number)
    }
    for debit, credit in ((amounts[0], number), (number, amounts[0])):
        if is_side["debit", debit] and is_side["credit", credit]:
            return debit, credit
    return None


def _see_to_sides(found: dict[str, int], named: Mapping[str, str]) -> None:
    """Leave debit and credit out where amounts have a column of their own, or one has no other."""
    if "amount" in named:
        left_out: Sequence[str] = SIDES
    elif any(side in named for side in SIDES):
        left_out = ("amount",)
    else:
        is_whole = all(side in found for side in SIDES) and "amount" not in found
        left_out = () if is_whole else SIDES
    for word in left_out:
        found.pop(word, None)


def _of_awards(sheet: Sheet, found: dict[str, int], named: Mapping[str, str]) -> None:
    """In a register of awards, take their column for ids; or "Tilsagn" for the only amounts."""
    id = None if "amount" in found or "id" in named else found.get("id")
    if id is not None and parted(sheet.headings[id])[0] == "tilsagn":
        found["amount"] = found.pop("id")
    if "id" not in found and "award" in found:
        found["id"] = found.pop("award")


def _see_to_unit(sheet: Sheet, register: Register, number: int) -> None:
    """Refuse amounts under a heading with another unit than kroner, unless the unit is said."""
    heading = sheet.headings[number]
    _, unit = parted(heading)
    if register.unit is None and unit not in (None, "kr."):
        name = next((name for name, each in UNITS.items() if each.label == unit), None)
        message = f'the heading "{heading}" has a unit, and it is not said what the amounts are in'
        first = (
            "export them in kroner, or give" if name is None else f"give --register-unit {name}, or"
        )
        help = f"{first} --register-unit kr if they are kroner"
        raise unusable(message, sheet.place(sheet.heading_line, number), help)


def are_headings(cells: Sequence[str], register: Register) -> bool:
    """Tell whether a row surely has headings: those that are named, or known ones."""
    named = [heading for word in WORDS if (heading := getattr(register.columns, word))]
    if named:
        return {same_form(each) for each in named} <= {same_form(each) for each in cells}
    texts = {cell for cell in cells if cell} if len(cells) <= MOST_COLUMNS else set()
    words = {
        word
        for word, headings in _known(register.type).items()
        if any(_is_one_of(text, word, headings, register.type) for text in texts)
    }
    plainly = {plain(text) for text in texts}
    for word, ranks in _ranks(register.type).items():
        if any(not plainly.isdisjoint(headings) for headings in ranks):
            words.add(word)
    has_amounts = "amount" in words or words.issuperset(SIDES)
    return has_amounts and not words.isdisjoint(IDENTIFYING)


def filtered(sheet: Sheet, register: Register) -> dict[int, frozenset[str]]:
    """Give the values that count, as they are compared, by the number of their column."""
    found: dict[int, frozenset[str]] = {}
    for each in register.filters:
        number = _column(sheet, register, each.column, each.column, "filters")
        found[number] = found.get(number, frozenset()).union(map(same_form, each.values))
    return found


def signed(sheet: Sheet, register: Register) -> dict[int, frozenset[str]]:
    """Give the values that turn the sign of a line, by the number of their column."""
    return {
        _column(sheet, register, each.column, each.column, "sign"): frozenset(each.values)
        for each in register.sign
    }


def ignored(sheet: Sheet, register: Register) -> frozenset[int]:
    """Give the columns that are said to change no amount."""
    found = (_column(sheet, register, "", each, "ignore") for each in register.ignore)
    return frozenset(found)


def _column(sheet: Sheet, register: Register, word: str, heading: str, key: str = "columns") -> int:
    form = same_form(heading)
    found = [number for number, each in enumerate(sheet.headings) if same_form(each) == form]
    if len(found) == 1:
        return found[0]
    notes = []
    if register.stands_in:
        path = (key, word) if word else (key,)
        notes = [Note("it is named here", register.at(*path))]
    if found:
        where = sheet.place(sheet.heading_line, found[1])
        message = f'two columns have the heading "{heading}"'
        raise unusable(message, where, "give them headings of their own", "", notes)
    like = [each for each in sheet.headings if len(each) <= _LONGEST_LISTED][:_MOST_COMPARED]
    near = did_you_mean(heading, like) or _same_but_case(heading, sheet.headings)
    help = near or f"the headings are {_listed(sheet)}"
    where = sheet.place(sheet.heading_line, 0)
    raise unusable(f'there is no column "{heading}"', where, help, "", notes)


def _listed(sheet: Sheet) -> str:
    """Give the headings for a message; not all of very many, nor the whole of a very long one."""
    shown = [each[:_LONGEST_LISTED] for each in sheet.headings[:_MOST_LISTED]]
    more = len(sheet.headings) - len(shown)
    return ", ".join(f'"{each}"' for each in shown) + (f" and {more} more" if more else "")


def _same_but_case(heading: str, headings: Sequence[str]) -> str:
    same = [each for each in headings if caseless(each) == caseless(heading)]
    return f'did you mean "{same[0]}"?' if same else ""


def _by_heading(sheet: Sheet, register: Register, named: Mapping[str, int]) -> dict[str, int]:
    kind = register.type
    found: dict[str, int] = {}
    for word, headings in _known(kind).items():
        if word in named:
            continue
        numbers = [
            number
            for number, each in enumerate(sheet.headings)
            if _is_one_of(each, word, headings, kind) and number not in named.values()
        ]
        if word == "amount" and len(numbers) > 1:
            numbers = [n for n in numbers if not foreign(sheet.headings[n])] or numbers
        if len(numbers) > 1 and word in SIDES:
            numbers = []
        if len(numbers) > 1:
            first, second = (sheet.headings[number] for number in numbers[:2])
            message = f'the {word} may stand under "{first}" or "{second}"'
            where = sheet.place(sheet.heading_line, numbers[1])
            raise unusable(message, where, f"say which: --columns {word}=...")
        if numbers:
            found[word] = numbers[0]
    left_out = {same_form(each) for each in register.ignore}
    unasked = (n for n, each in enumerate(sheet.headings) if same_form(each) in left_out)
    taken = {*named.values(), *found.values(), *unasked}
    for word, ranks in _ranks(kind).items():
        if word not in named and word not in found:
            sure = _of_first_rank(sheet, word, ranks, taken)
            if len(sure) == 1:
                found[word] = sure[0]
                taken.add(sure[0])
    return found


def possible(sheet: Sheet, kind: str, word: str, taken: Collection[int]) -> Sequence[int]:
    """Give the columns whose headings may mean a word that has no column."""
    return _of_first_rank(sheet, word, _ranks(kind).get(word, ()), taken)


def ranked(sheet: Sheet, kind: str) -> set[int]:
    """Give the columns whose cells may decide what they are, for any word."""
    known = {heading for ranks in _ranks(kind).values() for rank in ranks for heading in rank}
    return {number for number, heading in enumerate(sheet.headings) if plain(heading) in known}


def _of_first_rank(sheet: Sheet, word: str, ranks: Ranks, taken: Collection[int]) -> Sequence[int]:
    """Give the columns with a heading of the first rank that the sheet has."""
    for headings in ranks:
        numbers = [
            number
            for number, heading in enumerate(sheet.headings)
            if number not in taken and plain(heading) in headings and may_have(sheet, number, word)
        ]
        if numbers:
            return numbers
    return ()


def _ranks(kind: str) -> Mapping[str, Ranks]:
    return {**OF_ANY, "id": VOUCHERS} if kind == "payment" else OF_ANY


def _known(kind: str) -> Mapping[str, tuple[str, ...]]:
    return {**_OF_KIND[kind], **_KNOWN}


def _is_one_of(heading: str, word: str, headings: Collection[str], kind: str) -> bool:
    if word not in ("amount", *SIDES):
        return plain(heading) in headings
    if _STEM.search(same_form(heading)) is None:
        return False
    text, unit = parted(heading)
    has_unit = unit is not None or bool(foreign(heading))
    return text in headings or (word == "amount" and has_unit and text in _WITH_UNIT[kind])


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
