"""Rounds and pools for people: what was announced, awarded and applied for; empty is not known."""

from collections.abc import Callable, Iterator, Sequence

from tidlig.arithmetic.accounting import of_net_awarded
from tidlig.arithmetic.pooling import PoolRow, Pools, Share
from tidlig.arithmetic.tallying import Applied, ByKind, together
from tidlig.ledger.provenance import Provenance
from tidlig.model.entry import When
from tidlig.model.grants import KindDate
from tidlig.model.money import UNKNOWN, Money
from tidlig.model.texts import Identifier
from tidlig.model.years import Month
from tidlig.render import pool_data
from tidlig.render.layout import Row, Table
from tidlig.render.pages import Page, source
from tidlig.render.reports import Context, Report
from tidlig.render.shown import Style, is_rounded, title

WORDS = frozenset({"name", "strand", "applicants", "support", "start"})
"""The columns of words, which stand to the left."""

COLUMNS = (
    "name", "strand", "frame", "charged", "share", "awards", "recipients", "applications",
    "applicants", "support", "announced", "deadline", "decided", "start",
)  # fmt: skip


def report(pools: Pools, context: Context) -> Report:
    """Give rounds and pools as a report, in any format."""
    return Report(
        pool_data.SCHEMA,
        figures(pools),
        lambda style: page(pools, context.provenance, style),
        lambda: pool_data.rows(pools),
        lambda: pool_data.as_data(pools),
    )


def page(pools: Pools, provenance: Provenance, style: Style) -> Page:
    """Give rounds and pools as a page, for a terminal or as Markdown."""
    return Page(
        title(style.word("pools"), style, provenance.as_of, figures(pools)),
        table(pools.rows, style) if pools.rows else None,
        tuple(_notes(pools, style)),
        source(provenance, style),
        "no pools",
    )


def figures(pools: Pools) -> list[Money]:
    """Give every amount that is shown."""
    shown = (amount for row in pools.rows for amount in (row.frame, row.charged))
    return [amount for amount in shown if isinstance(amount, Money)]


def table(rows: Sequence[PoolRow], style: Style) -> Table:
    """Give a table of rows, those of a program below its id, without columns that are empty."""
    cells = [[_CELLS[name](row, style) for name in COLUMNS] for row in rows]
    kept = [n for n in range(len(COLUMNS)) if any(line[n] for line in cells)]
    body: list[Row] = []
    program = None
    for row, line in zip(rows, cells, strict=True):
        if row.program != program:
            program = row.program
            body.append(Row(Identifier(program), ("",) * len(kept), stands_out=True))
        kept_cells = tuple(line[n] for n in kept)
        body.append(Row(_name(row, style), kept_cells, indent=_indent(row)))
    words = frozenset(at for at, n in enumerate(kept) if COLUMNS[n] in WORDS)
    headings = tuple(style.word(COLUMNS[n]) for n in kept)
    return Table(style.word("round or pool"), headings, tuple(body), words, sparse=True)


def facts(row: PoolRow, style: Style) -> list[tuple[str, str]]:
    """Give what is counted of one round or pool beside its figures, where it is known."""
    names = ("share", "awards", "recipients", "applications", "applicants")
    told = ((style.word(name), _CELLS[name](row, style)) for name in names)
    return [(name, value) for name, value in told if value]


def kinds(counted: ByKind, style: Style) -> str:
    """Write how many there are of each kind: "kommune 57, leverandør 5"."""
    return ", ".join(f"{style.word(kind)} {number}" for kind, number in counted.items())


def share(of_frame: Share | None, style: Style) -> str:
    """Write a share with one decimal: "96,5 %"."""
    if of_frame is None:
        return ""
    number = of_frame.written("," if style.notation == "da" else ".")
    return f"{'' if of_frame.exact else 'ca. '}{number} %"


def start(value: When | tuple[KindDate, ...] | None, style: Style) -> str:
    """Write when projects start, by kind of recipient where that is stated."""
    if isinstance(value, tuple) and not isinstance(value, Month):
        return ", ".join(f"{style.word(each.kind)} {each.date}" for each in value)
    return str(value or "")


def _name(row: PoolRow, style: Style) -> str:
    if row.of == "rest":
        return style.word("no pool")
    named = row.round if row.of == "round" else row.pool
    assert named is not None
    return Identifier(named.id)


def _indent(row: PoolRow) -> int:
    """A pool of a round stands below it."""
    return 2 if row.of == "round" or (row.of == "pool" and row.round is None) else 4


def _called(row: PoolRow, _: Style) -> str:
    named = row.pool if row.of == "pool" else row.round if row.of == "round" else None
    return (named and named.name) or ""


def _frame(row: PoolRow, style: Style) -> str:
    if row.frame is UNKNOWN:
        return style.word("not stated")
    return style.figure(row.frame) if isinstance(row.frame, Money) else ""


def _charged(row: PoolRow, style: Style) -> str:
    if row.charged is None:
        return ""
    return style.uncertain(row.charged, "awarded", of_net_awarded(row.doubts))


def _applications(applied: Applied, style: Style) -> str:
    if applied.applications is None:
        return ""
    number = str(applied.applications)
    return number if applied.complete else style.word("at least").format(number=number)


def _date(key: str) -> Callable[[PoolRow, Style], str]:
    """Give what writes a date of a round, in its own row."""
    return lambda row, _: str((row.of == "round" and getattr(row.round, key)) or "")


_CELLS: dict[str, Callable[[PoolRow, Style], str]] = {
    "name": _called,
    "strand": lambda row, _: Identifier((row.pool and row.pool.strand) or ""),
    "frame": _frame,
    "charged": _charged,
    "share": lambda row, style: share(row.share, style),
    "awards": lambda row, _: str(row.awards or ""),
    "recipients": lambda row, _: str(together(row.recipients.values()) if row.recipients else ""),
    "applications": lambda row, style: _applications(row.applied, style),
    "applicants": lambda row, style: kinds(row.applied.applicants, style),
    "support": lambda row, style: (
        style.word(row.pool.support) if row.pool and row.pool.support else ""
    ),
    "announced": _date("announced"),
    "deadline": _date("deadline"),
    "decided": _date("decided"),
    "start": lambda row, style: (
        start(row.round.start, style) if row.of == "round" and row.round else ""
    ),
}


def _notes(pools: Pools, style: Style) -> Iterator[str]:
    if pools.rows:
        yield style.word("charged net")
    if is_rounded(figures(pools), style.unit):
        yield style.word("rounding")
    if pools.unknown:
        yield f"{style.word('unknown')}: {', '.join(pools.unknown)}"
