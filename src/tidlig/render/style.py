"""How a report shows figures and words: unit, language, notation, and the marks on figures.

There is one word for one idea, in Danish and English, as the field uses it.
"""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Literal

from tidlig.arithmetic.unknown_amounts import CUT, LESS, Doubts
from tidlig.model.money import ZERO, AmountText, Money, Unit, in_unit
from tidlig.model.years import Years
from tidlig.render import units

CHANGES: dict[str, tuple[str, str]] = {
    "see first": ("Se først", "See first"),
    "money": ("Penge", "Money"),
    "entries": ("Poster", "Entries"),
    "files": ("filerne", "the files"),
    "no commit": ("ingen commit", "no commit"),
    "index": ("indekset", "the index"),
    "nothing differs": ("Intet er ændret.", "Nothing differs."),
    "money unchanged": ("Ingen beløb er ændret.", "No figure differs."),
    "key": ("nøgle", "key"),
    "after": ("efter", "after"),
    "place": ("sted", "place"),
    "added": ("tilføjet", "added"),
    "removed": ("fjernet", "removed"),
    "changed": ("ændret", "changed"),
    "renamed": ("omdøbt", "renamed"),
    "moved": ("flyttet", "moved"),
    "below zero": ("under nul", "below zero"),
    "entry removed": ("post fjernet", "entry removed"),
    "other recipient": ("anden tilskudsmodtager", "other recipient"),
    "other payee": ("anden betalingsmodtager", "other payee"),
    "finding accepted": ("bemærkning accepteret", "finding accepted"),
    "amount unknown": ("beløb ikke længere oplyst", "amount become unknown"),
    "history rewritten": (
        "ændring i en ældre beslutning",
        "older than the newest decision, and changed",
    ),
    "net of reprioritisations": ("omprioriteret netto", "reprioritised, net"),
    "findings changed": ("Bemærkninger", "Findings"),
    "history": ("Historik", "History"),
    "commit": ("commit", "commit"),
    "author": ("forfatter", "author"),
    "subject": ("emne", "subject"),
    "figure": ("tal", "figure"),
    "because of": ("på grund af", "because of"),
    "unreadable": ("kan ikke læses", "cannot be read"),
    "no ledger": ("ingen opgørelse", "no ledger"),
    "not there": ("findes ikke", "not there"),
    "shallow": (
        "Klonen er ufuldstændig (shallow): ældre ændringer og deres forfattere er ikke med.",
        "This clone is shallow: what is older, and who did it, is not in it.",
    ),
    "new": ("nye", "new"),
    "fixed": ("løst", "fixed"),
    "changes more": ("og {number} til", "and {number} more"),
    "left out": ("Udeladt, fordi der er for meget", "Left out, for there is too much of it"),
}


Language = Literal["da", "en"]

