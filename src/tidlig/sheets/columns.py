"""Which column of a register is what: as the ledger or an option says, else by its heading.

A `Layout` is what each column is for, and which of the unread columns may change amounts.
"""

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, fields
from itertools import chain

from tidlig.model.findings import Note
from tidlig.model.messages import Message, Value
from tidlig.model.records import Columns, Register
from tidlig.model.spelling import caseless, same_form
from tidlig.sheets.currency import foreign_currencies
from tidlig.sheets.headings import (
    LONGEST,
    OF_ANY,
    VOUCHERS,
    Ranks,
    can_contain,
    normalize,
    split_unit,
    unit_option,
)
from tidlig.sheets.mapping import ReadAs
from tidlig.sheets.tables import MOST_COLUMNS, Sheet, unusable
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
"""One of these a register must have besides the amount, or nothing could be found in it."""

_NUMBERS = ("{}nr", "{} nr", "{}nummer", "{} nummer", "{} id", "{}s id", "{}sid")
_AWARD = ("award", "tilsagn", *(form.format("tilsagn") for form in _NUMBERS), "tilsagnsnr")
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
"""What a known heading of amounts has in it: a quick test before the exact one."""

_WITH_UNIT = {"award": ("tilsagn", "bevilling"), "payment": ("udbetaling", "udbetalinger")}
"""What amounts may stand under where a unit is named with it."""

_OF_KIND: dict[str, dict[str, tuple[str, ...]]] = {
    "award": {"id": ("id", *_AWARD, "tilsagnsnummer")},
    "payment": {
        "id": ("id", "udbetalingsnr", "udbetalingsnummer", "betalingsnr", "bilagsnr", "bilag"),
        "award": (*_AWARD, "tilsagnsnummer"),
    },
}


def columns(sheet: Sheet, register: Register) -> dict[str, int]:
    """The number of the column of each word that has one, from 0."""
    named = _named_headings(register)
    found = {word: column_of(sheet, register, word, heading) for word, heading in named.items()}
    if not (named and register.id):  # what the ledger says of a register's columns is all of them
        found |= _by_heading(sheet, register, found)
    if register.type == "award":
        _of_awards(sheet, found, named)
    _drop_sides(found, named)
    _refuse_missing(sheet, found)
    for number in amounts_of(found):
        refuse_unit(sheet, register, number)
    return found


def _named_headings(register: Register) -> dict[str, str]:
    """The headings that the ledger or an option names, by our words."""
    headings = {word: getattr(register.columns, word) for word in WORDS}
    return {word: heading for word, heading in headings.items() if heading}


def _refuse_missing(sheet: Sheet, found: Mapping[str, int]) -> None:
    """Refuse a register without amounts, or in which nothing could be found."""
    has_amounts = bool(amounts_of(found))
    if has_amounts and not found.keys().isdisjoint(IDENTIFYING):
        return
    if has_amounts:
        message = Message("no column is known to have an id, a reference or a recipient")
    else:
        message = Message("no column is known to have the amounts")
    help = Message(
        "say with --columns which it is; the headings are {headings} on line {line}, or give "
        "--header with the line that has them",
        headings=_listed(sheet),
        line=sheet.heading_line,
    )
    raise unusable(message, sheet.place(sheet.heading_line, 0), help)


def amounts_of(found: Mapping[str, int]) -> tuple[int, ...]:
    """The column of the amounts, or those of debit and credit; none where they lack."""
    if "amount" in found:
        return (found["amount"],)
    if all(side in found for side in SIDES):
        return tuple(found[side] for side in SIDES)
    return ()


def other_side(sheet: Sheet, amounts: Sequence[int], number: int) -> tuple[int, int] | None:
    """The columns of debit and credit, where one has all amounts and `number` is the other."""
    if len(amounts) != 1:
        return None
    for debit, credit in ((amounts[0], number), (number, amounts[0])):
        if _is_side(sheet, debit, "debit") and _is_side(sheet, credit, "credit"):
            return debit, credit
    return None


