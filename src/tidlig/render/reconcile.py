"""The ledger compared with the accounts, the acts and the published figures.

A page has the answer, programs beside their accounts with what differs, and the published figures.
CSV has all parts in one sheet, with a figure a row; a part fills those columns that it has. JSON
has every part, whichever are asked for.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any

from tidlig.arithmetic.account_rows import AccountRow, Accounts
from tidlig.arithmetic.accounts import Reconciliation, Step, program_of
from tidlig.arithmetic.figures import Figure as Bounds
from tidlig.arithmetic.ledger import Ledger
from tidlig.arithmetic.statements import StatementResult
from tidlig.arithmetic.unknown_amounts import APART
from tidlig.model.decisions import Program
from tidlig.model.money import ZERO, Money, Unit
from tidlig.model.texts import Identifier
from tidlig.render import accounts, columns, statements
from tidlig.render.balance import cut_spans_data
from tidlig.render.balance_answers import Answer
from tidlig.render.balance_columns import uncounted_data
from tidlig.render.columns import (
    DATA,
    JSON,
    PLUS_MINUS,
    Column,
    Figure,
    amount,
    amount_fields,
    half_widths,
    text,
)
from tidlig.render.csv_text import Rows, as_csv, as_danish_csv
from tidlig.render.figures import Writer as FigureWriter
from tidlig.render.grid import EMPTY, Cell, Grid, Row
from tidlig.render.grid import Column as GridColumn
from tidlig.render.reconcile_answers import answers
from tidlig.render.reconcile_page import Part as PagePart
from tidlig.render.reconcile_page import (
    PartedPage,
    page_as_markdown,
    page_as_shown,
    page_as_text,
)
from tidlig.render.report import Context, Writer, json_document, provenance_data, source
from tidlig.render.sentences import sentence, unit_name, word
from tidlig.render.shown import SHOWN_FORMATS, AsShown
from tidlig.render.statement_words import Names
from tidlig.render.style import Style
from tidlig.render.tables import Paint, plain_paint
from tidlig.render.units import are_rounded, fitting_unit, with_all_digits
from tidlig.render.values import address

SCHEMA = "tidlig.reconcile/2"


class Part(StrEnum):
    """A part of a reconciliation."""

    ACCOUNTS = "accounts"
    BRIDGE = "bridge"
    STATEMENTS = "statements"


@dataclass(frozen=True, slots=True)
class ReconcileReport:
    """A reconciliation in any format: the parts asked for, no parts being accounts and statements.

    `with_detail` adds years and strands, financing and use, and how the budget came about.
    """

    ledger: Ledger
    reconciliation: Reconciliation
    context: Context
    parts: Sequence[Part] = ()
    with_detail: bool = False
    is_unit_fixed: bool = False

    def writer(self, format: str) -> Writer:
        """Return what writes the report in a format."""
        if format in SHOWN_FORMATS:
            language = self.context.style.language
            return AsShown(lambda: page_as_shown(self.page(), language), format)

        def write(width: int | None = None, paint: Paint = plain_paint) -> str:
            if format == "json":
                return self._as_json()
            if format in {"csv", "csv-da"}:
                as_sheet = as_csv if format == "csv" else as_danish_csv
                return as_sheet(rows(self.reconciliation, tuple(self.parts) or tuple(Part)))
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
                **as_data(self.reconciliation),
                "findings": self.context.counts,
            }
        )

    # The page.

    def page(self) -> PartedPage:
        """Return the page for people."""
        style = replace(self.context.style, unit=self.unit())
        tables = list(self._tables(style))
        notes = list(self._notes(style)) if tables else [self._say("reconcile nothing to show")]
        title, subtitle = self._titles(style)
        return PartedPage(
            title,
            subtitle,
            self._answers(style) if tables else [],
            tables,
            notes,
            self._source(),
        )

    def _say(self, key: str, **values: object) -> str:
        return sentence(key, self.context.style.language, **values)

    def _shows(self, part: Part) -> bool:
        if not self.parts:
            return part is not Part.BRIDGE or self.with_detail
        return part in self.parts

    def _titles(self, style: Style) -> tuple[tuple[str, str], tuple[str, str]]:
        """Return title and subtitle: of one program by its name, else of their number."""
        unit = unit_name(style.unit, style.language)
        dated = self._say("as of", date=self.context.provenance.as_of, unit=unit)
        chosen, years = self.reconciliation.accounts, self.reconciliation.years
        key = "reconciliation" if years is None else "reconciliation in"
        program = self._only_program()
        if program is not None:
            of_account = program.account and self._say("account of", account=program.account)
            name = self._subject(chosen[0], style) if chosen else program.name
            return (name, of_account or ""), (self._say(key, years=years), dated)
        if len(chosen) <= 1 or years is not None:
            return (self._say(key, years=years), dated), ("", "")
        return (self._say("reconciliation of", number=len(chosen)), dated), ("", "")

    def _only_program(self) -> Program | None:
        """Return the program that the report is of, if it is of one, or of a strand of it."""
        chosen, programs = self.reconciliation.accounts, self.reconciliation.balance.programs
        if len(chosen) == 1 and not self._has_statements_of_others(chosen[0]):
            return chosen[0].total.program.program
        return programs[0] if not chosen and len(programs) == 1 else None

    def _has_statements_of_others(self, accounts: Accounts) -> bool:
        """Whether published figures are shown of programs beside one that has accounts."""
        if not self._shows(Part.STATEMENTS):
            return False
        own = accounts.total.program.program.id
        return any(
            result.statement.program not in (None, own) for result in self.reconciliation.statements
        )

    def _answers(self, style: Style) -> list[Answer]:
        shown = self.reconciliation.accounts if self._shows(Part.ACCOUNTS) else ()
        results = self.reconciliation.statements if self._shows(Part.STATEMENTS) else ()
        return list(answers(shown, results, style))

    def _tables(self, style: Style) -> Iterator[PagePart]:
        if self._shows(Part.ACCOUNTS) and self.reconciliation.accounts:
            yield from self._accounts(style)
        if self._shows(Part.BRIDGE) and self.reconciliation.bridge:
            for heading, grids in _bridge_grids(self.ledger, self.reconciliation.bridge, style):
                yield PagePart((grids,), heading)
        if self._shows(Part.STATEMENTS) and self.reconciliation.statements:
            yield from self._statements(style)

    def _accounts(self, style: Style) -> Iterator[PagePart]:
        chosen = self.reconciliation.accounts
        yield PagePart(accounts.programs_grids(chosen, style))
        if self.with_detail:
            for each in chosen:
                name = "" if len(chosen) == 1 else self._subject(each, style)
                yield PagePart((accounts.years_grid(each, style),), name)
                if each.strands:
                    yield PagePart((accounts.strands_grid(each, style),))
        differences = accounts.differences_grid(chosen, style, with_parts=self.with_detail)
        if differences.rows:
            yield PagePart((differences,))
        if self.with_detail or self.parts:
            for funds in filter(accounts.has_money, self.reconciliation.funds):
                heading = self._say("reconcile financing and use")
                if len(chosen) > 1:
                    heading = f"{heading}: {funds.program.name}"
                yield PagePart((accounts.funds_grid(funds, style),), heading)

    def _subject(self, each: Accounts, style: Style) -> str:
        return accounts.subject(each.total, style, with_account=False)

    def _statements(self, style: Style) -> Iterator[PagePart]:
        """Yield a table for each program, under its name, and why some cannot be judged."""
        names = Names(self.ledger)
        results = self.reconciliation.statements
        by_program: dict[str, list[StatementResult]] = {}
        for result in results:
            id = program_of(result.statement, self.ledger) or ""
            by_program.setdefault(id, []).append(result)
        for id, of_program in by_program.items():
            program = self.ledger.programs.get(id)
            heading = self._say("reconcile statements")
            is_alone = len(by_program) == 1 and program == self._only_program()
            if program is not None and not is_alone:
                heading = f"{heading}: {program.name}"
            yield PagePart(statements.grids(of_program, names, style), heading)
            remarks = statements.remarks(of_program, names, style)
            if remarks is not None:
                yield PagePart((remarks,))

    def _notes(self, style: Style) -> Iterator[str]:
        """Yield the notes that the tables need."""
        yield from self._later()
        if self.reconciliation.balance.cut_spans:
            yield style.word("outside")
        if are_rounded(style.unit, self._amounts()):
            yield style.word("rounding")
        cells = list(self._cells())
        unknown = sorted(set(_unknown_in(cells)))
        if unknown:
            yield self._say("note, unknown", signs="+ ?, - ?", entries=", ".join(unknown))
        if any(figure is not None and figure.half for _, figure in cells) or self._states_circa():
            yield self._say("note, circa")
        yield from self._notes_of([row for row, _ in cells])

    def _notes_of(self, rows: Sequence[AccountRow]) -> Iterator[str]:
        """Yield what some rows say of estimates, and the signs in them."""
        if any(map(accounts.awards_estimates, rows)):
            yield self._say("note, awarded of estimates")
        if rows:
            yield self._say("note, signs")

    def _later(self) -> Iterator[str]:
        later = self.context.provenance.later
        if later:
            key = "later entry" if later == 1 else "later entries"
            yield self._say(key, number=later) + "."

    def _cells(self) -> Iterator[tuple[AccountRow, Bounds | None]]:
        """Yield the figures of the accounts that the page shows, and of which row they are."""
        if not self._shows(Part.ACCOUNTS):
            return
        for each in self.reconciliation.accounts:
            for row in each.rows if self.with_detail else (each.total,):
                for figure in accounts.figures(row):
                    yield row, figure

    def _states_circa(self) -> bool:
        results = self.reconciliation.statements
        return self._shows(Part.STATEMENTS) and any(map(statements.is_inexact, results))

    def _source(self) -> list[str]:
        as_of = f"{self.context.style.word('as of')} "
        stamp = source(self.context.provenance, self.context.style)
        return [part for part in stamp if not str(part).startswith(as_of)]

    def unit(self) -> Unit:
        """Return the unit of the page: the one asked for, else one in which no figure is lost."""
        unit = self.context.style.unit
        shown = set(self._amounts())
        return with_all_digits(unit, shown) if self.is_unit_fixed else fitting_unit(unit, shown)

    def _amounts(self) -> Iterator[int]:
        """Yield the amounts in øre that the page shows, but for those of statements."""
        shown: list[Money] = []
        if self._shows(Part.ACCOUNTS):
            chosen = self.reconciliation.accounts
            yield from accounts.amounts(chosen, with_parts=self.with_detail)
            if self.with_detail or self.parts:
                for funds in self.reconciliation.funds:
                    shown += (*funds.sources.values(), *funds.uses.values())
        if self._shows(Part.BRIDGE):
            for step in self.reconciliation.bridge:
                shown += (step.amount, step.budget)
        yield from (money.ore for money in shown if money.ore)


def _unknown_in(cells: Iterable[tuple[AccountRow, Bounds | None]]) -> Iterator[str]:
    """Yield the ids of entries whose unknown amounts may move a bound of a figure."""
    for row, figure in cells:
        if figure is not None and None in figure[:2]:
            for amount in row.program.figures.money.unknown:
                yield amount.entry.partition(".")[2]


SHEET = (
    "part", "program", "strand", "years", "date", "entry", "heading", "amount", "least", "most",
    PLUS_MINUS, "budget", "stated", "stated_plus_minus", "verdict", "difference",
)  # fmt: skip
"""The first headings of CSV, in order; others that the columns of a part have follow."""


def rows(reconciliation: Reconciliation, parts: Sequence[Part]) -> Rows:
    """The rows of CSV of some parts, the headings first."""
    in_parts = [*columns.headings(_in_csv(BRIDGE)), *columns.headings(_in_csv(statements.COLUMNS))]
    headings = list(dict.fromkeys((*SHEET, *in_parts)))
    yield headings
    for row in _rows(reconciliation, parts):
        yield [row.get(heading, "") for heading in headings]


def _rows(reconciliation: Reconciliation, parts: Sequence[Part]) -> Iterator[dict[str, str]]:
    if Part.ACCOUNTS in parts:
        yield from accounts.rows(reconciliation)
    if Part.BRIDGE in parts:
        for step in reconciliation.bridge:
            fields = columns.fields_by_heading(_in_csv(BRIDGE), step)
            yield {"part": "bridge", **fields}
    if Part.STATEMENTS in parts:
        for result in reconciliation.statements:
            fields = columns.fields_by_heading(_in_csv(statements.COLUMNS), result)
            yield {"part": "statements", **fields}


def _in_csv(of_part: Iterable[Column[columns.Item]]) -> list[Column[columns.Item]]:
    return columns.of_part(of_part, columns.Part.CSV)


def as_data(reconciliation: Reconciliation) -> dict[str, Any]:
    """A reconciliation as JSON has it; money is kroner as text."""
    return {
        "programs": accounts.programs_data(reconciliation),
        "bridge": [columns.record(BRIDGE, step) for step in reconciliation.bridge],
        "statements": [statements.data(result) for result in reconciliation.statements],
        "cut_spans": cut_spans_data(reconciliation.balance.cut_spans),
        **uncounted_data(reconciliation.balance),
    }


# How the budget came about.


def _bridge_grids(
    ledger: Ledger, steps: Iterable[Step], style: Style
) -> Iterator[tuple[str, Grid]]:
    """Yield the heading and the table of the steps of each program, the budget below the last."""
    by_program: dict[str, list[Step]] = {}
    for step in steps:
        by_program.setdefault(step.program, []).append(step)
    heading = sentence("reconcile development", style.language)
    for program, its_steps in by_program.items():
        name = f"{heading}: {ledger.programs[program].name}"
        yield heading if len(by_program) == 1 else name, _bridge_grid(its_steps, style)


def _bridge_grid(steps: Sequence[Step], style: Style) -> Grid:
    in_table = columns.of_part(BRIDGE, columns.Part.TABLE)
    over = [GridColumn(sentence("reconcile step", style.language), is_words=True)]
    over += [
        GridColumn(
            word(column.word, style.language),
            is_words=column.is_words,
            drops=1 if column is ENTRY else 0,
        )
        for column in in_table
    ]
    body = []
    for step in steps:
        cells = [_bridge_cell(column, step, style) for column in in_table]
        body.append(Row((Cell(_step_word(step, style)), *cells)))
    last = [
        _bridge_cell(column, steps[-1], style) if column is BUDGET_AFTER else EMPTY
        for column in in_table
    ]
    name = Cell(sentence("budget", style.language))
    return Grid(tuple(over), (*body, Row((name, *last), stands_out=True)))


def _bridge_cell(column: Column[Step], step: Step, style: Style) -> Cell:
    if column is BUDGET_AFTER and step.in_doubt and step.budget != ZERO:
        return Cell(_plain(step.budget, style), f"{APART} ?")
    return Cell(column.cell(step, style))


def _step_word(step: Step, style: Style) -> str:
    if step.explained:
        return _step_name(step)
    return sentence("reconcile unexplained", style.language)


def _step_name(step: Step) -> str:
    """Name a step for programs: the act, the decision's id, or unexplained."""
    if not step.explained:
        return "unexplained"
    return step.act or step.entry.id