_WORDS: dict[str, tuple[str, str]] = {
    "appropriated": ("bevilling", "appropriated"),
    "restated": ("ændring ved senere FL", "restated"),
    "reprioritised": ("omprioriteret", "reprioritised"),
    "carried": ("videreført", "carried"),
    "budget": ("bevilling med BO", "budget"),
    "awarded": ("tilsagn", "awarded"),
    "returned": ("annulleret/tilbagebetalt", "returned"),
    "uncommitted": ("ikke udmøntet", "uncommitted"),
    "remaining": ("til rådighed", "remaining"),
    "paid": ("udbetalt", "paid"),
    "outstanding": ("hensat, ikke udbetalt", "outstanding"),
    "outturn": ("regnskab", "outturn"),
    "underspend": ("mer-/mindreforbrug", "underspend"),
    "agreed": ("afsat", "agreed"),
    "lapsed": ("bortfaldet", "lapsed"),
    "program": ("initiativ", "program"),
    "strand": ("delinitiativ", "strand"),
    "pool": ("pulje", "pool"),
    "recipient": ("tilskudsmodtager", "recipient"),
    "register": ("register", "register"),
    "years": ("år", "years"),
    "in all": ("i alt", "in all"),
    "not split by strand": ("ikke fordelt på delinitiativ", "not split by strand"),
    "not split": ("ikke fordelt", "not split"),
    "not split by year": ("{years}, ikke fordelt på år", "{years}, not split"),
    "no pool": ("uden pulje", "no pool"),
    "no recipient": ("uden tilskudsmodtager", "no recipient"),
    "uncommitted by year": ("Ikke udmøntet pr. år", "Uncommitted by year"),
    "awarded by year": ("Tilsagn pr. år", "Awarded by year"),
    "chosen strands": ("valgte delinitiativer", "chosen strands"),
    "without accounts, difference": (
        "Forskel er hele bevillingen minus regnskab, også for år uden regnskab.",
        "Difference is the whole budget less outturn, also for years without accounts.",
    ),
    "lines": ("Bevillingsoversigt, linjer", "Budget overview, lines"),
    "estimate": (
        "* BO: budgetoverslag, ikke bindende",
        "* estimate (BO), not binding",
    ),
    "inexact": ("ca. er afrundet i kilden", "ca. is rounded in the source"),
    "rounding": (
        "Afrunding kan betyde, at tallene ikke summer til totalen.",
        "Figures are rounded one by one; sums are of whole amounts.",
    ),
    "unknown": ("Beløb ikke oplyst (ikke medregnet)", "Unknown amount, not counted"),
    "a year": ("årligt fra {year}, slutår ikke oplyst", "a year from {year}, end not stated"),
    "outside": (
        "Beløb over flere år end de valgte vises samlet; summer, de ville indgå i, er tomme.",
        "Money over more years than are chosen is shown whole; sums that it would be in are empty.",
    ),
    "pools": ("Runder og puljer", "Rounds and pools"),
    "no pools": ("Ingen runder eller puljer at vise.", "No rounds or pools to show."),
    "round or pool": ("runde eller pulje", "round or pool"),
    "name": ("navn", "name"),
    "frame": ("puljeramme", "frame"),
    "charged": ("tilsagn, netto", "awarded, net"),
    "share": ("andel af puljeramme", "share of frame"),
    "awards": ("antal tilsagn", "awards"),
    "recipients": ("tilskudsmodtagere", "recipients"),
    "applications": ("ansøgninger", "applications"),
    "applicants": ("ansøgere", "applicants"),
    "support": ("støtte", "support"),
    "direct": ("direkte økonomisk støtte", "direct"),
    "advisory": ("rådgivning", "advisory"),
    "announced": ("udmeldt", "announced"),
    "deadline": ("ansøgningsfrist", "deadline"),
    "decided": ("tilsagn givet", "decided"),
    "start": ("projektstart", "start"),
    "municipality": ("kommune", "municipality"),
    "region": ("region", "region"),
    "state": ("stat", "state"),
    "organisation": ("frivillig organisation", "organisation"),
    "provider": ("privat leverandør", "provider"),
    "other": ("anden", "other"),
    "not stated": ("ikke oplyst", "unknown"),
    "at least": ("mindst {number}", "at least {number}"),
    "charged net": (
        "Tilsagn, netto er tilsagn minus annulleret/tilbagebetalt. Tomt er ikke oplyst, ikke 0.",
        "Awarded, net is awards less returns. Empty is not known, not 0.",
    ),
    "log": ("Bevægelser", "Movements"),
    "date": ("dato", "date"),
    "entry": ("post", "entry"),
    "heading": ("bevægelse", "heading"),
    "line": ("initiativ/delinitiativ", "program/strand"),
    "amount": ("beløb", "amount"),
    "undated": ("uden dato", "undated"),
    "before": ("før", "before"),
    "left of budget": (
        "Ikke udmøntet er bevilling med BO - tilsagn + annulleret/tilbagebetalt.",
        "Remaining is budget - awarded + returned; payments and outturn do not change it.",
    ),
    "left of awards": (
        "Hensat, ikke udbetalt er tilsagn - annulleret/tilbagebetalt - udbetalt.",
        "Outstanding is awarded - returned - paid.",
    ),
    "hidden": (
        "Andre bevægelser er talt med og ikke vist.",
        "Movements under other headings are counted and not shown.",
    ),
    "zeros": (
        "Bevægelser på 0, som ikke er vist: {number}.",
        "Movements of 0 that are not shown: {number}.",
    ),
    "every payee": ("Udbetalinger på andres tilsagn", "Payments on others' awards"),
    "figures": ("Tal", "Figures"),
    "findings": ("Bemærkninger fra kontrol (se tidlig check)", "Findings (see tidlig check)"),
    "note": ("Note", "Note"),
    "inherited from": ("fra {entry}", "from {entry}"),
    "later": (
        "Posten er senere end datoen og tæller ikke med.",
        "The entry is later than the date, and does not count.",
    ),
    "more": (
        "og {number} til, som er talt med: {command}",
        "and {number} more, which are counted: {command}",
    ),
    "last commit": ("Sidst ændret", "Last changed"),
    "last commit, shallow": (
        "ikke oplyst: klonen er ufuldstændig (git fetch --unshallow)",
        "not known, for this clone is shallow (git fetch --unshallow)",
    ),
    "last commit, partial": (
        "ikke oplyst: klonen er ufuldstændig (git fetch --refetch --no-filter)",
        "not known, for this clone has not all (git fetch --refetch --no-filter)",
    ),
    "changes not committed": ("ændringer, der ikke er committet", "changes that are not committed"),
    "nothing": ("Ingen bevægelser at vise.", "No movements to show."),
    "as of": ("pr.", "as of"),
    "with changes": ("med ændringer", "with changes"),
    "errors": ("fejl", "errors"),
    "error": ("fejl", "error"),
    "warnings": ("advarsler", "warnings"),
    "warning": ("advarsel", "warning"),
    "see": ("se tidlig check", "see tidlig check"),
    "reconciliation": ("Afstemning", "Reconciliation"),
    "accounts": ("Regnskab", "Accounts"),
    "sources and uses": ("Finansiering og anvendelse", "Sources and uses"),
    "bridge": ("Bevillingens udvikling", "Bridge between acts"),
    "statements": ("Oplyste tal", "Statements"),
    "difference": ("forskel", "difference"),
    "differences": ("forskelle", "differences"),
    "awards-not-recorded": ("tilsagn ikke registreret", "awards not recorded"),
    "outturn-over-budget": ("regnskab over bevilling", "outturn over budget"),
    "booked-after-period": ("bogført efter perioden", "booked after the period"),
    "net awarded": ("tilsagn, netto", "net awarded"),
    "reprioritised-in": ("omprioriteret til", "reprioritised in"),
    "reprioritised-out": ("omprioriteret fra", "reprioritised out"),
    "carried-in": ("videreført fra tidligere år", "carried in"),
    "carried-out": ("videreført til senere år", "carried out"),
    "all sources": ("finansiering i alt", "all sources"),
    "step": ("trin", "step"),
    "change": ("ændring", "change"),
    "unexplained": ("uden oplyst årsag", "unexplained"),
    "amount a year": ("årligt beløb", "amount a year"),
    "unknown amount": ("beløb ikke oplyst", "unknown amount"),
    "stated": ("oplyst", "stated"),
    "ledger": ("denne opgørelse", "ledger"),
    "verdict": ("vurdering", "verdict"),
    "agrees": ("stemmer", "agrees"),
    "agrees-as-rounded": ("stemmer afrundet", "agrees as rounded"),
    "contradicted": ("stemmer ikke", "contradicted"),
    "cannot-tell": ("kan ikke afgøres", "cannot tell"),
    "accepted": ("accepteret", "accepted"),
    "nothing recorded": ("intet er registreret", "nothing is recorded"),
    "not said": ("ikke oplyst", "not stated"),
    "perhaps counted twice": ("måske talt to gange", "perhaps counted twice"),
    "other price level": ("oplyst i andre priser", "stated in the prices of another year"),
    "differs by year": ("ikke det samme hvert år", "not the same every year"),
    "apart at least": ("mindst {figure}", "at least {figure}"),
    "not measured so": ("opgørelsen måler det ikke sådan", "the ledger does not measure it so"),
    "direct support": ("direkte økonomisk støtte", "direct support"),
    "advisory support": ("rådgivning", "advisory support"),
    "pool frame": ("puljeramme", "pool frame"),
    "yearly": ("årlig bevilling", "appropriated a year"),
    "number of pools": ("puljer", "pools"),
    "strands": ("delinitiativer", "strands"),
    "rounds": ("ansøgningsrunder", "rounds"),
    "no heading": ("", ""),
    "measured": ("hvad der måles", "what is measured"),
    "group": ("gruppe", "group"),
    "in the ledger": ("i opgørelsen", "in the ledger"),
    "in the register": ("i registret", "in the register"),
    "ledger lines": ("linjer i opgørelsen", "lines in the ledger"),
    "register lines": ("linjer i registret", "lines in the register"),
    "recipient on either side": ("modtager", "recipient"),
    "register line": ("linje", "line"),
    "remark": ("bemærkning", "remark"),
    "matched": ("passer", "matched"),
    "matched with remarks": ("passer, med bemærkning", "matched, with a remark"),
    "amount-differs": ("beløb afviger", "amount differs"),
    "recipient-differs": ("modtager afviger", "recipient differs"),
    "award-differs": ("tilsagn afviger", "award differs"),
    "date-differs": ("dato afviger", "date differs"),
    "proposed": ("forslag: måske den samme", "proposed: perhaps the same"),
    "duplicate": ("dublet i registret", "duplicate in the register"),
    "only-in-ledger": ("kun i opgørelsen", "only in the ledger"),
    "only-in-register": ("kun i registret", "only in the register"),
    "total-differs": ("summen i registret passer ikke", "the register's total does not add up"),
    "register total": ("registrets sum", "the register's total"),
    "sum of lines": ("sum af linjerne", "sum of the lines"),
}  # fmt: skip

