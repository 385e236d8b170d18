"""What the headings of a spreadsheet say of entries: the key that each column surely is.

Amounts, dates, recipients and numbers are found as in a register of another system. Beside these a
heading counts that is a key of the kind itself, or the word that reports have for it.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import replace

from tidlig.model.records import Columns, Register
from tidlig.sheets.columns import WORDS, columns
from tidlig.sheets.drafts import is_column
from tidlig.sheets.headings import normalize
from tidlig.sheets.tables import Sheet, Unusable

_WORDS = {
    "recipient": (
        "modtager", "kommune", "tilskudsmodtager", "tilsagnsmodtager", "modtagernavn",
        "navn på modtager",
    ),
    "payee": ("betalingsmodtager",),
    "award": ("tilsagn", "tilsagnsnr", "tilsagnsnummer"),
    "amount": ("beløb",),
    "date": ("dato",),
    "reference": ("sagsnr", "sagsnummer", "sag", "journalnr", "journalnummer"),
    "name": ("navn",),
    "kind": ("type", "art"),
    "cvr": ("cvr", "cvr nr", "cvrnr", "cvr nummer", "cvrnummer"),
    "pool": ("pulje", "ansøgningspulje"),
    "program": ("initiativ",),
    "strand": ("delinitiativ",),
    "round": ("runde", "ansøgningsrunde"),
    "years": ("år", "tilsagnsår", "finansår"),
    "year": ("år", "regnskabsår", "finansår"),
    "title": ("titel", "projekttitel"),
    "purpose": ("formål",),
    "start": ("startdato", "start dato", "projektstart"),
    "end": ("slutdato", "slut dato", "projektslut"),
    "reason": ("årsag", "begrundelse"),
    "source": ("kilde",),
    "measure": ("mål",),
    "value": ("værdi", "tal"),
    "price_level": ("prisniveau",),
}  # fmt: skip
"""Headings for our keys, normalised; those that amounts hang on are the registers' own words."""


def key_of_word(kind: str, word: str) -> str | None:
    """The key of a kind that a word means: the key itself, or what a report calls it in Danish."""
    key = word.strip()
    if is_key(kind, key):
        return key
    form = normalize(key)
    keys = [own for own, words in _WORDS.items() if form in words and is_key(kind, own)]
    return keys[0] if len(keys) == 1 else None


def is_key(kind: str, key: str) -> bool:
    """Whether a column can be a key of a kind, or what is read beside its keys."""
    return is_column(kind, key)


def found_columns(
    sheet: Sheet, kind: str, named: Mapping[str, str], register: Register, taken: Collection[str]
) -> dict[str, str]:
    """The headings of a sheet by the keys of a kind that they are; those that are named first.

    `taken` are keys that need no column, for they are the same on every line. Raises `Unusable`
    where amounts may stand in several columns.
    """
    ignored = {normalize(heading) for heading in register.ignore}
    candidates = list(_by_word(sheet, kind))
    by_word = {**dict(candidates), **named}
    candidates += _as_in_registers(sheet, kind, by_word, register).items()
    found = dict(named)
    for key, heading in candidates:
        is_asked = key not in taken and normalize(heading) not in ignored
        if is_asked and key not in found and heading not in found.values():
            found[key] = heading
    return found


def _by_word(sheet: Sheet, kind: str) -> Iterator[tuple[str, str]]:
    """The keys that single headings are a word for."""
    for heading in sheet.headings:
        key = key_of_word(kind, heading)
        if key is not None and sheet.headings.count(heading) == 1:
            yield key, heading


def _as_in_registers(
    sheet: Sheet, kind: str, named: Mapping[str, str], register: Register
) -> dict[str, str]:
    """What a register of another system would have in the columns, but for what is named.

    A number that it takes for an id is a reference here: that is kept as it is written.
    """
    own = {key: heading for key, heading in named.items() if key in WORDS}
    asked = replace(
        Register(id="", stands_in="", type="award" if kind == "award" else "payment"),
        columns=Columns(**own),
        ignore=register.ignore,
        unit=register.unit,
    )
    try:
        numbers = columns(sheet, asked)
    except Unusable:
        if _needs_amount(kind, named):
            raise
        return {}
    found = {key: sheet.headings[number] for key, number in numbers.items() if key not in own}
    return _as_keys(kind, found)


def _as_keys(kind: str, found: dict[str, str]) -> dict[str, str]:
    """The columns of a register as those of keys."""
    if "id" in found and is_key(kind, "reference"):
        found.setdefault("reference", found.pop("id"))
    return {key: heading for key, heading in found.items() if is_key(kind, key)}


def _needs_amount(kind: str, named: Iterable[str]) -> bool:
    """Whether entries of a kind have amounts, and no column is named for them."""
    has_amount = any(key.partition(".")[0] == "amount" for key in named)
    return kind in ("award", "payment") and not has_amount
