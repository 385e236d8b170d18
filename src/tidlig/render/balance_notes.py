"""Notes below the balance of a program: money over more years than were chosen, and signs."""

from collections.abc import Iterable, Iterator
from itertools import zip_longest

from tidlig.arithmetic.covered import covered
from tidlig.arithmetic.figures import NOTHING, Figure
from tidlig.arithmetic.movements import UNSPLIT, Line, sum_money
from tidlig.arithmetic.overview import ProgramOverview
from tidlig.arithmetic.part_overview import PartOverview
from tidlig.arithmetic.what_is_left import Left
from tidlig.model.money import ZERO, Money
from tidlig.model.years import Years
from tidlig.render.figures import (
    NOT_APPLICABLE,
    Writer,
    added,
    has_bounds,
    has_money,
    is_surely_money,
)
from tidlig.render.grid import Grid, Row


def cut_notes(program: ProgramOverview, writer: Writer) -> Iterator[str]:
    """Say of each span that only meets the chosen years what is of it, and where it is.

    Its budget is in no figure of the years. Its awards are in their accounts, else in bounds.
    """
    if not isinstance(program, PartOverview) or program.cell.years is None:
        return
    lines: dict[Years, list[Line]] = {}
    for line in program.cut:
        if not line.years.within(program.cell.years):
            lines.setdefault(line.years, []).append(line)
    for years in sorted(lines):
        yield from _of_span(program, years, lines[years], writer)


def _of_span(
    program: PartOverview, years: Years, lines: Iterable[Line], writer: Writer
) -> Iterator[str]:
    money = program.figures.money
    own = list(lines)
    budget = sum_money(money.budget(line) for line in own)
    awarded = sum_money(money.of(line, "awarded") for line in own)
    used = awarded - sum_money(money.of(line, "returned") for line in own)
    if budget != ZERO:
        yield writer.say("note, cut budget", figure=_text(budget, writer), years=years)
    if used != ZERO:
        key = "in accounts" if _has_accounts(program, years) else "in bounds"
        yield writer.say(f"note, cut awards {key}", figure=_text(used, writer), years=years)
    if ZERO == budget == used:
        yield writer.say("note, cut spans", years=years)


def _has_accounts(program: PartOverview, span: Years) -> bool:
    """Whether every chosen year of a span has accounts."""
    shown = [row for row in program.by_year if span.first <= row.year <= span.last]
    return all(row.has_accounts for row in shown)


def _text(money: Money, writer: Writer) -> str:
    return writer.text(Figure(money.ore, money.ore, money.half))


def awarded_of_estimates(program: ProgramOverview, writer: Writer) -> Iterator[str]:
    """Say how much of the estimates is awarded: an act states more than is left of them.

    It is not said where some of them may have lapsed, nor of a strand, which others may pay for.
    """
    total = program.total
    is_of_strand = isinstance(program, PartOverview) and program.cell.strand is not None
    if is_of_strand or total.lapsed != NOTHING:
        return
    stated, left = _stated_of_estimates(total), total.estimate
    if stated is None or left is None or left.least is None or left.most is None:
        return
    awarded = Figure(stated - left.most, stated - left.least, left.half)
    if has_money(awarded):
        yield writer.say("note, estimates awarded", figure=writer.text(awarded))


def _stated_of_estimates(total: Left) -> int | None:
    """Return the øre that acts state of estimates; None where these are not known exactly."""
    budget, binding = total.budget, total.binding
    if budget is None or binding is None or not budget.is_exact or not binding.is_exact:
        return None
    return (budget.most or 0) - (binding.most or 0)


def unsplit_note(program: ProgramOverview, writer: Writer) -> Iterator[str]:
    """Say that money of no strand may pay for strands, where bounds of their rows show it.

    What it surely pays has a column in any case; what it may pay has one where there is room.
    """
    money = program.figures.money
    unsplit = (line for line in money.budgeted if line.strand == UNSPLIT)
    has_unsplit = any(money.budget(line).ore > 0 for line in unsplit)
    parts = [row.left for row in program.strands if row.strand is not None]
    if isinstance(program, PartOverview) and program.strand is not None:
        parts = [program.total]
    if has_unsplit and any(map(_may_others_pay, parts)):
        yield writer.say("note, unsplit may pay")


def _may_others_pay(left: Left) -> bool:
    """Whether other money may pay for what a strand uses, and may not.

    Where it cannot, what is used and what is left come to the budget, one at its least and one at
    its most. With more bounds than two, nobody can tell.
    """
    paid = covered(left)
    if paid is not None:
        return has_bounds(paid) and not is_surely_money(paid)
    rest = (left.remaining, left.unused, left.estimate)
    bounded = [figure for figure in rest if has_bounds(figure)]
    if left.budget is None or len(bounded) != 1 or not has_bounds(left.used):
        return False
    return _is_apart(added((left.used, *rest)), _width(bounded[0]), left.budget)


def _is_apart(whole: Figure | None, width: int, budget: Figure) -> bool:
    """Whether figures, of which one grows as another falls by a width, are not the budget."""
    if whole is None or whole.least is None or whole.most is None:
        return False
    return not whole.least + width == budget.most == whole.most - width


def _width(figure: Figure | None) -> int:
    assert figure is not None
    return (figure.most or 0) - (figure.least or 0)


def sign_note(grids: Iterable[Grid], writer: Writer) -> Iterator[str]:
    """Explain the signs that stand in any of some tables: what does not apply, and blanks."""
    shown = list(grids)
    has_dash = any(NOT_APPLICABLE.text in texts for grid in shown for texts in _figures(grid))
    has_blank = any("" in texts for grid in shown for texts in _figures(grid))
    if has_dash and has_blank:
        yield writer.say("note, signs")
    elif has_dash:
        yield writer.say("note, sign of none")
    elif has_blank:
        yield writer.say("note, blank")


def _figures(grid: Grid) -> Iterator[list[str]]:
    """Yield the texts of the figures of each row, without rows of words and headings of rows."""
    figures = [at for at, column in enumerate(grid.columns) if at and not column.is_words]
    for row, after in zip_longest(grid.rows, grid.rows[1:]):
        texts = [row.cells[at].text for at in figures]
        if not _is_heading(row, texts, after) and not _is_of_words(texts):
            yield texts


def _is_heading(row: Row, texts: Iterable[str], after: Row | None) -> bool:
    """Whether a row only heads those below it, which stand further in."""
    return not any(texts) and after is not None and after.indent > row.indent


def _is_of_words(texts: Iterable[str]) -> bool:
    """Whether a row has words, such as the states of years, and no figure."""
    said = [text for text in texts if text and text != NOT_APPLICABLE.text]
    return bool(said) and not any(character.isdigit() for text in said for character in text)
