"""The sheets that list what the ledger has: pools, awards, statements, findings and sources."""

import datetime as dt
from collections.abc import Callable, Iterator, Sequence

from tidlig.arithmetic.listing import ListChoice, ListRow, listing, years_of
from tidlig.arithmetic.pools import PoolRow, pools
from tidlig.arithmetic.statements import StatementResult, statement_results
from tidlig.documents.sheets import Book
from tidlig.documents.workbook.content import Content, kroner
from tidlig.documents.workbook.movements import dated
from tidlig.documents.workbook.tables import TOP, Formula, Heading, TableSheet, Value, column_name
from tidlig.ledger.places import in_order, places
from tidlig.model.entry import When
from tidlig.model.grants import Award, KindDate
from tidlig.model.messages import in_currency, sentence
from tidlig.model.money import Money, Unknown
from tidlig.model.texts import Identifier, Number
from tidlig.model.years import Month
from tidlig.render import columns
from tidlig.render.pool_columns import COLUMNS as POOL_COLUMNS
from tidlig.render.pool_lines import kind_name, kinds_text, when_text
from tidlig.render.sentences import word
from tidlig.render.statement_words import Names
from tidlig.render.statements import COLUMNS as STATEMENT_COLUMNS
from tidlig.render.statements import what_is_measured
from tidlig.render.style import Language

Rows = Iterator[Sequence[Value]]


def write_list(
    book: Book, content: Content, key: str, headings: Sequence[Heading], rows: Rows,
    *, is_long: bool = False,
) -> TableSheet:  # fmt: skip
    """Write a sheet with rows, or that there are none; headings stay, and have a filter."""
    sheet = book.sheet(content.say(key), is_long=is_long)
    table = TableSheet(book, sheet, headings, (content.say(key), dated(content)))
    table.write_headings()
    for row in rows:
        table.add(row)
    table.filter()
    if table.row == TOP + 1:
        table.add([content.say("no rows")])
    table.print_all()
    return table


# Pools.

_OF_POOLS = ("pool", "name", "round", "strand", "years", "price level", "frame", "awarded",
             "returned", "share", "eligible", "announced", "deadline", "start")  # fmt: skip


def write_pools(book: Book, content: Content) -> None:
    """Write the sheet of pools."""
    figures = ("frame", "awarded", "returned", "share")
    wide = ("pool", "name", "eligible", "start")
    headings = [
        Heading(content.say(key), 34 if key in wide else 18, is_figure=key in figures)
        for key in _OF_POOLS
    ]  # fmt: skip
    rows = (list(_pool(row, content)) for row in pools(content.ledger).rows if row.pool)
    write_list(book, content, "pools", headings, rows)


def _pool(row: PoolRow, content: Content) -> Iterator[Value]:
    assert row.pool is not None
    pool, language = row.pool, content.context.style.language
    yield Identifier(pool.id)
    yield pool.name or ""
    yield "" if row.round is None else Identifier(row.round.id)
    yield Identifier(pool.strand) if pool.strand else content.say("not split")
    yield Number(", ".join(map(str, row.years)))
    yield Number(str(pool.price_level or ""))
    yield from _money_of_pool(row, content)
    yield kinds_text(pool.eligible, language)
    for key in ("announced", "deadline", "start"):
        when = getattr(row.round, key, None)
        yield "" if when is None else _when(when, language)


def _money_of_pool(row: PoolRow, content: Content) -> Iterator[Value]:
    """Yield the frame, what is awarded and returned, and the share of the frame."""
    share = next(column for column in POOL_COLUMNS if column.name == "used_percent")
    yield content.say("basis not known") if isinstance(row.frame, Unknown) else row.frame
    for heading in ("awarded", "returned"):
        is_known = row.figures is not None and heading not in row.doubts
        yield row.figures[heading] if is_known and row.figures is not None else ""
    yield share.cell(row, content.context.style)


def _when(when: When | tuple[KindDate, ...], language: Language) -> str:
    """Write a day or a month; of several, each with the kind of recipient that it is for."""
    if isinstance(when, dt.date | Month):
        return when_text(when, language)
    return ", ".join(
        f"{when_text(each.date, language)} ({kind_name(each.kind, language)})" for each in when
    )


# Awards.

_OF_AWARDS = ("reference", "recipient", "cvr", "date", "title", "years", "awarded", "returned",
              "paid", "outstanding", "id")  # fmt: skip