def _date(step: Step) -> str | None:
    return None if step.date is None else step.date.isoformat()


def _change(step: Step) -> Figure | None:
    return None if step.unknown else Figure(step.amount)


def _change_cell(step: Step, style: Style) -> str:
    """Write what a step changes; nothing for an act that only restates, and unknown as such."""
    parts = [] if step.amount == ZERO else [_signed(step.amount, style)]
    if step.unknown:
        is_yearly = isinstance(step.entry, Program) and isinstance(step.entry.yearly, Money)
        key = "reconcile amount a year" if is_yearly else "reconcile unknown amount"
        parts.append(sentence(key, style.language))
    return " + ".join(parts)


def _signed(money: Money, style: Style) -> str:
    writer = FigureWriter(style.unit, style.language)
    about = "" if money.exact else f"{writer.circa} "
    plus = "+" if money.ore > 0 else ""
    return f"{about}{plus}{writer.plain(money.ore)}"


def _plain(money: Money, style: Style) -> str:
    writer = FigureWriter(style.unit, style.language)
    about = "" if money.exact else f"{writer.circa} "
    return about + writer.plain(money.ore)


def _budget_after(step: Step) -> Figure | None:
    return None if step.in_doubt else Figure(step.budget)


def _budget_cell(step: Step, style: Style) -> str:
    """Write the budget after a step as far as it is known; nothing where nothing of it is."""
    if not step.in_doubt:
        return _plain(step.budget, style)
    return "" if step.budget == ZERO else f"{_plain(step.budget, style)} {APART} ?"


