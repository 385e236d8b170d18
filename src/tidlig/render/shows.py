"""One entry for people: what it is, its figures, what hangs on it, and where it comes from."""

import textwrap
from collections.abc import Iterator
from dataclasses import dataclass

from tidlig.arithmetic.citing import Cited
from tidlig.arithmetic.dossier import Dossier, Part
from tidlig.arithmetic.lookup import known_as
from tidlig.ledger.authorship import Standing
from tidlig.ledger.checked import Checked
from tidlig.ledger.places import Places
from tidlig.model.personal import masked
from tidlig.model.register import Source, Statement
from tidlig.model.texts import Identifier, escaped
from tidlig.render import findings
from tidlig.render.entries import address, id_of, keys, text
from tidlig.render.escaping import for_terminal
from tidlig.render.layout import Paint, Table, as_text, cells, plain_paint
from tidlig.render.pages import source, wrapped
from tidlig.render.pools import facts
from tidlig.render.reports import Context
from tidlig.render.show_parts import (
    FEW,
    amounts,
    figures_table,
    movements_table,
    part_table,
)
from tidlig.render.shown import Style, is_rounded, title, with_all_digits
from tidlig.render.statements import told


@dataclass(frozen=True, slots=True)
class Shown:
    """Everything that is told of one entry."""

    dossier: Dossier
    standing: Standing
    concerning: Checked
    places: Places


def as_page(
    shown: Shown,
    context: Context,
    *,
    every: bool = False,
    width: int | None = None,
    paint: Paint = plain_paint,
) -> str:
    """Write one entry for a terminal of some width; with `every`, every row of every part."""
    style = with_all_digits(context.style, amounts(shown.dossier))
    page = _Page(style, width, paint)
    blocks = [
        _heading(shown, page),
        _keys(shown, page),
        *_figures(shown.dossier, context, page),
        *_parts(shown.dossier, page, None if every else FEW),
        *_sources(shown.dossier, page),
        *_note(shown, page),
        *_findings(shown, page),
        style.word("rounding") if is_rounded(amounts(shown.dossier), style.unit) else "",
        "\n".join(_last_commit(shown.standing, page)),
        paint(_source(context, page), "dim"),
    ]
    return "\n\n".join(block for block in blocks if block) + "\n"


def _source(context: Context, page: "_Page") -> str:
    parts = source(context.provenance, page.style)
    return wrapped(", ".join(map(for_terminal, parts)), page.width)


@dataclass(frozen=True, slots=True)
class _Page:
    """How an entry is written: the style of figures, the width and the colours."""

    style: Style
    width: int | None
    paint: Paint

    def section(self, title: str, body: str) -> str:
        return f"{self.paint(wrapped(for_terminal(title), self.width), 'bold')}\n{body}"

    def table(self, table: Table) -> str:
        return as_text(table, self.width, self.paint)

    def pairs(self, pairs: list[tuple[str, str]]) -> str:
        """Write names and values below one another, a long value over several lines."""
        safe = [(for_terminal(name), value) for name, value in pairs]
        room = max((cells(name) for name, _ in safe), default=0) + 2
        lines = []
        for name, value in safe:
            start = name + " " * (room - cells(name))
            lines.append(self.hanging(start, for_terminal(value), " " * room))
        return "\n".join(lines)

    def hanging(self, start: str, value: str, indent: str) -> str:
        if self.width is None:
            return start + value
        return textwrap.fill(
            value, self.width, initial_indent=start, subsequent_indent=indent,
            break_long_words=False, break_on_hyphens=False,
        )  # fmt: skip


def _heading(shown: Shown, page: _Page) -> str:
    entry, style = shown.dossier.entry, page.style
    name = known_as(entry)
    line = f":{shown.standing.line}" if shown.standing.line else ""
    what = f"{style.word(entry.kind)} {entry.address}, {shown.standing.file}{line}"
    if isinstance(address(entry), Identifier):
        what = Identifier(what)
    lines = [
        page.paint(
            wrapped(for_terminal(name or address(entry)), page.width),
            "bold",
        )
    ]
    lines.append(wrapped(for_terminal(what), page.width))
    if not shown.dossier.counts:
        lines.append(style.word("later"))
    return "\n".join(lines)


