"""The columns of the balance, and what its rows show of the sums that they have."""

from collections.abc import Iterable
from dataclasses import replace
from typing import Any, NamedTuple

from tidlig.arithmetic.balance import Balance, BalanceLine, BalanceRow
from tidlig.arithmetic.line_states import State
from tidlig.arithmetic.movements import BUDGET, MOVED, Figures
from tidlig.arithmetic.recorded_payments import NOT_RECORDED
from tidlig.arithmetic.unknown_amounts import CERTAIN, Doubts, OpenAmount
from tidlig.model.money import ZERO, plain
from tidlig.model.texts import Identifier, identifier
from tidlig.model.years import Years
from tidlig.render import columns
from tidlig.render.columns import DATA, Column, Figure, amount, half_widths, text
from tidlig.render.style import Style

ESTIMATE = "*"
"""The mark on a year for which the budget is an estimate."""

CHARGED = ("awarded", "returned", "paid", "outstanding")
"""What pools and recipients have; budgets are of programs and strands."""

OF_ACCOUNTS = ("outturn",)
"""Headings that say something only where there are accounts."""

OF_BUDGETS = ("agreed", *BUDGET, "budget", "uncommitted", *OF_ACCOUNTS, "lapsed")
"""Headings that pools and recipients have nothing under."""

NO_PART = {"strand": "not split by strand", "pool": "no pool", "recipient": "no recipient"}


class Sums(NamedTuple):
    """The sums of a row, by heading, and what the row is of; a cell without a sum is empty.

    `part` is the pool or recipient of the row, `name` that of the recipient in the register.
    """

    figures: Figures
    doubts: Doubts = CERTAIN
    program: str = ""
    strand: str = ""
    part: str = ""
    name: str | None = None
    years: Years | None = None
    is_estimate: bool = False
    state: str = ""


def _sum(heading: str, help: str) -> Column[Sums]:
    def figure(sums: Sums) -> Figure | None:
        if heading not in sums.figures:
            return None
        return Figure(sums.figures[heading], heading, sums.doubts)

    return amount(heading, help, figure)


def _years_cell(sums: Sums, style: Style) -> str:
    """Write the years of a line, marked where its budget is an estimate."""
    del style
    if sums.years is None:
        return ""
    return f"{sums.years}{ESTIMATE if sums.is_estimate else ' '}"


def _years_data(sums: Sums) -> list[int] | None:
    return None if sums.years is None else list(sums.years)


PROGRAM: Column[Sums] = text(
    "program", "The program.", lambda sums: Identifier(sums.program), parts=DATA
)
STRAND: Column[Sums] = text(
    "strand", "The strand.", lambda sums: Identifier(sums.strand), parts=DATA
)
POOL: Column[Sums] = text("pool", "The pool.", lambda sums: Identifier(sums.part), parts=DATA)
RECIPIENT: Column[Sums] = text(
    "recipient", "The recipient's id.", lambda sums: sums.part, parts=DATA
)
NAME: Column[Sums] = text(
    "name", "The recipient's name.", lambda sums: sums.name, data=lambda sums: sums.name, parts=DATA
)
YEARS: Column[Sums] = replace(
    text(
        "years", "The year, or a span of years that is not split.",
        lambda sums: str(sums.years or ""), cell=_years_cell, data=_years_data,
    ),
    is_words=False,
)  # fmt: skip

STATE: Column[Sums] = text(
    "state", "The state of its year or years as of the date.", lambda sums: sums.state, parts=DATA
)

FIGURES: tuple[Column[Sums], ...] = (
    _sum("agreed", "What political agreements set aside; never part of the budget."),
    _sum("appropriated", "What the first act, and additional ones, appropriate."),
    _sum("restated", "What later finance acts change by stating figures anew."),
    _sum("reprioritised", "What decisions move in, less what they move out."),
    _sum("carried", "What is carried over from other years, less what is carried to them."),
    _sum("budget", "All that is appropriated, restated, reprioritised and carried, estimates too."),
    _sum("awarded", "All awards."),
    _sum("returned", "All returns."),
    _sum("uncommitted", "The budget less awards, plus returns: arithmetic, and not what is left."),
    _sum("paid", "All payments."),
    _sum(
        "outstanding",
        "Awards less returns and payments; on pages, blank where none is recorded.",
    ),
    _sum("outturn", "What the accounts say was charged."),
    _sum("lapsed", "What was unused, and nobody may use any more."),
)
"""The columns of sums, which `--columns` chooses from."""

_PARTS = {"pool": (POOL,), "recipient": (RECIPIENT, NAME)}


def columns_of_line(balance: Balance) -> tuple[Column[Sums], ...]:
    """The columns that say what a line is of."""
    return (PROGRAM, STRAND, *_PARTS.get(balance.by, ()), YEARS, STATE)


def without_accounts(figures: Figures) -> Figures:
    """Leave out what the accounts would say, where there are none."""
    return {heading: money for heading, money in figures.items() if heading not in OF_ACCOUNTS}


def sums_of_line(balance: Balance, line: BalanceLine) -> Sums:
    """The sums of a line with all headings, for data.

    Each is a plain sum, of accounts too: which years have accounts is said of the program.
    """
    part = line.of or ""
    state = state_of(balance, line)
    return Sums(
        line.figures,
        line.doubts,
        line.line.program,
        line.line.strand,
        part,
        balance.names.get(part),
        line.line.years,
        state=state.value if state is not None else "",
    )


