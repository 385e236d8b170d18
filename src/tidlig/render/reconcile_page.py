"""A page in parts: heading, answer, tables with headings of their own, notes, and the source."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from tidlig.render.balance_answers import Answer
from tidlig.render.balance_page import answers_as_text
from tidlig.render.escaping import for_markdown, for_terminal
from tidlig.render.grid import Grid, fits, grid_as_markdown, grid_as_text
from tidlig.render.report import source_as_markdown, two_sided, wrapped
from tidlig.render.shown import Labelled, Shown, Title, titles_of
from tidlig.render.shown import Part as ShownPart
from tidlig.render.style import Language
from tidlig.render.tables import Paint, file_width, plain_paint


@dataclass(frozen=True, slots=True)
class Part:
    """Tables for the same figures, of which the first that fits is shown, under a heading."""

    grids: tuple[Grid, ...]
    heading: str = ""


@dataclass(frozen=True, slots=True)
class PartedPage:
    """What a page shows, in order; texts are escaped and masked where they are written.

    `title` and `subtitle` are a text on the left and one on the right.
    """

    title: tuple[str, str]
    subtitle: tuple[str, str]
    answers: Sequence[Answer]
    parts: Sequence[Part]
    notes: Sequence[str]
    source: Sequence[str]


def page_as_text(
    page: PartedPage, width: int | None, paint: Paint = plain_paint, *, rules: bool = False
) -> str:
    """Write a page for a terminal of a width, or for a pipe; `rules` are lines in tables."""
    room = width or file_width()
    blocks = [_heading(page, room, paint), answers_as_text(page.answers, room, paint)]
    for part in page.parts:
        if part.heading:
            blocks.append(paint(wrapped(for_terminal(part.heading), room), "bold"))
        fitting = [grid for grid in part.grids if fits(grid, room)]
        chosen = fitting[0] if fitting else _with_short_names(part.grids[-1], room)
        blocks.append(grid_as_text(chosen, room, paint, rules=rules))
    notes = [paint(wrapped(for_terminal(note), room), "dim") for note in page.notes]
    stamp = paint(wrapped(", ".join(map(for_terminal, page.source)), room), "dim")
    blocks.append("\n".join([*notes, stamp]))
    return "\n\n".join(block for block in blocks if block) + "\n"


def _with_short_names(grid: Grid, width: int) -> Grid:
    """Break the names of rows where a terminal ends, for a grid that is written as blocks."""
    rows = []
    for row in grid.rows:
        name, *figures = row.cells
        lines = (wrapped(line, width - row.indent) for line in name.text.split("\n"))
        rows.append(replace(row, cells=(replace(name, text="\n".join(lines)), *figures)))
    return replace(grid, rows=tuple(rows))


def _heading(page: PartedPage, width: int, paint: Paint) -> str:
    lines = [two_sided(*page.title, width, paint, "bold")]
    if any(page.subtitle):
        lines.append(two_sided(*page.subtitle, width, paint))
    return "\n".join(lines)


def page_as_markdown(page: PartedPage) -> str:
    """Write a page as Markdown: whole tables, the answer as a list."""
    name, account = page.title
    title = f"{name} ({account})" if account and any(page.subtitle) else name
    subtitle = " ".join(filter(None, page.subtitle)) or account
    blocks = [f"## {for_markdown(title)}", for_markdown(subtitle)]
    blocks.append("\n".join(map(_answer_as_markdown, page.answers)))
    for part in page.parts:
        if part.heading:
            blocks.append(f"### {for_markdown(part.heading)}")
        blocks.append(grid_as_markdown(part.grids[0]))
    blocks.append("\n".join(f"- {for_markdown(note)}" for note in page.notes))
    blocks.append(source_as_markdown(page.source))
    return "\n\n".join(block for block in blocks if block) + "\n"


def _answer_as_markdown(answer: Answer) -> str:
    return f"- **{for_markdown(answer.label)}:** {for_markdown(answer.text)}"


def page_as_shown(page: PartedPage, language: Language) -> Shown:
    """Return a page in the form of files: its widest tables under their headings."""
    parts: list[ShownPart] = []
    if page.answers:
        parts.append(Labelled(tuple((answer.label, answer.text) for answer in page.answers)))
    for part in page.parts:
        if part.heading:
            parts.append(Title(part.heading))
        parts.append(part.grids[0])
    titles = titles_of(page.title, page.subtitle)
    return Shown(language, titles, parts, page.notes, page.source)
