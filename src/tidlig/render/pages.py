"""A report as a page of text or Markdown: its title, what it shows, footnotes, where it is from."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from tidlig.ledger.provenance import Provenance
from tidlig.model.texts import Identifier, Verbatim
from tidlig.render.escaping import for_markdown, for_terminal
from tidlig.render.layout import Paint, Table, as_text, plain_paint
from tidlig.render.shown import Style


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


def as_table(page: Page, style: Style, width: int | None = None, paint: Paint = plain_paint) -> str:
    """Write a page for a terminal of some width, or as wide as it needs."""
    title = wrapped(for_terminal(page.title), width)
    blocks = [] if page.table is None else [as_text(page.table, width, paint)]
    blocks += _block(wrapped(for_terminal(note), width) for note in page.table_notes)
    for section in page.sections:
        heading = for_terminal(section.heading)
        blocks += [paint(heading, "bold"), as_text(section.table, width, paint)]
        blocks += _block(wrapped(for_terminal(note), width) for note in section.notes)
    body = "\n\n".join(blocks) or style.word(page.nothing)
    notes = [wrapped(for_terminal(note), width) for note in page.notes]
    source = wrapped(", ".join(map(for_terminal, page.source)), width)
    return _joined(paint(title, "bold"), body, notes, paint(source, "dim"))


def as_markdown(page: Page, style: Style) -> str:
    """Write a page as Markdown, for a note or a pull request."""
    from tidlig.render import markdown

    blocks = [] if page.table is None else [markdown.as_table(page.table)]
    blocks += _block(f"- {for_markdown(note)}" for note in page.table_notes)
    for section in page.sections:
        blocks += [f"### {for_markdown(section.heading)}", markdown.as_table(section.table)]
        blocks += _block(f"- {for_markdown(note)}" for note in section.notes)
    body = "\n\n".join(blocks) or style.word(page.nothing)
    notes = [f"- {for_markdown(note)}" for note in page.notes]
    title = f"**{for_markdown(page.title)}**"
    return _joined(title, body, notes, source_as_markdown(page.source))


def wrapped(text: str, width: int | None) -> str:
    """Break a line of words where a terminal ends; a name or figure is never broken."""
    if width is None:
        return text
    import textwrap

    return textwrap.fill(text, width, break_long_words=False, break_on_hyphens=False)


def source(provenance: Provenance, style: Style) -> list[str]:
    """Say where a report comes from, in parts of one line."""
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
    """Give lines as one block; none where there are no lines."""
    text = "\n".join(lines)
    return [text] if text else []