def _budget_fields(step: Step) -> Sequence[str]:
    return amount_fields(None if step.in_doubt else step.budget)[:1]


CHANGE: Column[Step] = replace(
    amount(
        "amount", "What the step changes, if it is known.", _change, word="reconcile change",
        cell=_change_cell,
    ),
    headings=("amount", PLUS_MINUS),
)  # fmt: skip
BUDGET_AFTER: Column[Step] = replace(
    amount("budget", "The budget after it, if it is known.", _budget_after, cell=_budget_cell),
    fields=_budget_fields,
    headings=("budget",),
)
ENTRY: Column[Step] = text("entry", "The act or decision.", lambda step: address(step.entry))
BRIDGE: tuple[Column[Step], ...] = (
    text("program", "The program.", lambda step: Identifier(step.program), parts=DATA),
    replace(
        text(
            "step", "The act, the id of the decision, or unexplained; in a table it stands first.",
            _step_name, parts=DATA,
        ),
        headings=("heading",),
    ),
    replace(text("date", "When it takes effect.", _date), is_words=False),
    CHANGE,
    BUDGET_AFTER,
    text(
        "explained", "Whether a decision or an act explains it.", lambda step: step.explained,
        data=lambda step: step.explained, parts=JSON,
    ),
    text(
        "unknown", "Whether a part of what it changes is not known.", lambda step: step.unknown,
        data=lambda step: step.unknown, parts=JSON,
    ),
    ENTRY,
    half_widths(CHANGE, BUDGET_AFTER),
)  # fmt: skip
"""The columns of the bridge, in the order of JSON."""
