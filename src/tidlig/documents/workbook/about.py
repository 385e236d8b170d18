"""The last sheet: what the workbook is of, whether its sums agree, and what its signs mean."""

from collections.abc import Iterator

from tidlig.documents.sheets import Book
from tidlig.documents.workbook.content import Content
from tidlig.documents.workbook.tables import Formula, Heading, TableSheet, Value
from tidlig.model.texts import Identifier, Verbatim


def write_about(book: Book, content: Content, check: str, fixed: int) -> None:
    """Write the sheet; `check` names the cell that says whether all sums agree."""
    sheet = book.sheet(content.say("about"))
    widths = [Heading(content.say("about"), 26), Heading("", 100)]
    table = TableSheet(book, sheet, widths, (content.say("about"), ""))
    book.text(sheet, 0, 0, content.say("about"), bold=True, font_size=14)
    sheet.freeze_panes(0, 0)
    table.row = 2
    for label, value in _facts(content, check):
        book.text(sheet, table.row, 0, label, bold=True)
        table.put(table.row, 1, value)
        table.row += 1
    table.row += 1
    for note in _notes(content, fixed):
        table.add([note])


def _facts(content: Content, check: str) -> Iterator[tuple[str, Value]]:
    say, provenance = content.say, content.context.provenance
    yield say("ledger"), Identifier(provenance.ledger)
    yield say("as of"), Verbatim(str(provenance.as_of))
    revision = provenance.revision
    changes = f" {content.context.style.word('with changes')}" if provenance.dirty else ""
    yield say("revision"), Verbatim(f"{revision}{changes}") if revision else say("no revision")
    yield say("tool"), Verbatim(f"tidlig {provenance.tool}")
    yield say("unit"), content.unit_name
    yield say("entries"), Verbatim(str(provenance.entries))
    yield say("check"), Formula(f"={check}", say("agrees"))


def _notes(content: Content, fixed: int) -> Iterator[str]:
    say, sentence = content.say, content.writer.say
    errors = content.context.checked.errors
    if errors:
        yield sentence("has errors", number=errors)
    yield say("about sums")
    if fixed:
        yield say("about fixed", number=fixed)
    yield say("about bounds")
    yield say("about counts")
    yield sentence("note, circa")
    yield sentence("note, estimates")
    yield sentence("note, signs")
    later = content.context.provenance.later
    if later:
        key = "later entry" if later == 1 else "later entries"
        yield f"{sentence(key, number=later)}."
    unknown = sorted({content.name(movement.entry) for movement in content.unknown()})
    if unknown:
        yield f"{say('unknown amounts')}: {', '.join(unknown)}"
