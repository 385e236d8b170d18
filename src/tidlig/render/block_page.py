"""A page of blocks: headings, tables, and lines of a label and a text, as text and Markdown.

A report is one list of columns, and a page made of grids for people. A page is as wide as its
terminal, and 120 wide in a pipe or a file.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from tidlig.model.money import Money
from tidlig.render.csv_text import Rows, as_csv, as_danish_csv
from tidlig.render.escaping import for_markdown, for_terminal
from tidlig.render.figures import Writer as FigureWriter
from tidlig.render.grid import Grid, fits, grid_as_markdown, grid_as_text
from tidlig.render.report import (
    Context,
    Writer,
    json_document,
    provenance_data,
    source,
    source_as_markdown,
    two_sided,
    wrapped,
)
from tidlig.render.sentences import unit_name
from tidlig.render.shown import SHOWN_FORMATS, AsShown, Labelled, Shown, Title, titles_of
from tidlig.render.shown import Part as ShownPart
from tidlig.render.style import Language
from tidlig.render.tables import Paint, cells, file_width, plain_paint
from tidlig.render.units import fitting_unit, with_all_digits

WIDE = 100
"""From this width on, tables have their optional columns."""


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading of what stands below it; those of level 1 stand alone."""

    text: str
    level: int = 1


@dataclass(frozen=True, slots=True)
class Table:
    """The same rows in several tables, of which a page shows one.

    `wide` has all columns. The others are for pages with less room, the widest first: the first
    that fits is shown, else the last.
    """

    wide: Grid
    narrower: tuple[Grid, ...]

    def shown(self, width: int) -> Grid:
        """Return the table for a page of a width."""
        if width >= WIDE and fits(self.wide, width):
            return self.wide
        return next((each for each in self.narrower if fits(each, width)), self.narrower[-1])


@dataclass(frozen=True, slots=True)
class Lines:
    """Labels with a text beside each; a line without a label goes on with the one above it.

    What `is_for_narrow` pages explains what their tables leave out.
    """

    rows: tuple[tuple[str, str], ...]
    is_for_narrow: bool = False


@dataclass(frozen=True, slots=True)
class Sentence:
    """A line of its own."""

    text: str


Block = Heading | Table | Lines | Sentence


@dataclass(frozen=True, slots=True)
class BlockPage:
    """What a page shows, in order; texts are escaped and masked where they are written.

    `title` and `subtitle` are a text on the left and one on the right. A blank line parts groups.
    """

    title: tuple[str, str]
    subtitle: tuple[str, str]
    groups: Sequence[Sequence[Block]]
    notes: Sequence[str] = ()
    source: Sequence[str] = ()


# As text.


def page_as_text(
    page: BlockPage, width: int | None, paint: Paint = plain_paint, *, rules: bool = False
) -> str:
    """Write a page for a terminal of a width."""
    room = width or file_width()
    head = [two_sided(*page.title, room, paint, "bold"), two_sided(*page.subtitle, room, paint)]
    parts = ["\n".join(filter(None, head))]
    for group in page.groups:
        shown = [block for block in group if room < WIDE or not _is_for_narrow(block)]
        if shown:
            blocks = [_block_as_text(block, room, paint, rules=rules) for block in shown]
            parts.append("\n".join(blocks))
    stamp = wrapped(", ".join(map(for_terminal, page.source)), room)
    notes = [wrapped(for_terminal(note), room) for note in page.notes]
    parts.append("\n".join(paint(line, "dim") for line in [*notes, stamp]))
    return "\n\n".join(parts) + "\n"


def _is_for_narrow(block: Block) -> bool:
    return isinstance(block, Lines) and block.is_for_narrow


def _toned(text: str, paint: Paint, tone: str) -> str:
    return paint(text, tone) if tone and text else text


def _block_as_text(block: Block, width: int, paint: Paint, *, rules: bool) -> str:
    if isinstance(block, Table):
        return grid_as_text(block.shown(width), width, paint, rules=rules)
    if isinstance(block, Lines):
        return _lines_as_text(block, width, paint)
    text = wrapped(for_terminal(block.text), width)
    tone = "bold" if isinstance(block, Heading) else ""
    return "\n".join(_toned(line, paint, tone) for line in text.split("\n"))


def _lines_as_text(block: Lines, width: int, paint: Paint) -> str:
    longest = max(cells(label) for label, _ in block.rows)
    lines = []
    for label, text in block.rows:
        space = " " * (longest - cells(label) + 2)
        beside = wrapped(for_terminal(text), max(width - longest - 2, 1))
        hanging = "\n" + " " * (longest + 2)
        lines.append(_toned(label, paint, "bold") + space + beside.replace("\n", hanging))
    return "\n".join(lines)


