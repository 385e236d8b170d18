"""The formats of `tidlig check`: what each is called, and what writes it."""

from typing import TYPE_CHECKING

from tidlig.model.messages import ENGLISH, Catalogue, in_currency
from tidlig.render.tables import Paint, plain_paint

if TYPE_CHECKING:
    from tidlig.ledger.checkup import Checkup

DOCUMENTS = ("json", "gitlab", "sarif", "junit")
"""Formats for programs: whole documents, whatever is found."""


def written(
    format: str,
    checkup: "Checkup",
    paint: Paint = plain_paint,
    catalogue: Catalogue = ENGLISH,
    *,
    always: bool = False,
) -> str:
    """Write a checkup in a format; lines say nothing when nothing is found, unless `always`."""
    catalogue = in_currency(checkup.ledger.settings.currency, catalogue)
    if format in DOCUMENTS:
        return _document(format, checkup, catalogue)
    text, there = _lines(format, checkup, paint, catalogue)
    if not (there.checked.findings or there.new_findings or always):
        return text
    from tidlig.render import findings

    gap = "\n" if text else ""
    return (
        text + gap + findings.summary(there.checked, there.places, there.ledger, there.new_findings)
    )


def _document(format: str, checkup: "Checkup", catalogue: Catalogue) -> str:
    if format == "gitlab":
        from tidlig.render.gitlab import as_code_quality

        return as_code_quality(checkup.of_all, catalogue)
    if format == "sarif":
        from tidlig.render.sarif import as_sarif

        return as_sarif(checkup.of_all, catalogue)
    if format == "junit":
        from tidlig.render.junit import as_xml

        return as_xml(checkup.of_all, catalogue)
    from tidlig.render import findings

    return findings.as_json(
        checkup.shown,
        checkup.places,
        checkup.provenance,
        checkup.checked,
        checkup.new_findings,
        catalogue,
    )


def _lines(
    format: str, checkup: "Checkup", paint: Paint, catalogue: Catalogue
) -> "tuple[str, Checkup]":
    """Write findings for a log, and give the checkup with the paths that the log has."""
    if format == "github":
        from tidlig.render.github import as_annotations

        return as_annotations(checkup.of_new, catalogue), checkup.from_root()
    if not checkup.shown:
        return "", checkup
    from tidlig.render import findings

    as_lines = findings.as_full if format == "full" else findings.as_concise
    return as_lines(checkup.shown, checkup.places, paint, catalogue), checkup
