"""A note as one HTML file: no script, nothing from outside, footnotes with links back and forth."""

import base64
import hashlib
import html
from collections import Counter
from collections.abc import Iterable, Iterator

from tidlig.documents.note.contents import (
    Block,
    Column,
    Footnote,
    Items,
    Note,
    Paragraph,
    Row,
    Section,
    Table,
    written,
)
from tidlig.render.escaping import for_html
from tidlig.render.sentences import sentence

_STYLE = """
:root { color-scheme: light dark; --page: #fff; --text: #1a1a1a; --line: #767676;
  --quiet: #595959; --link: #0b4f9e; }
@media (prefers-color-scheme: dark) {
  :root { --page: #17191c; --text: #e8e8e8; --line: #8c8c8c; --quiet: #b3b3b3; --link: #8ab8f5; } }
html { background: var(--page); color: var(--text); }
body { font: 1rem/1.5 system-ui, sans-serif; max-width: 50rem; margin: 2rem auto; padding: 0 1rem;
  overflow-wrap: break-word; }
h1 { font-size: 1.6rem; line-height: 1.25; } h2 { font-size: 1.2rem; margin-top: 2rem; }
a { color: var(--link); } sup { line-height: 0; } sup a { padding: 0 .15em; }
.table { overflow-x: auto; margin: 1.25rem 0; }
table { border-collapse: collapse; font-size: .9rem; }
caption { text-align: left; font-style: italic; padding-bottom: .4rem; }
th, td { padding: .2rem .6rem; text-align: left; vertical-align: top; }
thead th { border-bottom: 1px solid var(--line); vertical-align: bottom; }
tbody th { font-weight: normal; } .n { text-align: right; } td.n { white-space: nowrap; }
.total > * { font-weight: bold; border-top: 1px solid var(--line); }
.signed { margin-bottom: 2rem; } .sources, .stamp { font-size: .85rem; }
.sources li { margin: .3rem 0; overflow-wrap: anywhere; } .stamp { color: var(--quiet); }
@media print { body { max-width: none; margin: 0; } a { color: inherit; text-decoration: none; }
  tr, li { break-inside: avoid; } h2 { break-after: avoid; } .table { overflow: visible; } }
"""


def note_as_html(note: Note) -> str:
    """Write a note."""
    return _Page(note).text()


class _Page:
    """Writes a page, and counts from how many places each footnote is referred to."""

    def __init__(self, note: Note) -> None:
        self.note = note
        self.places: Counter[int] = Counter()

    def text(self) -> str:
        note = self.note
        body = [f"<h1>{self._text(note.title)}</h1>", f"<p>{self._text(note.dated)}</p>"]
        body.append(f'<p class="signed">{self._text(note.signed)}</p>')
        for section in note.sections:
            body += self._section(section)
        if note.footnotes:
            body += self._sources(note.footnotes)
        body += [f'<p class="stamp">{for_html(line)}</p>' for line in note.stamp]
        return "\n".join([*self._head(), *body, "</main>", "</body>", "</html>", ""])

    def _head(self) -> Iterator[str]:
        digest = base64.b64encode(hashlib.sha256(_STYLE.encode()).digest()).decode()
        policy = f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'"
        yield "<!DOCTYPE html>"
        yield f'<html lang="{self.note.language}">'
        yield "<head>"
        yield '<meta charset="utf-8">'
        yield f'<meta http-equiv="Content-Security-Policy" content="{policy}">'
        yield '<meta name="viewport" content="width=device-width, initial-scale=1">'
        yield '<meta name="referrer" content="no-referrer">'
        yield f"<title>{for_html(self.note.title)}</title>"
        yield f"<style>{_STYLE}</style>"
        yield "</head>"
        yield "<body>"
        yield "<main>"

    def _text(self, text: str) -> str:
        return written(text, for_html, self._reference)

    def _reference(self, number: int) -> str:
        """Write the mark of a footnote, with a place that the footnote leads back to."""
        self.places[number] += 1
        place = f"ref-{number}-{self.places[number]}"
        return f'<sup><a href="#note-{number}" id="{place}" role="doc-noteref">{number}</a></sup>'

    def _section(self, section: Section) -> Iterator[str]:
        yield f"<h2>{self._text(section.heading)}</h2>"
        for block in section.blocks:
            yield from self._block(block)

    def _block(self, block: Block) -> Iterator[str]:
        match block:
            case Paragraph():
                lead = f"<em>{self._text(block.lead)}</em> " if block.lead else ""
                yield f"<p>{lead}{self._text(block.text)}</p>"
            case Items():
                yield "<ul>"
                yield from (f"<li>{self._text(item)}</li>" for item in block.items)
                yield "</ul>"
            case Table():
                yield from self._table(block)

    def _table(self, table: Table) -> Iterator[str]:
        label = written(table.caption, for_html, lambda _: "")
        yield f'<div class="table" role="region" aria-label="{label}" tabindex="0"><table>'
        yield f"<caption>{self._text(table.caption)}</caption>"
        headings = "".join(map(self._heading, table.columns))
        yield f"<thead><tr>{headings}</tr></thead>"
        yield "<tbody>"
        yield from (self._row(row, table.columns) for row in table.rows)
        yield "</tbody></table></div>"

    def _heading(self, column: Column) -> str:
        if not column.heading:
            return "<td></td>"
        side = "" if column.is_words else ' class="n"'
        return f'<th scope="col"{side}>{self._text(column.heading)}</th>'

    def _row(self, row: Row, columns: Iterable[Column]) -> str:
        cells = []
        named = _name_at(row)
        for at, (cell, column) in enumerate(zip(row.cells, columns, strict=True)):
            side = "" if column.is_words else ' class="n"'
            tag = 'th scope="row"' if at == named else "td"
            cells.append(f"<{tag}{side}>{self._text(cell)}</{tag[:2]}>")
        total = ' class="total"' if row.stands_out else ""
        return f"<tr{total}>{''.join(cells)}</tr>"

    def _sources(self, footnotes: Iterable[Footnote]) -> Iterator[str]:
        yield f"<h2>{for_html(self.note.sources_heading)}</h2>"
        yield '<ol class="sources">'
        for footnote in footnotes:
            sources = "; ".join(_source(*each) for each in footnote.sources)
            text = f"{sources}. {for_html(footnote.entries)}."
            back = " ".join(self._back(footnote.number))
            yield f'<li id="note-{footnote.number}">{text} {back}</li>'
        yield "</ol>"

    def _back(self, number: int) -> Iterator[str]:
        """Yield a link to each place that refers to a footnote."""
        label = sentence("note back", "da" if self.note.language == "da" else "en")
        for place in range(1, self.places[number] + 1):
            yield (
                f'<a href="#ref-{number}-{place}" role="doc-backlink" '
                f'aria-label="{label} {number}.{place}">↑{place}</a>'
            )


def _name_at(row: Row) -> int:
    """Return which cell names a row: the first that has anything."""
    return next((at for at, cell in enumerate(row.cells) if cell), 0)


def _source(text: str, url: str | None) -> str:
    if url is None:
        return for_html(text)
    return f'<a href="{html.escape(url)}" rel="noreferrer">{for_html(text)}</a>'