def _is_side(sheet: Sheet, number: int, side: str) -> bool:
    heading, _ = split_unit(sheet.headings[number])
    return heading in _KNOWN[side]


def _drop_sides(found: dict[str, int], named: Mapping[str, str]) -> None:
    """Leave debit and credit out where amounts have a column of their own, or one has no other."""
    if "amount" in named:
        left_out: Sequence[str] = SIDES
    elif not named.keys().isdisjoint(SIDES):
        left_out = ("amount",)
    elif "amount" not in found and amounts_of(found):
        left_out = ()
    else:
        left_out = SIDES
    for word in left_out:
        found.pop(word, None)


def _of_awards(sheet: Sheet, found: dict[str, int], named: Mapping[str, str]) -> None:
    """In a register of awards, take their column for ids; or "Tilsagn" for the only amounts."""
    is_open = "amount" not in found and "id" not in named
    if is_open and "id" in found and split_unit(sheet.headings[found["id"]])[0] == "tilsagn":
        found["amount"] = found.pop("id")
    if "id" not in found and "award" in found:
        found["id"] = found.pop("award")


def refuse_unit(sheet: Sheet, register: ReadAs, number: int) -> None:
    """Refuse amounts under a heading with another unit than kroner, unless the unit is said."""
    heading = sheet.headings[number]
    _, unit = split_unit(heading)
    if register.unit is not None or unit in (None, "kr."):
        return
    name = unit_option(unit)
    message = Message(
        'the heading "{heading}" has a unit, and it is not said what the amounts are in',
        heading=heading,
    )
    if name is None:
        help = Message(
            "export them in {kroner}, or give --register-unit {kr} if they are {kroner}",
            kroner=Message("kroner"),
            kr=Message("kr"),
        )
    else:
        help = Message(
            "give --register-unit {name}, or --register-unit {kr} if they are {kroner}",
            name=name,
            kr=Message("kr"),
            kroner=Message("kroner"),
        )
    raise unusable(message, sheet.place(sheet.heading_line, number), help)


def are_headings(cells: Sequence[str], register: Register) -> bool:
    """Whether a row surely has headings: those that are named, or known ones."""
    named = _named_headings(register)
    if named:
        forms = {same_form(cell) for cell in cells}
        return all(same_form(heading) in forms for heading in named.values())
    if len(cells) > MOST_COLUMNS:
        return False
    words = _words_of({cell for cell in cells if cell}, register.type)
    has_amounts = "amount" in words or words.issuperset(SIDES)
    return has_amounts and not words.isdisjoint(IDENTIFYING)


def _words_of(headings: Collection[str], kind: str) -> set[str]:
    """Our words for what some headings say."""
    words = set()
    for word, known in _known(kind).items():
        if any(_is_one_of(heading, word, known, kind) for heading in headings):
            words.add(word)
    normalized = {normalize(heading) for heading in headings}
    for word, ranks in _ranks(kind).items():
        if not normalized.isdisjoint(chain.from_iterable(ranks)):
            words.add(word)
    return words


def filter_values(sheet: Sheet, register: ReadAs) -> dict[int, frozenset[str]]:
    """The values that count, as they are compared, by the number of their column."""
    values: dict[int, frozenset[str]] = {}
    for chosen in register.filters:
        number = column_of(sheet, register, chosen.column, chosen.column, "filters")
        values[number] = values.get(number, frozenset()).union(map(same_form, chosen.values))
    return values


def sign_values(sheet: Sheet, register: ReadAs) -> dict[int, frozenset[str]]:
    """The values that turn the sign of a line, by the number of their column."""
    return {
        column_of(sheet, register, sign.column, sign.column, "sign"): frozenset(sign.values)
        for sign in register.sign
    }


def ignored_columns(sheet: Sheet, register: ReadAs) -> frozenset[int]:
    """The columns that are said to change no amount."""
    return frozenset(
        column_of(sheet, register, "", heading, "ignore") for heading in register.ignore
    )


