"""The page of one entry: what it is, its figures, and where it comes from, in words of a language.

Empty keys are left out. What a reader would look for and the ledger does not have is named: years
or strands that money is not split by, recipients, returns and payments.
"""

import textwrap
from collections.abc import Iterator, Sequence
from dataclasses import replace

from tidlig.arithmetic.entry_facts import PaymentRow
from tidlig.arithmetic.entry_report import Part
from tidlig.arithmetic.overview import ProgramOverview
from tidlig.arithmetic.related import Cited
from tidlig.arithmetic.statements import StatementResult
from tidlig.arithmetic.unknown_amounts import CUT
from tidlig.model.decisions import Program
from tidlig.model.grants import Award
from tidlig.model.messages import in_currency
from tidlig.model.money import ZERO, Money, Unit, grouped, rounded, units_of
from tidlig.model.personal import joined, masked
from tidlig.model.records import Source, Statement
from tidlig.model.texts import Identifier, identifier
from tidlig.model.years import Years
from tidlig.render import entry_tables, findings, pools, statements
from tidlig.render.amount_cells import NOT_STATED
from tidlig.render.balance_answers import Answer, Answers
from tidlig.render.balance_headings import ALWAYS, DEFAULT, Shown, values_of
from tidlig.render.balance_notes import sign_note
from tidlig.render.balance_program import ProgramPage
from tidlig.render.balance_strands import StrandTable
from tidlig.render.entry import SHORT, EntryContent
from tidlig.render.entry_writer import EntryWriter
from tidlig.render.figures import Writer as FigureWriter
from tidlig.render.figures import has_money
from tidlig.render.grid import EMPTY, Cell, Column, Grid, Row
from tidlig.render.report import Context, source
from tidlig.render.sections import (
    Lines,
    Pairs,
    Section,
    SectionedPage,
    grid_of,
    one_line,
    safe_lines,
)
from tidlig.render.sentences import unit_name
from tidlig.render.style import Style, in_fitting_unit, is_rounded, label, with_all_digits
from tidlig.render.units import fitting_unit
from tidlig.render.values import address, id_of, keys

_FIRST = ("amount", "total", "split", "yearly", "date", "years", "year")
"""The keys that stand first, in this order."""

_DATED = ("program", "strand", "pool", "round", "recipient")
"""Kinds whose figures depend on the date, which their heading has."""


