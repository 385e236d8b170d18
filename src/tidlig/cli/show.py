"""`tidlig show`: one entry with everything that depends on it."""

from dataclasses import replace
from typing import TYPE_CHECKING, Annotated

from tidlig.cli.completing import ids
from tidlig.cli.lookups import entry
from tidlig.cli.parameters import Argument, Option
from tidlig.cli.report_command import Format, Opened, Shared, report
from tidlig.render.tables import Paint, plain_paint

if TYPE_CHECKING:
    from tidlig.render.entry import EntryContent
    from tidlig.render.report import Writer
    from tidlig.render.shown import Shown

Id = Annotated[str, Argument(metavar="ID", help="The entry.", show_default=False, completes=ids())]
All = Annotated[bool, Option("--all", help="Show every entry that depends on it.")]


@report(subject="an entry", pages=True)
def show(shared: Shared, id: Id, every: All = False) -> "Writer":
    """Show one entry: amounts, related entries, sources, last commit.

    ID is an id, alone or as award.tidlig-2015-0012; PROGRAM/STRAND; a name, alias or CVR number;
    or the unique start of an id.

    \b
    Examples:
      tidlig show runde-1
      tidlig show forebyggelsespakken/foraeldre --as-of 2015-04-01
    """
    from tidlig.index.ledger_files import Asked
    from tidlig.render.shown import SHOWN_FORMATS, AsShown

    opened = shared.open_dated(None, Asked(id))
    content = _entry_content(opened, id)

    if shared.format in SHOWN_FORMATS:
        return AsShown(lambda: _shown(content, shared, opened, every=every), shared.format)

    def write(width: int | None = None, paint: Paint = plain_paint) -> str:
        from tidlig.render import entry as entry_data

        if shared.format is Format.JSON:
            return entry_data.as_json(content, opened.context)
        if shared.format in (Format.CSV, Format.CSV_DA):
            from tidlig.render.csv_text import as_csv, as_danish_csv

            as_sheet = as_csv if shared.format is Format.CSV else as_danish_csv
            return as_sheet(entry_data.rows(content, opened.context.currency))
        from tidlig.render.entry_page import EntryPage
        from tidlig.render.sections import as_markdown, as_text

        is_markdown = shared.format is Format.MD
        page = EntryPage(
            content,
            opened.context,
            every=every,
            is_unit_fixed=shared.unit is not None,
            marks_each=is_markdown,
        ).page()
        return as_markdown(page) if is_markdown else as_text(page, width, paint)

    return write


def _shown(content: "EntryContent", shared: Shared, opened: Opened, *, every: bool) -> "Shown":
    from tidlig.render.entry_page import EntryPage
    from tidlig.render.sections import page_as_shown

    is_fixed = shared.unit is not None
    page = EntryPage(content, opened.context, every=every, is_unit_fixed=is_fixed, marks_each=True)
    return page_as_shown(page.page(), opened.context.style.language)


def _entry_content(opened: Opened, text: str) -> "EntryContent":
    """Collect everything to show of the entry that a text means."""
    from tidlig.arithmetic.entry_facts import entry_facts
    from tidlig.arithmetic.entry_report import dossier
    from tidlig.ledger.authorship import authorship
    from tidlig.ledger.checkup import findings_about
    from tidlig.ledger.places import accepted_in_order, in_order, places
    from tidlig.render.entry import EntryContent

    subject = entry(opened.ledger, text)
    entry_report = dossier(opened.ledger, subject)
    findings = findings_about(opened.checked, subject, entry_report.below)
    accepted = [accepted.finding for accepted in findings.accepted]
    where = places([*findings.findings, *accepted], opened.origin)
    in_place = replace(
        findings,
        findings=tuple(in_order(findings.findings, where)),
        accepted=tuple(accepted_in_order(findings.accepted, where)),
    )
    assert opened.ledger.as_of is not None
    facts = entry_facts(opened.ledger, subject, opened.ledger.as_of)
    standing = authorship(subject, opened.origin)
    return EntryContent(entry_report, facts, standing, in_place, where)