def column_of(sheet: Sheet, register: ReadAs, word: str, heading: str, key: str = "columns") -> int:
    """The number of the only column with a heading; raise `Unusable` for none or several."""
    form = same_form(heading)
    numbers = [number for number, own in enumerate(sheet.headings) if same_form(own) == form]
    if len(numbers) == 1:
        return numbers[0]
    notes = []
    if register.stands_in:
        path = (key, *word.split(".")) if word else (key,)
        notes = [Note(Message("it is named here"), register.at(*path))]
    if numbers:
        where = sheet.place(sheet.heading_line, numbers[1])
        message = Message('two columns have the heading "{heading}"', heading=heading)
        raise unusable(message, where, Message("give them headings of their own"), None, notes)
    help = _heading_meant(sheet, heading) or Message(
        "the headings are {headings}", headings=_listed(sheet)
    )
    where = sheet.place(sheet.heading_line, 0)
    raise unusable(
        Message('there is no column "{heading}"', heading=heading), where, help, None, notes
    )


def _heading_meant(sheet: Sheet, heading: str) -> Message | None:
    """Ask for the nearest heading; None where none is near."""
    short = [own for own in sheet.headings if len(own) <= _LONGEST_LISTED]
    near = did_you_mean(heading, short[:_MOST_COMPARED])
    return near or _same_but_case(heading, sheet.headings)


def _listed(sheet: Sheet) -> Value:
    """List the headings for a message; not all of very many, nor the whole of a very long one."""
    short = [heading[:_LONGEST_LISTED] for heading in sheet.headings[:_MOST_LISTED]]
    more = len(sheet.headings) - len(short)
    quoted = tuple(f'"{heading}"' for heading in short)
    return Message("{values} and {more} more", values=quoted, more=more) if more else quoted


def _same_but_case(heading: str, headings: Sequence[str]) -> Message | None:
    same = [other for other in headings if caseless(other) == caseless(heading)]
    return Message('did you mean "{near}"?', near=same[0]) if same else None


def _by_heading(sheet: Sheet, register: Register, named: Mapping[str, int]) -> dict[str, int]:
    """The columns that are known by their headings; of a rank, only one that no other has."""
    found = _by_known_heading(sheet, register.type, named)
    ignored = {same_form(heading) for heading in register.ignore}
    left_out = [
        number for number, heading in enumerate(sheet.headings) if same_form(heading) in ignored
    ]
    taken = {*named.values(), *found.values(), *left_out}
    for word, ranks in _ranks(register.type).items():
        if word in named or word in found:
            continue
        numbers = _of_first_rank(sheet, word, ranks, taken)
        if len(numbers) == 1:
            found[word] = numbers[0]
            taken.add(numbers[0])
    return found


def _by_known_heading(sheet: Sheet, kind: str, named: Mapping[str, int]) -> dict[str, int]:
    taken = set(named.values())
    found: dict[str, int] = {}
    for word, known in _known(kind).items():
        if word in named:
            continue
        numbers = [
            number
            for number, heading in enumerate(sheet.headings)
            if number not in taken and _is_one_of(heading, word, known, kind)
        ]
        number = _only_column(sheet, word, numbers)
        if number is not None:
            found[word] = number
    return found


def _only_column(sheet: Sheet, word: str, candidates: Sequence[int]) -> int | None:
    """The one column that may have a word; raise `Unusable` where there are several.

    Of amounts those in another currency count only where there are no others.
    """
    if word == "amount" and len(candidates) > 1:
        own = [
            number
            for number in candidates
            if not foreign_currencies(sheet.headings[number], sheet.currency)
        ]
        candidates = own or candidates
    if len(candidates) == 1:
        return candidates[0]
    if not candidates or word in SIDES:
        return None
    first, second = (sheet.headings[number] for number in candidates[:2])
    message = Message(
        'the {word} may stand under "{first}" or "{second}"', word=word, first=first, second=second
    )
    where = sheet.place(sheet.heading_line, candidates[1])
    raise unusable(message, where, Message("say which: --columns {word}=...", word=word))


