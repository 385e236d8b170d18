"""Options that several commands take, and the parsing of their values."""

import datetime as dt
import os
from collections.abc import Callable, Iterable, Mapping, Sequence
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal, NamedTuple

from tidlig.cli.parameters import Option
from tidlig.cli.units import METAVAR, typed_unit, units
from tidlig.model.failure import CouldNot
from tidlig.model.spelling import same_form

if TYPE_CHECKING:
    from tidlig.model.entry import Settings
    from tidlig.model.years import Years
    from tidlig.render.style import Language, Style

LANGUAGE = "TIDLIG_LANG"
"""An environment variable: the language of labels. --lang overrides it; it overrides the ledger."""

TODAY = "TIDLIG_TODAY"
"""An environment variable: the date that reports are of, in place of today's."""

MOST_NAMED = 12
"""How many names an error lists when none is similar."""

LedgerOption = Annotated[
    Path | None,
    Option("--ledger", metavar="DIR", help="Folder of the ledger.", show_default=False),
]

AtOption = Annotated[
    str | None,
    Option("--at", metavar="REV", help="Read the ledger at a git revision.", show_default=False),
]

NoCache = Annotated[bool, Option(help="Don't use the cache.")]


class LanguageName(StrEnum):
    """Languages of labels."""

    DA = "da"
    EN = "en"


UnitOption = Annotated[
    str | None, Option(metavar=METAVAR, help="Unit of amounts.", completes=units)
]
LanguageOption = Annotated[LanguageName | None, Option(help="Language of labels.")]

YearsOption = Annotated[
    str | None, Option(metavar="YEARS", help="Only these years, such as 2015-2016.")
]
AsOf = Annotated[str | None, Option(metavar="DATE", help="Only entries up to this date.")]


def unknown_name(
    what: str, name: str, known: Sequence[str], otherwise: str = "see --help"
) -> CouldNot:
    """Return the error for an unknown name, with the most similar known name as help."""
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
    """Split names at commas, in one value or several, and normalise them for comparison."""
    texts = [text] if isinstance(text, str) else text or []
    parts = ",".join(texts).split(",")
    normalised = [same_form(part) for part in parts]
    return [name for name in normalised if name]


def unknown_heading(name: str, known: Iterable[str], shown: Sequence[str]) -> CouldNot:
    """Return the error for an unknown heading: the nearest of all words, and those that are shown.

    What is shown are the words of the reader's language.
    """
    from tidlig.source.values import nearest

    headings = f"there are {', '.join(shown)}"
    near = nearest(name, list(known))
    help = headings if near is None else f'did you mean "{near}"? {headings}'
    return CouldNot(unknown_name("heading", name, ()).message, help)


def heading_names(
    text: str | None, known: Sequence[str], language: "Language", others: Mapping[str, str]
) -> tuple[str, ...]:
    """Parse headings of lines, which must be among `known`; () means all.

    A heading is typed by its name, or by the word that Danish reports have for it. `others` are
    words that may be typed in place of these, by all words that they are typed by.
    """
    typed = names(text)
    if not typed:
        return ()
    from tidlig.render.style import label, typed_words

    words = typed_words(known)
    for word in typed:
        if word not in words:
            shown = dict.fromkeys([*others.values(), *(label(each, language) for each in known)])
            raise _renamed_heading(word, known) or unknown_heading(
                word, [*words, *others], list(shown)
            )
    return tuple(dict.fromkeys(words[word] for word in typed))


def _renamed_heading(word: str, valid: Sequence[str]) -> CouldNot | None:
    """Return the error for a heading that has another name now; None for what never was one."""
    from tidlig.render.style import OLD_WORDS

    new = OLD_WORDS.get(word)
    if new == "difference":
        return CouldNot(
            f'"{word}" is no heading of lines: budgets less outturn are in tidlig reconcile',
            "use tidlig reconcile --accounts",
        )
    if new is None or new not in valid:
        return None
    about = "; what may still be awarded is said by tidlig balance" if new == "uncommitted" else ""
    return CouldNot(f'"{word}" is no heading of lines any more{about}', f'write "{new}"')


