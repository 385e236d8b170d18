"""The report on one entry: what it is, its figures, its dependents, and where it comes from.

Of a long list of dependents, the first rows are shown with the sums of all.
"""

import textwrap
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from tidlig.arithmetic.entry_report import EntryReport, Part, PartRow
from tidlig.arithmetic.movements import HEADINGS, Figures, Movement
from tidlig.arithmetic.related import Cited, known_as
from tidlig.arithmetic.unknown_amounts import Doubts
from tidlig.ledger.authorship import Standing
from tidlig.ledger.check_result import CheckResult
from tidlig.ledger.places import Places
from tidlig.model.entry import Entry
from tidlig.model.money import ZERO, Money
from tidlig.model.personal import masked
from tidlig.model.records import Source, Statement
from tidlig.model.texts import Identifier, escaped
from tidlig.render import findings, statements
from tidlig.render.escaping import for_terminal
from tidlig.render.log import line_name
from tidlig.render.pools import facts
from tidlig.render.report import Context, source, wrapped
from tidlig.render.style import Style, is_rounded, title, with_all_digits
from tidlig.render.tables import Paint, Row, Table, as_text, cells, plain_paint
from tidlig.render.values import address, described, id_of, keys, text


@dataclass(frozen=True, slots=True)
class Shown:
    """Everything that is told of one entry."""

    dossier: EntryReport
    standing: Standing
    concerning: CheckResult
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
    return page.pairs(pairs if held is None else [*pairs, *statements.facts(held, page.style)])


def _figures(dossier: EntryReport, context: Context, page: _Page) -> Iterator[str]:
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


def _parts(dossier: EntryReport, page: _Page, few: int | None) -> Iterator[str]:
    for part in dossier.parts:
        head = f"{page.style.word(f'every {part.what}')} ({len(part.rows)})"
        body = page.table(part_table(dossier, part, page.style, few))
        yield page.section(head, body + _rest(dossier, part, page, few))


def _rest(dossier: EntryReport, part: Part, page: _Page, few: int | None) -> str:
    """Say how many rows are left out, and how to see them."""
    if few is None or len(part.rows) <= few:
        return ""
    command = f"tidlig show {dossier.entry.address} --all"
    more = page.style.word("more").format(number=len(part.rows) - few, command=command)
    return "\n" + wrapped(for_terminal(more), page.width)


def _sources(dossier: EntryReport, page: _Page) -> Iterator[str]:
    if dossier.sources:
        lines = [(id_of(cited.source), _cited(dossier, cited, page)) for cited in dossier.sources]
        yield page.section(page.style.word("every source"), page.pairs(lines))


def _cited(dossier: EntryReport, cited: Cited, page: _Page) -> str:
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


FEW = 20
"""So many rows of a kind are shown unless all are asked for."""

_CHARGED = ("awarded", "returned", "paid", "outstanding")
_OF_STRANDS = ("budget", "awarded", "remaining", "outturn")
_SHOWN: Mapping[str, Sequence[str]] = {
    "program": _OF_STRANDS,
    "strand": _OF_STRANDS,
    "appropriation": ("appropriated", "restated"),
    "reprioritisation": ("reprioritised",),
    "carry-over": ("carried",),
    "round": _CHARGED,
    "pool": _CHARGED,
    "award": _CHARGED,
    "payment": ("paid",),
    "payee": ("paid",),
    "return": ("returned",),
    "outturn": ("outturn",),
}
"""The headings that entries of a kind are shown under, where they are not all zeros."""


def part_table(dossier: EntryReport, part: Part, style: Style, few: int | None) -> Table:
    """Give the entries of one kind, the first few of them unless all, and the sum of all."""
    headings = _headings(part)
    dated = any(_date(row.entry) for row in part.rows)
    body = [_row(row, dossier, headings, style, dated=dated) for row in part.rows[:few]]
    if len(part.rows) > 1 and headings:
        sums = [style.uncertain(part.whole[name], name, part.doubts) for name in headings]
        body.append(Row(style.word("in all"), (*[""] * dated, *sums, ""), stands_out=True))
    columns = (*["date"] * dated, *headings)
    words = frozenset({*range(dated), len(columns)})
    return Table(style.word("entry"), (*map(style.word, columns), ""), tuple(body), words)


