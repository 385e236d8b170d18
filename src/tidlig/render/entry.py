"""The report on one entry: what it is, its figures, its dependents, and where it comes from.

Of a long list of dependents, the first rows are shown with the sums of all; JSON has every row.
"""

import textwrap
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from tidlig.arithmetic.entry_report import EntryReport, Part
from tidlig.arithmetic.related import Cited, display_name
from tidlig.ledger.authorship import Authorship
from tidlig.ledger.check_result import CheckResult
from tidlig.ledger.places import Places
from tidlig.model.entry import Entry
from tidlig.model.personal import masked
from tidlig.model.records import Statement
from tidlig.model.texts import Identifier, Verbatim, escaped
from tidlig.render import entry_tables, findings, pools, statements
from tidlig.render.escaping import for_terminal
from tidlig.render.report import Context, json_document, provenance_data, source, wrapped
from tidlig.render.style import Style, is_rounded, title, with_all_digits
from tidlig.render.tables import Paint, Table, as_text, cells, plain_paint
from tidlig.render.values import address, data, id_of, inexact, keys, text

SCHEMA = "tidlig.show/1"

_SHORT = 10
"""So many digits of a commit's id are shown."""


@dataclass(frozen=True, slots=True)
class EntryContent:
    """Everything that is reported of one entry."""

    report: EntryReport
    standing: Authorship
    checked: CheckResult
    places: Places


def as_page(
    content: EntryContent,
    context: Context,
    *,
    every: bool = False,
    width: int | None = None,
    paint: Paint = plain_paint,
) -> str:
    """Write one entry for a terminal of some width; with `every`, every row of every part."""
    report = content.report
    amounts = entry_tables.amounts(report)
    style = with_all_digits(context.style, amounts)
    page = _Page(style, width, paint)
    blocks = [
        _heading(content, page),
        _keys(report, page),
        *_figures(report, context, page),
        *_parts(report, page, None if every else entry_tables.FEW),
        *_sources(report, page),
        *_note(report.entry, page),
        *_findings(content, page),
    ]
    if is_rounded(amounts, style.unit):
        blocks.append(style.word("rounding"))
    blocks += _last_commit(content.standing, page)
    provenance = ", ".join(map(for_terminal, source(context.provenance, style)))
    blocks.append(paint(wrapped(provenance, width), "dim"))
    return "\n\n".join(block for block in blocks if block) + "\n"


@dataclass(frozen=True, slots=True)
class _Page:
    """How an entry is written: the style of figures, the width and the colours."""

    style: Style
    width: int | None
    paint: Paint

    def line(self, text: str) -> str:
        return wrapped(for_terminal(text), self.width)

    def section(self, title: str, body: str) -> str:
        return f"{self.paint(self.line(title), 'bold')}\n{body}"

    def table(self, table: Table) -> str:
        return as_text(table, self.width, self.paint)

    def pairs(self, pairs: list[tuple[str, str]]) -> str:
        """Write names and values below one another, a long value over several lines."""
        safe = [(for_terminal(name), for_terminal(value)) for name, value in pairs]
        room = max((cells(name) for name, _ in safe), default=0) + 2
        lines = []
        for name, value in safe:
            start = name + " " * (room - cells(name))
            lines.append(self.hanging(start, value, " " * room))
        return "\n".join(lines)

    def hanging(self, start: str, value: str, indent: str) -> str:
        if self.width is None:
            return start + value
        return textwrap.fill(
            value, self.width, initial_indent=start, subsequent_indent=indent,
            break_long_words=False, break_on_hyphens=False,
        )  # fmt: skip


def _heading(content: EntryContent, page: _Page) -> str:
    entry, standing = content.report.entry, content.standing
    place = f"{standing.file}:{standing.line}" if standing.line else standing.file
    what = f"{page.style.word(entry.kind)} {entry.address}, {place}"
    if isinstance(address(entry), Identifier):
        what = Identifier(what)
    name = page.line(display_name(entry) or address(entry))
    lines = [page.paint(name, "bold"), page.line(what)]
    if not content.report.counts:
        lines.append(page.style.word("later"))
    return "\n".join(lines)


def _keys(report: EntryReport, page: _Page) -> str:
    pairs = [(key, text(value)) for key, value in keys(report.entry)]
    if report.held is not None:
        pairs += statements.facts(report.held, page.style)
    return page.pairs(pairs)


def _figures(report: EntryReport, context: Context, page: _Page) -> Iterator[str]:
    """The section of figures, if there is anything to put in it."""
    style = page.style
    blocks = [*_figure_blocks(report, page), *_others_unknown(report, page)]
    if blocks:
        as_of = context.provenance.as_of
        head = title(style.word("figures"), style, as_of, entry_tables.amounts(report))
        yield page.section(head, "\n".join(blocks))


def _figure_blocks(report: EntryReport, page: _Page) -> Iterator[str]:
    style = page.style
    table = entry_tables.figures_table(report, style)
    table = table or entry_tables.movements_table(report.movements, style)
    pairs = [] if report.pool is None else pools.facts(report.pool, style)
    if table is not None:
        yield page.table(table)
    elif report.is_unknown:
        pairs.append((style.word("amount"), style.word("not stated")))
    if pairs:
        yield page.pairs(pairs)


def _others_unknown(report: EntryReport, page: _Page) -> Iterator[str]:
    """Name the other entries whose amounts are unknown."""
    others = [address for address in report.unknown if address != report.entry.address]
    if others:
        yield page.line(f"{page.style.word('unknown')}: {', '.join(others)}")


