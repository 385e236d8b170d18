"""Published statements compared with the ledger: a table, and its columns for every format.

Figures are compared in full, and never rounded in the table. A statement may be of a count, which
is written like an amount, but without a unit and without a half-width.
"""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any

from tidlig.arithmetic.accounts import accepts
from tidlig.arithmetic.figures import Figure as Bounds
from tidlig.arithmetic.statements import Figure as Value
from tidlig.arithmetic.statements import StatementResult, Verdict, stated_figure
from tidlig.arithmetic.unknown_amounts import Doubt
from tidlig.model.money import Money, Unit, grouped, kroner, plain, rounded, units_of
from tidlig.model.personal import joined
from tidlig.model.records import Statement
from tidlig.model.texts import Identifier, Number
from tidlig.render import columns, grid
from tidlig.render.balance_data import figure_data
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
from tidlig.render.figures import Writer
from tidlig.render.grid import Cell, Grid, Row
from tidlig.render.grid import Column as GridColumn
from tidlig.render.sentences import SENTENCES, amount_in, sentence, word
from tidlig.render.statement_words import Names, why_text
from tidlig.render.style import Style
from tidlig.render.values import address

WORDS = {
    "restated": "funds restated",
    "reprioritised-in": "funds reprioritised-in",
    "reprioritised-out": "funds reprioritised-out",
}
"""The keys of the words for measures that have them from another part; others from their name."""


def grids(results: Sequence[StatementResult], names: "Names", style: Style) -> tuple[Grid, ...]:
    """Return the table of statements with a column of sources, and with these below the names.

    Where neither fits, the first is shown as blocks.
    """
    wide, narrow = (_grid(results, names, style, is_wide=is_wide) for is_wide in (True, False))
    return wide, narrow, wide


def _grid(
    results: Sequence[StatementResult], names: "Names", style: Style, *, is_wide: bool
) -> Grid:
    in_table = [
        column for column in columns.of_part(COLUMNS, Part.TABLE) if is_wide or column is not SOURCE
    ]
    over = [
        GridColumn(word(column.word, style.language), is_words=column.is_words)
        for column in in_table
    ]
    name = GridColumn(sentence("reconcile what is measured", style.language), is_words=True)
    body: list[Row] = []
    before = ""
    for result in results:
        measured = what_is_measured(result.statement, names, style)
        lines = [] if measured == before else [measured]
        lines += [] if is_wide else result.statement.source
        cells = (_cell(column, result, style) for column in in_table)
        indent = grid.HANGING if measured == before else 0
        body.append(Row((Cell("\n".join(lines)), *cells), indent=indent))
        before = measured
    return _without_empty(Grid((name, *over), tuple(body)))


def _cell(column: Column[StatementResult], result: StatementResult, style: Style) -> Cell:
    """Write a cell; the verdict is red where the ledger contradicts the statement."""
    is_contradicted = column is VERDICT and result.verdict is Verdict.CONTRADICTED
    return Cell(column.cell(result, style), tone="red" if is_contradicted else "")


def _without_empty(whole: Grid) -> Grid:
    """Leave out the columns that have nothing below their headings."""
    numbers = range(1, len(whole.columns))
    kept = [0, *(at for at in numbers if any(row.cells[at].text for row in whole.rows))]
    rows = (replace(row, cells=tuple(row.cells[at] for at in kept)) for row in whole.rows)
    return Grid(tuple(whole.columns[at] for at in kept), tuple(rows))


def remarks(results: Sequence[StatementResult], names: "Names", style: Style) -> Grid | None:
    """Return a table of why statements cannot be judged, or why it is accepted; None for none."""
    texts = {
        (what_is_measured(result.statement, names, style), _remark(result, names, style)): None
        for result in results
    }
    body = [Row((Cell(measured), Cell(remark))) for measured, remark in texts if remark]
    if not body:
        return None
    heading = sentence("reconcile remarks on statements", style.language)
    return Grid((GridColumn(heading, is_words=True), GridColumn("", is_words=True)), tuple(body))


