"""The ledger beside the accounts, and financing and use: tables, and columns for every format.

What is used, remains and is unused are the figures of the balance, so a row adds up: the budget is
what is used, remains, is unused and is not reported. CSV has a row for each figure.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from operator import attrgetter
from typing import Any

from tidlig.arithmetic.account_rows import AccountRow, Accounts, Difference
from tidlig.arithmetic.accounts import Funds, Reconciliation
from tidlig.arithmetic.covered import covered_of
from tidlig.arithmetic.figures import NOTHING
from tidlig.arithmetic.figures import Figure as Bounds
from tidlig.arithmetic.line_states import State
from tidlig.arithmetic.movements import UNSPLIT
from tidlig.arithmetic.overview import ProgramOverview
from tidlig.arithmetic.part_overview import part_of
from tidlig.model.money import ZERO, Money, plain
from tidlig.model.texts import Identifier
from tidlig.model.years import Years
from tidlig.render import columns, left_columns
from tidlig.render.balance_data import figure_data
from tidlig.render.balance_headings import HEADINGS, used_of_binding
from tidlig.render.columns import (
    CSV,
    DATA,
    JSON,
    PLUS_MINUS,
    Column,
    Figure,
    Part,
    amount,
    half_widths,
    text,
)
from tidlig.render.figures import Writer
from tidlig.render.figures import has_money as has_any
from tidlig.render.grid import EMPTY, Cell, Grid, Row
from tidlig.render.grid import Column as GridColumn
from tidlig.render.left_columns import left_column
from tidlig.render.sentences import sentence, word
from tidlig.render.style import Style, known_part


def rows(reconciliation: Reconciliation) -> Iterator[dict[str, str]]:
    """The rows of CSV, by heading: first of accounts, then of financing and use."""
    for accounts in reconciliation.accounts:
        for row in accounts.rows:
            for fields in left_columns.melted(ACCOUNTS, row):
                yield {"part": "accounts", **fields}
    for funds in reconciliation.funds:
        for part, in_part in (("sources", SOURCES), ("uses", USES)):
            for fields in columns.melted((PROGRAM, *in_part), funds):
                yield {"part": part, **fields}


def programs_data(reconciliation: Reconciliation) -> list[dict[str, Any]]:
    """Programs, or strands of them that are chosen, as JSON has them."""
    funds = {each.program.id: each for each in reconciliation.funds}
    return [_data(each, funds[each.total.program.program.id]) for each in reconciliation.accounts]


def _data(accounts: Accounts, funds: Funds) -> dict[str, Any]:
    program = accounts.total.program
    return {
        "name": program.program.name,
        "account": program.account,
        **columns.record(ACCOUNTS, accounts.total),
        "by_year": [columns.record(ACCOUNTS, row) for row in accounts.by_year],
        "joined": [columns.record(ACCOUNTS, row) for row in accounts.joined],
        "strands": [columns.record(ACCOUNTS, row) for row in accounts.strands],
        "sources": columns.record(SOURCES, funds),
        "uses": columns.record(USES, funds),
        PLUS_MINUS: half_widths(*SOURCES, *USES).data(funds),
    }


def amounts(accounts: Sequence[Accounts], *, with_parts: bool) -> Iterator[int]:
    """Yield the amounts in øre that the tables of accounts show."""
    for each in accounts:
        for row in each.rows if with_parts else (each.total,):
            yield from left_columns.amounts(ACCOUNTS, [row])
            yield from (difference.money.ore for difference in row.differences)


def figures(row: AccountRow) -> list[Bounds | None]:
    """Return the figures of a row that its table shows."""
    return [
        column.value(row)
        for column in ACCOUNTS
        if isinstance(column, left_columns.LeftColumn) and column.applies(row)
    ]


# Accounts.


def subject(row: AccountRow, style: Style, *, with_account: bool = True) -> str:
    """Return the name of a program, its account below it, or of the strand that was chosen."""
    program = row.program.program
    if row.cell.strand is not None:
        name = sentence("not split by strand", style.language)
        return f"{program.name}: {name if row.strand is None else row.strand.name}"
    names = (program.name, program.account if with_account else None)
    return "\n".join(filter(None, names))


def programs_grids(accounts: Sequence[Accounts], style: Style) -> tuple[Grid, ...]:
    """Return the table of programs, with the sum of all.

    Where it does not fit, awards go first, for no sum needs them; else it is shown as blocks.
    """
    items = [each.total for each in accounts]
    heading, names = "program", [subject(row, style) for row in items]
    if len(items) == 1:
        heading, names = "period", [_period(accounts[0], style)]
    whole = _grid(heading, names, items, style, has_sum=len(items) > 1)
    return whole, _without(whole, _place_of("awarded", items)), whole


def _period(accounts: Accounts, style: Style) -> str:
    """Return the years that a sum is of: also years outside the program's that it has in it."""
    chosen, period = accounts.total.cell.years, accounts.total.program.program.years
    if chosen is not None:
        return str(chosen)
    spans = [row.cell.years for row in _with_figures(accounts) if row.cell.years is not None]
    outside = [years for years in spans if not years.within(period)]
    if not outside or period.open:
        return str(period)
    spans.append(period)
    whole = Years(min(years.first for years in spans), max(years.last for years in spans))
    return sentence("beyond the period", style.language, years=whole, period=period)


