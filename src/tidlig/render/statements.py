"""Published statements compared with the ledger: a table, and its columns for every format.

Figures are compared in full, and never rounded in the table. A statement may be of a count, which
is written like an amount, but without a unit and without a half-width.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from typing import Any

from tidlig.arithmetic.accounts import accepts
from tidlig.arithmetic.statements import Figure as Value
from tidlig.arithmetic.statements import StatementResult, Verdict, stated_figure
from tidlig.arithmetic.unknown_amounts import Doubt
from tidlig.model.money import Money, grouped, kroner, plain
from tidlig.model.records import OF_WHAT_IS_LEFT, Statement
from tidlig.model.texts import Identifier, Number
from tidlig.render import columns
from tidlig.render.columns import (
    CSV,
    DATA,
    JSON,
    Column,
    Figure,
    Part,
    amount,
    amount_fields,
    count,
    half_widths,
    text,
)
from tidlig.render.sentences import sentence
from tidlig.render.style import Style
from tidlig.render.tables import Row, Table, trimmed
from tidlig.render.values import address

_OTHERWISE = {"pools": "number of pools", "frame": "pool frame", "not stated": "not said"}
"""Words of statements that mean something else where they head a table."""

_OF_WHAT_IS_LEFT = (*OF_WHAT_IS_LEFT, "uncommitted", "participants")
"""What is measured whose words are those of the balance."""


def table(results: Iterable[StatementResult], style: Style) -> Table:
    """The table of statements; of several sources for one figure, the first names it."""
    in_table = columns.of_part(COLUMNS, Part.TABLE)
    body: list[Row] = []
    program, figure = "", ""
    for result in results:
        if (result.statement.program or "") != program:
            program = result.statement.program or ""
            body.append(Row(Identifier(program), ("",) * len(in_table)))
        name = _measured(result.statement, style)
        is_contradicted = result.verdict is Verdict.CONTRADICTED
        cells = columns.cells(in_table, result, style)
        body.append(Row("" if name == figure else name, cells, is_contradicted, indent=2))
        figure = name
    return trimmed(columns.table_of("measured", in_table, body, style, fixed=1))


def data(result: StatementResult) -> dict[str, Any]:
    """One statement as JSON has it."""
    return columns.record(COLUMNS, result)


def notes(results: Sequence[StatementResult], style: Style) -> Iterator[str]:
    """Count the verdicts, then explain those that cannot be judged, and those accepted."""
    counts = Counter(result.verdict for result in results)
    parts = [f"{counts[verdict]} {style.word(verdict)}" for verdict in Verdict if counts[verdict]]
    yield f"{style.word('statements')}: {', '.join(parts)}"
    for result in results:
        yield from _explanation(result, style)


def _explanation(result: StatementResult, style: Style) -> Iterator[str]:
    statement = result.statement
    if result.doubt is not None:
        yield f"{statement.id}: {_reason(result.doubt, style)}"
    if result.verdict is Verdict.CONTRADICTED and accepts(result):
        reasons = "; ".join(reason for _, reason in statement.accept)
        yield f"{statement.id}: {style.word('accepted')}: {reasons}"


def facts(result: StatementResult, style: Style) -> list[tuple[str, str]]:
    """What the ledger has to a statement: its figure, the verdict, and why or how far off."""
    verdict = [style.word(result.verdict), _difference_cell(result, style)]
    if result.doubt is not None:
        verdict.append(_reason(result.doubt, style))
    pairs = [(style.word("verdict"), ", ".join(filter(None, verdict)))]
    if result.ledger is None:
        return pairs
    return [(style.word("ledger"), _written(result.ledger)), *pairs]


def is_inexact(result: StatementResult) -> bool:
    """Whether its row has an amount that is marked as rounded in its source.

    That of the statement is marked where its source does so.
    """
    statement, ledger = result.statement, result.ledger
    quoted = (statement.value.text, statement.as_written or "")
    if any("ca. " in words for words in quoted):
        return True
    return isinstance(ledger, Money) and not ledger.exact


def _reason(doubt: Doubt, style: Style) -> str:
    """Explain why a statement cannot be judged."""
    place = "" if doubt.entry is None else f" ({doubt.entry.address})"
    return f"{_word(doubt.reason, style)}{place}"


def _measured(statement: Statement, style: Style) -> str:
    """Say in words what a statement measures."""
    scope = [statement.strand, statement.round, statement.pool]
    parts = [_word(statement.measure, style), *(id for id in scope if id is not None)]
    if statement.support is not None:
        parts.append(style.word(f"{statement.support} support"))
    if statement.kinds:
        parts.append(" + ".join(style.word(kind) for kind in statement.kinds))
    if statement.years is not None:
        parts.append(str(statement.years))
    if statement.as_of is not None:
        parts.append(f"{style.word('as of')} {statement.as_of}")
    return ", ".join(parts)


def _word(word: str, style: Style) -> str:
    if word in _OF_WHAT_IS_LEFT:
        return sentence(word, style.language)
    return style.word(_OTHERWISE.get(word, word))


def _written(value: Value) -> str:
    return kroner(value) if isinstance(value, Money) else grouped(value)


# What the columns are of.


def _sources(result: StatementResult) -> str | list[str]:
    sources = list(result.statement.source)
    return sources[0] if len(sources) == 1 else sources


def _sources_cell(result: StatementResult, style: Style) -> str:
    del style
    return ", ".join(result.statement.source)


def _id(name: str, help: str, parts: frozenset[Part]) -> Column[StatementResult]:
    """An id of what the statement is of."""

    def value(result: StatementResult) -> str:
        return Identifier(getattr(result.statement, name) or "")

    return text(name, help, value, parts=parts)


def _years(result: StatementResult) -> str:
    return str(result.statement.years or "")


def _years_data(result: StatementResult) -> list[int] | None:
    years = result.statement.years
    return None if years is None else list(years)


def _as_of(result: StatementResult) -> str | None:
    date = result.statement.as_of
    return None if date is None else date.isoformat()


def _stated(result: StatementResult) -> Value | None:
    return stated_figure(result.statement)


def _stated_cell(result: StatementResult, style: Style) -> str:
    """Write a figure as its source does, with the ledger's own writing where that is another."""
    del style
    own, published = result.statement.value.text, result.statement.as_written
    if published is None or " ".join(published.split()) == own:
        return own
    return f"{published} ({own})"


