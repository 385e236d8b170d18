"""The answer above the tables of a balance: what remains, what is unused, what is not known."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from tidlig.arithmetic.figures import NOTHING, Cell, Figure
from tidlig.arithmetic.line_states import State, each_of
from tidlig.arithmetic.movements import BUDGET, sum_money
from tidlig.arithmetic.overview import ProgramOverview, YearLeft
from tidlig.arithmetic.part_overview import PartOverview
from tidlig.arithmetic.unknown_in_figures import without_netted
from tidlig.model.money import ZERO, Money
from tidlig.model.years import Years
from tidlig.render.balance_headings import is_left_out, unsettled_of
from tidlig.render.balance_reasons import unknown_in, why_bounded, why_unknown, years_remaining
from tidlig.render.figures import Writer, added, has_money
from tidlig.render.sentences import sentence, spans


@dataclass(frozen=True, slots=True)
class Answer:
    """A label and a sentence; `is_warning` where it says that something is not known or wrong."""

    label: str
    text: str
    is_warning: bool = False


class Answers:
    """Writes the answers of a report as of a year."""

    def __init__(self, writer: Writer, year: int) -> None:
        """Write for a writer's unit and language."""
        self.writer = writer
        self.year = year

    def say(self, key: str, **values: object) -> str:
        """Return a sentence."""
        return sentence(key, self.writer.language, **values)

    def _answer(self, label: str, text: str, *, is_warning: bool = False) -> Answer:
        return Answer(self.say(label), text, is_warning)

    # One program.

    def of_program(self, program: ProgramOverview) -> list[Answer]:
        """Return the answers on one program."""
        answers = [self._remaining(program)]
        answers += self._unused(program)
        answers += self._unreported([program], with_reason=False)
        answers += self._why(program)
        answers += self._overspent(program)
        if program.is_over and not isinstance(program, PartOverview):
            answers += self._appropriated(program)
        answers += self._agreed(program)
        return answers

    def _remaining(self, program: ProgramOverview) -> Answer:
        text, is_known = self._remaining_text(program)
        return self._answer("Remaining", text, is_warning=not is_known)

    def _remaining_text(self, program: ProgramOverview) -> tuple[str, bool]:
        remaining, chosen = program.total.remaining, _chosen_years(program)
        if program.is_over and remaining == NOTHING:
            return self._nothing_over(chosen or program.program.years, chosen), True
        reason = self._why_not_known(program) or self._remaining_but_of(program)
        if reason or remaining is None:
            return reason or self._why_nothing(program), False
        if remaining[:2] == (0, 0):
            return self.say("nothing", year=chosen or self.year), True
        figure = self.writer.text(remaining, budget=program.total.binding)
        return self.say("remaining in", figure=figure, year=self._years_open(program)), True

    def _nothing_over(self, years: Years, chosen: Years | None) -> str:
        """Say that nothing remains of a period that is over, or of the years that were chosen."""
        key = "nothing, over" if chosen is None else "nothing, chosen over"
        return self.say(key, years=years)

    def _why_not_known(self, program: ProgramOverview) -> str:
        """Return why nothing is known to remain; nothing where it is known, or no accounts say."""
        remaining = program.total.remaining
        if program.is_unrecorded:
            return self.say("no budget in", years=_chosen_years(program) or self.year)
        if not program.figures.money.has_budget:
            return self._no_budget(program)
        if program.lacks_act:
            return self.say("no act", year=self.year)
        if remaining is None and self._is_unstated(program):
            return self.say("no amount", year=self.year)
        if remaining is not None and None in remaining[:2]:
            return self._less_awards(program, remaining)
        return ""

    def _is_unstated(self, program: ProgramOverview) -> bool:
        """Whether an unknown total stands for the year, since no act states it."""
        money = program.figures.money
        is_whole = money.has_unknown_total and program.total.binding is None
        return is_whole or self.year in money.unstated_years

    def _why_nothing(self, program: ProgramOverview) -> str:
        """Say that nothing is known to remain, for an unknown amount or for want of any record."""
        if why_unknown(program, "remaining") == "unknown-amount":
            return self.say("unknown amounts", number=len(unknown_in(program)))
        if program.figures.calendar.accounts:
            return self.say("no accounts of", years=spans(program.not_known))
        return self.say("no accounts")

    def _remaining_but_of(self, program: ProgramOverview) -> str:
        """Return what remains in the years that are known, and which are not; "" without any."""
        missing = program.open_and_unknown()
        rows = [row for row in program.by_year if row.state is State.OPEN]
        known = [row for row in rows if has_money(row.left.remaining)]
        if program.total.remaining is not None or not missing or not known:
            return ""
        figure = self.writer.text(_added(row.left.remaining for row in known))
        years, others = spans(row.year for row in known), ", ".join(map(str, missing))
        return self.say("remaining but of", figure=figure, year=years, years=others)

    def _no_budget(self, program: ProgramOverview) -> str:
        """Say that there is no budget, or none yet, where the first act has not taken effect."""
        own = program.program
        is_stated = any(each is not None for each in (own.total, own.split, own.yearly))
        return self.say("no budget yet" if is_stated else "no budget")

    def _years_open(self, program: ProgramOverview) -> str:
        return spans(years_remaining(program)) or str(_chosen_years(program) or self.year)

    def _less_awards(self, program: ProgramOverview, remaining: Figure) -> str:
        """Say what remains within the bound that is known, less awards if nothing else is unknown.

        What remains without these is that bound, or at most that.
        """
        unknown = program.figures.unknown_in(program.total.cell, State.OPEN)
        awards = {each.entry for each in unknown if each.heading == "awarded"}
        if not program.figures.money.unknown and remaining.most is not None:
            known = self.writer.plain(remaining.most)
            return self.say("not known, no more", years=self.year, figure=known)
        is_of_others = any(each.entry not in awards for each in unknown)
        if not awards or is_of_others or remaining.most is None:
            return self._unknown_text(remaining, self._years_open(program))
        known = self.writer.plain(remaining.most)
        key = "less awards" if remaining.is_exact_part else "at most, less awards"
        years = self._years_open(program)
        return self.say(key, year=years, figure=known, number=len(awards))

    def _unused(self, program: ProgramOverview) -> Iterator[Answer]:
        unused = program.unused
        closed = [row.year for row in program.by_year if _is_unused_known(program, row)]
        if unused is None or not closed or unused[:2] == (0, 0):
            return
        closed = sorted({*closed, *_years_of_closed_spans(program)})
        yield self._answer("Unused", self._unused_text(program, unused, closed))

    def _unused_text(self, program: ProgramOverview, unused: Figure, closed: list[int]) -> str:
        if None in unused[:2]:
            return self._unknown_text(unused, spans(closed))
        figure, years = self.writer.text(unused), spans(closed)
        lapsed, unsettled = program.total.lapsed, unsettled_of(program)
        if lapsed is not None and lapsed != NOTHING:
            if unsettled is not None and unsettled[:2] == (0, 0):
                return self.say("unused, all lapsed", figure=figure, years=years)
            if None in lapsed[:2]:
                return self._lapsed_unknown_text(lapsed, figure, years)
            parts = {"lapsed": self.writer.text(lapsed), "unsettled": self.writer.text(unsettled)}
            return self.say("unused, lapsed", figure=figure, years=years, **parts)
        return self._unsettled_text(program, figure, years)

    def _lapsed_unknown_text(self, lapsed: Figure, figure: str, years: str) -> str:
        """Say that nobody knows how much of what is unused lapsed, or only the least of it."""
        if not lapsed.least:
            return self.say("unused, lapsed unknown", figure=figure, years=years)
        least = self.writer.plain(lapsed.least)
        return self.say("unused, lapsed at least", figure=figure, years=years, lapsed=least)

    def _unsettled_text(self, program: ProgramOverview, figure: str, years: str) -> str:
        """Say of what is unused, none of which lapsed, what it is known by."""
        if not program.figures.calendar.accounts:
            return self.say("unused without accounts", figure=figure, years=years)
        awarded = by_awards(program)
        if awarded is not None and has_money(awarded):
            known = self.writer.text(awarded)
            return self.say("unused, by awards", figure=figure, years=years, awards=known)
        if program.is_over and program.known is None:
            budget = self.writer.text(program.total.binding)
            return self.say("unused of", figure=figure, budget=budget)
        return self.say("unused in", figure=figure, years=years)

    def _unknown_text(self, figure: Figure, years: str) -> str:
        """Say that a figure is not known, and the bound that is: no result has a "?".

        A bound of nothing says nothing.
        """
        ore = figure.least if figure.most is None else figure.most
        if ore is None:
            return self.say("not stated")
        if ore == 0:
            return self.say("not known in", years=years)
        key = "not known, no less" if figure.most is None else "not known, no more"
        return self.say(key, figure=self.writer.plain(ore), years=years)

    def _unreported(
        self, programs: Iterable[ProgramOverview], *, with_reason: bool
    ) -> Iterator[Answer]:
        shown = [program for program in programs if program.unreported[:2] != (0, 0)]
        if not shown:
            return
        unreported = added(program.unreported for program in shown)
        years = spans(year for program in shown for year in program.unreported_years)
        key = "unreported why" if with_reason else "unreported of"
        text = self.say(key, figure=self._without_mark(unreported), years=years)
        yield self._answer("Unreported", text, is_warning=True)

    def _without_mark(self, figure: Figure | None) -> str:
        """Write a figure without its mark where it is inexact; with the sign of what is unknown."""
        if figure is None or figure.most is None or figure.least is None:
            return self.writer.text(figure)
        return self.writer.plain(figure.most)

    def _why(self, program: ProgramOverview) -> Iterator[Answer]:
        """Yield why figures have bounds: awards that are not split by year, or by strand."""
        for text in why_bounded(program, self.writer):
            yield self._answer("Why", text)

    def _overspent(self, program: ProgramOverview) -> Iterator[Answer]:
        year = Years(self.year, self.year)
        for row in program.strands:
            if row.strand is None:
                continue
            left = program.figures.left(Cell(year, row.strand.id))
            if left.remaining is not None and (left.remaining.most or 0) < 0:
                figure = self.writer.text(left.remaining)
                is_of_program = program.program.control == "program"
                key = "overspent, by program" if is_of_program else "overspent in"
                text = self.say(key, name=row.strand.name, figure=figure, year=self.year)
                yield self._answer("Overspent", text, is_warning=True)

    def _appropriated(self, program: ProgramOverview) -> Iterator[Answer]:
        """Yield how the budget of a program that is over came to be."""
        money, own = program.figures.money, program.program
        if own.act is None:
            return
        sums = {
            heading: sum_money(money.of(line, heading) for line in money.moved)
            for heading in BUDGET
        }
        first = self._appropriated_first(program, sums["appropriated"])
        if first is None:
            return
        act = self._first_acts(program)
        parts = [self.say("first act", figure=self.writer.text(first), act=act)]
        for heading, key in (
            ("reprioritised", "moved"),
            ("carried", "carried on"),
            ("restated", "later acts"),
        ):
            if sums[heading].ore:
                parts.append(self.say(key, figure=self._money(sums[heading])))
        yield self._answer("Appropriated", "; ".join(parts))

    def _appropriated_first(self, program: ProgramOverview, money: Money) -> Figure | None:
        """Return what the first act appropriated; None where its whole amount is unknown."""
        own = program.figures.money
        if own.has_unknown_total and money == ZERO:
            return None
        unknown = [each for each in own.unknown if each.heading == "appropriated"]
        most = None if without_netted(unknown) else money.ore
        return Figure(money.ore, most, money.half)

    def _first_acts(self, program: ProgramOverview) -> str:
        """Name the act that appropriated; where the program states nothing, those that may have."""
        own, acts = program.program, program.acts
        states_nothing = (own.total, own.split, own.yearly) == (None, None, None)
        if not states_nothing or len(acts) < 2:
            return own.act or ""
        return self.say("acts from", first=acts[0], last=acts[-1])

    def _agreed(self, program: ProgramOverview) -> Iterator[Answer]:
        """Yield what was set aside, where that is not what the first act appropriated."""
        money = program.figures.money
        appropriated = sum_money(money.of(line, "appropriated") for line in money.moved)
        agreed = program.agreed
        if agreed is not None and agreed.most != appropriated.ore:
            spans_of = [line.years for line in program.agreed_lines]
            years = Years(min(each.first for each in spans_of), max(each.last for each in spans_of))
            text = self.say("agreed in", figure=self.writer.text(agreed), years=years)
            if agreed.most is None:
                text = self._unknown_text(agreed, str(years))
            yield self._answer("Agreed", text)
        for year, yearly, _ in program.agreed_yearly:
            figure = self._money(yearly)
            yield self._answer("Agreed", self.say("a year from", figure=figure, year=year))

    def _money(self, money: Money) -> str:
        return self.writer.text(Figure(money.ore, money.ore, money.half))

    # All programs.

    def of_all(self, programs: list[ProgramOverview]) -> list[Answer]:
        """Return the answers on all programs."""
        return [
            self._remaining_of_all(programs),
            *self._unused_of_all(programs),
            *self._unreported(programs, with_reason=True),
        ]

    def _remaining_of_all(self, programs: list[ProgramOverview]) -> Answer:
        running = [each for each in programs if self._runs(each)]
        known = [each for each in running if self._is_remaining_known(each)]
        if not running:
            return self._none_runs(programs)
        if not known:
            text = self._none_known(running)
            return self._answer("Remaining", text, is_warning=True)
        return self._known_for_some(known, len(running) - len(known))

    def _none_runs(self, programs: list[ProgramOverview]) -> Answer:
        """Say that all programs are over, or that some have not begun."""
        is_over = all(each.is_over for each in programs)
        chosen = next(filter(None, map(_chosen_years, programs)), None)
        text = self.say("nothing, all over" if is_over else "no budget yet")
        if is_over and chosen is not None:
            text = self._nothing_over(chosen, chosen)
        return self._answer("Remaining", text, is_warning=not is_over)

    def _runs(self, program: ProgramOverview) -> bool:
        """Whether a program is not over, and has begun, or has its budget already."""
        has_begun = program.program.years.first <= self.year
        return not program.is_over and (has_begun or program.figures.money.has_budget)

    def _none_known(self, running: list[ProgramOverview]) -> str:
        """Say that nothing is known to remain of any program that runs."""
        has_act = any(each.figures.money.has_budget and not each.lacks_act for each in running)
        key = "none known" if has_act else "no acts"
        if len(running) == 1:
            key = "one not known" if has_act else "no act of one"
        return self.say(key, number=len(running), year=self.year)

    def _known_for_some(self, known: list[ProgramOverview], lacking: int) -> Answer:
        """Say what remains of the programs of which it is known, and in which years."""
        figure = self.writer.text(_added(each.total.remaining for each in known))
        years = spans(year for each in known for year in years_remaining(each))
        year = years or _chosen_years(known[0]) or self.year
        some = "not known for one" if lacking == 1 else "not known for some"
        key = some if lacking else "remaining in"
        text = self.say(key, figure=figure, year=year, number=lacking)
        return self._answer("Remaining", text, is_warning=bool(lacking))

    def _is_remaining_known(self, program: ProgramOverview) -> bool:
        remaining = program.total.remaining
        is_stated = remaining is not None and None not in remaining[:2]
        return is_stated and not program.lacks_act

    def _unused_of_all(self, programs: list[ProgramOverview]) -> Iterator[Answer]:
        known = [each for each in programs if not is_left_out(each, ["unused"])]
        lacking, text = len(programs) - len(known), self._unused_of_known(known)
        if lacking:
            missing = self.say("balance: not known for programs", number=lacking)
            text = f"{text}; {missing}" if text else missing
        if text:
            yield self._answer("Unused", text, is_warning=bool(lacking))

    def _unused_of_known(self, programs: list[ProgramOverview]) -> str:
        """Say what is unused of programs of which it is known; nothing where none is."""
        unused = _added(each.unused for each in programs)
        if unused[:2] == (0, 0):
            return ""
        lapsed = _added(each.total.lapsed for each in programs)
        binding = self.writer.text(_added(each.total.binding for each in programs))
        figure = self.writer.text(unused)
        of = {"budget": binding, "years": _years_unused(programs)}
        key = "unused in" if any(map(_has_open_money, programs)) else "unused of"
        least = _least_lapsed(programs)
        if least is not None:
            return self._lapsed_unknown_text(least, figure, of["years"])
        if lapsed == NOTHING:
            return self.say(key, figure=figure, **of)
        rest = _added(map(unsettled_of, programs))
        parts = {"lapsed": self.writer.text(lapsed), "unsettled": self.writer.text(rest)}
        return self.say(_with_lapsed(key, is_all=rest[:2] == (0, 0)), figure=figure, **of, **parts)


