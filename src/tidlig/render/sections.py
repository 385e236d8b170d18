"""A page in sections: names with values, tables and lines, as text or as Markdown."""

import textwrap
from collections.abc import Sequence
from dataclasses import dataclass

from tidlig.model.personal import masked
from tidlig.model.texts import escaped
from tidlig.render.escaping import for_markdown, for_terminal
from tidlig.render.grid import Cell, Column, Grid, Row, grid_as_markdown, grid_as_text
from tidlig.render.report import source_as_markdown, two_sided, wrapped
from tidlig.render.shown import Labelled, Shown, Title, titles_of
from tidlig.render.shown import Part as ShownPart
from tidlig.render.style import Language
from tidlig.render.tables import Paint, Table, cells, file_width


@dataclass(frozen=True, slots=True)
class Pairs:
    """Names and values below one another, with some spaces between."""

    pairs: Sequence[tuple[str, str]]
    gap: int = 3


@dataclass(frozen=True, slots=True)
class Lines:
    """Lines of text; `is_written` says that they are masked and safe for a terminal already."""

    lines: Sequence[str]
    is_written: bool = False


@dataclass(frozen=True, slots=True)
class Section:
    """A part of a page, under a heading if it has one, and notes below it."""

    heading: str
    body: Pairs | Lines | Grid
    notes: Sequence[str] = ()


@dataclass(frozen=True, slots=True)
class SectionedPage:
    """A page: a title with a text at its right, a line below it, sections and where it is from."""

    title: tuple[str, str]
    subtitle: tuple[str, str]
    sections: Sequence[Section]
    source: Sequence[str]


def as_text(page: SectionedPage, width: int | None, paint: Paint) -> str:
    """Write a page for a terminal of a width."""
    room = width or file_width()
    head = [
        two_sided(*page.title, room, paint, "bold"),
        two_sided(*page.subtitle, room, paint),
    ]
    blocks = [
        "\n".join(filter(None, head)),
        *(_section(each, room, paint) for each in page.sections),
    ]
    stamp = wrapped(", ".join(map(for_terminal, page.source)), room)
    blocks.append(paint(stamp, "dim"))
    return "\n\n".join(block for block in blocks if block) + "\n"


def _section(section: Section, width: int, paint: Paint) -> str:
    lines = [paint(wrapped(for_terminal(section.heading), width), "bold")]
    match section.body:
        case Pairs() as pairs:
            body = _pairs(pairs, width)
        case Grid() as table:
            body = grid_as_text(table, width, paint)
        case Lines() as text:
            written = text.lines if text.is_written else map(for_terminal, text.lines)
            body = "\n".join(wrapped(line, width) for line in written)
    notes = (wrapped(for_terminal(note), width) for note in section.notes)
    return "\n".join([*(lines if section.heading else []), body, *notes])


def _pairs(pairs: Pairs, width: int) -> str:
    """Write names and values below one another, a long value over several lines."""
    safe = [(for_terminal(name), for_terminal(value)) for name, value in pairs.pairs]
    longest = max((cells(name) for name, _ in safe), default=0) + pairs.gap
    lines = []
    for name, value in safe:
        start = name + " " * (longest - cells(name))
        room = max(width, longest + 20)
        lines.append(
            textwrap.fill(
                value, room, initial_indent=start, subsequent_indent=" " * longest,
                break_long_words=False, break_on_hyphens=False,
            )
            or name
        )  # fmt: skip
    return "\n".join(lines)


def as_markdown(page: SectionedPage) -> str:
    """Write a page as Markdown: lists, and whole tables."""
    title = " ".join(filter(None, page.title))
    subtitle = ", ".join(filter(None, page.subtitle))
    blocks = [f"## {for_markdown(title)}", for_markdown(subtitle)]
    for section in page.sections:
        if section.heading:
            blocks.append(f"### {for_markdown(section.heading)}")
        blocks.append(_section_as_markdown(section))
        blocks.append("\n".join(f"- {for_markdown(note)}" for note in section.notes))
    blocks.append(source_as_markdown(page.source))
    return "\n\n".join(block for block in blocks if block) + "\n"


def _section_as_markdown(section: Section) -> str:
    match section.body:
        case Pairs(pairs, _):
            return "\n".join(
                f"- **{for_markdown(name)}:** {for_markdown(value)}" for name, value in pairs
            )
        case Grid() as table:
            return grid_as_markdown(table)
        case Lines(lines, _):
            return "\n".join(f"- {for_markdown(line)}" for line in lines)


def page_as_shown(page: SectionedPage, language: Language) -> Shown:
    """Return a page in the form of files: whole tables, and lines."""
    parts: list[ShownPart] = []
    for section in page.sections:
        if section.heading:
            parts.append(Title(section.heading))
        parts.append(_section_as_shown(section))
        if section.notes:
            parts.append(Labelled(tuple(("", note) for note in section.notes)))
    titles = titles_of(page.title, page.subtitle)
    return Shown(language, titles, parts, (), page.source)


def _section_as_shown(section: Section) -> ShownPart:
    match section.body:
        case Pairs(pairs, _):
            return Labelled(tuple(pairs))
        case Grid() as table:
            return table
        case Lines(lines, _):
            return Labelled(tuple(("", line) for line in lines))


def safe_lines(text: str) -> list[str]:
    """Return the lines of a text, masked as a whole and made safe for a terminal."""
    return [escaped(line) for line in masked(text).strip().splitlines()]


def one_line(text: str) -> str:
    """Write the line breaks of a text as escapes, for a cell in which they would be kept."""
    return text.replace("\n", r"\n") if "\n" in text else text


def grid_of(table: Table) -> Grid:
    """Return a table as a grid, whose words wrap."""
    columns = [Column(table.name, is_words=True)]
    columns += [
        Column(heading, is_words=number in table.words)
        for number, heading in enumerate(table.headings)
    ]
    rows = [
        Row(
            tuple(Cell(one_line(text)) for text in (row.name, *row.cells)),
            row.stands_out,
            row.indent,
        )
        for row in table.rows
    ]
    return Grid(tuple(columns), tuple(rows))