def _with_figures(accounts: Accounts) -> list[AccountRow]:
    """Return the years and joined years of a program, without estimates of which none is awarded.

    One has a row also where money was brought to it, or came back, so that rows add up to the sum.
    """
    return [row for row in accounts.periods if row.state is not State.ESTIMATE or _has_money(row)]


def _has_money(row: AccountRow) -> bool:
    shown = (row.binding, row.awarded, row.outturn, row.remaining, row.unused)
    return any(map(has_any, shown))


def _place_of(name: str, items: Sequence[AccountRow]) -> int:
    """Return the number of a column of the table of rows, the names being the first."""
    return 1 + [column.name for column in _in_table(items)].index(name)


def _without(grid: Grid, at: int) -> Grid:
    """Leave out a column."""
    return Grid(
        (*grid.columns[:at], *grid.columns[at + 1 :]),
        tuple(replace(row, cells=(*row.cells[:at], *row.cells[at + 1 :])) for row in grid.rows),
    )


def years_grid(accounts: Accounts, style: Style) -> Grid:
    """Return the table of the years of a program, without those of estimates alone."""
    items = _with_figures(accounts)
    names = [str(row.cell.years) for row in items]
    return _grid("year", names, items, style)


def strands_grid(accounts: Accounts, style: Style) -> Grid:
    """Return the table of the strands of a program."""
    items = [row for row in accounts.strands if row.strand is not None or _has_any(row)]
    names = [
        sentence("not split by strand", style.language) if row.strand is None else row.strand.name
        for row in items
    ]
    return _grid("strand", names, items, style)


def _has_any(row: AccountRow) -> bool:
    return any(figure is not None and figure[:2] != (0, 0) for figure in figures(row))


def _grid(
    heading: str,
    names: Sequence[str],
    items: Sequence[AccountRow],
    style: Style,
    *,
    has_sum: bool = False,
) -> Grid:
    in_table = _in_table(items)
    over = left_columns.grid_columns(in_table, items, style)
    body = [
        Row((Cell(name), *left_columns.grid_cells(in_table, items, item, style)))
        for name, item in zip(names, items, strict=True)
    ]
    if has_sum:
        body.append(_sum_row(in_table, items, style))
    return Grid((GridColumn(sentence(heading, style.language), is_words=True), *over), tuple(body))


def _in_table(items: Sequence[AccountRow]) -> list[Column[AccountRow]]:
    """Return the columns of a table, without those that have nothing to show."""
    return [
        column
        for column in columns.of_part(ACCOUNTS, Part.TABLE)
        if column.name in _ALWAYS or _is_needed(column, items)
    ]


def _is_needed(column: Column[AccountRow], items: Sequence[AccountRow]) -> bool:
    """Whether a column has money; what covers a use, whether rows do not add up without it."""
    if column.name == "covered":
        return any(has_any(_covered(item)) for item in items if _is_binding(item))
    return left_columns.is_shown(column, items)


def _sum_row(
    in_table: Sequence[Column[AccountRow]], items: Sequence[AccountRow], style: Style
) -> Row:
    """Write the sum of what is known in each column."""
    writer = Writer(style.unit, style.language)
    cells = [Cell(sentence("in all", style.language))]
    for column in in_table:
        if not isinstance(column, left_columns.LeftColumn):
            cells.append(EMPTY)
            continue
        figures = [column.value(item) for item in items if column.applies(item)]
        is_circa = left_columns.is_circa(column, items)
        cells.append(writer.cell(sum_of_known(figures), circa=not is_circa))
    return Row(tuple(cells), stands_out=True)


def sum_of_known(figures: Iterable[Bounds | None]) -> Bounds | None:
    """Add up the figures that are known; None where none is."""
    known = [figure for figure in figures if figure is not None and None not in figure[:2]]
    if not known:
        return None
    least, most = sum(each.least or 0 for each in known), sum(each.most or 0 for each in known)
    return Bounds(least, most, sum(each.half for each in known))


