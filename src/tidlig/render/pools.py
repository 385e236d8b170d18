"""The report on rounds and pools: what was announced, awarded and applied for.

Empty, and null in JSON, is not known; it is not 0.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any

from tidlig.arithmetic.accounts import net_awarded_doubts
from tidlig.arithmetic.pools import ByKind, PoolRow, Pools, Share, add_ranges
from tidlig.ledger.origin import Provenance
from tidlig.model.entry import When
from tidlig.model.grants import KindDate, Pool, Round
from tidlig.model.money import UNKNOWN, Money, plain
from tidlig.model.texts import Identifier, Number
from tidlig.model.years import Month
from tidlig.render import columns
from tidlig.render.columns import DATA, JSON, Column, Figure, Part, amount, count, half_widths, text
from tidlig.render.report import Context, Page, Report, Rows, source
from tidlig.render.style import Style, is_rounded, title
from tidlig.render.tables import Row, Table, trimmed

SCHEMA = "tidlig.pools/1"


def report(pools: Pools, context: Context) -> Report:
    """Rounds and pools as a report, in any format."""
    return Report(
        SCHEMA,
        amounts(pools),
        lambda style: page(pools, context.provenance, style),
        lambda: rows(pools),
        lambda: as_data(pools),
    )


def page(pools: Pools, provenance: Provenance, style: Style) -> Page:
    """Rounds and pools as a page, for a terminal or as Markdown."""
    return Page(
        title(style.word("pools"), style, provenance.as_of, amounts(pools)),
        table(pools.rows, style) if pools.rows else None,
        tuple(_notes(pools, style)),
        source(provenance, style),
        "no pools",
    )


def rows(pools: Pools) -> Rows:
    """A row of CSV for each round and pool, the headings first."""
    in_csv = columns.of_part(COLUMNS, Part.CSV)
    yield columns.headings(in_csv)
    for row in pools.rows:
        yield columns.fields(in_csv, row)


def as_data(pools: Pools) -> dict[str, Any]:
    """Rounds and pools as JSON has them; money is kroner as text."""
    return {
        "rows": [row_data(row) for row in pools.rows],
        "unknown": [Identifier(id) for id in pools.unknown],
    }


def row_data(row: PoolRow) -> dict[str, Any]:
    """One round or pool as JSON has it."""
    return columns.record(COLUMNS, row)


def amounts(pools: Pools) -> list[Money]:
    """Every amount in the table."""
    in_rows = (amount for row in pools.rows for amount in (row.frame, row.charged))
    return [amount for amount in in_rows if isinstance(amount, Money)]


def table(rows: Sequence[PoolRow], style: Style) -> Table:
    """The table: rows of a program stand below its id, and empty columns are left out."""
    in_table = columns.of_part(COLUMNS, Part.TABLE)
    body: list[Row] = []
    program = None
    for row in rows:
        if row.program != program:
            program = row.program
            body.append(Row(Identifier(program), ("",) * len(in_table), stands_out=True))
        cells = columns.cells(in_table, row, style)
        body.append(Row(_row_name(row, style), cells, indent=_indent(row)))
    return trimmed(columns.table_of("round or pool", in_table, body, style, sparse=True))


def facts(row: PoolRow, style: Style) -> list[tuple[str, str]]:
    """What is counted of one round or pool beside its amounts, where it is known."""
    counted = [column for column in COLUMNS if column.name in COUNTED]
    pairs = [(style.word(column.word), column.cell(row, style)) for column in counted]
    return [(word, cell) for word, cell in pairs if cell]


def _row_name(row: PoolRow, style: Style) -> str:
    if row.of == "rest":
        return style.word("no pool")
    entry = _entry(row)
    assert entry is not None
    return Identifier(entry.id)


def _indent(row: PoolRow) -> int:
    """A pool of a round stands below it."""
    return 2 if row.of == "round" or (row.of == "pool" and row.round is None) else 4


def _notes(pools: Pools, style: Style) -> Iterator[str]:
    if pools.rows:
        yield style.word("charged net")
    if is_rounded(amounts(pools), style.unit):
        yield style.word("rounding")
    if pools.unknown:
        yield f"{style.word('unknown')}: {', '.join(pools.unknown)}"


# What the columns are of.


def _entry(row: PoolRow) -> Round | Pool | None:
    """The round or pool that a row is of."""
    if row.of == "pool":
        return row.pool
    return _round(row)


def _round(row: PoolRow) -> Round | None:
    """The round, in its own row: its dates are not repeated for its pools."""
    return row.round if row.of == "round" else None


def _name(row: PoolRow) -> str | None:
    entry = _entry(row)
    return None if entry is None else entry.name


def _frame(row: PoolRow) -> Figure | None:
    return Figure(row.frame) if isinstance(row.frame, Money) else None


def _frame_cell(row: PoolRow, style: Style) -> str:
    if row.frame is UNKNOWN:
        return style.word("not stated")
    return columns.written_figure(_frame(row), style)


def _frame_data(row: PoolRow) -> str | None:
    if row.frame is UNKNOWN:
        return "unknown"
    return plain(row.frame.ore) if isinstance(row.frame, Money) else None


def _net_awarded(row: PoolRow) -> Figure | None:
    if row.charged is None:
        return None
    return Figure(row.charged, "awarded", net_awarded_doubts(row.doubts))


def _sum(heading: str, help: str) -> Column[PoolRow]:
    """A sum that JSON alone has."""

    def figure(row: PoolRow) -> Figure | None:
        if row.figures is None:
            return None
        return Figure(row.figures[heading], heading, row.doubts)

    return amount(heading, help, figure, parts=JSON)


def _share_cell(row: PoolRow, style: Style) -> str:
    return share(row.share, style)


def share(of_frame: Share | None, style: Style) -> str:
    """Write a share with one decimal: "96,5 %"."""
    if of_frame is None:
        return ""
    number = of_frame.written("," if style.notation == "da" else ".")
    return f"{'' if of_frame.exact else 'ca. '}{number} %"


def _share_text(row: PoolRow) -> str | None:
    return None if row.share is None else row.share.written()


def _recipients_cell(row: PoolRow, style: Style) -> str:
    del style
    return str(add_ranges(row.recipients.values())) if row.recipients else ""


def _recipients_fields(row: PoolRow) -> Sequence[str]:
    if not row.recipients:
        return Number(), Number()
    return tuple(Number(number) for number in add_ranges(row.recipients.values()))


def _applications_cell(row: PoolRow, style: Style) -> str:
    applied = row.application_totals
    if applied.applications is None:
        return ""
    number = str(applied.applications)
    return number if applied.complete else style.word("at least").format(number=number)


def _complete_field(row: PoolRow) -> str:
    return (
        ""
        if row.application_totals.applications is None
        else str(row.application_totals.complete).lower()
    )


def _applicants_cell(row: PoolRow, style: Style) -> str:
    return kinds(row.application_totals.applicants, style)


def kinds(counted: ByKind, style: Style) -> str:
    """Write how many there are of each kind: "kommune 57, privat leverandør 5"."""
    return ", ".join(f"{style.word(kind)} {number}" for kind, number in counted.items())


def _by_kind(counted: ByKind) -> dict[str, dict[str, int]]:
    return {kind: number._asdict() for kind, number in counted.items()}


def _support_cell(row: PoolRow, style: Style) -> str:
    support = _support(row)
    return style.word(support) if support else ""


def _support(row: PoolRow) -> str | None:
    return None if row.pool is None else row.pool.support


def _date(key: str, help: str) -> Column[PoolRow]:
    """A date of a round, in its own row."""

    def value(row: PoolRow) -> str | None:
        date = getattr(_round(row), key, None)
        return None if date is None else str(date)

    return replace(text(key, help, value), is_words=False)


def _start_cell(row: PoolRow, style: Style) -> str:
    round = _round(row)
    return start(None if round is None else round.start, style)


def start(value: When | tuple[KindDate, ...] | None, style: Style) -> str:
    """Write when projects start, by kind of recipient where that is stated."""
    if isinstance(value, tuple) and not isinstance(value, Month):
        return ", ".join(f"{style.word(by_kind.kind)} {by_kind.date}" for by_kind in value)
    return str(value or "")


def _start_text(row: PoolRow) -> str:
    data = _start_data(row)
    return columns.by_kind_text(data) if isinstance(data, dict) else data or ""


def _start_data(row: PoolRow) -> str | dict[str, str] | None:
    round = _round(row)
    value = None if round is None else round.start
    if isinstance(value, tuple) and not isinstance(value, Month):
        return {by_kind.kind: str(by_kind.date) for by_kind in value}
    return None if value is None else str(value)


def _program(row: PoolRow) -> str:
    return Identifier(row.program)


def _of(row: PoolRow) -> str:
    return row.of


def _round_id(row: PoolRow) -> str | None:
    return None if row.round is None else Identifier(row.round.id)


def _pool_id(row: PoolRow) -> str | None:
    return None if row.pool is None else Identifier(row.pool.id)


def _strand(row: PoolRow) -> str:
    return Identifier((row.pool and row.pool.strand) or "")


def _awards(row: PoolRow) -> int | None:
    return row.awards or None


FRAME = amount(
    "frame", "The frame, that is, the most that may be awarded.", _frame,
    cell=_frame_cell, data=_frame_data,
)  # fmt: skip
NET_AWARDED = amount("awarded_net", "Awards less returns.", _net_awarded, word="charged")
SUMS = (
    _sum("awarded", "All awards."),
    _sum("returned", "All returns."),
    _sum("paid", "All payments."),
    _sum("outstanding", "Awards less returns and payments."),
)
COLUMNS: tuple[Column[PoolRow], ...] = (
    text("program", "The program's id.", _program, parts=DATA),
    text("of", "What the row is of: a round, a pool, or the rest of a round.", _of, parts=DATA),
    text("round", "The round's id.", _round_id, parts=DATA),
    text("pool", "The pool's id.", _pool_id, parts=DATA),
    text("name", "The name of the round or pool.", _name),
    text("strand", "The strand that the pool is charged to.", _strand),
    FRAME,
    NET_AWARDED,
    *SUMS,
    count(
        "share_percent", "Awards less returns as a share of the frame, in percent.", _share_text,
        word="share", cell=_share_cell,
    ),
    half_widths(FRAME, NET_AWARDED, *SUMS),
    count("awards", "How many awards there are.", _awards),
    replace(
        count(
            "recipients", "How many recipients there are, at least and at most.",
            lambda row: _by_kind(row.recipients), cell=_recipients_cell,
        ),
        fields=_recipients_fields, headings=("recipients_least", "recipients_most"),
    ),
    count(
        "applications", "How many applications were received.",
        lambda row: row.application_totals.applications, cell=_applications_cell,
    ),
    text(
        "applications_complete", "Whether these are all applications.",
        lambda row: row.application_totals.complete,
        data=lambda row: row.application_totals.complete,
        field=_complete_field, parts=DATA,
    ),
    text(
        "applicants", "How many applicants there are of each kind, at least and at most.",
        lambda row: row.application_totals.applicants, cell=_applicants_cell,
        data=lambda row: _by_kind(row.application_totals.applicants),
        field=lambda row: columns.by_kind_text(row.application_totals.applicants),
    ),
    text("support", "What kind of support recipients get.", _support, cell=_support_cell),
    _date("announced", "When the round was announced."),
    _date("deadline", "When applications were due."),
    _date("decided", "When the awards were decided."),
    text(
        "start", "When projects start.", _start_text, cell=_start_cell, data=_start_data
    ),
)  # fmt: skip
"""The columns, in the order of every format."""

COUNTED = ("share_percent", "awards", "recipients", "applications", "applicants")
"""What the page of one round or pool shows beside its amounts."""
