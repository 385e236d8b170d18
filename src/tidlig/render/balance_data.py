"""The balance for programs: JSON of a fixed shape, `tidlig.balance/2`, and CSV with a figure a row.

A figure of JSON has its least and its most, which are equal where it is exact; one of them is null
where an unknown amount may move it, and the whole is null where nothing is known. `why` says why
figures of a program are null. Sums of lines are text, in kroner. docs/columns.md has every key.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from tidlig.arithmetic.covered import carried_on, covered
from tidlig.arithmetic.figures import Figure
from tidlig.arithmetic.ledger import Ledger
from tidlig.arithmetic.movements import Line
from tidlig.arithmetic.overview import (
    JoinedLeft,
    KnownYears,
    ProgramOverview,
    StrandLeft,
    YearLeft,
    totals,
)
from tidlig.arithmetic.part_overview import PartOverview
from tidlig.arithmetic.what_is_left import LEFT_FIGURES, Left
from tidlig.model.money import plain
from tidlig.model.texts import Identifier
from tidlig.render.balance_reasons import why_unknown

if TYPE_CHECKING:
    from tidlig.arithmetic.balance import Balance

SCHEMA = "tidlig.balance/2"


def figure_data(figure: Figure | None) -> dict[str, str | None] | None:
    """Return a figure as JSON has it, in kroner; its half-width only where it has one."""
    if figure is None:
        return None
    data = {"least": _kroner(figure.least), "most": _kroner(figure.most)}
    if figure.half:
        data["plus_minus"] = plain(figure.half)
    return data


def _kroner(ore: int | None) -> str | None:
    return None if ore is None else plain(ore)


def balance_data(ledger: Ledger, programs: Sequence[ProgramOverview]) -> dict[str, Any]:
    """Return the balance of programs with all their lines, without what every report has."""
    from tidlig.arithmetic.balance import Choice, balance

    whole = balance(ledger, Choice(tuple((program.program.id, None) for program in programs)))
    lines = tuple(line for line in whole.lines if any(part.has(line.line) for part in programs))
    return data_with_lines(replace(whole, lines=lines), programs)


def data_with_lines(balance: "Balance", programs: Sequence[ProgramOverview]) -> dict[str, Any]:
    """Return the balance of programs with the lines of a report, as they are chosen and grouped."""
    from tidlig.render.balance_columns import lines_data, uncounted_data

    return {
        "programs": [program_data(program) for program in programs],
        "lines": lines_data(balance),
        "totals": _totals(programs),
        **uncounted_data(balance),
    }


def program_data(program: ProgramOverview) -> dict[str, Any]:
    """Return a program as JSON has it."""
    own = program.program
    data: dict[str, Any] = {
        "program": Identifier(own.id),
        "name": own.name,
        "account": program.account,
        "years": [own.years.first, None if own.years.open else own.years.last],
        "act": program.act,
        "act_year": program.act_year,
        "unspent": own.unspent,
        "basis": own.basis,
        "total": {"agreed": figure_data(program.agreed), **left_data(program.total)},
        "unreported": figure_data(_unreported(program)),
        "why": _why(program),
        "by_year": [_year(row) for row in program.by_year],
        "joined": [_joined(row) for row in program.joined],
        "strands": [_strand(row) for row in program.strands],
    }
    if isinstance(program, PartOverview):
        data["part"] = _part(program)
    if program.known is not None:
        data["known"] = _known(program.known)
        data["not_known"] = list(program.not_known)
    return data


def _part(part: PartOverview) -> dict[str, Any]:
    """Return which part of the program the figures are of, and what spans cut it."""
    strand, years = part.cell.strand, part.cell.years
    return {
        "strand": Identifier(strand) if strand else None,
        "years": None if years is None else [years.first, None if years.open else years.last],
        "cut_spans": cut_spans_data(part.cut),
    }


def cut_spans_data(lines: Sequence[Line]) -> list[dict[str, Any]]:
    """Name the lines over more years than were chosen: no figure has them."""
    return [
        {"strand": Identifier(line.strand) or None, "years": list(line.years)}
        for line in sorted(lines, key=lambda line: (line.strand, line.years))
    ]


def left_data(left: Left) -> dict[str, Any]:
    """Return the figures of a cell, and what makes them add up."""
    return {name: figure_data(figure) for name, figure in _figures(left)}


def _figures(left: Left) -> Iterator[tuple[str, Figure | None]]:
    yield from ((name, getattr(left, name)) for name in LEFT_FIGURES)
    yield "covered", covered(left)
    yield "carried_on", carried_on(left)


def _year(row: YearLeft) -> dict[str, Any]:
    return {
        "year": row.year,
        "state": row.state.value,
        "accounts": row.has_accounts,
        "spans": [list(span) for span in row.spans],
        **left_data(row.left),
    }


def _joined(row: JoinedLeft) -> dict[str, Any]:
    return {"years": list(row.years), "left": figure_data(row.uncommitted), **left_data(row.left)}


def _strand(row: StrandLeft) -> dict[str, Any]:
    strand = row.strand
    return {
        "strand": None if strand is None else Identifier(strand.id),
        "name": None if strand is None else strand.name,
        **left_data(row.left),
    }


def _known(known: KnownYears) -> dict[str, Any]:
    sums = {name: figure_data(getattr(known, name)) for name in ("budget", "used", "unused")}
    return {"years": list(known.years), **sums}


def _unreported(program: ProgramOverview) -> Figure | None:
    """Return what is unreported; None where nothing but an unknown total is."""
    is_unstated = bool(program.figures.money.unstated_years)
    return None if is_unstated and program.total.binding is None else program.unreported


def _why(program: ProgramOverview) -> dict[str, str]:
    """Return why each figure of the total that is null, or has a bound that is, is not known."""
    reasons: dict[str, str] = {}
    for name in LEFT_FIGURES:
        figure: Figure | None = getattr(program.total, name)
        if figure is None:
            reasons[name] = why_unknown(program, name)
        elif None in figure[:2]:
            reasons[name] = "unknown-amount" if program.figures.money.unknown else "no-accounts"
    return reasons


def _totals(programs: Sequence[ProgramOverview]) -> dict[str, Any]:
    """Return the sums over programs of what is known, if anything; and the programs left out."""
    not_known = [
        Identifier(program.program.id)
        for program in programs
        if any(getattr(program.total, name) is None for name in LEFT_FIGURES)
    ]
    sums = {heading: figure_data(figure) for heading, figure in totals(programs).items()}
    return {**sums, "not_known": not_known}


CSV_HEADINGS = ("program", "strand", "years", "state", "heading", "least", "most", "plus_minus")


def rows(programs: Sequence[ProgramOverview]) -> Iterator[list[str]]:
    """Yield the rows of CSV, the headings first: a figure of a program, a year or a strand each."""
    yield list(CSV_HEADINGS)
    for program in programs:
        id = Identifier(program.program.id)
        yield from _figure_rows([id, "", "", ""], program.total)
        for row in program.by_year:
            yield from _figure_rows([id, "", str(row.year), row.state.value], row.left)
        for joined in program.joined:
            yield from _figure_rows([id, "", str(joined.years), "joined"], joined.left)
        for part in program.strands:
            strand = "-" if part.strand is None else Identifier(part.strand.id)
            yield from _figure_rows([id, strand, "", ""], part.left)


def _figure_rows(names: list[str], left: Left) -> Iterator[list[str]]:
    for name, figure in _figures(left):
        least, most, half = ("", "", "") if figure is None else _texts(figure)
        yield [*names, name, least, most, half]


def _texts(figure: Figure) -> tuple[str, str, str]:
    return (
        _kroner(figure.least) or "",
        _kroner(figure.most) or "",
        plain(figure.half) if figure.half else "",
    )
