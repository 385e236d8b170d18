"""A whole reconciliation as text: the parts asked for, each a table with what is said of it."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from tidlig.arithmetic.reconciling import Reconciliation
from tidlig.ledger.provenance import Provenance
from tidlig.render import reconciliation_data, reconciliation_rows
from tidlig.render.accounts import accounts, sources_and_uses
from tidlig.render.balances import source_line, uncounted, wrapped
from tidlig.render.bridges import bridges
from tidlig.render.escaping import for_markdown, for_terminal
from tidlig.render.layout import Paint, Row, Table, as_text, plain_paint
from tidlig.render.markdown import as_table as as_markdown_table
from tidlig.render.shown import (
    Style,
    counts_without_accounts,
    is_rounded,
    with_all_digits,
)
from tidlig.render.statements import doubts, statements, summary


class Part(StrEnum):
    """A part of a reconciliation."""

    ACCOUNTS = "accounts"
    BRIDGE = "bridge"
    STATEMENTS = "statements"


@dataclass(frozen=True, slots=True)
class Report:
    """Everything that a report of a reconciliation is made of; no parts are all of them."""

    found: Reconciliation
    provenance: Provenance
    style: Style
    currency: str
    parts: tuple[Part, ...] = ()

    def has(self, part: Part) -> bool:
        """Tell whether a part is asked for."""
        return not self.parts or part in self.parts


@dataclass(frozen=True, slots=True)
class _Section:
    """A heading, a table, and lines below it."""

    heading: str
    table: Table
    notes: tuple[str, ...] = ()


def written(
    report: Report, format: str, width: int | None = None, paint: Paint | None = None
) -> str:
    """Write a reconciliation as a table, csv, csv-da, json or md; width and paint are for tables.

    JSON always has all parts.
    """
    style = replace(report.style, unit=with_all_digits(report.style.unit, report.found.balance))
    report = replace(report, style=style)
    if format == "json":
        return reconciliation_data.as_json(report.found, report.provenance, report.currency)
    if format in ("csv", "csv-da"):
        parts = frozenset(part.value for part in Part if report.has(part))
        return reconciliation_rows.as_csv(report.found, parts, danish=format == "csv-da")
    return (
        _as_markdown(report) if format == "md" else _as_table(report, width, paint or plain_paint)
    )


def _as_table(report: Report, width: int | None, paint: Paint) -> str:
    blocks = [paint(wrapped(_title(report), width), "bold")]
    for section in _sections(report):
        blocks.append(paint(section.heading, "bold"))
        blocks.append(as_text(section.table, width, paint))
        blocks += _lines(section.notes, lambda note: wrapped(for_terminal(note), width))
    blocks += _lines(_footnotes(report), lambda note: wrapped(for_terminal(note), width))
    blocks.append(paint(wrapped(source_line(report.provenance, report.style), width), "dim"))
    return "\n\n".join(blocks) + "\n"


def _as_markdown(report: Report) -> str:
    blocks = [f"**{for_markdown(_title(report))}**"]
    for section in _sections(report):
        blocks.append(f"### {for_markdown(section.heading)}")
        blocks.append(as_markdown_table(section.table))
        blocks += _lines(section.notes, lambda note: f"- {for_markdown(note)}")
    blocks += _lines(_footnotes(report), lambda note: f"- {for_markdown(note)}")
    blocks.append(f"<sub>{for_markdown(source_line(report.provenance, report.style))}</sub>")
    return "\n\n".join(blocks) + "\n"


def _sections(report: Report) -> Iterator[_Section]:
    """Give the parts asked for that have anything to show."""
    found, style = report.found, report.style
    if report.has(Part.ACCOUNTS) and found.accounts:
        yield _Section(style.word("accounts"), accounts(found.balance, found.accounts, style))
    if report.has(Part.ACCOUNTS) and found.funds:
        yield _Section(style.word("sources and uses"), sources_and_uses(found.funds, style))
    if report.has(Part.BRIDGE) and found.bridge:
        yield _Section(style.word("bridge"), bridges(found.bridge, style))
    if report.has(Part.STATEMENTS) and found.statements:
        notes = (summary(found.statements, style), *doubts(found.statements, style))
        yield _Section(style.word("statements"), statements(found.statements, style), notes)


def _title(report: Report) -> str:
    style = report.style
    parts = [style.word("reconciliation")]
    if report.parts != (Part.STATEMENTS,):
        parts.append(style.unit.label)
    if report.provenance.as_of:
        parts.append(f"{style.word('as of')} {report.provenance.as_of}")
    if any("ca. " in text for table in _tables(report) for row in table for text in row.cells):
        parts.append(style.word("inexact"))
    return ", ".join(parts)


def _tables(report: Report) -> Iterator[tuple[Row, ...]]:
    return (section.table.rows for section in _sections(report))


def _footnotes(report: Report) -> Iterator[str]:
    balance, style = report.found.balance, report.style
    if next(_sections(report), None) is None:
        yield style.word("nothing")
    if not (report.has(Part.ACCOUNTS) or report.has(Part.BRIDGE)):
        return
    if is_rounded(balance, style.unit):
        yield style.word("rounding")
    if report.has(Part.ACCOUNTS) and counts_without_accounts(balance):
        yield style.word("without accounts, difference")
    if balance.cut_spans:
        yield style.word("outside")
    yield from uncounted(balance, style)


def _lines(notes: Sequence[str] | Iterator[str], written: Callable[[str], str]) -> list[str]:
    lines = [written(note) for note in notes]
    return ["\n".join(lines)] if lines else []