def _remark(result: StatementResult, names: "Names", style: Style) -> str:
    statement = result.statement
    if result.doubt is not None:
        verdict = sentence(f"verdict {result.verdict}", style.language)
        return f"{verdict}: {_reason(result.doubt, style)}"
    if result.verdict is not Verdict.CONTRADICTED:
        return ""
    parts = [why_text(result.why, names, style)]
    if accepts(result):
        reasons = "; ".join(reason for _, reason in statement.accept)
        parts.append(f"{sentence('reconcile accepted', style.language)}: {reasons}")
    return joined("; ", filter(None, parts))


def counted(results: Sequence[StatementResult], style: Style) -> str:
    """Count the verdicts of statements."""
    counts = Counter(map(_counted_as, results))
    verdicts = [*Verdict, "accepted"]
    return ", ".join(
        sentence(f"count {verdict}", style.language, number=counts[verdict])
        for verdict in verdicts
        if counts[verdict]
    )


def _counted_as(result: StatementResult) -> str:
    is_accepted = result.verdict is Verdict.CONTRADICTED and accepts(result)
    return "accepted" if is_accepted else result.verdict.value


def data(result: StatementResult) -> dict[str, Any]:
    """One statement as JSON has it."""
    return columns.record(COLUMNS, result)


def facts(result: StatementResult, style: Style) -> list[tuple[str, str]]:
    """What the ledger has to a statement: its figure, the verdict, and why or how far off."""
    verdict = [style.word(result.verdict), _difference_cell(result, style)]
    if result.doubt is not None:
        verdict.append(_reason(result.doubt, style))
    pairs = [(style.word("verdict"), ", ".join(filter(None, verdict)))]
    if result.bounds is not None:
        return [(style.word("ledger"), in_smallest_unit(result.bounds, style)), *pairs]
    if result.ledger is None:
        return pairs
    return [(style.word("ledger"), _written(result.ledger, style)), *pairs]


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
    return f"{style.word(_OTHERWISE.get(doubt.reason, doubt.reason))}{place}"


_OTHERWISE = {"not stated": "not said"}
"""Words of reasons that mean something else where they head a table."""


def what_is_measured(statement: Statement, names: "Names", style: Style) -> str:
    """Say in words what a statement measures; strands, rounds and pools by name."""
    key = WORDS.get(statement.measure, f"measure {statement.measure}")
    if key not in SENTENCES:
        key = statement.measure
    parts = [sentence(key, style.language), *names.scope(statement)]
    if statement.support is not None:
        parts.append(style.word(f"{statement.support} support"))
    if statement.kinds:
        parts.append(" + ".join(style.word(kind) for kind in statement.kinds))
    if statement.years is not None:
        parts.append(str(statement.years))
    if statement.as_of is not None:
        parts.append(f"{style.word('as of')} {statement.as_of}")
    return ", ".join(parts)


def _written(value: Value, style: Style) -> str:
    if isinstance(value, Money):
        return kroner(value, word=style.unit.whole.label)
    return grouped(value)


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
    """Write the ledger's figure in the largest unit that leaves nothing out."""
    figure = result.ledger
    if result.bounds is not None:
        return in_smallest_unit(result.bounds, style)
    if isinstance(figure, Money):
        return in_smallest_unit(Bounds(figure.ore, figure.ore, figure.half), style)
    return "" if figure is None else grouped(figure)


def in_smallest_unit(figure: Bounds, style: Style) -> str:
    """Write an amount with its unit, which is the largest in which it is written whole."""
    amounts = [ore for ore in figure[:2] if ore is not None]
    units = units_of(style.unit.currency)
    whole = (
        units[name]
        for name in ("mio", "t.kr", "kr")
        if all(rounded(ore, units[name])[1] for ore in amounts)
    )
    unit = next(whole, style.unit.whole._replace(decimals=2))
    return amount_in(unit, style.language, _in_unit(figure, unit, style))


