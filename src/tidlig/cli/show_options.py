"""The options of `tidlig show`, and what is made of their values."""

from dataclasses import replace
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

from tidlig.cli.completing import ids
from tidlig.cli.declaring import Argument, Option
from tidlig.cli.formats import Format, format_of
from tidlig.cli.looking import entry
from tidlig.model.failure import CouldNot
from tidlig.render.layout import Paint, plain_paint

if TYPE_CHECKING:
    from tidlig.arithmetic.ledger import Ledger
    from tidlig.ledger.checked import Checked
    from tidlig.ledger.origin import Origin
    from tidlig.render.reports import Context, Writer
    from tidlig.render.shows import Shown


class ShowFormat(StrEnum):
    """Formats of one entry."""

    TABLE = "table"
    JSON = "json"


Id = Annotated[str, Argument(metavar="ID", help="The entry.", show_default=False, completes=ids())]
All = Annotated[bool, Option("--all", help="Show every entry that hangs on it.")]
FormatOption = Annotated[ShowFormat | None, Option(help="A table, unless -o says otherwise.")]


def form_of(asked: ShowFormat | None, output: Path | None) -> ShowFormat:
    """Give the format: as asked for, else by the file's ending, else a table."""
    if asked is not None:
        return asked
    found = format_of(None, output)
    if found not in (Format.TABLE, Format.JSON):
        raise CouldNot(f"an entry is not written as {found}", "use .txt or .json")
    return ShowFormat(found)


def shown(origin: "Origin", ledger: "Ledger", found: "Checked", text: str) -> "Shown":
    """Give all that is told of the entry that a text means."""
    from tidlig.arithmetic.dossier import dossier
    from tidlig.ledger.authorship import standing
    from tidlig.ledger.concerning import concerning
    from tidlig.ledger.places import accepted_in_order, in_order, places
    from tidlig.render.shows import Shown

    meant = entry(ledger, text)
    about = dossier(ledger, meant)
    told = concerning(found, meant, about.below)
    where = places([*told.findings, *(each.finding for each in told.accepted)], origin.data)
    findings, accepted = in_order(told.findings, where), accepted_in_order(told.accepted, where)
    told = replace(told, findings=tuple(findings), accepted=tuple(accepted))
    return Shown(about, standing(meant, origin), told, where)


def writer(shown: "Shown", context: "Context", form: ShowFormat, *, every: bool) -> "Writer":
    """Give what writes the entry; with `every`, every row."""

    def write(width: int | None = None, paint: Paint = plain_paint) -> str:
        from tidlig.render import show_data, shows

        if form is ShowFormat.JSON:
            return show_data.as_json(shown, context)
        return shows.as_page(shown, context, every=every, width=width, paint=paint)

    return write
