"""The lines of a balance: their sums by heading, which say nothing of what is left.

The overview has one heading by year, with totals; the table in detail has every line with all
headings. JSON has the programs too; CSV has one amount a row.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import TYPE_CHECKING, Any, NamedTuple

from tidlig.arithmetic.balance import (
    Balance,
    BalanceLine,
    BalanceRow,
    by_recipient,
    programs_awarding,
)
from tidlig.arithmetic.balance import rows as rows_of
from tidlig.arithmetic.movements import Line
from tidlig.arithmetic.overview import overview as overview_of
from tidlig.arithmetic.recorded_payments import NOT_RECORDED, with_payments
from tidlig.ledger.origin import Provenance
from tidlig.model.money import ZERO, Money
from tidlig.model.texts import Identifier
from tidlig.model.years import Years
from tidlig.render import columns
from tidlig.render.balance_columns import (
    CHARGED,
    ESTIMATE,
    FIGURES,
    NAME,
    RECIPIENT,
    YEARS,
    Sums,
    columns_of_line,
    doubts_with_years,
    figures_of_line,
    figures_of_row,
    filled,
    is_estimate,
    named,
    row_indent,
    row_name,
    sums_of_line,
    without_accounts,
)
from tidlig.render.balance_data import SCHEMA, data_with_lines
from tidlig.render.columns import Column, half_widths
from tidlig.render.report import Context, Page, Report, source
from tidlig.render.sentences import sentence, unit_name
from tidlig.render.style import Style, is_rounded, title
from tidlig.render.tables import Row, Table

if TYPE_CHECKING:
    from tidlig.render.csv_text import Rows

TOTALS = ("agreed", "budget", "awarded", "returned", "uncommitted", "outturn", "lapsed")
"""The totals of the overview, where they are not zeros."""

AT_LEAST = ("budget", "uncommitted")
"""Shown of lines that have nothing but zeros: what is stated to be 0 is not unknown."""


# The report.


@dataclass(frozen=True, slots=True)
class Layout:
    """What a balance shows: the overview, or lines in detail, by chosen columns."""

    in_detail: bool = False
    columns: tuple[str, ...] = ()


class Overview(NamedTuple):
    """A table of the balance, the names of the columns of sums in it, and what it marks."""

    table: Table
    columns: frozenset[str]
    has_estimates: bool


def report(balance: Balance, context: Context, layout: Layout) -> Report:
    """A balance as a report, in any format."""
    amounts = all_amounts(balance)
    return Report(
        SCHEMA,
        amounts,
        lambda style: page(balance, context.provenance, style, layout, amounts),
        lambda: rows(balance, layout.columns),
        lambda: as_data(balance),
    )


def page(
    balance: Balance,
    provenance: Provenance,
    style: Style,
    layout: Layout,
    amounts: Sequence[Money],
) -> Page:
    """A balance, of some amounts, as a page; figures follow its language."""
    in_detail = layout.in_detail or layout.columns
    if in_detail:
        shown, heading = detail(balance, style, layout.columns), "lines"
    else:
        shown, heading = overview(balance, style), f"{headings_of(balance)[0]} by year"
    unit = unit_name(style.unit, style.language)
    return Page(
        title(style.word(heading), style, provenance.as_of, amounts, unit),
        shown.table if balance.lines else None,
        tuple(_notes(balance, shown, style, amounts)),
        source(provenance, style),
        keeps_width=True,
    )


def all_amounts(balance: Balance) -> list[Money]:
    """Every amount that entries move on the lines of a balance; all others are sums of these."""
    return [money for line in balance.lines for money in line.moved.values()]


def _notes(
    balance: Balance, shown: Overview, style: Style, amounts: Sequence[Money]
) -> Iterator[str]:
    """The footnotes that the table needs, and what it leaves out."""
    if shown.has_estimates:
        yield style.word("estimate")
    if is_rounded(amounts, style.unit):
        yield style.word("rounding")
    if balance.cut_spans:
        yield style.word("outside")
    unpaid = sorted(programs_awarding(balance.lines) & balance.without_payments)
    if unpaid and (
        not shown.columns.isdisjoint(NOT_RECORDED) or balance.by in ("pool", "recipient")
    ):
        programs = ", ".join(map(Identifier, unpaid))
        yield sentence("note, no payments", style.language, programs=programs)
    yield from uncounted_notes(balance, style)


def uncounted_notes(balance: Balance, style: Style) -> Iterator[str]:
    """Say what no sum has in it: amounts a year without an end, and unknown amounts."""
    for amount in balance.open:
        a_year = style.word("a year").format(year=amount.years.first)
        heading = style.word(amount.heading)
        yield f"{amount.program}: {heading} {style.in_full(amount.yearly)} {a_year}"
    if balance.unknown:
        entries = ", ".join(f"{entry.address} ({program})" for entry, program in balance.unknown)
        yield f"{style.word('unknown')}: {entries}"


# The overview.


def overview(balance: Balance, style: Style) -> Overview:
    """The table of a heading by year with totals, all columns that are not zeros."""
    by_year, names = headings_of(balance)
    totals = filled(balance, named(names))
    names = tuple(column.name for column in totals)
    rows = [row for row in rows_of(balance) if row.part != "" or _has(row, (by_year, *names))]
    years = _years_shown(rows, by_year)
    estimates = [_estimates(balance, row) for row in rows]
    estimated = set(years).intersection(chain.from_iterable(estimates))
    body = []
    for row, own in zip(rows, estimates, strict=True):
        sums = Sums(figures_of_row(balance, row), row.doubts)
        of_years = [
            _by_year(balance, row, year, style, _mark(year, own, estimated)) for year in years
        ]
        body.append(_row(balance, row, style, (*of_years, *columns.cells(totals, sums, style))))
    headings = [_over_year(year, style, marked=year in estimated) for year in years]
    headings += [style.word(column.word) for column in totals]
    table = Table(style.word("program"), tuple(headings), tuple(body))
    return Overview(table, frozenset(names), bool(estimated))


def _over_year(years: Years, style: Style, *, marked: bool) -> str:
    """Head a column of a year; a marked one keeps room for the mark."""
    return f"{style.years(years)} " if marked else style.years(years)


def _estimates(balance: Balance, row: BalanceRow) -> set[Years]:
    """Return the years for which a row's budget is, or has in it, an estimate."""
    return {line.line.years for line in row.lines if is_estimate(balance, line)}