def possible_columns(sheet: Sheet, kind: str, word: str, taken: Collection[int]) -> Sequence[int]:
    """The columns whose headings may mean a word that has no column."""
    return _of_first_rank(sheet, word, _ranks(kind).get(word, ()), taken)


def ranked_columns(sheet: Sheet, kind: str) -> set[int]:
    """The columns whose cells may decide what they are, for any word."""
    ranks = chain.from_iterable(_ranks(kind).values())
    known = set(chain.from_iterable(ranks))
    return {number for number, heading in enumerate(sheet.headings) if normalize(heading) in known}


def _of_first_rank(sheet: Sheet, word: str, ranks: Ranks, taken: Collection[int]) -> Sequence[int]:
    """The columns with a heading of the first rank that the sheet has."""
    left = [number for number in range(len(sheet.headings)) if number not in taken]
    for headings in ranks:
        named = [number for number in left if normalize(sheet.headings[number]) in headings]
        numbers = [number for number in named if can_contain(sheet, number, word)]
        if numbers:
            return numbers
    return ()


def _ranks(kind: str) -> Mapping[str, Ranks]:
    return {**OF_ANY, "id": VOUCHERS} if kind == "payment" else OF_ANY


def _known(kind: str) -> Mapping[str, tuple[str, ...]]:
    return {**_OF_KIND[kind], **_KNOWN}


def _is_one_of(heading: str, word: str, known: Collection[str], kind: str) -> bool:
    if word not in ("amount", *SIDES):
        return normalize(heading) in known
    if _STEM.search(same_form(heading)) is None:
        return False
    text, unit = split_unit(heading)
    if text in known:
        return True
    has_unit = unit is not None or bool(foreign_currencies(heading))
    return word == "amount" and has_unit and text in _WITH_UNIT[kind]


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

    `suspects` has what columns look like that may change amounts, where they have no word of ours
    and nobody ignores them; `unread` are those that nothing is taken from. Of these `unexplained`
    are not ignored, so that their values may still say what they are.
    """

    columns: Mapping[str, int]
    filters: Mapping[int, frozenset[str]]
    signs: Mapping[int, frozenset[str]]
    suspects: Mapping[int, str]
    unread: tuple[int, ...]
    unexplained: tuple[int, ...] = ()
    amounts: tuple[int, ...] = ()
    """The columns of the amounts: one, those of debit and credit, or others of a mapping."""

    @property
    def columns_read(self) -> list[int]:
        """The columns that anything is taken from."""
        return sorted({*self.columns.values(), *self.filters, *self.signs, *self.suspects})

    def like(self, *kinds: str) -> list[int]:
        """The columns that look like something."""
        return [number for number, kind in self.suspects.items() if kind in kinds]


def layout(sheet: Sheet, register: Register) -> Layout:
    """Decide what each column is for; raise `Unusable` where one that is named is not there."""
    found = columns(sheet, register)
    explained = {*found.values(), *ignored_columns(sheet, register)}
    suspects = suspected(sheet, explained)
    filters = filter_values(sheet, register)
    signs = sign_values(sheet, register)
    read = {*found.values(), *filters, *signs, *suspects}
    unread = tuple(number for number in range(len(sheet.headings)) if number not in read)
    unexplained = tuple(number for number in unread if number not in explained)
    return Layout(found, filters, signs, suspects, unread, unexplained, amounts_of(found))


def suspected(sheet: Sheet, explained: Collection[int]) -> dict[int, str]:
    """What the other columns seem to say of amounts, by their number."""
    suspects = {}
    for number, heading in enumerate(sheet.headings):
        kind = None if number in explained else suspected_kind(heading)
        if kind is not None:
            suspects[number] = kind
    return suspects


def suspected_kind(heading: str) -> str | None:
    """What a column seems to say of its amounts by its heading, if anything."""
    if len(heading) > LONGEST:
        return None
    if _NO_SIGN.fullmatch(heading):
        return SIGN
    for text in (normalize(heading).rstrip("?!* "), split_unit(heading)[0]):
        for kind, pattern in _PATTERNS:
            if pattern.fullmatch(text):
                return kind
    return None