def differences_grid(accounts: Sequence[Accounts], style: Style, *, with_parts: bool) -> Grid:
    """Return the table of what differs, and where."""
    body: list[Row] = []
    for each in accounts:
        name = "" if len(accounts) == 1 else subject(each.total, style, with_account=False)
        body += _differences(name or sentence("in all", style.language), each.total, style)
        for row in (*each.by_year, *each.strands) if with_parts else ():
            body += _differences(_place(name, row), row, style)
    heading = GridColumn(sentence("reconcile differences", style.language), is_words=True)
    return Grid((heading, GridColumn(""), GridColumn("", is_words=True)), tuple(body))


def _place(name: str, row: AccountRow) -> str:
    """Name a year or a strand of a program."""
    part = str(row.cell.years) if row.strand is None else row.strand.name
    return f"{name}, {part}" if name else part


def _differences(place: str, row: AccountRow, style: Style) -> Iterator[Row]:
    for number, difference in enumerate(row.differences):
        yield _difference_row("" if number else place, difference, style)


def _difference_row(place: str, difference: Difference, style: Style) -> Row:
    money = difference.money
    writer = Writer(style.unit, style.language)
    figure = writer.cell(Bounds(money.ore, money.ore, money.half))
    return Row((Cell(place), figure, Cell(sentence(difference.name, style.language))))


def _strand(row: AccountRow) -> str:
    """Return the id of a strand, or "-" for what is not split by strand."""
    if row.cell.strand == UNSPLIT:
        return "-"
    return Identifier(row.cell.strand or "")


def _year_data(row: AccountRow) -> int | str | None:
    """A year as a number, a span as text."""
    years = row.cell.years
    if years is None:
        return None
    return years.first if years.single else str(years)


def _state(row: AccountRow) -> str:
    return "" if row.state is None else row.state.value


def _differences_data(row: AccountRow) -> list[dict[str, str]]:
    return [_difference_data(difference) for difference in row.differences]


def _difference_data(difference: Difference) -> dict[str, str]:
    money = difference.money
    data = {"name": difference.name, "amount": plain(money.ore)}
    return data if money.exact else {**data, PLUS_MINUS: plain(money.half)}


def _remaining_applies(row: AccountRow) -> bool:
    return not row.is_over


def _remaining(row: AccountRow) -> Bounds | None:
    """Return what remains for a table, where it is not known without the act of the year."""
    return None if row.lacks_act else row.remaining


def _used(row: AccountRow) -> Bounds | None:
    """Return what is used for a table, as the balance has it: without what is of estimates."""
    return row.used if row.program.known is not None else used_of_binding(_part(row))


def awards_estimates(row: AccountRow) -> bool:
    """Whether a row has awards that are no use of binding money, being charged to estimates."""
    return has_any(row.awarded) and (not _is_binding(row) or _used(row) != row.used)


def _covered(row: AccountRow) -> Bounds | None:
    """Return what makes the row of a table add up, which has no estimates."""
    remaining = NOTHING if row.lacks_act else row.remaining
    rest = (remaining, row.unused, row.unreported)
    return covered_of(row.binding, _used(row), rest, row.carried_on)


def _is_binding(row: AccountRow) -> bool:
    """Whether a row has binding money, and not estimates alone."""
    return HEADINGS["binding"](_part(row)).applies


def _part(row: AccountRow) -> ProgramOverview:
    return part_of(row.program, row.cell.strand, row.cell.years)


def _unused(row: AccountRow) -> Bounds | None:
    """Return what is unused for a table: of a year of whose use nothing is known, what lapsed."""
    years = row.cell.years
    if row.cell.strand is not None or years is None or not years.single:
        return row.unused
    return row.program.unused_in(years.first)


_ALWAYS = frozenset(("binding", "awarded", "outturn", "used", "unused"))
"""The columns of accounts that a table has in any case."""

