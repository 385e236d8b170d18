"""Movements in order, for people: what was moved, where, and what is left after it."""

from collections.abc import Iterator, Sequence

from tidlig.arithmetic.journal import Journal, JournalRow, Left
from tidlig.arithmetic.marks import Doubts
from tidlig.arithmetic.movements import UNSPLIT, Line
from tidlig.ledger.provenance import Provenance
from tidlig.model.money import ZERO, Money
from tidlig.model.texts import Identifier
from tidlig.render import journal_data
from tidlig.render.entries import address
from tidlig.render.layout import Row, Table
from tidlig.render.pages import Page, source
from tidlig.render.reports import Context, Report
from tidlig.render.shown import Style, is_rounded, title

_COLUMNS = ("entry", "heading", "line", "years", "amount")
_WORDS = {"entry", "heading", "line", "years"}


def report(journal: Journal, context: Context) -> Report:
    """Give movements in order as a report, in any format."""
    return Report(
        journal_data.SCHEMA,
        figures(journal),
        lambda style: page(journal, context.provenance, style),
        lambda: journal_data.rows(journal),
        lambda: journal_data.as_data(journal),
    )


def page(journal: Journal, provenance: Provenance, style: Style) -> Page:
    """Give a log as a page, for a terminal or as Markdown."""
    rows = _shown(journal)
    return Page(
        title(_what(journal, style), style, provenance.as_of, figures(journal)),
        _table(journal, rows, style) if rows or journal.before else None,
        tuple(_notes(journal, len(journal.rows) - len(rows), style)),
        source(provenance, style),
    )


def figures(journal: Journal) -> list[Money]:
    """Give every amount that is shown."""
    lefts = [row.left for row in journal.rows] + ([journal.before] if journal.before else [])
    moved = [row.amount for row in journal.rows if row.amount is not None]
    return [*moved, *(_left(journal, left) for left in lefts)]


def line_name(line: Line) -> str:
    """Write where money is counted, without its years: "program" or "program/strand"."""
    return Identifier(line.program if line.strand == UNSPLIT else f"{line.program}/{line.strand}")


def _shown(journal: Journal) -> list[JournalRow]:
    """Give the rows that move anything, if an unknown amount; an act states many zeros."""
    return [row for row in journal.rows if row.amount != ZERO]


def _what(journal: Journal, style: Style) -> str:
    """Say what is shown, with the line where all is on one."""
    line = _only_line(journal)
    return style.word("log") + (f", {line}" if line else "")


def _only_line(journal: Journal) -> str | None:
    """Give the one program or strand that all that is counted is on, if so."""
    names = ["/".join(filter(None, purse)) for purse in journal.purses]
    return names[0] if len(names) == 1 else None


def _table(journal: Journal, rows: Sequence[JournalRow], style: Style) -> Table:
    left_out = {"line"} if _only_line(journal) else set[str]()
    columns = [column for column in (*_COLUMNS, _running(journal)) if column not in left_out]
    body = [_row(journal, row, columns, style) for row in rows]
    if journal.before is not None:
        before = f"{style.word('before')} {journal.wanted.since}"
        left = _written(journal, journal.before, journal.doubts_before, style)
        empty = [""] * (len(columns) - 1)
        body.insert(0, Row(before, (*empty, left), stands_out=True))
    words = frozenset(n for n, column in enumerate(columns) if column in _WORDS)
    headings = tuple(style.word(column) for column in columns)
    return Table(style.word("date"), headings, tuple(body), words, fixed=1)


def _row(journal: Journal, row: JournalRow, columns: Sequence[str], style: Style) -> Row:
    movement = row.movement
    cells = {
        "entry": address(movement.entry),
        "heading": style.word(movement.heading),
        "line": line_name(movement.line),
        "years": str(movement.line.years),
        "amount": style.word("not stated") if row.amount is None else style.figure(row.amount),
    }
    left = _written(journal, row.left, row.doubts, style)
    date = str(movement.date or style.word("undated"))
    return Row(
        date,
        tuple(cells.get(column, left) for column in columns),
    )


def _written(journal: Journal, left: Left, doubts: Doubts, style: Style) -> str:
    return style.uncertain(_left(journal, left), _running(journal), doubts)


def _running(journal: Journal) -> str:
    """Name what is left: of awards or of budgets."""
    return "outstanding" if journal.wanted.of_awards else "remaining"


def _left(journal: Journal, left: Left) -> Money:
    return left.outstanding if journal.wanted.of_awards else left.remaining


def _notes(journal: Journal, zeros: int, style: Style) -> Iterator[str]:
    yield style.word("left of awards" if journal.wanted.of_awards else "left of budget")
    if journal.hidden:
        yield style.word("hidden")
    if zeros:
        yield style.word("zeros").format(number=zeros)
    if journal.cut_spans:
        yield style.word("outside")
    if is_rounded(figures(journal), style.unit):
        yield style.word("rounding")
    if journal.unknown:
        yield f"{style.word('unknown')}: {', '.join(entry.address for entry in journal.unknown)}"