_WORDS |= CHANGES


OLD_WORDS = {
    "remaining": "uncommitted",
    "rest": "uncommitted",
    "underspend": "difference",
    "mindreforbrug": "difference",
    "ramme": "budget",
    "tilbageløb": "returned",
    "ny finanslov": "restated",
}
"""Words that headings of lines once had, and the names that they have now."""


def typed_words(names: Iterable[str]) -> dict[str, str]:
    """Return the words by which names may be typed: as they are, and as Danish reports show them.

    A word that has a comma in it may be typed in parts, since commas part words, and with hyphens
    for spaces.
    """
    words: dict[str, str] = {}
    for name in names:
        danish = _WORDS[name][0] if name in _WORDS else name
        parts = (danish, *danish.split(", "), *danish.split("/"))
        words.update(dict.fromkeys((*parts, *(part.replace(" ", "-") for part in parts)), name))
    return {**words, **{name: name for name in names}}


def label(word: str, language: Language) -> str:
    """The word of a report in a language; kinds of entry have their own words."""
    danish, english = _WORDS[word] if word in _WORDS else _words_of_kind(word)
    return danish if language == "da" else english


def _words_of_kind(word: str) -> tuple[str, str]:
    """The words for one entry of a kind, or for every one: "award", "every award"."""
    from tidlig.model.kinds import ALL_KINDS

    every, _, kind = word.rpartition(" ")
    words = ALL_KINDS[kind].described.words
    if every:
        return words.danish_heading, words.english_heading
    return words.danish, words.english


