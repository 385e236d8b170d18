"""What stands above the headings of a register and is about its amounts: a currency, or a unit.

Free text stands there too, so a word of a currency counts only beside a word of amounts, and a sum
("Ramme 5 mio. kr.") is no unit.
"""

import re
from collections.abc import Iterator
from typing import NamedTuple

from tidlig.exchange.currencies import foreign, named
from tidlig.exchange.headings import LONGEST, parted
from tidlig.exchange.layouts import Layout
from tidlig.exchange.tables import Sheet
from tidlig.model.findings import Problem
from tidlig.model.notation import UNITS
from tidlig.model.records import Register
from tidlig.model.spelling import same_form
from tidlig.source.refusal import shown

_OF_AMOUNTS = re.compile(
    r"beløb|amount|valuta|currency|enhed|\bunits?\b|\btal(?:lene)?\b|figures|\bsum|opgjort"
    r"|\bi (?:hele )?(?:euro|dollars?|pund|(?:svenske|norske|islandske) kroner)\b",
    re.IGNORECASE,
)
_KRONER = re.compile(r"(?:kr|kroner|[td]?dkk|tkr|mkr)\b", re.IGNORECASE)
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
    is_about = not rest or _OF_AMOUNTS.search(text) or _KRONER.search(_SUM.sub(" ", text))
    return unit if is_about else None