# As Markdown.


def page_as_markdown(page: BlockPage) -> str:
    """Write a page as Markdown: whole tables, and lines as a list."""
    name, account = page.title
    title = f"{name} ({account})" if account else name
    subtitle = ", ".join(filter(None, page.subtitle))
    parts = [f"## {for_markdown(title)}"]
    if subtitle:
        parts.append(for_markdown(subtitle))
    for group in page.groups:
        parts += [_block_as_markdown(block) for block in group]
    if page.notes:
        parts.append("\n".join(f"- {for_markdown(note)}" for note in page.notes))
    parts.append(source_as_markdown(page.source))
    return "\n\n".join(parts) + "\n"


def _block_as_markdown(block: Block) -> str:
    if isinstance(block, Table):
        return grid_as_markdown(block.wide)
    if isinstance(block, Heading):
        return f"{'#' * (block.level + 2)} {for_markdown(block.text)}"
    if isinstance(block, Sentence):
        return for_markdown(block.text)
    return "\n".join(_lines_as_items(block.rows))


def _lines_as_items(rows: Iterable[tuple[str, str]]) -> Iterator[str]:
    for label, text in rows:
        named = f"**{for_markdown(label)}:** " if label else ""
        indent = "" if label else "  "
        yield f"{indent}- {named}{for_markdown(text)}"


# As files.


def page_as_shown(page: BlockPage, language: Language) -> Shown:
    """Return a page in the form of files: whole tables, and lines."""
    blocks = [block for group in page.groups for block in group if not _is_for_narrow(block)]
    titles = titles_of(page.title, page.subtitle)
    return Shown(language, titles, list(map(_block_as_shown, blocks)), page.notes, page.source)


def _block_as_shown(block: Block) -> ShownPart:
    if isinstance(block, Table):
        return block.wide
    if isinstance(block, Heading):
        return Title(block.text)
    return Labelled(block.rows if isinstance(block, Lines) else (("", block.text),))


# A report in every format.


@dataclass(frozen=True, slots=True)
class BlockReport:
    """What is written as a page of blocks, as rows of CSV, or as JSON, whichever is asked for.

    `figures` are the amounts shown, which decide the unit unless one was asked for. `page` is told
    whether the page is for a terminal: in Markdown each inexact cell has its mark, since cells are
    copied one by one.
    """

    schema: str
    context: Context
    is_unit_fixed: bool
    figures: Sequence[Money]
    page: Callable[[FigureWriter, bool], BlockPage]
    rows: Callable[[], Rows]
    data: Callable[[], dict[str, Any]]

    def writer(self, format: str) -> Writer:
        """Return what writes the report in a format."""
        if format in SHOWN_FORMATS:
            language = self.context.style.language
            return AsShown(lambda: page_as_shown(self._page(is_terminal=False), language), format)

        def write(width: int | None = None, paint: Paint = plain_paint) -> str:
            if format == "json":
                return self._as_json()
            if format in {"csv", "csv-da"}:
                as_sheet = as_csv if format == "csv" else as_danish_csv
                return as_sheet(self.rows())
            if format == "md":
                return page_as_markdown(self._page(is_terminal=False))
            page = self._page(is_terminal=True)
            return page_as_text(page, width, paint, rules=width is not None)

        return write

    def _page(self, *, is_terminal: bool) -> BlockPage:
        """Return the page, in the unit asked for, else in one in which no figure is lost."""
        return self.page(self.figure_writer(), is_terminal)

    def figure_writer(self) -> FigureWriter:
        """Return what writes the figures of the page, in its unit."""
        style = self.context.style
        unit, amounts = style.unit, [money.ore for money in self.figures]
        if not self.is_unit_fixed:
            unit = fitting_unit(unit, amounts)
        return FigureWriter(with_all_digits(unit, amounts), style.language)

    def _as_json(self) -> str:
        return json_document(
            {
                "schema": self.schema,
                "provenance": provenance_data(self.context.provenance),
                "currency": self.context.currency,
                **self.data(),
                "findings": self.context.counts,
            }
        )


def dated(writer: FigureWriter, context: Context) -> str:
    """Return the date and the unit of a page, for its heading."""
    unit = unit_name(writer.unit, writer.language)
    return writer.say("as of", date=context.provenance.as_of, unit=unit)


def later(writer: FigureWriter, context: Context) -> str:
    """Return how many entries are later than the date and left out; nothing for none."""
    number = context.provenance.later
    if not number:
        return ""
    return writer.say("later entry" if number == 1 else "later entries", number=number)


def stamp(context: Context) -> list[str]:
    """Return where a page comes from; its date stands in the heading."""
    return source(replace(context.provenance, as_of=None), context.style)