ACCOUNTS: tuple[Column[AccountRow], ...] = (
    text(
        "program", "The program.", lambda row: Identifier(row.program.program.id), parts=DATA
    ),
    text("strand", 'The strand; "-" is what is not split by strand.', _strand, parts=DATA),
    replace(
        text(
            "year", "The year, or the span of years that was chosen.",
            lambda row: str(row.cell.years or ""), data=_year_data, parts=DATA,
        ),
        headings=("years",),
    ),
    text("state", "Whether the year is closed, open or an estimate.", _state, parts=JSON),
    left_column(
        "binding", "The budget of closed and open years, without estimates.",
        lambda row: row.binding, applies=_is_binding,
    ),
    left_column(
        "awarded", "Awards less returns.", lambda row: row.awarded,
        word="reconcile net awarded",
    ),
    left_column("outturn", "What the accounts say was charged.", lambda row: row.outturn),
    replace(
        left_column(
            "used", "The accounts of years that have any, and awards less returns of others.",
            _used, applies=_is_binding,
        ),
        data=lambda row: figure_data(row.used),
        fields=lambda row: left_columns.fields_of(row.used),
    ),
    replace(
        left_column(
            "covered", "What money of other strands or years, or of none, covers of what is used.",
            _covered, applies=_is_binding,
        ),
        data=lambda row: figure_data(row.covered),
        fields=lambda row: left_columns.fields_of(row.covered),
    ),
    left_column(
        "carried-on", "What was unused in closed years, and carried on by rule to the date's.",
        lambda row: row.carried_on, word="carried on unspent",
    ),
    replace(
        left_column(
            "remaining", "What may still be awarded in open years.", _remaining,
            applies=_remaining_applies,
        ),
        data=lambda row: figure_data(row.remaining),
        fields=lambda row: left_columns.fields_of(row.remaining),
    ),
    replace(
        left_column(
            "unused", "What closed years have left; below 0 is overspent.", _unused,
            applies=lambda row: row.has_closed,
        ),
        data=lambda row: figure_data(row.unused),
        fields=lambda row: left_columns.fields_of(row.unused),
    ),
    left_column(
        "unreported", "The budget of years of whose use nothing is known, less what lapsed of it.",
        lambda row: row.unreported, applies=lambda row: row.unreported[:2] != (0, 0),
    ),
    replace(left_column("budget", "The budget, with estimates.", attrgetter("budget")), parts=JSON),
    replace(
        left_column("estimate", "What is left of estimates.", attrgetter("estimate")), parts=JSON
    ),
    text(
        "differences", "How outturn differs from budget and awards, by name.",
        lambda row: row.differences, data=_differences_data, parts=JSON,
    ),
)  # fmt: skip
"""The columns of accounts, in the order of JSON; CSV has a row for each figure."""


# Financing and use.


def fund_columns() -> tuple[Column[Funds], ...]:
    """The columns of financing and use, in the order of the table."""
    return (PROGRAM, *SOURCES, WHOLE, *USES)


def funds_grid(funds: Funds, style: Style) -> Grid:
    """Return where a program's money came from and where it stands, one below the other."""
    body = []
    for column in columns.of_part(fund_columns(), Part.TABLE):
        if column is WHOLE or columns.is_filled(column, funds):
            name = word(column.word, style.language)
            cells = (Cell(name), _fund_cell(column, funds, style))
            body.append(Row(cells, stands_out=column is WHOLE))
    return Grid((GridColumn(is_words=True), GridColumn()), tuple(body))


def _fund_cell(column: Column[Funds], funds: Funds, style: Style) -> Cell:
    figure = None if column.figure is None else column.figure(funds)
    return EMPTY if figure is None else doubtful_cell(figure, style)


def doubtful_cell(figure: Figure, style: Style) -> Cell:
    """Write a figure with the sign of what is not known of it behind."""
    sign = figure.doubts.get(figure.heading)
    money = known_part(figure.money, sign)
    if money is None:
        return EMPTY
    written = Writer(style.unit, style.language).cell(Bounds(money.ore, money.ore, money.half))
    return written if sign is None else replace(written, suffix=f"{sign} ?")


def has_money(funds: Funds) -> bool:
    """Whether a program has any money to show."""
    moneys: Iterable[Money] = (*funds.sources.values(), *funds.uses.values())
    return any(money != ZERO for money in moneys)


def _source(name: str, help: str) -> Column[Funds]:
    def figure(funds: Funds) -> Figure:
        return Figure(funds.sources[name], name, funds.doubts)

    return amount(name, help, figure, word=f"funds {name}")


def _use(name: str, help: str, word: str | None = None) -> Column[Funds]:
    def figure(funds: Funds) -> Figure:
        return Figure(funds.uses[name], name, funds.doubts)

    return amount(name, help, figure, word=word or f"funds {name}")


PROGRAM: Column[Funds] = text(
    "program", "The program.", lambda funds: Identifier(funds.program.id), parts=CSV,
)  # fmt: skip
SOURCES: tuple[Column[Funds], ...] = (
    _source("appropriated", "What the first act, and additional ones, appropriate."),
    _source("restated", "What later finance acts change by stating figures anew."),
    _source("reprioritised-in", "What decisions move in from other programs."),
    _source("carried-in", "What is carried over from years that are not chosen."),
)
"""The columns of JSON's `sources`; CSV has a row for each amount."""
WHOLE: Column[Funds] = amount(
    "whole", "All sources, and all uses.",
    lambda funds: Figure(funds.whole, "whole", funds.whole_doubts), word="funds whole",
    parts=columns.TABLE,
)  # fmt: skip
USES: tuple[Column[Funds], ...] = (
    _use("reprioritised-out", "What decisions move out to other programs."),
    _use("carried-out", "What is carried over to years that are not chosen."),
    _use("awarded", "Awards less returns.", "reconcile net awarded"),
    _use("uncommitted", "The budget less awards, plus returns.", "uncommitted"),
)
"""The columns of JSON's `uses`; CSV has a row for each amount."""
