"""A whole balance report as text: its heading, table, footnotes and where it comes from."""

import textwrap
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from tidlig.arithmetic.balancing import Balance
from tidlig.ledger.provenance import Provenance
from tidlig.model.notation import kroner
from tidlig.model.personal import masked
from tidlig.render.balance_detail import detail
from tidlig.render.balance_table import headings_of, overview
from tidlig.render.escaping import for_markdown, for_terminal
from tidlig.render.layout import Paint, Table, as_text, plain_paint
from tidlig.render.markdown import as_table as as_markdown_table
from tidlig.render.shown import (
    ESTIMATE,
    Style,
    counts_without_accounts,
    is_inexact,
    is_rounded,
)


@dataclass(frozen=True, slots=True)
class Layout:
    """What a balance shows: the overview, or lines in detail, by chosen headings."""

    in_detail: bool = False
    columns: tuple[str, ...] = ()


def as_table(
    balance: Balance,
    provenance: Provenance,
    style: Style,
    layout: Layout,
    width: int | None = None,
    paint: Paint = plain_paint,
) -> str:
    """Write a balance for a terminal of some width, or as wide as it needs."""
    table = _table(balance, style, layout)
    title = wrapped(_title(balance, provenance, style, layout), width)
    body = as_text(table, width, paint) if balance.lines else style.word("nothing")
    notes = [wrapped(for_terminal(note), width) for note in _notes(balance, table, style)]
    source = wrapped(source_line(provenance, style), width)
    return "\n\n".join([paint(title, "bold"), body, *_joined(notes), paint(source, "dim")]) + "\n"


def wrapped(text: str, width: int | None) -> str:
    """Break a line of words where a terminal ends; a name or figure is never broken."""
    if width is None:
        return text
    return textwrap.fill(text, width, break_long_words=False, break_on_hyphens=False)


def as_markdown(balance: Balance, provenance: Provenance, style: Style, layout: Layout) -> str:
    """Write a balance as Markdown, for a note or a pull request."""
    table = _table(balance, style, layout)
    body = as_markdown_table(table) if balance.lines else style.word("nothing")
    notes = [f"- {for_markdown(note)}" for note in _notes(balance, table, style)]
    title = f"**{for_markdown(_title(balance, provenance, style, layout))}**"
    source = f"<sub>{for_markdown(source_line(provenance, style))}</sub>"
    return "\n\n".join([title, body, *_joined(notes), source]) + "\n"


def source_line(provenance: Provenance, style: Style) -> str:
    """Say in one line where a report comes from."""
    parts = [provenance.ledger]
    if provenance.revision:
        changes = f" {style.word('with changes')}" if provenance.dirty else ""
        parts.append(f"{provenance.revision[:10]}{changes}")
    if provenance.as_of:
        parts.append(f"{style.word('as of')} {provenance.as_of}")
    return for_terminal(", ".join([*parts, f"tidlig {provenance.tool}"]))


def _table(balance: Balance, style: Style, layout: Layout) -> Table:
    if layout.in_detail or layout.columns:
        return detail(balance, style, layout.columns)
    return overview(balance, style)


def _title(balance: Balance, provenance: Provenance, style: Style, layout: Layout) -> str:
    """Head the report with what it shows, its unit and date, and what ca. means where it is."""
    in_detail = layout.in_detail or layout.columns
    by_year = f"{headings_of(balance)[0]} by year"
    parts = [style.word("balance" if in_detail else by_year), style.unit.label]
    if provenance.as_of:
        parts.append(f"{style.word('as of')} {provenance.as_of}")
    if is_inexact(balance):
        parts.append(style.word("inexact"))
    return ", ".join(parts)


def _joined(notes: Sequence[str]) -> list[str]:
    return ["\n".join(notes)] if notes else []


def _notes(balance: Balance, table: Table, style: Style) -> Iterator[str]:
    """Give the footnotes that the table needs, and what it leaves out."""
    if any(ESTIMATE in text for row in table.rows for text in row.cells):
        yield style.word("estimate")
    if is_rounded(balance, style.unit):
        yield style.word("rounding")
    if style.word("underspend") in table.headings and counts_without_accounts(balance):
        yield style.word("without accounts")
    if balance.cut_spans:
        yield style.word("outside")
    yield from uncounted(balance, style)


def uncounted(balance: Balance, style: Style) -> Iterator[str]:
    """Say what no figure has in it: amounts a year without an end, and unknown amounts."""
    for program, money in balance.open:
        a_year = style.word("a year").format(year=program.years.first)
        yield f"{masked(program.id, of_file=True)}: {kroner(money)} {a_year}"
    if balance.unknown:
        entries = ", ".join(f"{entry.address} ({program})" for entry, program in balance.unknown)
        yield f"{style.word('unknown')}: {masked(entries)}"