class EntryPage:
    """Builds the page of an entry; with `every`, every row of every part.

    `is_unit_fixed` says that the unit was asked for, `marks_each` that cells are copied one by one.
    """

    def __init__(
        self,
        content: EntryContent,
        context: Context,
        *,
        every: bool = False,
        is_unit_fixed: bool = False,
        marks_each: bool = False,
    ) -> None:
        """Take what is reported of an entry."""
        self.content, self.report, self.facts = content, content.report, content.facts
        self.entry = content.report.entry
        self.few = None if every else entry_tables.FEW
        amounts = entry_tables.amounts(content.report)
        in_unit = with_all_digits if is_unit_fixed else in_fitting_unit
        self.style: Style = in_unit(context.style, amounts)
        is_in_full = isinstance(content.report.entry, Award)
        self.is_rounded = not is_in_full and is_rounded(amounts, self.style.unit)
        self.context = context
        self.marks_each = marks_each
        self.unit_of_left = self.style.unit if is_unit_fixed else self._unit_of_left()
        self.writer = EntryWriter(context.style.language, context.style.unit, content.facts.names)

    def _unit_of_left(self) -> Unit:
        """Return the unit of what is left: that of the balance, in which no figure is lost."""
        left = self.facts.left
        if left is None:
            return self.style.unit
        in_full = FigureWriter(self.style.unit.whole, self.style.language)
        self._answers_on(left, in_full)
        ProgramPage(left, in_full).tables()
        return fitting_unit(self.style.unit, in_full.written)

    def say(self, key: str, **texts: object) -> str:
        """Return a sentence."""
        return self.writer.say(key, **texts)

    def page(self) -> SectionedPage:
        """Return the page."""
        kind = label(self.entry.kind, self.writer.language).capitalize()
        name = self.say("title of", kind=kind, name=self._name())
        standing = self.content.standing
        place = f"{standing.file}:{standing.line}" if standing.line else standing.file
        return SectionedPage(
            (name, address(self.entry)),
            (self._dated(), Identifier(place)),
            tuple(section for section in self._sections() if section is not None),
            self._source(),
        )

    def _name(self) -> str:
        """Return what an entry is called: by its own name, else what it belongs to."""
        own = getattr(self.entry, "name", None) or getattr(self.entry, "title", None)
        if own:
            return str(own)
        for kind in ("recipient", "pool", "round", "award", "program"):
            id = getattr(self.entry, kind, None)
            named = id and self.facts.names.get((kind, id))
            if named:
                return str(named)
        return id_of(self.entry)

    def _dated(self) -> str:
        provenance = self.context.provenance
        is_chosen = provenance.as_of_from in ("option", "revision")
        if self.entry.kind not in _DATED and not is_chosen:
            return ""
        unit = unit_name(self.unit_of_left, self.writer.language)
        return self.say("dated", date=provenance.as_of, unit=unit)

    def _source(self) -> list[str]:
        style = self.context.style
        stamp = source(self.context.provenance, style)
        return [part for part in stamp if not part.startswith(f"{style.word('as of')} ")]

    def _sections(self) -> Iterator[Section | None]:
        if not self.report.counts:
            yield Section("", Lines([self.say("later than date")]))
        yield from self._answers()
        yield from self._keys()
        yield from self._figures()
        yield from self._payments()
        yield from self._parts()
        yield from self._statements()
        yield from self._sources()
        if self.entry.note:
            yield Section(self.say("note of it"), Lines(safe_lines(self.entry.note), True))
        yield from self._findings()
        if self.is_rounded:
            yield Section("", Lines([self.say("may be rounded")]))
        yield self._last_commit()

    # What is left, and the keys.

    def _answers(self) -> Iterator[Section]:
        """Yield the answer on a program, or what is left of a strand."""
        if self.facts.left is None:
            return
        figures = self._figure_writer()
        if isinstance(self.entry, Program):
            answers = self._answers_on(self.facts.left, figures)
            yield Section("", Pairs([(each.label, each.text) for each in answers], 2))
        else:
            yield Section("", Pairs(_left_pairs(self.facts.left, figures)))

    def _answers_on(self, left: ProgramOverview, figures: FigureWriter) -> list[Answer]:
        as_of = self.context.provenance.as_of
        assert as_of is not None
        return Answers(figures, as_of.year).of_program(left)

    def _figure_writer(self) -> FigureWriter:
        """Return a writer of what is left."""
        return FigureWriter(self.unit_of_left, self.writer.language, self.marks_each)

    def _keys(self) -> Iterator[Section]:
        pairs = [
            (self.writer.key(key), text)
            for key, value in self._ordered_keys()
            for text in [self._value(key, value)]
            if text
        ]
        if self.report.held is not None:
            pairs += statements.facts(self.report.held, self.style)
        if pairs:
            yield Section("", Pairs(pairs))

    def _ordered_keys(self) -> list[tuple[str, object]]:
        """Return the keys in order, with what follows from other entries of an award."""
        values: dict[str, object] = dict(keys(self.entry))
        first = {key: values.pop(key) for key in _FIRST if key in values}
        if not isinstance(self.entry, Award) or self.facts.place is None:
            return [*first.items(), *values.items()]
        program, strand = self.facts.place
        if "years" not in first and not isinstance(self.entry.amount, tuple):
            first["years"] = Years(self.entry.date.year, self.entry.date.year)
        place = {"program": program, "strand": strand}
        return [*(first | place).items(), *((k, v) for k, v in values.items() if k not in place)]

    def _value(self, key: str, value: object) -> str:
        """Write the value of a key, and what is not known of it."""
        if key == "strand" and self.facts.place is not None:
            return self._strand(*self.facts.place)
        if isinstance(value, Money):
            return self.writer.money(value, with_bounds=True)
        if key == "years" and isinstance(value, Years):
            return self._years(value)
        text = self.writer.value(key, value, self.entry)
        is_named = key in ("round", "pool", "award") and isinstance(value, str) and text != value
        return f"{text} ({value})" if is_named else text

    def _strand(self, program: str, strand: str) -> str:
        if not strand:
            return self.say("not split by strand of")
        return self.writer.name("strand", f"{program}/{strand}", strand)

    def _years(self, years: Years) -> str:
        """Write years; of an amount over several, that it is not split between them."""
        is_of_amount = self.entry.kind in ("award", "reprioritisation", "amendment")
        if is_of_amount and not years.single:
            return self.say("not split by year of", years=years)
        return str(years)

    # Figures.

    def _figures(self) -> Iterator[Section]:
        """Yield what has moved: of an award what became of it, else its sums or movements."""
        if isinstance(self.entry, Award):
            if self.report.figures is not None:
                yield Section("", Pairs(self._award_pairs()))
            return
        unit = unit_name(self.style.unit, self.writer.language)
        if self.report.movements or self.report.gaps:
            report = self.report
            moved = entry_tables.movements_table(report.movements, report.gaps, self.style)
            if moved is not None:
                yield Section(self.say("moves in", unit=unit), grid_of(moved))
        elif self.facts.left is None:
            sums = entry_tables.figures_table(self.report, self.style)
            if sums is not None:
                yield Section(self.say("figures in", unit=unit), grid_of(sums))
        pairs = self._pool_pairs()
        if pairs:
            yield Section("", Pairs(pairs))
        yield from self._strands()
        yield from self._unknown()

    def _pool_pairs(self) -> list[tuple[str, str]]:
        """Say what is left of a pool's frame, and what is counted of a pool or round."""
        pairs = [] if self.report.pool is None else pools.facts(self.report.pool, self.style)
        if self.facts.left_of_frame is None:
            return pairs
        left = self._figure_writer().text(self.facts.left_of_frame)
        return [(self.say("left of frame"), left), *pairs]

    def _unknown(self) -> Iterator[Section]:
        others = [each for each in self.report.unknown if each != self.entry.address]
        if others:
            yield Section("", Pairs([(self.say("unknown amounts of"), ", ".join(others))]))

    def _award_pairs(self) -> list[tuple[str, str]]:
        """Say what was returned and paid of an award, and what is outstanding."""
        kinds = {row.entry.kind for row in self.facts.payments}
        pairs = []
        if "amendment" in kinds:
            pairs.append((self.say("amount in all"), self._sum_of("awarded")))
        for key, heading, kind in (
            ("returned or repaid", "returned", "return"),
            ("paid", "paid", "payment"),
        ):
            text = self.say("nothing recorded of it")
            if kind in kinds:
                text = self._sum_of(heading)
            pairs.append((self.say(key), text))
        return [*pairs, (self.say("outstanding"), self._sum_of("outstanding"))]

    def _sum_of(self, heading: str) -> str:
        """Write a sum of an award, with the sign of what is not known of it.

        What is outstanding is known of all of it, or not.
        """
        assert self.report.figures is not None
        money, sign = self.report.figures[heading], self.report.doubts.get(heading)
        if sign is None:
            return self.writer.money(money)
        if sign == CUT or heading == "outstanding" or money == ZERO:
            return self.say("not stated")
        unit = self.writer.unit_of([money])
        about = "" if money.exact else f"{self.say('circa')} "
        name = unit_name(unit, self.writer.language)
        return f"{about}{self.writer.figure(money, unit)} {sign} ? {name}"

    def _strands(self) -> Iterator[Section]:
        """Yield what is left of each strand of a program: the table of its balance."""
        program = self.facts.left
        if program is None or not isinstance(self.entry, Program):
            return
        grids = StrandTable(program, self._figure_writer()).grids()
        if grids:
            words = self.say("key strands").capitalize()
            number = len(program.program.strands)
            unit = unit_name(self.unit_of_left, self.writer.language)
            heading = self.say("part in", part=words, number=number, unit=unit)
            shown = grids[0] if self.marks_each else grids[-1]
            yield Section(heading, shown, list(sign_note([shown], self._figure_writer())))

    def _payments(self) -> Iterator[Section]:
        """Yield the payments of an award, in the smallest unit that they need."""
        rows = self.facts.payments
        if not rows:
            return
        shown = [money for row in rows for money in _money_of(row) if money is not None]
        unit = _unit(shown, self.style.unit)
        columns = (
            Column(self.say("date"), is_words=True),
            Column(self.say("entry"), is_words=True),
            *(Column(self.say(word)) for word in ("amount", "paid in all", "held")),
        )
        body = tuple(self._payment(row, unit) for row in rows)
        words = unit_name(unit, self.writer.language)
        yield Section(self.say("payments in", unit=words), Grid(columns, body))

    def _payment(self, row: PaymentRow, unit: Unit) -> Row:
        name = id_of(row.entry)
        if row.entry.kind != "payment":
            word = getattr(row.entry, "type", None)
            said = self.say(f"value {word}") if word else label(row.entry.kind, self.style.language)
            name = f"{name} ({said})"
        date = str(getattr(row.entry, "date", None) or "")
        amount, *after = (self._cell(money, unit) for money in _money_of(row))
        if row.sign:
            amount = replace(amount, suffix=f"{row.sign} ?") if row.amount else NOT_STATED
        return Row((Cell(date), Cell(name), amount, *after))

    def _cell(self, money: Money | None, unit: Unit) -> Cell:
        return EMPTY if money is None else Cell(self.writer.figure(money, unit))

    # Other entries.

    def _parts(self) -> Iterator[Section]:
        for part in self.report.parts:
            if self._is_shown_apart(part):
                continue
            table = grid_of(
                entry_tables.part_table(self.report, part, self.style, self.few, self.writer)
            )
            word = self.style.word(f"every {part.what}")
            yield Section(self._part_heading(part, word), table, list(self._rest(part)))

    def _is_shown_apart(self, part: Part) -> bool:
        if part.what in (Statement.kind, "strand") and not isinstance(self.entry, Source):
            return True
        is_of_award = part.what in ("payment", "return", "amendment")
        return is_of_award and isinstance(self.entry, Award)

    def _part_heading(self, part: Part, word: str) -> str:
        if not entry_tables.has_figures(part):
            return self.say("part of it", part=word, number=len(part.rows))
        unit = unit_name(self.style.unit, self.writer.language)
        return self.say("part in", part=word, number=len(part.rows), unit=unit)

    def _rest(self, part: Part) -> Iterator[str]:
        """Say how many rows are left out, and how to see them."""
        if self.few is not None and len(part.rows) > self.few:
            yield self._more(len(part.rows) - self.few)

    def _more(self, number: int) -> str:
        """Say how many rows more there are, and the command that shows them."""
        id = identifier(self.entry.kind, self.facts.command_id)
        text = self.say("more of them", number=number, command="{command}")
        before, _, after = text.partition("{command}")
        return joined("", (before, "tidlig show ", id, " --all", after))

    def _statements(self) -> Iterator[Section]:
        results = self.facts.statements
        if not results:
            return
        heading = self.say("published figures")
        if isinstance(self.entry, Award):
            body = [Row(self._statement(result, is_short=True)) for result in results]
            words = tuple(Column("", is_words=True) for _ in range(3))
            yield Section(heading, Grid(words, tuple(body)))
            return
        unit = unit_name(self.writer.unit, self.writer.language)
        columns = tuple(
            Column(self.say(word), is_words=word not in ("stated", "ledger"))
            for word in ("source", "what", "stated", "ledger", "verdict")
        )
        shown = results if self.few is None else results[: self.few]
        body = [Row(self._statement(result, is_short=False)) for result in shown]
        rest = len(results) - len(shown)
        notes = [self._more(rest)] if rest else []
        yield Section(f"{heading}, {unit}", Grid(columns, tuple(body)), notes)

    def _statement(self, result: StatementResult, *, is_short: bool) -> tuple[Cell, ...]:
        statement = result.statement
        names = ", ".join(statement.source)
        verdict = Cell(self.style.word(result.verdict))
        if is_short:
            return Cell(names), Cell(statement.value.text), verdict
        what = self.writer.measured(statement, self.entry)
        ledger = ""
        if isinstance(result.ledger, Money):
            ledger = self._in_unit(result.ledger)
        elif result.ledger is not None:
            ledger = grouped(result.ledger)
        return Cell(names), Cell(one_line(what)), Cell(statement.value.text), Cell(ledger), verdict

    def _in_unit(self, money: Money) -> str:
        """Write an amount in the unit of the heading, or with its own where that loses a digit."""
        unit = self.writer.unit_of([money])
        if unit == self.writer.unit:
            return self.writer.figure(money, unit)
        return self.writer.money(money)

    def _sources(self) -> Iterator[Section]:
        if self.report.sources:
            pairs = [(id_of(cited.source), self._cited(cited)) for cited in self.report.sources]
            yield Section(self.say("sources"), Pairs(pairs, 2))

    def _cited(self, cited: Cited) -> str:
        """Write a source: its title, what leads to the document, and whose source it is."""
        document = cited.source
        locator = self.entry.locator if isinstance(self.entry, Statement) else None
        parts = [
            document.publisher,
            str(document.date) if document.date else None,
            document.reference,
            document.url,
            document.file,
            locator,
        ]
        if cited.inherited is not None:
            parts.append(self.say("from entry", entry=cited.inherited.address))
        rest = ", ".join(filter(None, parts))
        return f"{document.title}. {rest}" if rest else document.title

    def _findings(self) -> Iterator[Section]:
        checked, places = self.content.checked, self.content.places
        catalogue = in_currency(self.context.currency)
        lines = findings.concise_lines(checked.findings, places, catalogue=catalogue)
        lines += [findings.accepted(accepted, places) for accepted in checked.accepted]
        if lines:
            yield Section(self.say("findings of it"), Lines(lines, is_written=True))

    def _last_commit(self) -> Section:
        """Describe the last commit to the entry's lines, changes after it, and where all are."""
        standing = self.content.standing
        facts = []
        if standing.commit is not None:
            commit = standing.commit
            date = f", {commit.date}" if commit.date else ""
            facts.append(f"{commit.id[:SHORT]}{date}: {_shortened(commit.subject)}")
        if standing.missing is not None:
            facts.append(self.say(f"last changed, {standing.missing.value}"))
        if standing.changed:
            facts.append(self.say("not committed"))
        pairs = [(self.say("last changed"), "; ".join(facts))] if facts else []
        if self.context.provenance.revision is not None:
            id = identifier(self.entry.kind, self.facts.command_id)
            pairs.append((self.say("see also"), joined("", ("tidlig history ", id))))
        return Section("", Pairs(pairs, 2)) if pairs else Section("", Lines([]))


