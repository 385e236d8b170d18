"""A report in any format, and its page: title, tables, footnotes and provenance.

JSON is readable, masked, and safe to print on a terminal.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Protocol

from tidlig.ledger.check_result import CheckResult
from tidlig.ledger.origin import Provenance
from tidlig.model.findings import Severity
from tidlig.model.money import Money
from tidlig.model.personal import joined, masked
from tidlig.model.texts import COMMAND, CONTROL, Identifier, Verbatim
from tidlig.render.csv_text import Rows, as_csv, as_danish_csv
from tidlig.render.escaping import for_markdown, for_terminal
from tidlig.render.style import Style, with_all_digits
from tidlig.render.tables import (
    Paint,
    Table,
    as_text,
    cells,
    file_width,
    plain_paint,
    table_as_markdown,
)

if TYPE_CHECKING:
    from tidlig.render.grid import Grid
    from tidlig.render.shown import Part, Shown


def json_document(data: dict[str, Any] | list[Any]) -> str:
    """Write a document, characters as they are but for those that a terminal or CI would obey.

    Its texts are values as in `model/texts.py`: all but numbers are masked, keys too.
    """
    import json

    text = json.dumps(_masked(data), ensure_ascii=False, indent=1)
    return re.sub(COMMAND, _escape, re.sub(CONTROL, _escape, text)) + "\n"


def _masked(value: Any) -> Any:
    if isinstance(value, str):
        return masked(value)
    if isinstance(value, dict):
        return {_masked(key): _masked(member) for key, member in value.items()}
    if isinstance(value, list | tuple):
        return [_masked(item) for item in value]
    return value


def _escape(match: re.Match[str]) -> str:
    """Escape a character as JSON does; the line breaks between the parts of a document stay."""
    units = match[0].encode("utf-16-be", "surrogatepass").hex()
    escaped = "".join(f"\\u{units[at : at + 4]}" for at in range(0, len(units), 4))
    return match[0] if match[0] == "\n" else escaped


@dataclass(frozen=True, slots=True)
class Section:
    """A part of a page under a heading of its own: a table, and lines below it."""

    heading: str
    table: Table
    notes: Sequence[str] = ()


@dataclass(frozen=True, slots=True)
class Page:
    """What a report says: texts as in `model/texts.py`, masked and made safe where written.

    It has a table or sections; `nothing` is the word for a report that has neither. What must not
    be overlooked of the table stands below it, in `table_notes`.
    """

    title: str
    table: Table | None
    notes: Sequence[str]
    source: Sequence[str]
    nothing: str = "nothing"
    sections: Sequence[Section] = ()
    table_notes: Sequence[str] = ()
    keeps_width: bool = False


def _table_as_text(table: Table, width: int | None, paint: Paint) -> str:
    """Write a table; one that is too wide wraps, or falls into a block for each row."""
    if width is None or max(map(cells, as_text(table, None).split("\n"))) <= width:
        return as_text(table, None, paint)
    from tidlig.render.grid import blocks_as_text, fits, grid_as_text

    grid = _grid(table, [row.name for row in table.rows])
    if fits(grid, width):
        return grid_as_text(grid, width, paint)
    return blocks_as_text(_grid(table, list(_whole_names(table))), width, paint)


def _grid(table: Table, names: Sequence[str]) -> "Grid":
    """Return a table as a grid, with names for its rows."""
    from tidlig.render.grid import Cell, Column, Grid
    from tidlig.render.grid import Row as GridRow

    columns = [Column(table.name, is_words=True)]
    columns += [
        Column(heading, is_words=number in table.words)
        for number, heading in enumerate(table.headings)
    ]
    rows = [
        GridRow(tuple(map(Cell, (name, *row.cells))), row.stands_out, row.indent)
        for name, row in zip(names, table.rows, strict=True)
    ]
    return Grid(tuple(columns), tuple(rows))


def _whole_names(table: Table) -> Iterator[str]:
    """Yield what each row is called where it stands alone: a part with what it is a part of."""
    whole = name = ""
    for row in table.rows:
        if row.name and not row.indent:
            whole = name = row.name
        elif row.name:
            name = joined("", (whole, ": ", row.name)) if whole else row.name
        yield name


def page_as_text(
    page: Page, style: Style, width: int | None = None, paint: Paint = plain_paint
) -> str:
    """Write a page for a terminal of some width, or as wide as it needs.

    One that `keeps_width` keeps that of a pipe or a file too.
    """
    if page.keeps_width:
        width = width or file_width()

    def lines(texts: Iterable[str]) -> list[str]:
        return [wrapped(for_terminal(text), width) for text in texts]

    blocks = [] if page.table is None else [_table_as_text(page.table, width, paint)]
    blocks += _block(lines(page.table_notes))
    for section in page.sections:
        heading = paint(for_terminal(section.heading), "bold")
        blocks += [
            heading,
            _table_as_text(section.table, width, paint),
            *_block(lines(section.notes)),
        ]
    title = wrapped(for_terminal(page.title), width)
    body = "\n\n".join(blocks) or style.word(page.nothing)
    source = wrapped(", ".join(map(for_terminal, page.source)), width)
    return _joined(paint(title, "bold"), body, lines(page.notes), paint(source, "dim"))


def page_as_markdown(page: Page, style: Style) -> str:
    """Write a page as Markdown, for a note or a pull request."""
    blocks = [] if page.table is None else [table_as_markdown(page.table)]
    blocks += _block(_as_items(page.table_notes))
    for section in page.sections:
        blocks += [f"### {for_markdown(section.heading)}", table_as_markdown(section.table)]
        blocks += _block(_as_items(section.notes))
    body = "\n\n".join(blocks) or style.word(page.nothing)
    title = f"**{for_markdown(page.title)}**"
    return _joined(title, body, _as_items(page.notes), source_as_markdown(page.source))


def _as_items(notes: Iterable[str]) -> list[str]:
    return [f"- {for_markdown(note)}" for note in notes]


def two_sided(left: str, right: str, width: int, paint: Paint, style: str = "") -> str:
    """Write a text at the left edge and one at the right, below it where both do not fit."""
    lines = wrapped(for_terminal(left), width).split("\n")
    shown = [paint(line, style) if style and line else line for line in lines]
    behind = for_terminal(right)
    space = width - cells(lines[-1]) - cells(behind)
    if behind and space >= 2:
        shown[-1] += " " * space + behind
    elif behind:
        shown.append(behind)
    return "\n".join(shown)


def wrapped(text: str, width: int | None) -> str:
    """Break a line of words where a terminal ends; a name or figure is never broken."""
    if width is None:
        return text
    lines: list[str] = []
    for word in text.split(" "):
        if lines and cells(lines[-1]) + 1 + cells(word) <= width:
            lines[-1] += f" {word}"
        else:
            lines.append(word)
    return "\n".join(line.rstrip(" ") for line in lines)


def source(provenance: Provenance, style: Style) -> list[str]:
    """Where a report comes from, in parts of one line."""
    parts: list[str] = [Identifier(provenance.ledger)]
    if provenance.revision:
        changes = f" {style.word('with changes')}" if provenance.dirty else ""
        parts.append(Verbatim(f"{provenance.revision[:10]}{changes}"))
    if provenance.as_of:
        parts.append(Verbatim(f"{style.word('as of')} {provenance.as_of}"))
    return [*parts, Verbatim(f"tidlig {provenance.tool}")]


def source_as_markdown(parts: Iterable[str]) -> str:
    """Write where a report comes from in small letters."""
    return f"<sub>{', '.join(map(for_markdown, parts))}</sub>"


def _joined(title: str, body: str, notes: Sequence[str], source: str) -> str:
    return "\n\n".join([title, body, *_block(notes), source]) + "\n"


def _block(lines: Iterable[str]) -> list[str]:
    """Join lines to one block; none where there are no lines."""
    text = "\n".join(lines)
    return [text] if text else []


@dataclass(frozen=True, slots=True)
class Context:
    """What every report has in common: its source, style, findings and currency."""

    provenance: Provenance
    style: Style
    checked: CheckResult
    currency: str

    @property
    def counts(self) -> dict[str, int]:
        """How many findings the ledger has."""
        return {
            "errors": self.checked.count(Severity.ERROR),
            "warnings": self.checked.count(Severity.WARNING),
        }


@dataclass(frozen=True, slots=True)
class Report:
    """What is written as a page, as rows of CSV, or as JSON, whichever is asked for.

    `figures` are the amounts shown; they decide how many digits kroner have.
    """

    schema: str
    figures: Sequence[Money]
    page: Callable[[Style], Page]
    rows: "Callable[[], Rows]"
    data: Callable[[], dict[str, Any]]


class Writer(Protocol):
    """Writes a report for a terminal of some width, or for a pipe or file."""

    def __call__(self, width: int | None = None, paint: Paint = plain_paint) -> str:
        """Return the text."""
        ...


def written(report: Report, context: Context, format: str) -> Writer:
    """Return what writes a report as a table, csv, csv-da, json or md, or as it is shown."""
    from tidlig.render.shown import SHOWN_FORMATS

    if format in SHOWN_FORMATS:
        return _as_shown(report, context, format)

    def write(width: int | None = None, paint: Paint = plain_paint) -> str:
        if format == "json":
            return _as_json(report, context)
        if format in {"csv", "csv-da"}:
            as_sheet = as_csv if format == "csv" else as_danish_csv
            return as_sheet(report.rows())
        style = with_all_digits(context.style, report.figures)
        if format == "md":
            return page_as_markdown(report.page(style), style)
        return page_as_text(report.page(style), style, width, paint)

    return write


def _as_shown(report: Report, context: Context, format: str) -> Writer:
    from tidlig.render.shown import AsShown

    style = with_all_digits(context.style, report.figures)
    return AsShown(lambda: _page_as_shown(report.page(style), style), format)


def _page_as_shown(page: Page, style: Style) -> "Shown":
    """Return a page of plain tables in the form of files."""
    from tidlig.render.shown import Labelled, Shown, Title

    parts: list[Part] = []
    if page.table is not None:
        parts.append(_grid(page.table, [row.name for row in page.table.rows]))
    if page.table_notes:
        parts.append(Labelled(tuple(("", note) for note in page.table_notes)))
    for section in page.sections:
        names = [row.name for row in section.table.rows]
        parts += [Title(section.heading), _grid(section.table, names)]
        if section.notes:
            parts.append(Labelled(tuple(("", note) for note in section.notes)))
    if not parts:
        parts.append(Labelled((("", style.word(page.nothing)),)))
    return Shown(style.language, [page.title], parts, page.notes, page.source)


def _as_json(report: Report, context: Context) -> str:
    return json_document(
        {
            "schema": report.schema,
            "provenance": provenance_data(context.provenance),
            "currency": context.currency,
            **report.data(),
            "findings": context.counts,
        }
    )


def provenance_data(provenance: Provenance) -> dict[str, Any]:
    """Where a report comes from, as JSON has it."""
    as_of = provenance.as_of
    return {
        "tool": provenance.tool,
        "ledger": Identifier(provenance.ledger),
        "as_of": None if as_of is None else as_of.isoformat(),
        **_date_data(provenance),
        "revision": provenance.revision and Verbatim(provenance.revision),
        "dirty": provenance.dirty,
        "entries": provenance.entries,
        "files": provenance.files,
    }


def _date_data(provenance: Provenance) -> dict[str, Any]:
    """Return where the date comes from, and how many entries are later, where a report says so."""
    if provenance.as_of_from is None:
        return {}
    return {"as_of_from": provenance.as_of_from, "later": provenance.later}


def problems_line(checked: CheckResult, style: Style) -> str:
    """Count the problems of the ledger, below a report."""
    counts = []
    for one, many, severity in (
        ("error", "errors", Severity.ERROR),
        ("warning", "warnings", Severity.WARNING),
    ):
        number = checked.count(severity)
        if number:
            counts.append(f"{number} {style.word(one if number == 1 else many)}")
    return f"{', '.join(counts)}: {style.word('see')}"
