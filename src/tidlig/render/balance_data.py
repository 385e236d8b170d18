"""A balance for programs: JSON of a fixed shape, and rows of one figure for CSV."""

from collections.abc import Sequence
from typing import Any

from tidlig.arithmetic.balancing import Balance, BalanceLine
from tidlig.arithmetic.headings import HEADINGS, Figures
from tidlig.arithmetic.marks import CERTAIN, Doubts
from tidlig.arithmetic.movements import Line
from tidlig.arithmetic.regrouping import by_recipient, doubts_of
from tidlig.model.money import Money
from tidlig.model.notation import plain
from tidlig.model.texts import Identifier
from tidlig.render.entries import address
from tidlig.render.shown import OF_ACCOUNTS
from tidlig.render.spreadsheets import Rows, amount

_OF = ("pool", "recipient")
_COLUMNS = {"pool": ["pool"], "recipient": ["recipient", "name"]}


def as_data(balance: Balance) -> dict[str, Any]:
    """Give a balance as JSON has it; money is kroner as text, exact, without grouping."""
    booked = {each.line.program for each in balance.lines if each.booked}
    return {
        "lines": [_line(balance, each) for each in balance.lines],
        "totals": [
            {
                "program": Identifier(program),
                **figures_data(
                    figures, doubts_of(balance, program), has_accounts=program in booked
                ),
            }
            for program, figures in balance.totals.items()
        ],
        **({"recipients": _recipients(balance)} if balance.by == "recipient" else {}),
        "cut_spans": cut_data(balance.cut_spans),
        **uncounted(balance),
    }


def cut_data(lines: Sequence[Line]) -> list[dict[str, Any]]:
    """Name the spans that are shown of which only some years are asked for: no total has them."""
    return [
        {
            "program": Identifier(line.program),
            "strand": Identifier(line.strand) or None,
            "years": list(line.years),
        }
        for line in lines
    ]


def uncounted(balance: Balance) -> dict[str, Any]:
    """Give what no figure has in it: unknown amounts, and amounts a year without an end."""
    return {
        "unknown": [
            {"entry": address(entry), "program": Identifier(program)}
            for entry, program in balance.unknown
        ],
        "open": [
            {
                "program": Identifier(program.id),
                "from": program.years.first,
                "yearly": plain(money.ore),
            }
            for program, money in balance.open
        ],
    }


def rows(balance: Balance, headings: Sequence[str] = ()) -> Rows:
    """Give a balance as rows with one figure each, the headings of the columns first."""
    of = _COLUMNS.get(balance.by, [])
    yield ["program", "strand", *of, "years", "heading", "amount", "plus_minus"]
    for each in balance.lines:
        told = known(each.figures, each.doubts, has_accounts=each.booked)
        for heading in headings or HEADINGS:
            program, strand, owner = _names(balance, each)
            names = [owner, name_of(balance, each.of or "") or ""][: len(of)]
            yield [
                program,
                strand,
                *names,
                str(each.line.years),
                heading,
                *amount(told[heading]),
            ]


def _recipients(balance: Balance) -> list[dict[str, Any]]:
    """Give the sums of each recipient over all programs shown."""
    return [
        {
            "recipient": id,
            "name": name_of(balance, id),
            **figures_data(row.whole, row.doubts, has_accounts=False),
        }
        for id, row in by_recipient(balance).items()
    ]


def _line(balance: Balance, each: BalanceLine) -> dict[str, Any]:
    line = each.line
    program, strand, of = _names(balance, each)
    grouped: dict[str, str | None] = {balance.by: of or None} if balance.by in _OF else {}
    if balance.by == "recipient":
        grouped["name"] = name_of(balance, each.of or "")
    return {
        "program": program,
        "strand": strand or None,
        **grouped,
        "years": list(line.years),
        **figures_data(each.figures, each.doubts, has_accounts=each.booked),
    }


def name_of(balance: Balance, recipient: str) -> str | None:
    """Give the name that the register has of a recipient."""
    return balance.names.get(recipient)


def _names(balance: Balance, each: BalanceLine) -> tuple[str, str, str]:
    """Name a line: its program, its strand and what else it is of."""
    of = each.of or ""
    owner = of if balance.by == "recipient" else Identifier(of)
    return Identifier(each.line.program), Identifier(each.line.strand), owner


def known(
    figures: Figures, doubts: Doubts, *, has_accounts: bool = True
) -> dict[str, Money | None]:
    """Give figures with None for those in doubt: the part of them that is known is no figure.

    None too for outturn, and what is left of it, where there are no accounts.
    """
    left_out = {*doubts, *(() if has_accounts else OF_ACCOUNTS)}
    return {name: None if name in left_out else money for name, money in figures.items()}


def figures_data(
    figures: Figures, doubts: Doubts = CERTAIN, *, has_accounts: bool = True
) -> dict[str, Any]:
    """Give all headings as kroner, null for those not known, and half-widths of what is inexact."""
    of_headings = {heading: figures[heading] for heading in HEADINGS}
    told = known(of_headings, doubts, has_accounts=has_accounts)
    return {
        **{heading: money and plain(money.ore) for heading, money in told.items()},
        "plus_minus": {h: plain(money.half) for h, money in told.items() if money and money.half},
    }