def _ledger(result: StatementResult) -> Value | None:
    return result.ledger


def _ledger_cell(result: StatementResult, style: Style) -> str:
    del style
    return "" if result.ledger is None else _written(result.ledger)


def _verdict_cell(result: StatementResult, style: Style) -> str:
    return style.word(result.verdict)


def _difference(result: StatementResult) -> str | int | None:
    """Kroner as text, or a count."""
    if not result.is_count and result.difference is not None:
        return plain(result.difference)
    return result.difference


def _difference_cell(result: StatementResult, style: Style) -> str:
    """Write how far the two are apart: at the least, where either is rounded."""
    if not result.difference:
        return ""
    if result.is_count:
        return f"{result.difference:+d}"
    figure = kroner(Money(result.difference), plus=True)
    published = stated_figure(result.statement)
    is_exact = isinstance(result.ledger, Money) and result.ledger.exact
    if is_exact and isinstance(published, Money) and published.exact:
        return figure
    return style.word("apart at least").format(figure=figure)


def _reason_data(result: StatementResult) -> dict[str, str | None] | None:
    doubt = result.doubt
    if doubt is None:
        return None
    entry = None if doubt.entry is None else address(doubt.entry)
    return {"reason": doubt.reason.value, "entry": entry}


def _value(
    name: str,
    help: str,
    value: Callable[[StatementResult], Value | None],
    cell: Callable[[StatementResult, Style], str],
    *,
    headings: tuple[str, str],
    word: str | None = None,
) -> Column[StatementResult]:
    """A column of amounts and counts; CSV has them under other headings."""

    def figure(result: StatementResult) -> Figure | None:
        money = value(result)
        return Figure(money) if isinstance(money, Money) else None

    def datum(result: StatementResult) -> str | int | None:
        money = value(result)
        return plain(money.ore) if isinstance(money, Money) else money

    def fields(result: StatementResult) -> Sequence[str]:
        money = value(result)
        if isinstance(money, int):
            return Number(str(money)), Number()
        return amount_fields(money)

    column = amount(name, help, figure, word=word, cell=cell, data=datum)
    return replace(column, fields=fields, headings=headings)


MEASURE: Column[StatementResult] = text(
    "measure", "What is measured; in a table it stands first, in words.",
    lambda result: result.statement.measure, parts=DATA,
)  # fmt: skip
VALUE = _value(
    "value", "The figure that is stated.", _stated, _stated_cell,
    headings=("stated", "stated_plus_minus"), word="stated",
)  # fmt: skip
LEDGER = _value(
    "ledger", "The ledger's own figure, if it can be measured.", _ledger, _ledger_cell,
    headings=("amount", "plus_minus"),
)  # fmt: skip
COLUMNS: tuple[Column[StatementResult], ...] = (
    text("id", "The statement's id.", lambda result: result.statement.id, parts=JSON),
    text(
        "source", "The documents that state it.", _sources, cell=_sources_cell,
        parts=frozenset((Part.TABLE, Part.JSON)),
    ),
    _id("program", "The program.", DATA),
    _id("strand", "The strand.", DATA),
    _id("round", "The round.", JSON),
    _id("pool", "The pool.", JSON),
    text(
        "support", "What kind of support it is of.", lambda result: result.statement.support,
        parts=JSON,
    ),
    text(
        "kind", "What kinds of recipients it is of.", lambda result: result.statement.kinds,
        data=lambda result: list(result.statement.kinds), parts=JSON,
    ),
    text("years", "The years that it is of.", _years, data=_years_data, parts=DATA),
    text("as_of", "The day that it is of.", _as_of, parts=JSON),
    text("entry", "The statement.", lambda result: address(result.statement), parts=CSV),
    replace(MEASURE, headings=("heading",)),
    text(
        "as_written", "The figure as its source writes it.",
        lambda result: result.statement.as_written or result.statement.value.text, parts=JSON,
    ),
    VALUE,
    LEDGER,
    text(
        "verdict", "Whether the two agree.", lambda result: result.verdict.value,
        cell=_verdict_cell,
    ),
    count(
        "difference", "How far the two are apart, at the least.", _difference,
        cell=_difference_cell,
    ),
    half_widths(VALUE, LEDGER),
    text(
        "reason", "Why it cannot be judged.", _reason_data, data=_reason_data, parts=JSON
    ),
)  # fmt: skip
"""The columns, in the order of JSON."""
