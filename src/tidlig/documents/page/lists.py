"""The lists of a page: awards, findings and sources, as grids."""

from collections.abc import Iterable, Sequence

from tidlig.arithmetic.entry_report import PartRow
from tidlig.documents.page.subject import Subject
from tidlig.ledger.places import Places
from tidlig.model.findings import Finding, Severity
from tidlig.model.grants import Award
from tidlig.model.messages import Catalogue, sentence
from tidlig.model.records import Source
from tidlig.model.texts import Identifier
from tidlig.model.years import Years
from tidlig.render.balance_columns import Sums, named
from tidlig.render.figures import Writer
from tidlig.render.findings import place
from tidlig.render.grid import Cell, Column, Grid, Row, Tone
from tidlig.render.sentences import sentence as say
from tidlig.render.style import Language, Style
from tidlig.render.values import id_of

_FIGURES = ("awarded", "returned", "paid", "outstanding")


def program_of_award(award: Award, subject: Subject) -> str | None:
    """Return the program of an award: its own, or that of its pool or round."""
    pool = subject.ledger.pools.get(award.pool or "")
    round = subject.ledger.rounds.get(award.round or "")
    owner = pool or round
    return award.program or (owner.program if owner else None)


def awards_of(program: str, subject: Subject) -> list[PartRow]:
    """Return the awards of a program."""
    return [
        row
        for row in subject.awards
        if isinstance(row.entry, Award) and program_of_award(row.entry, subject) == program
    ]


def awards_grid(rows: Sequence[PartRow], subject: Subject, style: Style) -> Grid:
    """Write awards, one in a row; columns that nothing is known in are left out."""
    figures = named(_FIGURES)
    heads = [
        Column(subject.say("page: recipient"), True),
        Column(subject.say("page: CVR"), True),
        Column(subject.say("page: case"), True),
        Column(style.word("date"), True),
        Column(subject.say("page: title"), True),
        Column(subject.say("year"), True),
        *(Column(style.word(column.word)) for column in figures),
    ]
    body = []
    for row in rows:
        assert isinstance(row.entry, Award)
        sums = None if row.figures is None else Sums(row.figures, row.doubts)
        unknown = style.word("not stated") if row.is_unknown else ""
        amounts = [Cell("" if sums is None else column.cell(sums, style)) for column in figures]
        if not amounts[0].text:
            amounts[0] = Cell(unknown, tone="yellow")
        body.append(Row((*_named(row.entry, subject, style), *amounts)))
    return without_empty(Grid(tuple(heads), tuple(body)))


def _named(award: Award, subject: Subject, style: Style) -> list[Cell]:
    """Write who an award is given to, and what is said of it beside its money."""
    recipient = subject.ledger.recipients.get(award.recipient or "")
    years = award.years or Years(award.date.year, award.date.year)
    texts = [
        _unnamed(award, subject, style) if recipient is None else recipient.name,
        Identifier("" if recipient is None else recipient.cvr or ""),
        Identifier(award.reference or ""),
        str(award.date),
        award.title or award.purpose or "",
        str(years),
    ]
    return [Cell(text) for text in texts]


def _unnamed(award: Award, subject: Subject, style: Style) -> str:
    """Write who an award is given to that names no recipient: how many, or that it is not known."""
    kinds = ", ".join(f"{number} {style.word(kind)}" for kind, number in award.recipient_counts)
    if kinds or not award.recipients:
        return kinds or award.title or id_of(award)
    return subject.say("page: recipients not known")


def without_empty(grid: Grid) -> Grid:
    """Leave out columns that nothing stands in, but for the first."""
    numbers = range(len(grid.columns))
    kept = [at for at in numbers if at == 0 or any(row.cells[at].text for row in grid.rows)]
    rows = (
        Row(tuple(row.cells[at] for at in kept), row.stands_out, row.indent) for row in grid.rows
    )
    return Grid(tuple(grid.columns[at] for at in kept), tuple(rows))


def findings_grid(
    findings: Iterable[Finding], places: Places, catalogue: Catalogue, language: Language
) -> Grid:
    """Write findings, errors first: what each says, by which check, and where."""
    body = []
    for finding in sorted(findings, key=lambda each: each.severity.value):
        severity = say(f"page: {finding.severity.value}", language)
        tone: Tone = "red" if finding.severity is Severity.ERROR else "yellow"
        parts = (finding.problem.message, finding.problem.help)
        texts = [sentence(part, catalogue) for part in parts]
        body.append(
            Row(
                (
                    Cell("\n".join(filter(None, texts))),
                    Cell(severity, tone=tone),
                    Cell(finding.check or ""),
                    Cell(place(finding.location, places)),
                )
            )
        )
    keys = ("page: what", "page: severity", "page: check", "page: place")
    return Grid(tuple(Column(say(key, language), True) for key in keys), tuple(body))


def sources_grid(sources: Iterable[Source], subject: Subject) -> Grid:
    """Write sources with their numbers and addresses."""
    heads = ("page: title", "page: number", "page: publisher", "page: reference")
    style = subject.context.style
    columns = [Column(subject.say(key), key != "page: number") for key in heads]
    columns.insert(3, Column(style.word("date"), True))
    columns += [Column(style.word("entry"), True), Column(subject.say("page: link"), True)]
    body = [
        Row(
            (
                Cell(source.title),
                Cell(f"{number}"),
                Cell(source.publisher or ""),
                Cell(str(source.date or "")),
                Cell(Identifier(source.reference or "")),
                Cell(id_of(source)),
                Cell(source.url or ""),
            )
        )
        for number, source in enumerate(sources, 1)
    ]
    return without_empty(Grid(tuple(columns), tuple(body)))


def writer_style(writer: Writer, style: Style) -> Style:
    """Return a style in the unit of a writer."""
    return Style(writer.unit, style.language)