def _mark(year: Years, own: set[Years], of_any: set[Years]) -> str:
    """Return the mark of an estimate; where any row of a column is marked, others keep the room."""
    if year in own:
        return ESTIMATE
    return " " if year in of_any else ""


def headings_of(balance: Balance) -> tuple[str, tuple[str, ...]]:
    """The heading by year, and those in all; of pools and recipients these are of awards."""
    if balance.by in ("pool", "recipient"):
        return CHARGED[0], CHARGED
    return "uncommitted", TOTALS


def _has(row: BalanceRow, headings: Iterable[str]) -> bool:
    return any(row.whole[heading] != ZERO or heading in row.doubts for heading in headings)


def _years_shown(rows: Iterable[BalanceRow], heading: str) -> list[Years]:
    """Return the years and spans in which any row has an amount."""
    years: set[Years] = set()
    for row in rows:
        years.update(year for year in row.by_years if _has_in(row, year, heading))
    return sorted(years)


def _has_in(row: BalanceRow, years: Years, heading: str) -> bool:
    """Whether a row has an amount in some years, if an unknown one."""
    in_doubt = heading in row.doubts_by_years.get(years, {})
    return in_doubt or row.by_years[years][heading] != ZERO


def _by_year(balance: Balance, row: BalanceRow, years: Years, style: Style, mark: str) -> str:
    """Write the sum of a year, and its mark."""
    if years not in row.by_years:
        return mark
    heading = headings_of(balance)[0]
    doubts = row.doubts_by_years.get(years, {})
    return style.uncertain(row.by_years[years][heading], heading, doubts) + mark


