"""The balance report: the answer, then programs, or one program by year and strand."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from tidlig.arithmetic.ledger import Ledger
from tidlig.arithmetic.line_states import State
from tidlig.arithmetic.overview import ProgramOverview
from tidlig.arithmetic.what_is_left import Figure
from tidlig.model.money import UNITS, Unit, rounded
from tidlig.render.balance_answers import Answers
from tidlig.render.balance_data import SCHEMA, balance_data, rows
from tidlig.render.balance_overview import OverviewPage
from tidlig.render.balance_page import BalancePage, Choice, page_as_markdown, page_as_text
from tidlig.render.balance_program import ProgramPage
from tidlig.render.figures import Writer as FigureWriter
from tidlig.render.report import (
    Context,
    Writer,
    as_csv,
    as_danish_csv,
    json_document,
    provenance_data,
    source,
)
from tidlig.render.sentences import unit_name
from tidlig.render.tables import Paint, plain_paint

_SMALLER = ("mia", "mio", "t.kr", "kr")
"""Units, each smaller than the one before."""


@dataclass(frozen=True, slots=True)
class BalanceReport:
    """Programs as of the date of the context, and whether the unit was asked for."""

    ledger: Ledger
    programs: Sequence[ProgramOverview]
    context: Context
    is_unit_fixed: bool = False

    def writer(self, format: str) -> Writer:
        """Return what writes the report in a format."""

        def write(width: int | None = None, paint: Paint = plain_paint) -> str:
            if format == "json":
                return self._as_json()
            if format in {"csv", "csv-da"}:
                as_sheet = as_csv if format == "csv" else as_danish_csv
                return as_sheet(rows(self.programs))
            page = self.page()
            if format == "md":
                return page_as_markdown(page)
            return page_as_text(page, width, paint, rules=width is not None)

        return write

    def _as_json(self) -> str:
        return json_document(
            {
                "schema": SCHEMA,
                "provenance": provenance_data(self.context.provenance),
                "currency": self.context.currency,
                **balance_data(self.ledger, self.programs),
                "findings": self.context.counts,
            }
        )

    def page(self) -> BalancePage:
        """Return the page: of one program, or of all."""
        assert self.context.provenance.as_of is not None
        year = self.context.provenance.as_of.year
        writer = FigureWriter(self._unit(), self.context.style.language)
        if len(self.programs) == 1:
            return self._of_one(self.programs[0], writer, year)
        return self._of_all(writer, year)

    def _of_one(self, program: ProgramOverview, writer: FigureWriter, year: int) -> BalancePage:
        page = ProgramPage(program, year, writer)
        tables = [Choice((page.years_across(), page.years_down()))]
        strands = page.strands()
        if strands is not None:
            tables.append(Choice((strands,)))
        account = program.account
        named = writer.say("account of", account=account) if account else ""
        return BalancePage(
            (program.program.name, named),
            (writer.say("balance"), self._dated(writer)),
            Answers(writer, year).of_program(program),
            tables if program.figures.years else [],
            notes=[*self._later(writer), *self._notes(writer)],
            source=self._source(),
        )

    def _of_all(self, writer: FigureWriter, year: int) -> BalancePage:
        page = OverviewPage(self.programs, year, writer)
        aside = page.set_aside()
        title = writer.say("balance of", number=len(self.programs))
        return BalancePage(
            (title, self._dated(writer)),
            ("", ""),
            Answers(writer, year).of_all(list(self.programs)),
            [Choice((page.wide(), page.narrow()))] if self.programs else [],
            [(writer.say("agreed without budget"), aside)] if aside else [],
            [*self._later(writer), *self._notes(writer)],
            self._source(),
        )

    def _dated(self, writer: FigureWriter) -> str:
        unit = unit_name(writer.unit.label, writer.language)
        return writer.say("as of", date=self.context.provenance.as_of, unit=unit)

    def _later(self, writer: FigureWriter) -> Iterator[str]:
        later = self.context.provenance.later
        if later:
            key = "later entry" if later == 1 else "later entries"
            yield writer.say(key, number=later) + "."

    def _notes(self, writer: FigureWriter) -> Iterator[str]:
        """Yield the notes that the tables need."""
        unknown = sorted(
            {each.entry for row in self.programs for each in row.figures.money.unknown}
        )
        if unknown:
            names = ", ".join(address.partition(".")[2] for address in unknown)
            yield writer.say("note, unknown", signs="+ ?, - ?", entries=names)
        yield from self._estimate_notes(writer)
        if any(figure.half for figure in self._figures()):
            yield writer.say("note, circa")
        if len(self.programs) > 1:
            yield writer.say("note, signs")

    def _estimate_notes(self, writer: FigureWriter) -> Iterator[str]:
        for program in self.programs:
            estimate, years = program.total.estimate, program.years_in(State.ESTIMATE)
            if len(self.programs) == 1 and years and estimate is not None and estimate.most:
                span = f"{years[0]}-{years[-1]}" if len(years) > 1 else str(years[0])
                yield writer.say("note, estimates of", years=span, act=program.act)

    def _source(self) -> list[str]:
        stamp = source(self.context.provenance, self.context.style)
        return [part for part in stamp if not str(part).startswith(self._as_of_word())]

    def _as_of_word(self) -> str:
        return f"{self.context.style.word('as of')} "

    def _unit(self) -> Unit:
        """Return the unit: the one asked for, else one in which no figure is lost."""
        unit = self.context.style.unit
        if self.is_unit_fixed:
            return unit
        shown = {each for figure in self._figures() for each in figure[:2] if each}
        for name in _SMALLER:
            if UNITS[name].ore <= unit.ore and _tells_apart(UNITS[name], shown):
                return UNITS[name]
        return UNITS["kr"]

    def _figures(self) -> Iterable[Figure]:
        for program in self.programs:
            lefts = [program.total]
            if len(self.programs) == 1:
                lefts += [row.left for row in program.by_year]
                lefts += [part.left for part in program.strands]
            for left in lefts:
                figures = (left.binding, left.used, left.remaining, left.unused, left.estimate)
                yield from (figure for figure in figures if figure is not None)


def _tells_apart(unit: Unit, amounts: set[int]) -> bool:
    """Whether no amount is written as 0, or as another amount is."""
    written = {rounded(ore, unit)[0] for ore in amounts}
    return 0 not in written and len(written) == len(amounts)