def _keys(shown: Shown, page: _Page) -> str:
    pairs = [(key, text(value)) for key, value in keys(shown.dossier.entry)]
    held = shown.dossier.held
    return page.pairs(pairs if held is None else [*pairs, *told(held, page.style)])


def _figures(dossier: Dossier, context: Context, page: _Page) -> Iterator[str]:
    style = page.style
    found = figures_table(dossier, style) or movements_table(dossier.movements, style)
    told = facts(dossier.pool, style) if dossier.pool else []
    others = [address for address in dossier.unknown if address != dossier.entry.address]
    if dossier.is_unknown and found is None:
        told = [*told, (style.word("amount"), style.word("not stated"))]
    if found is None and not told and not others:
        return
    head = title(style.word("figures"), style, context.provenance.as_of, amounts(dossier))
    body = [*([page.table(found)] if found else []), *([page.pairs(told)] if told else [])]
    if others:
        said = f"{style.word('unknown')}: {', '.join(others)}"
        body.append(wrapped(for_terminal(said), page.width))
    yield page.section(head, "\n".join(body))


def _parts(dossier: Dossier, page: _Page, few: int | None) -> Iterator[str]:
    for part in dossier.parts:
        head = f"{page.style.word(f'every {part.what}')} ({len(part.rows)})"
        body = page.table(part_table(dossier, part, page.style, few))
        yield page.section(head, body + _rest(dossier, part, page, few))


def _rest(dossier: Dossier, part: Part, page: _Page, few: int | None) -> str:
    """Say how many rows are left out, and how to see them."""
    if few is None or len(part.rows) <= few:
        return ""
    command = f"tidlig show {dossier.entry.address} --all"
    more = page.style.word("more").format(number=len(part.rows) - few, command=command)
    return "\n" + wrapped(for_terminal(more), page.width)


def _sources(dossier: Dossier, page: _Page) -> Iterator[str]:
    if dossier.sources:
        lines = [(id_of(cited.source), _cited(dossier, cited, page)) for cited in dossier.sources]
        yield page.section(page.style.word("every source"), page.pairs(lines))


def _cited(dossier: Dossier, cited: Cited, page: _Page) -> str:
    """Write a source: its title, publisher, dates, reference and address, and the locator."""
    entry = dossier.entry
    locator = entry.locator if isinstance(entry, Statement) else None
    parts = [*reference(cited.source), locator]
    if cited.inherited is not None:
        parts.append(page.style.word("inherited from").format(entry=cited.inherited.address))
    return ", ".join(filter(None, parts))


def reference(source: Source) -> list[str | None]:
    """Give what leads to a document: title, publisher, date, reference, address and file."""
    date = str(source.date) if source.date else None
    return [source.title, source.publisher, date, source.reference, source.url, source.file]


def _note(shown: Shown, page: _Page) -> Iterator[str]:
    note = shown.dossier.entry.note
    if note:
        lines = (wrapped(escaped(line), page.width) for line in masked(note).strip().splitlines())
        yield page.section(page.style.word("note"), "\n".join(lines))


def _findings(shown: Shown, page: _Page) -> Iterator[str]:
    told = findings.as_concise(list(shown.concerning.findings), shown.places).splitlines()
    told += [findings.accepted(each, shown.places) for each in shown.concerning.accepted]
    if told:
        lines = (wrapped(line, page.width) for line in told)
        yield page.section(page.style.word("findings"), "\n".join(lines))


def _last_commit(standing: Standing, page: _Page) -> Iterator[str]:
    """Tell of the last commit to the entry's lines, and of changes after it."""
    commit = standing.commit
    told = []
    if commit is not None:
        made = (commit.id[:10], str(commit.date or ""), commit.author)
        told.append(f"{', '.join(filter(None, made))}: {commit.subject}")
    if standing.lost is not None:
        told.append(page.style.word(f"last commit, {standing.lost}"))
    if standing.changed:
        told.append(page.style.word("uncommitted"))
    if told:
        said = f"{page.style.word('last commit')}: {'; '.join(told)}"
        yield wrapped(for_terminal(said), page.width)
