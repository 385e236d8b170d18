"""The words of reports in Danish and English: one word for one idea, as the field uses them."""

from typing import Literal

Language = Literal["da", "en"]

_WORDS: dict[str, tuple[str, str]] = {
    "appropriated": ("bevilling", "appropriated"),
    "restated": ("ny finanslov", "restated"),
    "reprioritised": ("omprioriteret", "reprioritised"),
    "carried": ("videreført", "carried"),
    "budget": ("ramme", "budget"),
    "awarded": ("tilsagn", "awarded"),
    "returned": ("tilbageløb", "returned"),
    "remaining": ("rest", "remaining"),
    "paid": ("udbetalt", "paid"),
    "outstanding": ("ikke udbetalt", "outstanding"),
    "outturn": ("regnskab", "outturn"),
    "underspend": ("mindreforbrug", "underspend"),
    "program": ("initiativ", "program"),
    "strand": ("delinitiativ", "strand"),
    "pool": ("pulje", "pool"),
    "recipient": ("tilsagnsmodtager", "recipient"),
    "years": ("år", "years"),
    "in all": ("i alt", "in all"),
    "not split by strand": ("ikke fordelt på delinitiativ", "not split by strand"),
    "not split": ("ikke fordelt", "not split"),
    "no pool": ("uden pulje", "no pool"),
    "no recipient": ("uden modtager", "no recipient"),
    "remaining by year": ("Rest efter år", "Remaining by year"),
    "awarded by year": ("Tilsagn efter år", "Awarded by year"),
    "chosen strands": ("valgte delinitiativer", "chosen strands"),
    "without accounts": (
        "Mindreforbrug er hele rammen mindre regnskab, også for år uden regnskab.",
        "Underspend is the whole budget less outturn, also for years without accounts.",
    ),
    "balance": ("Balance", "Balance"),
    "estimate": (
        "* budgetoverslag (BO): et år efter den nyeste lovs eget",
        "* estimate (BO): a year later than the newest act's own",
    ),
    "inexact": ("ca. er afrundet i kilden", "ca. is rounded in the source"),
    "rounding": (
        "Tallene er afrundet hver for sig; summer er af hele beløb.",
        "Figures are rounded one by one; sums are of whole amounts.",
    ),
    "unknown": ("Ukendt beløb, ikke talt med", "Unknown amount, not counted"),
    "a year": ("om året fra {year}, slutår ikke oplyst", "a year from {year}, end not stated"),
    "outside": (
        "Beløb, der ikke er fordelt, er med, hvis et af årene er valgt.",
        "Money that is not split is shown when any of its years is chosen.",
    ),
    "pools": ("Runder og puljer", "Rounds and pools"),
    "no pools": ("Ingen runder eller puljer at vise.", "No rounds or pools to show."),
    "round or pool": ("runde eller pulje", "round or pool"),
    "name": ("navn", "name"),
    "frame": ("ramme", "frame"),
    "charged": ("tilsagn, netto", "awarded, net"),
    "share": ("andel af ramme", "share of frame"),
    "awards": ("antal tilsagn", "awards"),
    "recipients": ("modtagere", "recipients"),
    "applications": ("ansøgninger", "applications"),
    "applicants": ("ansøgere", "applicants"),
    "support": ("støtte", "support"),
    "direct": ("direkte", "direct"),
    "advisory": ("rådgivning", "advisory"),
    "announced": ("opslået", "announced"),
    "deadline": ("frist", "deadline"),
    "decided": ("afgjort", "decided"),
    "start": ("start", "start"),
    "municipality": ("kommune", "municipality"),
    "region": ("region", "region"),
    "state": ("stat", "state"),
    "organisation": ("organisation", "organisation"),
    "provider": ("leverandør", "provider"),
    "other": ("anden", "other"),
    "not stated": ("ukendt", "unknown"),
    "at least": ("mindst {number}", "at least {number}"),
    "charged net": (
        "Tilsagn, netto er tilsagn mindre tilbageløb. Tomt er ikke oplyst, ikke 0.",
        "Awarded, net is awards less returns. Empty is not known, not 0.",
    ),
    "nothing": ("Ingen bevægelser at vise.", "No movements to show."),
    "as of": ("pr.", "as of"),
    "with changes": ("med ændringer", "with changes"),
    "errors": ("fejl", "errors"),
    "error": ("fejl", "error"),
    "warnings": ("advarsler", "warnings"),
    "warning": ("advarsel", "warning"),
    "see": ("se tidlig check", "see tidlig check"),
}  # fmt: skip


def label(word: str, language: Language) -> str:
    """Give the word of a report in a language."""
    danish, english = _WORDS[word]
    return danish if language == "da" else english