_LONGEST_SUBJECT = 72
"""So many characters of a commit's subject are shown; its history has all of it."""


def _shortened(subject: str) -> str:
    """Cut a subject behind a word, masked as a whole."""
    return textwrap.shorten(masked(subject), _LONGEST_SUBJECT, placeholder=" ...")


def _money_of(row: PaymentRow) -> tuple[Money | None, ...]:
    return row.amount, row.paid, row.outstanding


def _left_pairs(part: ProgramOverview, writer: FigureWriter) -> list[tuple[str, str]]:
    """Write what is left of a strand, as its balance has it, without what does not apply."""
    values = values_of(part, DEFAULT)
    return [
        (writer.say(heading), writer.text(shown.figure, budget=values["binding"].figure))
        for heading, shown in values.items()
        if _is_said(heading, shown)
    ]


def _is_said(heading: str, shown: Shown) -> bool:
    return shown.applies and (heading in ALWAYS or has_money(shown.figure))


def _unit(amounts: Sequence[Money], largest: Unit) -> Unit:
    """Return the largest unit, up to one, in which no amount loses a digit."""
    for unit in reversed(list(units_of(largest.currency).values())):
        if unit.ore <= largest.ore and all(rounded(money.ore, unit)[1] for money in amounts):
            return unit
    return largest.whole._replace(decimals=2)