def filled(balance: Balance, choice: Iterable[Column[Sums]]) -> list[Column[Sums]]:
    """Return the columns that have more to show than zeros, or a zero that the accounts state."""
    booked = any(line.booked for line in balance.lines)
    return [column for column in choice if _is_filled(column, balance, booked=booked)]


def _recorded(balance: Balance, line: BalanceLine) -> Figures:
    """Return the sums of a line without payments where the program records none."""
    is_recorded = line.line.program not in balance.without_payments
    return line.figures if is_recorded else _without(line.figures, set(NOT_RECORDED))


def _is_filled(column: Column[Sums], balance: Balance, *, booked: bool) -> bool:
    heading = column.name
    if heading == "outturn" and booked:
        return True
    lines = (each for each in balance.lines if heading not in MOVED or _has(each, heading))
    sums = (Sums(_recorded(balance, line), line.doubts) for line in lines)
    return any(columns.is_filled(column, row) for row in sums)


def _has(line: BalanceLine, heading: str) -> bool:
    return heading in line.moved or heading in line.doubts


def named(names: Iterable[str]) -> list[Column[Sums]]:
    """Return the columns of sums by their names."""
    by_name = {column.name: column for column in FIGURES}
    return [by_name[name] for name in names]


# What rows show.


def row_name(balance: Balance, row: BalanceRow, style: Style) -> str:
    """Name a row: a program by its id, a part of it below, everything at the end."""
    if row.part is not None:
        return part_name(balance, row.part) or style.word(NO_PART[balance.by])
    if row.program is None:
        return style.word("in all")
    chosen = f" ({style.word('chosen strands')})" if row.program in balance.partial else ""
    return Identifier(row.program + chosen)


def part_name(balance: Balance, part: str) -> str:
    """Name a strand or pool by its id, a recipient as the register does, with the id in doubt."""
    if balance.by != "recipient":
        return Identifier(part)
    name = balance.names.get(part)
    if name is None:
        return part
    return f"{name} ({part})" if name in balance.same_names else name


def row_indent(row: BalanceRow) -> int:
    """Parts of a program stand two spaces in."""
    return 0 if row.part is None else 2


def figures_of_row(balance: Balance, row: BalanceRow) -> Figures:
    """Return what a row has to show; what its cells leave empty is not in it."""
    if not row.lines:
        return {}
    left_out = set(OF_BUDGETS) if row.part and balance.by in ("pool", "recipient") else set()
    if not any(line.booked for line in row.lines):
        left_out.add("outturn")
    return _without(row.whole, left_out)


def figures_of_line(line: BalanceLine) -> Figures:
    """Return what a line has to show: outstanding means something in totals only."""
    left_out = {"outstanding"}
    if line.of:
        left_out.update(OF_BUDGETS)
    if not line.booked:
        left_out.update(OF_ACCOUNTS)
    return _without(line.figures, left_out)


def _without(figures: Figures, left_out: set[str]) -> Figures:
    return {heading: money for heading, money in figures.items() if heading not in left_out}


def doubts_with_years(balance: Balance, row: BalanceRow) -> Doubts:
    """Return what is not known of a row; one that is a line alone has its years beside it.

    A span that is cut is then shown as what it is.
    """
    alone = row.lines[0] if len(row.lines) == 1 else None
    return alone.doubts if alone and alone.line in balance.cut_spans else row.doubts


def state_of(balance: Balance, line: BalanceLine) -> State | None:
    """Return the state of a line as of the date; None without one."""
    calendar = balance.calendars.get(line.line.program)
    return None if calendar is None else calendar.state(line.line.years)


def is_estimate(balance: Balance, line: BalanceLine) -> bool:
    """Whether a line has a budget that is an estimate: for years after that of the newest act."""
    if line.moved.keys().isdisjoint(BUDGET):
        return False
    return state_of(balance, line) is State.ESTIMATE and line.figures["budget"] != ZERO


# Data.


def lines_data(balance: Balance) -> list[dict[str, Any]]:
    """Return the lines of a balance with all their sums."""
    of_line = (*columns_of_line(balance), *FIGURES, half_widths(*FIGURES))
    return [columns.record(of_line, sums_of_line(balance, line)) for line in balance.lines]


def uncounted_data(balance: Balance) -> dict[str, Any]:
    """Return what no sum has in it: unknown amounts, and amounts a year without an end."""
    unknown = [
        {"entry": identifier(entry.kind, entry.address), "program": Identifier(program)}
        for entry, program in balance.unknown
    ]
    return {"unknown": unknown, "open": [_open_data(amount) for amount in balance.open]}


def _open_data(amount: OpenAmount) -> dict[str, Any]:
    return {
        "program": Identifier(amount.program),
        "heading": amount.heading,
        "entry": identifier(amount.entry.kind, amount.entry.address),
        "from": amount.years.first,
        "yearly": plain(amount.yearly.ore),
    }


def figures_data(
    figures: Figures, doubts: Doubts = CERTAIN, *, has_accounts: bool = True
) -> dict[str, Any]:
    """Return all sums as kroner, null for those not known, and half-widths of what is inexact."""
    shown = figures if has_accounts else without_accounts(figures)
    return columns.record((*FIGURES, half_widths(*FIGURES)), Sums(shown, doubts))
