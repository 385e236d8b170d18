"""The headings of what is left: what each shows of a program, a strand or some years of one.

binding = used + remaining + unused + unreported, and estimates stand apart. A heading has a Danish
and an English word, by which it can be typed too.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

from tidlig.arithmetic.covered import carried_on, covered_of
from tidlig.arithmetic.figures import NOTHING, Figure
from tidlig.arithmetic.line_figures import NOT_KNOWN
from tidlig.arithmetic.line_states import State, each_of
from tidlig.arithmetic.overview import ProgramOverview, YearLeft, negative
from tidlig.arithmetic.part_overview import PartOverview
from tidlig.arithmetic.what_is_left import Left
from tidlig.model.spelling import caseless
from tidlig.model.years import one
from tidlig.render.figures import NOT_APPLICABLE, Writer, added, has_money
from tidlig.render.grid import Cell
from tidlig.render.sentences import SENTENCES, sentence
from tidlig.render.style import Language

Item = TypeVar("Item")


@dataclass(frozen=True, slots=True)
class Shown:
    """A figure of a row, or that the heading does not apply to it."""

    figure: Figure | None = None
    applies: bool = True


Values = Mapping[str, Shown]
"""What a row shows, by heading."""


def _binding(program: ProgramOverview) -> Shown:
    return Shown(binding_of(program.total, program), not _has_estimates_alone(program))


def binding_of(left: Left, program: ProgramOverview) -> Figure | None:
    """Return the binding budget; nothing where no act states one, and its use is known.

    Of a strand that no act gives money it is not said.
    """
    if isinstance(program, PartOverview) and program.cell.strand is not None:
        return left.binding
    figures = (left.used, left.remaining, left.unused)
    return NOTHING if left.binding is None and None not in figures else left.binding


def _has_estimates_alone(program: ProgramOverview) -> bool:
    """Whether chosen years have nothing but estimates, so that no binding money applies."""
    is_of_years = isinstance(program, PartOverview) and program.cell.years is not None
    total = program.total
    binding = (total.binding, carried_on(total), total.remaining, total.unused)
    if not is_of_years or any(map(has_money, binding)):
        return False
    return {row.state for row in program.by_year} == {State.ESTIMATE}


def _budget(program: ProgramOverview) -> Shown:
    return Shown(program.total.budget)


def _used(program: ProgramOverview) -> Shown:
    return Shown(used_of_binding(program), not _has_estimates_alone(program))


def used_of_binding(program: ProgramOverview) -> Figure | None:
    """Return what is used of binding money: what is charged to estimates is left out."""
    if program.known is not None:
        return program.known.used
    total = program.total
    if not _uses_estimates(program) or not _has_estimate_money(program):
        return total.used
    used = list(_used_by_period(program))
    if all(each is not None and each.is_exact for each in used):
        return added(used)
    if total.binding is None:
        return total.used
    return None if isinstance(program, PartOverview) else used_without_estimates(total)


def _used_by_period(program: ProgramOverview) -> Iterator[Figure | None]:
    """Yield what is used of the binding money of each year, those that a span joins together."""
    estimates = set(program.years_in(State.ESTIMATE))
    joined = {each.years: each.left for each in program.joined}
    for years, left in joined.items():
        has_estimates = not estimates.isdisjoint(each_of(years))
        yield used_without_estimates(left) if has_estimates else left.used
    for row in program.by_year:
        if not any(one(row.year).within(years) for years in joined):
            yield used_in_year(row)


def _has_estimate_money(program: ProgramOverview) -> bool:
    """Whether any budget of the whole program is an estimate, or overdrawn as one."""
    whole = program.figures.left()
    return whole.budget is None or whole.binding != whole.budget or whole.estimate != NOTHING


def _uses_estimates(program: ProgramOverview) -> bool:
    """Whether anything is used of a year of estimates, or came to it as binding money."""
    lefts = [row.left for row in program.by_year if row.state is State.ESTIMATE]
    return any(
        has_money(figure)
        for left in lefts
        for figure in (left.used, left.binding, left.remaining, left.unused)
    )


def used_in_year(row: YearLeft) -> Figure | None:
    """Return what is used of the binding money of a year; nothing of one of estimates alone."""
    if row.state is not State.ESTIMATE or _is_nothing_used(row.left):
        return row.left.used
    return NOTHING if _has_no_binding_money(row.left) else used_without_estimates(row.left)


def _has_no_binding_money(left: Left) -> bool:
    """Whether a year of estimates has no line of its own, and nothing is left of any other."""
    return left.binding is None and (left.remaining, left.unused) == (NOTHING, NOTHING)


def _is_nothing_used(left: Left) -> bool:
    """Whether nothing is used, and the binding budget is not known."""
    return left.binding is None and left.used == NOTHING


def used_without_estimates(left: Left) -> Figure | None:
    """Return what binding money is used, which follows from what is left of it where exact.

    What is carried on to a year is money of it too.
    """
    parts = (left.binding, carried_on(left), left.remaining, left.unused)
    if not all(part is not None and part.is_exact for part in parts):
        return None
    binding, carried, remaining, unused = (part.most or 0 for part in parts if part is not None)
    used = binding + carried - remaining - unused
    if _has_lapsed_of_estimate(left):
        used = max(used, min(0, _least_of(left.used)))
    return Figure(used, used, left.used.half if left.used is not None else 0)


def _has_lapsed_of_estimate(left: Left) -> bool:
    """Whether money of an estimate may have lapsed: it is unused, and no binding money was."""
    return has_money(left.lapsed) and left.binding != left.budget


def _least_of(figure: Figure | None) -> int:
    return 0 if figure is None or figure.least is None else figure.least


def _remaining(program: ProgramOverview) -> Shown:
    is_over = program.is_over or (_has_estimates_alone(program) and not program.lacks_act)
    if is_over and not has_money(program.total.remaining):
        return Shown(applies=False)
    return Shown(program.remaining)


def _unused(program: ProgramOverview) -> Shown:
    return Shown(unused_of(program), _has_unused(program))


def unused_of(program: ProgramOverview) -> Figure | None:
    """Return what is unused; of the years that are known, where others are not."""
    return program.unused


def _has_unused(program: ProgramOverview) -> bool:
    """Whether any year is closed, or any money lapsed before its year was."""
    is_closed = any(row.state is State.CLOSED for row in program.by_year)
    return is_closed or has_money(program.total.unused) or not has_budget(program)


def has_budget(program: ProgramOverview) -> bool:
    """Whether any entry gives the program a budget, if only an unknown one or 0."""
    return program.figures.money.has_budget


def is_left_out(program: ProgramOverview, keys: Iterable[str]) -> bool:
    """Whether an unknown amount keeps a program out of any of some sums over programs."""
    if not has_budget(program) or program.not_known or program.lacks_act:
        return False
    shown = [each for each in values_of(program, keys).values() if each.applies]
    return any(each.figure is None or None in each.figure[:2] for each in shown)


def is_blank_in_sums(program: ProgramOverview) -> bool:
    """Whether nothing at all is known of a figure of a program that a sum leaves out."""
    shown = values_of(program, ALWAYS).values()
    is_blank = any(s.applies and (s.figure is None or s.figure[:2] == (None, None)) for s in shown)
    return is_blank and is_left_out(program, ALWAYS)


def _lapsed(program: ProgramOverview) -> Shown:
    return Shown(program.total.lapsed, _has_unused(program))


def _unsettled(program: ProgramOverview) -> Shown:
    return Shown(unsettled_of(program), _has_unused(program))


def unsettled_of(program: ProgramOverview) -> Figure | None:
    """Return what of the unused has not lapsed; of the years that are known."""
    unused, lapsed = unused_of(program), program.total.lapsed
    if program.known is None or unused is None or lapsed is None:
        return program.total.unsettled
    is_unknown = any(each.heading == "lapsed" for each in program.figures.money.unknown)
    ore = lapsed.least if lapsed.most is None else lapsed.most
    least, most = None if is_unknown else _less(unused.least, ore), _less(unused.most, ore)
    is_settled = (least, most) == (0, 0)
    return Figure(least, most, 0 if is_settled else unused.half, is_unknown and unused.is_exact)


def _less(one: int | None, other: int | None) -> int | None:
    return None if one is None or other is None else one - other


def _unreported(program: ProgramOverview) -> Shown:
    if not has_budget(program):
        return Shown()
    return Shown(program.unreported, has_money(program.unreported))


def _covered(program: ProgramOverview) -> Shown:
    if not isinstance(program, PartOverview):
        return Shown(NOTHING)
    shown = [HEADINGS[key](program) for key in ("binding", "used", *_REST)]
    figures = [each.figure if each.applies else NOTHING for each in shown]
    if program.lacks_act:
        figures[2] = NOTHING  # what may remain of the year is not known, but nothing is counted
    return Shown(covered_of(figures[0], figures[1], figures[2:], carried_on(program.total)))


_REST = ("remaining", "unused", "unreported")


def _carried_on(program: ProgramOverview) -> Shown:
    return Shown(carried_on(program.total))


def _estimate(program: ProgramOverview) -> Shown:
    estimate = program.total.estimate
    return Shown(estimate, estimate is None or has_money(estimate))


def _agreed(program: ProgramOverview) -> Shown:
    return Shown(program.agreed)


def _moved(*headings: str, is_positive: bool = True) -> Callable[[ProgramOverview], Shown]:
    """Return what shows the money that was moved under some headings."""

    def shown(program: ProgramOverview) -> Shown:
        figure = program.moved_under(*headings)
        return Shown(figure if is_positive or figure is None else negative(figure))

    return shown


HEADINGS: dict[str, Callable[[ProgramOverview], Shown]] = {
    "agreed": _agreed,
    "binding": _binding,
    "budget": _budget,
    "used": _used,
    "covered": _covered,
    "carried on unspent": _carried_on,
    "remaining": _remaining,
    "unused": _unused,
    "lapsed": _lapsed,
    "unsettled": _unsettled,
    "unreported": _unreported,
    "estimate": _estimate,
    "appropriated": _moved("appropriated", "restated"),
    "reprioritised": _moved("reprioritised"),
    "carried": _moved("carried"),
    "awarded": _moved("awarded"),
    "returned": _moved("returned", is_positive=False),
    "outturn": _moved("outturn"),
    "paid": _moved("paid"),
}
"""What a program shows under each heading."""

OF_LINES = ("appropriated", "reprioritised", "carried", "awarded", "returned", "outturn", "paid")
"""Headings that are said of lines too; a sum is not known where any that it should have is not."""

ALWAYS = ("binding", "used", "remaining", "unused")

DEFAULT = (
    "binding", "used", "covered", "carried on unspent", "remaining", "unused", "lapsed",
    "unreported", "estimate",
)  # fmt: skip
"""The headings of a balance; but those of `ALWAYS` only where they have any money."""

LEFT = ("binding", "used", "remaining", "unused", "unsettled", "unreported", "estimate")
"""Headings that are said of what is left, and never of a line."""


def values_of(program: ProgramOverview, keys: Iterable[str]) -> dict[str, Shown]:
    """Return what a program, or a part of one, shows under some headings."""
    return {key: HEADINGS[key](program) for key in keys}


def sum_of_values(rows: Sequence[Values], keys: Iterable[str]) -> dict[str, Shown]:
    """Add up rows: under each heading the figures that are known; of lines, if all of them are."""
    sums = {}
    for key in keys:
        shown = [row[key] for row in rows if row[key].applies]
        figures = [each.figure for each in shown]
        is_known = key not in OF_LINES or NOT_KNOWN not in figures
        sums[key] = Shown(added(figures) if is_known else NOT_KNOWN, bool(shown))
    return sums


def cell_of(shown: Shown, writer: Writer, *, is_circa: bool, budget: Figure | None = None) -> Cell:
    """Write what a row shows; `is_circa` says that the heading has the mark for all."""
    if not shown.applies:
        return NOT_APPLICABLE
    return writer.cell(shown.figure, circa=not is_circa, budget=budget)


@dataclass(frozen=True, slots=True)
class Sort:
    """A heading that rows are put in order by: the largest figure first, or the smallest."""

    key: str
    is_upward: bool = False

    def in_order(self, rows: Iterable[Item], values: Callable[[Item], Values]) -> list[Item]:
        """Return rows in order; those whose figure is not known are last."""
        known: list[tuple[tuple[int, int], Item]] = []
        unknown: list[Item] = []
        for row in rows:
            order = _order(values(row)[self.key])
            if order is None:
                unknown.append(row)
            else:
                known.append((order, row))
        known.sort(key=lambda each: each[0], reverse=not self.is_upward)
        return [*(row for _, row in known), *unknown]


def _order(shown: Shown) -> tuple[int, int] | None:
    """Return what rows are put in order by: the most, then the least; None where not known."""
    figure = shown.figure
    if not shown.applies or figure is None or figure[:2] == (None, None):
        return None
    least, most = figure[:2]
    if least is None or most is None:
        known = most if least is None else least
        return (known or 0, known or 0)
    return most, least


def heading_named(text: str) -> str | None:
    """Return the heading that a word means: its key, or its word in Danish or English.

    A hyphen may be typed for a space, as in "til-rådighed".
    """
    return _BY_WORD.get(_typed(text))


def words() -> tuple[str, ...]:
    """Every word that a heading can be typed by."""
    return tuple(dict.fromkeys([*HEADINGS, *(word for key in HEADINGS for word in SENTENCES[key])]))


_OTHER_WORDS = {
    "restated": "appropriated",
    "of which lapsed": "lapsed",
    "of which unsettled": "unsettled",
    "used, awarded": "used",
    "BO of": "estimate",
}
"""What reports call a heading in some places; of acts, `restated` is in what is appropriated."""


def words_of(language: Language) -> list[str]:
    """Return the word of each heading in a language."""
    return list(dict.fromkeys(sentence(key, language) for key in HEADINGS))


def _typed(word: str) -> str:
    """Return a word as it is looked up: a hyphen is as good as a space."""
    return caseless(word).replace(" ", "-")


def _by_word() -> dict[str, str]:
    by_word: dict[str, str] = {}
    for key in HEADINGS:
        for word in (*SENTENCES[key], key):
            by_word.setdefault(_typed(word), key)
    for word, key in _OTHER_WORDS.items():
        for said in (word, *SENTENCES.get(word, ()), *SENTENCES.get(f"log: moved, {word}", ())):
            by_word.setdefault(_typed(said), key)
    return by_word


_BY_WORD = _by_word()