def _with_lapsed(key: str, *, is_all: bool) -> str:
    """Return the sentence on what is unused where some of it lapsed, or all."""
    if key == "unused of":
        return "unused of, lapsed"
    return "unused, all lapsed" if is_all else "unused, lapsed"


def _least_lapsed(programs: Iterable[ProgramOverview]) -> Figure | None:
    """Return the least that lapsed of programs, where more of it is not known; else None."""
    lapses = [each.total.lapsed for each in programs if each.total.lapsed is not None]
    if not any(None in lapsed[:2] for lapsed in lapses):
        return None
    return Figure(sum(lapsed.least or 0 for lapsed in lapses), None)


def _years_unused(programs: Iterable[ProgramOverview]) -> str:
    """Return the years of whose unused money something is known."""
    return spans(
        row.year
        for program in programs
        for row in program.by_year
        if _is_unused_known(program, row) and has_money(row.left.unused)
    )


def _has_open_money(program: ProgramOverview) -> bool:
    """Whether any binding money is of lines that are not over."""
    money, state = program.figures.money, program.figures.calendar.state
    lines = (line for line in money.budgeted if state(line.years) is State.OPEN)
    return any(program.has(line) and money.budget(line) != ZERO for line in lines)


def _added(figures: Iterable[Figure | None]) -> Figure:
    """Add up the figures that are known."""
    known = [figure for figure in figures if figure is not None and None not in figure[:2]]
    least = sum(figure.least or 0 for figure in known)
    most = sum(figure.most or 0 for figure in known)
    return Figure(least, most, sum(figure.half for figure in known))


