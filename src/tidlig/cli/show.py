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

Id = Annotated[str, Argument(metavar="ID", help="The entry.", show_default=False, completes=ids())]
All = Annotated[bool, Option("--all", help="Show every entry that depends on it.")]


@report(Format.TABLE, Format.JSON, subject="an entry")
def show(shared: Shared, id: Id, every: All = False) -> "Writer":
    """Show one entry: amounts, related entries, sources, last commit.

    ID is an id, alone or as award.tidlig-2015-0012; PROGRAM/STRAND; a name or alias; or the unique
    start of an id.

    \b
    Examples:
      tidlig show runde-1
      tidlig show forebyggelsespakken/foraeldre --as-of 2015-04-01
    """
    opened = shared.open()
    content = _entry_page(opened, id)

    def write(width: int | None = None, paint: Paint = plain_paint) -> str:
        from tidlig.render import entry as entry_page

        if shared.format is Format.JSON:
            return entry_page.as_json(content, opened.context)
        return entry_page.as_page(content, opened.context, every=every, width=width, paint=paint)

    return write


def _entry_page(opened: Opened, text: str) -> "EntryContent":
    """Collect everything to show of the entry that a text means."""
    from tidlig.arithmetic.entry_report import dossier
    from tidlig.ledger.authorship import authorship
    from tidlig.ledger.checkup import findings_about
    from tidlig.ledger.places import accepted_in_order, in_order, places
    from tidlig.render.entry import EntryContent

    subject = entry(opened.ledger, text)
    entry_report = dossier(opened.ledger, subject)
    findings = findings_about(opened.checked, subject, entry_report.below)
    accepted = [accepted.finding for accepted in findings.accepted]
    where = places([*findings.findings, *accepted], opened.origin.data)
    in_place = replace(
        findings,
        findings=tuple(in_order(findings.findings, where)),
        accepted=tuple(accepted_in_order(findings.accepted, where)),
    )
    return EntryContent(entry_report, authorship(subject, opened.origin), in_place, where)