def check_names(texts: Sequence[str] | None) -> frozenset[str]:
    """Parse names of checks."""
    from tidlig.checks import CHECKS

    known = [check.name for check in CHECKS]
    chosen = names(texts)
    for name in chosen:
        if name not in known:
            raise unknown_check(name, known)
    return frozenset(chosen)


def unknown_check(name: str, known: Sequence[str]) -> CouldNot:
    """Return the error for an unknown check: the nearest, or those that share a word with it."""
    words = [word.rstrip("s") for word in same_form(name).split("-")]
    parts = [word for word in words if len(word) > 2]
    alike = [each for each in known if any(part in each for part in parts)]
    listed = f"there are {', '.join(alike[:MOST_NAMED])}; " if alike else ""
    return unknown_name("check", name, known, f"{listed}tidlig explain lists all checks")


def date(text: str | None) -> dt.date | None:
    """Parse a date, as 2015-04-01."""
    try:
        return None if text is None else dt.date.fromisoformat(text)
    except ValueError:
        raise _no_date(text or "") from None


def _no_date(text: str) -> CouldNot:
    """Return the error for what is no date, or one that is in no calendar."""
    from tidlig.model.messages import sentence
    from tidlig.source.values import missing_day

    missing = missing_day(text)
    if missing is None:
        return CouldNot(f'"{text}" is not a date', "write 2015-04-01")
    return CouldNot(sentence(missing[0]), sentence(missing[1]))


class ReportDate(NamedTuple):
    """The date that a report is of, and where that comes from."""

    date: dt.date
    source: Literal["option", "revision", "environment", "clock"]


def report_date(as_of: str | None, revision_day: Callable[[], dt.date | None]) -> ReportDate:
    """Return the date of a report: of the option, the revision, TIDLIG_TODAY, or the clock."""
    chosen = date(as_of)
    if chosen is not None:
        return ReportDate(chosen, "option")
    of_revision = revision_day()
    if of_revision is not None:
        return ReportDate(of_revision, "revision")
    set_today = os.environ.get(TODAY)
    if set_today:
        try:
            return ReportDate(dt.date.fromisoformat(set_today), "environment")
        except ValueError:
            raise CouldNot(f'{TODAY} is "{set_today}"', "write a date, as 2015-04-01") from None
    return ReportDate(dt.date.today(), "clock")  # noqa: DTZ011 - the day where the user is


def years(text: str | None) -> "Years | None":
    """Parse years as in a ledger, such as 2015-2016."""
    if text is None:
        return None
    from tidlig.model.messages import sentence
    from tidlig.source.values import Refused
    from tidlig.source.values import years as parsed_years

    try:
        return parsed_years(text)
    except Refused as refused:
        raise CouldNot(sentence(refused.message), sentence(refused.help)) from None


def style(
    settings: "Settings",
    unit: str | None,
    language: LanguageName | None,
    *,
    is_whole: bool = False,
) -> "Style":
    """Return how a report shows amounts and labels: by the options, else by the ledger.

    One that `is_whole` is in kroner, whatever the ledger says, unless another unit is asked for.
    """
    from tidlig.render.style import Style

    by_ledger = settings.shown_in.whole if is_whole else settings.shown_in
    shown_unit = by_ledger if unit is None else typed_unit(unit, settings.currency)
    return Style(shown_unit, _language(settings, language))


def _language(settings: "Settings", option: LanguageName | None) -> "Language":
    named = option or os.environ.get(LANGUAGE)
    if not named:
        return settings.language
    if named not in ("da", "en"):
        raise CouldNot(f'{LANGUAGE} is "{named}"', "it can be da or en")
    return "da" if named == "da" else "en"
