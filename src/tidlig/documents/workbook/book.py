"""The workbook as a whole: its sheets, in order."""

from tempfile import TemporaryDirectory

from tidlig.documents.sheets import Book
from tidlig.documents.workbook.about import write_about
from tidlig.documents.workbook.content import Content
from tidlig.documents.workbook.figures import Figures
from tidlig.documents.workbook.lines import LinesSheet
from tidlig.documents.workbook.lists import LISTS
from tidlig.documents.workbook.movements import MovementsSheet, require_exact
from tidlig.documents.workbook.overview import OverviewSheet
from tidlig.documents.workbook.programs import ProgramSheet


def ledger_workbook(content: Content) -> bytes:
    """Return the bytes of the workbook of a ledger; its long sheets are made in a folder.

    Raises `CouldNot` for what a workbook cannot hold: amounts of more digits than it keeps, or
    more rows than a sheet has.
    """
    require_exact(content, content.lines)
    with TemporaryDirectory(prefix="tidlig-") as folder:
        return _written(content, folder)


def _written(content: Content, folder: str) -> bytes:
    title = content.say("title of", ledger=content.context.provenance.ledger)
    unit, circa = content.context.style.unit, f"{content.writer.circa} "
    book = Book(title, unit, circa, with_values=content.with_values, folder=folder)
    book.first = book.sheet(content.say("overview"))
    movements = MovementsSheet(book, content)
    lines = LinesSheet(book, content, movements)
    figures = Figures(content, lines)
    overview = OverviewSheet(book, content, lines, figures)
    sheets = [ProgramSheet(book, content, lines, figures, each) for each in content.programs]
    lines.write()
    for sheet in sheets:
        sheet.write()
    overview.write({sheet.id: sheet.name for sheet in sheets}, [sheet.check for sheet in sheets])
    movements.write()
    for write in LISTS:
        write(book, content)
    write_about(book, content, overview.check, figures.fixed)
    return book.data()
