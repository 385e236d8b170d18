"""A note as Markdown, with footnotes (`[^1]`) as GitHub, GitLab and pandoc know them."""

from collections.abc import Iterator

from tidlig.documents.note.contents import (
    Block,
    Footnote,
    Items,
    Note,
    Paragraph,
    Row,
    Table,
    written,
)
from tidlig.render.escaping import for_markdown


def note_as_markdown(note: Note) -> str:
    """Write a note."""
    blocks = [f"# {_text(note.title)}", _text(note.dated), _text(note.signed)]
    for section in note.sections:
        blocks.append(f"## {_text(section.heading)}")
        blocks += map(_block, section.blocks)
    if note.footnotes:
        blocks.append(f"## {_text(note.sources_heading)}")
        blocks.append("\n".join(map(_footnote, note.footnotes)))
    blocks += map(for_markdown, note.stamp)
    return "\n\n".join(blocks) + "\n"


def _text(text: str) -> str:
    return written(text, for_markdown, lambda number: f"[^{number}]")


def _block(block: Block) -> str:
    match block:
        case Paragraph():
            lead = f"*{_text(block.lead)}* " if block.lead else ""
            return lead + _text(block.text)
        case Items():
            return "\n".join(f"- {_text(item)}" for item in block.items)
        case Table():
            return "\n".join(_table(block))


def _table(table: Table) -> Iterator[str]:
    yield f"*{_text(table.caption)}*\n"
    yield _line(_text(column.heading) for column in table.columns)
    yield _line(":--" if column.is_words else "--:" for column in table.columns)
    yield from map(_row, table.rows)


def _row(row: Row) -> str:
    cells = [_text(cell) for cell in row.cells]
    return _line(f"**{cell}**" if row.stands_out and cell else cell for cell in cells)


def _line(cells: "Iterator[str] | map[str]") -> str:
    return f"| {' | '.join(cells)} |"


def _footnote(footnote: Footnote) -> str:
    sources = [
        f"[{for_markdown(text)}](<{url}>)" if url else for_markdown(text)
        for text, url in footnote.sources
    ]
    return f"[^{footnote.number}]: {'; '.join(sources)}. {for_markdown(footnote.entries)}."