def _parts(report: EntryReport, page: _Page, few: int | None) -> Iterator[str]:
    for part in report.parts:
        head = f"{page.style.word(f'every {part.what}')} ({len(part.rows)})"
        table = page.table(entry_tables.part_table(report, part, page.style, few))
        yield page.section(head, "\n".join([table, *_rest(report, part, page, few)]))


def _rest(report: EntryReport, part: Part, page: _Page, few: int | None) -> Iterator[str]:
    """Say how many rows are left out, and how to see them."""
    if few is not None and len(part.rows) > few:
        command = f"tidlig show {report.entry.address} --all"
        number = len(part.rows) - few
        yield page.line(page.style.word("more").format(number=number, command=command))


def _sources(report: EntryReport, page: _Page) -> Iterator[str]:
    if report.sources:
        pairs = [(id_of(cited.source), _cited(report, cited, page)) for cited in report.sources]
        yield page.section(page.style.word("every source"), page.pairs(pairs))


def _cited(report: EntryReport, cited: Cited, page: _Page) -> str:
    """Write a source: what leads to the document, the place in it, and whose source it is."""
    document = cited.source
    date = str(document.date) if document.date else None
    parts = [
        document.title,
        document.publisher,
        date,
        document.reference,
        document.url,
        document.file,
        _locator(report.entry),
    ]
    if cited.inherited is not None:
        parts.append(page.style.word("inherited from").format(entry=cited.inherited.address))
    return ", ".join(filter(None, parts))


def _locator(entry: Entry) -> str | None:
    """The place in a document that a statement is taken from."""
    return entry.locator if isinstance(entry, Statement) else None


def _note(entry: Entry, page: _Page) -> Iterator[str]:
    if entry.note:
        written = masked(entry.note).strip().splitlines()
        lines = [wrapped(escaped(line), page.width) for line in written]
        yield page.section(page.style.word("note"), "\n".join(lines))


def _findings(content: EntryContent, page: _Page) -> Iterator[str]:
    checked, places = content.checked, content.places
    lines = findings.concise_lines(checked.findings, places)
    lines += [findings.accepted(accepted, places) for accepted in checked.accepted]
    if lines:
        body = "\n".join(wrapped(line, page.width) for line in lines)
        yield page.section(page.style.word("findings"), body)


def _last_commit(standing: Authorship, page: _Page) -> Iterator[str]:
    """Describe the last commit to the entry's lines, and changes after it."""
    commit = standing.commit
    facts = []
    if commit is not None:
        parts = (commit.id[:_SHORT], str(commit.date or ""), commit.author)
        facts.append(f"{', '.join(filter(None, parts))}: {commit.subject}")
    if standing.missing is not None:
        facts.append(page.style.word(f"last commit, {standing.missing}"))
    if standing.changed:
        facts.append(page.style.word("changes not committed"))
    if facts:
        yield page.line(f"{page.style.word('last commit')}: {'; '.join(facts)}")


# Data.


def as_json(content: EntryContent, context: Context) -> str:
    """Write one entry as JSON; money is kroner as text, exact."""
    return json_document(
        {
            "schema": SCHEMA,
            "provenance": provenance_data(context.provenance),
            "currency": context.currency,
            "entry": _entry_data(content.report.entry, content.standing),
            **_report_data(content.report),
            **_findings_data(content),
            "commit": _commit_data(content.standing),
            "commit_unknown": content.standing.missing and content.standing.missing.value,
            "uncommitted": content.standing.changed,
        }
    )


def _entry_data(entry: Entry, standing: Authorship) -> dict[str, Any]:
    values = dict(keys(entry))
    half_widths = {key: inexact(value) for key, value in values.items()}
    return {
        "kind": entry.kind,
        "id": id_of(entry),
        "address": address(entry),
        "name": display_name(entry) or None,
        "file": Identifier(standing.file),
        "line": standing.line,
        "keys": {key: data(value) for key, value in values.items()},
        "plus_minus": {key: half for key, half in half_widths.items() if half is not None},
        "note": entry.note or None,
        "accept": dict(entry.accept),
    }


def _report_data(report: EntryReport) -> dict[str, Any]:
    return {
        "counts": report.counts,
        "figures": entry_tables.data_of_figures(report),
        "unknown": [Identifier(address) for address in report.unknown],
        "held": report.held and statements.data(report.held),
        "by_program": entry_tables.data_by_program(report),
        "movements": entry_tables.movements_data(report.movements),
        "pool": report.pool and pools.row_data(report.pool),
        "hangs_on_it": {part.what: entry_tables.part_data(report, part) for part in report.parts},
        "sources": [_source_data(report.entry, cited) for cited in report.sources],
    }


def _source_data(entry: Entry, cited: Cited) -> dict[str, Any]:
    document, inherited = cited
    return {
        "id": document.id,
        "title": document.title,
        **{key: data(value) for key, value in keys(document)},
        "inherited_from": inherited and address(inherited),
        "locator": _locator(entry),
    }


def _findings_data(content: EntryContent) -> dict[str, Any]:
    checked, places = content.checked, content.places
    return {
        "findings": [findings.as_data(finding, places) for finding in checked.findings],
        "accepted": [
            {**findings.as_data(accepted.finding, places), "reason": accepted.reason}
            for accepted in checked.accepted
        ],
    }


def _commit_data(standing: Authorship) -> dict[str, str | None] | None:
    commit = standing.commit
    if commit is None:
        return None
    return {
        "id": Verbatim(commit.id),
        "date": None if commit.date is None else commit.date.isoformat(),
        "author": commit.author,
        "subject": commit.subject,
    }