def figures_table(dossier: EntryReport, style: Style) -> Table | None:
    """Give the figures of an entry that are not zeros; of a recipient also by program."""
    figures = dossier.figures
    if figures is None:
        return None
    of_awards = dossier.entry.kind in ("round", "pool", "award", "recipient")
    booked = any(part.what == "outturn" for part in dossier.parts)
    told = HEADINGS if booked else [h for h in HEADINGS if h not in ("outturn", "underspend")]
    headings = _CHARGED if of_awards else _to_show(told, [(figures, dossier.doubts)])
    if dossier.by_program:
        rows = [
            Row(program, _cells(each, headings, style, doubts))
            for program, each, doubts in dossier.by_program
        ]
        whole = _cells(figures, headings, style, dossier.doubts)
        rows.append(Row(style.word("in all"), whole, stands_out=True))
        columns = tuple(style.word(heading) for heading in headings)
        return Table(style.word("program"), columns, tuple(rows))
    cells = _cells(figures, headings, style, dossier.doubts)
    lines = [Row(style.word(name), (cell,)) for name, cell in zip(headings, cells, strict=True)]
    return Table("", ("",), tuple(lines)) if lines else None


def movements_table(movements: Sequence[Movement], style: Style) -> Table | None:
    """Give what an entry moves, but for zeros."""
    rows = tuple(
        Row(
            line_name(movement.line),
            (
                str(movement.line.years),
                style.word(movement.heading),
                style.figure(movement.money),
            ),
        )
        for movement in movements
        if movement.money != ZERO
    )
    columns = tuple(map(style.word, ("years", "heading", "amount")))
    return Table(style.word("line"), columns, rows, frozenset({0, 1})) if rows else None


def amounts(dossier: EntryReport) -> list[Money]:
    """Give every amount that tables of an entry may show."""
    figures = [*([dossier.figures] if dossier.figures else [])]
    figures += [each for _, each, _ in dossier.by_program]
    figures += [part.whole for part in dossier.parts]
    figures += [row.figures for part in dossier.parts for row in part.rows if row.figures]
    moved = [movement.money for movement in dossier.movements]
    return [*moved, *(money for each in figures for money in each.values())]


def _headings(part: Part) -> list[str]:
    """Give the headings of a part: those with figures, or the first where amounts are unknown."""
    shown = _SHOWN.get(part.what, ())
    found = _to_show(shown, ((row.figures, row.doubts) for row in part.rows if row.figures))
    moves = any(row.figures or row.is_unknown for row in part.rows)
    return found or list(shown[:1] if moves else ())


def _to_show(headings: Iterable[str], told: Iterable[tuple[Figures, Doubts]]) -> list[str]:
    """Give the headings with a figure that is not 0, or that is not known to be."""
    found = list(told)
    return [
        heading
        for heading in headings
        if any(figures[heading] != ZERO or heading in doubts for figures, doubts in found)
    ]


def _row(
    row: PartRow, dossier: EntryReport, headings: Sequence[str], style: Style, *, dated: bool
) -> Row:
    date = [_date(row.entry)] * dated
    words = described(row.entry, dossier.entry, dossier.names, style)
    unknown = style.word("not stated") if row.is_unknown else ""
    if row.figures is not None:
        cells = list(_cells(row.figures, headings, style, row.doubts))
    else:
        cells = [unknown if number == 0 else "" for number in range(len(headings))]
    return Row(id_of(row.entry), (*date, *cells, words))


def _cells(
    figures: Figures, headings: Sequence[str], style: Style, doubts: Doubts
) -> tuple[str, ...]:
    return tuple(style.uncertain(figures[heading], heading, doubts) for heading in headings)


def _date(entry: Entry) -> str:
    return str(getattr(entry, "date", None) or "")