def write_awards(book: Book, content: Content) -> None:
    """Write the sheet of awards, and their totals below."""
    figures = ("awarded", "returned", "paid", "outstanding")
    wide = ("recipient", "title", "id")
    headings = [
        Heading(content.say(key), 30 if key in wide else 14, is_figure=key in figures)
        for key in _OF_AWARDS
    ]
    own = listing(content.ledger, ListChoice(Award)).rows
    rows = (list(_award(each, content)) for each in own)
    table = write_list(book, content, "awards", headings, rows, is_long=True)
    if not own:
        return
    first = _OF_AWARDS.index("awarded")
    total: list[Value] = [content.writer.say("in all"), *[""] * (first - 1)]
    for at, key in enumerate(figures, first):
        amounts = [_known(each, key) for each in own]
        total.append(_total(at, table.row, amounts, content))
    table.add([*total, ""], bold=True, top=1)
    table.print_all()


def _total(at: int, row: int, amounts: Sequence[Money | None], content: Content) -> Value:
    """Return the sum of the rows that are shown; not known where any amount is not."""
    name = column_name(at)
    known = [amount for amount in amounts if amount is not None]
    if len(known) < len(amounts):
        return content.say("basis not known")
    ore, half = sum(each.ore for each in known), sum(each.half for each in known)
    return Formula(f"=ROUND(SUBTOTAL(109,{name}{TOP + 2}:{name}{row}),2)", kroner(ore), half)


def _known(row: ListRow, heading: str) -> Money | None:
    """Return what an award comes to; None where any of it is not known."""
    return None if heading in row.doubts else row.figures[heading]


def _award(row: ListRow, content: Content) -> Iterator[Value]:
    award, recipient = row.award, row.recipient
    assert award is not None
    yield Identifier(award.reference or "")
    yield "" if recipient is None else recipient.name
    yield "" if recipient is None else recipient.cvr or ""
    yield Number(award.date.isoformat())
    yield award.title or ""
    yield Number(str(years_of(award)))
    for amount in (_known(row, key) for key in ("awarded", "returned", "paid", "outstanding")):
        yield content.say("basis not known") if amount is None else amount
    yield Identifier(award.id)


# Statements.


def write_statements(book: Book, content: Content) -> None:
    """Write the sheet of what sources state, and what the ledger has in its place."""
    language, style = content.context.style.language, content.context.style
    in_table = columns.of_part(STATEMENT_COLUMNS, columns.Part.TABLE)
    headings = [Heading(content.say("what"), 56)]
    headings += [Heading(word(column.word, language), 24) for column in in_table]
    headings.insert(2, Heading(content.say("locator"), 24))
    names = Names(content.ledger)

    def row(result: StatementResult) -> Sequence[Value]:
        cells = [column.cell(result, style) for column in in_table]
        cells.insert(1, result.statement.locator or "")
        return [what_is_measured(result.statement, names, style), *cells]

    write_list(book, content, "statements", headings, map(row, statement_results(content.ledger)))


# Findings.


def write_findings(book: Book, content: Content) -> None:
    """Write the sheet of findings, in order of file and place."""
    checked, style = content.context.checked, content.context.style
    where = places(checked.shown, content.origin)
    catalogue = in_currency(content.context.currency)
    widths = {"severity": 11, "rule": 26, "what": 90, "place": 36}
    headings = [Heading(content.say(key), width) for key, width in widths.items()]

    def rows() -> Rows:
        for finding in in_order(checked.shown, where):
            span = where.span(finding.location)
            file = finding.location.file
            yield [
                style.word(finding.severity.value), Number(finding.check),
                sentence(finding.problem.message, catalogue),
                Identifier(file if span is None else f"{file}:{span.line}"),
            ]  # fmt: skip

    write_list(book, content, "findings", headings, rows())


# Sources.


def write_sources(book: Book, content: Content) -> None:
    """Write the sheet of sources; an http(s) address is a link."""
    widths = {"id": 28, "title": 60, "publisher": 26, "date": 12, "reference": 18, "url": 60}
    headings = [Heading(content.say(key), width) for key, width in widths.items()]
    sources = list(content.ledger.sources.values())

    def rows() -> Rows:
        for source in sources:
            yield [
                source.id, source.title, source.publisher or "",
                Number(source.date.isoformat()) if source.date else "",
                Identifier(source.reference or ""), source.url or "",
            ]  # fmt: skip

    table = write_list(book, content, "sources", headings, rows())
    for row, source in enumerate(sources, TOP + 1):
        if source.url and is_link(source.url):
            table.link(row, len(widths) - 1, source.url, source.url)


def is_link(url: str) -> bool:
    """Whether an address is one of the web, in which nothing is masked."""
    from tidlig.render.escaping import for_sheet

    is_web = url.startswith(("https://", "http://"))
    return is_web and for_sheet(url) == url and url.isascii() and " " not in url


Write = Callable[[Book, Content], None]
LISTS: tuple[Write, ...] = (
    write_pools, write_awards, write_statements, write_findings, write_sources,
)  # fmt: skip
"""The sheets behind the movements, in order."""