# The table in detail.


def detail(balance: Balance, style: Style, names: Sequence[str] = ()) -> Overview:
    """The table of all lines with the chosen columns, or those that are not zeros."""
    chosen = named(names) or filled(balance, FIGURES) or named(AT_LEAST)
    table_columns: list[Column[Sums]] = [YEARS, *chosen]
    body: list[Row] = []
    every: list[Sums] = []
    for row in rows_of(balance):
        total = _sums_of_row(balance, row)
        below = [_sums_below(balance, line) for line in _lines_below(row)]
        body.append(_row(balance, row, style, columns.cells(table_columns, total, style)))
        body += [Row("", columns.cells(table_columns, sums, style)) for sums in below]
        every += [total, *below]
    table = columns.table_of("program", table_columns, body, style)
    names = [column.name for column in chosen]
    return Overview(table, frozenset(names), any(sums.is_estimate for sums in every))


def _sums_of_row(balance: Balance, row: BalanceRow) -> Sums:
    """Return the total of a row; it has its years where it is one line alone."""
    total = Sums(figures_of_row(balance, row), doubts_with_years(balance, row))
    if len(row.lines) != 1:
        return total
    line = row.lines[0]
    return total._replace(years=line.line.years, is_estimate=is_estimate(balance, line))


def _sums_below(balance: Balance, line: BalanceLine) -> Sums:
    return Sums(
        figures_of_line(line),
        with_payments(line.doubts, programs_awarding([line]), balance.without_payments),
        years=line.line.years,
        is_estimate=is_estimate(balance, line),
    )


def _lines_below(row: BalanceRow) -> tuple[BalanceLine, ...]:
    """Return the lines of a row that stand below it; those of its parts stand below these."""
    if len(row.lines) == 1 or row.program is None or row.has_parts:
        return ()
    return row.lines


# What rows show.


def _row(balance: Balance, row: BalanceRow, style: Style, cells: tuple[str, ...]) -> Row:
    name = row_name(balance, row, style)
    return Row(name, cells, stands_out=row.part is None, indent=row_indent(row))


# Data.


def rows(balance: Balance, names: Sequence[str] = ()) -> "Rows":
    """Rows of CSV with one amount each, the headings first."""
    of_line = columns_of_line(balance)
    yield [*columns.headings(of_line), "heading", "amount", "plus_minus"]
    for line in balance.lines:
        sums = sums_of_line(balance, line)
        for column in named(names) or FIGURES:
            yield [*columns.fields(of_line, sums), column.name, *column.fields(sums)]


def as_data(balance: Balance) -> dict[str, Any]:
    """A balance as JSON has it: its programs as always, its lines as they are chosen and grouped.

    By recipient, `recipients` has the sums of each over all programs shown; where years were
    chosen, `cut_spans` has the spans shown of which some years were not.
    """
    ledger, date = balance.ledger, balance.ledger.as_of
    assert date is not None
    data = data_with_lines(balance, overview_of(ledger, balance.programs, date))
    if balance.by == "recipient":
        data["recipients"] = _recipients_data(balance)
    if balance.years is not None:
        data["cut_spans"] = cut_spans_data(balance.cut_spans)
    return data


def _recipients_data(balance: Balance) -> list[dict[str, Any]]:
    """The sums of each recipient over all programs shown."""
    of_recipient = (RECIPIENT, NAME, *FIGURES, half_widths(*FIGURES))
    recipients = []
    for id, row in by_recipient(balance).items():
        figures = without_accounts(row.whole)
        sums = Sums(figures, row.doubts, part=id, name=balance.names.get(id))
        recipients.append(columns.record(of_recipient, sums))
    return recipients


def cut_spans_data(lines: Sequence[Line]) -> list[dict[str, Any]]:
    """Name the spans that are shown of which only some years are asked for: no total has them."""
    return [
        {
            "program": Identifier(line.program),
            "strand": Identifier(line.strand) or None,
            "years": list(line.years),
        }
        for line in lines
    ]