@dataclass(frozen=True, slots=True)
class Style:
    """Unit of figures, and the language of words and figures."""

    unit: Unit
    language: Language

    def word(self, word: str) -> str:
        """Return the word of a report."""
        return label(word, self.language)

    def figure(self, money: Money) -> str:
        """Write a figure in the unit of the report."""
        return in_unit(money, self.unit, self.language)

    def in_full(self, money: Money, *, plus: bool = False) -> str:
        """Write a figure in kroner, never rounded; with `plus`, a change with its sign."""
        kr = with_all_digits(replace(self, unit=self.unit.whole), [money])
        return f"{kr.change(money) if plus else kr.figure(money)} {kr.unit.label}"

    def uncertain(self, money: Money, heading: str, doubts: Doubts) -> str:
        """Write a figure as far as it is known; nothing where a span of it is cut."""
        sign = doubts.get(heading)
        if sign is None:
            return self.figure(money)
        if sign == CUT:
            return ""
        part = known_part(money, sign)
        return self.word("not stated") if part is None else f"{self.figure(part)} {sign} ?"

    def change(self, money: Money) -> str:
        """Write a change in the unit of the report, with its sign."""
        about = "" if money.exact else "ca. "
        plus = "+" if money.ore > 0 else ""
        return AmountText(f"{about}{plus}{self.figure(Money(money.ore))}", money, self.unit)

    def years(self, years: Years) -> str:
        """Head a column: a year, or a span as not split."""
        return str(years) if years.single else self.word("not split by year").format(years=years)


def known_part(money: Money, doubt: str | None) -> Money | None:
    """The part of a figure that its doubt leaves; None where that says nothing.

    A known part below zero says nothing of what more there is, nor does one of which a span is cut.
    """
    if doubt is None:
        return money
    if doubt == CUT or money == ZERO:
        return None
    return None if money.ore < 0 and doubt != LESS else money


def with_all_digits(style: Style, figures: Iterable[Money]) -> Style:
    """Return the style, with øre where its unit is kroner and any figure has them."""
    return replace(style, unit=units.with_all_digits(style.unit, (each.ore for each in figures)))


def in_fitting_unit(style: Style, figures: Iterable[Money]) -> Style:
    """Return the style, in a smaller unit where in its own any figure would be lost."""
    return replace(style, unit=units.fitting_unit(style.unit, (each.ore for each in figures)))


def is_rounded(figures: Iterable[Money], unit: Unit) -> bool:
    """Whether any figure loses digits in a unit."""
    return units.are_rounded(unit, (each.ore for each in figures))


def is_inexact(figures: Iterable[Money]) -> bool:
    """Whether any figure stands for more than one value."""
    return any(not money.exact for money in figures)


def title(
    what: str,
    style: Style,
    as_of: dt.date | None,
    figures: Iterable[Money],
    unit: str | None = None,
) -> str:
    """Head a report with what it shows, its unit and date, and what ca. means where it is."""
    parts = [what, unit or style.unit.label]
    if as_of:
        parts.append(f"{style.word('as of')} {as_of}")
    if is_inexact(figures):
        parts.append(style.word("inexact"))
    return ", ".join(parts)