def _in_unit(figure: Bounds, unit: Unit, style: Style) -> str:
    """Write an amount in a unit; with a word where it has one bound only."""
    writer = Writer(unit, style.language)
    if figure.least is not None and figure.most is not None:
        return writer.text(figure)
    key, ore = ("at most", figure.most) if figure.least is None else ("at least", figure.least)
    assert ore is not None
    return f"{sentence(key, style.language)} {writer.plain(ore)}"


def _verdict_cell(result: StatementResult, style: Style) -> str:
    """Write the verdict, and how far the two are apart."""
    verdict = sentence(f"verdict {result.verdict}", style.language)
    return ", ".join(filter(None, (verdict, _difference_cell(result, style))))


def _bounds_data(result: StatementResult) -> dict[str, str | None] | None:
    return figure_data(result.bounds)


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
    figure = _signed(result.difference, style)
    published = stated_figure(result.statement)
    is_exact = isinstance(result.ledger, Money) and result.ledger.exact
    if is_exact and isinstance(published, Money) and published.exact:
        return figure
    return sentence("at least, apart", style.language, figure=figure)


def _signed(ore: int, style: Style) -> str:
    """Write a difference in kroner with its sign, and øre where it has any."""
    unit = style.unit.whole
    if not rounded(ore, unit)[1]:
        unit = unit._replace(decimals=2)
    plus = "+" if ore > 0 else ""
    written = Writer(unit, style.language).plain(ore)
    return amount_in(unit, style.language, f"{plus}{written}")


def _reason_data(result: StatementResult) -> dict[str, str | None] | None:
    doubt = result.doubt
    if doubt is None:
        return None
    entry = None if doubt.entry is None else address(doubt.entry)
    return {"reason": doubt.reason.value, "entry": entry}


def _true_until(result: StatementResult) -> str | None:
    why = result.why
    return None if why is None or why.until is None else why.until.isoformat()


def _because(result: StatementResult) -> list[str]:
    """The entries that made a statement untrue, or what the difference is, by their addresses."""
    why = result.why
    if why is None:
        return []
    if why.entries:
        return [address(entry) for entry in why.entries]
    return [why.id if why.what == "source" else Identifier(f"{why.what}.{why.id}")]


def _because_field(result: StatementResult) -> str:
    return joined(", ", _because(result))


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
    headings=("amount", "plus_minus"), word="reconcile this ledger",
)  # fmt: skip
VERDICT: Column[StatementResult] = text(
    "verdict", "Whether the two agree.", lambda result: result.verdict.value,
    cell=_verdict_cell, word="reconcile verdict",
)  # fmt: skip
SOURCE: Column[StatementResult] = text(
    "source", "The documents that state it.", _sources, cell=_sources_cell,
    parts=frozenset((Part.TABLE, Part.JSON)),
)  # fmt: skip
COLUMNS: tuple[Column[StatementResult], ...] = (
    text("id", "The statement's id.", lambda result: result.statement.id, parts=JSON),
    SOURCE,
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
        "bounds", "The bounds of the ledger's figure, where it is known within these only.",
        _bounds_data, data=_bounds_data, parts=JSON,
    ),
    VERDICT,
    count(
        "difference", "How far the two are apart, at the least.", _difference, parts=DATA,
    ),
    half_widths(VALUE, LEDGER),
    text(
        "true_until", "The date from which the ledger contradicts it, where it was true before.",
        _true_until, parts=DATA,
    ),
    text(
        "because", "The entries that came then; without a date, what the difference is exactly: an "
        "entry, a year, strand or pool, or the id of a source.",
        _because_field, data=lambda result: _because(result) or None, parts=DATA,
    ),
    text(
        "reason", "Why it cannot be judged.", _reason_data, data=_reason_data, parts=JSON
    ),
)  # fmt: skip
"""The columns, in the order of JSON."""