def _chosen_years(program: ProgramOverview) -> Years | None:
    """Return the years that were chosen of a program, if any were."""
    return program.cell.years if isinstance(program, PartOverview) else None


def _is_unused_known(program: ProgramOverview, row: YearLeft) -> bool:
    """Whether what is unused of a year is known: it is closed, or some of it is unused anyhow."""
    if row.state is State.CLOSED and row.year not in program.not_known:
        return True
    return has_money(row.left.unused)


def _years_of_closed_spans(program: ProgramOverview) -> set[int]:
    """Return the years of the spans that are over, where the use of each is known."""
    spans = program.spans_in(State.CLOSED)
    return {year for span in spans for year in each_of(span)}.difference(program.not_known)


def years_by_awards(program: ProgramOverview) -> list[YearLeft]:
    """Return the years that are over and have no accounts yet, where others have.

    What they used is what was awarded, less returns.
    """
    if not program.figures.calendar.accounts:
        return []
    return [
        row
        for row in program.by_year
        if row.state is State.CLOSED
        and not row.has_accounts
        and row.year not in program.not_known
        and has_money(row.left.binding)
    ]


def by_awards(program: ProgramOverview) -> Figure | None:
    """Return what is unused of the years without accounts, where that is exact and not all."""
    rows = years_by_awards(program)
    unused = [row.left.unused for row in rows]
    if not all(each is not None and each.is_exact for each in unused):
        return None
    return added(unused)
