"""What templates are filled with: a note as plain texts, lists and tables.

Texts are masked, and have the marks of footnotes in them, which `word_footnotes.py` turns into
footnotes of Word. What would be a tag of a template is parted by a sign that is taken out again.
"""

import re
from collections.abc import Iterator
from typing import Any

from tidlig.documents.note.contents import (
    Block,
    Items,
    Note,
    Paragraph,
    Section,
    Table,
    mark,
    without_marks,
    written,
)
from tidlig.render.escaping import for_document

PARTING = "\ue002"
"""Stands within what would be a tag, so that no filling of a template takes it for one."""

_TAG = re.compile("(?<=[{}%#_])(?=[{}%#_])")


def template_data(note: Note) -> dict[str, Any]:
    """Return all that a template can name."""
    return {
        "language": note.language,
        "title": _text(note.title),
        "dated": _text(note.dated),
        "signed": _text(note.signed),
        "date": _plain(note.date),
        "program": _plain(note.program),
        "account": _plain(note.account),
        "prepared_by": _plain(note.prepared_by),
        "approved_by": _plain(note.approved_by),
        "sections": list(map(_section, note.sections)),
        "sources_heading": _text(note.sources_heading),
        "sources": [
            {
                "number": footnote.number,
                "text": _plain(f"{'; '.join(text for text, _ in footnote.sources)}."),
                "entries": _plain(footnote.entries),
            }
            for footnote in note.footnotes
        ],
        "stamp": [_plain(line) for line in note.stamp],
    }


def _section(section: Section) -> dict[str, Any]:
    return {"heading": _text(section.heading), "blocks": list(map(_block, section.blocks))}


def _block(block: Block) -> dict[str, Any]:
    match block:
        case Paragraph():
            return {"kind": "paragraph", "lead": _text(block.lead), "text": _text(block.text)}
        case Items():
            return {"kind": "list", "points": list(map(_text, block.items))}
        case Table():
            return {
                "kind": "table",
                "caption": _text(block.caption),
                "columns": [
                    {"heading": _text(column.heading), "is_words": column.is_words}
                    for column in block.columns
                ],
                "rows": list(_rows(block)),
            }


def _rows(table: Table) -> Iterator[dict[str, Any]]:
    for row in table.rows:
        pairs = zip(row.cells, table.columns, strict=True)
        cells = [{"text": _text(cell), "is_words": column.is_words} for cell, column in pairs]
        yield {"is_total": row.stands_out, "cells": cells}


def _text(text: str) -> str:
    """Mask a text between its marks, and part what would be a tag."""
    return written(text, _plain, mark)


def _plain(text: str) -> str:
    return _TAG.sub(PARTING, without_marks(str(for_document(text))))
