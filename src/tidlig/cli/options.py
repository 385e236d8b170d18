"""Options that commands share, and what is made of their values."""

import datetime as dt
import os
from collections.abc import Sequence
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

from tidlig.cli.declaring import Option
from tidlig.model.failure import CouldNot
from tidlig.model.spelling import same_form

if TYPE_CHECKING:
    from tidlig.model.settings import Settings
    from tidlig.model.years import Years
    from tidlig.render.style import Style
    from tidlig.render.words import Language

LANGUAGE = "TIDLIG_LANG"
"""The environment's language of labels; --lang is before it, the ledger's own after it."""

MOST_NAMED = 12
"""So many names are given in the help when none is near."""

LedgerOption = Annotated[
    Path | None,
    Option("--ledger", metavar="DIR", help="The ledger's folder.", show_default=False),
]

AtOption = Annotated[
    str | None,
    Option("--at", metavar="REV", help="Read it at a git revision.", show_default=False),
]

NoCache = Annotated[bool, Option(help="Neither use nor keep what is remembered of files.")]


class UnitName(StrEnum):
    """Units that reports are shown in."""

    KR = "kr"
    T_KR = "t.kr"
    MIO = "mio"
    MIA = "mia"


class LanguageName(StrEnum):
    """Languages of labels."""

    DA = "da"
    EN = "en"


UnitOption = Annotated[UnitName | None, Option(help="The unit of figures.")]
LanguageOption = Annotated[LanguageName | None, Option(help="The language of labels.")]

YearsOption = Annotated[
    str | None, Option(metavar="YEARS", help="Only these years, such as 2015-2016.")
]
AsOf = Annotated[str | None, Option(metavar="DATE", help="Count entries up to this date.")]


def unknown_name(
    what: str, name: str, known: Sequence[str], otherwise: str = "see --help"
) -> CouldNot:
    """Give the error of a name that does not exist, with the nearest that does."""
    from tidlig.model.personal import joined
    from tidlig.model.texts import identifier
    from tidlig.source.values import nearest

    near = nearest(name, known)
    if near is not None:
        help: str = joined("", ('did you mean "', near, '"?'))
    elif 0 < len(known) <= MOST_NAMED:
        help = joined("", ("there are ", joined(", ", known)))
    else:
        help = otherwise
    return CouldNot(joined("", (f"there is no {what} ", '"', identifier("", name), '"')), help)


def names(text: str | Sequence[str] | None) -> list[str]:
    """Read names with commas between them, in one value or several, as they are compared."""
    texts = [text] if isinstance(text, str) else text or []
    return [name for each in texts for part in each.split(",") if (name := same_form(part))]


def heading_names(text: str | None, known: Sequence[str] = ()) -> tuple[str, ...]:
    """Read headings, of those known or of all there are; none for all."""
    from tidlig.arithmetic.headings import HEADINGS

    for name in names(text):
        if name not in (known or HEADINGS):
            raise unknown_name("heading", name, known or HEADINGS)
    return tuple(dict.fromkeys(names(text)))


def check_names(texts: Sequence[str] | None) -> frozenset[str]:
    """Read names of checks."""
    from tidlig.checks import CHECKS

    known = [check.name for check in CHECKS]
    for name in names(texts):
        if name not in known:
            raise unknown_name("check", name, known)
    return frozenset(names(texts))


def date(text: str | None) -> dt.date | None:
    """Read a date."""
    try:
        return None if text is None else dt.date.fromisoformat(text)
    except ValueError:
        raise CouldNot(f'"{text}" is not a date', "write 2015-04-01") from None


def years(text: str | None) -> "Years | None":
    """Read years as they are written in a ledger."""
    if text is None:
        return None
    from tidlig.source.refusal import Refused
    from tidlig.source.years import years as read

    try:
        return read(text)
    except Refused as refused:
        raise CouldNot(refused.message, refused.help) from None


def style(settings: "Settings", unit: UnitName | None, language: LanguageName | None) -> "Style":
    """Give how a report shows figures: as asked for, else as the ledger says."""
    from tidlig.model.notation import UNITS, unit_labelled
    from tidlig.render.style import Style

    shown = UNITS[unit] if unit else unit_labelled(settings.unit)
    return Style(shown, _language(settings, language), settings.language)


def _language(settings: "Settings", asked: LanguageName | None) -> "Language":
    named = asked or os.environ.get(LANGUAGE)
    if not named:
        return settings.language
    if named not in ("da", "en"):
        raise CouldNot(f'{LANGUAGE} is "{named}"', "it can be da or en")
    return "da" if named == "da" else "en"
