"""The balance report: the answer, then programs, or one program by year and strand."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from tidlig.arithmetic.ledger import Ledger
from tidlig.arithmetic.overview import ProgramOverview
from tidlig.model.money import rounded
from tidlig.render.balance_answers import Answer, Answers, by_awards, years_by_awards
from tidlig.render.balance_data import SCHEMA, balance_data, rows
from tidlig.render.balance_headings import is_blank_in_sums
from tidlig.render.balance_notes import cut_notes, sign_note
from tidlig.render.balance_overview import OverviewPage, Rows, name_of
from tidlig.render.balance_page import (
    BalancePage,
    Choice,
    page_as_markdown,
    page_as_shown,
    page_as_text,
)
from tidlig.render.balance_program import ProgramPage
from tidlig.render.balance_reasons import is_blank_by_amounts
from tidlig.render.bars import Bars
from tidlig.render.csv_text import as_csv, as_danish_csv
from tidlig.render.figures import Writer as FigureWriter
from tidlig.render.figures import added, has_money
from tidlig.render.report import Context, Writer, json_document, provenance_data, source
from tidlig.render.sentences import spans, unit_name
from tidlig.render.shown import SHOWN_FORMATS, AsShown, Shown
from tidlig.render.tables import Paint, plain_paint
from tidlig.render.units import fitting_unit

MOST_NOTES = 5


@dataclass(frozen=True, slots=True)
class BalanceReport:
    """Programs, or parts of them, as of the date of the context.

    `is_unit_fixed` says that the unit was asked for, `is_of_one` that a program has its own page.
    Bars are on terminals alone.
    """

    ledger: Ledger
    programs: Sequence[ProgramOverview]
    context: Context
    is_unit_fixed: bool = False
    is_of_one: bool = False
    rows: Rows = field(default_factory=Rows)
    bars: Bars | None = None

    def writer(self, format: str) -> Writer:
        """Return what writes the report in a format."""
        if format in SHOWN_FORMATS:
            return AsShown(self.shown, format)

        def write(width: int | None = None, paint: Paint = plain_paint) -> str:
            if format == "json":
                return self._as_json()
            if format in {"csv", "csv-da"}:
                as_sheet = as_csv if format == "csv" else as_danish_csv
                return as_sheet(rows(self.programs))
            if format == "md":
                return page_as_markdown(self.page(marks_each=True))
            is_terminal = width is not None
            page = self.page(self.bars if is_terminal else None)
            return page_as_text(page, width, paint, rules=is_terminal)

        return write

    def shown(self) -> Shown:
        """Return the report in the form of files."""
        return page_as_shown(self.page(marks_each=True), self.context.style.language)

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

    def page(self, bars: Bars | None = None, *, marks_each: bool = False) -> BalancePage:
        """Return the page, in the unit asked for, else in one in which no figure is lost."""
        return self._page(self.figure_writer(marks_each=marks_each), bars)

    def figure_writer(self, *, marks_each: bool = False) -> FigureWriter:
        """Return what writes the figures of the page, in its unit."""
        language, unit = self.context.style.language, self.context.style.unit
        if not self.is_unit_fixed:
            in_full = FigureWriter(unit.whole, language)
            self._page(in_full, None)
            unit = fitting_unit(unit, in_full.written)
        return FigureWriter(unit, language, marks_each)

    def _page(self, writer: FigureWriter, bars: Bars | None) -> BalancePage:
        if self.is_of_one:
            return self._of_one(self.programs[0], writer, bars)
        return self._of_all(writer, bars)

    def _of_one(
        self, program: ProgramOverview, writer: FigureWriter, bars: Bars | None
    ) -> BalancePage:
        page = ProgramPage(program, writer, self.rows.sort, bars)
        tables = page.tables()
        named = writer.say("account of", account=program.account) if program.account else ""
        unknown = [*self._later(writer), *self._unknown(writer, tables), *page.unknown_notes()]
        notes = [*unknown, *self._inexact(writer), *page.estimate_notes()]
        notes += sign_note((shown for choice in tables for shown in choice.grids), writer)
        return BalancePage(
            (name_of(program, writer.say("not split by strand")), named),
            (writer.say("balance"), self._dated(writer)),
            Answers(writer, self._year).of_program(program),
            tables,
            notes=notes[:MOST_NOTES],
            source=self._source(),
        )

    def _of_all(self, writer: FigureWriter, bars: Bars | None) -> BalancePage:
        chosen = Rows(self.rows.by, self.rows.sort, self.rows.columns, bars)
        page = OverviewPage(self.programs, writer, chosen)
        listed = page.set_aside() if page.shows_list else []
        note = writer.say("note, agreed") if listed and page.has_agreed else ""
        heading = writer.say("agreed without budget")
        choice = Choice(tuple(page.grids()), page.blocks(), heading, listed, note)
        tables = [choice] if self.programs else []
        notes = [*self._later(writer), *self._unknown(writer, tables), *self._cut(writer)]
        notes += [*self._left_out(writer), *self._by_awards(writer), *self._inexact(writer)]
        notes += self._estimates(writer)
        if self.rows.by == "tag":
            notes.append(writer.say("note, tags"))
        notes.append(writer.say("note, signs" if self.programs else "no programs"))
        return BalancePage(
            (self._title(writer), self._dated(writer)),
            ("", ""),
            self._answers(writer),
            tables,
            notes[:MOST_NOTES],
            self._source(),
        )

    def _answers(self, writer: FigureWriter) -> list[Answer]:
        """Return the answers; of one program they are those of its own page, whatever the rows."""
        answers = Answers(writer, self._year)
        if len(self.programs) == 1:
            return answers.of_program(self.programs[0])
        return answers.of_all(list(self.programs)) if self.programs else []

    def _title(self, writer: FigureWriter) -> str:
        if len(self.programs) == 1:
            return name_of(self.programs[0], writer.say("not split by strand"))
        return writer.say("balance of", number=len(self.programs))

    @property
    def _year(self) -> int:
        assert self.context.provenance.as_of is not None
        return self.context.provenance.as_of.year

    def _dated(self, writer: FigureWriter) -> str:
        unit = unit_name(writer.unit, writer.language)
        return writer.say("as of", date=self.context.provenance.as_of, unit=unit)

    # Notes: what is not known, what is inexact, estimates, signs.

    def _later(self, writer: FigureWriter) -> Iterator[str]:
        later = self.context.provenance.later
        if later:
            key = "later entry" if later == 1 else "later entries"
            yield writer.say(key, number=later) + "."

    def _unknown(self, writer: FigureWriter, tables: Sequence[Choice]) -> Iterator[str]:
        """Name the unknown amounts whose signs stand in a table."""
        signs = _signs(tables)
        unknown = {each for row in self.programs for each in row.figures.money.unknown}
        if not signs:
            yield from self._unknown_without_signs(writer, {each.entry for each in unknown})
            return
        awards = {each.entry for each in unknown if each.heading == "awarded"}
        others = {each.entry for each in unknown} - awards | self._unknown_totals()
        if others:
            joined = ", ".join(signs)
            yield writer.say("note, unknown", signs=joined, entries=_ids(others))
        if awards:
            yield writer.say("note, unknown awards", entries=_ids(awards))

    def _unknown_totals(self) -> set[str]:
        """Return the programs whose own total is not known, where a column shows it."""
        if "appropriated" not in self.rows.columns:
            return set()
        unknown = (each for each in self.programs if each.figures.money.unstated_years)
        return {each.program.address for each in unknown}

    def _left_out(self, writer: FigureWriter) -> Iterator[str]:
        """Name the programs whose figures are not in the sums over programs."""
        own = [each.program for each in self.programs if is_blank_in_sums(each)]
        if own and len(self.programs) > 1:
            names = ", ".join(each.short or each.name for each in own)
            yield writer.say("note, left out of sums", names=names)

    def _cut(self, writer: FigureWriter) -> Iterator[str]:
        """Name what of each program is over more years than were chosen."""
        for program in self.programs:
            name = program.program.short or program.program.name
            yield from (f"{name}: {note}" for note in cut_notes(program, writer))

    def _unknown_without_signs(self, writer: FigureWriter, entries: set[str]) -> Iterator[str]:
        """Name unknown amounts that leave a figure with one bound, or with none."""
        if entries and any(map(self._is_in_part, self.programs)):
            yield writer.say("note, unknown amounts", entries=_ids(entries))

    def _is_in_part(self, program: ProgramOverview) -> bool:
        """Whether an unknown amount takes a bound of any figure of a program, or all of it."""
        lefts = [program.total, *(row.left for row in program.by_year if self.is_of_one)]
        figures = (getattr(left, name) for left in lefts for name in _MOVED_BY_AMOUNTS)
        is_in_part = any(figure is not None and None in figure[:2] for figure in figures)
        return is_in_part or is_blank_by_amounts(program)

    def _by_awards(self, writer: FigureWriter) -> Iterator[str]:
        """Say of which years what is unused is known by awards alone; others have accounts."""
        unused = added(map(by_awards, self.programs))
        if unused is not None and has_money(unused):
            years = spans(row.year for each in self.programs for row in years_by_awards(each))
            yield writer.say("note, by awards of", years=years, figure=writer.text(unused))

    def _inexact(self, writer: FigureWriter) -> Iterator[str]:
        if any(_is_inexact(program) for program in self.programs):
            yield writer.say("note, circa")
        if any(not rounded(ore, writer.unit)[1] for ore in writer.written):
            yield writer.say("note, rounded")

    def _estimates(self, writer: FigureWriter) -> Iterator[str]:
        """Say of estimates that they are not binding, and from which act they are."""
        shown = [each for each in self.programs if has_money(each.total.estimate)]
        if len(shown) == 1:
            yield from ProgramPage(shown[0], writer).estimate_notes()
        elif shown:
            yield writer.say("note, estimates")

    def _source(self) -> list[str]:
        """Return where the figures come from; the date stands in the heading."""
        stamp = source(self.context.provenance, self.context.style)
        return [part for part in stamp if not str(part).startswith(self._as_of_word())]

    def _as_of_word(self) -> str:
        return f"{self.context.style.word('as of')} "


_MOVED_BY_AMOUNTS = ("used", "remaining", "unused", "lapsed")
"""The figures that have one bound where an unknown amount takes the other."""


def _ids(addresses: Iterable[str]) -> str:
    return ", ".join(sorted(address.partition(".")[2] for address in addresses))


def _is_inexact(program: ProgramOverview) -> bool:
    lefts = [program.total, *(row.left for row in program.by_year)]
    shown = ("binding", "used", "unused", "lapsed")
    figures = (getattr(left, name) for left in lefts for name in shown)
    return any(figure is not None and figure.half for figure in figures)


def _signs(tables: Sequence[Choice]) -> list[str]:
    """Return the signs of unknown amounts that stand in any of the tables."""
    signs = {
        cell.suffix
        for choice in tables
        for shown in choice.grids
        for row in shown.rows
        for cell in row.cells
        if cell.suffix
    }
    return sorted(signs)
