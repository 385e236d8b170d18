"""`tidlig show`: one entry with all that depends on it."""

from dataclasses import replace
from typing import TYPE_CHECKING, Annotated

from tidlig.cli.completing import ids
from tidlig.cli.declaring import Argument, Option
from tidlig.cli.formats import Format
from tidlig.cli.looking import entry
from tidlig.cli.reporting import Opened, Shared, report
from tidlig.render.tables import Paint, plain_paint

if TYPE_CHECKING:
    from tidlig.render.entry import Shown
    from tidlig.render.report import Writer

Id = Annotated[str, Argument(metavar="ID", help="The entry.", show_default=False, completes=ids())]
All = Annotated[bool, Option("--all", help="Show every entry that depends on it.")]


@report(Format.TABLE, Format.JSON, subject="an entry")
def show(shared: Shared, id: Id, every: All = False) -> "Writer":
    """Show one entry: amounts, related entries, sources, last commit.

    ID is an id, alone or as award.tidlig-2015-0012; PROGRAM/STRAND; a name or alias; or the start
    of an id that no other has.

    \b
    Examples:
      tidlig show runde-1
      tidlig show forebyggelsespakken/foraeldre --as-of 2015-04-01
    """
    opened = shared.opened()
    shown = _shown(opened, id)

    def write(width: int | None = None, paint: Paint = plain_paint) -> str:
        from tidlig.render import entry, entry_data

        if shared.format is Format.JSON:
            return entry_data.as_json(shown, opened.context)
        return entry.as_page(shown, opened.context, every=every, width=width, paint=paint)

    return write


def _shown(opened: Opened, text: str) -> "Shown":
    """Collect everything that is shown of the entry that a text means."""
    from tidlig.arithmetic.dossier import dossier
    from tidlig.ledger.authorship import standing
    from tidlig.ledger.concerning import concerning
    from tidlig.ledger.places import accepted_in_order, in_order, places
    from tidlig.render.entry import Shown

    meant = entry(opened.ledger, text)
    about = dossier(opened.ledger, meant)
    findings = concerning(opened.checked, meant, about.below)
    accepted = [accepted.finding for accepted in findings.accepted]
    where = places([*findings.findings, *accepted], opened.origin.data)
    in_place = replace(
        findings,
        findings=tuple(in_order(findings.findings, where)),
        accepted=tuple(accepted_in_order(findings.accepted, where)),
    )
    return Shown(about, standing(meant, opened.origin), in_place, where)
